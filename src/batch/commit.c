/*
 * Two phases, so that a crash leaves an old archive, or a new one: here is what
 * is made in the first, and the step between.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "books.h"
#include "commit.h"
#include "digest.h"
#include "directory.h"
#include "error.h"
#include "give_names.h"
#include "history.h"
#include "make_package.h"
#include "manifest.h"
#include "out_file.h"
#include "outputs.h"
#include "sort_lines.h"
#include "sums_file.h"
#include "utf8.h"

#define LINE_CEILING ((size_t)1 << 30)

static bool
exists(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0;
}

static int
make_index(struct nc_run *run, struct newsconv_error *error)
{
	const char *target = nc_run_fresh(run, NC_INDEX_NAME);
	const char *sources[] = {
	    nc_run_part(run, NC_PART_INDEX), nc_run_old(run, NC_INDEX_NAME)};
	struct nc_sort_options options = {
	    .sources = sources, .source_count = 1, .separator = '\n'};
	int result;

	if (run->state.sizes[NC_PART_INDEX] == 0)
		return NEWSCONV_OK;
	if (target == NULL || sources[0] == NULL || sources[1] == NULL)
		return nc_error_memory(error);
	options.source_count += exists(sources[1]);
	result = nc_directory_make_parent(target, error);
	return result < 0 ? result : nc_sort_lines(target, &options, error);
}

/* The heading is that of the specification: WACZ 1.1.1, pages.jsonl. */
static const char pages_heading[] =
    "{\"format\": \"json-pages-1.0\", \"id\": \"pages\", \"title\": \"All "
    "Pages\", \"hasText\": true}\n";

static int
make_pages(struct nc_run *run, struct newsconv_error *error)
{
	const char *target = nc_run_fresh(run, NC_PAGES_NAME);
	const char *old = nc_run_old(run, NC_PAGES_NAME);
	const char *part = nc_run_part(run, NC_PART_PAGES);
	struct nc_out_file *pages = NULL;
	int result;

	if (!nc_run_keeps_pages(run))
		return NEWSCONV_OK;
	if (target == NULL || old == NULL || part == NULL)
		return nc_error_memory(error);
	result = nc_directory_make_parent(target, error);
	if (result == NEWSCONV_OK)
		result = nc_out_create(&pages, target, error);
	if (result == NEWSCONV_OK)
		result = exists(old) ? nc_out_copy_file(pages, old, error)
				     : nc_out_write(pages, pages_heading,
					   sizeof(pages_heading) - 1, error);
	if (result == NEWSCONV_OK)
		result = nc_out_copy_file(pages, part, error);
	if (result == NEWSCONV_OK)
		result = nc_out_finish(pages, error);
	nc_out_free(pages);
	return result;
}

static int
make_manifest(struct nc_run *run, struct newsconv_error *error)
{
	const char *target = nc_run_fresh(run, NC_MANIFEST_NAME);
	const char *sources[] = {nc_run_old(run, NC_MANIFEST_NAME),
	    nc_run_part(run, NC_PART_MANIFEST)};

	if (target == NULL || sources[0] == NULL || sources[1] == NULL)
		return nc_error_memory(error);
	/* The first run writes one even if it found nothing. */
	if (run->state.sizes[NC_PART_MANIFEST] == 0 && exists(sources[0]))
		return NEWSCONV_OK;
	return nc_manifest_merge(target, sources, 2, error);
}

/* Of the first run there is none before it: then it stays empty. */
static int
digest_manifest(char target[65], const char *path, struct newsconv_error *error)
{
	target[0] = '\0';
	return exists(path) ? nc_manifest_digest(target, path, error)
			    : NEWSCONV_OK;
}

static int
set_digests(struct nc_run *run, struct nc_history_line *line,
    struct newsconv_error *error)
{
	const char *before = nc_run_old(run, NC_MANIFEST_NAME);
	const char *after = nc_run_fresh(run, NC_MANIFEST_NAME);
	int result;

	if (before == NULL || after == NULL)
		return nc_error_memory(error);
	result = digest_manifest(line->manifest_before, before, error);
	if (result == NEWSCONV_OK)
		result = digest_manifest(
		    line->manifest, exists(after) ? after : before, error);
	return result;
}

/* Volumes of this run, by name; in the run's arena. */
static int
set_volumes(struct nc_run *run, struct nc_history_line *line,
    struct newsconv_error *error)
{
	struct newsconv_text *volumes = nc_arena_array(
	    run->arena, run->state.volumes + 1, sizeof(*volumes));
	unsigned i;

	if (volumes == NULL)
		return nc_error_memory(error);
	for (i = 0; i < run->state.volumes; i++) {
		const char *name = nc_run_volume_name(
		    run, run->state.first_serial + i);

		if (name == NULL)
			return nc_error_memory(error);
		volumes[i] = nc_text(name);
	}
	line->volumes = volumes;
	line->volume_count = run->state.volumes;
	return NEWSCONV_OK;
}

/* The earlier lines, and one for this run. */
static int
make_history(struct nc_run *run, struct newsconv_error *error)
{
	const char *target = nc_run_fresh(run, NC_HISTORY_NAME);
	const char *old = nc_run_old(run, NC_HISTORY_NAME);
	const char *lines = nc_run_lines_name(run);
	struct nc_buffer text = NC_BUFFER(LINE_CEILING);
	struct nc_history_line line;
	int result;

	memset(&line, 0, sizeof(line));
	line.run = run->state.run;
	line.merged = NEWSCONV_TIME_UNKNOWN;
	line.time = run->state.time;
	line.tool = nc_text("newsconv " NEWSCONV_VERSION);
	line.options = nc_text(run->options.options_text);
	line.shard = run->options.shard;
	line.shards = run->options.shards;
	if (line.shards > 0)
		nc_sha256_hex(line.job, nc_text(run->fingerprint));
	line.summary = run->state.summary;
	line.jsonl = nc_text("");
	if (target == NULL || old == NULL || lines == NULL)
		return nc_error_memory(error);
	if (run->state.sizes[NC_PART_LINES] > 0)
		line.jsonl = nc_text(lines);
	result = set_volumes(run, &line, error);
	if (result == NEWSCONV_OK)
		result = set_digests(run, &line, error);
	nc_history_put(&text, &line);
	if (result == NEWSCONV_OK)
		result = nc_history_write(target, old, &text, error);
	nc_buffer_free(&text);
	return result;
}

/* A run without articles has begun a file of lines all the same. */
static int
remove_empty_lines(struct nc_run *run, struct newsconv_error *error)
{
	const char *path = nc_run_part(run, NC_PART_LINES);

	if (path == NULL)
		return nc_error_memory(error);
	if (run->state.sizes[NC_PART_LINES] > 0 || unlink(path) == 0 ||
	    errno == ENOENT)
		return NEWSCONV_OK;
	nc_error_system(error, NEWSCONV_WRITE_FAILED, "cannot remove");
	return nc_error_where(error, NEWSCONV_WRITE_FAILED, path);
}

/* The first error of a volume, in words. */
struct judgement {
	bool found;
	char text[400];
};

static void
judge(const struct newsconv_finding *finding, void *context)
{
	struct judgement *judgement = context;

	if (finding->severity != NEWSCONV_ERROR || judgement->found)
		return;
	judgement->found = true;
	snprintf(judgement->text, sizeof(judgement->text), "%s, %s",
	    finding->part, finding->text);
}

/* Read back by code that shares nothing with what wrote them. */
static int
verify_volumes(struct nc_run *run, struct newsconv_error *error)
{
	struct judgement judgement = {.found = false};
	int result = NEWSCONV_OK;
	unsigned i;

	for (i = 0; run->options.verify && i < run->state.volumes; i++) {
		const char *path = nc_run_fresh(
		    run, nc_run_volume_name(run, run->state.first_serial + i));

		if (path == NULL)
			return nc_error_memory(error);
		result = newsconv_verify(path, judge, &judgement, NULL, error);
		if (result < 0)
			return result;
		if (!judgement.found)
			continue;
		nc_error_set(error, NEWSCONV_INVALID,
		    "failed validation and was not added: %s", judgement.text);
		return nc_error_where(error, NEWSCONV_INVALID, path);
	}
	return result;
}

/* A package is listed as the one file it is, beside it. */
static int
make_outputs(struct nc_run *run, struct newsconv_error *error)
{
	const char *roots[] = {run->root, run->fresh};
	const char *previous[] = {nc_run_old(run, NC_OUTPUTS_NAME)};
	struct nc_outputs outputs = {.roots = roots,
	    .root_count = 2,
	    .previous = previous,
	    .previous_count = 1,
	    .target = run->fresh,
	    .work = run->unfinished,
	    .time = run->state.time};

	if (run->options.no_manifest || run->package != NULL)
		return NEWSCONV_OK;
	return previous[0] == NULL ? nc_error_memory(error)
				   : nc_outputs_make(&outputs, error);
}

int
nc_commit_prepare(struct nc_run *run, struct newsconv_error *error)
{
	const char *state = nc_run_unfinished(run, NC_STATE_NAME);
	int result = state == NULL ? nc_error_memory(error)
				   : remove_empty_lines(run, error);

	if (result == NEWSCONV_OK)
		result = nc_directory_make(run->fresh, error);
	if (result == NEWSCONV_OK)
		result = verify_volumes(run, error);
	if (result == NEWSCONV_OK)
		result = make_index(run, error);
	if (result == NEWSCONV_OK)
		result = make_pages(run, error);
	if (result == NEWSCONV_OK)
		result = make_manifest(run, error);
	if (result == NEWSCONV_OK)
		result = nc_books_make(run, error);
	if (result == NEWSCONV_OK)
		result = make_history(run, error);
	if (result == NEWSCONV_OK)
		result = make_outputs(run, error);
	if (result < 0)
		return result;
	/* A state that speaks of files must not outlive their names. */
	result = nc_directory_sync_below(run->fresh, error);
	if (result < 0)
		return result;
	run->state.phase = NC_PHASE_COMMITTING;
	return nc_state_write(&run->state, state, error);
}

static int
remove_list(struct nc_run *run, const char *name, struct newsconv_error *error)
{
	const char *path = nc_run_old(run, name);

	if (path == NULL)
		return nc_error_memory(error);
	if (unlink(path) == 0 || errno == ENOENT)
		return NEWSCONV_OK;
	nc_error_system(error, NEWSCONV_WRITE_FAILED, "cannot remove");
	return nc_error_where(error, NEWSCONV_WRITE_FAILED, path);
}

/* Lists of an earlier run would be wrong once something has a new name. */
static int
remove_outputs(struct nc_run *run, struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	if (run->options.no_manifest && run->package == NULL)
		result = remove_list(run, NC_OUTPUTS_NAME, error);
	if (result == NEWSCONV_OK && run->options.no_manifest &&
	    run->package == NULL)
		result = remove_list(run, NC_SUMS_NAME, error);
	return result;
}

int
nc_commit_finish(struct nc_run *run, struct newsconv_error *error)
{
	int result = remove_outputs(run, error);

	if (result == NEWSCONV_OK)
		result = nc_give_names(run, error);
	return result < 0 ? result : nc_make_package(run, error);
}
