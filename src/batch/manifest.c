/*
 * Manifests as streams: read line by line through one block, and joined
 * without ever being in memory.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "digest.h"
#include "error.h"
#include "file.h"
#include "manifest.h"
#include "out_file.h"

enum { FIRST_BLOCK = 64 * 1024 };

/* A line holds a path and a URI; what is longer was not written by us. */
#define LONGEST_LINE ((size_t)16 << 20)
/* Texts of so many bytes of lines share an arena. */
#define ARENA_BYTES ((size_t)1 << 20)

struct nc_manifest_cursor {
	int descriptor; /* -1: there is no such file */
	char *path;
	char *block;
	size_t capacity, at, filled;
	uint64_t offset; /* of the byte at block[at] */
	uint64_t number; /* of the line last given; 0 after a seek */
	struct nc_arena *arena;
	size_t arena_bytes; /* of lines since it is new */
	struct nc_buffer last_path;
	struct nc_manifest_line last; /* path, number and run of it */
	bool any;
};

int
nc_manifest_open(struct nc_manifest_cursor **result_cursor, const char *path,
    struct newsconv_error *error)
{
	struct nc_manifest_cursor *cursor = calloc(1, sizeof(*cursor));
	int result = NEWSCONV_OK;

	if (cursor == NULL)
		return nc_error_memory(error);
	cursor->capacity = FIRST_BLOCK;
	cursor->last_path.ceiling = SIZE_MAX;
	cursor->path = strdup(path);
	cursor->block = malloc(cursor->capacity);
	cursor->descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (cursor->descriptor < 0 && errno != ENOENT) {
		nc_error_system(error, NEWSCONV_READ_FAILED, "cannot open");
		result = nc_error_where(error, NEWSCONV_READ_FAILED, path);
	}
	if (cursor->path == NULL || cursor->block == NULL)
		result = nc_error_memory(error);
	if (result < 0)
		nc_manifest_close(cursor);
	else
		*result_cursor = cursor;
	return result;
}

void
nc_manifest_close(struct nc_manifest_cursor *cursor)
{
	if (cursor == NULL)
		return;
	if (cursor->descriptor >= 0)
		close(cursor->descriptor);
	nc_arena_free(cursor->arena);
	nc_buffer_free(&cursor->last_path);
	free(cursor->block);
	free(cursor->path);
	free(cursor);
}

/* The failure, with the file and the line. */
static int
at_line(const struct nc_manifest_cursor *cursor, int result,
    struct newsconv_error *error)
{
	nc_error_where(error, result, cursor->path);
	if (error != NULL && result == NEWSCONV_INVALID) {
		error->line = cursor->number;
		error->offset += cursor->offset;
	}
	return result;
}

/* Room behind what is left of the block. */
static int
make_room(struct nc_manifest_cursor *cursor, struct newsconv_error *error)
{
	size_t larger = cursor->capacity * 2;
	char *block;

	memmove(cursor->block, cursor->block + cursor->at,
	    cursor->filled - cursor->at);
	cursor->filled -= cursor->at;
	cursor->at = 0;
	if (cursor->filled < cursor->capacity)
		return NEWSCONV_OK;
	if (larger > LONGEST_LINE) {
		nc_error_set(error, NEWSCONV_INVALID, "a line is too long");
		return at_line(cursor, NEWSCONV_INVALID, error);
	}
	block = realloc(cursor->block, larger);
	if (block == NULL)
		return nc_error_memory(error);
	cursor->block = block;
	cursor->capacity = larger;
	return NEWSCONV_OK;
}

static int
fill(struct nc_manifest_cursor *cursor, size_t *done,
    struct newsconv_error *error)
{
	int result = make_room(cursor, error);

	if (result < 0)
		return result;
	result = nc_file_pread(cursor->descriptor,
	    cursor->block + cursor->filled, cursor->capacity - cursor->filled,
	    cursor->offset + cursor->filled, done, error);
	if (result < 0)
		return at_line(cursor, result, error);
	cursor->filled += *done;
	return NEWSCONV_OK;
}

/* The line at the front, without its end; it stays there. */
static int
take_line(struct nc_manifest_cursor *cursor, struct newsconv_text *text,
    struct newsconv_error *error)
{
	size_t searched = 0, done;
	int result;

	if (cursor->descriptor < 0)
		return NEWSCONV_END;
	for (;;) {
		const char *start = cursor->block + cursor->at;
		size_t left = cursor->filled - cursor->at;
		const char *end = left == searched
		    ? NULL
		    : memchr(start + searched, '\n', left - searched);

		if (end != NULL) {
			text->data = start;
			text->size = (size_t)(end - start);
			return NEWSCONV_OK;
		}
		searched = left;
		result = fill(cursor, &done, error);
		if (result < 0)
			return result;
		if (done == 0 && left == 0)
			return NEWSCONV_END;
		if (done == 0) {
			cursor->number++;
			nc_error_set(error, NEWSCONV_INVALID,
			    "the last line does not end");
			return at_line(cursor, NEWSCONV_INVALID, error);
		}
	}
}

static int
renew_arena(struct nc_manifest_cursor *cursor, size_t size,
    struct newsconv_error *error)
{
	if (cursor->arena == NULL || cursor->arena_bytes > ARENA_BYTES) {
		nc_arena_free(cursor->arena);
		cursor->arena = nc_arena_new(SIZE_MAX);
		cursor->arena_bytes = 0;
	}
	cursor->arena_bytes += size;
	return cursor->arena == NULL ? nc_error_memory(error) : NEWSCONV_OK;
}

/* That the line comes after the one before it; it is remembered. */
static int
check_order(struct nc_manifest_cursor *cursor,
    const struct nc_manifest_line *line, struct newsconv_error *error)
{
	int order = -1;

	if (cursor->any)
		order = nc_manifest_compare(&cursor->last, line);
	if (order >= 0) {
		nc_error_set(error, NEWSCONV_INVALID, "%s",
		    order == 0 ? "the same input as in the line before"
			       : "out of order: it belongs before the line "
				 "before it");
		return at_line(cursor, NEWSCONV_INVALID, error);
	}
	nc_buffer_clear(&cursor->last_path);
	nc_buffer_add(&cursor->last_path, line->path.data, line->path.size);
	cursor->last.path.data = cursor->last_path.data;
	cursor->last.path.size = cursor->last_path.size;
	cursor->last.number = line->number;
	cursor->last.run = line->run;
	cursor->any = true;
	return nc_buffer_check(&cursor->last_path, error);
}

int
nc_manifest_next(struct nc_manifest_cursor *cursor,
    struct nc_manifest_line *line, struct newsconv_text *text, uint64_t *offset,
    struct newsconv_error *error)
{
	struct newsconv_text here;
	int result = take_line(cursor, &here, error);

	if (result != NEWSCONV_OK)
		return result;
	cursor->number++;
	result = renew_arena(cursor, here.size, error);
	if (result < 0)
		return result;
	result = nc_manifest_parse(line, cursor->arena, here, error);
	if (result < 0)
		return at_line(cursor, result, error);
	result = check_order(cursor, line, error);
	if (result < 0)
		return result;
	if (text != NULL)
		*text = here;
	if (offset != NULL)
		*offset = cursor->offset;
	cursor->at += here.size + 1;
	cursor->offset += here.size + 1;
	return NEWSCONV_OK;
}

void
nc_manifest_seek(struct nc_manifest_cursor *cursor, uint64_t offset)
{
	cursor->at = 0;
	cursor->filled = 0;
	cursor->offset = offset;
	cursor->number = 0;
	cursor->any = false;
}

/* ------------------------------------------------------------------- joining */

/* Where one of the manifests stands. */
struct source {
	struct nc_manifest_cursor *cursor;
	struct nc_manifest_line line;
	struct newsconv_text text;
	size_t place; /* among the sources */
};

struct nc_manifest_join {
	struct source *sources;
	size_t count;
	struct source **heap;
	size_t standing; /* of them in the heap */
	bool begun;      /* the first one of the heap was given */
};

/* Of two equal lines that of the later manifest comes first. */
static bool
before(const struct source *a, const struct source *b)
{
	int order = nc_manifest_compare(&a->line, &b->line);

	return order != 0 ? order < 0 : a->place > b->place;
}

static void
sift_down(struct nc_manifest_join *join, size_t at)
{
	struct source **heap = join->heap;

	for (;;) {
		size_t child = 2 * at + 1;
		struct source *other;

		if (child >= join->standing)
			return;
		if (child + 1 < join->standing &&
		    before(heap[child + 1], heap[child]))
			child++;
		if (!before(heap[child], heap[at]))
			return;
		other = heap[at];
		heap[at] = heap[child];
		heap[child] = other;
		at = child;
	}
}

static int
step(struct source *source, struct newsconv_error *error)
{
	return nc_manifest_next(
	    source->cursor, &source->line, &source->text, NULL, error);
}

static int
open_sources(struct nc_manifest_join *join, const char *const *paths,
    struct newsconv_error *error)
{
	size_t i;

	for (i = 0; i < join->count; i++) {
		struct source *source = &join->sources[i];
		int result = nc_manifest_open(&source->cursor, paths[i], error);

		if (result < 0)
			return result;
		source->place = i;
		result = step(source, error);
		if (result < 0)
			return result;
		if (result == NEWSCONV_OK)
			join->heap[join->standing++] = source;
	}
	for (i = join->standing / 2; i > 0; i--)
		sift_down(join, i - 1);
	return NEWSCONV_OK;
}

int
nc_manifest_join_open(struct nc_manifest_join **result_join,
    const char *const *paths, size_t count, struct newsconv_error *error)
{
	struct nc_manifest_join *join = calloc(1, sizeof(*join));
	int result;

	if (join == NULL)
		return nc_error_memory(error);
	join->sources = calloc(count + 1, sizeof(*join->sources));
	join->heap = calloc(count + 1, sizeof(*join->heap));
	join->count = count;
	if (join->sources == NULL || join->heap == NULL) {
		join->count = 0;
		result = nc_error_memory(error);
	} else {
		result = open_sources(join, paths, error);
	}
	if (result < 0)
		nc_manifest_join_free(join);
	else
		*result_join = join;
	return result;
}

void
nc_manifest_join_free(struct nc_manifest_join *join)
{
	size_t i;

	if (join == NULL)
		return;
	for (i = 0; i < join->count; i++)
		nc_manifest_close(join->sources[i].cursor);
	free(join->sources);
	free(join->heap);
	free(join);
}

/* Let the source whose line was given go on. */
static int
advance(struct nc_manifest_join *join, struct newsconv_error *error)
{
	int result = step(join->heap[0], error);

	if (result < 0)
		return result;
	if (result == NEWSCONV_END)
		join->heap[0] = join->heap[--join->standing];
	sift_down(join, 0);
	return NEWSCONV_OK;
}

int
nc_manifest_join_next(struct nc_manifest_join *join,
    struct nc_manifest_line *line, struct newsconv_text *text, size_t *place,
    struct newsconv_error *error)
{
	int result;

	if (join->begun && join->standing > 0) {
		result = advance(join, error);
		if (result < 0)
			return result;
	}
	join->begun = true;
	if (join->standing == 0)
		return NEWSCONV_END;
	*line = join->heap[0]->line;
	*text = join->heap[0]->text;
	*place = join->heap[0]->place;
	return NEWSCONV_OK;
}

/* Remembers a line that was written, of which only the key counts. */
static int
remember(struct nc_manifest_line *last, struct nc_buffer *path,
    const struct nc_manifest_line *line, struct newsconv_error *error)
{
	nc_buffer_clear(path);
	nc_buffer_add(path, line->path.data, line->path.size);
	last->path.data = path->data;
	last->path.size = path->size;
	last->number = line->number;
	last->run = line->run;
	return nc_buffer_check(path, error);
}

static int
write_joined(struct nc_manifest_join *join, struct nc_out_file *file,
    struct newsconv_error *error)
{
	struct nc_buffer path = NC_BUFFER(SIZE_MAX);
	struct nc_manifest_line line, last;
	struct newsconv_text text;
	size_t place;
	int result;

	memset(&last, 0, sizeof(last));
	for (;;) {
		result = nc_manifest_join_next(
		    join, &line, &text, &place, error);
		if (result != NEWSCONV_OK)
			break;
		if (last.run > 0 && nc_manifest_compare(&last, &line) == 0)
			continue;
		result = nc_out_write(file, text.data, text.size, error);
		if (result == NEWSCONV_OK)
			result = nc_out_write(file, "\n", 1, error);
		if (result == NEWSCONV_OK)
			result = remember(&last, &path, &line, error);
		if (result < 0)
			break;
	}
	nc_buffer_free(&path);
	return result < 0 ? result : NEWSCONV_OK;
}

int
nc_manifest_merge(const char *target, const char *const *sources, size_t count,
    struct newsconv_error *error)
{
	struct nc_manifest_join *join = NULL;
	struct nc_out_file *file = NULL;
	int result = nc_manifest_join_open(&join, sources, count, error);

	if (result == NEWSCONV_OK)
		result = nc_out_create(&file, target, error);
	if (result == NEWSCONV_OK)
		result = write_joined(join, file, error);
	if (result == NEWSCONV_OK)
		result = nc_out_finish(file, error);
	nc_out_free(file);
	nc_manifest_join_free(join);
	return result;
}

/* ------------------------------------------------------------------- digest */

int
nc_manifest_digest(
    char target[65], const char *path, struct newsconv_error *error)
{
	char block[FIRST_BLOCK];
	struct nc_digest digest;
	uint64_t offset = 0;
	size_t done = 0;
	int result = NEWSCONV_OK;
	int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

	if (descriptor < 0) {
		nc_error_system(error, NEWSCONV_READ_FAILED, "cannot open");
		return nc_error_where(error, NEWSCONV_READ_FAILED, path);
	}
	nc_digest_begin(&digest, NC_SHA256);
	do {
		result = nc_file_pread(
		    descriptor, block, sizeof(block), offset, &done, error);
		if (result < 0)
			break;
		nc_digest_update(&digest, block, done);
		offset += done;
	} while (done > 0);
	close(descriptor);
	if (result < 0)
		return nc_error_where(error, result, path);
	nc_digest_end_hex(&digest, target);
	return NEWSCONV_OK;
}
