/*
 * Checking finished bytes.  Stands on base alone: it shares no code with the
 * writers, so that a mistake cannot hide by being made twice, and it judges
 * other tools' archives as it judges ours.
 */
#ifndef NC_VERIFY_H
#define NC_VERIFY_H

#include <stdbool.h>

#include "newsconv.h"

struct nc_verify_options {
	/*
	 * What the archive is said to be ("epub", "warc", "json", "jsonl"), or
	 * NULL: told by its content.
	 */
	const char *format;
	/*
	 * It is our own writer's work: also hold it against the schemas of
	 * what we write (schemas/), which other tools' archives need not meet.
	 */
	bool own;
	newsconv_finding_callback *callback; /* may be NULL */
	void *context;
};

/*
 * Check what an open descriptor holds, from offset 0; the descriptor must be
 * seekable.  `name` is used in findings; naming it in errors is left to the
 * caller.  Results as newsconv_verify().
 */
int nc_verify_descriptor(int descriptor, const char *name,
    const struct nc_verify_options *options, struct newsconv_summary *summary,
    struct newsconv_error *error);

#endif
