/* The package document: its spine, guide, bindings and collections. */
#include "recipe.h"

static void
attributes_are_read_as_they_stand(void **state)
{
	static const struct change_of_book changes[] = {
	    {"version=\"3.0\"", "version=\" 3.0\"", "EPUB-008"},
	    {"unique-identifier=\"", "unique-identifier=\" ", "EPUB-009"},
	    {"media-type=\"text/css\"", "media-type=\" text/css\"", "EPUB-045"},
	    {"<manifest>", "<manifest xml:base=\"x/\">", "EPUB-043"},
	    {"<spine ", "<spine xml:space=\"preserve\" ", "EPUB-043"},
	    {"<meta property=", "<meta xml:space=\"default\" property=",
		"EPUB-043"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
overrides_exclude_each_other(void **state)
{
	static const struct change_of_book changes[] = {
	    {"<itemref idref=\"article-1\"/>",
		"<itemref idref=\"article-1\" "
		"properties=\"page-spread-left\"/>",
		NULL},
	    {"<itemref idref=\"article-1\"/>",
		"<itemref idref=\"article-1\" properties=\"page-spread-left "
		"page-spread-right\"/>",
		"EPUB-085"},
	    {"<itemref idref=\"article-1\"/>",
		"<itemref idref=\"article-1\" properties=\"rendition:flow-auto "
		"rendition:flow-paginated\"/>",
		"EPUB-085"},
	    {"<itemref idref=\"article-1\"/>",
		"<itemref idref=\"article-1\" "
		"properties=\"rendition:spread-portrait\"/>",
		"EPUB-056"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
an_ncx_is_named_by_the_spine(void **state)
{
	static const struct change_of_book changes[] = {
	    {"<spine toc=\"ncx\" ", "<spine ", "EPUB-027"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
the_guide_leads_to_content(void **state)
{
	static const struct change_of_book changes[] = {
	    {"</spine>",
		"</spine><guide><reference type=\"toc\" "
		"href=\"nav.xhtml#toc\"/></guide>",
		NULL},
	    {"</spine>",
		"</spine><guide><reference type=\"toc\" "
		"href=\"nav.xhtml#none\"/></guide>",
		"EPUB-030"},
	    {"</spine>",
		"</spine><guide><reference type=\"toc\" "
		"href=\"none.xhtml\"/></guide>",
		"EPUB-087"},
	    {"</spine>",
		"</spine><guide><reference type=\"toc\" "
		"href=\"style.css\"/></guide>",
		"EPUB-088"},
	    {"</spine>",
		"</spine><guide><reference type=\"toc\" "
		"href=\"nav.xhtml\"/><reference type=\"TOC\" "
		"href=\"nav.xhtml\"/></guide>",
		"EPUB-086"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
bindings_are_deprecated(void **state)
{
	static const struct change_of_book changes[] = {
	    {"</spine>",
		"</spine><bindings><mediaType media-type=\"a/b\" "
		"handler=\"article-1\"/></bindings>",
		"EPUB-091"},
	    {"</spine>",
		"</spine><bindings><mediaType media-type=\"a/b\" "
		"handler=\"article-1\"/></bindings>",
		"EPUB-090"},
	    {"</spine>",
		"</spine><bindings><mediaType media-type=\"a/b\" "
		"handler=\"style\"/></bindings>",
		"EPUB-089"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
collections_hold_something(void **state)
{
	static const struct change_of_book changes[] = {
	    {"</spine>",
		"</spine><collection role=\"x\"><link "
		"href=\"nav.xhtml\"/></collection>",
		NULL},
	    {"</spine>", "</spine><collection role=\"x\"/>", "EPUB-092"},
	    {"</spine>",
		"</spine><collection role=\"manifest\"><link "
		"href=\"nav.xhtml\"/></collection>",
		"EPUB-092"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
languages_are_tags(void **state)
{
	static const struct change_of_book changes[] = {
	    {"xml:lang=\"en\" dir=\"ltr\"><metadata",
		"xml:lang=\"en_US\" dir=\"ltr\"><metadata", "EPUB-012"},
	    {"xml:lang=\"en\" dir=\"ltr\"><metadata",
		"xml:lang=\"\" dir=\"ltr\"><metadata", NULL},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
renditions_beside_the_first_are_not_checked(void **state)
{
	static const struct book books[] = {
	    {{{"</rootfiles>",
		 "<rootfile full-path=\"EPUB/other.opf\" "
		 "media-type=\"application/oebps-package+xml\"/></rootfiles>",
		 NULL}},
		{{NULL, NULL}}, "EPUB-119"},
	};

	(void)state;
	expect_books(books, sizeof(books) / sizeof(books[0]));
}

static void
an_epub2_has_one_package(void **state)
{
	static const struct book books[] = {
	    {{{"</rootfiles>",
		 "<rootfile full-path=\"EPUB/other.opf\" "
		 "media-type=\"application/oebps-package+xml\"/></rootfiles>",
		 NULL}},
		{{NULL, NULL}}, "EPUB-118"},
	};

	(void)state;
	expect_epub2(books, sizeof(books) / sizeof(books[0]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(attributes_are_read_as_they_stand),
	    cmocka_unit_test(overrides_exclude_each_other),
	    cmocka_unit_test(an_ncx_is_named_by_the_spine),
	    cmocka_unit_test(the_guide_leads_to_content),
	    cmocka_unit_test(bindings_are_deprecated),
	    cmocka_unit_test(collections_hold_something),
	    cmocka_unit_test(languages_are_tags),
	    cmocka_unit_test(renditions_beside_the_first_are_not_checked),
	    cmocka_unit_test(an_epub2_has_one_package),
	};

	return RUN(tests);
}
