/*
 * The labeller's model: its states, and the weights that tests/quality/train
 * learned.  Decision trees say what speaks for each kind of a block; sequences
 * of states have weights of their own, for whole pages and for extracts.  A
 * table says how far its chances can be trusted.
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
	NC_KIND_OTHER,
	NC_KINDS
};

enum nc_state {
#define STATE(phase, kind) NC_STATE_##phase##_##kind,
#include "states.def"
#undef STATE
	NC_STATES
};

extern const uint8_t nc_state_kind[NC_STATES];
extern const uint8_t nc_state_phase[NC_STATES];

/* Whether an article may go from one state to the other. */
bool nc_state_follows(unsigned from, unsigned to);

/* Whether a block's or a neighbour's measure is above some value. */
struct nc_condition {
	uint8_t measure; /* enum nc_measure */
	int8_t offset;   /* of the block asked, from the one in question */
	uint8_t above;
};

enum {
	NC_TREE_DEPTH = 6,
	NC_TREE_LEAVES = 1 << NC_TREE_DEPTH,
	NC_LEAF_UNIT =
	    4 /* leaves' scores: in so manieth of the unit of crf.h */
};

/*
 * All conditions are asked of every block; the answers, the first one the
 * lowest bit, are the number of the leaf.
 */
struct nc_tree {
	struct nc_condition conditions[NC_TREE_DEPTH];
	int16_t leaves[NC_TREE_LEAVES][NC_KINDS];
};

/* What may follow what, of whole pages and of extracts. */
struct nc_chain {
	const int16_t *start;
	const int16_t *end;
	const int16_t *transitions;
};

enum { NC_CHAIN_EXTRACT, NC_CHAIN_PAGE, NC_CHAINS };

/*
 * How often a kind is true that is claimed with so many hundredths, likewise in
 * hundredths: at these points, and between them on straight lines.
 */
enum { NC_CONFIDENCE_POINTS = 11 };
extern const uint8_t nc_confidence_points[NC_CONFIDENCE_POINTS];
typedef uint8_t nc_confidence[NC_KINDS][NC_CONFIDENCE_POINTS];

struct nc_model {
	const struct nc_tree *trees;
	size_t tree_count;
	struct nc_chain chains[NC_CHAINS];
	const nc_confidence *confidence; /* NULL: claims are taken as truth */
};

/* The model that is built in. */
extern const struct nc_model nc_model;

/* What speaks for each kind of each block, [count * NC_KINDS]. */
void nc_model_emissions(const struct nc_model *model,
    const struct nc_observations *observations, int32_t *emissions);
void nc_model_crf(
    const struct nc_model *model, unsigned chain, struct nc_crf *crf);
/* How sure a kind is that has this chance; both in hundredths. */
unsigned nc_model_confidence(
    const struct nc_model *model, enum nc_kind kind, unsigned chance);

#endif
