/*
 * Lists of paths as streams of keys in byte order.  Lists may be longer than
 * memory: they are written out as keys, sorted on disk, and read again.
 */
#ifndef NC_PATH_LIST_H
#define NC_PATH_LIST_H

#include <stdio.h>

#include "inputs.h"

/*
 * Append the key of a path: without "." and what is empty between slashes, and
 * without "/" in front, which *absolute tells of.  Empty for "." and "/".
 */
void nc_path_key(struct nc_buffer *target, const char *path, bool *absolute);

/*
 * A sorted list.  Absolute and relative paths are lists of their own, so that
 * a key alone tells the path.
 */
struct nc_path_list {
	FILE *file; /* NULL: empty */
	bool absolute;
	bool root; /* "/" or "." was in it */
	char *key; /* the last one that was read, as getdelim() has it */
	size_t capacity;
	struct nc_buffer path;
};

/*
 * Read the lists, and make lists[0] of the relative paths in them and lists[1]
 * of the absolute ones.  The files in options->work have lost their names when
 * this returns.  Fails with NEWSCONV_READ_FAILED, _BAD_VALUE (no list of
 * paths), _WRITE_FAILED, _NO_MEMORY; nc_path_list_close() is due all the same.
 */
int nc_path_lists_open(struct nc_path_list lists[2],
    const struct nc_inputs_options *options, struct newsconv_error *error);
/* The next key, and list->path to open it by; NEWSCONV_END. */
int nc_path_list_next(struct nc_path_list *list, struct newsconv_text *key,
    struct newsconv_error *error);
/* Whether the key is in it, wherever reading stands. */
bool nc_path_list_has(struct nc_path_list *list, struct newsconv_text key);
void nc_path_list_close(struct nc_path_list *list);

#endif
