/*
 * One article of one book: a line of epub/books.jsonl, sorted by book, then in
 * the order of keys.  It says where the dump lies in the archive and how it was
 * read, so that a book that grows can be made again without the source.
 */
#ifndef NC_BOOK_LINE_H
#define NC_BOOK_LINE_H

#include "task.h"

struct nc_book_line {
	struct newsconv_text book; /* "2021-06-12": file name without suffix */
	struct newsconv_text path; /* the source's name, not cut */
	uint64_t number;
	uint64_t part; /* of the dump's articles, from 1 */
	unsigned run;
	struct newsconv_text volume;
	uint64_t offset;                   /* of the dump's record in it */
	uint64_t bytes;                    /* of the dump */
	struct newsconv_read_options read; /* strings in the arena */
};

/*
 * The lines of a task's articles, appended; the dump's record is at `volume`
 * and `offset`.  `read` is how it was read.
 */
void nc_book_lines_put(struct nc_buffer *target, const struct nc_run *run,
    const struct nc_task *task, struct newsconv_text volume, uint64_t offset);
/* `text` must outlive the line.  Fails with NEWSCONV_INVALID, _NO_MEMORY. */
int nc_book_line_parse(struct nc_book_line *line, struct nc_arena *arena,
    struct newsconv_text text, struct newsconv_error *error);

#endif
