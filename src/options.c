/*
 * Checking and applying the caller's options.  Values are refused here, by
 * name, and not by a writer far below that cannot say which option it was.
 */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "error.h"
#include "language.h"
#include "options.h"
#include "segment.h"
#include "url.h"
#include "utf8.h"

#define DEFAULT_MAX_SIZE (UINT64_C(256) << 20)

int
nc_options_check_text(
    const char *name, const char *value, struct newsconv_error *error)
{
	struct newsconv_text text = nc_text(value);
	size_t i = 0;

	if (nc_trim(text).size == 0)
		return nc_error_set(
		    error, NEWSCONV_BAD_VALUE, "the %s is empty", name);
	while (i < text.size) {
		uint32_t c;
		size_t length = nc_utf8_decode(
		    text.data + i, text.size - i, &c);

		if (length == 0)
			return nc_error_set(error, NEWSCONV_BAD_VALUE,
			    "the %s is not UTF-8 (at byte %zu)", name, i);
		if (nc_is_control(c))
			return nc_error_set(error, NEWSCONV_BAD_VALUE,
			    "the %s holds a control character (U+%04X)", name,
			    (unsigned)c);
		i += length;
	}
	return NEWSCONV_OK;
}

static int
check_url(const char *url, struct newsconv_error *error)
{
	char shown[128];

	if (nc_url_valid(url))
		return NEWSCONV_OK;
	if (strlen(url) > NC_URL_LIMIT)
		return nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "the URL is longer than %d bytes", NC_URL_LIMIT);
	nc_printable(shown, sizeof(shown), url, strlen(url));
	return nc_error_set(error, NEWSCONV_BAD_VALUE,
	    "the URL \"%s\" is not an absolute http or https URL, "
	    "percent-encoded",
	    shown);
}

/* Of the right form, but a month or day that no calendar has. */
static bool
no_such_day(const char *date)
{
	static const char shape[] = "0000-00-00";
	int year, month, day = 1;
	size_t i;

	for (i = 0; shape[i] != '\0' && date[i] != '\0'; i++)
		if (shape[i] == '0' ? date[i] < '0' || date[i] > '9'
				    : date[i] != '-')
			return false;
	if (i != 7 && (i != 10 || (date[i] != '\0' && date[i] != 'T')))
		return false;
	year = atoi(date);
	month = atoi(date + 5);
	if (i == 10)
		day = atoi(date + 8);
	return year > 0 && (day < 1 || day > nc_days_in_month(year, month));
}

static int
check_date(const char *date, struct newsconv_error *error)
{
	struct newsconv_date parsed;
	char shown[128];

	if (nc_date_parse_w3cdtf(nc_text(date), &parsed))
		return NEWSCONV_OK;
	nc_printable(shown, sizeof(shown), date, strlen(date));
	if (no_such_day(date))
		return nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "the date \"%s\" is not in the calendar: there is no such "
		    "%s",
		    shown, strlen(date) == 7 ? "month" : "day");
	return nc_error_set(error, NEWSCONV_BAD_VALUE,
	    "the date \"%s\" is not of the form YYYY, YYYY-MM, YYYY-MM-DD or "
	    "YYYY-MM-DDThh:mm:ssZ",
	    shown);
}

static int
check_language(const char *tag, struct newsconv_error *error)
{
	char shown[128];

	if (nc_language_tag_valid(tag))
		return NEWSCONV_OK;
	nc_printable(shown, sizeof(shown), tag, strlen(tag));
	return nc_error_set(error, NEWSCONV_BAD_VALUE,
	    "the language \"%s\" is not a BCP 47 tag such as en or pt-BR",
	    shown);
}

static int
check_authors(
    const struct newsconv_read_options *options, struct newsconv_error *error)
{
	size_t i;
	int result = NEWSCONV_OK;

	for (i = 0; i < options->author_count && result == NEWSCONV_OK; i++)
		result = nc_options_check_text(
		    "author", options->authors[i], error);
	return result;
}

int
nc_options_read(struct newsconv_read_options *options,
    const struct newsconv_read_options *given, struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	memset(options, 0, sizeof(*options));
	if (given != NULL)
		memcpy(options, given,
		    given->size < sizeof(*options) ? given->size
						   : sizeof(*options));
	options->size = sizeof(*options);
	if (options->max_size == 0)
		options->max_size = DEFAULT_MAX_SIZE;
	if (options->title != NULL)
		result = nc_options_check_text("title", options->title, error);
	if (result == NEWSCONV_OK && options->publisher != NULL)
		result = nc_options_check_text(
		    "publisher", options->publisher, error);
	if (result == NEWSCONV_OK)
		result = check_authors(options, error);
	if (result == NEWSCONV_OK && options->url != NULL)
		result = check_url(options->url, error);
	if (result == NEWSCONV_OK && options->date != NULL)
		result = check_date(options->date, error);
	if (result == NEWSCONV_OK && options->language != NULL)
		result = check_language(options->language, error);
	return result;
}

static bool
apply_authors(
    struct newsconv_article *article, const char *const *authors, size_t count)
{
	size_t i;

	if (count == 0)
		return true;
	/* A restored article may have such authors already. */
	if (article->author_count == 0 ||
	    article->authors[0].name.origin != NEWSCONV_ORIGIN_OPTION) {
		article->authors_found = article->authors;
		article->author_found_count = article->author_count;
	}
	article->authors = NULL;
	article->author_count = 0;
	for (i = 0; i < count; i++) {
		struct newsconv_text name = nc_text(authors[i]);

		name.data = nc_arena_copy(
		    article->dump.arena, name.data, name.size);
		if (name.data == NULL ||
		    !nc_article_add_author(article, nc_trim(name),
			NEWSCONV_AUTHOR_UNKNOWN, 100, NEWSCONV_NO_SEGMENT))
			return false;
	}
	return true;
}

static bool
apply_date(struct newsconv_article *article, const char *given)
{
	struct newsconv_date *date = &article->published;
	struct newsconv_text text = nc_text(given);

	if (date->printed.text.size > 0 &&
	    date->printed.origin != NEWSCONV_ORIGIN_OPTION)
		article->published_found = article->published;
	text.data = nc_arena_copy(article->dump.arena, text.data, text.size);
	if (text.data == NULL)
		return false;
	memset(date, 0, sizeof(*date));
	nc_date_parse_w3cdtf(text, date);
	date->printed.text = text;
	date->zone = nc_text("");
	date->printed.origin = NEWSCONV_ORIGIN_OPTION;
	date->printed.confidence = 100;
	date->printed.segment = NEWSCONV_NO_SEGMENT;
	return true;
}

static bool
apply_language(struct newsconv_article *article, const char *given)
{
	struct newsconv_language *language = &article->language;
	size_t size = strlen(given);
	char *tag = nc_arena_copy(article->dump.arena, given, size);
	const char *script;

	if (tag == NULL)
		return false;
	language->tag.data = tag;
	language->tag.size = size;
	script = nc_language_script(language->tag);
	/* A tag whose script we do not know leaves the one that was seen. */
	if (strcmp(script, "Zyyy") != 0)
		language->script = nc_text(script);
	language->rtl = nc_script_rtl(language->script.data);
	language->origin = NEWSCONV_ORIGIN_OPTION;
	language->confidence = 100;
	return true;
}

int
nc_options_apply(struct newsconv_article *article,
    const struct newsconv_read_options *options, struct newsconv_error *error)
{
	const struct {
		enum newsconv_field_name name;
		const char *value;
	} fields[] = {
	    {NEWSCONV_FIELD_HEADLINE, options->title},
	    {NEWSCONV_FIELD_URL, options->url},
	    {NEWSCONV_FIELD_PUBLISHER, options->publisher},
	};
	size_t i;

	for (i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		if (fields[i].value != NULL &&
		    !nc_article_override_field(
			article, fields[i].name, fields[i].value))
			return nc_error_memory(error);
	if (!apply_authors(article, options->authors, options->author_count))
		return nc_error_memory(error);
	if (options->date != NULL && !apply_date(article, options->date))
		return nc_error_memory(error);
	if (options->language != NULL &&
	    !apply_language(article, options->language))
		return nc_error_memory(error);
	return NEWSCONV_OK;
}
