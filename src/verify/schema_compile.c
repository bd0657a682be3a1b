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
#include "schema_places.h"

enum {
	DEPTH_MAX = 200,
	ARENA_MAX = 32 * 1024 * 1024,
	/* Of a node whose height is being found. */
	IN_PROGRESS = -1
};

/* What a keyword holds. */
enum holds {
	ANYTHING, /* that says nothing about validity */
	TEXT,     /* the same */
	DIALECT,
	ID,
	ANCHOR,
	REFERENCE,
	UNSUPPORTED,
	TYPES,
	VALUE,
	VALUES,
	NUMBER,
	ABOVE_ZERO,
	LEAST,
	MOST,
	TRUTH,
	PATTERN,
	NAMES,
	NAME_LISTS,
	SCHEMA,
	SCHEMAS,
	NAMED,
	PATTERNED
};

/* Keywords that are one rule together with others of their schema. */
enum slot {
	APART,
	PROPERTIES,
	PATTERN_PROPERTIES,
	ADDITIONAL,
	PREFIX,
	ITEMS,
	CONTAINS,
	MIN_CONTAINS,
	MAX_CONTAINS,
	IF,
	THEN,
	ELSE,
	SLOTS
};

struct keyword {
	const char *name;
	enum holds holds;
	nc_rule_check *check; /* NULL: the slot's, or none */
	unsigned types;       /* of values it speaks of */
	enum slot slot;
	bool in_place;
	bool last;
};

/* Sorted by name, as strcmp() does. */
static const struct keyword keywords[] = {
    {"$anchor", ANCHOR, NULL, 0, APART, false, false},
    {"$comment", TEXT, NULL, 0, APART, false, false},
    {"$defs", NAMED, NULL, 0, APART, false, false},
    {"$dynamicAnchor", UNSUPPORTED, NULL, 0, APART, false, false},
    {"$dynamicRef", UNSUPPORTED, NULL, 0, APART, false, false},
    {"$id", ID, NULL, 0, APART, false, false},
    {"$ref", REFERENCE, nc_rule_all, NC_JSON_ANY, APART, true, false},
    {"$schema", DIALECT, NULL, 0, APART, false, false},
    {"$vocabulary", UNSUPPORTED, NULL, 0, APART, false, false},
    {"additionalProperties", SCHEMA, NULL, 0, ADDITIONAL, false, false},
    {"allOf", SCHEMAS, nc_rule_all, NC_JSON_ANY, APART, true, false},
    {"anyOf", SCHEMAS, nc_rule_any, NC_JSON_ANY, APART, true, false},
    {"const", VALUE, nc_rule_const, NC_JSON_ANY, APART, false, false},
    {"contains", SCHEMA, NULL, 0, CONTAINS, false, false},
    {"contentEncoding", TEXT, NULL, 0, APART, false, false},
    {"contentMediaType", TEXT, NULL, 0, APART, false, false},
    {"contentSchema", SCHEMA, NULL, 0, APART, false, false},
    {"default", ANYTHING, NULL, 0, APART, false, false},
    {"dependentRequired", NAME_LISTS, nc_rule_dependent_required,
	NC_JSON_OBJECT, APART, false, false},
    {"dependentSchemas", NAMED, nc_rule_dependent_schemas, NC_JSON_OBJECT,
	APART, true, false},
    {"deprecated", ANYTHING, NULL, 0, APART, false, false},
    {"description", TEXT, NULL, 0, APART, false, false},
    {"else", SCHEMA, NULL, 0, ELSE, false, false},
    {"enum", VALUES, nc_rule_enum, NC_JSON_ANY, APART, false, false},
    {"examples", ANYTHING, NULL, 0, APART, false, false},
    {"exclusiveMaximum", NUMBER, nc_rule_exclusive_maximum, NC_JSON_NUMBER,
	APART, false, false},
    {"exclusiveMinimum", NUMBER, nc_rule_exclusive_minimum, NC_JSON_NUMBER,
	APART, false, false},
    {"format", TEXT, NULL, 0, APART, false, false},
    {"if", SCHEMA, NULL, 0, IF, false, false},
    {"items", SCHEMA, NULL, 0, ITEMS, false, false},
    {"maxContains", MOST, NULL, 0, MAX_CONTAINS, false, false},
    {"maxItems", MOST, nc_rule_items_count, NC_JSON_ARRAY, APART, false, false},
    {"maxLength", MOST, nc_rule_length, NC_JSON_STRING, APART, false, false},
    {"maxProperties", MOST, nc_rule_members_count, NC_JSON_OBJECT, APART, false,
	false},
    {"maximum", NUMBER, nc_rule_maximum, NC_JSON_NUMBER, APART, false, false},
    {"minContains", LEAST, NULL, 0, MIN_CONTAINS, false, false},
    {"minItems", LEAST, nc_rule_items_count, NC_JSON_ARRAY, APART, false,
	false},
    {"minLength", LEAST, nc_rule_length, NC_JSON_STRING, APART, false, false},
    {"minProperties", LEAST, nc_rule_members_count, NC_JSON_OBJECT, APART,
	false, false},
    {"minimum", NUMBER, nc_rule_minimum, NC_JSON_NUMBER, APART, false, false},
    {"multipleOf", ABOVE_ZERO, nc_rule_multiple, NC_JSON_NUMBER, APART, false,
	false},
    {"not", SCHEMA, nc_rule_not, NC_JSON_ANY, APART, true, false},
    {"oneOf", SCHEMAS, nc_rule_one, NC_JSON_ANY, APART, true, false},
    {"pattern", PATTERN, nc_rule_pattern, NC_JSON_STRING, APART, false, false},
    {"patternProperties", PATTERNED, NULL, 0, PATTERN_PROPERTIES, false, false},
    {"prefixItems", SCHEMAS, NULL, 0, PREFIX, false, false},
    {"properties", NAMED, NULL, 0, PROPERTIES, false, false},
    {"propertyNames", SCHEMA, nc_rule_names, NC_JSON_OBJECT, APART, false,
	false},
    {"readOnly", ANYTHING, NULL, 0, APART, false, false},
    {"required", NAMES, nc_rule_required, NC_JSON_OBJECT, APART, false, false},
    {"then", SCHEMA, NULL, 0, THEN, false, false},
    {"title", TEXT, NULL, 0, APART, false, false},
    {"type", TYPES, NULL, 0, APART, false, false},
    {"unevaluatedItems", SCHEMA, nc_rule_unevaluated_items, NC_JSON_ARRAY,
	APART, false, true},
    {"unevaluatedProperties", SCHEMA, nc_rule_unevaluated_members,
	NC_JSON_OBJECT, APART, false, true},
    {"uniqueItems", TRUTH, nc_rule_unique, NC_JSON_ARRAY, APART, false, false},
    {"writeOnly", ANYTHING, NULL, 0, APART, false, false},
};

/* A $ref that waits until all is read. */
struct pending {
	const struct nc_schema_node **target;
	const struct nc_schema_resource *resource;
	const char *reference;
	const json_t *json; /* the schema that it stands in */
	struct pending *next;
};

struct compiler {
	struct nc_json_schema *schema;
	struct nc_schema_places places;
	struct pending *pending;
	struct newsconv_error *error;
	unsigned depth;
};

/* One subschema while it is compiled. */
struct subject {
	struct compiler *compiler;
	const json_t *json;
	const char *keyword; /* being compiled */
	const struct nc_schema_resource *resource;
	struct nc_schema_node *node;
	struct nc_schema_rule *slots[SLOTS];
};

static int compile(struct compiler *compiler, const json_t *json,
    const struct nc_schema_resource *resource,
    const struct nc_schema_node **target);

/* ------------------------------------------------------------------ refusal */

static bool
find_path(struct nc_buffer *path, const json_t *json, const json_t *wanted)
{
	json_t *object = nc_json_unconst(json);
	size_t size = path->size, i;
	void *iterator;

	if (json == wanted)
		return true;
	for (i = 0; i < json_array_size(json); i++) {
		nc_buffer_format(path, "/%zu", i);
		if (find_path(path, json_array_get(json, i), wanted))
			return true;
		path->size = size;
	}
	for (iterator = json_object_iter(object); iterator != NULL;
	     iterator = json_object_iter_next(object, iterator)) {
		nc_buffer_format(
		    path, "/%.80s", json_object_iter_key(iterator));
		if (find_path(path, json_object_iter_value(iterator), wanted))
			return true;
		path->size = size;
	}
	return false;
}

static int
refuse_at(struct compiler *compiler, const json_t *json, const char *keyword,
    const char *why)
{
	struct nc_buffer path = NC_BUFFER(64 * 1024);

	nc_buffer_byte(&path, '#');
	if (!find_path(&path, compiler->schema->json, json))
		nc_buffer_clear(&path);
	nc_error_set(compiler->error, NEWSCONV_UNSUPPORTED,
	    "JSON schema, %.300s: \"%.60s\" %s",
	    path.data == NULL ? "" : path.data, keyword, why);
	nc_buffer_free(&path);
	return NEWSCONV_UNSUPPORTED;
}

static int
refuse(const struct subject *subject, const char *why)
{
	return refuse_at(
	    subject->compiler, subject->json, subject->keyword, why);
}

static int
no_memory(const struct subject *subject)
{
	return nc_error_memory(subject->compiler->error);
}

static struct nc_arena *
arena_of(const struct subject *subject)
{
	return subject->compiler->schema->arena;
}

/* ------------------------------------------------------ what keywords hold */

static int
take_count(const struct subject *subject, const json_t *json, size_t *count)
{
	if (!json_is_number(json) || !nc_json_is_integral(json) ||
	    json_number_value(json) < 0 || json_number_value(json) > 1e15)
		return refuse(subject, "is no count");
	*count = (size_t)json_number_value(json);
	return NEWSCONV_OK;
}

static int
take_types(struct subject *subject, const json_t *json)
{
	size_t count = json_is_array(json) ? json_array_size(json) : 1, i;

	for (i = 0; i < count; i++) {
		const json_t *name = json_is_array(json)
		    ? json_array_get(json, i)
		    : json;
		unsigned type = json_is_string(name)
		    ? nc_json_type_named(json_string_value(name))
		    : 0;

		if (type == 0)
			return refuse(subject, "names no type");
		subject->node->types |= type;
	}
	return count > 0 ? NEWSCONV_OK : refuse(subject, "is an empty array");
}

static bool
are_names(const json_t *json)
{
	size_t i;

	for (i = 0; i < json_array_size(json); i++) {
		if (!json_is_string(json_array_get(json, i)))
			return false;
	}
	return json_is_array(json);
}

static int
take_name_lists(const struct subject *subject, const json_t *json)
{
	json_t *object = nc_json_unconst(json);
	void *iterator;

	if (!json_is_object(json))
		return refuse(subject, "is no object");
	for (iterator = json_object_iter(object); iterator != NULL;
	     iterator = json_object_iter_next(object, iterator)) {
		if (!are_names(json_object_iter_value(iterator)))
			return refuse(subject,
			    "holds what is no array of "
			    "strings");
	}
	return NEWSCONV_OK;
}

static int
take_pattern(const struct subject *subject, struct newsconv_text source,
    const struct nc_pattern **pattern)
{
	const char *why = NULL;
	char text[256];
	int result = nc_pattern_compile(
	    pattern, arena_of(subject), source, &why);

	if (result == NEWSCONV_NO_MEMORY)
		return no_memory(subject);
	if (result == NEWSCONV_OK)
		return result;
	snprintf(text, sizeof(text), "has a pattern that %s: %.100s", why,
	    source.data);
	return refuse(subject, text);
}

static int
take_schemas(const struct subject *subject, const json_t *json,
    struct nc_schema_rule *rule)
{
	size_t count = json_array_size(json), i;
	int result = NEWSCONV_OK;

	if (!json_is_array(json) || count == 0)
		return refuse(subject, "is no array with schemas");
	/* One more, for what stands behind prefixItems. */
	rule->nodes = nc_arena_array(
	    arena_of(subject), count + 1, sizeof(*rule->nodes));
	if (rule->nodes == NULL)
		return no_memory(subject);
	for (i = 0; i < count && result == NEWSCONV_OK; i++)
		result = compile(subject->compiler, json_array_get(json, i),
		    subject->resource, &rule->nodes[i]);
	rule->node_count = count;
	return result;
}

static int
take_schema(const struct subject *subject, const json_t *json,
    struct nc_schema_rule *rule)
{
	rule->nodes = nc_arena_alloc(arena_of(subject), sizeof(*rule->nodes));
	if (rule->nodes == NULL)
		return no_memory(subject);
	rule->node_count = 1;
	return compile(
	    subject->compiler, json, subject->resource, &rule->nodes[0]);
}

static int
compare_named(const void *a, const void *b)
{
	const struct nc_schema_named *x = a, *y = b;

	if (x->size != y->size)
		return x->size < y->size ? -1 : 1;
	return memcmp(x->name, y->name, x->size);
}

static int
take_named(const struct subject *subject, const json_t *json, bool patterns,
    struct nc_schema_rule *rule)
{
	json_t *object = nc_json_unconst(json);
	size_t count = json_object_size(json);
	struct nc_schema_named *all = nc_arena_array(
	    arena_of(subject), count, sizeof(*all));
	struct nc_schema_named *named = all;
	void *iterator;
	int result = NEWSCONV_OK;

	if (!json_is_object(json))
		return refuse(subject, "is no object");
	if (all == NULL)
		return no_memory(subject);
	for (iterator = json_object_iter(object);
	     iterator != NULL && result == NEWSCONV_OK;
	     iterator = json_object_iter_next(object, iterator), named++) {
		named->name = json_object_iter_key(iterator);
		named->size = json_object_iter_key_len(iterator);
		if (patterns)
			result = take_pattern(subject,
			    (struct newsconv_text){named->name, named->size},
			    &named->pattern);
		if (result == NEWSCONV_OK)
			result = compile(subject->compiler,
			    json_object_iter_value(iterator), subject->resource,
			    &named->node);
	}
	if (!patterns && result == NEWSCONV_OK)
		qsort(all, count, sizeof(*all), compare_named);
	*(patterns ? &rule->patterns : &rule->named) = all;
	*(patterns ? &rule->pattern_count : &rule->named_count) = count;
	return result;
}

static int
take_reference(const struct subject *subject, const json_t *json,
    struct nc_schema_rule *rule)
{
	struct pending *pending = nc_arena_alloc(
	    arena_of(subject), sizeof(*pending));

	if (!json_is_string(json) ||
	    strlen(json_string_value(json)) != json_string_length(json))
		return refuse(subject, "is no reference");
	rule->nodes = nc_arena_alloc(arena_of(subject), sizeof(*rule->nodes));
	if (pending == NULL || rule->nodes == NULL)
		return no_memory(subject);
	rule->node_count = 1;
	pending->target = &rule->nodes[0];
	pending->resource = subject->resource;
	pending->reference = json_string_value(json);
	pending->json = subject->json;
	pending->next = subject->compiler->pending;
	subject->compiler->pending = pending;
	return NEWSCONV_OK;
}

static int
take_anchor(const struct subject *subject, const json_t *json)
{
	int result = NEWSCONV_INVALID;

	if (json_is_string(json) &&
	    strlen(json_string_value(json)) == json_string_length(json))
		result = nc_schema_places_add_anchor(&subject->compiler->places,
		    subject->resource, json_string_value(json), subject->node);
	if (result == NEWSCONV_NO_MEMORY)
		return no_memory(subject);
	return result < 0 ? refuse(subject,
				"is no name, or used twice, or "
				"there are too many")
			  : NEWSCONV_OK;
}

static int
take_dialect(const struct subject *subject, const json_t *json)
{
	static const char dialect[] =
	    "https://json-schema.org/draft/2020-12/schema";
	const char *text = json_string_value(json);

	if (text == NULL || strncmp(text, dialect, sizeof(dialect) - 1) != 0 ||
	    (text[sizeof(dialect) - 1] != '\0' &&
		strcmp(text + sizeof(dialect) - 1, "#") != 0))
		return refuse(subject, "is another than draft 2020-12");
	return NEWSCONV_OK;
}

/* Core, 8.2.1; before the other keywords, which it gives their base. */
static int
take_id(struct subject *subject)
{
	const json_t *json = json_object_get(subject->json, "$id");
	struct nc_schema_resource *resource = NULL;
	int result = NEWSCONV_INVALID;

	if (json == NULL && subject->resource != NULL)
		return NEWSCONV_OK;
	subject->keyword = "$id";
	if (json == NULL)
		result = nc_schema_places_add_resource(
		    &subject->compiler->places, NULL, "", subject->json,
		    &resource);
	else if (json_is_string(json) &&
	    strlen(json_string_value(json)) == json_string_length(json))
		result = nc_schema_places_add_resource(
		    &subject->compiler->places, subject->resource,
		    json_string_value(json), subject->json, &resource);
	if (result == NEWSCONV_NO_MEMORY)
		return no_memory(subject);
	if (result < 0)
		return refuse(subject,
		    "is no URI without fragment, or used "
		    "twice, or there are too many");
	subject->resource = resource;
	return NEWSCONV_OK;
}

static int
take_value(struct subject *subject, const struct keyword *keyword,
    const json_t *json, struct nc_schema_rule *rule)
{
	struct newsconv_text text = {
	    json_string_value(json), json_string_length(json)};

	switch (keyword->holds) {
	case DIALECT:
		return take_dialect(subject, json);
	case ANCHOR:
		return take_anchor(subject, json);
	case REFERENCE:
		return take_reference(subject, json, rule);
	case UNSUPPORTED:
		return refuse(subject, "is not supported");
	case TYPES:
		return take_types(subject, json);
	case LEAST:
		return take_count(subject, json, &rule->least);
	case MOST:
		return take_count(subject, json, &rule->most);
	case PATTERN:
		return text.data == NULL
		    ? refuse(subject, "is no string")
		    : take_pattern(subject, text, &rule->pattern);
	case NAME_LISTS:
		return take_name_lists(subject, json);
	case SCHEMA:
		return take_schema(subject, json, rule);
	case SCHEMAS:
		return take_schemas(subject, json, rule);
	case NAMED:
		return take_named(subject, json, false, rule);
	case PATTERNED:
		return take_named(subject, json, true, rule);
	default:
		return NEWSCONV_OK;
	}
}

/* Of the keywords whose value is only kept. */
static const char *
mistake(enum holds holds, const json_t *json)
{
	switch (holds) {
	case TEXT:
		return json_is_string(json) ? NULL : "is no string";
	case VALUES:
		return json_is_array(json) ? NULL : "is no array";
	case NUMBER:
		return json_is_number(json) ? NULL : "is no number";
	case ABOVE_ZERO:
		return json_is_number(json) && json_number_value(json) > 0
		    ? NULL
		    : "is no number above 0";
	case TRUTH:
		return json_is_boolean(json) ? NULL
					     : "is neither true nor false";
	case NAMES:
		return are_names(json) ? NULL : "is no array of strings";
	default:
		return NULL;
	}
}

/* -------------------------------------------------------------------- rules */

static struct nc_schema_rule *
new_rule(const struct subject *subject)
{
	struct nc_schema_rule *rule = nc_arena_alloc(
	    arena_of(subject), sizeof(*rule));

	if (rule == NULL)
		no_memory(subject);
	else
		rule->most = SIZE_MAX;
	return rule;
}

static void
put_rule(struct subject *subject, struct nc_schema_rule *rule, bool last)
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
take_keyword(struct subject *subject, const char *name, const json_t *json)
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
		    : refuse(subject, "is not understood");
	why = mistake(keyword->holds, json);
	if (why != NULL)
		return refuse(subject, why);
	if (keyword->check != NULL || keyword->slot != APART) {
		rule = new_rule(subject);
		if (rule == NULL)
			return NEWSCONV_NO_MEMORY;
	}
	rule->check = keyword->check;
	rule->types = keyword->types;
	rule->in_place = keyword->in_place;
	rule->json = json;
	result = take_value(subject, keyword, json, rule);
	if (keyword->slot != APART)
		subject->slots[keyword->slot] = rule;
	else if (keyword->check == nc_rule_unique && json_is_false(json))
		return result;
	else if (keyword->check != NULL)
		put_rule(subject, rule, keyword->last);
	return result;
}

/* properties, patternProperties and additionalProperties. */
static int
join_members(struct subject *subject)
{
	struct nc_schema_rule *properties = subject->slots[PROPERTIES];
	struct nc_schema_rule *patterns = subject->slots[PATTERN_PROPERTIES];
	struct nc_schema_rule *additional = subject->slots[ADDITIONAL], *rule;

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
	    : nc_arena_alloc(arena_of(subject), sizeof(*rule->nodes));
	if (rule->nodes == NULL)
		return no_memory(subject);
	put_rule(subject, rule, false);
	return NEWSCONV_OK;
}

static void
join_elements(struct subject *subject)
{
	struct nc_schema_rule *prefix = subject->slots[PREFIX];
	struct nc_schema_rule *items = subject->slots[ITEMS];
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
join_contains(struct subject *subject)
{
	struct nc_schema_rule *rule = subject->slots[CONTAINS];
	const struct nc_schema_rule *least = subject->slots[MIN_CONTAINS];
	const struct nc_schema_rule *most = subject->slots[MAX_CONTAINS];

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
join_condition(struct subject *subject)
{
	struct nc_schema_rule *rule = subject->slots[IF];
	const struct nc_schema_node **nodes;
	int i;

	if (rule == NULL)
		return NEWSCONV_OK;
	nodes = nc_arena_array(arena_of(subject), 3, sizeof(*nodes));
	if (nodes == NULL)
		return no_memory(subject);
	for (i = 0; i < 3; i++) {
		if (subject->slots[IF + i] != NULL)
			nodes[i] = subject->slots[IF + i]->nodes[0];
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
take_keywords(struct subject *subject)
{
	json_t *object = nc_json_unconst(subject->json);
	void *iterator;
	int result = take_id(subject);

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

static int
compile(struct compiler *compiler, const json_t *json,
    const struct nc_schema_resource *resource,
    const struct nc_schema_node **target)
{
	struct subject subject = {
	    .compiler = compiler, .json = json, .resource = resource};
	int result;

	subject.node = nc_arena_alloc(
	    compiler->schema->arena, sizeof(*subject.node));
	if (subject.node == NULL)
		return no_memory(&subject);
	*target = subject.node;
	if (json_is_boolean(json)) {
		subject.node->never = json_is_false(json);
		return NEWSCONV_OK;
	}
	if (!json_is_object(json))
		return refuse_at(compiler, json, "", "is no schema");
	if (++compiler->depth > DEPTH_MAX)
		return refuse_at(compiler, json, "", "nests too deep");
	result = nc_schema_places_add(&compiler->places, json, subject.node);
	if (result < 0)
		return no_memory(&subject);
	result = take_keywords(&subject);
	compiler->depth--;
	return result;
}

/* -------------------------------------------------------------------- whole */

static int
resolve_references(struct compiler *compiler)
{
	const struct pending *pending = compiler->pending;
	const char *why;

	for (; pending != NULL; pending = pending->next) {
		int result = nc_schema_places_resolve(&compiler->places,
		    pending->resource, pending->reference, pending->target,
		    &why);

		if (result == NEWSCONV_NO_MEMORY)
			return nc_error_memory(compiler->error);
		if (result < 0)
			return refuse_at(
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
find_heights(struct compiler *compiler)
{
	const struct nc_schema_places *places = &compiler->places;
	size_t i;

	for (i = 0; i < places->slot_count; i++) {
		if (places->slots[i].json != NULL &&
		    !find_height(places->slots[i].node, 1))
			return refuse_at(compiler, places->slots[i].json, "",
			    "applies itself to the same value, or too many "
			    "others");
	}
	return NEWSCONV_OK;
}

static int
load(struct nc_json_schema *schema, struct newsconv_text text,
    struct newsconv_error *error)
{
	struct compiler compiler = {.schema = schema, .error = error};
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
	result = compile(&compiler, schema->json, NULL, &schema->root);
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
