/* Attributes: which, their values, and those that must be there. */
#include "content_recipe.h"

static void
attributes_that_exist_have_no_findings(void **state)
{
	static const struct snippet snippets[] = {
	    {"<p class=\"a\" title=\"b\" data-x=\"1\" aria-hidden=\"true\" "
	     "dir=\"rtl\" lang=\"ar\" xml:lang=\"AR\" tabindex=\"-1\">x</p>",
		NULL},
	    {"<ol type=\"A\" start=\" 3 \" reversed=\"reversed\"><li "
	     "value=\"2\">"
	     "x</li></ol>",
		NULL},
	    {"<p hidden=\"until-found\" translate=\"no\">x</p>", NULL},
	    {"<table border=\"1\"><tr><td colspan=\"2\">x</td></tr></table>",
		NULL},
	    {"<p about=\"#x\" property=\"dc:title\" typeof=\"a\">x</p>", NULL},
	    {"<p itemscope=\"\" itemtype=\"https://schema.org/Article\">"
	     "<a itemprop=\"url\" href=\"#headline\">x</a></p>",
		NULL},
	    {"<p><bdo dir=\"ltr\">x</bdo></p>", NULL},
	    {"<p role=\"note\">x</p>", NULL},
	    {"<p><time datetime=\" 2024-03-01 \">x</time></p>", NULL},
	    {"<p xml:lang=\"\">x</p>", NULL},
	    {"<p xml:base=\"./\" xml:space=\"preserve\">x</p>", NULL},
	};

	(void)state;
	EXPECT_SNIPPETS(snippets);
}

static void
attributes_that_do_not_exist_are_found(void **state)
{
	static const struct snippet snippets[] = {
	    {"<p align=\"left\">x</p>", "attribute 'align' on 'p'"},
	    {"<p align=\"left\">x</p>", "XHTML-006"},
	    {"<p xml:id=\"a\">x</p>", "XHTML-006"},
	    {"<p contextmenu=\"a\">x</p>", "XHTML-006"},
	    {"<p href=\"#headline\">x</p>", "XHTML-006"},
	    {"<p><time pubdate=\"\">2024</time></p>", "XHTML-006"},
	    {"<p><a name=\"x\">x</a></p>", NULL},
	    {"<p><input type=\"text\" checked=\"\"/></p>", "XHTML-006"},
	    {"<p><input accept=\"x\"/></p>", "XHTML-006"},
	    {"<ul><li value=\"1\">x</li></ul>", "XHTML-006"},
	    {"<p aria-checked=\"true\">x</p>", "XHTML-006"},
	    {"<p role=\"checkbox\" aria-checked=\"true\">x</p>", NULL},
	    {"<p onsomething=\"x\">x</p>", "XHTML-006"},
	    {"<p aria-none=\"x\">x</p>", "XHTML-006"},
	    {"<p xmlns:epub=\"http://www.idpf.org/2007/ops\" epub:x=\"y\">x"
	     "</p>",
		"XHTML-006"},
	    {"<p xml:x=\"y\">x</p>", "XHTML-006"},
	    {"<p data-=\"x\">x</p>", "XHTML-019"},
	    {"<p data-A=\"x\">x</p>", "XHTML-019"},
	    {"<p data--a=\"x\">x</p>", "XHTML-019"},
	    {"<p xmlns:w3=\"http://sub.w3.org/x\" w3:a=\"x\">x</p>",
		"XHTML-018"},
	    {"<p xmlns:w3=\"http://example.org/w3.org\" w3:a=\"x\">x</p>",
		NULL},
	    {"<p xmlns:s=\"http://www.w3.org/2001/10/synthesis\" s:ph=\" \">x"
	     "</p>",
		"XHTML-020"},
	};

	(void)state;
	EXPECT_SNIPPETS(snippets);
}

static void
values_that_are_not_allowed_are_found(void **state)
{
	static const struct snippet snippets[] = {
	    {"<p dir=\"up\">x</p>", "XHTML-008"},
	    {"<p hidden=\"yes\">x</p>", "XHTML-008"},
	    {"<p id=\"a b\">x</p>", "XHTML-008"},
	    {"<p id=\"\">x</p>", "XHTML-008"},
	    {"<p xml:lang=\"en_US\">x</p>", "XHTML-008"},
	    {"<table border=\"2\"></table>", "XHTML-008"},
	    {"<p><time datetime=\"March\">x</time></p>", "XHTML-008"},
	    {"<p aria-hidden=\"yes\">x</p>", "XHTML-008"},
	    {"<p role=\"chapter\">x</p>", "XHTML-008"},
	    {"<p><a type=\"html\" href=\"#headline\">x</a></p>", "XHTML-008"},
	    {"<p aria-relevant=\"all some\">x</p>", "XHTML-008"},
	    {"<p><a role=\"note\" href=\"#headline\">x</a></p>", "XHTML-008"},
	    {"<p><a role=\"note\">x</a></p>", NULL},
	    {"<article role=\"doc-chapter\">x</article>", "XHTML-008"},
	    {"<p><map id=\"a\" name=\"b\"></map></p>", "XHTML-008"},
	    {"<audio><track src=\"style.css\" label=\" \"/></audio>",
		"XHTML-008"},
	    {"<p lang=\"en\" xml:lang=\"de\">x</p>", "XHTML-010"},
	};

	(void)state;
	EXPECT_SNIPPETS(snippets);
}

static void
attributes_that_are_missing_are_found(void **state)
{
	static const struct snippet snippets[] = {
	    {"<p><bdo>x</bdo></p>", "XHTML-007"},
	    {"<p><img alt=\"\"/></p>", "XHTML-007"},
	    {"<p><map></map></p>", "XHTML-007"},
	    {"<p><map name=\"m\"><area alt=\"x\" href=\"#headline\" "
	     "shape=\"rect\"/></map></p>",
		"XHTML-007"},
	    {"<p><map name=\"m\"><area href=\"#headline\"/></map></p>",
		"XHTML-007"},
	    {"<p><meter>x</meter></p>", "XHTML-007"},
	    {"<p><a itemprop=\"x\">x</a></p>", "XHTML-007"},
	    {"<p><object type=\"text/html\" itemprop=\"x\"/></p>", "XHTML-007"},
	    {"<video><source type=\"video/mp4\"/></video>", "XHTML-007"},
	};
	static const char *const heads[][2] = {
	    {"<meta content=\"x\"/>", "XHTML-007"},
	    {"<meta name=\"x\"/>", "XHTML-007"},
	    {"<meta http-equiv=\"content-type\" content=\"text/html\"/>",
		"XHTML-008"},
	    {"<meta http-equiv=\"Content-Type\" "
	     "content=\"text/html;charset=UTF-8\"/>",
		NULL},
	    {"<meta name=\"x\" content=\"y\"/><meta property=\"a\" "
	     "content=\"b\"/>",
		NULL},
	    {"<meta charset=\"utf-8\" name=\"x\" content=\"y\"/>", "XHTML-006"},
	    {"<link rel=\"next\"/>", "XHTML-007"},
	    {"<link href=\"style.css\"/>", "XHTML-007"},
	    {"<link rel=\"next\" href=\"https://a b/\"/>", "URL-001"},
	    {"<meta http-equiv=\"content-language\" content=\"en\"/>",
		"XHTML-008"},
	    {"<link rel=\"next\" href=\"x\" sizes=\"any\"/>", "XHTML-006"},
	    {"<link rel=\"alternate stylesheet\" href=\"style.css\"/>",
		"XHTML-023"},
	    {"<link rel=\"alternate stylesheet\" title=\"x\" "
	     "href=\"style.css\"/>",
		NULL},
	    {"<base/>", "XHTML-007"},
	    {"<title xmlns:epub=\"http://www.idpf.org/2007/ops\" "
	     "epub:type=\"title\">x</title>",
		"XHTML-006"},
	};
	size_t i;

	(void)state;
	EXPECT_SNIPPETS(snippets);
	for (i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		struct nc_buffer head = NC_BUFFER(RECIPE_MAX);

		nc_buffer_format(&head, "%s</head><body><article", heads[i][0]);
		expect_book(
		    false, "</head><body><article", head.data, heads[i][1]);
		nc_buffer_free(&head);
	}
}

static void
attributes_of_epub_2_are_those_of_xhtml_1_1(void **state)
{
	static const struct made books[] = {
	    {.edits = {{"<p>", "<p xmlns:foo=\"http://foo\" foo:bar=\"x\">"}},
		.code = "XHTML-006"},
	    {.edits = {{"<p>", "<p role=\"note\">"}}, .code = "XHTML-006"},
	    {.edits = {{"<p>", "<p onclick=\"x\">"}}, .code = "XHTML-006"},
	    {.edits = {{"<p>", "<p><a name=\"x\">y</a>"}}, .code = "XHTML-006"},
	    {.edits = {{"<p>", "<p xml:base=\"./\">"}}, .code = "XHTML-006"},
	    {.edits = {{"<p>",
		 "<p xmlns:e=\"http://www.idpf.org/2007/ops\" "
		 "e:type=\"note\">"}},
		.code = "XHTML-006"},
	    {.edits = {{"<p>", "<p id=\"1\">"}}, .code = "XHTML-008"},
	    {.edits = {{"<p>", "<p><img src=\"toc.ncx\"/>"}},
		.code = "XHTML-007"},
	    {.edits = {{"<p>", "<p style=\"top: 0\" lang=\"en\" dir=\"ltr\">"}},
		.code = NULL},
	    {.edits = {{"<p>",
		 "<p><acronym title=\"x\">y</acronym></p><table border=\"1\" "
		 "cellpadding=\"2\"><tr valign=\"top\"><td align=\"left\">x"
		 "</td></tr></table><p>"}},
		.code = NULL},
	};

	(void)state;
	EXPECT_OLD(books);
}

/* The parser would take time by the square of them. */
static void
a_crowd_of_attributes_is_not_checked(void **state)
{
	struct nc_buffer body = NC_BUFFER(RECIPE_MAX);
	size_t i;

	(void)state;
	nc_buffer_text(&body, "<p");
	for (i = 0; i < 100000; i++)
		nc_buffer_format(&body, " data-a%zu = '>'", i);
	nc_buffer_text(&body, ">x</p>");
	expect_book(false, IN_BODY, body.data, "XML-006");
	nc_buffer_clear(&body);
	for (i = 0; i < 20000; i++)
		nc_buffer_text(&body, "<i class=\"a\">x</i>");
	expect_book(false, IN_BODY, body.data, NULL);
	nc_buffer_free(&body);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(attributes_that_exist_have_no_findings),
	    cmocka_unit_test(attributes_that_do_not_exist_are_found),
	    cmocka_unit_test(values_that_are_not_allowed_are_found),
	    cmocka_unit_test(attributes_that_are_missing_are_found),
	    cmocka_unit_test(attributes_of_epub_2_are_those_of_xhtml_1_1),
	    cmocka_unit_test(a_crowd_of_attributes_is_not_checked),
	};

	return RUN(tests);
}
