/* Times as text and back; digits by hand, since each input has one or two. */
#include <stdio.h>
#include <string.h>

#include "calendar.h"
#include "stamp.h"

enum { SECOND_PLACES = 19, STAMP_PLACES = 30 };

static void
put_digits(char *target, unsigned count, uint64_t number)
{
	while (count > 0) {
		target[--count] = (char)('0' + number % 10);
		number /= 10;
	}
}

/* "2026-11-26T16:00:00" */
static void
put_second(char *target, int64_t seconds)
{
	struct nc_instant instant;

	nc_instant_utc(&instant, seconds);
	memcpy(target, "0000-00-00T00:00:00", SECOND_PLACES + 1);
	put_digits(target, 4, (uint64_t)instant.year);
	put_digits(target + 5, 2, (uint64_t)instant.month);
	put_digits(target + 8, 2, (uint64_t)instant.day);
	put_digits(target + 11, 2, (uint64_t)instant.hour);
	put_digits(target + 14, 2, (uint64_t)instant.minute);
	put_digits(target + 17, 2, (uint64_t)instant.second);
}

void
nc_second_stamp(char target[NC_SECOND_STAMP_SIZE], int64_t seconds)
{
	put_second(target, seconds);
	memcpy(target + SECOND_PLACES, "Z", 2);
}

void
nc_stamp(char target[NC_STAMP_SIZE], int64_t seconds, uint32_t nanoseconds)
{
	if (seconds < NC_FIRST_SECOND || seconds > NC_LAST_SECOND) {
		snprintf(target, NC_STAMP_SIZE, "@%lld.%09lu",
		    (long long)seconds, (unsigned long)nanoseconds);
		return;
	}
	put_second(target, seconds);
	target[SECOND_PLACES] = '.';
	put_digits(target + SECOND_PLACES + 1, 9, nanoseconds);
	memcpy(target + STAMP_PLACES - 1, "Z", 2);
}

static bool
get_digits(const char *text, unsigned count, uint64_t *number)
{
	*number = 0;
	for (; count > 0; count--, text++) {
		if (*text < '0' || *text > '9')
			return false;
		*number = *number * 10 + (unsigned)(*text - '0');
	}
	return true;
}

static bool
get_second(const char *text, int64_t *seconds)
{
	static const struct {
		unsigned at, count, least, most;
	} parts[] = {{0, 4, 0, 9999}, {5, 2, 1, 12}, {8, 2, 1, 31},
	    {11, 2, 0, 23}, {14, 2, 0, 59}, {17, 2, 0, 59}};
	uint64_t part[6];
	size_t i;

	for (i = 0; i < 6; i++)
		if (!get_digits(text + parts[i].at, parts[i].count, &part[i]) ||
		    part[i] < parts[i].least || part[i] > parts[i].most)
			return false;
	if (text[4] != '-' || text[7] != '-' || text[10] != 'T' ||
	    text[13] != ':' || text[16] != ':' ||
	    (int)part[2] > nc_days_in_month((int)part[0], (int)part[1]))
		return false;
	*seconds = nc_calendar_days((int)part[0], (int)part[1], (int)part[2]) *
		86400 +
	    (int64_t)(part[3] * 3600 + part[4] * 60 + part[5]);
	return true;
}

bool
nc_second_stamp_parse(struct newsconv_text text, int64_t *seconds)
{
	return text.size == SECOND_PLACES + 1 &&
	    text.data[SECOND_PLACES] == 'Z' && get_second(text.data, seconds);
}

/* The form with "@"; true only if it is written as nc_stamp() does. */
static bool
parse_far(struct newsconv_text text, int64_t *seconds, uint32_t *nanoseconds)
{
	char copy[NC_STAMP_SIZE], again[NC_STAMP_SIZE];
	long long whole;
	unsigned long rest;

	if (text.size >= sizeof(copy))
		return false;
	memcpy(copy, text.data, text.size);
	copy[text.size] = '\0';
	if (sscanf(copy, "@%20lld.%9lu", &whole, &rest) != 2)
		return false;
	nc_stamp(again, whole, (uint32_t)rest);
	if (strcmp(copy, again) != 0)
		return false;
	*seconds = whole;
	*nanoseconds = (uint32_t)rest;
	return true;
}

bool
nc_stamp_parse(
    struct newsconv_text text, int64_t *seconds, uint32_t *nanoseconds)
{
	uint64_t rest;

	if (text.size > 0 && text.data[0] == '@')
		return parse_far(text, seconds, nanoseconds);
	if (text.size != STAMP_PLACES || text.data[SECOND_PLACES] != '.' ||
	    text.data[STAMP_PLACES - 1] != 'Z' ||
	    !get_digits(text.data + SECOND_PLACES + 1, 9, &rest) ||
	    !get_second(text.data, seconds))
		return false;
	*nanoseconds = (uint32_t)rest;
	return true;
}
