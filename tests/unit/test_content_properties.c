/* What the manifest must say of a document. */
#include "content_recipe.h"

static void
what_a_document_holds_must_be_said(void **state)
{
	static const struct snippet snippets[] = {
	    {"<script>x</script>", "no property \"scripted\""},
	    {"<script type=\"module\">x</script>", "XHTML-029"},
	    {"<script type=\"application/ld+json\">{}</script>", NULL},
	    {"<p onclick=\"x\">x</p>", "XHTML-029"},
	    {"<form><p>x</p></form>", "XHTML-029"},
	    {"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
		"no property \"svg\""},
	    {"<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mi>x</mi>"
	     "</math>",
		"no property \"mathml\""},
	    {"<audio src=\"https://example.org/a.mp3\"/>",
		"no property \"remote-resources\""},
	};

	(void)state;
	EXPECT_SNIPPETS(snippets);
}

static void
what_is_said_must_be_true(void **state)
{
	static const struct made books[] = {
	    {.edits = {HOLDS("scripted"), {IN_BODY, "<script>x</script>"}},
		.code = NULL},
	    {.edits = {HOLDS("scripted"), {IN_BODY, "<form><p>x</p></form>"}},
		.code = NULL},
	    {.edits = {HOLDS("scripted")}, .code = "XHTML-030"},
	    {.edits = {HOLDS("svg")}, .code = "XHTML-030"},
	    {.edits = {HOLDS("mathml")}, .code = "XHTML-030"},
	    {.edits = {HOLDS("switch")}, .code = "XHTML-030"},
	    {.edits = {HOLDS("remote-resources")}, .code = "XHTML-031"},
	    {.edits = {HOLDS("svg"),
		 {IN_MANIFEST, ITEM("pic", "pic.svg", "image/svg+xml", "")},
		 {IN_BODY, "<p><img src=\"pic.svg\" alt=\"\"/></p>"}},
		.parts = {{"EPUB/pic.svg",
		    "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"}},
		.code = NULL},
	};

	(void)state;
	EXPECT_MADE(books);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_a_document_holds_must_be_said),
	    cmocka_unit_test(what_is_said_must_be_true),
	};

	return RUN(tests);
}
