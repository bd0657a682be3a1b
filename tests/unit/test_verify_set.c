/* What a set may open: files below its folder, and nothing by way of a link. */
#define _XOPEN_SOURCE 700 /* nftw() */
#include "tree.h"

#include "verify_set.h"

static void
paths_that_lead_out_are_told_from_those_that_stay(void **state)
{
	static const char *const inside[] = {
	    "a", "a/b", "...", "a/..b", ".a", "a b/c\n"};
	static const char *const outside[] = {"", "/", "/a", "..", "a/..",
	    "../a", "a/../b", ".", "./a", "a//b", "a/", "a/./b"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(inside) / sizeof(inside[0]); i++)
		assert_true(nc_path_below(inside[i]));
	for (i = 0; i < sizeof(outside) / sizeof(outside[0]); i++)
		assert_false(nc_path_below(outside[i]));
}

static int
open_below(const char *path)
{
	int folder = open("d", O_RDONLY | O_DIRECTORY), file = -1;
	uint64_t size = 0;
	int result;

	assert_true(folder >= 0);
	result = nc_open_below(folder, path, &file, &size, NULL);
	if (result == NEWSCONV_OK) {
		assert_int_equal(size, 5);
		close(file);
	}
	close(folder);
	return result;
}

static void
files_below_are_opened_and_links_are_not_followed(void **state)
{
	(void)state;
	tree_file("d/a/b", "hello");
	tree_file("secret", "hello");
	assert_int_equal(symlink("../secret", "d/link"), 0);
	assert_int_equal(symlink("..", "d/up"), 0);
	assert_int_equal(mkfifo("d/pipe", 0600), 0);
	assert_int_equal(open_below("a/b"), NEWSCONV_OK);
	assert_int_equal(open_below("link"), NEWSCONV_NOT_A_FILE);
	assert_true(open_below("up/secret") != NEWSCONV_OK);
	assert_int_equal(open_below("../secret"), NEWSCONV_END);
	assert_int_equal(open_below("none"), NEWSCONV_END);
	assert_int_equal(open_below("a/b/c"), NEWSCONV_END);
	assert_int_equal(open_below("pipe"), NEWSCONV_NOT_A_FILE);
	assert_int_equal(open_below("a"), NEWSCONV_NOT_A_FILE);
}

static void
what_is_there_is_known_without_opening_it(void **state)
{
	int folder;

	(void)state;
	tree_file("d/a/b", "");
	assert_int_equal(symlink("nowhere", "d/link"), 0);
	folder = open("d", O_RDONLY | O_DIRECTORY);
	assert_true(folder >= 0);
	assert_true(nc_exists_below(folder, "a/b"));
	assert_true(nc_exists_below(folder, "a"));
	assert_true(nc_exists_below(folder, "link"));
	assert_false(nc_exists_below(folder, "c"));
	assert_false(nc_exists_below(folder, "../d"));
	close(folder);
}

int
main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, tree_set_up, tree_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(paths_that_lead_out_are_told_from_those_that_stay),
	    TEST(files_below_are_opened_and_links_are_not_followed),
	    TEST(what_is_there_is_known_without_opening_it),
	};

	return RUN(tests);
}
