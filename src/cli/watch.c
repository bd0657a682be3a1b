/*
 * A batch may take the night: whoever started it wants to see how far it is,
 * what went wrong, and to be able to end it without harm.  What the library
 * tells becomes messages, lines of progress or JSON here; a signal only sets a
 * flag, which the next event hands back.
 */
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "archive_report.h"
#include "cli.h"
#include "json_events.h"
#include "watch.h"

enum { MOST_NAMED = 20 };
#define JSON_PAUSE 1.0

/* ------------------------------------------------------------------ signals */

static volatile sig_atomic_t interrupted;

static void
interrupt(int signal_number)
{
	interrupted = signal_number;
}

/*
 * A signal that is ignored, as by nohup or in the background of a script,
 * stays so.
 */
static void
catch_signal(int signal_number, int flags)
{
	struct sigaction action, old;

	memset(&action, 0, sizeof(action));
	action.sa_handler = interrupt;
	action.sa_flags = SA_RESTART | flags;
	sigemptyset(&action.sa_mask);
	if (sigaction(signal_number, NULL, &old) == 0 &&
	    old.sa_handler != SIG_IGN)
		sigaction(signal_number, &action, NULL);
}

static void
catch_signals(void)
{
	catch_signal(SIGINT, (int)SA_RESETHAND);
	catch_signal(SIGTERM, 0);
	catch_signal(SIGHUP, 0);
	/* Nobody to read the progress is no reason to end. */
	signal(SIGPIPE, SIG_IGN);
}

/* ------------------------------------------------------------------- events */

static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* A line can be drawn over, if the terminal can more than print. */
static enum progress_mode
suitable_mode(void)
{
	const char *terminal = getenv("TERM");

	if (isatty(STDERR_FILENO) && terminal != NULL && terminal[0] != '\0' &&
	    strcmp(terminal, "dumb") != 0)
		return PROGRESS_TERMINAL;
	return PROGRESS_PLAIN;
}

void
watch_begin(struct watch *watch, const struct watch_options *options,
    const char *output, int dry_run)
{
	memset(watch, 0, sizeof(*watch));
	watch->options = *options;
	watch->output = output;
	watch->dry_run = dry_run;
	if (watch->options.progress == PROGRESS_AUTO)
		watch->options.progress = options->quiet ? PROGRESS_NONE
							 : suitable_mode();
	progress_begin(
	    &watch->progress, watch->options.progress, stderr, now());
	if (watch->options.progress == PROGRESS_JSONL)
		json_start(stderr, output);
	catch_signals();
}

int
watch_counts(const struct watch *watch)
{
	return watch->options.progress != PROGRESS_NONE;
}

static void
tell_json(struct watch *watch, const struct newsconv_archive_event *event)
{
	double left = -1, time = now();

	if (event->type == NEWSCONV_EVENT_PROGRESS) {
		if (time - watch->told < JSON_PAUSE)
			return;
		watch->told = time;
		progress_measure(&watch->progress, event, time, &left);
	}
	json_event(stderr, event, left);
}

static void
tell_input(struct watch *watch, const struct newsconv_archive_event *event,
    const char *text)
{
	const char *input = event->input == NULL ? "" : event->input;

	progress_clear(&watch->progress);
	if (input[0] == '\0')
		message("%s", text);
	else
		message("%s: %s", input, text);
}

static void
tell_would(struct watch *watch, const struct newsconv_archive_event *event)
{
	if (watch->options.quiet)
		return;
	progress_clear(&watch->progress);
	print_name(stdout, event->input == NULL ? "" : event->input);
	fputs(": ", stdout);
	print_name(stdout, event->text == NULL ? "" : event->text);
	putchar('\n');
}

static void
tell(struct watch *watch, const struct newsconv_archive_event *event)
{
	int all = watch->options.verbose, quiet = watch->options.quiet;

	switch (event->type) {
	case NEWSCONV_EVENT_COUNTED:
		break;
	case NEWSCONV_EVENT_PROGRESS:
		progress_show(&watch->progress, event, now());
		break;
	case NEWSCONV_EVENT_FAILED:
		if (all || watch->failures < MOST_NAMED)
			tell_input(watch, event, event->text);
		watch->failures++;
		break;
	case NEWSCONV_EVENT_MISSING:
		if (!quiet && (all || watch->missing < MOST_NAMED))
			tell_input(watch, event,
			    "is no longer found; the archive keeps it");
		watch->missing++;
		break;
	case NEWSCONV_EVENT_WOULD:
		tell_would(watch, event);
		break;
	case NEWSCONV_EVENT_NOTE:
		if (!quiet)
			tell_input(watch, event, event->text);
		break;
	}
}

int
watch_event(const struct newsconv_archive_event *event, void *context)
{
	struct watch *watch = context;

	if (watch->options.progress == PROGRESS_JSONL)
		tell_json(watch, event);
	else
		tell(watch, event);
	return interrupted != 0;
}

/* -------------------------------------------------------------------- the end */

static void
tell_rest(const struct watch *watch, uint64_t count, const char *what)
{
	char number[NUMBER_SIZE];

	if (watch->options.progress != PROGRESS_JSONL &&
	    !watch->options.verbose && count > MOST_NAMED)
		message("and %s more %s: see manifest.jsonl of the archive",
		    number_shown(number, count - MOST_NAMED), what);
}

static int
tell_failure(const struct watch *watch, const struct newsconv_error *failure)
{
	struct newsconv_error error = *failure;
	int status;

	if (error.code == NEWSCONV_INTERRUPTED) {
		error.where[0] = '\0';
		strcpy(error.text,
		    "interrupted; the same command goes on where it stopped");
	}
	status = status_of(&error);
	/* What is in a file that was named is no fault of the command line. */
	if (status == EXIT_WRONG_USAGE && error.where[0] != '\0')
		status = EXIT_CANNOT;
	if (watch->options.progress == PROGRESS_JSONL)
		json_error(stderr, &error);
	else if (status == EXIT_WRONG_USAGE)
		wrong_usage("archive ", "%s", error.text);
	else
		message_error(&error);
	return status;
}

int
watch_end(struct watch *watch, int result,
    const struct newsconv_archive_summary *summary,
    const struct newsconv_error *error)
{
	const struct report_options report = {.output = watch->output,
	    .dry_run = watch->dry_run,
	    .verbose = watch->options.verbose};
	int status;

	progress_clear(&watch->progress);
	tell_rest(watch, watch->failures, "failed");
	if (!watch->options.quiet)
		tell_rest(watch, watch->missing, "missing");
	if (result < 0)
		return finish_output(tell_failure(watch, error));
	status = summary->failed > 0 ? EXIT_FINDINGS : EXIT_SOUND;
	if (watch->options.progress == PROGRESS_JSONL)
		json_summary(stderr, summary);
	else if (!watch->options.quiet)
		print_report(stdout, summary, &report);
	return finish_output(status);
}
