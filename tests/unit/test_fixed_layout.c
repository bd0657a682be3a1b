/* Pages of fixed layout and their viewports. */
#include "content_recipe.h"

#define LAYOUT \
	{ \
		"</metadata>", \
		    "<meta property=\"rendition:layout\">" \
		    "pre-paginated</meta></metadata>" \
	}
#define FLOWING \
	{ \
		"<itemref idref=\"nav\"", \
		    "<itemref properties=\"rendition:layout-reflowable\" " \
		    "idref=\"nav\"" \
	}

static void
expect_viewport(const char *content, const char *code)
{
	struct nc_buffer text = NC_BUFFER(RECIPE_MAX);
	struct made made = {.edits = {LAYOUT, FLOWING}, .code = code};

	nc_buffer_format(&text,
	    "<meta name=\"viewport\" content=\"%s\"/></head><body><article",
	    content);
	made.edits[2].old = "</head><body><article";
	made.edits[2].new = text.data;
	expect_made(&made, 1);
	nc_buffer_free(&text);
}

static void
viewports_are_read_by_their_grammar(void **state)
{
	(void)state;
	expect_viewport("width=600,height=1200", NULL);
	expect_viewport("  width\t=\t600,\n height = 1200.5 ", NULL);
	expect_viewport("width=600;height=1200, initial-scale=1", NULL);
	expect_viewport("width=device-width,height=device-height", NULL);
	expect_viewport("", "XHTML-033");
	expect_viewport("width=600,height=\t", "XHTML-033");
	expect_viewport("width==600,height=1", "XHTML-033");
	expect_viewport("width=600 height=1200", NULL);
	expect_viewport("width=600, ;height=1200", NULL);
	expect_viewport(",width=600,height=1200", "XHTML-033");
	expect_viewport("width=600,height=1200;", "XHTML-033");
	expect_viewport("=600", "XHTML-033");
	expect_viewport("width=600", "XHTML-034");
	expect_viewport("height=600", "XHTML-034");
	expect_viewport("width=600,height", "XHTML-035");
	expect_viewport("width=600px,height=1200", "XHTML-035");
	expect_viewport("width=0,height=1200", "XHTML-035");
	expect_viewport("width=.5,height=1200", "XHTML-035");
	expect_viewport("width=6.,height=1200", "XHTML-035");
	expect_viewport("width=1.2.3,height=1200", "XHTML-035");
	expect_viewport("width=device-height,height=1", "XHTML-035");
	expect_viewport("width=1,width=2,height=3", "XHTML-036");
}

static void
only_pages_of_fixed_layout_need_one(void **state)
{
	static const struct made books[] = {
	    {.edits = {LAYOUT, FLOWING}, .code = "XHTML-032"},
	    {.edits = {{"<itemref idref=\"article-1\"",
		 "<itemref properties=\"rendition:layout-pre-paginated\" "
		 "idref=\"article-1\""}},
		.code = "XHTML-032"},
	    {.edits = {{"</head><body><article",
		 "<meta name=\"viewport\" content=\"x\"/></head><body>"
		 "<article"}},
		.code = NULL},
	    {.edits = {{IN_MANIFEST,
			   ITEM("pic", "pic.svg", "image/svg+xml", "")},
		 {"<itemref idref=\"nav\"",
		     "<itemref properties=\"rendition:layout-pre-paginated\" "
		     "idref=\"pic\"/><itemref idref=\"nav\""}},
		.parts = {{"EPUB/pic.svg",
		    "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"}},
		.code = "XHTML-037"},
	};

	(void)state;
	EXPECT_MADE(books);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(viewports_are_read_by_their_grammar),
	    cmocka_unit_test(only_pages_of_fixed_layout_need_one),
	};

	return RUN(tests);
}
