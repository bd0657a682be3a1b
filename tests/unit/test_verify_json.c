/* JSON texts as files: syntax, limits, schemas. */
#include "json_fixture.h"

#include "json_schema.h"

static const struct nc_verify_options defaults = {NC_VERIFY_OPTIONS};

static void
sound_article_has_no_finding(void **state)
{
	(void)state;
	expect("a.json", true, article, sizeof(article) - 1, NULL);
	expect("a.json", false, article, sizeof(article) - 1, NULL);
}

static void
faults_of_an_article_are_found(void **state)
{
	static const struct {
		const char *old, *new, *code;
	} changes[] = {
	    {"\"lf\"", "\"lfcr\"", "JSON-005"},
	    {"\"confidence\":1,", "\"confidence\":2,", "JSON-005"},
	    {"\"dates\":{},", "", "JSON-005"},
	    {"\"dates\":{}", "\"dates\":{\"x\":1}", "JSON-005"},
	    {"\"tag\":\"en\"", "\"tag\":\"en\",\"tag\":\"en\"", "JSON-012"},
	    {"\"tag\":\"en\"", "\"tag\":\"en\",\"t\\u0061g\":\"en\"",
		"JSON-012"},
	    {"\"authors\":[]", "\"authors\":[", "JSON-001"},
	    {"Ferry runs", "Ferry\xff runs", "JSON-011"},
	    {"Ferry runs", "Ferry\xed\xa0\x80 runs", "JSON-011"},
	    {"Ferry runs", "Ferry\\ud800 runs", "JSON-013"},
	    {"{\"schema\"", "\xef\xbb\xbf{\"schema\"", "JSON-014"},
	};
	char text[4096];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		change_article(
		    text, sizeof(text), changes[i].old, changes[i].new);
		expect("a.json", false, text, strlen(text), changes[i].code);
		expect("a.json", true, text, strlen(text), changes[i].code);
	}
}

static void
what_is_not_ours_is_not_called_sound(void **state)
{
	(void)state;
	expect_unchecked("a.json", "{\"a\": 1}", 8, "JSON-010", &defaults);
	expect_unchecked("x", "[{\"a\": 1}]", 10, "JSON-010", &defaults);
	expect_unchecked("a.json", "3", 1, "JSON-010", &defaults);
	expect("a.json", true, "{\"a\": 1}", 8, "JSON-008");
	expect("a.json", false, "{\"a\": 1} x", 10, "JSON-001");
	expect("a.json", false, " \n", 2, "JSON-001");
}

/* A description of what no one of ours needs: what their schemas say of it. */
static void
other_texts_of_ours_have_schemas_too(void **state)
{
	static const struct {
		const char *text, *code;
	} cases[] = {
	    {"{\"path\":\"a.txt\",\"run\":1,\"status\":\"archived\"}", NULL},
	    {"{\"path\":\"a.txt\",\"run\":1,\"status\":\"archive\"}",
		"JSON-005"},
	    {"{\"run\":1,\"manifest\":\"x\",\"counts\":{}}", "JSON-005"},
	    {"{\"book\":\"a\",\"path\":\"b\",\"number\":\"0000000000\","
	     "\"part\":\"0000000001\",\"run\":\"0000000001\",\"volume\":"
	     "\"v\",\"offset\":1,\"bytes\":2,\"split\":0}",
		NULL},
	    {"{\"book\":\"a\",\"part\":1,\"volume\":\"v\"}", "JSON-005"},
	    {"{\"format\":\"json-pages-1.0\",\"id\":\"p\",\"title\":\"P\"}",
		NULL},
	    {"{\"format\":\"json-pages-1.0\",\"id\":\"p\"}", "JSON-005"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		expect("a.json", false, cases[i].text, strlen(cases[i].text),
		    cases[i].code);
}

/* In a text over two lines: that is JSON, not JSON Lines. */
static void
syntax_errors_are_placed_to_the_byte(void **state)
{
	static const char text[] = "{\"a\":\n x}";
	struct outcome outcome;

	(void)state;
	check_bytes(&outcome, "a.json", false, text, sizeof(text) - 1);
	assert_true(found(&outcome, "JSON-001  @7 line 2, column 2: 'x'"));
	outcome_free(&outcome);
	check_bytes(&outcome, "a.json", false, "{\"a\":\"\xc3(\"}", 10);
	assert_true(found(&outcome, "JSON-011  @7 "));
	outcome_free(&outcome);
}

static void
limits_of_the_parser_are_no_errors(void **state)
{
	static const char *const texts[] = {"{\"a\":1e999}", "{\"a\":-1e999}",
	    "{\"a\":18446744073709551616}", "{\"a\":-18446744073709551616}",
	    "{\"a\\u0000b\":1}"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		expect_unchecked("a.json", texts[i], strlen(texts[i]),
		    "JSON-009", &defaults);
		expect("a.json", true, texts[i], strlen(texts[i]), "JSON-008");
	}
}

static void
put_times(struct nc_buffer *text, const char *what, int count)
{
	for (; count > 0; count--)
		nc_buffer_text(text, what);
}

static void
deep_nesting_is_no_crash(void **state)
{
	const struct nc_verify_options deeper = {
	    NC_VERIFY_OPTIONS, .limits = {.depth = 3}};
	struct nc_buffer text = NC_BUFFER(RECIPE_MAX);

	(void)state;
	nc_buffer_text(&text, "{\"a\":");
	put_times(&text, "[", 200000);
	put_times(&text, "]", 200000);
	nc_buffer_byte(&text, '}');
	expect_unchecked("a.json", text.data, text.size, "JSON-015", &defaults);
	expect("a.json", true, text.data, text.size, "JSON-008");
	/* What is wrong behind the limit is still found. */
	expect("a.json", false, text.data, text.size - 1, "JSON-001");
	nc_buffer_clear(&text);
	put_times(&text, "{\"a\":", 2000000);
	expect_unchecked("a.json", text.data, text.size, "JSON-015", &defaults);
	nc_buffer_free(&text);
	expect_unchecked("a.json", "{\"a\":[[]]}", 10, "JSON-010", &deeper);
	expect_unchecked("a.json", "{\"a\":[[[]]]}", 12, "JSON-015", &deeper);
}

static void
too_many_names_are_told(void **state)
{
	struct nc_buffer text = NC_BUFFER(RECIPE_MAX);
	int i;

	(void)state;
	nc_buffer_byte(&text, '{');
	for (i = 0; i < 1100000; i++)
		nc_buffer_format(&text, "%s\"%d\":0", i == 0 ? "" : ",", i);
	nc_buffer_byte(&text, '}');
	expect_unchecked("a.json", text.data, text.size, "JSON-017", &defaults);
	nc_buffer_free(&text);
}

/* The syntax of it is checked to its end all the same. */
static void
large_texts_are_checked_for_syntax(void **state)
{
	const struct nc_verify_options small = {
	    NC_VERIFY_OPTIONS, .limits = {.text_size = 1000}};
	struct nc_buffer text = NC_BUFFER(RECIPE_MAX);

	(void)state;
	nc_buffer_text(&text, "{\"a\":[0");
	put_times(&text, ",0", 600);
	nc_buffer_text(&text, "]}");
	expect_unchecked("a.json", text.data, text.size, "JSON-016", &small);
	expect_unchecked("a.json", text.data, text.size, "JSON-010", &defaults);
	nc_buffer_clear(&text);
	/* Small, and a hundred times as large in memory. */
	nc_buffer_text(&text, "{\"a\":[0");
	put_times(&text, ",{}", 400000);
	nc_buffer_text(&text, "]}");
	expect_unchecked("a.json", text.data, text.size, "JSON-016", &defaults);
	/* A number is a text first. */
	nc_buffer_clear(&text);
	nc_buffer_text(&text, "[1");
	put_times(&text, "0", 30000000);
	nc_buffer_text(&text, "]");
	expect_unchecked("a.json", text.data, text.size, "JSON-016", &defaults);
	expect("a.json", false, text.data, text.size - 1, "JSON-001");
	nc_buffer_free(&text);
}

static struct nc_json_schema *
schema_of(const char *text)
{
	struct nc_json_schema *schema = NULL;
	struct newsconv_text source = {text, strlen(text)};

	assert_int_equal(
	    nc_json_schema_compile(&schema, source, NULL), NEWSCONV_OK);
	return schema;
}

static void
schema_of_the_user_takes_the_place_of_ours(void **state)
{
	struct nc_json_schema *schema = schema_of(
	    "{\"required\": [\"a\"], \"properties\":"
	    " {\"a\": {\"type\": \"integer\"}}}");
	const struct nc_verify_options options = {
	    NC_VERIFY_OPTIONS, .schema = schema};
	struct outcome outcome;

	(void)state;
	check_text(&outcome, "x", "{\"a\":1}", 7, &options);
	assert_int_equal(outcome.findings.size, 0);
	assert_int_equal(outcome.summary.answers[NEWSCONV_LEVEL_STRUCTURE],
	    NEWSCONV_ANSWER_YES);
	outcome_free(&outcome);
	check_text(&outcome, "x", "{\"a\":\"1\"}", 9, &options);
	assert_true(found(&outcome, "JSON-019  @0 /a is of the type string"));
	outcome_free(&outcome);
	check_text(&outcome, "x", article, sizeof(article) - 1, &options);
	assert_true(found(&outcome, "JSON-019  @0 the record lacks \"a\""));
	outcome_free(&outcome);
	nc_json_schema_free(schema);
}

static void
schema_without_end_is_unchecked(void **state)
{
	struct nc_json_schema *schema = schema_of(
	    "{\"pattern\": \"(a?){4000}b\", \"type\": [\"string\","
	    " \"array\"], \"items\": {\"$ref\": \"#\"}}");
	const struct nc_verify_options options = {
	    NC_VERIFY_OPTIONS, .schema = schema};
	struct nc_buffer text = NC_BUFFER(RECIPE_MAX);

	(void)state;
	nc_buffer_text(&text, "[\"");
	put_times(&text, "a", 200000);
	nc_buffer_text(&text, "\"]");
	expect_unchecked("x", text.data, text.size, "JSON-020", &options);
	nc_buffer_free(&text);
	nc_json_schema_free(schema);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sound_article_has_no_finding),
	    cmocka_unit_test(faults_of_an_article_are_found),
	    cmocka_unit_test(what_is_not_ours_is_not_called_sound),
	    cmocka_unit_test(other_texts_of_ours_have_schemas_too),
	    cmocka_unit_test(syntax_errors_are_placed_to_the_byte),
	    cmocka_unit_test(limits_of_the_parser_are_no_errors),
	    cmocka_unit_test(deep_nesting_is_no_crash),
	    cmocka_unit_test(too_many_names_are_told),
	    cmocka_unit_test(large_texts_are_checked_for_syntax),
	    cmocka_unit_test(schema_of_the_user_takes_the_place_of_ours),
	    cmocka_unit_test(schema_without_end_is_unchecked),
	};

	return RUN(tests);
}
