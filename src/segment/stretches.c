/* Finding stretches of prose. */
#include <stdlib.h>
#include <string.h>

#include "stretches.h"

enum { RANKED = 64 }; /* so many of them are compared */

static unsigned
title_of(const struct nc_surroundings *around, const struct nc_stretch *stretch)
{
	uint64_t found = 0;
	unsigned words = 0, bit;
	size_t i;

	for (i = stretch->first; i < stretch->end; i++)
		if (around->features[i].prose)
			found |= around->blocks[i].title_found;
	for (bit = 0; bit < around->title_words && bit < 64; bit++)
		words += found >> bit & 1;
	return around->title_words == 0 ? 0 : words * 100 / around->title_words;
}

/* One more than there are greater ones, and as great ones before it. */
static void
find_ranks(struct nc_stretches *stretches)
{
	size_t count = stretches->count < RANKED ? stretches->count : RANKED;
	size_t i, j;

	for (i = 0; i < stretches->count; i++) {
		struct nc_stretch *own = &stretches->items[i];

		own->rank = 1;
		for (j = 0; j < count; j++)
			own->rank += stretches->items[j].columns >
				own->columns ||
			    (stretches->items[j].columns == own->columns &&
				j < i);
	}
}

bool
nc_stretches_find(struct nc_stretches *stretches,
    const struct nc_surroundings *around, size_t gap)
{
	struct nc_stretch *last = NULL;
	size_t i;

	stretches->count = stretches->columns = 0;
	stretches->items = calloc(around->prose + 1, sizeof(*last));
	if (stretches->items == NULL)
		return false;
	for (i = 0; i < around->count; i++) {
		if (!around->features[i].prose)
			continue;
		if (last == NULL || i - last->end > gap) {
			last = &stretches->items[stretches->count++];
			last->first = i;
		}
		last->end = i + 1;
		last->columns += around->features[i].columns;
		stretches->columns += around->features[i].columns;
	}
	for (i = 0; i < stretches->count; i++)
		stretches->items[i].title = title_of(
		    around, &stretches->items[i]);
	find_ranks(stretches);
	return true;
}

void
nc_stretches_free(struct nc_stretches *stretches)
{
	free(stretches->items);
}
