/* What of JSON Schema is understood, and that all else is refused. */
#include "schema_fixture.h"

#include "schemas.h"

static void
expect_refusal(const char *schema_text, const char *why)
{
	struct nc_json_schema *schema = NULL;
	struct newsconv_text text = {schema_text, strlen(schema_text)};
	struct newsconv_error error;

	if (nc_json_schema_compile(&schema, text, &error) !=
	    NEWSCONV_UNSUPPORTED)
		fail_msg("%s is not refused", schema_text);
	assert_null(schema);
	if (strstr(error.text, why) == NULL)
		fail_msg("%s: %s", schema_text, error.text);
}

static void
what_is_not_claimed_is_refused(void **state)
{
	static const struct {
		const char *schema, *why;
	} cases[] = {
	    {"{\"$dynamicRef\": \"#a\"}", "\"$dynamicRef\" is not supported"},
	    {"{\"$dynamicAnchor\": \"a\"}", "is not supported"},
	    {"{\"$vocabulary\": {}}", "is not supported"},
	    {"{\"$schema\": \"http://json-schema.org/draft-07/schema#\"}",
		"another than draft 2020-12"},
	    {"{\"Type\": \"string\"}", "\"Type\" is not understood"},
	    {"{\"definitions\": {}}", "is not understood"},
	    {"{\"dependencies\": {}}", "is not understood"},
	    {"{\"additionalItems\": {}}", "is not understood"},
	    {"{\"$recursiveRef\": \"#\"}", "is not understood"},
	    {"{\"$ref\": \"http://example.org/\"}", "nothing is fetched"},
	    {"{\"$ref\": \"other.json\"}", "nothing is fetched"},
	    {"{\"$ref\": \"#/$defs/a\"}", "names no schema"},
	    {"{\"$ref\": \"#a\"}", "names no schema"},
	    {"{\"enum\": [{}], \"$ref\": \"#/enum/0\"}", "names no schema"},
	    {"{\"$ref\": \"#/%zz\"}", "names no schema"},
	    {"{\"$ref\": \"#/~2\"}", "names no schema"},
	    {"{\"$ref\": 1}", "is no reference"},
	    {"{\"$id\": \"#a\"}", "no URI without fragment"},
	    {"{\"$defs\": {\"a\": {\"$id\": \"x\"}, \"b\": {\"$id\": \"x\"}}}",
		"#/$defs/b: \"$id\""},
	    {"{\"$defs\": {\"a\": {\"$anchor\": \"x\"},"
	     " \"b\": {\"$anchor\": \"x\"}}}",
		"#/$defs/b: \"$anchor\""},
	    {"{\"$anchor\": \"1\"}", "is no name"},
	    {"{\"type\": \"text\"}", "names no type"},
	    {"{\"type\": []}", "empty array"},
	    {"{\"pattern\": \"(?=a)\"}", "lookahead"},
	    {"{\"patternProperties\": {\"(a)\\\\1\": {}}}", "backreference"},
	    {"{\"minimum\": \"1\"}", "is no number"},
	    {"{\"multipleOf\": 0}", "above 0"},
	    {"{\"minItems\": -1}", "is no count"},
	    {"{\"maxLength\": 1.5}", "is no count"},
	    {"{\"oneOf\": []}", "no array with schemas"},
	    {"{\"items\": [{}]}", "#/items: \"\" is no schema"},
	    {"{\"properties\": {\"a\": {\"not\": 1}}}", "is no schema"},
	    {"{\"properties\": []}", "is no object"},
	    {"{\"required\": [1]}", "array of strings"},
	    {"{\"dependentRequired\": {\"a\": \"b\"}}", "array of strings"},
	    {"{\"uniqueItems\": 1}", "neither true nor false"},
	    {"{\"title\": 1}", "is no string"},
	    {"{\"properties\": {\"c\": 1, \"b\": {}, \"a\": {}}}",
		"is no schema"},
	    {"{\"properties\": {\"a\": {\"items\": {\"x\": 1}}}}",
		"#/properties/a/items: \"x\""},
	    {"[]", "is no schema"},
	    {"3", "is no schema"},
	    {"{", "line 1"},
	    {"{\"type\": \"null\", \"type\": \"null\"}", "duplicate"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		expect_refusal(cases[i].schema, cases[i].why);
}

/* On the same value, that is: down into it is no circle. */
static void
circles_are_refused(void **state)
{
	static const char *const circles[] = {"{\"$ref\": \"#\"}",
	    "{\"allOf\": [{\"$ref\": \"#\"}]}",
	    "{\"not\": {\"not\": {\"$ref\": \"#\"}}}",
	    "{\"if\": {\"$ref\": \"#\"}}",
	    "{\"else\": {\"$ref\": \"#\"}, \"if\": {}}",
	    "{\"dependentSchemas\": {\"a\": {\"$ref\": \"#\"}}}",
	    "{\"$ref\": \"#/not\", \"not\": {\"$ref\": \"#\"}}"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(circles) / sizeof(circles[0]); i++)
		expect_refusal(circles[i], "applies itself");
	yes("{\"properties\": {\"a\": {\"$ref\": \"#\"}},"
	    " \"type\": \"object\"}",
	    "{\"a\": {\"a\": {}}}");
	no("{\"items\": {\"$ref\": \"#\"}, \"type\": \"array\"}", "[[], 1]");
}

static void
deep_schemas_are_refused(void **state)
{
	char text[4096] = "";
	int i;

	(void)state;
	for (i = 0; i < 300; i++)
		strcat(text, "{\"not\":");
	strcat(text, "{}");
	for (i = 0; i < 300; i++)
		strcat(text, "}");
	expect_refusal(text, "nests too deep");
}

static void
references_find_what_they_name(void **state)
{
	static const struct {
		const char *schema, *invalid;
	} cases[] = {
	    {"{\"$defs\": {\"a\": {\"type\": \"null\"}},"
	     " \"$ref\": \"#/$defs/a\"}",
		"1"},
	    {"{\"$defs\": {\"a/b~\": false}, \"$ref\": \"#/$defs/a~1b~0\"}",
		"1"},
	    {"{\"$defs\": {\"a b\": {\"type\": \"null\"}},"
	     " \"$ref\": \"#/$defs/a%20b\"}",
		"1"},
	    {"{\"$defs\": {\"a\": {\"$anchor\": \"x\", \"type\": \"null\"}},"
	     " \"$ref\": \"#x\"}",
		"1"},
	    {"{\"$id\": \"http://example.org/a/b\", \"$defs\": {\"c\":"
	     " {\"$id\": \"../c\", \"type\": \"null\"}}, \"$ref\": \"/c\"}",
		"1"},
	    {"{\"$defs\": {\"c\": {\"$id\": \"urn:x:y\", \"$defs\": {\"d\":"
	     " {\"type\": \"null\"}}}}, \"$ref\": \"urn:x:y#/$defs/d\"}",
		"1"},
	    {"{\"prefixItems\": [{\"type\": \"null\"},"
	     " {\"$ref\": \"#/prefixItems/0\"}]}",
		"[null, 1]"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		no(cases[i].schema, cases[i].invalid);
}

static void
notes_say_nothing_about_validity(void **state)
{
	(void)state;
	yes("{\"title\": \"a\", \"description\": \"b\", \"default\": 1,"
	    " \"$comment\": \"c\", \"examples\": [2], \"deprecated\": true,"
	    " \"readOnly\": true, \"writeOnly\": false, \"format\": \"email\","
	    " \"contentEncoding\": \"base64\", \"x-mine\": {\"type\": 1},"
	    " \"contentMediaType\": \"text/html\", \"contentSchema\": false,"
	    " \"$schema\": \"https://json-schema.org/draft/2020-12/schema\"}",
	    "\"d\"");
}

static void
title_is_known(void **state)
{
	struct nc_json_schema *titled = compile("{\"title\": \"an invoice\"}");
	struct nc_json_schema *bare = compile("true");

	(void)state;
	assert_string_equal(nc_json_schema_title(titled), "an invoice");
	assert_string_equal(nc_json_schema_title(bare), "");
	nc_json_schema_free(titled);
	nc_json_schema_free(bare);
}

static void
our_schemas_are_understood(void **state)
{
	static const enum nc_schema schemas[] = {NC_SCHEMA_ARTICLE_JSON,
	    NC_SCHEMA_MANIFEST_JSON, NC_SCHEMA_HISTORY_JSON,
	    NC_SCHEMA_BOOKS_JSON, NC_SCHEMA_PAGES_JSON};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(schemas) / sizeof(schemas[0]); i++)
		nc_json_schema_free(compile(nc_schema_text(schemas[i]).data));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_not_claimed_is_refused),
	    cmocka_unit_test(circles_are_refused),
	    cmocka_unit_test(deep_schemas_are_refused),
	    cmocka_unit_test(references_find_what_they_name),
	    cmocka_unit_test(notes_say_nothing_about_validity),
	    cmocka_unit_test(title_is_known),
	    cmocka_unit_test(our_schemas_are_understood),
	};

	return RUN(tests);
}
