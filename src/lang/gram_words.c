/* From text to words, and from words to the hashes of their n-grams. */
#include <string.h>

#include "grams.h"
#include "utf8.h"

enum { SHORTEST_WORD = 3, LONGEST_WORD = 18 };

/* Vowel signs that Arabic text has or has not. */
static bool
is_optional(uint32_t c)
{
	return (c >= 0x064b && c <= 0x0652) || c == 0x0640;
}

/* Letters and the marks that belong to them; 0 for what ends a word. */
static uint32_t
letter(uint32_t c)
{
	if (c < 0x80) {
		if (c >= 'A' && c <= 'Z')
			return c + 0x20;
		return c >= 'a' && c <= 'z' ? c : 0;
	}
	if (c < 0x250) {
		if (c < 0xc0 || c == 0xd7 || c == 0xf7)
			return 0;
		/* In two characters it would be told from "i". */
		return c == 0x130 ? 'i' : nc_lower(c);
	}
	if ((c >= 0x4e00 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7a3))
		return c;
	if (!nc_is_name(c, false) || nc_is_digit(c))
		return 0;
	return nc_lower(c);
}

bool
nc_gram_read(struct nc_gram_reader *reader, struct nc_gram_word *word)
{
	size_t count = 1;

	word->letters[0] = ' ';
	while (reader->next < reader->end && count <= NC_GRAM_LETTERS) {
		uint32_t c = (unsigned char)*reader->next, own;
		size_t length = 1;

		if (c >= 0x80)
			length = nc_utf8_decode(reader->next,
			    (size_t)(reader->end - reader->next), &c);
		reader->next += length > 0 ? length : 1;
		own = length > 0 ? letter(c) : 0;
		if (own == 0) {
			if (count > 1)
				break;
			continue;
		}
		if (is_optional(c))
			continue;
		if (reader->census != NULL) {
			enum nc_script script = nc_script_of(c);

			if (script < NC_SCRIPTS)
				reader->census->letters[script]++;
		}
		word->letters[count++] = own;
	}
	word->letters[count] = ' ';
	word->count = count + 1;
	return count > 1;
}

/* Multiplicative hashing: odd, about 2^32 by the golden ratio. */
static uint32_t
extend(uint32_t hash, uint32_t c)
{
	hash = (hash ^ c) * 0x9e3779b1u;
	return hash ^ hash >> 15;
}

static uint32_t
finish(uint32_t hash)
{
	hash *= 0x85ebca6bu;
	return hash ^ hash >> 13;
}

void
nc_gram_hash(struct nc_gram_hashes *hashes, const struct nc_gram_word *word)
{
	uint32_t running[NC_GRAM_LETTERS + 2], whole;
	size_t order, i, letters = word->count - 2, count = 0;

	for (i = 0; i < word->count; i++) {
		uint32_t c = word->letters[i];

		running[i] = extend(0, c);
		hashes->items[count] = finish(running[i]);
		count += c >= 0x80;
	}
	hashes->ends[0] = count;
	for (order = 1; order < NC_GRAM_ORDER; order++) {
		size_t end = word->count > order ? word->count - order : 0;

		for (i = 0; i < end; i++) {
			running[i] = extend(
			    running[i], word->letters[i + order]);
			hashes->items[count + i] = finish(running[i]);
		}
		count += end;
		hashes->ends[order] = count;
	}
	if (letters >= SHORTEST_WORD && letters <= LONGEST_WORD) {
		whole = running[0];
		for (i = NC_GRAM_ORDER; i < word->count; i++)
			whole = extend(whole, word->letters[i]);
		hashes->items[count++] = finish(whole ^ 1);
	}
	hashes->ends[NC_GRAM_ORDER] = count;
	hashes->count = count;
}
