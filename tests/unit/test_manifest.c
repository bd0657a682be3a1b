/* Manifests as streams: cursors, what they check, and joining. */
#include <fcntl.h>
#include <unistd.h>

#include "unit.h"

#include "manifest.h"
#include "utf8.h"

static char folder[64];

static const char *
path_of(const char *name)
{
	static char paths[8][128];
	static unsigned next;
	char *path = paths[next++ % 8];

	snprintf(path, sizeof(paths[0]), "%s/%s", folder, name);
	return path;
}

static int
make_folder(void **state)
{
	(void)state;
	strcpy(folder, "/tmp/newsconv-manifest-XXXXXX");
	return mkdtemp(folder) == NULL;
}

/* Fails when a file is left that no test makes. */
static int
remove_folder(void **state)
{
	(void)state;
	unlink(path_of("a"));
	unlink(path_of("b"));
	unlink(path_of("c"));
	unlink(path_of("target"));
	return rmdir(folder);
}

static void
write_file(const char *name, const char *data, size_t size)
{
	FILE *file = fopen(path_of(name), "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(data, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
}

static void
add(struct nc_buffer *buffer, const char *path, uint64_t number, unsigned run,
    const char *reason)
{
	struct nc_manifest_line line = {.path = nc_text(path),
	    .number = number,
	    .run = run,
	    .status = NC_FAILED,
	    .reason = nc_text(reason)};

	nc_manifest_put(buffer, &line);
}

static void
write_manifest(const char *name, const struct nc_buffer *buffer)
{
	write_file(
	    name, buffer->data == NULL ? "" : buffer->data, buffer->size);
}

static struct nc_manifest_cursor *
open_cursor(const char *name)
{
	struct nc_manifest_cursor *cursor = NULL;

	assert_int_equal(nc_manifest_open(&cursor, path_of(name), NULL), 0);
	return cursor;
}

static void
file_that_is_not_there_has_no_lines(void **state)
{
	struct nc_manifest_cursor *cursor = open_cursor("none");
	struct nc_manifest_line line;
	struct newsconv_error error;

	(void)state;
	assert_int_equal(
	    nc_manifest_next(cursor, &line, NULL, NULL, NULL), NEWSCONV_END);
	nc_manifest_close(cursor);
	write_file("a", "", 0);
	assert_int_equal(nc_manifest_open(&cursor, path_of("a/b"), &error),
	    NEWSCONV_READ_FAILED);
	assert_non_null(strstr(error.where, "a/b"));
}

/* Paths of all lengths, so that lines lie across the ends of blocks. */
static void
lines_come_with_their_place_and_can_be_gone_back_to(void **state)
{
	struct nc_buffer buffer = NC_BUFFER(SIZE_MAX);
	struct nc_manifest_cursor *cursor;
	struct nc_manifest_line line;
	struct newsconv_text text;
	uint64_t offset, offsets[2000], at = 0;
	char path[400];
	unsigned i;

	(void)state;
	for (i = 0; i < 2000; i++) {
		snprintf(path, sizeof(path), "%04u%0*d\"", i, i % 300 + 1, 0);
		offsets[i] = buffer.size;
		add(&buffer, path, 0, 1, "x");
	}
	write_manifest("a", &buffer);
	cursor = open_cursor("a");
	for (i = 0; i < 2000; i++) {
		assert_int_equal(
		    nc_manifest_next(cursor, &line, &text, &offset, NULL), 0);
		assert_true(offset == at && offset == offsets[i]);
		snprintf(path, sizeof(path), "%04u%0*d\"", i, i % 300 + 1, 0);
		assert_text(line.path, path);
		assert_memory_equal(text.data, buffer.data + at, text.size);
		at += text.size + 1;
	}
	assert_int_equal(
	    nc_manifest_next(cursor, &line, NULL, NULL, NULL), NEWSCONV_END);
	for (i = 2000; i > 0; i -= 100) {
		nc_manifest_seek(cursor, offsets[i - 1]);
		assert_int_equal(
		    nc_manifest_next(cursor, &line, NULL, &offset, NULL), 0);
		assert_true(offset == offsets[i - 1]);
		snprintf(path, sizeof(path), "%04u", i - 1);
		assert_memory_equal(line.path.data, path, 4);
	}
	nc_manifest_close(cursor);
	nc_buffer_free(&buffer);
}

/* Reads until the failure and compares what it says. */
static void
expect_fault(const char *name, uint64_t number, const char *found)
{
	struct nc_manifest_cursor *cursor = open_cursor(name);
	struct nc_manifest_line line;
	struct newsconv_error error;
	int result;

	do
		result = nc_manifest_next(cursor, &line, NULL, NULL, &error);
	while (result == NEWSCONV_OK);
	assert_int_equal(result, NEWSCONV_INVALID);
	assert_string_equal(error.where, path_of(name));
	assert_int_equal(error.line, number);
	if (strstr(error.text, found) == NULL)
		fail_msg("\"%s\", not \"%s\"", error.text, found);
	nc_manifest_close(cursor);
}

static void
faults_are_told_with_file_and_line(void **state)
{
	struct nc_buffer buffer = NC_BUFFER(SIZE_MAX);

	(void)state;
	add(&buffer, "a", 0, 1, "x");
	add(&buffer, "b", 0, 1, "x");
	add(&buffer, "a", 0, 2, "x");
	write_manifest("a", &buffer);
	expect_fault("a", 3, "out of order");
	nc_buffer_clear(&buffer);
	add(&buffer, "a", 1, 1, "x");
	add(&buffer, "a", 1, 1, "y");
	write_manifest("a", &buffer);
	expect_fault("a", 2, "same input");
	buffer.size--;
	write_manifest("a", &buffer);
	expect_fault("a", 2, "does not end");
	write_file("a", "{}\n", 3);
	expect_fault("a", 1, "path");
	nc_buffer_free(&buffer);
}

static void
line_without_end_does_not_take_all_memory(void **state)
{
	size_t size = (size_t)20 << 20;
	char *bytes = malloc(size);

	(void)state;
	assert_non_null(bytes);
	memset(bytes, 'x', size);
	write_file("a", bytes, size);
	free(bytes);
	expect_fault("a", 0, "too long");
}

static void
expect_target(const char *expected)
{
	FILE *file = fopen(path_of("target"), "rb");
	char got[4096];
	size_t size;

	assert_non_null(file);
	size = fread(got, 1, sizeof(got) - 1, file);
	fclose(file);
	got[size] = '\0';
	assert_string_equal(got, expected);
}

static void
joined_manifests_are_in_order(void **state)
{
	struct nc_buffer a = NC_BUFFER(SIZE_MAX), b = NC_BUFFER(SIZE_MAX);
	struct nc_buffer c = NC_BUFFER(SIZE_MAX), all = NC_BUFFER(SIZE_MAX);
	const char *sources[] = {
	    path_of("a"), path_of("none"), path_of("b"), path_of("c")};

	(void)state;
	add(&a, "a", 0, 1, "a");
	add(&a, "c", 1, 1, "a");
	add(&a, "c", NC_NUMBER_LAST, 1, "a");
	add(&b, "a", 0, 2, "b");
	add(&b, "b", 0, 1, "b");
	add(&b, "c", 1, 1, "b");
	add(&c, "a", 0, 1, "c");
	add(&c, "c", 1, 1, "c");
	add(&c, "d", 0, 1, "c");
	write_manifest("a", &a);
	write_manifest("b", &b);
	write_manifest("c", &c);
	assert_int_equal(
	    nc_manifest_merge(path_of("target"), sources, 4, NULL), 0);
	add(&all, "a", 0, 1, "c");
	add(&all, "a", 0, 2, "b");
	add(&all, "b", 0, 1, "b");
	add(&all, "c", 1, 1, "c");
	add(&all, "c", NC_NUMBER_LAST, 1, "a");
	add(&all, "d", 0, 1, "c");
	expect_target(all.data);
	assert_int_equal(
	    nc_manifest_merge(path_of("target"), sources, 0, NULL), 0);
	expect_target("");
	nc_buffer_free(&a);
	nc_buffer_free(&b);
	nc_buffer_free(&c);
	nc_buffer_free(&all);
}

static void
failed_join_leaves_no_target(void **state)
{
	struct nc_buffer a = NC_BUFFER(SIZE_MAX);
	const char *sources[] = {path_of("a"), path_of("b")};
	struct newsconv_error error;

	(void)state;
	add(&a, "a", 0, 1, "a");
	write_manifest("a", &a);
	nc_buffer_text(&a, "{\"path\":\"x\"}\n");
	write_manifest("b", &a);
	assert_int_equal(
	    nc_manifest_merge(path_of("target"), sources, 2, &error),
	    NEWSCONV_INVALID);
	assert_string_equal(error.where, path_of("b"));
	assert_int_equal(access(path_of("target"), F_OK), -1);
	nc_buffer_free(&a);
}

static void
digest_is_that_of_the_file(void **state)
{
	char digest[65];
	struct newsconv_error error;

	(void)state;
	write_file("a", "abc", 3);
	assert_int_equal(nc_manifest_digest(digest, path_of("a"), NULL), 0);
	assert_string_equal(digest,
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_int_equal(nc_manifest_digest(digest, path_of("none"), &error),
	    NEWSCONV_READ_FAILED);
	assert_string_equal(error.where, path_of("none"));
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(file_that_is_not_there_has_no_lines),
	    TEST(lines_come_with_their_place_and_can_be_gone_back_to),
	    TEST(faults_are_told_with_file_and_line),
	    TEST(line_without_end_does_not_take_all_memory),
	    TEST(joined_manifests_are_in_order),
	    TEST(failed_join_leaves_no_target),
	    TEST(digest_is_that_of_the_file),
	};

	return RUN(tests);
}
