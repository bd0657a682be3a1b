/*
 * "РџСЂРёРІРµС‚" was Russian in UTF-8, then read as windows-1251; and so for
 * windows-1250.  The characters that come of it are letters of the same
 * languages, so that valid UTF-8 alone is no proof: the line must also be more
 * like words of a language than it was.
 */
#include <stdlib.h>
#include <string.h>

#include "charset.h"
#include "code_page.h"
#include "decoder.h"
#include "likeness.h"
#include "memory.h"
#include "utf8.h"

enum {
	LEAST = 2,     /* places in a line */
	LONGEST = 4096 /* characters; longer lines are left alone */
};

static const char *const names[NC_CODE_PAGES] = {
    "windows-1251", "windows-1250"};

static void
ask(struct nc_code_pages *pages)
{
	struct nc_decoder decoder;
	size_t page;

	pages->asked = true;
	for (page = 0; page < NC_CODE_PAGES; page++) {
		if (nc_decoder_open(
			&decoder, nc_charset_find(names[page]), NULL) < 0)
			continue;
		memcpy(pages->high[page], decoder.table + 128,
		    sizeof(pages->high[page]));
		pages->known[page] = true;
		nc_decoder_close(&decoder);
	}
}

/* The byte, or 0.  C1 stands for bytes that mean nothing. */
static unsigned char
byte_of(const uint32_t high[128], uint32_t c)
{
	unsigned i;

	if (c < 0xa0)
		return (unsigned char)c;
	for (i = 0; i < 128; i++)
		if (high[i] == c)
			return (unsigned char)(0x80 + i);
	return 0;
}

/* The line as bytes; false when some character is none. */
static bool
encode(const uint32_t high[128], const uint32_t *characters, size_t count,
    char bytes[LONGEST])
{
	size_t i;

	for (i = 0; i < count; i++) {
		bytes[i] = (char)byte_of(high, characters[i]);
		if (bytes[i] == '\0')
			return false;
	}
	return true;
}

static uint32_t
likeness(const uint32_t *characters, size_t count)
{
	struct nc_buffer text = NC_BUFFER(4 * LONGEST);
	uint32_t points = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		char bytes[4];

		nc_buffer_add(
		    &text, bytes, nc_utf8_encode(characters[i], bytes));
	}
	if (nc_buffer_check(&text, NULL) == NEWSCONV_OK)
		points = nc_likeness(
		    (struct newsconv_text){text.data, text.size})
			     .points;
	nc_buffer_free(&text);
	return points;
}

/* Characters of the bytes; *made is how many of them are beyond ASCII. */
static size_t
decode(const char *bytes, size_t size, uint32_t decoded[LONGEST], size_t *made)
{
	size_t i = 0, count = 0;

	*made = 0;
	while (i < size) {
		i += nc_utf8_decode(bytes + i, size - i, &decoded[count]);
		*made += decoded[count++] >= 0x80;
	}
	return count;
}

static size_t
mend_as(const uint32_t high[128], uint32_t *characters, size_t *count)
{
	uint32_t decoded[LONGEST];
	char bytes[LONGEST];
	size_t size, made;

	if (!encode(high, characters, *count, bytes) ||
	    nc_utf8_valid_prefix(bytes, *count) != *count)
		return 0;
	size = decode(bytes, *count, decoded, &made);
	/* By so much that chance does not do it. */
	if (made < LEAST ||
	    3 * likeness(decoded, size) < 4 * likeness(characters, *count))
		return 0;
	memcpy(characters, decoded, size * sizeof(*characters));
	*count = size;
	return made;
}

size_t
nc_code_page_mend(
    struct nc_code_pages *pages, uint32_t *characters, size_t *count)
{
	size_t beyond = 0, page, i;

	for (i = 0; i < *count; i++) {
		if (characters[i] == 0 || characters[i] == NC_INVALID)
			return 0;
		beyond += characters[i] >= 0x80;
	}
	if (beyond < 2 * LEAST || *count > LONGEST)
		return 0;
	if (!pages->asked)
		ask(pages);
	for (page = 0; page < NC_CODE_PAGES; page++) {
		size_t made = pages->known[page]
		    ? mend_as(pages->high[page], characters, count)
		    : 0;

		if (made > 0)
			return made;
	}
	return 0;
}

/* U+0102, U+0139; U+0420, U+0421: what C3, C5, D0 and D1 became. */
static bool
is_lead(const unsigned char *b)
{
	return b[0] == 0xc4 ? b[1] == 0x82 || b[1] == 0xb9
			    : b[1] == 0xa0 || b[1] == 0xa1;
}

/* Not a small letter of Russian, nor ASCII. */
static bool
is_odd_after(const unsigned char *b)
{
	if (b[0] == 0xd0)
		return b[1] >= 0x82 && b[1] <= 0x8f;
	if (b[0] == 0xd1)
		return b[1] >= 0x91;
	return b[0] >= 0x80;
}

static bool
has_places(struct newsconv_text line, int first)
{
	const unsigned char *b = (const unsigned char *)line.data;
	const unsigned char *end = b + line.size;
	size_t places = 0;

	while ((b = memchr(b, first, (size_t)(end - b))) != NULL) {
		if (end - b < 4)
			return false;
		if (is_lead(b) && is_odd_after(b + 2) && ++places == LEAST)
			return true;
		b++;
	}
	return false;
}

bool
nc_code_page_suspected(struct newsconv_text line)
{
	return has_places(line, 0xd0) || has_places(line, 0xc4);
}
