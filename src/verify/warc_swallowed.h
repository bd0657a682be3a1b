/* Records that a wrong Content-Length made a part of another one's block. */
#ifndef NC_WARC_SWALLOWED_H
#define NC_WARC_SWALLOWED_H

#include "finding.h"

/* How many seem to begin behind `from` and before `to` of a plain file. */
int nc_warc_swallowed(const struct nc_verify *verify, uint64_t from,
    uint64_t to, uint64_t *count, struct newsconv_error *error);

#endif
