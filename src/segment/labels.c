/*
 * Labelling by rules of position, length, punctuation and markers.
 *
 * First what carries a marker of boilerplate is set aside; then the headline
 * is found before the core, the stretch where long sentences are; what lies
 * between the two is header, in the core body, behind it tail.  Each of these
 * is one function that tries its rules in order.
 */
#include <string.h>

#include "labels.h"
#include "utf8.h"

enum {
	HEADLINE_COLUMNS = 300,
	BYLINE_COLUMNS = 140,
	DEK_COLUMNS = 400,
	CAPTION_COLUMNS = 300,
	SUBHEAD_COLUMNS = 80,
	SUBHEAD_WORDS = 12,
	LINK_COLUMNS = 200, /* of a related headline */
	SECTION_COLUMNS = 30,
	HEAD_BLOCKS = 8, /* a header is not longer than this */
	LINKS = 64,      /* behind a closing byline, at most */
	/* Longer than this, a phrase inside a block says little of it. */
	INSIDE_COLUMNS = 160
};

struct labeller {
	const struct nc_layout *layout;
	const struct nc_features *features;
	struct nc_label_of_block *labels;
	bool *done; /* the block has its label */
	size_t count;
	size_t core_first;
	size_t core_end;
	size_t headline; /* == count: none */
	size_t body_first;
	size_t longest; /* columns of the longest block of the body so far */
	bool byline_seen;
	bool date_seen;
	bool dek_seen;
};

static void
set(struct labeller *labeller, size_t block, enum newsconv_segment_type type,
    unsigned confidence)
{
	labeller->labels[block].type = type;
	labeller->labels[block].confidence = confidence;
	labeller->done[block] = true;
	labeller->byline_seen |= type == NEWSCONV_SEGMENT_BYLINE;
	labeller->date_seen |= type == NEWSCONV_SEGMENT_DATE;
	labeller->dek_seen |= type == NEWSCONV_SEGMENT_DEK;
}

/* ------------------------------------------------------------ boilerplate */

/* In the order in which they are believed when a line carries several. */
static const struct {
	enum nc_marker marker;
	enum newsconv_segment_type type;
	size_t inside_columns; /* the longest block it may be inside of */
} boilerplate[] = {
    {NC_MARKER_CONSENT, NEWSCONV_SEGMENT_CONSENT, 400},
    {NC_MARKER_COPYRIGHT, NEWSCONV_SEGMENT_COPYRIGHT, 400},
    {NC_MARKER_SUBSCRIBE, NEWSCONV_SEGMENT_SUBSCRIBE, 240},
    {NC_MARKER_SHARE, NEWSCONV_SEGMENT_SHARE, INSIDE_COLUMNS / 2},
    {NC_MARKER_COMMENTS, NEWSCONV_SEGMENT_COMMENTS, INSIDE_COLUMNS / 2},
    {NC_MARKER_ADVERTISEMENT, NEWSCONV_SEGMENT_ADVERTISEMENT, INSIDE_COLUMNS},
    {NC_MARKER_TAGS, NEWSCONV_SEGMENT_TAGS, 0},
    {NC_MARKER_NAVIGATION, NEWSCONV_SEGMENT_NAVIGATION, 0},
};

static void
label_boilerplate(struct labeller *labeller, size_t block)
{
	const struct nc_features *features = &labeller->features[block];
	size_t i;

	for (i = 0; i < sizeof(boilerplate) / sizeof(*boilerplate); i++) {
		enum nc_marker marker = boilerplate[i].marker;
		bool whole = features->marks.whole[marker] > 0;

		if (whole || nc_features_marked(features, marker) ||
		    (features->marks.inside[marker] > 0 &&
			features->columns <= boilerplate[i].inside_columns)) {
			set(labeller, block, boilerplate[i].type,
			    whole ? 95 : 80);
			return;
		}
	}
	if (features->columns == 0)
		set(labeller, block, NEWSCONV_SEGMENT_UNKNOWN, 50);
	else if (!features->letters && !features->date)
		set(labeller, block, NEWSCONV_SEGMENT_SEPARATOR, 80);
	else if (features->address)
		set(labeller, block, NEWSCONV_SEGMENT_BOILERPLATE, 80);
}

/* --------------------------------------------------------------- headline */

static bool
byline_marked(const struct nc_features *features)
{
	return features->marks.prefix[NC_MARKER_BYLINE] > 0 &&
	    features->columns <= BYLINE_COLUMNS &&
	    features->marks.prefix[NC_MARKER_BYLINE] < features->columns;
}

static bool
headline_candidate(const struct labeller *labeller, size_t block)
{
	const struct nc_features *features = &labeller->features[block];

	return !labeller->done[block] && features->letters &&
	    features->columns >= 8 && features->columns <= HEADLINE_COLUMNS &&
	    features->sentences <= 3 && !byline_marked(features) &&
	    !features->date_only && !features->bullet &&
	    !nc_features_marked(features, NC_MARKER_RELATED);
}

/* Whether `part` is all of `whole`, or begins it and a separator follows. */
static bool
begins(struct newsconv_text whole, struct newsconv_text part)
{
	uint32_t c;

	if (part.size > whole.size ||
	    memcmp(whole.data, part.data, part.size) != 0)
		return false;
	whole.data += part.size;
	whole.size -= part.size;
	if (nc_trim(whole).size == 0)
		return true;
	whole = nc_trim(whole);
	return nc_utf8_decode(whole.data, whole.size, &c) > 0 &&
	    !nc_is_letter(c) && !nc_is_digit(c);
}

/* The last block before the core that may be the headline, and one more. */
static size_t
headline_limit(const struct labeller *labeller)
{
	if (labeller->core_first == labeller->core_end)
		return labeller->count;
	return labeller->core_first + 1;
}

/*
 * A page's first line is its <title>: the headline, and often the name of the
 * site.  The headline stands again further down; the last time before the
 * body is the one that is read as such.
 */
static size_t
headline_of_page_title(const struct labeller *labeller)
{
	size_t limit = headline_limit(labeller), i;
	struct newsconv_text title = labeller->layout->runs[0].text;

	for (i = limit; i > 1; i--)
		if (headline_candidate(labeller, i - 1) &&
		    begins(title, labeller->layout->runs[i - 1].text))
			return i - 1;
	return labeller->count;
}

static bool
section_like(const struct nc_features *features)
{
	return features->words <= 3 && features->columns <= SECTION_COLUMNS &&
	    !features->terminal;
}

/* The first candidate, or the one behind it if it is but a section's name. */
static size_t
first_headline(const struct labeller *labeller)
{
	size_t limit = headline_limit(labeller), i;

	for (i = 0; i < limit; i++) {
		if (!headline_candidate(labeller, i))
			continue;
		if (section_like(&labeller->features[i]) && i + 1 < limit &&
		    headline_candidate(labeller, i + 1) &&
		    labeller->features[i + 1].words >= 4 &&
		    !labeller->features[i + 1].name_like)
			return i + 1;
		return i;
	}
	return labeller->count;
}

static float
headline_score(const struct labeller *labeller, size_t block)
{
	const struct nc_features *features = &labeller->features[block];
	float score = 0;

	score += (float)(features->columns < 100 ? features->columns : 100) /
	    100;
	score += (float)block / (float)(labeller->core_first + 1);
	score += features->words >= 4 ? 1 : 0;
	score -= features->terminal ? 0.5f : 0;
	score -= features->separators > 0 ? 0.5f : 0;
	score -= features->name_like ? 1 : 0;
	return score;
}

/* In a whole page, much may stand before the headline. */
static size_t
best_headline(const struct labeller *labeller)
{
	size_t limit = headline_limit(labeller), best = labeller->count, i;
	float score, best_score = 0;

	for (i = 0; i < limit; i++) {
		if (!headline_candidate(labeller, i))
			continue;
		score = headline_score(labeller, i);
		if (best == labeller->count || score > best_score) {
			best = i;
			best_score = score;
		}
	}
	return best;
}

/* A lone block, or one that reads like a paragraph, is no headline. */
static bool
only_prose(const struct labeller *labeller, size_t block)
{
	const struct nc_features *features = &labeller->features[block];
	bool alone = block + 1 >= labeller->core_end &&
	    labeller->core_end - labeller->core_first <= 1;

	if (labeller->count == 1 || alone)
		return features->core_score > 0;
	return features->core_score > 0 && features->sentences > 1 &&
	    features->columns > 120;
}

static void
find_headline(struct labeller *labeller)
{
	size_t again = headline_of_page_title(labeller), found;
	bool page = labeller->layout->layout == NEWSCONV_LAYOUT_LINE &&
	    labeller->core_first > HEAD_BLOCKS;

	labeller->headline = labeller->count;
	if (again < labeller->count)
		found = again;
	else
		found = page ? best_headline(labeller)
			     : first_headline(labeller);
	if (found == labeller->count || only_prose(labeller, found))
		return;
	labeller->headline = found;
	set(labeller, found, NEWSCONV_SEGMENT_HEADLINE,
	    again < labeller->count || found == 0 ? 95 : 80);
	if (again < labeller->count)
		set(labeller, 0, NEWSCONV_SEGMENT_PAGE_TITLE, 95);
}

/* What stands before the headline. */
static void
label_before(struct labeller *labeller, size_t block)
{
	const struct nc_features *features = &labeller->features[block];

	if (byline_marked(features))
		set(labeller, block, NEWSCONV_SEGMENT_BYLINE, 60);
	else if (features->date_only)
		set(labeller, block, NEWSCONV_SEGMENT_DATE, 60);
	else if (block + 1 == labeller->headline && section_like(features) &&
	    block <= 1)
		set(labeller, block, NEWSCONV_SEGMENT_SECTION, 70);
	else if (features->words <= 4)
		set(labeller, block, NEWSCONV_SEGMENT_NAVIGATION, 70);
	else
		set(labeller, block, NEWSCONV_SEGMENT_BOILERPLATE, 60);
}

/* ------------------------------------------------------------------ header */

/* A block that only a header has: byline or date. */
static bool
header_mark(const struct labeller *labeller, size_t block)
{
	return block < labeller->count && !labeller->done[block] &&
	    (byline_marked(&labeller->features[block]) ||
		labeller->features[block].date_only);
}

/*
 * The first block of the body: the core's first behind the headline, unless a
 * byline or a date follows it at once; then it was the dek.
 */
static void
find_body(struct labeller *labeller)
{
	size_t first = labeller->core_first, next;

	if (labeller->headline < labeller->count && first <= labeller->headline)
		first = labeller->headline + 1;
	/* Header lines may lie in the core, behind a long dek. */
	next = first + 1;
	if (labeller->headline < labeller->count &&
	    first == labeller->headline + 1 && first < labeller->core_end &&
	    labeller->features[first].columns <= DEK_COLUMNS &&
	    (header_mark(labeller, next) || header_mark(labeller, next + 1))) {
		while (next < labeller->core_end &&
		    (header_mark(labeller, next) ||
			header_mark(labeller, next + 1)))
			next++;
		first = next;
	}
	if (first > labeller->core_end)
		first = labeller->core_end;
	labeller->body_first = first;
}

static bool
caption_marked(const struct nc_features *features)
{
	return features->columns <= CAPTION_COLUMNS &&
	    features->sentences <= 4 &&
	    (features->marks.prefix[NC_MARKER_CAPTION] > 0 ||
		features->marks.suffix[NC_MARKER_CAPTION] > 0 ||
		features->marks.inside[NC_MARKER_CAPTION] > 0);
}

/* Between headline and body. */
static void
label_header(struct labeller *labeller, size_t block)
{
	const struct nc_features *features = &labeller->features[block];
	bool next_to_mark = header_mark(labeller, block + 1) ||
	    (block > 0 &&
		(labeller->labels[block - 1].type == NEWSCONV_SEGMENT_DATE ||
		    labeller->labels[block - 1].type ==
			NEWSCONV_SEGMENT_BYLINE));

	if (byline_marked(features))
		set(labeller, block, NEWSCONV_SEGMENT_BYLINE, 95);
	else if (features->date_only)
		set(labeller, block, NEWSCONV_SEGMENT_DATE, 95);
	else if (features->name_like &&
	    (next_to_mark || block + 1 == labeller->body_first))
		set(labeller, block, NEWSCONV_SEGMENT_BYLINE,
		    next_to_mark ? 75 : 60);
	else if (features->date && features->columns <= BYLINE_COLUMNS / 2)
		set(labeller, block, NEWSCONV_SEGMENT_BYLINE, 60);
	else if (caption_marked(features))
		set(labeller, block, NEWSCONV_SEGMENT_CAPTION, 80);
	else if (!labeller->dek_seen && features->words >= 5 &&
	    features->columns >= 20 && features->columns <= DEK_COLUMNS &&
	    !features->ends_colon)
		set(labeller, block, NEWSCONV_SEGMENT_DEK,
		    block == labeller->headline + 1 ? 85 : 60);
	else if (features->words <= 4)
		set(labeller, block, NEWSCONV_SEGMENT_NAVIGATION, 55);
	else
		set(labeller, block, NEWSCONV_SEGMENT_BOILERPLATE, 50);
}

/* -------------------------------------------------------------------- body */

static bool
link_like(const struct nc_features *features)
{
	return features->letters && features->upper_start &&
	    features->columns >= 20 && features->columns <= LINK_COLUMNS &&
	    features->words >= 4 && features->sentences <= 2 &&
	    !features->ends_colon;
}

/*
 * A byline behind the body ends it: what follows are related headlines, even
 * if they end in full stops, as long as each is one sentence and none is as
 * long as the body's paragraphs are.
 */
static bool
closes_body(const struct labeller *labeller, size_t block)
{
	size_t i;

	if (!byline_marked(&labeller->features[block]) ||
	    block < labeller->body_first + 2 ||
	    labeller->core_end - block > LINKS)
		return false;
	for (i = block + 1; i < labeller->core_end; i++)
		if (labeller->features[i].sentences > 1 ||
		    labeller->features[i].columns > LINK_COLUMNS ||
		    labeller->features[i].columns * 2 > labeller->longest)
			return false;
	return true;
}

static bool
subhead_like(const struct labeller *labeller, size_t block)
{
	const struct nc_features *features = &labeller->features[block];
	const struct nc_features *next = features + 1;

	return features->columns <= SUBHEAD_COLUMNS &&
	    features->words <= SUBHEAD_WORDS && features->upper_start &&
	    !features->ends_colon && features->sentences <= 1 &&
	    !features->terminal && block > labeller->body_first &&
	    block + 1 < labeller->core_end && !features->quoted &&
	    !features->bullet &&
	    (next->core_score > 0 || next->bullet || next->ends_colon);
}

static bool
list_item(const struct labeller *labeller, size_t block)
{
	return labeller->features[block].bullet &&
	    ((block + 1 < labeller->count &&
		 labeller->features[block + 1].bullet) ||
		(block > 0 && labeller->features[block - 1].bullet));
}

/* Lines under the heading of a list of related articles, inside the body. */
static size_t
label_related_run(struct labeller *labeller, size_t block)
{
	set(labeller, block, NEWSCONV_SEGMENT_RELATED_HEADING, 90);
	for (block++; block < labeller->core_end; block++) {
		const struct nc_features *features = &labeller->features[block];

		if (labeller->done[block] || !link_like(features) ||
		    features->terminal)
			break;
		set(labeller, block, NEWSCONV_SEGMENT_RELATED, 85);
	}
	return block;
}

static bool
label_marked(struct labeller *labeller, size_t block)
{
	const struct nc_features *features = &labeller->features[block];

	if (features->marks.prefix[NC_MARKER_RELATED] > 0 &&
	    features->columns <= LINK_COLUMNS)
		set(labeller, block, NEWSCONV_SEGMENT_RELATED, 90);
	else if (features->marks.prefix[NC_MARKER_NOTE] > 0 ||
	    (features->bracketed && byline_marked(features) &&
		labeller->byline_seen))
		set(labeller, block, NEWSCONV_SEGMENT_NOTE, 90);
	else if (byline_marked(features) && features->sentences <= 1)
		set(labeller, block, NEWSCONV_SEGMENT_BYLINE, 75);
	else if (features->date_only)
		set(labeller, block, NEWSCONV_SEGMENT_DATE, 70);
	else if (caption_marked(features))
		set(labeller, block, NEWSCONV_SEGMENT_CAPTION, 80);
	else
		return false;
	return true;
}

static void
label_prose(struct labeller *labeller, size_t block)
{
	const struct nc_features *features = &labeller->features[block];

	if (list_item(labeller, block))
		set(labeller, block, NEWSCONV_SEGMENT_LIST_ITEM, 90);
	else if (features->quoted)
		set(labeller, block, NEWSCONV_SEGMENT_QUOTE, 75);
	else if (subhead_like(labeller, block))
		set(labeller, block, NEWSCONV_SEGMENT_SUBHEAD, 80);
	else
		set(labeller, block, NEWSCONV_SEGMENT_PARAGRAPH,
		    features->prose ? 95 : 70);
}

/* Labels the body and returns where it ends. */
static size_t
label_body(struct labeller *labeller)
{
	size_t block = labeller->body_first;

	while (block < labeller->core_end) {
		if (closes_body(labeller, block))
			return block;
		if (labeller->features[block].columns > labeller->longest)
			labeller->longest = labeller->features[block].columns;
		if (!labeller->done[block] &&
		    labeller->features[block].marks.whole[NC_MARKER_RELATED] >
			0) {
			block = label_related_run(labeller, block);
			continue;
		}
		if (!labeller->done[block] && !label_marked(labeller, block))
			label_prose(labeller, block);
		block++;
	}
	return block;
}

/* -------------------------------------------------------------------- tail */

/* What `related` remembers: whether such a list has begun. */
static void
label_tail(struct labeller *labeller, size_t block, bool *related)
{
	const struct nc_features *features = &labeller->features[block];
	enum newsconv_segment_type before = block > 0
	    ? labeller->labels[block - 1].type
	    : NEWSCONV_SEGMENT_UNKNOWN;
	bool in_list = *related;

	if (features->marks.whole[NC_MARKER_RELATED] > 0) {
		set(labeller, block, NEWSCONV_SEGMENT_RELATED_HEADING, 95);
		*related = true;
	} else if (label_marked(labeller, block)) {
		*related |= labeller->labels[block].type ==
		    NEWSCONV_SEGMENT_BYLINE;
	} else if (features->bracketed && features->terminal) {
		set(labeller, block, NEWSCONV_SEGMENT_NOTE, 60);
	} else if (list_item(labeller, block) &&
	    before == NEWSCONV_SEGMENT_LIST_ITEM) {
		set(labeller, block, NEWSCONV_SEGMENT_LIST_ITEM, 80);
	} else if (!in_list && features->terminal && features->columns >= 20 &&
	    before == NEWSCONV_SEGMENT_PARAGRAPH) {
		set(labeller, block, NEWSCONV_SEGMENT_PARAGRAPH, 60);
	} else if (link_like(features) &&
	    (in_list || features->words >= 6 ||
		labeller->layout->layout != NEWSCONV_LAYOUT_LINE)) {
		set(labeller, block, NEWSCONV_SEGMENT_RELATED,
		    in_list ? 85 : 60);
	} else if (features->words <= 3) {
		set(labeller, block, NEWSCONV_SEGMENT_NAVIGATION, 60);
	} else {
		set(labeller, block, NEWSCONV_SEGMENT_BOILERPLATE, 60);
	}
}

/* A text without anything that reads like a body: keep its sentences. */
static void
label_formless(struct labeller *labeller, size_t block)
{
	if (label_marked(labeller, block))
		return;
	if (labeller->headline < labeller->count && block < labeller->headline)
		label_before(labeller, block);
	else
		set(labeller, block, NEWSCONV_SEGMENT_PARAGRAPH, 40);
}

void
nc_labels_find(struct nc_label_of_block *labels, bool *done,
    const struct nc_layout *layout, const struct nc_features *features)
{
	struct labeller labeller = {.layout = layout,
	    .features = features,
	    .labels = labels,
	    .done = done,
	    .count = layout->count};
	size_t block, body_end;
	bool related = false;

	nc_features_core(
	    features, labeller.count, &labeller.core_first, &labeller.core_end);
	for (block = 0; block < labeller.count; block++)
		label_boilerplate(&labeller, block);
	find_headline(&labeller);
	find_body(&labeller);
	if (labeller.core_first == labeller.core_end) {
		for (block = 0; block < labeller.count; block++)
			if (!labeller.done[block])
				label_formless(&labeller, block);
		return;
	}
	for (block = 0; block < labeller.body_first; block++) {
		if (labeller.done[block])
			continue;
		if (labeller.headline == labeller.count ||
		    block < labeller.headline)
			label_before(&labeller, block);
		else
			label_header(&labeller, block);
	}
	body_end = label_body(&labeller);
	for (block = body_end; block < labeller.count; block++)
		if (!labeller.done[block])
			label_tail(&labeller, block, &related);
		else
			related |= labels[block].type ==
			    NEWSCONV_SEGMENT_RELATED_HEADING;
}
