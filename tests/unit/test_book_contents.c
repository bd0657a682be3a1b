/* The contents that people read. */
#include "unit.h"

#include "book_fixture.h"

#define ENTRY(number) "//h:ol[@class='entries']/h:li[" number "]"

static int
first_contents(const struct nc_book *book, struct nc_arena *arena,
    struct newsconv_text *document, struct newsconv_error *error)
{
	return nc_book_contents(book, 1, arena, document, error);
}

static int
second_contents(const struct nc_book *book, struct nc_arena *arena,
    struct newsconv_text *document, struct newsconv_error *error)
{
	return nc_book_contents(book, 2, arena, document, error);
}

static void
an_entry_has_what_makes_one_choose_it(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 2);
	f.chapters[0].dek = nc_text("What <happened>");
	f.chapters[0].date = nc_text("2021-06-12");
	f.chapters[0].printed = nc_text("June 12, 2021");
	fixture_author(&f, 0, "Noor Halvorsen", NEWSCONV_AUTHOR_PERSON);
	fixture_author(&f, 0, "Acme Desk", NEWSCONV_AUTHOR_ORGANIZATION);
	fixture_make(&f, nc_book_navigation);
	EXPECT(&f, ENTRY("1") "/h:p[@class='headline']/h:a", "One & <two>");
	EXPECT(&f, ENTRY("1") "/h:p[@class='headline']/h:a/@href",
	    "article-1.xhtml");
	EXPECT(&f, ENTRY("1") "/h:p[@class='dek']", "What <happened>");
	EXPECT(&f, ENTRY("1") "//h:span[@class='author']",
	    "Noor Halvorsen, Acme Desk");
	EXPECT(
	    &f, ENTRY("1") "//h:time[@datetime='2021-06-12']", "June 12, 2021");
	EXPECT(&f, ENTRY("1") "//h:span[@class='minutes']", "1 min");
	EXPECT(&f, ENTRY("1") "/h:p[@class='meta']",
	    "Noor Halvorsen, Acme Desk · June 12, 2021 · 1 min");
	fixture_end(&f);
}

static void
what_an_article_lacks_leaves_no_trace(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 2);
	f.chapters[1].printed = nc_text("some day");
	fixture_make(&f, nc_book_navigation);
	EXPECT(&f, "count(" ENTRY("1") "/h:p)", "2");
	EXPECT(&f, ENTRY("1") "/h:p[@class='meta']", "1 min");
	/* Nobody knows which day that is. */
	EXPECT(&f, "count(//h:time)", "0");
	EXPECT(&f, ENTRY("2") "/h:p/h:span[@class='date']", "some day");
	fixture_end(&f);
}

static void
a_date_is_shown_without_what_introduces_it(void **state)
{
	static const struct {
		const char *printed;
		const char *shown;
	} cases[] = {{"Published: 3 May 2021", "3 May 2021"},
	    {"DATE : 2021-05-03 08:30", "2021-05-03 08:30"},
	    {"发布：2021年5月3日", "2021年5月3日"},
	    {"3 May 2021, 8:30", "3 May 2021, 8:30"}, {"Monday", "Monday"},
	    {"Published:", "2021-05-03"}, {"", "2021-05-03"},
	    {"On the third of May in the year after the great storm, when "
	     "nobody had yet thought of what would come of it, and of what "
	     "would not",
		"2021-05-03"}};
	struct book_fixture f;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		fixture_begin(&f, 2);
		f.chapters[0].printed = nc_text(cases[i].printed);
		f.chapters[0].date = nc_text("2021-05-03");
		fixture_make(&f, nc_book_navigation);
		EXPECT(&f, "//h:time[@datetime='2021-05-03']", cases[i].shown);
		fixture_end(&f);
	}
}

static void
groups_have_headings(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 4);
	fixture_make(&f, nc_book_navigation);
	EXPECT(&f, "count(//h:section//h:h2)", "0");
	fixture_group(&f);
	f.groups[1].title = nc_text("رياضة");
	f.groups[1].language = nc_text("ar");
	f.groups[1].rtl = true;
	fixture_make(&f, nc_book_navigation);
	EXPECT(&f, "//h:section/h:h2[@class='group'][1]", "World");
	EXPECT(&f, "//h:section/h:h2[2][@lang='ar'][@dir='rtl']", "رياضة");
	EXPECT(
	    &f, "//h:h2[2]/following-sibling::h:ol[1]/h:li[1]/h:p[1]", "Third");
	fixture_end(&f);
}

static void
a_contents_file_lists_its_groups_alone(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 4);
	fixture_group(&f);
	f.groups[0].contents = 1;
	f.groups[1].contents = 2;
	f.book.contents = 2;
	fixture_make(&f, first_contents);
	EXPECT(&f, "count(//h:li)", "2");
	EXPECT(&f, "//h:h2", "World");
	EXPECT(&f, ENTRY("2") "//h:a/@href", "article-2.xhtml");
	fixture_make(&f, second_contents);
	EXPECT(&f, "//h:h2", "Sport");
	EXPECT(&f, ENTRY("1") "//h:a/@href", "article-3.xhtml");
	EXPECT(&f, "//h:section/h:h1[@id=../@aria-labelledby]", "Contents");
	fixture_end(&f);
}

static void
the_masthead_says_what_it_is_the_contents_of(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 2);
	f.book.shown.series = nc_text("The Post");
	f.book.shown.issue = nc_text("No. 12");
	f.book.shown.date = nc_text("2021-06-12");
	fixture_make(&f, nc_book_navigation);
	EXPECT(&f, "//h:p[@class='book']", "The Book");
	EXPECT(&f, "//h:p[@class='edition']", "The Post · No. 12 · 2021-06-12");
	/* A series that gave the book its title is not said twice. */
	f.book.shown.series = f.book.title;
	fixture_make(&f, nc_book_navigation);
	EXPECT(&f, "//h:p[@class='edition']", "No. 12 · 2021-06-12");
	f.book.shown.issue = f.book.shown.date = nc_text("");
	fixture_make(&f, nc_book_navigation);
	EXPECT(&f, "count(//h:p[@class='edition'])", "0");
	fixture_end(&f);
}

static void
an_entry_is_in_its_own_language_and_on_one_side(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 3);
	f.chapters[0].title = nc_text("נסיעה");
	f.chapters[0].language = nc_text("he");
	f.chapters[0].rtl = true;
	f.chapters[0].dek = nc_text("Latin alone");
	f.chapters[0].printed = nc_text("12 ביוני");
	fixture_author(&f, 0, "נועה כהן", NEWSCONV_AUTHOR_PERSON);
	fixture_author(&f, 0, "Ana Lima", NEWSCONV_AUTHOR_PERSON);
	fixture_author(&f, 1, "נועה כהן", NEWSCONV_AUTHOR_PERSON);
	/* A headline in letters of the other direction takes all with it. */
	f.chapters[2].language = nc_text("ar");
	f.chapters[2].rtl = true;
	fixture_make(&f, nc_book_navigation);
	EXPECT(&f, "string(" ENTRY("1") "[@lang='he'][@xml:lang='he']/@dir)",
	    "rtl");
	EXPECT(&f, "count(" ENTRY("1") "/h:p[@class='headline']/@dir)", "0");
	EXPECT(&f, ENTRY("1") "/h:p[@class='dek']/@dir", "ltr");
	EXPECT(&f, "count(" ENTRY("1") "//h:span[@class='date']/h:bdi)", "0");
	EXPECT(&f, ENTRY("1") "//h:span/h:bdi[not(@lang)]/@dir", "ltr");
	EXPECT(&f, ENTRY("1") "//h:span/h:bdi", "Ana Lima");
	EXPECT(&f, ENTRY("1") "//h:span[@class='minutes']", "1 דק׳");
	EXPECT(&f, "count(" ENTRY("1") "//h:span[@class='minutes']/@*)", "1");
	EXPECT(&f, "count(" ENTRY("2") "/@*)", "0");
	EXPECT(&f, ENTRY("2") "//h:span/h:bdi/@dir", "rtl");
	EXPECT(&f, ENTRY("3") "[@lang='ar']/@dir", "ltr");
	fixture_end(&f);
}

/* Minutes of a language that we have no words of are said in the book's. */
static void
minutes_are_said_in_words_that_we_have(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 2);
	f.book.language = nc_text("ja");
	f.chapters[0].language = nc_text("is");
	fixture_make(&f, nc_book_navigation);
	EXPECT(&f, ENTRY("1") "[@lang='is']//h:span[@lang='ja']", "1分");
	EXPECT(
	    &f, ENTRY("2") "[@lang='en']//h:span[@class='minutes']", "2 min");
	fixture_end(&f);
}

static void
names_are_set_apart_as_the_script_does(void **state)
{
	static const struct {
		const char *language;
		const char *names;
	} cases[] = {{"en", "A, B"}, {"zh-Hant", "A、B"}, {"ja", "A、B"},
	    {"ar", "A، B"}, {"fa", "A، B"}, {"ko", "A, B"}, {"he", "A, B"},
	    {"am", "A፣ B"}};
	struct book_fixture f;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		fixture_begin(&f, 2);
		f.chapters[0].language = nc_text(cases[i].language);
		fixture_author(&f, 0, "A", NEWSCONV_AUTHOR_PERSON);
		fixture_author(&f, 0, "B", NEWSCONV_AUTHOR_PERSON);
		fixture_make(&f, nc_book_navigation);
		EXPECT(&f, "//h:span[@class='author']", cases[i].names);
		fixture_end(&f);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_entry_has_what_makes_one_choose_it),
	    cmocka_unit_test(what_an_article_lacks_leaves_no_trace),
	    cmocka_unit_test(a_date_is_shown_without_what_introduces_it),
	    cmocka_unit_test(groups_have_headings),
	    cmocka_unit_test(a_contents_file_lists_its_groups_alone),
	    cmocka_unit_test(the_masthead_says_what_it_is_the_contents_of),
	    cmocka_unit_test(an_entry_is_in_its_own_language_and_on_one_side),
	    cmocka_unit_test(minutes_are_said_in_words_that_we_have),
	    cmocka_unit_test(names_are_set_apart_as_the_script_does),
	};

	return RUN(tests);
}
