/* What a book's cover says.  A part of nc_book_plan(). */
#ifndef NC_BOOK_COVER_H
#define NC_BOOK_COVER_H

#include "book.h"

/* "No. 12" in the language of the book; false: out of memory. */
bool nc_book_cover_issue(struct nc_book *book, struct nc_arena *arena);
/* All the rest, once title and date are known. */
int nc_book_cover_texts(
    struct nc_book *book, struct nc_arena *arena, struct newsconv_error *error);

#endif
