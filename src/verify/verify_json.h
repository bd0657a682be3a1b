/* JSON texts of ours inside other archives. */
#ifndef NC_VERIFY_JSON_H
#define NC_VERIFY_JSON_H

#include "finding.h"

/*
 * Check one article; `part` and `offset` go into the findings.  With `must`
 * every object has to be an article, else those that say they are.  Fails
 * with NEWSCONV_NO_MEMORY.
 */
int nc_json_check(const struct nc_verify *verify, const char *part,
    uint64_t offset, struct newsconv_text text, bool must,
    struct newsconv_error *error);

#endif
