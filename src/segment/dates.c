/*
 * A page can show many dates: today's above the headline, the article's below
 * it, those of other articles.  Each date of a line that may hold the article's
 * is a candidate with the marker that stands by it; place, marker and label
 * decide among them.  Of two dates side by side without markers, the earlier
 * one is that of publication.
 */
#include <string.h>

#include "dates.h"
#include "places.h"
#include "utf8.h"

enum {
	CANDIDATES = 32,
	LINE_DATES = 6,
	/* Labels weigh up to 100; these are added. */
	MARKED = 60,
	IN_HEADER = 50, /* between headline and body */
	BESIDE_BYLINE = 15,
	UNLABELLED = 45,
	LINE_COLUMNS = 160,
	NEAR_BLOCKS = 5,
	/* A date that only a marker or the place vouches for. */
	GUESSED_CONFIDENCE = 40
};

enum role { ROLE_OPEN, ROLE_PUBLISHED, ROLE_MODIFIED };

struct candidate {
	struct nc_date_found date;
	enum role role;
	size_t block;
	int score;
	bool alone; /* the only date of its line */
	struct newsconv_text printed;
	struct newsconv_text zone;
};

struct reader {
	const struct nc_blocks *blocks;
	const struct nc_label_of_block *labels;
	struct nc_places places;
	struct candidate candidates[CANDIDATES];
	size_t count;
};

/* ----------------------------------------------------------------- markers */

/* The longest phrase of a kind in [from, to) of the folded line. */
static size_t
phrase_in(const struct nc_fold *fold, size_t from, size_t to,
    enum nc_marker marker, const struct nc_languages *languages)
{
	size_t longest = 0, at, size;

	for (at = from; at < to; at++) {
		if (((unsigned char)fold->text[at] & 0xc0) == 0x80 ||
		    nc_fold_inside_word(fold, at))
			continue;
		size = nc_prefix_within(fold, at, to, marker, languages);
		if (size > longest)
			longest = size;
	}
	return longest;
}

static enum role
role_of_gap(const struct nc_fold *fold, size_t from, size_t to,
    const struct nc_languages *languages)
{
	size_t published = phrase_in(fold, from, to, NC_MARKER_DATE, languages);
	size_t modified = phrase_in(
	    fold, from, to, NC_MARKER_MODIFIED, languages);

	if (published == 0 && modified == 0)
		return ROLE_OPEN;
	return modified > published ? ROLE_MODIFIED : ROLE_PUBLISHED;
}

/* -------------------------------------------------------------- candidates */

static struct newsconv_text
part_of(struct newsconv_text line, const struct nc_fold *fold, size_t start,
    size_t end)
{
	line.data += fold->origin[start];
	line.size = (size_t)fold->origin[end] - fold->origin[start];
	return nc_trim(line);
}

static bool
labelled(const struct reader *reader, size_t block)
{
	return reader->labels[block].type == NEWSCONV_SEGMENT_DATE ||
	    reader->labels[block].type == NEWSCONV_SEGMENT_BYLINE;
}

static bool
beside_byline(const struct reader *reader, size_t block)
{
	const struct nc_label_of_block *labels = reader->labels;

	return labels[block].type == NEWSCONV_SEGMENT_BYLINE ||
	    (block > 0 && labels[block - 1].type == NEWSCONV_SEGMENT_BYLINE) ||
	    (block + 1 < reader->blocks->layout.count &&
		labels[block + 1].type == NEWSCONV_SEGMENT_BYLINE);
}

static int
score_of(const struct reader *reader, size_t block, enum role role)
{
	int score = (int)reader->labels[block].chance;

	if (!labelled(reader, block))
		score = UNLABELLED;
	score += role != ROLE_OPEN ? MARKED : 0;
	score += nc_places_in_header(&reader->places, block) ? IN_HEADER : 0;
	score += beside_byline(reader, block) ? BESIDE_BYLINE : 0;
	return score;
}

static void
add_candidate(struct reader *reader, const struct nc_date_found *date,
    size_t block, enum role role, bool alone, const struct nc_fold *fold)
{
	struct newsconv_text line = reader->blocks->layout.runs[block].text;
	struct candidate *candidate;

	if (reader->count == CANDIDATES)
		return;
	candidate = &reader->candidates[reader->count++];
	candidate->date = *date;
	candidate->role = role;
	candidate->block = block;
	candidate->alone = alone;
	candidate->score = score_of(reader, block, role);
	candidate->printed = part_of(line, fold, date->start, date->end);
	candidate->zone = part_of(line, fold, date->zone_start, date->zone_end);
	/* A line with one date and nothing else is printed as it is. */
	if (alone && reader->labels[block].type == NEWSCONV_SEGMENT_DATE)
		candidate->printed = line;
}

/*
 * Markers stand before their dates, or all of them behind ("6月4日 公開"): then
 * nothing is said before the first and something behind the last.
 */
static void
read_line(struct reader *reader, size_t block)
{
	const struct nc_languages *languages = &reader->blocks->languages;
	struct nc_date_found dates[LINE_DATES];
	enum role roles[LINE_DATES + 1];
	size_t count = 0, end = 0, shift, i;
	struct nc_fold fold;

	nc_fold(&fold, reader->blocks->layout.runs[block].text);
	while (count < LINE_DATES &&
	    nc_date_find(&dates[count], &fold, end, languages)) {
		roles[count] = role_of_gap(
		    &fold, end, dates[count].start, languages);
		end = dates[count++].end;
	}
	if (count == 0)
		return;
	roles[count] = role_of_gap(&fold, end, fold.size, languages);
	shift = roles[0] == ROLE_OPEN && roles[count] != ROLE_OPEN;
	for (i = 0; i < count; i++)
		add_candidate(reader, &dates[i], block, roles[i + shift],
		    count == 1, &fold);
}

/* ------------------------------------------------------------- the choices */

static const struct candidate *
best_of(const struct reader *reader, enum role role)
{
	const struct candidate *best = NULL;
	size_t i;

	for (i = 0; i < reader->count; i++) {
		const struct candidate *candidate = &reader->candidates[i];
		bool fits = role == ROLE_MODIFIED
		    ? candidate->role == ROLE_MODIFIED
		    : candidate->role != ROLE_MODIFIED;

		if (fits && (best == NULL || candidate->score > best->score))
			best = candidate;
	}
	return best;
}

/* The part of a value that is a day; a month alone cannot be compared. */
static int
compare_days(const struct candidate *one, const struct candidate *other)
{
	return strncmp(one->date.value, other->date.value, 10);
}

/* Only dates, names and what belongs to neither stand between the two. */
static bool
side_by_side(const struct reader *reader, const struct candidate *one,
    const struct candidate *other)
{
	size_t first = one->block < other->block ? one->block : other->block;
	size_t last = one->block < other->block ? other->block : one->block;
	size_t i;

	for (i = first; i <= last; i++)
		if (!labelled(reader, i))
			return false;
	return last - first <= 2;
}

/*
 * Of open dates side by side with the best the earliest is that of publication,
 * and the latest, if no marker names another, that of the last change.
 */
static void
order_open(const struct reader *reader, const struct candidate **published,
    const struct candidate **modified)
{
	const struct candidate *best = *published, *latest = best;
	size_t i;

	if (best->role != ROLE_OPEN || !labelled(reader, best->block))
		return;
	for (i = 0; i < reader->count; i++) {
		const struct candidate *other = &reader->candidates[i];

		if (other->role != ROLE_OPEN ||
		    !side_by_side(reader, best, other))
			continue;
		if (compare_days(other, *published) < 0)
			*published = other;
		if (strcmp(other->date.value, latest->date.value) > 0)
			latest = other;
	}
	if (*modified == NULL && compare_days(latest, *published) > 0)
		*modified = latest;
}

/* ---------------------------------------------------------- open to reading */

/* How the text's other dates speak for the other reading; < 0: against. */
static int
votes_for_other(
    const struct nc_blocks *blocks, const struct nc_date_found *date)
{
	bool month_first = strncmp(date->value + 5, date->other + 5, 2) != 0;
	int votes = 0;
	size_t i;

	for (i = 0; i < blocks->date_count && month_first; i++) {
		const struct nc_date_found *found = &blocks->dates[i].found;

		if (found->ambiguous)
			continue;
		/* The same day, written out. */
		if (strncmp(found->value, date->other, 10) == 0)
			votes += 2;
		if (strncmp(found->value, date->value, 10) == 0)
			votes -= 2;
	}
	return votes;
}

/* Votes for the day standing first, of dates that can be read in one way. */
static int
votes_for_day_first(const struct nc_blocks *blocks)
{
	int votes = 0;
	size_t i;

	for (i = 0; i < blocks->date_count; i++)
		votes += blocks->dates[i].found.order == NC_ORDER_DAY_FIRST
		    ? 1
		    : -(blocks->dates[i].found.order == NC_ORDER_MONTH_FIRST);
	return votes;
}

static void
settle(const struct nc_blocks *blocks, struct newsconv_date *date,
    const struct nc_date_found *found)
{
	bool day_first = blocks->languages.count == 0 ||
	    blocks->languages.tables[0]->day_first;
	int votes;

	date->ambiguous = found->ambiguous;
	if (!found->ambiguous)
		return;
	date->decided_by = NEWSCONV_DATE_BY_LANGUAGE;
	if (found->other[0] == '\0')
		return;
	votes = votes_for_other(blocks, found);
	if (votes == 0)
		votes = votes_for_day_first(blocks) * (day_first ? -1 : 1);
	if (votes != 0)
		date->decided_by = NEWSCONV_DATE_BY_NEIGHBOUR;
	if (votes > 0)
		memcpy(date->value, found->other, 10);
}

static void
set_date(const struct reader *reader, struct newsconv_date *date,
    const struct candidate *candidate)
{
	bool certain = labelled(reader, candidate->block);

	memset(date, 0, sizeof(*date));
	date->printed.text = candidate->printed;
	date->printed.origin = NEWSCONV_ORIGIN_TEXT;
	date->printed.confidence = certain
	    ? reader->labels[candidate->block].confidence
	    : GUESSED_CONFIDENCE;
	date->printed.segment = reader->blocks->first_segment +
	    candidate->block;
	date->zone = candidate->zone;
	memcpy(date->value, candidate->date.value, sizeof(date->value));
	date->precision = candidate->date.precision;
	settle(reader->blocks, date, &candidate->date);
}

/* ----------------------------------------------------------------- reading */

/*
 * A line that no label names but that can hold nothing else: a short one with a
 * date between headline and body, a date and little more right above the
 * headline or below the body, or behind its marker.
 */
static bool
certain_date(const struct reader *reader, size_t block)
{
	const struct nc_features *features = &reader->blocks->features[block];
	enum newsconv_segment_type type = reader->labels[block].type;
	bool is_marked = features->marks.prefix[NC_MARKER_DATE] > 0 ||
	    features->marks.prefix[NC_MARKER_MODIFIED] > 0;

	if (nc_segment_is_body(type) || type == NEWSCONV_SEGMENT_RELATED ||
	    type == NEWSCONV_SEGMENT_COPYRIGHT ||
	    type == NEWSCONV_SEGMENT_HEADLINE ||
	    features->columns > LINE_COLUMNS)
		return false;
	if (nc_places_in_header(&reader->places, block))
		return true;
	if (!features->date_only &&
	    (nc_blocks_date(reader->blocks, block)->start > 0 ||
		features->columns > LINE_COLUMNS / 2))
		return false;
	if (is_marked || nc_places_above(&reader->places, block))
		return true;
	/* No headline was found: the first lines are what is left of a header. */
	if (reader->places.headline == reader->places.count)
		return block < NEAR_BLOCKS;
	return block > reader->places.end &&
	    block <= reader->places.end + NEAR_BLOCKS;
}

/*
 * Lines with their label; a date alone in the header competes with them, other
 * lines are asked when there is none.
 */
static bool
worth_reading(const struct reader *reader, size_t block, bool any_label)
{
	const struct nc_features *features = &reader->blocks->features[block];

	if (!features->date)
		return false;
	if (!any_label)
		return certain_date(reader, block);
	return labelled(reader, block) ||
	    (features->date_only && certain_date(reader, block) &&
		nc_places_in_header(&reader->places, block));
}

/*
 * A date of change in the header is nearer to the truth than one that stands
 * elsewhere without a marker.
 */
static bool
better_of_change(const struct reader *reader, const struct candidate *published,
    const struct candidate *modified)
{
	return published != NULL && modified != NULL &&
	    published->role == ROLE_OPEN &&
	    !nc_places_in_header(&reader->places, published->block) &&
	    nc_places_in_header(&reader->places, modified->block);
}

void
nc_dates_read(struct newsconv_article *article, const struct nc_blocks *blocks,
    const struct nc_label_of_block *labels)
{
	const struct candidate *published, *modified;
	struct reader reader;
	size_t i;

	reader.blocks = blocks;
	reader.labels = labels;
	reader.count = 0;
	nc_places_find(&reader.places, labels, blocks->layout.count);
	for (i = 0; i < blocks->layout.count; i++)
		if (worth_reading(&reader, i, true))
			read_line(&reader, i);
	for (i = 0; i < blocks->layout.count && reader.count == 0; i++)
		if (worth_reading(&reader, i, false))
			read_line(&reader, i);
	published = best_of(&reader, ROLE_PUBLISHED);
	modified = best_of(&reader, ROLE_MODIFIED);
	if (better_of_change(&reader, published, modified))
		published = NULL;
	if (published != NULL)
		order_open(&reader, &published, &modified);
	if (modified != NULL)
		set_date(&reader, &article->modified, modified);
	if (published == NULL && modified == NULL)
		return;
	set_date(&reader, &article->published,
	    published != NULL ? published : modified);
	article->published.of_change = published == NULL;
}
