/*
 * What the keywords of a schema hold: schema_keywords.c takes it, and refuses
 * what is not understood; schema_compile.c makes rules of it, as the table
 * schema_keywords.def says.
 */
#ifndef NC_SCHEMA_KEYWORDS_H
#define NC_SCHEMA_KEYWORDS_H

#include "schema_places.h"

/* What a keyword holds. */
enum nc_schema_holds {
	NC_HOLDS_ANYTHING, /* that says nothing about validity */
	NC_HOLDS_TEXT,     /* the same */
	NC_HOLDS_DIALECT,
	NC_HOLDS_ID,
	NC_HOLDS_ANCHOR,
	NC_HOLDS_REFERENCE,
	NC_HOLDS_UNSUPPORTED,
	NC_HOLDS_TYPES,
	NC_HOLDS_VALUE,
	NC_HOLDS_VALUES,
	NC_HOLDS_NUMBER,
	NC_HOLDS_ABOVE_ZERO,
	NC_HOLDS_LEAST,
	NC_HOLDS_MOST,
	NC_HOLDS_TRUTH,
	NC_HOLDS_PATTERN,
	NC_HOLDS_NAMES,
	NC_HOLDS_NAME_LISTS,
	NC_HOLDS_SCHEMA,
	NC_HOLDS_SCHEMAS,
	NC_HOLDS_NAMED,
	NC_HOLDS_PATTERNED
};

/* Keywords that are one rule together with others of their schema. */
enum nc_keyword_slot {
	NC_SLOT_APART,
	NC_SLOT_PROPERTIES,
	NC_SLOT_PATTERN_PROPERTIES,
	NC_SLOT_ADDITIONAL,
	NC_SLOT_PREFIX,
	NC_SLOT_ITEMS,
	NC_SLOT_CONTAINS,
	NC_SLOT_MIN_CONTAINS,
	NC_SLOT_MAX_CONTAINS,
	NC_SLOT_IF,
	NC_SLOT_THEN,
	NC_SLOT_ELSE,
	NC_SLOTS
};

/* A $ref that waits until all is read. */
struct nc_schema_pending {
	const struct nc_schema_node **target;
	const struct nc_schema_resource *resource;
	const char *reference;
	const json_t *json; /* the schema that it stands in */
	struct nc_schema_pending *next;
};

struct nc_schema_compiler {
	struct nc_json_schema *schema;
	struct nc_schema_places places;
	struct nc_schema_pending *pending;
	struct newsconv_error *error;
	unsigned depth;
};

/* One subschema while it is compiled. */
struct nc_schema_subject {
	struct nc_schema_compiler *compiler;
	const json_t *json;
	const char *keyword; /* being compiled */
	const struct nc_schema_resource *resource;
	struct nc_schema_node *node;
	struct nc_schema_rule *slots[NC_SLOTS];
};

/* Refuse the schema: say where and why.  Returns NEWSCONV_UNSUPPORTED. */
int nc_schema_refuse_at(struct nc_schema_compiler *compiler, const json_t *json,
    const char *keyword, const char *why);
int nc_schema_refuse(const struct nc_schema_subject *subject, const char *why);
int nc_schema_no_memory(const struct nc_schema_subject *subject);

/* What is wrong with the value of a keyword that is only kept; NULL: nothing. */
const char *nc_schema_mistake(enum nc_schema_holds holds, const json_t *json);
/* Take what a keyword holds into a rule, or into the subject. */
int nc_schema_take(struct nc_schema_subject *subject,
    enum nc_schema_holds holds, const json_t *json,
    struct nc_schema_rule *rule);
int nc_schema_take_id(struct nc_schema_subject *subject);

/* A subschema, of schema_compile.c. */
int nc_schema_compile_one(struct nc_schema_compiler *compiler,
    const json_t *json, const struct nc_schema_resource *resource,
    const struct nc_schema_node **target);

#endif
