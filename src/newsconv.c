/*
 * The public entry points but for those of reading (read.c), writing (output.c)
 * and both of many (convert.c), and the table of formats.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "article.h"
#include "article_json.h"
#include "digest.h"
#include "error.h"
#include "file.h"
#include "finding.h"
#include "output.h"
#include "utf8.h"
#include "make_bag.h"
#include "verify.h"

/* Add a format: add a line here, and a file in src/write. */
static const struct nc_format *const formats[] = {
    &nc_format_epub,
    &nc_format_json,
    &nc_format_jsonl,
    &nc_format_warc_gz,
    &nc_format_warc,
};

enum { FORMAT_COUNT = sizeof(formats) / sizeof(*formats) };

#define JSON_CEILING ((size_t)1 << 31)

const char *
newsconv_version(void)
{
	return NEWSCONV_VERSION;
}

/* ------------------------------------------------------------------ getters */

const char *
newsconv_article_id(const struct newsconv_article *article)
{
	return article->id;
}

const struct newsconv_source *
newsconv_article_source(const struct newsconv_article *article)
{
	return &article->dump.source;
}

const struct newsconv_part *
newsconv_article_part(const struct newsconv_article *article)
{
	return &article->part;
}

const struct newsconv_language *
newsconv_article_language(const struct newsconv_article *article)
{
	return &article->language;
}

const struct newsconv_field *
newsconv_article_field(
    const struct newsconv_article *article, enum newsconv_field_name name)
{
	static const struct newsconv_field none = {
	    {"", 0}, NEWSCONV_ORIGIN_TEXT, 0, NEWSCONV_NO_SEGMENT};

	if ((unsigned)name >= NEWSCONV_FIELD_COUNT)
		return &none;
	return &article->fields[name].value;
}

const struct newsconv_dateline *
newsconv_article_dateline(const struct newsconv_article *article)
{
	return &article->dateline;
}

const struct newsconv_date *
newsconv_article_published(const struct newsconv_article *article)
{
	return &article->published;
}

const struct newsconv_date *
newsconv_article_modified(const struct newsconv_article *article)
{
	return &article->modified;
}

size_t
newsconv_article_authors(const struct newsconv_article *article,
    const struct newsconv_author **first)
{
	if (first != NULL)
		*first = article->authors;
	return article->author_count;
}

size_t
newsconv_article_body(
    const struct newsconv_article *article, const struct newsconv_block **first)
{
	if (first != NULL)
		*first = article->body;
	return article->body_count;
}

size_t
newsconv_article_related(
    const struct newsconv_article *article, const struct newsconv_item **first)
{
	if (first != NULL)
		*first = article->related;
	return article->related_count;
}

size_t
newsconv_article_notes(
    const struct newsconv_article *article, const struct newsconv_item **first)
{
	if (first != NULL)
		*first = article->notes;
	return article->note_count;
}

size_t
newsconv_article_leftovers(
    const struct newsconv_article *article, const struct newsconv_item **first)
{
	if (first != NULL)
		*first = article->leftovers;
	return article->leftover_count;
}

size_t
newsconv_article_segments(const struct newsconv_article *article,
    const struct newsconv_segment **first)
{
	if (first != NULL)
		*first = article->segments;
	return article->segment_count;
}

/* --------------------------------------------------------------------- JSON */

void
newsconv_string_free(struct newsconv_string *string)
{
	if (string == NULL)
		return;
	free(string->data);
	memset(string, 0, sizeof(*string));
}

int
newsconv_article_json(struct newsconv_string *json,
    const struct newsconv_article *article, struct newsconv_error *error)
{
	struct nc_buffer buffer = NC_BUFFER(JSON_CEILING);
	int result;

	buffer.data = json->data;
	buffer.capacity = json->capacity;
	nc_article_json(&buffer, article, false);
	result = nc_buffer_check(&buffer, error);
	json->data = buffer.data;
	json->capacity = buffer.capacity;
	json->size = result == NEWSCONV_OK ? buffer.size : 0;
	return result;
}

/* ------------------------------------------------------------------ formats */

const struct newsconv_format *
newsconv_format_at(size_t index)
{
	return index < FORMAT_COUNT ? &formats[index]->shown : NULL;
}

const struct newsconv_format *
newsconv_format_for_name(const char *name)
{
	size_t i;

	for (i = 0; i < FORMAT_COUNT; i++)
		if (strcmp(formats[i]->shown.name, name) == 0)
			return &formats[i]->shown;
	return NULL;
}

/* Whether the path ends in one of the suffixes, in any case, and is more. */
static bool
has_suffix(const char *path, const char *suffixes)
{
	struct newsconv_text name = nc_last_part(nc_text(path));
	const char *next = suffixes;

	while (*next != '\0') {
		size_t size = strcspn(next, " ");

		if (name.size > size &&
		    strncasecmp(name.data + name.size - size, next, size) == 0)
			return true;
		next += size;
		next += *next == ' ';
	}
	return false;
}

const struct newsconv_format *
newsconv_format_for_path(const char *path)
{
	size_t i;

	for (i = 0; i < FORMAT_COUNT; i++)
		if (has_suffix(path, formats[i]->shown.suffixes))
			return &formats[i]->shown;
	return NULL;
}

const struct nc_format *
nc_format_of(const struct newsconv_format *shown)
{
	size_t i;

	for (i = 0; i < FORMAT_COUNT; i++)
		if (&formats[i]->shown == shown)
			return formats[i];
	return NULL;
}

/* ------------------------------------------------------------------- verify */

int
newsconv_verify(const char *path, newsconv_finding_callback *callback,
    void *context, struct newsconv_summary *summary,
    struct newsconv_error *error)
{
	struct nc_verify_options options = {
	    NC_VERIFY_OPTIONS, .callback = callback, .context = context};
	struct newsconv_summary unused;
	int descriptor, result;

	result = nc_file_open_seekable(&descriptor, path, error);
	if (result == NEWSCONV_OK) {
		result = nc_verify_descriptor(descriptor, path, &options,
		    summary == NULL ? &unused : summary, error);
		close(descriptor);
	}
	if (result < 0)
		nc_error_where(error, result, path);
	return result;
}

void
newsconv_verify_options_init(struct newsconv_verify_options *options)
{
	memset(options, 0, sizeof(*options));
	options->size = sizeof(*options);
}

void
newsconv_uuid(char target[NEWSCONV_UUID_SIZE], const char *name, size_t size)
{
	nc_uuid5_urn(target, nc_namespace_newsconv, name, size);
}

int
newsconv_verify_run(const struct newsconv_verify_options *options,
    struct newsconv_verify_total *total, struct newsconv_error *error)
{
	if (options->size != sizeof(*options))
		return nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "newsconv_verify_options_init() was not called");
	return nc_verify_run(options, total, error);
}

void
newsconv_bag_options_init(struct newsconv_bag_options *options)
{
	memset(options, 0, sizeof(*options));
	options->size = sizeof(*options);
}

int
newsconv_bag_make(const struct newsconv_bag_options *options,
    struct newsconv_bag_summary *summary, struct newsconv_error *error)
{
	if (options->size != sizeof(*options))
		return nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "newsconv_bag_options_init() was not called");
	return nc_make_bag(options, summary, error);
}

const struct newsconv_finding *
newsconv_finding_at(size_t index)
{
	return nc_finding_at(index);
}
