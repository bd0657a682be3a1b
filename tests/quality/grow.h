/* Growing a tree towards what the truth has more of than the model. */
#ifndef QUALITY_GROW_H
#define QUALITY_GROW_H

#include "table.h"

struct gradient {
	float towards[NC_KINDS];
	float curvature[NC_KINDS];
};

/* The rows by which questions are chosen. */
struct sample {
	uint32_t *rows;
	float *weights; /* a row may stand for several */
	size_t count;
};

/*
 * A tree's conditions, chosen among the questions whose `asked` is set for
 * what they tell of the kinds in `kinds` (bits); and the leaf of each row.
 */
void grow(struct nc_tree *tree, uint8_t *leaves, const struct table *table,
    const struct gradient *gradients, const struct sample *sample,
    const bool *asked, unsigned kinds);

/* Added to a curvature, so that few rows do not move much. */
double caution_of(unsigned kind);

#endif
