/*
 * The pages of a book: what stood in the way of writing them while articles
 * came was that nobody knew what would stand around them.
 */
#ifndef NC_BOOK_FILL_H
#define NC_BOOK_FILL_H

#include "book_store.h"
#include "zip.h"

struct nc_pages {
	const struct nc_book *book;
	const struct nc_book_store *store;
	const size_t *order; /* of nc_book_plan() */
	unsigned threads;
	struct nc_deflater *deflater;
};

/*
 * Contents files, then the files of all articles, into the container: filled
 * and compressed on several threads, added in the order of the book.
 */
int nc_pages_add(const struct nc_pages *pages, struct nc_zip *zip,
    struct newsconv_error *error);

#endif
