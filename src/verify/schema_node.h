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

struct nc_run;
struct nc_at;
struct nc_seen;
struct nc_rule;
struct nc_node;

typedef bool nc_rule_check(struct nc_run *run, const struct nc_rule *rule,
    const json_t *value, const struct nc_at *at, struct nc_seen *seen);

/* A schema that something has a name for. */
struct nc_named {
	const char *name;
	size_t size;
	const struct nc_node *node;
	const struct nc_pattern *pattern; /* of the name; or NULL */
};

/* Most keywords are one; which members mean something is the check's to say. */
struct nc_rule {
	const struct nc_rule *next;
	nc_rule_check *check;
	unsigned types;     /* of the values that it speaks of */
	bool in_place;      /* its nodes are applied to the value itself */
	const json_t *json; /* what the keyword has */
	size_t least, most; /* counts */
	const struct nc_node **nodes;
	size_t node_count;
	const struct nc_named *named; /* sorted by size and name */
	size_t named_count;
	const struct nc_named *patterns;
	size_t pattern_count;
	const struct nc_pattern *pattern;
};

struct nc_node {
	bool never;     /* the schema `false` */
	unsigned types; /* 0: any */
	const struct nc_rule *rules;
	/* What looks at what the rules before left out. */
	const struct nc_rule *last;
	int height; /* while compiling */
};

struct nc_json_schema {
	struct nc_arena *arena;
	json_t *json; /* constants and names point into it */
	const struct nc_node *root;
};

/* The checks, by the keyword. */
nc_rule_check nc_check_const, nc_check_enum, nc_check_multiple,
    nc_check_maximum, nc_check_exclusive_maximum, nc_check_minimum,
    nc_check_exclusive_minimum, nc_check_length, nc_check_pattern,
    nc_check_items_count, nc_check_unique, nc_check_members_count,
    nc_check_required, nc_check_dependent_required, nc_check_all, nc_check_any,
    nc_check_one, nc_check_not, nc_check_if, nc_check_dependent_schemas,
    nc_check_items, nc_check_contains, nc_check_members, nc_check_names,
    nc_check_unevaluated_items, nc_check_unevaluated_members;

/* "integer" and so on; 0 when it names no type. */
unsigned nc_json_type_named(const char *name);

#endif
