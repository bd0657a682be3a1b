/* References of URIs to each other, by the letter of RFC 3986, 5.2. */
#ifndef NC_URI_REFERENCE_H
#define NC_URI_REFERENCE_H

#include "memory.h"

/*
 * What `reference` means in a document of the URI `base`, which may be "" for
 * none, in the arena; NULL when out of memory.  Nothing is normalised but the
 * dot segments of the path.
 */
const char *nc_uri_resolve(
    struct nc_arena *arena, const char *base, const char *reference);

#endif
