/* Eras and time zones, which texts of any language name. */
#ifndef NC_TIME_WORDS_H
#define NC_TIME_WORDS_H

#include <stdbool.h>

#include "newsconv.h"

/* A word before a year that is not counted from the year 1. */
struct nc_era {
	int years; /* to add for the Gregorian year */
	const char *text;
};

/* The one that folded text begins with, or NULL. */
const struct nc_era *nc_era_at(const char *text);

struct nc_zone {
	const char *text; /* folded */
	int minutes;      /* east of UTC */
	bool open;        /* several meanings: no offset can be told */
};

/* By its abbreviation in folded form, or NULL. */
const struct nc_zone *nc_zone_find(struct newsconv_text text);

#endif
