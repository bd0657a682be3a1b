/*
 * What can be seen of a block without knowing what it is: its measures, its
 * ends, its markers, its place.  A labeller reads these and nothing else.
 * (Not "features.h": the C library has a header of that name.)
 */
#ifndef NC_BLOCK_FEATURES_H
#define NC_BLOCK_FEATURES_H

#include "date.h"
#include "layout.h"

struct nc_features {
	size_t columns;
	size_t words;
	size_t sentences; /* sentence ends, the last one included */
	bool terminal;    /* ends as a sentence does */
	bool ends_colon;
	bool bullet;    /* begins like an entry of a list */
	bool quoted;    /* one pair of quotes from end to end */
	bool bracketed; /* one pair of brackets from end to end */
	bool name_like;
	bool letters;     /* has any */
	bool upper_start; /* begins with a capital, or its script has none */
	bool prose;       /* long and ends as a sentence does */
	bool address;     /* mostly a URL, an e-mail address or a handle */
	bool lower_start;
	bool digit_start;
	bool quote_start;
	bool ellipsis;  /* ends in one */
	bool question;  /* ends as one */
	bool clock;     /* holds a time of day */
	bool at_sign;   /* somewhere: "@" */
	bool copyright; /* its sign */
	unsigned commas;
	unsigned digits;
	unsigned characters; /* that are letters */
	unsigned uppers;
	unsigned capitalised; /* words that begin with a capital */
	unsigned stop_words;
	bool stop_known;     /* the language's function words are */
	unsigned separators; /* "|", ">", "/" and middle dots between blanks */
	bool signature;      /* "By" and a name, and nothing else */
	bool date;           /* holds one */
	bool date_only;      /* ... and little else */
	struct nc_date_found date_found; /* when `date` is set */
	struct nc_marks marks;
	bool boilerplate; /* carries the marker of some kind of boilerplate */
	uint64_t hash;    /* of the text without case, digits all alike */
	float core_score; /* what it speaks for lying in the article's body */
};

void nc_features_measure(struct nc_features *features,
    struct newsconv_text text, const struct nc_languages *languages);

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
