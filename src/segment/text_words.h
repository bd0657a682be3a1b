/*
 * The words of a text as hashes, for asking which words two texts share: runs
 * of letters and digits without case.  In scripts without blanks, each two
 * characters in a row are a word.
 */
#ifndef NC_TEXT_WORDS_H
#define NC_TEXT_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "newsconv.h"

enum { NC_WORD_CONTENT = 4 /* characters of a word that says something */ };

/* Begins with zeros behind `text`. */
struct nc_text_words {
	struct newsconv_text text;
	size_t at;
	uint32_t wide; /* the wide character before, 0 for none */
};

/*
 * The next word's hash, never 0, and how many characters it has; two wide ones
 * count as a word that says something.  0 behind the last one.
 */
uint32_t nc_text_words_next(struct nc_text_words *words, size_t *characters);

#endif
