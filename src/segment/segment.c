/*
 * The road from lines to an article: language, blocks, features, labels, and
 * then the fields that the labelled blocks stand for.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "authors.h"
#include "blocks.h"
#include "dateline.h"
#include "dates.h"
#include "error.h"
#include "labels.h"
#include "links.h"
#include "segment.h"
#include "titles.h"
#include "utf8.h"

struct segmenter {
	struct nc_blocks blocks;
	struct nc_label_of_block *labels;
	struct newsconv_article *article;
	struct nc_dateline dateline;
};

enum { DATELINE_CONFIDENCE = 80 };

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

static void
read_dateline(struct segmenter *segmenter, size_t block, size_t segment)
{
	struct newsconv_article *article = segmenter->article;
	struct nc_dateline found;

	if (!nc_dateline_parse(&found,
		segmenter->blocks.layout.runs[block].text,
		&segmenter->blocks.languages))
		return;
	nc_article_set_field(article, NEWSCONV_FIELD_DATELINE, found.text,
	    DATELINE_CONFIDENCE, segment);
	article->dateline.place = found.place;
	article->dateline.agency = found.agency;
	article->dateline.date = found.date;
	memcpy(article->dateline.date_value, found.value, sizeof(found.value));
	segmenter->dateline = found;
}

/*
 * The dateline's date and the article's complete each other: the former seldom
 * has its year, the latter may not be printed.
 */
static void
complete_dates(struct segmenter *segmenter)
{
	struct newsconv_article *article = segmenter->article;
	struct newsconv_dateline *dateline = &article->dateline;
	struct newsconv_date *published = &article->published;
	char day[8];
	int year;

	if (dateline->date.size == 0)
		return;
	if (published->printed.text.size == 0 &&
	    dateline->date_value[0] != '\0') {
		published->printed =
		    article->fields[NEWSCONV_FIELD_DATELINE].value;
		published->printed.text = dateline->date;
		memcpy(published->value, dateline->date_value,
		    sizeof(published->value));
		published->precision = NEWSCONV_PRECISION_DAY;
		return;
	}
	if (dateline->date_value[0] != '\0' ||
	    published->precision < NEWSCONV_PRECISION_DAY ||
	    published->printed.text.size == 0)
		return;
	year = atoi(published->value);
	snprintf(day, sizeof(day), "%02d-%02d", segmenter->dateline.month % 100,
	    segmenter->dateline.day % 100);
	/* A report is not dated after it appears, but for a day of zones. */
	if (strncmp(day, published->value + 5, 2) > 0)
		year--;
	snprintf(dateline->date_value, sizeof(dateline->date_value), "%04d-%s",
	    year, day);
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

/* What the fields know better than the model. */
static void
correct_label(struct segmenter *segmenter, size_t block)
{
	enum newsconv_segment_type *type = &segmenter->labels[block].type;
	struct newsconv_text text = segmenter->blocks.layout.runs[block].text;

	if (nc_link_inline(&segmenter->blocks, segmenter->labels, block))
		*type = NEWSCONV_SEGMENT_RELATED;
	else if (*type == NEWSCONV_SEGMENT_BYLINE && nc_link_is_url(text))
		*type = NEWSCONV_SEGMENT_BOILERPLATE;
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
	    !nc_article_reserve(article, segmenter->blocks.layout.count) ||
	    !set_language(&article->language, &segmenter->blocks.guess,
		segmenter->blocks.dump.arena))
		return false;
	for (i = 0; i < segmenter->blocks.layout.count; i++) {
		const struct nc_run *run = &segmenter->blocks.layout.runs[i];
		size_t segment;

		correct_label(segmenter, i);
		segment = nc_article_add_segment(article,
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
	nc_titles_read(article);
	nc_dates_read(article, &segmenter->blocks, segmenter->labels);
	complete_dates(segmenter);
	return nc_authors_read(
		   article, &segmenter->blocks, segmenter->labels) &&
	    nc_links_read(article, &segmenter->blocks);
}

static bool
label(struct segmenter *segmenter, const struct nc_model *model)
{
	const struct nc_layout *layout = &segmenter->blocks.layout;

	segmenter->labels = calloc(layout->count, sizeof(*segmenter->labels));
	return segmenter->labels != NULL &&
	    nc_labels_find(segmenter->labels, layout,
		segmenter->blocks.features, model, NULL);
}

int
nc_segment_dump_by(struct newsconv_article **article,
    const struct nc_dump *dump, const struct nc_model *model,
    struct newsconv_error *error)
{
	struct segmenter segmenter;
	bool done;

	memset(&segmenter, 0, sizeof(segmenter));
	done = nc_blocks_find(&segmenter.blocks, dump) &&
	    label(&segmenter, model) && build(&segmenter);
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
	return nc_segment_dump_by(article, dump, &nc_model, error);
}
