/* Files written from their front: there when finished, gone when not. */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

#include "file.h"
#include "out_file.h"

static char folder[64], path[128];

static int
make_folder(void **state)
{
	(void)state;
	strcpy(folder, "/tmp/newsconv-out-XXXXXX");
	if (mkdtemp(folder) == NULL)
		return -1;
	snprintf(path, sizeof(path), "%s/file", folder);
	return 0;
}

/* Fails when anything but the file is left. */
static int
remove_folder(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(folder);
}

static uint64_t
size_of(const char *name)
{
	struct stat status;

	return stat(name, &status) == 0 ? (uint64_t)status.st_size : UINT64_MAX;
}

static void
finished_file_stays_with_all_bytes(void **state)
{
	static char large[200000];
	struct nc_out_file *file;
	unsigned i;

	(void)state;
	assert_int_equal(nc_out_create(&file, path, NULL), 0);
	for (i = 0; i < 100000; i++)
		assert_int_equal(nc_out_write(file, "abc", 3, NULL), 0);
	assert_int_equal(nc_out_write(file, large, sizeof(large), NULL), 0);
	assert_int_equal(nc_out_write(file, "", 0, NULL), 0);
	assert_int_equal(nc_out_offset(file), 500000);
	assert_int_equal(nc_out_finish(file, NULL), 0);
	nc_out_free(file);
	assert_int_equal(size_of(path), 500000);
}

static void
unfinished_file_is_removed(void **state)
{
	struct nc_out_file *file;

	(void)state;
	assert_int_equal(nc_out_create(&file, path, NULL), 0);
	assert_int_equal(nc_out_write(file, "abc", 3, NULL), 0);
	nc_out_free(file);
	assert_int_equal(access(path, F_OK), -1);
}

static void
who_has_the_old_file_open_keeps_it(void **state)
{
	struct nc_out_file *file;
	int old = open(path, O_RDWR | O_CREAT, 0600);
	char byte = 0;

	(void)state;
	assert_int_equal(write(old, "x", 1), 1);
	assert_int_equal(nc_out_create(&file, path, NULL), 0);
	assert_int_equal(nc_out_finish(file, NULL), 0);
	nc_out_free(file);
	assert_int_equal(size_of(path), 0);
	assert_int_equal(pread(old, &byte, 1, 0), 1);
	assert_int_equal(byte, 'x');
	close(old);
}

/* remove_folder() sees that it has no name. */
static void
temporary_is_read_back_and_has_no_name(void **state)
{
	struct nc_out_file *file;
	char bytes[3];
	size_t done;

	(void)state;
	assert_int_equal(nc_out_temporary(&file, path, NULL), 0);
	assert_int_equal(nc_out_write(file, "abc", 3, NULL), 0);
	assert_int_equal(nc_out_flush(file, NULL), 0);
	assert_int_equal(
	    nc_file_pread(nc_out_descriptor(file), bytes, 3, 0, &done, NULL),
	    0);
	assert_memory_equal(bytes, "abc", 3);
	assert_int_equal(rmdir(folder), 0);
	assert_int_equal(mkdir(folder, 0700), 0);
	nc_out_free(file);
}

static void
copy_begins_where_it_is_told_to_and_says_where_it_ended(void **state)
{
	struct nc_out_file *file = NULL, *source = NULL;
	uint64_t offset = 2;
	char bytes[8];
	size_t done;
	int descriptor;

	(void)state;
	assert_int_equal(nc_out_temporary(&source, path, NULL), 0);
	assert_int_equal(nc_out_write(source, "abcde", 5, NULL), 0);
	assert_int_equal(nc_out_flush(source, NULL), 0);
	assert_int_equal(nc_out_create(&file, path, NULL), 0);
	assert_int_equal(nc_out_write(file, "x", 1, NULL), 0);
	assert_int_equal(nc_out_copy(file, nc_out_descriptor(source), "source",
			     &offset, NULL),
	    0);
	assert_int_equal(offset, 5);
	assert_int_equal(nc_out_offset(file), 4);
	assert_int_equal(nc_out_finish(file, NULL), 0);
	descriptor = nc_out_descriptor(file);
	assert_int_equal(
	    nc_file_pread(descriptor, bytes, 8, 0, &done, NULL), 0);
	assert_int_equal(done, 4);
	assert_memory_equal(bytes, "xcde", 4);
	nc_out_free(file);
	nc_out_free(source);
}

static void
copy_of_a_file_that_is_not_there_names_it(void **state)
{
	struct nc_out_file *file = NULL;
	struct newsconv_error error;

	(void)state;
	assert_int_equal(nc_out_create(&file, path, NULL), 0);
	assert_int_equal(nc_out_copy_file(file, "/dev/null/x", &error),
	    NEWSCONV_READ_FAILED);
	assert_string_equal(error.where, "/dev/null/x");
	nc_out_free(file);
}

static void
failures_name_the_file(void **state)
{
	struct nc_out_file *file = NULL;
	struct newsconv_error error;

	(void)state;
	assert_int_equal(
	    nc_out_create(&file, "/dev/null/x", &error), NEWSCONV_WRITE_FAILED);
	assert_string_equal(error.where, "/dev/null/x");
	assert_int_equal(nc_out_temporary(&file, "/dev/null/x", &error),
	    NEWSCONV_WRITE_FAILED);
	assert_string_equal(error.where, "/dev/null/x");
	assert_null(file);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(finished_file_stays_with_all_bytes),
	    TEST(unfinished_file_is_removed),
	    TEST(who_has_the_old_file_open_keeps_it),
	    TEST(temporary_is_read_back_and_has_no_name),
	    TEST(copy_begins_where_it_is_told_to_and_says_where_it_ended),
	    TEST(copy_of_a_file_that_is_not_there_names_it),
	    TEST(failures_name_the_file),
	};

	return RUN(tests);
}
