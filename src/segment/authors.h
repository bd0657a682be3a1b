/* Who wrote it: the bylines of a text, taken together. */
#ifndef NC_AUTHORS_H
#define NC_AUTHORS_H

#include "article.h"
#include "blocks.h"
#include "labels.h"

/*
 * Set the article's byline and its authors.  Block and segment have the same
 * number.  False when out of memory.
 */
bool nc_authors_read(struct newsconv_article *article,
    const struct nc_blocks *blocks, const struct nc_label_of_block *labels);

#endif
