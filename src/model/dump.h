/*
 * A dump once it is read: its bytes, its charset, its lines.  The input layer
 * fills it, the segmenter reads it, and the article that comes of it lives in
 * the same arena.
 *
 * A line's text is decoded, repaired and trimmed; its span is in the bytes of
 * the source, from the first to the last byte that is not white space.  Blank
 * lines are not in the table, their number shows in `blank_before`.  In UTF-8
 * that needs no repair, text points into the source itself.
 *
 * Bidi controls are kept for the reader of the article, who does not see them
 * but what they do; whoever reads the dump to understand it sees through them.
 */
#ifndef NC_DUMP_H
#define NC_DUMP_H

#include "memory.h"

struct nc_line {
	struct newsconv_text text; /* without bidi controls */
	/* With them; data is NULL where `text` is all. */
	struct newsconv_text shown;
	uint64_t start;  /* offset of its first byte that is not white space */
	uint64_t end;    /* offset after its last one */
	uint64_t number; /* 1-based, as an editor counts LF, CRLF and CR */
	uint32_t
	    blank_before; /* blank lines between the line before and this */
	uint32_t indent;  /* columns of white space before the text */
};

struct nc_dump {
	struct nc_arena *arena;
	struct newsconv_source source; /* all but layout, filled by input */
	struct nc_line *lines;         /* those that are not blank */
	size_t line_count;
};

#endif
