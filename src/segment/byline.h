/* Who wrote it: names out of a byline as printed. */
#ifndef NC_BYLINE_H
#define NC_BYLINE_H

#include "markers.h"
#include "names.h"

enum { NC_BYLINE_NAMES = 16 };

struct nc_byline_name {
	struct newsconv_text name; /* within the line */
	enum newsconv_author_kind kind;
};

struct nc_byline {
	struct nc_byline_name names[NC_BYLINE_NAMES];
	size_t count;
};

/* `line` is what `fold` was made of. */
void nc_byline_parse(struct nc_byline *byline, struct newsconv_text line,
    const struct nc_fold *fold, const struct nc_languages *languages);

#endif
