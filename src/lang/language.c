/*
 * The tables of languages and how one is found.  The .def files are read
 * three times: the first reading lays down the tables of each language, the
 * second lists them, the third lists what has words of its own within one
 * (Brazil, Chinese in traditional characters); so a new language is a file and
 * a line, and no code.
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
#define LABELS(tag) \
	static const char *const tag##_labels[NC_LABEL_COUNT] = {
#define LABEL(kind, text) [NC_LABEL_##kind] = text,
#define END_LABELS };
#define NO_LABELS(tag) \
	static const char *const tag##_labels[NC_LABEL_COUNT] = {NULL};
#define LANGUAGE(tag, script, order) \
	static const struct nc_language tag##_language = {#tag, script, \
	    tag##_phrases, tag##_months, tag##_weekdays, tag##_day_periods, \
	    tag##_roles, tag##_words, tag##_conjunctions, tag##_labels, \
	    order, sizeof(tag##_words) / sizeof(tag##_words[0]) - 1};
#define CALENDAR(tag, script, order) \
	static const struct nc_language tag##_language = {#tag, script, \
	    no_phrases, tag##_months, tag##_weekdays, tag##_day_periods, \
	    nothing, nothing, nothing, no_labels, order, 0};
#define VARIANT(tag, ...)
/* clang-format on */

/* What a language has none of of which only the calendar is known. */
static const struct nc_phrase no_phrases[] = {
    {NC_MARKER_KINDS, NC_POSITION_WHOLE, NULL, 0}};
static const char *const nothing[] = {NULL};
static const char *const no_labels[NC_LABEL_COUNT] = {NULL};

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
#undef LABELS
#undef LABEL
#undef END_LABELS
#undef NO_LABELS
#undef LANGUAGE
#undef CALENDAR
#undef VARIANT

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
#define LABELS(tag)
#define LABEL(kind, text)
#define END_LABELS
#define NO_LABELS(tag)
#define LANGUAGE(tag, script, order) &tag##_language,
#define CALENDAR(tag, script, order) &tag##_language,
#define VARIANT(tag, ...)

static const struct nc_language *const languages[] = {
#include "languages.def"
};

static const size_t language_count = sizeof(languages) / sizeof(languages[0]);

#undef LANGUAGE
#undef CALENDAR
#undef VARIANT
#define LANGUAGE(tag, script, order)
#define CALENDAR(tag, script, order)
#define VARIANT(tag, ...) {tag##_labels, {__VA_ARGS__}},

enum { MOST_RANGES = 5 };

/* Words of some of those who share a primary subtag, or of another one. */
static const struct variant {
	const char *const *labels;
	/* Of tags that get them; the first is also the tag of the words. */
	const char *ranges[MOST_RANGES];
} variants[] = {
#include "languages.def"
};

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

/*
 * RFC 4647, 3.3.1: a range is the tag's first subtags, or all of them.  RFC
 * 5646, 2.1.1: without regard to case.
 */
static bool
in_range(struct newsconv_text tag, const char *range)
{
	size_t size = strlen(range), i;

	if (tag.size < size || (tag.size > size && tag.data[size] != '-'))
		return false;
	for (i = 0; i < size; i++)
		if (nc_lower((unsigned char)tag.data[i]) !=
		    nc_lower((unsigned char)range[i]))
			return false;
	return true;
}

static const struct nc_language *
find_language(struct newsconv_text tag)
{
	size_t i;

	for (i = 0; i < language_count; i++)
		if (in_range(tag, languages[i]->tag))
			return languages[i];
	return NULL;
}

static const struct variant *
find_variant(struct newsconv_text tag)
{
	size_t i, k;

	for (i = 0; i < sizeof(variants) / sizeof(*variants); i++)
		for (k = 0; k < MOST_RANGES; k++)
			if (variants[i].ranges[k] != NULL &&
			    in_range(tag, variants[i].ranges[k]))
				return &variants[i];
	return NULL;
}

const struct nc_language *
nc_language_find(struct newsconv_text tag)
{
	const struct nc_language *language = find_language(tag);
	const struct variant *variant;

	/* "no" is "nb" under the name of both Norwegian languages. */
	if (language == NULL && (variant = find_variant(tag)) != NULL)
		language = find_language(nc_text(variant->ranges[0]));
	return language;
}

/*
 * A .def file states all labels or none, so that the first of them tells
 * whether there are any.
 */
static const char *const *
find_labels(struct newsconv_text tag, const char **language_tag)
{
	const struct nc_language *language = nc_language_find(tag);
	const struct variant *variant = find_variant(tag);

	if (variant != NULL) {
		*language_tag = variant->ranges[0];
		return variant->labels;
	}
	if (language == NULL || language->labels[0] == NULL)
		language = &en_language;
	*language_tag = language->tag;
	return language->labels;
}

const char *
nc_language_label(struct newsconv_text tag, enum nc_label label)
{
	const char *ignored;

	return find_labels(tag, &ignored)[label];
}

const char *
nc_language_label_tag(struct newsconv_text tag)
{
	const char *language_tag;

	(void)find_labels(tag, &language_tag);
	return language_tag;
}
