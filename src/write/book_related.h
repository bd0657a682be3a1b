/*
 * Which article of the book a related item is, if it is one: by URL, else by
 * headline.
 */
#ifndef NC_BOOK_RELATED_H
#define NC_BOOK_RELATED_H

#include "book_key.h"

/* What an article is known by, and what it calls related. */
struct nc_book_keys {
	struct nc_book_key headline, url;
	struct nc_book_key *items; /* headline and URL, two an item */
	size_t item_count;
};

struct nc_book_index {
	struct nc_book_place *places; /* by key, then by chapter */
	size_t count;
};

#define NC_NO_CHAPTER SIZE_MAX

/* Of chapters in their order, in `arena`. */
int nc_book_index_make(struct nc_book_index *index,
    const struct nc_book_keys *const *chapters, size_t count,
    struct nc_arena *arena, struct newsconv_error *error);
/*
 * The first chapter, other than `self`, that has the URL, or else the headline;
 * NC_NO_CHAPTER: none has.
 */
size_t nc_book_index_find(const struct nc_book_index *index, size_t self,
    const struct nc_book_key *headline, const struct nc_book_key *url);

#endif
