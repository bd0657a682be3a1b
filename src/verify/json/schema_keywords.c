/*
 * Each function takes one thing that a keyword may hold, and refuses all else
 * with the place in the schema, so that its author finds it.
 */
#include <stdio.h>
#include <stdlib.h>

#include "error.h"
#include "json_value.h"
#include "schema_keywords.h"

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

int
nc_schema_refuse_at(struct nc_schema_compiler *compiler, const json_t *json,
    const char *keyword, const char *why)
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

int
nc_schema_refuse(const struct nc_schema_subject *subject, const char *why)
{
	return nc_schema_refuse_at(
	    subject->compiler, subject->json, subject->keyword, why);
}

int
nc_schema_no_memory(const struct nc_schema_subject *subject)
{
	return nc_error_memory(subject->compiler->error);
}

/* ------------------------------------------------------ what keywords hold */

static int
take_count(
    const struct nc_schema_subject *subject, const json_t *json, size_t *count)
{
	if (!json_is_number(json) || !nc_json_is_integral(json) ||
	    json_number_value(json) < 0 || json_number_value(json) > 1e15)
		return nc_schema_refuse(subject, "is no count");
	*count = (size_t)json_number_value(json);
	return NEWSCONV_OK;
}

static int
take_types(struct nc_schema_subject *subject, const json_t *json)
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
			return nc_schema_refuse(subject, "names no type");
		subject->node->types |= type;
	}
	return count > 0 ? NEWSCONV_OK
			 : nc_schema_refuse(subject, "is an empty array");
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
take_name_lists(const struct nc_schema_subject *subject, const json_t *json)
{
	json_t *object = nc_json_unconst(json);
	void *iterator;

	if (!json_is_object(json))
		return nc_schema_refuse(subject, "is no object");
	for (iterator = json_object_iter(object); iterator != NULL;
	     iterator = json_object_iter_next(object, iterator)) {
		if (!are_names(json_object_iter_value(iterator)))
			return nc_schema_refuse(subject,
			    "holds what is no array of "
			    "strings");
	}
	return NEWSCONV_OK;
}

static int
take_pattern(const struct nc_schema_subject *subject,
    struct newsconv_text source, const struct nc_pattern **pattern)
{
	const char *why = NULL;
	char text[256];
	int result = nc_pattern_compile(
	    pattern, subject->compiler->schema->arena, source, &why);

	if (result == NEWSCONV_NO_MEMORY)
		return nc_schema_no_memory(subject);
	if (result == NEWSCONV_OK)
		return result;
	snprintf(text, sizeof(text), "has a pattern that %s: %.100s", why,
	    source.data);
	return nc_schema_refuse(subject, text);
}

static int
take_schemas(const struct nc_schema_subject *subject, const json_t *json,
    struct nc_schema_rule *rule)
{
	size_t count = json_array_size(json), i;
	int result = NEWSCONV_OK;

	if (!json_is_array(json) || count == 0)
		return nc_schema_refuse(subject, "is no array with schemas");
	/* One more, for what stands behind prefixItems. */
	rule->nodes = nc_arena_array(
	    subject->compiler->schema->arena, count + 1, sizeof(*rule->nodes));
	if (rule->nodes == NULL)
		return nc_schema_no_memory(subject);
	for (i = 0; i < count && result == NEWSCONV_OK; i++)
		result = nc_schema_compile_one(subject->compiler,
		    json_array_get(json, i), subject->resource,
		    &rule->nodes[i]);
	rule->node_count = count;
	return result;
}

static int
take_schema(const struct nc_schema_subject *subject, const json_t *json,
    struct nc_schema_rule *rule)
{
	rule->nodes = nc_arena_alloc(
	    subject->compiler->schema->arena, sizeof(*rule->nodes));
	if (rule->nodes == NULL)
		return nc_schema_no_memory(subject);
	rule->node_count = 1;
	return nc_schema_compile_one(
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
take_named(const struct nc_schema_subject *subject, const json_t *json,
    bool patterns, struct nc_schema_rule *rule)
{
	json_t *object = nc_json_unconst(json);
	size_t count = json_object_size(json);
	struct nc_schema_named *all = nc_arena_array(
	    subject->compiler->schema->arena, count, sizeof(*all));
	struct nc_schema_named *named = all;
	void *iterator;
	int result = NEWSCONV_OK;

	if (!json_is_object(json))
		return nc_schema_refuse(subject, "is no object");
	if (all == NULL)
		return nc_schema_no_memory(subject);
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
			result = nc_schema_compile_one(subject->compiler,
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
take_reference(const struct nc_schema_subject *subject, const json_t *json,
    struct nc_schema_rule *rule)
{
	struct nc_schema_pending *pending = nc_arena_alloc(
	    subject->compiler->schema->arena, sizeof(*pending));

	if (!json_is_string(json) ||
	    strlen(json_string_value(json)) != json_string_length(json))
		return nc_schema_refuse(subject, "is no reference");
	rule->nodes = nc_arena_alloc(
	    subject->compiler->schema->arena, sizeof(*rule->nodes));
	if (pending == NULL || rule->nodes == NULL)
		return nc_schema_no_memory(subject);
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
take_anchor(const struct nc_schema_subject *subject, const json_t *json)
{
	int result = NEWSCONV_INVALID;

	if (json_is_string(json) &&
	    strlen(json_string_value(json)) == json_string_length(json))
		result = nc_schema_places_add_anchor(&subject->compiler->places,
		    subject->resource, json_string_value(json), subject->node);
	if (result == NEWSCONV_NO_MEMORY)
		return nc_schema_no_memory(subject);
	return result < 0 ? nc_schema_refuse(subject,
				"is no name, or used twice, or "
				"there are too many")
			  : NEWSCONV_OK;
}

static int
take_dialect(const struct nc_schema_subject *subject, const json_t *json)
{
	static const char dialect[] =
	    "https://json-schema.org/draft/2020-12/schema";
	const char *text = json_string_value(json);

	if (text == NULL || strncmp(text, dialect, sizeof(dialect) - 1) != 0 ||
	    (text[sizeof(dialect) - 1] != '\0' &&
		strcmp(text + sizeof(dialect) - 1, "#") != 0))
		return nc_schema_refuse(
		    subject, "is another than draft 2020-12");
	return NEWSCONV_OK;
}

/* Core, 8.2.1; before the other keywords, which it gives their base. */
int
nc_schema_take_id(struct nc_schema_subject *subject)
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
		return nc_schema_no_memory(subject);
	if (result < 0)
		return nc_schema_refuse(subject,
		    "is no URI without fragment, or used "
		    "twice, or there are too many");
	subject->resource = resource;
	return NEWSCONV_OK;
}

int
nc_schema_take(struct nc_schema_subject *subject, enum nc_schema_holds holds,
    const json_t *json, struct nc_schema_rule *rule)
{
	struct newsconv_text text = {
	    json_string_value(json), json_string_length(json)};

	switch (holds) {
	case NC_HOLDS_DIALECT:
		return take_dialect(subject, json);
	case NC_HOLDS_ANCHOR:
		return take_anchor(subject, json);
	case NC_HOLDS_REFERENCE:
		return take_reference(subject, json, rule);
	case NC_HOLDS_UNSUPPORTED:
		return nc_schema_refuse(subject, "is not supported");
	case NC_HOLDS_TYPES:
		return take_types(subject, json);
	case NC_HOLDS_LEAST:
		return take_count(subject, json, &rule->least);
	case NC_HOLDS_MOST:
		return take_count(subject, json, &rule->most);
	case NC_HOLDS_PATTERN:
		return text.data == NULL
		    ? nc_schema_refuse(subject, "is no string")
		    : take_pattern(subject, text, &rule->pattern);
	case NC_HOLDS_NAME_LISTS:
		return take_name_lists(subject, json);
	case NC_HOLDS_SCHEMA:
		return take_schema(subject, json, rule);
	case NC_HOLDS_SCHEMAS:
		return take_schemas(subject, json, rule);
	case NC_HOLDS_NAMED:
		return take_named(subject, json, false, rule);
	case NC_HOLDS_PATTERNED:
		return take_named(subject, json, true, rule);
	default:
		return NEWSCONV_OK;
	}
}

/* Of the keywords whose value is only kept. */
const char *
nc_schema_mistake(enum nc_schema_holds holds, const json_t *json)
{
	switch (holds) {
	case NC_HOLDS_TEXT:
		return json_is_string(json) ? NULL : "is no string";
	case NC_HOLDS_VALUES:
		return json_is_array(json) ? NULL : "is no array";
	case NC_HOLDS_NUMBER:
		return json_is_number(json) ? NULL : "is no number";
	case NC_HOLDS_ABOVE_ZERO:
		return json_is_number(json) && json_number_value(json) > 0
		    ? NULL
		    : "is no number above 0";
	case NC_HOLDS_TRUTH:
		return json_is_boolean(json) ? NULL
					     : "is neither true nor false";
	case NC_HOLDS_NAMES:
		return are_names(json) ? NULL : "is no array of strings";
	default:
		return NULL;
	}
}
