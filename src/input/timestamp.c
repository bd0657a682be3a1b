/*
 * Dates in records, sidecars and tables.  They were written by programs, in a
 * handful of forms; what is in none of them is not guessed at.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "calendar.h"
#include "timestamp.h"
#include "utf8.h"

enum { DAY_SECONDS = 86400, NO_ZONE = 9999, YEAR_MAX = 9999 };

/* A number of seconds above this would be after the year 5138. */
static const double milliseconds = 1e11;

struct parts {
	int year, month, day, hour, minute, second;
	int zone; /* minutes east of UTC, or NO_ZONE */
	/* How many of the six there are. */
	int count;
};

static bool
is_sound(const struct parts *parts)
{
	int zone = parts->zone == NO_ZONE ? 0 : parts->zone;

	return parts->year >= 1 && parts->year <= YEAR_MAX &&
	    parts->month >= 1 && parts->month <= 12 && parts->day >= 1 &&
	    parts->day <= nc_days_in_month(parts->year, parts->month) &&
	    parts->hour <= 23 && parts->minute <= 59 && parts->second <= 59 &&
	    zone >= -14 * 60 && zone <= 14 * 60;
}

static void
print_time(char *target, size_t size, const struct parts *parts)
{
	int zone = parts->zone < 0 ? -parts->zone : parts->zone;
	size_t used;

	used = (size_t)snprintf(
	    target, size, "T%02d:%02d", parts->hour, parts->minute);
	if (parts->count > 5)
		used += (size_t)snprintf(
		    target + used, size - used, ":%02d", parts->second);
	if (parts->zone == 0)
		snprintf(target + used, size - used, "Z");
	else
		snprintf(target + used, size - used, "%c%02d:%02d",
		    parts->zone < 0 ? '-' : '+', zone / 60 % 100, zone % 60);
}

static bool
make(struct nc_timestamp *timestamp, const struct parts *parts)
{
	static const int sizes[] = {0, 4, 7, 10};
	int count = parts->count < 3 ? parts->count : 3;

	if (!is_sound(parts))
		return false;
	snprintf(timestamp->w3cdtf, sizeof(timestamp->w3cdtf), "%04d-%02d-%02d",
	    parts->year % 10000, parts->month % 100, parts->day % 100);
	timestamp->w3cdtf[sizes[count]] = '\0';
	if (parts->count > 4 && parts->zone != NO_ZONE)
		print_time(timestamp->w3cdtf + 10,
		    sizeof(timestamp->w3cdtf) - 10, parts);
	timestamp->day = parts->count >= 3;
	timestamp->seconds = nc_calendar_days(
				 parts->year, parts->month, parts->day) *
		DAY_SECONDS +
	    parts->hour * 3600 + parts->minute * 60 + parts->second;
	if (parts->zone != NO_ZONE)
		timestamp->seconds -= (int64_t)parts->zone * 60;
	return true;
}

bool
nc_timestamp_number(struct nc_timestamp *timestamp, double number)
{
	static const struct parts none = {.month = 1, .day = 1};
	struct parts parts = none;
	struct nc_instant instant;

	if (number >= 1000 && number <= YEAR_MAX) {
		parts.year = (int)number;
		parts.count = 1;
		parts.zone = NO_ZONE;
		return make(timestamp, &parts);
	}
	if (number >= milliseconds)
		number /= 1000;
	if (!(number > YEAR_MAX && number < milliseconds))
		return false;
	nc_instant_utc(&instant, (int64_t)number);
	parts = (struct parts){instant.year, instant.month, instant.day,
	    instant.hour, instant.minute, instant.second, 0, 6};
	return make(timestamp, &parts);
}

/* ----------------------------------------------------------------- reading */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Exactly so many digits; the text goes on behind them. */
static bool
take_number(struct newsconv_text *text, size_t digits, int *number)
{
	size_t i;

	if (text->size < digits)
		return false;
	*number = 0;
	for (i = 0; i < digits; i++) {
		if (!is_digit(text->data[i]))
			return false;
		*number = *number * 10 + text->data[i] - '0';
	}
	text->data += digits;
	text->size -= digits;
	return true;
}

/* One of these characters. */
static bool
take_one(struct newsconv_text *text, const char *characters)
{
	if (text->size == 0 || *text->data == '\0' ||
	    strchr(characters, *text->data) == NULL)
		return false;
	text->data++;
	text->size--;
	return true;
}

/* "Z", "UTC", "+02:00", "+0200", "+02", or nothing: to the end. */
static bool
take_zone(struct newsconv_text text, struct parts *parts)
{
	int hours, minutes = 0;
	bool west;

	take_one(&text, " ");
	if (text.size == 0)
		return true;
	if ((text.size == 1 && (*text.data == 'Z' || *text.data == 'z')) ||
	    (text.size == 3 &&
		(strncasecmp(text.data, "utc", 3) == 0 ||
		    strncasecmp(text.data, "gmt", 3) == 0))) {
		parts->zone = 0;
		return true;
	}
	west = *text.data == '-';
	if (!take_one(&text, "+-") || !take_number(&text, 2, &hours))
		return false;
	take_one(&text, ":");
	if (text.size > 0 && !take_number(&text, 2, &minutes))
		return false;
	parts->zone = (hours * 60 + minutes) * (west ? -1 : 1);
	return text.size == 0 && minutes < 60;
}

static bool
take_time(struct newsconv_text text, struct parts *parts)
{
	if (!take_one(&text, "Tt ") || !take_number(&text, 2, &parts->hour))
		return false;
	take_one(&text, ":");
	if (!take_number(&text, 2, &parts->minute))
		return false;
	parts->count = 5;
	if (take_one(&text, ":") || (text.size > 0 && is_digit(*text.data))) {
		if (!take_number(&text, 2, &parts->second))
			return false;
		parts->count = 6;
	}
	/* A leap second is in no calendar of ours. */
	if (parts->second == 60)
		parts->second = 59;
	if (take_one(&text, ".,"))
		while (text.size > 0 && is_digit(*text.data))
			take_one(&text, "0123456789");
	return take_zone(text, parts);
}

/* "2019", "2019-04", "2019-04-25" and what follows, "2019/04/25". */
static bool
take_date(struct newsconv_text text, struct parts *parts)
{
	if (!take_number(&text, 4, &parts->year))
		return false;
	parts->count = 1;
	if (text.size == 0)
		return true;
	if (!take_one(&text, "-/") || !take_number(&text, 2, &parts->month))
		return false;
	parts->count = 2;
	if (text.size == 0)
		return true;
	if (!take_one(&text, "-/") || !take_number(&text, 2, &parts->day))
		return false;
	parts->count = 3;
	return text.size == 0 || take_time(text, parts);
}

/* "20190425" and "20190425T125754Z", "20190425125754". */
static bool
take_compact(struct newsconv_text text, struct parts *parts)
{
	if (!take_number(&text, 4, &parts->year) ||
	    !take_number(&text, 2, &parts->month) ||
	    !take_number(&text, 2, &parts->day))
		return false;
	parts->count = 3;
	if (text.size == 0)
		return true;
	if (!is_digit(*text.data))
		return take_time(text, parts);
	/* The archives' form, which is in UTC. */
	parts->count = 6;
	parts->zone = 0;
	return take_number(&text, 2, &parts->hour) &&
	    take_number(&text, 2, &parts->minute) &&
	    take_number(&text, 2, &parts->second) && text.size == 0;
}

/* "1556196474", with thousandths behind a point or without one. */
static bool
parse_number(struct nc_timestamp *timestamp, struct newsconv_text text)
{
	double number = 0;
	size_t i;

	for (i = 0; i < text.size && is_digit(text.data[i]); i++)
		number = number * 10 + (text.data[i] - '0');
	if (i != 10 && i != 13)
		return false;
	if (i < text.size && text.data[i] == '.')
		while (++i < text.size && is_digit(text.data[i]))
			;
	return i == text.size && nc_timestamp_number(timestamp, number);
}

bool
nc_timestamp_parse(struct nc_timestamp *timestamp, struct newsconv_text text)
{
	static const struct parts none = {
	    .month = 1, .day = 1, .zone = NO_ZONE};
	struct parts parts = none;

	text = nc_trim(text);
	if (parse_number(timestamp, text))
		return true;
	if (!take_date(text, &parts)) {
		parts = none;
		if (!take_compact(text, &parts))
			return false;
	}
	return make(timestamp, &parts);
}
