/*
 * Volumes are never changed once they are finished, so that two archives can
 * share one: joining shards takes no room.  Across file systems the kernel
 * copies, which shares blocks where the file system can (reflinks).
 */
#define _GNU_SOURCE /* copy_file_range() */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "file.h"
#include "out_file.h"
#include "place_file.h"

/* The most that is asked of the kernel at once. */
#define RANGE ((size_t)1 << 30)

static int
fails(
    int code, const char *path, const char *what, struct newsconv_error *error)
{
	nc_error_system(error, code, "%s", what);
	return nc_error_where(error, code, path);
}

/* By the kernel as far as it can, which may be not at all. */
static uint64_t
copy_ranges(int target, int source, uint64_t size)
{
	uint64_t copied = 0;

	while (copied < size) {
		uint64_t left = size - copied;
		ssize_t count = copy_file_range(source, NULL, target, NULL,
		    left < RANGE ? (size_t)left : RANGE, 0);

		if (count <= 0)
			break;
		copied += (uint64_t)count;
	}
	return copied;
}

static int
copy_bytes(struct nc_out_file *file, int source, const char *path,
    struct newsconv_error *error)
{
	struct stat status;
	uint64_t at;
	int result;

	if (fstat(source, &status) != 0)
		return fails(NEWSCONV_READ_FAILED, path, "cannot read", error);
	at = copy_ranges(
	    nc_out_descriptor(file), source, (uint64_t)status.st_size);
	/* The rest through memory: what fails here says why. */
	result = nc_out_copy(file, source, path, &at, error);
	if (result < 0)
		return result;
	if (at != (uint64_t)status.st_size) {
		nc_error_set(error, NEWSCONV_READ_FAILED,
		    "changed its size while it was copied");
		return nc_error_where(error, NEWSCONV_READ_FAILED, path);
	}
	return nc_out_finish(file, error);
}

int
nc_copy_file(
    const char *target, const char *source, struct newsconv_error *error)
{
	struct nc_out_file *file = NULL;
	int descriptor, result;

	if (access(target, F_OK) == 0) {
		nc_error_set(error, NEWSCONV_EXISTS, "exists already");
		return nc_error_where(error, NEWSCONV_EXISTS, target);
	}
	descriptor = open(source, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (descriptor < 0)
		return fails(
		    NEWSCONV_READ_FAILED, source, "cannot open", error);
	result = nc_out_create(&file, target, error);
	if (result == NEWSCONV_OK)
		result = copy_bytes(file, descriptor, source, error);
	nc_out_free(file);
	close(descriptor);
	return result;
}

int
nc_place_file(
    const char *target, const char *source, struct newsconv_error *error)
{
	/* Not of a symbolic link, but of what it names. */
	if (linkat(AT_FDCWD, source, AT_FDCWD, target, AT_SYMLINK_FOLLOW) == 0)
		return NEWSCONV_OK;
	if (errno == ENOENT)
		return fails(
		    NEWSCONV_READ_FAILED, source, "cannot open", error);
	return nc_copy_file(target, source, error);
}
