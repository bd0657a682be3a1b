/*
 * A model of two trees for three blocks: short, long, short.  Being long speaks
 * 8 to 1 for the body; being short, with a long one behind, 4 to 1 for the
 * headline.
 */
#ifndef TOY_H
#define TOY_H

#include "unit.h"

#include "model.h"

enum {
	TOY_BLOCKS = 3,
	TOY_STRIDE = NC_OBSERVED_GROUP + 2 * NC_NEAR,
	TOY_SHORT = 30,
	TOY_LONG = 60,
	TOY_LIMIT = 45,
	TOY_DOUBLING = NC_CRF_UNIT * NC_LEAF_UNIT
};

struct toy {
	struct nc_tree trees[2];
	struct nc_model model;
	struct nc_observations observations;
};

/* Conditions that are not asked for make no difference to the leaves. */
static inline void
toy_ask(struct nc_tree *tree, unsigned number, enum nc_measure measure,
    int offset, unsigned above)
{
	tree->conditions[number].measure = (uint8_t)measure;
	tree->conditions[number].offset = (int8_t)offset;
	tree->conditions[number].above = (uint8_t)above;
}

static inline void
toy_open(struct toy *toy)
{
	static const uint8_t columns[] = {TOY_SHORT, TOY_LONG, TOY_SHORT};
	unsigned i;

	memset(toy, 0, sizeof(*toy));
	for (i = 0; i < NC_TREE_DEPTH; i++) {
		toy_ask(&toy->trees[0], i, NC_MEASURE_exists, 0, 255);
		toy_ask(&toy->trees[1], i, NC_MEASURE_exists, 0, 255);
	}
	toy_ask(&toy->trees[0], 0, NC_MEASURE_columns, 0, TOY_LIMIT);
	toy_ask(&toy->trees[1], 0, NC_MEASURE_columns, 0, TOY_LIMIT);
	toy_ask(&toy->trees[1], 1, NC_MEASURE_columns, 1, TOY_LIMIT);
	for (i = 0; i < NC_TREE_LEAVES; i++) {
		if ((i & 1) == 1)
			toy->trees[0].leaves[i][NC_KIND_BODY] = 3 *
			    TOY_DOUBLING;
		if ((i & 3) == 2)
			toy->trees[1].leaves[i][NC_KIND_HEADLINE] = 2 *
			    TOY_DOUBLING;
	}
	toy->model = nc_model;
	toy->model.trees = toy->trees;
	toy->model.tree_count = 2;
	toy->observations.count = TOY_BLOCKS;
	toy->observations.stride = TOY_STRIDE;
	toy->observations.values = calloc(NC_MEASURES, TOY_STRIDE);
	assert_non_null(toy->observations.values);
	for (i = 0; i < TOY_BLOCKS; i++)
		toy->observations.values[NC_MEASURE_columns * TOY_STRIDE +
		    NC_NEAR + i] = columns[i];
}

static inline void
toy_close(struct toy *toy)
{
	nc_observations_free(&toy->observations);
}

#endif
