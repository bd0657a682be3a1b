/* The table of contents of EPUB 2. */
#include "unit.h"

#include "book_fixture.h"

#define META(name) "//ncx:meta[@name='" name "']/@content"
#define POINT(id) "//ncx:navPoint[@id='" id "']"

static void
articles_are_points_in_their_order(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 3);
	fixture_make(&f, nc_book_ncx);
	EXPECT(&f, META("dtb:uid"), "urn:uuid:1");
	EXPECT(&f, META("dtb:depth"), "1");
	EXPECT(&f, "/ncx:ncx/@xml:lang", "en");
	EXPECT(&f, "//ncx:docTitle/ncx:text", "The Book");
	EXPECT(&f, "count(//ncx:navMap/ncx:navPoint)", "3");
	EXPECT(&f, POINT("point-1") "/ncx:navLabel/ncx:text", "One & <two>");
	EXPECT(&f, POINT("point-3") "/ncx:content/@src", "article-3.xhtml");
	EXPECT(&f, POINT("point-3") "/@playOrder", "3");
	fixture_end(&f);
}

static void
groups_are_a_second_level(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 4);
	fixture_group(&f);
	fixture_make(&f, nc_book_ncx);
	EXPECT(&f, META("dtb:depth"), "2");
	EXPECT(&f, "count(//ncx:navMap/ncx:navPoint)", "2");
	EXPECT(&f, "count(//ncx:navMap/ncx:navPoint/ncx:navPoint)", "4");
	EXPECT(&f, POINT("group-2") "/ncx:navLabel/ncx:text", "Sport");
	EXPECT(&f, POINT("group-2") "/ncx:content/@src", "article-3.xhtml");
	fixture_end(&f);
}

/* Equal where the place is, and nowhere else: Z39.86-2005, 8.4.3. */
static void
a_place_has_one_number(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 4);
	fixture_group(&f);
	fixture_make(&f, nc_book_ncx);
	EXPECT(&f, POINT("group-1") "/@playOrder", "1");
	EXPECT(&f, POINT("point-1") "/@playOrder", "1");
	EXPECT(&f, POINT("group-2") "/@playOrder", "3");
	EXPECT(&f, POINT("point-4") "/@playOrder", "4");
	f.groups[0].contents = 1;
	f.groups[1].contents = 2;
	f.book.contents = 2;
	fixture_make(&f, nc_book_ncx);
	EXPECT(&f, POINT("group-1") "/ncx:content/@src", "contents-1.xhtml");
	EXPECT(&f, POINT("group-1") "/@playOrder", "1");
	EXPECT(&f, POINT("point-1") "/@playOrder", "2");
	EXPECT(&f, POINT("group-2") "/@playOrder", "4");
	EXPECT(&f, POINT("point-4") "/@playOrder", "6");
	fixture_end(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(articles_are_points_in_their_order),
	    cmocka_unit_test(groups_are_a_second_level),
	    cmocka_unit_test(a_place_has_one_number),
	};

	return RUN(tests);
}
