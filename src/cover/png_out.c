/*
 * PNG with a palette: pixels of as few bits as the colours need, rows without
 * a filter (they are areas of one colour), one zlib stream.  Nothing is in the
 * file that differs from day to day: no time, no name of a program.
 */
#include <stdlib.h>

#include <libdeflate.h>

#include "deflate.h"
#include "error.h"
#include "png_out.h"

enum { INDEXED = 3, PERCEPTUAL = 0, LENGTH_SIZE = 4 };

static void
put_be32(unsigned char target[4], size_t value)
{
	target[0] = (unsigned char)(value >> 24);
	target[1] = (unsigned char)(value >> 16);
	target[2] = (unsigned char)(value >> 8);
	target[3] = (unsigned char)value;
}

/* The chunk that begins at `start` of the buffer has all its data. */
static void
end_chunk(struct nc_buffer *png, size_t start)
{
	unsigned char number[4];
	struct newsconv_text covered; /* by the sum: type and data */

	if (png->out_of_memory || png->too_large)
		return;
	put_be32(number, png->size - start - LENGTH_SIZE - 4);
	memcpy(png->data + start, number, sizeof(number));
	covered.data = png->data + start + LENGTH_SIZE;
	covered.size = png->size - start - LENGTH_SIZE;
	put_be32(number, nc_crc32(covered));
	nc_buffer_add(png, number, sizeof(number));
}

/* Returns where it begins; its length is put in at its end. */
static size_t
begin_chunk(struct nc_buffer *png, const char type[5])
{
	size_t start = png->size;

	nc_buffer_add(png, "\0\0\0", LENGTH_SIZE);
	nc_buffer_add(png, type, 4);
	return start;
}

static void
add_chunk(
    struct nc_buffer *png, const char type[5], const void *data, size_t size)
{
	size_t start = begin_chunk(png, type);

	nc_buffer_add(png, data, size);
	end_chunk(png, start);
}

static unsigned
bits_for(size_t colours)
{
	unsigned bits = 1;

	while (((size_t)1 << bits) < colours)
		bits *= 2;
	return bits;
}

static void
add_header(
    const struct nc_picture *picture, unsigned bits, struct nc_buffer *png)
{
	unsigned char header[13] = {0};
	const unsigned char intent = PERCEPTUAL;

	put_be32(header, picture->width);
	put_be32(header + 4, picture->height);
	header[8] = (unsigned char)bits;
	header[9] = INDEXED;
	nc_buffer_add(png, "\x89PNG\r\n\x1a\n", 8);
	add_chunk(png, "IHDR", header, sizeof(header));
	add_chunk(png, "sRGB", &intent, 1);
	add_chunk(png, "PLTE", picture->palette, picture->colours * 3);
}

static size_t
row_size(const struct nc_picture *picture, unsigned bits)
{
	return 1 + ((size_t)picture->width * bits + 7) / 8;
}

/* Of one row; the last byte's unused bits are 0. */
static void
pack_row(unsigned char *row, const unsigned char *pixels, size_t width,
    unsigned bits)
{
	size_t per_byte = 8 / bits, x, i;

	for (x = 0; x + per_byte <= width; x += per_byte) {
		unsigned byte = 0;

		for (i = 0; i < per_byte; i++)
			byte = byte << bits | pixels[x + i];
		*row++ = (unsigned char)byte;
	}
	for (i = 0; x + i < width; i++)
		*row |= (unsigned char)(pixels[x + i] << (8 - bits * (i + 1)));
}

/* Each row behind its filter's number, which is 0. */
static unsigned char *
pack(const struct nc_picture *picture, unsigned bits)
{
	size_t size = row_size(picture, bits), y;
	unsigned char *rows = calloc(picture->height, size);

	if (rows == NULL)
		return NULL;
	for (y = 0; y < picture->height; y++)
		pack_row(rows + y * size + 1,
		    picture->pixels + y * picture->width, picture->width, bits);
	return rows;
}

static int
add_data(const unsigned char *rows, size_t size, struct nc_buffer *png,
    struct newsconv_error *error)
{
	struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(
	    NC_DEFLATE_WELL);
	size_t bound, start;

	if (compressor == NULL)
		return nc_error_memory(error);
	start = begin_chunk(png, "IDAT");
	bound = libdeflate_zlib_compress_bound(compressor, size);
	if (nc_buffer_reserve(png, bound)) {
		png->size += libdeflate_zlib_compress(
		    compressor, rows, size, png->data + png->size, bound);
		png->data[png->size] = '\0';
		end_chunk(png, start);
	}
	libdeflate_free_compressor(compressor);
	return nc_buffer_check(png, error);
}

int
nc_png_write(const struct nc_picture *picture, struct nc_buffer *png,
    struct newsconv_error *error)
{
	unsigned bits = bits_for(picture->colours);
	unsigned char *rows = pack(picture, bits);
	int result;

	if (rows == NULL)
		return nc_error_memory(error);
	add_header(picture, bits, png);
	result = add_data(
	    rows, row_size(picture, bits) * picture->height, png, error);
	free(rows);
	if (result == NEWSCONV_OK)
		add_chunk(png, "IEND", "", 0);
	return result < 0 ? result : nc_buffer_check(png, error);
}
