/*
 * An article as one JSON object, member by member in the order of
 * schemas/article.schema.json.  Nothing in it depends on the clock, the place
 * or the run.
 */
#include "article_json.h"
#include "json_out.h"

static void
put_segment_number(struct nc_json *json, size_t segment)
{
	if (segment != NEWSCONV_NO_SEGMENT)
		nc_json_number(json, "segment", segment);
}

static void
put_origin(struct nc_json *json, enum newsconv_origin origin)
{
	if (origin == NEWSCONV_ORIGIN_OPTION)
		nc_json_string(json, "origin", "option");
}

static void
put_found(struct nc_json *json, const struct newsconv_field *found)
{
	if (found->text.size == 0 || found->segment == NEWSCONV_NO_SEGMENT)
		return;
	nc_json_open(json, "found", '{');
	nc_json_text(json, "text", found->text);
	nc_json_hundredths(json, "confidence", found->confidence);
	put_segment_number(json, found->segment);
	nc_json_close(json, '}');
}

static void
put_field(
    struct nc_json *json, const char *key, const struct nc_field_pair *pair)
{
	if (pair->value.text.size == 0)
		return;
	nc_json_open(json, key, '{');
	nc_json_text(json, "text", pair->value.text);
	nc_json_hundredths(json, "confidence", pair->value.confidence);
	put_segment_number(json, pair->value.segment);
	put_origin(json, pair->value.origin);
	put_found(json, &pair->found);
	nc_json_close(json, '}');
}

static void
put_optional(struct nc_json *json, const char *key, struct newsconv_text text)
{
	if (text.size > 0)
		nc_json_text(json, key, text);
}

static void
put_dateline(struct nc_json *json, const struct newsconv_article *article)
{
	const struct newsconv_dateline *dateline = &article->dateline;
	const struct newsconv_field *field =
	    &article->fields[NEWSCONV_FIELD_DATELINE].value;

	if (field->text.size == 0)
		return;
	nc_json_open(json, "dateline", '{');
	nc_json_text(json, "text", field->text);
	put_optional(json, "place", dateline->place);
	put_optional(json, "agency", dateline->agency);
	if (dateline->date.size > 0) {
		nc_json_open(json, "date", '{');
		nc_json_text(json, "text", dateline->date);
		if (dateline->date_value[0] != '\0')
			nc_json_string(json, "value", dateline->date_value);
		nc_json_close(json, '}');
	}
	nc_json_hundredths(json, "confidence", field->confidence);
	put_segment_number(json, field->segment);
	nc_json_close(json, '}');
}

static void
put_charset(struct nc_json *json, const struct newsconv_source *source)
{
	nc_json_open(json, "charset", '{');
	nc_json_text(json, "name", source->charset);
	nc_json_string(
	    json, "method", nc_charset_method_name(source->charset_method));
	nc_json_hundredths(json, "confidence", source->charset_confidence);
	nc_json_boolean(json, "bom", source->bom != 0);
	nc_json_close(json, '}');
}

static void
put_source(struct nc_json *json, const struct newsconv_article *article)
{
	const struct newsconv_source *source = &article->dump.source;
	size_t i;

	nc_json_open(json, "source", '{');
	nc_json_text(json, "name", source->name);
	nc_json_number(json, "bytes",
	    article->restored ? article->source_size : source->bytes.size);
	nc_json_string(json, "sha256", source->sha256);
	put_charset(json, source);
	nc_json_string(json, "newlines", nc_newlines_name(source->newlines));
	nc_json_string(json, "layout", nc_layout_name(source->layout));
	nc_json_open(json, "repairs", '[');
	for (i = 0; i < NEWSCONV_REPAIR_KINDS; i++) {
		if (source->repairs[i] == 0)
			continue;
		nc_json_open(json, NULL, '{');
		nc_json_string(
		    json, "kind", nc_repair_name((enum newsconv_repair)i));
		nc_json_number(json, "count", source->repairs[i]);
		nc_json_close(json, '}');
	}
	nc_json_close(json, ']');
	nc_json_close(json, '}');
}

/* Where in the source it stands, when other articles stand there too. */
static void
put_part(struct nc_json *json, const struct newsconv_part *part)
{
	if (part->of == 1)
		return;
	nc_json_open(json, "part", '{');
	nc_json_number(json, "number", part->number);
	nc_json_number(json, "of", part->of);
	nc_json_number(json, "start", part->start);
	nc_json_number(json, "end", part->end);
	nc_json_number(json, "firstLine", part->first_line);
	nc_json_number(json, "lastLine", part->last_line);
	nc_json_close(json, '}');
}

static void
put_language(struct nc_json *json, const struct newsconv_language *language)
{
	nc_json_open(json, "language", '{');
	nc_json_text(json, "tag", language->tag);
	nc_json_text(json, "script", language->script);
	nc_json_string(json, "direction", language->rtl ? "rtl" : "ltr");
	nc_json_hundredths(json, "confidence", language->confidence);
	put_origin(json, language->origin);
	nc_json_close(json, '}');
}

static void
put_authors(struct nc_json *json, const char *key,
    const struct newsconv_author *authors, size_t count)
{
	size_t i;

	nc_json_open(json, key, '[');
	for (i = 0; i < count; i++) {
		nc_json_open(json, NULL, '{');
		nc_json_text(json, "name", authors[i].name.text);
		nc_json_string(
		    json, "kind", nc_author_kind_name(authors[i].kind));
		nc_json_hundredths(
		    json, "confidence", authors[i].name.confidence);
		put_segment_number(json, authors[i].name.segment);
		put_origin(json, authors[i].name.origin);
		nc_json_close(json, '}');
	}
	nc_json_close(json, ']');
}

static void
put_date(struct nc_json *json, const char *key,
    const struct newsconv_date *date, const struct newsconv_date *found)
{
	if (date->printed.text.size == 0)
		return;
	nc_json_open(json, key, '{');
	nc_json_string(json, "value", date->value);
	nc_json_string(json, "precision", nc_precision_name(date->precision));
	if (date->ambiguous) {
		nc_json_boolean(json, "ambiguous", true);
		nc_json_string(json, "decidedBy",
		    date->decided_by == NEWSCONV_DATE_BY_NEIGHBOUR
			? "neighbour"
			: "language");
	}
	put_optional(json, "zone", date->zone);
	if (date->of_change)
		nc_json_boolean(json, "ofChange", true);
	nc_json_text(json, "text", date->printed.text);
	nc_json_hundredths(json, "confidence", date->printed.confidence);
	put_segment_number(json, date->printed.segment);
	put_origin(json, date->printed.origin);
	if (found != NULL)
		put_found(json, &found->printed);
	nc_json_close(json, '}');
}

static void
put_body(struct nc_json *json, const struct newsconv_article *article,
    bool with_text)
{
	size_t i;

	nc_json_open(json, "body", '[');
	for (i = 0; i < article->body_count; i++) {
		const struct newsconv_block *block = &article->body[i];

		nc_json_open(json, NULL, '{');
		nc_json_string(
		    json, "type", newsconv_segment_type_name(block->type));
		if (with_text)
			nc_json_text(json, "text", block->text);
		nc_json_open(json, "segments", '[');
		nc_json_number(json, NULL, block->segment);
		nc_json_close(json, ']');
		nc_json_close(json, '}');
	}
	nc_json_close(json, ']');
}

static void
put_items(struct nc_json *json, const char *key,
    const struct newsconv_item *items, size_t count)
{
	size_t i;

	nc_json_open(json, key, '[');
	for (i = 0; i < count; i++) {
		nc_json_open(json, NULL, '{');
		nc_json_string(
		    json, "type", newsconv_segment_type_name(items[i].type));
		put_optional(json, "label", items[i].label);
		nc_json_text(json, "text", items[i].text);
		put_optional(json, "url", items[i].url);
		put_segment_number(json, items[i].segment);
		nc_json_close(json, '}');
	}
	nc_json_close(json, ']');
}

static void
put_segments(struct nc_json *json, const struct newsconv_article *article)
{
	size_t i;

	nc_json_open(json, "segments", '[');
	for (i = 0; i < article->segment_count; i++) {
		const struct newsconv_segment *segment = &article->segments[i];

		nc_json_open(json, NULL, '{');
		nc_json_number(json, "n", i);
		nc_json_string(
		    json, "type", newsconv_segment_type_name(segment->type));
		nc_json_number(json, "start", segment->start);
		nc_json_number(json, "end", segment->end);
		nc_json_number(json, "firstLine", segment->first_line);
		nc_json_number(json, "lastLine", segment->last_line);
		nc_json_hundredths(json, "confidence", segment->confidence);
		nc_json_close(json, '}');
	}
	nc_json_close(json, ']');
}

static void
put_warnings(struct nc_json *json, const struct newsconv_article *article)
{
	const struct nc_field_pair *fields = article->fields;

	nc_json_open(json, "warnings", '[');
	if (fields[NEWSCONV_FIELD_HEADLINE].value.text.size == 0)
		nc_json_string(json, NULL, "no-headline");
	if (article->body_count == 0)
		nc_json_string(json, NULL, "no-body");
	if (article->author_count == 0 &&
	    fields[NEWSCONV_FIELD_BYLINE].value.text.size == 0)
		nc_json_string(json, NULL, "no-byline");
	if (article->published.printed.text.size == 0)
		nc_json_string(json, NULL, "no-date");
	nc_json_close(json, ']');
}

static void
put_fields(struct nc_json *json, const struct newsconv_article *article)
{
	const struct nc_field_pair *fields = article->fields;

	put_field(json, "url", &fields[NEWSCONV_FIELD_URL]);
	put_field(json, "publisher", &fields[NEWSCONV_FIELD_PUBLISHER]);
	put_field(json, "section", &fields[NEWSCONV_FIELD_SECTION]);
	if (fields[NEWSCONV_FIELD_HEADLINE].value.text.size == 0)
		nc_json_null(json, "headline");
	put_field(json, "headline", &fields[NEWSCONV_FIELD_HEADLINE]);
	put_field(json, "dek", &fields[NEWSCONV_FIELD_DEK]);
	put_field(json, "byline", &fields[NEWSCONV_FIELD_BYLINE]);
	put_dateline(json, article);
	put_authors(json, "authors", article->authors, article->author_count);
	if (article->author_found_count > 0)
		put_authors(json, "authorsFound", article->authors_found,
		    article->author_found_count);
	nc_json_open(json, "dates", '{');
	put_date(
	    json, "published", &article->published, &article->published_found);
	put_date(json, "modified", &article->modified, NULL);
	nc_json_close(json, '}');
}

static void
put_counts(struct nc_json *json, const struct newsconv_article *article)
{
	nc_json_open(json, "stats", '{');
	nc_json_number(json, "words", article->words);
	nc_json_number(json, "characters", article->characters);
	nc_json_number(json, "blocks", article->body_count);
	nc_json_close(json, '}');
	put_warnings(json, article);
	nc_json_open(json, "producer", '{');
	nc_json_string(json, "name", "newsconv");
	nc_json_string(json, "version", NEWSCONV_VERSION);
	nc_json_close(json, '}');
}

/* A record is none of the articles that its name would make of it. */
static void
put_article(struct nc_json *json, const struct newsconv_article *article,
    bool with_text)
{
	nc_json_open(json, NULL, '{');
	nc_json_string(json, "schema",
	    with_text ? "newsconv-article/1" : "newsconv-record/1");
	nc_json_string(json, "id", article->id);
	put_source(json, article);
	put_part(json, &article->part);
	put_language(json, &article->language);
	put_fields(json, article);
	put_body(json, article, with_text);
	put_items(json, "related", article->related, article->related_count);
	put_items(json, "notes", article->notes, article->note_count);
	put_items(
	    json, "leftovers", article->leftovers, article->leftover_count);
	put_segments(json, article);
	put_counts(json, article);
	nc_json_close(json, '}');
}

void
nc_article_json(struct nc_buffer *target,
    const struct newsconv_article *article, bool indented)
{
	struct nc_json json = {
	    .buffer = target, .indented = indented, .first = true};

	put_article(&json, article, true);
}

void
nc_article_record(
    struct nc_buffer *target, const struct newsconv_article *article)
{
	struct nc_json json = {.buffer = target, .first = true};

	put_article(&json, article, false);
}
