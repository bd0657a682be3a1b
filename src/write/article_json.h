/* The JSON form of an article: schemas/article.schema.json. */
#ifndef NC_ARTICLE_JSON_H
#define NC_ARTICLE_JSON_H

#include "article.h"

/* Append the object, without a line end behind it. */
void nc_article_json(struct nc_buffer *target,
    const struct newsconv_article *article, bool indented);

/*
 * The line that a book keeps of an article: the same object on one line, but
 * that body blocks have no "text", for the pages have that, and that its schema
 * is schemas/record.schema.json.  A reader of both gets the article
 * (article_restore.h).
 */
void nc_article_record(
    struct nc_buffer *target, const struct newsconv_article *article);

#endif
