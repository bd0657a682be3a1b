/*
 * A Content-Length that is too large takes the records that follow for its
 * block.  Whoever restores the file wants to know how many there are: they are
 * counted by the bytes between two records, once the block proved to be none.
 */
#include <string.h>

#include "warc_swallowed.h"

enum { PIECE = 64 * 1024 };

/* The end of one record and the beginning of the next. */
static const char sign[] = "\r\n\r\nWARC/1.";

enum { SIGN = sizeof(sign) - 1 };

static uint64_t
count_in(const char *bytes, size_t size)
{
	const char *end = bytes + size;
	uint64_t count = 0;

	while ((size_t)(end - bytes) >= SIGN &&
	    (bytes = memchr(bytes, '\r', (size_t)(end - bytes) - SIGN + 1)) !=
		NULL) {
		count += memcmp(bytes, sign, SIGN) == 0;
		bytes++;
	}
	return count;
}

int
nc_warc_swallowed(const struct nc_verify *verify, uint64_t from, uint64_t to,
    uint64_t *count, struct newsconv_error *error)
{
	char piece[SIGN + PIECE];
	size_t kept = 0;

	*count = 0;
	while (from < to) {
		size_t wanted = PIECE, got = 0;
		int result;

		if (wanted > to - from)
			wanted = (size_t)(to - from);
		result = nc_verify_read(
		    verify, piece + kept, wanted, from, &got, error);
		if (result < 0)
			return result;
		if (got == 0)
			break;
		from += got;
		got += kept;
		*count += count_in(piece, got);
		/* What the sign may begin in, less than all of it. */
		kept = got < SIGN - 1 ? got : SIGN - 1;
		memmove(piece, piece + got - kept, kept);
	}
	return NEWSCONV_OK;
}
