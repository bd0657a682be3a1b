/*
 * From kinds to types: what the model has no label for is told by rules.
 * Markers of the language tables tell the sorts of boilerplate apart, shapes
 * the sorts of blocks that a body is made of.
 */
#include "choice.h"
#include "explain.h"
#include "labels.h"
#include "utf8.h"

enum {
	DEK_COLUMNS = 400,
	CAPTION_COLUMNS = 300,
	SUBHEAD_COLUMNS = 80,
	SUBHEAD_WORDS = 12,
	SECTION_COLUMNS = 30,
	LINK_COLUMNS = 200, /* of a related headline */
	NOTE_COLUMNS = 600,
	/* Longer than this, a phrase inside a block says little of it. */
	INSIDE_COLUMNS = 160
};

struct labeller {
	struct nc_choices choices;
	const struct nc_features *features;
	const struct nc_model *model;
	const uint8_t *path; /* that of the choices */
	size_t count;
	bool byline_seen;
};

/* What a rule told; NONE: the model did. */
struct verdict {
	enum newsconv_segment_type type;
	enum nc_rule rule;
};

static struct verdict
told(enum newsconv_segment_type type, enum nc_rule rule)
{
	struct verdict verdict = {type, rule};

	return verdict;
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
	    labeller->path[block + 1] == NC_STATE_HEADLINE_HEADLINE;
}

static struct verdict
verdict_on_other(const struct labeller *labeller, size_t block)
{
	const struct nc_features *features = &labeller->features[block];
	size_t i;

	if (features->columns == 0)
		return told(NEWSCONV_SEGMENT_UNKNOWN, NC_RULE_EMPTY);
	if (features->marks.whole[NC_MARKER_RELATED] > 0)
		return told(NEWSCONV_SEGMENT_RELATED_HEADING, NC_RULE_MARKER);
	for (i = 0; i < sizeof(boilerplate) / sizeof(*boilerplate); i++)
		if (marked(features, boilerplate[i].marker,
			boilerplate[i].inside_columns))
			return told(boilerplate[i].type, NC_RULE_MARKER);
	if (!features->letters && !features->date)
		return told(NEWSCONV_SEGMENT_SEPARATOR, NC_RULE_SEPARATOR);
	if (headline_follows(labeller, block) && section_like(features) &&
	    block <= 1)
		return told(NEWSCONV_SEGMENT_SECTION, NC_RULE_SECTION);
	if (features->words <= 4 && !features->address)
		return told(NEWSCONV_SEGMENT_NAVIGATION, NC_RULE_FEW_WORDS);
	return told(NEWSCONV_SEGMENT_BOILERPLATE, NC_RULE_NONE);
}

/* -------------------------------------------------------------------- body */

static bool
is_body(const struct labeller *labeller, size_t block)
{
	return block < labeller->count &&
	    labeller->path[block] == NC_STATE_BODY_BODY;
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
	    nc_state_phase[labeller->path[block]] >= NC_PHASE_HEADER &&
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
	    ? nc_state_kind[labeller->path[block]]
	    : NC_KIND_OTHER;

	return kind == NC_KIND_BYLINE || kind == NC_KIND_DATE;
}

/* Between headline and byline a paragraph is a dek. */
static bool
dek_like(const struct labeller *labeller, size_t block)
{
	return block > 0 &&
	    labeller->path[block - 1] == NC_STATE_HEADLINE_HEADLINE &&
	    labeller->features[block].columns <= DEK_COLUMNS &&
	    header_kind(labeller, block + 1);
}

static struct verdict
verdict_on_body(const struct labeller *labeller, size_t block)
{
	if (dek_like(labeller, block))
		return told(NEWSCONV_SEGMENT_DEK, NC_RULE_BETWEEN);
	if (caption_marked(&labeller->features[block]))
		return told(NEWSCONV_SEGMENT_CAPTION, NC_RULE_MARKER);
	if (list_item(labeller, block))
		return told(NEWSCONV_SEGMENT_LIST_ITEM, NC_RULE_LIST);
	if (labeller->features[block].quoted)
		return told(NEWSCONV_SEGMENT_QUOTE, NC_RULE_QUOTE);
	if (subhead_like(labeller, block))
		return told(NEWSCONV_SEGMENT_SUBHEAD, NC_RULE_SUBHEAD);
	return told(NEWSCONV_SEGMENT_PARAGRAPH, NC_RULE_NONE);
}

/* What a kind is where no rule says more. */
static enum newsconv_segment_type
type_of_kind(unsigned kind)
{
	static const enum newsconv_segment_type types[NC_KINDS] = {
	    [NC_KIND_PAGE_TITLE] = NEWSCONV_SEGMENT_PAGE_TITLE,
	    [NC_KIND_HEADLINE] = NEWSCONV_SEGMENT_HEADLINE,
	    [NC_KIND_DEK] = NEWSCONV_SEGMENT_DEK,
	    [NC_KIND_BYLINE] = NEWSCONV_SEGMENT_BYLINE,
	    [NC_KIND_DATE] = NEWSCONV_SEGMENT_DATE,
	    [NC_KIND_BODY] = NEWSCONV_SEGMENT_PARAGRAPH,
	    [NC_KIND_CAPTION] = NEWSCONV_SEGMENT_CAPTION,
	    [NC_KIND_RELATED] = NEWSCONV_SEGMENT_RELATED,
	    [NC_KIND_OTHER] = NEWSCONV_SEGMENT_BOILERPLATE,
	};

	return types[kind];
}

static struct verdict
verdict_on(const struct labeller *labeller, size_t block)
{
	unsigned kind = nc_state_kind[labeller->path[block]];

	if (kind != NC_KIND_HEADLINE && note_like(labeller, block))
		return told(NEWSCONV_SEGMENT_NOTE, NC_RULE_NOTE);
	switch (kind) {
	case NC_KIND_BODY:
		return verdict_on_body(labeller, block);
	case NC_KIND_OTHER:
		return verdict_on_other(labeller, block);
	default:
		return told(type_of_kind(kind), NC_RULE_NONE);
	}
}

/* ------------------------------------------------------------- confidence */

static unsigned
confidence_of(const struct labeller *labeller, size_t block, unsigned kind)
{
	return nc_model_confidence(labeller->model, (enum nc_kind)kind,
	    labeller->choices.chances[block * NC_KINDS + kind]);
}

/* ------------------------------------------------------------- explanations */

/* The next best kind that no rule forbids; `kind` if there is none. */
static unsigned
find_alternative(const struct labeller *labeller, size_t block, unsigned kind)
{
	const uint8_t *chances = labeller->choices.chances + block * NC_KINDS;
	const int32_t *emissions = labeller->choices.emissions +
	    block * NC_KINDS;
	unsigned best = kind, i;

	for (i = 0; i < NC_KINDS; i++)
		if (i != kind && emissions[i] != NC_CRF_NEVER &&
		    (best == kind || chances[i] > chances[best] ||
			(chances[i] == chances[best] &&
			    emissions[i] > emissions[best])))
			best = i;
	return best;
}

static void
compare(struct newsconv_explanation *explanation,
    struct newsconv_reason reasons[NC_REASONS], const struct labeller *labeller,
    size_t block)
{
	const int32_t *emissions = labeller->choices.emissions +
	    block * NC_KINDS;
	unsigned kind = nc_state_kind[labeller->path[block]];
	unsigned other = find_alternative(labeller, block, kind);
	unsigned rest = 100 - confidence_of(labeller, block, kind);

	explanation->alternative = NEWSCONV_SEGMENT_UNKNOWN;
	if (other == kind || emissions[kind] == NC_CRF_NEVER)
		return;
	explanation->alternative = type_of_kind(other);
	explanation->alternative_confidence = confidence_of(
	    labeller, block, other);
	/* Each kind has its own table: together they may come to more. */
	if (explanation->alternative_confidence > rest)
		explanation->alternative_confidence = rest;
	explanation->own = (emissions[kind] - emissions[other]) /
	    (double)NC_CRF_UNIT;
	explanation->reasons = reasons;
	explanation->reason_count = nc_explain(reasons, labeller->model,
	    &labeller->choices.observations, block, (enum nc_kind)kind,
	    (enum nc_kind)other);
}

static struct newsconv_explanation *
explain(const struct labeller *labeller, size_t block, enum nc_rule rule,
    struct nc_arena *arena)
{
	struct newsconv_explanation *explanation = nc_arena_alloc(
	    arena, sizeof(*explanation));
	struct newsconv_reason *reasons = nc_arena_array(
	    arena, NC_REASONS, sizeof(*reasons));

	if (explanation == NULL || reasons == NULL)
		return NULL;
	compare(explanation, reasons, labeller, block);
	nc_explain_rule(explanation,
	    rule != NC_RULE_NONE
		? rule
		: (enum nc_rule)labeller->choices.rules[block]);
	return explanation;
}

static bool
label(struct nc_label_of_block *label_of_block, struct labeller *labeller,
    size_t block, struct nc_arena *arena)
{
	unsigned kind = nc_state_kind[labeller->path[block]];
	struct verdict verdict = verdict_on(labeller, block);

	label_of_block->type = verdict.type;
	label_of_block->chance =
	    labeller->choices.chances[block * NC_KINDS + kind];
	label_of_block->confidence = confidence_of(labeller, block, kind);
	label_of_block->explanation = NULL;
	labeller->byline_seen |= verdict.type == NEWSCONV_SEGMENT_BYLINE;
	if (arena == NULL)
		return true;
	label_of_block->explanation = explain(
	    labeller, block, verdict.rule, arena);
	return label_of_block->explanation != NULL;
}

bool
nc_labels_find(struct nc_label_of_block *labels, const struct nc_layout *layout,
    const struct nc_features *features, const struct nc_model *model,
    const struct nc_folder_note *notes, struct nc_arena *arena)
{
	struct labeller labeller = {
	    .features = features, .model = model, .count = layout->count};
	bool done = nc_choices_find(
	    &labeller.choices, layout, features, model, notes);
	size_t i;

	labeller.path = labeller.choices.path;
	for (i = 0; done && i < labeller.count; i++)
		done = label(&labels[i], &labeller, i, arena);
	nc_choices_free(&labeller.choices);
	return done;
}
