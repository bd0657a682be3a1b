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
#include "schema_node.h"
#include "utf8.h"

enum {
	STEPS_MAX = 50000000,
	STEPS_PER_VALUE = 200,
	DEPTH_MAX = 4000, /* some 2 MiB of stack */
	SHOWN_MAX = 60    /* bytes of a text that is shown */
};

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

static bool fail(struct nc_schema_run *run, const struct nc_schema_at *at,
    const char *expected, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

static bool
fail(struct nc_schema_run *run, const struct nc_schema_at *at,
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

static bool
stop(struct nc_schema_run *run, const char *why)
{
	if (run->stopped == NULL)
		run->stopped = why;
	return false;
}

/* A value for people, cut short; appended. */
static void
show(char *target, size_t size, const json_t *value)
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

static bool
fail_value(struct nc_schema_run *run, const struct nc_schema_at *at,
    const json_t *value, const char *expected, const json_t *wanted)
{
	char shown[128] = "", want[160];

	if (run->quiet > 0)
		return false;
	show(shown, sizeof(shown), value);
	snprintf(want, sizeof(want), "%s", expected);
	if (wanted != NULL)
		show(want, sizeof(want), wanted);
	return fail(run, at, want, "is %s", shown);
}

/* ---------------------------------------------------------------- children */

static bool
mark(struct nc_schema_seen *seen, size_t index)
{
	if (seen != NULL && !seen->all)
		seen->bits[index / 64] |= UINT64_C(1) << index % 64;
	return true;
}

static bool
is_seen(const struct nc_schema_seen *seen, size_t index)
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
	return seen->bits != NULL || stop(run, "out of memory");
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
	return fail(run, at, list, "is of the type %s", name);
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
	    stop(run, "the schema takes too many steps");
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

static bool
valid(struct nc_schema_run *run, const struct nc_schema_node *node,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	struct nc_schema_seen own = {.bits = NULL};
	bool result;

	if (!step(run))
		return false;
	if (node->never)
		return fail(run, at, "nothing", "is not allowed");
	if (node->types == 0 && node->rules == NULL && node->last == NULL)
		return true;
	if (++run->depth > DEPTH_MAX)
		stop(run, "it nests too deep");
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
static bool
valid_quietly(struct nc_schema_run *run, const struct nc_schema_node *node,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	bool result;

	run->quiet++;
	result = valid(run, node, value, at, seen);
	run->quiet--;
	return result;
}

static bool
valid_member(struct nc_schema_run *run, const struct nc_schema_node *node,
    void *iterator, const struct nc_schema_at *at)
{
	const struct nc_schema_at below = {
	    at, json_object_iter_key(iterator), 0, at->depth + 1};

	return valid(run, node, json_object_iter_value(iterator), &below, NULL);
}

static bool
valid_element(struct nc_schema_run *run, const struct nc_schema_node *node,
    const json_t *array, size_t index, const struct nc_schema_at *at)
{
	const struct nc_schema_at below = {at, NULL, index, at->depth + 1};

	return valid(run, node, json_array_get(array, index), &below, NULL);
}

/* ------------------------------------------------------- values of any type */

bool
nc_rule_const(struct nc_schema_run *run, const struct nc_schema_rule *rule,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	(void)seen;
	return nc_json_equal(rule->json, value) ||
	    fail_value(run, at, value, "", rule->json);
}

static bool
fail_enum(struct nc_schema_run *run, const struct nc_schema_at *at,
    const json_t *value, const json_t *choices)
{
	char list[160] = "one of";
	size_t i;

	for (i = 0; i < json_array_size(choices) && strlen(list) < 60; i++) {
		strcat(list, i == 0 ? " " : ", ");
		show(list, sizeof(list) - 8, json_array_get(choices, i));
	}
	if (i < json_array_size(choices))
		strcat(list, "...");
	return fail_value(run, at, value, list, NULL);
}

bool
nc_rule_enum(struct nc_schema_run *run, const struct nc_schema_rule *rule,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	size_t i;

	(void)seen;
	for (i = 0; i < json_array_size(rule->json); i++) {
		if (nc_json_equal(json_array_get(rule->json, i), value))
			return true;
	}
	return run->quiet == 0 && fail_enum(run, at, value, rule->json);
}

bool
nc_rule_all(struct nc_schema_run *run, const struct nc_schema_rule *rule,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	size_t i;

	for (i = 0; i < rule->node_count; i++) {
		if (!valid(run, rule->nodes[i], value, at, seen))
			return false;
	}
	return true;
}

/*
 * What is wrong with the alternative that came furthest into the value says
 * more than that none fits.
 */
bool
nc_rule_any(struct nc_schema_run *run, const struct nc_schema_rule *rule,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	bool outer = run->has_fault, fits = false;
	size_t i;

	/* Of alternatives within alternatives one fault is enough. */
	run->quiet += outer;
	for (i = 0; i < rule->node_count && (!fits || seen != NULL); i++)
		fits |= valid(run, rule->nodes[i], value, at, seen);
	run->quiet -= outer;
	if (fits)
		run->has_fault = outer;
	if (fits || outer || (run->has_fault && run->fault_depth > at->depth))
		return fits;
	run->has_fault = false;
	return fail(
	    run, at, "", "fits none of the %zu alternatives", rule->node_count);
}

bool
nc_rule_one(struct nc_schema_run *run, const struct nc_schema_rule *rule,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	size_t i, fits = 0;

	for (i = 0; i < rule->node_count && fits < 2; i++)
		fits += valid_quietly(run, rule->nodes[i], value, at, seen);
	return fits == 1 ||
	    fail(run, at, "exactly one", "fits %s of the %zu alternatives",
		fits == 0 ? "none" : "more than one", rule->node_count);
}

bool
nc_rule_not(struct nc_schema_run *run, const struct nc_schema_rule *rule,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	(void)seen;
	return !valid_quietly(run, rule->nodes[0], value, at, NULL) ||
	    fail(run, at, "", "is what the schema rules out");
}

/* nodes: if, then, else; the latter may be NULL. */
bool
nc_rule_if(struct nc_schema_run *run, const struct nc_schema_rule *rule,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	const struct nc_schema_node *next = valid_quietly(run, rule->nodes[0],
						value, at, seen)
	    ? rule->nodes[1]
	    : rule->nodes[2];

	return next == NULL || valid(run, next, value, at, seen);
}

/* ------------------------------------------------------- numbers and texts */

bool
nc_rule_multiple(struct nc_schema_run *run, const struct nc_schema_rule *rule,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	(void)seen;
	return nc_json_is_multiple(value, rule->json) ||
	    fail_value(run, at, value, "a multiple of ", rule->json);
}

bool
nc_rule_maximum(struct nc_schema_run *run, const struct nc_schema_rule *rule,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	(void)seen;
	return nc_json_compare(value, rule->json) <= 0 ||
	    fail_value(run, at, value, "at most ", rule->json);
}

bool
nc_rule_exclusive_maximum(struct nc_schema_run *run,
    const struct nc_schema_rule *rule, const json_t *value,
    const struct nc_schema_at *at, struct nc_schema_seen *seen)
{
	(void)seen;
	return nc_json_compare(value, rule->json) < 0 ||
	    fail_value(run, at, value, "less than ", rule->json);
}

bool
nc_rule_minimum(struct nc_schema_run *run, const struct nc_schema_rule *rule,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	(void)seen;
	return nc_json_compare(value, rule->json) >= 0 ||
	    fail_value(run, at, value, "at least ", rule->json);
}

bool
nc_rule_exclusive_minimum(struct nc_schema_run *run,
    const struct nc_schema_rule *rule, const json_t *value,
    const struct nc_schema_at *at, struct nc_schema_seen *seen)
{
	(void)seen;
	return nc_json_compare(value, rule->json) > 0 ||
	    fail_value(run, at, value, "more than ", rule->json);
}

static bool
check_count(struct nc_schema_run *run, const struct nc_schema_rule *rule,
    size_t count, const char *what, const struct nc_schema_at *at)
{
	char expected[64];

	if (count >= rule->least && count <= rule->most)
		return true;
	if (count < rule->least)
		snprintf(
		    expected, sizeof(expected), "at least %zu", rule->least);
	else
		snprintf(expected, sizeof(expected), "at most %zu", rule->most);
	return fail(run, at, expected, "has %zu %s", count, what);
}

/* Code points (Validation, 6.3.1). */
bool
nc_rule_length(struct nc_schema_run *run, const struct nc_schema_rule *rule,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	const char *text = json_string_value(value);
	size_t size = json_string_length(value), characters = 0, i;

	(void)seen;
	for (i = 0; i < size; i++)
		characters += ((unsigned char)text[i] & 0xc0) != 0x80;
	return check_count(run, rule, characters, "characters", at);
}

static bool
matches(struct nc_schema_run *run, const struct nc_pattern *pattern,
    const char *text, size_t size)
{
	int result = nc_pattern_matches(pattern, text, size);

	if (result < 0)
		stop(run,
		    result == NEWSCONV_NO_MEMORY
			? "out of memory"
			: "a pattern takes too many steps");
	return result > 0;
}

bool
nc_rule_pattern(struct nc_schema_run *run, const struct nc_schema_rule *rule,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	(void)seen;
	return matches(run, rule->pattern, json_string_value(value),
		   json_string_length(value)) ||
	    fail_value(run, at, value, "a match of ", rule->json);
}

/* ------------------------------------------------------------------- arrays */

bool
nc_rule_items_count(struct nc_schema_run *run,
    const struct nc_schema_rule *rule, const json_t *value,
    const struct nc_schema_at *at, struct nc_schema_seen *seen)
{
	(void)seen;
	return check_count(run, rule, json_array_size(value), "elements", at);
}

bool
nc_rule_unique(struct nc_schema_run *run, const struct nc_schema_rule *rule,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	int result = nc_json_all_differ(value);

	(void)rule;
	(void)seen;
	if (result < 0)
		return stop(run,
		    result == NEWSCONV_NO_MEMORY
			? "out of memory"
			: "finding equal elements takes too long");
	return result > 0 ||
	    fail(run, at, "no equal elements", "has equal elements");
}

/* nodes: those of prefixItems, then that of items, which may be NULL. */
bool
nc_rule_items(struct nc_schema_run *run, const struct nc_schema_rule *rule,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	size_t prefix = rule->node_count - 1, count = json_array_size(value);
	size_t i;

	for (i = 0; i < count; i++) {
		const struct nc_schema_node *node =
		    rule->nodes[i < prefix ? i : prefix];

		if (node == NULL)
			break;
		if (!valid_element(run, node, value, i, at))
			return false;
		mark(seen, i);
	}
	return true;
}

bool
nc_rule_contains(struct nc_schema_run *run, const struct nc_schema_rule *rule,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	size_t count = json_array_size(value), found = 0, i;

	run->quiet++;
	for (i = 0; i < count && run->stopped == NULL; i++) {
		if (valid_element(run, rule->nodes[0], value, i, at)) {
			found++;
			mark(seen, i);
		}
	}
	run->quiet--;
	return check_count(
	    run, rule, found, "elements of the kind it must contain", at);
}

bool
nc_rule_unevaluated_items(struct nc_schema_run *run,
    const struct nc_schema_rule *rule, const json_t *value,
    const struct nc_schema_at *at, struct nc_schema_seen *seen)
{
	size_t count = json_array_size(value), i;

	for (i = 0; i < count; i++) {
		if (!is_seen(seen, i) &&
		    !valid_element(run, rule->nodes[0], value, i, at))
			return false;
	}
	seen->all = true;
	return true;
}

/* ------------------------------------------------------------------ objects */

bool
nc_rule_members_count(struct nc_schema_run *run,
    const struct nc_schema_rule *rule, const json_t *value,
    const struct nc_schema_at *at, struct nc_schema_seen *seen)
{
	(void)seen;
	return check_count(run, rule, json_object_size(value), "members", at);
}

static bool
has_all(struct nc_schema_run *run, const json_t *names, const json_t *value,
    const struct nc_schema_at *at)
{
	size_t i;

	for (i = 0; i < json_array_size(names); i++) {
		const json_t *name = json_array_get(names, i);

		if (json_object_getn(value, json_string_value(name),
			json_string_length(name)) == NULL)
			return fail(run, at, "", "lacks \"%.100s\"",
			    json_string_value(name));
	}
	return true;
}

bool
nc_rule_required(struct nc_schema_run *run, const struct nc_schema_rule *rule,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	(void)seen;
	return has_all(run, rule->json, value, at);
}

bool
nc_rule_dependent_required(struct nc_schema_run *run,
    const struct nc_schema_rule *rule, const json_t *value,
    const struct nc_schema_at *at, struct nc_schema_seen *seen)
{
	json_t *map = nc_json_unconst(rule->json);
	void *iterator;

	(void)seen;
	for (iterator = json_object_iter(map); iterator != NULL;
	     iterator = json_object_iter_next(map, iterator)) {
		if (json_object_get(value, json_object_iter_key(iterator)) !=
			NULL &&
		    !has_all(run, json_object_iter_value(iterator), value, at))
			return false;
	}
	return true;
}

bool
nc_rule_dependent_schemas(struct nc_schema_run *run,
    const struct nc_schema_rule *rule, const json_t *value,
    const struct nc_schema_at *at, struct nc_schema_seen *seen)
{
	size_t i;

	for (i = 0; i < rule->named_count; i++) {
		if (json_object_get(value, rule->named[i].name) != NULL &&
		    !valid(run, rule->named[i].node, value, at, seen))
			return false;
	}
	return true;
}

bool
nc_rule_names(struct nc_schema_run *run, const struct nc_schema_rule *rule,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	json_t *object = nc_json_unconst(value);
	void *iterator;
	bool result = true;

	(void)seen;
	for (iterator = json_object_iter(object); iterator != NULL && result;
	     iterator = json_object_iter_next(object, iterator)) {
		const char *key = json_object_iter_key(iterator);
		const struct nc_schema_at below = {at, key, 0, at->depth + 1};
		json_t *name = json_stringn_nocheck(
		    key, json_object_iter_key_len(iterator));

		if (name == NULL)
			return stop(run, "out of memory");
		result = valid_quietly(run, rule->nodes[0], name, &below, NULL);
		json_decref(name);
		if (!result)
			fail(run, &below, "", "has a name that is not allowed");
	}
	return result;
}

static const struct nc_schema_node *
member_node(const struct nc_schema_rule *rule, const char *name, size_t size)
{
	size_t low = 0, high = rule->named_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct nc_schema_named *named = &rule->named[middle];
		int order = size != named->size
		    ? (size < named->size ? -1 : 1)
		    : memcmp(name, named->name, size);

		if (order == 0)
			return named->node;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/* nodes: that of additionalProperties, which may be NULL. */
static bool
check_member(struct nc_schema_run *run, const struct nc_schema_rule *rule,
    void *iterator, const struct nc_schema_at *at, bool *known)
{
	const char *name = json_object_iter_key(iterator);
	size_t size = json_object_iter_key_len(iterator), i;
	const struct nc_schema_node *node = member_node(rule, name, size);

	*known = node != NULL;
	if (node != NULL && !valid_member(run, node, iterator, at))
		return false;
	for (i = 0; i < rule->pattern_count; i++) {
		if (!matches(run, rule->patterns[i].pattern, name, size))
			continue;
		*known = true;
		if (!valid_member(run, rule->patterns[i].node, iterator, at))
			return false;
	}
	if (*known || rule->nodes[0] == NULL)
		return run->stopped == NULL;
	*known = true;
	if (rule->nodes[0]->never)
		return fail(
		    run, at, "", "has an unknown member \"%.100s\"", name);
	return valid_member(run, rule->nodes[0], iterator, at);
}

bool
nc_rule_members(struct nc_schema_run *run, const struct nc_schema_rule *rule,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	json_t *object = nc_json_unconst(value);
	void *iterator;
	size_t index = 0;
	bool known;

	for (iterator = json_object_iter(object); iterator != NULL;
	     iterator = json_object_iter_next(object, iterator), index++) {
		if (!check_member(run, rule, iterator, at, &known))
			return false;
		if (known)
			mark(seen, index);
	}
	return true;
}

bool
nc_rule_unevaluated_members(struct nc_schema_run *run,
    const struct nc_schema_rule *rule, const json_t *value,
    const struct nc_schema_at *at, struct nc_schema_seen *seen)
{
	json_t *object = nc_json_unconst(value);
	void *iterator;
	size_t index = 0;

	for (iterator = json_object_iter(object); iterator != NULL;
	     iterator = json_object_iter_next(object, iterator), index++) {
		if (!is_seen(seen, index) &&
		    !valid_member(run, rule->nodes[0], iterator, at))
			return false;
	}
	seen->all = true;
	return true;
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
	if (valid(&run, schema->root, value, &at, NULL))
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
