/* Reading back one gzip member of a file that we wrote. */
#ifndef NC_INFLATE_H
#define NC_INFLATE_H

#include "memory.h"

/*
 * Append what the member at `offset` holds to `target`, whose ceiling bounds
 * it.  Fails with NEWSCONV_READ_FAILED (also if it is damaged), _TOO_LARGE,
 * _NO_MEMORY.
 */
int nc_inflate_member(int descriptor, uint64_t offset, struct nc_buffer *target,
    struct newsconv_error *error);

#endif
