/* What an article says of itself to machines: schema.org's NewsArticle. */
#ifndef NC_JSON_LD_H
#define NC_JSON_LD_H

#include "article.h"

/*
 * Append the object, on one line, so that it can stand in a <script> of XHTML
 * or HTML as it is.
 */
void nc_json_ld(
    struct nc_buffer *target, const struct newsconv_article *article);

#endif
