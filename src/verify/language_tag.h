/* Language tags, as BCP 47 writes them. */
#ifndef NC_LANGUAGE_TAG_H
#define NC_LANGUAGE_TAG_H

#include <stdbool.h>

/* Well-formed by RFC 5646, 2.1; whether its parts exist is not asked. */
bool nc_language_tag(const char *tag);

#endif
