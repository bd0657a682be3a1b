/* From the lines of a dump to an article, not yet sealed. */
#ifndef NC_SEGMENT_H
#define NC_SEGMENT_H

#include "article.h"

/*
 * Find the parts of the article in `dump`.  Language and direction are set,
 * each line of the dump is in one segment, the fields point at them; options
 * of the caller are not applied.  Fails with NEWSCONV_NO_MEMORY only.
 */
int nc_segment_dump(struct newsconv_article **article,
    const struct nc_dump *dump, struct newsconv_error *error);

/* The same by other weights than those built in, for those who train them. */
struct nc_model;
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
