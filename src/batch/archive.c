/*
 * newsconv_archive_run(): the archive is locked, the run begun or gone on with,
 * its inputs read, and what came of it given its names.
 */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive_lock.h"
#include "batch.h"
#include "commit.h"
#include "directory.h"
#include "error.h"
#include "history.h"
#include "wacz.h"

/* A directory with other things in it is nobody's to write into. */
static int
check_root(const struct nc_run *run, struct newsconv_error *error)
{
	struct stat status;
	int result = NEWSCONV_OK;

	if (lstat(run->root, &status) != 0)
		return NEWSCONV_OK;
	if (stat(run->root, &status) != 0 || !S_ISDIR(status.st_mode))
		result = nc_error_set(error, NEWSCONV_EXISTS,
		    "exists, and is no directory");
	else if (!nc_directory_empty(run->root) && !nc_history_exists(run->root) &&
	    !nc_directory_exists(run->unfinished))
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

	if (run->package == NULL || nc_history_exists(run->root) ||
	    access(run->package, F_OK) != 0)
		return NEWSCONV_OK;
	result = nc_directory_remove(run->fresh, error);
	if (result == NEWSCONV_OK)
		result = nc_directory_make(run->fresh, error);
	if (result == NEWSCONV_OK)
		result = nc_wacz_unpack(run->fresh, run->package, error);
	return result < 0 ? result : nc_commit_names(run, error);
}

/* What a run was that ended before its first checkpoint. */
static int
clear_unfinished(struct nc_run *run, struct newsconv_error *error)
{
	const char *state = nc_run_unfinished(run, NC_STATE_NAME);

	if (state == NULL)
		return nc_error_memory(error);
	if (unlink(state) != 0 && errno != ENOENT)
		return nc_error_system(
		    error, NEWSCONV_WRITE_FAILED, "%s: cannot remove", state);
	return nc_directory_remove(run->fresh, error);
}

static int
begin_anew(struct nc_run *run, struct newsconv_error *error)
{
	struct nc_history_totals totals;
	int result = clear_unfinished(run, error);

	if (result == NEWSCONV_OK)
		result = unpack(run, error);
	if (result == NEWSCONV_OK)
		result = nc_history_totals(&totals, run->root, error);
	if (result < 0)
		return result;
	memset(&run->state, 0, sizeof(run->state));
	run->state.run = totals.runs + 1;
	run->state.first_serial = totals.volumes;
	run->state.time = run->options.time;
	run->state.options = run->fingerprint;
	run->state.path.data = "";
	run->state.summary.run = run->state.run;
	nc_run_set_stamp(run);
	return NEWSCONV_OK;
}

/* *done: it was all but its names, and these it has now. */
static int
go_on(struct nc_run *run, bool *done, struct newsconv_error *error)
{
	bool same = strcmp(run->state.options, run->fingerprint) == 0;
	int result;

	if (run->state.phase == NC_PHASE_COMMITTING) {
		nc_run_set_stamp(run);
		result = nc_commit_finish(run, error);
		*done = same;
		return result < 0 || same ? result : begin_anew(run, error);
	}
	if (!same && run->options.discard)
		return begin_anew(run, error);
	if (!same) {
		nc_error_set(error, NEWSCONV_EXISTS,
		    "a run with other inputs or options is unfinished; finish "
		    "it with the same command, or discard it");
		return nc_error_where(error, NEWSCONV_EXISTS, run->unfinished);
	}
	run->state.summary.resumed = 1;
	nc_run_set_stamp(run);
	return NEWSCONV_OK;
}

static int
open_state(struct nc_run *run, bool *done, struct newsconv_error *error)
{
	const char *path = nc_run_unfinished(run, NC_STATE_NAME);
	int result;

	if (path == NULL)
		return nc_error_memory(error);
	result = nc_state_read(&run->state, run->arena, path, error);
	if (result == NEWSCONV_END)
		return begin_anew(run, error);
	return result < 0 ? result : go_on(run, done, error);
}

static int
run_locked(struct nc_run *run, struct newsconv_archive_summary *summary,
    struct newsconv_error *error)
{
	bool done = false;
	int result = open_state(run, &done, error);

	if (result == NEWSCONV_OK && !done) {
		result = nc_batch_run(run, summary, error);
		if (result == NEWSCONV_OK)
			result = nc_commit_prepare(run, error);
		if (result == NEWSCONV_OK)
			result = nc_commit_finish(run, error);
	}
	if (done)
		*summary = run->state.summary;
	return result;
}

/* What can be gone on with stays, and nothing else. */
static void
clean_up(const struct nc_run *run, int result)
{
	bool kept = run->state.any || run->state.phase == NC_PHASE_COMMITTING;

	if (result < 0 && kept)
		return;
	nc_directory_remove(
	    run->package != NULL ? run->root : run->unfinished, NULL);
	/* Only if nothing else came into being. */
	if (result < 0)
		rmdir(run->root);
}

static int
run_archive(struct nc_run *run, struct newsconv_archive_summary *summary,
    struct newsconv_error *error)
{
	int lock = -1, result = check_root(run, error);

	if (result == NEWSCONV_OK)
		result = nc_archive_lock(
		    &lock, run->unfinished, run->options.holder, error);
	if (result < 0)
		return result;
	result = run_locked(run, summary, error);
	clean_up(run, result);
	close(lock);
	return result;
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
		result = run.options.dry_run
		    ? nc_batch_rehearse(&run, summary, error)
		    : run_archive(&run, summary, error);
	nc_arena_free(run.arena);
	return result;
}
