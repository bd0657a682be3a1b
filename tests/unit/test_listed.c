/* Listings: many paths in a file, found by path and by digest. */
#include <unistd.h>

#include "unit.h"

#include "file.h"
#include "listed.h"

enum { MANY = 20000 };

static struct nc_scratch scratch = {-1, 0};

static int
set_up(void **state)
{
	(void)state;
	scratch.descriptor = nc_file_temporary();
	scratch.end = 0;
	return scratch.descriptor < 0;
}

static int
tear_down(void **state)
{
	(void)state;
	return close(scratch.descriptor);
}

static void
add(struct nc_listing *listing, const char *path, unsigned source)
{
	struct nc_listed entry = {.path = path,
	    .path_size = strlen(path),
	    .size = UINT64_MAX,
	    .source = source,
	    .line = 7,
	    .has_digest = true,
	    .algorithm = NC_SHA256};

	nc_digest_of(NC_SHA256, path, strlen(path), entry.digest);
	assert_int_equal(nc_listing_add(listing, &entry, NULL), NEWSCONV_OK);
}

static void
each_of_many_paths_is_found_with_what_is_listed(void **state)
{
	struct nc_listing *listing;
	struct nc_listed entry;
	unsigned char digest[NC_DIGEST_MAX];
	char path[64];
	size_t cursor, i;

	(void)state;
	assert_int_equal(nc_listing_new(&listing, &scratch, NULL), 0);
	for (i = 0; i < MANY; i++) {
		snprintf(path, sizeof(path), "data/%zu", i);
		add(listing, path, (unsigned)(i % 3));
	}
	assert_int_equal(nc_listing_ready(listing, NULL), NEWSCONV_OK);
	assert_int_equal(nc_listing_count(listing), MANY);
	for (i = 0; i < MANY; i++) {
		snprintf(path, sizeof(path), "data/%zu", i);
		cursor = 0;
		assert_int_equal(
		    nc_listing_find(listing, path, &cursor, &entry, NULL),
		    NEWSCONV_OK);
		assert_string_equal(entry.path, path);
		assert_int_equal(entry.source, i % 3);
		assert_int_equal(entry.line, 7);
		assert_int_equal(
		    nc_listing_find(listing, path, &cursor, &entry, NULL),
		    NEWSCONV_END);
		nc_digest_of(NC_SHA256, path, strlen(path), digest);
		cursor = 0;
		assert_int_equal(nc_listing_find_digest(listing, NC_SHA256,
				     digest, &cursor, &entry, NULL),
		    NEWSCONV_OK);
		assert_string_equal(entry.path, path);
	}
	cursor = 0;
	assert_int_equal(
	    nc_listing_find(listing, "data/none", &cursor, &entry, NULL),
	    NEWSCONV_END);
	nc_listing_free(listing);
}

static void
all_are_given_in_the_order_in_which_they_were_added(void **state)
{
	struct nc_listing *first, *second;
	struct nc_listed entry;
	char path[64];
	size_t cursor = 0, i;

	(void)state;
	assert_int_equal(nc_listing_new(&first, &scratch, NULL), 0);
	add(first, "of another listing", 0);
	assert_int_equal(nc_listing_ready(first, NULL), NEWSCONV_OK);
	assert_int_equal(nc_listing_new(&second, &scratch, NULL), 0);
	for (i = 0; i < MANY; i++) {
		snprintf(path, sizeof(path), "%zu", i);
		add(second, path, 0);
	}
	for (i = 0; i < MANY; i++) {
		snprintf(path, sizeof(path), "%zu", i);
		assert_int_equal(nc_listing_next(second, &cursor, &entry, NULL),
		    NEWSCONV_OK);
		assert_string_equal(entry.path, path);
	}
	assert_int_equal(
	    nc_listing_next(second, &cursor, &entry, NULL), NEWSCONV_END);
	nc_listing_free(first);
	nc_listing_free(second);
}

static void
a_path_that_is_listed_twice_has_both_entries_and_marks_of_each(void **state)
{
	struct nc_listing *listing;
	struct nc_listed entry;
	size_t cursor = 0, number;

	(void)state;
	assert_int_equal(nc_listing_new(&listing, &scratch, NULL), 0);
	add(listing, "a", 1);
	add(listing, "b", 1);
	add(listing, "a", 2);
	assert_int_equal(
	    nc_listing_find(listing, "a", &cursor, &entry, NULL), NEWSCONV_OK);
	assert_int_equal(entry.source, 1);
	number = entry.number;
	nc_listing_mark(listing, number, NC_MARK_SEEN);
	assert_int_equal(
	    nc_listing_find(listing, "a", &cursor, &entry, NULL), NEWSCONV_OK);
	assert_int_equal(entry.source, 2);
	assert_int_equal(entry.marks, 0);
	assert_int_equal(
	    nc_listing_at(listing, number, &entry, NULL), NEWSCONV_OK);
	assert_int_equal(entry.source, 1);
	assert_int_equal(entry.marks, NC_MARK_SEEN);
	nc_listing_free(listing);
}

/* Each entry is its own, and finding it does not go through all the others. */
static void
a_path_that_is_listed_many_times_is_gone_through_once(void **state)
{
	struct nc_listing *listing;
	struct nc_listed entry;
	size_t cursor = 0, i;

	(void)state;
	assert_int_equal(nc_listing_new(&listing, &scratch, NULL), 0);
	for (i = 0; i < 30 * MANY; i++)
		add(listing, "a", (unsigned)(i % 200));
	for (i = 0; i < 30 * MANY; i++) {
		assert_int_equal(
		    nc_listing_next(listing, &cursor, &entry, NULL), 0);
		assert_int_equal(entry.source, i % 200);
		assert_int_equal(entry.number, i);
		assert_int_equal(entry.marks, 0);
		nc_listing_mark(listing, entry.number, NC_MARK_SEEN);
	}
	nc_listing_free(listing);
}

static void
long_paths_are_kept_and_too_long_ones_refused(void **state)
{
	static char path[NC_LISTED_PATH_MAX + 2];
	struct nc_listed entry = {
	    .path = path, .path_size = NC_LISTED_PATH_MAX, .size = 9};
	struct nc_listing *listing;
	size_t cursor = 0;

	(void)state;
	memset(path, 'x', NC_LISTED_PATH_MAX);
	assert_int_equal(nc_listing_new(&listing, &scratch, NULL), 0);
	assert_int_equal(nc_listing_add(listing, &entry, NULL), NEWSCONV_OK);
	assert_int_equal(
	    nc_listing_find(listing, path, &cursor, &entry, NULL), NEWSCONV_OK);
	assert_int_equal(entry.size, 9);
	assert_false(entry.has_digest);
	entry.path = path;
	entry.path_size = NC_LISTED_PATH_MAX + 1;
	assert_int_equal(
	    nc_listing_add(listing, &entry, NULL), NEWSCONV_TOO_LARGE);
	nc_listing_free(listing);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(each_of_many_paths_is_found_with_what_is_listed),
	    TEST(all_are_given_in_the_order_in_which_they_were_added),
	    TEST(
		a_path_that_is_listed_twice_has_both_entries_and_marks_of_each),
	    TEST(a_path_that_is_listed_many_times_is_gone_through_once),
	    TEST(long_paths_are_kept_and_too_long_ones_refused),
	};

	return RUN(tests);
}
