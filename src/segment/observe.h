/*
 * Observations: the binary features by which the labeller's model sees a
 * block.  They are made of measures, not of words, and have names, so that a
 * decision can be explained.
 */
#ifndef NC_OBSERVE_H
#define NC_OBSERVE_H

#include "surroundings.h"

enum {
#define TEMPLATE(name, values) \
	NC_OBSERVE_##name, \
	    NC_OBSERVE_LAST_##name = NC_OBSERVE_##name + (values)-1,
#include "templates.def"
#undef TEMPLATE
	NC_OBSERVATIONS
};

enum { NC_OBSERVED_MAX = 128 }; /* of one block */

struct nc_observed {
	uint16_t ids[NC_OBSERVED_MAX];
	size_t count;
};

void nc_observe(struct nc_observed *observed,
    const struct nc_surroundings *around, size_t block);

/* "columns:7" */
void nc_observation_name(unsigned id, char *buffer, size_t size);

#endif
