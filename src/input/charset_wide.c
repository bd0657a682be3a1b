/*
 * UTF-16 and UTF-32 without a byte order mark, told by their zero bytes: the
 * high halves of ASCII characters, blanks and line ends at least, stand on
 * one side of the pairs.  What is told so must also make sense when decoded.
 */
#include <string.h>

#include "charset.h"
#include "decoder.h"
#include "utf8.h"

enum {
	SAMPLE = 8192, /* a multiple of 4 */
	LEAST = 4      /* code units */
};

/* What a sample would be as a text in one charset. */
struct view {
	size_t characters;
	size_t good;   /* letters, digits, punctuation, white space */
	size_t bad;    /* not decodable, control or private */
	size_t narrow; /* below U+0100: they have the zero bytes */
	size_t line_ends;
};

static bool
is_bad(uint32_t c)
{
	return c == NC_INVALID || (c < 0x20 && !nc_is_space(c)) ||
	    (c >= 0x7f && c <= 0x9f && !nc_is_space(c)) ||
	    (c >= 0xe000 && c <= 0xf8ff) || (c & 0xfffe) == 0xfffe;
}

static bool
is_good(uint32_t c)
{
	return (c >= 0x20 && c < 0x7f) || nc_is_space(c) || nc_is_letter(c) ||
	    nc_is_digit(c) || (c >= 0xa0 && c <= 0xbf) ||
	    (c >= 0x0300 && c <= 0x036f) || (c >= 0x0600 && c <= 0x06ff) ||
	    (c >= 0x0900 && c <= 0x0dff) || (c >= 0x2010 && c <= 0x2044) ||
	    c == 0x20ac || (c >= 0x3001 && c <= 0x301f) ||
	    (c >= 0xff01 && c <= 0xffee);
}

static struct view
look(const struct nc_charset *charset, struct newsconv_text bytes)
{
	struct view view = {0};
	struct nc_decoder decoder;
	size_t i = 0;

	nc_decoder_open(&decoder, charset, NULL);
	while (i < bytes.size) {
		uint32_t c[NC_STEP_MAX];
		size_t count;

		i += nc_decoder_step(
		    &decoder, bytes.data + i, bytes.size - i, c, &count);
		view.characters++;
		view.good += is_good(c[0]);
		/* The sample may have cut the last one. */
		view.bad += is_bad(c[0]) && i < bytes.size;
		view.narrow += c[0] < 0x100;
		view.line_ends += c[0] == '\n' || c[0] == '\r';
	}
	return view;
}

static bool
makes_sense(const struct view *view)
{
	return view->characters >= LEAST &&
	    10 * view->good >= 9 * view->characters &&
	    50 * view->bad <= view->characters;
}

static size_t
count_byte(struct newsconv_text bytes, char byte, size_t start, size_t step)
{
	size_t count = 0, i;

	for (i = start; i < bytes.size; i += step)
		count += bytes.data[i] == byte;
	return count;
}

/*
 * In an alphabet, every other byte is the high half, below 0x20.  ASCII with
 * stray zero bytes has few of these, and so has Chinese in UTF-16: that must
 * not be UTF-8, many bytes must be above 0x7F, and line ends must agree.
 */
static bool
is_utf16(const struct view *view, struct newsconv_text bytes)
{
	size_t low = 0, high = 0, ends, i;

	if (view->narrow == 0 || !makes_sense(view))
		return false;
	ends = count_byte(bytes, '\n', 0, 1) + count_byte(bytes, '\r', 0, 1);
	for (i = 0; i < bytes.size; i++) {
		unsigned char b = (unsigned char)bytes.data[i];

		low += b < 0x20;
		high += b >= 0x80;
	}
	if (low - ends >= bytes.size / 4)
		return true;
	if (nc_utf8_valid_prefix(bytes.data, bytes.size) == bytes.size)
		return false;
	return high >= bytes.size / 8 && 2 * view->line_ends >= ends;
}

static bool
wide_as(const char *name, const struct nc_charset **charset,
    struct newsconv_text bytes)
{
	const struct nc_charset *found = nc_charset_find(name);
	struct view view = look(found, bytes);

	if (nc_charset_unit(found) == 4 ? !makes_sense(&view)
					: !is_utf16(&view, bytes))
		return false;
	*charset = found;
	return true;
}

bool
nc_charset_wide(const struct nc_charset **charset, struct newsconv_text bytes)
{
	size_t even, odd;

	if (bytes.size > SAMPLE)
		bytes.size = SAMPLE;
	if (bytes.size == 0 || memchr(bytes.data, 0, bytes.size) == NULL)
		return false;
	if (wide_as("UTF-32LE", charset, bytes) ||
	    wide_as("UTF-32BE", charset, bytes))
		return true;
	even = count_byte(bytes, '\0', 0, 2);
	odd = count_byte(bytes, '\0', 1, 2);
	if (odd >= even)
		return wide_as("UTF-16LE", charset, bytes) ||
		    wide_as("UTF-16BE", charset, bytes);
	return wide_as("UTF-16BE", charset, bytes) ||
	    wide_as("UTF-16LE", charset, bytes);
}
