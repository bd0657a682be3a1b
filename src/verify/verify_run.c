/*
 * A check of many files.  What is given is opened first, all of it, so that the
 * caller can give up the right to open anything else.  Then as many threads as
 * there are processors take tasks from the plan; what they find is told in the
 * order of the plan, that of the task at the head at once.
 */
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "error.h"
#include "file.h"
#include "file_digests.h"
#include "json_schema.h"
#include "verify_plan.h"

enum {
	THREADS_MAX = 256,
	/* Tasks that are done and wait for one before them, to a thread. */
	AHEAD = 16
};

struct nc_set_teller {
	const struct newsconv_verify_options *options;
	struct newsconv_verify_total *total;
};

struct run {
	const struct newsconv_verify_options *options;
	struct nc_json_schema *schema;
	struct newsconv_verify_total total;
	struct nc_set_teller teller;
	struct nc_plan *plan;
	unsigned threads; /* that look at files */
	unsigned within;  /* that one file may have */
	int *scratch;     /* of each thread */
	struct nc_scratch listings;
	pthread_mutex_t lock; /* of all that follows, and of all sets */
	pthread_cond_t moved; /* the head is another, or the run ends */
	struct nc_check *head, *tail;
	size_t waiting; /* tasks from head to tail */
	int result;     /* not NEWSCONV_OK: there is nothing more to do */
	struct newsconv_error error;
};

struct worker {
	struct run *run;
	int scratch;
	pthread_t thread;
};

/*
 * Whether every question that was asked has an answer.  Where a list confirms
 * the digest of the whole file, each byte is covered, and it does not matter
 * that nobody can tell here what newsconv would write.
 */
static bool
all_answered(const struct newsconv_summary *summary, bool vouched)
{
	size_t level;

	for (level = 0; level < NEWSCONV_LEVELS; level++) {
		if (summary->answers[level] == NEWSCONV_ANSWER_UNKNOWN &&
		    !(vouched && level == NEWSCONV_LEVEL_CANONICAL))
			return false;
	}
	/* What is left unchecked is of a level that is unknown for it. */
	return vouched || summary->unchecked == 0;
}

static enum newsconv_verdict
verdict_of(const struct newsconv_summary *summary, bool checked, bool vouched)
{
	if (summary->errors > 0)
		return NEWSCONV_DAMAGED;
	return checked && all_answered(summary, vouched) ? NEWSCONV_SOUND
							 : NEWSCONV_UNCHECKED;
}

static void
tell_result(const struct nc_set_teller *teller,
    const struct newsconv_file_result *result)
{
	struct newsconv_verify_total *total = teller->total;
	const struct newsconv_verify_event event = {
	    .type = NEWSCONV_VERIFY_FILE,
	    .file = result->file,
	    .result = result};

	total->files++;
	total->sound += result->verdict == NEWSCONV_SOUND;
	total->damaged += result->verdict == NEWSCONV_DAMAGED;
	total->unchecked += result->verdict == NEWSCONV_UNCHECKED;
	total->parts += result->summary.parts;
	total->digests += result->summary.digests;
	total->errors += result->summary.errors;
	total->warnings += result->summary.warnings;
	total->notes += result->summary.notes;
	total->fixity[result->fixity]++;
	nc_events_hand_on(teller->options, &event);
}

/* Findings that are told while they are made. */
struct direct {
	struct nc_events events;
	struct nc_verify_options options;
	struct nc_verify verify;
};

static void
direct_begin(struct direct *direct, const struct nc_set_teller *teller,
    const char *file, struct newsconv_summary *summary)
{
	memset(direct, 0, sizeof(*direct));
	direct->events.to = teller->options;
	direct->events.file = file;
	direct->events.direct = true;
	direct->options = (struct nc_verify_options){NC_VERIFY_OPTIONS,
	    .levels = teller->options->levels,
	    .limits = teller->options->limits, .callback = nc_events_finding,
	    .context = &direct->events};
	direct->verify = (struct nc_verify){.descriptor = -1,
	    .name = file,
	    .options = &direct->options,
	    .summary = summary};
}

void
nc_set_absent(struct nc_set *set, const char *path, enum newsconv_fixity fixity,
    enum nc_finding_code code, const char *format, ...)
{
	struct newsconv_file_result result = {
	    .sha256 = "", .fixity = fixity, .summary = {.format = ""}};
	size_t size = strlen(path) + strlen(set->shown) + 2;
	char *whole = malloc(size);
	char text[1024];
	struct direct direct;
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	if (whole != NULL)
		snprintf(whole, size, "%s%s%s", set->shown,
		    set->shown[0] == '\0' ? "" : "/", path);
	result.file = whole == NULL ? set->shown : whole;
	direct_begin(&direct, set->teller, result.file, &result.summary);
	nc_finding(&direct.verify, code, "", 0, "%s", text);
	result.verdict = verdict_of(&result.summary, false, false);
	tell_result(set->teller, &result);
	free(whole);
}

/* ------------------------------------------------------- telling, in order */

/* Of what several sets say of a file, the one that says most. */
static enum newsconv_fixity
join_fixity(enum newsconv_fixity a, enum newsconv_fixity b)
{
	static const int rank[NEWSCONV_FIXITIES] = {[NEWSCONV_NEW] = 1,
	    [NEWSCONV_DUPLICATE] = 2,
	    [NEWSCONV_MOVED] = 3,
	    [NEWSCONV_CONFIRMED] = 4,
	    [NEWSCONV_MISSING] = 5,
	    [NEWSCONV_CHANGED] = 6};

	return rank[a] >= rank[b] ? a : b;
}

/* What the sets say; whether one of them vouches for the file. */
static bool
hear_sets(struct run *run, struct nc_check *task,
    const struct nc_verify *verify, enum newsconv_fixity *fixity)
{
	bool settled = false;
	size_t i;

	for (i = 0; i < task->set_count; i++) {
		struct nc_set_file *file = &task->sets[i].file;
		struct nc_set_node *node = task->sets[i].node;
		int result;

		file->values = &task->digests;
		file->outcome = task->outcome;
		file->error = &task->error;
		result = node->set.kind->seen(
		    &node->set, verify, file, &node->error);
		if (result < 0)
			node->error.code = result;
		if (result == NEWSCONV_NO_MEMORY && run->result == 0)
			run->result = nc_error_memory(&run->error);
		settled = settled || file->settled ||
		    file->fixity == NEWSCONV_CONFIRMED;
		if (file->format != NULL && task->summary.format[0] == '\0')
			task->summary.format = file->format;
		*fixity = join_fixity(*fixity, file->fixity);
	}
	return settled;
}

static void
tell_file(struct run *run, struct nc_check *task)
{
	struct newsconv_file_result result = {
	    .file = task->shown, .size = task->size, .sha256 = ""};
	struct direct direct;
	char sha256[2 * NC_DIGEST_MAX + 1];
	bool checked;

	nc_events_flush(&task->events);
	direct_begin(&direct, &run->teller, task->shown, &task->summary);
	if (task->skipped)
		nc_finding(&direct.verify, NC_FILE_SKIPPED, "", 0, "%s",
		    task->error.text);
	checked = hear_sets(run, task, &direct.verify, &result.fixity) ||
	    result.fixity == NEWSCONV_CHANGED;
	checked = task->outcome == NEWSCONV_OK ||
	    (checked && task->outcome == NEWSCONV_UNSUPPORTED);
	/* That a file is of no kind we know is little beside an error. */
	if (!checked &&
	    !(task->outcome == NEWSCONV_UNSUPPORTED &&
		task->summary.errors > 0)) {
		nc_error_where(&task->error, task->outcome, task->shown);
		result.error = &task->error;
	}
	if ((task->digests.which & 1u << NC_SHA256) != 0) {
		nc_hex(sha256, task->digests.value[NC_SHA256],
		    nc_digest_size(NC_SHA256));
		result.sha256 = sha256;
	}
	result.summary = task->summary;
	result.verdict = verdict_of(&result.summary, checked,
	    result.fixity == NEWSCONV_CONFIRMED &&
		result.summary.answers[NEWSCONV_LEVEL_MANIFEST] ==
		    NEWSCONV_ANSWER_YES);
	tell_result(&run->teller, &result);
}

static void
tell_empty(struct run *run, struct nc_check *task)
{
	struct newsconv_file_result result = {
	    .file = task->shown, .sha256 = "", .summary = {.format = ""}};
	struct direct direct;

	direct_begin(&direct, &run->teller, task->shown, &result.summary);
	nc_finding(&direct.verify, NC_SET_EMPTY, "", 0,
	    "the folder holds no file: nothing was checked");
	result.verdict = NEWSCONV_UNCHECKED;
	tell_result(&run->teller, &result);
}

static bool
says_something(const struct newsconv_summary *summary)
{
	return summary->errors + summary->warnings + summary->notes > 0;
}

static void
tell_set(struct run *run, struct nc_check *task)
{
	struct nc_set_node *node = task->node;
	struct newsconv_file_result result = {.file = node->name, .sha256 = ""};
	int outcome = node->error.code;

	if (outcome == 0 && !node->set.partial)
		outcome = node->set.kind->end(&node->set, &node->error);
	if (outcome == NEWSCONV_NO_MEMORY && run->result == 0)
		run->result = nc_error_memory(&run->error);
	if (node->set.partial)
		return;
	if (outcome < 0)
		nc_finding(&node->verify, NC_SET_UNREADABLE, "", 0, "%s",
		    node->error.text);
	if (node->events.lost > 0) {
		uint64_t lost = node->events.lost;

		nc_events_flush(&node->events);
		nc_finding(&node->verify, NC_SET_MORE, "", 0,
		    "%llu more findings are not told",
		    (unsigned long long)lost);
	}
	nc_events_flush(&node->events);
	if (node->set.kind->format == NULL && !says_something(&node->summary))
		return;
	result.summary = node->summary;
	result.verdict = verdict_of(&result.summary, true, false);
	tell_result(&run->teller, &result);
}

/* Tell all that are done from the head on; the lock is held. */
static void
tell_ready(struct run *run)
{
	while (run->head != NULL && run->head->done) {
		struct nc_check *task = run->head;

		if (task->type == NC_CHECK_FILE)
			tell_file(run, task);
		else if (task->type == NC_CHECK_EMPTY)
			tell_empty(run, task);
		else
			tell_set(run, task);
		run->head = task->next;
		run->waiting--;
		if (task->node != NULL)
			nc_set_node_free(task->node);
		nc_check_free(task);
	}
	pthread_cond_broadcast(&run->moved);
}

/* ----------------------------------------------------------------- working */

static void
wait_for_turn(void *context)
{
	struct nc_check *task = context;
	struct run *run = task->owner;

	pthread_mutex_lock(&run->lock);
	while (run->head != task)
		pthread_cond_wait(&run->moved, &run->lock);
	pthread_mutex_unlock(&run->lock);
}

/* What all sets want of the file together. */
static enum nc_set_content
join_wishes(struct nc_check *task, unsigned *digests,
    const struct nc_part_observer **observers)
{
	enum nc_set_content content = NC_CONTENT_ALL;
	size_t i;

	for (i = 0; i < task->set_count; i++) {
		struct nc_set_file *file = &task->sets[i].file;

		*digests |= file->digests;
		if (file->content < content)
			content = file->content;
		if (file->observer.part == NULL)
			continue;
		file->observer.next = *observers;
		*observers = &file->observer;
	}
	return content;
}

static int
look_inside(struct worker *worker, struct nc_check *task,
    enum nc_set_content content, const struct nc_part_observer *observers)
{
	const struct run *run = worker->run;
	struct nc_verify_options options = {NC_VERIFY_OPTIONS,
	    .schema = run->schema, .levels = run->options->levels,
	    .threads = run->within, .limits = run->options->limits,
	    .archives_only = content == NC_CONTENT_ARCHIVES,
	    .callback = nc_events_finding,
	    .part = run->options->parts ? nc_events_part : NULL,
	    .context = &task->events};

	options.scratch = worker->scratch;
	if (content == NC_CONTENT_NONE)
		return nc_error_set(&task->error, NEWSCONV_UNSUPPORTED,
		    "its content was not looked at");
	return nc_verify_observed(task->descriptor, task->shown, &options,
	    observers, &task->summary, &task->error);
}

static void
work(struct worker *worker, struct nc_check *task)
{
	const struct nc_part_observer *observers = NULL;
	enum nc_set_content content;
	unsigned digests = 0;
	int result = NEWSCONV_OK;

	if (task->type != NC_CHECK_FILE || task->descriptor < 0)
		return;
	content = join_wishes(task, &digests, &observers);
	if (digests != 0)
		result = nc_digests_of_file(
		    task->descriptor, digests, &task->digests, &task->error);
	if (result == NEWSCONV_OK)
		result = look_inside(worker, task, content, observers);
	task->outcome = result;
	close(task->descriptor);
	task->descriptor = -1;
}

/* The next task, at the tail; NULL when there is none. */
static struct nc_check *
take_task(struct run *run)
{
	struct nc_check *task = NULL;
	int result;

	while (run->result == NEWSCONV_OK &&
	    run->waiting >= (size_t)run->threads * AHEAD)
		pthread_cond_wait(&run->moved, &run->lock);
	if (run->result != NEWSCONV_OK)
		return NULL;
	result = nc_plan_next(run->plan, &task, &run->error);
	if (result != NEWSCONV_OK) {
		run->result = result;
		pthread_cond_broadcast(&run->moved);
		return NULL;
	}
	task->owner = run;
	task->events.wait = wait_for_turn;
	task->events.context = task;
	if (run->head == NULL)
		run->head = task;
	else
		run->tail->next = task;
	run->tail = task;
	run->waiting++;
	return task;
}

static void *
run_worker(void *context)
{
	struct worker *worker = context;
	struct run *run = worker->run;
	struct nc_check *task;

	pthread_mutex_lock(&run->lock);
	while ((task = take_task(run)) != NULL) {
		pthread_mutex_unlock(&run->lock);
		work(worker, task);
		pthread_mutex_lock(&run->lock);
		task->done = true;
		tell_ready(run);
	}
	pthread_mutex_unlock(&run->lock);
	return NULL;
}

/* A thread that cannot be made is done without. */
static void
run_workers(struct run *run, struct worker *workers)
{
	unsigned i, made = 1;

	for (i = 0; i < run->threads; i++) {
		workers[i].run = run;
		workers[i].scratch = run->scratch[i];
	}
	while (made < run->threads &&
	    pthread_create(
		&workers[made].thread, NULL, run_worker, &workers[made]) == 0)
		made++;
	run_worker(&workers[0]);
	for (i = 1; i < made; i++)
		pthread_join(workers[i].thread, NULL);
}

/* ---------------------------------------------------------------- the whole */

static void
share_threads(struct run *run, const struct nc_verify_input *inputs)
{
	const struct newsconv_verify_options *options = run->options;
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	unsigned threads = options->threads;

	if (threads == 0)
		threads = processors < 1 ? 1 : (unsigned)processors;
	if (threads > THREADS_MAX)
		threads = THREADS_MAX;
	run->within = run->threads = 1;
	if (options->path_count == 1 && !inputs[0].is_folder)
		run->within = threads;
	else
		run->threads = threads;
}

/* Temporary files: they have to be there before the sandbox. */
static int
make_scratch(struct run *run, struct newsconv_error *error)
{
	unsigned i;

	run->scratch = calloc(run->threads, sizeof(*run->scratch));
	if (run->scratch == NULL)
		return nc_error_memory(error);
	for (i = 0; i < run->threads; i++)
		run->scratch[i] = nc_file_temporary();
	run->listings.descriptor = nc_file_temporary();
	return NEWSCONV_OK;
}

static void
close_scratch(struct run *run)
{
	unsigned i;

	for (i = 0; run->scratch != NULL && i < run->threads; i++) {
		if (run->scratch[i] >= 0)
			close(run->scratch[i]);
	}
	if (run->listings.descriptor >= 0)
		close(run->listings.descriptor);
	free(run->scratch);
}

static int
check_all(struct run *run, struct nc_verify_input *inputs,
    struct newsconv_error *error)
{
	struct worker *workers = calloc(run->threads, sizeof(*workers));
	int result = workers == NULL
	    ? nc_error_memory(error)
	    : nc_plan_new(&run->plan, run->options, &run->teller,
		  &run->listings, inputs, error);

	if (result == NEWSCONV_OK) {
		run_workers(run, workers);
		result = run->result;
		if (result < 0 && error != NULL)
			*error = run->error;
	}
	nc_plan_free(run->plan);
	free(workers);
	return result < 0 ? result : NEWSCONV_OK;
}

int
nc_verify_run(const struct newsconv_verify_options *options,
    struct newsconv_verify_total *total, struct newsconv_error *error)
{
	struct run run = {.options = options,
	    .listings = {.descriptor = -1},
	    .lock = PTHREAD_MUTEX_INITIALIZER,
	    .moved = PTHREAD_COND_INITIALIZER};
	struct nc_verify_input *inputs = NULL;
	int result = NEWSCONV_OK;

	if (options->schema != NULL)
		result = nc_json_schema_read(
		    &run.schema, options->schema, error);
	run.teller = (struct nc_set_teller){options, &run.total};
	if (result == NEWSCONV_OK)
		result = nc_verify_inputs_open(
		    &inputs, options->paths, options->path_count, error);
	if (result == NEWSCONV_OK) {
		share_threads(&run, inputs);
		result = make_scratch(&run, error);
	}
	if (result == NEWSCONV_OK) {
		if (options->opened != NULL)
			options->opened(options->context);
		result = check_all(&run, inputs, error);
	}
	nc_verify_inputs_close(inputs, options->path_count);
	close_scratch(&run);
	nc_json_schema_free(run.schema);
	if (result == NEWSCONV_OK && total != NULL)
		*total = run.total;
	return result;
}
