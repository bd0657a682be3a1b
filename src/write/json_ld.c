/*
 * JSON-LD of schema.org's NewsArticle.  What is not known is left out: a kind
 * of author, a language, the day of publication where only that of the last
 * change is known.
 *
 * In XHTML a script's text is parsed as XML, in HTML it ends at "</script"; so
 * "<", ">" and "&", which only stand in strings, are written as JSON's escapes
 * and mean the same to all three parsers.
 */
#include "json_ld.h"
#include "json_out.h"
#include "utf8.h"
#include "writer.h"

static void
put_optional(struct nc_json *json, const char *key, struct newsconv_text text)
{
	if (text.size > 0)
		nc_json_text(json, key, text);
}

static const char *
author_type(enum newsconv_author_kind kind)
{
	switch (kind) {
	case NEWSCONV_AUTHOR_PERSON:
	case NEWSCONV_AUTHOR_ACCOUNT:
		return "Person";
	case NEWSCONV_AUTHOR_ORGANIZATION:
		return "Organization";
	default:
		return NULL;
	}
}

static void
put_named(struct nc_json *json, const char *key, const char *type,
    struct newsconv_text name)
{
	nc_json_open(json, key, '{');
	if (type != NULL)
		nc_json_string(json, "@type", type);
	nc_json_text(json, "name", name);
	nc_json_close(json, '}');
}

static void
put_authors(struct nc_json *json, const struct newsconv_article *article)
{
	size_t i;

	if (article->author_count == 0)
		return;
	nc_json_open(json, "author", '[');
	for (i = 0; i < article->author_count; i++)
		put_named(json, NULL, author_type(article->authors[i].kind),
		    article->authors[i].name.text);
	nc_json_close(json, ']');
}

static void
put_dates(struct nc_json *json, const struct newsconv_article *article)
{
	const struct newsconv_date *published = &article->published;
	const struct newsconv_date *modified = &article->modified;

	if (published->printed.text.size > 0 && !published->of_change)
		nc_json_string(json, "datePublished", published->value);
	if (modified->printed.text.size > 0)
		nc_json_string(json, "dateModified", modified->value);
}

static void
put_article(struct nc_json *json, const struct newsconv_article *article)
{
	const struct nc_field_pair *fields = article->fields;
	struct newsconv_text headline =
	    fields[NEWSCONV_FIELD_HEADLINE].value.text;
	struct newsconv_text publisher =
	    fields[NEWSCONV_FIELD_PUBLISHER].value.text;

	nc_json_string(json, "@context", "https://schema.org");
	nc_json_string(json, "@type", "NewsArticle");
	nc_json_string(json, "identifier", article->id);
	/* A name made from the file's is no headline. */
	nc_json_text(json, headline.size > 0 ? "headline" : "name",
	    nc_article_title(article));
	put_optional(
	    json, "description", fields[NEWSCONV_FIELD_DEK].value.text);
	put_authors(json, article);
	put_dates(json, article);
	if (!nc_text_equals(article->language.tag, "und"))
		put_optional(json, "inLanguage", article->language.tag);
	put_optional(
	    json, "articleSection", fields[NEWSCONV_FIELD_SECTION].value.text);
	if (publisher.size > 0)
		put_named(json, "publisher", "Organization", publisher);
	put_optional(json, "url", fields[NEWSCONV_FIELD_URL].value.text);
}

static const char *
json_escape(char c)
{
	switch (c) {
	case '<':
		return "\\u003c";
	case '>':
		return "\\u003e";
	case '&':
		return "\\u0026";
	default:
		return NULL;
	}
}

static void
put_for_markup(struct nc_buffer *target, const struct nc_buffer *object)
{
	size_t start = 0, i;

	for (i = 0; i < object->size; i++) {
		const char *escaped = json_escape(object->data[i]);

		if (escaped == NULL)
			continue;
		nc_buffer_add(target, object->data + start, i - start);
		nc_buffer_text(target, escaped);
		start = i + 1;
	}
	nc_buffer_add(target, object->data + start, object->size - start);
}

void
nc_json_ld(struct nc_buffer *target, const struct newsconv_article *article)
{
	struct nc_buffer object = NC_BUFFER(target->ceiling);
	struct nc_json json = {.buffer = &object, .first = true};

	nc_json_open(&json, NULL, '{');
	put_article(&json, article);
	nc_json_close(&json, '}');
	if (object.out_of_memory || object.too_large) {
		/* Its failure is the target's. */
		target->out_of_memory |= object.out_of_memory;
		target->too_large |= object.too_large;
	} else {
		put_for_markup(target, &object);
	}
	nc_buffer_free(&object);
}
