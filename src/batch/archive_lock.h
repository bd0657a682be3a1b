/* One run at a time on an archive, also across processes and hosts. */
#ifndef NC_ARCHIVE_LOCK_H
#define NC_ARCHIVE_LOCK_H

#include <stdbool.h>

#include "newsconv.h"

/*
 * Make `directory` if it is not there, and hold the file `lock` in it until
 * *descriptor is closed; `holder` says who does.  Fails with NEWSCONV_LOCKED
 * (the error says who holds it), _WRITE_FAILED.
 */
int nc_archive_lock(int *descriptor, const char *directory, const char *holder,
    struct newsconv_error *error);

/*
 * What a run leaves is removed after its lock was given up.  It holds the
 * directory meanwhile, until the descriptor is closed (-1: it could not), so
 * that the next run can tell one that is alive from one that was killed.
 */
int nc_archive_hold_leftovers(const char *directory);
bool nc_archive_left_behind(const char *directory);

#endif
