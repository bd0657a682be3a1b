/* Items of the manifest. */
#include "recipe.h"

static void
items_are_files_of_the_archive(void **state)
{
	static const struct book books[] = {
	    {{{"</manifest>",
		 "<item id=\"x\" href=\"x.txt\" "
		 "media-type=\"text/plain\"/></manifest>",
		 NULL}},
		{{"EPUB/x.txt", "x"}}, NULL},
	    {{{"</manifest>",
		 "<item id=\"x\" href=\"x.txt?y\" "
		 "media-type=\"text/plain\"/></manifest>",
		 NULL}},
		{{"EPUB/x.txt", "x"}}, "EPUB-080"},
	    {{{"</manifest>",
		 "<item id=\"x\" href=\"data:,x\" "
		 "media-type=\"text/plain\"/></manifest>",
		 NULL}},
		{{NULL, NULL}}, "EPUB-078"},
	    {{{"</manifest>",
		 "<item id=\"x\" href=\"x y.txt\" "
		 "media-type=\"text/plain\"/></manifest>",
		 NULL}},
		{{"EPUB/x y.txt", "x"}}, "URL-001"},
	};

	(void)state;
	expect_books(books, sizeof(books) / sizeof(books[0]));
}

static void
only_sound_video_and_fonts_may_be_remote(void **state)
{
	static const struct change_of_book changes[] = {
	    {"</manifest>",
		"<item id=\"x\" href=\"https://example.org/a.mp3\" "
		"media-type=\"audio/mpeg\"/></manifest>",
		NULL},
	    {"</manifest>",
		"<item id=\"x\" href=\"https://example.org/a.css\" "
		"media-type=\"text/css\"/></manifest>",
		"EPUB-081"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
properties_fit_their_items(void **state)
{
	static const struct change_of_book changes[] = {
	    {"media-type=\"text/css\"",
		"media-type=\"text/css\" properties=\"nav\"", "EPUB-057"},
	    {"media-type=\"text/css\"",
		"media-type=\"text/css\" properties=\"unheard-of\"",
		"EPUB-054"},
	    {"media-type=\"text/css\"",
		"media-type=\"text/css\" properties=\"own:thing\"", "EPUB-052"},
	    {"media-type=\"text/css\"",
		"media-type=\"text/css\" properties=\":thing\"", "EPUB-053"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
one_item_has_the_cover(void **state)
{
	static const struct book books[] = {
	    {{{"</manifest>",
		 "<item id=\"x\" href=\"x.svg\" media-type=\"image/svg+xml\" "
		 "properties=\"cover-image\"/><item id=\"y\" href=\"y.svg\" "
		 "media-type=\"image/svg+xml\" "
		 "properties=\"cover-image\"/></manifest>",
		 NULL}},
		{{"EPUB/x.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"},
		    {"EPUB/y.svg",
			"<svg xmlns=\"http://www.w3.org/2000/svg\"/>"}},
		"EPUB-058"},
	};

	(void)state;
	expect_books(books, sizeof(books) / sizeof(books[0]));
}

static void
what_is_not_linear_is_linked_to(void **state)
{
	static const struct change_of_book changes[] = {
	    {"<a epub:type=\"toc\" href=\"#toc\">",
		"<a epub:type=\"toc\" href=\"article-1.xhtml\">", "EPUB-126"},
	};

	(void)state;
	expect_book_changes(changes, sizeof(changes) / sizeof(changes[0]));
}

static void
a_script_may_link_to_what_is_not_linear(void **state)
{
	static const struct book books[] = {
	    {{{"<a epub:type=\"toc\" href=\"#toc\">",
		  "<a epub:type=\"toc\" href=\"article-1.xhtml\">", NULL},
		 {"href=\"article-1.xhtml\" "
		  "media-type=\"application/xhtml+xml\"",
		     "href=\"article-1.xhtml\" "
		     "media-type=\"application/xhtml+xml\" "
		     "properties=\"scripted\"",
		     NULL}},
		{{NULL, NULL}}, "EPUB-127"},
	};

	(void)state;
	expect_books(books, sizeof(books) / sizeof(books[0]));
}

static void
old_types_and_fallbacks_of_epub2(void **state)
{
	static const struct book books[] = {
	    {{{"href=\"article-1.xhtml\" media-type=\"application/xhtml+xml\"",
		 "href=\"article-1.xhtml\" media-type=\"text/html\"", NULL}},
		{{NULL, NULL}}, "EPUB-084"},
	    {{{"<item id=\"ncx\"", "<item fallback-style=\"none\" id=\"ncx\"",
		 NULL}},
		{{NULL, NULL}}, "EPUB-128"},
	};

	(void)state;
	expect_epub2(books, sizeof(books) / sizeof(books[0]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(items_are_files_of_the_archive),
	    cmocka_unit_test(only_sound_video_and_fonts_may_be_remote),
	    cmocka_unit_test(properties_fit_their_items),
	    cmocka_unit_test(one_item_has_the_cover),
	    cmocka_unit_test(what_is_not_linear_is_linked_to),
	    cmocka_unit_test(a_script_may_link_to_what_is_not_linear),
	    cmocka_unit_test(old_types_and_fallbacks_of_epub2),
	};

	return RUN(tests);
}
