/* Lines of manifests: what is written is read back, and nothing else is. */
#include "unit.h"

#include <jansson.h>

#include "json_schema.h"
#include "manifest.h"
#include "schemas.h"
#include "utf8.h"

static const char digest[] =
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

static struct nc_manifest_line
new_line(const char *path, uint64_t number, unsigned run,
    enum nc_manifest_status status)
{
	struct nc_manifest_line line = {.path = nc_text(path),
	    .number = number,
	    .run = run,
	    .status = status};

	return line;
}

static struct nc_manifest_line
archived_line(void)
{
	struct nc_manifest_line line = new_line(
	    "news/\"a\"\\\n\x7f\xc3\xa9.txt", 3, 2, NC_ARCHIVED);

	line.member = nc_text("b/c.txt");
	line.state_known = true;
	line.state.size = UINT64_MAX;
	line.state.modified = 1795708800;
	line.state.nanoseconds = 123456789;
	line.state.sidecar = true;
	line.state.sidecar_size = 17;
	line.state.sidecar_modified = -1;
	memcpy(line.sha256, digest, sizeof(digest));
	line.record = nc_text("urn:uuid:0");
	line.uri = nc_text("https://example.org/a");
	line.date = nc_text("2026-11-26T16:00:00Z");
	line.volume = nc_text("newsconv-1.warc.gz");
	line.articles = 12;
	line.reason = nc_text("changed while it was read");
	line.sys_errno = 5;
	line.missing = 4;
	return line;
}

static void
put(struct nc_buffer *buffer, const struct nc_manifest_line *line)
{
	nc_buffer_clear(buffer);
	nc_manifest_put(buffer, line);
	assert_int_equal(nc_buffer_check(buffer, NULL), 0);
}

static void
assert_same_text(struct newsconv_text a, struct newsconv_text b)
{
	assert_int_equal(a.size, b.size);
	if (a.size > 0)
		assert_memory_equal(a.data, b.data, a.size);
}

static void
assert_same_state(
    const struct nc_entry_state *a, const struct nc_entry_state *b)
{
	assert_true(a->size == b->size && a->modified == b->modified);
	assert_true(a->nanoseconds == b->nanoseconds);
	assert_true(a->sidecar == b->sidecar);
	assert_true(a->sidecar_size == b->sidecar_size);
	assert_true(a->sidecar_modified == b->sidecar_modified);
	assert_true(a->sidecar_nanoseconds == b->sidecar_nanoseconds);
}

static void
assert_same(const struct nc_manifest_line *a, const struct nc_manifest_line *b)
{
	assert_same_text(a->path, b->path);
	assert_same_text(a->member, b->member);
	assert_true(a->number == b->number && a->run == b->run);
	assert_true(a->status == b->status);
	assert_true(a->state_known == b->state_known);
	assert_same_state(&a->state, &b->state);
	assert_string_equal(a->sha256, b->sha256);
	assert_true(a->bytes == b->bytes && a->offset == b->offset);
	assert_same_text(a->record, b->record);
	assert_same_text(a->uri, b->uri);
	assert_same_text(a->date, b->date);
	assert_same_text(a->volume, b->volume);
	assert_true(a->articles == b->articles && a->members == b->members);
	assert_same_text(a->reason, b->reason);
	assert_true(a->sys_errno == b->sys_errno);
	assert_true(a->missing == b->missing);
}

static void
comes_back(const struct nc_manifest_line *line)
{
	struct nc_buffer buffer = NC_BUFFER(SIZE_MAX);
	struct nc_arena *arena = nc_arena_new(SIZE_MAX);
	struct nc_manifest_line again;
	struct newsconv_text text;
	struct newsconv_error error;

	put(&buffer, line);
	text.data = buffer.data;
	text.size = buffer.size - 1;
	if (nc_manifest_parse(&again, arena, text, &error) < 0)
		fail_msg("%s: %s", buffer.data, error.text);
	assert_same(&again, line);
	nc_buffer_free(&buffer);
	nc_arena_free(arena);
}

/* Lines of each kind, to be read back and to be held against the schema. */
static size_t
all_kinds(struct nc_manifest_line *lines)
{
	size_t count = 0;
	unsigned status;

	lines[count++] = archived_line();
	for (status = NC_ARCHIVED; status <= NC_SIDECAR; status++) {
		lines[count++] = new_line("a", 0, 1, status);
		lines[count++] = new_line("a", NC_NUMBER_LAST, 1, status);
		lines[count] = new_line("\xff/%+ a\x01", 7, 1, status);
		lines[count].member = nc_text("\xc3");
		lines[count].state_known = true;
		lines[count++].state.modified = INT64_MIN;
	}
	return count;
}

static void
every_kind_of_line_is_read_back(void **state)
{
	struct nc_manifest_line lines[32];
	size_t count = all_kinds(lines), i;

	(void)state;
	for (i = 0; i < count; i++)
		comes_back(&lines[i]);
}

static void
every_kind_of_line_is_valid_by_the_schema(void **state)
{
	struct nc_buffer buffer = NC_BUFFER(SIZE_MAX);
	struct nc_json_schema *schema = NULL;
	struct nc_manifest_line lines[32];
	struct nc_json_fault fault;
	size_t count = all_kinds(lines), i;

	(void)state;
	/* JSON's numbers end there for jansson. */
	lines[0].state.size = INT64_MAX;
	assert_int_equal(nc_json_schema_compile(&schema,
			     nc_schema_text(NC_SCHEMA_MANIFEST_JSON), NULL),
	    0);
	for (i = 0; i < count; i++) {
		json_t *value;

		put(&buffer, &lines[i]);
		value = json_loadb(buffer.data, buffer.size,
		    JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
		assert_non_null(value);
		if (!nc_json_schema_valid(schema, value, &fault))
			fail_msg(
			    "%s: %s %s", buffer.data, fault.path, fault.text);
		json_decref(value);
	}
	nc_json_schema_free(schema);
	nc_buffer_free(&buffer);
}

static void
lines_have_one_form(void **state)
{
	struct nc_buffer buffer = NC_BUFFER(SIZE_MAX);
	struct nc_manifest_line line = archived_line();

	(void)state;
	put(&buffer, &line);
	assert_string_equal(buffer.data,
	    "{\"path\":\"news/\\\"a\\\"\\\\\\u000a\x7f\xc3\xa9.txt\","
	    "\"member\":\"b/c.txt\",\"number\":3,\"run\":2,"
	    "\"status\":\"archived\",\"size\":18446744073709551615,"
	    "\"modified\":\"2026-11-26T16:00:00.123456789Z\","
	    "\"sidecar\":{\"size\":17,"
	    "\"modified\":\"1969-12-31T23:59:59.000000000Z\"},"
	    "\"sha256\":\"01234567"
	    "89abcdef0123456789abcdef0123456789abcdef0123456789abcdef\","
	    "\"bytes\":0,\"record\":\"urn:uuid:0\","
	    "\"uri\":\"https://example.org/a\","
	    "\"date\":\"2026-11-26T16:00:00Z\","
	    "\"volume\":\"newsconv-1.warc.gz\",\"offset\":0,\"articles\":12,"
	    "\"reason\":\"changed while it was read\",\"errno\":5,"
	    "\"missing\":4}\n");
	nc_buffer_free(&buffer);
}

static void
path_that_is_not_utf8_is_percent_encoded(void **state)
{
	struct nc_buffer buffer = NC_BUFFER(SIZE_MAX);
	struct nc_manifest_line line = new_line("a b/\xff%", 0, 1, NC_SKIPPED);

	(void)state;
	put(&buffer, &line);
	assert_string_equal(buffer.data,
	    "{\"pathBytes\":\"a%20b/%FF%25\",\"run\":1,"
	    "\"status\":\"skipped\"}\n");
	nc_buffer_free(&buffer);
}

/* The text of the error; "" if there is none. */
static const char *
error_of(const char *text)
{
	static struct newsconv_error error;
	struct nc_arena *arena = nc_arena_new(SIZE_MAX);
	struct nc_manifest_line line;
	int result = nc_manifest_parse(&line, arena, nc_text(text), &error);

	nc_arena_free(arena);
	if (result == NEWSCONV_OK)
		return "";
	assert_int_equal(result, NEWSCONV_INVALID);
	assert_int_equal(error.code, NEWSCONV_INVALID);
	return error.text;
}

static void
other_forms_are_refused_with_what_was_found(void **state)
{
	static const struct {
		const char *text, *found;
	} table[] = {
	    {"", "no '{'"},
	    {"[]", "no '{'"},
	    {"{}", "without a path"},
	    {"{\"path\":\"\",\"run\":1,\"status\":\"failed\"}",
		"without a path"},
	    {"{\"path\":\"a\"}", "\"run\""},
	    {"{\"path\":\"a\",\"run\":0,\"status\":\"failed\"}", "is 0"},
	    {"{\"path\":\"a\",\"run\":1}", "\"status\""},
	    {"{\"path\":\"a\",\"run\":1,\"status\":\"lost\"}", "\"lost\""},
	    {"{\"path\":\"a\",\"run\":1,\"status\":\"failed\"", "not end"},
	    {"{\"path\":\"a\",\"run\":1,\"status\":\"failed\"} ", "behind"},
	    {"{\"path\":\"a\",\"run\":1,\"status\":\"failed\",\"x\":1}",
		"member \"x\" is unknown"},
	    {"{\"path\":\"a\",\"run\":1,\"run\":1,\"status\":\"failed\"}",
		"\"status\""},
	    {"{\"path\":\"a\",\"run\":1,\"status\":\"failed\",\"errno\":1,"
	     "\"errno\":1}",
		"member \"errno\" is unknown, there twice"},
	    {"{\"path\":\"a\",\"run\":1,\"status\":\"failed\",\"errno\":1,"
	     "\"reason\":\"b\"}",
		"member \"reason\" is unknown, there twice or out of order"},
	    {"{\"path\":\"a\", \"run\":1,\"status\":\"failed\"}", "\"run\""},
	    {"{\"path\":\"a\\/\",\"run\":1,\"status\":\"failed\"}", "escape"},
	    {"{\"path\":\"\\u0041\",\"run\":1,\"status\":\"failed\"}",
		"escape"},
	    {"{\"path\":\"\\", "does not end"},
	    {"{\"path\":\"\xff\",\"run\":1,\"status\":\"failed\"}", "UTF-8"},
	    {"{\"path\":\"a\nb\",\"run\":1,\"status\":\"failed\"}",
		"does not end"},
	    {"{\"pathBytes\":\"a\",\"run\":1,\"status\":\"failed\"}",
		"needs no encoding"},
	    {"{\"pathBytes\":\"%F\",\"run\":1,\"status\":\"failed\"}",
		"not encoded"},
	    {"{\"path\":\"a\",\"run\":01,\"status\":\"failed\"}", "no number"},
	    {"{\"path\":\"a\",\"run\":-1,\"status\":\"failed\"}", "no number"},
	    {"{\"path\":\"a\",\"run\":4294967296,\"status\":\"failed\"}",
		"too large"},
	    {"{\"path\":\"a\",\"number\":0,\"run\":1,\"status\":\"failed\"}",
		"is 0"},
	    {"{\"path\":\"a\",\"run\":1,\"status\":\"failed\",\"size\":1}",
		"\"modified\""},
	    {"{\"path\":\"a\",\"run\":1,\"status\":\"failed\",\"size\":1,"
	     "\"modified\":\"2026-02-29T00:00:00.000000000Z\"}",
		"no time"},
	    {"{\"path\":\"a\",\"run\":1,\"status\":\"failed\","
	     "\"sha256\":\"0\",\"bytes\":1}",
		"no digest"},
	    {"{\"path\":\"a\",\"run\":1,\"status\":\"archived\"}",
		"\"articles\""},
	    {"{\"path\":\"a\",\"number\":1,\"run\":1,\"status\":\"failed\","
	     "\"members\":1}",
		"a member with \"members\""},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(table) / sizeof(*table); i++)
		if (strstr(error_of(table[i].text), table[i].found) == NULL)
			fail_msg("%s: \"%s\", not \"%s\"", table[i].text,
			    error_of(table[i].text), table[i].found);
	assert_string_equal(
	    error_of("{\"path\":\"a\",\"run\":1,\"status\":\"failed\"}"), "");
}

/* Cut anywhere, or with any byte changed, it is no line or another one. */
static void
damage_never_gives_the_same_line(void **state)
{
	struct nc_manifest_line line = archived_line(), again;
	struct nc_buffer buffer = NC_BUFFER(SIZE_MAX);
	struct nc_buffer written = NC_BUFFER(SIZE_MAX);
	size_t i;

	(void)state;
	put(&buffer, &line);
	for (i = 0; i < buffer.size - 1; i++) {
		struct nc_arena *arena = nc_arena_new(SIZE_MAX);
		struct newsconv_text text = {buffer.data, i};

		assert_int_equal(nc_manifest_parse(&again, arena, text, NULL),
		    NEWSCONV_INVALID);
		buffer.data[i] ^= 1;
		text.size = buffer.size - 1;
		if (nc_manifest_parse(&again, arena, text, NULL) == 0) {
			put(&written, &again);
			assert_int_equal(written.size, buffer.size);
			assert_memory_equal(
			    written.data, buffer.data, buffer.size);
		}
		buffer.data[i] ^= 1;
		nc_arena_free(arena);
	}
	nc_buffer_free(&buffer);
	nc_buffer_free(&written);
}

static void
order_is_path_number_run(void **state)
{
	struct nc_manifest_line lines[] = {
	    new_line("a", 0, 1, NC_ARCHIVED),
	    new_line("a", 0, 2, NC_ARCHIVED),
	    new_line("a", 1, 1, NC_ARCHIVED),
	    new_line("a", 10, 1, NC_ARCHIVED),
	    new_line("a", NC_NUMBER_LAST, 1, NC_PACKED),
	    new_line("a/b", 0, 1, NC_ARCHIVED),
	    new_line("ab", 0, 1, NC_ARCHIVED),
	    new_line("\xff", 0, 1, NC_ARCHIVED),
	};
	int i, j, count = sizeof(lines) / sizeof(*lines);

	(void)state;
	for (i = 0; i < count; i++)
		for (j = 0; j < count; j++) {
			int order = nc_manifest_compare(&lines[i], &lines[j]);

			assert_int_equal(
			    (order > 0) - (order < 0), (i > j) - (i < j));
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_kind_of_line_is_read_back),
	    cmocka_unit_test(every_kind_of_line_is_valid_by_the_schema),
	    cmocka_unit_test(lines_have_one_form),
	    cmocka_unit_test(path_that_is_not_utf8_is_percent_encoded),
	    cmocka_unit_test(other_forms_are_refused_with_what_was_found),
	    cmocka_unit_test(damage_never_gives_the_same_line),
	    cmocka_unit_test(order_is_path_number_run),
	};

	return RUN(tests);
}
