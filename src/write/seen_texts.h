/*
 * Which texts were met before: a book of thousands of articles names each
 * author, URL and language once.
 */
#ifndef NC_SEEN_TEXTS_H
#define NC_SEEN_TEXTS_H

#include "memory.h"

struct nc_seen_texts;

/* For `most` texts, in `arena`; NULL out of memory. */
struct nc_seen_texts *nc_seen_texts_new(struct nc_arena *arena, size_t most);
/*
 * Whether the text was not there yet; now it is.  It is borrowed.  To be asked
 * of `most` different texts at most.
 */
bool nc_seen_texts_new_one(
    struct nc_seen_texts *seen, struct newsconv_text text);

#endif
