/* The metadata of a book's package document. */
#ifndef NC_BOOK_METADATA_H
#define NC_BOOK_METADATA_H

#include "book_page.h"

/*
 * The element <metadata>, into a package in the book's language.  `arena` is
 * for scratch.  Fails with NEWSCONV_NO_MEMORY.
 */
int nc_book_metadata(struct nc_xml *xml, const struct nc_book *book,
    struct nc_arena *arena, struct newsconv_error *error);

#endif
