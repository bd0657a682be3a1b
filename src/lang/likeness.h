/* How much like words of some language a text is: what tells charsets apart. */
#ifndef NC_LIKENESS_H
#define NC_LIKENESS_H

#include "newsconv.h"

struct nc_likeness {
	/*
	 * Of the n-grams with a letter beyond ASCII: by how much they are
	 * likelier in `tag` than n-grams that were never seen, in tenths of a
	 * natural logarithm.  0 for languages told by their script alone.
	 */
	uint32_t points;
	const char *tag; /* the language that gives most; "und" for none */
};

/* In the right charset a letter is worth about a hundred points, else fifty. */
struct nc_likeness nc_likeness(struct newsconv_text text);

#endif
