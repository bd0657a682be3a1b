/* What the system says of a file: kind, state, and why it is not read. */
#define _XOPEN_SOURCE 700 /* nftw */
#include <errno.h>

#include "tree.h"

#include "entry.h"

static void
examine(struct nc_entry *entry, const char *name, bool follow)
{
	struct stat status;

	memset(entry, 0, sizeof(*entry));
	nc_entry_examine(entry, AT_FDCWD, name, follow, &status);
}

static void
a_file_has_size_and_time(void **state)
{
	struct timespec times[2] = {{1, 0}, {1234567890, 123456789}};
	struct nc_entry entry;

	(void)state;
	tree_file("a", "12345");
	assert_int_equal(utimensat(AT_FDCWD, "a", times, 0), 0);
	examine(&entry, "a", false);
	assert_int_equal(entry.kind, NC_ENTRY_FILE);
	assert_int_equal(entry.state.size, 5);
	assert_int_equal(entry.state.modified, 1234567890);
	assert_int_equal(entry.state.nanoseconds, 123456789);
	assert_false(entry.state.sidecar);
}

static void
a_link_is_what_it_leads_to_if_followed(void **state)
{
	struct nc_entry entry;

	(void)state;
	tree_file("a", "12345");
	assert_int_equal(symlink("a", "link"), 0);
	assert_int_equal(symlink("nowhere", "broken"), 0);
	examine(&entry, "link", false);
	assert_int_equal(entry.kind, NC_ENTRY_LINK);
	assert_string_equal(entry.reason, "is a symbolic link, not followed");
	examine(&entry, "link", true);
	assert_int_equal(entry.kind, NC_ENTRY_FILE);
	assert_int_equal(entry.state.size, 5);
	examine(&entry, "broken", true);
	assert_int_equal(entry.kind, NC_ENTRY_FAILED);
	assert_int_equal(entry.sys_errno, ENOENT);
}

static void
what_is_no_file_says_what_it_is(void **state)
{
	struct nc_entry entry;

	(void)state;
	assert_int_equal(mkfifo("pipe", 0600), 0);
	examine(&entry, "pipe", false);
	assert_int_equal(entry.kind, NC_ENTRY_SPECIAL);
	assert_string_equal(entry.reason, "is a named pipe");
	examine(&entry, "/dev/null", false);
	assert_string_equal(entry.reason, "is a device");
}

static void
a_failure_says_what_the_system_says(void **state)
{
	struct nc_entry entry;

	(void)state;
	examine(&entry, "nowhere", false);
	assert_int_equal(entry.kind, NC_ENTRY_FAILED);
	assert_string_equal(
	    entry.reason, "cannot be examined: No such file or directory");
	assert_false(nc_entry_fatal(ENOENT));
	assert_false(nc_entry_fatal(EACCES));
	assert_true(nc_entry_fatal(EIO));
	assert_true(nc_entry_fatal(EMFILE));
}

static void
a_sidecar_is_part_of_the_state(void **state)
{
	struct nc_entry one, two;
	struct stat status;

	(void)state;
	tree_file("a.txt", "text");
	tree_file("a.json", "{}");
	examine(&one, "a.txt", false);
	two = one;
	assert_int_equal(stat("a.json", &status), 0);
	nc_entry_add_sidecar(&two, &status);
	assert_int_equal(two.state.sidecar_size, 2);
	assert_false(nc_entry_state_equal(&one.state, &two.state));
	nc_entry_add_sidecar(&one, &status);
	assert_true(nc_entry_state_equal(&one.state, &two.state));
}

#define TREE(name) \
	cmocka_unit_test_setup_teardown(name, tree_set_up, tree_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TREE(a_file_has_size_and_time),
	    TREE(a_link_is_what_it_leads_to_if_followed),
	    TREE(what_is_no_file_says_what_it_is),
	    TREE(a_failure_says_what_the_system_says),
	    TREE(a_sidecar_is_part_of_the_state),
	};

	return RUN(tests);
}
