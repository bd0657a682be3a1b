/* The public API, as a user of the library meets it. */
#include "unit.h"

static const char dump[] =
    "A headline of some length for the test\n\nBy Ana Lima\n\n12 June 2021\n\n"
    "The first paragraph is long enough to be told from a heading, and it ends "
    "as a sentence does.\n\nThe second one is as long as the first, for the "
    "body of an article has more than one of them.\n";

static struct newsconv_article *
parse(const struct newsconv_read_options *options)
{
	struct newsconv_article *article = NULL;

	assert_int_equal(newsconv_article_parse(
			     &article, dump, sizeof(dump) - 1, options, NULL),
	    NEWSCONV_OK);
	return article;
}

static void
options_replace_what_was_found(void **state)
{
	const char *authors[] = {"Bo Ek", "Cy Roe"};
	struct newsconv_read_options options = {.size = sizeof(options),
	    .title = "Another title",
	    .authors = authors,
	    .author_count = 2,
	    .date = "2020-02",
	    .language = "ar",
	    .url = "https://example.org/a?b=c#d",
	    .publisher = "The Example"};
	struct newsconv_article *article = parse(&options);
	const struct newsconv_author *first;
	const struct newsconv_field *headline = newsconv_article_field(
	    article, NEWSCONV_FIELD_HEADLINE);

	(void)state;
	assert_text(headline->text, "Another title");
	assert_int_equal(headline->origin, NEWSCONV_ORIGIN_OPTION);
	assert_int_equal(newsconv_article_authors(article, &first), 2);
	assert_text(first[1].name.text, "Cy Roe");
	assert_string_equal(
	    newsconv_article_published(article)->value, "2020-02");
	assert_int_equal(newsconv_article_language(article)->rtl, 1);
	assert_text(newsconv_article_language(article)->script, "Arab");
	assert_text(newsconv_article_field(article, NEWSCONV_FIELD_URL)->text,
	    "https://example.org/a?b=c#d");
	newsconv_article_free(article);
}

static void
values_that_mean_nothing_are_refused_by_name(void **state)
{
	static const struct {
		struct newsconv_read_options options;
		const char *text; /* how the error begins */
	} cases[] = {
	    {{.title = " "}, "the title is empty"},
	    {{.title = "a\nb"}, "the title holds a control character"},
	    {{.title = "\xff"}, "the title is not UTF-8"},
	    {{.publisher = ""}, "the publisher is empty"},
	    {{.date = "2021-02-30"}, "the date \"2021-02-30\""},
	    {{.language = "english language"}, "the language \"english"},
	    {{.url = "example.org"}, "the URL \"example.org\""},
	    {{.url = "http:///x"}, "the URL"},
	    {{.url = "http://a/b c"}, "the URL"},
	    {{.url = "http://a/%zz"}, "the URL"},
	    {{.url = "ftp://a/"}, "the URL"},
	    {{.url = "http://a/#b#c"}, "the URL"},
	};
	struct newsconv_error error;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct newsconv_read_options options = cases[i].options;

		options.size = sizeof(options);
		assert_int_equal(newsconv_read_options_check(&options, &error),
		    NEWSCONV_BAD_VALUE);
		if (strncmp(error.text, cases[i].text, strlen(cases[i].text)) !=
		    0)
			fail_msg("%zu: %s", i, error.text);
	}
}

static void
an_older_and_smaller_options_structure_is_read_as_far_as_it_goes(void **state)
{
	struct newsconv_read_options options = {
	    .size = offsetof(struct newsconv_read_options, authors),
	    .title = "Title",
	    .date = "nonsense that lies behind the size"};
	struct newsconv_article *article = parse(&options);

	(void)state;
	assert_text(
	    newsconv_article_field(article, NEWSCONV_FIELD_HEADLINE)->text,
	    "Title");
	newsconv_article_free(article);
}

static void
inputs_without_text_fail_and_say_why(void **state)
{
	static const struct {
		const char *bytes;
		size_t size;
		int result;
	} cases[] = {{"", 0, NEWSCONV_EMPTY}, {" \n\t\n", 4, NEWSCONV_EMPTY},
	    {"\xef\xbb\xbf", 3, NEWSCONV_EMPTY},
	    {"\x7f"
	     "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0",
		16, NEWSCONV_BINARY},
	    {"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16, NEWSCONV_BINARY}};
	struct newsconv_article *article = NULL;
	struct newsconv_error error;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(
		    newsconv_article_parse(
			&article, cases[i].bytes, cases[i].size, NULL, &error),
		    cases[i].result);
		assert_null(article);
		assert_int_equal(error.code, cases[i].result);
		assert_true(strlen(error.text) > 0);
	}
}

static void
a_limit_on_the_size_holds(void **state)
{
	struct newsconv_read_options options = {
	    .size = sizeof(options), .max_size = 100};
	struct newsconv_article *article = NULL;
	struct newsconv_error error;

	(void)state;
	assert_int_equal(newsconv_article_parse(&article, dump,
			     sizeof(dump) - 1, &options, &error),
	    NEWSCONV_TOO_LARGE);
	assert_int_equal(newsconv_article_read(
			     &article, "samples/council.txt", &options, &error),
	    NEWSCONV_TOO_LARGE);
	assert_string_equal(error.where, "samples/council.txt");
}

static void
formats_are_found_by_name_and_by_suffix(void **state)
{
	static const char *const paths[][2] = {{"a.epub", "epub"},
	    {"x/a.json", "json"}, {"a.jsonl", "jsonl"}, {"a.ndjson", "jsonl"},
	    {"a.warc", "warc"}, {"a.b.warc.gz", "warc.gz"}};
	static const char *const none[] = {
	    "a", "a.gz", ".epub", "dir.epub/a", "a.epub/", "a.EPUBX", ""};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		const struct newsconv_format *format = newsconv_format_for_path(
		    paths[i][0]);

		assert_non_null(format);
		assert_string_equal(format->name, paths[i][1]);
		assert_ptr_equal(
		    newsconv_format_for_name(format->name), format);
	}
	for (i = 0; i < sizeof(none) / sizeof(*none); i++)
		assert_null(newsconv_format_for_path(none[i]));
	assert_null(newsconv_format_for_name("pdf"));
}

static void
json_holds_one_article_and_says_so(void **state)
{
	struct newsconv_article *article = parse(NULL);
	struct newsconv_output *output = NULL;
	struct newsconv_error error;

	(void)state;
	assert_int_equal(newsconv_output_open(&output, "/dev/null",
			     newsconv_format_for_name("json"), NULL, NULL),
	    0);
	assert_int_equal(newsconv_output_add(output, article, NULL), 0);
	assert_int_equal(
	    newsconv_output_add(output, article, &error), NEWSCONV_NO_ROOM);
	newsconv_output_free(output);
	newsconv_article_free(article);
}

static void
an_output_without_articles_is_not_written(void **state)
{
	struct newsconv_output *output = NULL;

	(void)state;
	assert_int_equal(newsconv_output_open(&output, "/dev/null",
			     newsconv_format_for_name("epub"), NULL, NULL),
	    0);
	assert_int_equal(newsconv_output_finish(output, NULL), NEWSCONV_EMPTY);
	newsconv_output_free(output);
}

static void
equal_dumps_have_different_records_and_pass_validation(void **state)
{
	struct newsconv_article *article = parse(NULL);
	struct newsconv_output *output = NULL;
	struct newsconv_error error;
	int i;

	(void)state;
	assert_int_equal(newsconv_output_open(&output, "/dev/null",
			     newsconv_format_for_name("warc.gz"), NULL, NULL),
	    0);
	for (i = 0; i < 200; i++)
		assert_int_equal(newsconv_output_add(output, article, NULL), 0);
	if (newsconv_output_finish(output, &error) < 0)
		fail_msg("%s: %s", error.where, error.text);
	newsconv_output_free(output);
	newsconv_article_free(article);
}

static void
a_time_outside_the_calendar_is_refused(void **state)
{
	struct newsconv_write_options options;
	struct newsconv_output *output = NULL;

	(void)state;
	newsconv_write_options_init(&options);
	options.time = -1;
	assert_int_equal(newsconv_output_open(&output, "/dev/null",
			     newsconv_format_for_name("epub"), &options, NULL),
	    NEWSCONV_BAD_VALUE);
	assert_null(output);
}

static void
freeing_nothing_is_fine(void **state)
{
	(void)state;
	newsconv_article_free(NULL);
	newsconv_output_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(options_replace_what_was_found),
	    cmocka_unit_test(values_that_mean_nothing_are_refused_by_name),
	    cmocka_unit_test(
		an_older_and_smaller_options_structure_is_read_as_far_as_it_goes),
	    cmocka_unit_test(inputs_without_text_fail_and_say_why),
	    cmocka_unit_test(a_limit_on_the_size_holds),
	    cmocka_unit_test(formats_are_found_by_name_and_by_suffix),
	    cmocka_unit_test(json_holds_one_article_and_says_so),
	    cmocka_unit_test(an_output_without_articles_is_not_written),
	    cmocka_unit_test(
		equal_dumps_have_different_records_and_pass_validation),
	    cmocka_unit_test(a_time_outside_the_calendar_is_refused),
	    cmocka_unit_test(freeing_nothing_is_fine),
	};

	return RUN(tests);
}
