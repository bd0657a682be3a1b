/* The first half of the road: from lines to measured blocks. */
#ifndef NC_BLOCKS_H
#define NC_BLOCKS_H

#include "block_features.h"

struct nc_blocks {
	struct nc_dump dump; /* a copy: layout and joins are counted in it */
	struct nc_languages languages;
	struct nc_language_guess guess;
	struct nc_layout layout;
	size_t first_segment;         /* of the article: that of block 0 */
	struct nc_features *features; /* from malloc, one a block */
	/* Of the blocks that have one, which are few. */
	struct nc_block_date {
		size_t block;
		struct nc_date_found found;
	} * dates;
	size_t date_count;
};

/* False when out of memory; nc_blocks_free() in both cases. */
bool nc_blocks_find(struct nc_blocks *blocks, const struct nc_dump *dump);
/* The second part of it: features and dates, as blocks->languages has them. */
bool nc_blocks_measure(struct nc_blocks *blocks);
void nc_blocks_free(struct nc_blocks *blocks);

/* What was found where features->date is set; NULL elsewhere. */
const struct nc_date_found *nc_blocks_date(
    const struct nc_blocks *blocks, size_t block);

#endif
