/*
 * The bidi controls: characters that show nothing and turn what stands around
 * them (Unicode's property Bidi_Control; UAX #9, 2).  Text keeps them, for in
 * Arabic and Hebrew they are how it was meant to be read; whoever compares
 * texts, or looks for words in them, sees through them.
 */
#ifndef NC_BIDI_H
#define NC_BIDI_H

#include <stdbool.h>

#include "memory.h"

static inline bool
nc_is_bidi_control(uint32_t c)
{
	return c == 0x61c || c == 0x200e || c == 0x200f ||
	    (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/*
 * The text without them, nor the second of two blanks that come together then,
 * nor blanks at its ends; the text itself where it has none.  What differs is
 * put into the arena; false: out of memory.
 */
bool nc_bidi_strip(struct newsconv_text text, struct nc_arena *arena,
    struct newsconv_text *plain);

#endif
