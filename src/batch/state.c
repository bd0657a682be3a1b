/* As JSON of one line, which scan.h reads back. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "digest.h"
#include "error.h"
#include "file.h"
#include "sink.h"
#include "state.h"
#include "summary.h"
#include "utf8.h"

#define CEILING ((size_t)1 << 24)

static const char *const phase_names[] = {
    [NC_PHASE_READING] = "reading", [NC_PHASE_COMMITTING] = "committing"};

const char *const nc_part_names[NC_PARTS] = {
    [NC_PART_VOLUME] = "volume",
    [NC_PART_LINES] = "articles",
    [NC_PART_INDEX] = "index",
    [NC_PART_PAGES] = "pages",
    [NC_PART_BOOKS] = "books",
    [NC_PART_MANIFEST] = "manifest",
};

/* A key is bytes, and a state is read by nobody else: hexadecimal. */
static void
put_key(struct nc_json *json, struct newsconv_text key)
{
	char hex[2 * 64 + 1];
	size_t i, size;

	nc_json_open(json, "after", '[');
	for (i = 0; i < key.size; i += size) {
		size = key.size - i < 64 ? key.size - i : 64;
		nc_hex(hex, (const unsigned char *)key.data + i, size);
		nc_json_string(json, NULL, hex);
	}
	nc_json_close(json, ']');
}

static void
put(struct nc_buffer *target, const struct nc_state *state)
{
	struct nc_json json = {.buffer = target, .first = true};
	enum nc_part part;

	nc_json_open(&json, NULL, '{');
	nc_json_string(&json, "format", "newsconv unfinished run 1");
	nc_json_number(&json, "run", state->run);
	nc_json_number(&json, "time", (uint64_t)state->time);
	nc_json_string(&json, "options", state->options);
	nc_json_string(&json, "phase", phase_names[state->phase]);
	nc_json_number(&json, "follows", state->follows);
	if (state->any) {
		put_key(&json, state->path);
		nc_json_number(&json, "number", state->number);
	}
	nc_json_number(&json, "inputsDone", state->inputs_done);
	nc_json_number(&json, "bytesDone", state->bytes_done);
	nc_json_number(&json, "firstSerial", state->first_serial);
	nc_json_number(&json, "volumes", state->volumes);
	for (part = 0; part < NC_PARTS; part++)
		nc_json_number(&json, nc_part_names[part], state->sizes[part]);
	nc_summary_put(&json, "counts", &state->summary);
	nc_json_close(&json, '}');
	nc_buffer_byte(target, '\n');
}

static void
scan_key(struct nc_scan *scan, struct nc_state *state)
{
	struct nc_buffer key = NC_BUFFER(CEILING);
	char *copy;

	nc_scan_open(scan, '[');
	while (!nc_scan_at_close(scan, ']')) {
		unsigned char bytes[64];
		struct newsconv_text hex;
		size_t size;

		nc_scan_element(scan);
		hex = nc_scan_text(scan);
		size = nc_hex_decode(bytes, sizeof(bytes), hex.data, hex.size);
		if (size == SIZE_MAX)
			nc_scan_fail(scan, "a key that is no hexadecimal");
		else
			nc_buffer_add(&key, bytes, size);
	}
	nc_scan_close(scan, ']');
	copy = nc_arena_copy(
	    scan->arena, key.size == 0 ? "" : key.data, key.size);
	if (copy == NULL || nc_buffer_check(&key, NULL) < 0) {
		scan->out_of_memory = true;
		nc_scan_fail(scan, "out of memory");
	}
	state->path.data = copy;
	state->path.size = key.size;
	nc_buffer_free(&key);
}

static uint64_t
scan_number(struct nc_scan *scan, const char *key, uint64_t most)
{
	nc_scan_need(scan, key);
	return nc_scan_number(scan, most);
}

static struct newsconv_text
scan_text(struct nc_scan *scan, const char *key)
{
	nc_scan_need(scan, key);
	return nc_scan_text(scan);
}

static void
scan_options(struct nc_scan *scan, struct nc_state *state)
{
	struct newsconv_text text = scan_text(scan, "options");

	state->options = nc_arena_copy(scan->arena, text.data, text.size);
	if (state->options == NULL) {
		scan->out_of_memory = true;
		nc_scan_fail(scan, "out of memory");
	}
}

static void
scan_phase(struct nc_scan *scan, struct nc_state *state)
{
	struct newsconv_text text = scan_text(scan, "phase");

	if (nc_text_equals(text, phase_names[NC_PHASE_COMMITTING]))
		state->phase = NC_PHASE_COMMITTING;
	else if (!nc_text_equals(text, phase_names[NC_PHASE_READING]))
		nc_scan_fail(scan, "an unknown phase");
}

static int
parse(struct nc_state *state, struct nc_arena *arena, struct newsconv_text text,
    struct newsconv_error *error)
{
	struct nc_scan scan;
	enum nc_part part;

	memset(state, 0, sizeof(*state));
	state->path.data = "";
	nc_scan_begin(&scan, arena, text);
	nc_scan_open(&scan, '{');
	if (!nc_text_equals(
		scan_text(&scan, "format"), "newsconv unfinished run 1"))
		nc_scan_fail(&scan, "an unknown format");
	state->run = (unsigned)scan_number(&scan, "run", UINT32_MAX);
	state->time = (int64_t)scan_number(&scan, "time", INT64_MAX);
	scan_options(&scan, state);
	scan_phase(&scan, state);
	state->follows = scan_number(&scan, "follows", 1) == 1;
	state->any = nc_scan_key(&scan, "after");
	if (state->any) {
		scan_key(&scan, state);
		state->number = scan_number(&scan, "number", UINT64_MAX);
	}
	state->inputs_done = scan_number(&scan, "inputsDone", UINT64_MAX);
	state->bytes_done = scan_number(&scan, "bytesDone", UINT64_MAX);
	state->first_serial = (unsigned)scan_number(
	    &scan, "firstSerial", UINT32_MAX);
	state->volumes = (unsigned)scan_number(&scan, "volumes", UINT32_MAX);
	for (part = 0; part < NC_PARTS; part++)
		state->sizes[part] = scan_number(
		    &scan, nc_part_names[part], UINT64_MAX);
	nc_scan_need(&scan, "counts");
	nc_summary_scan(&scan, &state->summary);
	state->summary.run = state->run;
	nc_scan_close(&scan, '}');
	return nc_scan_end(&scan, error);
}

int
nc_state_read(struct nc_state *state, struct nc_arena *arena, const char *path,
    struct newsconv_error *error)
{
	struct nc_buffer buffer = NC_BUFFER(CEILING);
	struct newsconv_text text;
	int result;

	if (access(path, F_OK) != 0 && errno == ENOENT)
		return NEWSCONV_END;
	result = nc_file_read(&buffer, path, error);
	if (result == NEWSCONV_OK) {
		/* Scanned texts lie in it. */
		text.data = nc_arena_copy(
		    arena, buffer.size == 0 ? "" : buffer.data, buffer.size);
		text.size = buffer.size - (buffer.size > 0);
		result = text.data == NULL ? nc_error_memory(error)
					   : parse(state, arena, text, error);
	}
	nc_buffer_free(&buffer);
	return result < 0 ? nc_error_where(error, result, path) : result;
}

int
nc_state_write(const struct nc_state *state, const char *path,
    struct newsconv_error *error)
{
	struct nc_buffer text = NC_BUFFER(CEILING);
	struct nc_sink *sink = NULL;
	int result;

	put(&text, state);
	result = nc_buffer_check(&text, error);
	if (result == NEWSCONV_OK)
		result = nc_sink_open(&sink, path, true, error);
	if (result == NEWSCONV_OK)
		result = nc_sink_write(sink, text.data, text.size, error);
	if (result == NEWSCONV_OK)
		result = nc_sink_commit(sink, error);
	nc_sink_free(sink);
	nc_buffer_free(&text);
	return result < 0 ? nc_error_where(error, result, path) : result;
}
