/* The subset of JSON Schema: what it decides, and that it refuses the rest. */
#include "unit.h"

#include <jansson.h>

#include "json_schema.h"
#include "schemas.h"

static struct nc_json_schema *
compile(const char *text)
{
	struct nc_json_schema *schema = NULL;
	struct newsconv_text source = {text, strlen(text)};
	struct newsconv_error error;

	if (nc_json_schema_compile(&schema, source, &error) < 0)
		fail_msg("%s: %s", text, error.text);
	return schema;
}

/* NULL when valid, else the path of the fault. */
static const char *
fault_in(const char *schema_text, const char *value_text)
{
	static struct nc_json_fault fault;
	struct nc_json_schema *schema = compile(schema_text);
	json_t *value = json_loads(
	    value_text, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
	bool valid;

	assert_non_null(value);
	valid = nc_json_schema_valid(schema, value, &fault);
	json_decref(value);
	nc_json_schema_free(schema);
	return valid ? NULL : fault.path;
}

static void
yes(const char *schema, const char *value)
{
	if (fault_in(schema, value) != NULL)
		fail_msg("%s refuses %s", schema, value);
}

static void
no(const char *schema, const char *value)
{
	if (fault_in(schema, value) == NULL)
		fail_msg("%s takes %s", schema, value);
}

static void
unknown_keywords_are_refused(void **state)
{
	static const char *const schemas[] = {"{\"not\": {}}",
	    "{\"oneOf\": []}", "{\"maxLength\": 1}", "{\"$anchor\": \"a\"}",
	    "{\"items\": {\"contains\": {}}}", "{\"Type\": \"string\"}",
	    "{\"properties\": {\"a\": {\"$id\": \"x\"}}}",
	    "{\"$ref\": \"http://example.org/\"}", "{\"$ref\": \"#/$defs/a\"}",
	    "{\"$schema\": \"http://json-schema.org/draft-07/schema#\"}",
	    "{\"type\": \"text\"}", "{\"pattern\": \"(?=a)\"}",
	    "{\"minimum\": \"1\"}", "[]", "{", "3"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(schemas) / sizeof(schemas[0]); i++) {
		struct nc_json_schema *schema = NULL;
		struct newsconv_text text = {schemas[i], strlen(schemas[i])};
		struct newsconv_error error;

		assert_int_equal(nc_json_schema_compile(&schema, text, &error),
		    NEWSCONV_UNSUPPORTED);
		assert_null(schema);
		assert_true(error.text[0] != '\0');
	}
}

static void
patterns_match_the_whole_only_when_anchored(void **state)
{
	(void)state;
	yes("{\"pattern\": \"a+\"}", "\"xaax\"");
	no("{\"pattern\": \"^a+$\"}", "\"xaax\"");
	no("{\"pattern\": \"^a+$\"}", "\"aa\\n\"");
	no("{\"pattern\": \"^a+$\"}", "\"aa\\u0000\"");
	yes("{\"pattern\": \"^[0-9]{2}(-[0-9]{2})?$\"}", "\"12-34\"");
	yes("{\"pattern\": \"a\\\\.b\"}", "\"a.b\"");
	no("{\"pattern\": \"a\\\\.b\"}", "\"axb\"");
	yes("{\"pattern\": \"a\"}", "12"); /* not a string */
}

static void
numbers_are_compared_by_value(void **state)
{
	(void)state;
	yes("{\"const\": 1}", "1.0");
	yes("{\"type\": \"integer\"}", "1.0");
	no("{\"type\": \"integer\"}", "1.5");
	no("{\"const\": 1}", "true");
	no("{\"enum\": [0]}", "false");
	no("{\"uniqueItems\": true}", "[1, 1.0]");
	no("{\"uniqueItems\": true}",
	    "[{\"a\": 1, \"b\": [2]},"
	    " {\"b\": [2.0], \"a\": 1}]");
	yes("{\"uniqueItems\": true}", "[1, true, \"1\", null, [], {}, 0]");
	yes("{\"minimum\": 0, \"maximum\": 1}", "0.5");
	no("{\"minimum\": 0, \"maximum\": 1}", "1.01");
	no("{\"minimum\": 0, \"maximum\": 1}", "-1");
}

static void
lengths_count_characters(void **state)
{
	(void)state;
	yes("{\"minLength\": 2}", "\"\xc3\xa9\xf0\x9f\x8c\x8d\"");
	no("{\"minLength\": 3}", "\"\xc3\xa9\xf0\x9f\x8c\x8d\"");
}

static void
objects_are_closed_by_additional_properties(void **state)
{
	static const char schema[] =
	    "{\"properties\": {\"a\": {\"type\": \"string\"}},"
	    " \"required\": [\"a\"], \"additionalProperties\": false}";

	(void)state;
	yes(schema, "{\"a\": \"\"}");
	no(schema, "{}");
	no(schema, "{\"a\": \"\", \"ab\": 1}");
	no(schema, "{\"a\": 1}");
	yes(schema, "[]");
}

static void
fault_says_where(void **state)
{
	static const char schema[] =
	    "{\"$defs\": {\"n\": {\"type\": \"number\"}}, \"properties\":"
	    " {\"list\": {\"items\": {\"properties\": {\"n\":"
	    " {\"$ref\": \"#/$defs/n\"}}}}}}";

	(void)state;
	assert_string_equal(
	    fault_in(schema, "{\"list\": [{\"n\": 1}, {\"n\": \"1\"}]}"),
	    "/list/1/n");
}

static void
any_of_takes_one_alternative(void **state)
{
	static const char schema[] = "{\"anyOf\": [{\"type\": \"null\"},"
				     " {\"type\": \"string\"}]}";

	(void)state;
	yes(schema, "null");
	yes(schema, "\"a\"");
	no(schema, "1");
}

static void
circular_references_end(void **state)
{
	(void)state;
	no("{\"$defs\": {\"a\": {\"$ref\": \"#/$defs/a\"}},"
	   " \"$ref\": \"#/$defs/a\"}",
	    "1");
}

static void
schema_of_articles_is_understood(void **state)
{
	struct nc_json_schema *schema = NULL;
	struct newsconv_error error;
	int result = nc_json_schema_compile(
	    &schema, nc_schema_text(NC_SCHEMA_ARTICLE_JSON), &error);

	(void)state;
	if (result < 0)
		fail_msg("%s", error.text);
	nc_json_schema_free(schema);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(unknown_keywords_are_refused),
	    cmocka_unit_test(patterns_match_the_whole_only_when_anchored),
	    cmocka_unit_test(numbers_are_compared_by_value),
	    cmocka_unit_test(lengths_count_characters),
	    cmocka_unit_test(objects_are_closed_by_additional_properties),
	    cmocka_unit_test(fault_says_where),
	    cmocka_unit_test(any_of_takes_one_alternative),
	    cmocka_unit_test(circular_references_end),
	    cmocka_unit_test(schema_of_articles_is_understood),
	};

	return RUN(tests);
}
