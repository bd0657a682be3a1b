/* Reading dumps where they are to stay what they came as. */
#ifndef NC_READ_H
#define NC_READ_H

#include "article.h"

/*
 * newsconv_articles_parse() that takes everything for a dump, also what
 * newsconv itself wrote: an archive keeps each input's bytes, and finds in them
 * what it found before it could read articles back.
 */
int nc_articles_parse_dump(struct newsconv_articles **articles,
    const void *bytes, size_t size, const struct newsconv_read_options *options,
    struct newsconv_error *error);

#endif
