/*
 * From the fields of an object, whoever laid it out, to what is given: the one
 * map of names, fields.def, for records, sidecars and tables.
 */
#ifndef NC_FIELDS_H
#define NC_FIELDS_H

#include <jansson.h>

#include "given_values.h"

/* The caller's names: "text=body", before those of the table. */
struct nc_field_names {
	const char *const *fields;
	size_t count;
};

/* Fails with NEWSCONV_BAD_VALUE: no such slot, or no name. */
int nc_fields_check(
    const struct nc_field_names *names, struct newsconv_error *error);

/* What a record has besides what is given; borrowed from the object. */
struct nc_record {
	json_t *text; /* NULL: none of its fields is one */
	/* The field that is not among the words of the record, or NULL. */
	const char *text_field;
	json_t *name;
};

/*
 * Fill in what the object says; slots of which it says nothing stay as they
 * are.  Strings go to the arena.  `record` may be NULL.  Fails with
 * NEWSCONV_NO_MEMORY.
 */
int nc_fields_read(struct nc_given *given, struct nc_record *record,
    struct nc_arena *arena, json_t *object, const struct nc_field_names *names);

/*
 * One JSON text.  NEWSCONV_BAD_VALUE with line (counted from first_line) and
 * column if it is none.
 */
int nc_json_read(json_t **json, struct newsconv_text text, uint64_t first_line,
    struct newsconv_error *error);

#endif
