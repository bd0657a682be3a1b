/*
 * JSON Lines, and JSON as one long line.  The article's id is near the front of
 * an object that we wrote ("schema", then "id"); a line without one is listed
 * all the same.
 */
#include <string.h>

#include "parts.h"

enum { HEAD_SIZE = 256, STEP = 64 * 1024, ID_SIZE = 128 };

struct line {
	struct nc_digest digest;
	uint64_t offset, length;
	char head[HEAD_SIZE]; /* what it begins with */
	size_t head_size;
};

static void
begin(struct line *line, const struct nc_read_back *file)
{
	nc_digest_begin(&line->digest, NC_SHA256);
	line->offset = file->offset;
	line->length = 0;
	line->head_size = 0;
}

static void
add(struct line *line, const unsigned char *data, size_t size)
{
	size_t room = sizeof(line->head) - 1 - line->head_size;

	nc_digest_update(&line->digest, data, size);
	line->length += size;
	if (room > size)
		room = size;
	memcpy(line->head + line->head_size, data, room);
	line->head_size += room;
}

/* The value behind "id": a string without escapes, or "". */
static void
find_id(char target[ID_SIZE], struct line *line)
{
	const char *at;
	size_t size;

	target[0] = '\0';
	line->head[line->head_size] = '\0';
	at = strstr(line->head, "\"id\":");
	if (at == NULL)
		return;
	at += 5;
	at += strspn(at, " ");
	if (*at != '"')
		return;
	size = strcspn(++at, "\"\\");
	if (at[size] != '"' || size >= ID_SIZE)
		return;
	memcpy(target, at, size);
	target[size] = '\0';
}

static int
give(struct line *line, struct nc_part_sink *sink, struct newsconv_error *error)
{
	char id[ID_SIZE];
	struct nc_listed_part part = {.offset = line->offset,
	    .length = line->length,
	    .type = "",
	    .date = "",
	    .id = id};

	if (line->length == 0)
		return NEWSCONV_OK;
	find_id(id, line);
	nc_digest_end_hex(&line->digest, part.sha256);
	memcpy(part.content_sha256, part.sha256, sizeof(part.sha256));
	return nc_part_give(sink, &part, error);
}

int
nc_parts_lines(struct nc_read_back *file, bool whole, struct nc_part_sink *sink,
    struct newsconv_error *error)
{
	struct line line;
	int result;

	begin(&line, file);
	for (;;) {
		const unsigned char *data, *end = NULL;
		size_t size;

		result = nc_read_back_fill(file, STEP, error);
		size = nc_read_back_left(file);
		if (result < 0 || size == 0)
			break;
		data = nc_read_back_at(file);
		if (!whole)
			end = memchr(data, '\n', size);
		if (end != NULL)
			size = (size_t)(end - data);
		add(&line, data, size);
		nc_read_back_take(file, size + (end != NULL));
		if (end == NULL)
			continue;
		result = give(&line, sink, error);
		if (result < 0)
			return result;
		begin(&line, file);
	}
	return result < 0 ? result : give(&line, sink, error);
}
