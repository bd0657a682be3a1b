/*
 * The shards of one job, found to be all there: each an archive that is
 * finished, of the same number of shards and made with the same options.
 */
#ifndef NC_SHARDS_H
#define NC_SHARDS_H

#include "history.h"

struct nc_shard {
	const char *path;
	struct nc_history history;
};

struct nc_shards {
	struct nc_shard *all; /* all[i] is shard i + 1 */
	size_t count;
	unsigned runs; /* of the one that ran most often */
};

/* Told of each shard that is missing, and of what is odd. */
typedef void nc_shards_note(const char *path, const char *text, void *context);

/*
 * Fails with NEWSCONV_INCOMPLETE (missing or unfinished ones: trying again can
 * help), _NOT_A_FILE (no archive), _BAD_VALUE (not of one job), _INVALID (damaged),
 * _READ_FAILED, _NO_MEMORY.
 */
int nc_shards_open(struct nc_shards *shards, struct nc_arena *arena,
    const char *const *paths, size_t count, nc_shards_note *note, void *context,
    struct newsconv_error *error);

/* "ROOT/name" in the arena, or NULL. */
char *nc_path_in(
    struct nc_arena *arena, const char *root, struct newsconv_text name);

#endif
