/* An article as a piece of a book: what encode() makes and append() keeps. */
#ifndef NC_BOOK_PIECE_H
#define NC_BOOK_PIECE_H

#include "book.h"
#include "book_related.h"
#include "digest.h"

enum { NC_SAME_SIZE = 32 };

struct nc_book_piece {
	struct nc_chapter chapter;
	struct nc_chapter_text text;
	struct newsconv_text record; /* its line, with the line end */
	struct nc_book_keys keys;
	/* Equal: headline, as its key has it, and body are the same. */
	unsigned char same[NC_SAME_SIZE];
};

/* Everything in `arena`, and nothing of it in the article. */
int nc_book_piece_make(struct nc_book_piece *piece,
    const struct newsconv_article *article,
    const struct newsconv_book_options *options, struct nc_arena *arena,
    struct newsconv_error *error);

/* Make it independent of what its texts lie in; false: out of memory. */
bool nc_chapter_keep(struct nc_chapter *chapter, struct nc_arena *arena);

#endif
