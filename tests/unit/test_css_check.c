/* Style sheets: what is an error, what EPUB forbids, what they refer to. */
#include "content_recipe.h"

/* The style sheet of the book is replaced. */
static void
expect_css(const char *sheet, const char *code)
{
	expect_book(false, "p { margin: 0 }\n", sheet, code);
}

static void
sound_sheets_have_no_findings(void **state)
{
	static const char *const sheets[] = {"", "/* nothing */", "p{}", "p{;}",
	    "a:hover, a[href=\"x\"] > b::before { top: 0 }",
	    "@media print and (min-width: 1em) { p { top: 0 } }",
	    "@import \"../EPUB/style.css\";", "@namespace svg \"http://x/\";",
	    "@charset \"UTF-8\"; p { top: 0 }",
	    "p { --custom: { a: b }; --empty:; top: calc(1px + (2em)) }",
	    "p { color: red; & b { color: blue } em { top: 0 } }",
	    "@supports (display: grid) { p { top: 0 } }",
	    "@page { margin: 1cm; @top-left { content: \"x\" } }",
	    "@keyframes x { from { top: 0 } 50% { top: 1px } to { top: 0 } }",
	    "p { background: url(#gradient) }", "<!-- p { top: 0 } -->",
	    "p { top: 0 !important }", "p:not(.a):nth-child(2n+1) { top: 0 }",
	    "\xef\xbb\xbfp { top: 0 }",
	    "p { background: url(data:image/png;base64,AA==) }",
	    "p { content: \"}\" ; quotes: '{' '}' }"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(sheets) / sizeof(sheets[0]); i++)
		expect_css(sheets[i], NULL);
}

static void
errors_of_syntax_are_found(void **state)
{
	static const char *const sheets[][2] = {
	    {"p { margin: 0", "a block is not closed"},
	    {"p { margin: 0 } }", "a brace that nothing opens"},
	    {"p { margin 0 }", "no colon behind"},
	    {"p { *zoom: 1 }", "does not begin with a name"},
	    {"p { margin: }", "a property without a value"},
	    {"p { margin: 0) }", "a bracket that nothing opens"},
	    {"p { margin: calc(1px }", "a bracket is not closed"},
	    {"p { content: \"x\n }", "a string is not closed"},
	    {"p { background: url(a b) }", "a URL is malformed"},
	    {"{ margin: 0 }", "a block without a selector"},
	    {"p, { margin: 0 }", "a selector is malformed"},
	    {",p { margin: 0 }", "a selector is malformed"},
	    {"p > { margin: 0 }", "a selector is malformed"},
	    {"p. { margin: 0 }", "a selector is malformed"},
	    {"p:: { margin: 0 }", "a selector is malformed"},
	    {"1p { margin: 0 }", "a selector is malformed"},
	    {".1x { margin: 0 }", "a selector is malformed"},
	    {"p[a { margin: 0 }", "a selector is malformed"},
	    {"p(a) { margin: 0 }", "a selector is malformed"},
	    {"p { margin: !important }", "a property without a value"},
	    {"p { margin: @b }", "a rule in the place of a value"},
	    {"p ) { margin: 0 }", "a selector is malformed"},
	    {"p \"x\" { margin: 0 }", "a selector is malformed"},
	    {"margin: 0;", "something that is no rule"},
	    {"p { margin: 0 } /* x", "a comment is not closed"},
	    {"@import;", "@import without a URL"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(sheets) / sizeof(sheets[0]); i++) {
		expect_css(sheets[i][0], "CSS-008");
		expect_css(sheets[i][0], sheets[i][1]);
	}
}

static void
what_epub_forbids_is_found(void **state)
{
	(void)state;
	expect_css("p { direction: rtl }", "CSS-001");
	expect_css("p { Unicode-Bidi: embed }", "CSS-001");
	expect_css("@media print { p { direction: rtl } }", "CSS-001");
	expect_css("p { position: fixed }", "CSS-006");
	expect_css("@font-face { }", "CSS-019");
	expect_css("p { background: url() }", "CSS-002");
	expect_css("@import \"\";", "CSS-002");
}

static void
references_are_followed(void **state)
{
	(void)state;
	expect_css("p { background: url(none.png) }", "EPUB-029");
	expect_css("p { background: url( 'none.png' ) }", "EPUB-029");
	expect_css("p { background: url(no\\6ee.png) }", "EPUB-029");
	expect_css("@import url(none.css);", "EPUB-029");
	expect_css("@import 'none.css';", "EPUB-029");
	expect_css("@font-face { src: url(none.otf) }", "EPUB-029");
	expect_css(
	    "p { top: 0 \n @font-face { src: url(none.otf) }", "EPUB-029");
	expect_css("@import url(https://example.org/a.css);", "URL-004");
	expect_css("p { background: url(https://example.org/a) }", "URL-004");
	expect_css(
	    "@font-face { src: url(https://example.org/a) }", "EPUB-032");
	expect_css(
	    "@font-face { src: url(https://example.org/a) }", "XHTML-029");
}

static void
fonts_of_other_types_are_noted(void **state)
{
	static const struct made books[] = {
	    {{{IN_MANIFEST, ITEM("font", "f.otf", "font/otf", "")},
		 {"p { margin: 0 }", "@font-face { src: url(f.otf) }"}},
		{{"EPUB/f.otf", "x"}}, NULL},
	    {{{IN_MANIFEST, ITEM("font", "f.eot", "application/x-eot", "")},
		 {"p { margin: 0 }", "@font-face { src: url(f.eot) }"}},
		{{"EPUB/f.eot", "x"}}, "CSS-007"},
	};

	(void)state;
	EXPECT_MADE(books);
}

static void
styles_within_a_document_are_checked(void **state)
{
	static const struct snippet snippets[] = {
	    {"<p style=\"color: red; top: 0\">x</p>", NULL},
	    {"<p style=\"color\">x</p>", "CSS-008"},
	    {"<p style=\"color: red }\">x</p>", "CSS-008"},
	    {"<p style=\"direction: ltr\">x</p>", "CSS-001"},
	};

	(void)state;
	EXPECT_SNIPPETS(snippets);
	expect_book(false, "</head><body><article",
	    "<style>p { top: 0 }</style></head><body><article", NULL);
	expect_book(false, "</head><body><article",
	    "<style>p { top 0 }</style></head><body><article", "CSS-008");
}

static void
deep_blocks_are_not_checked_to_the_end(void **state)
{
	struct nc_buffer sheet = NC_BUFFER(RECIPE_MAX);
	size_t i;

	(void)state;
	for (i = 0; i < 100000; i++)
		nc_buffer_text(&sheet, "p{");
	expect_css(sheet.data, "CSS-020");
	nc_buffer_free(&sheet);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sound_sheets_have_no_findings),
	    cmocka_unit_test(errors_of_syntax_are_found),
	    cmocka_unit_test(what_epub_forbids_is_found),
	    cmocka_unit_test(references_are_followed),
	    cmocka_unit_test(fonts_of_other_types_are_noted),
	    cmocka_unit_test(styles_within_a_document_are_checked),
	    cmocka_unit_test(deep_blocks_are_not_checked_to_the_end),
	};

	return RUN(tests);
}
