/*
 * A text can have several lines that name authors: a marker and its name on
 * two lines, one line for each name, the same byline above and below the body.
 * The surest line is the byline as printed; lines near it, and others of the
 * article's header, add their names.
 */
#include <string.h>

#include "authors.h"
#include "byline.h"

enum {
	/* A byline that only its marker and shape vouch for. */
	GUESSED_CONFIDENCE = 45,
	/* Score: confidence counts in twentieths, names more. */
	CONFIDENCE_STEP = 20,
	NAMED = 10,
	NAMED_PERSON = 12
};

struct reader {
	struct newsconv_article *article;
	const struct nc_blocks *blocks;
	const struct nc_label_of_block *labels;
	size_t headline; /* or the number of blocks */
	size_t body;     /* the first paragraph, or the number of blocks */
};

static void
parse(const struct reader *reader, size_t block, struct nc_byline *byline)
{
	struct newsconv_text text = reader->blocks->layout.runs[block].text;
	struct nc_fold fold;

	nc_fold(&fold, text);
	nc_byline_parse(byline, text, &fold, &reader->blocks->languages);
}

static bool
is_byline(const struct reader *reader, size_t block)
{
	return reader->labels[block].type == NEWSCONV_SEGMENT_BYLINE;
}

/*
 * The byline of several: the surest one that names someone, the first of
 * equals.  A marker alone on its line ("By") is a byline without a name; names
 * run together without commas are no person's.
 */
static size_t
choose(const struct reader *reader)
{
	size_t count = reader->blocks->layout.count, best = count, i;
	struct nc_byline byline;
	unsigned score, best_score = 0;

	for (i = 0; i < count; i++) {
		if (!is_byline(reader, i))
			continue;
		parse(reader, i, &byline);
		score = reader->labels[i].confidence / CONFIDENCE_STEP;
		if (byline.count > 0)
			score += byline.names[0].kind == NEWSCONV_AUTHOR_UNKNOWN
			    ? NAMED
			    : NAMED_PERSON;
		if (best == count || score > best_score) {
			best = i;
			best_score = score;
		}
	}
	return best;
}

/*
 * Where no line was labelled: "By" and a name, and nothing else, between
 * headline and body or right behind the body.
 */
static size_t
guess(const struct reader *reader)
{
	size_t count = reader->blocks->layout.count, i;

	for (i = 0; i < count; i++) {
		const struct nc_features *features =
		    &reader->blocks->features[i];
		enum newsconv_segment_type type = reader->labels[i].type;
		bool in_header = i > reader->headline && i < reader->body;
		bool behind_body = i > 0 &&
		    reader->labels[i - 1].type == NEWSCONV_SEGMENT_PARAGRAPH;

		if (features->signature && (in_header || behind_body) &&
		    !nc_segment_is_body(type) &&
		    type != NEWSCONV_SEGMENT_CAPTION)
			return i;
	}
	return count;
}

static bool
same_text(struct newsconv_text one, struct newsconv_text other)
{
	return one.size == other.size &&
	    memcmp(one.data, other.data, one.size) == 0;
}

/* Another spelling in capitals, say "ANA LIMA" for "Ana Lima", is the same. */
static bool
same_name(struct newsconv_text one, struct newsconv_text other)
{
	struct nc_fold first, second;

	if (same_text(one, other))
		return true;
	nc_fold(&first, one);
	nc_fold(&second, other);
	return strcmp(first.text, second.text) == 0;
}

static bool
author_known(const struct newsconv_article *article, struct newsconv_text name)
{
	size_t i;

	for (i = 0; i < article->author_count; i++)
		if (same_name(article->authors[i].name.text, name))
			return true;
	return false;
}

static bool
add_names(struct reader *reader, size_t block, unsigned confidence)
{
	struct newsconv_article *article = reader->article;
	struct nc_byline byline;
	size_t i;

	parse(reader, block, &byline);
	for (i = 0; i < byline.count; i++)
		if (!author_known(article, byline.names[i].name) &&
		    (article->author_count == 0 ||
			byline.names[i].kind == NEWSCONV_AUTHOR_PERSON) &&
		    !nc_article_add_author(article, byline.names[i].name,
			byline.names[i].kind, confidence, block))
			return false;
	return true;
}

/*
 * The first and the last of the lines around the byline that go on with it:
 * only dates may stand between.
 */
static void
find_neighbours(
    const struct reader *reader, size_t byline, size_t *first, size_t *last)
{
	size_t count = reader->blocks->layout.count, i;

	*first = *last = byline;
	for (i = byline; i > 0; i--) {
		if (is_byline(reader, i - 1))
			*first = i - 1;
		else if (reader->labels[i - 1].type != NEWSCONV_SEGMENT_DATE)
			break;
	}
	for (i = byline + 1; i < count; i++) {
		if (is_byline(reader, i))
			*last = i;
		else if (reader->labels[i].type != NEWSCONV_SEGMENT_DATE)
			break;
	}
}

/* A further byline of the header, with lines of other kinds between. */
static bool
in_header(const struct reader *reader, size_t block)
{
	return is_byline(reader, block) && block > reader->headline &&
	    block < reader->body;
}

static bool
read_all(struct reader *reader, size_t byline)
{
	size_t count = reader->blocks->layout.count, first, last, i;
	unsigned confidence = is_byline(reader, byline)
	    ? reader->labels[byline].confidence
	    : GUESSED_CONFIDENCE;

	nc_article_set_field(reader->article, NEWSCONV_FIELD_BYLINE,
	    reader->blocks->layout.runs[byline].text, confidence, byline);
	if (!add_names(reader, byline, confidence))
		return false;
	find_neighbours(reader, byline, &first, &last);
	for (i = 0; i < count; i++)
		if (i != byline && is_byline(reader, i) &&
		    ((i >= first && i <= last) || in_header(reader, i)) &&
		    !add_names(reader, i, reader->labels[i].confidence))
			return false;
	return true;
}

static void
find_places(struct reader *reader)
{
	size_t count = reader->blocks->layout.count, i;

	reader->headline = reader->body = count;
	for (i = 0; i < count && reader->body == count; i++) {
		if (reader->headline == count &&
		    reader->labels[i].type == NEWSCONV_SEGMENT_HEADLINE)
			reader->headline = i;
		if (reader->labels[i].type == NEWSCONV_SEGMENT_PARAGRAPH)
			reader->body = i;
	}
}

bool
nc_authors_read(struct newsconv_article *article,
    const struct nc_blocks *blocks, const struct nc_label_of_block *labels)
{
	struct reader reader = {article, blocks, labels, 0, 0};
	size_t byline;

	find_places(&reader);
	byline = choose(&reader);
	if (byline == blocks->layout.count)
		byline = guess(&reader);
	return byline == blocks->layout.count || read_all(&reader, byline);
}
