/*
 * outputs.jsonl and SHA256SUMS of an archive: every file of it, and the records
 * of volumes, books and lines.
 */
#ifndef NC_OUTPUTS_H
#define NC_OUTPUTS_H

#include <stdbool.h>
#include <stddef.h>

#include "newsconv.h"

#define NC_OUTPUTS_NAME "outputs.jsonl"

struct nc_outputs {
	/* What the archive will be: files of the second hide the first's. */
	const char *const *roots;
	size_t root_count;
	/* Earlier lists, whose lines stand for files of the same size. */
	const char *const *previous;
	size_t previous_count;
	bool joined; /* they are of shards: only volumes are as they were */
	const char *target; /* the directory that both are made in */
	const char *work;   /* ... and two files that are removed again */
	int64_t time;
	/* Asked after each file; negative results end it.  May be NULL. */
	int (*go_on)(void *context, struct newsconv_error *error);
	void *context;
};

/* Fails with NEWSCONV_WRITE_FAILED, _READ_FAILED, _INVALID, _NO_MEMORY. */
int nc_outputs_make(
    const struct nc_outputs *outputs, struct newsconv_error *error);

#endif
