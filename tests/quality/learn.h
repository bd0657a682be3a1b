/* Learning the weights of the labeller's model from examples. */
#ifndef QUALITY_LEARN_H
#define QUALITY_LEARN_H

#include "dumps.h"

/* Weights as they are learned: in nats. */
struct learned {
	double emissions[NC_OBSERVATIONS][NC_CLASSES];
	double transitions[NC_STATES][NC_STATES];
	double start[NC_STATES];
	double end[NC_STATES];
};

/* Weights as they are used. */
struct quantised {
	int16_t emissions[NC_OBSERVATIONS][NC_CLASSES];
	int16_t transitions[NC_STATES * NC_STATES];
	int16_t start[NC_STATES];
	int16_t end[NC_STATES];
};

/*
 * From all examples but those of `fold` (FOLDS: from all), one set for each
 * model.  The same examples give the same weights.
 */
void learn(struct quantised weights[NC_MODELS], const struct dumps *dumps,
    unsigned fold);

void quantised_models(
    struct nc_model models[NC_MODELS], const struct quantised *weights);

#endif
