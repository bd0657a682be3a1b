/* A file under a second name: linked where that can be, else copied. */
#ifndef NC_PLACE_FILE_H
#define NC_PLACE_FILE_H

#include "newsconv.h"

/*
 * A copy is synced and as long as its source, or not there.  Fails with
 * NEWSCONV_EXISTS (`target` does), _READ_FAILED, _WRITE_FAILED, _NO_MEMORY;
 * errors name the file.
 */
int nc_place_file(
    const char *target, const char *source, struct newsconv_error *error);
/* The second half of it, for where a link cannot be. */
int nc_copy_file(
    const char *target, const char *source, struct newsconv_error *error);

#endif
