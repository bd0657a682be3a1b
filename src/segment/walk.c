/*
 * Walking over a block's characters.  Nine of ten are ASCII letters in a run,
 * and of those little has to be asked: they have a loop of their own.
 */
#include <string.h>

#include "layout.h"
#include "swar.h"
#include "utf8.h"
#include "walk.h"

#define HASH_FACTOR UINT64_C(0x9e3779b97f4a7c15)

static bool
closing_quote(uint32_t c)
{
	return c == '"' || c == 0x201c || c == 0x201d || c == 0xbb ||
	    c == 0x300d || c == 0x300f;
}

static bool
separator(uint32_t c)
{
	return c == '|' || c == '>' || c == '/' || c == 0xb7 || c == 0x2022 ||
	    c == 0x203a || c == 0xbb || c == 0xff5c;
}

static bool
comma(uint32_t c)
{
	return c == ',' || c == 0x60c || c == 0x3001 || c == 0xff0c;
}

/* The four steps of a time of day: digit, sign, digit, digit. */
static void
follow_clock(struct nc_walk *walk, uint32_t c, bool digit)
{
	if (digit && walk->clock_step >= 2)
		walk->clock_step++;
	else if (digit)
		walk->clock_step = 1;
	else if (walk->clock_step == 1 && (c == ':' || c == 'h'))
		walk->clock_step = 2;
	else
		walk->clock_step = 0;
	if (walk->clock_step == 4) {
		walk->clock = true;
		walk->clock_step = 1;
	}
}

/* -------------------------------------------------------------------- hash */

static void
mix(struct nc_walk *walk, uint64_t bytes)
{
	walk->hash = (walk->hash ^ bytes) * HASH_FACTOR;
	walk->hash ^= walk->hash >> 32;
}

/*
 * Up to eight bytes, in a word with zeros behind them.  They are mixed in when
 * eight have come together, so that it does not matter where words end, and a
 * multiplication serves eight letters.
 */
static void
add_to_hash(struct nc_walk *walk, uint64_t bytes, unsigned count)
{
	unsigned left = NC_SWAR - walk->waiting_count;

	walk->waiting |= bytes << 8 * walk->waiting_count;
	if (count < left) {
		walk->waiting_count += count;
		return;
	}
	mix(walk, walk->waiting);
	walk->waiting = left == NC_SWAR ? 0 : bytes >> 8 * left;
	walk->waiting_count = count - left;
}

/* In lower case; all digits are alike. */
static void
add_character_to_hash(struct nc_walk *walk, uint32_t c, bool digit)
{
	char bytes[NC_SWAR] = {'0'};
	size_t count = digit ? 1 : nc_utf8_encode(nc_lower(c), bytes);

	add_to_hash(walk, nc_swar_load(bytes), (unsigned)count);
}

/* ------------------------------------------------------------------- words */

/* A word that does not fit stays too long to be looked up. */
static void
add_to_word(struct nc_walk *walk, uint32_t c)
{
	if (walk->word_size + 4 < NC_WALK_WORD)
		walk->word_size += nc_utf8_encode(
		    c, walk->word + walk->word_size);
	else
		walk->word_size = NC_WALK_WORD;
}

static void
end_word(struct nc_walk *walk, const struct nc_word_set *function_words)
{
	if (walk->word_size == 0)
		return;
	if (walk->word_size < NC_WALK_WORD && function_words != NULL)
		walk->function_words += nc_word_set_has(
		    function_words, walk->word, walk->word_size);
	walk->word_size = 0;
	memset(walk->word, 0, 8);
}

/* A character that is no white space: what the one before it makes it. */
static void
follow(struct nc_walk *walk, bool upper)
{
	if (walk->characters == 0 || nc_is_space(walk->previous)) {
		walk->words++;
		walk->capitalised += upper;
	}
	/* Wide scripts: a sentence's end needs no blank behind it. */
	if (walk->previous >= 0x3002 && nc_sentence_end(walk->previous))
		walk->sentences++;
}

/*
 * How many ASCII letters stand at `at`, at most eight; `lower` gets them in
 * lower case with zeros behind.
 */
static unsigned
letters_at(
    struct newsconv_text text, size_t at, uint64_t *lower, unsigned *uppers)
{
	char rest[NC_SWAR] = {0};
	uint64_t word, mask;
	unsigned count;

	if (text.size - at >= NC_SWAR) {
		word = nc_swar_load(text.data + at);
	} else {
		memcpy(rest, text.data + at, text.size - at);
		word = nc_swar_load(rest);
	}
	count = nc_swar_before(~nc_swar_letters(word) & NC_SWAR_TOPS);
	mask = count == NC_SWAR ? UINT64_MAX : (UINT64_C(1) << 8 * count) - 1;
	*uppers = nc_swar_count((~word & mask & NC_SWAR_ONES * 0x20) << 2);
	*lower = (word | NC_SWAR_ONES * 0x20) & mask;
	return count;
}

/* The run of ASCII letters at `at`, and where it ends. */
static size_t
walk_letters(struct nc_walk *walk, struct newsconv_text text, size_t at)
{
	size_t start = at, run;
	unsigned count, uppers;
	uint64_t lower;

	follow(walk, (text.data[at] & 0x20) == 0);
	do {
		count = letters_at(text, at, &lower, &uppers);
		walk->uppers += uppers;
		add_to_hash(walk, lower, count);
		if (walk->word_size < NC_WALK_WORD) {
			nc_swar_store(walk->word + walk->word_size, lower);
			walk->word_size += count;
		}
		at += count;
	} while (count == NC_SWAR && at < text.size);
	run = at - start;
	walk->characters += run;
	walk->columns += run;
	walk->letters += run;
	walk->before_last = run > 1 ? (unsigned char)text.data[at - 2]
				    : walk->last;
	walk->last = walk->previous = (unsigned char)text.data[at - 1];
	if (run == 1)
		follow_clock(walk, walk->last, false);
	else
		walk->clock_step = 0;
	return at;
}

/* -------------------------------------------------------- other characters */

static void
walk_space(struct nc_walk *walk, uint32_t c)
{
	if ((nc_class(walk->previous) & NC_CLASS_LETTER) == 0) {
		walk->sentences += nc_sentence_end(walk->previous);
		walk->separators += separator(walk->previous);
	}
	walk->clock_step = 0;
	walk->characters++;
	walk->columns += nc_width(c);
	walk->previous = c;
}

static void
walk_character(struct nc_walk *walk, uint32_t c, unsigned class)
{
	bool letter = (class & NC_CLASS_LETTER) != 0;
	bool digit = (class & NC_CLASS_DIGIT) != 0;
	bool upper = (class & NC_CLASS_UPPER) != 0;

	follow(walk, upper);
	follow_clock(walk, c, digit);
	walk->characters++;
	walk->columns += nc_class_width(class);
	walk->letters += letter;
	walk->digits += digit;
	walk->uppers += upper;
	walk->wide += (class & NC_CLASS_WIDE) != 0;
	walk->closing_quotes += closing_quote(c);
	walk->commas += comma(c);
	walk->at_sign |= c == '@';
	walk->copyright |= c == 0xa9;
	if (letter || digit)
		add_character_to_hash(walk, c, digit);
	walk->before_last = walk->last;
	walk->last = walk->previous = c;
}

static void
read_first(struct nc_walk *walk, struct newsconv_text text)
{
	uint32_t *firsts[] = {&walk->first, &walk->second, &walk->third};
	size_t i, at = 0;

	for (i = 0; i < sizeof(firsts) / sizeof(*firsts); i++)
		at += nc_utf8_decode(text.data + at, text.size - at, firsts[i]);
}

void
nc_walk(struct nc_walk *walk, struct newsconv_text text,
    const struct nc_word_set *function_words)
{
	size_t i = 0, length;
	uint32_t c;

	memset(walk, 0, sizeof(*walk));
	walk->previous = ' ';
	read_first(walk, text);
	while (
	    (length = nc_utf8_decode(text.data + i, text.size - i, &c)) > 0) {
		unsigned class = nc_class(c);

		if (length == 1 && (class & NC_CLASS_LETTER) != 0) {
			i = walk_letters(walk, text, i);
			continue;
		}
		if ((class & NC_CLASS_LETTER) != 0)
			add_to_word(walk, nc_lower(c));
		else
			end_word(walk, function_words);
		if ((class & NC_CLASS_SPACE) != 0)
			walk_space(walk, c);
		else
			walk_character(walk, c, class);
		i += length;
	}
	end_word(walk, function_words);
	mix(walk, walk->waiting);
	walk->words += walk->wide / 2;
}
