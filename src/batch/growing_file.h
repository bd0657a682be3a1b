/*
 * A file of an unfinished archive that only grows, and whose length at the last
 * checkpoint is all that counts of it: what lies behind is cut off, by the run
 * that failed or by the one that goes on with it.
 */
#ifndef NC_GROWING_FILE_H
#define NC_GROWING_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "newsconv.h"

struct nc_growing_file;

/*
 * Open or create it, cut to `size` bytes.  Fails with NEWSCONV_WRITE_FAILED
 * (also if it is shorter than that), _NO_MEMORY.
 */
int nc_growing_open(struct nc_growing_file **file, const char *path,
    uint64_t size, struct newsconv_error *error);
int nc_growing_add(struct nc_growing_file *file, const void *data, size_t size,
    struct newsconv_error *error);
/* What was added is there to be read; it is not synced. */
int nc_growing_flush(
    struct nc_growing_file *file, struct newsconv_error *error);
/* Flush, and bring it to the disk. */
int nc_growing_sync(struct nc_growing_file *file, struct newsconv_error *error);
uint64_t nc_growing_size(const struct nc_growing_file *file);
const char *nc_growing_path(const struct nc_growing_file *file);
/* For pread of what was flushed. */
int nc_growing_descriptor(const struct nc_growing_file *file);
/* Drop what was added since it had `size` bytes; errors do not matter. */
void nc_growing_cut(struct nc_growing_file *file, uint64_t size);
void nc_growing_close(struct nc_growing_file *file);

#endif
