/* The lock: one holder, who is told; it goes with its descriptor. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "tree.h"

#include "archive_lock.h"

static void
a_second_one_is_told_who_holds_it(void **state)
{
	struct newsconv_error error;
	int first = -1, second = -1;

	(void)state;
	assert_int_equal(
	    nc_archive_lock(&first, "a/b", "process 17 on host", NULL), 0);
	assert_int_equal(
	    nc_archive_lock(&second, "a/b", "me", &error), NEWSCONV_LOCKED);
	assert_int_equal(second, -1);
	assert_string_equal(error.where, "a/b/lock");
	assert_non_null(strstr(error.text, "process 17 on host"));
	close(first);
	assert_int_equal(nc_archive_lock(&second, "a/b", "me", NULL), 0);
	close(second);
}

static void
a_shorter_name_of_a_holder_leaves_nothing_of_the_one_before(void **state)
{
	struct newsconv_error error;
	int held = -1, refused = -1;

	(void)state;
	assert_int_equal(
	    nc_archive_lock(&held, "c", "a holder with a long name", NULL), 0);
	close(held);
	assert_int_equal(nc_archive_lock(&held, "c", "short", NULL), 0);
	assert_int_equal(
	    nc_archive_lock(&refused, "c", "me", &error), NEWSCONV_LOCKED);
	assert_non_null(strstr(error.text, "short"));
	assert_null(strstr(error.text, "long name"));
	close(held);
}

static void
a_directory_that_was_moved_away_is_made_anew(void **state)
{
	int old = -1, new = -1;

	(void)state;
	assert_int_equal(nc_archive_lock(&old, "d", "old", NULL), 0);
	assert_int_equal(rename("d", "moved"), 0);
	assert_int_equal(nc_archive_lock(&new, "d", "new", NULL), 0);
	close(old);
	close(new);
}

static void
what_is_left_is_a_dead_runs_once_nobody_holds_it(void **state)
{
	int held;

	(void)state;
	assert_false(nc_archive_left_behind("none"));
	assert_int_equal(mkdir("left", 0777), 0);
	assert_true(nc_archive_left_behind("left"));
	held = nc_archive_hold_leftovers("left");
	assert_true(held >= 0);
	assert_int_equal(rename("left", "aside"), 0);
	assert_false(nc_archive_left_behind("aside"));
	close(held);
	assert_true(nc_archive_left_behind("aside"));
}

static void
where_it_cannot_be_made_nothing_is_left(void **state)
{
	struct newsconv_error error;
	int held = -1;

	(void)state;
	/* The lock's name is taken by a directory. */
	assert_int_equal(mkdir("e", 0700), 0);
	assert_int_equal(mkdir("e/lock", 0700), 0);
	assert_int_equal(
	    nc_archive_lock(&held, "e", "me", &error), NEWSCONV_WRITE_FAILED);
	assert_string_equal(error.where, "e/lock");
	tree_write("file", "", 0);
	assert_int_equal(nc_archive_lock(&held, "file", "me", &error),
	    NEWSCONV_WRITE_FAILED);
	assert_int_equal(held, -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_second_one_is_told_who_holds_it),
	    cmocka_unit_test(
		a_shorter_name_of_a_holder_leaves_nothing_of_the_one_before),
	    cmocka_unit_test(a_directory_that_was_moved_away_is_made_anew),
	    cmocka_unit_test(what_is_left_is_a_dead_runs_once_nobody_holds_it),
	    cmocka_unit_test(where_it_cannot_be_made_nothing_is_left),
	};

	return cmocka_run_group_tests(tests, tree_set_up, tree_tear_down);
}
