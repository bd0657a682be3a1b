/* Reading files whole, up to their ceiling, and as something to seek in. */
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <signal.h>
#include <unistd.h>

#include "unit.h"

#include "file.h"

static int
pipe_of(size_t size)
{
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	for (; size > 0; size--)
		assert_int_equal(write(ends[1], "x", 1), 1);
	close(ends[1]);
	return ends[0];
}

static int
file_of(size_t size)
{
	int descriptor = nc_file_temporary();

	assert_true(descriptor >= 0);
	for (; size > 0; size--)
		assert_int_equal(write(descriptor, "x", 1), 1);
	assert_int_equal(lseek(descriptor, 0, SEEK_SET), 0);
	return descriptor;
}

/* The result of reading so many bytes with that ceiling. */
static int
read_with(int (*source_of)(size_t), size_t size, size_t ceiling)
{
	struct nc_buffer buffer = NC_BUFFER(ceiling);
	int descriptor = source_of(size);
	int result = nc_file_read_descriptor(&buffer, descriptor, NULL);

	if (result == NEWSCONV_OK)
		assert_int_equal(buffer.size, size);
	close(descriptor);
	nc_buffer_free(&buffer);
	return result;
}

static void
what_is_as_large_as_the_ceiling_is_read(void **state)
{
	static const size_t sizes[] = {1, 2, 15, 16, 17, 100, 4095, 4096};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		size_t size = sizes[i];

		assert_int_equal(read_with(file_of, size, size), 0);
		assert_int_equal(read_with(pipe_of, size, size), 0);
		assert_int_equal(read_with(pipe_of, size, size + 1), 0);
		assert_int_equal(
		    read_with(file_of, size + 1, size), NEWSCONV_TOO_LARGE);
		assert_int_equal(
		    read_with(pipe_of, size + 1, size), NEWSCONV_TOO_LARGE);
	}
	assert_int_equal(read_with(file_of, 0, 10), 0);
	assert_int_equal(read_with(pipe_of, 0, 10), 0);
}

/* Standard input is `descriptor` while nc_file_open_seekable() looks at it. */
static int
open_as_stdin(int descriptor, int *opened, struct newsconv_error *error)
{
	int saved = dup(STDIN_FILENO), result;

	assert_true(dup2(descriptor, STDIN_FILENO) >= 0);
	result = nc_file_open_seekable(opened, "-", error);
	if (saved >= 0) {
		dup2(saved, STDIN_FILENO);
		close(saved);
	}
	return result;
}

static void
a_pipe_is_copied_and_a_socket_refused(void **state)
{
	struct newsconv_error error;
	int ends[2], opened, descriptor = pipe_of(5);
	char content[8];
	size_t count;

	(void)state;
	assert_int_equal(open_as_stdin(descriptor, &opened, &error), 0);
	assert_int_equal(
	    nc_file_pread(opened, content, 8, 0, &count, &error), 0);
	assert_int_equal(count, 5);
	close(opened);
	close(descriptor);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	close(ends[1]);
	assert_int_equal(
	    open_as_stdin(ends[0], &opened, &error), NEWSCONV_NOT_A_FILE);
	assert_string_equal(error.text, "is not a regular file");
	close(ends[0]);
	assert_int_equal(
	    nc_file_open_seekable(&opened, "/", &error), NEWSCONV_NOT_A_FILE);
	assert_string_equal(error.text, "is a directory");
}

static void
a_full_temporary_is_told_from_an_input_that_fails(void **state)
{
	struct rlimit limit, none;
	struct newsconv_error error;
	int opened, result, descriptor = pipe_of(5);

	(void)state;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	none = limit;
	none.rlim_cur = 0;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
	result = open_as_stdin(descriptor, &opened, &error);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	assert_int_equal(result, NEWSCONV_READ_FAILED);
	assert_string_equal(
	    error.text, "cannot write to a temporary: File too large");
	close(descriptor);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_as_large_as_the_ceiling_is_read),
	    cmocka_unit_test(a_pipe_is_copied_and_a_socket_refused),
	    cmocka_unit_test(a_full_temporary_is_told_from_an_input_that_fails),
	};

	return RUN(tests);
}
