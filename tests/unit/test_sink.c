/* The atomic output file: nothing has a name before it is complete. */
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

#include "sink.h"

/* Each test works in a new, empty directory. */
static char folder[64];

static int
enter(void **state)
{
	(void)state;
	strcpy(folder, "/tmp/newsconv-test-XXXXXX");
	return mkdtemp(folder) == NULL;
}

static int
leave(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return system(command);
}

static const char *
in_folder(const char *name)
{
	static char path[2][128];
	static int turn;

	turn ^= 1;
	snprintf(path[turn], sizeof(path[turn]), "%s/%s", folder, name);
	return path[turn];
}

static void
put(const char *path, const char *content)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(content, file);
	fclose(file);
}

static void
assert_content(const char *path, const char *expected)
{
	char content[256] = "";
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	assert_int_equal(
	    fread(content, 1, sizeof(content) - 1, file), strlen(expected));
	assert_string_equal(content, expected);
	fclose(file);
}

static size_t
count_files(void)
{
	DIR *directory = opendir(folder);
	struct dirent *entry;
	size_t count = 0;

	while ((entry = readdir(directory)) != NULL)
		count += strcmp(entry->d_name, ".") != 0 &&
		    strcmp(entry->d_name, "..") != 0;
	closedir(directory);
	return count;
}

static void
the_name_appears_with_the_commit(void **state)
{
	struct nc_sink *sink = NULL;

	(void)state;
	assert_int_equal(nc_sink_open(&sink, in_folder("a"), false, NULL), 0);
	assert_int_equal(nc_sink_write(sink, "hello", 5, NULL), 0);
	assert_int_equal(access(in_folder("a"), F_OK), -1);
	assert_int_equal(nc_sink_offset(sink), 5);
	assert_int_equal(nc_sink_commit(sink, NULL), 0);
	nc_sink_free(sink);
	assert_content(in_folder("a"), "hello");
	assert_int_equal(count_files(), 1);
}

static void
a_sink_given_up_leaves_nothing(void **state)
{
	struct nc_sink *sink = NULL;

	(void)state;
	assert_int_equal(nc_sink_open(&sink, in_folder("a"), false, NULL), 0);
	assert_int_equal(nc_sink_write(sink, "hello", 5, NULL), 0);
	nc_sink_free(sink);
	assert_int_equal(count_files(), 0);
}

static void
an_existing_file_is_kept_unless_it_may_be_replaced(void **state)
{
	struct nc_sink *sink = NULL;
	struct newsconv_error error;

	(void)state;
	put(in_folder("a"), "old");
	assert_int_equal(nc_sink_open(&sink, in_folder("a"), false, &error),
	    NEWSCONV_EXISTS);
	assert_content(in_folder("a"), "old");
	assert_int_equal(nc_sink_open(&sink, in_folder("a"), true, NULL), 0);
	assert_int_equal(nc_sink_write(sink, "new", 3, NULL), 0);
	assert_content(in_folder("a"), "old");
	assert_int_equal(nc_sink_commit(sink, NULL), 0);
	nc_sink_free(sink);
	assert_content(in_folder("a"), "new");
	assert_int_equal(count_files(), 1);
}

static void
a_name_taken_meanwhile_is_not_replaced(void **state)
{
	struct nc_sink *sink = NULL;

	(void)state;
	assert_int_equal(nc_sink_open(&sink, in_folder("a"), false, NULL), 0);
	put(in_folder("a"), "another's");
	assert_int_equal(nc_sink_commit(sink, NULL), NEWSCONV_EXISTS);
	nc_sink_free(sink);
	assert_content(in_folder("a"), "another's");
	assert_int_equal(count_files(), 1);
}

static void
a_link_stays_a_link(void **state)
{
	struct nc_sink *sink = NULL;
	struct stat status;

	(void)state;
	put(in_folder("target"), "old");
	assert_int_equal(symlink("target", in_folder("link")), 0);
	assert_int_equal(nc_sink_open(&sink, in_folder("link"), true, NULL), 0);
	assert_int_equal(nc_sink_write(sink, "new", 3, NULL), 0);
	assert_int_equal(nc_sink_commit(sink, NULL), 0);
	nc_sink_free(sink);
	assert_int_equal(lstat(in_folder("link"), &status), 0);
	assert_true(S_ISLNK(status.st_mode));
	assert_content(in_folder("target"), "new");
}

static void
what_cannot_be_a_file_is_refused(void **state)
{
	struct nc_sink *sink = NULL;
	struct newsconv_error error;

	(void)state;
	assert_int_equal(
	    nc_sink_open(&sink, folder, true, &error), NEWSCONV_NOT_A_FILE);
	assert_string_equal(error.text, "is a directory");
	assert_int_equal(symlink("nowhere", in_folder("link")), 0);
	assert_int_equal(nc_sink_open(&sink, in_folder("link"), true, &error),
	    NEWSCONV_EXISTS);
	assert_int_equal(
	    nc_sink_open(&sink, in_folder("no/such/place"), true, &error),
	    NEWSCONV_WRITE_FAILED);
	assert_null(sink);
}

static void
more_than_a_buffer_is_written_in_order(void **state)
{
	static char block[50000];
	struct nc_sink *sink = NULL;
	struct stat status;
	int i;

	(void)state;
	assert_int_equal(nc_sink_open(&sink, in_folder("a"), false, NULL), 0);
	for (i = 0; i < 7; i++) {
		memset(block, 'a' + i, sizeof(block));
		assert_int_equal(
		    nc_sink_write(sink, block, sizeof(block), NULL), 0);
	}
	assert_int_equal(nc_sink_commit(sink, NULL), 0);
	nc_sink_free(sink);
	assert_int_equal(stat(in_folder("a"), &status), 0);
	assert_int_equal(status.st_size, 350000);
	i = open(in_folder("a"), O_RDONLY);
	assert_int_equal(pread(i, block, 2, 199999), 2);
	assert_memory_equal(block, "de", 2);
	close(i);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		the_name_appears_with_the_commit, enter, leave),
	    cmocka_unit_test_setup_teardown(
		a_sink_given_up_leaves_nothing, enter, leave),
	    cmocka_unit_test_setup_teardown(
		an_existing_file_is_kept_unless_it_may_be_replaced, enter,
		leave),
	    cmocka_unit_test_setup_teardown(
		a_name_taken_meanwhile_is_not_replaced, enter, leave),
	    cmocka_unit_test_setup_teardown(a_link_stays_a_link, enter, leave),
	    cmocka_unit_test_setup_teardown(
		what_cannot_be_a_file_is_refused, enter, leave),
	    cmocka_unit_test_setup_teardown(
		more_than_a_buffer_is_written_in_order, enter, leave),
	};

	return RUN(tests);
}
