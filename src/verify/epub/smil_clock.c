/*
 * Clock values (SMIL 3.0, 5.4.5; EPUB 3.3, 9.2.2):
 *
 *	5:34:31.396	hours, minutes, seconds
 *	124:59.000	minutes, seconds
 *	76.2s 7.75h 13min 2345ms 12.345	a count and its unit, or seconds
 */
#include <string.h>

#include "smil_clock.h"

/* Digits at *text, fewer than would overflow what they are multiplied by. */
static bool
take_number(const char **text, uint64_t *value)
{
	const char *start = *text;

	*value = 0;
	while (**text >= '0' && **text <= '9' && *text - start < 10)
		*value = *value * 10 + (uint64_t)(*(*text)++ - '0');
	return *text > start && (**text < '0' || **text > '9');
}

/* A fraction, if there is one, in thousandths. */
static bool
take_fraction(const char **text, uint64_t *thousandths)
{
	uint64_t unit = 100;
	const char *start;

	*thousandths = 0;
	if (**text != '.')
		return true;
	start = ++*text;
	for (; **text >= '0' && **text <= '9'; ++*text) {
		*thousandths += (uint64_t)(**text - '0') * unit;
		unit /= 10;
	}
	return *text > start;
}

static bool
take_unit(const char *text, uint64_t *unit)
{
	static const struct {
		const char *name;
		uint64_t milliseconds;
	} units[] = {
	    {"", 1000}, {"s", 1000}, {"ms", 1}, {"min", 60000}, {"h", 3600000}};
	size_t i;

	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (strcmp(text, units[i].name) == 0) {
			*unit = units[i].milliseconds;
			return true;
		}
	}
	return false;
}

static bool
two_digits(const char *text)
{
	return text[0] >= '0' && text[0] <= '5' && text[1] >= '0' &&
	    text[1] <= '9';
}

/*
 * What stands behind the first colon; `first`, of so many digits, are hours or,
 * of two digits, minutes.
 */
static bool
take_parts(
    const char *text, uint64_t first, size_t digits, uint64_t *milliseconds)
{
	uint64_t second, third, fraction;
	bool three;

	if (!two_digits(text) || !take_number(&text, &second))
		return false;
	three = *text == ':';
	if (!three && digits != 2)
		return false;
	if (three) {
		text++;
		if (!two_digits(text) || !take_number(&text, &third))
			return false;
		second = second * 60 + third;
		first *= 60;
	}
	if (!take_fraction(&text, &fraction) || *text != '\0')
		return false;
	*milliseconds = (first * 60 + second) * 1000 + fraction;
	return second < 3600;
}

bool
nc_smil_clock(const char *text, uint64_t *milliseconds)
{
	uint64_t count, fraction, unit;
	const char *start = text;

	if (!take_number(&text, &count))
		return false;
	if (*text == ':')
		return take_parts(
		    text + 1, count, (size_t)(text - start), milliseconds);
	if (!take_fraction(&text, &fraction) || !take_unit(text, &unit))
		return false;
	*milliseconds = count * unit + fraction * unit / 1000;
	return true;
}
