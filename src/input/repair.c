/*
 * Repairs.  Afterwards text holds only what XML 1.0 can (2.2: no control
 * characters, surrogates, U+FFFE, U+FFFF) and what a reader would see: nothing
 * invisible that breaks searching.  Each change is counted by kind; so are bidi
 * controls, which are kept.
 *
 * Joiners (U+200C, U+200D) are kept inside words, where Persian and the
 * languages of India write them, and between emoji; U+200B is kept beside
 * letters of Thai and other scripts without blanks, where it parts words.
 */
#include <stdlib.h>

#include "bidi.h"
#include "decoder.h"
#include "repair.h"
#include "swar.h"
#include "utf8.h"

enum {
	BOM = 0xfeff,
	WORD_JOINER = 0x2060,
	VOWEL_SEPARATOR = 0x180e,
	SPACE = 0x200b, /* of no width */
	NON_JOINER = 0x200c,
	JOINER = 0x200d,
	SOFT_HYPHEN = 0xad,
	REPLACEMENT = 0xfffd,
	/*
	 * Text with more combining marks in a row than this is left as it is:
	 * sorting them is quadratic, and no language stacks more than a few
	 * (UAX #15, 13, calls text with up to 30 stream-safe).
	 */
	LONGEST_RUN_OF_MARKS = 64
};

static bool
is_noncharacter(uint32_t c)
{
	return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
}

static bool
is_control(uint32_t c)
{
	return c < 0x20 || c == 0x7f;
}

static bool
is_c1(uint32_t c)
{
	return c >= 0x80 && c <= 0x9f;
}

/*
 * A line end that did not split the line: one that is written as an escape
 * sequence, or U+2028 in a charset where lines are only split at ASCII.
 */
static bool
is_line_end(uint32_t c)
{
	return (c >= 0x0a && c <= 0x0d) || c == 0x2028 || c == 0x2029;
}

static void
append(struct nc_repair *repair, uint32_t c)
{
	char bytes[4];

	if (repair->blanks > 0 && repair->text.size > 0) {
		nc_buffer_byte(&repair->text, ' ');
		if (repair->blanks > 1 || repair->tab)
			repair->counts[NEWSCONV_REPAIR_WHITE_SPACE]++;
	}
	repair->blanks = 0;
	repair->tab = false;
	nc_buffer_add(&repair->text, bytes, nc_utf8_encode(c, bytes));
}

static void
append_c1(struct nc_repair *repair, uint32_t c)
{
	uint32_t meant = nc_cp1252(c);

	if (meant == 0) {
		repair->counts[NEWSCONV_REPAIR_CONTROL]++;
		return;
	}
	repair->counts[NEWSCONV_REPAIR_C1_AS_CP1252]++;
	append(repair, meant);
}

static void
take(struct nc_repair *repair, uint32_t c)
{
	uint64_t *counts = repair->counts;

	if (c == ' ' || c == '\t' || is_line_end(c)) {
		repair->blanks++;
		repair->tab |= c != ' ';
	} else if (c == NC_INVALID) {
		counts[NEWSCONV_REPAIR_INVALID_BYTES]++;
		append(repair, REPLACEMENT);
	} else if (c == 0) {
		counts[NEWSCONV_REPAIR_NUL]++;
	} else if (is_c1(c)) {
		append_c1(repair, c);
	} else if (is_control(c) || is_noncharacter(c)) {
		counts[NEWSCONV_REPAIR_CONTROL]++;
	} else if (c == BOM || c == WORD_JOINER || c == VOWEL_SEPARATOR) {
		counts[NEWSCONV_REPAIR_ZERO_WIDTH]++;
	} else if (c == SOFT_HYPHEN) {
		counts[NEWSCONV_REPAIR_SOFT_HYPHEN]++;
	} else {
		counts[NEWSCONV_REPAIR_LOST] += c == REPLACEMENT;
		counts[NEWSCONV_REPAIR_BIDI] += nc_is_bidi_control(c);
		append(repair, c);
	}
}

/* Scripts in which words are not parted by blanks: Thai to Tibetan, Khmer. */
static bool
is_unspaced(uint32_t c)
{
	return (c >= 0x0e00 && c <= 0x109f) || (c >= 0x1780 && c <= 0x17ff);
}

/* Letters, marks and emoji: what joiners stand between. */
static bool
is_joinable(uint32_t c)
{
	return c != NC_INVALID &&
	    (nc_is_name(c, false) || (c >= 0x2600 && c <= 0x27bf) ||
		c == 0xfe0f || (c >= 0x1f000 && c <= 0x1faff));
}

static bool
is_idle(uint32_t before, uint32_t c, uint32_t after)
{
	if (c == SPACE)
		return !is_unspaced(before) && !is_unspaced(after);
	if (c == NON_JOINER || c == JOINER)
		return !is_joinable(before) || !is_joinable(after);
	return false;
}

void
nc_repair_line(
    struct nc_repair *repair, const uint32_t *characters, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		uint32_t before = i > 0 ? characters[i - 1] : 0;
		uint32_t after = i + 1 < count ? characters[i + 1] : 0;

		if (is_idle(before, characters[i], after))
			repair->counts[NEWSCONV_REPAIR_ZERO_WIDTH]++;
		else
			take(repair, characters[i]);
	}
}

void
nc_repair_clear(struct nc_repair *repair)
{
	nc_buffer_clear(&repair->text);
	repair->blanks = 0;
	repair->tab = false;
}

/* Not one of the characters that nc_repair_line() may change, or counts. */
static bool
is_clean(uint32_t c)
{
	if (c >= SPACE && c <= JOINER)
		return false;
	return !is_c1(c) && c != SOFT_HYPHEN && !is_line_end(c) && c != BOM &&
	    c != WORD_JOINER && c != VOWEL_SEPARATOR && c != REPLACEMENT &&
	    !nc_is_bidi_control(c) && !is_noncharacter(c);
}

bool
nc_repair_clean(struct newsconv_text text)
{
	const char *bytes = text.data;
	size_t i = 0;

	while (i < text.size) {
		unsigned char b = (unsigned char)bytes[i];
		size_t length;
		uint32_t c;

		if (i > 0 && text.size - i >= NC_SWAR &&
		    nc_swar_plain(bytes + i)) {
			i += NC_SWAR;
			continue;
		}

		if (b < 0x80) {
			if (b < 0x20 || b == 0x7f)
				return false;
			if (b == ' ' && i > 0 && bytes[i - 1] == ' ')
				return false;
			i++;
			continue;
		}
		length = nc_utf8_decode(bytes + i, text.size - i, &c);
		if (length == 0 || !is_clean(c))
			return false;
		i += length;
	}
	return true;
}

/*
 * Characters that form C leaves alone in the company of each other: they have
 * NFC_Quick_Check=Yes and combining class 0 (UAX #15, 9).  Most text is made of
 * nothing else and need not be looked at again.
 */
static const struct {
	uint32_t first;
	uint32_t last;
} inert[] = {
    {0x0000, 0x02ff}, {0x0400, 0x0482}, /* Cyrillic */
    {0x05d0, 0x05ea},                   /* Hebrew letters */
    {0x060c, 0x060f},                   /* Arabic */
    {0x061b, 0x064a}, {0x0660, 0x066f}, {0x0671, 0x06d5},
    {0x2002, 0x20cf},                   /* punctuation */
    {0x3000, 0x3029},                   /* of East Asia */
    {0x3030, 0x3098},                   /* Kana */
    {0x309b, 0x33ff}, {0x3400, 0x4dbf}, /* Han */
    {0x4e00, 0x9fff}, {0xac00, 0xd7a3}, /* Hangul */
    {0xff00, 0xffef},                   /* full width */
    {0x1f000, 0x1faff},                 /* pictures */
};

static bool
is_inert(uint32_t c)
{
	size_t i;

	for (i = 0; i < sizeof(inert) / sizeof(*inert); i++)
		if (c <= inert[i].last)
			return c >= inert[i].first;
	return false;
}

/* Whether normalising could change the text, and is no trap. */
static bool
worth_normalizing(struct newsconv_text text)
{
	size_t i = 0, marks = 0, length;
	bool worth = false;
	uint32_t c;

	while (
	    (length = nc_utf8_decode(text.data + i, text.size - i, &c)) > 0) {
		i += length;
		if (length == 1) {
			i += nc_ascii_prefix(text.data + i, text.size - i);
			marks = 0;
			continue;
		}
		if (is_inert(c)) {
			marks = 0;
			continue;
		}
		worth = true;
		marks = nc_is_letter(c) || nc_is_digit(c) ? 0 : marks + 1;
		if (marks > LONGEST_RUN_OF_MARKS)
			return false;
	}
	return worth;
}

bool
nc_repair_normalize(struct nc_repair *repair, struct nc_arena *arena,
    struct newsconv_text *text)
{
	struct newsconv_text result = *text;
	char *normal = NULL;
	size_t size;
	bool changed;

	if (worth_normalizing(*text)) {
		if (!nc_nfc(*text, &normal, &size, &changed))
			return false;
		if (changed) {
			result.data = nc_arena_copy(arena, normal, size);
			result.size = size;
			free(normal);
			if (result.data == NULL)
				return false;
			repair->counts[NEWSCONV_REPAIR_NFC]++;
		}
	}
	*text = nc_trim(result);
	return true;
}
