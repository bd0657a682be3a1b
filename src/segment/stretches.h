/*
 * Stretches of prose: paragraphs with little between them.  The body is one of
 * them, mostly the greatest; others are comments, teasers, a second article.
 */
#ifndef NC_STRETCHES_H
#define NC_STRETCHES_H

#include "surroundings.h"

struct nc_stretch {
	size_t first;
	size_t end;
	size_t columns; /* of its prose */
	unsigned rank;  /* 1: the greatest */
	unsigned title; /* percent of the first line's words that it has */
};

struct nc_stretches {
	struct nc_stretch *items; /* from malloc */
	size_t count;
	size_t columns; /* of all prose */
};

/*
 * Two paragraphs with at most `gap` other blocks between them are of one
 * stretch.  False when out of memory; to be freed in both cases.
 */
bool nc_stretches_find(struct nc_stretches *stretches,
    const struct nc_surroundings *around, size_t gap);
void nc_stretches_free(struct nc_stretches *stretches);

#endif
