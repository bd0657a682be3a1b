/*
 * Under which form catalogues file a person's name: "Halvorsen, Noor".  Rules
 * differ by language (IFLA, Names of Persons), and most names tell no language,
 * so a name is turned around only where every word of it says what it is.
 */
#ifndef NC_SORT_NAME_H
#define NC_SORT_NAME_H

#include <stdbool.h>

#include "memory.h"

/*
 * Append the form to `target`.  `language` is that of the text which has the
 * name.  False, and nothing appended: it is filed as it stands.
 */
bool nc_sort_name(struct nc_buffer *target, struct newsconv_text name,
    struct newsconv_text language);

#endif
