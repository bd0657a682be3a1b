/*
 * The inputs of a run as tasks, in the order of keys, each held against what
 * the archive has of it.  Runs on a thread of its own.
 */
#ifndef NC_FEED_H
#define NC_FEED_H

#include "task.h"

struct nc_feed;

int nc_feed_open(struct nc_feed **feed, struct nc_run *run,
    const struct nc_members_options *members, struct newsconv_error *error);
/* NEWSCONV_END after the last. */
int nc_feed_next(
    struct nc_feed *feed, struct nc_task **task, struct newsconv_error *error);
/* How many inputs of other shards were passed over so far. */
uint64_t nc_feed_not_for_us(const struct nc_feed *feed);
/* Whether the table of metadata was asked for all inputs there are. */
bool nc_feed_saw_all(const struct nc_feed *feed);
void nc_feed_close(struct nc_feed *feed);

/* The inputs of the run's options, not yet held against anything. */
int nc_feed_inputs(struct nc_inputs **inputs, const struct nc_run *run,
    struct newsconv_error *error);

#endif
