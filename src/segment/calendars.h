/* Days of other calendars than the Gregorian, which values are stated in. */
#ifndef NC_CALENDARS_H
#define NC_CALENDARS_H

#include "language.h"

struct nc_day {
	int year;
	int month; /* 1 to 12, of the Ethiopian calendar to 13 */
	int day;   /* 0: not printed */
};

/* Whether there is such a day, in the years 1000 to 2999. */
bool nc_day_valid(const struct nc_day *day);

/*
 * Make a day of `calendar` the same day of the Gregorian one.  False when there
 * is no such day, or none is printed: a month of one calendar is no month of
 * another.  The Islamic calendar is taken as calculated; where months begin
 * with the sighting of the moon they differ by a day.
 */
bool nc_day_to_gregorian(struct nc_day *day, enum nc_calendar calendar);

#endif
