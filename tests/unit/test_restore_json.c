/* Articles from their JSON: everything comes back, nothing else gets in. */
#include "unit.h"

#include "article_json.h"
#include "article_restore.h"
#include "restore_fixture.h"
#include "restore_json.h"
#include "utf8.h"

struct restored {
	struct nc_arena *arena;
	struct newsconv_article **articles;
	size_t count;
	struct newsconv_error error;
	int result;
};

static void
restore(struct restored *restored, const char *json, size_t size)
{
	struct newsconv_text bytes = {json, size};

	memset(restored, 0, sizeof(*restored));
	restored->arena = nc_arena_new((size_t)1 << 30);
	assert_non_null(restored->arena);
	restored->result = nc_restore_json(&restored->articles,
	    &restored->count, bytes, restored->arena, &restored->error);
}

static void
done(struct restored *restored)
{
	nc_arena_free(restored->arena);
}

static void
every_member_comes_back_as_it_was(void **state)
{
	struct nc_buffer line = NC_BUFFER(1 << 20);
	struct restored restored;

	(void)state;
	restore(&restored, FIXTURE, strlen(FIXTURE));
	if (restored.result < 0)
		fail_msg("%s", restored.error.text);
	assert_int_equal(restored.count, 1);
	nc_article_json(&line, restored.articles[0], false);
	assert_string_equal(line.data, FIXTURE);
	nc_buffer_free(&line);
	done(&restored);
}

static void
indented_it_is_the_same_article(void **state)
{
	struct nc_buffer first = NC_BUFFER(1 << 20),
			 second = NC_BUFFER(1 << 20);
	struct restored restored, again;

	(void)state;
	restore(&restored, FIXTURE, strlen(FIXTURE));
	nc_article_json(&first, restored.articles[0], true);
	restore(&again, first.data, first.size);
	assert_int_equal(again.result, NEWSCONV_OK);
	nc_article_json(&second, again.articles[0], true);
	assert_string_equal(first.data, second.data);
	nc_buffer_free(&first);
	nc_buffer_free(&second);
	done(&restored);
	done(&again);
}

static void
a_record_is_all_but_the_texts_of_the_body(void **state)
{
	struct nc_buffer line = NC_BUFFER(1 << 20);
	struct newsconv_text bytes = {FIXTURE_RECORD, strlen(FIXTURE_RECORD)};
	struct restored restored;

	(void)state;
	restore(&restored, FIXTURE, strlen(FIXTURE));
	nc_article_record(&line, restored.articles[0]);
	assert_string_equal(line.data, FIXTURE_RECORD);
	assert_int_equal(nc_restore_objects(&restored.articles, &restored.count,
			     bytes, NC_RESTORE_RECORD, restored.arena, NULL),
	    NEWSCONV_OK);
	assert_int_equal(restored.articles[0]->body_count, 5);
	assert_text(restored.articles[0]->body[0].text, "");
	assert_text(restored.articles[0]->leftovers[0].label, "");
	done(&restored);
	nc_buffer_free(&line);
}

/* Taken out of its book it is no article, and does not pass for one. */
static void
a_record_alone_is_refused(void **state)
{
	static const char text[] = FIXTURE "\n" FIXTURE_RECORD "\n";
	struct restored restored;

	(void)state;
	restore(&restored, text, strlen(text));
	assert_int_equal(restored.result, NEWSCONV_UNSUPPORTED);
	assert_non_null(strstr(restored.error.text, "line 2 is a book's"));
	done(&restored);
}

/* Nor does an article pass for a record. */
static void
an_article_is_no_record(void **state)
{
	struct newsconv_text bytes = {FIXTURE, strlen(FIXTURE)};
	struct newsconv_error error;
	struct restored restored;

	(void)state;
	restore(&restored, FIXTURE, strlen(FIXTURE));
	assert_int_equal(nc_restore_objects(&restored.articles, &restored.count,
			     bytes, NC_RESTORE_RECORD, restored.arena, &error),
	    NEWSCONV_BAD_VALUE);
	assert_non_null(strstr(error.text, "is not \"newsconv-record/1\""));
	done(&restored);
}

static void
objects_may_stand_on_lines_or_one_after_another(void **state)
{
	static const char text[] = "\xef\xbb\xbf\n" FIXTURE "\r\n\n" FIXTURE
				   " " FIXTURE "\n";
	struct restored restored;

	(void)state;
	restore(&restored, text, strlen(text));
	assert_int_equal(restored.result, NEWSCONV_OK);
	assert_int_equal(restored.count, 3);
	done(&restored);
}

static void
getters_keep_their_promises(void **state)
{
	const struct newsconv_segment *segments;
	const struct newsconv_source *source;
	struct newsconv_article *article;
	struct restored restored;
	size_t i;

	(void)state;
	restore(&restored, FIXTURE, strlen(FIXTURE));
	article = restored.articles[0];
	assert_true(article->restored);
	source = newsconv_article_source(article);
	assert_text(source->bytes, "");
	assert_int_equal(newsconv_article_segments(article, &segments), 12);
	for (i = 0; i < 12; i++)
		assert_non_null(segments[i].text.data);
	assert_text(segments[9].text, "Other");
	assert_text(segments[4].text, "KYIV, May 3 (X) \xe2\x80\x93 One.");
	assert_text(segments[1].text, "Found");
	assert_non_null(newsconv_article_modified(article)->zone.data);
	done(&restored);
}

/* The fixture with `old` replaced once. */
static char *
replaced(const char *old, const char *new)
{
	const char *at = strstr(FIXTURE, old);
	size_t size = strlen(FIXTURE) + strlen(new) + 1, before;
	char *text = malloc(size);

	assert_non_null(text);
	if (at == NULL)
		fail_msg("%s is not in the fixture", old);
	before = (size_t)(at - FIXTURE);
	memcpy(text, FIXTURE, before);
	snprintf(text + before, size - before, "%s%s", new, at + strlen(old));
	return text;
}

static void
what_breaks_the_schema_is_refused_by_name(void **state)
{
	static const struct {
		const char *old, *new, *said;
	} cases[] = {
	    {"\"bytes\":900", "\"bytes\":0", "source.bytes is not an integer"},
	    {"\"bytes\":900", "\"bytes\":9e2", "source.bytes"},
	    {"\"bytes\":900", "\"bytes\":99999999999999999999", "not JSON"},
	    {"\"bytes\":900", "\"bytes\":180", "last segment ends after"},
	    {"\"bytes\":900", "\"bytes\":900,\"more\":1",
		"source has an unknown member \"more\""},
	    {"\"newlines\":\"crlf\",", "", "source has no member \"newlines\""},
	    {"\"newlines\":\"crlf\"", "\"newlines\":\"crlf\\u001b\"",
		"crlf\\x1b"},
	    {"\"method\":\"detected\"", "\"method\":null",
		"source.charset.method is no string"},
	    {"0.87", "1.01", "source.charset.confidence"},
	    {"0.87", "-0.01", "source.charset.confidence"},
	    {"0.87", "\"1\"", "source.charset.confidence"},
	    {"\"bom\":true", "\"bom\":1", "source.charset.bom"},
	    {"\"kind\":\"bidi\"", "\"kind\":\"nul\"",
		"source.repairs has one kind twice"},
	    {"0123456789abcdef\",", "0123456789abcdeF\",", "source.sha256"},
	    {"0123456789abcdef\",", "\",", "source.sha256"},
	    {"0123456789abcdef\",", "0123456789abcdef0\",", "source.sha256"},
	    {"\"urn:uuid:0", "\"urn:uuid:\\u0000", "not JSON"},
	    {"\"urn:uuid:0", "\"urn:uuid:g", "id is not of the form"},
	    {"\"number\":2", "\"number\":4", "part is not one of several"},
	    {"\"of\":3", "\"of\":1", "part is not one of several"},
	    {"\"start\":10,\"end\":190", "\"start\":11,\"end\":190",
		"the part's range"},
	    {"\"ar\"", "\"a\"", "language.tag"},
	    {"\"ar\"", "\"en_US\"", "language.tag"},
	    {"\"Arab\"", "\"arab\"", "language.script"},
	    {"\"Arab\"", "\"Arabic\"", "language.script"},
	    {"\"rtl\"", "\"up\"", "language.direction"},
	    {"\"origin\":\"option\"", "\"origin\":\"text\"", "language.origin"},
	    {"https://news.example/a?b=%20", "javascript:alert(1)",
		"url.text is not an absolute http"},
	    {"https://news.example/a?b=%20", "https://news.example/<\\\">",
		"url.text"},
	    {"HTTP://x.example/[1]", "file:///etc/passwd", "related[0].url"},
	    {"\"Given\"", "\"\"", "headline.text is empty"},
	    {"\"Given\"", "\"a\\u0001\"",
		"headline.text holds a control character (U+0001)"},
	    {"\"Given\"", "\"a\\n\"", "headline.text holds a control"},
	    {"\"Given\"", "\"a\\u0085\"", "headline.text holds a control"},
	    {"\"Given\"", "\"a\\uffff\"", "headline.text holds a control"},
	    {"\"Given\"", "\"a\\ud800\"", "not JSON"},
	    {"\"Given\"", "\"a\xff\"", "not JSON"},
	    {"\"Given\"", "{}", "headline.text is not a string"},
	    {"\"Given\"", "\"Given\",\"text\":\"x\"", "not JSON"},
	    {"\"segment\":2", "\"segment\":12",
		"dek.segment is 12, where there are 12 segments"},
	    {"\"segment\":2", "\"segment\":-1", "dek.segment"},
	    {"\"segment\":2", "\"segment\":18446744073709551615", "not JSON"},
	    {"\"value\":\"2021-05-03\"", "\"value\":\"2021-02-29\"",
		"dateline.date.value"},
	    {"\"kind\":\"person\"", "\"kind\":\"cat\"", "authorsFound[0].kind"},
	    {"\"precision\":\"minute\"", "\"precision\":\"day\"",
		"dates.published has a precision"},
	    {"\"decidedBy\":\"neighbour\",", "", "dates.published has one of"},
	    {"\"ambiguous\":true,", "\"ambiguous\":false,",
		"dates.published.ambiguous is not true"},
	    {"\"type\":\"paragraph\"", "\"type\":\"note\"", "body[0].type"},
	    {"\"type\":\"caption\"", "\"type\":\"unheard-of\"",
		"body[4].type is \"unheard-of\""},
	    {"\"segments\":[4]", "\"segments\":[4,5]", "body[0].segments"},
	    {"\"segments\":[4]", "\"segments\":[]", "body[0].segments"},
	    {"\"segments\":[4]", "\"segments\":4", "body[0].segments"},
	    {"* four", "four\\u0000", "not JSON"},
	    {"* four", "four\\r", "body[3].text holds a control"},
	    {"\"n\":5", "\"n\":6", "segments[5].n is not 5"},
	    {"\"start\":81", "\"start\":79", "segment 5 overlaps"},
	    {"\"end\":100", "\"end\":81", "segment 5 overlaps"},
	    {"\"firstLine\":6", "\"firstLine\":1", "segment 6 overlaps"},
	    {"\"blocks\":5", "\"blocks\":6", "stats counts 6 blocks of 5"},
	    {"\"warnings\":[]", "\"warnings\":[\"no-fun\"]", "warnings"},
	    {"\"warnings\":[]", "\"warnings\":{}", "warnings"},
	    {"\"name\":\"newsconv\"", "\"name\":\"other\"", "producer.name"},
	    {"{\"schema\":\"newsconv-article/1\"", "{\"schema\":1", "schema"},
	    {"\"version\":\"" NEWSCONV_VERSION "\"}}", "\"version\":\"\"}}",
		"producer.version"},
	    {"\"version\":\"" NEWSCONV_VERSION "\"}}", "", "not JSON"},
	    {"\"version\":\"" NEWSCONV_VERSION "\"}}",
		"\"version\":\"" NEWSCONV_VERSION "\"}} tail", "not JSON"},
	    {"\"version\":\"" NEWSCONV_VERSION "\"}}",
		"\"version\":\"" NEWSCONV_VERSION "\"}}[]",
		"it is not an object"},
	};
	struct restored restored;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *text = replaced(cases[i].old, cases[i].new);

		restore(&restored, text, strlen(text));
		if (restored.result != NEWSCONV_BAD_VALUE)
			fail_msg("%s: %d", cases[i].new, restored.result);
		if (strstr(restored.error.text, cases[i].said) == NULL)
			fail_msg(
			    "%s: \"%s\"", cases[i].new, restored.error.text);
		done(&restored);
		free(text);
	}
}

static void
the_line_of_what_is_refused_is_told(void **state)
{
	char *bad = replaced("\"newlines\":\"crlf\"", "\"newlines\":\"x\"");
	size_t size = strlen(FIXTURE) + strlen(bad) + 3;
	char *text = malloc(size);
	struct restored restored;

	(void)state;
	assert_non_null(text);
	snprintf(text, size, "%s\n\n%s", FIXTURE, bad);
	restore(&restored, text, strlen(text));
	assert_int_equal(restored.result, NEWSCONV_BAD_VALUE);
	assert_int_equal(restored.error.line, 3);
	assert_non_null(strstr(restored.error.text, "line 3"));
	done(&restored);
	free(text);
	free(bad);
}

static void
another_version_of_the_schema_is_named(void **state)
{
	static const char *const versions[] = {
	    "2", "11", "01", "", "1.5", "-1"};
	struct restored restored;
	char schema[64];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(versions) / sizeof(*versions); i++) {
		char *text;

		snprintf(schema, sizeof(schema), "newsconv-article/%s\"",
		    versions[i]);
		text = replaced("newsconv-article/1\"", schema);
		restore(&restored, text, strlen(text));
		assert_int_equal(restored.result, NEWSCONV_UNSUPPORTED);
		schema[strlen(schema) - 1] = '\0';
		assert_non_null(strstr(restored.error.text, schema));
		done(&restored);
		free(text);
	}
}

static void
deep_nesting_and_no_object_are_refused(void **state)
{
	enum { DEEP = 1 << 20 };
	char *deep = malloc(DEEP);
	struct restored restored;

	(void)state;
	assert_non_null(deep);
	memset(deep, '[', DEEP);
	restore(&restored, deep, DEEP);
	assert_int_equal(restored.result, NEWSCONV_BAD_VALUE);
	done(&restored);
	restore(&restored, " \n", 2);
	assert_int_equal(restored.result, NEWSCONV_BAD_VALUE);
	done(&restored);
	free(deep);
}

static void
memory_that_is_not_there_is_a_result(void **state)
{
	struct newsconv_text bytes = {FIXTURE, strlen(FIXTURE)};
	struct newsconv_article **articles;
	struct nc_arena *arena;
	size_t count, ceiling;
	int result = NEWSCONV_NO_MEMORY;

	(void)state;
	for (ceiling = 64; result == NEWSCONV_NO_MEMORY; ceiling += 64) {
		arena = nc_arena_new(ceiling);
		assert_non_null(arena);
		result = nc_restore_json(&articles, &count, bytes, arena, NULL);
		nc_arena_free(arena);
	}
	assert_int_equal(result, NEWSCONV_OK);
	assert_true(ceiling > 1024);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_member_comes_back_as_it_was),
	    cmocka_unit_test(indented_it_is_the_same_article),
	    cmocka_unit_test(a_record_is_all_but_the_texts_of_the_body),
	    cmocka_unit_test(a_record_alone_is_refused),
	    cmocka_unit_test(an_article_is_no_record),
	    cmocka_unit_test(objects_may_stand_on_lines_or_one_after_another),
	    cmocka_unit_test(getters_keep_their_promises),
	    cmocka_unit_test(what_breaks_the_schema_is_refused_by_name),
	    cmocka_unit_test(the_line_of_what_is_refused_is_told),
	    cmocka_unit_test(another_version_of_the_schema_is_named),
	    cmocka_unit_test(deep_nesting_and_no_object_are_refused),
	    cmocka_unit_test(memory_that_is_not_there_is_a_result),
	};

	return RUN(tests);
}
