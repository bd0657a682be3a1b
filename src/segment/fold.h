/*
 * A line in the form in which it is compared with the language tables: lower
 * case, single blanks, ASCII digits, quotes and dashes.  Only the beginning of
 * a line is folded: what markers and dates say of a line they say there.
 */
#ifndef NC_FOLD_H
#define NC_FOLD_H

#include <stdbool.h>
#include <stdint.h>

#include "characters.h"
#include "newsconv.h"

enum { NC_FOLD_SIZE = 512 };

struct nc_fold {
	char text[NC_FOLD_SIZE + 8]; /* zeros at the end */
	/* For each byte of text, and its end, the offset in the line. */
	uint16_t origin[NC_FOLD_SIZE + 1];
	size_t size;
	bool whole; /* the line was folded to its end */
};

void nc_fold(struct nc_fold *fold, struct newsconv_text line);

/* The same of bytes that are not both ASCII. */
bool nc_fold_inside_word_long(const struct nc_fold *fold, size_t offset);

static inline bool
nc_fold_word_byte(unsigned char byte)
{
	return (nc_class(byte) & (NC_CLASS_LETTER | NC_CLASS_DIGIT)) != 0 ||
	    byte == '_';
}

/* Whether the characters before and at `offset` belong to one word. */
static inline bool
nc_fold_inside_word(const struct nc_fold *fold, size_t offset)
{
	unsigned char left, right;

	if (offset == 0 || offset >= fold->size)
		return false;
	left = (unsigned char)fold->text[offset - 1];
	right = (unsigned char)fold->text[offset];
	if ((left | right) >= 0x80)
		return nc_fold_inside_word_long(fold, offset);
	return nc_fold_word_byte(left) && nc_fold_word_byte(right);
}

#endif
