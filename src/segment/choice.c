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

static void
forbid(int32_t *emissions, enum nc_kind kind)
{
	emissions[kind] = NC_CRF_NEVER;
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
		forbid(emissions, NC_KIND_HEADLINE);
	if (features->columns > BYLINE_COLUMNS || features->columns == 0)
		forbid(emissions, NC_KIND_BYLINE);
	if (features->columns > BYLINE_COLUMNS || features->columns == 0)
		forbid(emissions, NC_KIND_DATE);
	if (whole_marked(features)) {
		forbid(emissions, NC_KIND_BYLINE);
		forbid(emissions, NC_KIND_CAPTION);
	}
	if (!speaks) {
		forbid(emissions, NC_KIND_DEK);
		forbid(emissions, NC_KIND_RELATED);
	}
	if (features->address || features->columns == 0 ||
	    whole_marked(features) ||
	    (features->marks.prefix[NC_MARKER_RELATED] > 0 &&
		features->columns <= LINK_COLUMNS && features->sentences <= 2))
		forbid(emissions, NC_KIND_BODY);
}

/*
 * What the folder's other files say; what is forbidden stays so.  In quarters
 * of the note, for a line that recurs is sometimes a headline or a byline, and
 * often a date.
 */
static void
add_note(int32_t *emissions, const struct nc_folder_note *note)
{
	static const int8_t quarters[NC_KINDS] = {
	    [NC_KIND_PAGE_TITLE] = 2,
	    [NC_KIND_HEADLINE] = 1,
	    [NC_KIND_BYLINE] = 1,
	    [NC_KIND_DATE] = 3,
	    [NC_KIND_CAPTION] = 1,
	    [NC_KIND_OTHER] = 4,
	};
	size_t i;

	for (i = 0; i < NC_KINDS; i++)
		if (emissions[i] != NC_CRF_NEVER)
			emissions[i] += note->other * quarters[i] / 4;
	if (emissions[NC_KIND_RELATED] != NC_CRF_NEVER)
		emissions[NC_KIND_RELATED] += note->related;
	if (note->masthead)
		forbid(emissions, NC_KIND_HEADLINE);
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
guard_all(struct nc_choices *choices, const struct nc_folder_note *notes)
{
	size_t signature = find_signature(choices), i;

	for (i = 0; i < choices->count; i++) {
		int32_t *emissions = choices->emissions + i * NC_KINDS;

		guard(emissions, &choices->features[i]);
		if (notes != NULL)
			add_note(emissions, &notes[i]);
		if (i >= signature)
			forbid(emissions, NC_KIND_BODY);
	}
	if (opens_with_title(choices))
		forbid(choices->emissions, NC_KIND_HEADLINE);
	if (opens_brief(choices))
		for (i = 0; i < NC_KINDS; i++)
			if (i != NC_KIND_HEADLINE)
				forbid(choices->emissions, (enum nc_kind)i);
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

	for (i = 0; i < choices->count; i++) {
		unsigned chance = choices->chances[i * NC_KINDS + kind];

		if (nc_state_kind[choices->path[i]] == kind)
			return;
		if (chance >= least) {
			least = chance + 1;
			best = i;
		}
	}
	if (best < choices->count)
		choices->path[best] = state_beside(choices->path[best], kind);
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
	choices->emissions = calloc(
	    count, NC_KINDS * sizeof(*choices->emissions));
	if (choices->path == NULL || choices->chances == NULL ||
	    choices->emissions == NULL ||
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
	free(choices->emissions);
}
