/* Making the table of all blocks. */
#include <stdlib.h>
#include <string.h>

#include "table.h"

/* Bins of about equally many rows; most measures are mostly 0. */
static void
find_edges(struct table *table, unsigned measure)
{
	size_t counts[256] = {0}, used = 0, total = 0, i;
	unsigned bins = 0, distinct = 0;

	for (i = 0; i < table->rows; i++)
		counts[table->values[measure][i]]++;
	for (i = 1; i < 256; i++) {
		distinct += counts[i] > 0;
		total += counts[i];
	}
	table->edges[measure][bins++] = 0;
	for (i = 1; i < 256 && bins < BINS - 1; i++) {
		used += counts[i];
		if (counts[i] == 0 || (distinct >= BINS && used < total / BINS))
			continue;
		table->edges[measure][bins++] = (uint8_t)i;
		used = 0;
	}
	table->edges[measure][bins++] = 255;
	table->bin_count[measure] = bins;
}

static void
bin_values(struct table *table, unsigned measure)
{
	uint8_t bin_of[256];
	unsigned bin = 0, value;
	size_t i;

	for (value = 0; value < 256; value++) {
		if (value > table->edges[measure][bin])
			bin++;
		bin_of[value] = (uint8_t)bin;
	}
	for (i = 0; i < table->rows; i++)
		table->bins[measure][i] = bin_of[table->values[measure][i]];
}

static void
list_questions(struct table *table)
{
	unsigned m;
	int offset;

	table->questions = must(calloc(
	    (size_t)NC_MEASURES * (2 * NC_NEAR + 1), sizeof(struct question)));
	for (m = 0; m < NC_MEASURES; m++)
		for (offset = -NC_NEAR; offset <= NC_NEAR; offset++) {
			struct question question = {(uint8_t)m, (int8_t)offset};

			if (offset == 0 || nc_measure_near((enum nc_measure)m))
				table->questions[table->question_count++] =
				    question;
		}
}

void
table_make(struct table *table, const struct dumps *dumps)
{
	size_t i;
	unsigned m;

	memset(table, 0, sizeof(*table));
	table->first = must(calloc(dumps->example_count, sizeof(size_t)));
	table->rows = NC_NEAR;
	for (i = 0; i < dumps->example_count; i++) {
		table->first[i] = table->rows;
		table->rows += dumps->examples[i].count + NC_NEAR;
	}
	for (m = 0; m < NC_MEASURES; m++) {
		table->values[m] = must(calloc(table->rows, 1));
		table->bins[m] = must(calloc(table->rows, 1));
		for (i = 0; i < dumps->example_count; i++)
			memcpy(table->values[m] + table->first[i],
			    nc_observed(&dumps->examples[i].observations,
				(enum nc_measure)m),
			    dumps->examples[i].count);
		find_edges(table, m);
		bin_values(table, m);
	}
	list_questions(table);
}

void
table_free(struct table *table)
{
	unsigned m;

	for (m = 0; m < NC_MEASURES; m++) {
		free(table->values[m]);
		free(table->bins[m]);
	}
	free(table->first);
	free(table->questions);
}
