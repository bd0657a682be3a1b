/* Which marker phrases of the language tables a line holds. */
#ifndef NC_MARKERS_H
#define NC_MARKERS_H

#include "fold.h"
#include "language.h"
#include "word_set.h"

enum { NC_PHRASES_MAX = 2048, NC_PHRASE_HEADS = 256 };

/*
 * The phrases of both languages by their first or last two bytes, in lists
 * that end with 0: comparing each phrase with each line took as long as all
 * other measures of a line.
 */
struct nc_phrase_index {
	uint16_t front[NC_PHRASE_HEADS];  /* WHOLE and PREFIX */
	uint16_t back[NC_PHRASE_HEADS];   /* SUFFIX, by the last two bytes */
	uint16_t inside[NC_PHRASE_HEADS]; /* INSIDE */
	bool inside_begins[256];       /* bytes that some of these begin with */
	size_t count;                  /* of phrases, and one */
	uint16_t next[NC_PHRASES_MAX]; /* by the phrases' numbers, from 1 */
};

/* The tables a dump is read with: its own language's, and English. */
struct nc_languages {
	const struct nc_language *tables[2];
	size_t count;
	bool date_begins[256]; /* digits, and what names of months begin with */
	bool month_heads[NC_PHRASE_HEADS]; /* the first two bytes of these */
	struct nc_phrase_index phrases;
	size_t second_phrases; /* where the numbers of the second one begin */
	struct nc_word_set function_words; /* of the first; none without */
};

/* The list of what begins with two bytes. */
static inline unsigned
nc_phrase_head(const char *two)
{
	return ((unsigned char)two[0] * 31U + (unsigned char)two[1]) %
	    NC_PHRASE_HEADS;
}

/* The phrase of a number in the index. */
static inline const struct nc_phrase *
nc_phrase_of(const struct nc_languages *languages, size_t number)
{
	if (number < languages->second_phrases)
		return &languages->tables[0]->phrases[number - 1];
	return &languages->tables[1]
		    ->phrases[number - languages->second_phrases];
}

void nc_languages_choose(struct nc_languages *languages, const char *tag);

/* For each marker the longest phrase found in each position, in bytes. */
struct nc_marks {
	uint8_t whole[NC_MARKER_KINDS];
	uint8_t prefix[NC_MARKER_KINDS];
	uint8_t suffix[NC_MARKER_KINDS];
	uint8_t inside[NC_MARKER_KINDS];
};

void nc_marks_find(struct nc_marks *marks, const struct nc_languages *languages,
    const struct nc_fold *fold);

/* The longest prefix of a kind that stands in [at, end) of the line, or 0. */
size_t nc_prefix_within(const struct nc_fold *fold, size_t at, size_t end,
    enum nc_marker marker, const struct nc_languages *languages);

/* The same with which the line goes on at `at`. */
static inline size_t
nc_prefix_at(const struct nc_fold *fold, size_t at, enum nc_marker marker,
    const struct nc_languages *languages)
{
	return nc_prefix_within(fold, at, fold->size, marker, languages);
}

#endif
