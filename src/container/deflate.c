/*
 * Compression by libdeflate: 1.8 times zlib's speed at the same size, and the
 * same bytes on every processor, which reproducible archives need.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>
#include <zlib.h>

#include "deflate.h"
#include "error.h"
#include "thread_time.h"

enum { LARGE_PIECE = 64 * 1024 };

const char nc_deflate_library[] = "libdeflate " LIBDEFLATE_VERSION_STRING;

void
nc_deflate_large_library(char target[NC_LIBRARY_SIZE])
{
	snprintf(target, NC_LIBRARY_SIZE, "zlib %.40s", zlibVersion());
}

struct nc_deflater {
	struct libdeflate_compressor *compressor;
	int level;
	bool watched;
	uint64_t time;
};

struct nc_deflater *
nc_deflater_new(int level)
{
	struct nc_deflater *deflater = calloc(1, sizeof(*deflater));

	if (deflater == NULL)
		return NULL;
	deflater->level = level;
	deflater->compressor = libdeflate_alloc_compressor(level);
	if (deflater->compressor == NULL) {
		free(deflater);
		return NULL;
	}
	return deflater;
}

void
nc_deflater_free(struct nc_deflater *deflater)
{
	if (deflater == NULL)
		return;
	libdeflate_free_compressor(deflater->compressor);
	free(deflater);
}

int
nc_deflater_level(const struct nc_deflater *deflater)
{
	return deflater->level;
}

void
nc_deflater_watch(struct nc_deflater *deflater, bool watched)
{
	deflater->watched = watched;
}

uint64_t
nc_deflater_time(const struct nc_deflater *deflater)
{
	return deflater->time;
}

typedef size_t compress_function(struct libdeflate_compressor *compressor,
    const void *in, size_t in_size, void *out, size_t out_size);

static int
compress_with(compress_function *function, size_t bound,
    struct nc_deflater *deflater, struct newsconv_text bytes,
    struct nc_buffer *target, struct newsconv_error *error)
{
	uint64_t start = deflater->watched ? nc_thread_time() : 0;
	size_t size;

	if (!nc_buffer_reserve(target, bound))
		return nc_buffer_check(target, error);
	size = function(deflater->compressor, bytes.data, bytes.size,
	    target->data + target->size, bound);
	if (deflater->watched)
		deflater->time += nc_thread_time() - start;
	if (size == 0)
		return nc_error_set(error, NEWSCONV_NO_ROOM,
		    "%zu bytes do not compress within %zu", bytes.size, bound);
	target->size += size;
	return NEWSCONV_OK;
}

/* In pieces of one size, on which what zlib makes may depend. */
static int
feed(z_stream *stream, struct newsconv_text bytes)
{
	const unsigned char *next = (const unsigned char *)bytes.data;
	size_t left = bytes.size;
	int status = Z_OK;

	while (left > 0 && status == Z_OK) {
		size_t size = left < LARGE_PIECE ? left : LARGE_PIECE;

		/* zlib's input is not const in its declaration alone. */
		stream->next_in = (unsigned char *)(uintptr_t)next;
		stream->avail_in = (unsigned)size;
		status = deflate(stream, Z_NO_FLUSH);
		next += size;
		left -= size;
	}
	return status == Z_OK ? deflate(stream, Z_FINISH) : status;
}

/* `window` as of deflateInit2(): raw data, or a member. */
static int
compress_large(struct nc_deflater *deflater, int window,
    struct newsconv_text bytes, struct nc_buffer *target,
    struct newsconv_error *error)
{
	uint64_t start = deflater->watched ? nc_thread_time() : 0;
	gz_header header = {.os = 255};
	z_stream stream = {0};
	int status = deflateInit2(&stream, deflater->level, Z_DEFLATED, window,
	    8, Z_DEFAULT_STRATEGY);
	size_t bound;

	if (status != Z_OK)
		return nc_error_memory(error);
	if (window > MAX_WBITS)
		deflateSetHeader(&stream, &header);
	bound = deflateBound(&stream, bytes.size);
	if (bound > UINT32_MAX || !nc_buffer_reserve(target, bound)) {
		deflateEnd(&stream);
		if (bound > UINT32_MAX)
			return nc_error_set(error, NEWSCONV_NO_ROOM,
			    "%zu bytes are too many for a member", bytes.size);
		return nc_buffer_check(target, error);
	}
	stream.next_out = (unsigned char *)target->data + target->size;
	stream.avail_out = (unsigned)bound;
	status = feed(&stream, bytes);
	target->size += bound - stream.avail_out;
	deflateEnd(&stream);
	if (deflater->watched)
		deflater->time += nc_thread_time() - start;
	if (status != Z_STREAM_END)
		return nc_error_set(error, NEWSCONV_NO_ROOM,
		    "%zu bytes do not compress within %zu", bytes.size, bound);
	return NEWSCONV_OK;
}

/* The pieces are those of feed(), however the bytes come. */
struct nc_deflate_stream {
	z_stream zlib;
	size_t held;
	char piece[LARGE_PIECE];
};

struct nc_deflate_stream *
nc_deflate_stream_new(int level)
{
	struct nc_deflate_stream *stream = calloc(1, sizeof(*stream));

	if (stream != NULL &&
	    deflateInit2(&stream->zlib, level, Z_DEFLATED, -MAX_WBITS, 8,
		Z_DEFAULT_STRATEGY) == Z_OK)
		return stream;
	free(stream);
	return NULL;
}

void
nc_deflate_stream_free(struct nc_deflate_stream *stream)
{
	if (stream == NULL)
		return;
	deflateEnd(&stream->zlib);
	free(stream);
}

/* All that is held, and what comes of it; Z_BUF_ERROR: there is no more. */
static int
pass_on(struct nc_deflate_stream *stream, int flush, struct nc_buffer *target,
    struct newsconv_error *error)
{
	z_stream *zlib = &stream->zlib;
	int status;

	zlib->next_in = (unsigned char *)stream->piece;
	zlib->avail_in = (unsigned)stream->held;
	do {
		if (!nc_buffer_reserve(target, LARGE_PIECE))
			return nc_buffer_check(target, error);
		zlib->next_out = (unsigned char *)target->data + target->size;
		zlib->avail_out = LARGE_PIECE;
		status = deflate(zlib, flush);
		target->size += LARGE_PIECE - zlib->avail_out;
	} while (status == Z_OK && (zlib->avail_out == 0 || flush == Z_FINISH));
	stream->held = 0;
	if (status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR)
		return NEWSCONV_OK;
	return nc_error_memory(error);
}

int
nc_deflate_stream_add(struct nc_deflate_stream *stream,
    struct newsconv_text bytes, struct nc_buffer *target,
    struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	while (bytes.size > 0 && result == NEWSCONV_OK) {
		size_t room = LARGE_PIECE - stream->held;
		size_t size = bytes.size < room ? bytes.size : room;

		memcpy(stream->piece + stream->held, bytes.data, size);
		stream->held += size;
		bytes.data += size;
		bytes.size -= size;
		if (stream->held == LARGE_PIECE)
			result = pass_on(stream, Z_NO_FLUSH, target, error);
	}
	return result;
}

int
nc_deflate_stream_end(struct nc_deflate_stream *stream,
    struct nc_buffer *target, struct newsconv_error *error)
{
	return pass_on(stream, Z_FINISH, target, error);
}

int
nc_deflate(struct nc_deflater *deflater, struct newsconv_text bytes,
    struct nc_buffer *target, struct newsconv_error *error)
{
	if (bytes.size > NC_DEFLATE_WHOLE)
		return compress_large(
		    deflater, -MAX_WBITS, bytes, target, error);
	return compress_with(libdeflate_deflate_compress,
	    libdeflate_deflate_compress_bound(deflater->compressor, bytes.size),
	    deflater, bytes, target, error);
}

int
nc_gzip_member(struct nc_deflater *deflater, struct newsconv_text bytes,
    struct nc_buffer *target, struct newsconv_error *error)
{
	if (bytes.size > NC_DEFLATE_WHOLE)
		return compress_large(
		    deflater, 16 + MAX_WBITS, bytes, target, error);
	return compress_with(libdeflate_gzip_compress,
	    libdeflate_gzip_compress_bound(deflater->compressor, bytes.size),
	    deflater, bytes, target, error);
}

uint32_t
nc_crc32(struct newsconv_text bytes)
{
	return nc_crc32_add(0, bytes);
}

uint32_t
nc_crc32_add(uint32_t crc, struct newsconv_text bytes)
{
	return libdeflate_crc32(crc, bytes.data, bytes.size);
}
