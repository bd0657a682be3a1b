/* What a page's title says besides the headline. */
#ifndef NC_TITLES_H
#define NC_TITLES_H

#include "article.h"

/*
 * From the page title, "Headline | Section | Site": the publisher, and the
 * headline where no line was found to be it.  A headline that ends like the
 * page's title is given without the site's name, and one of an export without
 * what names the field ("TITLE:").  To be called when headline and segments
 * are set.
 */
void nc_titles_read(struct newsconv_article *article);

#endif
