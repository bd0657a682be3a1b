/*
 * Labelling by the model, then by rules of what the model has no label for.
 *
 * Observations of each block become scores of the classes, guards forbid what
 * cannot be, the model finds the best sequence.  Markers of the language
 * tables then tell the kinds of boilerplate apart, shapes the kinds of blocks
 * that a body is made of.
 */
#include <stdlib.h>
#include <string.h>

#include "labels.h"
#include "utf8.h"

enum {
	BYLINE_COLUMNS = 240,
	HEADLINE_COLUMNS = 300,
	DEK_COLUMNS = 400,
	CAPTION_COLUMNS = 300,
	SUBHEAD_COLUMNS = 80,
	SUBHEAD_WORDS = 12,
	SECTION_COLUMNS = 30,
	LINK_COLUMNS = 200, /* of a related headline */
	NOTE_COLUMNS = 600,
	BRIEF_BLOCKS = 3,
	/* Longer than this, a phrase inside a block says little of it. */
	INSIDE_COLUMNS = 160
};

struct labeller {
	struct nc_surroundings around;
	const struct nc_features *features;
	const struct nc_folder_note *notes; /* or NULL */
	struct nc_label_of_block *labels;
	struct nc_crf_choice *choices;
	int32_t *emissions;
	size_t count;
	bool byline_seen;
};

/* ------------------------------------------------------------------ guards */

static void
forbid(int32_t *emissions, enum nc_class class)
{
	emissions[class] = NC_CRF_NEVER;
}

/* All of the line is a phrase of boilerplate. */
static bool
whole_marked(const struct nc_features *features)
{
	static const enum nc_marker kinds[] = {NC_MARKER_SHARE,
	    NC_MARKER_SUBSCRIBE, NC_MARKER_COMMENTS, NC_MARKER_ADVERTISEMENT,
	    NC_MARKER_CONSENT, NC_MARKER_COPYRIGHT, NC_MARKER_RELATED};
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (features->marks.whole[kinds[i]] > 0)
			return true;
	return false;
}

/* What a block cannot be, whatever else speaks for it. */
static void
guard(int32_t *emissions, const struct nc_features *features)
{
	bool speaks = features->letters && !features->address &&
	    !whole_marked(features);

	if (!speaks || features->columns > HEADLINE_COLUMNS)
		forbid(emissions, NC_CLASS_HEADLINE);
	if (features->columns > BYLINE_COLUMNS || features->columns == 0)
		forbid(emissions, NC_CLASS_BYLINE);
	if (features->columns > BYLINE_COLUMNS || features->columns == 0)
		forbid(emissions, NC_CLASS_DATE);
	if (!speaks) {
		forbid(emissions, NC_CLASS_DEK);
		forbid(emissions, NC_CLASS_RELATED);
		forbid(emissions, NC_CLASS_TAIL_RELATED);
	}
	if (features->address || features->columns == 0 ||
	    whole_marked(features) ||
	    (features->marks.prefix[NC_MARKER_RELATED] > 0 &&
		features->columns <= LINK_COLUMNS && features->sentences <= 2))
		forbid(emissions, NC_CLASS_BODY);
}

/*
 * What the folder's other files say; what is forbidden stays so.  In quarters
 * of the note, for a line that recurs is sometimes a headline or a byline, and
 * often a date.
 */
static void
add_note(int32_t *emissions, const struct nc_folder_note *note)
{
	static const int8_t quarters[NC_CLASSES] = {
	    [NC_CLASS_PAGE_TITLE] = 2,
	    [NC_CLASS_HEADLINE] = 1,
	    [NC_CLASS_BYLINE] = 1,
	    [NC_CLASS_DATE] = 3,
	    [NC_CLASS_CAPTION] = 1,
	    [NC_CLASS_LEAD_OTHER] = 4,
	    [NC_CLASS_OTHER] = 4,
	    [NC_CLASS_TAIL_OTHER] = 4,
	};
	size_t i;

	for (i = 0; i < NC_CLASSES; i++)
		if (emissions[i] != NC_CRF_NEVER)
			emissions[i] += note->other * quarters[i] / 4;
	if (emissions[NC_CLASS_RELATED] != NC_CRF_NEVER) {
		emissions[NC_CLASS_RELATED] += note->related;
		emissions[NC_CLASS_TAIL_RELATED] += note->related;
	}
	if (note->masthead)
		forbid(emissions, NC_CLASS_HEADLINE);
}

/*
 * A signature behind the body ends it: what follows are related headlines,
 * even if they end in full stops, as long as each is one sentence and none is
 * half as long as the body's longest paragraph.
 */
static size_t
find_signature(const struct labeller *labeller)
{
	const struct nc_features *features = labeller->features;
	size_t longest = labeller->around.longest, i;

	for (i = labeller->count; i > 0; i--)
		if (features[i - 1].signature)
			return i > 3 && features[i - 2].prose &&
				features[i - 3].prose
			    ? i - 1
			    : labeller->count;
		else if (features[i - 1].sentences > 1 ||
		    features[i - 1].columns > LINK_COLUMNS ||
		    features[i - 1].columns * 2 > longest)
			break;
	return labeller->count;
}

/*
 * Of two or three blocks the model can see little: the first is no paragraph
 * if it does not end as one and the next does.
 */
static bool
opens_brief(const struct labeller *labeller)
{
	const struct nc_features *features = labeller->features;

	return labeller->count > 1 && labeller->count <= BRIEF_BLOCKS &&
	    !features[0].terminal && features[0].letters &&
	    features[0].columns <= HEADLINE_COLUMNS &&
	    (features[1].terminal || features[1].prose);
}

static bool
choose(struct labeller *labeller, const struct nc_model *model)
{
	struct nc_observed observed;
	size_t signature = find_signature(labeller), i;
	struct nc_crf crf;

	for (i = 0; i < labeller->count; i++) {
		int32_t *emissions = labeller->emissions + i * NC_CLASSES;

		nc_observe(&observed, &labeller->around, i);
		nc_model_emissions(model, &observed, emissions);
		guard(emissions, &labeller->features[i]);
		if (labeller->notes != NULL)
			add_note(emissions, &labeller->notes[i]);
		if (i >= signature)
			forbid(emissions, NC_CLASS_BODY);
	}
	if (opens_brief(labeller))
		for (i = 0; i < NC_CLASSES; i++)
			if (i != NC_CLASS_HEADLINE)
				forbid(labeller->emissions, (enum nc_class)i);
	nc_model_crf(model, &crf);
	return nc_crf_decode(
	    labeller->choices, &crf, labeller->emissions, labeller->count);
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

static bool
marked(const struct nc_features *features, enum nc_marker marker,
    size_t inside_columns)
{
	return nc_features_marked(features, marker) ||
	    (features->marks.inside[marker] > 0 &&
		features->columns <= inside_columns);
}

static bool
section_like(const struct nc_features *features)
{
	return features->words <= 3 && features->columns <= SECTION_COLUMNS &&
	    !features->terminal && features->letters;
}

static bool
headline_follows(const struct labeller *labeller, size_t block)
{
	return block + 1 < labeller->count &&
	    labeller->choices[block + 1].state == NC_STATE_HEADLINE_HEADLINE;
}

static enum newsconv_segment_type
type_of_other(const struct labeller *labeller, size_t block)
{
	const struct nc_features *features = &labeller->features[block];
	size_t i;

	if (features->columns == 0)
		return NEWSCONV_SEGMENT_UNKNOWN;
	if (features->marks.whole[NC_MARKER_RELATED] > 0)
		return NEWSCONV_SEGMENT_RELATED_HEADING;
	for (i = 0; i < sizeof(boilerplate) / sizeof(*boilerplate); i++)
		if (marked(features, boilerplate[i].marker,
			boilerplate[i].inside_columns))
			return boilerplate[i].type;
	if (!features->letters && !features->date)
		return NEWSCONV_SEGMENT_SEPARATOR;
	if (headline_follows(labeller, block) && section_like(features) &&
	    block <= 1)
		return NEWSCONV_SEGMENT_SECTION;
	if (features->words <= 4 && !features->address)
		return NEWSCONV_SEGMENT_NAVIGATION;
	return NEWSCONV_SEGMENT_BOILERPLATE;
}

/* -------------------------------------------------------------------- body */

static bool
is_body(const struct labeller *labeller, size_t block)
{
	return block < labeller->count &&
	    labeller->choices[block].state == NC_STATE_BODY_BODY;
}

static bool
subhead_like(const struct labeller *labeller, size_t block)
{
	const struct nc_features *features = &labeller->features[block];
	const struct nc_features *next = features + 1;

	return features->columns <= SUBHEAD_COLUMNS &&
	    features->words <= SUBHEAD_WORDS && features->upper_start &&
	    !features->ends_colon && features->sentences <= 1 &&
	    !features->terminal && block > 0 && is_body(labeller, block + 1) &&
	    !features->quoted && !features->bullet &&
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

/* "Correction: ..."; "(Reporting by ...)" below an article with a byline. */
static bool
note_like(const struct labeller *labeller, size_t block)
{
	const struct nc_features *features = &labeller->features[block];

	return features->columns <= NOTE_COLUMNS &&
	    nc_state_phase[labeller->choices[block].state] >= NC_PHASE_HEADER &&
	    (features->marks.prefix[NC_MARKER_NOTE] > 0 ||
		(features->bracketed &&
		    features->marks.prefix[NC_MARKER_BYLINE] > 0 &&
		    labeller->byline_seen));
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

static bool
header_kind(const struct labeller *labeller, size_t block)
{
	unsigned kind = block < labeller->count
	    ? nc_state_kind[labeller->choices[block].state]
	    : NC_KIND_OTHER;

	return kind == NC_KIND_BYLINE || kind == NC_KIND_DATE;
}

/* Between headline and byline a paragraph is a dek. */
static bool
dek_like(const struct labeller *labeller, size_t block)
{
	return block > 0 &&
	    labeller->choices[block - 1].state == NC_STATE_HEADLINE_HEADLINE &&
	    labeller->features[block].columns <= DEK_COLUMNS &&
	    header_kind(labeller, block + 1);
}

static enum newsconv_segment_type
type_of_body(const struct labeller *labeller, size_t block)
{
	if (dek_like(labeller, block))
		return NEWSCONV_SEGMENT_DEK;
	if (caption_marked(&labeller->features[block]))
		return NEWSCONV_SEGMENT_CAPTION;
	if (list_item(labeller, block))
		return NEWSCONV_SEGMENT_LIST_ITEM;
	if (labeller->features[block].quoted)
		return NEWSCONV_SEGMENT_QUOTE;
	if (subhead_like(labeller, block))
		return NEWSCONV_SEGMENT_SUBHEAD;
	return NEWSCONV_SEGMENT_PARAGRAPH;
}

static enum newsconv_segment_type
type_of(const struct labeller *labeller, size_t block)
{
	static const enum newsconv_segment_type types[] = {
	    [NC_KIND_PAGE_TITLE] = NEWSCONV_SEGMENT_PAGE_TITLE,
	    [NC_KIND_HEADLINE] = NEWSCONV_SEGMENT_HEADLINE,
	    [NC_KIND_DEK] = NEWSCONV_SEGMENT_DEK,
	    [NC_KIND_BYLINE] = NEWSCONV_SEGMENT_BYLINE,
	    [NC_KIND_DATE] = NEWSCONV_SEGMENT_DATE,
	    [NC_KIND_CAPTION] = NEWSCONV_SEGMENT_CAPTION,
	    [NC_KIND_RELATED] = NEWSCONV_SEGMENT_RELATED,
	};
	unsigned kind = nc_state_kind[labeller->choices[block].state];

	if (kind != NC_KIND_HEADLINE && note_like(labeller, block))
		return NEWSCONV_SEGMENT_NOTE;
	switch (kind) {
	case NC_KIND_BODY:
		return type_of_body(labeller, block);
	case NC_KIND_OTHER:
		return type_of_other(labeller, block);
	default:
		return types[kind];
	}
}

bool
nc_labels_find(struct nc_label_of_block *labels, const struct nc_layout *layout,
    const struct nc_features *features, const struct nc_model *models,
    const struct nc_folder_note *notes)
{
	struct labeller labeller = {.features = features,
	    .notes = notes,
	    .labels = labels,
	    .count = layout->count};
	size_t i;
	bool done;

	labeller.choices = calloc(labeller.count, sizeof(*labeller.choices));
	labeller.emissions = calloc(
	    labeller.count, NC_CLASSES * sizeof(*labeller.emissions));
	done = labeller.choices != NULL && labeller.emissions != NULL &&
	    nc_surroundings_find(&labeller.around, layout, features) &&
	    choose(&labeller,
		&models[labeller.around.page ? NC_MODEL_PAGE
					     : NC_MODEL_EXTRACT]);
	for (i = 0; done && i < labeller.count; i++) {
		labels[i].type = type_of(&labeller, i);
		labels[i].confidence = labeller.choices[i].confidence;
		labeller.byline_seen |= labels[i].type ==
		    NEWSCONV_SEGMENT_BYLINE;
	}
	nc_surroundings_free(&labeller.around);
	free(labeller.choices);
	free(labeller.emissions);
	return done;
}
