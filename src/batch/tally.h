/* The counts of a run's summary. */
#ifndef NC_TALLY_H
#define NC_TALLY_H

#include "task.h"

void nc_tally_add(
    struct newsconv_archive_summary *summary, const struct nc_task *task);

#endif
