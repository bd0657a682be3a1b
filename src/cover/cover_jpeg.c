/*
 * A JPEG (ITU-T T.81) looked through: markers, the frame with the sides, the
 * tables it needs, scans, and its end.  What stands behind the end is nobody's:
 * cameras put second pictures there.
 */
#include "cover_image.h"

enum marker {
	SOF_BASELINE = 0xc0,
	SOF_PROGRESSIVE = 0xc2,
	DHT = 0xc4,
	JPG = 0xc8,
	DAC = 0xcc,
	SOF_LAST = 0xcf,
	RST_FIRST = 0xd0,
	RST_LAST = 0xd7,
	SOI = 0xd8,
	EOI = 0xd9,
	SOS = 0xda,
	DQT = 0xdb,
	TEM = 0x01
};

enum { FRAME_SIZE = 8, COMPONENT_SIZE = 3, PRECISION = 8 };

struct reading {
	struct nc_cover_file *cover;
	struct newsconv_error *error;
	size_t offset; /* of what comes next */
	size_t start;  /* of the marker it is at */
	bool quantised, coded, frame, scan;
};

static int
cut_off(const struct reading *reading)
{
	size_t size = reading->cover->bytes.size;

	return nc_cover_bad(
	    reading->error, size, "the JPEG is cut off at offset %zu", size);
}

/* A marker is FF, perhaps more than once, and its number. */
static int
next_marker(struct reading *reading, unsigned *marker)
{
	const unsigned char *bytes =
	    (const unsigned char *)reading->cover->bytes.data;
	size_t size = reading->cover->bytes.size;
	size_t at = reading->offset;

	reading->start = at;
	if (at < size && bytes[at] != 0xff)
		return nc_cover_bad(
		    reading->error, at, "no JPEG marker at offset %zu", at);
	while (at < size && bytes[at] == 0xff)
		at++;
	if (at >= size)
		return cut_off(reading);
	*marker = bytes[at];
	reading->offset = at + 1;
	return NEWSCONV_OK;
}

/* The data behind a marker, whose size counts itself. */
static int
next_segment(struct reading *reading, struct newsconv_text *segment)
{
	struct newsconv_text bytes = reading->cover->bytes;
	size_t left = bytes.size - reading->offset, size;

	if (left < 2)
		return cut_off(reading);
	size = nc_cover_be16(bytes.data + reading->offset);
	if (size < 2)
		return nc_cover_bad(reading->error, reading->offset,
		    "a JPEG segment of %zu bytes at offset %zu", size,
		    reading->offset);
	if (size > left)
		return cut_off(reading);
	segment->data = bytes.data + reading->offset + 2;
	segment->size = size - 2;
	reading->offset += size;
	return NEWSCONV_OK;
}

static int
take_frame(
    struct reading *reading, unsigned marker, struct newsconv_text segment)
{
	const unsigned char *data = (const unsigned char *)segment.data;
	unsigned components;

	if (marker > SOF_PROGRESSIVE)
		return nc_cover_bad(reading->error, reading->start,
		    "a JPEG of kind SOF%u at offset %zu; reading systems know "
		    "SOF0, SOF1 and SOF2",
		    marker - SOF_BASELINE, reading->start);
	if (reading->frame)
		return nc_cover_bad(reading->error, reading->start,
		    "a second picture in the JPEG at offset %zu",
		    reading->start);
	if (segment.size < 6 ||
	    segment.size != 6 + (size_t)data[5] * COMPONENT_SIZE)
		return nc_cover_bad(reading->error, reading->start,
		    "a JPEG frame of %zu bytes at offset %zu", segment.size,
		    reading->start);
	components = data[5];
	if (data[0] != PRECISION)
		return nc_cover_bad(reading->error, reading->start,
		    "samples of %u bits at offset %zu; reading systems know 8",
		    data[0], reading->start);
	if (components != 1 && components != 3)
		return nc_cover_bad(reading->error, reading->start,
		    "%u components at offset %zu: reading systems show grey "
		    "and YCbCr or RGB, and CMYK in wrong colours",
		    components, reading->start);
	reading->frame = true;
	return nc_cover_sides(reading->cover, nc_cover_be16(segment.data + 3),
	    nc_cover_be16(segment.data + 1), reading->start, reading->error);
}

/* Up to the next marker that is not part of the picture's data. */
static int
take_scan(struct reading *reading, struct newsconv_text segment)
{
	const unsigned char *bytes =
	    (const unsigned char *)reading->cover->bytes.data;
	size_t size = reading->cover->bytes.size, at = reading->offset;

	if (!reading->frame || !reading->quantised || !reading->coded)
		return nc_cover_bad(reading->error, reading->start,
		    "a scan without %s before it, at offset %zu",
		    reading->frame ? "its tables" : "a frame", reading->start);
	if (segment.size < 4 ||
	    segment.size != 4 + (size_t)(unsigned char)segment.data[0] * 2)
		return nc_cover_bad(reading->error, reading->start,
		    "a JPEG scan's header of %zu bytes at offset %zu",
		    segment.size, reading->start);
	while (at + 1 < size &&
	    !(bytes[at] == 0xff && bytes[at + 1] != 0 &&
		bytes[at + 1] != 0xff &&
		(bytes[at + 1] < RST_FIRST || bytes[at + 1] > RST_LAST)))
		at++;
	if (at + 1 >= size)
		return cut_off(reading);
	if (at == reading->offset)
		return nc_cover_bad(reading->error, at,
		    "a JPEG scan without data at offset %zu", at);
	reading->offset = at;
	reading->scan = true;
	return NEWSCONV_OK;
}

static int
take_end(const struct reading *reading)
{
	if (!reading->scan)
		return nc_cover_bad(reading->error, reading->start,
		    "the JPEG ends at offset %zu and has no picture",
		    reading->start);
	return NEWSCONV_END;
}

static bool
is_frame(unsigned marker)
{
	return marker >= SOF_BASELINE && marker <= SOF_LAST && marker != DHT &&
	    marker != JPG && marker != DAC;
}

/* END behind the last one. */
static int
take_marker(struct reading *reading, unsigned marker)
{
	struct newsconv_text segment = {0};
	int result;

	if (marker == EOI)
		return take_end(reading);
	if (marker <= TEM || (marker >= RST_FIRST && marker <= SOI))
		return nc_cover_bad(reading->error, reading->start,
		    "the JPEG marker %02X where none may be, at offset %zu",
		    marker, reading->start);
	result = next_segment(reading, &segment);
	if (result < 0)
		return result;
	reading->quantised |= marker == DQT;
	reading->coded |= marker == DHT;
	if (is_frame(marker))
		return take_frame(reading, marker, segment);
	if (marker == SOS)
		return take_scan(reading, segment);
	return NEWSCONV_OK;
}

int
nc_cover_jpeg(struct nc_cover_file *cover, struct newsconv_error *error)
{
	struct reading reading = {.cover = cover, .error = error, .offset = 2};
	int result = NEWSCONV_OK;

	while (result == NEWSCONV_OK) {
		unsigned marker = 0;

		result = next_marker(&reading, &marker);
		if (result == NEWSCONV_OK)
			result = take_marker(&reading, marker);
	}
	return result < 0 ? result : NEWSCONV_OK;
}
