/* From the lines of a dump to an article, not yet sealed. */
#ifndef NC_SEGMENT_H
#define NC_SEGMENT_H

#include "article.h"

struct nc_model;
struct newsconv_folder;

/* How to read a dump; all zero is the default. */
struct nc_segmenting {
	enum newsconv_split split;
	/* Other weights than those built in, for those who train them. */
	const struct nc_model *model;
	const struct newsconv_folder *folder; /* or NULL */
	bool explain;                         /* each segment's type */
};

/* In the dump's arena. */
struct nc_segmented {
	struct newsconv_article **articles;
	size_t count; /* at least one */
};

/*
 * Find the articles of `dump`, and the parts of each.  Languages and
 * directions are set, each line of the dump is in one segment of one article,
 * the fields point at them; options of the caller are not applied.  Fails with
 * NEWSCONV_NO_MEMORY only.
 */
int nc_segment_articles(struct nc_segmented *segmented,
    const struct nc_dump *dump, const struct nc_segmenting *segmenting,
    struct newsconv_error *error);

/* The same for a dump of one article, whatever it looks like. */
int nc_segment_dump_by(struct newsconv_article **article,
    const struct nc_dump *dump, const struct nc_model *model,
    struct newsconv_error *error);

/*
 * Read a date as a person would type it, W3CDTF ("2021-06-12T08:30Z"), for
 * values given by the caller.  False if it is none; *date gets value and
 * precision only.
 */
bool nc_date_parse_w3cdtf(
    struct newsconv_text text, struct newsconv_date *date);

#endif
