/*
 * Eight bytes at a time (SIMD within a register): questions about bytes of
 * text whose answer is nearly always no, for loops over every byte there is.
 */
#ifndef NC_SWAR_H
#define NC_SWAR_H

#include <stdint.h>
#include <string.h>

enum { NC_SWAR = 8 };

#define NC_SWAR_ONES UINT64_C(0x0101010101010101)
#define NC_SWAR_TOPS UINT64_C(0x8080808080808080)

/* The first byte is the lowest one, whatever the machine likes better. */
static inline uint64_t
nc_swar_order(uint64_t word)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	return __builtin_bswap64(word);
#else
	return word;
#endif
}

static inline uint64_t
nc_swar_load(const char *bytes)
{
	uint64_t word;

	memcpy(&word, bytes, sizeof(word));
	return nc_swar_order(word);
}

static inline void
nc_swar_store(char *bytes, uint64_t word)
{
	word = nc_swar_order(word);
	memcpy(bytes, &word, sizeof(word));
}

/* Not 0 when a byte is not ASCII. */
static inline uint64_t
nc_swar_high(uint64_t word)
{
	return word & NC_SWAR_TOPS;
}

/* Not 0 when a byte is less than `limit`, which is at most 128. */
static inline uint64_t
nc_swar_less(uint64_t word, unsigned limit)
{
	return (word - NC_SWAR_ONES * limit) & ~word & NC_SWAR_TOPS;
}

/* Not 0 when a byte is `byte`. */
static inline uint64_t
nc_swar_has(uint64_t word, unsigned char byte)
{
	return nc_swar_less(word ^ NC_SWAR_ONES * byte, 1);
}

/*
 * The top bit of each byte that is `byte`, if all are ASCII: here no borrow
 * runs from one byte into the next.
 */
static inline uint64_t
nc_swar_ascii_equal(uint64_t word, unsigned char byte)
{
	uint64_t differs = word ^ NC_SWAR_ONES * byte;

	return ~(differs + NC_SWAR_ONES * 0x7f) & NC_SWAR_TOPS;
}

/*
 * Whether the eight bytes at `bytes` are printable ASCII without two blanks in
 * a row, of which the first may be the byte before them.
 */
static inline int
nc_swar_plain(const char *bytes)
{
	uint64_t word = nc_swar_load(bytes);
	uint64_t before = nc_swar_load(bytes - 1);

	if (nc_swar_high(word | before) != 0)
		return 0;
	return (nc_swar_less(word, 0x20) | nc_swar_has(word, 0x7f) |
		   (nc_swar_ascii_equal(word, ' ') &
		       nc_swar_ascii_equal(before, ' '))) == 0;
}

/* Lower case, if all are ASCII. */
static inline uint64_t
nc_swar_lower(uint64_t word)
{
	uint64_t from_a = word + NC_SWAR_ONES * (0x80 - 'A');
	uint64_t behind_z = word + NC_SWAR_ONES * (0x80 - 'Z' - 1);

	return word | (from_a & ~behind_z & NC_SWAR_TOPS) >> 2;
}

/* The top bit of each byte that is an ASCII letter. */
static inline uint64_t
nc_swar_letters(uint64_t word)
{
	uint64_t lower = (word | NC_SWAR_ONES * 0x20) & ~NC_SWAR_TOPS;
	uint64_t from_a = lower + NC_SWAR_ONES * (0x80 - 'a');
	uint64_t behind_z = lower + NC_SWAR_ONES * (0x80 - 'z' - 1);

	return from_a & ~behind_z & ~word & NC_SWAR_TOPS;
}

/* The top bit of each byte that is an ASCII digit. */
static inline uint64_t
nc_swar_digits(uint64_t word)
{
	uint64_t low = word & ~NC_SWAR_TOPS;
	uint64_t from_0 = low + NC_SWAR_ONES * (0x80 - '0');
	uint64_t behind_9 = low + NC_SWAR_ONES * (0x80 - '9' - 1);

	return from_0 & ~behind_9 & ~word & NC_SWAR_TOPS;
}

/* How many bytes there are before the first whose top bit is set. */
static inline unsigned
nc_swar_before(uint64_t tops)
{
	return tops == 0 ? NC_SWAR : (unsigned)__builtin_ctzll(tops) / 8;
}

/* How many top bits are set, if nothing else is. */
static inline unsigned
nc_swar_count(uint64_t tops)
{
	return (unsigned)((tops >> 7) * NC_SWAR_ONES >> 56);
}

#endif
