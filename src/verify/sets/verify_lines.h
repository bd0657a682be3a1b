/*
 * The lines of a text that is checked, one after the other in bounded memory;
 * they end with LF, CR LF or CR, as bags and lists have them.
 */
#ifndef NC_VERIFY_LINES_H
#define NC_VERIFY_LINES_H

#include "finding.h"

enum { NC_LINE_MAX = 64 * 1024 };

struct nc_line {
	struct newsconv_text text; /* without its end; lent until the next */
	uint64_t number;           /* from 1 */
	uint64_t offset;           /* in the window */
	bool cut; /* it is longer than NC_LINE_MAX: `text` says so */
	bool cr;  /* its end has a CR */
};

struct nc_lines {
	const struct nc_verify *verify;
	bool lone_cr; /* CR alone ends a line as well */
	uint64_t offset, number;
	char *block; /* NC_LINE_MAX and a bit; NULL: the text is lent */
	const char *text;
	size_t start, end;
	bool all;
};

/* Fails with NEWSCONV_NO_MEMORY. */
int nc_lines_open(struct nc_lines *lines, const struct nc_verify *verify,
    bool lone_cr, struct newsconv_error *error);
/* Of a text in memory, which outlives it; nothing is to be closed. */
void nc_lines_of_text(
    struct nc_lines *lines, struct newsconv_text text, bool lone_cr);
void nc_lines_close(struct nc_lines *lines);
/* NEWSCONV_END after the last.  Fails with NEWSCONV_READ_FAILED. */
int nc_lines_next(
    struct nc_lines *lines, struct nc_line *line, struct newsconv_error *error);

#endif
