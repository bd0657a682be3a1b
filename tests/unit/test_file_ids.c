/* Files are known by what they are, not by their names. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "tree.h"

#include "file_ids.h"

static bool
has(const struct nc_file_ids *ids, const char *path)
{
	struct stat status;

	assert_int_equal(stat(path, &status), 0);
	return nc_file_ids_have(ids, &status);
}

static void
a_file_is_known_under_any_name(void **state)
{
	const char *const paths[] = {
	    "a.txt", "-", "none.txt", "folder", "b.txt"};
	struct nc_file_ids ids;

	(void)state;
	tree_file("a.txt", "a");
	tree_file("b.txt", "b");
	tree_file("c.txt", "c");
	tree_file("folder/d.txt", "d");
	assert_int_equal(link("a.txt", "hard.txt"), 0);
	assert_int_equal(symlink("b.txt", "soft.txt"), 0);
	assert_true(nc_file_ids_read(&ids, paths, 5));
	assert_int_equal(ids.count, 2);
	assert_true(has(&ids, "a.txt"));
	assert_true(has(&ids, "hard.txt"));
	assert_true(has(&ids, "soft.txt"));
	assert_false(has(&ids, "c.txt"));
	assert_false(has(&ids, "folder"));
	nc_file_ids_free(&ids);
	assert_false(has(&ids, "a.txt"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		a_file_is_known_under_any_name, tree_set_up, tree_tear_down),
	};

	return RUN(tests);
}
