/* Telling what is no text at all. */
#ifndef NC_BINARY_H
#define NC_BINARY_H

#include <stdbool.h>

#include "newsconv.h"

/*
 * NEWSCONV_BINARY if the bytes begin like a file of a known kind that is not
 * text, else NEWSCONV_OK.
 */
int nc_binary_magic(struct newsconv_text bytes, struct newsconv_error *error);
/*
 * NEWSCONV_BINARY if too many bytes are control characters; with `shifts`,
 * SO and SI are not counted, since they switch alphabets.  Not for UTF-16 and
 * UTF-32, half of which are zero bytes.
 */
int nc_binary_controls(
    struct newsconv_text bytes, bool shifts, struct newsconv_error *error);

#endif
