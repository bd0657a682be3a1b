/*
 * Pairs of a hash and a file, as many as fit.  When there are too many, only
 * those with the smaller hashes are kept, halving until they fit: which are
 * kept depends on what was added, and not on the order.
 */
#ifndef NC_PILE_H
#define NC_PILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct nc_pair {
	uint64_t hash;
	uint32_t file;
};

struct nc_pile {
	struct nc_pair *pairs; /* from malloc */
	size_t count;
	size_t capacity;
	size_t most;
	unsigned halvings; /* so many high bits of a hash must be 0 */
};

/* No pair may be added twice.  False when out of memory. */
bool nc_pile_add(struct nc_pile *pile, uint64_t hash, uint32_t file);
/* By hash, then by file; pairs that are equal become one. */
void nc_pile_sort(struct nc_pile *pile);
void nc_pile_free(struct nc_pile *pile);

#endif
