/*
 * JSON Schema, a stated subset of draft 2020-12:
 *
 *	$schema (this draft only), $id (at the root), $defs (at the root),
 *	$ref ("#/$defs/name" only), type, const, enum, anyOf, properties,
 *	required, additionalProperties, items, minItems, uniqueItems, minimum,
 *	maximum, minLength, pattern; title, description and format say nothing
 *	about validity.
 *
 * What it lacks it refuses: a keyword that is ignored would make everything
 * valid.  Patterns are those of json_pattern.h.
 */
#ifndef NC_JSON_SCHEMA_H
#define NC_JSON_SCHEMA_H

#include <stdbool.h>

#include <jansson.h>

#include "newsconv.h"

struct nc_json_schema;

/* Why a value is not valid; `path` is a JSON pointer (RFC 6901) to it. */
struct nc_json_fault {
	char path[256];
	char text[256];
};

/* Fails with NEWSCONV_UNSUPPORTED (says what it lacks), _NO_MEMORY. */
int nc_json_schema_compile(struct nc_json_schema **schema,
    struct newsconv_text text, struct newsconv_error *error);
void nc_json_schema_free(struct nc_json_schema *schema);

/* True when valid; else *fault tells the first reason. */
bool nc_json_schema_valid(const struct nc_json_schema *schema,
    const json_t *value, struct nc_json_fault *fault);

#endif
