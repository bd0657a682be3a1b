/*
 * What newsconv knows of languages: one .def file each, included here as a
 * table.  No other file holds a word of any language, so that a language is
 * added by adding a file to languages.def.
 *
 * It stands right above base, since three layers ask it: input (whether bytes
 * make words), segment (markers) and write (the words we add ourselves).
 */
#ifndef NC_LANGUAGE_H
#define NC_LANGUAGE_H

#include <stdbool.h>

#include "newsconv.h"

/* What a marker phrase says about the line it is found in. */
enum nc_marker {
	NC_MARKER_BYLINE,        /* "By", "Written by" */
	NC_MARKER_DATE,          /* "Published", "Updated" */
	NC_MARKER_MODIFIED,      /* "Updated", "Last modified" */
	NC_MARKER_RELATED,       /* "Read more", "Related articles" */
	NC_MARKER_SHARE,         /* "Share this", "Facebook" */
	NC_MARKER_SUBSCRIBE,     /* "Sign up for our newsletter" */
	NC_MARKER_COMMENTS,      /* "Leave a comment" */
	NC_MARKER_NAVIGATION,    /* "Skip to content", "Home" */
	NC_MARKER_ADVERTISEMENT, /* "Advertisement" */
	NC_MARKER_CONSENT,       /* "We use cookies" */
	NC_MARKER_COPYRIGHT,     /* "All rights reserved" */
	NC_MARKER_TAGS,          /* "Tags:", "Filed under" */
	NC_MARKER_CAPTION,       /* "Photo:", "Image credit" */
	NC_MARKER_NOTE,          /* "Correction:", "Editor's note" */
	NC_MARKER_ORGANIZATION,  /* in bylines: "staff", "Reuters" */
	NC_MARKER_NAME_END,      /* in bylines, behind a name: "for", "on" */
	NC_MARKER_CREDIT, /* in bylines: "Editing by", before who wrote none */
	NC_MARKER_DATELINE, /* what a dateline ends with: "电", "報導" */
	NC_MARKER_KINDS
};

/* Where in a line a marker must stand to count. */
enum nc_position {
	NC_POSITION_WHOLE, /* the line is the marker, but for end punctuation */
	NC_POSITION_PREFIX, /* the line begins with it, at a word boundary */
	NC_POSITION_SUFFIX,
	NC_POSITION_INSIDE
};

struct nc_phrase {
	enum nc_marker marker;
	enum nc_position position;
	const char *text; /* lower case, blanks single, quotes ASCII */
	size_t size;      /* of text, 2 to 255 */
};

/*
 * A word newsconv itself prints into a book.  MINUTES has one "%u", ISSUE one
 * "%s".  BY stands before names, PUBLISHED and UPDATED before a date as the
 * dump has it; where the language wants a colon between them, the word ends
 * with it, and with one of full width ("：") no blank follows.
 */
enum nc_label {
	NC_LABEL_CONTENTS,
	NC_LABEL_RELATED,
	NC_LABEL_LANDMARKS,
	NC_LABEL_START, /* of the text: the landmark "bodymatter" */
	NC_LABEL_COVER,
	NC_LABEL_PUBLISHED,
	NC_LABEL_UPDATED,
	NC_LABEL_BY,       /* "By": before authors */
	NC_LABEL_SOURCE,   /* "Source": before the article's URL */
	NC_LABEL_PREVIOUS, /* article of the issue */
	NC_LABEL_NEXT,
	NC_LABEL_MINUTES,   /* "%u min": that it takes to read */
	NC_LABEL_LEFTOVERS, /* "Other text of the page": the appendix */
	NC_LABEL_UNDATED,   /* group of articles without a date */
	NC_LABEL_OTHER,     /* group of those without section, author, ... */
	NC_LABEL_ISSUE,     /* "No. %s": of a series */
	NC_LABEL_CONTINUED, /* "continued": further files of a long article */
	NC_LABEL_COUNT
};

/* Calendars whose months news is dated by. */
enum nc_calendar {
	NC_CALENDAR_GREGORIAN,
	NC_CALENDAR_PERSIAN,
	NC_CALENDAR_ISLAMIC,
	NC_CALENDAR_ETHIOPIC
};

struct nc_month {
	int number;       /* 1 to 12; 13 in Ethiopia */
	const char *name; /* lower case */
	enum nc_calendar calendar;
};

/* "a.m." and the like, before or behind the hour. */
struct nc_day_period {
	int hours; /* that it adds to 1 o'clock: 0 or 12 */
	const char *text;
};

struct nc_language {
	const char *tag;                 /* BCP 47 */
	const char *script;              /* ISO 15924 */
	const struct nc_phrase *phrases; /* ends with text NULL */
	const struct nc_month *months;   /* ends with name NULL */
	const char *const *weekdays;     /* lower case; ends with NULL */
	const struct nc_day_period *day_periods; /* ends with text NULL */
	const char *const *roles; /* of journalists; ends with NULL */
	const char *const *words; /* function words, lower case, sorted by
				     bytes; NULL ends */
	const char *const *conjunctions; /* between names, NULL ends */
	const char *const *labels;       /* NC_LABEL_COUNT, all NULL or none */
	bool day_first;                  /* 3/4/2021 is the third of April */
	size_t word_count;               /* of words */
};

/* All of them; NULL after the last. */
const struct nc_language *nc_language_at(size_t index);
/* By BCP 47 tag, the primary subtag decides; NULL when there is none. */
const struct nc_language *nc_language_find(struct newsconv_text tag);
/*
 * In the language of `tag`, in the words of its script and region where these
 * are known ("zh-TW", "pt-BR", "sr-Latn"); else in English.
 */
const char *nc_language_label(struct newsconv_text tag, enum nc_label label);
/* The language that nc_language_label() would answer in. */
const char *nc_language_label_tag(struct newsconv_text tag);

/* Whether folded text is the name of a news agency, in whatever language. */
bool nc_agency_known(struct newsconv_text name);

struct nc_language_guess {
	const char *tag; /* "und" when not known */
	const char *script;
	bool rtl;
	unsigned confidence; /* in hundredths */
};

/*
 * Script first, n-grams second; looks at places spread over the first 2048
 * texts, long lines before short ones.  "und" when no language fits, or two do
 * about alike.
 */
void nc_language_guess(const struct newsconv_text *texts, size_t count,
    struct nc_language_guess *guess);

/* True for the scripts that are written from right to left. */
bool nc_script_rtl(const char *script);
/* Of a language tag: its script subtag, else the usual script, else Zyyy. */
const char *nc_language_script(struct newsconv_text tag);
/* What stands between two names of a list, by the script. */
const char *nc_language_comma(struct newsconv_text tag);
/* A well-formed BCP 47 tag (RFC 5646, 2.1), by syntax. */
bool nc_language_tag_valid(const char *tag);

#endif
