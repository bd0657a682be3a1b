/*
 * Archives come from anywhere and parsers have faults.  Once the inputs are
 * open, all that is left to do is to read them, and that is all that is left
 * possible: whoever takes over the process can neither write a file nor send
 * what was read away.
 *
 * Landlock is asked by its system calls, there being nothing that a library
 * would add.  Later versions of it can forbid more; what a kernel does not know
 * it must not be asked for, so that rights are sorted by version.
 */
#define _GNU_SOURCE /* O_PATH, syscall() */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/landlock.h>

#include "sandbox.h"

/* The same on all machines; the C library's headers may be older. */
enum { CREATE_RULESET = 444, ADD_RULE = 445, RESTRICT_SELF = 446 };

/* As later kernels than this header's have it. */
struct ruleset {
	uint64_t files;
	uint64_t network; /* from version 4 */
	uint64_t scopes;  /* from version 6 */
};

#define READING (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define RENAMING (LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE)

/* What each version can take away. */
static const struct {
	int version;
	struct ruleset rights;
	size_t size; /* of the structure it knows */
} versions[] = {
    {1, {(1u << 13) - 1, 0, 0}, 8},
    {2, {1u << 13, 0, 0}, 8},  /* linking between folders */
    {3, {1u << 14, 0, 0}, 8},  /* truncating */
    {4, {0, 3, 0}, 16},        /* TCP: bind, connect */
    {5, {1u << 15, 0, 0}, 16}, /* ioctl on devices */
    {6, {0, 0, 3}, 24},        /* abstract sockets, signals */
};

/* A build that looks for leaks at its end reads of itself what it has mapped. */
#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define LOOKS_FOR_LEAKS
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define LOOKS_FOR_LEAKS
#endif

/* What is loaded when it is needed, such as libarchive, and what it needs. */
static const char *const libraries[] = {
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/etc/ld.so.cache",
#ifdef LOOKS_FOR_LEAKS
    "/proc/self",
#endif
};

int
sandbox_version(void)
{
	long version = syscall(
	    CREATE_RULESET, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);

	return version < 0 ? 0 : (int)version;
}

static int
create_ruleset(int version)
{
	struct ruleset rights = {0, 0, 0};
	size_t size = 0, i;

	for (i = 0; i < sizeof(versions) / sizeof(*versions); i++) {
		if (versions[i].version > version)
			break;
		rights.files |= versions[i].rights.files;
		rights.network |= versions[i].rights.network;
		rights.scopes |= versions[i].rights.scopes;
		size = versions[i].size;
	}
	return (int)syscall(CREATE_RULESET, &rights, size, 0);
}

static int
allow(int ruleset, int descriptor, uint64_t rights)
{
	struct landlock_path_beneath_attr rule;
	struct stat status;

	if (fstat(descriptor, &status) != 0)
		return -1;
	if (!S_ISDIR(status.st_mode))
		rights &= LANDLOCK_ACCESS_FS_READ_FILE;
	memset(&rule, 0, sizeof(rule));
	rule.allowed_access = rights;
	rule.parent_fd = descriptor;
	return (int)syscall(
	    ADD_RULE, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
}

/* What is not there needs no right; 0, or -1 with errno set. */
static int
allow_path(int ruleset, const char *path)
{
	int descriptor = open(path, O_PATH | O_CLOEXEC), result;

	if (descriptor < 0)
		return 0;
	result = allow(ruleset, descriptor, READING);
	close(descriptor);
	return result;
}

/*
 * A file's manifest stands beside it, and a list of checksums names what is
 * beside it: of files the folder may be read, too.
 */
static int
allow_input(int ruleset, const char *path)
{
	const char *slash = strrchr(path, '/');
	struct stat status;
	char *folder;
	int result;

	if (stat(path, &status) != 0)
		return 0;
	result = allow_path(ruleset, path);
	if (result < 0 || S_ISDIR(status.st_mode))
		return result;
	folder = strdup(slash == NULL ? "." : path);
	if (folder == NULL)
		return -1;
	if (slash != NULL)
		folder[slash == path ? 1 : slash - path] = '\0';
	result = allow_path(ruleset, folder);
	free(folder);
	return result;
}

static int
add_rules(int ruleset, const struct sandbox_rules *rules)
{
	size_t i;

	for (i = 0; i < sizeof(libraries) / sizeof(*libraries); i++)
		if (allow_path(ruleset, libraries[i]) < 0)
			return -1;
	for (i = 0; i < rules->input_count; i++)
		if (allow_input(ruleset, rules->inputs[i]) < 0)
			return -1;
	if (rules->file != NULL && allow_path(ruleset, rules->file) < 0)
		return -1;
	if (rules->renames >= 0)
		return allow(ruleset, rules->renames, RENAMING);
	return 0;
}

int
sandbox_enter(const struct sandbox_rules *rules)
{
	int version = sandbox_version();
	int ruleset, result, error;

	if (version == 0) {
		errno = ENOSYS;
		return -1;
	}
	ruleset = create_ruleset(version);
	if (ruleset < 0)
		return -1;
	result = add_rules(ruleset, rules);
	if (result == 0)
		result = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	if (result == 0)
		result = (int)syscall(RESTRICT_SELF, ruleset, 0);
	error = errno;
	close(ruleset);
	errno = error;
	return result;
}
