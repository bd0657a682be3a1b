/*
 * A compiled schema: nodes, one a subschema, each a list of rules.
 * schema_compile.c makes them, schema_check.c goes through them.
 */
#ifndef NC_SCHEMA_NODE_H
#define NC_SCHEMA_NODE_H

#include "json_pattern.h"
#include "json_schema.h"

enum nc_json_type {
	NC_JSON_NULL = 1,
	NC_JSON_BOOLEAN = 2,
	NC_JSON_INTEGER = 4,
	NC_JSON_NUMBER = 8, /* any number */
	NC_JSON_STRING = 16,
	NC_JSON_ARRAY = 32,
	NC_JSON_OBJECT = 64,
	NC_JSON_ANY = 127
};

/* How deep schemas may apply others to the same value. */
enum { NC_SCHEMA_HEIGHT_MAX = 200 };

struct nc_schema_run;
struct nc_schema_at;
struct nc_schema_seen;
struct nc_schema_rule;
struct nc_schema_node;

typedef bool nc_rule_check(struct nc_schema_run *run,
    const struct nc_schema_rule *rule, const json_t *value,
    const struct nc_schema_at *at, struct nc_schema_seen *seen);

/* A schema that something has a name for. */
struct nc_schema_named {
	const char *name;
	size_t size;
	const struct nc_schema_node *node;
	const struct nc_pattern *pattern; /* of the name; or NULL */
};

/* Most keywords are one; which members mean something is the check's to say. */
struct nc_schema_rule {
	const struct nc_schema_rule *next;
	nc_rule_check *check;
	unsigned types;     /* of the values that it speaks of */
	bool in_place;      /* its nodes are applied to the value itself */
	const json_t *json; /* what the keyword has */
	size_t least, most; /* counts */
	const struct nc_schema_node **nodes;
	size_t node_count;
	const struct nc_schema_named *named; /* sorted by size and name */
	size_t named_count;
	const struct nc_schema_named *patterns;
	size_t pattern_count;
	const struct nc_pattern *pattern;
};

struct nc_schema_node {
	bool never;     /* the schema `false` */
	unsigned types; /* 0: any */
	const struct nc_schema_rule *rules;
	/* What looks at what the rules before left out. */
	const struct nc_schema_rule *last;
	int height; /* while compiling */
};

struct nc_json_schema {
	struct nc_arena *arena;
	json_t *json; /* constants and names point into it */
	const struct nc_schema_node *root;
};

/* The checks, by the keyword. */
nc_rule_check nc_rule_const, nc_rule_enum, nc_rule_multiple, nc_rule_maximum,
    nc_rule_exclusive_maximum, nc_rule_minimum, nc_rule_exclusive_minimum,
    nc_rule_length, nc_rule_pattern, nc_rule_items_count, nc_rule_unique,
    nc_rule_members_count, nc_rule_required, nc_rule_dependent_required,
    nc_rule_all, nc_rule_any, nc_rule_one, nc_rule_not, nc_rule_if,
    nc_rule_dependent_schemas, nc_rule_items, nc_rule_contains, nc_rule_members,
    nc_rule_names, nc_rule_unevaluated_items, nc_rule_unevaluated_members;

/* "integer" and so on; 0 when it names no type. */
unsigned nc_json_type_named(const char *name);

#endif
