/*
 * newsconv verify PATH...: what the library tells becomes a report, and the
 * exit status keeps apart what is damaged and what could not be checked.
 */
#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"
#include "progress.h"
#include "report_output.h"
#include "verify_request.h"

struct verification {
	const struct verify_request *request;
	struct report_output output;
	struct report report;
	char sandbox[32];
	int status;
	int answered; /* something that was asked for */
	/* How far it is, on a terminal that shows no report. */
	int progress;
	int shown;
	double last;
	uint64_t files;
	uint64_t damaged;
};

/* ----------------------------------------------------------------- progress */

static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void
show_progress(struct verification *run)
{
	char files[NUMBER_SIZE], damaged[NUMBER_SIZE];
	double time = now();

	if (!run->progress || time - run->last < 0.2)
		return;
	run->last = time;
	run->shown = 1;
	fprintf(stderr, "\r%s files, %s damaged\033[K",
	    number_shown(files, run->files),
	    number_shown(damaged, run->damaged));
	fflush(stderr);
}

static void
clear_progress(struct verification *run)
{
	if (run->shown)
		fputs("\r\033[K", stderr);
	run->shown = 0;
}

/* ------------------------------------------------------------------- the run */

static int
answers_asked(
    const struct verification *run, const struct newsconv_file_result *result)
{
	unsigned levels = run->request->options.levels;
	unsigned level;

	for (level = 0; level < NEWSCONV_LEVELS; level++) {
		if ((levels == 0 || (levels & 1u << level) != 0) &&
		    result->summary.answers[level] != NEWSCONV_ANSWER_NONE)
			return 1;
	}
	return 0;
}

static void
take_result(struct verification *run, const struct newsconv_file_result *result)
{
	static const int statuses[] = {[NEWSCONV_SOUND] = EXIT_SOUND,
	    [NEWSCONV_DAMAGED] = EXIT_FINDINGS,
	    [NEWSCONV_UNCHECKED] = EXIT_CANNOT};
	int status = statuses[result->verdict];

	/* What is in a file is no fault of the command line. */
	if (result->error != NULL && result->verdict == NEWSCONV_UNCHECKED &&
	    result->error->code != NEWSCONV_BAD_VALUE)
		status = status_of(result->error);
	run->status = worse_status(run->status, status);
	run->answered = run->answered || answers_asked(run, result);
	run->files++;
	run->damaged += result->verdict == NEWSCONV_DAMAGED;
	show_progress(run);
}

static void
on_event(const struct newsconv_verify_event *event, void *context)
{
	struct verification *run = context;

	report_event(&run->report, event);
	if (event->type == NEWSCONV_VERIFY_FILE)
		take_result(run, event->result);
}

/* What was asked for and cannot be had is no reason to go on without it. */
static void
on_opened(void *context)
{
	struct verification *run = context;
	const struct verify_request *request = run->request;
	const struct sandbox_rules rules = {.inputs = request->options.paths,
	    .input_count = request->options.path_count,
	    .file = request->options.schema,
	    .renames = run->output.folder};
	int status;

	if (request->sandbox == SANDBOX_OFF)
		return;
	if (sandbox_enter(&rules) == 0)
		snprintf(run->sandbox, sizeof(run->sandbox), "landlock %d",
		    sandbox_version());
	else if (request->sandbox == SANDBOX_REQUIRE || errno == ENOMEM) {
		status = errno == ENOMEM ? EXIT_TRY_AGAIN : EXIT_CANNOT;
		message("no sandbox: %s", strerror(errno));
		report_output_discard(&run->output);
		exit(status);
	}
	if (request->verbose)
		message("sandbox: %s", run->sandbox);
}

/* The exit status, after a message. */
static int
cannot_write(const struct verification *run)
{
	struct newsconv_error error = {
	    .code = NEWSCONV_WRITE_FAILED, .sys_errno = errno};

	snprintf(error.text, sizeof(error.text), "cannot write the report: %s",
	    strerror(errno));
	if (run->request->output != NULL)
		snprintf(error.where, sizeof(error.where), "%s",
		    run->request->output);
	message_error(&error);
	return status_of(&error);
}

static int
wants_color(const struct verify_request *request)
{
	const char *no_color = getenv("NO_COLOR"), *terminal = getenv("TERM");

	if (request->color != COLOR_AUTO)
		return request->color == COLOR_ALWAYS;
	return request->output == NULL && isatty(STDOUT_FILENO) &&
	    (no_color == NULL || no_color[0] == '\0') &&
	    (terminal == NULL || strcmp(terminal, "dumb") != 0);
}

/*
 * A report in the place of the archive that it is about would be its end, and
 * one in a folder would be one of the files that are checked.
 */
static int
harms_input(const struct verify_request *request, const char *path)
{
	const char *report = request->output;
	struct stat output, input;
	int exists = stat(report, &output) == 0;

	if (stat(path, &input) != 0)
		return 0;
	if (exists && input.st_dev == output.st_dev &&
	    input.st_ino == output.st_ino) {
		message("%s: is an input and the report too; it was not "
			"replaced",
		    path);
		return 1;
	}
	if (!S_ISDIR(input.st_mode) || (exists && !S_ISREG(output.st_mode)) ||
	    !report_output_is_below(report, path))
		return 0;
	message("%s: the report would be in a folder that is checked", report);
	return 1;
}

static int
harms_an_input(const struct verify_request *request)
{
	size_t i;

	if (request->output == NULL)
		return 0;
	for (i = 0; i < request->options.path_count; i++) {
		if (harms_input(request, request->options.paths[i]))
			return 1;
	}
	return 0;
}

static int
begin_report(struct verification *run)
{
	const struct verify_request *request = run->request;
	const struct report_kind *kind = request->kind;
	struct report_settings settings = {.color = wants_color(request),
	    .max_findings = request->max_findings,
	    .arguments = request->arguments,
	    .sandbox = run->sandbox,
	    .time = request->time == NEWSCONV_TIME_UNKNOWN ? (int64_t)time(NULL)
							   : request->time};

	/* A report that goes to a file is not printed. */
	if (request->quiet && request->output == NULL)
		kind = &report_none;
	run->progress = !request->quiet && isatty(STDERR_FILENO) &&
	    (request->output != NULL || !isatty(STDOUT_FILENO));
	if (report_output_open(&run->output, request->output) < 0)
		return -1;
	return report_begin(&run->report, kind, &settings, run->output.stream);
}

/*
 * Nothing is sound of which nothing was looked at, or that has no answer to any
 * question that was asked.
 */
static void
check_total(struct verification *run, const struct newsconv_verify_total *total)
{
	if (run->status != EXIT_SOUND ||
	    (run->answered && total->parts + total->digests > 0))
		return;
	if (!run->request->quiet)
		message(run->answered || total->files == 0
			? "nothing was checked"
			: "nothing there answers what --levels asks");
	run->status = EXIT_CANNOT;
}

/* The exit status. */
static int
end_run(struct verification *run, const struct newsconv_verify_total *total)
{
	int error;

	clear_progress(run);
	check_total(run, total);
	errno = ENOSPC;
	if (report_end(&run->report, total) < 0)
		return worse_status(run->status, cannot_write(run));
	if (report_output_commit(&run->output) < 0) {
		error = errno;
		report_output_discard(&run->output);
		errno = error;
		return worse_status(run->status, cannot_write(run));
	}
	return finish_output(run->status);
}

static int
failed_run(struct verification *run, const struct newsconv_error *error)
{
	int status = status_of(error);

	clear_progress(run);
	message_error(error);
	if (status == EXIT_WRONG_USAGE && error->where[0] != '\0')
		return EXIT_CANNOT;
	return status;
}

static int
verify(struct verify_request *request)
{
	struct verification run = {
	    .request = request, .sandbox = "none", .status = EXIT_SOUND};
	struct newsconv_verify_total total;
	struct newsconv_error error;
	int status;

	if (harms_an_input(request))
		return EXIT_CANNOT;
	if (request->sandbox == SANDBOX_OFF)
		strcpy(run.sandbox, "off");
	request->options.callback = on_event;
	request->options.opened = on_opened;
	request->options.context = &run;
	if (begin_report(&run) < 0)
		status = cannot_write(&run);
	else if (newsconv_verify_run(&request->options, &total, &error) < 0)
		status = failed_run(&run, &error);
	else
		status = end_run(&run, &total);
	report_free(&run.report);
	report_output_discard(&run.output);
	return status;
}

int
command_verify(int argc, char **argv)
{
	struct verify_request request;
	int status = EXIT_SOUND;

#ifdef M_ARENA_MAX
	/* One heap for all threads: with one for each, much lies idle. */
	mallopt(M_ARENA_MAX, 1);
#endif
	if (verify_request_parse(&request, argc, argv, &status))
		status = verify(&request);
	verify_request_free(&request);
	return status;
}
