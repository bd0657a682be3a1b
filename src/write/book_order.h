/*
 * Where each article stands in its book: groups first, then the order within
 * them.  A part of nc_book_plan().
 */
#ifndef NC_BOOK_ORDER_H
#define NC_BOOK_ORDER_H

#include "book.h"

/* A group, and what it is known by. */
struct nc_order_group {
	struct newsconv_text title;
	struct newsconv_text language;
};

/* The group of each chapter, by number, in the order in which they stand. */
struct nc_grouping {
	size_t *of_chapter;
	struct nc_order_group *groups;
	size_t count;
};

/*
 * `language`: of the book, for the words of what has no group.  One group
 * without a title: the book is not grouped, or no article says what it would be
 * grouped by.
 */
int nc_book_group(struct nc_grouping *grouping,
    const struct nc_chapter *chapters, size_t count,
    enum newsconv_book_group by, struct newsconv_text language,
    struct nc_arena *arena, struct newsconv_error *error);

/* Places, in the order of the book, of the chapters as they are. */
int nc_book_order(size_t *order, const struct nc_chapter *chapters,
    size_t count, const size_t *groups, enum newsconv_book_order by,
    struct newsconv_error *error);

/*
 * The instant that a date begins with, in seconds from 1970 on; without a zone
 * it is taken for UTC.  INT64_MAX: it is empty.
 */
int64_t nc_book_instant(struct newsconv_text date);

#endif
