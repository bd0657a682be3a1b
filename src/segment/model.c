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

enum {
	GROUP = NC_OBSERVED_GROUP,
	BATCH = 8 * GROUP, /* blocks whose sums are made together */
	TREES = 8          /* ... of so many trees at a time */
};

/* GCC's vectors, which clang knows too: one register of most machines. */
typedef uint8_t bytes __attribute__((vector_size(16)));
typedef int16_t scores __attribute__((vector_size(16)));

_Static_assert(sizeof(bytes) == GROUP, "a group of blocks is a vector");
_Static_assert(NC_KINDS == sizeof(scores) / 2 + 1, "kinds are summed so");

/* The leaves that blocks come to, a group at a time. */
static void
find_leaves(uint8_t *leaves, const struct nc_tree *tree,
    const struct nc_observations *observations, size_t first, size_t count)
{
	const uint8_t *values[NC_TREE_DEPTH];
	size_t at, depth;

	for (depth = 0; depth < NC_TREE_DEPTH; depth++)
		values[depth] =
		    nc_observed(observations,
			(enum nc_measure)tree->conditions[depth].measure) +
		    (ptrdiff_t)first + tree->conditions[depth].offset;
	for (at = 0; at < count; at += GROUP) {
		bytes found = {0}, own;

		for (depth = 0; depth < NC_TREE_DEPTH; depth++) {
			memcpy(&own, values[depth] + at, sizeof(own));
			found |= (bytes)(own > tree->conditions[depth].above) &
			    (uint8_t)(1 << depth);
		}
		memcpy(leaves + at, &found, sizeof(found));
	}
}

/*
 * The scores of the leaves that a block comes to in some trees: of eight kinds
 * at once, and of the one that is left.  No sum of leaves leaves the range of
 * its integers; see learn.c.
 */
static inline void
add_leaves(int16_t *sums, const struct nc_tree *some, size_t tree_count,
    const uint8_t *leaves)
{
	int last = sums[NC_KINDS - 1];
	scores all, own;
	size_t i;

	memcpy(&all, sums, sizeof(all));
#pragma GCC unroll 8
	for (i = 0; i < tree_count; i++) {
		const int16_t *leaf = some[i].leaves[leaves[i * BATCH]];

		memcpy(&own, leaf, sizeof(own));
		all += own;
		last += leaf[NC_KINDS - 1];
	}
	memcpy(sums, &all, sizeof(all));
	sums[NC_KINDS - 1] = (int16_t)last;
}

/* A count that is known is worth a fourth of the time. */
static void
add_all_leaves(int16_t (*sums)[NC_KINDS], const struct nc_tree *some,
    size_t tree_count, uint8_t (*leaves)[BATCH], size_t count)
{
	size_t i;

	if (tree_count == TREES)
		for (i = 0; i < count; i++)
			add_leaves(sums[i], some, TREES, &leaves[0][i]);
	else
		for (i = 0; i < count; i++)
			add_leaves(sums[i], some, tree_count, &leaves[0][i]);
}

/* The sums of all trees, of the blocks [first, first + count). */
static void
sum_batch(int16_t (*sums)[NC_KINDS], const struct nc_model *model,
    const struct nc_observations *observations, size_t first, size_t count)
{
	uint8_t leaves[TREES][BATCH];
	size_t tree, some, i;

	memset(sums, 0, BATCH * sizeof(*sums));
	for (tree = 0; tree < model->tree_count; tree += some) {
		some = model->tree_count - tree;
		if (some > TREES)
			some = TREES;
		for (i = 0; i < some; i++)
			find_leaves(leaves[i], &model->trees[tree + i],
			    observations, first, count);
		add_all_leaves(sums, &model->trees[tree], some, leaves, count);
	}
}

void
nc_model_emissions(const struct nc_model *model,
    const struct nc_observations *observations, int32_t *emissions)
{
	int16_t sums[BATCH][NC_KINDS];
	size_t first, count, i, kind;

	for (first = 0; first < observations->count; first += BATCH) {
		count = observations->count - first;
		if (count > BATCH)
			count = BATCH;
		sum_batch(sums, model, observations, first, count);
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
