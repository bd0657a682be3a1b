/*
 * What the check of one file tells, kept until it is its turn: files are
 * checked by several threads, and told in order.
 */
#ifndef NC_VERIFY_EVENTS_H
#define NC_VERIFY_EVENTS_H

#include <stdbool.h>

#include "memory.h"

struct nc_events {
	const struct newsconv_verify_options *to;
	const char *file;      /* printable, of parts */
	struct nc_buffer kept; /* its ceiling is all that may wait */
	bool direct;           /* it is its turn: nothing is kept */
	/*
	 * There is no more room: waits for the turn.  NULL: what does not fit
	 * is left out and counted.
	 */
	void (*wait)(void *context);
	void *context;
	uint64_t lost;
};

/* The callbacks of struct nc_verify_options; `events` is the context. */
void nc_events_finding(const struct newsconv_finding *finding, void *events);
void nc_events_part(const struct newsconv_record *part, void *events);
/* Hand on what was kept, and from now on all at once. */
void nc_events_flush(struct nc_events *events);
void nc_events_free(struct nc_events *events);
/* To the callback that was given, if one was. */
void nc_events_hand_on(const struct newsconv_verify_options *to,
    const struct newsconv_verify_event *event);

#endif
