/* What a link may lead to outside of a book. */
#ifndef NC_HREF_H
#define NC_HREF_H

#include "memory.h"

/*
 * The URL for an attribute: http or https, one that WHATWG's parser takes
 * without a validation error, in `arena`; empty where printed text is not such
 * a URL and could only be made one by guessing.  False when out of memory.
 */
bool nc_href(struct newsconv_text printed, struct nc_arena *arena,
    struct newsconv_text *href);

#endif
