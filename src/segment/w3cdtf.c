/* Dates as callers state them: W3CDTF, complete and to the letter. */
#include <string.h>

#include "calendar.h"
#include "segment.h"

static bool
ascii_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
two_digits(const char *text, int *value)
{
	if (!ascii_digit(text[0]) || !ascii_digit(text[1]))
		return false;
	*value = (text[0] - '0') * 10 + text[1] - '0';
	return true;
}

bool
nc_date_parse_w3cdtf(struct newsconv_text text, struct newsconv_date *date)
{
	static const struct {
		const char *shape; /* 0 stands for a digit */
		enum newsconv_precision precision;
	} shapes[] = {
	    {"0000", NEWSCONV_PRECISION_YEAR},
	    {"0000-00", NEWSCONV_PRECISION_MONTH},
	    {"0000-00-00", NEWSCONV_PRECISION_DAY},
	    {"0000-00-00T00:00Z", NEWSCONV_PRECISION_MINUTE},
	    {"0000-00-00T00:00+00:00", NEWSCONV_PRECISION_MINUTE},
	    {"0000-00-00T00:00-00:00", NEWSCONV_PRECISION_MINUTE},
	    {"0000-00-00T00:00:00Z", NEWSCONV_PRECISION_SECOND},
	    {"0000-00-00T00:00:00+00:00", NEWSCONV_PRECISION_SECOND},
	    {"0000-00-00T00:00:00-00:00", NEWSCONV_PRECISION_SECOND},
	};
	int numbers[6] = {0, 1, 1, 0, 0, 0}; /* year to second */
	int hours = 0, minutes = 0;          /* of the zone */
	size_t i, j, number;

	for (i = 0; i < sizeof(shapes) / sizeof(*shapes); i++) {
		const char *shape = shapes[i].shape;

		if (text.size != strlen(shape))
			continue;
		for (j = 0; j < text.size; j++)
			if (shape[j] == '0' ? !ascii_digit(text.data[j])
					    : text.data[j] != shape[j])
				break;
		if (j == text.size)
			break;
	}
	if (i == sizeof(shapes) / sizeof(*shapes))
		return false;
	if (text.size > 16 && strchr("+-", text.data[text.size - 6]) != NULL &&
	    (!two_digits(text.data + text.size - 5, &hours) ||
		!two_digits(text.data + text.size - 2, &minutes)))
		return false;
	for (j = 0, number = 0; j < text.size && number < 6; j++) {
		if (!ascii_digit(text.data[j]))
			continue;
		for (numbers[number] = 0;
		     j < text.size && ascii_digit(text.data[j]); j++)
			numbers[number] = numbers[number] * 10 + text.data[j] -
			    '0';
		number++;
	}
	if (numbers[0] < 1 || numbers[1] < 1 || numbers[1] > 12 ||
	    numbers[2] < 1 ||
	    numbers[2] > nc_days_in_month(numbers[0], numbers[1]) ||
	    numbers[3] > 23 || numbers[4] > 59 || hours > 14 || minutes > 59)
		return false;
	memcpy(date->value, text.data, text.size);
	date->value[text.size] = '\0';
	date->precision = shapes[i].precision;
	date->ambiguous = 0;
	return true;
}
