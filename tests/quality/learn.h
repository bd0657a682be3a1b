/* Learning the weights of the labeller's model from examples. */
#ifndef QUALITY_LEARN_H
#define QUALITY_LEARN_H

#include "dumps.h"

enum { TREES = 250 };

struct chain_weights {
	int16_t start[NC_STATES];
	int16_t end[NC_STATES];
	int16_t transitions[NC_STATES * NC_STATES];
};

/* A model as it is used. */
struct learned {
	struct nc_tree trees[TREES];
	struct chain_weights chains[NC_CHAINS];
};

/*
 * From all examples but those of `fold` (FOLDS: from all).  The same examples
 * give the same weights.
 */
void learn(struct learned *learned, const struct dumps *dumps, unsigned fold);

void learned_model(struct nc_model *model, const struct learned *learned);

#endif
