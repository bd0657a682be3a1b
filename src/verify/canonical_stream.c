/*
 * What is too large to be held is compressed by zlib, in the same pieces as by our
 * writers, and what comes out is compared with the file at once.
 */
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "canonical.h"
#include "error.h"

enum { PIECE = 64 * 1024, SYSTEM_UNKNOWN = 255 };

struct nc_canonical_stream {
	const struct nc_verify *verify;
	z_stream deflate;
	gz_header header;
	uint64_t place; /* in the file, of the next byte to compare */
	bool differs;
	size_t size; /* of the input in memory */
	unsigned char input[PIECE];
	unsigned char output[PIECE];
	unsigned char found[PIECE];
};

int
nc_canonical_stream_new(struct nc_canonical_stream **stream,
    const struct nc_verify *verify, bool gzip, int level, uint64_t offset,
    struct newsconv_error *error)
{
	struct nc_canonical_stream *new = calloc(1, sizeof(*new));

	/* A level that zlib lacks, no writer of ours stated. */
	if (level < 1 || level > 9)
		level = 1;
	if (new == NULL)
		return nc_error_memory(error);
	new->verify = verify;
	new->place = offset;
	new->header.os = SYSTEM_UNKNOWN;
	if (deflateInit2(&new->deflate, level, Z_DEFLATED,
		gzip ? 16 + MAX_WBITS : -MAX_WBITS, 8,
		Z_DEFAULT_STRATEGY) != Z_OK) {
		free(new);
		return nc_error_memory(error);
	}
	if (gzip)
		deflateSetHeader(&new->deflate, &new->header);
	*stream = new;
	return NEWSCONV_OK;
}

void
nc_canonical_stream_free(struct nc_canonical_stream *stream)
{
	if (stream == NULL)
		return;
	deflateEnd(&stream->deflate);
	free(stream);
}

static int
compare(struct nc_canonical_stream *stream, struct newsconv_error *error)
{
	size_t size = PIECE - stream->deflate.avail_out, done = 0;
	int result = nc_verify_read(
	    stream->verify, stream->found, size, stream->place, &done, error);

	stream->place += size;
	if (result == NEWSCONV_OK &&
	    (done != size || memcmp(stream->found, stream->output, size) != 0))
		stream->differs = true;
	return result;
}

/* The piece, or with Z_FINISH what zlib still has. */
static int
press(
    struct nc_canonical_stream *stream, int flush, struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	stream->deflate.next_in = stream->input;
	stream->deflate.avail_in = (unsigned)stream->size;
	stream->size = 0;
	do {
		stream->deflate.next_out = stream->output;
		stream->deflate.avail_out = PIECE;
		deflate(&stream->deflate, flush);
		result = compare(stream, error);
	} while (result == NEWSCONV_OK && !stream->differs &&
	    stream->deflate.avail_out == 0);
	return result;
}

int
nc_canonical_stream_add(struct nc_canonical_stream *stream, const char *bytes,
    size_t size, struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	while (size > 0 && !stream->differs && result == NEWSCONV_OK) {
		size_t room = PIECE - stream->size;

		if (room > size)
			room = size;
		memcpy(stream->input + stream->size, bytes, room);
		stream->size += room;
		bytes += room;
		size -= room;
		if (stream->size == PIECE)
			result = press(stream, Z_NO_FLUSH, error);
	}
	return result;
}

int
nc_canonical_stream_end(struct nc_canonical_stream *stream, bool *same,
    uint64_t end, struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	if (!stream->differs && stream->size > 0)
		result = press(stream, Z_NO_FLUSH, error);
	if (!stream->differs && result == NEWSCONV_OK)
		result = press(stream, Z_FINISH, error);
	*same = !stream->differs && stream->place == end;
	return result;
}
