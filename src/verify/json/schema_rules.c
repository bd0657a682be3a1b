/*
 * What each keyword wants of a value, and what is said of one that is not so.
 * A rule is asked only about values of the types that its keyword speaks of.
 */
#include <stdio.h>
#include <string.h>

#include "json_value.h"
#include "schema_run.h"

/* ------------------------------------------------------- values of any type */

bool
nc_rule_const(struct nc_schema_run *run, const struct nc_schema_rule *rule,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	(void)seen;
	return nc_json_equal(rule->json, value) ||
	    nc_schema_fail_value(run, at, value, "", rule->json);
}

static bool
fail_enum(struct nc_schema_run *run, const struct nc_schema_at *at,
    const json_t *value, const json_t *choices)
{
	char list[160] = "one of";
	size_t i;

	for (i = 0; i < json_array_size(choices) && strlen(list) < 60; i++) {
		strcat(list, i == 0 ? " " : ", ");
		nc_schema_show(
		    list, sizeof(list) - 8, json_array_get(choices, i));
	}
	if (i < json_array_size(choices))
		strcat(list, "...");
	return nc_schema_fail_value(run, at, value, list, NULL);
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
		if (!nc_schema_check(run, rule->nodes[i], value, at, seen))
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
		fits |= nc_schema_check(run, rule->nodes[i], value, at, seen);
	run->quiet -= outer;
	if (fits)
		run->has_fault = outer;
	if (fits || outer || (run->has_fault && run->fault_depth > at->depth))
		return fits;
	run->has_fault = false;
	return nc_schema_fail(
	    run, at, "", "fits none of the %zu alternatives", rule->node_count);
}

bool
nc_rule_one(struct nc_schema_run *run, const struct nc_schema_rule *rule,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	size_t i, fits = 0;

	for (i = 0; i < rule->node_count && fits < 2; i++)
		fits += nc_schema_check_quietly(
		    run, rule->nodes[i], value, at, seen);
	return fits == 1 ||
	    nc_schema_fail(run, at, "exactly one",
		"fits %s of the %zu alternatives",
		fits == 0 ? "none" : "more than one", rule->node_count);
}

bool
nc_rule_not(struct nc_schema_run *run, const struct nc_schema_rule *rule,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	(void)seen;
	return !nc_schema_check_quietly(run, rule->nodes[0], value, at, NULL) ||
	    nc_schema_fail(run, at, "", "is what the schema rules out");
}

/* nodes: if, then, else; the latter may be NULL. */
bool
nc_rule_if(struct nc_schema_run *run, const struct nc_schema_rule *rule,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	const struct nc_schema_node *next = nc_schema_check_quietly(run,
						rule->nodes[0], value, at, seen)
	    ? rule->nodes[1]
	    : rule->nodes[2];

	return next == NULL || nc_schema_check(run, next, value, at, seen);
}

/* ------------------------------------------------------- numbers and texts */

bool
nc_rule_multiple(struct nc_schema_run *run, const struct nc_schema_rule *rule,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	(void)seen;
	return nc_json_is_multiple(value, rule->json) ||
	    nc_schema_fail_value(run, at, value, "a multiple of ", rule->json);
}

bool
nc_rule_maximum(struct nc_schema_run *run, const struct nc_schema_rule *rule,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	(void)seen;
	return nc_json_compare(value, rule->json) <= 0 ||
	    nc_schema_fail_value(run, at, value, "at most ", rule->json);
}

bool
nc_rule_exclusive_maximum(struct nc_schema_run *run,
    const struct nc_schema_rule *rule, const json_t *value,
    const struct nc_schema_at *at, struct nc_schema_seen *seen)
{
	(void)seen;
	return nc_json_compare(value, rule->json) < 0 ||
	    nc_schema_fail_value(run, at, value, "less than ", rule->json);
}

bool
nc_rule_minimum(struct nc_schema_run *run, const struct nc_schema_rule *rule,
    const json_t *value, const struct nc_schema_at *at,
    struct nc_schema_seen *seen)
{
	(void)seen;
	return nc_json_compare(value, rule->json) >= 0 ||
	    nc_schema_fail_value(run, at, value, "at least ", rule->json);
}

bool
nc_rule_exclusive_minimum(struct nc_schema_run *run,
    const struct nc_schema_rule *rule, const json_t *value,
    const struct nc_schema_at *at, struct nc_schema_seen *seen)
{
	(void)seen;
	return nc_json_compare(value, rule->json) > 0 ||
	    nc_schema_fail_value(run, at, value, "more than ", rule->json);
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
	return nc_schema_fail(run, at, expected, "has %zu %s", count, what);
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
		nc_schema_stop(run,
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
	    nc_schema_fail_value(run, at, value, "a match of ", rule->json);
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
		return nc_schema_stop(run,
		    result == NEWSCONV_NO_MEMORY
			? "out of memory"
			: "finding equal elements takes too long");
	return result > 0 ||
	    nc_schema_fail(run, at, "no equal elements", "has equal elements");
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
		if (!nc_schema_check_element(run, node, value, i, at))
			return false;
		nc_schema_mark(seen, i);
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
		if (nc_schema_check_element(
			run, rule->nodes[0], value, i, at)) {
			found++;
			nc_schema_mark(seen, i);
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
		if (!nc_schema_is_seen(seen, i) &&
		    !nc_schema_check_element(run, rule->nodes[0], value, i, at))
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
			return nc_schema_fail(run, at, "", "lacks \"%.100s\"",
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
		    !nc_schema_check(run, rule->named[i].node, value, at, seen))
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
			return nc_schema_stop(run, "out of memory");
		result = nc_schema_check_quietly(
		    run, rule->nodes[0], name, &below, NULL);
		json_decref(name);
		if (!result)
			nc_schema_fail(
			    run, &below, "", "has a name that is not allowed");
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
	if (node != NULL && !nc_schema_check_member(run, node, iterator, at))
		return false;
	for (i = 0; i < rule->pattern_count; i++) {
		if (!matches(run, rule->patterns[i].pattern, name, size))
			continue;
		*known = true;
		if (!nc_schema_check_member(
			run, rule->patterns[i].node, iterator, at))
			return false;
	}
	if (*known || rule->nodes[0] == NULL)
		return run->stopped == NULL;
	*known = true;
	if (rule->nodes[0]->never)
		return nc_schema_fail(
		    run, at, "", "has an unknown member \"%.100s\"", name);
	return nc_schema_check_member(run, rule->nodes[0], iterator, at);
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
			nc_schema_mark(seen, index);
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
		if (!nc_schema_is_seen(seen, index) &&
		    !nc_schema_check_member(run, rule->nodes[0], iterator, at))
			return false;
	}
	seen->all = true;
	return true;
}
