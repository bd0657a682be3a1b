/*
 * A file that is written from its front in small pieces: buffered, synced at
 * its end, and gone if it was not finished.  It has its name from the start;
 * where it must appear at once, the caller renames it (sink.h does both).
 */
#ifndef NC_OUT_FILE_H
#define NC_OUT_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "newsconv.h"

struct nc_out_file;

/*
 * A new file takes the place of what has the name; who has that one open keeps
 * it.  Fails with NEWSCONV_WRITE_FAILED, _NO_MEMORY; errors name the file.
 */
int nc_out_create(
    struct nc_out_file **file, const char *path, struct newsconv_error *error);
/*
 * One without a name, to be read back by its descriptor after a flush, in the
 * directory that `beside` lies in; errors name that.
 */
int nc_out_temporary(struct nc_out_file **file, const char *beside,
    struct newsconv_error *error);
int nc_out_write(struct nc_out_file *file, const void *data, size_t size,
    struct newsconv_error *error);
/* All of an open file from *offset on, which is its end then; `path` is its. */
int nc_out_copy(struct nc_out_file *file, int descriptor, const char *path,
    uint64_t *offset, struct newsconv_error *error);
/* All of a file. */
int nc_out_copy_file(
    struct nc_out_file *file, const char *path, struct newsconv_error *error);
int nc_out_flush(struct nc_out_file *file, struct newsconv_error *error);
/* Bytes written so far. */
uint64_t nc_out_offset(const struct nc_out_file *file);
int nc_out_descriptor(const struct nc_out_file *file);
/* Flush and sync: it stays. */
int nc_out_finish(struct nc_out_file *file, struct newsconv_error *error);
/* Closes; a file that was not finished is removed.  NULL is nothing. */
void nc_out_free(struct nc_out_file *file);

#endif
