/*
 * Viterbi's algorithm finds the path; forward and backward sums tell how sure
 * each of its steps is.  The sums are of powers of two in a fixed order:
 * scores are whole multiples of 1/32, whose powers stand in a table.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "crf.h"

enum { FAR = INT32_MIN / 4, LEAST = -40 * NC_CRF_UNIT };

struct chain {
	const struct nc_crf *crf;
	const int32_t *emissions;
	size_t count;
	/* For each state, those it may follow, and the weights of that. */
	uint8_t from[NC_CRF_STATES_MAX][NC_CRF_STATES_MAX];
	float weight[NC_CRF_STATES_MAX][NC_CRF_STATES_MAX];
	size_t from_count[NC_CRF_STATES_MAX];
	uint8_t *back; /* [count * states] */
	float *sums;   /* [count * states], forward */
};

/* 2 to the power of score / NC_CRF_UNIT. */
static float
power(int32_t score)
{
	static const double roots[NC_CRF_UNIT] = {1.0, 1.0218971486541166,
	    1.0442737824274138, 1.0671404006768237, 1.0905077326652577,
	    1.1143867425958924, 1.1387886347566916, 1.1637248587775775,
	    1.189207115002721, 1.2152473599804690, 1.2418578120734840,
	    1.2690509571917332, 1.2968395546510096, 1.3252366431597413,
	    1.3542555469368927, 1.3839098819638320, 1.4142135623730951,
	    1.4451808069770467, 1.4768261459394993, 1.5091644275934228,
	    1.5422108254079407, 1.5759808451078865, 1.6104903319492543,
	    1.6457554781539649, 1.6817928305074292, 1.7186192981224779,
	    1.7562521603732995, 1.7947090750031072, 1.8340080864093424,
	    1.8741676341103000, 1.9152065613971474, 1.9571441241754002};
	int32_t whole;

	if (score < LEAST)
		score = LEAST;
	if (score > -LEAST)
		score = -LEAST;
	whole = (score - LEAST) / NC_CRF_UNIT;
	return (float)ldexp(roots[(score - LEAST) % NC_CRF_UNIT],
	    (int)whole + LEAST / NC_CRF_UNIT);
}

static int32_t
emission(const struct chain *chain, size_t place, size_t state)
{
	const struct nc_crf *crf = chain->crf;
	int32_t score =
	    chain->emissions[place * crf->classes + crf->class_of[state]];

	return score == NC_CRF_NEVER ? FAR : score;
}

static void
list_transitions(struct chain *chain)
{
	const struct nc_crf *crf = chain->crf;
	size_t from, to;

	for (to = 0; to < crf->states; to++) {
		size_t count = 0;

		for (from = 0; from < crf->states; from++) {
			int16_t score =
			    crf->transitions[from * crf->states + to];

			if (score == NC_CRF_NEVER)
				continue;
			chain->from[to][count] = (uint8_t)from;
			chain->weight[to][count++] = power(score);
		}
		chain->from_count[to] = count;
	}
}

/* ----------------------------------------------------------------- the path */

static int32_t
bounded(int32_t score)
{
	return score < FAR ? FAR : score;
}

static int32_t
optional(int16_t score)
{
	return score == NC_CRF_NEVER ? FAR : score;
}

static void
best_step(const struct chain *chain, size_t place, const int32_t *before,
    int32_t *now)
{
	const struct nc_crf *crf = chain->crf;
	int32_t most = FAR;
	size_t to, i;

	for (to = 0; to < crf->states; to++) {
		int32_t best = FAR;
		uint8_t best_from = 0;

		for (i = 0; i < chain->from_count[to]; i++) {
			uint8_t from = chain->from[to][i];
			int32_t score = before[from] +
			    crf->transitions[from * crf->states + to];

			if (i == 0 || score > best) {
				best = score;
				best_from = from;
			}
		}
		now[to] = bounded(bounded(best) + emission(chain, place, to));
		chain->back[place * crf->states + to] = best_from;
		if (now[to] > most)
			most = now[to];
	}
	/* Long chains must not leave the range of the integers. */
	for (to = 0; to < crf->states; to++)
		now[to] = bounded(now[to] - most);
}

static void
find_path(struct chain *chain, struct nc_crf_choice *choices)
{
	const struct nc_crf *crf = chain->crf;
	int32_t scores[2][NC_CRF_STATES_MAX];
	int32_t *before = scores[0], *now = scores[1], *other;
	size_t place, state, best = 0;

	for (state = 0; state < crf->states; state++)
		before[state] = bounded(
		    optional(crf->start[state]) + emission(chain, 0, state));
	for (place = 1; place < chain->count; place++) {
		best_step(chain, place, before, now);
		other = before;
		before = now;
		now = other;
	}
	for (state = 0; state < crf->states; state++)
		before[state] = bounded(
		    before[state] + optional(crf->end[state]));
	for (state = 1; state < crf->states; state++)
		if (before[state] > before[best])
			best = state;
	for (place = chain->count; place > 0; place--) {
		choices[place - 1].state = (uint8_t)best;
		best = chain->back[(place - 1) * crf->states + best];
	}
}

/* --------------------------------------------------------------- confidence */

/* Emissions of one place as factors, the greatest of them 1. */
static void
factors_of(const struct chain *chain, size_t place, float *factors)
{
	size_t states = chain->crf->states, state;
	int32_t most = FAR;

	for (state = 0; state < states; state++)
		if (emission(chain, place, state) > most)
			most = emission(chain, place, state);
	for (state = 0; state < states; state++) {
		int32_t score = emission(chain, place, state);

		factors[state] = score == FAR ? 0 : power(score - most);
	}
}

static void
normalise(float *sums, size_t states)
{
	float all = 0;
	size_t state;

	for (state = 0; state < states; state++)
		all += sums[state];
	for (state = 0; all > 0 && state < states; state++)
		sums[state] /= all;
}

static void
sum_forward(struct chain *chain)
{
	const struct nc_crf *crf = chain->crf;
	float factors[NC_CRF_STATES_MAX];
	size_t place, state, i;

	for (place = 0; place < chain->count; place++) {
		float *now = chain->sums + place * crf->states;
		const float *before = now - (place > 0 ? crf->states : 0);

		factors_of(chain, place, factors);
		for (state = 0; state < crf->states; state++) {
			float sum = 0;

			for (i = 0; place > 0 && i < chain->from_count[state];
			     i++)
				sum += before[chain->from[state][i]] *
				    chain->weight[state][i];
			if (place == 0 && crf->start[state] != NC_CRF_NEVER)
				sum = power(crf->start[state]);
			now[state] = sum * factors[state];
		}
		normalise(now, crf->states);
	}
}

/* From what follows place + 1 (`after`) to what follows `place`. */
static void
step_back(
    const struct chain *chain, size_t place, const float *after, float *now)
{
	const struct nc_crf *crf = chain->crf;
	float factors[NC_CRF_STATES_MAX];
	size_t state, i;

	factors_of(chain, place + 1, factors);
	for (state = 0; state < crf->states; state++)
		now[state] = 0;
	for (state = 0; state < crf->states; state++)
		for (i = 0; i < chain->from_count[state]; i++)
			now[chain->from[state][i]] += chain->weight[state][i] *
			    factors[state] * after[state];
	normalise(now, crf->states);
}

static uint8_t
confidence_of(const struct nc_crf *crf, const float *forward,
    const float *backward, size_t chosen)
{
	float all = 0, same = 0;
	size_t state;

	for (state = 0; state < crf->states; state++) {
		float both = forward[state] * backward[state];

		all += both;
		if (crf->label_of[state] == crf->label_of[chosen])
			same += both;
	}
	return all > 0 ? (uint8_t)(same / all * 100) : 0;
}

static void
find_confidence(struct chain *chain, struct nc_crf_choice *choices)
{
	const struct nc_crf *crf = chain->crf;
	float sums[2][NC_CRF_STATES_MAX];
	float *after = sums[0], *now = sums[1], *other;
	size_t place, state;

	sum_forward(chain);
	for (state = 0; state < crf->states; state++)
		after[state] = crf->end[state] == NC_CRF_NEVER
		    ? 0
		    : power(crf->end[state]);
	for (place = chain->count; place > 0; place--) {
		if (place < chain->count) {
			step_back(chain, place - 1, after, now);
			other = after;
			after = now;
			now = other;
		}
		choices[place - 1].confidence = confidence_of(crf,
		    chain->sums + (place - 1) * crf->states, after,
		    choices[place - 1].state);
	}
}

bool
nc_crf_decode(struct nc_crf_choice *choices, const struct nc_crf *crf,
    const int32_t *emissions, size_t count)
{
	struct chain chain;
	bool done;

	if (count == 0)
		return true;
	memset(&chain, 0, sizeof(chain));
	chain.crf = crf;
	chain.emissions = emissions;
	chain.count = count;
	chain.back = calloc(count, crf->states);
	chain.sums = calloc(count, crf->states * sizeof(*chain.sums));
	done = chain.back != NULL && chain.sums != NULL;
	if (done) {
		list_transitions(&chain);
		find_path(&chain, choices);
		find_confidence(&chain, choices);
	}
	free(chain.back);
	free(chain.sums);
	return done;
}
