/*
 * Values that were given, made fit for what reads them: newsconv_read_options
 * takes all that is set here, and what it would refuse is left out.
 */
#ifndef NC_GIVEN_VALUES_H
#define NC_GIVEN_VALUES_H

#include "given.h"

/* What a field of a record can tell. */
enum nc_given_slot {
	NC_GIVEN_TEXT, /* the dump itself */
	NC_GIVEN_NAME, /* what it is called in its container */
	NC_GIVEN_URL,
	NC_GIVEN_TITLE,
	NC_GIVEN_AUTHOR,
	NC_GIVEN_FETCHED,
	NC_GIVEN_DATE,
	NC_GIVEN_LANGUAGE,
	NC_GIVEN_PUBLISHER,
	NC_GIVEN_SLOTS
};

void nc_given_init(struct nc_given *given);
/*
 * Set a slot from URL on.  NC_GIVEN_AUTHOR adds one.  *taken (may be NULL) is
 * false if the value is not fit.  Fails with NEWSCONV_NO_MEMORY.
 */
int nc_given_set(struct nc_given *given, struct nc_arena *arena,
    enum nc_given_slot slot, struct newsconv_text value, bool *taken);
/* Of the date slots, a number. */
int nc_given_set_number(struct nc_given *given, struct nc_arena *arena,
    enum nc_given_slot slot, double value, bool *taken);
/*
 * One line of UTF-8 without control characters, in the arena; *line is NULL if
 * nothing is left or it is longer than a field may be.
 */
int nc_given_line(
    const char **line, struct nc_arena *arena, struct newsconv_text value);

#endif
