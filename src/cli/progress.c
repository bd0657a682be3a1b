/*
 * Progress as one line.  On a terminal it is drawn over and over, is never
 * wider than the window, and goes before anything else is printed.  Elsewhere,
 * in a log, it is a line every ten seconds without a control character.
 */
#include <inttypes.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "progress.h"

#define TERMINAL_PAUSE 0.2
#define PLAIN_PAUSE 10.0
/* Over so many seconds the rate forgets. */
#define RATE_MEMORY 15.0

enum { LINE_SIZE = 256, USUAL_WIDTH = 80 };

const char *
number_shown(char target[NUMBER_SIZE], uint64_t number)
{
	char digits[NUMBER_SIZE];
	int count = snprintf(digits, sizeof(digits), "%" PRIu64, number);
	int used = 0, i;

	for (i = 0; i < count; i++) {
		if (i > 0 && (count - i) % 3 == 0)
			target[used++] = ',';
		target[used++] = digits[i];
	}
	target[used] = '\0';
	return target;
}

const char *
bytes_shown(char target[NUMBER_SIZE], double bytes)
{
	static const char *const units[] = {"kB", "MB", "GB", "TB", "PB"};
	size_t unit = 0;

	if (bytes < 1000) {
		snprintf(target, NUMBER_SIZE, "%.0f bytes", bytes);
		return target;
	}
	/* What would be printed as 1000.0 is one of the next unit. */
	for (bytes /= 1000;
	     bytes >= 999.95 && unit + 1 < sizeof(units) / sizeof(*units);
	     unit++)
		bytes /= 1000;
	snprintf(target, NUMBER_SIZE, "%.1f %s", bytes, units[unit]);
	return target;
}

/* --------------------------------------------------------------- the figures */

void
progress_begin(struct progress *progress, enum progress_mode mode, FILE *stream,
    double now)
{
	memset(progress, 0, sizeof(*progress));
	progress->stream = stream;
	progress->mode = mode;
	progress->shown = now;
	progress->rate_time = now;
}

void
progress_measure(struct progress *progress,
    const struct newsconv_archive_event *event, double now, double *left)
{
	double time = now - progress->rate_time;
	double weight = progress->measured ? time / (RATE_MEMORY + time) : 1;
	uint64_t bytes = event->bytes_done - progress->rate_bytes;

	if (time > 0) {
		progress->rate += weight *
		    ((double)bytes / time - progress->rate);
		progress->rate_time = now;
		progress->rate_bytes = event->bytes_done;
		progress->measured = 1;
	}
	*left = -1;
	if (event->bytes_total > event->bytes_done && progress->rate > 0)
		*left = (double)(event->bytes_total - event->bytes_done) /
		    progress->rate;
	else if (event->inputs_total > 0 &&
	    event->inputs_done >= event->inputs_total)
		*left = 0;
}

/* In hundredths, 100 only when all is done; below 0: not known. */
static int
share_done(const struct newsconv_archive_event *event)
{
	uint64_t done = event->bytes_done, total = event->bytes_total;
	double share;

	if (total == 0) {
		done = event->inputs_done;
		total = event->inputs_total;
	}
	if (total == 0)
		return -1;
	if (done >= total)
		return event->inputs_done >= event->inputs_total ? 100 : 99;
	share = (double)done * 100 / (double)total;
	return share > 99 ? 99 : (int)share;
}

/* ------------------------------------------------------------------ the line */

/* In the order of showing; the least important goes first where it is tight. */
enum part { SHARE, ARTICLES, RATE, LEFT, FAILED, PARTS };

struct parts {
	char text[PARTS][NUMBER_SIZE + 16];
};

static void
time_shown(char *target, size_t size, double seconds)
{
	unsigned long s = (unsigned long)(seconds + 0.5);

	if (s < 3600)
		snprintf(target, size, "%lu:%02lu left", s / 60, s % 60);
	else if (s < 100 * 3600)
		snprintf(target, size, "%lu:%02lu:%02lu left", s / 3600,
		    s / 60 % 60, s % 60);
	else if (s < 1000UL * 86400)
		snprintf(target, size, "%lu days left", s / 86400);
}

static void
fill_parts(struct parts *parts, const struct newsconv_archive_event *event,
    double rate, double left)
{
	const size_t size = sizeof(parts->text[0]);
	char number[NUMBER_SIZE];
	int share = share_done(event);

	memset(parts, 0, sizeof(*parts));
	if (share >= 0)
		snprintf(parts->text[SHARE], size, "%d %%", share);
	snprintf(parts->text[ARTICLES], size, "%s article%s",
	    number_shown(number, event->summary->articles),
	    event->summary->articles == 1 ? "" : "s");
	snprintf(parts->text[RATE], size, "%s/s", bytes_shown(number, rate));
	if (left >= 0)
		time_shown(parts->text[LEFT], size, left);
	if (event->summary->failed > 0)
		snprintf(parts->text[FAILED], size, "%s failed",
		    number_shown(number, event->summary->failed));
}

/* The parts one after another; returns the columns, all of ASCII. */
static size_t
join_parts(char line[LINE_SIZE], const struct parts *parts)
{
	size_t used = 0;
	int i;

	line[0] = '\0';
	for (i = 0; i < PARTS; i++)
		if (parts->text[i][0] != '\0')
			used += (size_t)snprintf(line + used, LINE_SIZE - used,
			    "%s%s", used > 0 ? ", " : "", parts->text[i]);
	return used;
}

static void
make_line(char line[LINE_SIZE], struct parts *parts, size_t width)
{
	static const enum part first_to_go[] = {
	    RATE, ARTICLES, LEFT, FAILED, SHARE};
	size_t i;

	/* Where the share is not known the articles tell how far it is. */
	for (i = 0; join_parts(line, parts) > width && i < PARTS; i++)
		if (first_to_go[i] != ARTICLES || parts->text[SHARE][0] != '\0')
			parts->text[first_to_go[i]][0] = '\0';
	if (strlen(line) > width)
		line[0] = '\0';
}

/* One column is left free: in the last one some terminals break the line. */
static size_t
columns(const struct progress *progress)
{
	struct winsize window;

	if (progress->width > 0)
		return progress->width - 1;
	if (ioctl(fileno(progress->stream), TIOCGWINSZ, &window) != 0 ||
	    window.ws_col == 0)
		return USUAL_WIDTH - 1;
	return window.ws_col - 1;
}

void
progress_clear(struct progress *progress)
{
	if (!progress->drawn)
		return;
	fputs("\r\033[K", progress->stream);
	fflush(progress->stream);
	progress->drawn = 0;
}

void
progress_show(struct progress *progress,
    const struct newsconv_archive_event *event, double now)
{
	int terminal = progress->mode == PROGRESS_TERMINAL;
	char line[LINE_SIZE];
	struct parts parts;
	double left;

	if ((!terminal && progress->mode != PROGRESS_PLAIN) ||
	    now - progress->shown < (terminal ? TERMINAL_PAUSE : PLAIN_PAUSE))
		return;
	progress->shown = now;
	progress_measure(progress, event, now, &left);
	fill_parts(&parts, event, progress->rate, left);
	if (terminal) {
		make_line(line, &parts, columns(progress));
		fprintf(progress->stream, "\r%s\033[K", line);
		progress->drawn = 1;
	} else {
		join_parts(line, &parts);
		fprintf(progress->stream, "newsconv: %s\n", line);
	}
	fflush(progress->stream);
}
