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
	    {{.date = "2021-02-30"},
		"the date \"2021-02-30\" is not in the "
		"calendar: there is no such day"},
	    {{.date = "2021-00"},
		"the date \"2021-00\" is not in the calendar: there is no such "
		"month"},
	    {{.date = "2021-06-31T08:30Z"},
		"the date \"2021-06-31T08:30Z\" is not in the calendar"},
	    {{.date = "2021-06-3"},
		"the date \"2021-06-3\" is not of the form"},
	    {{.date = "2021-06-12T08:30:00.5Z"},
		"the date \"2021-06-12T08:30:00.5Z\" is not of the form"},
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
a_url_is_what_parsers_take_without_complaint(void **state)
{
	static const char *const good[] = {"https://a.example/x?y#z",
	    "HTTPS://A.example", "https://[::1]/",
	    "https://[::ffff:1.2.3.4]:8/", "http://a:65535/", "http://a:0/",
	    "https://a./", "https://1.2.3.4/", "https://a_b--c/",
	    "https://xn--mnchen-3ya/", "https://XN--Mnchen-3ya/",
	    "https://xn--strae-oqa/", "https://xn--kxaef0b5ab/",
	    "https://xn--mgbh0fb.example/", "https://xn--80ak6aa92e.com/"};
	static const char *const bad[] = {"https://a:/", "https://a:x/",
	    "https://a:65536/", "https://a:99999999999/", "https://a:1:2/",
	    "https://u@a/", "https://u:p@a/", "https://@/", "https://a..b/",
	    "https://.a/", "https://./", "https://.../", "https://a%41b/",
	    "https://[::1/", "https://[::g]/", "https://[::1]x/", "https://[]/",
	    "https://::1/", "https://256.1.1.1/", "https://1.2.3/",
	    "https://a.0x1/", "https://xn--/", "https://xn--a/",
	    "https://xn--0/", "https://a.xn--zzzzzzzz/", "https://xn--mnchen-/",
	    "https://xn--99999999/", "https://a/?[", "https://a/\xc3\xa9",
	    "https://?a", "https://"};
	struct newsconv_read_options options = {.size = sizeof(options)};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(*good); i++) {
		options.url = good[i];
		if (newsconv_read_options_check(&options, NULL) < 0)
			fail_msg("refused: %s", good[i]);
	}
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		options.url = bad[i];
		if (newsconv_read_options_check(&options, NULL) == 0)
			fail_msg("accepted: %s", bad[i]);
	}
}

/* "https://" with labels of this size, so many, and a path of that size. */
static int
check_long_url(size_t label, size_t labels, size_t path, char text[512])
{
	struct newsconv_read_options options = {.size = sizeof(options)};
	struct newsconv_error error = {.text = ""};
	char *url = calloc(1, labels * (label + 1) + path + 10);
	size_t used = 8;
	int result;

	assert_non_null(url);
	memcpy(url, "https://", 8);
	for (; labels > 0; labels--) {
		memset(url + used, 'a', label);
		used += label;
		url[used++] = labels == 1 ? '/' : '.';
	}
	memset(url + used, 'p', path);
	options.url = url;
	result = newsconv_read_options_check(&options, &error);
	memcpy(text, error.text, sizeof(error.text));
	free(url);
	return result;
}

static void
a_url_has_limits(void **state)
{
	char text[512];

	(void)state;
	assert_int_equal(check_long_url(63, 1, 1, text), 0);
	assert_int_equal(check_long_url(64, 1, 1, text), NEWSCONV_BAD_VALUE);
	/* 127 letters and 126 dots: 253 bytes. */
	assert_int_equal(check_long_url(1, 127, 1, text), 0);
	assert_int_equal(check_long_url(1, 128, 1, text), NEWSCONV_BAD_VALUE);
	assert_int_equal(check_long_url(1, 1, 7990, text), 0);
	assert_int_equal(check_long_url(1, 1, 7991, text), NEWSCONV_BAD_VALUE);
	assert_string_equal(text, "the URL is longer than 8000 bytes");
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
	    {"a.warc", "warc"}, {"a.EPUB", "epub"}, {"A.Warc.GZ", "warc.gz"},
	    {"a.b.warc.gz", "warc.gz"}};
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
many_dumps_and_their_doubles_are_told_apart(void **state)
{
	struct newsconv_output *output = NULL;
	struct newsconv_error error;
	char text[sizeof(dump) + 16];
	int i;

	(void)state;
	assert_int_equal(newsconv_output_open(&output, "/dev/null",
			     newsconv_format_for_name("warc"), NULL, NULL),
	    0);
	for (i = 0; i < 600; i++) {
		struct newsconv_article *article = NULL;
		int size = snprintf(
		    text, sizeof(text), "%s\n%d\n", dump, i % 200);

		assert_int_equal(newsconv_article_parse(
				     &article, text, (size_t)size, NULL, NULL),
		    0);
		assert_int_equal(newsconv_output_add(output, article, NULL), 0);
		newsconv_article_free(article);
	}
	if (newsconv_output_finish(output, &error) < 0)
		fail_msg("%s: %s", error.where, error.text);
	newsconv_output_free(output);
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

/* Two bytes each: of nothing is so much made of so little. */
static void
many_articles_of_one_letter_are_read(void **state)
{
	struct newsconv_read_options options = {
	    .size = sizeof(options), .split = NEWSCONV_SPLIT_ALWAYS};
	struct newsconv_articles *articles = NULL;
	size_t count = 50000, i;
	char *bytes = malloc(2 * count);

	(void)state;
	assert_non_null(bytes);
	for (i = 0; i < count; i++)
		memcpy(bytes + 2 * i, "a\f", 2);
	assert_int_equal(newsconv_articles_parse(
			     &articles, bytes, 2 * count, &options, NULL),
	    NEWSCONV_OK);
	assert_int_equal(newsconv_articles_count(articles), count);
	newsconv_articles_free(articles);
	free(bytes);
}

static void
json_in_memory_is_one_line_and_can_be_asked_again(void **state)
{
	struct newsconv_article *article = parse(NULL);
	struct newsconv_string json = {0};
	char *first;

	(void)state;
	assert_int_equal(
	    newsconv_article_json(&json, article, NULL), NEWSCONV_OK);
	assert_true(json.size > sizeof(dump));
	assert_int_equal(strlen(json.data), json.size);
	assert_null(strchr(json.data, '\n'));
	assert_int_equal(json.data[json.size - 1], '}');
	assert_non_null(strstr(json.data, newsconv_article_id(article)));
	/* In place of the first, not behind it. */
	first = strdup(json.data);
	assert_non_null(first);
	assert_int_equal(
	    newsconv_article_json(&json, article, NULL), NEWSCONV_OK);
	assert_string_equal(json.data, first);
	free(first);
	newsconv_string_free(&json);
	assert_null(json.data);
	assert_int_equal(json.capacity, 0);
	newsconv_string_free(NULL);
	newsconv_article_free(article);
}

static void
equal_names_have_equal_ids(void **state)
{
	char one[NEWSCONV_UUID_SIZE], two[NEWSCONV_UUID_SIZE];

	(void)state;
	newsconv_uuid(one, "a\0b", 3);
	newsconv_uuid(two, "a\0b", 3);
	assert_string_equal(one, two);
	assert_memory_equal(one, "urn:uuid:", 9);
	assert_int_equal(one[23], '5');
	newsconv_uuid(two, "a\0c", 3);
	assert_string_not_equal(one, two);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(equal_names_have_equal_ids),
	    cmocka_unit_test(options_replace_what_was_found),
	    cmocka_unit_test(values_that_mean_nothing_are_refused_by_name),
	    cmocka_unit_test(a_url_is_what_parsers_take_without_complaint),
	    cmocka_unit_test(a_url_has_limits),
	    cmocka_unit_test(
		an_older_and_smaller_options_structure_is_read_as_far_as_it_goes),
	    cmocka_unit_test(inputs_without_text_fail_and_say_why),
	    cmocka_unit_test(a_limit_on_the_size_holds),
	    cmocka_unit_test(formats_are_found_by_name_and_by_suffix),
	    cmocka_unit_test(json_holds_one_article_and_says_so),
	    cmocka_unit_test(an_output_without_articles_is_not_written),
	    cmocka_unit_test(
		equal_dumps_have_different_records_and_pass_validation),
	    cmocka_unit_test(many_dumps_and_their_doubles_are_told_apart),
	    cmocka_unit_test(a_time_outside_the_calendar_is_refused),
	    cmocka_unit_test(freeing_nothing_is_fine),
	    cmocka_unit_test(many_articles_of_one_letter_are_read),
	    cmocka_unit_test(json_in_memory_is_one_line_and_can_be_asked_again),
	};

	return RUN(tests);
}
