/*
 * What is asked of books, the same for every command that makes some: rows for
 * its table of options, and what they are put into.
 */
#ifndef BOOK_REQUEST_H
#define BOOK_REQUEST_H

#include <newsconv.h>

#include "option_table.h"

/* The first member of a command's request, for the rows put it there. */
struct book_request {
	struct newsconv_book_options options;
	const char **subjects; /* room for one an argument */
	int text_cover;
	int drawn_cover;
	int no_cover;
	const char *only_css;
	const char *given; /* the first option of a book; NULL: none */
};

/*
 * Rows of a table whose requests are `struct type`, told as the last column
 * has it.  --title and --publisher are the commands' own.
 */
#define BOOK_ROWS(type, told) \
	{"series", 0, NULL, BOOK_IN(type, options.series), 0, told}, \
	    {"issue", 0, NULL, BOOK_IN(type, options.issue), 0, told}, \
	    {"issn", 0, NULL, BOOK_IN(type, options.issn), 0, told}, \
	    {"rights", 0, NULL, BOOK_IN(type, options.rights), 0, told}, \
	    {"subject", 0, take_subject, 0, 0, told}, \
	    {"group-by", 0, take_group, 0, 0, told}, \
	    {"sort", 0, take_order, 0, 0, told}, \
	    {"vertical", 0, NULL, 0, BOOK_IN(type, options.vertical), told}, \
	    {"cover", 0, NULL, BOOK_IN(type, options.cover_file), 0, told}, \
	    {"text-cover", 0, NULL, 0, BOOK_IN(type, text_cover), told}, \
	    {"drawn-cover", 0, NULL, 0, BOOK_IN(type, drawn_cover), told}, \
	    {"no-cover", 0, NULL, 0, BOOK_IN(type, no_cover), told}, \
	    {"css", 0, NULL, BOOK_IN(type, options.css_file), 0, told}, \
	    {"css-only", 0, NULL, BOOK_IN(type, only_css), 0, told}, \
	    {"keep-leftovers", 0, NULL, 0, \
		BOOK_IN(type, options.keep_leftovers), told}, \
	{ \
		"certified-by", 0, NULL, BOOK_IN(type, options.certified_by), \
		    0, told \
	}

/* Of who makes one book only. */
#define BOOK_IDENTIFIER_ROW(type, told) \
	{ \
		"identifier", 0, NULL, BOOK_IN(type, options.identifier), 0, \
		    told \
	}

#define BOOK_IN(type, member) offsetof(struct type, book.member)

take_value take_subject, take_group, take_order;

/* Lines of a command's help. */
extern const char book_usage[];

/* 0, or the exit status: out of memory. */
int book_request_init(struct book_request *request, int arguments);
void book_request_free(struct book_request *request);
/* For a table's `taken`: whether it was an option of a book. */
void book_request_taken(
    struct book_request *request, const struct option_row *row);
/*
 * When all options were taken; `cover` is what is made unless one asked.
 * NULL, or what contradicts itself.
 */
const char *book_request_settle(
    struct book_request *request, enum newsconv_book_cover cover);

#endif
