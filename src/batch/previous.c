/* Of a path's or a member's lines, the one of the latest run counts. */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "previous.h"
#include "utf8.h"

#define ARENA_CEILING ((size_t)1 << 30)

/* The line that a cursor stands at, kept in memory of its own. */
struct ahead {
	struct nc_manifest_cursor *cursor;
	struct nc_manifest_line line; /* lent by the cursor */
	uint64_t offset;
	bool ended;
};

struct nc_previous {
	struct ahead ahead;
	struct nc_previous_path path;
	bool peeked;
};

struct nc_previous_members {
	struct ahead ahead;
	struct nc_arena *arena;
	struct nc_manifest_line line;
	struct newsconv_text path;
	struct nc_arena *path_arena;
};

static int
advance(struct ahead *ahead, struct newsconv_error *error)
{
	struct newsconv_text text;
	int result = nc_manifest_next(
	    ahead->cursor, &ahead->line, &text, &ahead->offset, error);

	ahead->ended = result == NEWSCONV_END;
	return ahead->ended ? NEWSCONV_OK : result;
}

static int
open_ahead(struct ahead *ahead, const char *path, uint64_t offset,
    struct newsconv_error *error)
{
	int result = nc_manifest_open(&ahead->cursor, path, error);

	if (result == NEWSCONV_OK && offset > 0)
		nc_manifest_seek(ahead->cursor, offset);
	return result == NEWSCONV_OK ? advance(ahead, error) : result;
}

static bool
keep_text(struct nc_arena *arena, struct newsconv_text *text)
{
	text->data = nc_arena_copy(arena, text->data, text->size);
	return text->data != NULL;
}

/* A copy of the line that outlives the cursor's next step. */
static bool
keep_line(struct nc_manifest_line *line, struct nc_arena *arena,
    const struct nc_manifest_line *lent)
{
	*line = *lent;
	return keep_text(arena, &line->path) &&
	    keep_text(arena, &line->member) &&
	    keep_text(arena, &line->record) && keep_text(arena, &line->uri) &&
	    keep_text(arena, &line->date) && keep_text(arena, &line->volume) &&
	    keep_text(arena, &line->reason);
}

int
nc_previous_open(struct nc_previous **result_previous, const char *path,
    struct newsconv_error *error)
{
	struct nc_previous *previous = calloc(1, sizeof(*previous));
	int result;

	if (previous == NULL)
		return nc_error_memory(error);
	result = open_ahead(&previous->ahead, path, 0, error);
	if (result < 0)
		nc_previous_close(previous);
	else
		*result_previous = previous;
	return result;
}

static bool
is_own(const struct nc_manifest_line *line)
{
	return line->number == 0 || line->number == NC_NUMBER_LAST;
}

/* Gather the lines of the path that stands ahead. */
static int
gather(struct nc_previous *previous, struct newsconv_error *error)
{
	struct nc_previous_path *path = &previous->path;
	const struct nc_manifest_line *line = &previous->ahead.line;
	int result = NEWSCONV_OK;

	memset(path, 0, sizeof(*path));
	path->arena = nc_arena_new(ARENA_CEILING);
	if (path->arena == NULL)
		return nc_error_memory(error);
	path->path = line->path;
	path->offset = previous->ahead.offset;
	if (!keep_text(path->arena, &path->path))
		return nc_error_memory(error);
	while (result == NEWSCONV_OK && !previous->ahead.ended &&
	    nc_texts_equal(line->path, path->path)) {
		if (is_own(line) &&
		    (!path->known || line->run >= path->own.run)) {
			path->known = true;
			if (!keep_line(&path->own, path->arena, line))
				return nc_error_memory(error);
		}
		path->kept |= line->status != NC_FAILED &&
		    line->status != NC_SKIPPED;
		if (!is_own(line) && line->status == NC_FAILED) {
			path->failures = true;
			path->passing |= line->sys_errno != 0;
		}
		result = advance(&previous->ahead, error);
	}
	return result;
}

int
nc_previous_peek(struct nc_previous *previous,
    const struct nc_previous_path **path, struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	if (!previous->peeked && previous->ahead.ended) {
		*path = NULL;
		return NEWSCONV_OK;
	}
	if (!previous->peeked) {
		previous->peeked = true;
		result = gather(previous, error);
	}
	*path = &previous->path;
	return result;
}

void
nc_previous_take(struct nc_previous *previous)
{
	previous->peeked = false;
	previous->path.arena = NULL;
}

void
nc_previous_close(struct nc_previous *previous)
{
	if (previous == NULL)
		return;
	nc_arena_free(previous->path.arena);
	nc_manifest_close(previous->ahead.cursor);
	free(previous);
}

/* ------------------------------------------------------------------- members */

int
nc_previous_members_open(struct nc_previous_members **result_members,
    const char *manifest, uint64_t offset, struct newsconv_error *error)
{
	struct nc_previous_members *members = calloc(1, sizeof(*members));
	int result;

	if (members == NULL)
		return nc_error_memory(error);
	members->path_arena = nc_arena_new(ARENA_CEILING);
	result = members->path_arena == NULL
	    ? nc_error_memory(error)
	    : open_ahead(&members->ahead, manifest, offset, error);
	if (result == NEWSCONV_OK && !members->ahead.ended) {
		members->path = members->ahead.line.path;
		if (!keep_text(members->path_arena, &members->path))
			result = nc_error_memory(error);
	}
	if (result < 0)
		nc_previous_members_close(members);
	else
		*result_members = members;
	return result;
}

int
nc_previous_member(struct nc_previous_members *members, uint64_t number,
    const struct nc_manifest_line **found, struct newsconv_error *error)
{
	const struct nc_manifest_line *line = &members->ahead.line;
	int result = NEWSCONV_OK;

	*found = NULL;
	while (result == NEWSCONV_OK && !members->ahead.ended &&
	    nc_texts_equal(line->path, members->path) &&
	    line->number <= number) {
		if (line->number == number) {
			nc_arena_free(members->arena);
			members->arena = nc_arena_new(ARENA_CEILING);
			if (members->arena == NULL ||
			    !keep_line(&members->line, members->arena, line))
				return nc_error_memory(error);
			*found = &members->line;
		}
		result = advance(&members->ahead, error);
	}
	return result;
}

void
nc_previous_members_close(struct nc_previous_members *members)
{
	if (members == NULL)
		return;
	nc_arena_free(members->arena);
	nc_arena_free(members->path_arena);
	nc_manifest_close(members->ahead.cursor);
	free(members);
}
