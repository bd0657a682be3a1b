/* The navigation document: lists for reading systems, contents for people. */
#include "unit.h"

#include "book_fixture.h"

#define TOC "//h:nav[@epub:type='toc']"
#define LANDMARKS "//h:nav[@epub:type='landmarks']"

static void
one_article_has_a_plain_list(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 1);
	fixture_make(&f, nc_book_navigation);
	EXPECT(&f, "count(" TOC "[not(@hidden)][@role='doc-toc'])", "1");
	EXPECT(&f, "count(//h:section)", "0");
	EXPECT(&f, "count(//h:h1)", "1");
	EXPECT(&f, TOC "/h:h1[@id=../@aria-labelledby]", "Contents");
	EXPECT(
	    &f, TOC "/h:ol/h:li/h:a[@href='article-1.xhtml']", "One & <two>");
	fixture_end(&f);
}

static void
an_issue_shows_contents_and_hides_the_list(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 3);
	fixture_make(&f, nc_book_navigation);
	EXPECT(&f, "name(//h:body/*[1])", "section");
	EXPECT(&f, "count(//h:section[@class='contents']//h:li)", "3");
	EXPECT(&f, "count(" TOC "[@hidden='hidden'])", "1");
	EXPECT(&f, "count(" TOC "/h:ol/h:li)", "3");
	EXPECT(&f, TOC "/h:ol/h:li[3]/h:a/@href", "article-3.xhtml");
	/* One heading of the page, whichever is shown. */
	EXPECT(&f, "count(//h:h1)", "1");
	EXPECT(&f, "count(" TOC "/h:h2)", "1");
	EXPECT(&f, LANDMARKS "//h:a[@epub:type='toc']/@href",
	    "nav.xhtml#contents");
	EXPECT(&f, "count(//*[@id='contents'])", "1");
	fixture_end(&f);
}

static void
more_articles_leave_contents_to_their_files(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 4);
	fixture_group(&f);
	f.groups[0].contents = 1;
	f.groups[1].contents = 2;
	f.book.contents = 2;
	fixture_make(&f, nc_book_navigation);
	EXPECT(&f, "count(//h:section)", "0");
	EXPECT(&f, "count(" TOC "[@hidden])", "0");
	EXPECT(&f, TOC "/h:ol/h:li[1]/h:a[@href='contents-1.xhtml']", "World");
	EXPECT(&f, TOC "/h:ol/h:li[2]/h:a[@href='contents-2.xhtml']", "Sport");
	EXPECT(&f, LANDMARKS "//h:a[@epub:type='toc']/@href", "nav.xhtml#toc");
	fixture_end(&f);
}

static void
groups_are_one_level_and_lead_forward(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 4);
	fixture_group(&f);
	fixture_make(&f, nc_book_navigation);
	EXPECT(&f, "count(" TOC "/h:ol/h:li)", "2");
	EXPECT(&f, TOC "/h:ol/h:li[1]/h:span", "World");
	EXPECT(&f, "count(" TOC "/h:ol/h:li[2]/h:ol/h:li/h:a)", "2");
	EXPECT(&f, "count(" TOC "//h:ol//h:ol//h:ol)", "0");
	/* A second group of one contents file: no link leads back to it. */
	f.groups[0].contents = f.groups[1].contents = 1;
	f.book.contents = 1;
	fixture_make(&f, nc_book_navigation);
	EXPECT(&f, "count(" TOC "//h:a[@href='contents-1.xhtml'])", "1");
	EXPECT(&f, TOC "/h:ol/h:li[2]/h:span", "Sport");
	fixture_end(&f);
}

static void
files_of_a_book_without_groups_are_told_by_numbers(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 4);
	fixture_group(&f);
	f.book.grouped = false;
	f.groups[0].title = f.groups[1].title = nc_text("");
	f.groups[0].contents = 1;
	f.groups[1].contents = 2;
	f.book.contents = 2;
	fixture_make(&f, nc_book_navigation);
	EXPECT(&f, TOC "/h:ol/h:li[1]/h:a", "1–2");
	EXPECT(&f, TOC "/h:ol/h:li[2]/h:a", "3–4");
	fixture_end(&f);
}

static void
landmarks_are_hidden_and_name_what_is_there(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 1);
	fixture_make(&f, nc_book_navigation);
	EXPECT(&f, LANDMARKS "/@hidden", "hidden");
	EXPECT(&f, "count(" LANDMARKS "//h:a)", "2");
	EXPECT(&f, LANDMARKS "//h:a[@epub:type='bodymatter']/@href",
	    "article-1.xhtml");
	f.book.cover = NC_COVER_PAGE;
	fixture_make(&f, nc_book_navigation);
	EXPECT(&f, LANDMARKS "//h:li[1]/h:a[@epub:type='cover']/@href",
	    "cover.xhtml");
	EXPECT(&f, "count(" LANDMARKS "//h:a[string()=''])", "0");
	fixture_end(&f);
}

static void
headlines_of_another_language_or_direction_say_so(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 5);
	f.chapters[1].title = nc_text("BBC عربي");
	f.chapters[1].language = nc_text("ar");
	f.chapters[1].rtl = true;
	f.chapters[2].title = nc_text("مرحبا");
	f.chapters[3].title = nc_text("Latin");
	f.chapters[3].language = nc_text("ar");
	f.chapters[3].rtl = true;
	f.chapters[4].title = nc_text("2021");
	f.chapters[4].language = nc_text("ar");
	f.chapters[4].rtl = true;
	fixture_make(&f, nc_book_navigation);
	EXPECT(&f, "count(" TOC "//h:li[1]/h:a/@*)", "1");
	EXPECT(&f, TOC "//h:li[2]/h:a[@lang='ar'][@xml:lang='ar']/@dir", "rtl");
	EXPECT(&f, TOC "//h:li[3]/h:a[not(@lang)]/@dir", "rtl");
	EXPECT(&f, TOC "//h:li[4]/h:a[@lang='ar']/@dir", "ltr");
	EXPECT(&f, TOC "//h:li[5]/h:a[@lang='ar']/@dir", "rtl");
	fixture_end(&f);
}

static void
words_are_of_the_books_language_or_marked(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 1);
	f.book.language = nc_text("de");
	fixture_make(&f, nc_book_navigation);
	EXPECT(&f, "/h:html/@lang", "de");
	EXPECT(&f, TOC "/h:h1", "Inhalt");
	EXPECT(&f, "count(" TOC "/h:h1/@lang)", "0");
	f.book.language = nc_text("und");
	fixture_make(&f, nc_book_navigation);
	EXPECT(&f, "/h:html/@xml:lang", "und");
	EXPECT(&f, TOC "/h:h1[.='Contents']/@lang", "en");
	EXPECT(&f, LANDMARKS "/h:h2/@lang", "en");
	fixture_end(&f);
}

static void
the_callers_stylesheet_is_linked(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 1);
	f.book.own_css = true;
	fixture_make(&f, nc_book_navigation);
	EXPECT(&f, "//h:link[1]/@href", "style.css");
	EXPECT(&f, "//h:link[2]/@href", "own.css");
	fixture_end(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_article_has_a_plain_list),
	    cmocka_unit_test(an_issue_shows_contents_and_hides_the_list),
	    cmocka_unit_test(more_articles_leave_contents_to_their_files),
	    cmocka_unit_test(groups_are_one_level_and_lead_forward),
	    cmocka_unit_test(
		files_of_a_book_without_groups_are_told_by_numbers),
	    cmocka_unit_test(landmarks_are_hidden_and_name_what_is_there),
	    cmocka_unit_test(headlines_of_another_language_or_direction_say_so),
	    cmocka_unit_test(words_are_of_the_books_language_or_marked),
	    cmocka_unit_test(the_callers_stylesheet_is_linked),
	};

	return RUN(tests);
}
