/*
 * Hard-wrapped text keeps its shape where the shape says something: what is
 * indented more than the line before is another paragraph, what has a bullet is
 * another entry, a rule is not text, and fields stand one a line.
 */
#include "layout.h"
#include "line_breaks.h"
#include "utf8.h"

enum {
	INDENT_LEAST = 2, /* less is a typist's slip */
	KEY_COLUMNS = 24,
	NUMBER_DIGITS = 3,
	RULE_LEAST = 3
};

static uint32_t
character_at(struct newsconv_text text, size_t *at)
{
	uint32_t c = 0;

	*at += nc_utf8_decode(text.data + *at, text.size - *at, &c);
	return c;
}

/* The bullet, or '1' for any number or letter: "2.", "b)"; 0 for none. */
static uint32_t
bullet_of(struct newsconv_text text)
{
	size_t i = 0, digits = 0;
	uint32_t c = character_at(text, &i), bullet = c;

	if (c == 0x30fb || c == 0x25cf || c == 0x25a0 || c == 0x25a1)
		return c;
	if (c == '*' || c == '-' || c == 0x2013 || c == 0x2014 || c == 0x2022 ||
	    c == 0x2023 || c == 0x25aa || c == 0x25e6 || c == 0xb7)
		return nc_is_space(character_at(text, &i)) ? bullet : 0;
	if (nc_is_letter(c)) {
		c = character_at(text, &i);
		return c == ')' && nc_is_space(character_at(text, &i)) ? '1'
								       : 0;
	}
	while (nc_is_digit(c) && ++digits <= NUMBER_DIGITS)
		c = character_at(text, &i);
	return digits > 0 && (c == '.' || c == ')') &&
		nc_is_space(character_at(text, &i))
	    ? '1'
	    : 0;
}

bool
nc_rule_character(uint32_t c)
{
	/* ASCII, dashes, box drawing, blocks, asterisks, stars, 〜 ー ＊ ＝. */
	static const uint32_t signs[] = {'-', '=', '*', '#', '_', '~', '+', '<',
	    '>', 0xb7, 0x2022, 0x2217, 0x2605, 0x2606, 0x2731, 0x25c6, 0x25c7,
	    0x25cf, 0x25cb, 0x301c, 0x30fc, 0xff0a, 0xff1d, 0xff0d};
	size_t i;

	if ((c >= 0x2010 && c <= 0x2015) || (c >= 0x2500 && c <= 0x259f))
		return true;
	for (i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (signs[i] == c)
			return true;
	return false;
}

static bool
is_rule(struct newsconv_text text)
{
	size_t i = 0, signs = 0;
	uint32_t c;

	while (i < text.size) {
		size_t before = i;

		c = character_at(text, &i);
		if (i == before || !(nc_is_space(c) || nc_rule_character(c)))
			return false;
		signs += !nc_is_space(c);
	}
	return signs >= RULE_LEAST;
}

/* Begins with a capital, and a colon and a blank end its first word. */
static bool
is_field(struct newsconv_text text)
{
	size_t i = 0, columns = 0;
	uint32_t c = character_at(text, &i);

	if (!nc_is_upper(c))
		return false;
	while (i < text.size && columns++ < KEY_COLUMNS) {
		c = character_at(text, &i);
		if (c == ':')
			return i == text.size ||
			    nc_is_space(character_at(text, &i));
		if (!nc_is_letter(c) && c != '-')
			return false;
	}
	return false;
}

static bool
new_entry(const struct nc_line *first, const struct nc_line *line,
    const struct nc_line *next)
{
	uint32_t bullet = bullet_of(next->text), own;

	if (bullet == 0)
		return false;
	own = bullet_of(first->text);
	/* A dash or a year may begin a line within a sentence. */
	return bullet == own || nc_text_ends_sentence(line->text) ||
	    line->text.data[line->text.size - 1] == ':' ||
	    next->indent >= line->indent + INDENT_LEAST;
}

/*
 * More to the right, a paragraph begins; the text of a list's entry stands
 * there too.  More to the left, something ends, unless the line before was the
 * indented first line of its paragraph.
 */
static bool
indent_breaks(const struct nc_line *first, const struct nc_line *line,
    const struct nc_line *next)
{
	if (next->indent >= line->indent + INDENT_LEAST)
		return line != first || bullet_of(first->text) == 0;
	return line->indent >= next->indent + INDENT_LEAST &&
	    (line != first || bullet_of(first->text) != 0);
}

bool
nc_line_break_meant(const struct nc_line *first, const struct nc_line *line,
    const struct nc_line *next)
{
	return indent_breaks(first, line, next) ||
	    new_entry(first, line, next) || is_rule(line->text) ||
	    is_rule(next->text) ||
	    (is_field(first->text) && is_field(next->text));
}
