/* What may stand where in XHTML, of EPUB 3 and of EPUB 2. */
#include "content_recipe.h"

static void
what_the_models_allow_has_no_findings(void **state)
{
	static const struct snippet snippets[] = {
	    {"<p>a <em>b <a href=\"#headline\">c</a></em></p>", NULL},
	    {"<ul><li>a<p>b</p></li></ul>", NULL},
	    {"<a href=\"#headline\"><p>block</p></a>", NULL},
	    {"<ins><p>a</p></ins>", NULL},
	    {"<div><dl><dt>a</dt><dd>b</dd></dl></div>", NULL},
	    {"<dl><div><dt>a</dt><dd>b</dd></div></dl>", NULL},
	    {"<table><caption>c</caption><tbody><tr><td>x</td></tr></tbody>"
	     "</table>",
		NULL},
	    {"<p><ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby></p>",
		"XHTML-014"},
	    {"<my-element some=\"x\"><p>custom</p></my-element>", NULL},
	    {"<p><template><li>x</li></template></p>", NULL},
	    {"<p><link itemprop=\"url\" href=\"https://example.org/\"/></p>",
		NULL},
	    {"<p>&#160;<br/><wbr/></p>", NULL},
	    {"<p><label>a <input type=\"text\"/></label></p>", NULL},
	    {"<p xmlns:my=\"https://example.com/\" my:own=\"x\">a</p>", NULL},
	    {"<p><time datetime=\"2024\"><b>x</b></time></p>", NULL},
	};

	(void)state;
	EXPECT_SNIPPETS(snippets);
}

static void
what_stands_in_the_wrong_place_is_found(void **state)
{
	static const struct snippet snippets[] = {
	    {"<p><h2>a</h2></p>", "XHTML-001"},
	    {"<p><div>a</div></p>", "'div' is not allowed in 'p'"},
	    {"<p><a href=\"#headline\"><p>a</p></a></p>", "XHTML-001"},
	    {"<ul><p>a</p></ul>", "XHTML-001"},
	    {"<li>a</li>", "XHTML-001"},
	    {"<tr><td>a</td></tr>", "XHTML-001"},
	    {"<div><dt>a</dt></div>", "XHTML-001"},
	    {"<dl><div><p>a</p></div></dl>", "XHTML-001"},
	    {"<style>p { top: 0 }</style>", "XHTML-001"},
	    {"<meta name=\"a\" content=\"b\"/>", "XHTML-001"},
	    {"<p><br>a<i>b</i></br></p>", "XHTML-001"},
	    {"<p><title>a</title></p>", "XHTML-001"},
	    {"<center>a</center>", "XHTML-002"},
	    {"<noscript><p>x</p></noscript>", "XHTML-002"},
	    {"<p><time><b>2024</b></time></p>", "XHTML-001"},
	    {"<dl><div>text</div></dl>", "XHTML-003"},
	    {"<p><font>a</font></p>", "XHTML-002"},
	    {"<P>a</P>", "XHTML-002"},
	    {"<foo xmlns=\"https://example.com/\"/>", "XHTML-002"},
	    {"<ul>text</ul>", "XHTML-003"},
	    {"<table>text</table>", "XHTML-003"},
	    {"<p><br>text</br></p>", "XHTML-003"},
	    {"<p><ruby>a<rp><b>(</b></rp><rt>b</rt></ruby></p>", "XHTML-001"},
	    {"<iframe src=\"article-1.xhtml\">text</iframe>", "XHTML-003"},
	};

	(void)state;
	EXPECT_SNIPPETS(snippets);
}

static void
what_must_not_hold_an_element_is_found(void **state)
{
	static const struct snippet snippets[] = {
	    {"<p><a href=\"#headline\"><b><a href=\"#headline\">x</a></b></a>"
	     "</p>",
		"XHTML-005"},
	    {"<p><a href=\"#headline\"><input type=\"text\"/></a></p>",
		"XHTML-005"},
	    {"<p><a href=\"#headline\"><input type=\"hidden\"/></a></p>", NULL},
	    {"<p><button><label>x</label></button></p>", "XHTML-005"},
	    {"<p><dfn><em><dfn>x</dfn></em></dfn></p>", "XHTML-005"},
	    {"<form><div><form><p>x</p></form></div></form>", "XHTML-005"},
	    {"<header><footer>x</footer></header>", "XHTML-005"},
	    {"<address><header>x</header></address>", "XHTML-005"},
	    {"<table><caption><table><tr><td>x</td></tr></table></caption>"
	     "<tr><td>x</td></tr></table>",
		"XHTML-005"},
	    {"<p><area/></p>", "XHTML-005"},
	    {"<p><map name=\"m\"><area shape=\"default\"/></map></p>", NULL},
	    {"<p xmlns:s=\"http://www.w3.org/2001/10/synthesis\" s:ph=\"a\">"
	     "<b s:ph=\"b\">x</b></p>",
		"XHTML-005"},
	};

	(void)state;
	EXPECT_SNIPPETS(snippets);
}

#define EPUB_NS "xmlns:epub=\"http://www.idpf.org/2007/ops\""
#define SWITCH(content) "<epub:switch " EPUB_NS ">" content "</epub:switch>"

static void
switches_are_deprecated_and_checked(void **state)
{
	static const struct snippet snippets[] = {
	    {SWITCH("<epub:case required-namespace=\"urn:x\"><p>a</p>"
		    "</epub:case><epub:default><p>b</p></epub:default>"),
		"XHTML-013"},
	    {SWITCH("<epub:case><p>a</p></epub:case>"
		    "<epub:default><p>b</p></epub:default>"),
		"XHTML-007"},
	    {SWITCH("<epub:default><p>b</p></epub:default>"), "XHTML-004"},
	    {SWITCH("<epub:case required-namespace=\"urn:x\"><p>a</p>"
		    "</epub:case><epub:default><ul><p>b</p></ul>"
		    "</epub:default>"),
		"XHTML-001"},
	    {"<epub:default " EPUB_NS "><p>a</p></epub:default>", "XHTML-001"},
	    {"<epub:other " EPUB_NS "/>", "XHTML-002"},
	};

	(void)state;
	EXPECT_SNIPPETS(snippets);
}

static void
books_of_epub_2_are_held_against_xhtml_1_1(void **state)
{
	static const struct made books[] = {
	    {.code = NULL},
	    {.edits = {{"<p>", "text<p>"}}, .code = "XHTML-003"},
	    {.edits = {{"<p>", "<p><label>x</label></p><p>"}},
		.code = "XHTML-002"},
	    {.edits = {{"<p>", "<p><ruby><rb>x</rb><rt>y</rt></ruby></p><p>"}},
		.code = "XHTML-002"},
	    {.edits = {{"<p>", "<b>x</b><p>"}}, .code = "XHTML-001"},
	    {.edits = {{"<p>", "<section><p>x</p></section><p>"}},
		.code = "XHTML-002"},
	    {.edits = {{"<p>", "<blockquote>text</blockquote><p>"}},
		.code = "XHTML-003"},
	    {.edits = {{"<p>", "<p><a href=\"#h\"><a href=\"#h\">x</a></a>"}},
		.code = "XHTML-005"},
	    {.edits = {{"<p>", "<p><tt>a</tt> <big>b</big> "}}, .code = NULL},
	    {.edits = {{"<p>", "<div>text <p>x</p></div><p>"}}, .code = NULL},
	    {.edits = {{"<p>", "<ul></ul><p>"}}, .code = "XHTML-004"},
	    {.edits = {{"<title>Ferry</title>", ""}}, .code = "XHTML-004"},
	};

	(void)state;
	EXPECT_OLD(books);
}

static void
a_deep_document_is_checked_in_linear_time(void **state)
{
	struct nc_buffer body = NC_BUFFER(RECIPE_MAX);
	size_t i;

	(void)state;
	for (i = 0; i < 100; i++)
		nc_buffer_text(&body, "<ins>");
	for (i = 0; i < 20000; i++)
		nc_buffer_format(&body,
		    "<a href=\"#i%zu\" id=\"i%zu\" aria-labelledby=\"i%zu\">x"
		    "</a>",
		    i, i, (i * 7) % 20000);
	for (i = 0; i < 100; i++)
		nc_buffer_text(&body, "</ins>");
	expect_book(false, IN_BODY, body.data, NULL);
	nc_buffer_free(&body);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_the_models_allow_has_no_findings),
	    cmocka_unit_test(what_stands_in_the_wrong_place_is_found),
	    cmocka_unit_test(what_must_not_hold_an_element_is_found),
	    cmocka_unit_test(switches_are_deprecated_and_checked),
	    cmocka_unit_test(books_of_epub_2_are_held_against_xhtml_1_1),
	    cmocka_unit_test(a_deep_document_is_checked_in_linear_time),
	};

	return RUN(tests);
}
