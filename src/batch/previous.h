/*
 * What the archive's manifest says of the files of earlier runs, read in step
 * with the inputs: both are in the order of keys.
 */
#ifndef NC_PREVIOUS_H
#define NC_PREVIOUS_H

#include <stdbool.h>

#include "manifest.h"

struct nc_previous;

/* All lines of one path. */
struct nc_previous_path {
	struct nc_arena *arena;
	struct newsconv_text path;
	bool known; /* the file itself has a line: */
	struct nc_manifest_line own;
	uint64_t offset; /* of the first of its lines */
	bool kept;       /* the archive has something of it */
	bool failures;   /* some line of a member says that it failed, */
	bool passing;    /* of these, for a reason that may be gone */
};

int nc_previous_open(struct nc_previous **previous, const char *path,
    struct newsconv_error *error);
/* Lent until nc_previous_take(); *path is NULL after the last. */
int nc_previous_peek(struct nc_previous *previous,
    const struct nc_previous_path **path, struct newsconv_error *error);
/* Go on to the next path; the caller owns the arena of what was peeked. */
void nc_previous_take(struct nc_previous *previous);
void nc_previous_close(struct nc_previous *previous);

/*
 * The members of one packed file, whose lines begin at `offset`; asked for in
 * the order of their numbers.  *line is NULL when there is none.
 */
struct nc_previous_members;

int nc_previous_members_open(struct nc_previous_members **members,
    const char *manifest, uint64_t offset, struct newsconv_error *error);
int nc_previous_member(struct nc_previous_members *members, uint64_t number,
    const struct nc_manifest_line **line, struct newsconv_error *error);
void nc_previous_members_close(struct nc_previous_members *members);

#endif
