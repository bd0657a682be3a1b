/* How deflate data ends: see deflate_end.c. */
#ifndef NC_DEFLATE_END_H
#define NC_DEFLATE_END_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether deflate data that is known to be sound and to end in the last of
 * these bytes is one block, and the bits after that are surely zero.
 */
bool nc_deflate_ends_clean(const unsigned char *bytes, size_t size);

#endif
