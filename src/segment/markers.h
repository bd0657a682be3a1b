/* Which marker phrases of the language tables a line holds. */
#ifndef NC_MARKERS_H
#define NC_MARKERS_H

#include "fold.h"
#include "language.h"

/* The tables a dump is read with: its own language's, and English. */
struct nc_languages {
	const struct nc_language *tables[2];
	size_t count;
};

void nc_languages_choose(struct nc_languages *languages, const char *tag);

/* For each marker the longest phrase found in each position, in bytes. */
struct nc_marks {
	uint16_t whole[NC_MARKER_KINDS];
	uint16_t prefix[NC_MARKER_KINDS];
	uint16_t suffix[NC_MARKER_KINDS];
	uint16_t inside[NC_MARKER_KINDS];
};

void nc_marks_find(struct nc_marks *marks, const struct nc_languages *languages,
    const struct nc_fold *fold);

/* Whether the folded text holds the phrase, at word boundaries. */
bool nc_fold_contains(const struct nc_fold *fold, const char *phrase);

#endif
