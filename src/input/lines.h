/* From bytes in a known charset to the table of lines. */
#ifndef NC_LINES_H
#define NC_LINES_H

#include "charset.h"
#include "dump.h"

/*
 * Fill dump->lines from dump->source.bytes, in the dump's arena, and the
 * source's newlines and repairs.  Fails with NEWSCONV_BAD_VALUE (the charset
 * is unknown to iconv), _NO_MEMORY.
 */
int nc_lines_split(struct nc_dump *dump, const struct nc_charset_choice *choice,
    struct newsconv_error *error);

#endif
