/*
 * Dates, times, weeks and durations as HTML writes them (2.3.5).  Forms are
 * patterns with a digit a zero, so that the many of them are a table; what the
 * digits may say is checked afterwards.
 */
#include <stdlib.h>
#include <string.h>

#include "html_values.h"

enum { FIELD_MAX = 9 };

/* What a pattern read: the digits of each letter. */
struct fields {
	long year, month, day, hour, minute, second, week;
	long zone_hour, zone_minute;
};

static long
digits(const char **text, size_t least, size_t most)
{
	long value = 0;
	size_t count = 0;

	while (count < most && **text >= '0' && **text <= '9') {
		value = value * 10 + (*(*text)++ - '0');
		count++;
	}
	return count < least ? -1 : value;
}

/*
 * Y M D h m s W: a field; `.` a fraction of 1 to 3 digits that may be missing;
 * others: themselves.  False: the text is of another form.
 */
static bool
read_form(const char *text, const char *form, struct fields *fields)
{
	memset(fields, 0, sizeof(*fields));
	for (; *form != '\0'; form++) {
		long *field = *form == 'Y' ? &fields->year
		    : *form == 'M'         ? &fields->month
		    : *form == 'D'         ? &fields->day
		    : *form == 'h'         ? &fields->hour
		    : *form == 'm'         ? &fields->minute
		    : *form == 's'         ? &fields->second
		    : *form == 'w'         ? &fields->week
		    : *form == 'H'         ? &fields->zone_hour
		    : *form == 'N'         ? &fields->zone_minute
					   : NULL;

		if (field != NULL) {
			*field = digits(&text, *form == 'Y' ? 4 : 2,
			    *form == 'Y' ? FIELD_MAX : 2);
			if (*field < 0)
				return false;
			continue;
		}
		if (*form == '.') {
			if (*text == '.') {
				text++;
				if (digits(&text, 1, 3) < 0)
					return false;
			}
			continue;
		}
		if (*form == '+'
			? *text != '+' && *text != '-'
			: *text != *form && !(*form == 'T' && *text == ' '))
			return false;
		text++;
	}
	return *text == '\0';
}

static long
days_of(long year, long month)
{
	static const int days[] = {
	    31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (month == 2 &&
	    ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0))
		return 29;
	return days[month - 1];
}

/* The form says which fields are there. */
static bool
in_range(const struct fields *fields, const char *form)
{
	if (strchr(form, 'Y') != NULL && fields->year < 1)
		return false;
	if (strchr(form, 'M') != NULL &&
	    (fields->month < 1 || fields->month > 12))
		return false;
	/* A day without a year may be that of a leap year. */
	if (strchr(form, 'D') != NULL &&
	    (fields->day < 1 ||
		fields->day >
		    days_of(strchr(form, 'Y') == NULL ? 4 : fields->year,
			fields->month)))
		return false;
	if (strchr(form, 'w') != NULL &&
	    (fields->week < 1 || fields->week > 53))
		return false;
	return fields->hour <= 23 && fields->minute <= 59 &&
	    fields->second <= 59 && fields->zone_hour <= 23 &&
	    fields->zone_minute <= 59;
}

static bool
any_form(const char *text, const char *const *forms, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		struct fields fields;

		if (read_form(text, forms[i], &fields) &&
		    in_range(&fields, forms[i]))
			return true;
	}
	return false;
}

/* PnDTnHnMnS, in this order, something of it, and something after a T. */
static bool
duration_iso(const char *text)
{
	static const char order[] = "DTHMS";
	size_t place = 0;
	bool some = false;

	if (*text++ != 'P')
		return false;
	while (*text != '\0') {
		const char *unit;

		if (*text == 'T') {
			if (place > 1 || text[1] == '\0')
				return false;
			place = 2;
			text++;
			continue;
		}
		if (digits(&text, 1, FIELD_MAX) < 0)
			return false;
		if (*text == '.') {
			text++;
			if (digits(&text, 1, 3) < 0 || *text != 'S')
				return false;
		}
		unit = *text == '\0' ? NULL : strchr(order, *text);
		if (unit == NULL || (size_t)(unit - order) < place ||
		    (place < 2 && *unit != 'D'))
			return false;
		place = (size_t)(unit - order) + 1;
		some = true;
		text++;
	}
	return some;
}

/* "1w 2d 3h 4m 5.5s": each unit once, in any order and case. */
static bool
duration_words(const char *text)
{
	static const char units[] = "wdhms";
	unsigned seen = 0;

	for (;;) {
		const char *unit;
		bool fraction = false;

		text += strspn(text, " \t\n\r\f");
		if (*text == '\0')
			return seen != 0;
		if (digits(&text, 1, FIELD_MAX) < 0)
			return false;
		if (*text == '.') {
			text++;
			fraction = true;
			if (digits(&text, 1, 3) < 0)
				return false;
		}
		text += strspn(text, " \t\n\r\f");
		unit = *text == '\0' ? NULL : strchr(units, *text | 0x20);
		if (unit == NULL || (fraction && *unit != 's') ||
		    (seen & 1u << (unit - units)) != 0)
			return false;
		seen |= 1u << (unit - units);
		text++;
	}
}

#define FORMS(table) table, sizeof(table) / sizeof(table[0])

/* 2.3.5.7: a date, a T or a space, a time, and a zone. */
static const char *const global_forms[] = {"Y-M-DTh:mZ", "Y-M-DTh:m:s.Z",
    "Y-M-DTh:m+HN", "Y-M-DTh:m+H:N", "Y-M-DTh:m:s.+HN", "Y-M-DTh:m:s.+H:N"};

bool
nc_html_date(const char *value)
{
	static const char *const forms[] = {"Y-M-D"};

	return any_form(value, FORMS(forms)) ||
	    any_form(value, FORMS(global_forms));
}

bool
nc_html_time(const char *value)
{
	static const char *const forms[] = {"Y", "Y-M", "M-D", "--M-D", "h:m",
	    "h:m:s.", "Y-M-DTh:m", "Y-M-DTh:m:s.", "Y-Ww", "Z", "+HN", "+H:N"};

	return nc_html_date(value) || any_form(value, FORMS(forms)) ||
	    duration_iso(value) || duration_words(value);
}
