/*
 * Decoding.  Unicode forms are decoded here: they are simple, and iconv does
 * not say how far a bad sequence goes.  For all else iconv is asked, once for
 * each byte value where a byte is a character, else for each character.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "decoder.h"
#include "error.h"
#include "utf8.h"

/* Longest character with the shift sequence before it, with room to spare. */
enum { WINDOW = 8, WIDE_WINDOW = 64, PAIRS = 65536 };

static const uint16_t cp1252[32] = {0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026,
    0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0, 0,
    0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122,
    0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178};

uint32_t
nc_cp1252(uint32_t c)
{
	return c >= 0x80 && c <= 0x9f ? cp1252[c - 0x80] : 0;
}

/* iconv's input is not const, but it does not write to it. */
static size_t
convert(iconv_t converter, const char *bytes, size_t size, size_t room,
    uint32_t c[NC_STEP_MAX], size_t *count)
{
	unsigned char target[4 * NC_STEP_MAX];
	union {
		const char *constant;
		char *variable;
	} in = {bytes};
	char *out = (char *)target;
	size_t left = size, out_left = 4 * room, i;

	iconv(converter, bytes == NULL ? NULL : &in.variable,
	    bytes == NULL ? NULL : &left, &out, &out_left);
	*count = room - out_left / 4;
	for (i = 0; i < *count; i++)
		c[i] = (uint32_t)target[4 * i] |
		    (uint32_t)target[4 * i + 1] << 8 |
		    (uint32_t)target[4 * i + 2] << 16 |
		    (uint32_t)target[4 * i + 3] << 24;
	return size - left;
}

size_t
nc_decoder_flush(struct nc_decoder *decoder, uint32_t c[NC_STEP_MAX])
{
	size_t count = 0;

	if (decoder->has_converter &&
	    decoder->charset.encoding == NC_ENCODING_ICONV &&
	    !decoder->single_byte)
		convert(decoder->converter, NULL, 0, NC_STEP_MAX, c, &count);
	return count;
}

void
nc_decoder_reset(struct nc_decoder *decoder)
{
	if (decoder->has_converter && (decoder->stateful || decoder->warm))
		iconv(decoder->converter, NULL, NULL, NULL, NULL);
	decoder->warm = false;
}

/* Line ends, blanks, digits and letters mean what they mean in ASCII. */
static bool
built_on_ascii(const uint32_t table[256])
{
	uint32_t c;

	for (c = 0x09; c < 0x7f; c++) {
		bool wanted = c <= 0x0d || c == ' ' || nc_is_digit(c) ||
		    nc_is_letter(c);

		if (wanted && table[c] != c)
			return false;
	}
	return true;
}

/*
 * Ask for each byte alone.  A byte that is part of more (a lead byte, a shift)
 * is incomplete, or gives nothing.
 */
static void
examine(struct nc_decoder *decoder)
{
	bool single_byte = true;
	unsigned byte;

	for (byte = 0; byte < 256; byte++) {
		char b = (char)byte;
		uint32_t c[NC_STEP_MAX];
		size_t count, used;
		int reason;

		iconv(decoder->converter, NULL, NULL, NULL, NULL);
		errno = 0;
		used = convert(
		    decoder->converter, &b, 1, NC_STEP_MAX, c, &count);
		reason = errno;
		if (count == 0 && used == 1)
			count = nc_decoder_flush(decoder, c);
		decoder->table[byte] = count == 1 ? c[0] : NC_INVALID;
		if (count == 1 || (used == 0 && reason == EILSEQ))
			continue;
		single_byte = false;
		if (byte < 0x80)
			decoder->stateful = true;
	}
	decoder->single_byte = single_byte;
	iconv(decoder->converter, NULL, NULL, NULL, NULL);
}

static void
fill_windows_1252(struct nc_decoder *decoder)
{
	uint32_t byte;

	decoder->single_byte = true;
	for (byte = 0; byte < 256; byte++) {
		uint32_t c = byte;

		if (byte >= 0x80 && byte <= 0x9f)
			c = nc_cp1252(byte) != 0 ? nc_cp1252(byte) : NC_INVALID;
		decoder->table[byte] = c;
	}
}

int
nc_decoder_open(struct nc_decoder *decoder, const struct nc_charset *charset,
    struct newsconv_error *error)
{
	memset(decoder, 0, sizeof(*decoder));
	decoder->charset = *charset;
	if (charset->encoding == NC_ENCODING_WINDOWS_1252)
		fill_windows_1252(decoder);
	if (charset->encoding < NC_ENCODING_EAST_ASIAN)
		return NEWSCONV_OK;
	decoder->converter = iconv_open("UTF-32LE", charset->converter);
	if (decoder->converter == (iconv_t)-1)
		return errno == ENOMEM
		    ? nc_error_memory(error)
		    : nc_error_set(error, NEWSCONV_BAD_VALUE,
			  "no charset \"%s\" is known to iconv", charset->name);
	decoder->has_converter = true;
	examine(decoder);
	if (!built_on_ascii(decoder->table)) {
		nc_decoder_close(decoder);
		return nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "charset \"%s\" is not built on ASCII", charset->name);
	}
	if (charset->encoding == NC_ENCODING_EAST_ASIAN)
		decoder->pairs = calloc(PAIRS, sizeof(*decoder->pairs));
	return NEWSCONV_OK;
}

void
nc_decoder_close(struct nc_decoder *decoder)
{
	if (decoder->has_converter)
		iconv_close(decoder->converter);
	free(decoder->pairs);
	decoder->has_converter = false;
	decoder->pairs = NULL;
}

/*
 * How many bytes one U+FFFD stands for: the longest front of a character that
 * breaks off (The Unicode Standard 15, 3.9, "U+FFFD Substitution of Maximal
 * Subparts").
 */
static size_t
bad_utf8(const unsigned char *b, size_t size)
{
	unsigned char low = 0x80, high = 0xbf;
	size_t length, i;

	if (b[0] < 0xc2 || b[0] > 0xf4)
		return 1;
	length = b[0] < 0xe0 ? 2 : b[0] < 0xf0 ? 3 : 4;
	if (b[0] == 0xe0)
		low = 0xa0;
	else if (b[0] == 0xf0)
		low = 0x90;
	else if (b[0] == 0xed)
		high = 0x9f;
	else if (b[0] == 0xf4)
		high = 0x8f;
	for (i = 1; i < length && i < size; i++) {
		if (b[i] < low || b[i] > high)
			break;
		low = 0x80;
		high = 0xbf;
	}
	return i;
}

static size_t
step_utf8(const char *bytes, size_t size, uint32_t *c)
{
	size_t length = nc_utf8_decode(bytes, size, c);

	if (length > 0)
		return length;
	*c = NC_INVALID;
	return bad_utf8((const unsigned char *)bytes, size);
}

/* Surrogates must come in pairs, high before low (RFC 2781, 2.2). */
static size_t
step_utf16(const struct nc_charset *charset, const char *bytes, size_t size,
    uint32_t *c)
{
	uint32_t low;

	*c = NC_INVALID;
	if (size < 2)
		return size;
	*c = nc_charset_read_unit(charset, bytes);
	if (*c < 0xd800 || *c > 0xdfff)
		return 2;
	low = size < 4 ? 0 : nc_charset_read_unit(charset, bytes + 2);
	if (*c > 0xdbff || low < 0xdc00 || low > 0xdfff) {
		*c = NC_INVALID;
		return 2;
	}
	*c = 0x10000 + ((*c - 0xd800) << 10) + (low - 0xdc00);
	return 4;
}

static size_t
step_utf32(const struct nc_charset *charset, const char *bytes, size_t size,
    uint32_t *c)
{
	*c = NC_INVALID;
	if (size < 4)
		return size;
	*c = nc_charset_read_unit(charset, bytes);
	if (*c > 0x10ffff || (*c >= 0xd800 && *c <= 0xdfff))
		*c = NC_INVALID;
	return 4;
}

/*
 * Room for one character stops iconv after it, so that it says how many bytes
 * that one took.  What needs more (a long shift sequence) is asked for again
 * with more.
 */
static size_t
step_iconv(struct nc_decoder *decoder, const char *bytes, size_t size,
    uint32_t c[NC_STEP_MAX], size_t *count)
{
	size_t used;

	used = convert(decoder->converter, bytes, size < WINDOW ? size : WINDOW,
	    1, c, count);
	/*
	 * What was held back came out alone.  Some of glibc's converters
	 * (EUC-JISX0213) then forget that they gave it out and would do so for
	 * ever; from their initial state they go on.
	 */
	if (used == 0 && *count > 0)
		iconv(decoder->converter, NULL, NULL, NULL, NULL);
	if (used > 0 || *count > 0)
		return used;
	used = convert(decoder->converter, bytes,
	    size < WIDE_WINDOW ? size : WIDE_WINDOW, NC_STEP_MAX, c, count);
	if (used > 0)
		return used;
	/* Nothing moves: the byte is no character, whatever was held back. */
	iconv(decoder->converter, NULL, NULL, NULL, NULL);
	c[0] = NC_INVALID;
	*count = 1;
	return 1;
}

/* The common case, two bytes that are one character, is asked for once. */
static size_t
step_east_asian(struct nc_decoder *decoder, const char *bytes, size_t size,
    uint32_t c[NC_STEP_MAX], size_t *count)
{
	unsigned char first = (unsigned char)bytes[0];
	uint32_t *known = NULL;
	size_t used;

	if (first < 0x80) {
		c[0] = decoder->table[first];
		return 1;
	}
	if (size >= 2 && decoder->pairs != NULL)
		known = &decoder->pairs[first << 8 | (unsigned char)bytes[1]];
	if (known != NULL && *known != 0) {
		c[0] = *known;
		return 2;
	}
	used = step_iconv(decoder, bytes, size, c, count);
	if (known != NULL && used == 2 && *count == 1)
		*known = c[0];
	return used;
}

size_t
nc_decoder_step(struct nc_decoder *decoder, const char *bytes, size_t size,
    uint32_t c[NC_STEP_MAX], size_t *count)
{
	unsigned char first = (unsigned char)bytes[0];

	*count = 1;
	switch (decoder->charset.encoding) {
	case NC_ENCODING_UTF8:
		return step_utf8(bytes, size, c);
	case NC_ENCODING_UTF16:
		return step_utf16(&decoder->charset, bytes, size, c);
	case NC_ENCODING_UTF32:
		return step_utf32(&decoder->charset, bytes, size, c);
	case NC_ENCODING_EAST_ASIAN:
		return step_east_asian(decoder, bytes, size, c, count);
	default:
		break;
	}
	if (decoder->single_byte ||
	    (first < 0x80 && !decoder->stateful && !decoder->warm)) {
		c[0] = decoder->table[first];
		return 1;
	}
	decoder->warm = first >= 0x80;
	return step_iconv(decoder, bytes, size, c, count);
}
