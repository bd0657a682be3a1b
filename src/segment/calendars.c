/*
 * Through the Julian day number: each calendar counts the days to one of its
 * own, and the Gregorian calendar is read off the count.
 */
#include "calendar.h"
#include "calendars.h"

enum {
	EPOCH_JULIAN_DAY = 2440588, /* 1970-01-01 */
	DAY_SECONDS = 86400,
	LONGEST_MONTH = 31
};

bool
nc_day_valid(const struct nc_day *day)
{
	return day->year >= 1000 && day->year < 3000 && day->month >= 1 &&
	    day->month <= 12 && day->day >= 0 &&
	    day->day <= nc_days_in_month(day->year, day->month);
}

/* Six months of 31 days, then 30; leap years eight times in 33 years. */
static int64_t
persian_day(const struct nc_day *day)
{
	int before = day->month <= 7 ? 31 * (day->month - 1)
				     : 30 * (day->month - 1) + 6;

	return INT64_C(1948320) + 365 * (day->year - 1) +
	    (8 * day->year + 21) / 33 + before + day->day - 1;
}

/* Months of 30 and 29 days in turn, eleven leap years in thirty. */
static int64_t
islamic_day(const struct nc_day *day)
{
	return INT64_C(1948055) + (11 * day->year + 3) / 30 + 354 * day->year +
	    30 * day->month - (day->month - 1) / 2 + day->day;
}

/* Twelve months of 30 days and what is left of the year. */
static int64_t
ethiopic_day(const struct nc_day *day)
{
	return INT64_C(1724221) + 365 * (day->year - 1) + day->year / 4 +
	    30 * (day->month - 1) + day->day - 1;
}

bool
nc_day_to_gregorian(struct nc_day *day, enum nc_calendar calendar)
{
	struct nc_instant instant;
	int64_t count;

	if (calendar == NC_CALENDAR_GREGORIAN)
		return nc_day_valid(day);
	if (day->day < 1 || day->day > LONGEST_MONTH || day->year < 1000 ||
	    day->year > 2999)
		return false;
	if (calendar == NC_CALENDAR_PERSIAN)
		count = persian_day(day);
	else if (calendar == NC_CALENDAR_ISLAMIC)
		count = islamic_day(day);
	else
		count = ethiopic_day(day);
	nc_instant_utc(&instant, (count - EPOCH_JULIAN_DAY) * DAY_SECONDS);
	day->year = instant.year;
	day->month = instant.month;
	day->day = instant.day;
	return nc_day_valid(day);
}
