/*
 * A time of day is an hour, a sign and minutes, or an hour and a half of the
 * day.  The words around it come from the language tables, the zones from the
 * table of zones.
 */
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "time_words.h"
#include "utf8.h"

enum {
	ZONE_LETTERS = 5,
	/* A time before its date stands as near as this, in bytes. */
	BEFORE_DATE = 64
};

static bool
ascii_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
ascii_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static size_t
skip(const struct nc_fold *fold, size_t at, const char *characters)
{
	while (at < fold->size && strchr(characters, fold->text[at]) != NULL)
		at++;
	return at;
}

/* One or two digits, no more; the offset behind them, 0 for none. */
static size_t
read_number(const char *text, size_t at, int *value)
{
	size_t digits = 0;

	*value = 0;
	while (digits < 2 && ascii_digit(text[at + digits]))
		*value = *value * 10 + text[at + digits++] - '0';
	return digits == 0 || ascii_digit(text[at + digits]) ? 0 : at + digits;
}

static size_t
read_two_digits(const char *text, size_t at, int *value)
{
	size_t end = read_number(text, at, value);

	return end == at + 2 ? end : 0;
}

size_t
nc_filler_at(const struct nc_fold *fold, size_t at)
{
	size_t size = 0, letters = 0, length;
	uint32_t c;

	while ((length = nc_utf8_decode(
		    fold->text + at + size, fold->size - at - size, &c)) > 0 &&
	    nc_is_letter(c) && letters < 4) {
		letters++;
		size += length;
	}
	if (letters == 0 || letters > 3 || nc_fold_inside_word(fold, at + size))
		return 0;
	return size;
}

size_t
nc_weekday_at(
    const struct nc_fold *fold, size_t at, const struct nc_languages *languages)
{
	const char *const *day;
	size_t longest = 0, i;

	if (nc_fold_inside_word(fold, at))
		return 0;
	for (i = 0; i < languages->count; i++)
		for (day = languages->tables[i]->weekdays; *day != NULL;
		     day++) {
			size_t size = strlen(*day);

			if ((*day)[0] == fold->text[at] && size > longest &&
			    strncmp(fold->text + at, *day, size) == 0 &&
			    !nc_fold_inside_word(fold, at + size))
				longest = size;
		}
	return longest;
}

/* "a.m." and its like; the size, 0 for none. */
static size_t
day_period(const char *text, const struct nc_languages *languages, int *hours)
{
	const struct nc_day_period *period;
	size_t longest = 0, i;

	for (i = 0; i < languages->count; i++)
		for (period = languages->tables[i]->day_periods;
		     period->text != NULL; period++) {
			size_t size = strlen(period->text);

			if (period->text[0] != text[0] || size <= longest ||
			    strncmp(text, period->text, size) != 0 ||
			    (ascii_letter(text[size]) &&
				ascii_letter(text[size - 1])))
				continue;
			longest = size;
			*hours = period->hours;
		}
	return longest;
}

static void
shift_hour(struct nc_clock *clock, int hours)
{
	if (clock->hour >= 1 && clock->hour <= 12)
		clock->hour = clock->hour % 12 + hours;
}

/* ------------------------------------------------------------------- zones */

/* "+02:00", "+0200"; behind a zone's name also "+2". */
static size_t
read_offset(struct nc_clock *clock, const char *text, size_t at, bool named)
{
	int hours, minutes = 0;
	char sign = text[at];
	size_t end, after;

	if (sign != '+' && sign != '-')
		return 0;
	at++;
	if (ascii_digit(text[at]) && ascii_digit(text[at + 1]) &&
	    ascii_digit(text[at + 2]) && ascii_digit(text[at + 3])) {
		hours = (text[at] - '0') * 10 + text[at + 1] - '0';
		end = read_two_digits(text, at + 2, &minutes);
	} else {
		end = read_number(text, at, &hours);
		if (end == 0 || (!named && end != at + 2))
			return 0;
		after = text[end] == ':'
		    ? read_two_digits(text, end + 1, &minutes)
		    : 0;
		if (after == 0 && !named)
			return 0;
		end = after > 0 ? after : end;
	}
	if (end == 0 || hours > 14 || minutes > 59)
		return 0;
	snprintf(clock->offset, sizeof(clock->offset), "%c%02d:%02d", sign,
	    hours, minutes);
	return end;
}

/* A zone's abbreviation at `at`; its size, 0 for none. */
static size_t
zone_name(struct nc_clock *clock, const struct nc_fold *fold, size_t at)
{
	const struct nc_zone *zone;
	struct newsconv_text name = {fold->text + at, 0};
	size_t letters = 0, length;
	uint32_t c;
	int minutes;

	while ((length = nc_utf8_decode(fold->text + at + name.size,
		    fold->size - at - name.size, &c)) > 0 &&
	    nc_is_letter(c) && letters++ < ZONE_LETTERS)
		name.size += length;
	zone = name.size > 0 ? nc_zone_find(name) : NULL;
	if (zone == NULL)
		return 0;
	minutes = zone->minutes < 0 ? -zone->minutes : zone->minutes;
	if (zone->open)
		clock->offset[0] = '\0';
	else if (minutes == 0)
		strcpy(clock->offset, "Z");
	else
		snprintf(clock->offset, sizeof(clock->offset), "%c%02d:%02d",
		    zone->minutes < 0 ? '-' : '+', minutes / 60, minutes % 60);
	return name.size;
}

/* The offset behind the zone, or `at` when there is none. */
static size_t
read_zone(struct nc_clock *clock, const struct nc_fold *fold, size_t at)
{
	size_t start = skip(fold, at, " ("), end, size;

	size = zone_name(clock, fold, start);
	end = start + size;
	if (size == 0 || clock->offset[0] == 'Z') {
		size_t behind = read_offset(clock, fold->text, end, size > 0);

		end = behind > 0 ? behind : end;
	}
	if (end == start)
		return at;
	clock->zone_start = start;
	clock->zone_end = end;
	return end;
}

/* ------------------------------------------------------------------- hours */

/* What may stand behind the hour: ":", ".", "h", a sign; its size. */
static size_t
hour_sign(const char *text, bool *alone)
{
	static const struct {
		const char *text;
		bool alone; /* "15h" is a time without minutes */
	} signs[] = {{":", false}, {".", false}, {"h", true},
	    {"\xe6\x99\x82", true}, {"\xe6\x97\xb6", true},
	    {"\xe9\xbb\x9e", true}, {"\xe7\x82\xb9", true},
	    {"\xec\x8b\x9c", true}};
	size_t i;

	for (i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		size_t size = strlen(signs[i].text);

		if (strncmp(text, signs[i].text, size) == 0) {
			*alone = signs[i].alone;
			return size;
		}
	}
	return 0;
}

/* The signs for minutes, which may follow them. */
static size_t
minute_sign(const char *text)
{
	return strncmp(text, "\xe5\x88\x86", 3) == 0 ||
		strncmp(text, "\xeb\xb6\x84", 3) == 0
	    ? 3
	    : 0;
}

/* Minutes and seconds behind the hour; 0 when what follows is no time. */
static size_t
read_minutes(struct nc_clock *clock, const struct nc_fold *fold, size_t at)
{
	const char *text = fold->text;
	bool alone = false;
	size_t blank = skip(fold, at, " ");
	size_t sign = hour_sign(text + blank, &alone), end, after;

	if (sign == 0 || (blank > at && !alone))
		return 0;
	at = blank + sign;
	blank = alone ? skip(fold, at, " ") : at;
	end = read_number(text, blank, &clock->minute);
	if (end > 0 && end - blank == 1 && minute_sign(text + end) == 0)
		end = 0;
	if (end == 0) {
		clock->minute = 0;
		return alone && !ascii_letter(text[at]) ? at : 0;
	}
	end += minute_sign(text + end);
	if (text[end] == ':' &&
	    (after = read_two_digits(text, end + 1, &clock->second)) > 0) {
		end = after;
		if (text[end] == '.' && ascii_digit(text[end + 1]))
			end = skip(fold, end + 1, "0123456789");
	} else {
		clock->second = -1;
		/* "3.04.2021" is a day. */
		if (text[end] == '.' && ascii_digit(text[end + 1]))
			return 0;
	}
	return end;
}

size_t
nc_clock_at(struct nc_clock *clock, const struct nc_fold *fold, size_t at,
    const struct nc_languages *languages)
{
	const char *text = fold->text;
	int before = -1, after = -1;
	size_t size, end, next;

	memset(clock, 0, sizeof(*clock));
	clock->second = -1;
	size = ascii_digit(text[at])
	    ? 0
	    : day_period(text + at, languages, &before);
	at = skip(fold, at + size, " ");
	at = read_number(text, at, &clock->hour);
	if (at == 0)
		return 0;
	end = read_minutes(clock, fold, at);
	next = skip(fold, end > 0 ? end : at, " ");
	size = day_period(text + next, languages, &after);
	/* A bare number is no time, "8 pm" is. */
	if (end == 0 && size == 0)
		return 0;
	end = size > 0 ? next + size : end;
	if (ascii_digit(text[end]))
		return 0;
	if (after >= 0 || before >= 0)
		shift_hour(clock, after >= 0 ? after : before);
	end = read_zone(clock, fold, end);
	if (clock->hour > 23 || clock->minute > 59 || clock->second > 59)
		return 0;
	return end;
}

size_t
nc_clock_after(struct nc_clock *clock, const struct nc_fold *fold, size_t at,
    const struct nc_languages *languages)
{
	size_t word, end, day;

	/* ISO 8601 */
	if (fold->text[at] == 't' && ascii_digit(fold->text[at + 1]))
		return nc_clock_at(clock, fold, at + 1, languages);
	at = skip(fold, at, " ,-|/(\xc2\xb7");
	day = nc_weekday_at(fold, at, languages);
	if (day > 0)
		at = skip(fold, at + day, " ,.-|/()");
	end = nc_clock_at(clock, fold, at, languages);
	word = end == 0 ? nc_filler_at(fold, at) : 0;
	if (word > 0)
		end = nc_clock_at(
		    clock, fold, skip(fold, at + word, " .,:"), languages);
	return end;
}

/* Nothing but separators, weekdays and short words in [at, end). */
static bool
only_joins(const struct nc_fold *fold, size_t at, size_t end,
    const struct nc_languages *languages)
{
	unsigned words = 0;

	while (at < end) {
		size_t size = strchr(" ,-|/()", fold->text[at]) != NULL;

		if (size == 0)
			size = nc_weekday_at(fold, at, languages);
		if (size == 0) {
			size = nc_filler_at(fold, at);
			if (size == 0 || ++words > 1)
				return false;
		}
		at += size;
	}
	return at == end;
}

bool
nc_clock_before(struct nc_clock *clock, const struct nc_fold *fold, size_t from,
    size_t at, const struct nc_languages *languages, size_t *start)
{
	size_t i = at > from + BEFORE_DATE ? at - BEFORE_DATE : from, end;

	for (; i < at; i++) {
		if (!ascii_digit(fold->text[i]) ||
		    (i > 0 &&
			(ascii_digit(fold->text[i - 1]) ||
			    strchr(":./-", fold->text[i - 1]) != NULL)))
			continue;
		end = nc_clock_at(clock, fold, i, languages);
		if (end > 0 && end <= at &&
		    only_joins(fold, end, at, languages)) {
			*start = i;
			return true;
		}
	}
	return false;
}
