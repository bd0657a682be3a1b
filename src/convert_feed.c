/*
 * What a file is decides who reads it.  A text, and what newsconv made, are
 * read whole by a worker; a packed file is unpacked here, member by member,
 * for it is a stream; so is what can be read once only, a pipe or standard
 * input, which is looked into before it is known to be the one or the other.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "article_restore.h"
#include "container_kind.h"
#include "convert_feed.h"
#include "error.h"
#include "stream.h"
#include "sums_file.h"
#include "utf8.h"

/* What tells what newsconv made from other JSON. */
enum { FRONT = 4096 };

struct nc_convert_feed {
	const struct nc_convert_plan *plan;
	struct nc_evidences *evidences; /* NULL: each for itself */
	struct nc_output_names *names;  /* NULL: one output for all */
	size_t next;                    /* of the inputs */
	struct nc_inputs *walk;         /* of a folder, or NULL */
	const char *folder;             /* its path */
	/* What lists the output, in the folder or not, is no input of it. */
	struct nc_buffer manifest, sums;
	/* A packed file that is being read, and what it is called. */
	struct nc_members *members;
	struct nc_buffer packed, shown;
};

int
nc_convert_feed_open(struct nc_convert_feed **result_feed,
    const struct nc_convert_plan *plan, struct newsconv_error *error)
{
	const struct newsconv_convert_options *options = plan->options;
	struct nc_convert_feed *feed = calloc(1, sizeof(*feed));

	if (feed == NULL)
		return nc_error_memory(error);
	feed->plan = plan;
	feed->packed.ceiling = feed->shown.ceiling = SIZE_MAX;
	feed->manifest.ceiling = feed->sums.ceiling = SIZE_MAX;
	if (options->alone == 0 && plan->read.folder == NULL)
		feed->evidences = nc_evidences_new(
		    options->inputs, options->input_count, &plan->read);
	if (plan->output == NULL)
		feed->names = nc_output_names_new();
	if ((options->alone == 0 && plan->read.folder == NULL &&
		feed->evidences == NULL) ||
	    (plan->output == NULL && feed->names == NULL)) {
		nc_convert_feed_close(feed);
		return nc_error_memory(error);
	}
	*result_feed = feed;
	return NEWSCONV_OK;
}

void
nc_convert_feed_close(struct nc_convert_feed *feed)
{
	if (feed == NULL)
		return;
	nc_members_free(feed->members);
	nc_inputs_free(feed->walk);
	nc_evidences_free(feed->evidences);
	nc_output_names_free(feed->names);
	nc_buffer_free(&feed->packed);
	nc_buffer_free(&feed->shown);
	nc_buffer_free(&feed->manifest);
	nc_buffer_free(&feed->sums);
	free(feed);
}

/* -------------------------------------------------------------------- tasks */

/* A name for its outputs, after what it is called in the folder. */
static int
set_stem(struct nc_convert_feed *feed, struct nc_convert_task *task,
    struct newsconv_text name, struct newsconv_error *error)
{
	if (feed->names == NULL)
		return NEWSCONV_OK;
	task->stem = nc_output_stem(feed->names, name, task->arena);
	return task->stem == NULL ? nc_error_memory(error) : NEWSCONV_OK;
}

static int
set_evidence(struct nc_convert_feed *feed, struct nc_convert_task *task,
    bool named, struct newsconv_error *error)
{
	if (feed->evidences == NULL)
		return NEWSCONV_OK;
	return nc_evidence_of(
	    feed->evidences, task->path, named, &task->evidence, error);
}

static bool
is_single(const struct nc_convert_feed *feed)
{
	return feed->plan->options->input_count == 1 && feed->walk == NULL &&
	    feed->members == NULL;
}

/* The input is left out, for the reason in `found`. */
static int
tell_failure(struct newsconv_text shown, const struct newsconv_error *found,
    struct nc_convert_task **result_task, struct newsconv_error *error)
{
	struct nc_convert_task *task = nc_convert_task_new(
	    NC_CONVERT_SKIPPED, shown);

	if (task == NULL)
		return nc_error_memory(error);
	nc_convert_task_fail(task, found);
	*result_task = task;
	return NEWSCONV_OK;
}

/* ------------------------------------------------------------ packed files */

static void
close_members(struct nc_convert_feed *feed)
{
	nc_members_free(feed->members);
	feed->members = NULL;
}

/* A member's place: the packed file's, and its own name in it, or number. */
static int
name_member(struct nc_convert_feed *feed, struct nc_convert_task *task,
    const struct nc_member *member, struct newsconv_error *error)
{
	const struct nc_buffer *packed = &feed->packed;
	const char *name;

	task->name = member->name.size == 0
	    ? packed->data
	    : nc_arena_format(task->arena, "%s/%.*s", packed->data,
		  (int)member->name.size, member->name.data);
	name = member->name.size > 0
	    ? task->name
	    : nc_arena_format(task->arena, "%s/%llu", packed->data,
		  (unsigned long long)member->number);
	if (task->name != NULL)
		task->name = nc_arena_copy(
		    task->arena, task->name, strlen(task->name));
	if (task->name == NULL || name == NULL)
		return nc_error_memory(error);
	return set_stem(feed, task, nc_text(name), error);
}

/* "dump.tar/news/a.txt", "dump.jsonl (member 3)". */
static int
show_member(struct nc_convert_feed *feed, const struct nc_member *member,
    struct newsconv_error *error)
{
	struct nc_buffer *shown = &feed->shown;
	const char *path = feed->packed.data;

	nc_buffer_clear(shown);
	nc_buffer_text(shown, path);
	if (member->name.size > 0) {
		nc_buffer_byte(shown, '/');
		nc_buffer_add(shown, member->name.data, member->name.size);
	} else {
		nc_buffer_format(shown, " (member %llu)",
		    (unsigned long long)member->number);
	}
	return nc_buffer_check(shown, error);
}

static int
take_member(struct nc_convert_feed *feed, struct nc_member *member,
    struct nc_convert_task **result_task, struct newsconv_error *error)
{
	struct nc_convert_task *task = NULL;
	int result = show_member(feed, member, error);

	if (result == NEWSCONV_OK)
		task = nc_convert_task_new(NC_CONVERT_MEMBER,
		    (struct newsconv_text){feed->shown.data, feed->shown.size});
	if (result == NEWSCONV_OK && task == NULL)
		result = nc_error_memory(error);
	if (result < 0) {
		nc_member_free(member);
		return result;
	}
	task->member = member;
	task->weight = member->bytes.size;
	result = name_member(feed, task, member, error);
	if (result < 0)
		nc_convert_task_free(task);
	else
		*result_task = task;
	return result;
}

/* NEWSCONV_END: there is no further one. */
static int
next_member(struct nc_convert_feed *feed, struct nc_convert_task **task,
    struct newsconv_error *error)
{
	struct nc_member *member = NULL;
	struct newsconv_error found;
	int result = nc_members_next(feed->members, &member, &found);

	if (result == NEWSCONV_OK)
		return take_member(feed, member, task, error);
	close_members(feed);
	if (result == NEWSCONV_END)
		return result;
	return tell_failure(
	    (struct newsconv_text){feed->packed.data, feed->packed.size},
	    &found, task, error);
}

/* What is said of one article cannot be said of a packed file. */
static int
check_packed(const struct nc_convert_feed *feed, struct newsconv_error *found)
{
	const struct newsconv_read_options *read = &feed->plan->read;

	if (!is_single(feed))
		return NEWSCONV_OK;
	if (read->url != NULL || (read->title != NULL && !feed->plan->titled))
		return nc_error_set(found, NEWSCONV_BAD_VALUE,
		    "the %s names one article, and this may hold many",
		    read->url != NULL ? "URL" : "title");
	return NEWSCONV_OK;
}

/* `name` is what its members are told by. */
static int
begin_members(struct nc_convert_feed *feed, struct newsconv_text name,
    struct nc_members *members, struct nc_convert_task **task,
    struct newsconv_error *error)
{
	struct newsconv_error found;
	int result;

	nc_buffer_clear(&feed->packed);
	nc_buffer_add(&feed->packed, name.data, name.size);
	result = nc_buffer_check(&feed->packed, error);
	if (result == NEWSCONV_OK && check_packed(feed, &found) < 0) {
		nc_members_free(members);
		nc_error_where(&found, found.code, feed->packed.data);
		return tell_failure(name, &found, task, error);
	}
	if (result < 0) {
		nc_members_free(members);
		return result;
	}
	feed->members = members;
	return next_member(feed, task, error);
}

/* ------------------------------------------------------- what is read once */

/* All of a pipe or of standard input is one text, or what newsconv made. */
static int
take_whole(struct nc_convert_feed *feed, const char *path,
    struct nc_members *members, struct nc_convert_task **result_task,
    struct newsconv_error *error)
{
	struct nc_convert_task *task;
	struct newsconv_error found;
	int result;

	task = nc_convert_task_new(NC_CONVERT_MEMBER, nc_text(path));
	if (task == NULL) {
		nc_members_free(members);
		return nc_error_memory(error);
	}
	task->single = is_single(feed);
	result = nc_members_whole(members, &task->member, &found);
	nc_members_free(members);
	if (result < 0) {
		task->kind = NC_CONVERT_SKIPPED;
		nc_convert_task_fail(task, &found);
	} else {
		task->weight = task->member->bytes.size;
	}
	task->name = nc_arena_copy(task->arena,
	    nc_last_part(nc_text(path)).data, nc_last_part(nc_text(path)).size);
	result = task->name == NULL
	    ? nc_error_memory(error)
	    : set_stem(feed, task, nc_text(task->name), error);
	if (result < 0)
		nc_convert_task_free(task);
	else
		*result_task = task;
	return result;
}

/*
 * A text, or what newsconv made.  That it is JSON has to show: its name alone
 * makes none of a text.
 */
static bool
is_whole(struct newsconv_text name, struct newsconv_text front)
{
	enum nc_container_kind kind = nc_kind_of(name, front);

	if (kind == NC_JSON || kind == NC_JSON_LINES)
		kind = nc_kind_of(nc_text(""), front);
	return kind == NC_PLAIN || nc_restorable(front) != NC_RESTORABLE_NONE;
}

static int
begin_stream(struct nc_convert_feed *feed, const char *path,
    struct nc_convert_task **task, struct newsconv_error *error)
{
	const struct nc_entry entry = {.kind = NC_ENTRY_FILE, .path = path};
	struct newsconv_text name = nc_last_part(nc_text(path)), front;
	struct nc_members *members = NULL;
	struct newsconv_error found;
	int result = nc_members_open(
	    &members, &entry, &feed->plan->members, &found);

	if (result == NEWSCONV_OK)
		result = nc_members_front(members, FRONT, &front, &found);
	if (result < 0) {
		nc_members_free(members);
		return tell_failure(nc_text(path), &found, task, error);
	}
	if (is_whole(nc_text_equals(name, "-") ? nc_text("") : name, front))
		return take_whole(feed, path, members, task, error);
	return begin_members(feed, name, members, task, error);
}

/* ---------------------------------------------------------------- plain files */

/* What cannot be opened is told by who reads it. */
static bool
is_packed(const char *path)
{
	struct newsconv_text name = nc_last_part(nc_text(path)), front;
	struct nc_stream *stream;
	bool packed;

	if (nc_kind_by_name(name, &packed) && !packed)
		return false;
	if (nc_stream_open(&stream, path, NULL) < 0)
		return false;
	packed = nc_stream_peek(stream, FRONT, &front, NULL) == NEWSCONV_OK &&
	    !is_whole(name, front);
	nc_stream_close(stream);
	return packed;
}

static int
open_packed(struct nc_convert_feed *feed, const struct nc_entry *entry,
    struct newsconv_text name, struct nc_convert_task **task,
    struct newsconv_error *error)
{
	struct nc_members *members = NULL;
	struct newsconv_error found;
	int result = nc_members_open(
	    &members, entry, &feed->plan->members, &found);

	if (result < 0)
		return tell_failure(nc_text(entry->path), &found, task, error);
	return begin_members(feed, name, members, task, error);
}

/* A file that was named by itself. */
static int
begin_named(struct nc_convert_feed *feed, const char *path,
    const struct stat *status, struct nc_convert_task **result_task,
    struct newsconv_error *error)
{
	const struct nc_entry entry = {.kind = NC_ENTRY_FILE, .path = path};
	struct newsconv_text name = nc_last_part(nc_text(path));
	struct nc_convert_task *task;
	int result;

	if (is_packed(path))
		return open_packed(feed, &entry, name, result_task, error);
	task = nc_convert_task_new(NC_CONVERT_NAMED, nc_text(path));
	if (task == NULL)
		return nc_error_memory(error);
	task->path = path;
	task->single = is_single(feed);
	task->weight = (uint64_t)status->st_size;
	result = set_stem(feed, task, name, error);
	if (result == NEWSCONV_OK && S_ISREG(status->st_mode))
		result = set_evidence(feed, task, true, error);
	if (result < 0)
		nc_convert_task_free(task);
	else
		*result_task = task;
	return result;
}

/* --------------------------------------------------------------------- folders */

static int
name_lists(struct nc_convert_feed *feed, struct newsconv_error *error)
{
	const char *output = feed->plan->options->output;
	size_t folder = strlen(output) - nc_last_part(nc_text(output)).size;
	int result;

	nc_buffer_clear(&feed->manifest);
	nc_buffer_clear(&feed->sums);
	nc_buffer_format(&feed->manifest, "%s.manifest.jsonl", output);
	nc_buffer_add(&feed->sums, output, folder);
	nc_buffer_text(&feed->sums, NC_SUMS_NAME);
	result = nc_buffer_check(&feed->manifest, error);
	return result < 0 ? result : nc_buffer_check(&feed->sums, error);
}

static int
begin_walk(struct nc_convert_feed *feed, const char *path,
    struct newsconv_error *error)
{
	const struct newsconv_convert_options *options = feed->plan->options;
	const char *const paths[] = {path};
	struct nc_inputs_options inputs = {.paths = paths, .path_count = 1};
	int result = name_lists(feed, error);

	if (result < 0)
		return result;
	if (options->separate != 0) {
		inputs.avoid = options->output;
	} else {
		inputs.package = options->output;
		inputs.beside[0] = feed->manifest.data;
		inputs.beside[1] = feed->sums.data;
	}
	feed->folder = path;
	return nc_inputs_open(&feed->walk, &inputs, error);
}

/* Keys begin with the folder's own name, which outputs and sources go without. */
static struct newsconv_text
below_folder(struct newsconv_text key, const char *folder)
{
	size_t end = strlen(folder), start;
	struct newsconv_text name;

	while (end > 0 && folder[end - 1] == '/')
		end--;
	for (start = end; start > 0 && folder[start - 1] != '/';)
		start--;
	name = (struct newsconv_text){folder + start, end - start};
	if (key.size > name.size + 1 && key.data[name.size] == '/' &&
	    memcmp(key.data, name.data, name.size) == 0) {
		key.data += name.size + 1;
		key.size -= name.size + 1;
	}
	return key;
}

static bool
copy_entry(struct nc_convert_task *task, const struct nc_entry *entry,
    struct newsconv_text name)
{
	struct nc_arena *arena = task->arena;

	task->path = nc_arena_copy(arena, entry->path, strlen(entry->path));
	task->key.size = entry->key.size;
	task->key.data = nc_arena_copy(arena, entry->key.data, entry->key.size);
	task->name = nc_arena_copy(arena, name.data, name.size);
	if (entry->sidecar != NULL)
		task->sidecar = nc_arena_copy(
		    arena, entry->sidecar, strlen(entry->sidecar));
	return task->path != NULL && task->key.data != NULL &&
	    task->name != NULL &&
	    (entry->sidecar == NULL || task->sidecar != NULL);
}

static int
begin_file(struct nc_convert_feed *feed, const struct nc_entry *entry,
    struct nc_convert_task **result_task, struct newsconv_error *error)
{
	struct newsconv_text name = below_folder(entry->key, feed->folder);
	struct nc_convert_task *task;
	int result;

	if (is_packed(entry->path))
		return open_packed(feed, entry, name, result_task, error);
	task = nc_convert_task_new(NC_CONVERT_FILE, nc_text(entry->path));
	if (task == NULL)
		return nc_error_memory(error);
	task->weight = entry->state.size;
	result = copy_entry(task, entry, name) ? NEWSCONV_OK
					       : nc_error_memory(error);
	if (result == NEWSCONV_OK)
		result = set_stem(feed, task, name, error);
	if (result == NEWSCONV_OK)
		result = set_evidence(feed, task, false, error);
	if (result < 0)
		nc_convert_task_free(task);
	else
		*result_task = task;
	return result;
}

/* Hidden files, links, devices and sidecars; and what cannot be examined. */
static int
tell_entry(const struct nc_entry *entry, struct nc_convert_task **result_task,
    struct newsconv_error *error)
{
	struct newsconv_error found = {0};

	if (entry->kind == NC_ENTRY_FAILED) {
		nc_error_set(&found, NEWSCONV_READ_FAILED, "%s", entry->reason);
		found.sys_errno = entry->sys_errno;
		nc_error_where(&found, found.code, entry->path);
		return tell_failure(
		    nc_text(entry->path), &found, result_task, error);
	}
	*result_task = nc_convert_task_new(
	    NC_CONVERT_SKIPPED, nc_text(entry->path));
	return *result_task == NULL ? nc_error_memory(error) : NEWSCONV_OK;
}

static int
next_entry(struct nc_convert_feed *feed, struct nc_convert_task **task,
    struct newsconv_error *error)
{
	struct nc_entry entry;
	int result = nc_inputs_next(feed->walk, &entry, error);

	if (result == NEWSCONV_END) {
		nc_inputs_free(feed->walk);
		feed->walk = NULL;
	}
	if (result != NEWSCONV_OK)
		return result;
	return entry.kind == NC_ENTRY_FILE
	    ? begin_file(feed, &entry, task, error)
	    : tell_entry(&entry, task, error);
}

/* -------------------------------------------------------------------- all of it */

/* NEWSCONV_END: it was a folder, which is gone through next. */
static int
begin_input(struct nc_convert_feed *feed, const char *path,
    struct nc_convert_task **task, struct newsconv_error *error)
{
	struct newsconv_error found;
	struct stat status = {0};
	bool stream = strcmp(path, "-") == 0;
	int result;

	if (!stream && stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
		result = begin_walk(feed, path, &found);
		if (result == NEWSCONV_OK)
			return NEWSCONV_END;
		return tell_failure(nc_text(path), &found, task, error);
	}
	if (stream || S_ISFIFO(status.st_mode))
		return begin_stream(feed, path, task, error);
	return begin_named(feed, path, &status, task, error);
}

int
nc_convert_feed_next(struct nc_convert_feed *feed,
    struct nc_convert_task **task, struct newsconv_error *error)
{
	const struct newsconv_convert_options *options = feed->plan->options;
	int result = NEWSCONV_END;

	while (result == NEWSCONV_END) {
		if (feed->members != NULL)
			result = next_member(feed, task, error);
		else if (feed->walk != NULL)
			result = next_entry(feed, task, error);
		else if (feed->next < options->input_count)
			result = begin_input(
			    feed, options->inputs[feed->next++], task, error);
		else
			break;
	}
	return result;
}
