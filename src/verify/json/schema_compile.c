/*
 * A schema is compiled once: each subschema becomes a node with its rules, so
 * that checking a value never looks at the schema's text.  What a keyword may
 * hold, and which check it is, is a table.
 *
 * References may go forward, so they are kept until all is read.  Then it is
 * seen whether a schema applies itself to the same value, which would never
 * end.
 */
#include <stdio.h>
#include <stdlib.h>

#include "error.h"
#include "json_value.h"
#include "schema_keywords.h"

enum {
	DEPTH_MAX = 200,
	ARENA_MAX = 32 * 1024 * 1024,
	/* Of a node whose height is being found. */
	IN_PROGRESS = -1
};

struct keyword {
	const char *name;
	enum nc_schema_holds holds;
	nc_rule_check *check; /* NULL: the slot's, or none */
	unsigned types;       /* of values it speaks of */
	enum nc_keyword_slot slot;
	bool in_place;
	bool last;
};

enum { NC_JSON_NONE, FLAG_NONE = 0, FLAG_IN_PLACE, FLAG_LAST };

static const struct keyword keywords[] = {
#define KEYWORD(keyword, what, rule, of, part, flag) \
	{.name = keyword, \
	    .holds = NC_HOLDS_##what, \
	    .check = rule, \
	    .types = (unsigned)NC_JSON_##of, \
	    .slot = NC_SLOT_##part, \
	    .in_place = FLAG_##flag == FLAG_IN_PLACE, \
	    .last = FLAG_##flag == FLAG_LAST},
#include "schema_keywords.def"
#undef KEYWORD
};

/* -------------------------------------------------------------------- rules */

static struct nc_schema_rule *
new_rule(const struct nc_schema_subject *subject)
{
	struct nc_schema_rule *rule = nc_arena_alloc(
	    subject->compiler->schema->arena, sizeof(*rule));

	if (rule == NULL)
		nc_schema_no_memory(subject);
	else
		rule->most = SIZE_MAX;
	return rule;
}

static void
put_rule(
    struct nc_schema_subject *subject, struct nc_schema_rule *rule, bool last)
{
	struct nc_schema_node *node = subject->node;

	rule->next = last ? node->last : node->rules;
	*(last ? &node->last : &node->rules) = rule;
}

static int
compare_keyword(const void *name, const void *keyword)
{
	return strcmp(name, ((const struct keyword *)keyword)->name);
}

static int
take_keyword(
    struct nc_schema_subject *subject, const char *name, const json_t *json)
{
	const struct keyword *keyword = bsearch(name, keywords,
	    sizeof(keywords) / sizeof(keywords[0]), sizeof(keywords[0]),
	    compare_keyword);
	struct nc_schema_rule none = {.check = NULL}, *rule = &none;
	const char *why;
	int result;

	subject->keyword = name;
	if (keyword == NULL)
		return strncmp(name, "x-", 2) == 0
		    ? NEWSCONV_OK
		    : nc_schema_refuse(subject, "is not understood");
	why = nc_schema_mistake(keyword->holds, json);
	if (why != NULL)
		return nc_schema_refuse(subject, why);
	if (keyword->check != NULL || keyword->slot != NC_SLOT_APART) {
		rule = new_rule(subject);
		if (rule == NULL)
			return NEWSCONV_NO_MEMORY;
	}
	rule->check = keyword->check;
	rule->types = keyword->types;
	rule->in_place = keyword->in_place;
	rule->json = json;
	result = nc_schema_take(subject, keyword->holds, json, rule);
	if (keyword->slot != NC_SLOT_APART)
		subject->slots[keyword->slot] = rule;
	else if (keyword->check == nc_rule_unique && json_is_false(json))
		return result;
	else if (keyword->check != NULL)
		put_rule(subject, rule, keyword->last);
	return result;
}

/* properties, patternProperties and additionalProperties. */
static int
join_members(struct nc_schema_subject *subject)
{
	struct nc_schema_rule *properties = subject->slots[NC_SLOT_PROPERTIES];
	struct nc_schema_rule *patterns =
	    subject->slots[NC_SLOT_PATTERN_PROPERTIES];
	struct nc_schema_rule *additional = subject->slots[NC_SLOT_ADDITIONAL],
			      *rule;

	if (properties == NULL && patterns == NULL && additional == NULL)
		return NEWSCONV_OK;
	rule = new_rule(subject);
	if (rule == NULL)
		return NEWSCONV_NO_MEMORY;
	rule->check = nc_rule_members;
	rule->types = NC_JSON_OBJECT;
	if (properties != NULL) {
		rule->named = properties->named;
		rule->named_count = properties->named_count;
	}
	if (patterns != NULL) {
		rule->patterns = patterns->patterns;
		rule->pattern_count = patterns->pattern_count;
	}
	rule->node_count = 1;
	rule->nodes = additional != NULL
	    ? additional->nodes
	    : nc_arena_alloc(
		  subject->compiler->schema->arena, sizeof(*rule->nodes));
	if (rule->nodes == NULL)
		return nc_schema_no_memory(subject);
	put_rule(subject, rule, false);
	return NEWSCONV_OK;
}

static void
join_elements(struct nc_schema_subject *subject)
{
	struct nc_schema_rule *prefix = subject->slots[NC_SLOT_PREFIX];
	struct nc_schema_rule *items = subject->slots[NC_SLOT_ITEMS];
	struct nc_schema_rule *rule = prefix != NULL ? prefix : items;

	if (rule == NULL)
		return;
	if (prefix != NULL) {
		if (items != NULL)
			rule->nodes[rule->node_count] = items->nodes[0];
		rule->node_count++;
	}
	rule->check = nc_rule_items;
	rule->types = NC_JSON_ARRAY;
	put_rule(subject, rule, false);
}

static void
join_contains(struct nc_schema_subject *subject)
{
	struct nc_schema_rule *rule = subject->slots[NC_SLOT_CONTAINS];
	const struct nc_schema_rule *least =
	    subject->slots[NC_SLOT_MIN_CONTAINS];
	const struct nc_schema_rule *most =
	    subject->slots[NC_SLOT_MAX_CONTAINS];

	if (rule == NULL)
		return;
	rule->check = nc_rule_contains;
	rule->types = NC_JSON_ARRAY;
	rule->least = least == NULL ? 1 : least->least;
	if (most != NULL)
		rule->most = most->most;
	put_rule(subject, rule, false);
}

static int
join_condition(struct nc_schema_subject *subject)
{
	struct nc_schema_rule *rule = subject->slots[NC_SLOT_IF];
	const struct nc_schema_node **nodes;
	int i;

	if (rule == NULL)
		return NEWSCONV_OK;
	nodes = nc_arena_array(
	    subject->compiler->schema->arena, 3, sizeof(*nodes));
	if (nodes == NULL)
		return nc_schema_no_memory(subject);
	for (i = 0; i < 3; i++) {
		if (subject->slots[NC_SLOT_IF + i] != NULL)
			nodes[i] = subject->slots[NC_SLOT_IF + i]->nodes[0];
	}
	rule->check = nc_rule_if;
	rule->types = NC_JSON_ANY;
	rule->in_place = true;
	rule->nodes = nodes;
	rule->node_count = 3;
	put_rule(subject, rule, false);
	return NEWSCONV_OK;
}

/* The rules were put in front of each other. */
static void
turn_around(const struct nc_schema_rule **rules)
{
	const struct nc_schema_rule *rule = *rules, *turned = NULL, *next;

	for (; rule != NULL; rule = next) {
		next = rule->next;
		((struct nc_schema_rule *)(uintptr_t)rule)->next = turned;
		turned = rule;
	}
	*rules = turned;
}

static int
take_keywords(struct nc_schema_subject *subject)
{
	json_t *object = nc_json_unconst(subject->json);
	void *iterator;
	int result = nc_schema_take_id(subject);

	for (iterator = json_object_iter(object);
	     iterator != NULL && result == NEWSCONV_OK;
	     iterator = json_object_iter_next(object, iterator))
		result = take_keyword(subject, json_object_iter_key(iterator),
		    json_object_iter_value(iterator));
	if (result == NEWSCONV_OK)
		result = join_members(subject);
	if (result == NEWSCONV_OK)
		result = join_condition(subject);
	if (result < 0)
		return result;
	join_elements(subject);
	join_contains(subject);
	turn_around(&subject->node->rules);
	return NEWSCONV_OK;
}

int
nc_schema_compile_one(struct nc_schema_compiler *compiler, const json_t *json,
    const struct nc_schema_resource *resource,
    const struct nc_schema_node **target)
{
	struct nc_schema_subject subject = {
	    .compiler = compiler, .json = json, .resource = resource};
	int result;

	subject.node = nc_arena_alloc(
	    compiler->schema->arena, sizeof(*subject.node));
	if (subject.node == NULL)
		return nc_schema_no_memory(&subject);
	*target = subject.node;
	if (json_is_boolean(json)) {
		subject.node->never = json_is_false(json);
		return NEWSCONV_OK;
	}
	if (!json_is_object(json))
		return nc_schema_refuse_at(compiler, json, "", "is no schema");
	if (++compiler->depth > DEPTH_MAX)
		return nc_schema_refuse_at(
		    compiler, json, "", "nests too deep");
	result = nc_schema_places_add(&compiler->places, json, subject.node);
	if (result < 0)
		return nc_schema_no_memory(&subject);
	result = take_keywords(&subject);
	compiler->depth--;
	return result;
}

/* -------------------------------------------------------------------- whole */

static int
resolve_references(struct nc_schema_compiler *compiler)
{
	const struct nc_schema_pending *pending = compiler->pending;
	const char *why;

	for (; pending != NULL; pending = pending->next) {
		int result = nc_schema_places_resolve(&compiler->places,
		    pending->resource, pending->reference, pending->target,
		    &why);

		if (result == NEWSCONV_NO_MEMORY)
			return nc_error_memory(compiler->error);
		if (result < 0)
			return nc_schema_refuse_at(
			    compiler, pending->json, pending->reference, why);
	}
	return NEWSCONV_OK;
}

static bool find_height(struct nc_schema_node *node, unsigned depth);

static bool
raise_above(struct nc_schema_node *node, const struct nc_schema_node *below,
    unsigned depth)
{
	/* What was compiled is ours to change. */
	struct nc_schema_node *child =
	    (struct nc_schema_node *)(uintptr_t)below;

	if (child == NULL || (child->rules == NULL && child->last == NULL))
		return true;
	if (!find_height(child, depth + 1))
		return false;
	if (node->height <= child->height)
		node->height = child->height + 1;
	return node->height <= NC_SCHEMA_HEIGHT_MAX;
}

/* How many schemas are applied to one value, one by the other. */
static bool
find_height(struct nc_schema_node *node, unsigned depth)
{
	const struct nc_schema_rule *rule;
	int height = 1;
	size_t i;

	if (node->height != 0)
		return node->height != IN_PROGRESS;
	if (depth > NC_SCHEMA_HEIGHT_MAX)
		return false;
	node->height = IN_PROGRESS;
	for (rule = node->rules; rule != NULL; rule = rule->next) {
		struct nc_schema_node above = {.height = height};

		if (!rule->in_place)
			continue;
		for (i = 0; i < rule->node_count; i++) {
			if (!raise_above(&above, rule->nodes[i], depth))
				return false;
		}
		for (i = 0; i < rule->named_count; i++) {
			if (!raise_above(&above, rule->named[i].node, depth))
				return false;
		}
		height = above.height;
	}
	node->height = height;
	return true;
}

static int
find_heights(struct nc_schema_compiler *compiler)
{
	const struct nc_schema_places *places = &compiler->places;
	size_t i;

	for (i = 0; i < places->slot_count; i++) {
		if (places->slots[i].json != NULL &&
		    !find_height(places->slots[i].node, 1))
			return nc_schema_refuse_at(compiler,
			    places->slots[i].json, "",
			    "applies itself to the same value, or too many "
			    "others");
	}
	return NEWSCONV_OK;
}

static int
load(struct nc_json_schema *schema, struct newsconv_text text,
    struct newsconv_error *error)
{
	struct nc_schema_compiler compiler = {.schema = schema, .error = error};
	json_error_t why;
	int result;

	schema->arena = nc_arena_new(ARENA_MAX);
	if (schema->arena == NULL)
		return nc_error_memory(error);
	compiler.places.arena = schema->arena;
	schema->json = json_loadb(text.data, text.size,
	    JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL, &why);
	if (schema->json == NULL)
		return nc_error_set(error, NEWSCONV_UNSUPPORTED,
		    "JSON schema: %s in line %d", why.text, why.line);
	result = nc_schema_compile_one(
	    &compiler, schema->json, NULL, &schema->root);
	if (result == NEWSCONV_OK)
		result = resolve_references(&compiler);
	return result == NEWSCONV_OK ? find_heights(&compiler) : result;
}

int
nc_json_schema_compile(struct nc_json_schema **schema,
    struct newsconv_text text, struct newsconv_error *error)
{
	struct nc_json_schema *new = calloc(1, sizeof(*new));
	int result;

	if (new == NULL)
		return nc_error_memory(error);
	result = load(new, text, error);
	if (result < 0) {
		nc_json_schema_free(new);
		return result;
	}
	*schema = new;
	return NEWSCONV_OK;
}

void
nc_json_schema_free(struct nc_json_schema *schema)
{
	if (schema == NULL)
		return;
	json_decref(schema->json);
	nc_arena_free(schema->arena);
	free(schema);
}

const char *
nc_json_schema_title(const struct nc_json_schema *schema)
{
	const char *title = json_string_value(
	    json_object_get(schema->json, "title"));

	return title == NULL ? "" : title;
}
