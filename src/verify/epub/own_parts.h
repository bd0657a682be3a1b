/*
 * The entries of a book of ours: which there are, in what order they stand, and
 * by which grammar each is written.
 */
#ifndef NC_OWN_PARTS_H
#define NC_OWN_PARTS_H

#include <stdbool.h>

#include "schemas.h"

enum nc_own_kind {
	NC_OWN_FIXED, /* there is one of it: the package document, ... */
	NC_OWN_COVER, /* the picture, of whatever type */
	NC_OWN_CONTENTS,
	NC_OWN_ARTICLE,
	NC_OWN_RECORD
};

struct nc_own_part {
	enum nc_own_kind kind;
	enum nc_schema schema; /* NC_SCHEMA_COUNT: it has no grammar */
	unsigned place;        /* of its kind among the kinds, ascending */
	unsigned long number;  /* of the article or of the contents, from 1 */
	unsigned long file;    /* of the article, from 1 */
};

/* False: we write no such entry. */
bool nc_own_part(struct newsconv_text name, struct nc_own_part *part);

/*
 * Whether an entry may stand behind another one; `last` NULL: whether it may be
 * the first.  Of numbered ones none is left out.
 */
bool nc_own_part_follows(
    const struct nc_own_part *last, const struct nc_own_part *part);

#endif
