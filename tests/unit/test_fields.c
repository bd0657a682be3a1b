/* Records as others lay them out, and what each of their fields is taken for. */
#include "unit.h"

#include "fields.h"

static struct nc_arena *arena;
static struct nc_given given;
static struct nc_record record;
static json_t *object;

static int
set_up(void **state)
{
	(void)state;
	arena = nc_arena_new(1 << 20);
	return arena == NULL;
}

static int
tear_down(void **state)
{
	(void)state;
	json_decref(object);
	object = NULL;
	nc_arena_free(arena);
	return 0;
}

static void
read_record(const char *text, const char *field)
{
	struct nc_field_names names = {&field, field != NULL};
	struct newsconv_text bytes = {text, strlen(text)};

	json_decref(object);
	assert_int_equal(nc_json_read(&object, bytes, 1, NULL), NEWSCONV_OK);
	nc_given_init(&given);
	assert_int_equal(nc_fields_read(&given, &record, arena, object, &names),
	    NEWSCONV_OK);
}

static void
c4_gives_text_url_and_when_it_was_fetched(void **state)
{
	(void)state;
	read_record("{\"text\":\"A b.\",\"timestamp\":\"2019-04-25T12:57:54Z\","
		    "\"url\":\"https://example.org/\"}",
	    NULL);
	assert_string_equal(json_string_value(record.text), "A b.");
	assert_string_equal(record.text_field, "text");
	assert_string_equal(given.url, "https://example.org/");
	assert_int_equal(given.fetched, 1556197074);
	assert_null(given.date);
}

static void
the_date_of_fineweb_is_that_of_the_crawl(void **state)
{
	(void)state;
	read_record("{\"text\":\"A\",\"id\":\"<urn:uuid:1>\","
		    "\"dump\":\"CC-MAIN-2013-20\",\"url\":\"http://a.org/b\","
		    "\"date\":\"2013-05-18T05:48:54Z\","
		    "\"file_path\":\"s3://a\",\"language\":\"en\","
		    "\"language_score\":0.9,\"token_count\":5}",
	    NULL);
	assert_string_equal(json_string_value(record.name), "<urn:uuid:1>");
	assert_int_equal(given.fetched, 1368856134);
	assert_null(given.date);
	assert_string_equal(given.language, "en");
}

static void
cc_news_gives_title_date_and_publisher(void **state)
{
	(void)state;
	read_record("{\"title\":\"T\",\"text\":\"A\",\"domain\":\"a.org\","
		    "\"date\":\"2017-03-24 00:00:00\",\"description\":\"D\","
		    "\"url\":\"http://a.org/b\",\"image_url\":\"http://i/\"}",
	    NULL);
	assert_string_equal(given.title, "T");
	assert_string_equal(given.publisher, "a.org");
	assert_string_equal(given.date, "2017-03-24");
	assert_int_equal(given.fetched, NEWSCONV_TIME_UNKNOWN);
	read_record("{\"requested_url\":\"http://a.org/b\",\"plain_text\":"
		    "\"A\",\"published_date\":\"2016-09-01\",\"title\":\"T\","
		    "\"author\":\"Ida Holm\",\"sitename\":\"S\","
		    "\"language\":\"sv\"}",
	    NULL);
	assert_string_equal(record.text_field, "plain_text");
	assert_string_equal(given.date, "2016-09-01");
	assert_int_equal(given.author_count, 1);
	assert_string_equal(given.publisher, "S");
}

static void
news_please_gives_authors_and_both_dates(void **state)
{
	(void)state;
	read_record("{\"authors\":[\"A B\",\"C D\"],"
		    "\"date_download\":\"2021-01-02 03:04:05\","
		    "\"date_publish\":\"2021-01-01 00:00:00\","
		    "\"filename\":\"f.json\",\"language\":\"de\","
		    "\"maintext\":\"M\",\"source_domain\":\"a.org\","
		    "\"text\":null,\"title\":\"T\",\"url\":\"http://a.org/\"}",
	    NULL);
	assert_string_equal(json_string_value(record.text), "M");
	assert_int_equal(given.author_count, 2);
	assert_string_equal(given.authors[1], "C D");
	assert_int_equal(given.fetched, 1609556645);
	assert_string_equal(given.date, "2021-01-01");
}

static void
oscar_has_its_fields_in_objects(void **state)
{
	(void)state;
	read_record("{\"content\":\"C\",\"warc_headers\":{"
		    "\"warc-target-uri\":\"https://a.org/\","
		    "\"warc-date\":\"2021-09-16T11:07:14Z\","
		    "\"warc-record-id\":\"<urn:uuid:2>\"},\"metadata\":{"
		    "\"identification\":{\"label\":\"fr\",\"prob\":0.8},"
		    "\"sentence_identifications\":[null]}}",
	    NULL);
	assert_string_equal(json_string_value(record.text), "C");
	assert_string_equal(given.url, "https://a.org/");
	assert_int_equal(given.fetched, 1631790434);
	assert_string_equal(given.language, "fr");
	assert_string_equal(json_string_value(record.name), "<urn:uuid:2>");
}

static void
schema_org_has_names_in_objects(void **state)
{
	(void)state;
	read_record("{\"articleBody\":\"B\",\"headline\":\"H\",\"author\":"
		    "[{\"name\":\"A B\"},{\"name\":\"C D\"}],\"publisher\":"
		    "{\"name\":\"P\"},\"datePublished\":\"2020-01-01\","
		    "\"inLanguage\":\"en-GB\"}",
	    NULL);
	assert_string_equal(given.title, "H");
	assert_int_equal(given.author_count, 2);
	assert_string_equal(given.authors[0], "A B");
	assert_string_equal(given.publisher, "P");
	assert_string_equal(given.language, "en-GB");
}

static void
a_name_that_was_given_comes_first(void **state)
{
	(void)state;
	read_record("{\"text\":\"short\",\"story\":{\"full\":\"long\"}}",
	    "text=story.full");
	assert_string_equal(json_string_value(record.text), "long");
	read_record("{\"text\":\"short\"}", "text=story.full");
	assert_string_equal(json_string_value(record.text), "short");
	read_record("{\"Text\":\"x\",\"a.b\":\"T\"}", "title=a.b");
	assert_string_equal(given.title, "T");
	assert_string_equal(json_string_value(record.text), "x");
}

static void
values_that_say_nothing_give_way_to_the_next(void **state)
{
	(void)state;
	read_record("{\"url\":null,\"link\":\"http://a.org/\",\"date\":\"?\","
		    "\"pub_date\":1556197074,\"author\":[],\"byline\":"
		    "\"A; B\",\"language\":\"?\",\"lang\":\"en\"}",
	    NULL);
	assert_string_equal(given.url, "http://a.org/");
	assert_string_equal(given.date, "2019-04-25T12:57:54Z");
	assert_int_equal(given.author_count, 2);
	assert_string_equal(given.authors[1], "B");
	assert_string_equal(given.language, "en");
	assert_null(record.text);
}

static void
names_of_no_form_are_refused(void **state)
{
	static const char *const wrong[] = {
	    "text", "text=", "body=text", "=x", "", "TEXT=a"};
	struct newsconv_error error;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct nc_field_names names = {&wrong[i], 1};

		assert_int_equal(
		    nc_fields_check(&names, &error), NEWSCONV_BAD_VALUE);
	}
	assert_string_equal(error.text,
	    "the field \"TEXT=a\" is not of the form WHAT=NAME, where WHAT is "
	    "text, name, url, title, author, fetched, date, language or "
	    "publisher");
}

static void
what_is_no_json_is_told_by_line_and_column(void **state)
{
	struct newsconv_text text = {"{\"a\": 1,\n \"b\" 2}", 16};
	struct newsconv_error error;

	(void)state;
	assert_int_equal(
	    nc_json_read(&object, text, 7, &error), NEWSCONV_BAD_VALUE);
	assert_null(object);
	assert_string_equal(error.text,
	    "is not JSON: ':' expected near '2' (line 8, column 6)");
	assert_int_equal(error.line, 8);
}

static void
large_numbers_and_nul_are_json(void **state)
{
	(void)state;
	read_record("{\"id\":123456789012345678901234567890,"
		    "\"text\":\"a\\u0000b\"}",
	    NULL);
	assert_int_equal(json_string_length(record.text), 3);
}

#define FRESH(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    FRESH(c4_gives_text_url_and_when_it_was_fetched),
	    FRESH(the_date_of_fineweb_is_that_of_the_crawl),
	    FRESH(cc_news_gives_title_date_and_publisher),
	    FRESH(news_please_gives_authors_and_both_dates),
	    FRESH(oscar_has_its_fields_in_objects),
	    FRESH(schema_org_has_names_in_objects),
	    FRESH(a_name_that_was_given_comes_first),
	    FRESH(values_that_say_nothing_give_way_to_the_next),
	    FRESH(names_of_no_form_are_refused),
	    FRESH(what_is_no_json_is_told_by_line_and_column),
	    FRESH(large_numbers_and_nul_are_json),
	};

	return RUN(tests);
}
