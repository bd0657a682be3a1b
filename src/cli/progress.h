/* How far a batch is, in a line that fits. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdio.h>

#include <newsconv.h>

enum progress_mode {
	PROGRESS_AUTO, /* terminal on a terminal, else plain */
	PROGRESS_TERMINAL,
	PROGRESS_PLAIN,
	PROGRESS_JSONL,
	PROGRESS_NONE
};

struct progress {
	FILE *stream;
	enum progress_mode mode; /* TERMINAL or PLAIN; else nothing is shown */
	unsigned width;          /* columns; 0: the terminal is asked */
	double shown;            /* when a line was shown last, in seconds */
	int drawn;               /* that line is the terminal's last one */
	/* Bytes a second, the last seconds weighing most. */
	double rate;
	double rate_time;
	uint64_t rate_bytes;
	int measured;
};

void progress_begin(struct progress *progress, enum progress_mode mode,
    FILE *stream, double now);
/*
 * Show where it is, if the last time is long enough ago: a fifth of a second
 * on a terminal, else ten seconds.  `now` is seconds of a clock that never goes
 * back.
 */
void progress_show(struct progress *progress,
    const struct newsconv_archive_event *event, double now);
/* Leave the terminal's line blank: something else is about to be printed. */
void progress_clear(struct progress *progress);

/* Take up what was done until now; *left is seconds, or below 0: not known. */
void progress_measure(struct progress *progress,
    const struct newsconv_archive_event *event, double now, double *left);

/* "12345678" as "12,345,678". */
enum { NUMBER_SIZE = 32 };
const char *number_shown(char target[NUMBER_SIZE], uint64_t number);
/* Bytes as "38.2 MB". */
const char *bytes_shown(char target[NUMBER_SIZE], double bytes);

#endif
