/*
 * Files of lines sorted by their bytes, of any size in bounded memory: chunks
 * are sorted and spilled beside the target, then merged.
 */
#ifndef NC_SORT_LINES_H
#define NC_SORT_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "newsconv.h"

struct nc_sort_options {
	const char *const *sources; /* files; one that is sorted costs little */
	size_t source_count;
	char separator; /* '\n', or '\0' */
	bool unique;    /* of equal lines one stays */
	size_t memory;  /* bytes to be used at most, about; 0: 32 MiB */
};

/*
 * Writes `target` (synced, replaced if it is there; the caller renames it where
 * that must be atomic).  A last line without separator gets one; empty lines
 * are dropped.  Nothing but the target is left behind.  Fails with
 * NEWSCONV_READ_FAILED, _WRITE_FAILED, _NO_MEMORY.
 */
int nc_sort_lines(const char *target, const struct nc_sort_options *options,
    struct newsconv_error *error);

#endif
