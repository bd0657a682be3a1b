/*
 * A text can have several lines that name authors: a marker and its name on
 * two lines, one line for each name, the same byline above and below the body.
 * The surest line is the byline as printed; lines near it, and others of the
 * article's header, add their names.
 */
#include <string.h>

#include "authors.h"
#include "byline.h"
#include "places.h"
#include "utf8.h"

enum {
	/* A byline that only its marker and shape vouch for. */
	GUESSED_CONFIDENCE = 45,
	GUESSED_COLUMNS = 160,
	HAN_LETTERS = 8,
	/* Score of a line: its label's chance in twentieths, and these. */
	CONFIDENCE_STEP = 20,
	NAMES_PERSON = 12,
	NAMES_ACCOUNT = 11,
	NAMES_ORGANIZATION = 9,
	NAMES_UNKNOWN = 8,
	MARKED = 6,
	DATED = 4,
	BESIDE_DATE = 3,
	UNSUPPORTED = 4, /* taken off a line without marker and date */
	IN_HEADER = 3
};

struct reader {
	struct newsconv_article *article;
	const struct nc_blocks *blocks;
	const struct nc_label_of_block *labels;
	struct nc_places places;
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

static bool
has_label(
    const struct reader *reader, size_t block, enum newsconv_segment_type type)
{
	return block < reader->blocks->layout.count &&
	    reader->labels[block].type == type;
}

static bool
in_header(const struct reader *reader, size_t block)
{
	return nc_places_in_header(&reader->places, block);
}

/* "By" alone on its line. */
static bool
bare_marker(const struct reader *reader, size_t block)
{
	const struct nc_features *features = &reader->blocks->features[block];
	size_t marker = features->marks.prefix[NC_MARKER_BYLINE];

	return marker > 0 &&
	    marker + 2 > reader->blocks->layout.runs[block].text.size;
}

static bool
marked(const struct reader *reader, size_t block)
{
	return reader->blocks->features[block].marks.prefix[NC_MARKER_BYLINE] >
	    0 ||
	    (block > 0 && bare_marker(reader, block - 1));
}

/* Right above or below a line that is a date. */
static bool
beside_date(const struct reader *reader, size_t block)
{
	const struct nc_features *features = reader->blocks->features;

	return (block + 1 < reader->blocks->layout.count &&
		   features[block + 1].date_only) ||
	    (block > 0 && features[block - 1].date_only);
}

/* A date between the block and the headline below it. */
static bool
date_above(const struct reader *reader, size_t block)
{
	size_t i;

	for (i = block + 1; i < reader->places.headline; i++)
		if (reader->blocks->features[i].date_only)
			return true;
	return false;
}

/*
 * A line without its label, that can be nothing else all the same: in the
 * header, "By" and a name, a name behind "By", or a name and a date, on one
 * line or on two.
 */
static bool
certain(const struct reader *reader, size_t block)
{
	const struct nc_features *features = &reader->blocks->features[block];
	enum newsconv_segment_type type = reader->labels[block].type;
	bool signed_body = features->signature &&
	    has_label(reader, block - 1, NEWSCONV_SEGMENT_PARAGRAPH);

	if (nc_segment_is_body(type) || type == NEWSCONV_SEGMENT_RELATED ||
	    type == NEWSCONV_SEGMENT_HEADLINE || type == NEWSCONV_SEGMENT_DEK ||
	    features->columns > GUESSED_COLUMNS)
		return false;
	/* Above the headline a section's name can look like a person's. */
	if (nc_places_above(&reader->places, block))
		return features->signature ||
		    (features->name_like && !nc_features_known(features) &&
			date_above(reader, block));
	return signed_body ||
	    (in_header(reader, block) &&
		(features->signature || features->date ||
		    beside_date(reader, block) ||
		    bare_marker(reader, block - 1)));
}

/* How much speaks for a line with these names; 0: nothing. */
static unsigned
score_of(
    const struct reader *reader, size_t block, const struct nc_byline *byline)
{
	static const unsigned kinds[] = {
	    [NEWSCONV_AUTHOR_PERSON] = NAMES_PERSON,
	    [NEWSCONV_AUTHOR_ORGANIZATION] = NAMES_ORGANIZATION,
	    [NEWSCONV_AUTHOR_ACCOUNT] = NAMES_ACCOUNT,
	    [NEWSCONV_AUTHOR_UNKNOWN] = NAMES_UNKNOWN};
	unsigned score = 1;

	if (has_label(reader, block, NEWSCONV_SEGMENT_BYLINE))
		score += reader->labels[block].chance / CONFIDENCE_STEP;
	if (byline->count == 0)
		return score;
	score += kinds[byline->names[0].kind];
	score += marked(reader, block) ? MARKED : 0;
	score += in_header(reader, block) ? IN_HEADER : 0;
	if (reader->blocks->features[block].date)
		score += DATED;
	else if (beside_date(reader, block))
		score += BESIDE_DATE;
	else if (!marked(reader, block))
		score -= UNSUPPORTED;
	return score;
}

/* In Han two words are a family's name and a given one. */
static bool
person_like(struct newsconv_text name)
{
	struct nc_name_shape shape;

	nc_name_measure(&shape, name);
	return nc_name_like(name) ||
	    (shape.caseless && shape.words == 2 && shape.digits == 0 &&
		shape.letters <= HAN_LETTERS);
}

/* A date line that names someone, and no place or paper. */
static bool
dated_name(
    const struct reader *reader, size_t block, const struct nc_byline *byline)
{
	if (byline->count == 0)
		return false;
	return marked(reader, block) ||
	    (byline->names[0].kind == NEWSCONV_AUTHOR_PERSON &&
		(in_header(reader, block) ||
		    nc_places_above(&reader->places, block)) &&
		person_like(byline->names[0].name));
}

/*
 * The line for which most speaks, the first of equals; the number of blocks
 * when there is none.  A marker alone on its line ("By") is a byline too, if
 * there is nothing better.
 */
static size_t
choose(const struct reader *reader, bool labelled, unsigned *best_score)
{
	size_t count = reader->blocks->layout.count, best = count, i;
	struct nc_byline byline;
	unsigned score;

	*best_score = 0;

	for (i = 0; i < count; i++) {
		bool date = has_label(reader, i, NEWSCONV_SEGMENT_DATE);

		if (labelled ? !is_byline(reader, i) && !date
			     : !certain(reader, i))
			continue;
		parse(reader, i, &byline);
		if ((date || !labelled) && !dated_name(reader, i, &byline) &&
		    !reader->blocks->features[i].signature)
			continue;
		score = score_of(reader, i, &byline);
		if (best == count || score > *best_score) {
			best = i;
			*best_score = score;
		}
	}
	return best;
}

/* Another spelling in capitals, say "ANA LIMA" for "Ana Lima", is the same. */
static bool
same_name(struct newsconv_text one, struct newsconv_text other)
{
	struct nc_fold first, second;

	if (nc_texts_equal(one, other))
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
			byline.names[i].kind, confidence,
			reader->blocks->first_segment + block))
			return false;
	return true;
}

/* Goes on with the byline's names: right beside it, or with a marker. */
static bool
goes_on(const struct reader *reader, size_t byline, size_t block)
{
	size_t distance = block > byline ? block - byline : byline - block;

	if (!is_byline(reader, block))
		return false;
	return distance == 1 ||
	    (in_header(reader, block) && marked(reader, block)) ||
	    (distance == 2 &&
		(is_byline(reader, (block + byline) / 2) ||
		    marked(reader, block)));
}

static bool
read_all(struct reader *reader, size_t byline)
{
	size_t count = reader->blocks->layout.count, i;
	unsigned confidence = is_byline(reader, byline)
	    ? reader->labels[byline].confidence
	    : GUESSED_CONFIDENCE;

	nc_article_set_field(reader->article, NEWSCONV_FIELD_BYLINE,
	    reader->blocks->layout.runs[byline].text, confidence,
	    reader->blocks->first_segment + byline);
	if (!add_names(reader, byline, confidence))
		return false;
	for (i = 0; i < count; i++)
		if (i != byline && goes_on(reader, byline, i) &&
		    !add_names(reader, i, reader->labels[i].confidence))
			return false;
	return true;
}

bool
nc_authors_read(struct newsconv_article *article,
    const struct nc_blocks *blocks, const struct nc_label_of_block *labels)
{
	struct reader reader = {article, blocks, labels, {0, 0, 0, 0}};
	size_t byline, other;
	unsigned score, other_score;

	nc_places_find(&reader.places, labels, blocks->layout.count);
	byline = choose(&reader, true, &score);
	other = choose(&reader, false, &other_score);
	if (other_score > score)
		byline = other;
	return byline == blocks->layout.count || read_all(&reader, byline);
}
