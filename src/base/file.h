/* Reading files and standard input whole, with a ceiling. */
#ifndef NC_FILE_H
#define NC_FILE_H

#include "memory.h"

/*
 * Read all of `path` ("-" is standard input) into `buffer`, whose ceiling is
 * the largest size taken.  Fails with NEWSCONV_READ_FAILED, _NOT_A_FILE (only
 * regular files, pipes and character devices are read), _TOO_LARGE,
 * _NO_MEMORY; the error's `where` is left to the caller.
 */
int nc_file_read(
    struct nc_buffer *buffer, const char *path, struct newsconv_error *error);

/* The same from an open descriptor, from where it stands. */
int nc_file_read_descriptor(
    struct nc_buffer *buffer, int descriptor, struct newsconv_error *error);

/*
 * Open for reading with pread: a regular file as it is, standard input and
 * pipes copied to a nameless temporary file, up to 64 GiB of them.  The caller
 * closes it.  Fails with NEWSCONV_READ_FAILED, _NOT_A_FILE, _TOO_LARGE.
 */
int nc_file_open_seekable(
    int *descriptor, const char *path, struct newsconv_error *error);

/* A file without a name in the system's folder for temporary ones, or -1. */
int nc_file_temporary(void);

/* pread(2) that goes on after EINTR and short counts. */
int nc_file_pread(int descriptor, void *target, size_t size, uint64_t offset,
    size_t *done, struct newsconv_error *error);
/* write(2) of everything; 0, or -1 with errno set. */
int nc_file_write(int descriptor, const void *data, size_t size);

#endif
