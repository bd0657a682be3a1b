/*
 * Compression by libdeflate: 1.8 times zlib's speed at the same size, and the
 * same bytes on every processor, which reproducible archives need.
 */
#include <stdio.h>
#include <stdlib.h>

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
