/*
 * newsconv_archive_merge(): shards become one archive.  It is built beside its
 * place and gets its name by one rename, so that it is there whole or not at
 * all; what a killed merge left is removed by the next one.  Volumes are linked,
 * all that is sorted is merged as it is read: memory depends on the number of
 * shards and runs only.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive_lock.h"
#include "directory.h"
#include "error.h"
#include "file.h"
#include "manifest.h"
#include "merge_lines.h"
#include "out_file.h"
#include "outputs.h"
#include "place_file.h"
#include "run.h"
#include "sort_lines.h"
#include "stamp.h"
#include "summary.h"
#include "utf8.h"

#define ARENA_CEILING ((size_t)1 << 32)
#define HISTORY_CEILING ((size_t)1 << 30)

/* HEADING: the longest that pages.jsonl may have. */
enum { HEADING = 64 * 1024, PATH_ROOM = 4096 };

struct merge {
	struct newsconv_archive_options options;
	struct nc_arena *arena;
	const char *target;
	const char *work;  /* beside it */
	const char *lock;  /* in that */
	const char *fresh; /* in that: the archive as it grows */
	struct nc_shards shards;
	struct nc_merged_lines lines;
	struct newsconv_archive_summary *summary;
	bool ended;             /* the caller wants it */
	size_t shard;           /* whose books are being placed */
	char synced[PATH_ROOM]; /* the last directory that was synced */
};

/* ------------------------------------------------------------------- events */

static int
send(struct merge *merge, enum newsconv_archive_event_type type,
    const char *input, const char *text)
{
	struct newsconv_archive_event event = {.type = type,
	    .input = input,
	    .text = text,
	    .summary = merge->summary};

	if (merge->options.callback != NULL &&
	    merge->options.callback(&event, merge->options.context) != 0)
		merge->ended = true;
	return merge->ended;
}

static void
note(const char *path, const char *text, void *context)
{
	char shown[512];

	nc_printable(shown, sizeof(shown), path, strlen(path));
	send(context, NEWSCONV_EVENT_NOTE, shown, text);
}

static int
lines_done(uint64_t lines, void *context)
{
	(void)lines;
	return send(context, NEWSCONV_EVENT_PROGRESS, "", "");
}

static int
go_on(struct merge *merge, struct newsconv_error *error)
{
	if (send(merge, NEWSCONV_EVENT_PROGRESS, "", "") == 0)
		return NEWSCONV_OK;
	return nc_error_set(
	    error, NEWSCONV_INTERRUPTED, "ended as it was wanted");
}

/* -------------------------------------------------------------------- files */

static char *
in_shard(struct merge *merge, size_t shard, const char *name)
{
	return nc_path_in(
	    merge->arena, merge->shards.all[shard].path, nc_text(name));
}

static char *
in_fresh(struct merge *merge, const char *name)
{
	return nc_path_in(merge->arena, merge->fresh, nc_text(name));
}

/* "ROOT/name"; names of books are many: they are not kept in the arena. */
static int
join_path(char path[PATH_ROOM], const char *root, const char *name,
    struct newsconv_error *error)
{
	int size = snprintf(path, PATH_ROOM, "%s/%s", root, name);

	if (size >= 0 && size < PATH_ROOM)
		return NEWSCONV_OK;
	nc_error_set(error, NEWSCONV_WRITE_FAILED, "the path is too long");
	return nc_error_where(error, NEWSCONV_WRITE_FAILED, name);
}

/* A shard's file under the name `target`. */
static int
place(struct merge *merge, size_t shard, const char *name, const char *target,
    struct newsconv_error *error)
{
	char from[PATH_ROOM], to[PATH_ROOM];
	int result = join_path(
	    from, merge->shards.all[shard].path, name, error);

	if (result == NEWSCONV_OK)
		result = join_path(to, merge->fresh, target, error);
	if (result == NEWSCONV_OK)
		result = nc_directory_make_parent(to, error);
	return result < 0 ? result : nc_place_file(to, from, error);
}

/* All volumes of one run of one shard. */
static int
place_run(struct merge *merge, size_t shard, const struct nc_history_line *line,
    struct newsconv_error *error)
{
	int result = NEWSCONV_OK;
	size_t i;

	for (i = 0; i < line->volume_count && result == NEWSCONV_OK; i++) {
		struct newsconv_text volume = line->volumes[i];
		char *name = nc_arena_copy(
		    merge->arena, volume.data, volume.size);

		result = name == NULL ? nc_error_memory(error)
				      : place(merge, shard, name, name, error);
		if (result == NEWSCONV_OK)
			result = go_on(merge, error);
	}
	return result;
}

static int
place_volumes(struct merge *merge, struct newsconv_error *error)
{
	int result = NEWSCONV_OK;
	size_t shard, run;

	for (shard = 0; shard < merge->shards.count; shard++) {
		const struct nc_history *history =
		    &merge->shards.all[shard].history;

		for (run = 0; run < history->count && result == NEWSCONV_OK;
		     run++)
			result = place_run(
			    merge, shard, &history->runs[run], error);
	}
	return result;
}

/* The paths of those shards' files of a name that are there. */
static int
find_files(struct merge *merge, const char *name, const char ***paths,
    size_t *count, struct newsconv_error *error)
{
	size_t shard;

	*count = 0;
	*paths = nc_arena_array(
	    merge->arena, merge->shards.count, sizeof(**paths));
	if (*paths == NULL)
		return nc_error_memory(error);
	for (shard = 0; shard < merge->shards.count; shard++) {
		const char *path = in_shard(merge, shard, name);

		if (path == NULL)
			return nc_error_memory(error);
		if (access(path, F_OK) == 0)
			(*paths)[(*count)++] = path;
	}
	return NEWSCONV_OK;
}

/* A file of sorted lines that each shard has, or none. */
static int
merge_sorted(
    struct merge *merge, const char *name, struct newsconv_error *error)
{
	struct nc_sort_options options = {.separator = '\n'};
	const char *target = in_fresh(merge, name);
	const char **paths;
	int result;

	if (target == NULL)
		return nc_error_memory(error);
	result = find_files(merge, name, &paths, &options.source_count, error);
	if (result < 0 || options.source_count == 0)
		return result;
	options.sources = paths;
	result = nc_directory_make_parent(target, error);
	return result < 0 ? result : nc_sort_lines(target, &options, error);
}

/* The size of the first line, which is the heading. */
static int
heading_size(int descriptor, const char *path, uint64_t *size,
    struct newsconv_error *error)
{
	char block[HEADING];
	const char *end = NULL;
	size_t done;
	int result = nc_file_pread(
	    descriptor, block, sizeof(block), 0, &done, error);

	if (result == NEWSCONV_OK) {
		end = memchr(block, '\n', done);
		if (end == NULL)
			result = nc_error_set(error, NEWSCONV_BAD_VALUE,
			    "a list of pages without a heading");
	}
	if (result < 0)
		return nc_error_where(error, result, path);
	*size = (uint64_t)(end - block) + 1;
	return NEWSCONV_OK;
}

/* Of the first list all, of the others what is behind the heading. */
static int
copy_pages(struct nc_out_file *target, const char *path, bool first,
    struct newsconv_error *error)
{
	uint64_t offset;
	int descriptor, result;

	result = nc_file_open_seekable(&descriptor, path, error);
	if (result < 0)
		return nc_error_where(error, result, path);
	result = heading_size(descriptor, path, &offset, error);
	if (first)
		offset = 0;
	if (result == NEWSCONV_OK)
		result = nc_out_copy(target, descriptor, path, &offset, error);
	close(descriptor);
	return result;
}

static int
merge_pages(struct merge *merge, struct newsconv_error *error)
{
	const char *target = in_fresh(merge, NC_PAGES_NAME);
	struct nc_out_file *file = NULL;
	const char **paths;
	size_t count, i;
	int result;

	if (target == NULL)
		return nc_error_memory(error);
	result = find_files(merge, NC_PAGES_NAME, &paths, &count, error);
	if (result < 0 || count == 0)
		return result;
	result = nc_directory_make_parent(target, error);
	if (result == NEWSCONV_OK)
		result = nc_out_create(&file, target, error);
	for (i = 0; i < count && result == NEWSCONV_OK; i++)
		result = copy_pages(file, paths[i], i == 0, error);
	if (result == NEWSCONV_OK)
		result = nc_out_finish(file, error);
	nc_out_free(file);
	return result;
}

/* -------------------------------------------------------------------- books */

/* "epub/a.epub" as "epub/a-shard-2-of-4.epub". */
static int
name_part(const struct merge *merge, char part[PATH_ROOM], const char *name,
    struct newsconv_error *error)
{
	const char *dot = strrchr(name, '.'), *slash = strrchr(name, '/');
	size_t stem = dot != NULL && dot > slash ? (size_t)(dot - name)
						 : strlen(name);
	int size = snprintf(part, PATH_ROOM, "%.*s-shard-%zu-of-%zu%s",
	    (int)stem, name, merge->shard + 1, merge->shards.count,
	    name + stem);

	if (size >= 0 && size < PATH_ROOM)
		return NEWSCONV_OK;
	return nc_error_set(
	    error, NEWSCONV_WRITE_FAILED, "the name of a book is too long");
}

/*
 * A book that several shards have is not made from its parts: each is kept,
 * under a name of its own.  The list of what is in books has been joined, so
 * that the next run that adds to it makes it whole.
 */
static int
place_book(const char *below, void *context, struct newsconv_error *error)
{
	struct merge *merge = context;
	char name[PATH_ROOM], part[PATH_ROOM], path[PATH_ROOM];
	int result = join_path(name, "epub", below, error);

	if (result == NEWSCONV_OK && strcmp(name, NC_BOOKS_NAME) == 0)
		return NEWSCONV_OK;
	if (result == NEWSCONV_OK)
		result = join_path(path, merge->fresh, name, error);
	if (result == NEWSCONV_OK)
		result = go_on(merge, error);
	if (result < 0)
		return result;
	if (access(path, F_OK) != 0)
		return place(merge, merge->shard, name, name, error);
	result = name_part(merge, part, name, error);
	if (result == NEWSCONV_OK)
		result = place(merge, merge->shard, name, part, error);
	if (result == NEWSCONV_OK)
		note(name,
		    "a book that more than one shard has a part of; the parts "
		    "are kept as books of their own",
		    merge);
	return result;
}

static int
place_books(struct merge *merge, struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	for (merge->shard = 0;
	     merge->shard < merge->shards.count && result == NEWSCONV_OK;
	     merge->shard++) {
		const char *books = in_shard(merge, merge->shard, "epub");

		if (books == NULL)
			return nc_error_memory(error);
		if (nc_directory_exists(books))
			result = nc_directory_files(
			    books, place_book, merge, error);
	}
	return result;
}

/* ------------------------------------------------------------------ history */

/* The manifest of each shard is the one that its history ends with. */
static int
check_manifests(struct merge *merge, struct newsconv_error *error)
{
	size_t shard;

	for (shard = 0; shard < merge->shards.count; shard++) {
		const struct nc_history *history =
		    &merge->shards.all[shard].history;
		const char *path = in_shard(merge, shard, NC_MANIFEST_NAME);
		char digest[65];
		int result;

		if (path == NULL)
			return nc_error_memory(error);
		result = nc_manifest_digest(digest, path, error);
		if (result < 0)
			return result;
		if (strcmp(digest,
			history->runs[history->count - 1].manifest) == 0)
			continue;
		nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "is not the manifest that the shard's history names");
		return nc_error_where(error, NEWSCONV_BAD_VALUE, path);
	}
	return NEWSCONV_OK;
}

/* What one shard did in the run, added to what all did. */
static void
add_run(struct nc_history_line *line, struct newsconv_text *volumes,
    const struct nc_history_line *part)
{
	if (part->volume_count > 0)
		memcpy(volumes + line->volume_count, part->volumes,
		    part->volume_count * sizeof(*volumes));
	line->volume_count += part->volume_count;
	if (line->tool.size == 0) {
		line->tool = part->tool;
		line->options = part->options;
	}
	if (part->time > line->time)
		line->time = part->time;
	nc_summary_add(&line->summary, &part->summary);
}

/* What a shard's history says of the run; NULL: it had none. */
static const struct nc_history_line *
part_of(const struct merge *merge, size_t shard, size_t run)
{
	const struct nc_history *history = &merge->shards.all[shard].history;

	return run < history->count ? &history->runs[run] : NULL;
}

/* Room for the volumes of all shards. */
static struct newsconv_text *
volume_room(const struct merge *merge, size_t run)
{
	const struct nc_history_line *part;
	size_t count = 0, shard;

	for (shard = 0; shard < merge->shards.count; shard++) {
		part = part_of(merge, shard, run);
		if (part != NULL)
			count += part->volume_count;
	}
	return nc_arena_array(
	    merge->arena, count + 1, sizeof(struct newsconv_text));
}

static int
make_line(struct merge *merge, struct nc_history_line *line, size_t run,
    struct newsconv_error *error)
{
	struct newsconv_text *volumes = volume_room(merge, run);
	const struct nc_history_line *part;
	size_t shard;

	if (volumes == NULL)
		return nc_error_memory(error);
	memset(line, 0, sizeof(*line));
	line->run = (unsigned)run + 1;
	line->shards = (unsigned)merge->shards.count;
	line->merged = merge->options.time;
	line->jsonl = merge->lines.jsonl[run];
	line->volumes = volumes;
	for (shard = 0; shard < merge->shards.count; shard++) {
		part = part_of(merge, shard, run);
		if (part != NULL)
			add_run(line, volumes, part);
	}
	/* What was not one shard's was another's. */
	line->summary.not_for_us = 0;
	memcpy(line->manifest, merge->lines.manifest[run], 65);
	if (run > 0)
		memcpy(
		    line->manifest_before, merge->lines.manifest[run - 1], 65);
	return NEWSCONV_OK;
}

static int
write_history(struct merge *merge, struct newsconv_error *error)
{
	struct nc_buffer text = NC_BUFFER(HISTORY_CEILING);
	const char *path = in_fresh(merge, NC_HISTORY_NAME);
	struct nc_history_line line;
	size_t run;
	int result = path == NULL ? nc_error_memory(error) : NEWSCONV_OK;

	for (run = 0; run < merge->shards.runs && result == NEWSCONV_OK;
	     run++) {
		result = make_line(merge, &line, run, error);
		if (result == NEWSCONV_OK) {
			nc_history_put(&text, &line);
			nc_summary_add(merge->summary, &line.summary);
		}
	}
	if (result == NEWSCONV_OK)
		result = nc_history_write(path, NULL, &text, error);
	nc_buffer_free(&text);
	merge->summary->run = merge->shards.runs;
	return result;
}

/* -------------------------------------------------------------------- whole */

/* The directory, and those above it up to the archive. */
static int
sync_up(struct merge *merge, char *path, struct newsconv_error *error)
{
	size_t root = strlen(merge->fresh);
	int result = NEWSCONV_OK;

	while (result == NEWSCONV_OK && strlen(path) >= root) {
		result = nc_directory_sync(path, error);
		*strrchr(path, '/') = '\0';
	}
	return result;
}

/* Files of one directory come together: it is synced when another begins. */
static int
sync_directory_of(const char *name, void *context, struct newsconv_error *error)
{
	struct merge *merge = context;
	char path[PATH_ROOM];
	int result = join_path(path, merge->fresh, name, error);

	if (result < 0)
		return result;
	*strrchr(path, '/') = '\0';
	if (strcmp(path, merge->synced) == 0)
		return NEWSCONV_OK;
	strcpy(merge->synced, path);
	return sync_up(merge, path, error);
}

static int
still_wanted(void *context, struct newsconv_error *error)
{
	return go_on(context, error);
}

/* What shards listed of their volumes is taken over. */
static int
make_outputs(struct merge *merge, struct newsconv_error *error)
{
	const char *roots[] = {merge->fresh};
	struct nc_outputs outputs = {.roots = roots,
	    .root_count = 1,
	    .joined = true,
	    .target = merge->fresh,
	    .work = merge->fresh,
	    .time = merge->options.time,
	    .go_on = still_wanted,
	    .context = merge};
	const char **paths;
	int result;

	if (merge->options.no_manifest)
		return NEWSCONV_OK;
	result = find_files(
	    merge, NC_OUTPUTS_NAME, &paths, &outputs.previous_count, error);
	outputs.previous = paths;
	return result < 0 ? result : nc_outputs_make(&outputs, error);
}

static void
tell_of_payloads(struct merge *merge)
{
	char text[128];

	if (merge->lines.payloads_twice == 0)
		return;
	snprintf(text, sizeof(text),
	    "%llu payloads are stored again, since another shard has them too",
	    (unsigned long long)merge->lines.payloads_twice);
	note("", text, merge);
}

static int
build(struct merge *merge, struct newsconv_error *error)
{
	int result = nc_directory_make(merge->fresh, error);

	if (result == NEWSCONV_OK)
		result = check_manifests(merge, error);
	if (result == NEWSCONV_OK)
		result = place_volumes(merge, error);
	if (result == NEWSCONV_OK)
		result = nc_merge_lines(&merge->lines, merge->arena,
		    &merge->shards, merge->fresh, lines_done, merge, error);
	if (result == NEWSCONV_OK)
		result = merge_sorted(merge, NC_INDEX_NAME, error);
	if (result == NEWSCONV_OK)
		result = merge_pages(merge, error);
	if (result == NEWSCONV_OK)
		result = merge_sorted(merge, NC_BOOKS_NAME, error);
	if (result == NEWSCONV_OK)
		result = place_books(merge, error);
	if (result == NEWSCONV_OK)
		result = write_history(merge, error);
	if (result == NEWSCONV_OK)
		result = make_outputs(merge, error);
	if (result == NEWSCONV_OK)
		result = nc_directory_files(
		    merge->fresh, sync_directory_of, merge, error);
	if (result < 0)
		return result;
	tell_of_payloads(merge);
	return go_on(merge, error);
}

static int
refuse_target(const struct merge *merge, struct newsconv_error *error)
{
	struct stat status;

	if (lstat(merge->target, &status) != 0)
		return NEWSCONV_OK;
	nc_error_set(error, NEWSCONV_EXISTS,
	    "exists already; shards are joined into a new archive");
	return nc_error_where(error, NEWSCONV_EXISTS, merge->target);
}

static int
give_name(struct merge *merge, struct newsconv_error *error)
{
	const char *slash = strrchr(merge->target, '/');
	char *parent = slash == NULL
	    ? nc_arena_format(merge->arena, ".")
	    : nc_arena_copy(merge->arena, merge->target,
		  slash == merge->target ? 1 : (size_t)(slash - merge->target));
	int result;

	if (parent == NULL)
		return nc_error_memory(error);
	if (rename(merge->fresh, merge->target) != 0) {
		nc_error_system(error, NEWSCONV_WRITE_FAILED, "cannot rename");
		return nc_error_where(
		    error, NEWSCONV_WRITE_FAILED, merge->target);
	}
	result = nc_directory_sync(parent, error);
	/* What may not be on the disk is not said to be there. */
	if (result < 0)
		rename(merge->target, merge->fresh);
	return result;
}

/*
 * The lock's file goes last, and the directory only if it is empty then:
 * another merge may have locked it anew.  What is there is done: that something
 * of no use could not be removed is no failure.
 */
static void
clean_up(const struct merge *merge, int result)
{
	if (result < 0)
		nc_directory_remove(merge->fresh, NULL);
	unlink(merge->lock);
	rmdir(merge->work);
}

static int
run_locked(struct merge *merge, struct newsconv_error *error)
{
	int result = nc_directory_remove(merge->fresh, error);

	if (result == NEWSCONV_OK)
		result = refuse_target(merge, error);
	if (result == NEWSCONV_OK)
		result = build(merge, error);
	if (result == NEWSCONV_OK)
		result = give_name(merge, error);
	return result;
}

static int
set_paths(struct merge *merge, struct newsconv_error *error)
{
	const char *output = merge->options.output;
	size_t size = strlen(output);

	while (size > 1 && output[size - 1] == '/')
		size--;
	merge->target = nc_arena_copy(merge->arena, output, size);
	if (merge->target != NULL)
		merge->work = nc_arena_format(
		    merge->arena, "%s.unfinished", merge->target);
	if (merge->work != NULL)
		merge->lock = nc_arena_format(
		    merge->arena, "%s/lock", merge->work);
	if (merge->lock != NULL)
		merge->fresh = nc_arena_format(
		    merge->arena, "%s/new", merge->work);
	return merge->fresh == NULL ? nc_error_memory(error) : NEWSCONV_OK;
}

static int
check_options(const struct newsconv_archive_options *options,
    size_t shard_count, struct newsconv_error *error)
{
	size_t size = options->output == NULL ? 0 : strlen(options->output);

	if (size == 0)
		return nc_error_set(
		    error, NEWSCONV_BAD_VALUE, "no output is named");
	if (size > 5 && strcmp(options->output + size - 5, ".wacz") == 0)
		return nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "shards are joined into a directory, not a WACZ");
	if (shard_count == 0)
		return nc_error_set(
		    error, NEWSCONV_BAD_VALUE, "no shard is named");
	if (options->time < 0 || options->time > NC_LAST_SECOND)
		return nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "the time is not within the years 1970 to 9999");
	return NEWSCONV_OK;
}

static int
run_merge(struct merge *merge, const char *const *shards, size_t shard_count,
    struct newsconv_error *error)
{
	const char *holder = merge->options.holder != NULL
	    ? merge->options.holder
	    : "a program that does not say its name";
	int lock = -1, result = set_paths(merge, error);

	if (result < 0)
		return result;
	/* What a killed merge left is removed even if this one is refused. */
	if (!nc_directory_exists(merge->work))
		result = refuse_target(merge, error);
	if (result == NEWSCONV_OK)
		result = nc_shards_open(&merge->shards, merge->arena, shards,
		    shard_count, note, merge, error);
	if (result == NEWSCONV_OK)
		result = nc_archive_lock(&lock, merge->work, holder, error);
	if (result < 0) {
		/* It may have been made for the lock. */
		rmdir(merge->work);
		return result;
	}
	result = run_locked(merge, error);
	clean_up(merge, result);
	close(lock);
	return result;
}

int
newsconv_archive_merge(const char *const *shards, size_t shard_count,
    const struct newsconv_archive_options *options,
    struct newsconv_archive_summary *summary, struct newsconv_error *error)
{
	struct newsconv_archive_summary unused;
	struct merge merge;
	int result;

	memset(&merge, 0, sizeof(merge));
	merge.summary = summary == NULL ? &unused : summary;
	memset(merge.summary, 0, sizeof(*merge.summary));
	newsconv_archive_options_init(&merge.options);
	memcpy(&merge.options, options,
	    options->size < sizeof(merge.options) ? options->size
						  : sizeof(merge.options));
	result = check_options(&merge.options, shard_count, error);
	if (result < 0)
		return result;
	merge.arena = nc_arena_new(ARENA_CEILING);
	if (merge.arena == NULL)
		return nc_error_memory(error);
	result = run_merge(&merge, shards, shard_count, error);
	nc_arena_free(merge.arena);
	return result;
}
