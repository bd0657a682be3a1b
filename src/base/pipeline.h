/*
 * Items that one thread produces, many work on, and one consumes in the order
 * of production: so that what is written is the same for any number of threads.
 */
#ifndef NC_PIPELINE_H
#define NC_PIPELINE_H

#include <stddef.h>
#include <stdint.h>

#include "newsconv.h"

struct nc_pipeline {
	void *context;
	unsigned threads; /* that work, 1 or more */
	/* What may be in hand at once: items, and the sum of their weights. */
	size_t window;
	uint64_t weight;
	/*
	 * On a thread of its own: the next item, NEWSCONV_END after the last, or
	 * a failure, which is returned when all items before it are consumed.
	 */
	int (*produce)(void *context, void **item, uint64_t *weight,
	    struct newsconv_error *error);
	/* On any thread; `worker` counts from 0. */
	void (*work)(void *context, unsigned worker, void *item);
	/*
	 * On the calling thread; takes over the item.  What is not NEWSCONV_OK
	 * ends the pipeline and is returned.
	 */
	int (*consume)(void *context, void *item, struct newsconv_error *error);
	/* Frees an item that is not consumed. */
	void (*discard)(void *item);
};

/* Fails with NEWSCONV_NO_MEMORY (no room, no thread), or as the functions do. */
int nc_pipeline_run(
    const struct nc_pipeline *pipeline, struct newsconv_error *error);

#endif
