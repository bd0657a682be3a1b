/* The cover, as a picture and as a page of text. */
#include "unit.h"

#include "book_fixture.h"

static void
say_all(struct book_fixture *f)
{
	f->book.shown.series = nc_text("The Post");
	f->book.shown.issue = nc_text("No. 12");
	f->book.shown.date = nc_text("2021-06-12");
	f->book.shown.authors = nc_text("Noor Halvorsen");
	f->book.shown.source = nc_text("example.org");
}

static void
a_picture_is_alone_on_its_page(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 2);
	say_all(&f);
	f.book.cover = NC_COVER_PNG;
	fixture_make(&f, nc_book_cover_page);
	EXPECT(&f, "count(//h:body//*)", "1");
	EXPECT(&f, "normalize-space(//h:body)", "");
	EXPECT(&f, "//h:img[@role='doc-cover']/@src", "cover.png");
	EXPECT(&f, "//h:img/@alt",
	    "The Post, No. 12, The Book, Noor Halvorsen, 2021-06-12,"
	    " example.org");
	EXPECT(&f, "count(//h:link)", "0");
	EXPECT(&f, "contains(//h:style, 'max-height')", "true");
	EXPECT(&f, "string-length(//h:title) > 0", "true");
	fixture_end(&f);
}

/* Who knows what it shows? */
static void
a_picture_from_elsewhere_is_named_after_the_book(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 2);
	say_all(&f);
	f.book.cover = NC_COVER_JPEG;
	f.options.cover = NEWSCONV_COVER_FILE;
	fixture_make(&f, nc_book_cover_page);
	EXPECT(&f, "//h:img/@src", "cover.jpg");
	EXPECT(&f, "//h:img/@alt", "Cover: The Book");
	/* An attribute cannot say that a word in it is English. */
	f.book.language = nc_text("und");
	fixture_make(&f, nc_book_cover_page);
	EXPECT(&f, "//h:img/@alt", "The Book");
	fixture_end(&f);
}

static void
without_a_picture_the_page_says_it_all(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 2);
	say_all(&f);
	f.book.cover = NC_COVER_PAGE;
	fixture_make(&f, nc_book_cover_page);
	EXPECT(&f, "count(//h:img)", "0");
	EXPECT(&f, "//h:section[@class='cover']/h:h1[@class='cover-title']",
	    "The Book");
	EXPECT(&f, "//h:section/@aria-labelledby = //h:h1/@id", "true");
	EXPECT(&f, "//h:p[@class='cover-series']", "The Post");
	EXPECT(&f, "//h:p[@class='cover-issue']", "No. 12");
	EXPECT(&f, "//h:p[@class='cover-date']", "2021-06-12");
	EXPECT(&f, "//h:p[@class='cover-authors']", "Noor Halvorsen");
	EXPECT(&f, "//h:p[@class='cover-source']", "example.org");
	EXPECT(&f, "count(//h:link[@href='style.css'])", "1");
	fixture_end(&f);
}

static void
what_is_not_there_leaves_no_line(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 1);
	f.book.cover = NC_COVER_PAGE;
	fixture_make(&f, nc_book_cover_page);
	EXPECT(&f, "count(//h:section/*)", "1");
	fixture_end(&f);
}

static void
lines_say_their_language_and_direction(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 1);
	say_all(&f);
	f.book.cover = NC_COVER_PAGE;
	f.book.language = f.book.shown.language = nc_text("ar");
	f.book.rtl = f.book.shown.rtl = true;
	f.book.shown.title = nc_text("العنوان");
	fixture_make(&f, nc_book_cover_page);
	EXPECT(&f, "/h:html/@dir", "rtl");
	EXPECT(&f, "count(//h:h1/@dir)", "0");
	EXPECT(&f, "//h:p[@class='cover-source']/@dir", "ltr");
	f.book.shown.language = nc_text("fa");
	fixture_make(&f, nc_book_cover_page);
	EXPECT(&f, "//h:h1[@lang='fa'][@xml:lang='fa']/@dir", "rtl");
	EXPECT(&f, "count(//h:p[@class='cover-source']/@lang)", "0");
	fixture_end(&f);
}

static void
vertical_books_have_vertical_covers(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 1);
	f.book.cover = NC_COVER_PAGE;
	f.book.language = f.book.shown.language = nc_text("ja");
	f.book.vertical = f.book.rtl = true;
	fixture_make(&f, nc_book_cover_page);
	EXPECT(&f, "/h:html/@class", "vertical");
	EXPECT(&f, "/h:html/@dir", "ltr");
	fixture_end(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_picture_is_alone_on_its_page),
	    cmocka_unit_test(a_picture_from_elsewhere_is_named_after_the_book),
	    cmocka_unit_test(without_a_picture_the_page_says_it_all),
	    cmocka_unit_test(what_is_not_there_leaves_no_line),
	    cmocka_unit_test(lines_say_their_language_and_direction),
	    cmocka_unit_test(vertical_books_have_vertical_covers),
	};

	return RUN(tests);
}
