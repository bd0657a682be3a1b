/* The body of an article from the pages that a book shows it on. */
#ifndef NC_RESTORE_PAGES_H
#define NC_RESTORE_PAGES_H

#include "article.h"

/*
 * Give the texts of a page to the article's body blocks from *next on, which
 * goes past them; they live in the article's arena.  Fails with
 * NEWSCONV_BAD_VALUE: no XHTML of ours, or another block than the article has.
 */
int nc_restore_page(struct newsconv_article *article, size_t *next,
    struct newsconv_text page, struct newsconv_error *error);

#endif
