/* What the caller of the library gives beside the dump: checked, then applied. */
#ifndef NC_OPTIONS_H
#define NC_OPTIONS_H

#include "article.h"

/*
 * Fill in defaults and check every value.  `given` may be NULL or a smaller,
 * older structure.  Fails with NEWSCONV_BAD_VALUE.
 */
int nc_options_read(struct newsconv_read_options *options,
    const struct newsconv_read_options *given, struct newsconv_error *error);

/*
 * The same of a book's, copied into `arena`: what is filled in lives as long.
 * book_options.c
 */
int nc_options_book(struct newsconv_book_options *options,
    const struct newsconv_book_options *given, struct nc_arena *arena,
    struct newsconv_error *error);

/* One line of UTF-8 that is not blank and has no control characters. */
int nc_options_check_text(
    const char *name, const char *value, struct newsconv_error *error);

/*
 * Put the values in the place of what was found, which is kept beside them;
 * the article is not sealed yet.  Fails with NEWSCONV_NO_MEMORY.
 */
int nc_options_apply(struct newsconv_article *article,
    const struct newsconv_read_options *options, struct newsconv_error *error);

#endif
