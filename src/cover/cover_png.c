/*
 * A PNG (ISO/IEC 15948) looked through: the chunks, their order and sums, and
 * that its pixels unpack to just as many as the header says.
 */
#include <stdlib.h>

#include <zlib.h>

#include "ascii.h"
#include "cover_image.h"
#include "deflate.h"

enum {
	SIGNATURE_SIZE = 8,
	CHUNK_FRAME = 12, /* length, type, sum */
	HEADER_SIZE = 13,
	PASSES = 7,
	PIECE = 32 * 1024,
	LAST_FILTER = 4
};

enum colour {
	GREY = 0,
	TRUE_COLOUR = 2,
	INDEXED = 3,
	GREY_ALPHA = 4,
	RGBA = 6
};

/* Which depths a type of colour has, as bits, and how many samples a pixel. */
static const struct {
	unsigned depths, samples;
} colours[] = {
    [GREY] = {1 | 2 | 4 | 8 | 16, 1},
    [TRUE_COLOUR] = {8 | 16, 3},
    [INDEXED] = {1 | 2 | 4 | 8, 1},
    [GREY_ALPHA] = {8 | 16, 2},
    [RGBA] = {8 | 16, 4},
};

/* Adam7: where the pixels of each pass begin, and how far apart they are. */
static const struct {
	uint32_t x, y, across, down;
} passes[PASSES] = {
    {0, 0, 8, 8},
    {4, 0, 8, 8},
    {0, 4, 4, 8},
    {2, 0, 4, 4},
    {0, 2, 2, 4},
    {1, 0, 2, 2},
    {0, 1, 1, 2},
};

struct chunk {
	const char *type;
	const char *data;
	uint32_t size;
	size_t offset; /* of the chunk */
};

struct reading {
	struct nc_cover_file *cover;
	struct newsconv_error *error;
	size_t offset; /* of the next chunk */
	unsigned depth, colour;
	bool interlaced;
	bool palette, data, data_ended;
	z_stream stream;
	bool unpacked; /* the stream is at its end */
	/* Where in the rows it is: pass and row, and what is left of it. */
	int pass;
	uint32_t row;
	uint64_t left;
};

static bool
is_type(const struct chunk *chunk, const char type[5])
{
	return memcmp(chunk->type, type, 4) == 0;
}

static int
next_chunk(struct reading *reading, struct chunk *chunk)
{
	struct newsconv_text bytes = reading->cover->bytes;
	size_t left = bytes.size - reading->offset, i;
	const char *start = bytes.data + reading->offset;

	if (left < CHUNK_FRAME)
		return nc_cover_bad(reading->error, reading->offset,
		    "the PNG is cut off at offset %zu", bytes.size);
	*chunk = (struct chunk){
	    .type = start + 4,
	    .data = start + 8,
	    .size = nc_cover_be32(start),
	    .offset = reading->offset,
	};
	for (i = 0; i < 4; i++)
		if (!nc_ascii_letter(chunk->type[i]))
			return nc_cover_bad(reading->error, chunk->offset,
			    "no PNG chunk at offset %zu", chunk->offset);
	if (chunk->size > left - CHUNK_FRAME)
		return nc_cover_bad(reading->error, chunk->offset,
		    "the chunk %.4s at offset %zu is cut off", chunk->type,
		    chunk->offset);
	if (nc_crc32((struct newsconv_text){chunk->type, 4 + chunk->size}) !=
	    nc_cover_be32(chunk->data + chunk->size))
		return nc_cover_bad(reading->error, chunk->offset,
		    "the chunk %.4s at offset %zu does not have its CRC",
		    chunk->type, chunk->offset);
	reading->offset += CHUNK_FRAME + chunk->size;
	return NEWSCONV_OK;
}

static uint32_t
share(uint32_t all, uint32_t start, uint32_t step)
{
	return all > start ? (all - start + step - 1) / step : 0;
}

/* Rows of the pass, and the bytes of one, with its filter's. */
static uint32_t
rows_of(const struct reading *reading, int pass, uint64_t *row_size)
{
	uint32_t width = reading->cover->width, rows = reading->cover->height;
	unsigned bits = reading->depth * colours[reading->colour].samples;

	if (reading->interlaced) {
		width = share(width, passes[pass].x, passes[pass].across);
		rows = share(rows, passes[pass].y, passes[pass].down);
	}
	*row_size = 1 + ((uint64_t)width * bits + 7) / 8;
	return width == 0 ? 0 : rows;
}

/* Begin the next row; false behind the last one. */
static bool
next_row(struct reading *reading)
{
	int count = reading->interlaced ? PASSES : 1;

	while (reading->pass < count) {
		if (reading->row <
		    rows_of(reading, reading->pass, &reading->left)) {
			reading->row++;
			return true;
		}
		reading->row = 0;
		reading->pass++;
	}
	return false;
}

static int
take_header(struct reading *reading, const struct chunk *chunk)
{
	const unsigned char *data = (const unsigned char *)chunk->data;
	int result;

	if (!is_type(chunk, "IHDR") || chunk->size != HEADER_SIZE)
		return nc_cover_bad(reading->error, chunk->offset,
		    "the PNG does not begin with its header");
	result = nc_cover_sides(reading->cover, nc_cover_be32(chunk->data),
	    nc_cover_be32(chunk->data + 4), chunk->offset + 8, reading->error);
	if (result < 0)
		return result;
	reading->depth = data[8];
	reading->colour = data[9];
	reading->interlaced = data[12] == 1;
	if (reading->colour >= sizeof(colours) / sizeof(*colours) ||
	    (colours[reading->colour].depths & reading->depth) == 0 ||
	    (reading->depth & (reading->depth - 1)) != 0)
		return nc_cover_bad(reading->error, chunk->offset + 16,
		    "colours of type %u with %u bits, which PNG has not, at "
		    "offset %zu",
		    reading->colour, reading->depth, chunk->offset + 16);
	if (data[10] != 0 || data[11] != 0 || data[12] > 1)
		return nc_cover_bad(reading->error, chunk->offset + 18,
		    "a method that PNG has not, at offset %zu",
		    chunk->offset + 18);
	return NEWSCONV_OK;
}

static int
take_palette(struct reading *reading, const struct chunk *chunk)
{
	uint32_t most = reading->colour == INDEXED ? 1U << reading->depth : 256;

	if (reading->palette || reading->data)
		return nc_cover_bad(reading->error, chunk->offset,
		    "a palette where none may be, at offset %zu",
		    chunk->offset);
	if (reading->colour == GREY || reading->colour == GREY_ALPHA ||
	    chunk->size == 0 || chunk->size % 3 != 0 || chunk->size / 3 > most)
		return nc_cover_bad(reading->error, chunk->offset,
		    "a palette of %u bytes at offset %zu, for colours of type "
		    "%u with %u bits",
		    chunk->size, chunk->offset, reading->colour,
		    reading->depth);
	reading->palette = true;
	return NEWSCONV_OK;
}

/* Rows, of which each begins with the number of its filter. */
static int
take_rows(struct reading *reading, const unsigned char *bytes, size_t size,
    const struct chunk *chunk)
{
	while (size > 0) {
		size_t part;

		if (reading->left == 0) {
			if (!next_row(reading))
				return nc_cover_bad(reading->error,
				    chunk->offset,
				    "more pixels than %u times %u",
				    reading->cover->width,
				    reading->cover->height);
			if (*bytes > LAST_FILTER)
				return nc_cover_bad(reading->error,
				    chunk->offset,
				    "a row with filter %u, which PNG has not",
				    *bytes);
		}
		part = size < reading->left ? size : (size_t)reading->left;
		reading->left -= part;
		bytes += part;
		size -= part;
	}
	return NEWSCONV_OK;
}

static int
bad_stream(struct reading *reading, const struct chunk *chunk)
{
	return nc_cover_bad(reading->error, chunk->offset,
	    "the pixels at offset %zu do not unpack: %s", chunk->offset,
	    reading->stream.msg == NULL ? "they go on behind their end"
					: reading->stream.msg);
}

static int
take_data(struct reading *reading, const struct chunk *chunk)
{
	z_stream *stream = &reading->stream;
	unsigned char piece[PIECE];
	int status, result;

	if (reading->data_ended ||
	    (reading->colour == INDEXED && !reading->palette))
		return nc_cover_bad(reading->error, chunk->offset,
		    "pixels where none may be, at offset %zu", chunk->offset);
	reading->data = true;
	/* zlib does not write there, though its type does not say so. */
	memcpy(&stream->next_in, &chunk->data, sizeof(stream->next_in));
	stream->avail_in = chunk->size;
	do {
		if (reading->unpacked && stream->avail_in > 0)
			return bad_stream(reading, chunk);
		stream->next_out = piece;
		stream->avail_out = PIECE;
		status = inflate(stream, Z_NO_FLUSH);
		if (status == Z_MEM_ERROR)
			return nc_error_memory(reading->error);
		if (status != Z_OK && status != Z_STREAM_END &&
		    status != Z_BUF_ERROR)
			return bad_stream(reading, chunk);
		reading->unpacked = status == Z_STREAM_END;
		result = take_rows(
		    reading, piece, PIECE - stream->avail_out, chunk);
		if (result < 0)
			return result;
	} while (stream->avail_in > 0 || stream->avail_out == 0);
	return NEWSCONV_OK;
}

/* All pixels are there, and nothing else is. */
static int
take_end(struct reading *reading, const struct chunk *chunk)
{
	if (!reading->data)
		return nc_cover_bad(
		    reading->error, chunk->offset, "the PNG has no pixels");
	if (!reading->unpacked || reading->left > 0 || next_row(reading))
		return nc_cover_bad(reading->error, chunk->offset,
		    "the pixels end before those of %u times %u",
		    reading->cover->width, reading->cover->height);
	if (chunk->size > 0 || reading->offset != reading->cover->bytes.size)
		return nc_cover_bad(reading->error, reading->offset,
		    "something stands behind the end of the PNG, at offset %zu",
		    reading->offset);
	return NEWSCONV_END;
}

/* END behind the last one. */
static int
take_chunk(struct reading *reading, const struct chunk *chunk)
{
	bool pixels = is_type(chunk, "IDAT");

	if (reading->data && !pixels)
		reading->data_ended = true;
	if (pixels)
		return take_data(reading, chunk);
	if (is_type(chunk, "PLTE"))
		return take_palette(reading, chunk);
	if (is_type(chunk, "IEND"))
		return take_end(reading, chunk);
	/* What a decoder must know has a capital. */
	if (*chunk->type >= 'A' && *chunk->type <= 'Z')
		return nc_cover_bad(reading->error, chunk->offset,
		    "the chunk %.4s, which PNG has not there, at offset %zu",
		    chunk->type, chunk->offset);
	return NEWSCONV_OK;
}

int
nc_cover_png(struct nc_cover_file *cover, struct newsconv_error *error)
{
	struct reading reading = {
	    .cover = cover, .error = error, .offset = SIGNATURE_SIZE};
	struct chunk chunk;
	int result = next_chunk(&reading, &chunk);

	if (result == NEWSCONV_OK)
		result = take_header(&reading, &chunk);
	if (result < 0)
		return result;
	if (inflateInit(&reading.stream) != Z_OK)
		return nc_error_memory(error);
	while (result == NEWSCONV_OK) {
		result = next_chunk(&reading, &chunk);
		if (result == NEWSCONV_OK)
			result = take_chunk(&reading, &chunk);
	}
	inflateEnd(&reading.stream);
	return result < 0 ? result : NEWSCONV_OK;
}
