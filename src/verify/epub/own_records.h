/*
 * What a book of ours says twice of an article: its pages, and its line in
 * EPUB/articles.jsonl, which has all but the text.  A reader of both joins them
 * by their order, so they must agree in what can be counted.
 */
#ifndef NC_OWN_RECORDS_H
#define NC_OWN_RECORDS_H

#include <libxml/tree.h>

#include "memory.h"
#include "own_parts.h"
#include "verify_zip.h"

/* Of an article's pages; 24 bytes, as there may be very many. */
struct nc_own_page {
	uint64_t headline; /* hash */
	uint64_t types;    /* hash of the types of its blocks, in order */
	uint32_t blocks;
	bool known; /* all its files were read */
};

struct nc_own_records {
	const struct nc_verify *verify;
	struct nc_own_page *pages;
	size_t count, room;
	bool is_named;         /* by the package: older books have none */
	bool has_file;         /* there are records */
	struct nc_buffer line; /* that is being read */
	size_t number;         /* of lines so far */
	struct newsconv_error *error;
};

void nc_own_records_open(struct nc_own_records *records,
    const struct nc_verify *verify, struct newsconv_error *error);
void nc_own_records_close(struct nc_own_records *records);

/* Whether the package document says that there are records. */
void nc_own_records_package(struct nc_own_records *records, xmlDoc *document);
/*
 * A page in the order of the book; NULL: one that is too large to be read once
 * more, of which nothing is said.  Fails with NEWSCONV_NO_MEMORY.
 */
int nc_own_records_page(struct nc_own_records *records,
    const struct nc_own_part *part, xmlDoc *document);
/*
 * The records, in pieces; `context` is the struct.  Each line is held against
 * its schema and its article's pages.  Fails with NEWSCONV_NO_MEMORY.
 */
int nc_own_records_add(const void *bytes, size_t size, void *context);
/* All were added: whether there is one for each article. */
int nc_own_records_end(struct nc_own_records *records);

#endif
