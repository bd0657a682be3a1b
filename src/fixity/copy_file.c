/*
 * A copy is worth what was seen of it: digests are those of the bytes that
 * were read, and the bytes that were written have to read the same.
 */
#define _DEFAULT_SOURCE /* ioctl() */
#include <linux/fs.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>

#include "copy_file.h"
#include "error.h"
#include "file.h"

enum { COPY_BLOCK = 256 * 1024 };

/* Read all of a file, digest it, and write it to `target` if that is not -1. */
static int
pass(struct nc_copy *copy, int source, int target, char *block,
    struct newsconv_error *error)
{
	struct nc_digest digests[NC_COPY_DIGESTS];
	size_t got, i;
	int result;

	for (i = 0; i < copy->count; i++)
		nc_digest_begin(&digests[i], copy->algorithms[i]);
	copy->size = 0;
	do {
		result = nc_file_pread(
		    source, block, COPY_BLOCK, copy->size, &got, error);
		if (result < 0)
			return result;
		for (i = 0; i < copy->count; i++)
			nc_digest_update(&digests[i], block, got);
		if (target >= 0 && nc_file_write(target, block, got) != 0)
			return nc_error_system(
			    error, NEWSCONV_WRITE_FAILED, "cannot write");
		copy->size += got;
	} while (got == COPY_BLOCK);
	for (i = 0; i < copy->count; i++)
		nc_digest_end(&digests[i], copy->values[i]);
	return NEWSCONV_OK;
}

static bool
same(const struct nc_copy *a, const struct nc_copy *b)
{
	size_t i;

	for (i = 0; i < a->count; i++) {
		if (memcmp(a->values[i], b->values[i],
			nc_digest_size(a->algorithms[i])) != 0)
			return false;
	}
	return a->size == b->size;
}

static bool
unchanged(const struct stat *a, const struct stat *b)
{
	return a->st_size == b->st_size &&
	    a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
	    a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* Times and permissions are part of what is kept, where they can be. */
static void
copy_facts(int target, const struct stat *status)
{
	const struct timespec times[2] = {status->st_atim, status->st_mtim};

	(void)fchmod(target, status->st_mode & 0777);
	(void)futimens(target, times);
}

static int
copy_blocks(struct nc_copy *copy, int source, int target, char *block,
    struct newsconv_error *error)
{
	struct nc_copy back = *copy;
	bool shared = ioctl(target, FICLONE, source) == 0;
	int result = pass(copy, source, shared ? -1 : target, block, error);

	if (result == NEWSCONV_OK)
		result = pass(&back, target, -1, block, error);
	if (result == NEWSCONV_OK && !same(copy, &back))
		result = nc_error_set(error, NEWSCONV_INVALID,
		    "the copy reads otherwise than it was written");
	return result;
}

int
nc_digested_copy(
    struct nc_copy *copy, int source, int target, struct newsconv_error *error)
{
	struct stat before, after;
	char *block = malloc(COPY_BLOCK);
	int result;

	if (block == NULL)
		return nc_error_memory(error);
	if (fstat(source, &before) != 0)
		result = nc_error_system(
		    error, NEWSCONV_READ_FAILED, "cannot read");
	else
		result = copy_blocks(copy, source, target, block, error);
	free(block);
	if (result < 0)
		return result;
	if (fstat(source, &after) != 0 || !unchanged(&before, &after))
		return nc_error_set(
		    error, NEWSCONV_READ_FAILED, "changed while it was copied");
	copy_facts(target, &before);
	return NEWSCONV_OK;
}

int
nc_copy_digests(struct nc_copy *copy, int source, struct newsconv_error *error)
{
	char *block = malloc(COPY_BLOCK);
	int result = block == NULL ? nc_error_memory(error)
				   : pass(copy, source, -1, block, error);

	free(block);
	return result;
}
