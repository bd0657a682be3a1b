/* Sidecars: a JSON object that says what is known of one dump. */
#ifndef NC_SIDECAR_H
#define NC_SIDECAR_H

#include "fields.h"

/*
 * Fill in `given`, words included, from the bytes of a sidecar.  Fails with
 * NEWSCONV_BAD_VALUE (no JSON object), _NO_MEMORY.
 */
int nc_sidecar_parse(struct nc_given *given, struct nc_arena *arena,
    struct newsconv_text bytes, const struct nc_field_names *names,
    struct newsconv_error *error);
/* The same of a file; also NEWSCONV_READ_FAILED, _TOO_LARGE. */
int nc_sidecar_read(struct nc_given *given, struct nc_arena *arena,
    const char *path, const struct nc_field_names *names,
    struct newsconv_error *error);

#endif
