/* UTF-8 that was once read as windows-1252 and stored as what that gave. */
#ifndef NC_MOJIBAKE_H
#define NC_MOJIBAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "newsconv.h"

/*
 * Whether a line of valid UTF-8 may hold some: cheap, and true for hardly any
 * other line.
 */
bool nc_mojibake_suspected(struct newsconv_text line);

/*
 * Mend the characters of a line in place; there are never more afterwards.
 * *count is set to how many are left.  Returns how many times a
 * character was made out of several.
 */
size_t nc_mojibake_mend(uint32_t *characters, size_t *count);

#endif
