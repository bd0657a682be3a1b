/* JSON texts of ours inside other archives. */
#ifndef NC_VERIFY_JSON_H
#define NC_VERIFY_JSON_H

#include "finding.h"

/* Where a text is found, for what is reported of it. */
struct nc_json_place {
	const struct nc_verify *verify;
	const char *part;
	uint64_t offset; /* of the text in the file, or of its record */
	bool plain;      /* its bytes stand in the file from `offset` on */
};

/*
 * Check one article.  With `must` every object has to be an article, else those
 * that say they are.  Fails with NEWSCONV_NO_MEMORY.
 */
int nc_json_check(const struct nc_json_place *place, struct newsconv_text text,
    bool must, struct newsconv_error *error);

#endif
