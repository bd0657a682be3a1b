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
#include "calendars.h"
#include "clock.h"
#include "date.h"
#include "time_words.h"

enum token_kind {
	TOKEN_END,
	TOKEN_NUMBER, /* one or two digits */
	TOKEN_YEAR,   /* four digits, 1000 to 2999, or an era and its year */
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
	enum nc_calendar calendar; /* of a month */
	int value;
	bool glued; /* a year with the digits of a time run into it */
	size_t start;
	size_t end;
};

/* Tokens that may stand in one date, and the most that are looked at. */
enum { TOKENS = 8 };

/* Buddhist years of this range are Gregorian years of today. */
enum { BUDDHIST_FIRST = 2443, BUDDHIST_LAST = 2642, BUDDHIST_EPOCH = 543 };

/* Years of the Persian calendar that news was printed in. */
enum { PERSIAN_FIRST = 1300, PERSIAN_LAST = 1499 };

/* Two digits from here on are years of the last century. */
enum { LAST_CENTURY = 70 };

enum form_flag {
	NUMERIC = 1,    /* which of the numbers is the day is open */
	SHORT_YEAR = 2, /* one of the numbers is a year of this century */
	POINTS = 4      /* between points the day stands first */
};

struct form {
	/* Letters as in kinds[] below. */
	const char *pattern;
	int flags;
};

/* Numbers alone.  Longest first: the first that fits is taken. */
static const struct form numeric_forms[] = {
    {"Y-n-n", 0},
    {"Y/n/n", 0},
    {"Y.n.n", 0},
    {"YynodD", 0},
    {"n/n/Y", NUMERIC},
    {"n.n.Y", NUMERIC | POINTS},
    {"n-n-Y", NUMERIC},
    {"n/n/n", NUMERIC | SHORT_YEAR},
    {"n-n-n", NUMERIC | SHORT_YEAR},
    {"n.n.n", NUMERIC | SHORT_YEAR | POINTS},
};

/* With a month's name; points, commas and dashes between left out. */
static const struct form named_forms[] = {
    {"nNY", 0},
    {"NnY", 0},
    {"YNn", 0},
    {"YnN", 0},
    {"NY", 0},
};

static bool
ascii_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The longest month name that stands at `at`; its size, 0 for none. */
static size_t
month_at(const struct nc_fold *fold, size_t at,
    const struct nc_languages *languages, const struct nc_month **found)
{
	size_t longest = 0, i;
	const struct nc_month *month;

	if (!languages->month_heads[nc_phrase_head(fold->text + at)])
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
			    nc_fold_inside_word(fold, at + size))
				continue;
			longest = size;
			*found = month;
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

/* A run of digits: a number, a year, or a year and a time's hour ("20247:55")
 * that the dump ran together. */
static void
read_digits(struct token *token, const struct nc_fold *fold, size_t at)
{
	const char *text = fold->text + at;
	size_t size = 0;

	while (size < 9 && ascii_digit(text[size]))
		size++;
	token->end = at + size;
	token->value = atoi(text);
	if (size <= 2)
		token->kind = TOKEN_NUMBER;
	else if (size == 4 && token->value >= 1000 && token->value < 3000)
		token->kind = TOKEN_YEAR;
	else if ((size == 5 || size == 6) &&
	    (strncmp(text, "19", 2) == 0 || strncmp(text, "20", 2) == 0)) {
		token->kind = TOKEN_YEAR;
		token->value /= size == 5 ? 10 : 100;
		token->end = at + 4;
		token->glued = true;
	}
}

/* A year counted from another epoch: "令和3", "พ.ศ. 2564". */
static bool
read_era(struct token *token, const struct nc_fold *fold, size_t at)
{
	const struct nc_era *era = nc_era_at(fold->text + at);
	size_t end;

	if (era == NULL)
		return false;
	at += strlen(era->text);
	while (at < fold->size && fold->text[at] == ' ')
		at++;
	for (end = at; end < at + 4 && ascii_digit(fold->text[end]); end++)
		token->value = token->value * 10 + fold->text[end] - '0';
	/* The first year has a sign of its own. */
	if (end == at && strncmp(fold->text + at, "\xe5\x85\x83", 3) == 0) {
		token->value = 1;
		end += 3;
	}
	if (end == at)
		return false;
	token->kind = TOKEN_YEAR;
	token->value += era->years;
	token->end = end;
	return true;
}

/* A sign of the table, a month, or a filler; else the token is left alone. */
static void
read_word(struct token *token, const struct nc_fold *fold, size_t at,
    const struct nc_languages *languages)
{
	const struct nc_month *month = NULL;
	size_t size, i;

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
	size = month_at(fold, at, languages, &month);
	if (size > 0) {
		token->kind = TOKEN_MONTH;
		token->value = month->number;
		token->calendar = month->calendar;
	} else if ((size = nc_filler_at(fold, at)) > 0) {
		token->kind = TOKEN_FILLER;
	}
	if (size > 0)
		token->end = at + size;
}

static void
next_token(struct token *token, const struct nc_fold *fold, size_t at,
    const struct nc_languages *languages)
{
	memset(token, 0, sizeof(*token));
	while (at < fold->size && fold->text[at] == ' ')
		at++;
	token->start = at;
	token->kind = at == fold->size ? TOKEN_END : TOKEN_OTHER;
	token->end = at + (at < fold->size);
	if (token->kind == TOKEN_END)
		return;
	if (ascii_digit(fold->text[at]))
		read_digits(token, fold, at);
	else if (!read_era(token, fold, at))
		read_word(token, fold, at, languages);
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
	} kinds[] = {{'Y', TOKEN_YEAR}, {'n', TOKEN_NUMBER},
	    {'d', TOKEN_NUMBER}, {'N', TOKEN_MONTH}, {'-', TOKEN_DASH},
	    {'/', TOKEN_SLASH}, {'.', TOKEN_POINT}, {'y', TOKEN_YEAR_SIGN},
	    {'o', TOKEN_MONTH_SIGN}, {'D', TOKEN_DAY_SIGN}};
	size_t i;

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

static bool
separator(enum token_kind kind)
{
	return kind == TOKEN_POINT || kind == TOKEN_COMMA ||
	    kind == TOKEN_DASH || kind == TOKEN_SLASH;
}

/*
 * The tokens without what separates them, at most two at a place ("Apr., ").
 * A month named twice, as in "يونيو/حزيران", is one.
 */
static size_t
leave_out_separators(
    struct token *plain, const struct token *tokens, size_t count)
{
	size_t left = 0, skipped = 0, i;

	for (i = 0; i < count; i++) {
		if (separator(tokens[i].kind)) {
			if (++skipped > 2 || left == 0)
				break;
			continue;
		}
		skipped = 0;
		if (tokens[i].kind == TOKEN_MONTH && left > 0 &&
		    plain[left - 1].kind == TOKEN_MONTH) {
			if (plain[left - 1].value != tokens[i].value)
				break;
			plain[left - 1].end = tokens[i].end;
			continue;
		}
		plain[left++] = tokens[i];
	}
	return left;
}

struct reading {
	struct nc_day day;
	struct nc_day other; /* when ambiguous: day and month exchanged */
	bool ambiguous;
	enum nc_order order;
};

/* Two numbers and a year: the language's order, unless only one can be. */
static void
settle_numeric(struct reading *reading, int first, int second, bool day_first)
{
	struct nc_day *day = &reading->day;
	bool as_day_first = second <= 12 &&
	    first <= nc_days_in_month(day->year, second);
	bool as_month_first = first <= 12 &&
	    second <= nc_days_in_month(day->year, first);

	if (!as_month_first || (as_day_first && day_first)) {
		day->day = first;
		day->month = second;
	} else {
		day->day = second;
		day->month = first;
	}
	reading->ambiguous = as_day_first && as_month_first && first != second;
	if (as_day_first != as_month_first)
		reading->order = as_day_first ? NC_ORDER_DAY_FIRST
					      : NC_ORDER_MONTH_FIRST;
	reading->other = *day;
	reading->other.day = day->month;
	reading->other.month = day->day;
}

static int
full_year(int year)
{
	return year + (year < LAST_CENTURY ? 2000 : 1900);
}

/* Where years stand first when written in full, they do so in short. */
static bool
year_first(const struct nc_languages *languages)
{
	static const char *const scripts[] = {"Jpan", "Hani", "Kore"};
	size_t i;

	for (i = 0; i < sizeof(scripts) / sizeof(*scripts); i++)
		if (languages->count > 0 &&
		    strcmp(languages->tables[0]->script, scripts[i]) == 0)
			return true;
	return false;
}

/* Of numbers alone, in the order of the form. */
static void
settle_numbers(struct reading *reading, const struct form *form,
    const int *numbers, const struct nc_languages *languages)
{
	bool day_first = languages->count == 0 ||
	    languages->tables[0]->day_first || form->flags & POINTS;

	if (!(form->flags & NUMERIC)) {
		reading->day.month = numbers[0];
		reading->day.day = numbers[1];
	} else if (form->flags & SHORT_YEAR && year_first(languages)) {
		reading->day.year = full_year(numbers[0]);
		reading->day.month = numbers[1];
		reading->day.day = numbers[2];
	} else {
		if (form->flags & SHORT_YEAR)
			reading->day.year = full_year(numbers[2]);
		settle_numeric(reading, numbers[0], numbers[1], day_first);
	}
}

/* The calendar that numbers alone are of, by the year. */
static enum nc_calendar
calendar_of(int year, const struct nc_languages *languages)
{
	const struct nc_month *month;

	if (year < PERSIAN_FIRST || year > PERSIAN_LAST ||
	    languages->count == 0)
		return NC_CALENDAR_GREGORIAN;
	for (month = languages->tables[0]->months; month->name != NULL; month++)
		if (month->calendar == NC_CALENDAR_PERSIAN)
			return NC_CALENDAR_PERSIAN;
	return NC_CALENDAR_GREGORIAN;
}

static bool
read_day(struct reading *reading, const struct form *form,
    const struct token *tokens, const struct nc_languages *languages)
{
	int numbers[3] = {0, 0, 0};
	size_t count = 0, i;
	enum nc_calendar calendar = NC_CALENDAR_GREGORIAN;
	bool named = false;

	memset(reading, 0, sizeof(*reading));
	for (i = 0; form->pattern[i] != '\0'; i++) {
		if (tokens[i].kind == TOKEN_YEAR) {
			reading->day.year = tokens[i].value;
		} else if (tokens[i].kind == TOKEN_MONTH) {
			reading->day.month = tokens[i].value;
			calendar = tokens[i].calendar;
			named = true;
		} else if (tokens[i].kind == TOKEN_NUMBER && count < 3) {
			numbers[count++] = tokens[i].value;
		}
	}
	if (reading->day.year >= BUDDHIST_FIRST &&
	    reading->day.year <= BUDDHIST_LAST)
		reading->day.year -= BUDDHIST_EPOCH;
	if (named) {
		reading->day.day = numbers[0];
	} else {
		settle_numbers(reading, form, numbers, languages);
		calendar = calendar_of(reading->day.year, languages);
	}
	if (count > 0 && reading->day.day == 0)
		return false;
	/* Where the moon is sighted the month may begin a day later. */
	if (calendar == NC_CALENDAR_ISLAMIC) {
		reading->ambiguous = true;
		reading->other.year = 0;
	}
	return nc_day_to_gregorian(&reading->day, calendar);
}

static void
print_value(struct nc_date_found *found, const struct nc_day *day,
    const struct nc_clock *clock)
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
		    clock->second, clock->offset);
	} else {
		found->precision = NEWSCONV_PRECISION_MINUTE;
		snprintf(found->value + used, sizeof(found->value) - used,
		    "T%02d:%02d%s", clock->hour, clock->minute, clock->offset);
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

/* What follows the date's last token must not go on with it. */
static bool
ends_well(const struct nc_fold *fold, const struct token *last)
{
	const char *text = fold->text + last->end;

	if (last->glued)
		return true;
	if (text[0] == '.' && ascii_digit(text[1]))
		return false; /* a number that goes on */
	if (!nc_fold_inside_word(fold, last->end))
		return true;
	/* ISO 8601's T; a word that the dump ran into the year. */
	return text[0] == 't' ||
	    (last->kind == TOKEN_YEAR && !ascii_digit(text[0]));
}

/* The time of day beside the date, if there is one. */
static void
add_clock(struct nc_date_found *found, const struct nc_fold *fold, size_t from,
    const struct reading *reading, const struct nc_languages *languages)
{
	struct nc_clock clock;
	size_t end = nc_clock_after(&clock, fold, found->end, languages);
	bool any = end > 0;

	if (any)
		found->end = end;
	else
		any = nc_clock_before(
		    &clock, fold, from, found->start, languages, &found->start);
	if (any) {
		found->zone_start = clock.zone_start;
		found->zone_end = clock.zone_end;
	}
	print_value(found, &reading->day, any ? &clock : NULL);
}

static bool
try_form(struct nc_date_found *found, const struct nc_fold *fold, size_t from,
    const struct form *form, const struct token *tokens, size_t count,
    const struct nc_languages *languages)
{
	const struct token *last = &tokens[strlen(form->pattern) - 1];
	struct reading reading;

	if (!fits(form, tokens, count) ||
	    !read_day(&reading, form, tokens, languages) ||
	    !ends_well(fold, last))
		return false;
	/* "In 2020. June 3, 2021": the year before belongs elsewhere. */
	if (form->pattern[0] == 'Y' && form->pattern[1] == 'N' &&
	    (size_t)(last - tokens) + 1 < count && last[1].kind == TOKEN_YEAR)
		return false;
	if (reading.day.day == 0 && number_before(fold, tokens[0].start))
		return false;
	memset(found, 0, sizeof(*found));
	found->start = tokens[0].start;
	found->end = last->end;
	found->ambiguous = reading.ambiguous;
	found->order = reading.order;
	if (reading.ambiguous && reading.other.year > 0)
		snprintf(found->other, sizeof(found->other), "%04d-%02d-%02d",
		    reading.other.year, reading.other.month, reading.other.day);
	if (reading.day.day > 0)
		add_clock(found, fold, from, &reading, languages);
	else
		print_value(found, &reading.day, NULL);
	return true;
}

static bool
date_at(struct nc_date_found *found, const struct nc_fold *fold, size_t from,
    size_t at, const struct nc_languages *languages)
{
	struct token tokens[TOKENS], plain[TOKENS];
	size_t count = read_tokens(tokens, fold, at, languages), i;
	size_t left = leave_out_separators(plain, tokens, count);

	for (i = 0; i < sizeof(numeric_forms) / sizeof(*numeric_forms); i++)
		if (try_form(found, fold, from, &numeric_forms[i], tokens,
			count, languages))
			return true;
	for (i = 0; i < sizeof(named_forms) / sizeof(*named_forms); i++)
		if (try_form(found, fold, from, &named_forms[i], plain, left,
			languages))
			return true;
	return false;
}

/* Forms without a year, as datelines have them. */
static const struct form yearless_forms[] = {
    {"nN", 0},
    {"Nn", 0},
    {"nodD", 0},
};

static bool
month_day_at(struct nc_month_day *found, const struct nc_fold *fold, size_t at,
    const struct nc_languages *languages)
{
	struct token tokens[TOKENS], plain[TOKENS];
	size_t count = read_tokens(tokens, fold, at, languages), i, size;
	size_t left = leave_out_separators(plain, tokens, count);

	for (i = 0; i < sizeof(yearless_forms) / sizeof(*yearless_forms); i++) {
		const char *pattern = yearless_forms[i].pattern;
		struct nc_day day = {2000, 0, 0}; /* a leap year */
		bool name_first = pattern[0] == 'N';

		size = strlen(pattern);
		if (!fits(&yearless_forms[i], plain, left) ||
		    plain[0].calendar != NC_CALENDAR_GREGORIAN ||
		    plain[1].calendar != NC_CALENDAR_GREGORIAN)
			continue;
		day.month = size == 2 ? plain[!name_first].value
				      : plain[0].value;
		day.day = size == 2 ? plain[name_first].value : plain[2].value;
		if (day.day == 0 || !nc_day_valid(&day) ||
		    !ends_well(fold, &plain[size - 1]))
			continue;
		found->start = plain[0].start;
		found->end = plain[size - 1].end;
		found->month = day.month;
		found->day = day.day;
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

/*
 * May a date start here?  The dump can have run it into the word before; then
 * only a date with a day is taken for one.
 */
static bool
may_start(const struct nc_fold *fold, size_t at,
    const struct nc_languages *languages, bool *inside)
{
	const struct nc_month *month;

	if (ascii_digit(fold->text[at])) {
		if (at > 1 && strchr("./-:", fold->text[at - 1]) != NULL &&
		    ascii_digit(fold->text[at - 2]))
			return false; /* in the middle of a number */
		*inside = nc_fold_inside_word(fold, at);
		return !*inside || !ascii_digit(fold->text[at - 1]);
	}
	*inside = nc_fold_inside_word(fold, at);
	return month_at(fold, at, languages, &month) > 0 ||
	    nc_era_at(fold->text + at) != NULL;
}

bool
nc_date_find(struct nc_date_found *found, const struct nc_fold *fold,
    size_t from, const struct nc_languages *languages)
{
	size_t last = last_digit(fold), at;

	for (at = from; at < last; at++) {
		unsigned char byte = (unsigned char)fold->text[at];
		bool inside;

		if ((byte & 0xc0) == 0x80 ||
		    (byte < 0x80 && !languages->date_begins[byte]) ||
		    !may_start(fold, at, languages, &inside) ||
		    !date_at(found, fold, from, at, languages))
			continue;
		if (!inside || found->precision >= NEWSCONV_PRECISION_DAY)
			return true;
	}
	return false;
}

bool
nc_month_day_find(struct nc_month_day *found, const struct nc_fold *fold,
    size_t from, const struct nc_languages *languages)
{
	size_t at;

	for (at = from; at < fold->size; at++) {
		unsigned char byte = (unsigned char)fold->text[at];
		bool inside;

		if ((byte & 0xc0) != 0x80 &&
		    may_start(fold, at, languages, &inside) && !inside &&
		    month_day_at(found, fold, at, languages))
			return true;
	}
	return false;
}
