/*
 * One line of one manifest at a time: it goes to the joined manifest, its
 * articles' lines to the joined JSON Lines of its run.  Of these files, one a
 * shard and run, a few are open at once; memory does not grow with the batch.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "digest.h"
#include "directory.h"
#include "error.h"
#include "file.h"
#include "manifest.h"
#include "merge_lines.h"
#include "out_file.h"
#include "run.h"
#include "sort_lines.h"
#include "utf8.h"

enum { BLOCK = 16 * 1024, MOST_OPEN = 128, PROGRESS_LINES = 4096 };

/* The JSON Lines of one run of one shard. */
struct source {
	const char *path; /* NULL: it wrote none */
	int descriptor;   /* -1: not open now */
	uint64_t offset;  /* of what comes behind the block */
	char *block;
	size_t at, filled;
};

struct joining {
	struct nc_merged_lines *merged;
	struct nc_arena *arena;
	const struct nc_shards *shards;
	const char *target;
	struct nc_manifest_join *join;
	struct nc_out_file *manifest;
	struct nc_out_file *payloads; /* digests of all that is stored */
	const char *payloads_path;
	struct source *sources;     /* [shard * runs + run] */
	struct nc_out_file **lines; /* by run; NULL: none yet */
	size_t open;                /* of the sources */
	size_t next_to_close;
	struct nc_digest *digests; /* of the manifest after each run */
	struct nc_buffer without;  /* a line without "missing" */
	struct nc_buffer last_path;
	struct nc_manifest_line last;
};

/* ---------------------------------------------------------------- JSON Lines */

static size_t
source_count(const struct joining *joining)
{
	return joining->shards->count * joining->shards->runs;
}

/* Close one that is open, each in its turn. */
static void
close_one(struct joining *joining)
{
	size_t count = source_count(joining), i;

	for (i = 0; i < count; i++) {
		struct source *source =
		    &joining->sources[joining->next_to_close++ % count];

		if (source->descriptor < 0)
			continue;
		close(source->descriptor);
		source->descriptor = -1;
		joining->open--;
		return;
	}
}

static int
reopen(struct joining *joining, struct source *source,
    struct newsconv_error *error)
{
	if (source->descriptor >= 0)
		return NEWSCONV_OK;
	if (joining->open == MOST_OPEN)
		close_one(joining);
	if (source->block == NULL)
		source->block = nc_arena_alloc(joining->arena, BLOCK);
	if (source->block == NULL)
		return nc_error_memory(error);
	source->descriptor = open(source->path, O_RDONLY | O_CLOEXEC);
	if (source->descriptor < 0) {
		nc_error_system(error, NEWSCONV_READ_FAILED, "cannot open");
		return nc_error_where(
		    error, NEWSCONV_READ_FAILED, source->path);
	}
	joining->open++;
	return NEWSCONV_OK;
}

/* NEWSCONV_END when nothing is left. */
static int
fill(struct joining *joining, struct source *source,
    struct newsconv_error *error)
{
	int result = reopen(joining, source, error);

	if (result < 0)
		return result;
	result = nc_file_pread(source->descriptor, source->block, BLOCK,
	    source->offset, &source->filled, error);
	if (result < 0)
		return nc_error_where(error, result, source->path);
	source->offset += source->filled;
	source->at = 0;
	return source->filled == 0 ? NEWSCONV_END : NEWSCONV_OK;
}

static int
differs(const char *path, struct newsconv_error *error)
{
	nc_error_set(error, NEWSCONV_BAD_VALUE,
	    "has not as many lines as the manifest says");
	return nc_error_where(error, NEWSCONV_BAD_VALUE, path);
}

static int
copy_line(struct joining *joining, struct source *source,
    struct nc_out_file *target, struct newsconv_error *error)
{
	const char *end = NULL;

	while (end == NULL) {
		size_t size;
		int result = NEWSCONV_OK;

		if (source->at == source->filled)
			result = fill(joining, source, error);
		if (result == NEWSCONV_END)
			return differs(source->path, error);
		if (result < 0)
			return result;
		size = source->filled - source->at;
		end = memchr(source->block + source->at, '\n', size);
		if (end != NULL)
			size = (size_t)(end - source->block) + 1 - source->at;
		result = nc_out_write(
		    target, source->block + source->at, size, error);
		if (result < 0)
			return result;
		source->at += size;
	}
	joining->merged->articles++;
	return NEWSCONV_OK;
}

/* The first file of a run is where all go; its name is without the shard. */
static int
begin_lines(struct joining *joining, size_t run, struct newsconv_error *error)
{
	struct newsconv_text name = joining->merged->jsonl[run];
	char *path = nc_path_in(joining->arena, joining->target, name);
	int result;

	if (path == NULL)
		return nc_error_memory(error);
	result = nc_directory_make_parent(path, error);
	if (result < 0)
		return result;
	return nc_out_create(&joining->lines[run], path, error);
}

static int
copy_articles(struct joining *joining, const struct nc_manifest_line *line,
    size_t shard, struct newsconv_error *error)
{
	size_t run = line->run - 1;
	struct source *source =
	    &joining->sources[shard * joining->shards->runs + run];
	uint64_t i;
	int result = NEWSCONV_OK;

	/* Where no JSON Lines are written nothing is to be copied. */
	if (source->path == NULL)
		return NEWSCONV_OK;
	for (i = 0; i < line->articles && result == NEWSCONV_OK; i++)
		result = copy_line(joining, source, joining->lines[run], error);
	return result;
}

/* ----------------------------------------------------------------- manifests */

/* The manifest after each run had the line as it was then. */
static int
digest_line(struct joining *joining, const struct nc_manifest_line *line,
    struct newsconv_text text, struct newsconv_error *error)
{
	struct nc_manifest_line found = *line;
	size_t run;

	nc_buffer_clear(&joining->without);
	nc_buffer_add(&joining->without, text.data, text.size);
	nc_buffer_byte(&joining->without, '\n');
	for (run = joining->shards->runs; run >= line->run; run--) {
		if (run + 1 == line->missing) {
			found.missing = 0;
			nc_buffer_clear(&joining->without);
			nc_manifest_put(&joining->without, &found);
		}
		nc_digest_update(&joining->digests[run - 1],
		    joining->without.data, joining->without.size);
	}
	return nc_buffer_check(&joining->without, error);
}

static int
refuse_line(const struct joining *joining, const struct nc_manifest_line *line,
    size_t shard, const char *text, struct newsconv_error *error)
{
	char shown[256];

	nc_printable(shown, sizeof(shown), line->path.data, line->path.size);
	nc_error_set(error, NEWSCONV_BAD_VALUE, "%s %s", shown, text);
	return nc_error_where(
	    error, NEWSCONV_BAD_VALUE, joining->shards->all[shard].path);
}

/* Shards have no input in common, and a line is of one of the shard's runs. */
static int
check_line(struct joining *joining, const struct nc_manifest_line *line,
    size_t shard, struct newsconv_error *error)
{
	struct nc_manifest_line *last = &joining->last;
	bool again = last->run > 0 && nc_manifest_compare(last, line) == 0;

	if (again)
		return refuse_line(joining, line, shard,
		    "is in another shard's manifest too", error);
	if (line->run > joining->shards->all[shard].history.count)
		return refuse_line(joining, line, shard,
		    "is of a run that the history does not have", error);
	nc_buffer_clear(&joining->last_path);
	nc_buffer_add(&joining->last_path, line->path.data, line->path.size);
	last->path.data = joining->last_path.data;
	last->path.size = joining->last_path.size;
	last->number = line->number;
	last->run = line->run;
	return nc_buffer_check(&joining->last_path, error);
}

static int
take_line(struct joining *joining, const struct nc_manifest_line *line,
    struct newsconv_text text, size_t shard, struct newsconv_error *error)
{
	int result = check_line(joining, line, shard, error);

	if (result == NEWSCONV_OK)
		result = digest_line(joining, line, text, error);
	if (result == NEWSCONV_OK)
		result = nc_out_write(
		    joining->manifest, text.data, text.size, error);
	if (result == NEWSCONV_OK)
		result = nc_out_write(joining->manifest, "\n", 1, error);
	if (result == NEWSCONV_OK && line->status == NC_ARCHIVED &&
	    line->sha256[0] != '\0') {
		result = nc_out_write(
		    joining->payloads, line->sha256, 64, error);
		if (result == NEWSCONV_OK)
			result = nc_out_write(
			    joining->payloads, "\n", 1, error);
	}
	return result < 0 ? result : copy_articles(joining, line, shard, error);
}

static int
take_lines(struct joining *joining, nc_merge_progress *progress, void *context,
    struct newsconv_error *error)
{
	struct nc_manifest_line line;
	struct newsconv_text text;
	uint64_t lines = 0;
	size_t shard;

	for (;;) {
		int result = nc_manifest_join_next(
		    joining->join, &line, &text, &shard, error);

		if (result != NEWSCONV_OK)
			return result < 0 ? result : NEWSCONV_OK;
		result = take_line(joining, &line, text, shard, error);
		if (result < 0)
			return result;
		if (++lines % PROGRESS_LINES == 0 &&
		    progress(lines, context) != 0)
			return nc_error_set(error, NEWSCONV_INTERRUPTED,
			    "ended as it was wanted");
	}
}

/* ------------------------------------------------------------ begin and end */

static int
open_sources(struct joining *joining, struct newsconv_error *error)
{
	size_t shard, run, runs = joining->shards->runs;

	for (shard = 0; shard < joining->shards->count; shard++) {
		const struct nc_shard *one = &joining->shards->all[shard];

		for (run = 0; run < runs; run++) {
			struct source *source =
			    &joining->sources[shard * runs + run];

			source->descriptor = -1;
			if (run >= one->history.count ||
			    one->history.runs[run].jsonl.size == 0)
				continue;
			source->path = nc_path_in(joining->arena, one->path,
			    one->history.runs[run].jsonl);
			if (source->path == NULL)
				return nc_error_memory(error);
		}
	}
	return NEWSCONV_OK;
}

/* "jsonl/a-shard-1-of-4.jsonl" without the shard; in the arena. */
static int
name_lines(struct nc_arena *arena, struct newsconv_text *name,
    struct newsconv_text given, struct newsconv_error *error)
{
	static const char suffix[] = ".jsonl";
	char *copy = nc_arena_copy(arena, given.data, given.size);
	char *shard, *next;

	if (copy == NULL)
		return nc_error_memory(error);
	shard = strstr(copy, "-shard-");
	while (shard != NULL && (next = strstr(shard + 1, "-shard-")) != NULL)
		shard = next;
	if (shard != NULL)
		strcpy(shard, suffix);
	*name = nc_text(copy);
	return NEWSCONV_OK;
}

static bool
taken(const struct nc_merged_lines *merged, size_t run)
{
	struct newsconv_text name = merged->jsonl[run];
	size_t i;

	for (i = 0; i < run; i++)
		if (nc_text_equals(name, merged->jsonl[i].data))
			return true;
	return false;
}

/* A name for each run in which a shard wrote JSON Lines. */
static int
name_runs(struct joining *joining, struct newsconv_error *error)
{
	const struct nc_shards *shards = joining->shards;
	struct nc_merged_lines *merged = joining->merged;
	size_t run, shard;
	int result = NEWSCONV_OK;

	for (run = 0; run < shards->runs && result == NEWSCONV_OK; run++) {
		merged->jsonl[run] = nc_text("");
		for (shard = 0; shard < shards->count; shard++)
			if (joining->sources[shard * shards->runs + run].path !=
			    NULL)
				break;
		if (shard == shards->count)
			continue;
		result = name_lines(joining->arena, &merged->jsonl[run],
		    shards->all[shard].history.runs[run].jsonl, error);
		if (result == NEWSCONV_OK && taken(merged, run))
			result = nc_error_set(error, NEWSCONV_BAD_VALUE,
			    "two runs call their JSON Lines %s",
			    merged->jsonl[run].data);
		if (result == NEWSCONV_OK)
			result = begin_lines(joining, run, error);
	}
	return result;
}

static int
open_manifests(struct joining *joining, struct newsconv_error *error)
{
	size_t count = joining->shards->count, i;
	const char **paths = nc_arena_array(
	    joining->arena, count, sizeof(*paths));

	if (paths == NULL)
		return nc_error_memory(error);
	for (i = 0; i < count; i++) {
		paths[i] = nc_path_in(joining->arena,
		    joining->shards->all[i].path, nc_text(NC_MANIFEST_NAME));
		if (paths[i] == NULL)
			return nc_error_memory(error);
	}
	return nc_manifest_join_open(&joining->join, paths, count, error);
}

static int
begin(struct joining *joining, struct newsconv_error *error)
{
	size_t runs = joining->shards->runs, i;
	const char *manifest = nc_path_in(
	    joining->arena, joining->target, nc_text(NC_MANIFEST_NAME));
	int result;

	joining->payloads_path = nc_path_in(
	    joining->arena, joining->target, nc_text("payloads"));
	joining->merged->jsonl = nc_arena_array(
	    joining->arena, runs, sizeof(*joining->merged->jsonl));
	joining->merged->manifest = nc_arena_array(
	    joining->arena, runs, sizeof(*joining->merged->manifest));
	joining->sources = nc_arena_array(
	    joining->arena, source_count(joining), sizeof(*joining->sources));
	joining->lines = nc_arena_array(
	    joining->arena, runs, sizeof(*joining->lines));
	joining->digests = nc_arena_array(
	    joining->arena, runs, sizeof(*joining->digests));
	if (manifest == NULL || joining->payloads_path == NULL ||
	    joining->merged->jsonl == NULL ||
	    joining->merged->manifest == NULL || joining->sources == NULL ||
	    joining->lines == NULL || joining->digests == NULL)
		return nc_error_memory(error);
	for (i = 0; i < runs; i++)
		nc_digest_begin(&joining->digests[i], NC_SHA256);
	result = open_sources(joining, error);
	if (result == NEWSCONV_OK)
		result = name_runs(joining, error);
	if (result == NEWSCONV_OK)
		result = open_manifests(joining, error);
	if (result == NEWSCONV_OK)
		result = nc_out_create(&joining->manifest, manifest, error);
	if (result == NEWSCONV_OK)
		result = nc_out_create(
		    &joining->payloads, joining->payloads_path, error);
	return result;
}

/* Of each file all lines must be somebody's. */
static int
check_ends(struct joining *joining, struct newsconv_error *error)
{
	size_t count = source_count(joining), i;

	for (i = 0; i < count; i++) {
		struct source *source = &joining->sources[i];
		int result = NEWSCONV_END;

		if (source->path == NULL)
			continue;
		if (source->at == source->filled)
			result = fill(joining, source, error);
		else
			result = NEWSCONV_OK;
		if (result < 0)
			return result;
		if (result == NEWSCONV_OK)
			return differs(source->path, error);
	}
	return NEWSCONV_OK;
}

/* How many payloads are stored again: equal lines of the sorted digests. */
static int
count_equal(const char *path, uint64_t *equal, struct newsconv_error *error)
{
	struct nc_sort_options options = {
	    .sources = &path, .source_count = 1, .separator = '\n'};
	char lines[2][65];
	FILE *file;
	unsigned now = 0;
	int result = nc_sort_lines(path, &options, error);

	if (result < 0)
		return result;
	file = fopen(path, "re");
	if (file == NULL) {
		nc_error_system(error, NEWSCONV_READ_FAILED, "cannot open");
		return nc_error_where(error, NEWSCONV_READ_FAILED, path);
	}
	memset(lines, 0, sizeof(lines));
	for (; fread(lines[now], 65, 1, file) == 1; now = !now)
		*equal += memcmp(lines[0], lines[1], 65) == 0;
	if (ferror(file))
		result = nc_error_set(
		    error, NEWSCONV_READ_FAILED, "cannot be read back");
	fclose(file);
	return result < 0 ? nc_error_where(error, result, path) : result;
}

static int
finish(struct joining *joining, struct newsconv_error *error)
{
	size_t i;
	int result = check_ends(joining, error);

	for (i = 0; i < joining->shards->runs && result == NEWSCONV_OK; i++)
		if (joining->lines[i] != NULL)
			result = nc_out_finish(joining->lines[i], error);
	if (result == NEWSCONV_OK)
		result = nc_out_finish(joining->manifest, error);
	if (result == NEWSCONV_OK)
		result = nc_out_flush(joining->payloads, error);
	if (result == NEWSCONV_OK)
		result = count_equal(joining->payloads_path,
		    &joining->merged->payloads_twice, error);
	if (result < 0)
		return result;
	if (unlink(joining->payloads_path) != 0) {
		nc_error_system(error, NEWSCONV_WRITE_FAILED, "cannot remove");
		return nc_error_where(
		    error, NEWSCONV_WRITE_FAILED, joining->payloads_path);
	}
	for (i = 0; i < joining->shards->runs; i++)
		nc_digest_end_hex(
		    &joining->digests[i], joining->merged->manifest[i]);
	return NEWSCONV_OK;
}

static void
release(struct joining *joining)
{
	size_t i;

	nc_manifest_join_free(joining->join);
	nc_out_free(joining->manifest);
	nc_out_free(joining->payloads);
	for (i = 0; joining->lines != NULL && i < joining->shards->runs; i++)
		nc_out_free(joining->lines[i]);
	for (i = 0; joining->open > 0 && i < source_count(joining); i++)
		if (joining->sources[i].descriptor >= 0)
			close(joining->sources[i].descriptor);
	nc_buffer_free(&joining->without);
	nc_buffer_free(&joining->last_path);
}

int
nc_merge_lines(struct nc_merged_lines *merged, struct nc_arena *arena,
    const struct nc_shards *shards, const char *target,
    nc_merge_progress *progress, void *context, struct newsconv_error *error)
{
	struct joining joining = {.merged = merged,
	    .arena = arena,
	    .shards = shards,
	    .target = target,
	    .without = NC_BUFFER(SIZE_MAX),
	    .last_path = NC_BUFFER(SIZE_MAX)};
	int result;

	memset(merged, 0, sizeof(*merged));
	result = begin(&joining, error);
	if (result == NEWSCONV_OK)
		result = take_lines(&joining, progress, context, error);
	if (result == NEWSCONV_OK)
		result = finish(&joining, error);
	release(&joining);
	return result;
}
