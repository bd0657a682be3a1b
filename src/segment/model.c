/* The states of the model, and its weights; train.c makes their tables. */
#include <string.h>

#include "model.h"

#define NEVER NC_CRF_NEVER
#include "weights.def"

static const nc_confidence confidence = {
#include "confidence.def"
};

/* Closer where most claims are. */
const uint8_t nc_confidence_points[NC_CONFIDENCE_POINTS] = {
    0, 10, 20, 35, 50, 65, 80, 90, 95, 98, 100};

const uint8_t nc_state_kind[NC_STATES] = {
#define STATE(phase, kind) NC_KIND_##kind,
#include "states.def"
#undef STATE
};

const uint8_t nc_state_phase[NC_STATES] = {
#define STATE(phase, kind) NC_PHASE_##phase,
#include "states.def"
#undef STATE
};

const struct nc_model nc_model = {trees, sizeof(trees) / sizeof(*trees),
    {{extract_start, extract_end, extract_transitions},
	{page_start, page_end, page_transitions}},
    &confidence};

/*
 * Phases come in order, and some may be missing; but the body begins and ends
 * with a paragraph, there is no tail without it, and the page's title is the
 * first line of the dump.
 */
bool
nc_state_follows(unsigned from, unsigned to)
{
	unsigned before = nc_state_phase[from], after = nc_state_phase[to];

	if (nc_state_kind[to] == NC_KIND_PAGE_TITLE)
		return false;
	if (before == after)
		return before != NC_PHASE_HEADLINE;
	if (before == NC_PHASE_BODY)
		return after == NC_PHASE_TAIL && from == NC_STATE_BODY_BODY;
	return before < after &&
	    (after != NC_PHASE_BODY || to == NC_STATE_BODY_BODY);
}

enum { BATCH = 128 };

/* The leaves that blocks come to. */
static void
find_leaves(uint8_t *leaves, const struct nc_tree *tree,
    const struct nc_observations *observations, size_t first, size_t count)
{
	size_t i, depth;

	memset(leaves, 0, count);
	for (depth = 0; depth < NC_TREE_DEPTH; depth++) {
		const struct nc_condition *condition = &tree->conditions[depth];
		const uint8_t *values =
		    nc_observed(
			observations, (enum nc_measure)condition->measure) +
		    (ptrdiff_t)first + condition->offset;

		for (i = 0; i < count; i++)
			leaves[i] |= (uint8_t)((values[i] > condition->above)
			    << depth);
	}
}

/* No sum of leaves leaves the range of its integers; see learn.c. */
static void
add_leaves(int16_t (*sums)[NC_KINDS], const struct nc_tree *tree,
    const uint8_t *leaves, size_t count)
{
	size_t i, kind;

	for (i = 0; i < count; i++)
		for (kind = 0; kind < NC_KINDS; kind++)
			sums[i][kind] = (int16_t)(sums[i][kind] +
			    tree->leaves[leaves[i]][kind]);
}

/* Tree after tree over some blocks at once: compilers make vectors of that. */
void
nc_model_emissions(const struct nc_model *model,
    const struct nc_observations *observations, int32_t *emissions)
{
	uint8_t leaves[BATCH];
	int16_t sums[BATCH][NC_KINDS];
	size_t first, count, tree, i, kind;

	for (first = 0; first < observations->count; first += BATCH) {
		count = observations->count - first;
		if (count > BATCH)
			count = BATCH;
		memset(sums, 0, sizeof(sums));
		for (tree = 0; tree < model->tree_count; tree++) {
			find_leaves(leaves, &model->trees[tree], observations,
			    first, count);
			add_leaves(sums, &model->trees[tree], leaves, count);
		}
		for (i = 0; i < count; i++)
			for (kind = 0; kind < NC_KINDS; kind++)
				emissions[(first + i) * NC_KINDS + kind] =
				    sums[i][kind] / NC_LEAF_UNIT;
	}
}

void
nc_model_crf(const struct nc_model *model, unsigned chain, struct nc_crf *crf)
{
	crf->states = NC_STATES;
	crf->labels = NC_KINDS;
	crf->label_of = nc_state_kind;
	crf->start = model->chains[chain].start;
	crf->end = model->chains[chain].end;
	crf->transitions = model->chains[chain].transitions;
}

unsigned
nc_model_confidence(
    const struct nc_model *model, enum nc_kind kind, unsigned chance)
{
	const uint8_t *at = nc_confidence_points;
	const uint8_t *true_at;
	unsigned i = 1, step;

	if (model->confidence == NULL || chance > 100)
		return chance;
	true_at = (*model->confidence)[kind];
	while (chance > at[i])
		i++;
	step = at[i] - at[i - 1];
	return (true_at[i - 1] * (at[i] - chance) +
		   true_at[i] * (chance - at[i - 1]) + step / 2) /
	    step;
}
