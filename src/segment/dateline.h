/* The opening of a report: where, when and by which agency. */
#ifndef NC_DATELINE_H
#define NC_DATELINE_H

#include "date.h"

struct nc_dateline {
	struct newsconv_text text; /* all of it, of the paragraph's text */
	struct newsconv_text place;
	struct newsconv_text agency;
	struct newsconv_text date;
	char value[40]; /* of the date; "" when no year is printed */
	int month;      /* then these, 0 when there is no date */
	int day;
};

/* False when the paragraph does not open with a dateline. */
bool nc_dateline_parse(struct nc_dateline *dateline,
    struct newsconv_text paragraph, const struct nc_languages *languages);

#endif
