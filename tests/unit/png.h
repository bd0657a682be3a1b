/*
 * A PNG with a palette, decoded by a reader that shares nothing with the
 * writer but zlib's form: what a viewer would show of it.
 */
#ifndef PNG_H
#define PNG_H

#include <zlib.h>

#include "unit.h"

#include "memory.h"

struct png {
	uint32_t width, height;
	unsigned bits;
	unsigned char palette[256][3];
	size_t colours;
	unsigned char *pixels; /* a byte each: the number of its colour */
	char chunks[64];       /* their types, in order */
};

static inline uint32_t
png_number(const char *bytes)
{
	const unsigned char *b = (const unsigned char *)bytes;

	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 |
	    (uint32_t)b[2] << 8 | b[3];
}

/* The rows as the one stream of IDAT has them, all with filter 0. */
static inline void
png_unpack(struct png *png, const char *data, size_t size)
{
	size_t row_size = (png->width * (size_t)png->bits + 7) / 8;
	uLongf length = (uLongf)((row_size + 1) * png->height);
	unsigned char *rows = malloc(length + 1);
	uLongf room = length + 1;
	size_t x, y;

	assert_non_null(rows);
	assert_int_equal(
	    uncompress(rows, &room, (const Bytef *)data, (uLong)size), Z_OK);
	assert_int_equal(room, length);
	png->pixels = malloc((size_t)png->width * png->height);
	assert_non_null(png->pixels);
	for (y = 0; y < png->height; y++) {
		const unsigned char *row = rows + y * (row_size + 1);

		assert_int_equal(row[0], 0);
		for (x = 0; x < png->width; x++) {
			size_t bit = x * png->bits;
			unsigned byte = row[1 + bit / 8];

			byte = byte >> (8 - png->bits - bit % 8);
			byte &= (1U << png->bits) - 1;
			assert_true(byte < png->colours);
			png->pixels[y * png->width + x] = (unsigned char)byte;
		}
	}
	free(rows);
}

static inline void
png_chunk(struct png *png, const char *type, const char *data, size_t size)
{
	strncat(png->chunks, type, 4);
	strcat(png->chunks, " ");
	if (memcmp(type, "IHDR", 4) == 0) {
		assert_int_equal(size, 13);
		png->width = png_number(data);
		png->height = png_number(data + 4);
		png->bits = (unsigned char)data[8];
		assert_int_equal(data[9], 3);
		assert_memory_equal(data + 10, "\0\0\0", 3);
	} else if (memcmp(type, "PLTE", 4) == 0) {
		assert_int_equal(size % 3, 0);
		assert_true(size <= sizeof(png->palette));
		memcpy(png->palette, data, size);
		png->colours = size / 3;
	} else if (memcmp(type, "IDAT", 4) == 0) {
		png_unpack(png, data, size);
	}
}

/* The caller frees `pixels`. */
static inline void
png_decode(struct png *png, struct newsconv_text bytes)
{
	size_t at = 8;

	memset(png, 0, sizeof(*png));
	assert_true(bytes.size > 8);
	assert_memory_equal(bytes.data, "\x89PNG\r\n\x1a\n", 8);
	while (at < bytes.size) {
		const char *chunk = bytes.data + at;
		size_t size;

		assert_true(bytes.size - at >= 12);
		size = png_number(chunk);
		assert_true(size <= bytes.size - at - 12);
		assert_true(png_number(chunk + 8 + size) ==
		    crc32(0, (const Bytef *)chunk + 4, (uInt)size + 4));
		assert_true(strlen(png->chunks) < sizeof(png->chunks) - 6);
		png_chunk(png, chunk + 4, chunk + 8, size);
		at += size + 12;
	}
	assert_non_null(png->pixels);
}

#endif
