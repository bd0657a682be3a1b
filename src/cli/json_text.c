/*
 * A path is bytes, a JSON string is characters.  What is UTF-8 is written as
 * the string that it is; what is not is shown as well as it can be, and whoever
 * writes it adds the bytes themselves beside it, percent-encoded.
 */
#include <stdint.h>
#include <string.h>

#include "json_text.h"

/* How many bytes a character has by its first one, and the least it may mean. */
static size_t
expected_length(unsigned char first, uint32_t *bits, uint32_t *least)
{
	static const struct {
		unsigned char mask, mark;
		uint32_t least;
	} rows[] = {{0x80, 0x00, 0}, {0xe0, 0xc0, 0x80}, {0xf0, 0xe0, 0x800},
	    {0xf8, 0xf0, 0x10000}};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if ((first & rows[i].mask) == rows[i].mark) {
			*bits = first & (unsigned char)~rows[i].mask;
			*least = rows[i].least;
			return i + 1;
		}
	return 0;
}

/* RFC 3629: shortest forms only, no surrogates, up to U+10FFFF. */
static size_t
decode(const char *text, uint32_t *c)
{
	uint32_t bits = 0, least = 0;
	size_t length = expected_length((unsigned char)text[0], &bits, &least);
	size_t i;

	if (length == 0)
		return 0;
	for (i = 1; i < length; i++) {
		unsigned char byte = (unsigned char)text[i];

		if ((byte & 0xc0) != 0x80)
			return 0;
		bits = bits << 6 | (byte & 0x3f);
	}
	if (bits < least || bits > 0x10ffff ||
	    (bits >= 0xd800 && bits <= 0xdfff))
		return 0;
	*c = bits;
	return length;
}

size_t
utf8_length(const char *text)
{
	uint32_t c;

	return decode(text, &c);
}

int
is_utf8(const char *text)
{
	while (*text != '\0') {
		size_t length = utf8_length(text);

		if (length == 0)
			return 0;
		text += length;
	}
	return 1;
}

/* Controls, ends of lines, turns of direction: ends of ranges. */
static int
needs_escape(uint32_t c)
{
	static const uint32_t ranges[][2] = {{0, 0x1f}, {0x7f, 0x9f},
	    {0x2028, 0x202e}, {0x2066, 0x2069}, {0xfdd0, 0xfdef},
	    {0xfeff, 0xfeff}, {0xfffe, 0xffff}};
	size_t i;

	for (i = 0; i < sizeof(ranges) / sizeof(*ranges); i++)
		if (c >= ranges[i][0] && c <= ranges[i][1])
			return 1;
	return 0;
}

void
json_put_string(FILE *stream, const char *text)
{
	uint32_t c = 0;

	putc('"', stream);
	while (*text != '\0') {
		size_t length = decode(text, &c);

		if (length == 0) {
			fprintf(stream, "\\\\x%02x", (unsigned char)*text++);
			continue;
		}
		if (needs_escape(c))
			fprintf(stream, "\\u%04x", (unsigned)c);
		else {
			if (c == '"' || c == '\\')
				putc('\\', stream);
			fwrite(text, 1, length, stream);
		}
		text += length;
	}
	putc('"', stream);
}

void
put_percent(FILE *stream, const char *text)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~/";

	for (; *text != '\0'; text++) {
		if (strchr(plain, *text) != NULL)
			putc(*text, stream);
		else
			fprintf(stream, "%%%02X", (unsigned char)*text);
	}
}
