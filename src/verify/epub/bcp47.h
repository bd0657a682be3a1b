/* Language tags, as BCP 47 writes them. */
#ifndef NC_BCP47_H
#define NC_BCP47_H

#include <stdbool.h>

/* Well-formed by RFC 5646, 2.1; whether its parts exist is not asked. */
bool nc_bcp47_tag(const char *tag);

#endif
