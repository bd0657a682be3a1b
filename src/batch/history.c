/* The lines of a history, and all of them. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "error.h"
#include "file.h"
#include "history.h"
#include "json_out.h"
#include "out_file.h"
#include "scan.h"
#include "stamp.h"
#include "summary.h"
#include "utf8.h"

/* A night a line for three thousand years. */
enum { HISTORY_LIMIT = 1 << 30 };

/* ------------------------------------------------------------------- writing */

static void
put_time(struct nc_json *json, const char *key, int64_t seconds)
{
	char stamp[NC_SECOND_STAMP_SIZE];

	nc_second_stamp(stamp, seconds);
	nc_json_string(json, key, stamp);
}

static void
put_volumes(struct nc_json *json, const struct nc_history_line *line)
{
	size_t i;

	nc_json_open(json, "volumes", '[');
	for (i = 0; i < line->volume_count; i++)
		nc_json_text(json, NULL, line->volumes[i]);
	nc_json_close(json, ']');
}

void
nc_history_put(struct nc_buffer *target, const struct nc_history_line *line)
{
	struct nc_json json = {.buffer = target, .first = true};

	nc_json_open(&json, NULL, '{');
	nc_json_number(&json, "run", line->run);
	put_time(&json, "time", line->time);
	nc_json_text(&json, "tool", line->tool);
	nc_json_text(&json, "options", line->options);
	if (line->shard > 0)
		nc_json_number(&json, "shard", line->shard);
	if (line->shards > 0)
		nc_json_number(&json, "shards", line->shards);
	if (line->job[0] != '\0')
		nc_json_string(&json, "job", line->job);
	if (line->merged != NEWSCONV_TIME_UNKNOWN)
		put_time(&json, "merged", line->merged);
	if (line->jsonl.size > 0)
		nc_json_text(&json, "jsonl", line->jsonl);
	put_volumes(&json, line);
	nc_summary_put(&json, "counts", &line->summary);
	if (line->manifest_before[0] == '\0')
		nc_json_null(&json, "manifestBefore");
	else
		nc_json_string(&json, "manifestBefore", line->manifest_before);
	nc_json_string(&json, "manifest", line->manifest);
	nc_json_close(&json, '}');
	nc_buffer_byte(target, '\n');
}

/* ------------------------------------------------------------------- reading */

static int64_t
get_time(struct nc_scan *scan)
{
	int64_t seconds = 0;

	if (!nc_second_stamp_parse(nc_scan_text(scan), &seconds))
		nc_scan_fail(scan, "a time that is none");
	return seconds;
}

static void
get_digest(struct nc_scan *scan, char target[65])
{
	if (!nc_scan_digest(scan, target))
		nc_scan_fail(scan, "a digest that is none");
}

/* A path in the archive: of a file right in the directory. */
static struct newsconv_text
get_path(struct nc_scan *scan, const char *directory)
{
	struct newsconv_text path = nc_scan_text(scan);
	size_t size = strlen(directory);

	if (path.size <= size || memcmp(path.data, directory, size) != 0 ||
	    path.data[size] == '.' ||
	    memchr(path.data + size, '/', path.size - size) != NULL ||
	    memchr(path.data, '\0', path.size) != NULL)
		nc_scan_fail(scan, "a path that is not in %s", directory);
	return path;
}

static void
get_volumes(struct nc_scan *scan, struct nc_history_line *line)
{
	struct newsconv_text *volumes = NULL;

	nc_scan_need(scan, "volumes");
	nc_scan_open(scan, '[');
	while (!nc_scan_at_close(scan, ']')) {
		volumes = nc_arena_grow(
		    scan->arena, volumes, line->volume_count, sizeof(*volumes));
		if (volumes == NULL) {
			scan->out_of_memory = true;
			nc_scan_fail(scan, "out of memory");
			return;
		}
		nc_scan_element(scan);
		volumes[line->volume_count++] = get_path(scan, "archive/");
	}
	nc_scan_close(scan, ']');
	line->volumes = volumes;
}

static void
get_shard(struct nc_scan *scan, struct nc_history_line *line)
{
	if (nc_scan_key(scan, "shard"))
		line->shard = (unsigned)nc_scan_number(scan, UINT_MAX);
	if (nc_scan_key(scan, "shards"))
		line->shards = (unsigned)nc_scan_number(scan, UINT_MAX);
	if (line->shard > line->shards)
		nc_scan_fail(scan, "a shard that there cannot be");
	if (nc_scan_key(scan, "job"))
		get_digest(scan, line->job);
	if (nc_scan_key(scan, "merged"))
		line->merged = get_time(scan);
}

int
nc_history_parse(struct nc_history_line *line, struct nc_arena *arena,
    struct newsconv_text text, struct newsconv_error *error)
{
	struct nc_scan scan;

	memset(line, 0, sizeof(*line));
	line->merged = NEWSCONV_TIME_UNKNOWN;
	line->jsonl = nc_text("");
	nc_scan_begin(&scan, arena, text);
	nc_scan_open(&scan, '{');
	nc_scan_need(&scan, "run");
	line->run = (unsigned)nc_scan_number(&scan, UINT_MAX);
	nc_scan_need(&scan, "time");
	line->time = get_time(&scan);
	nc_scan_need(&scan, "tool");
	line->tool = nc_scan_text(&scan);
	nc_scan_need(&scan, "options");
	line->options = nc_scan_text(&scan);
	get_shard(&scan, line);
	if (nc_scan_key(&scan, "jsonl"))
		line->jsonl = get_path(&scan, "jsonl/");
	get_volumes(&scan, line);
	nc_scan_need(&scan, "counts");
	nc_summary_scan(&scan, &line->summary);
	line->summary.run = line->run;
	nc_scan_need(&scan, "manifestBefore");
	if (!nc_scan_null(&scan))
		get_digest(&scan, line->manifest_before);
	nc_scan_need(&scan, "manifest");
	get_digest(&scan, line->manifest);
	nc_scan_close(&scan, '}');
	return nc_scan_end(&scan, error);
}

/* One line more, which is the next run. */
static int
add_line(struct nc_history *history, struct nc_arena *arena,
    struct newsconv_text text, struct newsconv_error *error)
{
	struct nc_history_line *runs = nc_arena_grow(
	    arena, history->runs, history->count, sizeof(*runs));
	struct nc_history_line *line;
	int result;

	if (runs == NULL)
		return nc_error_memory(error);
	history->runs = runs;
	line = &runs[history->count];
	result = nc_history_parse(line, arena, text, error);
	if (result < 0)
		return result;
	history->count++;
	if (line->run != history->count)
		return nc_error_set(error, NEWSCONV_INVALID,
		    "run %u in the place of run %zu", line->run,
		    history->count);
	return NEWSCONV_OK;
}

static int
add_lines(struct nc_history *history, struct nc_arena *arena,
    struct newsconv_text text, struct newsconv_error *error)
{
	size_t start = 0;

	while (start < text.size) {
		struct newsconv_text rest = {
		    text.data + start, text.size - start};
		const char *end = memchr(rest.data, '\n', rest.size);
		int result;

		rest.size = end == NULL ? 0 : (size_t)(end - rest.data);
		if (end == NULL)
			result = nc_error_set(error, NEWSCONV_INVALID,
			    "the last line does not end");
		else
			result = add_line(history, arena, rest, error);
		if (result < 0) {
			if (error != NULL && result == NEWSCONV_INVALID)
				error->line = history->count + 1;
			return result;
		}
		start += rest.size + 1;
	}
	return NEWSCONV_OK;
}

int
nc_history_read(struct nc_history *history, struct nc_arena *arena,
    const char *path, struct newsconv_error *error)
{
	struct nc_buffer buffer = NC_BUFFER(HISTORY_LIMIT);
	struct newsconv_text text;
	int result = NEWSCONV_OK;

	memset(history, 0, sizeof(*history));
	if (access(path, F_OK) == 0)
		result = nc_file_read(&buffer, path, error);
	text.data = buffer.data;
	text.size = buffer.size;
	/* The lines lie in the text. */
	if (result == NEWSCONV_OK && buffer.data != NULL) {
		if (nc_arena_adopt(arena, buffer.data, buffer.size))
			buffer.data = NULL;
		else
			result = nc_error_memory(error);
	}
	nc_buffer_free(&buffer);
	if (result == NEWSCONV_OK)
		result = add_lines(history, arena, text, error);
	if (result < 0)
		nc_error_where(error, result, path);
	return result;
}

int
nc_history_write(const char *path, const char *earlier,
    const struct nc_buffer *lines, struct newsconv_error *error)
{
	struct nc_out_file *file = NULL;
	int result = nc_buffer_check(lines, error);

	if (result == NEWSCONV_OK)
		result = nc_out_create(&file, path, error);
	if (result == NEWSCONV_OK && earlier != NULL &&
	    access(earlier, F_OK) == 0)
		result = nc_out_copy_file(file, earlier, error);
	if (result == NEWSCONV_OK)
		result = nc_out_write(file, lines->data, lines->size, error);
	if (result == NEWSCONV_OK)
		result = nc_out_finish(file, error);
	nc_out_free(file);
	return result;
}
