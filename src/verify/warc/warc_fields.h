/* Blocks of application/warc-fields. */
#ifndef NC_WARC_FIELDS_H
#define NC_WARC_FIELDS_H

#include "verify_warc.h"

/* Hold a block against the grammar and report where it differs. */
void nc_warc_fields_check(
    const struct nc_warc_record *record, struct newsconv_text block);

#endif
