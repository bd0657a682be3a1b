/* Where references stand: each attribute of the table is followed. */
#include "content_recipe.h"

static void
every_reference_is_followed(void **state)
{
	static const char *const texts[] = {"<p><a href=\"none\">x</a></p>",
	    "<p><map name=\"m\"><area href=\"none\"/></map></p>",
	    "<blockquote cite=\"none\">x</blockquote>",
	    "<p><q cite=\"none\">x</q></p>",
	    "<p><ins cite=\"none\">x</ins></p>",
	    "<p><del cite=\"none\">x</del></p>",
	    "<iframe src=\"none\"></iframe>",
	    "<p><input type=\"image\" src=\"none\" alt=\"x\"/></p>",
	    "<script src=\"none\"></script>", "<video poster=\"none\"/>",
	    "<video src=\"none\"/>", "<audio><source src=\"none\"/></audio>",
	    "<audio><track src=\"none\"/></audio>",
	    "<p><embed src=\"none\"/></p>", "<object data=\"none\">x</object>",
	    "<p><img src=\"none\" alt=\"\"/></p>",
	    "<p><img srcset=\"none 1x, https://example.org/ 2x\" alt=\"\"/>"
	    "</p>",
	    "<p><picture><source srcset=\"none\"/><img alt=\"\" "
	    "src=\"data:image/png,\"/></picture></p>",
	    "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" "
	    "altimg=\"none\"><mi>x</mi></math>",
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" "
	    "xmlns:l=\"http://www.w3.org/1999/xlink\"><a l:href=\"none\"/>"
	    "</svg>",
	    "<svg xmlns=\"http://www.w3.org/2000/svg\"><use href=\"none\"/>"
	    "</svg>",
	    "<svg xmlns=\"http://www.w3.org/2000/svg\"><style>@import "
	    "'none';</style></svg>",
	    "<p style=\"background: url(none)\">x</p>"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		expect_book(
		    false, IN_BODY, texts[i], "EPUB-029 EPUB/article-1.xhtml");
}

static void
all_of_a_srcset_is_followed(void **state)
{
	static const struct snippet snippets[] = {
	    {"<p><img srcset=\"data:image/png,x 1x, none 2x\" alt=\"\"/></p>",
		"EPUB-029"},
	    {"<p><img srcset=\"data:image/png,x, none\" alt=\"\"/></p>",
		"EPUB-029"},
	    {"<p><img srcset=\" , \" alt=\"\"/></p>", NULL},
	};

	(void)state;
	EXPECT_SNIPPETS(snippets);
}

static void
an_empty_reference_names_nothing(void **state)
{
	static const struct snippet snippets[] = {
	    {"<object data=\"\">x</object>", "XHTML-021"},
	    {"<p><img src=\" \" alt=\"\"/></p>", "XHTML-021"},
	    {"<p><link itemprop=\"url\" rel=\"author\" href=\"\"/></p>",
		"XHTML-021"},
	};

	(void)state;
	EXPECT_SNIPPETS(snippets);
}

static void
links_that_are_no_resources_stay_within_the_book(void **state)
{
#define LINKS(href) \
	"<p><link itemprop=\"url\" rel=\"author\" href=\"" href "\"/></p>"
	static const struct snippet snippets[] = {
	    {LINKS("https://example.org/?x"), NULL},
	    {LINKS("none.xhtml"), NULL},
	    {LINKS("article-1.xhtml?x"), "URL-002"},
	    {LINKS("/article-1.xhtml"), "EPUB-031"},
	    {LINKS("file:///article-1.xhtml"), "EPUB-031"},
	};

	(void)state;
	EXPECT_SNIPPETS(snippets);
}

static void
a_base_moves_references(void **state)
{
	static const struct made books[] = {
	    {.edits = {{STYLE "</head><body><article",
		 "<base href=\"./\"/>" STYLE "</head><body><article"}},
		.code = "XHTML-014"},
	    {.edits = {{STYLE "</head><body><article",
		 "<base href=\"sub/\"/>" STYLE "</head><body><article"}},
		.code = "EPUB-029"},
	    {.edits = {{STYLE "</head><body><article",
		 "<base href=\"https://example.org/\"/>" STYLE
		 "</head><body><article"}},
		.code = "URL-004"},
	    {.edits = {{STYLE "</head><body><article",
		 STYLE "<base href=\"file:///x\"/></head><body><article"}},
		.code = "EPUB-031"},
	    {.edits = {{"<body><article", "<body xml:base=\"x/\"><article"},
		 {IN_BODY, "<p><a href=\"none\">x</a></p>"}},
		.code = NULL},
	};

	(void)state;
	EXPECT_MADE(books);
}

static void
instructions_of_an_svg_are_followed(void **state)
{
	static const struct made books[] = {
	    {{{IN_MANIFEST, ITEM("pic", "pic.svg", "image/svg+xml", "")}},
		{{"EPUB/pic.svg",
		    "<?xml-stylesheet type=\"text/css\" href=\"none.css\"?>"
		    "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"}},
		"EPUB-029"},
	    {{{IN_MANIFEST, ITEM("pic", "pic.svg", "image/svg+xml", "")}},
		{{"EPUB/pic.svg",
		    "<?xml-stylesheet href='style.css' type=\"text/css\"?>"
		    "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"}},
		NULL},
	};

	(void)state;
	EXPECT_MADE(books);
}

/* A picture with ids of 12 MB together; malloc'd. */
static char *
crowded_picture(void)
{
	struct nc_buffer text = NC_BUFFER(RECIPE_MAX);
	int i;

	nc_buffer_text(&text, "<svg xmlns=\"http://www.w3.org/2000/svg\">");
	for (i = 0; i < 200; i++)
		nc_buffer_format(&text, "<g id=\"a%060000d\"/>", i);
	nc_buffer_text(&text, "</svg>");
	assert_false(text.out_of_memory);
	return text.data;
}

/* What was not remembered may be there, so nothing is said to be missing. */
static void
what_a_crowded_book_refers_to_is_not_checked(void **state)
{
	char *picture = crowded_picture();
	const struct made book = {
	    .edits = {{IN_MANIFEST, ITEM("p1", "1.svg", "image/svg+xml", "")},
		{IN_MANIFEST, ITEM("p2", "2.svg", "image/svg+xml", "")},
		{IN_BODY, "<p><img alt=\"\" src=\"2.svg#none\"/></p>"}},
	    .parts = {{"EPUB/1.svg", picture}, {"EPUB/2.svg", picture}}};
	struct outcome outcome;
	struct zip zip;

	(void)state;
	make_edited(&zip, sound_book, SOUND_PARTS, &book);
	check_bytes(
	    &outcome, "book.epub", false, zip.bytes.data, zip.bytes.size);
	assert_int_equal(outcome.result, NEWSCONV_OK);
	assert_true(found(&outcome, "EPUB-140 EPUB/2.svg"));
	assert_int_equal(outcome.summary.unchecked, 1);
	assert_int_equal(outcome.summary.errors, 0);
	outcome_free(&outcome);
	zip_free(&zip);
	free(picture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_reference_is_followed),
	    cmocka_unit_test(all_of_a_srcset_is_followed),
	    cmocka_unit_test(an_empty_reference_names_nothing),
	    cmocka_unit_test(links_that_are_no_resources_stay_within_the_book),
	    cmocka_unit_test(a_base_moves_references),
	    cmocka_unit_test(instructions_of_an_svg_are_followed),
	    cmocka_unit_test(what_a_crowded_book_refers_to_is_not_checked),
	};

	return RUN(tests);
}
