/* What the metadata of a package document must say. */
#include "recipe.h"

static void
metadata_of_both_kinds_are_checked(void **state)
{
	static const struct change_of_book changes[] = {
	    {"<meta name=\"generator\"",
		"<meta property=\"dcterms:created\">2024</meta><meta "
		"name=\"generator\"",
		NULL},
	    {"<meta name=\"generator\"",
		"<meta property=\"dcterms:created\" "
		"colour=\"red\">2024</meta><meta name=\"generator\"",
		"EPUB-043"},
	    {"<meta name=\"generator\"",
		"<meta>2024</meta><meta name=\"generator\"", "EPUB-044"},
	    {"<meta name=\"generator\"",
		"<meta name=\"x\"/><meta name=\"generator\"", "EPUB-044"},
	    {"<meta name=\"generator\"",
		"<meta property=\"\">x</meta><meta name=\"generator\"",
		"EPUB-045"},
	    {"<meta name=\"generator\"",
		"<meta property=\"dcterms:created\" dir=\"up\">x</meta><meta "
		"name=\"generator\"",
		"EPUB-045"},
	    {"<meta name=\"generator\"",
		"<meta property=\"dcterms:created\" id=\"1\">x</meta><meta "
		"name=\"generator\"",
		"EPUB-045"},
	    {"<meta name=\"generator\"",
		"<meta property=\"dcterms:created\"> </meta><meta "
		"name=\"generator\"",
		"EPUB-046"},
	    {"<meta name=\"generator\"",
		"<meta name=\"x\" content=\"y\">z</meta><meta "
		"name=\"generator\"",
		"EPUB-046"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
what_refines_is_a_relative_url(void **state)
{
	static const struct change_of_book changes[] = {
	    {"<meta name=\"generator\"",
		"<meta property=\"dcterms:created\" "
		"refines=\"https://example.org/\">x</meta><meta "
		"name=\"generator\"",
		"EPUB-065"},
	    {"<meta name=\"generator\"",
		"<meta property=\"dcterms:created\" "
		"refines=\"nav.xhtml\">x</meta><meta name=\"generator\"",
		"EPUB-066"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
identifiers_and_dates_have_their_forms(void **state)
{
	static const struct change_of_book changes[] = {
	    {"<meta name=\"generator\"",
		"<dc:identifier>urn:uuid:12</dc:identifier><meta "
		"name=\"generator\"",
		"EPUB-067"},
	    {">2024-03-01T00:00:00Z<", ">2024-03-01<", "EPUB-011"},
	    {"<meta name=\"generator\"",
		"<meta property=\"dcterms:modified\" "
		"refines=\"#title\">1</meta><meta name=\"generator\"",
		"EPUB-011"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
metadata_of_epub2_have_rules_of_their_own(void **state)
{
	static const struct book books[] = {
	    {{{NULL, NULL, NULL}}, {{NULL, NULL}}, NULL},
	    {{{"<dc:title>Ferry runs again", "<dc:title>", NULL}},
		{{NULL, NULL}}, "EPUB-125"},
	    {{{"<dc:date>2024-03-01", "<dc:date>", NULL}}, {{NULL, NULL}},
		"EPUB-068"},
	    {{{"<dc:date>2024-03-01", "<dc:date>in March", NULL}},
		{{NULL, NULL}}, "EPUB-068"},
	    {{{"opf:role=\"aut\"", "opf:role=\"author\"", NULL}},
		{{NULL, NULL}}, "EPUB-129"},
	    {{{"opf:role=\"aut\"", "opf:role=\"oth.boss\"", NULL}},
		{{NULL, NULL}}, NULL},
	};

	(void)state;
	expect_epub2(books, sizeof(books) / sizeof(books[0]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(metadata_of_both_kinds_are_checked),
	    cmocka_unit_test(what_refines_is_a_relative_url),
	    cmocka_unit_test(identifiers_and_dates_have_their_forms),
	    cmocka_unit_test(metadata_of_epub2_have_rules_of_their_own),
	};

	return RUN(tests);
}
