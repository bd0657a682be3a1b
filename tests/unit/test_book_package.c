/* Every file of a book in its manifest, and the order in which it is read. */
#include "unit.h"

#include "book_fixture.h"

#define ITEM(name) "//opf:item[@href='" name "']"
/* What stands at a place of the spine, from 1. */
#define AT(place) \
	"string(//opf:item[@id=//opf:itemref[" place "]/@idref]/@href)"

static void
one_article_opens_with_itself(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 1);
	fixture_make(&f, nc_book_package);
	EXPECT(&f, "count(//opf:item)", "4");
	EXPECT(&f, ITEM("nav.xhtml") "/@properties", "nav");
	EXPECT(&f, ITEM("toc.ncx") "/@media-type", "application/x-dtbncx+xml");
	EXPECT(&f, ITEM("toc.ncx") "/@id = //opf:spine/@toc", "true");
	EXPECT(&f, ITEM("style.css") "/@media-type", "text/css");
	EXPECT(&f, "count(//opf:itemref)", "2");
	EXPECT(&f, AT("1"), "article-1.xhtml");
	EXPECT(&f, AT("2"), "nav.xhtml");
	EXPECT(&f, "//opf:itemref[2]/@linear", "no");
	fixture_end(&f);
}

static void
an_issue_opens_with_its_contents(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 3);
	f.book.cover = NC_COVER_PAGE;
	fixture_make(&f, nc_book_package);
	EXPECT(&f, AT("1"), "cover.xhtml");
	EXPECT(&f, AT("2"), "nav.xhtml");
	EXPECT(&f, AT("3"), "article-1.xhtml");
	EXPECT(&f, AT("5"), "article-3.xhtml");
	EXPECT(&f, "count(//opf:itemref)", "5");
	EXPECT(&f, "count(//opf:itemref[@linear])", "0");
	fixture_end(&f);
}

static void
contents_files_stand_before_what_they_list(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 4);
	fixture_group(&f);
	f.groups[1].count = 1;
	f.groups[2] = (struct nc_group){
	    .title = nc_text("Arts"), .first = 3, .count = 1};
	f.book.group_count = 3;
	f.groups[0].contents = f.groups[1].contents = 1;
	f.groups[2].contents = 2;
	f.book.contents = 2;
	fixture_make(&f, nc_book_package);
	EXPECT(&f, "count(//opf:itemref)", "7");
	EXPECT(&f, AT("1"), "nav.xhtml");
	EXPECT(&f, AT("2"), "contents-1.xhtml");
	EXPECT(&f, AT("3"), "article-1.xhtml");
	EXPECT(&f, AT("5"), "article-3.xhtml");
	EXPECT(&f, AT("6"), "contents-2.xhtml");
	EXPECT(&f, AT("7"), "article-4.xhtml");
	fixture_end(&f);
}

static void
a_long_article_goes_on_in_further_files(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 2);
	f.chapters[0].files = 3;
	fixture_make(&f, nc_book_package);
	EXPECT(&f, AT("2"), "article-1.xhtml");
	EXPECT(&f, AT("3"), "article-1-2.xhtml");
	EXPECT(&f, AT("4"), "article-1-3.xhtml");
	EXPECT(&f, AT("5"), "article-2.xhtml");
	EXPECT(&f, "count(//opf:item[starts-with(@href, 'article')])", "4");
	fixture_end(&f);
}

static void
a_picture_is_the_cover_image(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 1);
	f.book.cover = NC_COVER_PNG;
	fixture_make(&f, nc_book_package);
	EXPECT(&f, ITEM("cover.png") "/@properties", "cover-image");
	EXPECT(&f, ITEM("cover.png") "/@media-type", "image/png");
	EXPECT(&f,
	    ITEM("cover.png") "/@id = //opf:meta[@name='cover']/@content",
	    "true");
	EXPECT(&f, AT("1"), "cover.xhtml");
	f.book.cover = NC_COVER_JPEG;
	fixture_make(&f, nc_book_package);
	EXPECT(&f, ITEM("cover.jpg") "/@media-type", "image/jpeg");
	f.book.cover = NC_COVER_PAGE;
	fixture_make(&f, nc_book_package);
	EXPECT(&f, "count(//opf:item[@properties='cover-image'])", "0");
	EXPECT(&f, "count(//opf:meta[@name='cover'])", "0");
	EXPECT(&f, AT("1"), "cover.xhtml");
	fixture_end(&f);
}

static void
the_callers_stylesheet_joins_or_replaces_ours(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 1);
	f.book.own_css = true;
	fixture_make(&f, nc_book_package);
	EXPECT(&f, "count(" ITEM("style.css") ")", "1");
	EXPECT(&f, ITEM("own.css") "/@media-type", "text/css");
	f.book.only_own_css = true;
	fixture_make(&f, nc_book_package);
	EXPECT(&f, "count(" ITEM("style.css") ")", "0");
	EXPECT(&f, "count(" ITEM("own.css") ")", "1");
	fixture_end(&f);
}

static void
pages_turn_as_the_main_language_reads(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 1);
	fixture_make(&f, nc_book_package);
	EXPECT(&f, "//opf:spine/@page-progression-direction", "ltr");
	f.book.rtl = true;
	fixture_make(&f, nc_book_package);
	EXPECT(&f, "//opf:spine/@page-progression-direction", "rtl");
	EXPECT(&f, "/opf:package/@dir", "rtl");
	/* Vertical pages turn so too, but their lines do not. */
	f.book.vertical = true;
	f.book.language = nc_text("ja");
	fixture_make(&f, nc_book_package);
	EXPECT(&f, "//opf:spine/@page-progression-direction", "rtl");
	EXPECT(&f, "/opf:package/@dir", "ltr");
	fixture_end(&f);
}

/* EPUB 3.3, 5.6.2: each id, and each file, once. */
static void
ids_and_files_are_unique(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, FIXTURE_CHAPTERS);
	f.chapters[0].files = 2;
	f.book.cover = NC_COVER_PNG;
	f.book.own_css = true;
	f.options.series = "Post";
	f.options.certified_by = "Acme";
	fixture_author(&f, 1, "Ana Lima", NEWSCONV_AUTHOR_PERSON);
	fixture_make(&f, nc_book_package);
	EXPECT(&f, "count(//*[@id = preceding::*/@id])", "0");
	EXPECT(&f, "count(//opf:item[@href = preceding::opf:item/@href])", "0");
	EXPECT(&f,
	    "count(//opf:itemref[@idref = preceding::opf:itemref/@idref])",
	    "0");
	fixture_end(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_article_opens_with_itself),
	    cmocka_unit_test(an_issue_opens_with_its_contents),
	    cmocka_unit_test(contents_files_stand_before_what_they_list),
	    cmocka_unit_test(a_long_article_goes_on_in_further_files),
	    cmocka_unit_test(a_picture_is_the_cover_image),
	    cmocka_unit_test(the_callers_stylesheet_joins_or_replaces_ours),
	    cmocka_unit_test(pages_turn_as_the_main_language_reads),
	    cmocka_unit_test(ids_and_files_are_unique),
	};

	return RUN(tests);
}
