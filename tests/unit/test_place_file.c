/* Files linked, or copied where that cannot be. */
#define _XOPEN_SOURCE 700 /* nftw */
#include <signal.h>
#include <sys/resource.h>

#include "tree.h"

#include "place_file.h"

static struct stat
examine(const char *path)
{
	struct stat status;

	assert_int_equal(stat(path, &status), 0);
	return status;
}

static void
file_is_linked(void **state)
{
	(void)state;
	tree_file("a", "abc");
	assert_int_equal(nc_place_file("b", "a", NULL), 0);
	assert_true(examine("a").st_ino == examine("b").st_ino);
}

static void
what_a_symbolic_link_names_is_linked(void **state)
{
	(void)state;
	tree_file("a", "abc");
	assert_int_equal(symlink("a", "link"), 0);
	assert_int_equal(nc_place_file("b", "link", NULL), 0);
	assert_true(examine("a").st_ino == examine("b").st_ino);
	assert_int_equal(unlink("a"), 0);
	assert_int_equal(examine("b").st_size, 3);
}

static void
copy_has_the_same_bytes(void **state)
{
	static const size_t sizes[] = {0, 1, 65536, 300001};
	static char bytes[300001], got[300002];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bytes); i++)
		bytes[i] = (char)(i * 2654435761u >> 13);
	for (i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		FILE *file;

		tree_write("a", bytes, sizes[i]);
		assert_int_equal(nc_copy_file("b", "a", NULL), 0);
		assert_true(examine("a").st_ino != examine("b").st_ino);
		file = fopen("b", "rb");
		assert_non_null(file);
		assert_int_equal(fread(got, 1, sizeof(got), file), sizes[i]);
		assert_memory_equal(got, bytes, sizes[i]);
		fclose(file);
		assert_int_equal(unlink("b"), 0);
	}
}

static void
target_that_exists_is_left_alone(void **state)
{
	struct newsconv_error error;

	(void)state;
	tree_file("a", "abc");
	tree_file("b", "before");
	assert_int_equal(nc_place_file("b", "a", &error), NEWSCONV_EXISTS);
	assert_string_equal(error.where, "b");
	assert_int_equal(examine("b").st_size, 6);
}

static void
failures_name_the_file_and_leave_nothing(void **state)
{
	struct rlimit before, limit;
	struct newsconv_error error;
	static char bytes[100000];

	(void)state;
	assert_int_equal(
	    nc_place_file("b", "none", &error), NEWSCONV_READ_FAILED);
	assert_string_equal(error.where, "none");
	tree_write("a", bytes, sizeof(bytes));
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	limit = before;
	limit.rlim_cur = 70000;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	assert_int_equal(nc_copy_file("b", "a", &error), NEWSCONV_WRITE_FAILED);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_string_equal(error.where, "b");
	assert_int_equal(access("b", F_OK), -1);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, tree_set_up, tree_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(file_is_linked),
	    TEST(what_a_symbolic_link_names_is_linked),
	    TEST(copy_has_the_same_bytes),
	    TEST(target_that_exists_is_left_alone),
	    TEST(failures_name_the_file_and_leave_nothing),
	};

	return RUN(tests);
}
