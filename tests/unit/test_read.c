/* The public entry points, given what newsconv wrote. */
#include "unit.h"

#include "read.h"
#include "restore_fixture.h"
#include "utf8.h"

static struct newsconv_read_options
no_options(void)
{
	struct newsconv_read_options options;

	memset(&options, 0, sizeof(options));
	options.size = sizeof(options);
	return options;
}

static void
one_article_is_read_and_freed_by_itself(void **state)
{
	struct newsconv_article *article = NULL;
	struct newsconv_error error;

	(void)state;
	if (newsconv_article_parse(
		&article, FIXTURE, strlen(FIXTURE), NULL, &error) < 0)
		fail_msg("%s", error.text);
	assert_text(newsconv_article_source(article)->name, "in.txt");
	assert_int_equal(newsconv_article_part(article)->of, 3);
	newsconv_article_free(article);
}

static void
of_several_none_is_the_one(void **state)
{
	static const char two[] = FIXTURE "\n" FIXTURE "\n";
	struct newsconv_article *article = NULL;
	struct newsconv_articles *articles = NULL;
	struct newsconv_error error;

	(void)state;
	assert_int_equal(
	    newsconv_article_parse(&article, two, strlen(two), NULL, &error),
	    NEWSCONV_UNSUPPORTED);
	assert_non_null(strstr(error.text, "holds 2 articles"));
	assert_null(article);
	assert_int_equal(
	    newsconv_articles_parse(&articles, two, strlen(two), NULL, NULL),
	    NEWSCONV_OK);
	assert_int_equal(newsconv_articles_count(articles), 2);
	newsconv_articles_free(articles);
}

static void
options_replace_what_was_written_and_keep_what_was_found(void **state)
{
	static const char *const names[] = {"Cy"};
	struct newsconv_read_options options = no_options();
	struct newsconv_article *article = NULL;

	(void)state;
	options.title = "Newer";
	options.publisher = "Another";
	options.authors = names;
	options.author_count = 1;
	options.date = "2022";
	options.language = "en";
	options.name = "not this.txt";
	options.charset = "UTF-16";
	assert_int_equal(newsconv_article_parse(&article, FIXTURE,
			     strlen(FIXTURE), &options, NULL),
	    NEWSCONV_OK);
	assert_text(
	    article->fields[NEWSCONV_FIELD_HEADLINE].value.text, "Newer");
	/* "Given" was given, too: what the text says is still "Found". */
	assert_text(
	    article->fields[NEWSCONV_FIELD_HEADLINE].found.text, "Found");
	assert_text(
	    article->fields[NEWSCONV_FIELD_PUBLISHER].found.text, "News");
	assert_text(article->authors[0].name.text, "Cy");
	assert_int_equal(article->author_found_count, 1);
	assert_text(article->authors_found[0].name.text, "Ann");
	assert_string_equal(article->published.value, "2022");
	assert_text(article->published_found.printed.text, "3/5/2021");
	assert_false(article->language.rtl);
	assert_text(article->dump.source.name, "in.txt");
	newsconv_article_free(article);
}

static void
of_several_neither_title_nor_url_is_replaced(void **state)
{
	static const char two[] = FIXTURE "\n" FIXTURE "\n";
	struct newsconv_read_options options = no_options();
	struct newsconv_articles *articles = NULL;
	const struct newsconv_article *second;

	(void)state;
	options.title = "Newer";
	options.url = "http://other.example/";
	options.language = "fr";
	assert_int_equal(newsconv_articles_parse(
			     &articles, two, strlen(two), &options, NULL),
	    NEWSCONV_OK);
	second = newsconv_articles_at(articles, 1);
	assert_text(
	    newsconv_article_field(second, NEWSCONV_FIELD_HEADLINE)->text,
	    "Given");
	assert_text(newsconv_article_field(second, NEWSCONV_FIELD_URL)->text,
	    "https://news.example/a?b=%20");
	assert_text(newsconv_article_language(second)->tag, "fr");
	newsconv_articles_free(articles);
}

static void
an_archive_takes_it_for_a_dump(void **state)
{
	struct newsconv_articles *articles = NULL;
	const struct newsconv_article *article;

	(void)state;
	assert_int_equal(nc_articles_parse_dump(
			     &articles, FIXTURE, strlen(FIXTURE), NULL, NULL),
	    NEWSCONV_OK);
	article = newsconv_articles_at(articles, 0);
	assert_false(article->restored);
	assert_int_equal(
	    newsconv_article_source(article)->bytes.size, strlen(FIXTURE));
	newsconv_articles_free(articles);
}

static void
a_folder_learns_nothing_of_it(void **state)
{
	struct newsconv_folder *folder = NULL;
	char epub[58] = "PK\3\4";

	(void)state;
	epub[26] = 8;
	memcpy(epub + 30, "mimetypeapplication/epub+zip", 28);
	assert_int_equal(newsconv_folder_new(&folder, NULL), NEWSCONV_OK);
	assert_int_equal(
	    newsconv_folder_parse(folder, epub, sizeof(epub), NULL, NULL),
	    NEWSCONV_OK);
	assert_int_equal(
	    newsconv_folder_parse(folder, FIXTURE, strlen(FIXTURE), NULL, NULL),
	    NEWSCONV_OK);
	assert_int_equal(newsconv_folder_finish(folder, NULL), NEWSCONV_OK);
	newsconv_folder_free(folder);
}

static void
formats_that_hold_the_dump_are_refused(void **state)
{
	struct newsconv_article *article = NULL;
	struct newsconv_output *output = NULL;
	struct newsconv_error error;

	(void)state;
	assert_int_equal(newsconv_article_parse(
			     &article, FIXTURE, strlen(FIXTURE), NULL, NULL),
	    NEWSCONV_OK);
	assert_int_equal(newsconv_output_open(&output, "/dev/null",
			     newsconv_format_for_name("warc"), NULL, &error),
	    NEWSCONV_OK);
	assert_int_equal(
	    newsconv_output_add(output, article, &error), NEWSCONV_UNSUPPORTED);
	newsconv_output_free(output);
	newsconv_article_free(article);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_article_is_read_and_freed_by_itself),
	    cmocka_unit_test(of_several_none_is_the_one),
	    cmocka_unit_test(
		options_replace_what_was_written_and_keep_what_was_found),
	    cmocka_unit_test(of_several_neither_title_nor_url_is_replaced),
	    cmocka_unit_test(an_archive_takes_it_for_a_dump),
	    cmocka_unit_test(a_folder_learns_nothing_of_it),
	    cmocka_unit_test(formats_that_hold_the_dump_are_refused),
	};

	return RUN(tests);
}
