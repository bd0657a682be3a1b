/*
 * AdaGrad over the examples in an order of its own each epoch.  Each model's
 * weights are the sum of a common set and its own, so that what holds for
 * pages and extracts alike is learned from both.  Blocks whose truth is open
 * are marginalised: the gradient is the difference of two expectations, that
 * of the model and that of the model held to what is known.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "learn.h"

enum { EPOCHS = 14, AVERAGED = 7, SETS = 1 + NC_MODELS };

/* No step is longer than rate / sqrt(caution). */
static const double rate = 0.07;
static const double caution = 1;
static const double penalty = 6; /* of a weight's square, halved */

struct trainer {
	struct learned sets[SETS]; /* the common one first */
	struct learned squares[SETS];
	struct learned sum[SETS];
	double uses[NC_OBSERVATIONS]; /* blocks an observation is made of */
	/* Of the example in hand. */
	double gradients[NC_OBSERVATIONS][NC_CLASSES];
	unsigned times[NC_OBSERVATIONS];
	uint16_t touched[NC_OBSERVATIONS];
	size_t touched_count;
};

/* Expectations of one pass over an example. */
struct expected {
	double (*classes)[NC_CLASSES]; /* [count] */
	double transitions[NC_STATES][NC_STATES];
	double start[NC_STATES];
	double end[NC_STATES];
	double log_sum;
};

struct factors {
	double (*emissions)[NC_STATES]; /* [count] */
	double transitions[NC_STATES][NC_STATES];
	double start[NC_STATES];
	double end[NC_STATES];
	double log_scale;
};

static double
random_below_one(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) +
	    UINT64_C(1442695040888963407);
	return (double)(*state >> 33) / (double)(UINT64_C(1) << 31);
}

/* ------------------------------------------------------------ expectations */

static void
score_place(const struct trainer *trainer, const struct example *example,
    size_t place, double scores[NC_CLASSES])
{
	uint32_t i;
	size_t class;

	memset(scores, 0, NC_CLASSES * sizeof(*scores));
	for (i = example->first_id[place]; i < example->first_id[place + 1];
	     i++) {
		const double *common =
		    trainer->sets[0].emissions[example->ids[i]];
		const double *own = trainer->sets[1 + example->model]
					.emissions[example->ids[i]];

		for (class = 0; class < NC_CLASSES; class ++)
			scores[class] += common[class] + own[class];
	}
}

static void
find_factors(struct factors *factors, const struct trainer *trainer,
    const struct example *example)
{
	const struct learned *common = &trainer->sets[0];
	const struct learned *own = &trainer->sets[1 + example->model];
	double scores[NC_CLASSES], most;
	size_t i, j;

	factors->log_scale = 0;
	for (i = 0; i < example->count; i++) {
		score_place(trainer, example, i, scores);
		most = scores[0];
		for (j = 1; j < NC_CLASSES; j++)
			most = fmax(most, scores[j]);
		factors->log_scale += most;
		for (j = 0; j < NC_CLASSES; j++)
			scores[j] = fmax(exp(scores[j] - most), 1e-100);
		for (j = 0; j < NC_STATES; j++)
			factors->emissions[i][j] = scores[nc_state_class[j]];
	}
	for (i = 0; i < NC_STATES; i++) {
		factors->start[i] = exp(common->start[i] + own->start[i]);
		factors->end[i] = exp(common->end[i] + own->end[i]);
		for (j = 0; j < NC_STATES; j++)
			factors->transitions[i][j] =
			    nc_state_follows((unsigned)i, (unsigned)j)
			    ? exp(common->transitions[i][j] +
				  own->transitions[i][j])
			    : 0;
	}
}

static double
normalise(double *sums)
{
	double all = 0;
	size_t i;

	for (i = 0; i < NC_STATES; i++)
		all += sums[i];
	for (i = 0; all > 0 && i < NC_STATES; i++)
		sums[i] /= all;
	return all;
}

static bool
may(const uint32_t *allowed, size_t place, size_t state)
{
	return allowed == NULL || (allowed[place] >> state & 1) != 0;
}

static void
sum_forward(double (*sums)[NC_STATES], const struct factors *factors,
    const uint32_t *allowed, size_t count, double *log_sum)
{
	size_t i, from, to;

	*log_sum = factors->log_scale;
	for (i = 0; i < count; i++) {
		for (to = 0; to < NC_STATES; to++) {
			double sum = i == 0 ? factors->start[to] : 0;

			if (!may(allowed, i, to)) {
				sums[i][to] = 0;
				continue;
			}
			for (from = 0; i > 0 && from < NC_STATES; from++)
				sum += sums[i - 1][from] *
				    factors->transitions[from][to];
			sums[i][to] = sum * factors->emissions[i][to];
		}
		*log_sum += log(normalise(sums[i]));
	}
}

static void
expect_place(struct expected *expected, size_t place, const double *forward,
    const double *backward)
{
	double both[NC_STATES];
	size_t i;

	for (i = 0; i < NC_STATES; i++)
		both[i] = forward[i] * backward[i];
	normalise(both);
	for (i = 0; i < NC_STATES; i++)
		expected->classes[place][nc_state_class[i]] += both[i];
}

/* Transitions to `place` + 1, and what follows `place` to `now`. */
static void
expect_step(struct expected *expected, const struct factors *factors,
    const double *forward, const double *after, size_t place, double *now)
{
	double pairs[NC_STATES][NC_STATES], all = 0, follow;
	size_t from, to;

	for (from = 0; from < NC_STATES; from++) {
		now[from] = 0;
		for (to = 0; to < NC_STATES; to++) {
			follow = factors->transitions[from][to] *
			    factors->emissions[place + 1][to] * after[to];
			now[from] += follow;
			pairs[from][to] = forward[from] * follow;
			all += pairs[from][to];
		}
	}
	for (from = 0; from < NC_STATES; from++)
		for (to = 0; to < NC_STATES; to++)
			expected->transitions[from][to] += pairs[from][to] /
			    all;
	normalise(now);
}

static void
expect(struct expected *expected, const struct factors *factors,
    const uint32_t *allowed, size_t count)
{
	double(*sums)[NC_STATES] = must(calloc(count, sizeof(*sums)));
	double after[NC_STATES], now[NC_STATES], both[NC_STATES];
	size_t i, j;

	memset(expected->classes, 0, count * sizeof(*expected->classes));
	memset(expected->transitions, 0, sizeof(expected->transitions));
	sum_forward(sums, factors, allowed, count, &expected->log_sum);
	memcpy(after, factors->end, sizeof(after));
	for (i = count; i > 0; i--) {
		if (i < count) {
			for (j = 0; j < NC_STATES; j++)
				if (!may(allowed, i, j))
					after[j] = 0;
			expect_step(
			    expected, factors, sums[i - 1], after, i - 1, now);
			memcpy(after, now, sizeof(after));
		}
		for (j = 0; j < NC_STATES; j++)
			both[j] = sums[i - 1][j] * after[j];
		expect_place(expected, i - 1, sums[i - 1], after);
		if (i == count)
			memcpy(expected->end, both, sizeof(both));
		if (i == 1)
			memcpy(expected->start, both, sizeof(both));
	}
	expected->log_sum += log(normalise(expected->end));
	normalise(expected->start);
	free(sums);
}

/* ------------------------------------------------------------------ learning */

static void
step(double *weight, double *square, double gradient)
{
	*square += gradient * gradient;
	*weight -= rate * gradient / sqrt(*square + caution);
}

/* The gradient of a whole example, before any weight is changed. */
static void
sum_gradients(struct trainer *trainer, const struct example *example,
    const struct expected *model, const struct expected *truth)
{
	size_t place, class;
	uint32_t i;

	trainer->touched_count = 0;
	for (place = 0; place < example->count; place++) {
		for (i = example->first_id[place];
		     i < example->first_id[place + 1]; i++) {
			uint16_t id = example->ids[i];

			if (trainer->times[id]++ == 0)
				trainer->touched[trainer->touched_count++] = id;
			for (class = 0; class < NC_CLASSES; class ++)
				trainer->gradients[id][class] +=
				    model->classes[place][class] -
				    truth->classes[place][class];
		}
	}
}

static void
learn_emissions(struct trainer *trainer, const struct example *example,
    const struct expected *model, const struct expected *truth)
{
	size_t i, class, set;

	sum_gradients(trainer, example, model, truth);
	for (i = 0; i < trainer->touched_count; i++) {
		uint16_t id = trainer->touched[i];
		double share = penalty * trainer->times[id] / trainer->uses[id];

		for (set = 0; set < SETS; set += 1 + example->model) {
			double *weights = trainer->sets[set].emissions[id];
			double *squares = trainer->squares[set].emissions[id];

			for (class = 0; class < NC_CLASSES; class ++)
				step(&weights[class], &squares[class],
				    trainer->gradients[id][class] +
					share * weights[class]);
			if (set > 0)
				break;
		}
		memset(
		    trainer->gradients[id], 0, sizeof(trainer->gradients[id]));
		trainer->times[id] = 0;
	}
}

static void
learn_chain(struct trainer *trainer, const struct example *example,
    const struct expected *model, const struct expected *truth)
{
	size_t set, i, j;

	for (set = 0; set < SETS; set += 1 + example->model) {
		struct learned *own = &trainer->sets[set];
		struct learned *squares = &trainer->squares[set];

		for (i = 0; i < NC_STATES; i++) {
			step(&own->start[i], &squares->start[i],
			    model->start[i] - truth->start[i] +
				1e-3 * own->start[i]);
			step(&own->end[i], &squares->end[i],
			    model->end[i] - truth->end[i] + 1e-3 * own->end[i]);
			for (j = 0; j < NC_STATES; j++)
				step(&own->transitions[i][j],
				    &squares->transitions[i][j],
				    model->transitions[i][j] -
					truth->transitions[i][j] +
					1e-3 * own->transitions[i][j]);
		}
		if (set > 0)
			break;
	}
}

static double
learn_example(struct trainer *trainer, const struct example *example)
{
	struct factors factors;
	struct expected model, truth;

	factors.emissions = must(
	    calloc(example->count, sizeof(*factors.emissions)));
	model.classes = must(calloc(example->count, sizeof(*model.classes)));
	truth.classes = must(calloc(example->count, sizeof(*truth.classes)));
	find_factors(&factors, trainer, example);
	expect(&model, &factors, NULL, example->count);
	expect(&truth, &factors, example->allowed, example->count);
	if (isfinite(truth.log_sum) && isfinite(model.log_sum)) {
		learn_emissions(trainer, example, &model, &truth);
		learn_chain(trainer, example, &model, &truth);
	} else {
		truth.log_sum = model.log_sum = 0;
	}
	free(factors.emissions);
	free(model.classes);
	free(truth.classes);
	return model.log_sum - truth.log_sum;
}

static void
add_weights(struct learned *sum, const struct learned *weights)
{
	double *to = (double *)sum;
	const double *from = (const double *)weights;
	size_t i;

	for (i = 0; i < sizeof(*sum) / sizeof(double); i++)
		to[i] += from[i];
}

static int16_t
quantise(double weight, bool possible)
{
	double scaled = round(weight / log(2) * NC_CRF_UNIT);

	if (!possible)
		return NC_CRF_NEVER;
	return (int16_t)(scaled < -32000 ? -32000
		: scaled > 32000         ? 32000
					 : scaled);
}

static void
quantise_all(struct quantised *to, const struct learned *common,
    const struct learned *own)
{
	unsigned i, j;

	for (i = 0; i < NC_OBSERVATIONS; i++)
		for (j = 0; j < NC_CLASSES; j++)
			to->emissions[i][j] = quantise(
			    (common->emissions[i][j] + own->emissions[i][j]) /
				AVERAGED,
			    true);
	for (i = 0; i < NC_STATES; i++) {
		to->start[i] = quantise(
		    (common->start[i] + own->start[i]) / AVERAGED, true);
		to->end[i] = quantise(
		    (common->end[i] + own->end[i]) / AVERAGED, true);
		for (j = 0; j < NC_STATES; j++)
			to->transitions[i * NC_STATES + j] = quantise(
			    (common->transitions[i][j] +
				own->transitions[i][j]) /
				AVERAGED,
			    nc_state_follows(i, j));
	}
}

static void
count_uses(struct trainer *trainer, const struct dumps *dumps, unsigned fold)
{
	size_t i;
	uint32_t j;

	for (i = 0; i < dumps->example_count; i++) {
		const struct example *example = &dumps->examples[i];

		if (example->fold == fold)
			continue;
		for (j = 0; j < example->first_id[example->count]; j++)
			trainer->uses[example->ids[j]]++;
	}
}

void
learn(struct quantised weights[NC_MODELS], const struct dumps *dumps,
    unsigned fold)
{
	struct trainer *trainer = must(calloc(1, sizeof(*trainer)));
	size_t *order = must(calloc(dumps->example_count, sizeof(*order)));
	uint64_t state = 1;
	unsigned epoch;
	size_t i, j, swap;
	double loss;

	count_uses(trainer, dumps, fold);
	for (i = 0; i < dumps->example_count; i++)
		order[i] = i;
	for (epoch = 0; epoch < EPOCHS; epoch++) {
		loss = 0;
		for (i = dumps->example_count; i > 1; i--) {
			j = (size_t)(random_below_one(&state) * (double)i);
			swap = order[i - 1];
			order[i - 1] = order[j];
			order[j] = swap;
		}
		for (i = 0; i < dumps->example_count; i++)
			if (dumps->examples[order[i]].fold != fold)
				loss += learn_example(
				    trainer, &dumps->examples[order[i]]);
		fprintf(stderr, "fold %u epoch %u: %.0f\n", fold, epoch, loss);
		for (i = 0; i < SETS && epoch >= EPOCHS - AVERAGED; i++)
			add_weights(&trainer->sum[i], &trainer->sets[i]);
	}
	for (i = 0; i < NC_MODELS; i++)
		quantise_all(
		    &weights[i], &trainer->sum[0], &trainer->sum[1 + i]);
	free(order);
	free(trainer);
}

void
quantised_models(
    struct nc_model models[NC_MODELS], const struct quantised *weights)
{
	size_t i;

	for (i = 0; i < NC_MODELS; i++) {
		models[i].emissions = weights[i].emissions;
		models[i].observations = NC_OBSERVATIONS;
		models[i].start = weights[i].start;
		models[i].end = weights[i].end;
		models[i].transitions = weights[i].transitions;
	}
}
