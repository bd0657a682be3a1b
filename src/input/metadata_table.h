/* The table of metadata, as members ask it. */
#ifndef NC_METADATA_TABLE_H
#define NC_METADATA_TABLE_H

#include "fields.h"
#include "members.h"

/*
 * Fill in what the row of this key says, over what is given already; words of
 * both are kept.  No table, or no row: nothing is done.  May run on several
 * threads at once.  Fails with NEWSCONV_NO_MEMORY.
 */
int nc_table_apply(const struct nc_table *table, struct nc_given *given,
    struct nc_arena *arena, struct newsconv_text key,
    const struct nc_field_names *names, struct newsconv_error *error);

/* Whether there is a row of this key; then it is used.  No table: no row. */
bool nc_table_has(const struct nc_table *table, struct newsconv_text key);

#endif
