/* What a chain of blocks is expected to be, given what speaks for what. */
#ifndef QUALITY_CHAIN_H
#define QUALITY_CHAIN_H

#include "dumps.h"

/* Weights of sequences, in nats. */
struct sequence_weights {
	double start[NC_STATES];
	double end[NC_STATES];
	double transitions[NC_STATES][NC_STATES];
};

struct expected {
	double (*kinds)[NC_KINDS];    /* [count] */
	struct sequence_weights uses; /* how often each is used */
	double log_sum;
};

/*
 * The expectations of an example's chain: of all paths, or of those that
 * `allowed` leaves ([count], NULL: all).  Scores are in nats, [count].
 */
void expect(struct expected *expected, const struct sequence_weights *weights,
    const float (*scores)[NC_KINDS], const uint32_t *allowed, size_t count);

#endif
