/*
 * Sets of characters: what a class of a pattern stands for.  ASCII is a bit
 * each, the rest are ranges and general categories.
 */
#ifndef NC_PATTERN_SET_H
#define NC_PATTERN_SET_H

#include "memory.h"

struct nc_pattern_range {
	uint32_t first, last;
};

struct nc_pattern_set {
	uint64_t ascii[2];
	struct nc_pattern_range
	    *ranges; /* in the arena; of what is beyond ASCII */
	size_t range_count;
	uint32_t categories; /* a bit for each nc_category(), beyond ASCII */
	bool negated;        /* of what is beyond ASCII; the bits are done */
};

/* Each is false when out of memory. */
bool nc_pattern_set_add(struct nc_pattern_set *set, struct nc_arena *arena,
    uint32_t first, uint32_t last);
/* \d \s \w, or in upper case all that these are not (ECMA-262, 22.2.2.9). */
bool nc_pattern_set_add_escape(
    struct nc_pattern_set *set, struct nc_arena *arena, char c);
void nc_pattern_set_add_categories(
    struct nc_pattern_set *set, uint32_t categories, bool others);
/* All that is not in it. */
void nc_pattern_set_negate(struct nc_pattern_set *set);

bool nc_pattern_set_has(const struct nc_pattern_set *set, uint32_t c);

/*
 * The categories of \p{...} by "L", "Lu", "Letter", "gc=L" and the like, all of
 * them for "Any"; 0 when it names something else.
 */
uint32_t nc_pattern_categories(const char *name, size_t size);

#endif
