/*
 * From lines to blocks: what a reader would call one paragraph, heading or
 * entry, whether the dump has it on one line or wrapped over several.
 */
#ifndef NC_LAYOUT_H
#define NC_LAYOUT_H

#include "dump.h"

/* "struct block" of the segmenter: not yet a segment, it has no type. */
struct nc_run {
	size_t first_line; /* index into the dump's lines */
	size_t end_line;   /* behind the last one */
	struct newsconv_text text;
	struct newsconv_text shown; /* with bidi controls; data NULL: none */
};

struct nc_layout {
	enum newsconv_layout layout;
	struct nc_run *runs;
	size_t count;
};

/*
 * Joins are counted in dump->source.repairs.  `keep_hyphen` tells whether a
 * word, lower case, is one that keeps the hyphen before it ("two- and
 * three-year"); it may be NULL.  False when out of memory.
 */
typedef bool nc_keep_hyphen(struct newsconv_text word, const void *context);
bool nc_layout_find(struct nc_layout *layout, struct nc_dump *dump,
    nc_keep_hyphen *keep_hyphen, const void *context);

/* An end mark of one of the scripts that news is printed in. */
bool nc_sentence_end(uint32_t c);
/* Ends in a sentence's end mark, closing quotes and brackets aside. */
bool nc_text_ends_sentence(struct newsconv_text text);

#endif
