/*
 * All blocks of the examples as one table: a column for each measure, a row
 * for each block, NC_NEAR empty rows between two examples.
 */
#ifndef QUALITY_TABLE_H
#define QUALITY_TABLE_H

#include "dumps.h"

enum { BINS = 32 };

/* What a condition may ask. */
struct question {
	uint8_t measure;
	int8_t offset;
};

struct table {
	uint8_t *values[NC_MEASURES];     /* [rows] */
	uint8_t *bins[NC_MEASURES];       /* [rows] */
	uint8_t edges[NC_MEASURES][BINS]; /* the greatest value of a bin */
	unsigned bin_count[NC_MEASURES];
	size_t *first; /* row of each example */
	size_t rows;
	struct question *questions;
	size_t question_count;
};

void table_make(struct table *table, const struct dumps *dumps);
void table_free(struct table *table);

#endif
