/*
 * Properties and the prefixes of the vocabularies they come from (EPUB 3.3, D):
 * words such as "title-type" and "rendition:layout".
 */
#ifndef NC_VOCABULARY_H
#define NC_VOCABULARY_H

#include "verify_epub.h"

/* Where a property stands. */
enum nc_property_use {
	NC_PROPERTY_META,    /* meta property and scheme */
	NC_PROPERTY_ITEM,    /* item properties */
	NC_PROPERTY_ITEMREF, /* itemref properties */
	NC_PROPERTY_REL,     /* link rel */
	NC_PROPERTY_LINK     /* link properties */
};

struct nc_prefix {
	const char *prefix;
	const char *uri;
};

/* The declarations of a package document. */
struct nc_prefixes {
	struct nc_prefix *list;
	size_t count;
};

/*
 * Read a prefix attribute, report what is wrong with it.  Fails with
 * NEWSCONV_NO_MEMORY.
 */
int nc_prefixes_read(struct nc_pub *epub, size_t part, long line,
    const char *value, struct nc_prefixes *prefixes,
    struct newsconv_error *error);

/* Report what is wrong with each of these properties; `list`: many may be. */
void nc_properties_check(const struct nc_pub *epub, size_t part, long line,
    const struct nc_prefixes *prefixes, enum nc_property_use use,
    const char *value, bool list, const char *media_type);

#endif
