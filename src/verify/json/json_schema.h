/*
 * JSON Schema, draft 2020-12.  Understood are
 *
 *	true and false as schemas
 *	$schema (this draft), $id, $anchor, $defs, $ref within the document:
 *	by JSON pointer, by anchor, by the $id of a schema in it
 *	type, enum, const
 *	multipleOf, maximum, exclusiveMaximum, minimum, exclusiveMinimum
 *	maxLength, minLength, pattern (json_pattern.h)
 *	maxItems, minItems, uniqueItems, maxContains, minContains
 *	maxProperties, minProperties, required, dependentRequired
 *	allOf, anyOf, oneOf, not, if, then, else, dependentSchemas
 *	prefixItems, items, contains, unevaluatedItems
 *	properties, patternProperties, additionalProperties, propertyNames,
 *	unevaluatedProperties
 *
 * and these, which say nothing about validity: title, description, default,
 * deprecated, readOnly, writeOnly, examples, $comment, format, contentEncoding,
 * contentMediaType, contentSchema, and names that begin with "x-".
 *
 * All else is refused when a schema is compiled, for what is ignored would make
 * everything valid: $dynamicRef, $dynamicAnchor, $vocabulary, other drafts,
 * unknown keywords, a $ref to what is not in the document (nothing is ever
 * fetched) or no schema, a schema that applies itself to the same value without
 * end.  Numbers are those of json_value.h: no bignums.
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
	char text[256];     /* what was found: "is a string" */
	char expected[256]; /* what is wanted there, or "" */
	bool unchecked;     /* it is not known: the check came to a limit */
};

/* Fails with NEWSCONV_UNSUPPORTED (says where and what it lacks), _NO_MEMORY. */
int nc_json_schema_compile(struct nc_json_schema **schema,
    struct newsconv_text text, struct newsconv_error *error);
/*
 * The same from a file.  What is wrong with it is NEWSCONV_BAD_VALUE: the
 * error names the file, the place in it and what is not understood.
 */
int nc_json_schema_read(struct nc_json_schema **schema, const char *path,
    struct newsconv_error *error);
void nc_json_schema_free(struct nc_json_schema *schema);

/* Its title, or "". */
const char *nc_json_schema_title(const struct nc_json_schema *schema);

/*
 * True when valid; else *fault tells the first reason.  Schemas are constant:
 * several threads may use one.
 */
bool nc_json_schema_valid(const struct nc_json_schema *schema,
    const json_t *value, struct nc_json_fault *fault);

#endif
