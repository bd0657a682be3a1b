/*
 * The table of kinds, and the one road by which a set reaches a file: part by
 * part below its folder, so that neither a link nor a name leads out of it.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "verify_set.h"

/* In the order in which they are asked. */
static const struct nc_set_kind *const kinds[] = {
    &nc_set_archive,
    &nc_set_manifest,
    &nc_set_bag,
    &nc_set_sums,
};

const struct nc_set_kind *
nc_set_kind_at(size_t index)
{
	return index < sizeof(kinds) / sizeof(kinds[0]) ? kinds[index] : NULL;
}

static bool
is_part(const char *path, size_t size)
{
	return size > 0 && !(size == 1 && path[0] == '.') &&
	    !(size == 2 && path[0] == '.' && path[1] == '.');
}

bool
nc_path_below(const char *path)
{
	for (;;) {
		size_t size = strcspn(path, "/");

		if (!is_part(path, size))
			return false;
		if (path[size] == '\0')
			return true;
		path += size + 1;
	}
}

/* The folder that the last part lies in; the caller closes *descriptor. */
static int
open_parent(int folder, char *path, int *descriptor, char **last)
{
	int current = fcntl(folder, F_DUPFD_CLOEXEC, 0), next;
	char *slash;

	while (current >= 0 && (slash = strchr(path, '/')) != NULL) {
		*slash = '\0';
		next = openat(current, path,
		    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		close(current);
		current = next;
		path = slash + 1;
	}
	*descriptor = current;
	*last = path;
	return current < 0 ? -1 : 0;
}

static int
open_file(int folder, const char *name, int *descriptor, uint64_t *size)
{
	struct stat status;
	int file;

	/* Opening a device may do something: it is looked at first. */
	if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
		return -1;
	if (!S_ISREG(status.st_mode)) {
		errno = EINVAL;
		return -1;
	}
	file = openat(folder, name,
	    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (file < 0)
		return -1;
	if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
		close(file);
		errno = EINVAL;
		return -1;
	}
	*descriptor = file;
	*size = (uint64_t)status.st_size;
	return 0;
}

static int
failure(struct newsconv_error *error)
{
	if (errno == ENOENT || errno == ENOTDIR)
		return NEWSCONV_END;
	if (errno == EINVAL || errno == ELOOP)
		return nc_error_set(
		    error, NEWSCONV_NOT_A_FILE, "is not a regular file");
	return nc_error_system(error, NEWSCONV_READ_FAILED, "cannot open");
}

int
nc_open_below(int folder, const char *path, int *descriptor, uint64_t *size,
    struct newsconv_error *error)
{
	char *copy, *last;
	int parent, outcome;

	if (!nc_path_below(path))
		return NEWSCONV_END;
	copy = strdup(path);
	if (copy == NULL)
		return nc_error_memory(error);
	outcome = open_parent(folder, copy, &parent, &last);
	if (outcome == 0)
		outcome = open_file(parent, last, descriptor, size);
	outcome = outcome == 0 ? NEWSCONV_OK : failure(error);
	if (parent >= 0)
		close(parent);
	free(copy);
	return outcome;
}

bool
nc_exists_below(int folder, const char *path)
{
	char *copy = nc_path_below(path) ? strdup(path) : NULL, *last;
	struct stat status;
	bool exists = false;
	int parent;

	if (copy == NULL)
		return false;
	if (open_parent(folder, copy, &parent, &last) == 0) {
		exists = fstatat(parent, last, &status, AT_SYMLINK_NOFOLLOW) ==
		    0;
		close(parent);
	}
	free(copy);
	return exists;
}
