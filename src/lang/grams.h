/*
 * What the languages of one script are told apart by: n-grams of up to four
 * letters, and whole words.  How a text is cut into them is used twice, when
 * the table is made (tests/language) and when a text is looked at; both must
 * do the same.
 */
#ifndef NC_GRAMS_H
#define NC_GRAMS_H

#include <stdbool.h>
#include <stddef.h>

#include "script.h"

enum {
	NC_GRAM_ORDER = 4,    /* letters of the longest n-gram */
	NC_GRAM_LETTERS = 24, /* of a word; longer ones are cut */
	NC_GRAM_LANGUAGES = 128,
	/* Weights are natural logarithms in units of this part of one. */
	NC_GRAM_UNITS = 24,
	/* A bucket is half a cache line. */
	NC_GRAM_BUCKET = 8,
	NC_GRAM_CHECK = 0x3fff,
	NC_GRAM_CHECK_BITS = 14
};

/* A word in lower case, with a blank before and behind it. */
struct nc_gram_word {
	uint32_t letters[NC_GRAM_LETTERS + 2];
	size_t count; /* with the blanks */
};

/* The n-grams of a word, of which it has so many at most. */
enum { NC_GRAM_HASHES = NC_GRAM_ORDER * (NC_GRAM_LETTERS + 1) + 1 };

struct nc_gram_hashes {
	uint32_t items[NC_GRAM_HASHES]; /* by order, the word itself last */
	size_t ends[NC_GRAM_ORDER + 1]; /* of each order */
	size_t count;
};

/* A text on the way to words; starts at text.data. */
struct nc_gram_reader {
	const char *next;
	const char *end;
	struct nc_script_census *census; /* counts letters; or NULL */
};

/* False at the end.  A word has one letter at least. */
bool nc_gram_read(struct nc_gram_reader *reader, struct nc_gram_word *word);
/* Single letters of ASCII are left out: every Latin language has them. */
void nc_gram_hash(
    struct nc_gram_hashes *hashes, const struct nc_gram_word *word);

/* The likelihood of what was seen, by language; zero it first. */
struct nc_gram_sums {
	uint32_t points[NC_GRAM_LANGUAGES];
	uint32_t grams; /* how many n-grams of the table were seen */
};

void nc_gram_add(
    struct nc_gram_sums *sums, const uint32_t *hashes, size_t count);

/* A language of the table: the index into points. */
struct nc_gram_language {
	const char *tag;    /* BCP 47 */
	const char *script; /* ISO 15924 */
	enum nc_script letters;
};

extern const struct nc_gram_language nc_gram_languages[];
extern const size_t nc_gram_language_count;

#endif
