/* How likely each n-gram is in each language, by all sources together. */
#ifndef LANGUAGE_COUNTS_H
#define LANGUAGE_COUNTS_H

#include "texts.h"

enum { ORDERS = 5 }; /* one to four letters, and whole words */

/* An n-gram in one language. */
struct likelihood {
	uint32_t hash;
	uint16_t language; /* an index of the list */
	uint16_t order;
	float p;
};

struct likelihoods {
	struct likelihood *items; /* sorted by hash, then language */
	size_t count;
	size_t capacity;
};

/* Texts from `directory` but those of the source `without`, NULL for none. */
void likelihoods_count(struct likelihoods *all, const struct list *list,
    const char *directory, const char *without);

#endif
