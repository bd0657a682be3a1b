/*
 * A manifest must not speak of a file that is not there, nor may a full disk
 * leave one that is cut off: all bytes are on the disk before the output gets
 * its name, and these get theirs after it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "beside.h"
#include "directory.h"
#include "error.h"
#include "sink.h"
#include "sums_file.h"
#include "utf8.h"

#define SUMS_CEILING ((size_t)1 << 30)

struct nc_beside {
	struct nc_arena *arena;
	struct nc_output_list *listing;
	struct nc_sink *manifest, *sums;
	const char *name; /* of the output in its folder */
	const char *manifest_path, *manifest_name;
	const char *folder, *sums_path;
	/* Where they have a name first; else their own paths. */
	const char *manifest_stage, *sums_stage;
	int lock; /* of the folder, or -1 */
	struct nc_digest digest;
};

static int
set_paths(struct nc_beside *beside, const char *path)
{
	char *folder = nc_directory_of(path);

	beside->name = nc_arena_copy(beside->arena,
	    nc_last_part(nc_text(path)).data, nc_last_part(nc_text(path)).size);
	beside->manifest_path = nc_arena_format(
	    beside->arena, "%s.manifest.jsonl", path);
	if (folder != NULL)
		beside->folder = nc_arena_format(beside->arena, "%s", folder);
	if (beside->folder != NULL)
		beside->sums_path = nc_arena_format(
		    beside->arena, "%s/" NC_SUMS_NAME, beside->folder);
	if (beside->name != NULL)
		beside->manifest_name = nc_arena_format(
		    beside->arena, "%s.manifest.jsonl", beside->name);
	free(folder);
	return beside->manifest_path == NULL || beside->sums_path == NULL ||
		beside->manifest_name == NULL
	    ? NEWSCONV_NO_MEMORY
	    : NEWSCONV_OK;
}

static int
set_stages(struct nc_beside *beside, const char *work)
{
	beside->manifest_stage = beside->manifest_path;
	beside->sums_stage = beside->sums_path;
	if (work == NULL)
		return NEWSCONV_OK;
	beside->manifest_stage = nc_arena_format(
	    beside->arena, "%s/package.manifest", work);
	beside->sums_stage = nc_arena_format(
	    beside->arena, "%s/package.sums", work);
	return beside->manifest_stage == NULL || beside->sums_stage == NULL
	    ? NEWSCONV_NO_MEMORY
	    : NEWSCONV_OK;
}

int
nc_beside_open(struct nc_beside **result_beside, const char *path, bool replace,
    const char *work, struct newsconv_error *error)
{
	struct nc_beside *beside = calloc(1, sizeof(*beside));
	int result = NEWSCONV_OK;

	if (beside == NULL)
		return nc_error_memory(error);
	beside->lock = -1;
	beside->arena = nc_arena_new((size_t)1 << 20);
	if (beside->arena == NULL || set_paths(beside, path) < 0 ||
	    set_stages(beside, work) < 0)
		result = nc_error_memory(error);
	if (result == NEWSCONV_OK) {
		result = nc_sink_open(
		    &beside->manifest, beside->manifest_stage, replace, error);
		if (result < 0)
			nc_error_where(error, result, beside->manifest_path);
	}
	if (result == NEWSCONV_OK)
		result = nc_output_list_open(&beside->listing, path, error);
	if (result < 0)
		nc_beside_free(beside);
	else
		*result_beside = beside;
	return result;
}

struct nc_output_list *
nc_beside_listing(struct nc_beside *beside)
{
	return beside->listing;
}

/* ------------------------------------------------------------------- writing */

static int
write_manifest(
    void *target, const void *data, size_t size, struct newsconv_error *error)
{
	struct nc_beside *beside = target;

	nc_digest_update(&beside->digest, data, size);
	return nc_sink_write(beside->manifest, data, size, error);
}

static int
make_manifest(
    struct nc_beside *beside, int64_t time, struct newsconv_error *error)
{
	int result;

	nc_digest_begin(&beside->digest, NC_SHA256);
	result = nc_output_list_write(
	    beside->listing, time, write_manifest, beside, error);
	if (result == NEWSCONV_OK)
		result = nc_sink_sync(beside->manifest, error);
	return result < 0 ? nc_error_where(error, result, beside->manifest_path)
			  : result;
}

static int
write_sums(struct nc_beside *beside, const struct nc_buffer *list,
    struct newsconv_error *error)
{
	int result = nc_sink_open(
	    &beside->sums, beside->sums_stage, true, error);

	if (result == NEWSCONV_OK)
		result = nc_sink_write(
		    beside->sums, list->data, list->size, error);
	if (result == NEWSCONV_OK)
		result = nc_sink_sync(beside->sums, error);
	return result < 0 ? nc_error_where(error, result, beside->sums_path)
			  : result;
}

/* The folder stays locked until the list has its name. */
static int
make_sums(struct nc_beside *beside, const struct nc_sum *sums,
    struct newsconv_error *error)
{
	struct nc_buffer old = NC_BUFFER(SUMS_CEILING);
	struct nc_buffer list = NC_BUFFER(SUMS_CEILING);
	int result = nc_sums_lock(&beside->lock, beside->folder, error);

	if (result < 0)
		return nc_error_where(error, result, beside->sums_path);
	result = nc_sums_read(&old, beside->sums_path, error);
	if (result == NEWSCONV_OK) {
		struct newsconv_text lines = {old.data, old.size};

		nc_sums_update(&list, lines, sums, 2);
		result = nc_buffer_check(&list, error);
	}
	if (result == NEWSCONV_OK)
		result = write_sums(beside, &list, error);
	nc_buffer_free(&old);
	nc_buffer_free(&list);
	return result;
}

int
nc_beside_prepare(struct nc_beside *beside, int descriptor, const char *format,
    int64_t time, struct newsconv_error *error)
{
	struct nc_sum sums[2] = {
	    {.name = beside->name}, {.name = beside->manifest_name}};
	struct nc_listed_kind kind;
	struct nc_listed_file listed;
	char suffix[64];
	int result;

	snprintf(suffix, sizeof(suffix), "x.%s", format);
	kind = nc_listed_kind_of(suffix, true);
	result = nc_output_list_add(
	    beside->listing, descriptor, beside->name, &kind, &listed, error);
	if (result == NEWSCONV_OK)
		result = make_manifest(beside, time, error);
	if (result < 0)
		return result;
	memcpy(sums[0].sha256, listed.sha256, sizeof(listed.sha256));
	nc_digest_end_hex(&beside->digest, sums[1].sha256);
	return make_sums(beside, sums, error);
}

static int
give_name(struct nc_sink *sink, const char *stage, const char *path,
    struct newsconv_error *error)
{
	int result = nc_sink_commit(sink, error);

	if (result == NEWSCONV_OK && stage != path && rename(stage, path) != 0)
		result = nc_error_system(
		    error, NEWSCONV_WRITE_FAILED, "cannot rename");
	if (result < 0)
		return nc_error_where(error, result, path);
	return stage == path ? NEWSCONV_OK
			     : nc_directory_sync_parent(path, error);
}

int
nc_beside_commit(struct nc_beside *beside, struct newsconv_error *error)
{
	int result = give_name(beside->manifest, beside->manifest_stage,
	    beside->manifest_path, error);

	return result < 0 ? result
			  : give_name(beside->sums, beside->sums_stage,
				beside->sums_path, error);
}

void
nc_beside_free(struct nc_beside *beside)
{
	if (beside == NULL)
		return;
	nc_output_list_free(beside->listing);
	nc_sink_free(beside->manifest);
	nc_sink_free(beside->sums);
	nc_arena_free(beside->arena);
	if (beside->lock >= 0)
		close(beside->lock);
	free(beside);
}
