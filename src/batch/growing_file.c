/*
 * Appending through a buffer.  The kernel is told early to begin writing, so
 * that the sync of a checkpoint finds little left to do.
 */
#define _GNU_SOURCE /* sync_file_range */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "directory.h"
#include "error.h"
#include "file.h"
#include "growing_file.h"

enum { BUFFER_SIZE = 256 * 1024, WRITEBACK = 8 << 20 };

struct nc_growing_file {
	int descriptor;
	char *path;
	uint64_t size;    /* with what is in the buffer */
	uint64_t started; /* up to here the kernel was told to write */
	uint64_t synced;
	size_t buffered;
	char buffer[BUFFER_SIZE];
};

static int
failed(const struct nc_growing_file *file, const char *what,
    struct newsconv_error *error)
{
	nc_error_system(error, NEWSCONV_WRITE_FAILED, "%s", what);
	return nc_error_where(error, NEWSCONV_WRITE_FAILED, file->path);
}

static int
cut_to(struct nc_growing_file *file, struct newsconv_error *error)
{
	struct stat status;

	if (fstat(file->descriptor, &status) != 0)
		return failed(file, "cannot examine", error);
	if ((uint64_t)status.st_size < file->size) {
		nc_error_set(error, NEWSCONV_WRITE_FAILED,
		    "has %lld bytes, had %llu at the last checkpoint",
		    (long long)status.st_size, (unsigned long long)file->size);
		return nc_error_where(error, NEWSCONV_WRITE_FAILED, file->path);
	}
	if (ftruncate(file->descriptor, (off_t)file->size) != 0)
		return failed(file, "cannot cut", error);
	if (lseek(file->descriptor, 0, SEEK_END) < 0)
		return failed(file, "cannot seek", error);
	return NEWSCONV_OK;
}

/* A state that speaks of the file must not outlive its name. */
static int
open_file(struct nc_growing_file *file, struct newsconv_error *error)
{
	file->descriptor = open(file->path, O_RDWR | O_CLOEXEC);
	if (file->descriptor >= 0)
		return NEWSCONV_OK;
	if (errno == ENOENT)
		file->descriptor = open(
		    file->path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (file->descriptor < 0)
		return failed(file, "cannot create", error);
	return nc_directory_sync_parent(file->path, error);
}

int
nc_growing_open(struct nc_growing_file **result_file, const char *path,
    uint64_t size, struct newsconv_error *error)
{
	struct nc_growing_file *file = calloc(1, sizeof(*file));
	int result;

	if (file == NULL)
		return nc_error_memory(error);
	file->size = file->started = file->synced = size;
	file->path = strdup(path);
	file->descriptor = -1;
	result = file->path == NULL ? nc_error_memory(error)
				    : open_file(file, error);
	if (result == NEWSCONV_OK)
		result = cut_to(file, error);
	if (result < 0)
		nc_growing_close(file);
	else
		*result_file = file;
	return result;
}

static int
write_out(struct nc_growing_file *file, const void *data, size_t size,
    struct newsconv_error *error)
{
	uint64_t written = file->size - file->buffered;

	if (nc_file_write(file->descriptor, data, size) != 0)
		return failed(file, "cannot write", error);
	written += data == file->buffer ? file->buffered : size;
#ifdef SYNC_FILE_RANGE_WRITE
	if (written - file->started >= WRITEBACK) {
		sync_file_range(file->descriptor, (off_t)file->started,
		    (off_t)(written - file->started), SYNC_FILE_RANGE_WRITE);
		file->started = written;
	}
#endif
	return NEWSCONV_OK;
}

int
nc_growing_flush(struct nc_growing_file *file, struct newsconv_error *error)
{
	int result = write_out(file, file->buffer, file->buffered, error);

	file->buffered = 0;
	return result;
}

int
nc_growing_add(struct nc_growing_file *file, const void *data, size_t size,
    struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	if (size > sizeof(file->buffer) - file->buffered)
		result = nc_growing_flush(file, error);
	if (result < 0)
		return result;
	if (size > sizeof(file->buffer)) {
		result = write_out(file, data, size, error);
	} else if (size > 0) {
		memcpy(file->buffer + file->buffered, data, size);
		file->buffered += size;
	}
	file->size += size;
	return result;
}

int
nc_growing_sync(struct nc_growing_file *file, struct newsconv_error *error)
{
	int result = nc_growing_flush(file, error);

	if (result < 0 || file->synced == file->size)
		return result;
	if (fdatasync(file->descriptor) != 0)
		return failed(file, "cannot sync", error);
	file->synced = file->size;
	return NEWSCONV_OK;
}

uint64_t
nc_growing_size(const struct nc_growing_file *file)
{
	return file->size;
}

const char *
nc_growing_path(const struct nc_growing_file *file)
{
	return file->path;
}

int
nc_growing_descriptor(const struct nc_growing_file *file)
{
	return file->descriptor;
}

void
nc_growing_cut(struct nc_growing_file *file, uint64_t size)
{
	file->buffered = 0;
	/* What could not be cut now is by the run that goes on. */
	if (ftruncate(file->descriptor, (off_t)size) == 0)
		file->size = size;
}

void
nc_growing_close(struct nc_growing_file *file)
{
	if (file == NULL)
		return;
	if (file->descriptor >= 0)
		close(file->descriptor);
	free(file->path);
	free(file);
}
