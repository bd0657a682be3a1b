/* From the bytes of one file to the table of its lines. */
#ifndef NC_INPUT_H
#define NC_INPUT_H

#include "dump.h"

/*
 * Decode `bytes` (which must stay in the arena, followed by a NUL byte) into
 * dump->lines, and fill dump->source but for `layout` and `sha256`.
 * `charset` names one for iconv, or is NULL: find out.  Fails with
 * NEWSCONV_EMPTY, _BINARY, _BAD_VALUE (no such charset), _NO_MEMORY.
 */
int nc_input_decode(struct nc_dump *dump, struct nc_arena *arena,
    struct newsconv_text bytes, const char *charset,
    struct newsconv_error *error);

#endif
