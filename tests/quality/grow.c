/*
 * A tree asks the same question of all nodes of a level, the one that tells
 * most over all of them: a handful of examples cannot carve out a corner of
 * their own.
 */
#include <stdlib.h>
#include <string.h>

#include "grow.h"

enum { WIDTH = 2 * NC_KINDS };

typedef float histogram[NC_TREE_LEAVES][BINS][WIDTH];

double
caution_of(unsigned kind)
{
	switch (kind) {
	case NC_KIND_BODY:
	case NC_KIND_RELATED:
	case NC_KIND_OTHER:
		return 10;
	case NC_KIND_CAPTION:
		return 4;
	default:
		return 2; /* one or two blocks of a dump */
	}
}

static void
fill_histogram(histogram *sums, const struct table *table,
    const struct gradient *gradients, const struct sample *sample,
    const uint8_t *leaves, const struct question *question, unsigned depth)
{
	const uint8_t *bins = table->bins[question->measure] + question->offset;
	size_t i, j;

	memset(*sums, 0, sizeof((*sums)[0]) << depth);
	for (i = 0; i < sample->count; i++) {
		size_t row = sample->rows[i];
		const float *gradient = (const float *)&gradients[row];
		float *sum = (*sums)[leaves[row]][bins[row]];

		for (j = 0; j < WIDTH; j++)
			sum[j] += sample->weights[i] * gradient[j];
	}
}

static double
gain_of(const float *sum, unsigned kinds)
{
	double gain = 0;
	unsigned i;

	for (i = 0; i < NC_KINDS; i++)
		if (kinds >> i & 1)
			gain += (double)sum[i] * sum[i] /
			    (sum[NC_KINDS + i] + caution_of(i));
	return gain;
}

/* What splitting all leaves behind the best bin gains. */
static double
best_split(histogram *sums, unsigned bins, unsigned depth, unsigned kinds,
    unsigned *best_bin)
{
	double gains[BINS] = {0}, best = -1;
	float below[WIDTH], above[WIDTH];
	unsigned leaf, bin, i;

	for (leaf = 0; leaf < 1u << depth; leaf++) {
		memset(above, 0, sizeof(above));
		memset(below, 0, sizeof(below));
		for (bin = 0; bin < bins; bin++)
			for (i = 0; i < WIDTH; i++)
				above[i] += (*sums)[leaf][bin][i];
		for (bin = 0; bin + 1 < bins; bin++) {
			for (i = 0; i < WIDTH; i++) {
				below[i] += (*sums)[leaf][bin][i];
				above[i] -= (*sums)[leaf][bin][i];
			}
			gains[bin] += gain_of(below, kinds) +
			    gain_of(above, kinds);
		}
	}
	for (bin = 0; bin + 1 < bins; bin++)
		if (gains[bin] > best) {
			best = gains[bin];
			*best_bin = bin;
		}
	return best;
}

static void
descend(uint8_t *leaves, const struct table *table,
    const struct nc_condition *condition, unsigned depth)
{
	const uint8_t *values = table->values[condition->measure];
	size_t i;

	for (i = NC_NEAR; i + NC_NEAR < table->rows; i++)
		leaves[i] |=
		    (uint8_t)((values[(ptrdiff_t)i + condition->offset] >
				  condition->above)
			<< depth);
}

void
grow(struct nc_tree *tree, uint8_t *leaves, const struct table *table,
    const struct gradient *gradients, const struct sample *sample,
    const bool *asked, unsigned kinds)
{
	histogram *sums = must(malloc(sizeof(*sums)));
	unsigned depth, bin = 0;
	size_t i;

	memset(leaves, 0, table->rows);
	for (depth = 0; depth < NC_TREE_DEPTH; depth++) {
		struct nc_condition *condition = &tree->conditions[depth];
		double best = -1, gain;

		for (i = 0; i < table->question_count; i++) {
			const struct question *question = &table->questions[i];

			if (!asked[i])
				continue;
			fill_histogram(sums, table, gradients, sample, leaves,
			    question, depth);
			gain = best_split(sums,
			    table->bin_count[question->measure], depth, kinds,
			    &bin);
			if (gain <= best)
				continue;
			best = gain;
			condition->measure = question->measure;
			condition->offset = question->offset;
			condition->above = table->edges[question->measure][bin];
		}
		descend(leaves, table, condition, depth);
	}
	free(sums);
}
