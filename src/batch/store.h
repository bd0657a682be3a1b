/*
 * Where the work of a run goes, one task after another: volumes, the lines of
 * index, JSON Lines, pages and manifest, and the counts.  All of it lies in
 * unfinished/ until give_names.c gives it its names.
 */
#ifndef NC_STORE_H
#define NC_STORE_H

#include "task.h"

struct nc_store;

/* Opens what the state says, or begins; fails as its files do. */
int nc_store_open(
    struct nc_store **store, struct nc_run *run, struct newsconv_error *error);
/* Append what comes of the task, and count it; task->line is what was written. */
int nc_store_add(
    struct nc_store *store, struct nc_task *task, struct newsconv_error *error);
/* Bring everything to the disk, then the state: a run can go on from here. */
int nc_store_checkpoint(struct nc_store *store, struct newsconv_error *error);
/* All was read; so many inputs were of other shards. */
void nc_store_not_for_us(struct nc_store *store, uint64_t count);
/* Counts as they are now, not as of the last checkpoint. */
const struct newsconv_archive_summary *nc_store_summary(
    const struct nc_store *store);
void nc_store_progress(
    const struct nc_store *store, uint64_t *inputs, uint64_t *bytes);
/* Nanoseconds that appending took. */
uint64_t nc_store_time(const struct nc_store *store);
/* An input was appended in part: no checkpoint may speak of that. */
bool nc_store_torn(const struct nc_store *store);
/* Cut the files to what they were at the last checkpoint. */
void nc_store_cut(struct nc_store *store);
/* The run's state is that of the last checkpoint then. */
void nc_store_close(struct nc_store *store);

#endif
