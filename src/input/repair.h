/* From decoded characters to text that any output format can hold. */
#ifndef NC_REPAIR_H
#define NC_REPAIR_H

#include "memory.h"

/* A line in the making; zero it, give the buffer a ceiling. */
struct nc_repair {
	struct nc_buffer text;
	size_t blanks; /* U+0020 and U+0009 that wait for what comes next */
	bool tab;      /* one of them was U+0009 */
	uint64_t counts[NEWSCONV_REPAIR_KINDS];
};

/* Take in characters, or NC_INVALID; what they become is appended. */
void nc_repair_line(
    struct nc_repair *repair, const uint32_t *characters, size_t count);
/* Ready for the next line; counts go on. */
void nc_repair_clear(struct nc_repair *repair);

/*
 * Whether UTF-8 needs no repair but perhaps normalisation; a second look with
 * nc_repair_normalize() is then all it takes.
 */
bool nc_repair_clean(struct newsconv_text text);

/*
 * Unicode form C and no white space at the ends.  What changes is put into the
 * arena; false: out of memory.
 */
bool nc_repair_normalize(struct nc_repair *repair, struct nc_arena *arena,
    struct newsconv_text *text);

#endif
