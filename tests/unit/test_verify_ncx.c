/* The NCX. */
#include "recipe.h"

static void
play_order_counts_places(void **state)
{
	static const struct change_of_book changes[] = {
	    {"</navMap>",
		"<navPoint id=\"p2\" "
		"playOrder=\"2\"><navLabel><text>x</text></navLabel><content "
		"src=\"article-1.xhtml#headline\"/></navPoint></navMap>",
		NULL},
	    {"playOrder=\"1\"", "playOrder=\"2\"", "EPUB-130"},
	    {"</navMap>",
		"<navPoint id=\"p2\" "
		"playOrder=\"3\"><navLabel><text>x</text></navLabel><content "
		"src=\"article-1.xhtml#headline\"/></navPoint></navMap>",
		"EPUB-130"},
	    {"</navMap>",
		"<navPoint id=\"p2\" "
		"playOrder=\"1\"><navLabel><text>x</text></navLabel><content "
		"src=\"article-1.xhtml#headline\"/></navPoint></navMap>",
		"EPUB-130"},
	    {"</navMap>",
		"<navPoint id=\"p2\" "
		"playOrder=\"2\"><navLabel><text>x</text></navLabel><content "
		"src=\"article-1.xhtml\"/></navPoint></navMap>",
		"EPUB-130"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
elements_are_those_of_the_standard(void **state)
{
	static const struct change_of_book changes[] = {
	    {"<navPoint id=\"p1\"", "<navPoint id=\"1\"", "EPUB-045"},
	    {"version=\"2005-1\"", "version=\"1\"", "EPUB-045"},
	    {"<docTitle>", "<docTitle xml:lang=\"en\" dir=\"ltr\">", NULL},
	    {"<docTitle>", "<docTitle xml:base=\"x\">", "EPUB-043"},
	    {"<docTitle>", "<docTitle xmlns:x=\"x:x\" x:y=\"\">", "EPUB-043"},
	    {"<content src=\"", "<content id=\"x\" src=\"\" xml:id=\"",
		"XHTML-021"},
	    {"</head><docTitle>", "<smilCustomTest id=\"x\"/></head><docTitle>",
		"EPUB-039"},
	    {"</navMap>", "</navMap><x xmlns=\"x:x\"/>", "EPUB-039"},
	    {"<docTitle><text>Ferry runs again</text></docTitle>", "",
		"EPUB-040"},
	    {"content=\"urn:uuid:0b5f1f0e-7f3c-5a55-",
		"content=\"urn:uuid:1b5f1f0e-7f3c-5a55-", "EPUB-028"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(play_order_counts_places),
	    cmocka_unit_test(elements_are_those_of_the_standard),
	};

	return RUN(tests);
}
