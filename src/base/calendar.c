/*
 * Days are counted from the first of March of the year 0, so that the leap day
 * is the last of a year and months have a regular length: 153 days in five.
 */
#include "calendar.h"

enum {
	DAY_SECONDS = 86400,
	EPOCH_DAY = 719468, /* 1970-01-01 */
	DAYS_400 = 146097,
	DAYS_100 = 36524,
	DAYS_4 = 1461
};

int
nc_days_in_month(int year, int month)
{
	static const int days[] = {
	    31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	if (month < 1 || month > 12)
		return 0;
	return days[month - 1] + (month == 2 && leap);
}

void
nc_instant_utc(struct nc_instant *instant, int64_t seconds)
{
	int64_t days = seconds / DAY_SECONDS, rest = seconds % DAY_SECONDS;
	int64_t era, day, year, month;

	if (rest < 0) {
		rest += DAY_SECONDS;
		days--;
	}
	/* 400 years more, so that the year 0 has a January. */
	days += EPOCH_DAY + DAYS_400;
	era = days / DAYS_400;
	day = days % DAYS_400;
	year = (day - day / (DAYS_4 - 1) + day / DAYS_100 -
		   day / (DAYS_400 - 1)) /
	    365;
	day -= 365 * year + year / 4 - year / 100;
	month = (5 * day + 2) / 153;
	instant->day = (int)(day - (153 * month + 2) / 5 + 1);
	instant->month = (int)(month < 10 ? month + 3 : month - 9);
	instant->year = (int)(400 * (era - 1) + year + (month >= 10));
	instant->hour = (int)(rest / 3600);
	instant->minute = (int)(rest / 60 % 60);
	instant->second = (int)(rest % 60);
}

int64_t
nc_calendar_days(int year, int month, int day)
{
	/* 400 years more, so that none is negative. */
	int64_t march = (int64_t)year + 400 - (month <= 2);
	int since = month > 2 ? month - 3 : month + 9;

	return 365 * march + march / 4 - march / 100 + march / 400 +
	    (153 * since + 2) / 5 + day - 1 - EPOCH_DAY - DAYS_400;
}
