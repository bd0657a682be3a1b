/* Bags packed in tar, tar and gzip, or ZIP (RFC 8493, 4). */
#ifndef NC_PACKED_BAG_H
#define NC_PACKED_BAG_H

#include "finding.h"

/* Whether it is such an archive with a bag in it. */
bool nc_is_packed_bag(const struct nc_verify *verify);
int nc_verify_packed_bag(
    const struct nc_verify *verify, struct newsconv_error *error);

#endif
