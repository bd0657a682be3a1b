/* What single measures speak for in a model of trees. */
#include <stdlib.h>
#include <string.h>

#include "explain.h"

enum { OFFSETS = 2 * NC_NEAR + 1 };

#define LEAST 0.05 /* doublings that are worth a word */

/* For each measure at each offset, in the leaves' unit. */
typedef int32_t weights[NC_MEASURES][OFFSETS];

static uint8_t
value_at(const struct nc_observations *observations, size_t block,
    unsigned measure, int offset)
{
	return nc_observed(
	    observations, (enum nc_measure)measure)[(ptrdiff_t)block + offset];
}

static void
add_tree(weights sums, const struct nc_tree *tree,
    const struct nc_observations *observations, size_t block, enum nc_kind kind,
    enum nc_kind other)
{
	unsigned leaf = 0, depth;
	const int16_t *here, *there;

	for (depth = 0; depth < NC_TREE_DEPTH; depth++) {
		const struct nc_condition *condition = &tree->conditions[depth];

		leaf |= (unsigned)(value_at(observations, block,
				       condition->measure,
				       condition->offset) > condition->above)
		    << depth;
	}
	here = tree->leaves[leaf];
	for (depth = 0; depth < NC_TREE_DEPTH; depth++) {
		const struct nc_condition *condition = &tree->conditions[depth];

		there = tree->leaves[leaf ^ 1u << depth];
		sums[condition->measure][condition->offset + NC_NEAR] +=
		    here[kind] - here[other] - there[kind] + there[other];
	}
}

static void
take_strongest(struct newsconv_reason *reason, weights sums,
    const struct nc_observations *observations, size_t block)
{
	unsigned best = 0, best_offset = 0, measure, offset;

	for (measure = 0; measure < NC_MEASURES; measure++)
		for (offset = 0; offset < OFFSETS; offset++)
			if (abs(sums[measure][offset]) >
			    abs(sums[best][best_offset])) {
				best = measure;
				best_offset = offset;
			}
	reason->measure = nc_measure_name((enum nc_measure)best);
	reason->meaning = nc_measure_meaning((enum nc_measure)best);
	reason->offset = (int)best_offset - NC_NEAR;
	reason->value = value_at(observations, block, best, reason->offset);
	nc_measure_show(reason->shown, sizeof(reason->shown),
	    (enum nc_measure)best, reason->value);
	reason->weight = sums[best][best_offset] / 2.0 / NC_LEAF_UNIT /
	    NC_CRF_UNIT;
	sums[best][best_offset] = 0;
}

size_t
nc_explain(struct newsconv_reason reasons[NC_REASONS],
    const struct nc_model *model, const struct nc_observations *observations,
    size_t block, enum nc_kind kind, enum nc_kind other)
{
	weights sums;
	size_t tree, count;

	memset(sums, 0, sizeof(sums));
	for (tree = 0; tree < model->tree_count; tree++)
		add_tree(sums, &model->trees[tree], observations, block, kind,
		    other);
	for (count = 0; count < NC_REASONS; count++) {
		take_strongest(&reasons[count], sums, observations, block);
		if (reasons[count].weight < LEAST &&
		    reasons[count].weight > -LEAST)
			break;
	}
	return count;
}

void
nc_explain_rule(struct newsconv_explanation *explanation, enum nc_rule rule)
{
	if (explanation == NULL || rule == NC_RULE_NONE)
		return;
	explanation->rule = nc_rule_name(rule);
	explanation->rule_text = nc_rule_text(rule);
}
