/*
 * One directory and all below it as a stream in the byte order of keys.  What
 * comes next can be looked at before it is taken, so that streams merge.
 */
#ifndef NC_DIRECTORY_WALK_H
#define NC_DIRECTORY_WALK_H

#include <sys/stat.h>

#include "inputs.h"

/* What is not an input: the archive that is written, the package of it. */
struct nc_avoid {
	struct nc_avoid *next;
	const char *path; /* or NULL */
	bool known;       /* it is there: */
	dev_t device;
	ino_t number;
};

/* Looks again as long as there is nothing under the path. */
bool nc_avoided(struct nc_avoid *avoid, const struct stat *status);

struct nc_walk_options {
	bool follow_links;
	bool hidden;
	struct nc_avoid *avoid;
};

struct nc_walk;

/*
 * Keys are `prefix` and the path below `path`; the prefix is empty or ends in
 * a slash.  `options` must live as long.  NULL: out of memory.
 */
struct nc_walk *nc_walk_new(const char *path, struct newsconv_text prefix,
    const struct nc_walk_options *options);
/*
 * The key of what comes next; that of a directory ends in a slash.  Fails with
 * NEWSCONV_END, _NO_MEMORY.
 */
int nc_walk_peek(struct nc_walk *walk, struct newsconv_text *key,
    struct newsconv_error *error);
/* stat(2) of it; 0, or -1 with errno set. */
int nc_walk_status(struct nc_walk *walk, struct stat *status);
/* Go past it, and what is in it. */
void nc_walk_skip(struct nc_walk *walk);
/*
 * Take it, once it was peeked at.  *found is false if it gave no entry: a
 * directory that was opened, or what is avoided.  The entry is lent until the
 * next call.
 */
int nc_walk_take(struct nc_walk *walk, struct nc_entry *entry, bool *found,
    struct newsconv_error *error);
void nc_walk_free(struct nc_walk *walk);

#endif
