/* Where in a dump an article's header is. */
#ifndef NC_PLACES_H
#define NC_PLACES_H

#include "article.h"
#include "labels.h"

/* Indices of blocks; `count` stands for none. */
struct nc_places {
	size_t count;
	size_t headline;
	size_t body; /* the first paragraph behind the headline's lines */
	size_t end;  /* the last paragraph */
};

void nc_places_find(struct nc_places *places,
    const struct nc_label_of_block *labels, size_t count);

/* Between headline and body, and not far from the headline. */
bool nc_places_in_header(const struct nc_places *places, size_t block);

/* One of the few lines right above the headline. */
bool nc_places_above(const struct nc_places *places, size_t block);

#endif
