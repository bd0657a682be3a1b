/*
 * The Gregorian calendar in UTC, by arithmetic alone: gmtime_r() of the C
 * library looks up the local time zone's file first, at each start.
 */
#ifndef NC_CALENDAR_H
#define NC_CALENDAR_H

#include <stdint.h>

struct nc_instant {
	int year;
	int month; /* 1 to 12 */
	int day;   /* 1 to 31 */
	int hour;
	int minute;
	int second;
};

/* 28 to 31; 0 when there is no such month. */
int nc_days_in_month(int year, int month);
/* `seconds` since 1970-01-01T00:00:00Z, within the years 0 to 9999. */
void nc_instant_utc(struct nc_instant *instant, int64_t seconds);

/* The days of a date of these years from 1970-01-01 on. */
int64_t nc_calendar_days(int year, int month, int day);

#endif
