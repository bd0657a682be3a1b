/* Which file beside a dump says what is known of it: by name alone. */
#ifndef NC_SIDECAR_NAME_H
#define NC_SIDECAR_NAME_H

#include "memory.h"

/* Whether there is a file of this name where the dump is. */
typedef bool nc_sidecar_exists(const char *name, void *context);

/*
 * The sidecar of `dump`, put into `target`: the first of NAME.txt.json,
 * NAME.txt.meta.json, NAME.meta.json and NAME.json that exists.  False: none,
 * or out of memory, which nc_buffer_check() tells.
 */
bool nc_sidecar_find(struct nc_buffer *target, struct newsconv_text dump,
    nc_sidecar_exists *exists, void *context);
/*
 * Whether the file `name` is the sidecar of a dump that exists, whose name is
 * then put into `dump`.  A second one, which nc_sidecar_find() does not choose,
 * is a file like any other.  1: it is, 0: it is not, or NEWSCONV_NO_MEMORY.
 */
int nc_sidecar_is(struct nc_buffer *dump, struct newsconv_text name,
    nc_sidecar_exists *exists, void *context);
/* Whether `name` could be the sidecar of `dump`; both may have folders. */
bool nc_sidecar_fits(struct newsconv_text name, struct newsconv_text dump);

#endif
