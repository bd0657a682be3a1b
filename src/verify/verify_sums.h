/* Lists of digests in the style of sha256sum. */
#ifndef NC_VERIFY_SUMS_H
#define NC_VERIFY_SUMS_H

#include "verify_set.h"

/* By its name, and one of its first lines. */
bool nc_is_sums(const struct nc_verify *verify, const char *name);
int nc_verify_sums(
    const struct nc_verify *verify, struct newsconv_error *error);

#endif
