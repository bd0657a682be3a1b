/*
 * A schema is compiled once into nodes, one a subschema, so that checking a
 * value looks up its own members and not those of the schema; see
 * json_schema.h for what is understood.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "json_pattern.h"
#include "json_schema.h"
#include "memory.h"

enum {
	TYPE_NULL = 1,
	TYPE_BOOLEAN = 2,
	TYPE_INTEGER = 4,
	TYPE_NUMBER = 8, /* any number */
	TYPE_STRING = 16,
	TYPE_ARRAY = 32,
	TYPE_OBJECT = 64,
	/* Of the schema, and of references within a value. */
	DEPTH_MAX = 200,
	ARENA_MAX = 16 * 1024 * 1024
};

struct member {
	const char *name;
	const struct node *node; /* NULL in `required` */
};

struct node {
	bool never;     /* the schema `false` */
	unsigned types; /* 0: any */
	const json_t *constant;
	const json_t *choices;   /* enum */
	const struct node **any; /* anyOf */
	size_t any_count;
	const struct node *reference;
	struct member *members; /* properties */
	size_t member_count;
	struct member *required;
	size_t required_count;
	const struct node *additional;
	const struct node *items;
	size_t min_items, min_length;
	bool unique;
	bool has_minimum, has_maximum;
	double minimum, maximum;
	const struct nc_pattern *pattern;
	const char *pattern_source;
};

struct definition {
	const char *name;
	struct node *node;
};

struct nc_json_schema {
	struct nc_arena *arena;
	json_t *json; /* constants and names point into it */
	struct definition *definitions;
	size_t definition_count;
	struct node *root;
};

struct compiler {
	struct nc_json_schema *schema;
	struct newsconv_error *error;
	const char *keyword; /* being compiled */
	unsigned depth;
};

static int compile(
    struct compiler *compiler, const json_t *json, struct node *node);

/* ---------------------------------------------------------------- compiling */

static int
refuse(const struct compiler *compiler, const char *why)
{
	return nc_error_set(compiler->error, NEWSCONV_UNSUPPORTED,
	    "JSON schema keyword \"%s\": %s", compiler->keyword, why);
}

static struct node *
new_node(struct compiler *compiler)
{
	struct node *node = nc_arena_alloc(
	    compiler->schema->arena, sizeof(*node));

	if (node == NULL)
		nc_error_memory(compiler->error);
	return node;
}

static int
compile_new(
    struct compiler *compiler, const json_t *json, const struct node **target)
{
	struct node *node = new_node(compiler);
	int result;

	if (node == NULL)
		return NEWSCONV_NO_MEMORY;
	result = compile(compiler, json, node);
	if (result == NEWSCONV_OK)
		*target = node;
	return result;
}

static int
keyword_annotation(
    struct compiler *compiler, const json_t *value, struct node *node)
{
	(void)node;
	return json_is_string(value) ? NEWSCONV_OK
				     : refuse(compiler, "not a string");
}

static int
keyword_dialect(
    struct compiler *compiler, const json_t *value, struct node *node)
{
	(void)node;
	if (!json_is_string(value) ||
	    strcmp(json_string_value(value),
		"https://json-schema.org/draft/2020-12/schema") != 0)
		return refuse(compiler, "only draft 2020-12 is known");
	return NEWSCONV_OK;
}

/* Below the root they would change what a reference means. */
static int
keyword_root_only(
    struct compiler *compiler, const json_t *value, struct node *node)
{
	(void)value;
	return node == compiler->schema->root
	    ? NEWSCONV_OK
	    : refuse(compiler, "is understood at the root only");
}

static unsigned
type_named(const char *name)
{
	static const struct {
		const char *name;
		unsigned type;
	} types[] = {{"null", TYPE_NULL}, {"boolean", TYPE_BOOLEAN},
	    {"integer", TYPE_INTEGER}, {"number", TYPE_NUMBER},
	    {"string", TYPE_STRING}, {"array", TYPE_ARRAY},
	    {"object", TYPE_OBJECT}};
	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (strcmp(types[i].name, name) == 0)
			return types[i].type;
	}
	return 0;
}

static int
keyword_type(struct compiler *compiler, const json_t *value, struct node *node)
{
	size_t count = json_is_array(value) ? json_array_size(value) : 1, i;

	for (i = 0; i < count; i++) {
		const json_t *name = json_is_array(value)
		    ? json_array_get(value, i)
		    : value;
		unsigned type = json_is_string(name)
		    ? type_named(json_string_value(name))
		    : 0;

		if (type == 0)
			return refuse(compiler, "names no type");
		node->types |= type;
	}
	return count > 0 ? NEWSCONV_OK : refuse(compiler, "an empty array");
}

static int
keyword_const(struct compiler *compiler, const json_t *value, struct node *node)
{
	(void)compiler;
	node->constant = value;
	return NEWSCONV_OK;
}

static int
keyword_enum(struct compiler *compiler, const json_t *value, struct node *node)
{
	if (!json_is_array(value))
		return refuse(compiler, "not an array");
	node->choices = value;
	return NEWSCONV_OK;
}

static int
keyword_any(struct compiler *compiler, const json_t *value, struct node *node)
{
	size_t i, count = json_array_size(value);

	if (!json_is_array(value) || count == 0)
		return refuse(compiler, "not an array with elements");
	node->any = nc_arena_array(
	    compiler->schema->arena, count, sizeof(*node->any));
	if (node->any == NULL)
		return nc_error_memory(compiler->error);
	for (i = 0; i < count; i++) {
		int result = compile_new(
		    compiler, json_array_get(value, i), &node->any[i]);

		if (result < 0)
			return result;
	}
	node->any_count = count;
	return NEWSCONV_OK;
}

static int
keyword_ref(struct compiler *compiler, const json_t *value, struct node *node)
{
	static const char prefix[] = "#/$defs/";
	const struct nc_json_schema *schema = compiler->schema;
	const char *name;
	size_t i;

	if (!json_is_string(value) ||
	    strncmp(json_string_value(value), prefix, sizeof(prefix) - 1) != 0)
		return refuse(compiler, "only \"#/$defs/name\" is understood");
	name = json_string_value(value) + sizeof(prefix) - 1;
	if (strpbrk(name, "/~%") != NULL)
		return refuse(compiler, "only \"#/$defs/name\" is understood");
	for (i = 0; i < schema->definition_count; i++) {
		if (strcmp(schema->definitions[i].name, name) == 0) {
			node->reference = schema->definitions[i].node;
			return NEWSCONV_OK;
		}
	}
	return refuse(compiler, "names nothing");
}

static int
keyword_properties(
    struct compiler *compiler, const json_t *value, struct node *node)
{
	size_t count = json_object_size(value), i = 0;
	void *iterator;

	if (!json_is_object(value))
		return refuse(compiler, "not an object");
	node->members = nc_arena_array(
	    compiler->schema->arena, count, sizeof(*node->members));
	if (node->members == NULL)
		return nc_error_memory(compiler->error);
	/* jansson's iterators want a json_t that is not const. */
	for (iterator = json_object_iter((json_t *)(uintptr_t)value);
	     iterator != NULL; iterator = json_object_iter_next(
				   (json_t *)(uintptr_t)value, iterator)) {
		struct member *member = &node->members[i++];
		int result;

		member->name = json_object_iter_key(iterator);
		result = compile_new(
		    compiler, json_object_iter_value(iterator), &member->node);
		if (result < 0)
			return result;
	}
	node->member_count = count;
	return NEWSCONV_OK;
}

static int
keyword_required(
    struct compiler *compiler, const json_t *value, struct node *node)
{
	size_t count = json_array_size(value), i;

	if (!json_is_array(value))
		return refuse(compiler, "not an array");
	node->required = nc_arena_array(
	    compiler->schema->arena, count, sizeof(*node->required));
	if (node->required == NULL)
		return nc_error_memory(compiler->error);
	for (i = 0; i < count; i++) {
		node->required[i].name = json_string_value(
		    json_array_get(value, i));
		if (node->required[i].name == NULL)
			return refuse(compiler, "not an array of strings");
	}
	node->required_count = count;
	return NEWSCONV_OK;
}

static int
keyword_additional(
    struct compiler *compiler, const json_t *value, struct node *node)
{
	return compile_new(compiler, value, &node->additional);
}

static int
keyword_items(struct compiler *compiler, const json_t *value, struct node *node)
{
	return compile_new(compiler, value, &node->items);
}

/* From 2 to the 53rd on every double is; floor() would need libm. */
static bool
is_integral(double number)
{
	return number >= 9007199254740992.0 || number <= -9007199254740992.0 ||
	    (double)(int64_t)number == number;
}

static int
count_of(struct compiler *compiler, const json_t *value, size_t *count)
{
	double number = json_number_value(value);

	if (!json_is_number(value) || number < 0 || number > 1e9 ||
	    !is_integral(number))
		return refuse(compiler, "not a count");
	*count = (size_t)number;
	return NEWSCONV_OK;
}

static int
keyword_min_items(
    struct compiler *compiler, const json_t *value, struct node *node)
{
	return count_of(compiler, value, &node->min_items);
}

static int
keyword_min_length(
    struct compiler *compiler, const json_t *value, struct node *node)
{
	return count_of(compiler, value, &node->min_length);
}

static int
keyword_unique(
    struct compiler *compiler, const json_t *value, struct node *node)
{
	if (!json_is_boolean(value))
		return refuse(compiler, "not true or false");
	node->unique = json_is_true(value);
	return NEWSCONV_OK;
}

static int
keyword_minimum(
    struct compiler *compiler, const json_t *value, struct node *node)
{
	if (!json_is_number(value))
		return refuse(compiler, "not a number");
	node->has_minimum = true;
	node->minimum = json_number_value(value);
	return NEWSCONV_OK;
}

static int
keyword_maximum(
    struct compiler *compiler, const json_t *value, struct node *node)
{
	if (!json_is_number(value))
		return refuse(compiler, "not a number");
	node->has_maximum = true;
	node->maximum = json_number_value(value);
	return NEWSCONV_OK;
}

static int
keyword_pattern(
    struct compiler *compiler, const json_t *value, struct node *node)
{
	const char *source = json_string_value(value);
	int result = NEWSCONV_UNSUPPORTED;

	if (source != NULL && strlen(source) == json_string_length(value))
		result = nc_pattern_compile(
		    &node->pattern, compiler->schema->arena, source);
	if (result == NEWSCONV_NO_MEMORY)
		return nc_error_memory(compiler->error);
	if (result < 0)
		return refuse(compiler, "goes beyond what is understood");
	node->pattern_source = source;
	return NEWSCONV_OK;
}

static const struct {
	const char *name;
	int (*compile)(struct compiler *, const json_t *, struct node *);
} keywords[] = {
    {"$defs", keyword_root_only},
    {"$id", keyword_root_only},
    {"$ref", keyword_ref},
    {"$schema", keyword_dialect},
    {"additionalProperties", keyword_additional},
    {"anyOf", keyword_any},
    {"const", keyword_const},
    {"description", keyword_annotation},
    {"enum", keyword_enum},
    {"format", keyword_annotation},
    {"items", keyword_items},
    {"maximum", keyword_maximum},
    {"minItems", keyword_min_items},
    {"minLength", keyword_min_length},
    {"minimum", keyword_minimum},
    {"pattern", keyword_pattern},
    {"properties", keyword_properties},
    {"required", keyword_required},
    {"title", keyword_annotation},
    {"type", keyword_type},
    {"uniqueItems", keyword_unique},
};

static int
compile_keyword(struct compiler *compiler, const char *name,
    const json_t *value, struct node *node)
{
	size_t i;

	for (i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++) {
		if (strcmp(keywords[i].name, name) == 0) {
			compiler->keyword = keywords[i].name;
			return keywords[i].compile(compiler, value, node);
		}
	}
	compiler->keyword = name;
	return refuse(compiler, "is not understood");
}

static int
compile(struct compiler *compiler, const json_t *json, struct node *node)
{
	json_t *object = (json_t *)(uintptr_t)json;
	void *iterator;
	int result = NEWSCONV_OK;

	if (json_is_boolean(json)) {
		node->never = json_is_false(json);
		return NEWSCONV_OK;
	}
	if (!json_is_object(json))
		return refuse(compiler, "holds a schema that is no object");
	if (++compiler->depth > DEPTH_MAX)
		return refuse(compiler, "nests too deep");
	for (iterator = json_object_iter(object);
	     iterator != NULL && result == NEWSCONV_OK;
	     iterator = json_object_iter_next(object, iterator))
		result = compile_keyword(compiler,
		    json_object_iter_key(iterator),
		    json_object_iter_value(iterator), node);
	compiler->depth--;
	return result;
}

/* Nodes for all definitions come first, since references may go forward. */
static int
compile_definitions(struct compiler *compiler)
{
	struct nc_json_schema *schema = compiler->schema;
	json_t *definitions = json_object_get(schema->json, "$defs");
	size_t count = json_object_size(definitions), i = 0;
	void *iterator;
	int result = NEWSCONV_OK;

	compiler->keyword = "$defs";
	if (definitions != NULL && !json_is_object(definitions))
		return refuse(compiler, "not an object");
	schema->definitions = nc_arena_array(
	    schema->arena, count, sizeof(*schema->definitions));
	if (schema->definitions == NULL)
		return nc_error_memory(compiler->error);
	for (iterator = json_object_iter(definitions); iterator != NULL;
	     iterator = json_object_iter_next(definitions, iterator)) {
		schema->definitions[i].name = json_object_iter_key(iterator);
		schema->definitions[i].node = new_node(compiler);
		if (schema->definitions[i++].node == NULL)
			return NEWSCONV_NO_MEMORY;
	}
	schema->definition_count = count;
	for (i = 0; i < count && result == NEWSCONV_OK; i++)
		result = compile(compiler,
		    json_object_get(definitions, schema->definitions[i].name),
		    schema->definitions[i].node);
	return result;
}

static int
load(struct nc_json_schema *schema, struct newsconv_text text,
    struct newsconv_error *error)
{
	struct compiler compiler = {schema, error, "", 0};
	json_error_t why;
	int result;

	schema->arena = nc_arena_new(ARENA_MAX);
	if (schema->arena == NULL)
		return nc_error_memory(error);
	schema->json = json_loadb(text.data, text.size,
	    JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL, &why);
	if (schema->json == NULL)
		return nc_error_set(error, NEWSCONV_UNSUPPORTED,
		    "JSON schema: %s in line %d", why.text, why.line);
	schema->root = new_node(&compiler);
	if (schema->root == NULL)
		return NEWSCONV_NO_MEMORY;
	result = compile_definitions(&compiler);
	if (result == NEWSCONV_OK)
		result = compile(&compiler, schema->json, schema->root);
	return result;
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

/* ----------------------------------------------------------------- checking */

static bool valid(const struct node *node, const json_t *value, unsigned depth,
    struct nc_json_fault *fault);

static bool
fail(struct nc_json_fault *fault, const char *text, const char *name)
{
	fault->path[0] = '\0';
	snprintf(fault->text, sizeof(fault->text), "%s%.100s", text, name);
	return false;
}

/* Going back up: put a step before the path. */
static void
prepend(struct nc_json_fault *fault, const char *name, size_t index)
{
	char path[sizeof(fault->path)];

	memcpy(path, fault->path, sizeof(path));
	if (name != NULL)
		snprintf(fault->path, sizeof(fault->path), "/%.80s%.170s", name,
		    path);
	else
		snprintf(fault->path, sizeof(fault->path), "/%zu%.200s", index,
		    path);
}

static bool equal(const json_t *a, const json_t *b);

static bool
equal_objects(const json_t *a, const json_t *b)
{
	json_t *object = (json_t *)(uintptr_t)a;
	void *iterator;

	if (json_object_size(a) != json_object_size(b))
		return false;
	for (iterator = json_object_iter(object); iterator != NULL;
	     iterator = json_object_iter_next(object, iterator)) {
		const json_t *other = json_object_getn(b,
		    json_object_iter_key(iterator),
		    json_object_iter_key_len(iterator));

		if (other == NULL ||
		    !equal(json_object_iter_value(iterator), other))
			return false;
	}
	return true;
}

/* Core, 4.2.2: numbers by value, so that 1 and 1.0 are equal. */
static bool
equal(const json_t *a, const json_t *b)
{
	size_t i;

	if (json_is_integer(a) && json_is_integer(b))
		return json_integer_value(a) == json_integer_value(b);
	if (json_is_number(a) && json_is_number(b))
		return json_number_value(a) == json_number_value(b);
	if (json_typeof(a) != json_typeof(b))
		return false;
	if (json_is_object(a))
		return equal_objects(a, b);
	if (!json_is_array(a))
		return json_equal(a, b) == 1;
	if (json_array_size(a) != json_array_size(b))
		return false;
	for (i = 0; i < json_array_size(a); i++) {
		if (!equal(json_array_get(a, i), json_array_get(b, i)))
			return false;
	}
	return true;
}

static uint64_t
mix(uint64_t hash, const void *data, size_t size)
{
	const unsigned char *bytes = data;
	size_t i;

	for (i = 0; i < size; i++)
		hash = (hash ^ bytes[i]) * 0x100000001b3u; /* FNV-1a */
	return hash;
}

/* Equal values have equal hashes; members are added up, in any order. */
static uint64_t
hash_of(const json_t *value)
{
	json_t *object = (json_t *)(uintptr_t)value;
	uint64_t hash = 0xcbf29ce484222325u, part;
	double number;
	void *iterator;
	size_t i;

	switch (json_typeof(value)) {
	case JSON_INTEGER:
	case JSON_REAL:
		number = json_number_value(value) + 0.0; /* -0 is 0 */
		return mix(hash + 1, &number, sizeof(number));
	case JSON_STRING:
		return mix(hash + 2, json_string_value(value),
		    json_string_length(value));
	case JSON_ARRAY:
		for (i = 0; i < json_array_size(value); i++) {
			part = hash_of(json_array_get(value, i));
			hash = mix(hash, &part, sizeof(part));
		}
		return hash + 3;
	case JSON_OBJECT:
		for (iterator = json_object_iter(object); iterator != NULL;
		     iterator = json_object_iter_next(object, iterator)) {
			part = hash_of(json_object_iter_value(iterator));
			hash += mix(part, json_object_iter_key(iterator),
			    json_object_iter_key_len(iterator));
		}
		return hash + 4;
	default:
		return hash + 5 + (uint64_t)json_typeof(value);
	}
}

struct hashed {
	uint64_t hash;
	const json_t *value;
};

static int
compare_hashed(const void *a, const void *b)
{
	const struct hashed *x = a, *y = b;

	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

/* By hashes: comparing all pairs would take for ever on a hostile array. */
static bool
all_differ(const json_t *array, bool *out_of_memory)
{
	size_t count = json_array_size(array), i;
	struct hashed *hashes = calloc(count + 1, sizeof(*hashes));
	bool differ = true;

	*out_of_memory = hashes == NULL;
	if (hashes == NULL)
		return false;
	for (i = 0; i < count; i++) {
		hashes[i].value = json_array_get(array, i);
		hashes[i].hash = hash_of(hashes[i].value);
	}
	qsort(hashes, count, sizeof(*hashes), compare_hashed);
	for (i = 1; i < count && differ; i++)
		differ = hashes[i].hash != hashes[i - 1].hash ||
		    !equal(hashes[i].value, hashes[i - 1].value);
	free(hashes);
	return differ;
}

static unsigned
types_of(const json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		return TYPE_OBJECT;
	case JSON_ARRAY:
		return TYPE_ARRAY;
	case JSON_STRING:
		return TYPE_STRING;
	case JSON_INTEGER:
		return TYPE_INTEGER | TYPE_NUMBER;
	case JSON_REAL:
		/* Validation, 6.1.1: 1.0 is an integer. */
		if (is_integral(json_real_value(value)))
			return TYPE_INTEGER | TYPE_NUMBER;
		return TYPE_NUMBER;
	case JSON_TRUE:
	case JSON_FALSE:
		return TYPE_BOOLEAN;
	case JSON_NULL:
		break;
	}
	return TYPE_NULL;
}

static bool
valid_number(
    const struct node *node, const json_t *value, struct nc_json_fault *fault)
{
	double number = json_number_value(value);

	if (node->has_minimum && number < node->minimum)
		return fail(fault, "is below the minimum", "");
	if (node->has_maximum && number > node->maximum)
		return fail(fault, "is above the maximum", "");
	return true;
}

static bool
valid_string(
    const struct node *node, const json_t *value, struct nc_json_fault *fault)
{
	const char *text = json_string_value(value);
	size_t size = json_string_length(value), characters = 0, i;

	for (i = 0; i < size; i++)
		characters += ((unsigned char)text[i] & 0xc0) != 0x80;
	if (characters < node->min_length)
		return fail(fault, "is too short", "");
	if (node->pattern != NULL &&
	    !nc_pattern_matches(node->pattern, text, size))
		return fail(fault, "does not match ", node->pattern_source);
	return true;
}

static bool
valid_array(const struct node *node, const json_t *value, unsigned depth,
    struct nc_json_fault *fault)
{
	size_t count = json_array_size(value), i;
	bool out_of_memory = false;

	if (count < node->min_items)
		return fail(fault, "has too few elements", "");
	if (node->unique && !all_differ(value, &out_of_memory))
		return fail(fault,
		    out_of_memory ? "could not be checked: out of memory"
				  : "has equal elements",
		    "");
	for (i = 0; node->items != NULL && i < count; i++) {
		if (!valid(
			node->items, json_array_get(value, i), depth, fault)) {
			prepend(fault, NULL, i);
			return false;
		}
	}
	return true;
}

static const struct node *
member_node(const struct node *node, const char *name, size_t size)
{
	size_t i;

	for (i = 0; i < node->member_count; i++) {
		if (strncmp(node->members[i].name, name, size) == 0 &&
		    node->members[i].name[size] == '\0')
			return node->members[i].node;
	}
	return node->additional;
}

static bool
valid_object(const struct node *node, const json_t *value, unsigned depth,
    struct nc_json_fault *fault)
{
	json_t *object = (json_t *)(uintptr_t)value;
	void *iterator;
	size_t i;

	for (i = 0; i < node->required_count; i++) {
		if (json_object_get(value, node->required[i].name) == NULL)
			return fail(fault, "lacks ", node->required[i].name);
	}
	for (iterator = json_object_iter(object); iterator != NULL;
	     iterator = json_object_iter_next(object, iterator)) {
		const char *name = json_object_iter_key(iterator);
		const struct node *member = member_node(
		    node, name, json_object_iter_key_len(iterator));

		if (member == NULL)
			continue;
		if (member->never) {
			return fail(fault, "has an unknown member ", name);
		}
		if (!valid(member, json_object_iter_value(iterator), depth,
			fault)) {
			prepend(fault, name, 0);
			return false;
		}
	}
	return true;
}

static bool
valid_choice(const struct node *node, const json_t *value, unsigned depth,
    struct nc_json_fault *fault)
{
	size_t i;

	if (node->constant != NULL && !equal(node->constant, value))
		return fail(fault, "is not the only value allowed", "");
	if (node->choices != NULL) {
		for (i = 0; i < json_array_size(node->choices); i++) {
			if (equal(json_array_get(node->choices, i), value))
				break;
		}
		if (i == json_array_size(node->choices))
			return fail(
			    fault, "is not one of the values allowed", "");
	}
	for (i = 0; i < node->any_count; i++) {
		if (valid(node->any[i], value, depth, fault))
			break;
	}
	/* Of several faults the last alternative's is as good as any. */
	return node->any_count == 0 || i < node->any_count;
}

static bool
valid(const struct node *node, const json_t *value, unsigned depth,
    struct nc_json_fault *fault)
{
	unsigned types = types_of(value);

	if (++depth > DEPTH_MAX)
		return fail(fault, "nests too deep to be checked", "");
	if (node->never)
		return fail(fault, "is not allowed", "");
	if (node->types != 0 && (node->types & types) == 0)
		return fail(fault, "has the wrong type", "");
	if (node->reference != NULL &&
	    !valid(node->reference, value, depth, fault))
		return false;
	if (!valid_choice(node, value, depth, fault))
		return false;
	if ((types & TYPE_NUMBER) != 0)
		return valid_number(node, value, fault);
	if ((types & TYPE_STRING) != 0)
		return valid_string(node, value, fault);
	if ((types & TYPE_ARRAY) != 0)
		return valid_array(node, value, depth, fault);
	if ((types & TYPE_OBJECT) != 0)
		return valid_object(node, value, depth, fault);
	return true;
}

bool
nc_json_schema_valid(const struct nc_json_schema *schema, const json_t *value,
    struct nc_json_fault *fault)
{
	return valid(schema->root, value, 0, fault);
}
