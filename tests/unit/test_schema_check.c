/* What each keyword takes and refuses, what is said of it, and limits. */
#include "schema_fixture.h"

static void
each_keyword_takes_and_refuses(void **state)
{
	static const struct {
		const char *schema, *valid, *invalid;
	} cases[] = {
	    {"{\"type\": \"integer\"}", "1.0", "1.5"},
	    {"{\"type\": [\"null\", \"string\"]}", "null", "1"},
	    {"{\"enum\": [1, {\"a\": [1]}]}", "{\"a\": [1.0]}", "\"1\""},
	    {"{\"const\": [1, {\"b\": null}]}", "[1.0, {\"b\": null}]", "[1]"},
	    {"{\"const\": 9007199254740993}", "9007199254740993",
		"9007199254740992.0"},
	    {"{\"multipleOf\": 0.0001}", "0.0075", "0.00751"},
	    {"{\"multipleOf\": 1e-8}", "12391239123", "1e-9"},
	    {"{\"multipleOf\": 0.123456789}", "0", "1e308"},
	    {"{\"multipleOf\": 3}", "-9223372036854775806",
		"9223372036854775807"},
	    {"{\"multipleOf\": 300}", "9e307", "1e308"},
	    {"{\"maximum\": 3}", "3.0", "3.5"},
	    {"{\"maximum\": 9007199254740992.0}", "9007199254740992",
		"9007199254740993"},
	    {"{\"exclusiveMaximum\": 3}", "2.9", "3"},
	    {"{\"minimum\": -1}", "-1", "-1.01"},
	    {"{\"exclusiveMinimum\": 0}", "1", "-0.0"},
	    {"{\"maxLength\": 2}", "\"\xc3\xa9\xf0\x9f\x8c\x8d\"", "\"abc\""},
	    {"{\"minLength\": 2}", "\"ab\"", "\"\xf0\x9f\x8c\x8d\""},
	    {"{\"pattern\": \"^\\\\p{L}+$\"}", "\"\xd0\x96\"", "\"a1\""},
	    {"{\"maxItems\": 1}", "[1]", "[1, 2]"},
	    {"{\"minItems\": 1}", "[1]", "[]"},
	    {"{\"uniqueItems\": true}", "[1, true, \"1\", [], {}, null]",
		"[{\"a\": 1, \"b\": 2}, 0, {\"b\": 2.0, \"a\": 1}]"},
	    {"{\"uniqueItems\": false}", "[1, 1]", NULL},
	    {"{\"contains\": {\"const\": 1}}", "[2, 1]", "[2]"},
	    {"{\"contains\": {\"const\": 1}, \"minContains\": 2}", "[1, 1]",
		"[1, 2]"},
	    {"{\"contains\": {\"const\": 1}, \"maxContains\": 1}", "[1, 2]",
		"[1, 1]"},
	    {"{\"contains\": {\"const\": 1}, \"minContains\": 0}", "[]", NULL},
	    {"{\"maxProperties\": 1}", "{\"a\": 1}", "{\"a\": 1, \"b\": 2}"},
	    {"{\"minProperties\": 1}", "{\"a\": 1}", "{}"},
	    {"{\"required\": [\"a\"]}", "{\"a\": null}", "{\"b\": 1}"},
	    {"{\"dependentRequired\": {\"a\": [\"b\"]}}", "{\"b\": 1}",
		"{\"a\": 1}"},
	    {"{\"allOf\": [{\"minimum\": 1}, {\"maximum\": 2}]}", "1", "3"},
	    {"{\"anyOf\": [{\"type\": \"null\"}, {\"minimum\": 2}]}", "2", "1"},
	    {"{\"oneOf\": [{\"minimum\": 1}, {\"maximum\": 2}]}", "3", "2"},
	    {"{\"not\": {\"type\": \"null\"}}", "1", "null"},
	    {"{\"if\": {\"type\": \"string\"}, \"then\": {\"minLength\": 2},"
	     " \"else\": {\"minimum\": 2}}",
		"\"ab\"", "\"a\""},
	    {"{\"if\": {\"type\": \"string\"}, \"else\": {\"minimum\": 2}}",
		"\"a\"", "1"},
	    {"{\"then\": false}", "1", NULL},
	    {"{\"dependentSchemas\": {\"a\": {\"required\": [\"b\"]}}}",
		"{\"c\": 1}", "{\"a\": 1}"},
	    {"{\"prefixItems\": [{\"type\": \"null\"}, true],"
	     " \"items\": {\"type\": \"string\"}}",
		"[null, 1, \"a\"]", "[null, 1, 2]"},
	    {"{\"prefixItems\": [true], \"items\": false}", "[1]", "[1, 2]"},
	    {"{\"items\": {\"minimum\": 1}}", "[1, 2]", "[1, 0]"},
	    {"{\"properties\": {\"a\": {\"type\": \"null\"}, \"bb\": true},"
	     " \"patternProperties\": {\"^x\": {\"minimum\": 1}},"
	     " \"additionalProperties\": {\"type\": \"string\"}}",
		"{\"a\": null, \"bb\": 1, \"xy\": 1, \"z\": \"\"}",
		"{\"z\": 1}"},
	    {"{\"additionalProperties\": false}", "{}", "{\"a\": 1}"},
	    {"{\"patternProperties\": {\"^x\": {\"minimum\": 1}}}",
		"{\"ax\": 0}", "{\"xa\": 0}"},
	    {"{\"propertyNames\": {\"maxLength\": 1}}", "{\"\xc3\xa9\": 1}",
		"{\"ab\": 1}"},
	    {"{\"allOf\": [{\"properties\": {\"a\": true}}],"
	     " \"unevaluatedProperties\": false}",
		"{\"a\": 1}", "{\"a\": 1, \"b\": 2}"},
	    {"{\"anyOf\": [{\"properties\": {\"a\": {\"const\": 1}}},"
	     " {\"properties\": {\"b\": {\"const\": 2}}, \"required\":"
	     " [\"b\"]}], \"unevaluatedProperties\": false}",
		"{\"a\": 1, \"b\": 2}", "{\"a\": 1, \"b\": 3}"},
	    {"{\"prefixItems\": [true], \"contains\": {\"const\": 5},"
	     " \"unevaluatedItems\": false}",
		"[1, 5, 5]", "[1, 5, 6]"},
	    {"{\"$defs\": {\"a\": {\"items\": {\"minimum\": 1}}},"
	     " \"$ref\": \"#/$defs/a\", \"unevaluatedItems\": false}",
		"[1]", "[0]"},
	    {"true", "1", NULL},
	    {"false", NULL, "1"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (cases[i].valid != NULL)
			yes(cases[i].schema, cases[i].valid);
		if (cases[i].invalid != NULL)
			no(cases[i].schema, cases[i].invalid);
	}
}

/* Validation, 6: a keyword speaks of values of its type only. */
static void
other_types_are_not_spoken_of(void **state)
{
	static const char schema[] =
	    "{\"minimum\": 1, \"multipleOf\": 2, \"minLength\": 1,"
	    " \"pattern\": \"a\", \"minItems\": 1, \"contains\": false,"
	    " \"items\": false, \"required\": [\"a\"], \"minProperties\": 1,"
	    " \"additionalProperties\": false, \"unevaluatedItems\": false}";

	(void)state;
	yes(schema, "null");
	yes(schema, "true");
	yes(schema, "\"a\"");
	yes(schema, "2");
	no(schema, "[]");
	no(schema, "{}");
}

static void
faults_say_where_what_and_what_is_wanted(void **state)
{
	static const struct {
		const char *schema, *value, *path, *text, *expected;
	} cases[] = {
	    {"{\"properties\": {\"l\": {\"items\": {\"type\":"
	     " [\"null\", \"number\"]}}}}",
		"{\"l\": [1, \"x\"]}", "/l/1", "is of the type string",
		"null or number"},
	    {"{\"properties\": {\"a/b~c\": {\"minimum\": 5}}}",
		"{\"a/b~c\": 3}", "/a~1b~0c", "is 3", "at least 5"},
	    {"{\"enum\": [\"a\", 2]}", "\"b\"", "", "is \"b\"",
		"one of \"a\", 2"},
	    {"{\"const\": \"a\"}", "1.5", "", "is 1.5", "\"a\""},
	    {"{\"required\": [\"a\"]}", "{}", "", "lacks \"a\"", ""},
	    {"{\"additionalProperties\": false}", "{\"b\": 1}", "",
		"has an unknown member \"b\"", ""},
	    {"{\"maxItems\": 1}", "[1, 2]", "", "has 2 elements", "at most 1"},
	    {"{\"pattern\": \"^a\"}", "\"b\"", "", "is \"b\"",
		"a match of \"^a\""},
	    {"{\"anyOf\": [{\"type\": \"null\"}, {\"minimum\": 2}]}", "1", "",
		"fits none of the 2 alternatives", ""},
	    {"{\"anyOf\": [{\"type\": \"null\"}, {\"items\":"
	     " {\"minimum\": 2}}]}",
		"[1]", "/0", "is 1", "at least 2"},
	    {"{\"propertyNames\": {\"maxLength\": 1}}", "{\"ab\": 1}", "/ab",
		"has a name that is not allowed", ""},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct nc_json_fault *fault = fault_in(
		    cases[i].schema, cases[i].value);

		assert_non_null(fault);
		assert_string_equal(fault->path, cases[i].path);
		assert_string_equal(fault->text, cases[i].text);
		assert_string_equal(fault->expected, cases[i].expected);
	}
}

/* Two to the hundredth of alternatives: no yes, no no, and an end. */
static void
what_takes_too_many_steps_is_not_checked(void **state)
{
	struct nc_json_schema *schema;
	struct nc_json_fault fault;
	char text[20000] = "{\"$defs\": {\"a0\": {\"type\": \"null\"}";
	json_t *value = json_integer(1);
	int i;

	(void)state;
	for (i = 1; i <= 90; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text),
		    ", \"a%d\": {\"anyOf\": [{\"$ref\": \"#/$defs/a%d\"},"
		    " {\"$ref\": \"#/$defs/a%d\"}]}",
		    i, i - 1, i - 1);
	strcat(text, "}, \"$ref\": \"#/$defs/a90\"}");
	schema = compile(text);
	assert_false(nc_json_schema_valid(schema, value, &fault));
	assert_true(fault.unchecked);
	json_decref(value);
	nc_json_schema_free(schema);
}

static void
many_elements_and_members_take_no_square_of_time(void **state)
{
	struct nc_json_schema *schema = compile(
	    "{\"uniqueItems\": true, \"additionalProperties\": true,"
	    " \"unevaluatedProperties\": false, \"properties\": {\"a\": {}}}");
	json_t *array = json_array(), *object = json_object();
	struct nc_json_fault fault;
	char name[32];
	int i;

	(void)state;
	for (i = 0; i < 1000000; i++) {
		json_array_append_new(array, json_integer(i));
		snprintf(name, sizeof(name), "m%d", i);
		json_object_set_new(object, name, json_null());
	}
	assert_true(nc_json_schema_valid(schema, array, &fault));
	assert_true(nc_json_schema_valid(schema, object, &fault));
	json_array_append_new(array, json_real(3.0));
	assert_false(nc_json_schema_valid(schema, array, &fault));
	assert_string_equal(fault.text, "has equal elements");
	json_decref(array);
	json_decref(object);
	nc_json_schema_free(schema);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_keyword_takes_and_refuses),
	    cmocka_unit_test(other_types_are_not_spoken_of),
	    cmocka_unit_test(faults_say_where_what_and_what_is_wanted),
	    cmocka_unit_test(what_takes_too_many_steps_is_not_checked),
	    cmocka_unit_test(many_elements_and_members_take_no_square_of_time),
	};

	return RUN(tests);
}
