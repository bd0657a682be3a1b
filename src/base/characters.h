/*
 * The few properties of characters that every layer asks for, of every
 * character of every text: so they are bits of a table in the program, and
 * inline.  Asking utf8proc took half of the time of reading an article.
 */
#ifndef NC_CHARACTERS_H
#define NC_CHARACTERS_H

#include <stdbool.h>
#include <stdint.h>

/* Bits of a character's class. */
enum {
	NC_CLASS_LETTER = 1, /* general category L* */
	NC_CLASS_UPPER = 2,  /* ... Lu */
	NC_CLASS_LOWER = 4,  /* ... Ll */
	NC_CLASS_DIGIT = 8,  /* ... Nd */
	NC_CLASS_MARK = 16,  /* ... Mn and Mc */
	NC_CLASS_SPACE = 32, /* property White_Space */
	NC_CLASS_NARROW = 64,
	NC_CLASS_WIDE = 128,  /* two columns; neither: none */
	NC_CLASS_LOWERS = 256 /* nc_lower() changes it */
};

/* The table: blocks of equal classes are stored once. */
enum { NC_CLASS_BLOCK = 64, NC_CLASS_BLOCKS = 0x10000 / NC_CLASS_BLOCK };

extern const uint8_t nc_class_blocks[NC_CLASS_BLOCKS];
extern const uint16_t nc_class_table[];

/* By utf8proc; for the characters behind the table. */
unsigned nc_class_slow(uint32_t c);

static inline unsigned
nc_class(uint32_t c)
{
	if (c < 0x80)
		return nc_class_table[c]; /* blocks 0 and 1 come first */
	if (c > 0xffff)
		return nc_class_slow(c);
	return nc_class_table[nc_class_blocks[c / NC_CLASS_BLOCK] *
		NC_CLASS_BLOCK +
	    c % NC_CLASS_BLOCK];
}

/* Columns on a terminal by class: 0, 1 or 2 (East Asian wide). */
static inline unsigned
nc_class_width(unsigned class)
{
	return class / NC_CLASS_NARROW % 4;
}

static inline bool
nc_is_space(uint32_t c)
{
	return (nc_class(c) & NC_CLASS_SPACE) != 0;
}

static inline bool
nc_is_letter(uint32_t c)
{
	return (nc_class(c) & NC_CLASS_LETTER) != 0;
}

static inline bool
nc_is_digit(uint32_t c)
{
	return (nc_class(c) & NC_CLASS_DIGIT) != 0;
}

static inline bool
nc_is_upper(uint32_t c)
{
	return (nc_class(c) & NC_CLASS_UPPER) != 0;
}

static inline bool
nc_is_lower(uint32_t c)
{
	return (nc_class(c) & NC_CLASS_LOWER) != 0;
}

/* A letter or a digit, or a mark unless it is the first of its word. */
static inline bool
nc_is_name(uint32_t c, bool first)
{
	unsigned class = nc_class(c);

	return (class & (NC_CLASS_LETTER | NC_CLASS_DIGIT)) != 0 ||
	    (!first && (class & NC_CLASS_MARK) != 0);
}

static inline unsigned
nc_width(uint32_t c)
{
	return nc_class_width(nc_class(c));
}

/*
 * The general category, numbered as utf8proc does: 0 for Cn, then Lu, Ll, Lt,
 * Lm, Lo, Mn, Mc, Me, Nd, Nl, No, Pc, Pd, Ps, Pe, Pi, Pf, Po, Sm, Sc, Sk, So,
 * Zs, Zl, Zp, Cc, Cf, Cs, Co.
 */
enum { NC_CATEGORIES = 30 };
unsigned nc_category(uint32_t c);

/* What rules P2 and P3 of the bidirectional algorithm (UAX #9) go by. */
enum nc_bidi {
	NC_BIDI_OTHER,
	NC_BIDI_LTR,     /* L */
	NC_BIDI_RTL,     /* R and AL */
	NC_BIDI_ISOLATE, /* LRI, RLI and FSI */
	NC_BIDI_ISOLATE_END
};
enum nc_bidi nc_bidi(uint32_t c);

uint32_t nc_lower_slow(uint32_t c);

static inline uint32_t
nc_lower(uint32_t c)
{
	if (c < 0x80)
		return c + (c >= 'A' && c <= 'Z' ? 'a' - 'A' : 0);
	return (nc_class(c) & NC_CLASS_LOWERS) != 0 ? nc_lower_slow(c) : c;
}

#endif
