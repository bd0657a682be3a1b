/* Texts of body blocks from pages, and what is no page of ours. */
#include "unit.h"

#include "restore_pages.h"

#define HEAD \
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n" \
	"<html xmlns=\"http://www.w3.org/1999/xhtml\"><head>" \
	"<title>T</title></head><body>\n<article>\n"
#define TAIL "</article>\n</body></html>\n"

enum { MOST = 8 };

struct reading {
	struct newsconv_article *article;
	struct newsconv_block body[MOST];
	struct newsconv_error error;
	size_t next;
	int result;
};

/* Types by letter: p paragraph, h subhead, q quote, l list item, c caption. */
static void
begin(struct reading *reading, const char *types)
{
	static const char letters[] = "phqlc";
	struct nc_dump dump;
	size_t i;

	memset(reading, 0, sizeof(*reading));
	memset(&dump, 0, sizeof(dump));
	dump.arena = nc_arena_new(1 << 24);
	reading->article = nc_article_new(&dump);
	assert_non_null(reading->article);
	for (i = 0; types[i] != '\0'; i++)
		reading->body[i].type = (enum newsconv_segment_type)(
		    NEWSCONV_SEGMENT_PARAGRAPH +
		    (strchr(letters, types[i]) - letters));
	reading->article->body = reading->body;
	reading->article->body_count = i;
}

static void
read_page(struct reading *reading, const char *page, size_t size)
{
	struct newsconv_text text = {page, size};

	reading->result = nc_restore_page(
	    reading->article, &reading->next, text, &reading->error);
}

static void
end(struct reading *reading)
{
	nc_article_free(reading->article);
}

static void
each_kind_of_block_gets_its_text(void **state)
{
	static const char page[] = HEAD
	    "<header><p class=\"section\">S</p><h1>H</h1></header>\n"
	    "<p><span class=\"dateline\">KYIV</span> \xe2\x80\x93 One</p>\n"
	    "<h2>Two &amp;amp; &lt;b&gt;</h2>\n"
	    "<blockquote>\n<p>Three</p>\n<p dir=\"rtl\">Four</p>\n"
	    "</blockquote>\n<ul>\n<li>* five</li>\n</ul>\n"
	    "<p class=\"x caption\">Six</p>\n<p></p>\n"
	    "<aside class=\"related\"><h2>R</h2><ul><li>r</li></ul></aside>\n"
	    "<footer><p class=\"note\">N</p></footer>\n"
	    "<nav class=\"turn\"><p>next</p></nav>\n" TAIL;
	static const char *const texts[] = {"KYIV \xe2\x80\x93 One",
	    "Two &amp; <b>", "Three", "Four", "* five", "Six", ""};
	struct reading reading;
	size_t i;

	(void)state;
	begin(&reading, "phqqlcp");
	read_page(&reading, page, strlen(page));
	if (reading.result < 0)
		fail_msg("%s", reading.error.text);
	assert_int_equal(reading.next, 7);
	for (i = 0; i < 7; i++)
		assert_text(reading.body[i].text, texts[i]);
	end(&reading);
}

static void
words_of_newsconv_are_no_text_of_the_dump(void **state)
{
	static const char first[] = HEAD
	    "<header><h1>H</h1></header><p>One</p>" TAIL;
	static const char second[] = HEAD
	    "<h1 class=\"continued\">H <span class=\"label\">(continued)</span>"
	    "</h1><p class=\"continued\">H</p>"
	    "<p><span class=\"label\">By</span>Two <bdi>and</bdi> half</p>"
	    "<section class=\"leftovers\"><p>L</p></section>" TAIL;
	struct reading reading;

	(void)state;
	begin(&reading, "pp");
	read_page(&reading, first, strlen(first));
	assert_int_equal(reading.result, NEWSCONV_OK);
	assert_int_equal(reading.next, 1);
	read_page(&reading, second, strlen(second));
	assert_int_equal(reading.result, NEWSCONV_OK);
	assert_int_equal(reading.next, 2);
	assert_text(reading.body[1].text, "Two and half");
	end(&reading);
}

static void
text_is_kept_as_it_is(void **state)
{
	static const char page[] = HEAD
	    "<p> a  b </p><p><!-- c -->d<![CDATA[<e>]]>f<?g?>h</p>"
	    "<p>&#x202E;&#8232;\xc2\xa0&#x1F600;</p>" TAIL;
	struct reading reading;

	(void)state;
	begin(&reading, "ppp");
	read_page(&reading, page, strlen(page));
	assert_int_equal(reading.result, NEWSCONV_OK);
	assert_text(reading.body[0].text, " a  b ");
	assert_text(reading.body[1].text, "d<e>fh");
	assert_text(reading.body[2].text,
	    "\xe2\x80\xae\xe2\x80\xa8\xc2\xa0\xf0\x9f\x98\x80");
	end(&reading);
}

static void
what_is_no_page_of_the_article_is_refused(void **state)
{
	static const struct {
		const char *page, *said;
	} cases[] = {
	    {HEAD "<h2>One</h2>" TAIL,
		"block 1 is of the type subhead, that of the record paragraph"},
	    {HEAD "<p>One</p><p>Two</p>" TAIL, "more blocks than"},
	    {HEAD "<div>One</div>" TAIL, "no block: div"},
	    {HEAD "One" TAIL, "text outside of a block"},
	    {HEAD "<blockquote>One<p>x</p></blockquote>" TAIL, "text outside"},
	    {HEAD "<p>a\nb</p>" TAIL, "control character (U+000A)"},
	    {HEAD "<p>a&#9;b</p>" TAIL, "control character (U+0009)"},
	    {HEAD "<p>a&#x85;b</p>" TAIL, "control character (U+0085)"},
	    {HEAD "<p>a&#0;b</p>" TAIL, "not XML"},
	    {HEAD "<p>a\x01</p>" TAIL, "not XML"},
	    {HEAD "<p>a\xff</p>" TAIL, "not XML"},
	    {HEAD "<p>a&nbsp;b</p>" TAIL, "not XML"},
	    {HEAD "<p>a", "not XML"},
	    {"", "not XML"},
	    {"<!DOCTYPE html [<!ENTITY e 'x'>]><html><article><p>&e;</p>"
	     "</article></html>",
		"refers to an entity"},
	    {"<!DOCTYPE html [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><html>"
	     "<article><p>&e;</p></article></html>",
		"refers to an entity"},
	};
	struct reading reading;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		begin(&reading, "p");
		read_page(&reading, cases[i].page, strlen(cases[i].page));
		if (reading.result != NEWSCONV_BAD_VALUE)
			fail_msg("%s: %d", cases[i].page, reading.result);
		if (strstr(reading.error.text, cases[i].said) == NULL)
			fail_msg("%s: %s", cases[i].page, reading.error.text);
		end(&reading);
	}
}

/* `times` open tags, then as many closing ones. */
static void
deep_nesting_is_refused(void **state)
{
	enum { TIMES = 1000 };
	char page[TIMES * 7 + 100] = "<html><article><p>";
	struct reading reading;
	size_t i;

	(void)state;
	for (i = 0; i < TIMES; i++)
		strcat(page, "<b>");
	for (i = 0; i < TIMES; i++)
		strcat(page, "</b>");
	strcat(page, "</p></article></html>");
	begin(&reading, "p");
	read_page(&reading, page, strlen(page));
	assert_int_equal(reading.result, NEWSCONV_BAD_VALUE);
	end(&reading);
}

static void
a_block_of_many_megabytes_is_read(void **state)
{
	enum { SIZE = 12 << 20 };
	char *page = malloc(SIZE + sizeof(HEAD) + sizeof(TAIL) + 16);
	size_t size = sizeof(HEAD) - 1;
	struct reading reading;

	(void)state;
	assert_non_null(page);
	memcpy(page, HEAD "<p>", size + 3);
	size += 3;
	memset(page + size, 'x', SIZE);
	size += SIZE;
	memcpy(page + size, "</p>" TAIL, sizeof("</p>" TAIL) - 1);
	size += sizeof("</p>" TAIL) - 1;
	begin(&reading, "p");
	read_page(&reading, page, size);
	if (reading.result < 0)
		fail_msg("%s", reading.error.text);
	assert_int_equal(reading.body[0].text.size, SIZE);
	end(&reading);
	free(page);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_kind_of_block_gets_its_text),
	    cmocka_unit_test(words_of_newsconv_are_no_text_of_the_dump),
	    cmocka_unit_test(text_is_kept_as_it_is),
	    cmocka_unit_test(what_is_no_page_of_the_article_is_refused),
	    cmocka_unit_test(deep_nesting_is_refused),
	    cmocka_unit_test(a_block_of_many_megabytes_is_read),
	};

	return RUN(tests);
}
