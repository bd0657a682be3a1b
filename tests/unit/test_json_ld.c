/* What an article says of itself to machines. */
#include "written_article.h"

#include "json_ld.h"

#define BEGIN \
	"{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\"," \
	"\"identifier\":\"urn:uuid:00000000-0000-5000-8000-000000000000\","

static void
expect(const struct written *written, const char *object)
{
	struct nc_buffer buffer = NC_BUFFER(1 << 20);

	nc_json_ld(&buffer, &written->article);
	assert_int_equal(nc_buffer_check(&buffer, NULL), NEWSCONV_OK);
	assert_string_equal(buffer.data, object);
	nc_buffer_free(&buffer);
}

static void
all_that_is_known_is_said(void **state)
{
	struct written written;

	(void)state;
	written_begin(&written, "pt-BR", false, "A ponte");
	written_field(&written, NEWSCONV_FIELD_DEK, "Custa pouco", 1);
	written_field(&written, NEWSCONV_FIELD_SECTION, "Cidade", 2);
	written_field(&written, NEWSCONV_FIELD_PUBLISHER, "O Rio", 3);
	written_field(
	    &written, NEWSCONV_FIELD_URL, "https://rio.example/ponte", 4);
	written_author(
	    &written, "Ana Lima", NEWSCONV_AUTHOR_PERSON, NEWSCONV_ORIGIN_TEXT);
	written_author(&written, "AFP", NEWSCONV_AUTHOR_ORGANIZATION,
	    NEWSCONV_ORIGIN_TEXT);
	written_author(&written, "raed_admin", NEWSCONV_AUTHOR_ACCOUNT,
	    NEWSCONV_ORIGIN_TEXT);
	written_author(
	    &written, "X", NEWSCONV_AUTHOR_UNKNOWN, NEWSCONV_ORIGIN_TEXT);
	written_date(&written.article.published, "3/4/2021", "2021-04-03");
	written_date(
	    &written.article.modified, "5/4/2021", "2021-04-05T08:30-03:00");
	expect(&written,
	    BEGIN "\"headline\":\"A ponte\",\"description\":\"Custa pouco\","
		  "\"author\":[{\"@type\":\"Person\",\"name\":\"Ana Lima\"},"
		  "{\"@type\":\"Organization\",\"name\":\"AFP\"},"
		  "{\"@type\":\"Person\",\"name\":\"raed_admin\"},"
		  "{\"name\":\"X\"}],"
		  "\"datePublished\":\"2021-04-03\","
		  "\"dateModified\":\"2021-04-05T08:30-03:00\","
		  "\"inLanguage\":\"pt-BR\",\"articleSection\":\"Cidade\","
		  "\"publisher\":{\"@type\":\"Organization\","
		  "\"name\":\"O Rio\"},"
		  "\"url\":\"https://rio.example/ponte\"}");
}

static void
what_is_not_known_is_not_said(void **state)
{
	struct written written;

	(void)state;
	/* No language, no headline: the name is the file's. */
	written_begin(&written, "und", false, "");
	expect(&written, BEGIN "\"name\":\"dump\"}");
}

static void
the_day_of_a_change_is_no_day_of_publication(void **state)
{
	struct written written;

	(void)state;
	written_begin(&written, "en", false, "H");
	written_date(&written.article.published, "5 May", "2021-05-05");
	written.article.published.of_change = 1;
	written_date(&written.article.modified, "5 May", "2021-05-05");
	expect(&written,
	    BEGIN "\"headline\":\"H\",\"dateModified\":\"2021-05-05\","
		  "\"inLanguage\":\"en\"}");
}

static void
nothing_ends_the_script_or_is_markup_in_it(void **state)
{
	struct written written;

	(void)state;
	written_begin(&written, "en", false,
	    "</script><!-- &amp; ]]> \"q\" \\ \xe2\x80\xa8");
	expect(&written,
	    BEGIN "\"headline\":\"\\u003c/script\\u003e\\u003c!-- "
		  "\\u0026amp; ]]\\u003e \\\"q\\\" \\\\ \xe2\x80\xa8\","
		  "\"inLanguage\":\"en\"}");
}

static void
a_full_buffer_is_told(void **state)
{
	struct nc_buffer buffer = NC_BUFFER(64);
	struct written written;

	(void)state;
	written_begin(&written, "en", false, "H");
	nc_json_ld(&buffer, &written.article);
	assert_int_equal(nc_buffer_check(&buffer, NULL), NEWSCONV_TOO_LARGE);
	nc_buffer_free(&buffer);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(all_that_is_known_is_said),
	    cmocka_unit_test(what_is_not_known_is_not_said),
	    cmocka_unit_test(the_day_of_a_change_is_no_day_of_publication),
	    cmocka_unit_test(nothing_ends_the_script_or_is_markup_in_it),
	    cmocka_unit_test(a_full_buffer_is_told),
	};

	return RUN(tests);
}
