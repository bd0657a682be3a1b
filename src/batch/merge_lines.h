/*
 * Manifests and JSON Lines of shards, joined in one pass over the manifests:
 * lines of a manifest say how many lines of the run's JSON Lines are theirs.
 */
#ifndef NC_MERGE_LINES_H
#define NC_MERGE_LINES_H

#include "shards.h"

struct nc_merged_lines {
	/* By run, from 0: what of the archive's history belongs to it. */
	struct newsconv_text *jsonl; /* "jsonl/...", or empty */
	char (*manifest)[65];        /* SHA-256 after the run */
	uint64_t articles;           /* lines of JSON Lines copied */
	uint64_t payloads_twice;     /* copies of what another shard has too */
};

/* Not 0: end. */
typedef int nc_merge_progress(uint64_t lines, void *context);

/*
 * Writes manifest.jsonl and jsonl/ into the directory `target`.  Fails with
 * NEWSCONV_INTERRUPTED, _BAD_VALUE (shards that do not fit together), and as
 * reading and writing does.
 */
int nc_merge_lines(struct nc_merged_lines *merged, struct nc_arena *arena,
    const struct nc_shards *shards, const char *target,
    nc_merge_progress *progress, void *context, struct newsconv_error *error);

#endif
