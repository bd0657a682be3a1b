/*
 * A text as a line of a cover.  What breaks lines or does not show becomes one
 * blank, accents are composed, so that both ways of writing them look alike.
 * Emoji are left out: their fonts hold coloured pictures of one size, which are
 * no outlines; the book's own title keeps them.  Controls of direction stay:
 * each text is set by itself, so they cannot reach the next.
 */
#include <stdlib.h>

#include "cover_text.h"
#include "error.h"
#include "utf8.h"

static const char ellipsis[] = "\xe2\x80\xa6";

/*
 * Characters that are emoji unless the text says otherwise, Emoji_Presentation
 * of Unicode's emoji-data.txt, and those that only change the look of others.
 */
static const struct {
	uint32_t first, last;
} left_out[] = {
    {0x20e3, 0x20e3},
    {0x231a, 0x231b},
    {0x23e9, 0x23ec},
    {0x23f0, 0x23f0},
    {0x23f3, 0x23f3},
    {0x25fd, 0x25fe},
    {0x2614, 0x2615},
    {0x2648, 0x2653},
    {0x267f, 0x267f},
    {0x2693, 0x2693},
    {0x26a1, 0x26a1},
    {0x26aa, 0x26ab},
    {0x26bd, 0x26be},
    {0x26c4, 0x26c5},
    {0x26ce, 0x26ce},
    {0x26d4, 0x26d4},
    {0x26ea, 0x26ea},
    {0x26f2, 0x26f3},
    {0x26f5, 0x26f5},
    {0x26fa, 0x26fa},
    {0x26fd, 0x26fd},
    {0x2705, 0x2705},
    {0x270a, 0x270b},
    {0x2728, 0x2728},
    {0x274c, 0x274c},
    {0x274e, 0x274e},
    {0x2753, 0x2755},
    {0x2757, 0x2757},
    {0x2795, 0x2797},
    {0x27b0, 0x27b0},
    {0x27bf, 0x27bf},
    {0x2b1b, 0x2b1c},
    {0x2b50, 0x2b50},
    {0x2b55, 0x2b55},
    {0xfe0e, 0xfe0f},
    {0xfeff, 0xfeff},
    {0x1f000, 0x1faff},
    {0xe0020, 0xe007f},
};

enum {
	NO_BREAK_SPACE = 0xa0,
	NARROW_NO_BREAK_SPACE = 0x202f,
	ZERO_WIDTH_JOINER = 0x200d
};

static bool
is_left_out(uint32_t c)
{
	size_t i;

	for (i = 0; i < sizeof(left_out) / sizeof(*left_out); i++)
		if (c >= left_out[i].first && c <= left_out[i].last)
			return true;
	return false;
}

static bool
is_blank(uint32_t c)
{
	return nc_is_control(c) ||
	    (nc_is_space(c) && c != NO_BREAK_SPACE &&
		c != NARROW_NO_BREAK_SPACE);
}

/* The text, of which `most` characters fit, into the empty `line`. */
static void
add_characters(struct nc_buffer *line, struct newsconv_text text, size_t most)
{
	size_t at, length, count = 0;
	bool blank = false, after_emoji = false;
	uint32_t c;

	for (at = 0; at < text.size; at += length) {
		length = nc_utf8_decode(text.data + at, text.size - at, &c);
		if (length == 0 || is_blank(c)) {
			length = length == 0 ? 1 : length;
			blank = true;
			continue;
		}
		if (is_left_out(c) || (after_emoji && c == ZERO_WIDTH_JOINER)) {
			after_emoji = true;
			continue;
		}
		after_emoji = false;
		if (count++ == most) {
			nc_buffer_text(line, ellipsis);
			return;
		}
		if (blank && line->size > 0)
			nc_buffer_byte(line, ' ');
		blank = false;
		nc_buffer_add(line, text.data + at, length);
	}
}

int
nc_cover_text(struct nc_buffer *line, struct newsconv_text text, size_t most,
    struct newsconv_error *error)
{
	char *composed = NULL;
	size_t size = 0;
	bool changed;

	nc_buffer_clear(line);
	add_characters(line, text, most);
	if (nc_buffer_check(line, error) < 0)
		return nc_buffer_check(line, error);
	text = (struct newsconv_text){line->data, line->size};
	if (line->size == 0)
		return NEWSCONV_OK;
	if (!nc_nfc(text, &composed, &size, &changed))
		return nc_error_memory(error);
	if (changed) {
		nc_buffer_clear(line);
		nc_buffer_add(line, composed, size);
		free(composed);
	}
	return nc_buffer_check(line, error);
}
