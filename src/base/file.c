/* Files: read whole into one growing buffer, or opened to be read anywhere. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "file.h"

enum { READ_AT_LEAST = 64 * 1024 };

/* What is copied of a pipe: something endless must not fill the disk. */
#define TEMPORARY_LIMIT (UINT64_C(64) << 30)

static int
too_large(const struct nc_buffer *buffer, struct newsconv_error *error)
{
	return nc_error_set(error, NEWSCONV_TOO_LARGE,
	    "larger than %zu bytes, the limit", buffer->ceiling);
}

/* read(2) that goes on after EINTR. */
static ssize_t
read_some(int descriptor, void *target, size_t size)
{
	ssize_t count;

	do
		count = read(descriptor, target, size);
	while (count < 0 && errno == EINTR);
	return count;
}

/* Regular files, pipes and character devices are read. */
static int
check_kind(int descriptor, struct stat *status, struct newsconv_error *error)
{
	if (fstat(descriptor, status) != 0)
		return nc_error_system(
		    error, NEWSCONV_READ_FAILED, "cannot read");
	if (S_ISDIR(status->st_mode))
		return nc_error_set(
		    error, NEWSCONV_NOT_A_FILE, "is a directory");
	if (S_ISSOCK(status->st_mode) || S_ISBLK(status->st_mode))
		return nc_error_set(
		    error, NEWSCONV_NOT_A_FILE, "is not a regular file");
	return NEWSCONV_OK;
}

/* Reserve the size the file system states, so that most files are one read. */
static int
prepare(struct nc_buffer *buffer, int descriptor, struct newsconv_error *error)
{
	struct stat status;
	int result = check_kind(descriptor, &status, error);

	if (result < 0)
		return result;
	if (!S_ISREG(status.st_mode) || status.st_size <= 0)
		return NEWSCONV_OK;
	if ((uintmax_t)status.st_size > buffer->ceiling)
		return too_large(buffer, error);
	nc_buffer_reserve(buffer, (size_t)status.st_size);
	return nc_buffer_check(buffer, error);
}

/*
 * Where the next bytes go, and how many may come: into the buffer, or into
 * `probe` when it is full and one byte more would be too many.
 */
static char *
next_room(struct nc_buffer *buffer, char *probe, size_t *room)
{
	size_t left = buffer->ceiling - buffer->size;

	*room = 1;
	if (left == 0)
		return probe;
	if (buffer->capacity - buffer->size < 2 &&
	    !nc_buffer_reserve(
		buffer, left < READ_AT_LEAST ? left : READ_AT_LEAST))
		return NULL;
	*room = buffer->capacity - buffer->size - 1;
	if (*room > left)
		*room = left;
	return buffer->data + buffer->size;
}

int
nc_file_read_descriptor(
    struct nc_buffer *buffer, int descriptor, struct newsconv_error *error)
{
	int result = prepare(buffer, descriptor, error);

	if (result < 0)
		return result;
	for (;;) {
		char probe;
		size_t room;
		char *next = next_room(buffer, &probe, &room);
		ssize_t count;

		if (next == NULL)
			return nc_buffer_check(buffer, error);
		count = read_some(descriptor, next, room);
		if (count < 0)
			return nc_error_system(
			    error, NEWSCONV_READ_FAILED, "cannot read");
		if (count == 0)
			break;
		if (next == &probe)
			return too_large(buffer, error);
		buffer->size += (size_t)count;
	}
	if (buffer->data != NULL)
		buffer->data[buffer->size] = '\0';
	return NEWSCONV_OK;
}

int
nc_file_read(
    struct nc_buffer *buffer, const char *path, struct newsconv_error *error)
{
	int descriptor, result;

	if (path[0] == '-' && path[1] == '\0')
		return nc_file_read_descriptor(buffer, STDIN_FILENO, error);
	descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (descriptor < 0)
		return nc_error_system(
		    error, NEWSCONV_READ_FAILED, "cannot open");
	result = nc_file_read_descriptor(buffer, descriptor, error);
	close(descriptor);
	return result;
}

int
nc_file_pread(int descriptor, void *target, size_t size, uint64_t offset,
    size_t *done, struct newsconv_error *error)
{
	size_t total = 0;

	while (total < size) {
		ssize_t count = pread(descriptor, (char *)target + total,
		    size - total, (off_t)(offset + total));

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return nc_error_system(
			    error, NEWSCONV_READ_FAILED, "cannot read");
		if (count == 0)
			break;
		total += (size_t)count;
	}
	*done = total;
	return NEWSCONV_OK;
}

int
nc_file_write(int descriptor, const void *data, size_t size)
{
	const char *next = data;

	while (size > 0) {
		ssize_t count = write(descriptor, next, size);

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return -1;
		next += count;
		size -= (size_t)count;
	}
	return 0;
}

int
nc_file_temporary(void)
{
	FILE *file = tmpfile();
	int descriptor;

	if (file == NULL)
		return -1;
	descriptor = fcntl(fileno(file), F_DUPFD_CLOEXEC, 0);
	fclose(file);
	return descriptor;
}

/* Until the end, but not more than TEMPORARY_LIMIT. */
static int
copy(int source, int target, struct newsconv_error *error)
{
	char block[READ_AT_LEAST];
	uint64_t total = 0;

	for (;;) {
		ssize_t count = read_some(source, block, sizeof(block));

		if (count == 0)
			return NEWSCONV_OK;
		if (count < 0)
			return nc_error_system(
			    error, NEWSCONV_READ_FAILED, "cannot read");
		total += (uint64_t)count;
		if (total > TEMPORARY_LIMIT)
			return nc_error_set(error, NEWSCONV_TOO_LARGE,
			    "larger than %llu bytes, the limit of a pipe",
			    (unsigned long long)TEMPORARY_LIMIT);
		if (nc_file_write(target, block, (size_t)count) != 0)
			return nc_error_system(error, NEWSCONV_READ_FAILED,
			    "cannot write to a temporary");
	}
}

static int
copy_to_temporary(int source, int *temporary, struct newsconv_error *error)
{
	int result;

	*temporary = nc_file_temporary();
	if (*temporary < 0)
		return nc_error_system(
		    error, NEWSCONV_READ_FAILED, "cannot create a temporary");
	result = copy(source, *temporary, error);
	if (result < 0)
		close(*temporary);
	return result;
}

int
nc_file_open_seekable(
    int *descriptor, const char *path, struct newsconv_error *error)
{
	struct stat status;
	int source, temporary, result;

	source = strcmp(path, "-") == 0
	    ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
	    : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (source < 0)
		return nc_error_system(
		    error, NEWSCONV_READ_FAILED, "cannot open");
	result = check_kind(source, &status, error);
	if (result == NEWSCONV_OK && S_ISREG(status.st_mode)) {
		*descriptor = source;
		return NEWSCONV_OK;
	}
	if (result == NEWSCONV_OK)
		result = copy_to_temporary(source, &temporary, error);
	close(source);
	if (result == NEWSCONV_OK)
		*descriptor = temporary;
	return result;
}
