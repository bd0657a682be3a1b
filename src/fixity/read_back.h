/*
 * A finished file, read from its front once: what reads it finds its parts, and
 * the digests of the whole are computed of the same bytes.
 */
#ifndef NC_READ_BACK_H
#define NC_READ_BACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "digest.h"

struct nc_read_back {
	int descriptor;
	uint64_t offset; /* in the file, of what comes next */
	size_t start, end;
	bool ended; /* there is no more than what is in the buffer */
	unsigned char *buffer;
	struct nc_digest sha256, sha512; /* of all that was read */
};

/* Fails with NEWSCONV_NO_MEMORY. */
int nc_read_back_begin(
    struct nc_read_back *file, int descriptor, struct newsconv_error *error);
/*
 * See to it that at least `need` bytes lie at nc_read_back_at(), up to 128 KiB;
 * fewer do only at the end.  Fails with NEWSCONV_READ_FAILED.
 */
int nc_read_back_fill(
    struct nc_read_back *file, size_t need, struct newsconv_error *error);
/* To the end: what nobody looks at counts for the digests. */
int nc_read_back_rest(struct nc_read_back *file, struct newsconv_error *error);
void nc_read_back_free(struct nc_read_back *file);

static inline const unsigned char *
nc_read_back_at(const struct nc_read_back *file)
{
	return file->buffer + file->start;
}

static inline size_t
nc_read_back_left(const struct nc_read_back *file)
{
	return file->end - file->start;
}

static inline void
nc_read_back_take(struct nc_read_back *file, size_t size)
{
	file->start += size;
	file->offset += size;
}

#endif
