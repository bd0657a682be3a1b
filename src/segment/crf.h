/*
 * A linear-chain conditional random field: decoding only, and knowing nothing
 * of news.  What speaks for a path is the sum of its start, its transitions,
 * its end, and for each place the emission of the state's class.  Scores are
 * integers, so that the best path is the same on every machine.
 */
#ifndef NC_CRF_H
#define NC_CRF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	NC_CRF_STATES_MAX = 32,
	NC_CRF_UNIT = 32 /* scores of this difference: twice as likely */
};

/* A transition that is not allowed; as an emission, a class that is not. */
#define NC_CRF_NEVER INT16_MIN

struct nc_crf {
	size_t states;
	size_t classes;
	const uint8_t *class_of;    /* [states] */
	const uint8_t *label_of;    /* [states]: what is one to the reader */
	const int16_t *start;       /* [states] */
	const int16_t *end;         /* [states] */
	const int16_t *transitions; /* [states * states], from * states + to */
};

struct nc_crf_choice {
	uint8_t state;
	uint8_t confidence; /* hundredths: of all paths, those of its label */
};

/*
 * The best path through `count` places, whose emissions are
 * [count * classes].  False when out of memory.
 */
bool nc_crf_decode(struct nc_crf_choice *choices, const struct nc_crf *crf,
    const int32_t *emissions, size_t count);

#endif
