/*
 * The road from lines to an article: language, blocks, features, labels, and
 * then the fields that the labelled blocks stand for.
 */
#include <stdlib.h>
#include <string.h>

#include "byline.h"
#include "error.h"
#include "labels.h"
#include "segment.h"
#include "utf8.h"

struct segmenter {
	struct nc_dump dump; /* a copy: layout and joins are counted in it */
	struct nc_languages languages;
	struct nc_language_guess guess;
	struct nc_layout layout;
	struct nc_features *features;
	struct nc_label_of_block *labels;
	bool *done;
	struct newsconv_article *article;
};

/* The guess is made from the dump's first lines. */
enum { GUESS_LINES = 2048 };

static bool
guess_language(struct segmenter *segmenter)
{
	const struct nc_dump *dump = &segmenter->dump;
	size_t count = dump->line_count < GUESS_LINES ? dump->line_count
						      : GUESS_LINES;
	struct newsconv_text *texts = calloc(count, sizeof(*texts));
	size_t i;

	if (texts == NULL)
		return false;
	for (i = 0; i < count; i++)
		texts[i] = dump->lines[i].text;
	nc_language_guess(texts, count, &segmenter->guess);
	nc_languages_choose(&segmenter->languages, segmenter->guess.tag);
	free(texts);
	return true;
}

/* "two- and three-year": a conjunction keeps the hyphen before it. */
static bool
is_conjunction(struct newsconv_text word, const void *context)
{
	const struct nc_languages *languages = context;
	const char *const *conjunction;
	size_t i;

	for (i = 0; i < languages->count; i++)
		for (conjunction = languages->tables[i]->conjunctions;
		     *conjunction != NULL; conjunction++)
			if (nc_text_equals(word, *conjunction))
				return true;
	return false;
}

static bool
label_blocks(struct segmenter *segmenter)
{
	struct nc_layout *layout = &segmenter->layout;
	size_t i;

	if (!nc_layout_find(layout, &segmenter->dump, is_conjunction,
		&segmenter->languages))
		return false;
	segmenter->features = calloc(
	    layout->count, sizeof(*segmenter->features));
	segmenter->labels = calloc(layout->count, sizeof(*segmenter->labels));
	segmenter->done = calloc(layout->count, sizeof(*segmenter->done));
	if (segmenter->features == NULL || segmenter->labels == NULL ||
	    segmenter->done == NULL)
		return false;
	for (i = 0; i < layout->count; i++)
		nc_features_measure(&segmenter->features[i],
		    layout->runs[i].text, &segmenter->languages);
	nc_labels_find(
	    segmenter->labels, segmenter->done, layout, segmenter->features);
	return true;
}

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
	const struct nc_features *features = &segmenter->features[block];
	const struct nc_date_found *first = &features->date_found;
	struct newsconv_text line = segmenter->layout.runs[block].text, printed;
	unsigned confidence = segmenter->labels[block].confidence;
	struct nc_date_found second;
	struct nc_fold fold;
	bool two;

	if (!features->date)
		return;
	nc_fold(&fold, line);
	two = nc_date_find(&second, &fold, first->end, &segmenter->languages);
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

static bool
read_byline(struct segmenter *segmenter, size_t block, size_t segment)
{
	struct newsconv_article *article = segmenter->article;
	struct newsconv_text text = segmenter->layout.runs[block].text;
	unsigned confidence = segmenter->labels[block].confidence;
	struct nc_byline byline;
	struct nc_fold fold;
	size_t i;

	if (article->fields[NEWSCONV_FIELD_BYLINE].value.text.size > 0)
		return true;
	nc_article_set_field(
	    article, NEWSCONV_FIELD_BYLINE, text, confidence, segment);
	nc_fold(&fold, text);
	nc_byline_parse(&byline, text, &fold, &segmenter->languages);
	for (i = 0; i < byline.count; i++)
		if (!nc_article_add_author(article, byline.names[i].name,
			byline.names[i].kind, confidence, segment))
			return false;
	read_dates(segmenter, block, segment);
	return true;
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
	struct newsconv_text text = segmenter->layout.runs[block].text;
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
		    segmenter->layout.runs[block].text,
		    segmenter->labels[block].confidence, segment);
}

static bool
read_fields(struct segmenter *segmenter, size_t block, size_t segment)
{
	switch (segmenter->labels[block].type) {
	case NEWSCONV_SEGMENT_HEADLINE:
		set_first(segmenter, NEWSCONV_FIELD_HEADLINE, block, segment);
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
		return true;
	}
}

static bool
build(struct segmenter *segmenter)
{
	struct newsconv_article *article = nc_article_new(&segmenter->dump);
	bool in_body = false;
	size_t i;

	segmenter->article = article;
	if (article == NULL ||
	    !set_language(
		&article->language, &segmenter->guess, segmenter->dump.arena))
		return false;
	for (i = 0; i < segmenter->layout.count; i++) {
		const struct nc_run *run = &segmenter->layout.runs[i];
		size_t segment = nc_article_add_segment(article,
		    segmenter->labels[i].type, run->first_line, run->end_line,
		    run->text, segmenter->labels[i].confidence);

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

int
nc_segment_dump(struct newsconv_article **article, const struct nc_dump *dump,
    struct newsconv_error *error)
{
	struct segmenter segmenter;
	bool done;

	memset(&segmenter, 0, sizeof(segmenter));
	segmenter.dump = *dump;
	done = guess_language(&segmenter) && label_blocks(&segmenter) &&
	    build(&segmenter);
	free(segmenter.features);
	free(segmenter.labels);
	free(segmenter.done);
	if (!done)
		return nc_error_memory(error);
	*article = segmenter.article;
	return NEWSCONV_OK;
}
