/*
 * Two streams in the order of keys, the inputs and the paths of the manifest,
 * are read in step.  A path that is in the manifest alone is missing; a file
 * whose state is that of the manifest is left as it is; all others are work.
 */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "feed.h"
#include "previous.h"
#include "utf8.h"

struct nc_feed {
	struct nc_run *run;
	const struct nc_members_options *options;
	const char *manifest; /* of earlier runs */
	struct nc_inputs *inputs;
	struct nc_previous *previous;
	/* The input that is next, and whether there is one. */
	struct nc_entry entry;
	bool pending, ended;
	/* A directory that could not be listed hides what is below it. */
	struct nc_buffer hidden;
	/* A packed file that is being read. */
	struct nc_members *members;
	struct nc_previous_members *old_members;
	struct nc_previous_path old; /* of the entry, its arena is ours */
	uint64_t count;
	/* One that is as it was: members of it that failed are told again. */
	bool retelling;
	uint64_t failures;
	bool unseen; /* the table was not asked for all inputs */
};

int
nc_feed_inputs(struct nc_inputs **inputs, const struct nc_run *run,
    struct newsconv_error *error)
{
	const struct newsconv_archive_options *given = &run->options;
	struct nc_inputs_options options = {.paths = given->inputs,
	    .path_count = given->input_count,
	    .lists = given->lists,
	    .list_count = given->list_count,
	    .null_separated = given->null_separated != 0,
	    .follow_links = given->follow_links != 0,
	    .hidden = given->hidden != 0,
	    .work = run->unfinished,
	    .avoid = run->root,
	    .package = run->package,
	    .beside = {run->package_manifest, run->package_sums},
	    .shard = given->shard,
	    .shards = given->shards};

	return nc_inputs_open(inputs, &options, error);
}

int
nc_feed_open(struct nc_feed **result_feed, struct nc_run *run,
    const struct nc_members_options *members, struct newsconv_error *error)
{
	struct nc_feed *feed = calloc(1, sizeof(*feed));
	int result;

	if (feed == NULL)
		return nc_error_memory(error);
	feed->run = run;
	feed->options = members;
	feed->hidden.ceiling = SIZE_MAX;
	feed->manifest = nc_run_old(run, NC_MANIFEST_NAME);
	result = feed->manifest == NULL
	    ? nc_error_memory(error)
	    : nc_previous_open(&feed->previous, feed->manifest, error);
	if (result == NEWSCONV_OK)
		result = nc_feed_inputs(&feed->inputs, run, error);
	if (result < 0)
		nc_feed_close(feed);
	else
		*result_feed = feed;
	return result;
}

uint64_t
nc_feed_not_for_us(const struct nc_feed *feed)
{
	return nc_inputs_not_for_us(feed->inputs);
}

bool
nc_feed_saw_all(const struct nc_feed *feed)
{
	return !feed->unseen && nc_inputs_not_for_us(feed->inputs) == 0;
}

static void
close_members(struct nc_feed *feed)
{
	nc_members_free(feed->members);
	nc_previous_members_close(feed->old_members);
	nc_arena_free(feed->old.arena);
	feed->members = NULL;
	feed->retelling = false;
	feed->old_members = NULL;
	feed->old.arena = NULL;
}

void
nc_feed_close(struct nc_feed *feed)
{
	if (feed == NULL)
		return;
	close_members(feed);
	nc_inputs_free(feed->inputs);
	nc_previous_close(feed->previous);
	nc_buffer_free(&feed->hidden);
	free(feed);
}

/* ------------------------------------------------------------------ missing */

/* Below a directory that could not be listed: its key ends in a slash. */
static bool
is_hidden(const struct nc_feed *feed, struct newsconv_text path)
{
	const struct nc_buffer *hidden = &feed->hidden;

	return hidden->size > 0 && path.size > hidden->size &&
	    memcmp(path.data, hidden->data, hidden->size) == 0;
}

/* Keys below a directory come right behind its own. */
static int
note_hidden(struct nc_feed *feed, struct newsconv_error *error)
{
	const struct nc_entry *entry = &feed->entry;
	size_t size = entry->key.size;

	if (entry->kind != NC_ENTRY_FAILED || size == 0 ||
	    entry->key.data[size - 1] != '/')
		return NEWSCONV_OK;
	nc_buffer_clear(&feed->hidden);
	nc_buffer_add(&feed->hidden, entry->key.data, size);
	return nc_buffer_check(&feed->hidden, error);
}

/* Whether its absence means that it is gone: this run looked for it. */
static bool
is_missing(const struct nc_feed *feed, const struct nc_previous_path *path)
{
	return path->known && path->kept && path->own.missing == 0 &&
	    path->own.status != NC_SKIPPED &&
	    nc_inputs_cover(feed->inputs, path->path) &&
	    !is_hidden(feed, path->path);
}

static int
tell_missing(struct nc_feed *feed, const struct nc_previous_path *path,
    struct nc_task **result_task, struct newsconv_error *error)
{
	struct nc_task *task = nc_task_new(NC_TASK_LINE);

	if (task == NULL || !nc_task_keep_line(task, &task->line, &path->own)) {
		nc_task_free(task);
		return nc_error_memory(error);
	}
	task->line.missing = feed->run->state.run;
	task->outcome = NC_OUTCOME_MISSING;
	*result_task = task;
	return NEWSCONV_OK;
}

/* ------------------------------------------------------------------- entries */

/* A task for the entry, with its line begun; NULL when out of memory. */
static struct nc_task *
begin_task(struct nc_feed *feed, enum nc_task_kind kind)
{
	const struct nc_entry *entry = &feed->entry;
	struct nc_task *task = nc_task_new(kind);
	struct nc_manifest_line line;

	if (task == NULL)
		return NULL;
	memset(&line, 0, sizeof(line));
	line.path = entry->key;
	line.member = line.record = line.uri = line.date = line.volume =
	    line.reason = nc_text("");
	line.run = feed->run->state.run;
	if (!nc_task_keep_line(task, &task->line, &line) ||
	    (feed->old.known &&
		!nc_task_keep_line(task, &task->old, &feed->old.own))) {
		nc_task_free(task);
		return NULL;
	}
	task->known = feed->old.known;
	return task;
}

static void
set_file(struct nc_task *task, const struct nc_entry *entry)
{
	task->line.state = entry->state;
	task->line.state_known = true;
	task->file_done = true;
	task->file_bytes = entry->state.size;
}

/* As the manifest has it: nothing is written, or that it is here again. */
static void
leave_as_it_was(struct nc_feed *feed, struct nc_task *task)
{
	const struct nc_manifest_line *old = &task->old;

	task->line = *old;
	task->line.missing = 0;
	task->write_line = old->missing != 0;
	task->units = old->number == NC_NUMBER_LAST
	    ? old->members - feed->failures
	    : old->status != NC_FAILED;
	if (old->status != NC_FAILED)
		task->outcome = NC_OUTCOME_UNCHANGED;
	feed->failures = 0;
}

/* Hidden files, links, sidecars and what could not be examined. */
static int
tell_entry(struct nc_feed *feed, struct nc_task **result_task,
    struct newsconv_error *error)
{
	static const enum nc_manifest_status statuses[] = {
	    [NC_ENTRY_SIDECAR] = NC_SIDECAR,
	    [NC_ENTRY_HIDDEN] = NC_SKIPPED,
	    [NC_ENTRY_LINK] = NC_SKIPPED,
	    [NC_ENTRY_SPECIAL] = NC_SKIPPED,
	    [NC_ENTRY_FAILED] = NC_FAILED,
	};
	const struct nc_entry *entry = &feed->entry;
	struct nc_task *task = begin_task(feed, NC_TASK_LINE);

	if (task == NULL)
		return nc_error_memory(error);
	if (entry->kind == NC_ENTRY_FAILED) {
		nc_task_fail(task, entry->sys_errno, entry->reason);
	} else {
		task->line.status = statuses[entry->kind];
		task->line.reason.data = nc_arena_copy(
		    task->arena, entry->reason, strlen(entry->reason));
		task->line.reason.size = strlen(entry->reason);
		if (task->line.reason.data == NULL) {
			nc_task_free(task);
			return nc_error_memory(error);
		}
	}
	if (entry->kind == NC_ENTRY_SIDECAR) {
		task->line.state = entry->state;
		task->line.state_known = true;
	}
	task->write_line = !task->known ||
	    task->old.status != task->line.status || task->old.missing != 0 ||
	    (task->line.state_known &&
		!nc_entry_state_equal(&task->old.state, &task->line.state)) ||
	    nc_text_compare(task->old.reason, task->line.reason) != 0;
	*result_task = task;
	return NEWSCONV_OK;
}

/*
 * Known by its state, so that it need not be read.  Standard input has none, and
 * holds something else each time.
 */
static bool
is_left(const struct nc_feed *feed)
{
	const struct nc_manifest_line *own = &feed->old.own;

	if (!feed->old.known || feed->old.passing ||
	    strcmp(feed->entry.path, "-") == 0 || feed->run->options.checksum ||
	    !own->state_known ||
	    !nc_entry_state_equal(&own->state, &feed->entry.state))
		return false;
	if (own->status == NC_ARCHIVED || own->status == NC_DUPLICATE)
		return nc_member_given_as(own->given, feed->entry.sidecar,
		    feed->entry.key, feed->options);
	return own->status == NC_PACKED ||
	    (own->status == NC_FAILED && own->sys_errno == 0);
}

/* The line of a packed file, behind those of its members. */
static int
end_members(struct nc_feed *feed, int failure,
    const struct newsconv_error *reason, struct nc_task **result_task,
    struct newsconv_error *error)
{
	struct nc_task *task = begin_task(feed, NC_TASK_LINE);

	if (task == NULL)
		return nc_error_memory(error);
	task->line.number = NC_NUMBER_LAST;
	task->line.status = NC_PACKED;
	task->line.members = feed->count;
	set_file(task, &feed->entry);
	if (failure < 0)
		nc_task_fail(task, reason->sys_errno, reason->text);
	close_members(feed);
	feed->pending = false;
	*result_task = task;
	return NEWSCONV_OK;
}

static int
set_old_member(
    struct nc_feed *feed, struct nc_task *task, struct newsconv_error *error)
{
	const struct nc_manifest_line *old = NULL;
	int result;

	task->known = false;
	if (feed->old_members == NULL)
		return NEWSCONV_OK;
	result = nc_previous_member(
	    feed->old_members, task->line.number, &old, error);
	if (result < 0 || old == NULL)
		return result;
	task->known = true;
	return nc_task_keep_line(task, &task->old, old)
	    ? NEWSCONV_OK
	    : nc_error_memory(error);
}

/* Before the checkpoint that the run goes on from. */
static bool
is_done(const struct nc_feed *feed, uint64_t number)
{
	const struct nc_state *state = &feed->run->state;
	int order;

	if (!state->any)
		return false;
	order = nc_text_compare(feed->entry.key, state->path);
	/* A plain file has no members that could be left. */
	return order < 0 ||
	    (order == 0 && (state->number == 0 || number <= state->number));
}

/* A failure of the member's memory ends the run; others end the file. */
static int
next_member(struct nc_feed *feed, struct nc_task **result_task,
    struct newsconv_error *error)
{
	struct nc_member *member = NULL;
	struct newsconv_error reason;
	struct nc_task *task;
	int result;

	do {
		nc_member_free(member);
		member = NULL;
		result = nc_members_next(feed->members, &member, &reason);
		if (result != NEWSCONV_OK)
			break;
		feed->count++;
	} while (is_done(feed, member->number));
	if (result == NEWSCONV_NO_MEMORY)
		return nc_error_set(error, result, "%s", reason.text);
	if (result != NEWSCONV_OK)
		return end_members(feed, result, &reason, result_task, error);
	task = begin_task(feed, NC_TASK_MEMBER);
	if (task == NULL) {
		nc_member_free(member);
		return nc_error_memory(error);
	}
	task->member = member;
	task->line.number = member->number;
	task->line.member = member->name;
	result = set_old_member(feed, task, error);
	if (result < 0)
		nc_task_free(task);
	else
		*result_task = task;
	return result;
}

static int
begin_members(
    struct nc_feed *feed, struct nc_task **task, struct newsconv_error *error)
{
	struct newsconv_error reason;
	int result = NEWSCONV_OK;

	feed->count = 0;
	if (feed->old.known)
		result = nc_previous_members_open(&feed->old_members,
		    feed->manifest, feed->old.offset, error);
	if (result < 0)
		return result;
	result = nc_members_open(
	    &feed->members, &feed->entry, feed->options, &reason);
	if (result == NEWSCONV_NO_MEMORY)
		return nc_error_set(error, result, "%s", reason.text);
	if (result < 0)
		return end_members(feed, result, &reason, task, error);
	return next_member(feed, task, error);
}

/* The file itself, to be read or as it was. */
static int
begin_whole(struct nc_feed *feed, bool left, int failure,
    const struct newsconv_error *reason, struct nc_task **result_task,
    struct newsconv_error *error)
{
	const struct nc_entry *entry = &feed->entry;
	struct nc_task *task = begin_task(
	    feed, left || failure < 0 ? NC_TASK_LINE : NC_TASK_FILE);

	if (task == NULL)
		return nc_error_memory(error);
	set_file(task, entry);
	if (left)
		feed->unseen |= feed->old.own.status != NC_ARCHIVED &&
		    feed->old.own.status != NC_DUPLICATE;
	if (left)
		leave_as_it_was(feed, task);
	else if (failure < 0)
		nc_task_fail(task, reason->sys_errno, reason->text);
	task->path = nc_arena_copy(
	    task->arena, entry->path, strlen(entry->path));
	if (entry->sidecar != NULL)
		task->sidecar = nc_arena_copy(
		    task->arena, entry->sidecar, strlen(entry->sidecar));
	if (task->path == NULL ||
	    (entry->sidecar != NULL && task->sidecar == NULL)) {
		nc_task_free(task);
		return nc_error_memory(error);
	}
	close_members(feed);
	feed->pending = false;
	*result_task = task;
	return NEWSCONV_OK;
}

/*
 * The next member of a file that is as it was, if it failed; or the file.  It
 * is not tried again, for the same bytes would fail in the same way.
 */
static int
retell_member(struct nc_feed *feed, struct nc_task **result_task,
    struct newsconv_error *error)
{
	const struct nc_manifest_line *line;
	struct nc_task *task;

	while (feed->count < feed->old.own.members) {
		int result = nc_previous_member(
		    feed->old_members, ++feed->count, &line, error);

		if (result < 0)
			return result;
		if (line == NULL || line->status != NC_FAILED)
			continue;
		feed->failures++;
		if (is_done(feed, feed->count))
			continue;
		task = begin_task(feed, NC_TASK_LINE);
		if (task == NULL ||
		    !nc_task_keep_line(task, &task->line, line)) {
			nc_task_free(task);
			return nc_error_memory(error);
		}
		task->write_line = false;
		*result_task = task;
		return NEWSCONV_OK;
	}
	return begin_whole(feed, true, NEWSCONV_OK, NULL, result_task, error);
}

static int
begin_retelling(
    struct nc_feed *feed, struct nc_task **task, struct newsconv_error *error)
{
	int result = nc_previous_members_open(
	    &feed->old_members, feed->manifest, feed->old.offset, error);

	if (result < 0)
		return result;
	feed->retelling = true;
	feed->count = 0;
	return retell_member(feed, task, error);
}

static int
begin_file(
    struct nc_feed *feed, struct nc_task **task, struct newsconv_error *error)
{
	struct newsconv_error reason;
	bool packed = false, left = is_left(feed);
	int result = NEWSCONV_OK;

	if (left && feed->old.failures)
		return begin_retelling(feed, task, error);
	if (!left)
		result = nc_members_packed(&feed->entry, &packed, &reason);
	if (packed)
		return begin_members(feed, task, error);
	return begin_whole(feed, left, result, &reason, task, error);
}

/* The entry that is pending, held against feed->old. */
static int
begin_entry(
    struct nc_feed *feed, struct nc_task **task, struct newsconv_error *error)
{
	int result;

	if (feed->entry.kind != NC_ENTRY_FILE) {
		result = tell_entry(feed, task, error);
		feed->pending = false;
	} else {
		result = begin_file(feed, task, error);
	}
	if (feed->members == NULL && !feed->retelling) {
		nc_arena_free(feed->old.arena);
		feed->old.arena = NULL;
	}
	return result;
}

/* ------------------------------------------------------------------ in step */

static int
read_entry(struct nc_feed *feed, struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	if (!feed->pending && !feed->ended) {
		result = nc_inputs_next(feed->inputs, &feed->entry, error);
		feed->ended = result == NEWSCONV_END;
		feed->pending = result == NEWSCONV_OK;
		if (feed->pending)
			result = note_hidden(feed, error);
	}
	return result < 0 ? result : NEWSCONV_OK;
}

/*
 * One step: a path of the manifest, or an input, is gone past.  *task stays
 * NULL when there is nothing to tell of it.
 */
static int
step(struct nc_feed *feed, struct nc_task **task, struct newsconv_error *error)
{
	const struct nc_state *state = &feed->run->state;
	const struct nc_previous_path *path;
	int result = read_entry(feed, error);
	int order;

	if (result == NEWSCONV_OK)
		result = nc_previous_peek(feed->previous, &path, error);
	if (result < 0)
		return result;
	if (path == NULL && feed->ended)
		return NEWSCONV_END;
	order = path == NULL ? 1
	    : feed->ended    ? -1
			     : nc_text_compare(path->path, feed->entry.key);
	if (order < 0) {
		if (is_missing(feed, path) &&
		    !(state->any &&
			nc_text_compare(path->path, state->path) <= 0))
			result = tell_missing(feed, path, task, error);
		nc_arena_free(path->arena);
		nc_previous_take(feed->previous);
		return result;
	}
	memset(&feed->old, 0, sizeof(feed->old));
	if (order == 0) {
		feed->old = *path;
		nc_previous_take(feed->previous);
	}
	if (is_done(feed, NC_NUMBER_LAST)) {
		feed->unseen = true;
		nc_arena_free(feed->old.arena);
		feed->old.arena = NULL;
		feed->pending = false;
		return NEWSCONV_OK;
	}
	return begin_entry(feed, task, error);
}

int
nc_feed_next(
    struct nc_feed *feed, struct nc_task **task, struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	*task = NULL;
	if (feed->members != NULL)
		return next_member(feed, task, error);
	if (feed->retelling)
		return retell_member(feed, task, error);
	while (result == NEWSCONV_OK && *task == NULL)
		result = step(feed, task, error);
	return result;
}
