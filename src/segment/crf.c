/*
 * Viterbi's algorithm finds the path; forward and backward sums tell how sure
 * each of its steps is.  The sums are of powers of two in a fixed order, over
 * rows of all states whether possible or not: of those, compilers make vectors.
 */
#include <stdlib.h>
#include <string.h>

#include "crf.h"

enum {
	FAR = INT32_MIN / 4,
	/* What is more than so many doublings less likely counts no more. */
	RANGE = 40,
	WIDTH = NC_CRF_STATES_MAX
};

typedef float row[WIDTH];

struct step {
	uint8_t from;
	int16_t score;
};

struct chain {
	const struct nc_crf *crf;
	const int32_t *emissions;
	size_t count;
	/* Steps to each state, for the path. */
	struct step steps[WIDTH][WIDTH];
	size_t step_count[WIDTH];
	/* The same as factors, for the sums; 0: none. */
	row forward[WIDTH];  /* [from][to] */
	row backward[WIDTH]; /* [to][from] */
	uint8_t *back;       /* [count * states] */
	row *sums;           /* [count], forward */
};

/* 2 to the power of score / NC_CRF_UNIT, for scores of 0 and less. */
static float
power(int32_t score)
{
	static const float roots[NC_CRF_UNIT] = {1.0f, 1.0218971486541166f,
	    1.0442737824274138f, 1.0671404006768237f, 1.0905077326652577f,
	    1.1143867425958924f, 1.1387886347566916f, 1.1637248587775775f,
	    1.1892071150027210f, 1.2152473599804690f, 1.2418578120734840f,
	    1.2690509571917332f, 1.2968395546510096f, 1.3252366431597413f,
	    1.3542555469368927f, 1.3839098819638320f, 1.4142135623730951f,
	    1.4451808069770467f, 1.4768261459394993f, 1.5091644275934228f,
	    1.5422108254079407f, 1.5759808451078865f, 1.6104903319492543f,
	    1.6457554781539649f, 1.6817928305074292f, 1.7186192981224779f,
	    1.7562521603732995f, 1.7947090750031072f, 1.8340080864093424f,
	    1.8741676341103000f, 1.9152065613971474f, 1.9571441241754002f};
	int32_t doublings;

	if (score <= -RANGE * NC_CRF_UNIT)
		return 0;
	score += RANGE * NC_CRF_UNIT;
	doublings = score / NC_CRF_UNIT;
	return roots[score % NC_CRF_UNIT] * (float)(UINT64_C(1) << doublings) /
	    (float)(UINT64_C(1) << RANGE);
}

static void
list_steps(struct chain *chain)
{
	const struct nc_crf *crf = chain->crf;
	int32_t most = FAR;
	size_t from, to, i;

	for (i = 0; i < crf->states * crf->states; i++)
		if (crf->transitions[i] > most)
			most = crf->transitions[i];
	for (to = 0; to < crf->states; to++)
		for (from = 0; from < crf->states; from++) {
			int16_t score =
			    crf->transitions[from * crf->states + to];
			struct step step = {(uint8_t)from, score};

			if (score == NC_CRF_NEVER)
				continue;
			chain->steps[to][chain->step_count[to]++] = step;
			chain->forward[from][to] = power(score - most);
			chain->backward[to][from] = chain->forward[from][to];
		}
}

/* ----------------------------------------------------------------- the path */

static int32_t
bounded(int32_t score)
{
	return score < FAR ? FAR : score;
}

static int32_t
possible(int32_t score)
{
	return score == NC_CRF_NEVER ? FAR : score;
}

static int32_t
emission(const struct chain *chain, size_t place, size_t state)
{
	const struct nc_crf *crf = chain->crf;

	return possible(
	    chain->emissions[place * crf->labels + crf->label_of[state]]);
}

static void
best_step(const struct chain *chain, size_t place, const int32_t *before,
    int32_t *now)
{
	size_t states = chain->crf->states, to, i;
	int32_t most = FAR;

	for (to = 0; to < states; to++) {
		const struct step *steps = chain->steps[to];
		int32_t best = FAR;
		uint8_t from = 0;

		for (i = 0; i < chain->step_count[to]; i++) {
			int32_t score = before[steps[i].from] + steps[i].score;

			if (i == 0 || score > best) {
				best = score;
				from = steps[i].from;
			}
		}
		now[to] = bounded(bounded(best) + emission(chain, place, to));
		chain->back[place * states + to] = from;
		if (now[to] > most)
			most = now[to];
	}
	/* Long chains must not leave the range of the integers. */
	for (to = 0; to < states; to++)
		now[to] = bounded(now[to] - most);
}

static void
find_path(struct chain *chain, uint8_t *path)
{
	const struct nc_crf *crf = chain->crf;
	int32_t scores[2][WIDTH];
	int32_t *before = scores[0], *now = scores[1], *other;
	size_t place, state, best = 0;

	for (state = 0; state < crf->states; state++)
		before[state] = bounded(
		    possible(crf->start[state]) + emission(chain, 0, state));
	for (place = 1; place < chain->count; place++) {
		best_step(chain, place, before, now);
		other = before;
		before = now;
		now = other;
	}
	for (state = 0; state < crf->states; state++)
		before[state] = bounded(
		    before[state] + possible(crf->end[state]));
	for (state = 1; state < crf->states; state++)
		if (before[state] > before[best])
			best = state;
	for (place = chain->count; place > 0; place--) {
		path[place - 1] = (uint8_t)best;
		best = chain->back[(place - 1) * crf->states + best];
	}
}

/* ------------------------------------------------------------------ chances */

/* Some scores as factors, the greatest of them 1. */
static void
factors_of(float *factors, const int16_t *scores, size_t count)
{
	int32_t most = FAR;
	size_t i;

	for (i = 0; i < count; i++)
		if (possible(scores[i]) > most)
			most = scores[i];
	for (i = 0; i < count; i++)
		factors[i] = scores[i] == NC_CRF_NEVER
		    ? 0
		    : power(scores[i] - most);
}

static void
emit(const struct chain *chain, size_t place, row sums)
{
	const struct nc_crf *crf = chain->crf;
	const int32_t *scores = chain->emissions + place * crf->labels;
	float factors[NC_CRF_LABELS_MAX];
	int32_t most = FAR;
	size_t i;

	for (i = 0; i < crf->labels; i++)
		if (possible(scores[i]) > most)
			most = scores[i];
	for (i = 0; i < crf->labels; i++)
		factors[i] = scores[i] == NC_CRF_NEVER
		    ? 0
		    : power(scores[i] - most);
	for (i = 0; i < crf->states; i++)
		sums[i] *= factors[crf->label_of[i]];
}

static void
normalise(row sums, size_t states)
{
	float all = 0;
	size_t i;

	for (i = 0; i < states; i++)
		all += sums[i];
	if (all > 0)
		for (i = 0; i < WIDTH; i++)
			sums[i] /= all;
}

static void
multiply(row now, const row before, const row *matrix, size_t states)
{
	size_t i, j;

	memset(now, 0, sizeof(row));
	for (i = 0; i < states; i++)
		for (j = 0; j < WIDTH; j++)
			now[j] += before[i] * matrix[i][j];
}

static void
sum_forward(struct chain *chain)
{
	size_t states = chain->crf->states, place;

	memset(chain->sums[0], 0, sizeof(row));
	factors_of(chain->sums[0], chain->crf->start, states);
	for (place = 0; place < chain->count; place++) {
		if (place > 0)
			multiply(chain->sums[place], chain->sums[place - 1],
			    chain->forward, states);
		emit(chain, place, chain->sums[place]);
		normalise(chain->sums[place], states);
	}
}

static void
set_chances(const struct nc_crf *crf, uint8_t *chances, const row forward,
    const row backward)
{
	float labels[NC_CRF_LABELS_MAX] = {0}, all = 0;
	size_t i;

	for (i = 0; i < crf->states; i++) {
		float both = forward[i] * backward[i];

		all += both;
		labels[crf->label_of[i]] += both;
	}
	for (i = 0; i < crf->labels; i++)
		chances[i] = all > 0 ? (uint8_t)(labels[i] / all * 100) : 0;
}

static void
find_chances(struct chain *chain, uint8_t *chances)
{
	size_t states = chain->crf->states, place;
	row after, now;

	sum_forward(chain);
	memset(after, 0, sizeof(after));
	factors_of(after, chain->crf->end, states);
	for (place = chain->count; place-- > 0;) {
		set_chances(chain->crf, chances + place * chain->crf->labels,
		    chain->sums[place], after);
		emit(chain, place, after);
		multiply(now, after, chain->backward, states);
		normalise(now, states);
		memcpy(after, now, sizeof(row));
	}
}

bool
nc_crf_decode(uint8_t *path, uint8_t *chances, const struct nc_crf *crf,
    const int32_t *emissions, size_t count)
{
	struct chain *chain;
	bool done;

	if (count == 0)
		return true;
	chain = calloc(1, sizeof(*chain));
	if (chain == NULL)
		return false;
	chain->crf = crf;
	chain->emissions = emissions;
	chain->count = count;
	chain->back = malloc(count * crf->states);
	chain->sums = malloc(count * sizeof(*chain->sums));
	done = chain->back != NULL && chain->sums != NULL;
	if (done) {
		list_steps(chain);
		find_path(chain, path);
		find_chances(chain, chances);
	}
	free(chain->back);
	free(chain->sums);
	free(chain);
	return done;
}
