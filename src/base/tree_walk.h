/*
 * A folder and all that is below it, in the order of paths ("a-b" < "a/" <
 * "ab"), in bounded memory, by descriptors only: openat(2) below the one that
 * is given, following no link.
 */
#ifndef NC_TREE_WALK_H
#define NC_TREE_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "newsconv.h"

struct nc_tree;

enum nc_tree_type {
	NC_TREE_ENTER, /* a folder, the first one too */
	NC_TREE_FILE,  /* a regular file, when it was looked at */
	NC_TREE_OTHER, /* a link, a device, what cannot be looked at: `error` */
	NC_TREE_LEAVE  /* the folder that was entered last */
};

/* All is lent until the next step. */
struct nc_tree_step {
	enum nc_tree_type type;
	const char *path; /* from the first folder, which is "" */
	const char *name; /* its last part */
	int folder; /* it lies in; of ENTER and LEAVE: the folder itself */
	/* Of ENTER: the names in it that are marks, sorted. */
	const char *const *marks;
	size_t mark_count;
	struct newsconv_error error; /* of OTHER */
	bool is_folder;              /* of OTHER: that could not be read */
};

/*
 * `descriptor` stays the caller's.  `marks` says which names the caller wants
 * to know of when a folder is entered; of 256 at most.  Fails with
 * NEWSCONV_NO_MEMORY.
 */
int nc_tree_open(struct nc_tree **tree, int descriptor, uint64_t depth,
    bool (*marks)(const char *name), struct newsconv_error *error);
void nc_tree_close(struct nc_tree *tree);
/* NEWSCONV_END after the last.  Fails with NEWSCONV_NO_MEMORY. */
int nc_tree_next(struct nc_tree *tree, struct nc_tree_step *step,
    struct newsconv_error *error);

/* The names of one folder that are marks, sorted; for nc_tree_marks_free(). */
int nc_tree_marks(int descriptor, bool (*marks)(const char *name),
    char ***names, size_t *count, struct newsconv_error *error);
void nc_tree_marks_free(char **names, size_t count);

#endif
