/*
 * Filling in struct newsconv_error.  The layer where a failure happens sets
 * it; a layer above adds where it happened, and never changes what.
 */
#ifndef NC_ERROR_H
#define NC_ERROR_H

#include "newsconv.h"

/* Each of these returns `code`; `error` may be NULL. */
int nc_error_set(struct newsconv_error *error, int code, const char *format,
    ...) __attribute__((format(printf, 3, 4)));
/* The same with ": " and the system's words for errno behind the text. */
int nc_error_system(struct newsconv_error *error, int code, const char *format,
    ...) __attribute__((format(printf, 3, 4)));
int nc_error_memory(struct newsconv_error *error);

/*
 * Put a place before the place that is already there: "book.epub" before
 * "EPUB/nav.xhtml" gives "book.epub: EPUB/nav.xhtml".  Of a long name the end
 * is kept, behind "...".  Returns `code`.
 */
int nc_error_where(struct newsconv_error *error, int code, const char *where);

/* newsconv_printable() where what does not fit is cut. */
void nc_printable(
    char *target, size_t target_size, const char *bytes, size_t size);

#endif
