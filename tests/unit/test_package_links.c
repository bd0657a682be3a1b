/* Links of the package document. */
#include "recipe.h"

static void
links_say_what_they_lead_to(void **state)
{
	static const struct change_of_book changes[] = {
	    {"<meta name=\"generator\"",
		"<link rel=\"record\" href=\"https://example.org/x\" "
		"media-type=\"text/xml\"/><meta name=\"generator\"",
		NULL},
	    {"<meta name=\"generator\"",
		"<link rel=\"dcterms:x\" href=\"nav.xhtml\"/><meta "
		"name=\"generator\"",
		"EPUB-071"},
	    {"<meta name=\"generator\"",
		"<link rel=\"record\" href=\"https://example.org/x\"/><meta "
		"name=\"generator\"",
		"EPUB-072"},
	    {"<meta name=\"generator\"",
		"<link rel=\"voicing\" refines=\"#title\" "
		"href=\"https://example.org/x\" media-type=\"text/xml\"/><meta "
		"name=\"generator\"",
		"EPUB-073"},
	    {"<meta name=\"generator\"",
		"<link rel=\"voicing\" href=\"https://example.org/x\" "
		"media-type=\"audio/mpeg\"/><meta name=\"generator\"",
		"EPUB-074"},
	    {"<meta name=\"generator\"",
		"<link rel=\"record\" refines=\"#title\" "
		"href=\"https://example.org/x\" media-type=\"text/xml\"/><meta "
		"name=\"generator\"",
		"EPUB-074"},
	    {"<meta name=\"generator\"",
		"<link rel=\"alternate record\" href=\"https://example.org/x\" "
		"media-type=\"text/xml\"/><meta name=\"generator\"",
		"EPUB-075"},
	    {"<meta name=\"generator\"",
		"<link rel=\"onix-record\" href=\"https://example.org/x\" "
		"media-type=\"text/xml\"/><meta name=\"generator\"",
		"EPUB-056"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
links_lead_somewhere(void **state)
{
	static const struct change_of_book changes[] = {
	    {"<meta name=\"generator\"",
		"<link rel=\"dcterms:x\" href=\"#title\" "
		"media-type=\"text/xml\"/><meta name=\"generator\"",
		"EPUB-076"},
	    {"<meta name=\"generator\"",
		"<link rel=\"dcterms:x\" href=\"none.xml\" "
		"media-type=\"text/xml\"/><meta name=\"generator\"",
		"EPUB-077"},
	    {"<meta name=\"generator\"",
		"<link rel=\"dcterms:x\" href=\"nav.xhtml#none\" "
		"media-type=\"text/xml\"/><meta name=\"generator\"",
		"EPUB-030"},
	    {"<meta name=\"generator\"",
		"<link rel=\"dcterms:x\" href=\"data:,x\" "
		"media-type=\"text/xml\"/><meta name=\"generator\"",
		"EPUB-078"},
	    {"<meta name=\"generator\"",
		"<link rel=\"dcterms:x\" href=\"file:///x\" "
		"media-type=\"text/xml\"/><meta name=\"generator\"",
		"EPUB-079"},
	    {"<meta name=\"generator\"",
		"<link rel=\"dcterms:x\" href=\"nav.xhtml?x\" "
		"media-type=\"text/xml\"/><meta name=\"generator\"",
		"EPUB-080"},
	    {"<meta name=\"generator\"",
		"<link rel=\"dcterms:x\" href=\"../../x\" "
		"media-type=\"text/xml\"/><meta name=\"generator\"",
		"EPUB-031"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(links_say_what_they_lead_to),
	    cmocka_unit_test(links_lead_somewhere),
	};

	return RUN(tests);
}
