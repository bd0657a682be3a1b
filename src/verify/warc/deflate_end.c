/*
 * libdeflate unpacks more than twice as fast as zlib, but does not tell how many
 * bits of the last byte it used, and so not whether the others are zero.  Most
 * records are one block of deflate, and the code that ends it can be had from
 * its header (RFC 1951, 3.2.7) without unpacking it: where that code stands at
 * the end of the data, and nowhere so that a bit behind it would be set, the
 * padding is zero.  In doubt the answer is no, and zlib is asked.
 */
#include <stdint.h>
#include <string.h>

#include "deflate_end.h"

enum {
	LENGTH_CODES = 19,
	LITERALS_MAX = 286,
	LENGTHS_MAX = 286 + 32,
	END = 256, /* the symbol that ends a block */
	BITS_MAX = 15
};

struct bits {
	const unsigned char *bytes;
	size_t size;
	size_t at; /* in bits */
	bool failed;
};

/* Up to 16 bits, the first one lowest. */
static unsigned
take(struct bits *bits, unsigned count)
{
	size_t byte = bits->at / 8, i;
	uint32_t value = 0;

	if (bits->at + count > 8 * bits->size) {
		bits->failed = true;
		return 0;
	}
	for (i = 0; i < 3 && byte + i < bits->size; i++)
		value |= (uint32_t)bits->bytes[byte + i] << 8 * i;
	value >>= bits->at % 8;
	bits->at += count;
	return value & ((1u << count) - 1);
}

/* 3.2.2: the first code of each length. */
static void
first_codes(unsigned first[BITS_MAX + 2], const uint8_t *lengths, size_t count)
{
	unsigned counts[BITS_MAX + 1] = {0}, code = 0, bits;
	size_t i;

	for (i = 0; i < count; i++)
		counts[lengths[i]]++;
	counts[0] = 0;
	for (bits = 1; bits <= BITS_MAX; bits++) {
		code = (code + counts[bits - 1]) << 1;
		first[bits] = code;
	}
}

/* The code for lengths: of each of its words, padded to 7 bits, the symbol. */
struct length_code {
	uint8_t symbol[128];
	uint8_t length[128]; /* 0: no word begins so */
};

static unsigned
reversed(unsigned code, unsigned length)
{
	unsigned turned = 0;

	for (; length > 0; length--, code >>= 1)
		turned = turned << 1 | (code & 1);
	return turned;
}

static void
make_length_code(struct length_code *code, const uint8_t lengths[LENGTH_CODES])
{
	unsigned next[BITS_MAX + 2] = {0}, symbol;

	memset(code, 0, sizeof(*code));
	first_codes(next, lengths, LENGTH_CODES);
	for (symbol = 0; symbol < LENGTH_CODES; symbol++) {
		unsigned length = lengths[symbol], word;

		if (length == 0)
			continue;
		word = reversed(next[length]++, length);
		for (; word < 128; word += 1u << length) {
			code->symbol[word] = (uint8_t)symbol;
			code->length[word] = (uint8_t)length;
		}
	}
}

static unsigned
take_symbol(struct bits *bits, const struct length_code *code)
{
	unsigned left = (unsigned)(8 * bits->size - bits->at), word, length;

	/* The codes of the data follow, so there are always 7 bits. */
	word = left < 7 ? 0 : take(bits, 7);
	length = left < 7 ? 0 : code->length[word];
	if (length == 0) {
		bits->failed = true;
		return 0;
	}
	bits->at -= 7 - length;
	return code->symbol[word];
}

/* 3.2.7: the lengths of all codes, themselves in a code. */
static bool
read_lengths(struct bits *bits, uint8_t lengths[LENGTHS_MAX], size_t *literals)
{
	static const uint8_t order[LENGTH_CODES] = {
	    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
	uint8_t words[LENGTH_CODES] = {0};
	struct length_code code;
	unsigned count, i;
	size_t used = 0, all;

	*literals = 257 + take(bits, 5);
	all = *literals + 1 + take(bits, 5);
	count = 4 + take(bits, 4);
	for (i = 0; i < count; i++)
		words[order[i]] = (uint8_t)take(bits, 3);
	make_length_code(&code, words);
	while (used < all && !bits->failed) {
		unsigned symbol = take_symbol(bits, &code), times = 1;
		uint8_t value = (uint8_t)symbol;

		if (symbol == 16) {
			value = used > 0 ? lengths[used - 1] : 0;
			times = 3 + take(bits, 2);
		} else if (symbol > 16) {
			value = 0;
			times = symbol == 17 ? 3 + take(bits, 3)
					     : 11 + take(bits, 7);
		}
		if (times > all - used)
			return false;
		memset(lengths + used, value, times);
		used += times;
	}
	return !bits->failed && *literals <= LITERALS_MAX;
}

/* The code of END, and how many bits it has; false: not to be had. */
static bool
find_end_code(struct bits *bits, unsigned *code, unsigned *length)
{
	uint8_t lengths[LENGTHS_MAX] = {0};
	unsigned first[BITS_MAX + 2] = {0}, i;
	size_t literals;

	if (take(bits, 1) != 1)
		return false; /* more than one block */
	switch (take(bits, 2)) {
	case 1: /* fixed codes, 3.2.6 */
		*code = 0;
		*length = 7;
		return true;
	case 2:
		break;
	default:
		return false; /* stored: its padding is not at the end */
	}
	if (!read_lengths(bits, lengths, &literals) || lengths[END] == 0)
		return false;
	first_codes(first, lengths, literals);
	*length = lengths[END];
	*code = first[*length];
	for (i = 0; i < END; i++)
		*code += lengths[i] == *length;
	return true;
}

bool
nc_deflate_ends_clean(const unsigned char *bytes, size_t size)
{
	struct bits bits = {.bytes = bytes, .size = size};
	unsigned code, length, padding;
	bool clean = false;

	if (!find_end_code(&bits, &code, &length) || size < 3)
		return false;
	for (padding = 0; padding < 8; padding++) {
		size_t end = 8 * size - padding, i;
		unsigned here = 0;

		for (i = end - length; i < end; i++)
			here = here << 1 | (bytes[i / 8] >> i % 8 & 1u);
		if (here != code)
			continue;
		if (padding > 0 && bytes[size - 1] >> (8 - padding) != 0)
			return false;
		clean = true;
	}
	return clean;
}
