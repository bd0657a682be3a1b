/* What of a text is set on a cover. */
#ifndef NC_COVER_TEXT_H
#define NC_COVER_TEXT_H

#include "memory.h"

/*
 * Put it into `line` as valid UTF-8 in form C, on one line, without blanks at
 * its ends; of more than `most` characters the first, with an ellipsis.
 */
int nc_cover_text(struct nc_buffer *line, struct newsconv_text text,
    size_t most, struct newsconv_error *error);

#endif
