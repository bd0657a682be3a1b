/*
 * "Published: 3 September 2020" needs no "Published" before it.  Phrases are
 * those that the reader of dumps goes by; they are lower case.
 */
#include "own_words.h"
#include "utf8.h"

/* How many bytes of the text the phrase is, case aside; 0: it is not there. */
static size_t
match(struct newsconv_text text, size_t at, const struct nc_phrase *phrase)
{
	size_t start = at, i = 0;

	while (i < phrase->size) {
		uint32_t wanted, c;
		size_t step = nc_utf8_decode(
		    phrase->text + i, phrase->size - i, &wanted);
		size_t size = nc_utf8_decode(
		    text.data + at, text.size - at, &c);

		if (step == 0 || size == 0)
			return 0;
		if (c == 0xff1a) /* the colon of Chinese and Japanese */
			c = ':';
		if (nc_lower(c) != wanted && !(wanted == ' ' && nc_is_space(c)))
			return 0;
		i += step;
		at += size;
	}
	return at - start;
}

/* A letter on both sides: the place is within a word. */
static bool
inside_word(struct newsconv_text text, size_t at)
{
	uint32_t before, behind;
	size_t start = at;

	if (at == 0 || at >= text.size)
		return false;
	do
		start--;
	while (start > 0 && ((unsigned char)text.data[start] & 0xc0) == 0x80);
	return nc_utf8_decode(text.data + start, at - start, &before) > 0 &&
	    nc_utf8_decode(text.data + at, text.size - at, &behind) > 0 &&
	    nc_is_letter(before) && nc_is_letter(behind) &&
	    nc_width(before) < 2;
}

static bool
stands_in(struct newsconv_text line, const struct nc_phrase *phrase)
{
	bool anywhere = phrase->position == NC_POSITION_INSIDE ||
	    phrase->position == NC_POSITION_SUFFIX;
	size_t last = anywhere && line.size >= phrase->size
	    ? line.size - phrase->size
	    : 0;
	size_t at, size;

	for (at = 0; at <= last; at++) {
		size = match(line, at, phrase);
		if (size > 0 && !inside_word(line, at) &&
		    !inside_word(line, at + size))
			return true;
	}
	return false;
}

static bool
says(struct newsconv_text line, const struct nc_language *language,
    enum nc_marker marker)
{
	const struct nc_phrase *phrase;

	if (language == NULL)
		return false;
	for (phrase = language->phrases; phrase->text != NULL; phrase++)
		if (phrase->marker == marker && stands_in(line, phrase))
			return true;
	return false;
}

bool
nc_says_itself(struct newsconv_text line, struct newsconv_text language,
    enum nc_marker marker)
{
	return says(line, nc_language_find(language), marker) ||
	    says(line, nc_language_find(nc_text("en")), marker);
}
