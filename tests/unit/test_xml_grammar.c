/* Documents held against tables. */
#include "recipe.h"

#include "xml_grammar.h"

static void
elements_stand_where_they_may(void **state)
{
	static const struct change_of_book changes[] = {
	    {"<manifest>", "<manifest><metadata/>", "EPUB-039"},
	    {"<dc:language>", "<dc:colour>red</dc:colour><dc:language>",
		"EPUB-039"},
	    {"</spine>", "</spine><guide/>", "EPUB-040"},
	    {"<dc:date>", "<dc:date>2024</dc:date><dc:date>", "EPUB-041"},
	    {"</spine>",
		"</spine><collection role=\"x\"><link "
		"href=\"nav.xhtml\"/></collection><guide><reference "
		"type=\"toc\" href=\"nav.xhtml\"/></guide>",
		"EPUB-042"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
attributes_are_those_of_the_element(void **state)
{
	static const struct change_of_book changes[] = {
	    {"<manifest>", "<manifest colour=\"red\">", "EPUB-043"},
	    {"<dc:language>", "<dc:language xml:lang=\"en\">", "EPUB-043"},
	    {"<itemref idref=\"article-1\"/>", "<itemref linear=\"yes\"/>",
		"EPUB-044"},
	    {"linear=\"no\"", "linear=\"maybe\"", "EPUB-045"},
	    {"media-type=\"text/css\"", "media-type=\"css\"", "EPUB-045"},
	    {"media-type=\"text/css\"", "media-type=\" text/css \"",
		"EPUB-045"},
	    {"id=\"ncx\"", "id=\"n:cx\"", "EPUB-045"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
text_stands_where_it_may(void **state)
{
	static const struct change_of_book changes[] = {
	    {"<manifest>", "<manifest>text", "EPUB-046"},
	    {"<manifest>", "<manifest> <!-- none --> ", NULL},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
a_name_has_no_colon(void **state)
{
	(void)state;
	assert_true(nc_is_ncname("a-1"));
	assert_false(nc_is_ncname("a:b"));
	assert_false(nc_is_ncname("1a"));
	assert_false(nc_is_ncname(" a"));
	assert_false(nc_is_ncname(""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(elements_stand_where_they_may),
	    cmocka_unit_test(attributes_are_those_of_the_element),
	    cmocka_unit_test(text_stands_where_it_may),
	    cmocka_unit_test(a_name_has_no_colon),
	};

	return RUN(tests);
}
