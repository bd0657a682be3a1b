/*
 * The history of an archive: JSON Lines, one object a run, in the order of the
 * runs.  It is renamed into place last of all: what has no line in it did not
 * happen.  schemas/history.schema.json.
 */
#ifndef NC_HISTORY_H
#define NC_HISTORY_H

#include "memory.h"

struct nc_history_line {
	unsigned run;                 /* from 1 */
	int64_t time;                 /* seconds since 1970 */
	struct newsconv_text tool;    /* "newsconv 0.1.0" */
	struct newsconv_text options; /* without shard; may be empty */
	unsigned shard, shards; /* 0, 0: not sharded; 0, N: joined from N */
	char job[65]; /* SHA-256 of all that a shard was asked for, or "" */
	/* When the shards were joined, or NEWSCONV_TIME_UNKNOWN. */
	int64_t merged;
	struct newsconv_text jsonl; /* "jsonl/....jsonl"; empty: not written */
	const struct newsconv_text *volumes; /* "archive/...", in order */
	size_t volume_count;
	struct newsconv_archive_summary summary; /* without times */
	char manifest_before[65]; /* SHA-256 of the one before, or "" */
	char manifest[65];        /* ... of the one after it */
};

/* Append the line and its line end. */
void nc_history_put(
    struct nc_buffer *target, const struct nc_history_line *line);
/*
 * `text` is one line; texts of `line` go to `arena` or lie in `text`.  Fails
 * with NEWSCONV_INVALID, and the error says what was found.
 */
int nc_history_parse(struct nc_history_line *line, struct nc_arena *arena,
    struct newsconv_text text, struct newsconv_error *error);

/* All runs: runs[i].run is i + 1. */
struct nc_history {
	struct nc_history_line *runs;
	size_t count;
};

/*
 * The whole file, into the arena; one that is not there has no runs.  The last
 * line is the last run.  Fails with NEWSCONV_INVALID (names file and line),
 * _READ_FAILED, _NO_MEMORY.
 */
int nc_history_read(struct nc_history *history, struct nc_arena *arena,
    const char *path, struct newsconv_error *error);

/*
 * Write a history: what the one at `earlier` has (NULL: nothing; it need not be
 * there), then `lines`, a buffer of nc_history_put().  Synced.  Fails with
 * NEWSCONV_READ_FAILED, _WRITE_FAILED, _NO_MEMORY.
 */
int nc_history_write(const char *path, const char *earlier,
    const struct nc_buffer *lines, struct newsconv_error *error);

#endif
