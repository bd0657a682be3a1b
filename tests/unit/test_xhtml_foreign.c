/* SVG and MathML within XHTML, and SVG of its own. */
#include "content_recipe.h"

#define HTML_NS "xmlns=\"http://www.w3.org/1999/xhtml\""

static void
expect_in(const char *properties, const char *text, const char *code)
{
	struct nc_buffer item = NC_BUFFER(RECIPE_MAX);
	struct made made = {.code = code};

	nc_buffer_format(
	    &item, "properties=\"%s\" %s", properties, ARTICLE_TYPE);
	made.edits[0].old = ARTICLE_TYPE;
	made.edits[0].new = item.data;
	made.edits[1].old = IN_BODY;
	made.edits[1].new = text;
	expect_made(&made, 1);
	nc_buffer_free(&item);
}

static void
expect_svg(const char *content, const char *code)
{
	struct nc_buffer text = NC_BUFFER(RECIPE_MAX);

	nc_buffer_format(&text,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" "
	    "xmlns:epub=\"http://www.idpf.org/2007/ops\">%s</svg>",
	    content);
	expect_in("svg", text.data, code);
	nc_buffer_free(&text);
}

static void
expect_math(const char *content, const char *code)
{
	struct nc_buffer text = NC_BUFFER(RECIPE_MAX);

	nc_buffer_format(&text,
	    "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" "
	    "alttext=\"x\">%s</math>",
	    content);
	expect_in("mathml", text.data, code);
	nc_buffer_free(&text);
}

static void
svg_is_checked_as_far_as_epub_goes(void **state)
{
	(void)state;
	expect_svg("<title>a</title><g epub:type=\"chapter\" id=\"1\">"
		   "<rect anything=\"x\"/></g>",
	    NULL);
	expect_svg("<foreignObject><p " HTML_NS ">a</p></foreignObject>", NULL);
	expect_svg("<foreignObject><body " HTML_NS "><p>a</p></body>"
		   "</foreignObject>",
	    "XHTML-001");
	expect_svg("<foreignObject><g/></foreignObject>", "XHTML-038");
	expect_svg("<title><h1 " HTML_NS ">a</h1></title>", NULL);
	expect_svg("<title><body " HTML_NS ">a</body></title>", NULL);
	expect_svg("<metadata><x xmlns=\"urn:x\"/></metadata>", NULL);
	expect_svg("<foo/>", "XHTML-039");
	expect_svg("<title epub:type=\"title\">a</title>", "XHTML-038");
	expect_svg("<g id=\"a b\"/>", "XHTML-038");
	expect_svg("<title><g/></title>", "XHTML-038");
	expect_svg("<title><x xmlns=\"urn:x\"/></title>", "XHTML-038");
	expect_svg("<title>a <body " HTML_NS ">b</body></title>", "XHTML-001");
	expect_svg(
	    "<title><b " HTML_NS " href=\"x\">b</b></title>", "XHTML-006");
	expect_svg("<foreignObject><li " HTML_NS ">a</li></foreignObject>",
	    "XHTML-001");
	expect_svg(
	    "<foreignObject><x xmlns=\"urn:x\"/></foreignObject>", "XHTML-038");
	expect_in("svg", "<g xmlns=\"http://www.w3.org/2000/svg\"><svg/></g>",
	    "XHTML-001");
}

static void
ids_of_an_svg_of_its_own_are_names(void **state)
{
	static const struct made books[] = {
	    {.edits = {{IN_MANIFEST,
		 ITEM("pic", "pic.svg", "image/svg+xml", "")}},
		.parts = {{"EPUB/pic.svg",
		    "<svg xmlns=\"http://www.w3.org/2000/svg\">"
		    "<foreignObject><body " HTML_NS "><p>a</p></body>"
		    "</foreignObject></svg>"}},
		.code = NULL},
	    {.edits = {{IN_MANIFEST,
		 ITEM("pic", "pic.svg", "image/svg+xml", "")}},
		.parts = {{"EPUB/pic.svg",
		    "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"a\"/>"}},
		.code = NULL},
	    {.edits = {{IN_MANIFEST,
		 ITEM("pic", "pic.svg", "image/svg+xml", "")}},
		.parts = {{"EPUB/pic.svg",
		    "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"1\"/>"}},
		.code = "XHTML-038"},
	};

	(void)state;
	EXPECT_MADE(books);
}

#define PAIR(annotation) "<semantics><mi>x</mi>" annotation "</semantics>"

static void
formulas_are_presentation_with_annotations(void **state)
{
	(void)state;
	expect_math("<mfrac><mi>x</mi><mn>2</mn></mfrac>", NULL);
	expect_math(PAIR("<annotation-xml encoding=\"MathML-Content\" "
			 "name=\"contentequiv\"><apply><plus/><ci>x</ci>"
			 "</apply></annotation-xml>"),
	    NULL);
	expect_math(PAIR("<annotation-xml encoding=\"text/html\"><b " HTML_NS
			 ">x</b></annotation-xml>"),
	    NULL);
	expect_math(PAIR("<annotation encoding=\"TeX\">x</annotation>"), NULL);
	expect_in("mathml",
	    "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mi>x</mi>"
	    "</math>",
	    "XHTML-041");
	expect_math("<mrow><none/></mrow>", "XHTML-040");
	expect_math("<mmultiscripts><mi>x</mi><none/><mn>1</mn>"
		    "</mmultiscripts>",
	    NULL);
	expect_math("<foo/>", "XHTML-040");
	expect_math("<mfrac><mi>x</mi></mfrac>", "XHTML-040");
	expect_math("<math><mi>x</mi></math>", "XHTML-040");
	expect_math("<apply><plus/><ci>x</ci></apply>", "XHTML-040");
	expect_math(PAIR("<annotation-xml encoding=\"MathML-Content\"><ci>x"
			 "</ci></annotation-xml>"),
	    "XHTML-040");
	expect_math(PAIR("<annotation-xml encoding=\"MathML-Presentation\">"
			 "<ci>x</ci></annotation-xml>"),
	    "XHTML-040");
	expect_math(PAIR("<annotation-xml encoding=\"application/xml+xhtml\">"
			 "</annotation-xml>"),
	    "XHTML-040");
	expect_math("<mi id=\"a b\">x</mi>", "XHTML-008");
	expect_math("<mi xref=\"none\">x</mi>", "XHTML-009");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(svg_is_checked_as_far_as_epub_goes),
	    cmocka_unit_test(ids_of_an_svg_of_its_own_are_names),
	    cmocka_unit_test(formulas_are_presentation_with_annotations),
	};

	return RUN(tests);
}
