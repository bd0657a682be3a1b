/* One line of a manifest: its order, its text, and back. */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "digest.h"
#include "error.h"
#include "json_out.h"
#include "manifest.h"
#include "scan.h"
#include "stamp.h"
#include "utf8.h"

static const char *const status_names[] = {[NC_ARCHIVED] = "archived",
    [NC_DUPLICATE] = "duplicate",
    [NC_PACKED] = "packed",
    [NC_FAILED] = "failed",
    [NC_SKIPPED] = "skipped",
    [NC_SIDECAR] = "sidecar"};

enum { STATUS_COUNT = sizeof(status_names) / sizeof(*status_names) };

int
nc_manifest_compare(
    const struct nc_manifest_line *a, const struct nc_manifest_line *b)
{
	int order = nc_text_compare(a->path, b->path);

	if (order != 0)
		return order;
	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	return a->run < b->run ? -1 : a->run > b->run;
}

/* ------------------------------------------------------------------- writing */

static void
put_text(struct nc_json *json, const char *key, struct newsconv_text text)
{
	if (text.size > 0)
		nc_json_text(json, key, text);
}

static void
put_file(
    struct nc_json *json, uint64_t size, int64_t seconds, uint32_t nanoseconds)
{
	char stamp[NC_STAMP_SIZE];

	nc_json_number(json, "size", size);
	nc_stamp(stamp, seconds, nanoseconds);
	nc_json_string(json, "modified", stamp);
}

static void
put_state(struct nc_json *json, const struct nc_entry_state *state)
{
	put_file(json, state->size, state->modified, state->nanoseconds);
	if (!state->sidecar)
		return;
	nc_json_open(json, "sidecar", '{');
	put_file(json, state->sidecar_size, state->sidecar_modified,
	    state->sidecar_nanoseconds);
	nc_json_close(json, '}');
}

static void
put_place(struct nc_json *json, const struct nc_manifest_line *line)
{
	put_text(json, "record", line->record);
	put_text(json, "uri", line->uri);
	put_text(json, "date", line->date);
	put_text(json, "volume", line->volume);
	if (line->volume.size > 0)
		nc_json_number(json, "offset", line->offset);
}

void
nc_manifest_put(struct nc_buffer *target, const struct nc_manifest_line *line)
{
	struct nc_json json = {.buffer = target, .first = true};

	nc_json_open(&json, NULL, '{');
	nc_json_name(&json, "path", "pathBytes", line->path);
	if (line->member.size > 0)
		nc_json_name(&json, "member", "memberBytes", line->member);
	if (line->number > 0 && line->number != NC_NUMBER_LAST)
		nc_json_number(&json, "number", line->number);
	nc_json_number(&json, "run", line->run);
	nc_json_string(&json, "status", status_names[line->status]);
	if (line->state_known)
		put_state(&json, &line->state);
	if (line->sha256[0] != '\0') {
		nc_json_string(&json, "sha256", line->sha256);
		nc_json_number(&json, "bytes", line->bytes);
	}
	if (line->given[0] != '\0')
		nc_json_string(&json, "given", line->given);
	put_place(&json, line);
	if (line->status == NC_ARCHIVED || line->status == NC_DUPLICATE)
		nc_json_number(&json, "articles", line->articles);
	if (line->number == NC_NUMBER_LAST)
		nc_json_number(&json, "members", line->members);
	put_text(&json, "reason", line->reason);
	if (line->sys_errno > 0)
		nc_json_number(&json, "errno", (uint64_t)line->sys_errno);
	if (line->missing > 0)
		nc_json_number(&json, "missing", line->missing);
	nc_json_close(&json, '}');
	nc_buffer_byte(target, '\n');
}

/* ------------------------------------------------------------------- reading */

/* The bytes of a percent-encoded text, which is longer. */
static struct newsconv_text
decode_percent(struct nc_scan *scan, struct newsconv_text text)
{
	char *bytes = nc_arena_copy(scan->arena, text.data, text.size);
	size_t used = 0, i;

	if (bytes == NULL) {
		scan->out_of_memory = true;
		nc_scan_fail(scan, "out of memory");
		return text;
	}
	for (i = 0; i < text.size; i++, used++) {
		unsigned char byte = (unsigned char)text.data[i];

		if (byte == '%' && text.size - i > 2 &&
		    nc_hex_decode(&byte, 1, text.data + i + 1, 2) == 1)
			i += 2;
		else if (!nc_json_name_byte(text.data[i]))
			nc_scan_fail(scan, "a path that is not encoded right");
		bytes[used] = (char)byte;
	}
	text.data = bytes;
	text.size = used;
	if (nc_utf8_valid_prefix(bytes, used) == used)
		nc_scan_fail(scan, "a path that needs no encoding");
	return text;
}

static bool
get_name(struct nc_scan *scan, const char *key, const char *key_bytes,
    struct newsconv_text *name)
{
	if (nc_scan_key(scan, key))
		*name = nc_scan_text(scan);
	else if (nc_scan_key(scan, key_bytes))
		*name = decode_percent(scan, nc_scan_text(scan));
	else
		return false;
	return true;
}

static void
get_text(struct nc_scan *scan, const char *key, struct newsconv_text *text)
{
	if (nc_scan_key(scan, key))
		*text = nc_scan_text(scan);
}

static void
get_status(struct nc_scan *scan, enum nc_manifest_status *status)
{
	struct newsconv_text name;
	char shown[40];
	unsigned i;

	nc_scan_need(scan, "status");
	name = nc_scan_text(scan);
	for (i = 0; i < STATUS_COUNT; i++) {
		if (!nc_text_equals(name, status_names[i]))
			continue;
		*status = (enum nc_manifest_status)i;
		return;
	}
	nc_printable(shown, sizeof(shown), name.data, name.size);
	nc_scan_fail(scan, "an unknown status, \"%s\"", shown);
}

static void
get_file(struct nc_scan *scan, uint64_t *size, int64_t *seconds,
    uint32_t *nanoseconds)
{
	*size = nc_scan_number(scan, UINT64_MAX);
	nc_scan_need(scan, "modified");
	if (!nc_stamp_parse(nc_scan_text(scan), seconds, nanoseconds))
		nc_scan_fail(scan, "\"modified\" is no time");
}

static void
get_state(struct nc_scan *scan, struct nc_manifest_line *line)
{
	struct nc_entry_state *state = &line->state;

	if (!nc_scan_key(scan, "size"))
		return;
	line->state_known = true;
	get_file(scan, &state->size, &state->modified, &state->nanoseconds);
	if (!nc_scan_key(scan, "sidecar"))
		return;
	state->sidecar = true;
	nc_scan_open(scan, '{');
	nc_scan_need(scan, "size");
	get_file(scan, &state->sidecar_size, &state->sidecar_modified,
	    &state->sidecar_nanoseconds);
	nc_scan_close(scan, '}');
}

/* SHA-256 in lower-case hexadecimal; false if there is none. */
static bool
get_digest(struct nc_scan *scan, const char *key, char digest[65])
{
	if (!nc_scan_key(scan, key))
		return false;
	if (nc_scan_digest(scan, digest))
		return true;
	nc_scan_fail(scan, "\"%s\" is no digest", key);
	return false;
}

static void
get_payload(struct nc_scan *scan, struct nc_manifest_line *line)
{
	if (get_digest(scan, "sha256", line->sha256)) {
		nc_scan_need(scan, "bytes");
		line->bytes = nc_scan_number(scan, UINT64_MAX);
	}
	get_digest(scan, "given", line->given);
}

static void
get_place(struct nc_scan *scan, struct nc_manifest_line *line)
{
	get_text(scan, "record", &line->record);
	get_text(scan, "uri", &line->uri);
	get_text(scan, "date", &line->date);
	get_text(scan, "volume", &line->volume);
	if (line->volume.size > 0) {
		nc_scan_need(scan, "offset");
		line->offset = nc_scan_number(scan, UINT64_MAX);
	}
}

static void
get_outcome(struct nc_scan *scan, struct nc_manifest_line *line)
{
	if (line->status == NC_ARCHIVED || line->status == NC_DUPLICATE) {
		nc_scan_need(scan, "articles");
		line->articles = nc_scan_number(scan, UINT64_MAX);
	}
	if (nc_scan_key(scan, "members")) {
		line->members = nc_scan_number(scan, UINT64_MAX);
		if (line->number != 0)
			nc_scan_fail(scan, "a member with \"members\"");
		line->number = NC_NUMBER_LAST;
	}
	get_text(scan, "reason", &line->reason);
	if (nc_scan_key(scan, "errno"))
		line->sys_errno = (int)nc_scan_number(scan, INT_MAX);
	if (nc_scan_key(scan, "missing"))
		line->missing = (unsigned)nc_scan_number(scan, UINT_MAX);
}

int
nc_manifest_parse(struct nc_manifest_line *line, struct nc_arena *arena,
    struct newsconv_text text, struct newsconv_error *error)
{
	static const struct newsconv_text nothing = {"", 0};
	struct nc_scan scan;

	memset(line, 0, sizeof(*line));
	line->path = line->member = line->record = line->uri = nothing;
	line->date = line->volume = line->reason = nothing;
	nc_scan_begin(&scan, arena, text);
	nc_scan_open(&scan, '{');
	if (!get_name(&scan, "path", "pathBytes", &line->path) ||
	    line->path.size == 0)
		nc_scan_fail(&scan, "a line without a path");
	get_name(&scan, "member", "memberBytes", &line->member);
	if (nc_scan_key(&scan, "number")) {
		line->number = nc_scan_number(&scan, NC_NUMBER_LAST - 1);
		if (line->number == 0)
			nc_scan_fail(&scan, "\"number\" is 0");
	}
	nc_scan_need(&scan, "run");
	line->run = (unsigned)nc_scan_number(&scan, UINT_MAX);
	if (line->run == 0)
		nc_scan_fail(&scan, "\"run\" is 0");
	get_status(&scan, &line->status);
	get_state(&scan, line);
	get_payload(&scan, line);
	get_place(&scan, line);
	get_outcome(&scan, line);
	nc_scan_close(&scan, '}');
	return nc_scan_end(&scan, error);
}
