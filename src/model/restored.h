/*
 * Sealing an article that was made before and is put together again from what
 * was written of it.  Its dump is not at hand, so that the accounting cannot
 * be checked; what can be is: that segments are in order and within the dump.
 */
#ifndef NC_RESTORED_H
#define NC_RESTORED_H

#include "article.h"

/* Fields, lists, segments and source_size are set; numbers of segments exist. */

/*
 * Derive what is not set: counts, the range, the id of the source, the texts of
 * segments.  What is no text of a field, block or item is the empty text.
 * Fails with NEWSCONV_BAD_VALUE: segments overlap, or end behind the dump.
 */
int nc_restored_seal(
    struct newsconv_article *article, struct newsconv_error *error);

#endif
