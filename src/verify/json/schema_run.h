/*
 * One check of one value: what the rules have to work with.  schema_check.c
 * goes from node to node, schema_rules.c says what each rule wants.
 */
#ifndef NC_SCHEMA_RUN_H
#define NC_SCHEMA_RUN_H

#include "schema_node.h"

/* Where in the value: a chain up to its root. */
struct nc_schema_at {
	const struct nc_schema_at *up;
	const char *name; /* of a member, or NULL */
	size_t index;     /* of an element */
	unsigned depth;
};

struct nc_schema_seen {
	bool all;
	uint64_t *bits; /* a bit for each child */
	size_t count;
};

struct nc_schema_run {
	const json_t *root;
	struct nc_json_fault *fault;
	bool has_fault;
	unsigned fault_depth;
	unsigned quiet; /* above 0: faults are not wanted */
	unsigned depth;
	uint64_t steps, steps_max;
	const char *stopped; /* why nothing more is checked; NULL: it is */
};

/* It is not so: false.  Of several faults the deepest is kept. */
bool nc_schema_fail(struct nc_schema_run *run, const struct nc_schema_at *at,
    const char *expected, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* The same of a value; what is wanted is `expected` and then `wanted`. */
bool nc_schema_fail_value(struct nc_schema_run *run,
    const struct nc_schema_at *at, const json_t *value, const char *expected,
    const json_t *wanted);
/* Nothing more is checked: false. */
bool nc_schema_stop(struct nc_schema_run *run, const char *why);
/* A value for people, cut short; appended. */
void nc_schema_show(char *target, size_t size, const json_t *value);

/* A child was seen; seen may be NULL. */
void nc_schema_mark(struct nc_schema_seen *seen, size_t index);
bool nc_schema_is_seen(const struct nc_schema_seen *seen, size_t index);

/* Hold a value against a node; quietly, where a fault is none of the whole. */
bool nc_schema_check(struct nc_schema_run *run,
    const struct nc_schema_node *node, const json_t *value,
    const struct nc_schema_at *at, struct nc_schema_seen *seen);
bool nc_schema_check_quietly(struct nc_schema_run *run,
    const struct nc_schema_node *node, const json_t *value,
    const struct nc_schema_at *at, struct nc_schema_seen *seen);
/* A member, at which the iterator is, and an element. */
bool nc_schema_check_member(struct nc_schema_run *run,
    const struct nc_schema_node *node, void *iterator,
    const struct nc_schema_at *at);
bool nc_schema_check_element(struct nc_schema_run *run,
    const struct nc_schema_node *node, const json_t *array, size_t index,
    const struct nc_schema_at *at);

#endif
