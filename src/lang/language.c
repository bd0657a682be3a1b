/*
 * The tables of languages and how one is found.  The .def files are read
 * twice: the first reading lays down the tables of each language, the second
 * lists them; so a new language is a file and a line, and no code.
 */
#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "utf8.h"

#define DAY_FIRST true
#define MONTH_FIRST false

/* clang-format off */
#define MARKERS(tag) static const struct nc_phrase tag##_phrases[] = {
#define MARKER(kind, position, text) \
	{NC_MARKER_##kind, NC_POSITION_##position, text, sizeof(text) - 1},
#define END_MARKERS {NC_MARKER_KINDS, NC_POSITION_WHOLE, NULL, 0}};
#define MONTHS(tag) static const struct nc_month tag##_months[] = {
#define MONTH(number, name) {number, name, NC_CALENDAR_GREGORIAN},
#define MONTH_IN(calendar, number, name) \
	{number, name, NC_CALENDAR_##calendar},
#define END_MONTHS {0, NULL, NC_CALENDAR_GREGORIAN}};
#define DAY_PERIODS(tag) \
	static const struct nc_day_period tag##_day_periods[] = {
#define DAY_PERIOD(hours, text) {hours, text},
#define END_DAY_PERIODS {0, NULL}};
#define WEEKDAYS(tag, ...) \
	static const char *const tag##_weekdays[] = {__VA_ARGS__, NULL};
#define ROLES(tag, ...) \
	static const char *const tag##_roles[] = {__VA_ARGS__, NULL};
#define NO_ROLES(tag) static const char *const tag##_roles[] = {NULL};
#define WORDS(tag, ...) \
	static const char *const tag##_words[] = {__VA_ARGS__, NULL};
#define NO_WORDS(tag) static const char *const tag##_words[] = {NULL};
#define CONJUNCTIONS(tag, ...) \
	static const char *const tag##_conjunctions[] = {__VA_ARGS__, NULL};
#define LANGUAGE(tag, script, order, ...) \
	static const struct nc_language tag##_language = {#tag, script, \
	    tag##_phrases, tag##_months, tag##_weekdays, tag##_day_periods, \
	    tag##_roles, tag##_words, tag##_conjunctions, {__VA_ARGS__}, \
	    order, sizeof(tag##_words) / sizeof(tag##_words[0]) - 1};
#define CALENDAR(tag, script, order) \
	static const struct nc_language tag##_language = {#tag, script, \
	    no_phrases, tag##_months, tag##_weekdays, tag##_day_periods, \
	    nothing, nothing, nothing, {NULL, NULL, NULL, NULL}, order, 0};
/* clang-format on */

/* What a language has none of of which only the calendar is known. */
static const struct nc_phrase no_phrases[] = {
    {NC_MARKER_KINDS, NC_POSITION_WHOLE, NULL, 0}};
static const char *const nothing[] = {NULL};

#include "languages.def"

#undef MARKERS
#undef MARKER
#undef END_MARKERS
#undef MONTHS
#undef MONTH
#undef MONTH_IN
#undef DAY_PERIODS
#undef DAY_PERIOD
#undef END_DAY_PERIODS
#undef ROLES
#undef NO_ROLES
#undef NO_WORDS
#undef END_MONTHS
#undef WEEKDAYS
#undef WORDS
#undef CONJUNCTIONS
#undef LANGUAGE
#undef CALENDAR

#define MARKERS(tag)
#define MARKER(kind, position, text)
#define END_MARKERS
#define MONTHS(tag)
#define MONTH(number, name)
#define MONTH_IN(calendar, number, name)
#define END_MONTHS
#define DAY_PERIODS(tag)
#define DAY_PERIOD(hours, text)
#define END_DAY_PERIODS
#define ROLES(tag, ...)
#define NO_ROLES(tag)
#define NO_WORDS(tag)
#define WEEKDAYS(tag, ...)
#define WORDS(tag, ...)
#define CONJUNCTIONS(tag, ...)
#define LANGUAGE(tag, script, order, ...) &tag##_language,
#define CALENDAR(tag, script, order) &tag##_language,

static const struct nc_language *const languages[] = {
#include "languages.def"
};

static const size_t language_count = sizeof(languages) / sizeof(languages[0]);

/* Sorted by bytes. */
static const char *const agencies[] = {
#define AGENCY(name) name,
#include "agencies.def"
#undef AGENCY
};

static int
compare_agency(const void *key, const void *element)
{
	const struct newsconv_text *name = key;
	const char *agency = *(const char *const *)element;
	int order = strncmp(name->data, agency, name->size);

	return order != 0 || agency[name->size] == '\0' ? order : -1;
}

bool
nc_agency_known(struct newsconv_text name)
{
	return bsearch(&name, agencies, sizeof(agencies) / sizeof(*agencies),
		   sizeof(*agencies), compare_agency) != NULL;
}

const struct nc_language *
nc_language_at(size_t index)
{
	return index < language_count ? languages[index] : NULL;
}

/* RFC 5646, 2.1.1: tags are compared without regard to case. */
static bool
primary_subtag_is(struct newsconv_text tag, const char *primary)
{
	size_t size = strlen(primary), i;

	if (tag.size < size || (tag.size > size && tag.data[size] != '-'))
		return false;
	for (i = 0; i < size; i++)
		if (nc_lower((unsigned char)tag.data[i]) !=
		    (unsigned char)primary[i])
			return false;
	return true;
}

const struct nc_language *
nc_language_find(struct newsconv_text tag)
{
	size_t i;

	for (i = 0; i < language_count; i++)
		if (primary_subtag_is(tag, languages[i]->tag))
			return languages[i];
	return NULL;
}

static const struct nc_language *
label_language(struct newsconv_text tag, enum nc_label label)
{
	const struct nc_language *language = nc_language_find(tag);

	if (language == NULL || language->labels[label] == NULL)
		language = &en_language;
	return language;
}

const char *
nc_language_label(struct newsconv_text tag, enum nc_label label)
{
	return label_language(tag, label)->labels[label];
}

/* A .def file states all labels or none, so that one of them tells. */
const char *
nc_language_label_tag(struct newsconv_text tag)
{
	return label_language(tag, NC_LABEL_CONTENTS)->tag;
}
