/* Directories: made with their parents, brought to the disk, removed whole. */
#ifndef NC_DIRECTORY_H
#define NC_DIRECTORY_H

#include <stdbool.h>

#include "newsconv.h"

/* "a" for "a/b", "." for "b", "/" for "/b"; to be freed, NULL out of memory. */
char *nc_directory_of(const char *path);

/* Each fails with NEWSCONV_WRITE_FAILED, and the error says where. */

/*
 * The directory and those above it, their names brought to the disk; one that is
 * there is no failure.
 */
int nc_directory_make(const char *path, struct newsconv_error *error);
/* The directory that the path's last part lies in. */
int nc_directory_make_parent(const char *path, struct newsconv_error *error);
/* fsync(2), where the file system can. */
int nc_directory_sync(const char *path, struct newsconv_error *error);
/* That of the directory that the path's last part lies in. */
int nc_directory_sync_parent(const char *path, struct newsconv_error *error);
/* That of all directories in which there are files below it. */
int nc_directory_sync_below(const char *path, struct newsconv_error *error);
/* With all that is in it; one that is not there is no failure. */
int nc_directory_remove(const char *path, struct newsconv_error *error);
/*
 * Call `each` for every file below it that is no directory, by its path from
 * there, in the order of names; stops at a failure of `each` and returns it.
 */
int nc_directory_files(const char *path,
    int (*each)(const char *name, void *context, struct newsconv_error *error),
    void *context, struct newsconv_error *error);
bool nc_directory_exists(const char *path);
/* Nothing is in it, or it cannot be read. */
bool nc_directory_empty(const char *path);

#endif
