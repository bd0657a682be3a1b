/*
 * The inputs of a conversion, one after another: those that were named in
 * their order, a folder's in the order of bytes, a packed file's as they lie
 * in it.
 */
#ifndef NC_CONVERT_FEED_H
#define NC_CONVERT_FEED_H

#include "convert_task.h"

struct nc_convert_feed;

int nc_convert_feed_open(struct nc_convert_feed **feed,
    const struct nc_convert_plan *plan, struct newsconv_error *error);
/*
 * NEWSCONV_END after the last.  A failure ends the run; that of an input is a
 * task that failed.
 */
int nc_convert_feed_next(struct nc_convert_feed *feed,
    struct nc_convert_task **task, struct newsconv_error *error);
void nc_convert_feed_close(struct nc_convert_feed *feed);

#endif
