/*
 * The road from lines to an article: language, blocks, features, labels, and
 * then the fields that the labelled blocks stand for.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "authors.h"
#include "bidi_controls.h"
#include "blocks.h"
#include "dateline.h"
#include "dates.h"
#include "error.h"
#include "explain.h"
#include "labels.h"
#include "links.h"
#include "segment.h"
#include "split.h"
#include "titles.h"
#include "utf8.h"

struct segmenter {
	struct nc_blocks blocks;
	struct nc_label_of_block *labels;
	struct nc_folder_note *notes; /* NULL without a folder */
	const struct newsconv_folder *folder;
	bool explain;
	struct newsconv_article *article;
	struct nc_dateline dateline;
	/* The part's lines, and which of them the blocks are made of. */
	const struct nc_dump *dump;
	struct nc_part part;
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

/* Titles of other files show what of this one's is the site's name. */
static void
read_title(struct segmenter *segmenter, size_t block, size_t segment)
{
	struct newsconv_article *article = segmenter->article;
	struct newsconv_text title = segmenter->blocks.layout.runs[block].text;
	struct newsconv_text rest, site;

	if (segmenter->folder == NULL)
		return;
	rest = nc_folder_strip(segmenter->folder, title, &site);
	if (site.size == 0)
		return;
	if (article->fields[NEWSCONV_FIELD_HEADLINE].value.segment == segment)
		article->fields[NEWSCONV_FIELD_HEADLINE].value.text = rest;
	if (article->fields[NEWSCONV_FIELD_PUBLISHER].value.text.size == 0)
		nc_article_set_field(article, NEWSCONV_FIELD_PUBLISHER, site,
		    segmenter->labels[block].confidence, segment);
}

static void
read_fields(struct segmenter *segmenter, size_t block, size_t segment)
{
	switch (segmenter->labels[block].type) {
	case NEWSCONV_SEGMENT_HEADLINE:
		set_first(segmenter, NEWSCONV_FIELD_HEADLINE, block, segment);
		read_title(segmenter, block, segment);
		break;
	case NEWSCONV_SEGMENT_PAGE_TITLE:
		read_title(segmenter, block, segment);
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
	struct nc_label_of_block *label = &segmenter->labels[block];
	struct newsconv_text text = segmenter->blocks.layout.runs[block].text;

	if (nc_link_inline(&segmenter->blocks, segmenter->labels, block)) {
		label->type = NEWSCONV_SEGMENT_RELATED;
		nc_explain_rule(label->explanation, NC_RULE_INLINE_LINK);
	} else if (label->type == NEWSCONV_SEGMENT_BYLINE &&
	    nc_link_is_url(text)) {
		label->type = NEWSCONV_SEGMENT_BOILERPLATE;
		nc_explain_rule(label->explanation, NC_RULE_URL);
	}
}

/* Lines that stand between this article and its neighbours. */
static bool
add_marks(struct segmenter *segmenter, size_t first, size_t end)
{
	struct newsconv_article *article = segmenter->article;
	struct newsconv_explanation *explanation = NULL;
	size_t segment;

	if (first == end)
		return true;
	if (segmenter->explain) {
		explanation = nc_arena_alloc(
		    segmenter->dump->arena, sizeof(*explanation));
		if (explanation == NULL)
			return false;
		explanation->alternative = NEWSCONV_SEGMENT_UNKNOWN;
		nc_explain_rule(explanation, NC_RULE_BOUNDARY);
	}
	for (; first < end; first++) {
		const struct nc_line *line = &article->dump.lines[first];

		segment = nc_article_add_segment(article,
		    NEWSCONV_SEGMENT_SEPARATOR, first, first + 1,
		    line->shown.data != NULL ? line->shown : line->text, 100);
		if (segment == NEWSCONV_NO_SEGMENT)
			return false;
		article->segments[segment].explanation = explanation;
	}
	return true;
}

static bool
add_blocks(struct segmenter *segmenter)
{
	struct newsconv_article *article = segmenter->article;
	size_t lead = segmenter->part.inner - segmenter->part.first, i;
	bool in_body = false;

	segmenter->blocks.first_segment = article->segment_count;
	for (i = 0; i < segmenter->blocks.layout.count; i++) {
		const struct nc_run *run = &segmenter->blocks.layout.runs[i];
		size_t segment;

		correct_label(segmenter, i);
		segment = nc_article_add_segment(article,
		    segmenter->labels[i].type, lead + run->first_line,
		    lead + run->end_line, run->text,
		    segmenter->labels[i].confidence);
		if (segment == NEWSCONV_NO_SEGMENT)
			return false;
		article->segments[segment].explanation =
		    segmenter->labels[i].explanation;
		read_fields(segmenter, i, segment);
		if (segmenter->labels[i].type != NEWSCONV_SEGMENT_PARAGRAPH)
			continue;
		if (!in_body)
			read_dateline(segmenter, i, segment);
		in_body = true;
	}
	return true;
}

/* What more than one block is asked for. */
static bool
read_more(struct segmenter *segmenter)
{
	struct newsconv_article *article = segmenter->article;

	nc_titles_read(article);
	nc_dates_read(article, &segmenter->blocks, segmenter->labels);
	complete_dates(segmenter);
	if (!nc_authors_read(article, &segmenter->blocks, segmenter->labels) ||
	    !nc_links_read(article, &segmenter->blocks))
		return false;
	nc_bidi_controls_restore(article, &segmenter->blocks);
	return true;
}

static bool
build(struct segmenter *segmenter)
{
	const struct nc_part *part = &segmenter->part;
	size_t marks = part->end - part->first -
	    (part->inner_end - part->inner);
	struct newsconv_article *article = nc_article_new(
	    &segmenter->blocks.dump);

	segmenter->article = article;
	if (article == NULL ||
	    !nc_article_reserve(
		article, segmenter->blocks.layout.count + marks) ||
	    !set_language(&article->language, &segmenter->blocks.guess,
		segmenter->blocks.dump.arena))
		return false;
	article->dump.lines = segmenter->dump->lines + part->first;
	article->dump.line_count = part->end - part->first;
	return add_marks(segmenter, 0, part->inner - part->first) &&
	    add_blocks(segmenter) && read_more(segmenter) &&
	    add_marks(segmenter, part->inner_end - part->first,
		part->end - part->first);
}

static bool
note(struct segmenter *segmenter, const struct newsconv_folder *folder)
{
	const struct nc_blocks *blocks = &segmenter->blocks;

	segmenter->folder = folder;
	if (folder == NULL)
		return true;
	segmenter->notes = calloc(
	    blocks->layout.count, sizeof(*segmenter->notes));
	if (segmenter->notes != NULL)
		nc_folder_notes(segmenter->notes, folder, &blocks->dump,
		    &blocks->layout, blocks->features);
	return segmenter->notes != NULL;
}

static bool
label(struct segmenter *segmenter, const struct nc_segmenting *segmenting)
{
	const struct nc_layout *layout = &segmenter->blocks.layout;

	segmenter->explain = segmenting->explain;
	segmenter->labels = calloc(layout->count, sizeof(*segmenter->labels));
	return segmenter->labels != NULL &&
	    note(segmenter, segmenting->folder) &&
	    nc_labels_find(segmenter->labels, layout,
		segmenter->blocks.features,
		segmenting->model == NULL ? &nc_model : segmenting->model,
		segmenter->notes,
		segmenter->explain ? segmenter->dump->arena : NULL);
}

/* The blocks of the part are there: what they are, and what they say. */
static bool
read_blocks(struct segmenter *segmenter, const struct nc_segmenting *segmenting)
{
	bool done = label(segmenter, segmenting) && build(segmenter);

	free(segmenter->labels);
	free(segmenter->notes);
	segmenter->labels = NULL;
	segmenter->notes = NULL;
	return done;
}

/* One article of several: language and layout are its own. */
static bool
read_part(struct newsconv_article **article, const struct nc_dump *dump,
    const struct nc_part *part, const struct nc_segmenting *segmenting)
{
	struct segmenter segmenter = {.dump = dump, .part = *part};
	struct nc_dump inner = *dump;
	bool done;

	inner.lines += part->inner;
	inner.line_count = part->inner_end - part->inner;
	done = nc_blocks_find(&segmenter.blocks, &inner) &&
	    read_blocks(&segmenter, segmenting);
	nc_blocks_free(&segmenter.blocks);
	*article = segmenter.article;
	return done;
}

static bool
read_parts(struct nc_segmented *segmented, struct segmenter *whole,
    const struct nc_parts *parts, const struct nc_segmenting *segmenting)
{
	struct newsconv_article **articles = nc_arena_array(
	    whole->dump->arena, parts->count, sizeof(*articles));
	size_t i;

	if (articles == NULL)
		return false;
	segmented->articles = articles;
	segmented->count = parts->count;
	whole->part = parts->parts[0];
	if (parts->count == 1) {
		bool done = read_blocks(whole, segmenting);

		articles[0] = whole->article;
		return done;
	}
	for (i = 0; i < parts->count; i++) {
		if (!read_part(&articles[i], whole->dump, &parts->parts[i],
			segmenting))
			return false;
		nc_article_set_part(articles[i], i + 1, parts->count);
	}
	return true;
}

int
nc_segment_articles(struct nc_segmented *segmented, const struct nc_dump *dump,
    const struct nc_segmenting *segmenting, struct newsconv_error *error)
{
	struct segmenter whole = {.dump = dump};
	struct nc_parts parts = {.count = 0};
	bool done;

	done = nc_blocks_find(&whole.blocks, dump) &&
	    nc_split_find(&parts, &whole.blocks, segmenting->split) &&
	    read_parts(segmented, &whole, &parts, segmenting);
	nc_blocks_free(&whole.blocks);
	nc_split_free(&parts);
	return done ? NEWSCONV_OK : nc_error_memory(error);
}

int
nc_segment_dump_by(struct newsconv_article **article,
    const struct nc_dump *dump, const struct nc_model *model,
    struct newsconv_error *error)
{
	struct nc_segmenting segmenting = {
	    .split = NEWSCONV_SPLIT_NEVER, .model = model};
	struct nc_segmented segmented;
	int result = nc_segment_articles(&segmented, dump, &segmenting, error);

	if (result == NEWSCONV_OK)
		*article = segmented.articles[0];
	return result;
}
