/* References: valid, in the book, in the manifest, of the right type. */
#include "content_recipe.h"

static void
urls_are_judged(void **state)
{
	static const struct snippet snippets[] = {
	    {"<p><a href=\"https://example.org/a?b#c\">x</a></p>", NULL},
	    {"<p><a href=\" #headline \">x</a></p>", NULL},
	    {"<p><a href=\".\">x</a></p>", NULL},
	    {"<p><a href=\"\">x</a></p>", "XHTML-022"},
	    {"<p><a href=\"https://exa mple.org\">x</a></p>", "URL-001"},
	    {"<p><a href=\"article-1.xhtml?x\">x</a></p>", "URL-002"},
	    {"<p><a href=\"data:text/html,x\">x</a></p>", "URL-003"},
	    {"<p><a href=\"httpf://example.org\">x</a></p>", "URL-006"},
	    {"<p><a href=\"mailto:a@example.org\">x</a></p>", NULL},
	    {"<p><a href=\"file:///x\">x</a></p>", "EPUB-031"},
	    {"<p><a href=\"/x\">x</a></p>", "EPUB-031"},
	    {"<p><a href=\"none.xhtml\">x</a></p>", "EPUB-029"},
	    {"<p><a href=\"#none\">x</a></p>", "EPUB-030"},
	    {"<p><a href=\"nav.xhtml#epubcfi(/4)\">x</a></p>", NULL},
	    {"<p><img src=\"\" alt=\"\"/></p>", "XHTML-021"},
	    {"<p><img src=\"data:image/png;base64,AA==\" alt=\"\"/></p>", NULL},
	    {"<p><img src=\"data: image/x-own ,AA==\" alt=\"\"/></p>",
		"LINK-007"},
	    {"<p><img src=\"data:,x\" alt=\"\"/></p>", "LINK-007"},
	    {"<p><a href=\"package.opf\">x</a></p>", "LINK-001"},
	    {"<p><a href=\"package.opf#epubcfi(/6)\">x</a></p>", NULL},
	    {"<svg xmlns=\"http://www.w3.org/2000/svg\"><use "
	     "href=\"data:image/svg+xml,x\"/></svg>",
		"LINK-005"},
	};

	(void)state;
	EXPECT_SNIPPETS(snippets);
}

static void
only_sounds_films_and_fonts_may_be_remote(void **state)
{
	static const struct snippet snippets[] = {
	    {"<p><img src=\"https://example.org/a.png\" alt=\"\"/></p>",
		"URL-004"},
	    {"<iframe src=\"https://example.org/\"></iframe>", "URL-004"},
	    {"<script src=\"https://example.org/a.js\"></script>", "URL-004"},
	    {"<p><img src=\"//example.org/a.png\" alt=\"\"/></p>", "URL-004"},
	    {"<audio src=\"https://example.org/a.mp3\"/>", "EPUB-032"},
	    {"<audio src=\"http://example.org/a.mp3\"/>", "URL-005"},
	    {"<blockquote cite=\"https://example.org/\">x</blockquote>", NULL},
	};
	static const struct made books[] = {
	    {.edits = {{IN_MANIFEST,
			   ITEM("sound", "https://example.org/a.mp3",
			       "audio/mpeg", "")},
		 HOLDS("remote-resources"),
		 {IN_BODY, "<audio src=\"https://example.org/a.mp3#t=1\"/>"}},
		.code = NULL},
	};

	(void)state;
	EXPECT_SNIPPETS(snippets);
	EXPECT_MADE(books);
}

#define FILE_OF(type) \
	{ \
		IN_MANIFEST, ITEM("file", "file.x", type, "") \
	}
#define FALLBACK(type) \
	{ \
		IN_MANIFEST, \
		    ITEM("file", "file.x", type, "fallback=\"article-1\"") \
	}
#define CONTENT \
	{ \
		{ \
			"EPUB/file.x", "x" \
		} \
	}

static void
foreign_types_need_a_fallback(void **state)
{
	static const struct made books[] = {
	    {{FILE_OF("image/svg+xml"),
		 {IN_BODY, "<p><img src=\"file.x\" alt=\"\"/></p>"}},
		{{"EPUB/file.x",
		    "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"}},
		NULL},
	    {{FILE_OF("image/x-own"),
		 {IN_BODY, "<p><img src=\"file.x\" alt=\"\"/></p>"}},
		CONTENT, "LINK-007"},
	    {{FALLBACK("image/x-own"),
		 {IN_BODY, "<p><img src=\"file.x\" alt=\"\"/></p>"}},
		CONTENT, NULL},
	    {{FILE_OF("image/x-own"),
		 {IN_BODY, "<p><img srcset=\"file.x 2x\" alt=\"\"/></p>"}},
		CONTENT, "LINK-007"},
	    {{FILE_OF("audio/x-own"), {IN_BODY, "<audio src=\"file.x\"/>"}},
		CONTENT, "LINK-007"},
	    {{FILE_OF("audio/x-own"),
		 {IN_BODY, "<audio src=\"file.x\"><p>x</p></audio>"}},
		CONTENT, "LINK-007"},
	    {{FILE_OF("audio/ogg; codecs=opus"),
		 {IN_BODY, "<audio src=\"file.x\"/>"}},
		CONTENT, NULL},
	    {{FILE_OF("video/x-own"), {IN_BODY, "<video src=\"file.x\"/>"}},
		CONTENT, NULL},
	    {{FILE_OF("application/x-own"),
		 {IN_BODY, "<p><embed src=\"file.x\"/></p>"}},
		CONTENT, "LINK-007"},
	    {{FILE_OF("application/x-own"),
		 {IN_BODY, "<object data=\"file.x\"/>"}},
		CONTENT, "LINK-007"},
	    {{FILE_OF("application/x-own"),
		 {IN_BODY, "<object data=\"file.x\">x</object>"}},
		CONTENT, NULL},
	    {{FILE_OF("application/x-own"),
		 {IN_BODY, "<object data=\"file.x\"><p>x</p></object>"}},
		CONTENT, NULL},
	    {{FILE_OF("image/x-own"),
		 {IN_BODY,
		     "<p><picture><img src=\"file.x\" alt=\"\"/>"
		     "</picture></p>"}},
		CONTENT, "LINK-008"},
	    {{FILE_OF("image/x-own"),
		 {IN_BODY,
		     "<p><picture><source srcset=\"file.x\"/>"
		     "<img src=\"data:image/png,\" alt=\"\"/></picture>"
		     "</p>"}},
		CONTENT, "LINK-009"},
	    {{FILE_OF("image/x-own"),
		 {IN_BODY,
		     "<p><picture><source srcset=\"file.x\" "
		     "type=\"image/x-own\"/><img "
		     "src=\"data:image/png,\" alt=\"\"/></picture></p>"}},
		CONTENT, NULL},
	};

	(void)state;
	EXPECT_MADE(books);
}

static void
sources_are_fallbacks_of_each_other(void **state)
{
	static const struct made book = {
	    {{IN_MANIFEST,
		 "<item id=\"f\" href=\"f.mp3\" media-type=\"audio/mpeg\"/>"
		 "<item id=\"file\" href=\"file.x\" "
		 "media-type=\"audio/x-own\"/><item id=\"style\" "},
		{IN_BODY,
		    "<audio><source src=\"file.x\"/>"
		    "<source src=\"f.mp3\"/></audio>"}},
	    {{"EPUB/file.x", "x"}, {"EPUB/f.mp3", "x"}}, NULL};

	(void)state;
	expect_made(&book, 1);
}

static void
links_lead_to_documents_of_the_spine(void **state)
{
	static const struct made books[] = {
	    {{FILE_OF("image/png"),
		 {IN_BODY, "<p><a href=\"file.x\">x</a></p>"}},
		CONTENT, "LINK-001"},
	    {{{IN_BODY, "<p><a href=\"style.css\">x</a></p>"}}, {{0}},
		"LINK-001"},
	    {{{"<itemref idref=\"nav\" linear=\"no\"/>", ""},
		 {IN_BODY, "<p><a href=\"nav.xhtml\">x</a></p>"}},
		{{0}}, "LINK-002"},
	    {{{"href=\"style.css\"/></head><body><article",
		 "href=\"style.css#x\"/></head><body><article"}},
		{{0}}, "LINK-003"},
	    {{FILE_OF("image/png"),
		 {IN_BODY, "<p><img src=\"file.x#x\" alt=\"\"/></p>"}},
		CONTENT, "LINK-006"},
	    {{FILE_OF("image/png"),
		 {IN_BODY, "<object data=\"file.x\" type=\"image/gif\"/>"}},
		CONTENT, "LINK-010"},
	    {{FILE_OF("image/svg+xml"),
		 {IN_BODY, "<object data=\"file.x\" type=\"Image/SVG+xml\"/>"}},
		{{"EPUB/file.x",
		    "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"}},
		NULL},
	};

	(void)state;
	EXPECT_MADE(books);
}

#define SVG_BODY(content, found_code) \
	{ \
		.edits = {HOLDS("svg"), \
		    {IN_BODY, \
			"<p><a href=\"#s\">x</a></p><svg " \
			"xmlns=\"http://www.w3.org/2000/svg\" " \
			"xmlns:l=\"http://www.w3.org/1999/xlink\">" content \
			"</svg>"}}, \
		.code = found_code \
	}

static void
references_within_svg_lead_to_what_they_need(void **state)
{
	static const struct made books[] = {
	    SVG_BODY(
		"<pattern id=\"p\"/><rect id=\"s\" fill=\"url(#p)\"/>", NULL),
	    SVG_BODY("<rect id=\"s\" fill=\"url(#s)\"/>", "LINK-004"),
	    SVG_BODY("<rect id=\"s\" stroke=\"url(#none)\"/>", "EPUB-030"),
	    SVG_BODY("<clipPath id=\"c\"/><rect id=\"s\" "
		     "clip-path=\"url(#c)\"/>",
		NULL),
	    SVG_BODY("<symbol id=\"s\"/>", "LINK-004"),
	    SVG_BODY(
		"<g id=\"s\"/><symbol id=\"y\"/><use l:href=\"#y\"/>", NULL),
	    SVG_BODY(
		"<g id=\"s\"/><use l:href=\"article-1.xhtml\"/>", "LINK-005"),
	    SVG_BODY("<g id=\"s\"/><image l:href=\"none.png\"/>", "EPUB-029"),
	};

	(void)state;
	EXPECT_MADE(books);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(urls_are_judged),
	    cmocka_unit_test(only_sounds_films_and_fonts_may_be_remote),
	    cmocka_unit_test(foreign_types_need_a_fallback),
	    cmocka_unit_test(sources_are_fallbacks_of_each_other),
	    cmocka_unit_test(links_lead_to_documents_of_the_spine),
	    cmocka_unit_test(references_within_svg_lead_to_what_they_need),
	};

	return RUN(tests);
}
