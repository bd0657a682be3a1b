/* Histories: what is written is read back, valid by the schema, and checked. */
#include <fcntl.h>
#include <unistd.h>

#include "unit.h"

#include <jansson.h>

#include "history.h"
#include "json_schema.h"
#include "schemas.h"
#include "utf8.h"

static const char digest[] =
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

static const struct newsconv_text volumes[] = {
    {"archive/a-1.warc.gz", 19}, {"archive/a-2.warc.gz", 19}};

static struct nc_history_line
new_line(unsigned run)
{
	struct nc_history_line line = {.run = run,
	    .time = 1795708800,
	    .merged = NEWSCONV_TIME_UNKNOWN,
	    .tool = nc_text("newsconv 0.1.0"),
	    .options = nc_text("--to warc \"a b\""),
	    .jsonl = nc_text("jsonl/a.jsonl"),
	    .volumes = volumes,
	    .volume_count = 2};

	line.summary.inputs = 12;
	line.summary.books = 3;
	strcpy(line.summary.first_date, "2021-06-12");
	strcpy(line.summary.last_date, "2022-06-12");
	strcpy(line.summary.languages[0].tag, "en");
	line.summary.languages[0].articles = 7;
	strcpy(line.summary.languages[1].tag, "*");
	line.summary.languages[1].articles = 9;
	memcpy(line.manifest, digest, sizeof(digest));
	if (run > 1)
		memcpy(line.manifest_before, digest, sizeof(digest));
	return line;
}

/* As much is there as can be, and as little. */
static size_t
all_kinds(struct nc_history_line *lines)
{
	lines[0] = new_line(1);
	lines[1] = new_line(2);
	lines[1].shard = 2;
	lines[1].shards = 4;
	memcpy(lines[1].job, digest, sizeof(digest));
	lines[2] = new_line(3);
	lines[2].shards = 4;
	lines[2].merged = 1795708800;
	lines[3] = new_line(4);
	lines[3].jsonl.size = 0;
	lines[3].volume_count = 0;
	lines[3].options.size = 0;
	memset(&lines[3].summary, 0, sizeof(lines[3].summary));
	return 4;
}

static void
lines_are_read_back_and_written_the_same(void **state)
{
	struct nc_arena *arena = nc_arena_new(SIZE_MAX);
	struct nc_buffer first = NC_BUFFER(SIZE_MAX);
	struct nc_buffer second = NC_BUFFER(SIZE_MAX);
	struct nc_history_line lines[4], again;
	size_t count = all_kinds(lines), i;

	(void)state;
	for (i = 0; i < count; i++) {
		struct newsconv_text text;
		struct newsconv_error error;

		nc_buffer_clear(&first);
		nc_buffer_clear(&second);
		nc_history_put(&first, &lines[i]);
		text.data = first.data;
		text.size = first.size - 1;
		if (nc_history_parse(&again, arena, text, &error) < 0)
			fail_msg("%s: %s", first.data, error.text);
		assert_int_equal(again.run, lines[i].run);
		assert_int_equal(again.summary.run, lines[i].run);
		assert_true(again.time == lines[i].time);
		assert_true(again.merged == lines[i].merged);
		assert_int_equal(again.volume_count, lines[i].volume_count);
		nc_history_put(&second, &again);
		assert_string_equal(first.data, second.data);
	}
	nc_buffer_free(&first);
	nc_buffer_free(&second);
	nc_arena_free(arena);
}

static void
lines_are_valid_by_the_schema(void **state)
{
	struct nc_json_schema *schema = NULL;
	struct nc_buffer buffer = NC_BUFFER(SIZE_MAX);
	struct nc_history_line lines[4];
	struct newsconv_error error;
	size_t count = all_kinds(lines), i;

	(void)state;
	if (nc_json_schema_compile(
		&schema, nc_schema_text(NC_SCHEMA_HISTORY_JSON), &error) < 0)
		fail_msg("%s", error.text);
	for (i = 0; i < count; i++) {
		struct nc_json_fault fault;
		json_t *value;

		nc_buffer_clear(&buffer);
		nc_history_put(&buffer, &lines[i]);
		value = json_loadb(
		    buffer.data, buffer.size, JSON_REJECT_DUPLICATES, NULL);
		assert_non_null(value);
		if (!nc_json_schema_valid(schema, value, &fault))
			fail_msg(
			    "%s: %s %s", buffer.data, fault.path, fault.text);
		json_decref(value);
	}
	nc_json_schema_free(schema);
	nc_buffer_free(&buffer);
}

static char path[64];

static int
make_file(void **state)
{
	int descriptor;

	(void)state;
	strcpy(path, "/tmp/newsconv-history-XXXXXX");
	descriptor = mkstemp(path);
	close(descriptor);
	return descriptor < 0;
}

static int
remove_file(void **state)
{
	(void)state;
	return unlink(path) != 0 && access(path, F_OK) == 0;
}

static void
write_file(const struct nc_buffer *buffer)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(
	    fwrite(buffer->data, 1, buffer->size, file), buffer->size);
	assert_int_equal(fclose(file), 0);
}

static void
all_runs_are_read(void **state)
{
	struct nc_arena *arena = nc_arena_new(SIZE_MAX);
	struct nc_buffer buffer = NC_BUFFER(SIZE_MAX);
	struct nc_history history;
	unsigned run;

	(void)state;
	for (run = 1; run <= 20; run++) {
		struct nc_history_line line = new_line(run);

		nc_history_put(&buffer, &line);
	}
	write_file(&buffer);
	assert_int_equal(nc_history_read(&history, arena, path, NULL), 0);
	assert_int_equal(history.count, 20);
	for (run = 1; run <= 20; run++)
		assert_int_equal(history.runs[run - 1].run, run);
	assert_text(history.runs[19].volumes[1], "archive/a-2.warc.gz");
	nc_buffer_free(&buffer);
	nc_arena_free(arena);
}

static void
no_file_is_no_run(void **state)
{
	struct nc_arena *arena = nc_arena_new(SIZE_MAX);
	struct nc_history history;

	(void)state;
	unlink(path);
	assert_int_equal(nc_history_read(&history, arena, path, NULL), 0);
	assert_int_equal(history.count, 0);
	nc_arena_free(arena);
}

static void
run_is_written_behind_the_earlier_ones(void **state)
{
	struct nc_arena *arena = nc_arena_new(SIZE_MAX);
	struct nc_buffer buffer = NC_BUFFER(SIZE_MAX);
	struct nc_history history;
	char next[128];
	unsigned run;

	(void)state;
	unlink(path);
	snprintf(next, sizeof(next), "%s.next", path);
	for (run = 1; run <= 3; run++) {
		struct nc_history_line line = new_line(run);

		nc_buffer_clear(&buffer);
		nc_history_put(&buffer, &line);
		assert_int_equal(
		    nc_history_write(next, path, &buffer, NULL), 0);
		assert_int_equal(rename(next, path), 0);
	}
	assert_int_equal(nc_history_read(&history, arena, path, NULL), 0);
	assert_int_equal(history.count, 3);
	assert_int_equal(nc_history_write(path, NULL, &buffer, NULL), 0);
	assert_int_equal(nc_history_read(&history, arena, path, NULL),
	    NEWSCONV_INVALID); /* the third alone */
	nc_buffer_free(&buffer);
	nc_arena_free(arena);
}

/* The runs as given: a wrong number, a cut line, a change in a line. */
static void
expect_fault(const struct nc_buffer *buffer, uint64_t line, const char *found)
{
	struct nc_arena *arena = nc_arena_new(SIZE_MAX);
	struct nc_history history;
	struct newsconv_error error;

	write_file(buffer);
	assert_int_equal(
	    nc_history_read(&history, arena, path, &error), NEWSCONV_INVALID);
	assert_string_equal(error.where, path);
	assert_true(error.line == line);
	if (strstr(error.text, found) == NULL)
		fail_msg("\"%s\", not \"%s\"", error.text, found);
	nc_arena_free(arena);
}

static void
faults_are_told_with_file_and_line(void **state)
{
	struct nc_buffer buffer = NC_BUFFER(SIZE_MAX);
	struct nc_history_line line = new_line(1);

	(void)state;
	nc_history_put(&buffer, &line);
	nc_history_put(&buffer, &line);
	expect_fault(&buffer, 3, "run 1 in the place of run 2");
	buffer.size -= 1;
	expect_fault(&buffer, 2, "does not end");
	memcpy(strstr(buffer.data, "\"tool\""), "\"pool\"", 6);
	expect_fault(&buffer, 1, "\"tool\"");
	nc_buffer_clear(&buffer);
	line.jsonl = nc_text("jsonl/../../a");
	nc_history_put(&buffer, &line);
	expect_fault(&buffer, 1, "not in jsonl/");
	nc_buffer_free(&buffer);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_are_read_back_and_written_the_same),
	    cmocka_unit_test(lines_are_valid_by_the_schema),
	    cmocka_unit_test_setup_teardown(
		all_runs_are_read, make_file, remove_file),
	    cmocka_unit_test_setup_teardown(
		no_file_is_no_run, make_file, remove_file),
	    cmocka_unit_test_setup_teardown(
		run_is_written_behind_the_earlier_ones, make_file, remove_file),
	    cmocka_unit_test_setup_teardown(
		faults_are_told_with_file_and_line, make_file, remove_file),
	};

	return RUN(tests);
}
