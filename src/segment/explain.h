/* Why the model takes a block for one thing rather than another. */
#ifndef NC_EXPLAIN_H
#define NC_EXPLAIN_H

#include "model.h"
#include "rules.h"

enum { NC_REASONS = 8 };

/*
 * The measures that speak most for or against `kind` when `other` is the
 * alternative, the strongest first; returns how many there are.  What a measure
 * speaks is, over all conditions that ask for it, half of what the scores would
 * change by if the answer were the opposite and all other answers the same.
 */
size_t nc_explain(struct newsconv_reason reasons[NC_REASONS],
    const struct nc_model *model, const struct nc_observations *observations,
    size_t block, enum nc_kind kind, enum nc_kind other);

/* Says that it was this rule; NULL and NC_RULE_NONE are left alone. */
void nc_explain_rule(
    struct newsconv_explanation *explanation, enum nc_rule rule);

#endif
