/* New files of a run, which are whole and synced, get their names. */
#ifndef NC_GIVE_NAMES_H
#define NC_GIVE_NAMES_H

#include "run.h"

/*
 * Give each file below run->fresh its name in the archive, the history's last;
 * those that have theirs already are gone past.
 */
int nc_give_names(struct nc_run *run, struct newsconv_error *error);

#endif
