/* What a schema cannot say of an article. */
#ifndef NC_JSON_ARTICLE_H
#define NC_JSON_ARTICLE_H

#include <jansson.h>

#include "verify_json.h"

/* That segments are in order, and what points at one points at something. */
void nc_json_article_check(const struct nc_json_place *place, json_t *article);

#endif
