/* The first half of the road: from lines to measured blocks. */
#ifndef NC_BLOCKS_H
#define NC_BLOCKS_H

#include "block_features.h"

struct nc_blocks {
	struct nc_dump dump; /* a copy: layout and joins are counted in it */
	struct nc_languages languages;
	struct nc_language_guess guess;
	struct nc_layout layout;
	struct nc_features *features; /* from malloc, one a block */
};

/* False when out of memory; nc_blocks_free() in both cases. */
bool nc_blocks_find(struct nc_blocks *blocks, const struct nc_dump *dump);
void nc_blocks_free(struct nc_blocks *blocks);

#endif
