/*
 * The road from lines to an article: language, blocks, features, labels, and
 * then the fields that the labelled blocks stand for.
 */
#include <stdlib.h>
#include <string.h>

#include "authors.h"
#include "blocks.h"
#include "dates.h"
#include "error.h"
#include "labels.h"
#include "segment.h"
#include "utf8.h"

struct segmenter {
	struct nc_blocks blocks;
	struct nc_label_of_block *labels;
	struct newsconv_article *article;
};

static bool
set_language(struct newsconv_language *language,
    const struct nc_language_guess *guess, struct nc_arena *arena)
{
	language->tag = nc_text(guess->tag);
	language->script = nc_text(guess->script);
	language->tag.data = nc_arena_copy(
	    arena, language->tag.data, language->tag.size);
	language->script.data = nc_arena_copy(
	    arena, language->script.data, language->script.size);
	language->rtl = guess->rtl;
	language->confidence = guess->confidence;
	return language->tag.data != NULL && language->script.data != NULL;
}

/* ------------------------------------------------------------------ fields */

/* Separators between a dateline and the sentence that follows it. */
static const char *const dateline_ends[] = {
    " \xe2\x80\x94 ", " \xe2\x80\x93 ", " -- ", " - ", "\xe2\x80\x94", ": "};

enum { DATELINE_SIZE = 80, DATELINE_WORDS = 10 };

/* Its place is in capitals, or an agency stands in brackets. */
static bool
dateline_like(struct newsconv_text part)
{
	size_t letters = 0, uppers = 0, words = 1, i = 0, length;
	bool in_place = true, bracket = false;
	uint32_t c;

	while (
	    (length = nc_utf8_decode(part.data + i, part.size - i, &c)) > 0) {
		i += length;
		if (c == ',' || c == '(')
			in_place = false;
		bracket |= c == '(' || c == ')';
		words += c == ' ';
		if (c == '.' && i == part.size)
			return false;
		if (!in_place || !nc_is_letter(c))
			continue;
		letters++;
		uppers += nc_is_upper(c);
	}
	return words <= DATELINE_WORDS && uppers > 0 &&
	    ((letters > 2 && uppers == letters) || (bracket && letters > 2));
}

static void
read_dateline(struct segmenter *segmenter, size_t block, size_t segment)
{
	struct newsconv_article *article = segmenter->article;
	struct newsconv_text text = segmenter->blocks.layout.runs[block].text;
	char head[DATELINE_SIZE + 1];
	size_t i;

	if (text.size > DATELINE_SIZE)
		text.size = DATELINE_SIZE;
	memcpy(head, text.data, text.size);
	head[text.size] = '\0';
	for (i = 0; i < sizeof(dateline_ends) / sizeof(*dateline_ends); i++) {
		const char *end = strstr(head, dateline_ends[i]);
		struct newsconv_text part = text;

		if (end == NULL)
			continue;
		part.size = (size_t)(end - head);
		if (part.size > 0 && dateline_like(part))
			nc_article_set_field(article, NEWSCONV_FIELD_DATELINE,
			    part, 80, segment);
		return;
	}
}

/* A field that is the whole block; the first one stands. */
static void
set_first(struct segmenter *segmenter, enum newsconv_field_name name,
    size_t block, size_t segment)
{
	if (segmenter->article->fields[name].value.text.size == 0)
		nc_article_set_field(segmenter->article, name,
		    segmenter->blocks.layout.runs[block].text,
		    segmenter->labels[block].confidence, segment);
}

static void
read_fields(struct segmenter *segmenter, size_t block, size_t segment)
{
	switch (segmenter->labels[block].type) {
	case NEWSCONV_SEGMENT_HEADLINE:
		set_first(segmenter, NEWSCONV_FIELD_HEADLINE, block, segment);
		break;
	case NEWSCONV_SEGMENT_DEK:
		set_first(segmenter, NEWSCONV_FIELD_DEK, block, segment);
		break;
	case NEWSCONV_SEGMENT_SECTION:
		set_first(segmenter, NEWSCONV_FIELD_SECTION, block, segment);
		break;
	default:
		break;
	}
}

static bool
build(struct segmenter *segmenter)
{
	struct newsconv_article *article = nc_article_new(
	    &segmenter->blocks.dump);
	bool in_body = false;
	size_t i;

	segmenter->article = article;
	if (article == NULL ||
	    !set_language(&article->language, &segmenter->blocks.guess,
		segmenter->blocks.dump.arena))
		return false;
	for (i = 0; i < segmenter->blocks.layout.count; i++) {
		const struct nc_run *run = &segmenter->blocks.layout.runs[i];
		size_t segment = nc_article_add_segment(article,
		    segmenter->labels[i].type, run->first_line, run->end_line,
		    run->text, segmenter->labels[i].confidence);

		if (segment == NEWSCONV_NO_SEGMENT)
			return false;
		read_fields(segmenter, i, segment);
		if (segmenter->labels[i].type != NEWSCONV_SEGMENT_PARAGRAPH)
			continue;
		if (!in_body)
			read_dateline(segmenter, i, segment);
		in_body = true;
	}
	nc_dates_read(article, &segmenter->blocks, segmenter->labels);
	return nc_authors_read(
	    article, &segmenter->blocks, segmenter->labels);
}

static bool
label(struct segmenter *segmenter, const struct nc_model *models)
{
	const struct nc_layout *layout = &segmenter->blocks.layout;

	segmenter->labels = calloc(layout->count, sizeof(*segmenter->labels));
	return segmenter->labels != NULL &&
	    nc_labels_find(
		segmenter->labels, layout, segmenter->blocks.features, models);
}

int
nc_segment_dump_by(struct newsconv_article **article,
    const struct nc_dump *dump, const struct nc_model *models,
    struct newsconv_error *error)
{
	struct segmenter segmenter;
	bool done;

	memset(&segmenter, 0, sizeof(segmenter));
	done = nc_blocks_find(&segmenter.blocks, dump) &&
	    label(&segmenter, models) && build(&segmenter);
	nc_blocks_free(&segmenter.blocks);
	free(segmenter.labels);
	if (!done)
		return nc_error_memory(error);
	*article = segmenter.article;
	return NEWSCONV_OK;
}

int
nc_segment_dump(struct newsconv_article **article, const struct nc_dump *dump,
    struct newsconv_error *error)
{
	return nc_segment_dump_by(article, dump, nc_models, error);
}
