/*
 * A dry run: the feed alone.  Dumps are not read, but for packed files, whose
 * members cannot be told otherwise.
 */
#define _XOPEN_SOURCE 700 /* P_tmpdir */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch.h"
#include "directory.h"
#include "error.h"
#include "feed.h"
#include "tally.h"
#include "wacz.h"

static const char *
what_would_be(const struct nc_task *task)
{
	if (task->outcome == NC_OUTCOME_UNCHANGED)
		return "nothing: it is as it was";
	if (task->outcome == NC_OUTCOME_MISSING)
		return "nothing: it is missing, the archive keeps it";
	switch (task->line.status) {
	case NC_ARCHIVED:
		return task->known ? "archived again: it has changed"
				   : "archived";
	case NC_PACKED:
		return "its members are told by themselves";
	case NC_SIDECAR:
		return "archived with the dump beside it";
	default:
		return NULL;
	}
}

static int
tell(const struct nc_run *run, const struct nc_task *task,
    const struct newsconv_archive_summary *summary)
{
	const struct nc_manifest_line *line = &task->line;
	struct newsconv_archive_event event;
	char input[4200], text[1100], reason[1000];
	const char *what = what_would_be(task);

	if (run->options.callback == NULL)
		return 0;
	memset(&event, 0, sizeof(event));
	nc_task_show(input, sizeof(input), line);
	nc_printable(
	    reason, sizeof(reason), line->reason.data, line->reason.size);
	snprintf(text, sizeof(text), "%s%s",
	    line->status == NC_FAILED ? "not archived: " : "skipped: ", reason);
	event.type = NEWSCONV_EVENT_WOULD;
	event.input = input;
	event.text = what == NULL ? text : what;
	event.inputs_done = summary->inputs;
	event.summary = summary;
	return run->options.callback(&event, run->options.context);
}

/* As if the dump were read: it would be archived, if it is text. */
static void
suppose(struct nc_task *task)
{
	if (task->kind == NC_TASK_LINE)
		return;
	if (task->member != NULL && task->member->problem != NEWSCONV_OK) {
		nc_task_fail(
		    task, task->member->sys_errno, task->member->reason);
		return;
	}
	task->line.status = NC_ARCHIVED;
	task->line.bytes = task->member != NULL ? task->member->bytes.size
						: task->file_bytes;
}

static int
rehearse(struct nc_run *run, struct newsconv_archive_summary *summary,
    struct nc_feed *feed, struct newsconv_error *error)
{
	struct nc_task *task = NULL;
	int result;

	while ((result = nc_feed_next(feed, &task, error)) == NEWSCONV_OK) {
		suppose(task);
		nc_tally_add(summary, task);
		if (tell(run, task, summary) != 0)
			result = nc_error_set(
			    error, NEWSCONV_INTERRUPTED, "interrupted");
		nc_task_free(task);
		if (result < 0)
			return result;
	}
	return result == NEWSCONV_END ? NEWSCONV_OK : result;
}

/* Lists are sorted elsewhere. */
static int
make_work(struct nc_run *run, char *work, struct newsconv_error *error)
{
	if (mkdtemp(work) == NULL) {
		nc_error_system(error, NEWSCONV_WRITE_FAILED,
		    "cannot create a temporary directory");
		return nc_error_where(error, NEWSCONV_WRITE_FAILED, work);
	}
	run->unfinished = nc_arena_copy(run->arena, work, strlen(work));
	return run->unfinished == NULL ? nc_error_memory(error) : NEWSCONV_OK;
}

/* What a package has of the inputs, which is unpacked beside the lists. */
static int
unpack(struct nc_run *run, struct newsconv_error *error)
{
	int result;

	if (run->package == NULL || nc_run_has_history(run) ||
	    access(run->package, F_OK) != 0)
		return NEWSCONV_OK;
	result = nc_wacz_unpack_one(
	    run->unfinished, run->package, NC_HISTORY_NAME, error);
	if (result == NEWSCONV_OK)
		result = nc_wacz_unpack_one(
		    run->unfinished, run->package, NC_MANIFEST_NAME, error);
	run->root = run->unfinished;
	return result;
}

/* What the archive is at, if it is there. */
static int
set_state(struct nc_run *run, char *work, struct newsconv_error *error)
{
	const char *path = nc_run_unfinished(run, NC_STATE_NAME);
	int result, unread;

	if (path == NULL)
		return nc_error_memory(error);
	unread = nc_state_read(&run->state, run->arena, path, error);
	if (unread == NEWSCONV_OK && run->state.any)
		unread = nc_run_check_state(run, error);
	if (unread < 0 && run->options.discard)
		unread = NEWSCONV_END;
	if (unread < 0)
		return unread;
	result = make_work(run, work, error);
	if (result == NEWSCONV_OK)
		result = unpack(run, error);
	if (result == NEWSCONV_OK && unread == NEWSCONV_END)
		result = nc_run_first_state(run, error);
	return result;
}

int
nc_batch_rehearse(struct nc_run *run, struct newsconv_archive_summary *summary,
    struct newsconv_error *error)
{
	struct nc_members_options members = {.max_size = run->read.max_size,
	    .fields = run->options.fields,
	    .field_count = run->options.field_count};
	char work[] = P_tmpdir "/newsconv-XXXXXX";
	struct nc_table *table = NULL;
	struct nc_feed *feed = NULL;
	int result = set_state(run, work, error);

	if (result == NEWSCONV_OK && run->options.metadata != NULL)
		result = nc_table_read(&table, run->options.metadata,
		    members.fields, members.field_count, error);
	members.table = table;
	if (result == NEWSCONV_OK)
		result = nc_feed_open(&feed, run, &members, error);
	if (result == NEWSCONV_OK)
		result = rehearse(run, summary, feed, error);
	nc_feed_close(feed);
	nc_table_free(table);
	if (run->unfinished != NULL && strcmp(run->unfinished, work) == 0)
		nc_directory_remove(work, NULL);
	return result;
}
