/* Which of the dates in a text say when the article was published. */
#ifndef NC_DATES_H
#define NC_DATES_H

#include "article.h"
#include "blocks.h"
#include "labels.h"

/*
 * Set the article's dates of publication and change.  Block and segment have
 * the same number.
 */
void nc_dates_read(struct newsconv_article *article,
    const struct nc_blocks *blocks, const struct nc_label_of_block *labels);

#endif
