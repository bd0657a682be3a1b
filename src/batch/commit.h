/*
 * The end of a run: what is derived from its parts is made, then all that is new
 * gets its name, the history last.  It can be broken off at any point and is
 * then begun again: what is derived is made of files that do not change, and
 * names are given in the second phase only (enum nc_phase).
 */
#ifndef NC_COMMIT_H
#define NC_COMMIT_H

#include "run.h"

/* Everything was read: make what is derived, sync it, and go to phase two. */
int nc_commit_prepare(struct nc_run *run, struct newsconv_error *error);
/* Phase two: give names, and where a package is wanted make it. */
int nc_commit_finish(struct nc_run *run, struct newsconv_error *error);

#endif
