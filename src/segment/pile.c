/* A pile of pairs, bounded by bottom-k sampling. */
#include <stdlib.h>
#include <string.h>

#include "pile.h"

enum { CAPACITY_FIRST = 1024 };

static bool
is_kept(const struct nc_pile *pile, uint64_t hash)
{
	return pile->halvings == 0 || hash >> (64 - pile->halvings) == 0;
}

static void
halve(struct nc_pile *pile)
{
	size_t kept = 0, i;

	pile->halvings++;
	for (i = 0; i < pile->count; i++)
		if (is_kept(pile, pile->pairs[i].hash))
			pile->pairs[kept++] = pile->pairs[i];
	pile->count = kept;
}

static bool
make_room(struct nc_pile *pile)
{
	size_t capacity = pile->capacity == 0 ? CAPACITY_FIRST
					      : 2 * pile->capacity;
	struct nc_pair *pairs;

	if (pile->count < pile->capacity)
		return true;
	if (capacity > pile->most)
		capacity = pile->most;
	pairs = realloc(pile->pairs, capacity * sizeof(*pairs));
	if (pairs == NULL)
		return false;
	pile->pairs = pairs;
	pile->capacity = capacity;
	return true;
}

bool
nc_pile_add(struct nc_pile *pile, uint64_t hash, uint32_t file)
{
	while (pile->count == pile->most && pile->halvings < 63)
		halve(pile);
	if (!is_kept(pile, hash) || pile->count == pile->most)
		return true;
	if (!make_room(pile))
		return false;
	pile->pairs[pile->count].hash = hash;
	pile->pairs[pile->count++].file = file;
	return true;
}

static int
compare(const void *a, const void *b)
{
	const struct nc_pair *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->file > y->file) - (x->file < y->file);
}

void
nc_pile_sort(struct nc_pile *pile)
{
	size_t kept = 0, i;

	if (pile->count > 0)
		qsort(pile->pairs, pile->count, sizeof(*pile->pairs), compare);
	for (i = 0; i < pile->count; i++)
		if (kept == 0 ||
		    compare(&pile->pairs[kept - 1], &pile->pairs[i]) != 0)
			pile->pairs[kept++] = pile->pairs[i];
	pile->count = kept;
}

void
nc_pile_free(struct nc_pile *pile)
{
	free(pile->pairs);
	pile->pairs = NULL;
	pile->count = pile->capacity = 0;
}
