/* Growing files: what is cut, what is kept, what is refused. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "tree.h"

#include "growing_file.h"

static struct nc_growing_file *
open_at(const char *path, uint64_t size)
{
	struct nc_growing_file *file = NULL;

	assert_int_equal(nc_growing_open(&file, path, size, NULL), 0);
	return file;
}

static void
holds(const char *path, const char *expected)
{
	char buffer[256];
	FILE *file = fopen(path, "rb");
	size_t size;

	assert_non_null(file);
	size = fread(buffer, 1, sizeof(buffer), file);
	fclose(file);
	assert_int_equal(size, strlen(expected));
	assert_memory_equal(buffer, expected, size);
}

static void
what_was_added_is_there_after_a_flush(void **state)
{
	struct nc_growing_file *file = open_at("a", 0);

	(void)state;
	assert_int_equal(nc_growing_add(file, "one ", 4, NULL), 0);
	assert_int_equal(nc_growing_add(file, "two", 3, NULL), 0);
	assert_int_equal(nc_growing_size(file), 7);
	assert_int_equal(nc_growing_flush(file, NULL), 0);
	holds("a", "one two");
	nc_growing_close(file);
}

static void
what_lies_behind_the_checkpoint_is_cut_off(void **state)
{
	struct nc_growing_file *file;

	(void)state;
	tree_write("b", "kept, dropped", 13);
	file = open_at("b", 5);
	assert_int_equal(nc_growing_add(file, " anew", 5, NULL), 0);
	assert_int_equal(nc_growing_sync(file, NULL), 0);
	nc_growing_close(file);
	holds("b", "kept, anew");
}

static void
a_file_that_became_shorter_is_refused(void **state)
{
	struct nc_growing_file *file = NULL;
	struct newsconv_error error;

	(void)state;
	tree_write("c", "12345", 5);
	assert_int_equal(
	    nc_growing_open(&file, "c", 6, &error), NEWSCONV_WRITE_FAILED);
	assert_non_null(strstr(error.text, "has 5 bytes, had 6"));
	assert_string_equal(error.where, "c");
	holds("c", "12345");
}

static void
a_cut_drops_what_is_buffered_and_what_is_written(void **state)
{
	struct nc_growing_file *file = open_at("d", 0);

	(void)state;
	assert_int_equal(nc_growing_add(file, "checked", 7, NULL), 0);
	assert_int_equal(nc_growing_sync(file, NULL), 0);
	assert_int_equal(nc_growing_add(file, " written", 8, NULL), 0);
	assert_int_equal(nc_growing_flush(file, NULL), 0);
	assert_int_equal(nc_growing_add(file, " buffered", 9, NULL), 0);
	nc_growing_cut(file, 7);
	assert_int_equal(nc_growing_size(file), 7);
	nc_growing_close(file);
	holds("d", "checked");
}

static void
pieces_larger_than_the_buffer_keep_their_place(void **state)
{
	const size_t size = 300 * 1024;
	char *large = malloc(size);
	struct nc_growing_file *file = open_at("e", 0);
	char ends[3] = "";

	(void)state;
	assert_non_null(large);
	memset(large, 'x', size);
	assert_int_equal(nc_growing_add(file, "<", 1, NULL), 0);
	assert_int_equal(nc_growing_add(file, large, size, NULL), 0);
	assert_int_equal(nc_growing_add(file, ">", 1, NULL), 0);
	assert_int_equal(nc_growing_flush(file, NULL), 0);
	assert_int_equal(nc_growing_size(file), size + 2);
	assert_int_equal(pread(nc_growing_descriptor(file), ends, 1, 0), 1);
	assert_int_equal(
	    pread(nc_growing_descriptor(file), ends + 1, 1, (off_t)size + 1),
	    1);
	assert_string_equal(ends, "<>");
	nc_growing_close(file);
	free(large);
}

static void
a_directory_that_is_not_there_is_named(void **state)
{
	struct nc_growing_file *file = NULL;
	struct newsconv_error error;

	(void)state;
	assert_int_equal(
	    nc_growing_open(&file, "none/f", 0, &error), NEWSCONV_WRITE_FAILED);
	assert_string_equal(error.where, "none/f");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_was_added_is_there_after_a_flush),
	    cmocka_unit_test(what_lies_behind_the_checkpoint_is_cut_off),
	    cmocka_unit_test(a_file_that_became_shorter_is_refused),
	    cmocka_unit_test(a_cut_drops_what_is_buffered_and_what_is_written),
	    cmocka_unit_test(pieces_larger_than_the_buffer_keep_their_place),
	    cmocka_unit_test(a_directory_that_is_not_there_is_named),
	};

	return cmocka_run_group_tests(tests, tree_set_up, tree_tear_down);
}
