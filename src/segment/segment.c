/*
 * The road from lines to an article: language, blocks, features, labels, and
 * then the fields that the labelled blocks stand for.
 */
#include <stdlib.h>
#include <string.h>

#include "blocks.h"
#include "byline.h"
#include "error.h"
#include "labels.h"
#include "segment.h"
#include "split.h"
#include "utf8.h"

struct segmenter {
	struct nc_blocks blocks;
	struct nc_label_of_block *labels;
	struct nc_folder_note *notes; /* NULL without a folder */
	const struct newsconv_folder *folder;
	size_t byline; /* the block it stands in */
	/* What stands next to it, dates aside, goes on with its names. */
	bool beside_byline;
	struct newsconv_article *article;
	/* The part's lines, and which of them the blocks are made of. */
	const struct nc_dump *dump;
	struct nc_part part;
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

static void
set_date(struct newsconv_date *date, const struct nc_date_found *found,
    struct newsconv_text printed, unsigned confidence, size_t segment)
{
	if (date->printed.text.size > 0)
		return;
	date->printed.text = printed;
	date->printed.origin = NEWSCONV_ORIGIN_TEXT;
	date->printed.confidence = confidence;
	date->printed.segment = segment;
	memcpy(date->value, found->value, sizeof(date->value));
	date->precision = found->precision;
	date->ambiguous = found->ambiguous;
}

/* The part of the line that the date takes up, as it is printed. */
static struct newsconv_text
date_part(struct newsconv_text line, const struct nc_fold *fold,
    const struct nc_date_found *found)
{
	line.data += fold->origin[found->start];
	line.size = (size_t)fold->origin[found->end] -
	    fold->origin[found->start];
	return nc_trim(line);
}

/*
 * A date line says when the article was published, unless its marker says it
 * was changed then; a second date on the line says the latter.  A line with
 * one date and nothing else is printed as it is, markers and all.
 */
static void
read_dates(struct segmenter *segmenter, size_t block, size_t segment)
{
	struct newsconv_article *article = segmenter->article;
	const struct nc_features *features = &segmenter->blocks.features[block];
	const struct nc_date_found *first = &features->date_found;
	struct newsconv_text line = segmenter->blocks.layout.runs[block].text;
	struct newsconv_text printed;
	unsigned confidence = segmenter->labels[block].confidence;
	struct nc_date_found second;
	struct nc_fold fold;
	bool two;

	if (!features->date)
		return;
	nc_fold(&fold, line);
	two = nc_date_find(
	    &second, &fold, first->end, &segmenter->blocks.languages);
	printed = date_part(line, &fold, first);
	if (!two && segmenter->labels[block].type == NEWSCONV_SEGMENT_DATE)
		printed = line;
	if (features->marks.prefix[NC_MARKER_MODIFIED] >
	    features->marks.prefix[NC_MARKER_DATE]) {
		set_date(
		    &article->modified, first, printed, confidence, segment);
		return;
	}
	set_date(&article->published, first, printed, confidence, segment);
	if (two)
		set_date(&article->modified, &second,
		    date_part(line, &fold, &second), confidence, segment);
}

static void
parse_byline(
    const struct segmenter *segmenter, size_t block, struct nc_byline *byline)
{
	struct newsconv_text text = segmenter->blocks.layout.runs[block].text;
	struct nc_fold fold;

	nc_fold(&fold, text);
	nc_byline_parse(byline, text, &fold, &segmenter->blocks.languages);
}

/*
 * The byline of several: the surest one that names someone, the first of
 * equals.  A marker alone on its line ("By") is a byline without a name.
 */
static size_t
choose_byline(const struct segmenter *segmenter)
{
	size_t count = segmenter->blocks.layout.count, best = count, i;
	const struct nc_label_of_block *labels = segmenter->labels;
	struct nc_byline byline;
	unsigned score, best_score = 0;

	for (i = 0; i < count; i++) {
		if (labels[i].type != NEWSCONV_SEGMENT_BYLINE)
			continue;
		parse_byline(segmenter, i, &byline);
		score = labels[i].confidence / 20 + (byline.count > 0 ? 10 : 0);
		if (best == count || score > best_score) {
			best = i;
			best_score = score;
		}
	}
	return best;
}

static bool
author_known(const struct newsconv_article *article, struct newsconv_text name)
{
	size_t i;

	for (i = 0; i < article->author_count; i++)
		if (article->authors[i].name.text.size == name.size &&
		    memcmp(article->authors[i].name.text.data, name.data,
			name.size) == 0)
			return true;
	return false;
}

static bool
read_authors(struct segmenter *segmenter, size_t block, size_t segment)
{
	struct newsconv_article *article = segmenter->article;
	struct nc_byline byline;
	size_t i;

	parse_byline(segmenter, block, &byline);
	for (i = 0; i < byline.count; i++)
		if (!author_known(article, byline.names[i].name) &&
		    (article->author_count == 0 ||
			byline.names[i].kind == NEWSCONV_AUTHOR_PERSON) &&
		    !nc_article_add_author(article, byline.names[i].name,
			byline.names[i].kind,
			segmenter->labels[block].confidence, segment))
			return false;
	return true;
}

static bool
read_byline(struct segmenter *segmenter, size_t block, size_t segment)
{
	struct newsconv_article *article = segmenter->article;
	struct newsconv_text text = segmenter->blocks.layout.runs[block].text;

	read_dates(segmenter, block, segment);
	if (block == segmenter->byline)
		nc_article_set_field(article, NEWSCONV_FIELD_BYLINE, text,
		    segmenter->labels[block].confidence, segment);
	else if (!segmenter->beside_byline)
		return true;
	segmenter->beside_byline = true;
	return read_authors(segmenter, block, segment);
}

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

static bool
read_fields(struct segmenter *segmenter, size_t block, size_t segment)
{
	switch (segmenter->labels[block].type) {
	case NEWSCONV_SEGMENT_HEADLINE:
		set_first(segmenter, NEWSCONV_FIELD_HEADLINE, block, segment);
		read_title(segmenter, block, segment);
		return true;
	case NEWSCONV_SEGMENT_PAGE_TITLE:
		read_title(segmenter, block, segment);
		return true;
	case NEWSCONV_SEGMENT_DEK:
		set_first(segmenter, NEWSCONV_FIELD_DEK, block, segment);
		return true;
	case NEWSCONV_SEGMENT_SECTION:
		set_first(segmenter, NEWSCONV_FIELD_SECTION, block, segment);
		return true;
	case NEWSCONV_SEGMENT_DATE:
		read_dates(segmenter, block, segment);
		return true;
	case NEWSCONV_SEGMENT_BYLINE:
		return read_byline(segmenter, block, segment);
	default:
		segmenter->beside_byline = false;
		return true;
	}
}

/* Lines that stand between this article and its neighbours. */
static bool
add_marks(struct newsconv_article *article, size_t first, size_t end)
{
	for (; first < end; first++)
		if (nc_article_add_segment(article, NEWSCONV_SEGMENT_SEPARATOR,
			first, first + 1, article->dump.lines[first].text,
			100) == NEWSCONV_NO_SEGMENT)
			return false;
	return true;
}

static bool
add_blocks(struct segmenter *segmenter)
{
	struct newsconv_article *article = segmenter->article;
	size_t lead = segmenter->part.inner - segmenter->part.first, i;
	bool in_body = false;

	for (i = 0; i < segmenter->blocks.layout.count; i++) {
		const struct nc_run *run = &segmenter->blocks.layout.runs[i];
		size_t segment = nc_article_add_segment(article,
		    segmenter->labels[i].type, lead + run->first_line,
		    lead + run->end_line, run->text,
		    segmenter->labels[i].confidence);

		if (segment == NEWSCONV_NO_SEGMENT ||
		    !read_fields(segmenter, i, segment))
			return false;
		if (segmenter->labels[i].type != NEWSCONV_SEGMENT_PARAGRAPH)
			continue;
		if (!in_body)
			read_dateline(segmenter, i, segment);
		in_body = true;
	}
	return true;
}

static bool
build(struct segmenter *segmenter)
{
	const struct nc_part *part = &segmenter->part;
	struct newsconv_article *article = nc_article_new(
	    &segmenter->blocks.dump);

	segmenter->article = article;
	segmenter->byline = choose_byline(segmenter);
	if (article == NULL ||
	    !set_language(&article->language, &segmenter->blocks.guess,
		segmenter->blocks.dump.arena))
		return false;
	article->dump.lines = segmenter->dump->lines + part->first;
	article->dump.line_count = part->end - part->first;
	return add_marks(article, 0, part->inner - part->first) &&
	    add_blocks(segmenter) &&
	    add_marks(article, part->inner_end - part->first,
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

	segmenter->labels = calloc(layout->count, sizeof(*segmenter->labels));
	return segmenter->labels != NULL &&
	    note(segmenter, segmenting->folder) &&
	    nc_labels_find(segmenter->labels, layout,
		segmenter->blocks.features,
		segmenting->models == NULL ? nc_models : segmenting->models,
		segmenter->notes);
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
    const struct nc_dump *dump, const struct nc_model *models,
    struct newsconv_error *error)
{
	struct nc_segmenting segmenting = {
	    .split = NEWSCONV_SPLIT_NEVER, .models = models};
	struct nc_segmented segmented;
	int result = nc_segment_articles(&segmented, dump, &segmenting, error);

	if (result == NEWSCONV_OK)
		*article = segmented.articles[0];
	return result;
}
