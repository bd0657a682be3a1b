/* Where in a dump one article ends and another begins. */
#ifndef NC_SPLIT_H
#define NC_SPLIT_H

#include "blocks.h"

/*
 * Lines of the dump that are one article's, [first, end).  Those outside of
 * [inner, inner_end) are the marks between articles: they belong to it, and
 * are no part of what it says.
 */
struct nc_part {
	size_t first;
	size_t inner;
	size_t inner_end;
	size_t end;
};

struct nc_parts {
	struct nc_part *parts; /* from malloc */
	size_t count;          /* at least one */
};

/*
 * Parts in the order of the lines; together they are all lines.  False when
 * out of memory; to be freed in both cases.
 */
bool nc_split_find(struct nc_parts *parts, const struct nc_blocks *blocks,
    enum newsconv_split split);
void nc_split_free(struct nc_parts *parts);

#endif
