/*
 * Going through a value with the nodes of a schema.  Recursion ends: a schema
 * that applies itself to the same value was not compiled, and values are as
 * deep as their reader allowed.  Time does not end by itself, as schemas may
 * branch at each level, so steps are counted.
 *
 * For unevaluatedItems and unevaluatedProperties it is kept which children of a
 * value were seen, a bit each, wherever something asks: `seen` is NULL where
 * nothing does.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json_value.h"
#include "schema_run.h"
#include "utf8.h"

enum {
	STEPS_MAX = 50000000,
	STEPS_PER_VALUE = 200,
	DEPTH_MAX = 4000, /* some 2 MiB of stack */
	SHOWN_MAX = 60    /* bytes of a text that is shown */
};

/* ------------------------------------------------------------------- faults */

static void
put_path(char *target, size_t size, const struct nc_schema_at *at)
{
	const struct nc_schema_at *chain[256];
	size_t count = 0, used = 0;
	const char *p;

	target[0] = '\0';
	for (; at->up != NULL && count < 256; at = at->up)
		chain[count++] = at;
	while (count > 0 && used + 24 < size) {
		at = chain[--count];
		if (at->name == NULL) {
			used += (size_t)snprintf(
			    target + used, size - used, "/%zu", at->index);
			continue;
		}
		target[used++] = '/';
		for (p = at->name; *p != '\0' && used + 24 < size; p++) {
			if (*p == '~' || *p == '/')
				target[used++] = '~';
			target[used++] = *p == '~' ? '0' : *p == '/' ? '1' : *p;
		}
		target[used] = '\0';
	}
}

/* Whether a fault here is wanted; the deepest of several says most. */
static bool
begin_fault(struct nc_schema_run *run, const struct nc_schema_at *at)
{
	if (run->quiet > 0 || run->stopped != NULL ||
	    (run->has_fault && at->depth <= run->fault_depth))
		return false;
	run->has_fault = true;
	run->fault_depth = at->depth;
	put_path(run->fault->path, sizeof(run->fault->path), at);
	return true;
}

bool
nc_schema_fail(struct nc_schema_run *run, const struct nc_schema_at *at,
    const char *expected, const char *format, ...)
{
	va_list arguments;

	if (!begin_fault(run, at))
		return false;
	va_start(arguments, format);
	vsnprintf(
	    run->fault->text, sizeof(run->fault->text), format, arguments);
	va_end(arguments);
	snprintf(
	    run->fault->expected, sizeof(run->fault->expected), "%s", expected);
	return false;
}

bool
nc_schema_stop(struct nc_schema_run *run, const char *why)
{
	if (run->stopped == NULL)
		run->stopped = why;
	return false;
}

/* A value for people, cut short; appended. */
void
nc_schema_show(char *target, size_t size, const json_t *value)
{
	size_t used = strlen(target), length;
	char *dump;

	if (json_is_string(value)) {
		length = json_string_length(value);
		if (length > SHOWN_MAX)
			length = nc_utf8_valid_prefix(
			    json_string_value(value), SHOWN_MAX);
		snprintf(target + used, size - used, "\"%.*s%s\"", (int)length,
		    json_string_value(value),
		    length < json_string_length(value) ? "..." : "");
	} else if (json_is_object(value)) {
		snprintf(target + used, size - used, "an object");
	} else if (json_is_array(value)) {
		snprintf(target + used, size - used, "an array");
	} else {
		dump = json_dumps(value, JSON_ENCODE_ANY);
		snprintf(target + used, size - used, "%s",
		    dump == NULL ? "a number" : dump);
		free(dump);
	}
}

bool
nc_schema_fail_value(struct nc_schema_run *run, const struct nc_schema_at *at,
    const json_t *value, const char *expected, const json_t *wanted)
{
	char shown[128] = "", want[160];

	if (run->quiet > 0)
		return false;
	nc_schema_show(shown, sizeof(shown), value);
	snprintf(want, sizeof(want), "%s", expected);
	if (wanted != NULL)
		nc_schema_show(want, sizeof(want), wanted);
	return nc_schema_fail(run, at, want, "is %s", shown);
}

/* ---------------------------------------------------------------- children */

void
nc_schema_mark(struct nc_schema_seen *seen, size_t index)
{
	if (seen != NULL && !seen->all)
		seen->bits[index / 64] |= UINT64_C(1) << index % 64;
}

bool
nc_schema_is_seen(const struct nc_schema_seen *seen, size_t index)
{
	return seen->all || (seen->bits[index / 64] >> index % 64 & 1) != 0;
}

static void
merge(struct nc_schema_seen *target, const struct nc_schema_seen *source)
{
	size_t i;

	target->all |= source->all;
	for (i = 0; i < source->count / 64 + 1; i++)
		target->bits[i] |= source->bits[i];
}

static bool
seen_begin(
    struct nc_schema_run *run, struct nc_schema_seen *seen, const json_t *value)
{
	memset(seen, 0, sizeof(*seen));
	seen->count = json_is_object(value) ? json_object_size(value)
					    : json_array_size(value);
	seen->bits = calloc(seen->count / 64 + 1, sizeof(*seen->bits));
	return seen->bits != NULL || nc_schema_stop(run, "out of memory");
}

/* -------------------------------------------------------------------- nodes */

static const struct {
	const char *name;
	unsigned type;
} types[] = {{"null", NC_JSON_NULL}, {"boolean", NC_JSON_BOOLEAN},
    {"integer", NC_JSON_INTEGER}, {"number", NC_JSON_NUMBER},
    {"string", NC_JSON_STRING}, {"array", NC_JSON_ARRAY},
    {"object", NC_JSON_OBJECT}};

enum { TYPES = sizeof(types) / sizeof(types[0]) };

unsigned
nc_json_type_named(const char *name)
{
	size_t i;

	for (i = 0; i < TYPES; i++) {
		if (strcmp(types[i].name, name) == 0)
			return types[i].type;
	}
	return 0;
}

static unsigned
types_of(const json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		return NC_JSON_OBJECT;
	case JSON_ARRAY:
		return NC_JSON_ARRAY;
	case JSON_STRING:
		return NC_JSON_STRING;
	case JSON_INTEGER:
	case JSON_REAL:
		return nc_json_is_integral(value)
		    ? NC_JSON_INTEGER | NC_JSON_NUMBER
		    : NC_JSON_NUMBER;
	case JSON_TRUE:
	case JSON_FALSE:
		return NC_JSON_BOOLEAN;
	case JSON_NULL:
		break;
	}
	return NC_JSON_NULL;
}

static bool
fail_type(struct nc_schema_run *run, const struct nc_schema_at *at,
    unsigned found, unsigned wanted)
{
	const char *name = "";
	char list[128] = "";
	size_t i;

	for (i = 0; i < TYPES; i++) {
		if ((types[i].type & wanted) != 0)
			snprintf(list + strlen(list),
			    sizeof(list) - strlen(list), "%s%s",
			    list[0] == '\0' ? "" : " or ", types[i].name);
		if ((types[i].type & found) != 0)
			name = types[i].name;
	}
	return nc_schema_fail(run, at, list, "is of the type %s", name);
}

static uint64_t
count_values(const json_t *value)
{
	json_t *object = nc_json_unconst(value);
	uint64_t count = 1;
	void *iterator;
	size_t i;

	for (i = 0; i < json_array_size(value); i++)
		count += count_values(json_array_get(value, i));
	for (iterator = json_object_iter(object); iterator != NULL;
	     iterator = json_object_iter_next(object, iterator))
		count += count_values(json_object_iter_value(iterator));
	return count;
}

/* A large value may take its time: the limit is known when it is met. */
static bool
step(struct nc_schema_run *run)
{
	if (run->stopped != NULL)
		return false;
	if (++run->steps <= run->steps_max)
		return true;
	run->steps_max = STEPS_PER_VALUE * count_values(run->root);
	return run->steps <= run->steps_max ||
	    nc_schema_stop(run, "the schema takes too many steps");
}

static bool
all_rules(struct nc_schema_run *run, const struct nc_schema_node *node,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	unsigned found = types_of(value);
	const struct nc_schema_rule *rule;

	if (node->types != 0 && (node->types & found) == 0)
		return fail_type(run, at, found, node->types);
	for (rule = node->rules; rule != NULL; rule = rule->next) {
		if ((rule->types & found) != 0 &&
		    !rule->check(run, rule, value, at, seen))
			return false;
	}
	for (rule = node->last; rule != NULL; rule = rule->next) {
		if ((rule->types & found) != 0 &&
		    !rule->check(run, rule, value, at, seen))
			return false;
	}
	return true;
}

bool
nc_schema_check(struct nc_schema_run *run, const struct nc_schema_node *node,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	struct nc_schema_seen own = {.bits = NULL};
	bool result;

	if (!step(run))
		return false;
	if (node->never)
		return nc_schema_fail(run, at, "nothing", "is not allowed");
	if (node->types == 0 && node->rules == NULL && node->last == NULL)
		return true;
	if (++run->depth > DEPTH_MAX)
		nc_schema_stop(run, "it nests too deep");
	if (seen == NULL && node->last == NULL) {
		result = all_rules(run, node, value, at, NULL);
	} else {
		/* Of a schema that fails nothing was seen. */
		result = seen_begin(run, &own, value) &&
		    all_rules(run, node, value, at, &own);
		if (result && seen != NULL)
			merge(seen, &own);
		free(own.bits);
	}
	run->depth--;
	return result && run->stopped == NULL;
}

/* The same where a fault is no fault of the whole. */
bool
nc_schema_check_quietly(struct nc_schema_run *run,
    const struct nc_schema_node *node, const json_t *value,
    const struct nc_schema_at *at, struct nc_schema_seen *seen)
{
	bool result;

	run->quiet++;
	result = nc_schema_check(run, node, value, at, seen);
	run->quiet--;
	return result;
}

bool
nc_schema_check_member(struct nc_schema_run *run,
    const struct nc_schema_node *node, void *iterator,
    const struct nc_schema_at *at)
{
	const struct nc_schema_at below = {
	    at, json_object_iter_key(iterator), 0, at->depth + 1};

	return nc_schema_check(
	    run, node, json_object_iter_value(iterator), &below, NULL);
}

bool
nc_schema_check_element(struct nc_schema_run *run,
    const struct nc_schema_node *node, const json_t *array, size_t index,
    const struct nc_schema_at *at)
{
	const struct nc_schema_at below = {at, NULL, index, at->depth + 1};

	return nc_schema_check(
	    run, node, json_array_get(array, index), &below, NULL);
}

/* -------------------------------------------------------------------- whole */

bool
nc_json_schema_valid(const struct nc_json_schema *schema, const json_t *value,
    struct nc_json_fault *fault)
{
	struct nc_schema_run run = {
	    .root = value, .fault = fault, .steps_max = STEPS_MAX};
	const struct nc_schema_at at = {NULL, NULL, 0, 0};

	memset(fault, 0, sizeof(*fault));
	if (nc_schema_check(&run, schema->root, value, &at, NULL))
		return true;
	if (run.stopped != NULL) {
		fault->path[0] = '\0';
		fault->expected[0] = '\0';
		snprintf(fault->text, sizeof(fault->text),
		    "could not be checked: %s", run.stopped);
		fault->unchecked = true;
	}
	return false;
}
