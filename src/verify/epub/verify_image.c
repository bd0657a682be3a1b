/*
 * Images that every reading system must show, as far as damage can be seen
 * without decoding: PNG has a CRC for each chunk, JPEG and GIF say where they
 * end, WebP how long it is.  They go by in pieces and are never held.
 *
 *	PNG:  signature | length 4, type 4, data, CRC 4 | ... | IEND
 *	JPEG: FF D8 | FF marker, length 2, data | ... scan data ... | FF D9
 *	GIF:  GIF87a or GIF89a ... 3B
 *	WebP: RIFF | size 4 | WEBP ...
 */
#include <string.h>

#include <libdeflate.h>

#include "bytes.h"
#include "verify_epub.h"

enum format { UNKNOWN, PNG, JPEG, GIF, WEBP };

static const struct signature {
	enum format format;
	const char *media_type;
	const char *bytes;
	size_t size;
} signatures[] = {
    {PNG, "image/png", "\x89PNG\r\n\x1a\n", 8},
    {JPEG, "image/jpeg", "\xff\xd8", 2},
    {GIF, "image/gif", "GIF8", 4},
    {WEBP, "image/webp", "RIFF", 4},
};

enum { SIGNATURES = sizeof(signatures) / sizeof(signatures[0]), HEAD = 12 };

/* Where in a JPEG the next byte stands. */
enum jpeg_state {
	MARKER,
	MARKER_CODE,
	LENGTH_HIGH,
	LENGTH_LOW,
	DATA,
	SCAN,
	SCAN_FF,
	OVER
};

struct image {
	unsigned char head[HEAD];
	size_t head_size;
	uint64_t size; /* so far */
	enum format format;
	const char *fault; /* the first */
	unsigned char last;
	bool ended; /* its end was seen */
	/* PNG: a chunk's length and type, data, CRC. */
	unsigned char field[8];
	unsigned field_size;
	uint64_t left; /* of the chunk or segment */
	bool in_data;
	uint32_t crc;
	/* JPEG */
	enum jpeg_state state;
	unsigned char marker;
};

static uint32_t
be32(const unsigned char *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 |
	    (uint32_t)bytes[2] << 8 | bytes[3];
}

static void
fault(struct image *image, const char *what)
{
	if (image->fault == NULL)
		image->fault = what;
}

/* ---------------------------------------------------------------------- PNG */

/* Length and type of a chunk are known. */
static void
begin_chunk(struct image *image)
{
	image->left = be32(image->field);
	image->crc = libdeflate_crc32(0, image->field + 4, 4);
	image->in_data = true;
	image->field_size = 0;
	if (image->left > INT32_MAX)
		fault(image, "a chunk is longer than a chunk can be");
	image->ended = memcmp(image->field + 4, "IEND", 4) == 0;
}

static void
end_chunk(struct image *image)
{
	if (be32(image->field) != image->crc)
		fault(image, "the CRC of a chunk does not match");
	image->in_data = false;
	image->field_size = 0;
}

static void
read_png(struct image *image, const unsigned char *bytes, size_t size)
{
	size_t i = 0;

	while (i < size && image->fault == NULL) {
		if (image->in_data && image->left > 0) {
			size_t part = size - i;

			if (part > image->left)
				part = (size_t)image->left;
			image->crc = libdeflate_crc32(
			    image->crc, bytes + i, part);
			image->left -= part;
			i += part;
			continue;
		}
		if (image->ended && !image->in_data) {
			fault(image, "bytes follow its end");
			return;
		}
		image->field[image->field_size++] = bytes[i++];
		if (!image->in_data && image->field_size == 8)
			begin_chunk(image);
		else if (image->in_data && image->field_size == 4)
			end_chunk(image);
	}
}

/* --------------------------------------------------------------------- JPEG */

static void
take_marker(struct image *image, unsigned char code)
{
	image->marker = code;
	if (code == 0xff) /* fill bytes */
		return;
	if (code == 0xd9) {
		image->state = OVER;
		image->ended = true;
	} else if (code == 0xd8 || code == 0x01 ||
	    (code >= 0xd0 && code <= 0xd7)) {
		image->state = MARKER;
	} else if (code == 0) {
		fault(image, "a marker is missing");
	} else {
		image->state = LENGTH_HIGH;
	}
}

static void
read_jpeg_byte(struct image *image, unsigned char byte)
{
	switch (image->state) {
	case MARKER:
		if (byte != 0xff)
			fault(image, "a marker is missing");
		image->state = MARKER_CODE;
		break;
	case MARKER_CODE:
		take_marker(image, byte);
		break;
	case LENGTH_HIGH:
		image->left = (uint64_t)byte << 8;
		image->state = LENGTH_LOW;
		break;
	case LENGTH_LOW:
		image->left |= byte;
		if (image->left < 2)
			fault(image, "a segment is shorter than its length");
		else
			image->left -= 2;
		image->state = image->left > 0 ? DATA
		    : image->marker == 0xda    ? SCAN
					       : MARKER;
		break;
	case DATA:
		if (--image->left == 0)
			image->state = image->marker == 0xda ? SCAN : MARKER;
		break;
	case SCAN:
		if (byte == 0xff)
			image->state = SCAN_FF;
		break;
	case SCAN_FF:
		/* FF 00 is a byte of data, FF D0 to D7 go on with it. */
		if (byte == 0 || (byte >= 0xd0 && byte <= 0xd7))
			image->state = SCAN;
		else
			take_marker(image, byte);
		break;
	case OVER:
		break; /* cameras put previews there */
	}
}

static void
read_jpeg(struct image *image, const unsigned char *bytes, size_t size)
{
	size_t i;

	for (i = 0; i < size && image->fault == NULL; i++) {
		if (image->state == SCAN) {
			const unsigned char *next = memchr(
			    bytes + i, 0xff, size - i);

			if (next == NULL)
				return;
			i = (size_t)(next - bytes);
		}
		read_jpeg_byte(image, bytes[i]);
	}
}

/* ------------------------------------------------------------------ any image */

static void
read_body(struct image *image, const unsigned char *bytes, size_t size)
{
	size_t i;

	if (image->format == PNG)
		read_png(image, bytes, size);
	else if (image->format == JPEG)
		read_jpeg(image, bytes, size);
	for (i = size; image->format == GIF && i > 0; i--) {
		if (bytes[i - 1] != 0) {
			image->last = bytes[i - 1];
			break;
		}
	}
}

static void
recognise(struct image *image)
{
	size_t i;

	for (i = 0; i < SIGNATURES; i++) {
		if (image->head_size >= signatures[i].size &&
		    memcmp(image->head, signatures[i].bytes,
			signatures[i].size) == 0)
			image->format = signatures[i].format;
	}
	if (image->format == PNG)
		read_body(image, image->head + 8, image->head_size - 8);
	else if (image->format != UNKNOWN)
		read_body(image, image->head, image->head_size);
}

static int
take(const void *bytes, size_t size, void *context)
{
	struct image *image = context;
	const unsigned char *next = bytes;
	size_t part = HEAD - image->head_size;

	image->size += size;
	if (part > size)
		part = size;
	if (part > 0) {
		memcpy(image->head + image->head_size, next, part);
		image->head_size += part;
		if (image->head_size == HEAD)
			recognise(image);
	}
	if (image->head_size == HEAD)
		read_body(image, next + part, size - part);
	return NEWSCONV_OK;
}

static void
check_end(struct image *image)
{
	if (image->head_size < HEAD)
		recognise(image);
	if (image->format == PNG && (!image->ended || image->in_data))
		fault(image, "it is cut off before its last chunk");
	else if (image->format == JPEG && !image->ended)
		fault(image, "it is cut off before its end marker");
	else if (image->format == GIF && image->last != 0x3b)
		fault(image, "it is cut off before its trailer");
	else if (image->format == WEBP &&
	    (image->head_size < HEAD ||
		memcmp(image->head + 8, "WEBP", 4) != 0 ||
		(uint64_t)nc_le32(image->head + 4) + 8 > image->size))
		fault(image, "it is cut off");
}

/* Whether the type is one of those that we know; its format. */
static enum format
format_of(const char *media_type)
{
	size_t i;

	for (i = 0; i < SIGNATURES; i++) {
		if (strcmp(signatures[i].media_type, media_type) == 0)
			return signatures[i].format;
	}
	return UNKNOWN;
}

int
nc_pub_image(struct nc_pub *epub, size_t part, const char *media_type,
    struct newsconv_error *error)
{
	struct image image = {.format = UNKNOWN};
	enum format wanted = format_of(media_type);
	bool whole;
	int result;

	epub->parts[part].loaded = true;
	result = nc_archive_stream(
	    epub->archive, part, take, &image, &whole, error);
	if (result < 0 || !whole || wanted == UNKNOWN ||
	    epub->parts[part].encrypted)
		return result;
	check_end(&image);
	if (image.format != wanted)
		nc_pub_finding(epub, NC_EPUB_IMAGE_TYPE, part, 0,
		    "not what %.100s begins with", media_type);
	else if (image.fault != NULL)
		nc_pub_finding(
		    epub, NC_EPUB_IMAGE_DAMAGED, part, 0, "%s", image.fault);
	return NEWSCONV_OK;
}
