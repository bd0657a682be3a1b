/*
 * Checking finished bytes.  Stands on base alone: it shares no code with the
 * writers, so that a mistake cannot hide by being made twice, and it judges
 * other tools' archives as it judges ours.
 */
#ifndef NC_VERIFY_H
#define NC_VERIFY_H

#include <stdbool.h>

#include "newsconv.h"

struct nc_json_schema;

struct nc_verify_options {
	/*
	 * What the archive is said to be ("epub", "warc", "json", "jsonl"), or
	 * NULL: told by its content.
	 */
	const char *format;
	/*
	 * It is our own writer's work, just made: also hold it against the
	 * schemas of what we write (schemas/), which other tools' archives
	 * need not meet.  Memory is not limited then.
	 */
	bool own;
	const struct nc_json_schema *schema; /* of the user's; or NULL */
	unsigned levels;                     /* as the public option */
	unsigned threads;                    /* for this file; 0: one */
	/* Texts (JSON, lists) are left alone, as if they were of no kind. */
	bool archives_only;
	struct newsconv_limits limits; /* 0: the default */
	/* A nameless file for what the check must remember, or -1. */
	int scratch;
	newsconv_finding_callback *callback; /* may be NULL */
	void (*part)(const struct newsconv_record *part, void *context);
	void *context; /* of both */
};

/* All defaults: zero, but without a scratch file. */
#define NC_VERIFY_OPTIONS .scratch = -1

/*
 * Check what an open descriptor holds, from offset 0; the descriptor must be
 * seekable.  `name` is used in findings; naming it in errors is left to the
 * caller.  Results as newsconv_verify().
 */
int nc_verify_descriptor(int descriptor, const char *name,
    const struct nc_verify_options *options, struct newsconv_summary *summary,
    struct newsconv_error *error);

/* newsconv_verify_run(), which is in newsconv.c for the sake of the layers. */
int nc_verify_run(const struct newsconv_verify_options *options,
    struct newsconv_verify_total *total, struct newsconv_error *error);

#endif
