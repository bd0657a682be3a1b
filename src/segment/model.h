/*
 * The labeller's model: its states, and the weights that tests/quality/train
 * learned.  There are two sets of weights, for whole pages and for extracts.
 */
#ifndef NC_MODEL_H
#define NC_MODEL_H

#include "crf.h"
#include "observe.h"

enum nc_phase {
	NC_PHASE_LEAD,
	NC_PHASE_HEADLINE,
	NC_PHASE_HEADER,
	NC_PHASE_BODY,
	NC_PHASE_TAIL
};

/* What the model calls a block; labels.c makes segment types of them. */
enum nc_kind {
	NC_KIND_PAGE_TITLE,
	NC_KIND_HEADLINE,
	NC_KIND_DEK,
	NC_KIND_BYLINE,
	NC_KIND_DATE,
	NC_KIND_BODY,
	NC_KIND_CAPTION,
	NC_KIND_RELATED,
	NC_KIND_OTHER
};

enum nc_class {
	NC_CLASS_PAGE_TITLE,
	NC_CLASS_HEADLINE,
	NC_CLASS_DEK,
	NC_CLASS_BYLINE,
	NC_CLASS_DATE,
	NC_CLASS_BODY,
	NC_CLASS_CAPTION,
	NC_CLASS_RELATED,
	NC_CLASS_TAIL_RELATED,
	NC_CLASS_LEAD_OTHER,
	NC_CLASS_OTHER,
	NC_CLASS_TAIL_OTHER,
	NC_CLASSES
};

enum nc_state {
#define STATE(phase, label, class) NC_STATE_##phase##_##label,
#include "states.def"
#undef STATE
	NC_STATES
};

extern const uint8_t nc_state_kind[NC_STATES];
extern const uint8_t nc_state_class[NC_STATES];
extern const uint8_t nc_state_phase[NC_STATES];

/* Whether an article may go from one state to the other. */
bool nc_state_follows(unsigned from, unsigned to);

struct nc_model {
	const int16_t (*emissions)[NC_CLASSES]; /* of each observation */
	size_t observations;
	const int16_t *start;
	const int16_t *end;
	const int16_t *transitions;
};

enum { NC_MODEL_EXTRACT, NC_MODEL_PAGE, NC_MODELS };

/* The models that are built in. */
extern const struct nc_model nc_models[NC_MODELS];

/* What speaks for each class of a block. */
void nc_model_emissions(const struct nc_model *model,
    const struct nc_observed *observed, int32_t emissions[NC_CLASSES]);
void nc_model_crf(const struct nc_model *model, struct nc_crf *crf);

#endif
