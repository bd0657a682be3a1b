/* One run at a time on an archive, also across processes and hosts. */
#ifndef NC_ARCHIVE_LOCK_H
#define NC_ARCHIVE_LOCK_H

#include "newsconv.h"

/*
 * Make `directory` if it is not there, and hold the file `lock` in it until
 * *descriptor is closed; `holder` says who does.  Fails with NEWSCONV_LOCKED
 * (the error says who holds it), _WRITE_FAILED.
 */
int nc_archive_lock(int *descriptor, const char *directory, const char *holder,
    struct newsconv_error *error);

#endif
