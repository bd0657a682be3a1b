/* How sure the model says to be, and how often it is right then. */
#ifndef QUALITY_CLAIMS_H
#define QUALITY_CLAIMS_H

#include <stdio.h>

#include "dumps.h"

enum { CLAIMS = 101 }; /* hundredths */

/* Of the kinds that blocks were taken for, by kind and chance. */
struct claims {
	uint32_t made[NC_KINDS][CLAIMS];
	uint32_t right[NC_KINDS][CLAIMS];
};

/* What the model, which has not seen them, claims of the fold's dumps. */
void claims_gather(struct claims *claims, const struct dumps *dumps,
    unsigned fold, const struct nc_model *model);

/* What claims of each kind are worth, as those of all folds but `left_out`. */
void claims_fit(nc_confidence confidence, const struct claims folds[FOLDS],
    unsigned left_out);

/* The reliability of what is shown, each fold by what the others taught. */
void claims_print(FILE *to, const struct claims folds[FOLDS]);

#endif
