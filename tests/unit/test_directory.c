/* Directories: made, listed in order, removed, and what is said of failures. */
#define _XOPEN_SOURCE 700 /* nftw */
#include <errno.h>

#include "tree.h"

#include "directory.h"
#include "error.h"

static void
directories_are_made_with_those_above(void **state)
{
	(void)state;
	assert_int_equal(nc_directory_make("a/b/c", NULL), 0);
	assert_true(nc_directory_exists("a/b/c"));
	assert_int_equal(nc_directory_make("a/b/c", NULL), 0);
	assert_int_equal(nc_directory_make("a//d/", NULL), 0);
	assert_true(nc_directory_exists("a/d"));
	assert_int_equal(nc_directory_make_parent("e/f/file", NULL), 0);
	assert_true(nc_directory_exists("e/f"));
	assert_false(nc_directory_exists("e/f/file"));
	assert_int_equal(nc_directory_make_parent("file", NULL), 0);
}

static void
a_file_in_the_way_is_named(void **state)
{
	struct newsconv_error error;

	(void)state;
	tree_write("in-the-way", "x", 1);
	assert_int_equal(
	    nc_directory_make("in-the-way", &error), NEWSCONV_WRITE_FAILED);
	assert_string_equal(error.where, "in-the-way");
	assert_int_equal(nc_directory_make("in-the-way/below", &error),
	    NEWSCONV_WRITE_FAILED);
	assert_int_equal(error.sys_errno, ENOTDIR);
}

struct names {
	char text[256];
	unsigned left;
};

static int
take_name(const char *name, void *context, struct newsconv_error *error)
{
	struct names *names = context;

	if (names->left-- == 0)
		return nc_error_set(error, NEWSCONV_INTERRUPTED, "enough");
	strcat(names->text, name);
	strcat(names->text, " ");
	return 0;
}

static void
make_some(void)
{
	tree_write("some/b", "", 0);
	tree_write("some/a/z", "", 0);
	tree_write("some/a/B", "", 0);
	tree_write("some/.c", "", 0);
	assert_int_equal(nc_directory_make("some/empty", NULL), 0);
}

static void
files_come_in_the_order_of_bytes(void **state)
{
	struct names names = {.left = 100};

	(void)state;
	make_some();
	assert_int_equal(
	    nc_directory_files("some", take_name, &names, NULL), 0);
	assert_string_equal(names.text, ".c a/B a/z b ");
}

static void
a_failure_ends_the_list(void **state)
{
	struct names names = {.left = 2};

	(void)state;
	make_some();
	assert_int_equal(nc_directory_files("some", take_name, &names, NULL),
	    NEWSCONV_INTERRUPTED);
	assert_string_equal(names.text, ".c a/B ");
}

static void
removing_follows_no_link(void **state)
{
	(void)state;
	make_some();
	tree_write("outside/kept", "x", 1);
	assert_int_equal(symlink("../outside", "some/link"), 0);
	assert_int_equal(nc_directory_remove("some", NULL), 0);
	assert_false(nc_directory_exists("some"));
	assert_int_equal(access("outside/kept", F_OK), 0);
	assert_int_equal(nc_directory_remove("some", NULL), 0);
}

static void
empty_is_what_holds_nothing(void **state)
{
	(void)state;
	assert_int_equal(nc_directory_make("bare", NULL), 0);
	assert_true(nc_directory_empty("bare"));
	tree_write("bare/.hidden", "", 0);
	assert_false(nc_directory_empty("bare"));
}

static void
syncing_names_what_is_not_there(void **state)
{
	struct newsconv_error error;

	(void)state;
	make_some();
	assert_int_equal(nc_directory_sync("some", NULL), 0);
	assert_int_equal(nc_directory_sync_below("some", NULL), 0);
	assert_int_equal(nc_directory_sync_parent("some/a", NULL), 0);
	assert_int_equal(nc_directory_sync_parent("some", NULL), 0);
	assert_int_equal(nc_directory_sync_parent("missing/a", &error),
	    NEWSCONV_WRITE_FAILED);
	assert_string_equal(error.where, "missing");
	assert_int_equal(error.sys_errno, ENOENT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(directories_are_made_with_those_above),
	    cmocka_unit_test(a_file_in_the_way_is_named),
	    cmocka_unit_test(files_come_in_the_order_of_bytes),
	    cmocka_unit_test(a_failure_ends_the_list),
	    cmocka_unit_test(removing_follows_no_link),
	    cmocka_unit_test(empty_is_what_holds_nothing),
	    cmocka_unit_test(syncing_names_what_is_not_there),
	};

	return cmocka_run_group_tests(tests, tree_set_up, tree_tear_down);
}
