/* An index that is compressed: its lines, and the members they come in. */
#ifndef NC_PACKED_INDEX_H
#define NC_PACKED_INDEX_H

#include "cdxj.h"
#include "zipnum.h"

struct nc_packed_index;

/* `name`, that of the entry, and the other two must stay until _free(). */
int nc_packed_index_new(struct nc_packed_index **packed, const char *name,
    struct nc_cdxj_index *index, struct nc_zipnum *zipnum,
    struct newsconv_error *error);
void nc_packed_index_free(struct nc_packed_index *packed);
int nc_packed_index_add(struct nc_packed_index *packed, const void *bytes,
    size_t size, struct newsconv_error *error);
/* After the last byte: it was whole members of gzip, and nothing else. */
bool nc_packed_index_sound(const struct nc_packed_index *packed);

#endif
