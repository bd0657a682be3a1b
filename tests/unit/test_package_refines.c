/* What expressions of the metadata may be about. */
#include "recipe.h"

static void
expressions_refine_what_they_can_be_about(void **state)
{
	static const struct change_of_book changes[] = {
	    {"<meta name=\"generator\"",
		"<meta property=\"collection-type\" "
		"refines=\"#title\">series</meta><meta name=\"generator\"",
		"EPUB-060"},
	    {"<meta name=\"generator\"",
		"<meta property=\"role\" refines=\"#title\">aut</meta><meta "
		"name=\"generator\"",
		"EPUB-060"},
	    {"<meta name=\"generator\"",
		"<meta property=\"title-type\" refines=\"title\">main</meta>"
		"<meta name=\"generator\"",
		"EPUB-060"},
	    {"<meta name=\"generator\"",
		"<meta property=\"title-type\">main</meta><meta "
		"name=\"generator\"",
		"EPUB-060"},
	    {"<meta name=\"generator\"",
		"<meta id=\"c\" "
		"property=\"belongs-to-collection\">C</meta><meta "
		"property=\"collection-type\" "
		"refines=\"#c\">series</meta><meta name=\"generator\"",
		NULL},
	    {"<meta name=\"generator\"",
		"<meta property=\"belongs-to-collection\" "
		"refines=\"#title\">C</meta><meta name=\"generator\"",
		"EPUB-060"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
some_expressions_are_about_the_whole(void **state)
{
	static const struct change_of_book changes[] = {
	    {"<meta name=\"generator\"",
		"<meta property=\"rendition:spread\" "
		"refines=\"#title\">auto</meta><meta name=\"generator\"",
		"EPUB-059"},
	    {"<meta name=\"generator\"",
		"<meta property=\"media:active-class\" "
		"refines=\"#title\">a</meta><meta name=\"generator\"",
		"EPUB-059"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
values_are_those_that_are_defined(void **state)
{
	static const struct change_of_book changes[] = {
	    {"<meta name=\"generator\"",
		"<meta property=\"rendition:flow\">auto</meta><meta "
		"name=\"generator\"",
		NULL},
	    {"<meta name=\"generator\"",
		"<meta property=\"rendition:flow\">down</meta><meta "
		"name=\"generator\"",
		"EPUB-061"},
	    {"<meta name=\"generator\"",
		"<meta property=\"media:active-class\">a b</meta><meta "
		"name=\"generator\"",
		"EPUB-061"},
	    {"<meta name=\"generator\"",
		"<meta property=\"media:duration\">soon</meta><meta "
		"name=\"generator\"",
		"EPUB-061"},
	    {"<meta name=\"generator\"",
		"<meta "
		"property=\"rendition:viewport\">width=1,height=2</meta><meta "
		"name=\"generator\"",
		"EPUB-056"},
	    {"<meta name=\"generator\"",
		"<meta "
		"property=\"rendition:viewport\">width=1px,height=2</"
		"meta><meta name=\"generator\"",
		"EPUB-061"},
	    {"<meta name=\"generator\"",
		"<meta "
		"property=\"rendition:viewport\">width=1,width=2</meta><meta "
		"name=\"generator\"",
		"EPUB-061"},
	    {"<meta name=\"generator\"",
		"<meta property=\"rendition:spread\">portrait</meta><meta "
		"name=\"generator\"",
		"EPUB-056"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
the_same_is_said_once(void **state)
{
	static const struct change_of_book changes[] = {
	    {"<meta name=\"generator\"",
		"<meta property=\"file-as\" refines=\"#title\">a</meta><meta "
		"name=\"generator\"",
		NULL},
	    {"<meta name=\"generator\"",
		"<meta property=\"file-as\" refines=\"#title\">a</meta><meta "
		"property=\"file-as\" refines=\"#title\">b</meta><meta "
		"name=\"generator\"",
		"EPUB-062"},
	    {"<meta name=\"generator\"",
		"<meta property=\"rendition:flow\">auto</meta><meta "
		"property=\"rendition:flow\">auto</meta><meta "
		"name=\"generator\"",
		"EPUB-062"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
authority_and_term_come_together(void **state)
{
	static const struct change_of_book changes[] = {
	    {"<meta name=\"generator\"",
		"<dc:subject id=\"s\">S</dc:subject><meta "
		"property=\"authority\" refines=\"#s\">a</meta><meta "
		"property=\"term\" refines=\"#s\">t</meta><meta "
		"name=\"generator\"",
		NULL},
	    {"<meta name=\"generator\"",
		"<dc:subject id=\"s\">S</dc:subject><meta "
		"property=\"authority\" refines=\"#s\">a</meta><meta "
		"name=\"generator\"",
		"EPUB-063"},
	    {"<meta name=\"generator\"",
		"<dc:subject id=\"s\">S</dc:subject><meta property=\"term\" "
		"refines=\"#s\">t</meta><meta name=\"generator\"",
		"EPUB-063"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
circles_are_found(void **state)
{
	static const struct change_of_book changes[] = {
	    {"<meta name=\"generator\"",
		"<meta id=\"a\" refines=\"#b\" "
		"property=\"file-as\">x</meta><meta id=\"b\" refines=\"#a\" "
		"property=\"file-as\">x</meta><meta name=\"generator\"",
		"EPUB-064"},
	    {"<meta name=\"generator\"",
		"<meta id=\"a\" refines=\"#a\" "
		"property=\"file-as\">x</meta><meta name=\"generator\"",
		"EPUB-064"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
metadata_of_a_collection_stay_within_it(void **state)
{
	static const struct change_of_book changes[] = {
	    {"</spine>",
		"</spine><collection role=\"x\"><metadata><meta "
		"property=\"file-as\" "
		"refines=\"#title\">x</meta></metadata><link "
		"href=\"nav.xhtml\"/></collection>",
		"EPUB-132"},
	    {"</spine>",
		"</spine><collection role=\"x\"><metadata><dc:title "
		"xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
		"id=\"t\">T</dc:title><meta property=\"title-type\" "
		"refines=\"#t\">main</meta></metadata><link "
		"href=\"nav.xhtml\"/></collection>",
		NULL},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(expressions_refine_what_they_can_be_about),
	    cmocka_unit_test(some_expressions_are_about_the_whole),
	    cmocka_unit_test(values_are_those_that_are_defined),
	    cmocka_unit_test(the_same_is_said_once),
	    cmocka_unit_test(authority_and_term_come_together),
	    cmocka_unit_test(circles_are_found),
	    cmocka_unit_test(metadata_of_a_collection_stay_within_it),
	};

	return RUN(tests);
}
