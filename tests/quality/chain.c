/*
 * The forward-backward algorithm.  Rows of states are filled up to a width
 * that vectors divide, so that the compiler makes use of them; what is not
 * possible has the factor 0.  Of floats the range is too small: what comes
 * from before and what from behind may hardly go together.
 */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chain.h"

enum { WIDTH = 32 };

/* No factor is smaller, so that their products are no zeros. */
#define LEAST 1e-30

typedef double row[WIDTH];

struct factors {
	row *emissions;          /* [count] */
	row steps[NC_STATES];    /* [from][to] */
	row backward[NC_STATES]; /* [to][from] */
	double log_scale;
};

static double
normalise(row sums)
{
	double all = 0;
	size_t i;

	for (i = 0; i < NC_STATES; i++)
		all += sums[i];
	for (i = 0; all > 0 && i < WIDTH; i++)
		sums[i] /= all;
	return all;
}

/* Relative to the best kind that may be: of what is known, it may be a bad one. */
static void
find_emissions(struct factors *factors, const float (*scores)[NC_KINDS],
    const uint32_t *allowed, size_t count)
{
	float most;
	size_t i, j;

	factors->log_scale = 0;
	for (i = 0; i < count; i++) {
		uint32_t states = allowed == NULL ? UINT32_MAX : allowed[i];

		most = -FLT_MAX;
		for (j = 0; j < NC_STATES; j++)
			if (states >> j & 1)
				most = fmaxf(most, scores[i][nc_state_kind[j]]);
		factors->log_scale += most;
		memset(factors->emissions[i], 0, sizeof(row));
		for (j = 0; j < NC_STATES; j++)
			if (states >> j & 1)
				factors->emissions[i][j] = fmax(
				    expf(scores[i][nc_state_kind[j]] - most),
				    LEAST);
	}
}

static void
find_steps(struct factors *factors, const struct sequence_weights *weights)
{
	size_t from, to;

	memset(factors->steps, 0, sizeof(factors->steps));
	memset(factors->backward, 0, sizeof(factors->backward));
	for (from = 0; from < NC_STATES; from++)
		for (to = 0; to < NC_STATES; to++) {
			if (!nc_state_follows((unsigned)from, (unsigned)to))
				continue;
			factors->steps[from][to] = exp(
			    weights->transitions[from][to]);
			factors->backward[to][from] = factors->steps[from][to];
		}
}

/* now = sum of from * matrix, row by row. */
static void
multiply(row now, const row from, const row matrix[NC_STATES])
{
	size_t i, j;

	memset(now, 0, sizeof(row));
	for (i = 0; i < NC_STATES; i++)
		if (from[i] > 0)
			for (j = 0; j < WIDTH; j++)
				now[j] += from[i] * matrix[i][j];
}

static double
sum_forward(
    row *sums, const struct factors *factors, const double *start, size_t count)
{
	double log_sum = factors->log_scale;
	size_t i, j;

	for (i = 0; i < count; i++) {
		memset(sums[i], 0, sizeof(row));
		if (i == 0)
			for (j = 0; j < NC_STATES; j++)
				sums[i][j] = exp(start[j]);
		else
			multiply(sums[i], sums[i - 1], factors->steps);
		for (j = 0; j < WIDTH; j++)
			sums[i][j] *= factors->emissions[i][j];
		log_sum += log(normalise(sums[i]));
	}
	return log_sum;
}

/* From what follows `place` + 1 to what follows `place`. */
static void
step_back(row uses[NC_STATES], const struct factors *factors, const row forward,
    row after, size_t place)
{
	row follow, now;
	double all = 0;
	size_t i, j;

	for (j = 0; j < WIDTH; j++)
		follow[j] = factors->emissions[place + 1][j] * after[j];
	multiply(now, follow, factors->backward);
	for (i = 0; i < NC_STATES; i++)
		all += forward[i] * now[i];
	for (i = 0; all > 0 && i < NC_STATES; i++)
		if (forward[i] > 0)
			for (j = 0; j < WIDTH; j++)
				uses[i][j] += forward[i] / all *
				    factors->steps[i][j] * follow[j];
	memcpy(after, now, sizeof(row));
	normalise(after);
}

static void
expect_place(struct expected *expected, size_t place, const row both)
{
	size_t i;

	memset(expected->kinds[place], 0, sizeof(expected->kinds[place]));
	for (i = 0; i < NC_STATES; i++)
		expected->kinds[place][nc_state_kind[i]] += both[i];
}

static void
expect_ends(double *uses, const row both)
{
	size_t i;

	for (i = 0; i < NC_STATES; i++)
		uses[i] = both[i];
}

void
expect(struct expected *expected, const struct sequence_weights *weights,
    const float (*scores)[NC_KINDS], const uint32_t *allowed, size_t count)
{
	row *sums = must(calloc(count, sizeof(*sums)));
	struct factors factors;
	row after, both, uses[NC_STATES];
	size_t i, j;

	factors.emissions = must(calloc(count, sizeof(*factors.emissions)));
	memset(uses, 0, sizeof(uses));
	memset(after, 0, sizeof(after));
	find_emissions(&factors, scores, allowed, count);
	find_steps(&factors, weights);
	expected->log_sum = sum_forward(sums, &factors, weights->start, count);
	for (j = 0; j < NC_STATES; j++)
		after[j] = exp(weights->end[j]);
	for (i = count; i > 0; i--) {
		if (i < count)
			step_back(uses, &factors, sums[i - 1], after, i - 1);
		for (j = 0; j < WIDTH; j++)
			both[j] = sums[i - 1][j] * after[j];
		if (i == count)
			expected->log_sum += log(normalise(both));
		else
			normalise(both);
		expect_place(expected, i - 1, both);
		if (i == count)
			expect_ends(expected->uses.end, both);
		if (i == 1)
			expect_ends(expected->uses.start, both);
	}
	for (i = 0; i < NC_STATES; i++)
		for (j = 0; j < NC_STATES; j++)
			expected->uses.transitions[i][j] = uses[i][j];
	free(factors.emissions);
	free(sums);
}
