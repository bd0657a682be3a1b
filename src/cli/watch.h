/* Whoever watches a batch: signals, progress, messages, the summary. */
#ifndef WATCH_H
#define WATCH_H

#include "progress.h"

struct watch_options {
	enum progress_mode progress;
	int quiet;   /* failures only, and no summary */
	int verbose; /* all failures, and what took the time */
};

struct watch {
	struct watch_options options;
	struct progress progress;
	const char *output;
	int dry_run;
	double told;       /* when progress was told to a program last */
	uint64_t failures; /* events of each kind */
	uint64_t missing;
};

/*
 * From here on SIGINT, SIGTERM and SIGHUP end the batch cleanly, and a second
 * SIGINT ends the process.
 */
void watch_begin(struct watch *watch, const struct watch_options *options,
    const char *output, int dry_run);
/* For newsconv_archive_run(); the context is the watch. */
newsconv_archive_callback watch_event;
/*
 * After the run: what is left to say, and the exit status.  `result` is what it
 * returned.
 */
int watch_end(struct watch *watch, int result,
    const struct newsconv_archive_summary *summary,
    const struct newsconv_error *error);
/* Whether the figures of progress are wanted, which need a count beforehand. */
int watch_counts(const struct watch *watch);

#endif
