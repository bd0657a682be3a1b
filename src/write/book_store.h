/*
 * The articles of a book until it is finished.  What the plan needs of them is
 * kept in memory, a kilobyte each; texts wait in a spool.
 */
#ifndef NC_BOOK_STORE_H
#define NC_BOOK_STORE_H

#include "book_piece.h"
#include "book_spool.h"

/* An article, less its texts. */
struct nc_book_stored {
	struct nc_book_keys keys;
	struct nc_chapter_text text;    /* whose files have no text */
	const struct nc_spooled *files; /* where that is */
	struct nc_spooled record;
};

struct nc_book_store {
	struct nc_arena *arena;
	struct nc_spool *spool;
	struct nc_chapter *chapters;   /* in the order in which they came */
	struct nc_book_stored *stored; /* of the same */
	size_t count;
	/* Open addressing over `same` of pieces; all zero: free. */
	unsigned char (*seen)[NC_SAME_SIZE];
	size_t seen_size; /* a power of two, or 0 */
};

/* False: out of memory.  nc_book_store_end() is for both. */
bool nc_book_store_begin(
    struct nc_book_store *store, const struct nc_sink *sink);
void nc_book_store_end(struct nc_book_store *store);
/* NEWSCONV_ALREADY: it is there, and was not stored again. */
int nc_book_store_add(struct nc_book_store *store,
    const struct nc_book_piece *piece, struct newsconv_error *error);
/* File `file` of an article, in `arena`: the text is set. */
int nc_book_store_file(const struct nc_book_store *store, size_t number,
    unsigned file, struct nc_arena *arena, struct newsconv_text *text,
    struct newsconv_error *error);

#endif
