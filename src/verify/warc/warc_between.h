/* What must hold between the records of a file. */
#ifndef NC_WARC_BETWEEN_H
#define NC_WARC_BETWEEN_H

#include "warc_facts.h"
#include "warc_source.h"

/* Go through all facts, in their order, and report what contradicts. */
int nc_warc_between(struct nc_warc_facts *facts, const struct nc_verify *verify,
    enum nc_warc_packing packing, struct newsconv_error *error);

#endif
