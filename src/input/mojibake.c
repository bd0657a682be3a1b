/*
 * "CafÃ©" was "Café" in UTF-8, then read as windows-1252.  Going back is safe
 * where a whole line goes back: the characters beyond ASCII are bytes of
 * windows-1252, and these are valid UTF-8, which other text hardly ever is.
 * In a line where only some places do, those are mended whose first character
 * seldom stands before such others: A and a with tilde or circumflex.
 */
#include <string.h>

#include "decoder.h"
#include "mojibake.h"
#include "utf8.h"

enum {
	/* It may have happened more than once. */
	ROUNDS = 3,
	/* Of other first characters, so many places in a line are no chance. */
	NO_CHANCE = 3
};

/* The byte of windows-1252; C1 stands for the five that mean nothing. */
static unsigned
byte_of(uint32_t c)
{
	unsigned byte;

	if (c < 0x100)
		return c;
	for (byte = 0x80; byte < 0xa0; byte++)
		if (nc_cp1252(byte) == c)
			return byte;
	return 0;
}

/* What news is written with; bytes that met by chance give anything. */
static const struct {
	uint32_t first;
	uint32_t last;
} common[] = {
    {0x00a0, 0x017f}, /* Latin */
    {0x0218, 0x021b}, /* Romanian */
    {0x02bb, 0x02dd}, /* modifier letters */
    {0x0300, 0x036f}, /* marks */
    {0x0386, 0x03ce}, /* Greek */
    {0x0401, 0x045f}, /* Cyrillic */
    {0x0490, 0x0491},
    {0x04d0, 0x04ef}, /* Ukrainian, Tatar, Kazakh */
    {0x05d0, 0x05f4}, /* Hebrew */
    {0x060c, 0x06d5}, /* Arabic */
    {0x0900, 0x0e7f}, /* Indian languages, Thai */
    {0x10d0, 0x10ff}, /* Georgian */
    {0x1ea0, 0x1ef9}, /* Vietnamese */
    {0x2009, 0x203a}, /* punctuation */
    {0x20ac, 0x20bd}, /* currencies */
    {0x2116, 0x2122}, /* numero, trade mark */
    {0x2190, 0x2199},
    {0x25a0, 0x2764}, /* arrows, bullets */
    {0x3000, 0x30ff}, /* Kana */
    {0x4e00, 0x9fff}, /* Han */
    {0xac00, 0xd7a3}, /* Hangul */
    {0xfb01, 0xfb02},
    {0xfeff, 0xfeff},
    {0xff01, 0xff9f},
    {0xfffd, 0xfffd},
    {0x1f300, 0x1faff},
};

static bool
is_common(uint32_t c)
{
	size_t i;

	for (i = 0; i < sizeof(common) / sizeof(*common); i++)
		if (c <= common[i].last)
			return c >= common[i].first;
	return false;
}

/* How many characters at the front are the bytes of one; 0 for none. */
static size_t
match(const uint32_t *characters, size_t count, uint32_t *c)
{
	char bytes[4];
	size_t length, i;
	unsigned first = characters[0] < 0x100 ? characters[0] : 0;

	if (first < 0xc2 || first > 0xf4)
		return 0;
	length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
	if (length > count)
		return 0;
	for (i = 0; i < length; i++)
		bytes[i] = (char)byte_of(characters[i]);
	if (nc_utf8_decode(bytes, length, c) != length || !is_common(*c))
		return 0;
	return length;
}

/*
 * First characters that no language has before the ones that follow here: what
 * is made of them is Latin, or punctuation, or a byte order mark.
 */
static bool
is_telling(uint32_t first, uint32_t c)
{
	return first == 0xc2 || first == 0xc3 ||
	    (first == 0xe2 && c >= 0x2000 && c < 0x2200) ||
	    (first == 0xef && (c == 0xfeff || c == 0xfffd)) || first == 0xf0;
}

/*
 * "IRMÃ»" ends in capitals and in a quotation mark, and so may a letter that
 * stands in quotation marks alone.
 */
static bool
ends_quotation(const uint32_t *characters, size_t i)
{
	static const uint32_t marks[] = {
	    0xab, 0xbb, 0x2013, 0x2014, 0x2019, 0x201d, 0x2026};
	uint32_t before = i > 0 ? characters[i - 1] : 0;
	size_t k;

	if (!nc_is_upper(before) && before != 0xab && before != 0x201c)
		return false;
	for (k = 0; k < sizeof(marks) / sizeof(*marks); k++)
		if (characters[i + 1] == marks[k])
			return true;
	return false;
}

/* Whether the place at i, where the bytes of c stand, is no chance. */
static bool
counts(const uint32_t *characters, size_t i, uint32_t c)
{
	return is_telling(characters[i], c) && !ends_quotation(characters, i);
}

struct findings {
	size_t places;
	size_t telling; /* of them */
	size_t strays;  /* characters beyond ASCII in none of them */
};

static struct findings
look(const uint32_t *characters, size_t count)
{
	struct findings findings = {0, 0, 0};
	size_t i = 0;

	while (i < count) {
		uint32_t c;
		size_t length = characters[i] < 0x80
		    ? 0
		    : match(characters + i, count - i, &c);

		if (length == 0) {
			findings.strays += characters[i++] >= 0x80;
			continue;
		}
		findings.places++;
		findings.telling += counts(characters, i, c);
		i += length;
	}
	return findings;
}

/* `all`: every place, else the telling ones. */
static size_t
mend(uint32_t *characters, size_t *count, bool all)
{
	size_t i = 0, kept = 0, mended = 0;
	/* The character before, as it was: the array is written over. */
	uint32_t before = 0;

	while (i < *count) {
		uint32_t c;
		size_t length = match(characters + i, *count - i, &c);

		if (length > 0 && !all) {
			uint32_t place[3] = {
			    before, characters[i], characters[i + 1]};

			length = counts(place, 1, c) ? length : 0;
		}
		before = characters[i + (length > 0 ? length - 1 : 0)];
		characters[kept++] = length > 0 ? c : characters[i];
		i += length > 0 ? length : 1;
		mended += length > 0;
	}
	*count = kept;
	return mended;
}

static size_t
mend_once(uint32_t *characters, size_t *count)
{
	struct findings findings = look(characters, *count);
	bool whole = findings.strays == 0;

	if (whole && (findings.telling > 0 || findings.places >= NO_CHANCE))
		return mend(characters, count, true);
	if (findings.telling > 0)
		return mend(characters, count, false);
	return 0;
}

size_t
nc_mojibake_mend(uint32_t *characters, size_t *count)
{
	size_t mended = 0, round;

	for (round = 0; round < ROUNDS; round++) {
		size_t now = mend_once(characters, count);

		if (now == 0)
			break;
		mended += now;
	}
	return mended;
}

bool
nc_mojibake_suspected(struct newsconv_text line)
{
	const unsigned char *b = (const unsigned char *)line.data;
	const unsigned char *end = b + line.size;

	/* U+00C2 to U+00F4, then a character that is not ASCII. */
	while ((b = memchr(b, 0xc3, (size_t)(end - b))) != NULL) {
		if (end - b > 2 && b[1] >= 0x82 && b[1] <= 0xb4 && b[2] >= 0x80)
			return true;
		b++;
	}
	return false;
}
