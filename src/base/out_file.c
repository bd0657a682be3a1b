/* Files written from their front; see out_file.h for what is promised. */
#define _GNU_SOURCE /* O_TMPFILE */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "directory.h"
#include "error.h"
#include "file.h"
#include "out_file.h"

enum { BLOCK = 64 * 1024, TEMPORARY_TRIES = 100 };

struct nc_out_file {
	int descriptor;
	char *path;
	bool named, finished;
	uint64_t offset;
	size_t buffered;
	char block[BLOCK];
};

static int
failed(const struct nc_out_file *file, const char *what,
    struct newsconv_error *error)
{
	nc_error_system(error, NEWSCONV_WRITE_FAILED, "%s", what);
	return nc_error_where(error, NEWSCONV_WRITE_FAILED, file->path);
}

static struct nc_out_file *
new_file(const char *path, struct newsconv_error *error)
{
	struct nc_out_file *file = calloc(1, sizeof(*file));

	if (file != NULL)
		file->path = strdup(path);
	if (file == NULL || file->path == NULL) {
		free(file);
		nc_error_memory(error);
		return NULL;
	}
	file->descriptor = -1;
	return file;
}

int
nc_out_create(struct nc_out_file **result_file, const char *path,
    struct newsconv_error *error)
{
	struct nc_out_file *file = new_file(path, error);
	int result = NEWSCONV_OK;

	if (file == NULL)
		return NEWSCONV_NO_MEMORY;
	if (unlink(path) != 0 && errno != ENOENT)
		result = failed(file, "cannot replace", error);
	if (result == NEWSCONV_OK) {
		file->descriptor = open(
		    path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		file->named = file->descriptor >= 0;
		if (!file->named)
			result = failed(file, "cannot create", error);
	}
	if (result < 0)
		nc_out_free(file);
	else
		*result_file = file;
	return result;
}

/* Where nameless files cannot be had, one whose name is taken away at once. */
static int
open_unlinked(const char *directory)
{
	int descriptor = -1;
	unsigned i;

	for (i = 0; i < TEMPORARY_TRIES; i++) {
		char name[4096];
		int size = snprintf(name, sizeof(name), "%s/.newsconv-%ld-s%u",
		    directory, (long)getpid(), i);

		if (size < 0 || (size_t)size >= sizeof(name)) {
			errno = ENAMETOOLONG;
			return -1;
		}
		descriptor = open(
		    name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
		if (descriptor >= 0)
			unlink(name);
		if (descriptor >= 0 || errno != EEXIST)
			return descriptor;
	}
	return -1;
}

int
nc_out_temporary(struct nc_out_file **result_file, const char *beside,
    struct newsconv_error *error)
{
	struct nc_out_file *file = new_file(beside, error);
	char *directory = nc_directory_of(beside);
	int result = NEWSCONV_OK;

	if (file == NULL || directory == NULL) {
		free(directory);
		nc_out_free(file);
		return nc_error_memory(error);
	}
#ifdef O_TMPFILE
	file->descriptor = open(
	    directory, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
#endif
	if (file->descriptor < 0)
		file->descriptor = open_unlinked(directory);
	free(directory);
	if (file->descriptor < 0)
		result = failed(file, "cannot create a temporary", error);
	if (result < 0)
		nc_out_free(file);
	else
		*result_file = file;
	return result;
}

static int
write_out(struct nc_out_file *file, const void *data, size_t size,
    struct newsconv_error *error)
{
	if (nc_file_write(file->descriptor, data, size) != 0)
		return failed(file, "cannot write", error);
	return NEWSCONV_OK;
}

int
nc_out_flush(struct nc_out_file *file, struct newsconv_error *error)
{
	size_t size = file->buffered;

	file->buffered = 0;
	return write_out(file, file->block, size, error);
}

int
nc_out_write(struct nc_out_file *file, const void *data, size_t size,
    struct newsconv_error *error)
{
	int result;

	file->offset += size;
	if (size > sizeof(file->block) - file->buffered) {
		result = nc_out_flush(file, error);
		if (result < 0)
			return result;
		if (size > sizeof(file->block))
			return write_out(file, data, size, error);
	}
	if (size > 0)
		memcpy(file->block + file->buffered, data, size);
	file->buffered += size;
	return NEWSCONV_OK;
}

int
nc_out_copy(struct nc_out_file *file, int descriptor, const char *path,
    uint64_t *offset, struct newsconv_error *error)
{
	char block[BLOCK];
	size_t done;

	do {
		int result = nc_file_pread(
		    descriptor, block, sizeof(block), *offset, &done, error);

		if (result < 0)
			return nc_error_where(error, result, path);
		result = nc_out_write(file, block, done, error);
		if (result < 0)
			return result;
		*offset += done;
	} while (done > 0);
	return NEWSCONV_OK;
}

int
nc_out_copy_file(
    struct nc_out_file *file, const char *path, struct newsconv_error *error)
{
	uint64_t offset = 0;
	int descriptor, result;

	result = nc_file_open_seekable(&descriptor, path, error);
	if (result < 0)
		return nc_error_where(error, result, path);
	result = nc_out_copy(file, descriptor, path, &offset, error);
	close(descriptor);
	return result;
}

uint64_t
nc_out_offset(const struct nc_out_file *file)
{
	return file->offset;
}

int
nc_out_descriptor(const struct nc_out_file *file)
{
	return file->descriptor;
}

int
nc_out_finish(struct nc_out_file *file, struct newsconv_error *error)
{
	int result = nc_out_flush(file, error);

	if (result < 0)
		return result;
	if (fsync(file->descriptor) != 0)
		return failed(file, "cannot sync", error);
	file->finished = true;
	return NEWSCONV_OK;
}

void
nc_out_free(struct nc_out_file *file)
{
	if (file == NULL)
		return;
	if (file->descriptor >= 0)
		close(file->descriptor);
	if (file->named && !file->finished)
		unlink(file->path);
	free(file->path);
	free(file);
}
