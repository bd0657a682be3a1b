/* Values of the article's JSON form that have to be of some form themselves. */
#ifndef NC_RESTORE_VALUES_H
#define NC_RESTORE_VALUES_H

#include "restore_members.h"

/* more: a shape in which x is a hexadecimal digit; into a char array for it. */
nc_restore_read nc_restore_shape;
/*
 * more: the name of the schema, with the slash before its version; another
 * version, and records in place of articles, are NEWSCONV_UNSUPPORTED.
 */
#define NC_RESTORE_ARTICLE_NAME "newsconv-article/"
#define NC_RESTORE_RECORD_NAME "newsconv-record/"
nc_restore_read nc_restore_schema;
nc_restore_read nc_restore_tag;         /* a text: BCP 47 */
nc_restore_read nc_restore_script;      /* a text: ISO 15924 */
nc_restore_read nc_restore_url;         /* a text: what options take */
nc_restore_read nc_restore_printed_url; /* a text: as printed in a dump */
nc_restore_read nc_restore_date_value; /* a char[40]: as newsconv_date has it */

/* What the members of a date say of each other. */
void nc_restore_check_date(
    struct nc_restoring *restoring, const struct newsconv_date *date);

#endif
