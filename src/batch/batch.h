/* All inputs of a run, into the files of unfinished/. */
#ifndef NC_BATCH_H
#define NC_BATCH_H

#include "run.h"

/*
 * Read, work and append from run->state on, to the end or until something ends
 * it; run->state is then that of the last checkpoint.  *summary says what was
 * done, also of a run that failed.
 */
int nc_batch_run(struct nc_run *run, struct newsconv_archive_summary *summary,
    struct newsconv_error *error);
/* What such a run would do, told by events; nothing is written. */
int nc_batch_rehearse(struct nc_run *run,
    struct newsconv_archive_summary *summary, struct newsconv_error *error);

#endif
