/*
 * Observations: the numbers by which the labeller's model sees a block.  They
 * are measures, not words, and have names, so that a decision can be
 * explained.
 */
#ifndef NC_OBSERVE_H
#define NC_OBSERVE_H

#include "surroundings.h"

enum nc_measure {
#define MEASURE(name, near, meaning, scale) NC_MEASURE_##name,
#include "measures.def"
#undef MEASURE
	NC_MEASURES
};

enum {
	NC_NEAR = 3, /* conditions look at most so many blocks ahead or back */
	NC_OBSERVED_GROUP = 16 /* blocks that are looked at together */
};

struct nc_observations {
	uint8_t *values; /* from malloc, [NC_MEASURES][stride] */
	size_t stride;   /* whole groups of blocks, NC_NEAR of zeros around */
	size_t count;    /* blocks */
};

/* False when out of memory; to be freed in both cases. */
bool nc_observe(
    struct nc_observations *observations, const struct nc_surroundings *around);
void nc_observations_free(struct nc_observations *observations);

/*
 * The values of one measure; -NC_NEAR to NC_NEAR behind the last block's group
 * are valid.
 */
static inline const uint8_t *
nc_observed(const struct nc_observations *observations, enum nc_measure measure)
{
	return observations->values + measure * observations->stride + NC_NEAR;
}

const char *nc_measure_name(enum nc_measure measure);
bool nc_measure_near(enum nc_measure measure);
/* In a few words. */
const char *nc_measure_meaning(enum nc_measure measure);
/* A value as a person would say it, "about 40" or "yes", cut to `size`. */
void nc_measure_show(
    char *target, size_t size, enum nc_measure measure, unsigned value);

#endif
