/* A WARC.gz read by several threads, each a range of it at a time. */
#ifndef NC_WARC_RANGES_H
#define NC_WARC_RANGES_H

#include "warc_facts.h"
#include "warc_reader.h"

/* Whether reading in ranges is worth the while. */
bool nc_warc_ranges_help(
    const struct nc_verify *verify, enum nc_warc_packing packing);

/*
 * Read from the beginning on as far as ranges join without a gap; *end is
 * where someone must go on alone, or the size of the file.  Findings, records
 * and facts come in the order of the file, in the calling thread.
 */
int nc_warc_ranges(const struct nc_verify *verify, struct nc_warc_facts *facts,
    struct nc_warc_totals *totals, uint64_t *end, struct newsconv_error *error);

#endif
