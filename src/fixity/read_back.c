/* One buffer, filled from behind; its bytes go through both digests once. */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "file.h"
#include "read_back.h"

enum { BUFFER_SIZE = 256 * 1024 };

int
nc_read_back_begin(
    struct nc_read_back *file, int descriptor, struct newsconv_error *error)
{
	memset(file, 0, sizeof(*file));
	file->descriptor = descriptor;
	nc_digest_begin(&file->sha256, NC_SHA256);
	nc_digest_begin(&file->sha512, NC_SHA512);
	file->buffer = malloc(BUFFER_SIZE);
	return file->buffer == NULL ? nc_error_memory(error) : NEWSCONV_OK;
}

int
nc_read_back_fill(
    struct nc_read_back *file, size_t need, struct newsconv_error *error)
{
	size_t done, left = nc_read_back_left(file);
	int result;

	if (left >= need || file->ended)
		return NEWSCONV_OK;
	memmove(file->buffer, file->buffer + file->start, left);
	file->start = 0;
	file->end = left;
	result = nc_file_pread(file->descriptor, file->buffer + left,
	    BUFFER_SIZE - left, file->offset + left, &done, error);
	if (result < 0)
		return result;
	nc_digest_update(&file->sha256, file->buffer + left, done);
	nc_digest_update(&file->sha512, file->buffer + left, done);
	file->end += done;
	/* nc_file_pread() is short only at the end. */
	file->ended = done < BUFFER_SIZE - left;
	return NEWSCONV_OK;
}

int
nc_read_back_rest(struct nc_read_back *file, struct newsconv_error *error)
{
	int result;

	do {
		nc_read_back_take(file, nc_read_back_left(file));
		result = nc_read_back_fill(file, 1, error);
	} while (result == NEWSCONV_OK && nc_read_back_left(file) > 0);
	return result;
}

void
nc_read_back_free(struct nc_read_back *file)
{
	free(file->buffer);
	file->buffer = NULL;
}
