/*
 * What a block is to the other blocks of its dump: whose words it shares, how
 * far it lies from the core, whether it stands there twice.
 */
#ifndef NC_SURROUNDINGS_H
#define NC_SURROUNDINGS_H

#include "block_features.h"

/* How like the first line, which may be a page's title, a block is. */
enum nc_likeness {
	NC_LIKENESS_NONE,
	NC_LIKENESS_SOME,   /* shares a good part of its words */
	NC_LIKENESS_PART,   /* its words are in the first line */
	NC_LIKENESS_STRONG, /* ... and are most of that */
	NC_LIKENESS_SAME,
	NC_LIKENESS_KINDS
};

enum { NC_NO_OVERLAP = 255 };

struct nc_surrounding {
	uint32_t since_title;   /* blocks since the last one like it; 0: none */
	uint32_t since_related; /* blocks since the heading of such; 0: none */
	uint32_t run;           /* short lines around it, itself included */
	uint32_t run_place;     /* of these, before it */
	uint32_t prose;         /* paragraphs before it */
	uint8_t overlap;        /* percent of its words found in the core */
	uint8_t opening;        /* ... in the article's first paragraphs */
	uint8_t likeness;
	uint8_t title_words;  /* percent of its words that the first line has */
	uint8_t title_share;  /* percent of the first line's words it has */
	bool title_part;      /* its words stand there in a row */
	uint64_t title_found; /* bits: which of the first line's words it has */
	bool
	    last_like; /* none so like the first line follows before the core */
	bool repeats;  /* the same text stood before */
	bool repeated; /* ... or will */
};

struct nc_surroundings {
	const struct nc_layout *layout;
	const struct nc_features *features;
	struct nc_surrounding *blocks;
	size_t count;
	size_t core_first;
	size_t core_end;
	size_t prose;         /* all paragraphs */
	size_t longest;       /* columns of the core's longest block */
	bool wide;            /* a script without blanks between words */
	unsigned title_words; /* of the first line, those looked for */
	bool title_again; /* a block before the core is like the first line */
	bool page; /* short lines by the dozen: a whole page, not an extract */
};

/* False when out of memory; to be freed in both cases. */
bool nc_surroundings_find(struct nc_surroundings *around,
    const struct nc_layout *layout, const struct nc_features *features);
void nc_surroundings_free(struct nc_surroundings *around);

#endif
