/* JSON and JSON Lines, and what a schema cannot say of an article. */
#include "recipe.h"

#define SEGMENT(n, type, start, end, line) \
	"{\"n\":" n ",\"type\":\"" type "\",\"start\":" start ",\"end\":" end \
	",\"firstLine\":" line ",\"lastLine\":" line ",\"confidence\":0.9}"

static const char article[] =
    "{\"schema\":\"newsconv-article/1\","
    "\"id\":\"urn:uuid:0b5f1f0e-7f3c-5a55-9a53-1d1f2b6d7c01\","
    "\"source\":{\"name\":\"ferry.txt\",\"bytes\":40,\"sha256\":"
    "\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\","
    "\"charset\":{\"name\":\"UTF-8\",\"method\":\"ascii\","
    "\"confidence\":1,\"bom\":false},"
    "\"newlines\":\"lf\",\"layout\":\"block\",\"repairs\":[]},"
    "\"language\":{\"tag\":\"en\",\"script\":\"Latn\",\"direction\":\"ltr\","
    "\"confidence\":0.9},"
    "\"headline\":{\"text\":\"Ferry runs\",\"confidence\":0.9,\"segment\":0},"
    "\"authors\":[],\"dates\":{},"
    "\"body\":[{\"type\":\"paragraph\",\"text\":\"It runs.\","
    "\"segments\":[1]}],"
    "\"related\":[],\"notes\":[],\"leftovers\":[],"
    "\"segments\":[" SEGMENT("0", "headline", "0", "10", "1") "," SEGMENT("1",
	"paragraph", "12", "20",
	"3") "],"
	     "\"stats\":{\"words\":2,\"characters\":8,\"blocks\":1},"
	     "\"warnings\":[\"no-byline\",\"no-date\"],"
	     "\"producer\":{\"name\":\"newsconv\",\"version\":\"0.1.0\"}}";

static void
expect_change(const char *old, const char *new, const char *code)
{
	const char *place = strstr(article, old);
	char text[4096];

	assert_non_null(place);
	snprintf(text, sizeof(text), "%.*s%s%s", (int)(place - article),
	    article, new, place + strlen(old));
	expect("a.json", false, text, strlen(text), code);
}

static void
sound_article_has_no_finding(void **state)
{
	(void)state;
	expect("a.json", true, article, sizeof(article) - 1, NULL);
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
	    {"\"n\":1", "\"n\":2", "JSON-006"},
	    {"\"start\":12", "\"start\":9", "JSON-006"},
	    {"\"end\":20", "\"end\":12", "JSON-006"},
	    {"\"end\":20", "\"end\":41", "JSON-006"},
	    {"\"firstLine\":3,\"lastLine\":3", "\"firstLine\":3,\"lastLine\":2",
		"JSON-006"},
	    {"\"segments\":[1]", "\"segments\":[2]", "JSON-007"},
	    {"\"segment\":0", "\"segment\":2", "JSON-007"},
	    {"\"tag\":\"en\"", "\"tag\":\"en\",\"tag\":\"en\"", "JSON-001"},
	    {"\"authors\":[]", "\"authors\":[", "JSON-001"},
	    {"Ferry runs", "Ferry\xff runs", "JSON-001"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(changes) / sizeof(changes[0]); i++)
		expect_change(changes[i].old, changes[i].new, changes[i].code);
}

static void
other_objects_are_sound_unless_ours_are_wanted(void **state)
{
	(void)state;
	expect("a.json", false, "{\"a\": 1}", 8, "JSON-010");
	expect("a.json", true, "{\"a\": 1}", 8, "JSON-008");
	expect("a.json", false, "{\"a\": 1} x", 10, "JSON-001");
}

static void
lines_are_records(void **state)
{
	struct outcome outcome;
	static const char lines[] = "{\"a\":1}\n{\"a\":2}\r\n{\"a\":3}\n";

	(void)state;
	check_bytes(&outcome, "a.jsonl", false, lines, sizeof(lines) - 1);
	assert_string_equal(outcome.summary.format, "jsonl");
	assert_int_equal(outcome.summary.parts, 3);
	assert_int_equal(outcome.summary.errors, 0);
	outcome_free(&outcome);
	expect("a.jsonl", false, "{}\n\n{}\n", 7, "JSON-003");
	expect("a.jsonl", false, "{}\n{\n", 5, "JSON-001");
	expect("a.jsonl", false, "{}\n{}", 5, "JSON-004");
	expect("a.jsonl", false, "\n", 1, "JSON-003");
}

static void
line_longer_than_a_piece_is_one_record(void **state)
{
	struct nc_buffer text = NC_BUFFER(RECIPE_MAX);
	struct outcome outcome;
	int i;

	(void)state;
	nc_buffer_text(&text, "{\"a\":\"");
	for (i = 0; i < 300000; i++)
		nc_buffer_byte(&text, 'x');
	nc_buffer_text(&text, "\"}\n{\"b\":1}\n");
	check_bytes(&outcome, "x", false, text.data, text.size);
	assert_string_equal(outcome.summary.format, "jsonl");
	assert_int_equal(outcome.summary.parts, 2);
	assert_int_equal(outcome.summary.errors, 0);
	outcome_free(&outcome);
	nc_buffer_free(&text);
}

/* The check of a sound text says this code and no error. */
static void
expect_unread(const char *text, size_t size)
{
	struct outcome outcome;

	check_bytes(&outcome, "a.json", false, text, size);
	assert_int_equal(outcome.result, NEWSCONV_OK);
	assert_true(found(&outcome, "JSON-009"));
	assert_int_equal(outcome.summary.errors, 0);
	assert_int_equal(outcome.summary.warnings, 1);
	outcome_free(&outcome);
	expect("a.json", true, text, size, "JSON-008");
}

static void
limits_of_the_parser_are_no_errors(void **state)
{
	static const char *const texts[] = {"{\"a\":1e999}", "{\"a\":-1e999}",
	    "{\"a\":18446744073709551616}", "{\"a\":-18446744073709551616}",
	    "{\"a\\u0000b\":1}"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		expect_unread(texts[i], strlen(texts[i]));
}

/* In a text over two lines: that is JSON, not JSON Lines. */
static void
syntax_errors_are_placed_to_the_byte(void **state)
{
	static const char text[] = "{\"a\":\n x}";
	struct outcome outcome;

	(void)state;
	check_bytes(&outcome, "a.json", false, text, sizeof(text) - 1);
	assert_true(found(&outcome, "JSON-001  @8 line 2, column 2, byte 8"));
	outcome_free(&outcome);
	check_bytes(&outcome, "a.jsonl", false, "{}\n{x}\n", 7);
	assert_true(found(&outcome, "JSON-001 line 2 @5 line 1, column 2"));
	outcome_free(&outcome);
}

static void
deep_nesting_is_no_crash(void **state)
{
	struct nc_buffer text = NC_BUFFER(RECIPE_MAX);
	int i;

	(void)state;
	nc_buffer_text(&text, "{\"a\":");
	for (i = 0; i < 200000; i++)
		nc_buffer_byte(&text, '[');
	for (i = 0; i < 200000; i++)
		nc_buffer_byte(&text, ']');
	nc_buffer_byte(&text, '}');
	expect_unread(text.data, text.size);
	nc_buffer_free(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sound_article_has_no_finding),
	    cmocka_unit_test(faults_of_an_article_are_found),
	    cmocka_unit_test(other_objects_are_sound_unless_ours_are_wanted),
	    cmocka_unit_test(lines_are_records),
	    cmocka_unit_test(line_longer_than_a_piece_is_one_record),
	    cmocka_unit_test(limits_of_the_parser_are_no_errors),
	    cmocka_unit_test(syntax_errors_are_placed_to_the_byte),
	    cmocka_unit_test(deep_nesting_is_no_crash),
	};

	return RUN(tests);
}
