/*
 * A date is read as a short run of numbers and month names.  The line is cut
 * into tokens; each row of `forms` says which sequence of tokens is a date and
 * which of them is day, month and year.  No month name stands here: they come
 * from the language tables.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "date.h"
#include "segment.h"

enum token_kind {
	TOKEN_END,
	TOKEN_NUMBER, /* one or two digits */
	TOKEN_YEAR,   /* four digits, 1000 to 2999 */
	TOKEN_MONTH,  /* a month's name */
	TOKEN_DASH,   /* - */
	TOKEN_SLASH,  /* / */
	TOKEN_POINT,  /* . */
	TOKEN_COMMA,
	TOKEN_YEAR_SIGN, /* CJK signs behind the number */
	TOKEN_MONTH_SIGN,
	TOKEN_DAY_SIGN,
	TOKEN_FILLER, /* "of", "de", ordinal endings: passed over */
	TOKEN_OTHER
};

struct token {
	enum token_kind kind;
	int value;
	size_t start;
	size_t end;
};

/* Tokens that may stand in one date, and the most that are looked at. */
enum { TOKENS = 8 };

enum form_flag {
	NUMERIC = 1,   /* which of the numbers is the day is open */
	SHORT_YEAR = 2 /* the third number is a year of this century */
};

struct form {
	/* D day, M month, Y year; others as in kinds[] below. */
	const char *pattern;
	int flags;
};

/* Longest first: the first that fits is taken. */
static const struct form forms[] = {
    {"Y-n-n", 0},
    {"Y/n/n", 0},
    {"Y.n.n", 0},
    {"YynodD", 0},
    {"n.N.Y", 0}, /* 3. April. 2021 */
    {"n.N,Y", 0},
    {"n.NY", 0}, /* 3. April 2021 */
    {"nN.Y", 0}, /* 3 Apr. 2021 */
    {"nN,Y", 0},
    {"n-N-Y", 0},
    {"n/N/Y", 0},
    {"nNY", 0},
    {"N.n,Y", 0}, /* Apr. 3, 2021 */
    {"Nn,Y", 0},
    {"N.nY", 0},
    {"NnY", 0},
    {"Y,Nn", 0},
    {"YNn", 0},
    {"n/n/Y", NUMERIC},
    {"n.n.Y", NUMERIC},
    {"n-n-Y", NUMERIC},
    {"n/n/n", NUMERIC | SHORT_YEAR},
    {"n-n-n", NUMERIC | SHORT_YEAR},
    {"n.n.n", NUMERIC | SHORT_YEAR},
    {"N.Y", 0},
    {"N,Y", 0},
    {"NY", 0},
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

/* The longest month name that stands at `at`; its size, 0 for none. */
static size_t
month_at(const struct nc_fold *fold, size_t at,
    const struct nc_languages *languages, int *number)
{
	size_t longest = 0, i;
	const struct nc_month *month;

	if (!languages->date_begins[(unsigned char)fold->text[at]])
		return 0;
	for (i = 0; i < languages->count; i++) {
		for (month = languages->tables[i]->months; month->name != NULL;
		     month++) {
			size_t size;

			if (month->name[0] != fold->text[at])
				continue; /* nearly always */
			size = strlen(month->name);
			if (size <= longest || size > fold->size - at ||
			    memcmp(fold->text + at, month->name, size) != 0 ||
			    nc_fold_inside_word(fold, at) ||
			    nc_fold_inside_word(fold, at + size))
				continue;
			longest = size;
			*number = month->number;
		}
	}
	return longest;
}

static const struct {
	const char *text;
	enum token_kind kind;
} signs[] = {
    {"-", TOKEN_DASH},
    {"/", TOKEN_SLASH},
    {".", TOKEN_POINT},
    {",", TOKEN_COMMA},
    {"\xd8\x8c", TOKEN_COMMA}, /* Arabic comma */
    {"\xe5\xb9\xb4", TOKEN_YEAR_SIGN},
    {"\xeb\x85\x84", TOKEN_YEAR_SIGN},
    {"\xe6\x9c\x88", TOKEN_MONTH_SIGN},
    {"\xec\x9b\x94", TOKEN_MONTH_SIGN},
    {"\xe6\x97\xa5", TOKEN_DAY_SIGN},
    {"\xec\x9d\xbc", TOKEN_DAY_SIGN},
};

/* Between day, month and year some languages put a word of one to three letters
 * ("3 de abril de 2021", "the 3rd of April"), and ordinals have endings. */
static size_t
filler_at(const struct nc_fold *fold, size_t at)
{
	size_t size = 0;

	while (size < 4 && ascii_letter(fold->text[at + size]))
		size++;
	if (size == 0 || size > 3)
		return 0;
	return nc_fold_inside_word(fold, at + size) ? 0 : size;
}

static void
next_token(struct token *token, const struct nc_fold *fold, size_t at,
    const struct nc_languages *languages)
{
	size_t size = 0, i;

	while (at < fold->size && fold->text[at] == ' ')
		at++;
	token->start = at;
	token->value = 0;
	token->kind = at == fold->size ? TOKEN_END : TOKEN_OTHER;
	token->end = at + (at < fold->size);
	if (token->kind == TOKEN_END)
		return;
	while (size < 9 && ascii_digit(fold->text[at + size]))
		size++;
	if (size > 0) {
		token->value = atoi(fold->text + at);
		token->end = at + size;
		if (size <= 2)
			token->kind = TOKEN_NUMBER;
		else if (size == 4 && token->value >= 1000 &&
		    token->value < 3000)
			token->kind = TOKEN_YEAR;
		return;
	}
	for (i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		if (signs[i].text[0] != fold->text[at])
			continue;
		size = strlen(signs[i].text);
		if (size <= fold->size - at &&
		    memcmp(fold->text + at, signs[i].text, size) == 0) {
			token->kind = signs[i].kind;
			token->end = at + size;
			return;
		}
	}
	size = month_at(fold, at, languages, &token->value);
	if (size > 0)
		token->kind = TOKEN_MONTH;
	else if ((size = filler_at(fold, at)) > 0)
		token->kind = TOKEN_FILLER;
	if (size > 0)
		token->end = at + size;
}

/* Up to TOKENS tokens from `at` on, fillers left out; returns how many. */
static size_t
read_tokens(struct token *tokens, const struct nc_fold *fold, size_t at,
    const struct nc_languages *languages)
{
	size_t count = 0;
	unsigned fillers = 0;

	while (count < TOKENS) {
		struct token *token = &tokens[count];

		next_token(token, fold, at, languages);
		at = token->end;
		if (token->kind == TOKEN_FILLER && count > 0) {
			if (++fillers > 3)
				break;
			continue;
		}
		if (token->kind == TOKEN_END || token->kind == TOKEN_OTHER ||
		    token->kind == TOKEN_FILLER)
			break;
		count++;
	}
	return count;
}

/* The token kind that a pattern's letter asks for. */
static enum token_kind
kind_of(char letter)
{
	static const struct {
		char letter;
		enum token_kind kind;
	} kinds[] = {{'Y', TOKEN_YEAR}, {'n', TOKEN_NUMBER}, {'N', TOKEN_MONTH},
	    {'-', TOKEN_DASH}, {'/', TOKEN_SLASH}, {'.', TOKEN_POINT},
	    {',', TOKEN_COMMA}, {'y', TOKEN_YEAR_SIGN}, {'o', TOKEN_MONTH_SIGN},
	    {'D', TOKEN_DAY_SIGN}};
	size_t i;

	/* "YynodD" spells year, sign, number, sign, day, sign. */
	if (letter == 'd')
		return TOKEN_NUMBER;
	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (kinds[i].letter == letter)
			return kinds[i].kind;
	return TOKEN_OTHER;
}

static bool
fits(const struct form *form, const struct token *tokens, size_t count)
{
	size_t size, i;

	if (count == 0 || tokens[0].kind != kind_of(form->pattern[0]))
		return false; /* nearly always */
	size = strlen(form->pattern);
	if (size > count)
		return false;
	for (i = 0; i < size; i++)
		if (tokens[i].kind != kind_of(form->pattern[i]))
			return false;
	return true;
}

struct day {
	int year;
	int month;
	int day; /* 0: not printed */
	bool ambiguous;
};

static bool
day_valid(const struct day *day)
{
	return day->year >= 1000 && day->year < 3000 && day->month >= 1 &&
	    day->month <= 12 && day->day >= 0 &&
	    day->day <= nc_days_in_month(day->year, day->month);
}

/* Two numbers and a year: the language's order, unless only one can be. */
static void
settle_numeric(struct day *day, int first, int second, bool day_first)
{
	bool as_day_first = second <= 12 &&
	    first <= nc_days_in_month(day->year, second);
	bool as_month_first = first <= 12 &&
	    second <= nc_days_in_month(day->year, first);

	if (as_day_first && as_month_first && first != second)
		day->ambiguous = true;
	if (as_day_first && (day_first || !as_month_first)) {
		day->day = first;
		day->month = second;
	} else {
		day->day = second;
		day->month = first;
	}
}

static bool
read_day(struct day *day, const struct form *form, const struct token *tokens,
    bool day_first)
{
	int numbers[3] = {0, 0, 0};
	size_t count = 0, i;
	bool year_first = form->pattern[0] == 'Y';

	memset(day, 0, sizeof(*day));
	for (i = 0; form->pattern[i] != '\0'; i++) {
		switch (tokens[i].kind) {
		case TOKEN_YEAR:
			day->year = tokens[i].value;
			break;
		case TOKEN_MONTH:
			day->month = tokens[i].value;
			break;
		case TOKEN_NUMBER:
			if (count < 3)
				numbers[count++] = tokens[i].value;
			break;
		default:
			break;
		}
	}
	if (form->flags & SHORT_YEAR)
		day->year = 2000 + numbers[2];
	if (form->flags & NUMERIC) {
		settle_numeric(day, numbers[0], numbers[1], day_first);
	} else if (count == 2 && year_first) {
		day->month = numbers[0];
		day->day = numbers[1];
	} else if (count > 0) {
		day->day = numbers[0];
	}
	if (count > 0 && day->day == 0)
		return false;
	return day_valid(day);
}

struct clock {
	int hour;
	int minute;
	int second;   /* -1: not printed */
	char zone[8]; /* "", "Z" or "+02:00" */
};

static bool
two_digits(const char *text, int *value)
{
	if (!ascii_digit(text[0]) || !ascii_digit(text[1]))
		return false;
	*value = (text[0] - '0') * 10 + text[1] - '0';
	return true;
}

/* "am", "a.m.", "pm", "p.m."; the size, 0 for none. */
static size_t
half_day(const char *text, int *hour)
{
	static const struct {
		const char *text;
		int shift;
	} halves[] = {{"a.m.", 0}, {"p.m.", 12}, {"am", 0}, {"pm", 12}};
	size_t i;

	for (i = 0; i < sizeof(halves) / sizeof(*halves); i++) {
		size_t size = strlen(halves[i].text);

		if (strncmp(text, halves[i].text, size) != 0 ||
		    ascii_letter(text[size]))
			continue;
		if (*hour >= 1 && *hour <= 12)
			*hour = *hour % 12 + halves[i].shift;
		return size;
	}
	return 0;
}

/* "utc", "gmt", "z", "+02:00", "+0200"; the size, 0 for none. */
static size_t
zone_at(const char *text, char zone[8])
{
	int hours, minutes;
	size_t size;

	size = strncmp(text, "utc", 3) == 0 || strncmp(text, "gmt", 3) == 0 ? 3
	    : text[0] == 'z'                                                ? 1
									    : 0;
	if (size > 0 && !ascii_letter(text[size]) && text[size] != '+' &&
	    text[size] != '-') {
		strcpy(zone, "Z");
		return size;
	}
	if (size == 1 || (text[size] != '+' && text[size] != '-') ||
	    !two_digits(text + size + 1, &hours))
		return 0;
	minutes = 0;
	if (text[size + 3] == ':') {
		if (!two_digits(text + size + 4, &minutes))
			return 0;
	} else if (!two_digits(text + size + 3, &minutes)) {
		return 0;
	}
	if (hours > 14 || minutes > 59)
		return 0;
	snprintf(zone, 8, "%c%02d:%02d", text[size], hours, minutes);
	return size + (text[size + 3] == ':' ? 6 : 5);
}

static size_t
skip(const struct nc_fold *fold, size_t at, const char *characters)
{
	while (at < fold->size && strchr(characters, fold->text[at]) != NULL)
		at++;
	return at;
}

/*
 * A time of day soon after the date: at most a separator and one short word
 * ("at", "um") between.  Returns the offset behind it, or 0.
 */
static size_t
clock_after(struct clock *clock, const struct nc_fold *fold, size_t at)
{
	const char *text = fold->text;
	size_t word, next;
	int digits = 0;

	at = skip(fold, at, " ,-|");
	word = filler_at(fold, at);
	if (word > 0)
		at = skip(fold, at + word, " ");
	else if (text[at] == 't' && ascii_digit(text[at + 1]))
		at++; /* ISO 8601 */
	memset(clock, 0, sizeof(*clock));
	clock->second = -1;
	while (digits < 2 && ascii_digit(text[at]))
		clock->hour = clock->hour * 10 + text[at++] - '0', digits++;
	if (digits == 0 || ascii_digit(text[at]))
		return 0;
	if ((text[at] == ':' || text[at] == '.') &&
	    two_digits(text + at + 1, &clock->minute)) {
		at += 3;
		if (text[at] == ':' &&
		    two_digits(text + at + 1, &clock->second))
			at += 3;
		else
			clock->second = -1;
	} else if (half_day(text + skip(fold, at, " "), &digits) == 0) {
		return 0; /* a bare number is no time, "8 pm" is */
	}
	if (ascii_digit(text[at]))
		return 0;
	if (text[at] == '.' && ascii_digit(text[at + 1])) /* of a second */
		at = skip(fold, at + 1, "0123456789");
	next = skip(fold, at, " ");
	word = half_day(text + next, &clock->hour);
	if (word > 0)
		at = next + word;
	next = skip(fold, at, " (");
	word = zone_at(text + next, clock->zone);
	if (word > 0)
		at = next + word;
	if (clock->hour > 23 || clock->minute > 59 || clock->second > 59)
		return 0;
	return at;
}

static void
print_value(struct nc_date_found *found, const struct day *day,
    const struct clock *clock)
{
	size_t used;

	if (day->day == 0) {
		found->precision = NEWSCONV_PRECISION_MONTH;
		snprintf(found->value, sizeof(found->value), "%04d-%02d",
		    day->year, day->month);
		return;
	}
	found->precision = NEWSCONV_PRECISION_DAY;
	snprintf(found->value, sizeof(found->value), "%04d-%02d-%02d",
	    day->year, day->month, day->day);
	if (clock == NULL)
		return;
	used = strlen(found->value);
	if (clock->second >= 0) {
		found->precision = NEWSCONV_PRECISION_SECOND;
		snprintf(found->value + used, sizeof(found->value) - used,
		    "T%02d:%02d:%02d%s", clock->hour, clock->minute,
		    clock->second, clock->zone);
	} else {
		found->precision = NEWSCONV_PRECISION_MINUTE;
		snprintf(found->value + used, sizeof(found->value) - used,
		    "T%02d:%02d%s", clock->hour, clock->minute, clock->zone);
	}
}

/* "31 February 2021" is no date; "February 2021" in it is none either. */
static bool
number_before(const struct nc_fold *fold, size_t at)
{
	while (at > 0 && strchr(" .", fold->text[at - 1]) != NULL)
		at--;
	return at > 0 && ascii_digit(fold->text[at - 1]);
}

static bool
date_at(struct nc_date_found *found, const struct nc_fold *fold, size_t at,
    const struct nc_languages *languages)
{
	struct token tokens[TOKENS];
	size_t count = read_tokens(tokens, fold, at, languages), i, after;
	bool day_first = languages->count == 0 ||
	    languages->tables[0]->day_first;
	struct clock clock;
	struct day day;

	for (i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		size_t end;

		if (!fits(&forms[i], tokens, count) ||
		    !read_day(&day, &forms[i], tokens, day_first))
			continue;
		if (day.day == 0 && number_before(fold, tokens[0].start))
			continue;
		end = tokens[strlen(forms[i].pattern) - 1].end;
		if (fold->text[end] == '.' && ascii_digit(fold->text[end + 1]))
			continue; /* a number that goes on */
		if (nc_fold_inside_word(fold, end) &&
		    fold->text[end] != 't') /* ISO 8601's T */
			continue;
		after = day.day > 0 ? clock_after(&clock, fold, end) : 0;
		found->start = tokens[0].start;
		found->end = after > 0 ? after : end;
		found->ambiguous = day.ambiguous;
		print_value(found, &day, after > 0 ? &clock : NULL);
		return true;
	}
	return false;
}

/*
 * All dates have digits: behind the last one none begins.  Returns where that
 * is, or 0, where a date would need more behind it.
 */
static size_t
last_digit(const struct nc_fold *fold)
{
	size_t at = fold->size;

	while (at > 0 && !ascii_digit(fold->text[at]))
		at--;
	return at;
}

bool
nc_date_find(struct nc_date_found *found, const struct nc_fold *fold,
    size_t from, const struct nc_languages *languages)
{
	size_t last = last_digit(fold), at;

	for (at = from; at < last; at++) {
		unsigned char byte = (unsigned char)fold->text[at];
		int number;

		if ((byte & 0xc0) == 0x80 ||
		    (byte < 0x80 && !languages->date_begins[byte]))
			continue;
		if (at > 0 && ascii_digit(fold->text[at]) &&
		    strchr("./-:", fold->text[at - 1]) != NULL && at > 1 &&
		    ascii_digit(fold->text[at - 2]))
			continue; /* in the middle of a number */
		if (nc_fold_inside_word(fold, at))
			continue;
		if (!ascii_digit(fold->text[at]) &&
		    month_at(fold, at, languages, &number) == 0)
			continue;
		if (date_at(found, fold, at, languages))
			return true;
	}
	return false;
}

/* --------------------------------------------------- what the caller gives */

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
