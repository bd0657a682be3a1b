/*
 * The inputs of a run through the pipeline: feed, workers, store.  What happens
 * is told to the caller on its own thread.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "batch.h"
#include "error.h"
#include "feed.h"
#include "pipeline.h"
#include "store.h"

/* In hand at once: inputs, and bytes of them, for each thread. */
#define WINDOW 64
#define WEIGHT (UINT64_C(4) << 20)

/* A run while it goes on. */
struct batch {
	struct nc_run *run;
	struct nc_store *store;
	struct nc_feed *feed;
	struct nc_worker *workers;
	unsigned worker_count;
	struct nc_members_options members;
	struct nc_table *table;
};

/* ------------------------------------------------------------------- telling */

static int
call(struct batch *batch, struct newsconv_archive_event *event,
    const struct newsconv_archive_summary *summary)
{
	const struct newsconv_archive_options *options = &batch->run->options;

	if (options->callback == NULL)
		return 0;
	event->inputs_total = batch->run->inputs_total;
	event->bytes_total = batch->run->bytes_total;
	event->summary = summary;
	return options->callback(event, options->context);
}

static int
tell(struct batch *batch, const struct nc_task *task)
{
	const struct nc_manifest_line *line = &task->line;
	struct newsconv_archive_event event;
	char input[4200], reason[1024];
	int stop = 0;

	if (batch->run->options.callback == NULL)
		return 0;
	memset(&event, 0, sizeof(event));
	nc_task_show(input, sizeof(input), line);
	nc_printable(
	    reason, sizeof(reason), line->reason.data, line->reason.size);
	event.input = input;
	event.text = reason;
	nc_store_progress(batch->store, &event.inputs_done, &event.bytes_done);
	if (task->outcome == NC_OUTCOME_MISSING) {
		event.type = NEWSCONV_EVENT_MISSING;
		event.text = "was archived earlier, and is no longer there";
	} else if (line->status == NC_FAILED &&
	    task->outcome == NC_OUTCOME_STATUS)
		event.type = NEWSCONV_EVENT_FAILED;
	else
		event.type = NEWSCONV_EVENT_PROGRESS;
	if (event.type != NEWSCONV_EVENT_PROGRESS)
		stop = call(batch, &event, nc_store_summary(batch->store));
	event.type = NEWSCONV_EVENT_PROGRESS;
	return call(batch, &event, nc_store_summary(batch->store)) | stop;
}

/* ------------------------------------------------------------- the pipeline */

static int
produce(
    void *context, void **item, uint64_t *weight, struct newsconv_error *error)
{
	struct batch *batch = context;
	struct nc_task *task = NULL;
	int result = nc_feed_next(batch->feed, &task, error);

	if (result != NEWSCONV_OK)
		return result;
	*item = task;
	*weight = task->member != NULL   ? task->member->bytes.size
	    : task->kind == NC_TASK_FILE ? task->file_bytes
					 : 0;
	return NEWSCONV_OK;
}

static void
work(void *context, unsigned worker, void *item)
{
	struct batch *batch = context;

	nc_task_work(item, &batch->workers[worker]);
}

static int
consume(void *context, void *item, struct newsconv_error *error)
{
	struct batch *batch = context;
	struct nc_task *task = item;
	int result = nc_store_add(batch->store, task, error);

	if (result == NEWSCONV_OK && tell(batch, task) != 0)
		result = nc_error_set(
		    error, NEWSCONV_INTERRUPTED, "interrupted");
	nc_task_free(task);
	return result;
}

static void
discard(void *item)
{
	nc_task_free(item);
}

static int
make_workers(struct batch *batch, struct newsconv_error *error)
{
	const struct nc_run *run = batch->run;
	unsigned i;

	batch->workers = calloc(run->options.threads, sizeof(*batch->workers));
	if (batch->workers == NULL)
		return nc_error_memory(error);
	batch->worker_count = run->options.threads;
	for (i = 0; i < batch->worker_count; i++) {
		struct nc_worker *worker = &batch->workers[i];

		worker->run = run;
		worker->members = &batch->members;
		if (nc_run_writes(run, NEWSCONV_ARCHIVE_WARC))
			worker->encoding.records = run->options.records;
		worker->encoding.lines = nc_run_writes(
		    run, NEWSCONV_ARCHIVE_JSONL);
		worker->encoding.pages = nc_run_keeps_pages(run);
		worker->encoding.deflater = nc_deflater_new(run->level);
		worker->encoding.quick = nc_deflater_new(NC_DEFLATE_FAST);
		if (worker->encoding.deflater == NULL ||
		    worker->encoding.quick == NULL)
			return nc_error_memory(error);
	}
	return NEWSCONV_OK;
}

static void
free_workers(struct batch *batch)
{
	unsigned i;

	for (i = 0; i < batch->worker_count; i++) {
		nc_deflater_free(batch->workers[i].encoding.deflater);
		nc_deflater_free(batch->workers[i].encoding.quick);
	}
	free(batch->workers);
}

static int
read_table(struct batch *batch, struct newsconv_error *error)
{
	const struct newsconv_archive_options *options = &batch->run->options;
	int result = NEWSCONV_OK;

	batch->members.max_size = batch->run->read.max_size;
	batch->members.fields = options->fields;
	batch->members.field_count = options->field_count;
	if (options->metadata != NULL)
		result = nc_table_read(&batch->table, options->metadata,
		    options->fields, options->field_count, error);
	batch->members.table = batch->table;
	return result;
}

/* A list that can be read once only is not read to be counted. */
static bool
can_count(const struct newsconv_archive_options *options)
{
	struct stat status;
	size_t i;

	for (i = 0; i < options->list_count; i++)
		if (stat(options->lists[i], &status) != 0 ||
		    !S_ISREG(status.st_mode))
			return false;
	return options->count != 0;
}

/* How much there is, for the share done. */
static int
count_inputs(struct batch *batch, struct newsconv_error *error)
{
	struct newsconv_archive_event event;
	struct nc_inputs *inputs = NULL;
	struct nc_entry entry;
	int result = nc_feed_inputs(&inputs, batch->run, error);

	while (result == NEWSCONV_OK) {
		result = nc_inputs_next(inputs, &entry, error);
		if (result == NEWSCONV_OK && entry.kind == NC_ENTRY_FILE) {
			batch->run->inputs_total++;
			batch->run->bytes_total += entry.state.size;
		}
	}
	nc_inputs_free(inputs);
	if (result < 0)
		return result;
	memset(&event, 0, sizeof(event));
	event.type = NEWSCONV_EVENT_COUNTED;
	event.input = event.text = "";
	return call(batch, &event, &batch->run->state.summary) == 0
	    ? NEWSCONV_OK
	    : nc_error_set(error, NEWSCONV_INTERRUPTED, "interrupted");
}

/*
 * Rows of the table that belong to no input.  Where packed files were left
 * unread, or inputs are those of others, that is not known.
 */
static void
tell_unused_rows(struct batch *batch)
{
	struct newsconv_archive_event event;
	size_t row = 0;
	const char *name;

	if (batch->table == NULL || !nc_feed_saw_all(batch->feed))
		return;
	memset(&event, 0, sizeof(event));
	event.type = NEWSCONV_EVENT_NOTE;
	event.text = "a row of the metadata is of no input";
	while ((name = nc_table_unused(batch->table, &row)) != NULL) {
		event.input = name;
		call(batch, &event, nc_store_summary(batch->store));
	}
}

/* What the measured ones of all tasks say of all. */
static uint64_t
scale(uint64_t time, uint64_t tasks, uint64_t watched)
{
	return watched == 0
	    ? 0
	    : (uint64_t)((double)time * (double)tasks / (double)watched);
}

static void
add_times(struct batch *batch, struct newsconv_archive_summary *summary)
{
	unsigned i;

	for (i = 0; i < batch->worker_count; i++) {
		const struct nc_worker *worker = &batch->workers[i];
		uint64_t tasks = worker->tasks, watched = worker->watched;

		summary->time_reading += scale(worker->reading, tasks, watched);
		summary->time_segmenting += scale(
		    worker->segmenting, tasks, watched);
		summary->time_encoding += scale(
		    worker->encoding_time, tasks, watched);
		summary->time_compressing += scale(
		    nc_deflater_time(worker->encoding.deflater) +
			nc_deflater_time(worker->encoding.quick),
		    tasks, watched);
	}
	summary->time_appending += nc_store_time(batch->store);
}

/*
 * What was appended is good even if the run has to end, unless it was the
 * appending that failed, or failed to go on.
 */
static int
end_reading(struct batch *batch, int result, struct newsconv_error *error)
{
	if (result != NEWSCONV_WRITE_FAILED && !nc_store_torn(batch->store) &&
	    nc_store_checkpoint(
		batch->store, result == NEWSCONV_OK ? error : NULL) < 0 &&
	    result == NEWSCONV_OK)
		result = NEWSCONV_WRITE_FAILED;
	if (result < 0)
		nc_store_cut(batch->store);
	return result;
}

static int
read_inputs(struct batch *batch, struct newsconv_error *error)
{
	struct nc_pipeline pipeline = {.context = batch,
	    .produce = produce,
	    .work = work,
	    .consume = consume,
	    .discard = discard};
	int result = read_table(batch, error);

	if (result == NEWSCONV_OK && can_count(&batch->run->options))
		result = count_inputs(batch, error);
	if (result == NEWSCONV_OK)
		result = make_workers(batch, error);
	if (result == NEWSCONV_OK)
		result = nc_feed_open(
		    &batch->feed, batch->run, &batch->members, error);
	if (result == NEWSCONV_OK)
		result = nc_store_open(&batch->store, batch->run, error);
	if (result < 0)
		return result;
	pipeline.threads = batch->worker_count;
	pipeline.window = WINDOW * pipeline.threads;
	pipeline.weight = WEIGHT * pipeline.threads;
	result = nc_pipeline_run(&pipeline, error);
	if (result == NEWSCONV_OK) {
		tell_unused_rows(batch);
		nc_store_not_for_us(
		    batch->store, nc_feed_not_for_us(batch->feed));
	}
	return end_reading(batch, result, error);
}

static void
free_batch(struct batch *batch)
{
	nc_feed_close(batch->feed);
	nc_store_close(batch->store);
	free_workers(batch);
	nc_table_free(batch->table);
}

int
nc_batch_run(struct nc_run *run, struct newsconv_archive_summary *summary,
    struct newsconv_error *error)
{
	struct batch batch = {.run = run};
	int result = read_inputs(&batch, error);

	if (batch.store != NULL) {
		*summary = *nc_store_summary(batch.store);
		add_times(&batch, summary);
	}
	free_batch(&batch);
	return result;
}
