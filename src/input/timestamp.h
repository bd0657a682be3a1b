/* Dates as programs write them: ISO 8601, its usual variants, and numbers. */
#ifndef NC_TIMESTAMP_H
#define NC_TIMESTAMP_H

#include <stdbool.h>

#include "newsconv.h"

struct nc_timestamp {
	/*
	 * As W3CDTF has it, and no more precise than what was said; a time of
	 * which no zone is said is left out, for W3CDTF has none without.
	 */
	char w3cdtf[40];
	bool day; /* it says a day at least: */
	/* since 1970; a day begins at midnight, what has no zone is in UTC. */
	int64_t seconds;
};

/* False: it is none. */
bool nc_timestamp_parse(
    struct nc_timestamp *timestamp, struct newsconv_text text);
/* Seconds or milliseconds since 1970, or a year. */
bool nc_timestamp_number(struct nc_timestamp *timestamp, double number);

#endif
