/*
 * Hashing words.  A word's hash is made of its lower case in UTF-8, eight bytes
 * at a time with zeros behind the last, so that a word in ASCII, which most
 * are, costs a step or two.
 */
#include <stdbool.h>
#include <string.h>

#include "swar.h"
#include "text_words.h"
#include "utf8.h"

#define HASH_FACTOR UINT64_C(0x9e3779b97f4a7c15)

static uint64_t
mix(uint64_t hash, uint64_t bytes)
{
	hash = (hash ^ bytes) * HASH_FACTOR;
	return hash ^ hash >> 32;
}

static uint32_t
finish(uint64_t hash)
{
	uint32_t half = (uint32_t)hash;

	return half == 0 ? 1 : half;
}

static bool
is_wide(uint32_t c)
{
	return nc_width(c) == 2 || (c >= 0xe00 && c < 0xe80);
}

static bool
is_word(uint32_t c)
{
	return (nc_class(c) & (NC_CLASS_LETTER | NC_CLASS_DIGIT)) != 0;
}

/* ------------------------------------------------------- words of any script */

/* Bytes of a word on their way into its hash. */
struct mixer {
	uint64_t hash;
	uint64_t waiting;
	unsigned count; /* of these */
};

static void
add_byte(struct mixer *mixer, unsigned char byte)
{
	mixer->waiting |= (uint64_t)byte << 8 * mixer->count;
	if (++mixer->count < NC_SWAR)
		return;
	mixer->hash = mix(mixer->hash, mixer->waiting);
	mixer->waiting = mixer->count = 0;
}

static void
add_character(struct mixer *mixer, uint32_t c)
{
	char bytes[4];
	size_t size, i;

	c = nc_lower(c);
	size = nc_utf8_encode(c, bytes);
	for (i = 0; i < size; i++)
		add_byte(mixer, (unsigned char)bytes[i]);
}

static uint32_t
end_mixer(const struct mixer *mixer)
{
	return finish(
	    mixer->count == 0 ? mixer->hash : mix(mixer->hash, mixer->waiting));
}

static uint32_t
pair(uint32_t before, uint32_t c)
{
	return finish(mix(mix(0, before), c));
}

static uint32_t
next_long(struct nc_text_words *words, size_t *characters)
{
	struct mixer mixer = {0, 0, 0};
	size_t length;
	uint32_t c;

	*characters = 0;
	while ((length = nc_utf8_decode(words->text.data + words->at,
		    words->text.size - words->at, &c)) > 0) {
		bool letter = is_word(c), wide = is_wide(c);
		uint32_t before = words->wide;

		if (*characters > 0 && (!letter || wide))
			return end_mixer(&mixer);
		words->at += length;
		words->wide = letter && wide ? c : 0;
		if (words->wide != 0 && before != 0) {
			*characters = NC_WORD_CONTENT;
			return pair(before, c);
		}
		if (!letter || wide)
			continue;
		add_character(&mixer, c);
		++*characters;
	}
	return *characters == 0 ? 0 : end_mixer(&mixer);
}

/* ------------------------------------------------------------ words in ASCII */

/* How many letters and digits stand at `at`, at most eight, and what they are
 * in lower case. */
static unsigned
letters_at(struct newsconv_text text, size_t at, uint64_t *lower)
{
	char rest[NC_SWAR] = {0};
	uint64_t word;
	unsigned count;

	if (text.size - at >= NC_SWAR) {
		word = nc_swar_load(text.data + at);
	} else {
		memcpy(rest, text.data + at, text.size - at);
		word = nc_swar_load(rest);
	}
	count = nc_swar_before(
	    ~(nc_swar_letters(word) | nc_swar_digits(word)) & NC_SWAR_TOPS);
	*lower = word | NC_SWAR_ONES * 0x20;
	if (count < NC_SWAR)
		*lower &= (UINT64_C(1) << 8 * count) - 1;
	return count;
}

uint32_t
nc_text_words_next(struct nc_text_words *words, size_t *characters)
{
	struct newsconv_text text = words->text;
	size_t at = words->at, start;
	uint64_t hash = 0, lower;
	unsigned count;

	while (at < text.size && (unsigned char)text.data[at] < 0x80 &&
	    !is_word((unsigned char)text.data[at])) {
		words->wide = 0;
		at++;
	}
	for (start = at; at < text.size;) {
		count = letters_at(text, at, &lower);
		if (count > 0)
			hash = mix(hash, lower);
		at += count;
		if (count < NC_SWAR)
			break;
	}
	if (at > start &&
	    (at == text.size || (unsigned char)text.data[at] < 0x80)) {
		words->at = at;
		words->wide = 0;
		*characters = at - start;
		return finish(hash);
	}
	words->at = start;
	return next_long(words, characters);
}
