#define _GNU_SOURCE /* O_TMPFILE */
/*
 * The sandbox, by trying to get out of it: each case is a process of its own,
 * which ends with the number of the first thing that could be done and should
 * not, or that could not and should.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sandbox.h"
#include "unit.h"

static char root[] = "/tmp/newsconv-sandbox.XXXXXX";

static const char *
path_of(const char *name)
{
	static char paths[4][128];
	static int turn;

	turn = (turn + 1) % 4;
	snprintf(paths[turn], sizeof(paths[turn]), "%s/%s", root, name);
	return paths[turn];
}

static void
write_file(const char *path)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_true(fputs("here\n", file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static int
make_tree(void **state)
{
	(void)state;
	assert_non_null(mkdtemp(root));
	assert_int_equal(mkdir(path_of("in"), 0755), 0);
	assert_int_equal(mkdir(path_of("in/deep"), 0755), 0);
	assert_int_equal(mkdir(path_of("out"), 0755), 0);
	write_file(path_of("in/file"));
	write_file(path_of("in/deep/file"));
	write_file(path_of("out/file"));
	write_file(path_of("out/new"));
	return 0;
}

static int
remove_tree(void **state)
{
	static const char *const files[] = {
	    "in/file", "in/deep/file", "out/file", "out/new", "out/renamed"};
	static const char *const folders[] = {"in/deep", "in", "out", "."};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(files) / sizeof(*files); i++)
		unlink(path_of(files[i]));
	for (i = 0; i < sizeof(folders) / sizeof(*folders); i++)
		rmdir(i < 3 ? path_of(folders[i]) : root);
	return 0;
}

static int
can_open(const char *path, int flags)
{
	int descriptor = open(path, flags, 0600);

	if (descriptor < 0)
		return 0;
	close(descriptor);
	return 1;
}

/* Whether the connection is refused by the sandbox, not by the other side. */
static int
may_connect(void)
{
	struct sockaddr_in address;
	int descriptor = socket(AF_INET, SOCK_STREAM, 0), result;

	if (descriptor < 0)
		return 0;
	memset(&address, 0, sizeof(address));
	address.sin_family = AF_INET;
	address.sin_port = htons(9);
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	result = connect(
	    descriptor, (struct sockaddr *)&address, sizeof(address));
	close(descriptor);
	return result == 0 || errno != EACCES;
}

/* Run `attempt` in the sandbox: 0, or the number of what went wrong. */
static int
attempt_in_sandbox(
    const char *const *inputs, size_t count, int renames, int (*attempt)(void))
{
	const struct sandbox_rules rules = {
	    .inputs = inputs, .input_count = count, .renames = renames};
	int status;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0)
		_exit(sandbox_enter(&rules) == 0 ? attempt() : 99);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void
need_landlock(void)
{
	if (sandbox_version() == 0)
		skip();
}

static int
read_and_try_to_write(void)
{
	if (!can_open(path_of("in/file"), O_RDONLY))
		return 1;
	if (!can_open(path_of("in/deep/file"), O_RDONLY))
		return 2;
	if (!can_open(path_of("in"), O_RDONLY | O_DIRECTORY))
		return 3;
	if (can_open(path_of("out/file"), O_RDONLY))
		return 4;
	if (can_open("/etc/passwd", O_RDONLY))
		return 5;
	if (can_open(path_of("in/file"), O_WRONLY))
		return 6;
	if (can_open(path_of("in/made"), O_WRONLY | O_CREAT))
		return 7;
	if (mkdir(path_of("in/folder"), 0700) == 0)
		return 8;
	if (unlink(path_of("in/file")) == 0)
		return 9;
	if (rename(path_of("in/file"), path_of("in/other")) == 0)
		return 10;
	if (symlink("file", path_of("in/link")) == 0)
		return 11;
	if (sandbox_version() >= 3 && truncate(path_of("in/file"), 0) == 0)
		return 12;
	if (can_open("/tmp", O_TMPFILE | O_WRONLY))
		return 13;
	return 0;
}

static void
below_a_folder_all_can_be_read_and_nothing_written(void **state)
{
	const char *inputs[] = {path_of("in")};

	(void)state;
	need_landlock();
	assert_int_equal(
	    attempt_in_sandbox(inputs, 1, -1, read_and_try_to_write), 0);
}

static int
read_beside(void)
{
	if (!can_open(path_of("in/file"), O_RDONLY))
		return 1;
	if (!can_open(path_of("in/deep/file"), O_RDONLY))
		return 2;
	return can_open(path_of("out/file"), O_RDONLY) ? 3 : 0;
}

static void
beside_a_file_its_manifest_can_be_read(void **state)
{
	const char *inputs[] = {path_of("in/file"), "-", path_of("missing")};

	(void)state;
	need_landlock();
	assert_int_equal(attempt_in_sandbox(inputs, 3, -1, read_beside), 0);
}

static int
run_a_program(void)
{
	execl("/bin/true", "true", (char *)NULL);
	execl("/usr/bin/true", "true", (char *)NULL);
	return 0;
}

static int
run_and_tell(void)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		run_a_program();
		_exit(7);
	}
	if (child < 0 || waitpid(child, &status, 0) != child)
		return 1;
	return WIFEXITED(status) && WEXITSTATUS(status) == 7 ? 0 : 2;
}

static void
no_program_can_be_run(void **state)
{
	(void)state;
	need_landlock();
	assert_int_equal(attempt_in_sandbox(NULL, 0, -1, run_and_tell), 0);
}

static int
try_to_connect(void)
{
	return may_connect();
}

static void
nothing_can_be_sent_by_tcp(void **state)
{
	(void)state;
	if (sandbox_version() < 4)
		skip();
	assert_true(may_connect());
	assert_int_equal(attempt_in_sandbox(NULL, 0, -1, try_to_connect), 0);
}

static int
rename_the_report(void)
{
	if (rename(path_of("out/new"), path_of("out/renamed")) != 0)
		return 1;
	if (can_open(path_of("out/renamed"), O_WRONLY))
		return 2;
	if (rename(path_of("in/file"), path_of("out/file")) == 0)
		return 3;
	return can_open(path_of("out/file"), O_RDONLY) ? 4 : 0;
}

static void
a_report_can_get_its_name_and_no_more(void **state)
{
	int folder = open(path_of("out"), O_RDONLY | O_DIRECTORY);

	(void)state;
	need_landlock();
	assert_true(folder >= 0);
	assert_int_equal(
	    attempt_in_sandbox(NULL, 0, folder, rename_the_report), 0);
	close(folder);
}

static int
load_what_is_needed(void)
{
	return can_open("/usr/lib", O_RDONLY | O_DIRECTORY) ? 0 : 1;
}

static void
libraries_can_still_be_loaded(void **state)
{
	(void)state;
	need_landlock();
	assert_int_equal(
	    attempt_in_sandbox(NULL, 0, -1, load_what_is_needed), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		below_a_folder_all_can_be_read_and_nothing_written),
	    cmocka_unit_test(beside_a_file_its_manifest_can_be_read),
	    cmocka_unit_test(no_program_can_be_run),
	    cmocka_unit_test(nothing_can_be_sent_by_tcp),
	    cmocka_unit_test(a_report_can_get_its_name_and_no_more),
	    cmocka_unit_test(libraries_can_still_be_loaded),
	};

	return cmocka_run_group_tests(tests, make_tree, remove_tree);
}
