/* The states of the model, and its weights: weights.def, made by train.c. */
#include "model.h"

#define NEVER NC_CRF_NEVER
#include "weights.def"

const uint8_t nc_state_kind[NC_STATES] = {
#define STATE(phase, label, class) NC_KIND_##label,
#include "states.def"
#undef STATE
};

const uint8_t nc_state_class[NC_STATES] = {
#define STATE(phase, label, class) NC_CLASS_##class,
#include "states.def"
#undef STATE
};

const uint8_t nc_state_phase[NC_STATES] = {
#define STATE(phase, label, class) NC_PHASE_##phase,
#include "states.def"
#undef STATE
};

const struct nc_model nc_models[NC_MODELS] = {
    {extract_emissions, sizeof(extract_emissions) / sizeof(*extract_emissions),
	extract_start, extract_end, extract_transitions},
    {page_emissions, sizeof(page_emissions) / sizeof(*page_emissions),
	page_start, page_end, page_transitions},
};

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

void
nc_model_emissions(const struct nc_model *model,
    const struct nc_observed *observed, int32_t emissions[NC_CLASSES])
{
	size_t i, class;

	for (class = 0; class < NC_CLASSES; class ++)
		emissions[class] = 0;
	for (i = 0; i < observed->count; i++) {
		const int16_t *weights = model->emissions[observed->ids[i]];

		for (class = 0; class < NC_CLASSES; class ++)
			emissions[class] += weights[class];
	}
}

void
nc_model_crf(const struct nc_model *model, struct nc_crf *crf)
{
	crf->states = NC_STATES;
	crf->classes = NC_CLASSES;
	crf->class_of = nc_state_class;
	crf->label_of = nc_state_kind;
	crf->start = model->start;
	crf->end = model->end;
	crf->transitions = model->transitions;
}
