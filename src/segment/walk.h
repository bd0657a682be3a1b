/* What one walk over the characters of a block gathers. */
#ifndef NC_WALK_H
#define NC_WALK_H

#include "newsconv.h"
#include "word_set.h"

/* No function word is longer. */
enum { NC_WALK_WORD = 32 };

struct nc_walk {
	uint32_t first; /* characters, 0 for none */
	uint32_t second;
	uint32_t third;
	uint32_t last; /* that is no white space */
	uint32_t before_last;
	size_t characters;
	size_t columns;
	size_t words;     /* two wide characters are about a word */
	size_t sentences; /* ends of them that others follow */
	size_t letters;
	size_t digits;
	size_t uppers;
	size_t capitalised; /* words that begin with a capital */
	size_t commas;
	size_t separators; /* between blanks */
	size_t closing_quotes;
	size_t wide;
	size_t function_words;
	bool clock; /* a time of day */
	bool at_sign;
	bool copyright;
	uint64_t hash; /* of letters and digits, case and value aside */

	/* Where the walk stands. */
	uint32_t previous;
	uint64_t waiting; /* letters that are not yet in the hash */
	unsigned waiting_count;
	unsigned clock_step; /* how much of "12:34" stands right before */
	size_t word_size;
	char word[NC_WALK_WORD + 8];
};

/* `function_words` may be NULL. */
void nc_walk(struct nc_walk *walk, struct newsconv_text text,
    const struct nc_word_set *function_words);

#endif
