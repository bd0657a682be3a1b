/*
 * The records that a check of a file sees, held against those that a manifest
 * lists: each that is missing, new, elsewhere, there again or changed is named
 * as what it is.
 */
#ifndef NC_MANIFEST_RECORDS_H
#define NC_MANIFEST_RECORDS_H

#include "finding.h"

struct nc_manifest_records;

/*
 * `descriptor` (which stays the caller's) is that of the manifest, `offset`
 * where the line of the file begins.
 */
int nc_manifest_records_new(struct nc_manifest_records **records,
    int descriptor, uint64_t offset, struct newsconv_error *error);
void nc_manifest_records_free(struct nc_manifest_records *records);
/* struct nc_part_observer.part */
void nc_manifest_records_part(
    const struct newsconv_record *part, void *context);
/*
 * The file is done: report what differs.  *differences counts.  Fails with
 * NEWSCONV_READ_FAILED, _NO_MEMORY.
 */
int nc_manifest_records_end(struct nc_manifest_records *records,
    const struct nc_verify *verify, uint64_t *differences,
    struct newsconv_error *error);

#endif
