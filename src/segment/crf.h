/*
 * A linear-chain conditional random field: decoding only, and knowing nothing
 * of news.  What speaks for a path is the sum of its start, its transitions,
 * its end, and for each place the emission of the state's label.  Scores are
 * integers, so that the best path is the same on every machine.
 */
#ifndef NC_CRF_H
#define NC_CRF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	NC_CRF_STATES_MAX = 32,
	NC_CRF_LABELS_MAX = 16,
	NC_CRF_UNIT = 32 /* scores of this difference: twice as likely */
};

/* A transition that is not allowed; as an emission, a label that is not. */
#define NC_CRF_NEVER INT16_MIN

struct nc_crf {
	size_t states;
	size_t labels;
	const uint8_t *label_of;    /* [states] */
	const int16_t *start;       /* [states] */
	const int16_t *end;         /* [states] */
	const int16_t *transitions; /* [states * states], from * states + to */
};

/*
 * The best path through `count` places, whose emissions are [count * labels]:
 * `path` are its states, [count].  `chances` are how many hundredths of all
 * paths have each label at each place, [count * labels].  False when out of
 * memory.
 */
bool nc_crf_decode(uint8_t *path, uint8_t *chances, const struct nc_crf *crf,
    const int32_t *emissions, size_t count);

#endif
