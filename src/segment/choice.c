/*
 * Observations of each block become scores of the kinds, guards forbid what
 * cannot be, the model finds the best sequence.
 */
#include <stdlib.h>
#include <string.h>

#include "choice.h"

enum {
	BYLINE_COLUMNS = 240,
	HEADLINE_COLUMNS = 300,
	LINK_COLUMNS = 200, /* of a related headline */
	BRIEF_BLOCKS = 3,
	BYLINE_CHANCE = 30, /* in hundredths */
	DATE_CHANCE = 30
};

/* ------------------------------------------------------------------ guards */

/* A block in the hands of guards. */
struct guarded {
	int32_t *emissions;
	uint8_t *rule;
	unsigned best; /* what it looked most like before */
};

static unsigned
best_kind(const int32_t *emissions)
{
	unsigned best = 0, i;

	for (i = 1; i < NC_KINDS; i++)
		if (emissions[i] > emissions[best])
			best = i;
	return best;
}

static struct guarded
take(struct nc_choices *choices, size_t block)
{
	int32_t *emissions = choices->emissions + block * NC_KINDS;
	struct guarded guarded = {
	    emissions, choices->rules + block, best_kind(emissions)};

	return guarded;
}

/* A rule is named where it forbids what the block looked most like. */
static void
forbid(struct guarded *guarded, enum nc_kind kind, enum nc_rule rule)
{
	guarded->emissions[kind] = NC_CRF_NEVER;
	if (kind == guarded->best && *guarded->rule == NC_RULE_NONE)
		*guarded->rule = (uint8_t)rule;
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

/* Why it cannot be what people write for the page; NONE: it can. */
static enum nc_rule
why_mute(const struct nc_features *features)
{
	if (features->address)
		return NC_RULE_ADDRESS;
	if (!features->letters)
		return NC_RULE_BARE;
	return whole_marked(features) ? NC_RULE_MARKED : NC_RULE_NONE;
}

static enum nc_rule
why_no_body(const struct nc_features *features)
{
	if (features->address)
		return NC_RULE_ADDRESS;
	if (features->columns == 0)
		return NC_RULE_BARE;
	if (whole_marked(features))
		return NC_RULE_MARKED;
	return features->marks.prefix[NC_MARKER_RELATED] > 0 &&
		features->columns <= LINK_COLUMNS && features->sentences <= 2
	    ? NC_RULE_LABELLED
	    : NC_RULE_NONE;
}

/* What a block cannot be, whatever else speaks for it. */
static void
guard(struct guarded *guarded, const struct nc_features *features)
{
	enum nc_rule mute = why_mute(features), no_body = why_no_body(features);

	if (mute != NC_RULE_NONE) {
		forbid(guarded, NC_KIND_HEADLINE, mute);
		forbid(guarded, NC_KIND_DEK, mute);
		forbid(guarded, NC_KIND_RELATED, mute);
	}
	if (whole_marked(features)) {
		forbid(guarded, NC_KIND_BYLINE, NC_RULE_MARKED);
		forbid(guarded, NC_KIND_CAPTION, NC_RULE_MARKED);
	}
	if (features->columns > HEADLINE_COLUMNS)
		forbid(guarded, NC_KIND_HEADLINE, NC_RULE_LONG);
	if (features->columns > BYLINE_COLUMNS) {
		forbid(guarded, NC_KIND_BYLINE, NC_RULE_LONG);
		forbid(guarded, NC_KIND_DATE, NC_RULE_LONG);
	}
	if (features->columns == 0) {
		forbid(guarded, NC_KIND_BYLINE, NC_RULE_BARE);
		forbid(guarded, NC_KIND_DATE, NC_RULE_BARE);
	}
	if (no_body != NC_RULE_NONE)
		forbid(guarded, NC_KIND_BODY, no_body);
}

/*
 * What the folder's other files say; what is forbidden stays so.  In quarters
 * of the note, for a line that recurs is sometimes a headline or a byline, and
 * often a date.
 */
static void
add_note(struct guarded *guarded, const struct nc_folder_note *note)
{
	static const int8_t quarters[NC_KINDS] = {
	    [NC_KIND_PAGE_TITLE] = 2,
	    [NC_KIND_HEADLINE] = 1,
	    [NC_KIND_BYLINE] = 1,
	    [NC_KIND_DATE] = 3,
	    [NC_KIND_CAPTION] = 1,
	    [NC_KIND_OTHER] = 4,
	};
	int32_t *emissions = guarded->emissions;
	unsigned best = best_kind(emissions), i;

	for (i = 0; i < NC_KINDS; i++)
		if (emissions[i] != NC_CRF_NEVER)
			emissions[i] += note->other * quarters[i] / 4;
	if (emissions[NC_KIND_RELATED] != NC_CRF_NEVER)
		emissions[NC_KIND_RELATED] += note->related;
	if (best_kind(emissions) != best)
		*guarded->rule = NC_RULE_OTHER_FILES;
	if (note->masthead)
		forbid(guarded, NC_KIND_HEADLINE, NC_RULE_MASTHEAD);
}

/*
 * A signature behind the body ends it: what follows are related headlines,
 * even if they end in full stops, as long as each is one sentence and none is
 * half as long as the body's longest paragraph.
 */
static size_t
find_signature(const struct nc_choices *choices)
{
	const struct nc_features *features = choices->features;
	size_t longest = choices->around.longest, i;

	for (i = choices->count; i > 0; i--)
		if (features[i - 1].signature)
			return i > 3 && features[i - 2].prose &&
				features[i - 3].prose
			    ? i - 1
			    : choices->count;
		else if (features[i - 1].sentences > 1 ||
		    features[i - 1].columns > LINK_COLUMNS ||
		    features[i - 1].columns * 2 > longest)
			break;
	return choices->count;
}

/*
 * Of two or three blocks the model can see little: the first is no paragraph
 * if it does not end as one and the next does.
 */
static bool
opens_brief(const struct nc_choices *choices)
{
	const struct nc_features *features = choices->features;

	return choices->count > 1 && choices->count <= BRIEF_BLOCKS &&
	    !features[0].terminal && features[0].letters &&
	    features[0].columns <= HEADLINE_COLUMNS &&
	    (features[1].terminal || features[1].prose);
}

/*
 * A first line that stands again above the body, with or without the site's
 * name, is the page's title, and the headline is the other one.
 */
static bool
opens_with_title(const struct nc_choices *choices)
{
	const struct nc_surroundings *around = &choices->around;
	size_t end = around->core_end > 0 ? around->core_first + 2
					  : choices->count,
	       i;

	for (i = 1; i < choices->count && i < end; i++)
		if (around->blocks[i].title_part &&
		    around->blocks[i].likeness >= NC_LIKENESS_STRONG)
			return true;
	return false;
}

static void
guard_first(struct nc_choices *choices)
{
	struct guarded first = take(choices, 0);
	size_t i;

	if (opens_with_title(choices))
		forbid(&first, NC_KIND_HEADLINE, NC_RULE_TITLED);
	if (!opens_brief(choices))
		return;
	for (i = 0; i < NC_KINDS; i++)
		if (i != NC_KIND_HEADLINE)
			forbid(&first, (enum nc_kind)i, NC_RULE_BRIEF);
	*first.rule = NC_RULE_BRIEF; /* it leaves the model no choice */
}

static void
guard_all(struct nc_choices *choices, const struct nc_folder_note *notes)
{
	size_t signature = find_signature(choices), i;

	for (i = 0; i < choices->count; i++) {
		struct guarded guarded = take(choices, i);

		guard(&guarded, &choices->features[i]);
		if (notes != NULL)
			add_note(&guarded, &notes[i]);
		if (i >= signature)
			forbid(&guarded, NC_KIND_BODY, NC_RULE_SIGNED);
	}
	if (choices->count > 0)
		guard_first(choices);
}

/* ------------------------------------------------------------- second looks */

/* The state of that kind in the same phase; `state` if there is none. */
static uint8_t
state_beside(uint8_t state, enum nc_kind kind)
{
	uint8_t i;

	for (i = 0; i < NC_STATES; i++)
		if (nc_state_kind[i] == kind &&
		    nc_state_phase[i] == nc_state_phase[state])
			return i;
	return state;
}

/*
 * The best path leaves out what is less likely than not.  An article without a
 * byline or a date is less likely still: where the path has none, the block
 * that is one most likely becomes it, if there is something to it.
 */
static void
look_again(struct nc_choices *choices, enum nc_kind kind, unsigned least)
{
	size_t best = choices->count, i;
	uint8_t state;

	for (i = 0; i < choices->count; i++) {
		unsigned chance = choices->chances[i * NC_KINDS + kind];

		if (nc_state_kind[choices->path[i]] == kind)
			return;
		if (chance >= least) {
			least = chance + 1;
			best = i;
		}
	}
	if (best == choices->count)
		return;
	state = state_beside(choices->path[best], kind);
	if (state == choices->path[best])
		return; /* the headline stays the headline */
	choices->path[best] = state;
	choices->rules[best] = NC_RULE_SECOND_LOOK;
}

bool
nc_choices_find(struct nc_choices *choices, const struct nc_layout *layout,
    const struct nc_features *features, const struct nc_model *model,
    const struct nc_folder_note *notes)
{
	size_t count = layout->count;
	struct nc_crf crf;

	memset(choices, 0, sizeof(*choices));
	choices->features = features;
	choices->count = count;
	choices->path = calloc(count, 1);
	choices->chances = calloc(count, NC_KINDS);
	choices->rules = calloc(count, 1);
	choices->emissions = calloc(
	    count, NC_KINDS * sizeof(*choices->emissions));
	if (choices->path == NULL || choices->chances == NULL ||
	    choices->rules == NULL || choices->emissions == NULL ||
	    !nc_surroundings_find(&choices->around, layout, features) ||
	    !nc_observe(&choices->observations, &choices->around))
		return false;
	nc_model_emissions(model, &choices->observations, choices->emissions);
	guard_all(choices, notes);
	nc_model_crf(model,
	    choices->around.page ? NC_CHAIN_PAGE : NC_CHAIN_EXTRACT, &crf);
	if (!nc_crf_decode(choices->path, choices->chances, &crf,
		choices->emissions, count))
		return false;
	look_again(choices, NC_KIND_BYLINE, BYLINE_CHANCE);
	look_again(choices, NC_KIND_DATE, DATE_CHANCE);
	return true;
}

void
nc_choices_free(struct nc_choices *choices)
{
	nc_surroundings_free(&choices->around);
	nc_observations_free(&choices->observations);
	free(choices->path);
	free(choices->chances);
	free(choices->rules);
	free(choices->emissions);
}
