/*
 * Where finished bytes go: a file that has no name until nc_sink_commit() has
 * synced it, or standard output, a device or a pipe, which get nothing before
 * it either.  Whatever happens earlier leaves nothing behind.  A file that is
 * replaced hands on its permission bits, and nothing else.
 */
#ifndef NC_SINK_H
#define NC_SINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "newsconv.h"

struct nc_sink;

/* Fails with NEWSCONV_EXISTS, _NOT_A_FILE, _WRITE_FAILED, _NO_MEMORY. */
int nc_sink_open(struct nc_sink **sink, const char *path, bool replace,
    struct newsconv_error *error);
int nc_sink_write(struct nc_sink *sink, const void *data, size_t size,
    struct newsconv_error *error);
/* Bytes written so far. */
uint64_t nc_sink_offset(const struct nc_sink *sink);
/*
 * Write out what is buffered, so that the descriptor shows all of it; the
 * descriptor is for reading back, with pread.
 */
int nc_sink_flush(
    struct nc_sink *sink, int *descriptor, struct newsconv_error *error);
/* Whether it becomes a file under a name: not a stream that gets the bytes. */
bool nc_sink_is_file(const struct nc_sink *sink);
/*
 * A further file without a name, where this one lies, for what has to wait; the
 * caller closes it.
 */
int nc_sink_spare(
    const struct nc_sink *sink, int *descriptor, struct newsconv_error *error);
/* Write out and sync, so that little is left that can fail; no more is written. */
int nc_sink_sync(struct nc_sink *sink, struct newsconv_error *error);
/* The directory is not synced with the name: its owner does so, once for many. */
void nc_sink_folder_later(struct nc_sink *sink);
/* Sync the file, give it its name, sync the directory. */
int nc_sink_commit(struct nc_sink *sink, struct newsconv_error *error);
void nc_sink_free(struct nc_sink *sink);

#endif
