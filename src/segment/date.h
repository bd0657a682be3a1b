/* Dates as they are printed, understood as W3CDTF. */
#ifndef NC_DATE_H
#define NC_DATE_H

#include "markers.h"

/* What a date in numbers says of the order that its text writes them in. */
enum nc_order {
	NC_ORDER_OPEN,
	NC_ORDER_DAY_FIRST, /* 25/12/2021 */
	NC_ORDER_MONTH_FIRST
};

struct nc_date_found {
	size_t start; /* of date and time together, in the folded text */
	size_t end;
	char value[40];
	enum newsconv_precision precision;
	bool ambiguous; /* day and month could be exchanged */
	char other[40]; /* then the day the other way, if that can be told */
	enum nc_order order;
	size_t zone_start; /* of the zone's name or offset; equal: none */
	size_t zone_end;
};

/*
 * Find the first date at or after `from` in a folded line.  A date has at
 * least a year and a month.  False when there is none.
 */
bool nc_date_find(struct nc_date_found *found, const struct nc_fold *fold,
    size_t from, const struct nc_languages *languages);

/* A day of a year that is not printed: "Dec 23", "6月4日". */
struct nc_month_day {
	size_t start;
	size_t end;
	int month;
	int day;
};

bool nc_month_day_find(struct nc_month_day *found, const struct nc_fold *fold,
    size_t from, const struct nc_languages *languages);

#endif
