/* A language's function words as a set, for asking of every word of a dump. */
#ifndef NC_WORD_SET_H
#define NC_WORD_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	NC_WORD_FRONT = 8,
	NC_WORD_SLOTS = 512,
	NC_WORD_SET_MOST = NC_WORD_SLOTS / 2 /* words */
};

/* Open addressing; a slot whose size is 0 is free. */
struct nc_word_set {
	const char *const *words;
	size_t count;
	uint64_t fronts[NC_WORD_SLOTS]; /* the first eight bytes, or zeros */
	uint8_t sizes[NC_WORD_SLOTS];
	uint8_t numbers[NC_WORD_SLOTS]; /* of words[] */
};

/* `words` end with NULL and are not copied; beyond the most there are none. */
void nc_word_set_fill(struct nc_word_set *set, const char *const *words);

/*
 * Whether `word` of `size` bytes is in it.  The first eight bytes of `word`
 * can be read; those behind its end are zero.
 */
bool nc_word_set_has(
    const struct nc_word_set *set, const char *word, size_t size);

#endif
