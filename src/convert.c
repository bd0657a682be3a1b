/*
 * newsconv_convert_run(): inputs go through the pipeline, feed, workers, and
 * the caller's thread, which adds and tells in order.  One small input needs no
 * threads: starting them takes longer than reading it.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "convert_feed.h"
#include "directory.h"
#include "error.h"
#include "options.h"
#include "pipeline.h"
#include "utf8.h"

/* In hand at once: inputs, and bytes of them, for each thread. */
#define WINDOW 32
#define WEIGHT (UINT64_C(2) << 20)

/* Less than this in plain files is converted before threads are at work. */
#define SMALL (UINT64_C(128) << 10)

enum { THREADS_MOST = 256, REASON = 512 };

/* A conversion while it goes on. */
struct run {
	struct newsconv_convert_options options;
	struct nc_convert_plan plan;
	struct nc_convert_feed *feed;
	struct nc_deflater *
	    *deflaters; /* by worker; NULL in it: none is used */
	unsigned threads;
	struct newsconv_convert_summary summary;
	/* The folder that outputs were named in last, to be synced. */
	char *folder;
	bool stop; /* the caller wants it to end */
};

void
newsconv_convert_options_init(struct newsconv_convert_options *options)
{
	memset(options, 0, sizeof(*options));
	options->size = sizeof(*options);
}

/* -------------------------------------------------------------------- telling */

static void
tell(struct run *run, struct newsconv_convert_event *event)
{
	event->summary = &run->summary;
	if (run->options.callback != NULL && !run->stop &&
	    run->options.callback(event, run->options.context) != 0)
		run->stop = true;
}

static void
tell_of(struct run *run, enum newsconv_convert_event_type type,
    const struct nc_convert_task *task, const struct newsconv_article *article)
{
	struct newsconv_convert_event event = {
	    .type = type, .input = task->shown, .article = article};

	tell(run, &event);
}

/*
 * Left out, and why: for the caller and for the manifest.  `article` is its
 * first one, if it was read.
 */
static int
leave_out(struct run *run, const struct nc_convert_task *task,
    const struct newsconv_error *reason, struct newsconv_error *error)
{
	const struct newsconv_article *article = task->count > 0
	    ? task->converted[0].article
	    : task->articles == NULL ? NULL
				     : newsconv_articles_at(task->articles, 0);
	struct newsconv_convert_event event = {.type = NEWSCONV_CONVERT_FAILED,
	    .input = task->shown,
	    .article = article,
	    .error = reason};

	run->summary.failed++;
	tell(run, &event);
	if (run->plan.output == NULL)
		return NEWSCONV_OK;
	return newsconv_output_leave_out(
	    run->plan.output, task->shown, reason->text, error);
}

/* ------------------------------------------------------------------ consuming */

/*
 * Whether nothing could be written after it: the medium is full, or damaged, or
 * what was asked of all outputs cannot be.  That one name among many cannot be
 * had is a failure of its input.
 */
static bool
ends_run(const struct run *run, int result, const struct newsconv_error *error)
{
	if (run->plan.output != NULL)
		return result <= NEWSCONV_NO_MEMORY;
	if (result != NEWSCONV_WRITE_FAILED)
		return result == NEWSCONV_NO_MEMORY ||
		    result == NEWSCONV_BAD_VALUE;
	return error->sys_errno == ENOSPC || error->sys_errno == EDQUOT ||
	    error->sys_errno == EIO || error->sys_errno == EROFS;
}

/* The article into the one output. */
static int
add(struct run *run, struct nc_converted *one, struct newsconv_error *error)
{
	struct newsconv_output *output = run->plan.output;

	if (one->result < 0) {
		*error = one->error;
		return one->result;
	}
	if (one->piece.arena == NULL)
		return newsconv_output_add(output, one->article, error);
	return nc_output_append(output, one->article, &one->piece, error);
}

/*
 * Many names of one folder are brought to the disk together: when the next
 * ones are of another, and at the end.
 */
static int
note_folder(struct run *run, const char *path, struct newsconv_error *error)
{
	char *folder = nc_directory_of(path);
	int result = NEWSCONV_OK;

	if (folder == NULL)
		return nc_error_memory(error);
	if (run->folder != NULL && strcmp(run->folder, folder) == 0) {
		free(folder);
		return NEWSCONV_OK;
	}
	if (run->folder != NULL)
		result = nc_directory_sync(run->folder, error);
	free(run->folder);
	run->folder = folder;
	return result;
}

static int
note_output(
    struct run *run, struct nc_converted *one, struct newsconv_error *error)
{
	if (one->result < 0) {
		*error = one->error;
		return one->result;
	}
	run->summary.outputs++;
	return note_folder(run, one->path, error);
}

/* *failed: the input is left out, for the reason in `reason`. */
static int
consume_article(struct run *run, const struct nc_convert_task *task,
    struct nc_converted *one, bool *failed, struct newsconv_error *reason,
    struct newsconv_error *error)
{
	struct newsconv_error found;
	int result;

	if (one->result == NEWSCONV_OK)
		tell_of(run, NEWSCONV_CONVERT_ARTICLE, task, one->article);
	if (run->stop)
		return NEWSCONV_OK;
	result = run->plan.output == NULL ? note_output(run, one, &found)
					  : add(run, one, &found);
	if (result == NEWSCONV_ALREADY) {
		run->summary.duplicates++;
		tell_of(run, NEWSCONV_CONVERT_DUPLICATE, task, one->article);
	} else if (result >= 0) {
		run->summary.articles++;
	} else if (ends_run(run, result, &found)) {
		if (error != NULL)
			*error = found;
		return result;
	} else if (!*failed) {
		*failed = true;
		*reason = found;
		/* Of the one output that is not to blame. */
		if (run->plan.output != NULL)
			snprintf(reason->where, sizeof(reason->where), "%.500s",
			    task->shown);
	}
	return NEWSCONV_OK;
}

static int
consume_task(
    struct run *run, struct nc_convert_task *task, struct newsconv_error *error)
{
	struct newsconv_error reason = task->error;
	bool failed = task->result < 0;
	int result = NEWSCONV_OK;
	size_t i;

	if (task->kind == NC_CONVERT_SKIPPED && !failed) {
		run->summary.skipped++;
		return NEWSCONV_OK;
	}
	run->summary.inputs++;
	for (i = 0;
	     !failed && !run->stop && result == NEWSCONV_OK && i < task->count;
	     i++)
		result = consume_article(
		    run, task, &task->converted[i], &failed, &reason, error);
	if (result == NEWSCONV_OK && failed)
		result = leave_out(run, task, &reason, error);
	if (result == NEWSCONV_OK)
		tell_of(run, NEWSCONV_CONVERT_PROGRESS, task, NULL);
	return result;
}

/* ------------------------------------------------------------- the pipeline */

static int
produce(
    void *context, void **item, uint64_t *weight, struct newsconv_error *error)
{
	struct run *run = context;
	struct nc_convert_task *task = NULL;
	int result = nc_convert_feed_next(run->feed, &task, error);

	if (result != NEWSCONV_OK)
		return result;
	*item = task;
	*weight = task->weight;
	return NEWSCONV_OK;
}

static void
work(void *context, unsigned worker, void *item)
{
	struct run *run = context;

	nc_convert_task_work(item, &run->plan, run->deflaters[worker]);
}

static int
consume(void *context, void *item, struct newsconv_error *error)
{
	struct run *run = context;
	struct nc_convert_task *task = item;
	int result = consume_task(run, task, error);

	nc_convert_task_free(task);
	if (result == NEWSCONV_OK && run->stop)
		result = nc_error_set(
		    error, NEWSCONV_INTERRUPTED, "interrupted");
	return result;
}

static void
discard(void *item)
{
	nc_convert_task_free(item);
}

/* All of it on the caller's thread. */
static int
run_alone(struct run *run, struct newsconv_error *error)
{
	uint64_t weight;
	void *item;
	int result;

	while ((result = produce(run, &item, &weight, error)) == NEWSCONV_OK) {
		work(run, 0, item);
		result = consume(run, item, error);
		if (result < 0)
			return result;
	}
	return result == NEWSCONV_END ? NEWSCONV_OK : result;
}

static int
run_inputs(struct run *run, struct newsconv_error *error)
{
	const struct nc_pipeline pipeline = {.context = run,
	    .threads = run->threads,
	    .window = (size_t)WINDOW * run->threads,
	    .weight = WEIGHT * run->threads,
	    .produce = produce,
	    .work = work,
	    .consume = consume,
	    .discard = discard};
	int result = nc_convert_feed_open(&run->feed, &run->plan, error);

	if (result < 0)
		return result;
	return run->threads == 1 ? run_alone(run, error)
				 : nc_pipeline_run(&pipeline, error);
}

/* ------------------------------------------------------------- begin and end */

static unsigned
processors(void)
{
	long count = sysconf(_SC_NPROCESSORS_ONLN);

	return count < 1 ? 1 : (unsigned)count;
}

/* A few plain files that a thread would not be worth while for. */
static bool
is_small(const struct newsconv_convert_options *options)
{
	struct stat status;
	uint64_t bytes = 0;
	size_t i;

	for (i = 0; i < options->input_count && bytes <= SMALL; i++) {
		if (strcmp(options->inputs[i], "-") == 0)
			return options->input_count == 1;
		if (stat(options->inputs[i], &status) == 0)
			bytes += S_ISREG(status.st_mode)
			    ? (uint64_t)status.st_size
			    : SMALL + 1;
	}
	return bytes <= SMALL;
}

static void
choose_threads(struct run *run)
{
	run->threads = run->options.threads;
	if (run->threads == 0)
		run->threads = processors();
	if (run->threads > THREADS_MOST)
		run->threads = THREADS_MOST;
	if (is_small(&run->options))
		run->threads = 1;
}

static int
bad(struct newsconv_error *error, const char *what)
{
	return nc_error_set(error, NEWSCONV_BAD_VALUE, "%s", what);
}

static int
check_options(const struct run *run, struct newsconv_error *error)
{
	const struct newsconv_convert_options *options = &run->options;
	const struct newsconv_write_options *write = options->write;

	if (options->input_count == 0)
		return bad(error, "no input is named");
	if (options->output == NULL || options->output[0] == '\0')
		return bad(error, "no output is named");
	if (run->plan.format == NULL)
		return bad(error, "no such output format");
	if (options->separate == 0)
		return NEWSCONV_OK;
	if (strcmp(options->output, "-") == 0)
		return bad(error, "several outputs need a folder");
	if (run->plan.write.manifest != 0)
		return bad(error,
		    "a manifest stands beside one output, and there are "
		    "several");
	if (write != NULL && run->plan.titled && options->input_count > 1)
		return bad(error,
		    "a title is of one output, and there are "
		    "several");
	return NEWSCONV_OK;
}

static int
settle_options(struct run *run, const struct newsconv_convert_options *given,
    struct newsconv_error *error)
{
	struct nc_convert_plan *plan = &run->plan;
	int result;

	newsconv_convert_options_init(&run->options);
	memcpy(&run->options, given,
	    given->size < sizeof(run->options) ? given->size
					       : sizeof(run->options));
	plan->options = &run->options;
	plan->format = run->options.format == NULL
	    ? NULL
	    : nc_format_of(run->options.format);
	newsconv_write_options_init(&plan->write);
	if (run->options.write != NULL)
		memcpy(&plan->write, run->options.write,
		    run->options.write->size < sizeof(plan->write)
			? run->options.write->size
			: sizeof(plan->write));
	plan->titled = plan->write.title != NULL ||
	    (plan->write.book != NULL && plan->write.book->title != NULL);
	result = check_options(run, error);
	if (result == NEWSCONV_OK)
		result = nc_options_read(&plan->read, run->options.read, error);
	plan->members.max_size = plan->read.max_size;
	choose_threads(run);
	plan->write.threads = run->options.separate != 0 ? 1 : run->threads;
	return result;
}

/*
 * Outputs beside the inputs that a folder is walked for would be inputs of the
 * next run.
 */
static int
check_folder(const struct newsconv_convert_options *options,
    struct newsconv_error *error)
{
	struct stat output, input;
	size_t i;

	if (stat(options->output, &output) != 0 || !S_ISDIR(output.st_mode))
		return NEWSCONV_OK;
	for (i = 0; i < options->input_count; i++) {
		if (strcmp(options->inputs[i], "-") == 0 ||
		    stat(options->inputs[i], &input) != 0 ||
		    input.st_dev != output.st_dev ||
		    input.st_ino != output.st_ino)
			continue;
		nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "is an input; the outputs need another folder");
		return nc_error_where(
		    error, NEWSCONV_BAD_VALUE, options->output);
	}
	return NEWSCONV_OK;
}

/* Where the outputs go is there before the first of them. */
static int
open_outputs(struct run *run, struct newsconv_error *error)
{
	const struct newsconv_convert_options *options = &run->options;
	int result;

	if (options->separate == 0)
		return newsconv_output_open(&run->plan.output, options->output,
		    options->format, &run->plan.write, error);
	result = check_folder(options, error);
	if (result < 0)
		return result;
	if (!nc_file_ids_read(
		&run->plan.inputs, options->inputs, options->input_count))
		return nc_error_memory(error);
	return nc_directory_make(options->output, error);
}

/* One for each worker that compresses; the one output has its own besides. */
static int
make_deflaters(struct run *run, struct newsconv_error *error)
{
	const struct nc_format *format = run->plan.format;
	unsigned i;

	run->deflaters = calloc(run->threads, sizeof(*run->deflaters));
	if (run->deflaters == NULL)
		return nc_error_memory(error);
	if (!format->deflates ||
	    (run->plan.output != NULL && !format->independent))
		return NEWSCONV_OK;
	for (i = 0; i < run->threads; i++) {
		run->deflaters[i] = nc_deflater_new(NC_DEFLATE_WELL);
		if (run->deflaters[i] == NULL)
			return nc_error_memory(error);
	}
	return NEWSCONV_OK;
}

/* Each input that failed was told; of no input at all nothing was. */
static int
fail_empty(const struct run *run, struct newsconv_error *error)
{
	if (run->summary.inputs > 0)
		return nc_error_set(error, NEWSCONV_EMPTY,
		    "no input could be used; nothing was written");
	nc_error_set(error, NEWSCONV_EMPTY,
	    "there is no input in it; nothing was written");
	return nc_error_where(error, NEWSCONV_EMPTY, run->options.inputs[0]);
}

static int
finish(struct run *run, struct newsconv_error *error)
{
	int result;

	if (run->summary.articles == 0)
		return fail_empty(run, error);
	if (run->plan.output == NULL)
		return run->folder == NULL
		    ? NEWSCONV_OK
		    : nc_directory_sync(run->folder, error);
	result = newsconv_output_finish(run->plan.output, error);
	run->summary.outputs = result == NEWSCONV_OK;
	return result;
}

static void
free_run(struct run *run)
{
	unsigned i;

	nc_convert_feed_close(run->feed);
	newsconv_output_free(run->plan.output);
	for (i = 0; run->deflaters != NULL && i < run->threads; i++)
		nc_deflater_free(run->deflaters[i]);
	free(run->deflaters);
	nc_file_ids_free(&run->plan.inputs);
	free(run->folder);
}

int
newsconv_convert_run(const struct newsconv_convert_options *options,
    struct newsconv_convert_summary *summary, struct newsconv_error *error)
{
	struct run run;
	int result;

	memset(&run, 0, sizeof(run));
	result = settle_options(&run, options, error);
	if (result == NEWSCONV_OK)
		result = open_outputs(&run, error);
	if (result == NEWSCONV_OK)
		result = make_deflaters(&run, error);
	if (result == NEWSCONV_OK)
		result = run_inputs(&run, error);
	if (result == NEWSCONV_OK)
		result = finish(&run, error);
	if (summary != NULL)
		*summary = run.summary;
	free_run(&run);
	return result;
}
