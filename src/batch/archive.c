/*
 * newsconv_archive_run(): the archive is locked, the run begun or gone on with,
 * its inputs read, and what came of it given its names.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive_lock.h"
#include "batch.h"
#include "commit.h"
#include "digest.h"
#include "directory.h"
#include "error.h"
#include "give_names.h"
#include "history.h"
#include "utf8.h"
#include "wacz.h"

enum { TRIES = 100 };

/*
 * What a run is called that has just begun, or is about to end, may change
 * between two looks; an empty directory, which is asked last, is what is left
 * of one that failed.
 */
static bool
is_ours(struct nc_run *run)
{
	return nc_directory_empty(run->root) || nc_run_has_history(run) ||
	    nc_directory_exists(run->unfinished) ||
	    nc_directory_exists(run->finished) || nc_directory_empty(run->root);
}

/* A directory with other things in it is nobody's to write into. */
static int
check_root(struct nc_run *run, struct newsconv_error *error)
{
	struct stat status;
	int result = NEWSCONV_OK;

	if (lstat(run->root, &status) != 0)
		return NEWSCONV_OK;
	run->existed = true;
	if (stat(run->root, &status) != 0 || !S_ISDIR(status.st_mode))
		result = nc_error_set(
		    error, NEWSCONV_EXISTS, "exists, and is no directory");
	else if (!is_ours(run))
		result = nc_error_set(error, NEWSCONV_EXISTS,
		    "is a directory with other things in it, and no archive of "
		    "newsconv");
	return result < 0 ? nc_error_where(error, result, run->root) : result;
}

/* An existing package is unpacked, so that it can grow. */
static int
unpack(struct nc_run *run, struct newsconv_error *error)
{
	int result;

	if (run->package == NULL || nc_run_has_history(run) ||
	    access(run->package, F_OK) != 0)
		return NEWSCONV_OK;
	result = nc_directory_make(run->fresh, error);
	if (result == NEWSCONV_OK)
		result = nc_wacz_unpack(run->fresh, run->package, error);
	return result < 0 ? result : nc_give_names(run, error);
}

static int
remove_state(const char *path, struct newsconv_error *error)
{
	if (unlink(path) == 0 || errno == ENOENT)
		return NEWSCONV_OK;
	nc_error_system(error, NEWSCONV_WRITE_FAILED, "cannot remove");
	return nc_error_where(error, NEWSCONV_WRITE_FAILED, path);
}

/*
 * What is there is of a run that ended before its first checkpoint.  One that
 * follows on another says so from its beginning: the state of the other is
 * replaced, so that it is never unknown whose the directory is.
 */
static int
begin_anew(struct nc_run *run, struct newsconv_error *error)
{
	const char *state = nc_run_unfinished(run, NC_STATE_NAME);
	int result;

	if (state == NULL)
		return nc_error_memory(error);
	result = run->follows ? NEWSCONV_OK : remove_state(state, error);
	if (result == NEWSCONV_OK)
		result = nc_directory_remove(run->fresh, error);
	if (result == NEWSCONV_OK)
		result = unpack(run, error);
	if (result == NEWSCONV_OK)
		result = nc_run_first_state(run, error);
	if (result < 0 || !run->follows)
		return result;
	run->state.follows = true;
	return nc_state_write(&run->state, state, error);
}

/*
 * All but its names was done by the run before this one, which may have been
 * killed: if this one finds nothing more to do, the two are one run.
 */
static int
follow(struct nc_run *run, struct newsconv_archive_summary *summary,
    struct newsconv_error *error)
{
	int result;

	nc_run_set_stamp(run);
	*summary = run->state.summary;
	result = nc_commit_finish(run, error);
	run->follows = true;
	return result < 0 ? result : begin_anew(run, error);
}

static int
go_on(struct nc_run *run, struct newsconv_archive_summary *summary,
    struct newsconv_error *error)
{
	int result = nc_run_check_state(run, error);

	if (run->state.phase == NC_PHASE_COMMITTING)
		return follow(run, summary, error);
	run->follows |= run->state.follows;
	if (!run->state.any)
		return begin_anew(run, error);
	if (result < 0 && run->options.discard) {
		run->follows = false;
		return begin_anew(run, error);
	}
	if (result < 0)
		return result;
	run->state.summary.resumed = 1;
	nc_run_set_stamp(run);
	return NEWSCONV_OK;
}

static int
open_state(struct nc_run *run, struct newsconv_archive_summary *summary,
    struct newsconv_error *error)
{
	const char *path = nc_run_unfinished(run, NC_STATE_NAME);
	int result;

	if (path == NULL)
		return nc_error_memory(error);
	/* Of a run that was killed while it removed what was left of it. */
	run->follows = nc_archive_left_behind(run->finished);
	result = nc_state_read(&run->state, run->arena, path, error);
	run->unread = result < 0;
	if (result == NEWSCONV_END)
		result = begin_anew(run, error);
	else if (run->unread && run->options.discard)
		result = begin_anew(run, error);
	else if (result == NEWSCONV_OK)
		result = go_on(run, summary, error);
	return result < 0 ? result : nc_directory_remove(run->finished, error);
}

static bool
found_nothing(const struct nc_run *run)
{
	return run->state.sizes[NC_PART_MANIFEST] == 0 &&
	    run->state.volumes == 0;
}

static int
run_locked(struct nc_run *run, struct newsconv_archive_summary *summary,
    struct newsconv_error *error)
{
	struct newsconv_archive_summary own;
	int result = open_state(run, summary, error);

	if (result < 0)
		return result;
	memset(&own, 0, sizeof(own));
	result = nc_batch_run(run, &own, error);
	if (result == NEWSCONV_OK && run->follows && found_nothing(run) &&
	    nc_run_has_history(run)) {
		if (summary->run == 0)
			*summary = own;
		return NEWSCONV_OK;
	}
	*summary = own;
	if (result == NEWSCONV_OK)
		result = nc_commit_prepare(run, error);
	summary->books = run->state.summary.books;
	if (result == NEWSCONV_OK)
		result = nc_commit_finish(run, error);
	return result;
}

/*
 * With its directory a run gives up its lock: another may be done before what is
 * left of this one is removed.
 */
static int
put_aside(
    const struct nc_run *run, const char *all, struct newsconv_error *error)
{
	unsigned tries = 0;

	while (rename(all, run->finished) != 0) {
		if ((errno != ENOTEMPTY && errno != EEXIST) ||
		    ++tries > TRIES) {
			nc_error_system(
			    error, NEWSCONV_WRITE_FAILED, "cannot rename");
			return nc_error_where(
			    error, NEWSCONV_WRITE_FAILED, all);
		}
		nc_directory_remove(run->finished, NULL);
	}
	/* Before it is removed; if it comes back, the next run removes it. */
	nc_directory_sync_parent(run->finished, NULL);
	return NEWSCONV_OK;
}

/* Only if it was not there, and nothing else came into being. */
static void
remove_root(const struct nc_run *run)
{
	if (!run->existed)
		rmdir(run->root);
}

/*
 * What can be gone on with stays, and nothing else.  A run that is done gives
 * up its directory by one rename, so that it is never half a state.
 */
static int
clean_up(const struct nc_run *run, int result, struct newsconv_error *error)
{
	bool kept = run->unread || run->state.any || run->state.follows ||
	    run->state.phase == NC_PHASE_COMMITTING;
	const char *all = run->package != NULL ? run->root : run->unfinished;
	int status, held;

	if (result < 0 && kept)
		return result;
	held = nc_archive_hold_leftovers(all);
	status = put_aside(run, all, result < 0 ? NULL : error);
	if (status == NEWSCONV_OK)
		status = nc_directory_remove(
		    run->finished, result < 0 ? NULL : error);
	if (held >= 0)
		close(held);
	if (result < 0)
		remove_root(run);
	return result < 0 ? result : status;
}

static int
run_archive(struct nc_run *run, struct newsconv_archive_summary *summary,
    struct newsconv_error *error)
{
	int lock = -1;
	int result = nc_archive_lock(
	    &lock, run->unfinished, run->options.holder, error);

	if (result < 0) {
		remove_root(run);
		return result;
	}
	result = run_locked(run, summary, error);
	result = clean_up(run, result, error);
	close(lock);
	return result;
}

/*
 * A shard that is done is done: machines of a cluster are given it again when
 * they cannot tell.  *summary is then that of its last run.
 */
static int
is_done(struct nc_run *run, struct newsconv_archive_summary *summary,
    bool *done, struct newsconv_error *error)
{
	const char *path = nc_run_old(run, NC_HISTORY_NAME);
	struct nc_history history = {NULL, 0};
	const struct nc_history_line *last;
	char job[65];
	int result;

	*done = false;
	if (run->options.shards == 0 || run->options.again ||
	    run->package != NULL || nc_directory_exists(run->unfinished) ||
	    nc_directory_exists(run->finished))
		return NEWSCONV_OK;
	result = path == NULL
	    ? nc_error_memory(error)
	    : nc_history_read(&history, run->arena, path, error);
	if (result < 0 || history.count == 0)
		return result;
	last = &history.runs[history.count - 1];
	nc_sha256_hex(job, nc_text(run->fingerprint));
	*done = strcmp(last->job, job) == 0 && last->summary.temporary == 0;
	if (*done)
		*summary = last->summary;
	return NEWSCONV_OK;
}

static void
tell_done(
    const struct nc_run *run, const struct newsconv_archive_summary *summary)
{
	struct newsconv_archive_event event;
	char name[1024];

	if (run->options.callback == NULL)
		return;
	memset(&event, 0, sizeof(event));
	nc_printable(name, sizeof(name), run->root, strlen(run->root));
	event.type = NEWSCONV_EVENT_NOTE;
	event.input = name;
	event.text = "this shard is done; nothing was looked at";
	event.summary = summary;
	run->options.callback(&event, run->options.context);
}

static int
run_once(struct nc_run *run, struct newsconv_archive_summary *summary,
    struct newsconv_error *error)
{
	bool done = false;
	int result = is_done(run, summary, &done, error);

	if (result < 0)
		return result;
	if (!done)
		return run_archive(run, summary, error);
	tell_done(run, summary);
	return NEWSCONV_OK;
}

int
newsconv_archive_run(const struct newsconv_archive_options *options,
    struct newsconv_archive_summary *summary, struct newsconv_error *error)
{
	struct newsconv_archive_summary unused;
	struct nc_run run;
	int result;

	if (summary == NULL)
		summary = &unused;
	memset(summary, 0, sizeof(*summary));
	result = nc_run_begin(&run, options, error);
	if (result == NEWSCONV_OK)
		result = check_root(&run, error);
	if (result == NEWSCONV_OK)
		result = run.options.dry_run
		    ? nc_batch_rehearse(&run, summary, error)
		    : run_once(&run, summary, error);
	nc_arena_free(run.arena);
	return result;
}
