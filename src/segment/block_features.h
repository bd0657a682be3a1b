/*
 * What can be seen of a block without knowing what it is: its measures, its
 * ends, its markers, its place.  A labeller reads these and nothing else.
 * (Not "features.h": the C library has a header of that name.)
 */
#ifndef NC_BLOCK_FEATURES_H
#define NC_BLOCK_FEATURES_H

#include "date.h"
#include "layout.h"

/* One a block: bits and small numbers, since there may be millions. */
struct nc_features {
	uint64_t hash; /* of the text without case, digits all alike */
	uint32_t columns;
	uint32_t words;
	uint32_t sentences; /* sentence ends, the last one included */
	uint32_t commas;
	uint32_t digits;
	uint32_t characters; /* that are letters */
	uint32_t uppers;
	uint32_t capitalised; /* words that begin with a capital */
	uint32_t stop_words;
	uint32_t separators; /* "|", ">", "/" and middle dots between blanks */
	float core_score; /* what it speaks for lying in the article's body */
	struct nc_marks marks;
	bool terminal : 1; /* ends as a sentence does */
	bool ends_colon : 1;
	bool bullet : 1;    /* begins like an entry of a list */
	bool quoted : 1;    /* one pair of quotes from end to end */
	bool bracketed : 1; /* one pair of brackets from end to end */
	bool name_like : 1;
	bool letters : 1; /* has any */
	/* begins with a capital, or its script has none */
	bool upper_start : 1;
	bool prose : 1;   /* long and ends as a sentence does */
	bool address : 1; /* mostly a URL, an e-mail address or a handle */
	bool lower_start : 1;
	bool digit_start : 1;
	bool quote_start : 1;
	bool ellipsis : 1;   /* ends in one */
	bool question : 1;   /* ends as one */
	bool clock : 1;      /* holds a time of day */
	bool at_sign : 1;    /* somewhere: "@" */
	bool copyright : 1;  /* its sign */
	bool stop_known : 1; /* the language's function words are */
	bool signature : 1;  /* "By" and a name, and nothing else */
	bool date : 1;       /* holds one */
	bool date_only : 1;  /* ... and little else */
	/* carries the marker of some kind of boilerplate */
	bool boilerplate : 1;
};

/* *date is set when features->date is. */
void nc_features_measure(struct nc_features *features,
    struct nc_date_found *date, struct newsconv_text text,
    const struct nc_languages *languages);

/*
 * The stretch of blocks with the greatest sum of core_score, [*first, *end):
 * the body, roughly.  *first == *end when nothing speaks for any.
 */
void nc_features_core(const struct nc_features *features, size_t count,
    size_t *first, size_t *end);

/* A marker that is the whole line, or with which a short line begins. */
bool nc_features_marked(
    const struct nc_features *features, enum nc_marker marker);

/* Whether all of the line is a phrase of the language tables. */
bool nc_features_known(const struct nc_features *features);

#endif
