/*
 * Segments have no texts where articles are kept: those are in the dump.  What
 * the article shows of them is known all the same, for a field, block or item
 * says which segment it comes from.
 */
#include "restored.h"
#include "digest.h"
#include "error.h"
#include "utf8.h"

static int
check_segments(
    const struct newsconv_article *article, struct newsconv_error *error)
{
	const struct newsconv_segment *segments = article->segments;
	uint64_t end = 0, line = 1;
	size_t i;

	for (i = 0; i < article->segment_count; i++) {
		if (segments[i].start < end ||
		    segments[i].end <= segments[i].start ||
		    segments[i].first_line < line ||
		    segments[i].last_line < segments[i].first_line)
			return nc_error_set(error, NEWSCONV_BAD_VALUE,
			    "segment %zu overlaps the one before or is empty",
			    i);
		end = segments[i].end;
		line = segments[i].last_line;
	}
	if (end > article->source_size)
		return nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "the last segment ends after the source");
	return NEWSCONV_OK;
}

/* Where a part is one of several, it says itself where it lies. */
static int
check_part(
    const struct newsconv_article *article, struct newsconv_error *error)
{
	const struct newsconv_part *part = &article->part;
	const struct newsconv_segment *first = article->segments;
	const struct newsconv_segment *last = first + article->segment_count -
	    1;

	if (part->of == 1 || article->segment_count == 0)
		return NEWSCONV_OK;
	if (part->start != first->start || part->end != last->end ||
	    part->first_line != first->first_line ||
	    part->last_line != last->last_line)
		return nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "the part's range is not that of its segments");
	return NEWSCONV_OK;
}

static void
set_text(
    struct newsconv_article *article, size_t segment, struct newsconv_text text)
{
	if (segment < article->segment_count)
		article->segments[segment].text = text;
}

static void
set_items(struct newsconv_article *article, const struct newsconv_item *items,
    size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		set_text(article, items[i].segment, items[i].text);
}

/* Those of fields first, which are parts of a segment at times. */
static void
set_texts(struct newsconv_article *article)
{
	size_t i;

	for (i = 0; i < article->segment_count; i++)
		article->segments[i].text = nc_text("");
	set_text(article, article->modified.printed.segment,
	    article->modified.printed.text);
	set_text(article, article->published_found.printed.segment,
	    article->published_found.printed.text);
	set_text(article, article->published.printed.segment,
	    article->published.printed.text);
	for (i = NEWSCONV_FIELD_COUNT; i-- > 0;) {
		const struct nc_field_pair *pair = &article->fields[i];

		set_text(article, pair->found.segment, pair->found.text);
		set_text(article, pair->value.segment, pair->value.text);
	}
	set_items(article, article->related, article->related_count);
	set_items(article, article->notes, article->note_count);
	set_items(article, article->leftovers, article->leftover_count);
	for (i = 0; i < article->body_count; i++)
		set_text(
		    article, article->body[i].segment, article->body[i].text);
}

int
nc_restored_seal(struct newsconv_article *article, struct newsconv_error *error)
{
	struct newsconv_source *source = &article->dump.source;
	int result = check_segments(article, error);
	size_t i;

	if (result == NEWSCONV_OK)
		result = check_part(article, error);
	if (result < 0)
		return result;
	article->restored = true;
	source->bytes = nc_text("");
	nc_uuid5_urn(article->source_id, nc_namespace_newsconv, source->sha256,
	    strlen(source->sha256));
	article->words = article->characters = 0;
	for (i = 0; i < article->body_count; i++)
		nc_article_count_text(article, article->body[i].text);
	nc_article_set_range(article);
	set_texts(article);
	return NEWSCONV_OK;
}
