/* The number and the order of children. */
#include "content_recipe.h"

static void
sound_structures_have_no_findings(void **state)
{
	static const struct snippet snippets[] = {
	    {"<details><summary>a</summary><p>b</p></details>", NULL},
	    {"<fieldset><legend>a</legend><p>b</p></fieldset>", NULL},
	    {"<figure><figcaption>a</figcaption><p>b</p></figure>", NULL},
	    {"<figure><p>b</p><figcaption>a</figcaption></figure>", NULL},
	    {"<figure><p>b</p></figure>", NULL},
	    {"<table><colgroup><col/></colgroup><colgroup span=\"2\"/>"
	     "<thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr>"
	     "</tbody><tbody><tr><td>c</td></tr></tbody><tfoot><tr><td>d</td>"
	     "</tr></tfoot></table>",
		NULL},
	    {"<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", NULL},
	    {"<dl><dt>a</dt><dt>b</dt><dd>c</dd><dd>d</dd></dl>", NULL},
	    {"<hgroup><p>a</p><h2>b</h2><p>c</p></hgroup>", NULL},
	    {"<select><option>a</option><option selected=\"selected\">b"
	     "</option></select>",
		NULL},
	    {"<select multiple=\"\"><option selected=\"\">a</option>"
	     "<option selected=\"\">b</option></select>",
		NULL},
	    {"<dl></dl><ul></ul><table></table>", NULL},
	};

	(void)state;
	EXPECT_SNIPPETS(snippets);
}

static void
wrong_numbers_and_orders_are_found(void **state)
{
	static const struct snippet snippets[] = {
	    {"<details><p>b</p></details>", "no summary"},
	    {"<hgroup><p>b</p></hgroup>", "no heading"},
	    {"<details><p>b</p><summary>a</summary></details>", "XHTML-004"},
	    {"<details>x<summary>a</summary></details>", "XHTML-004"},
	    {"<fieldset><p>b</p><legend>a</legend></fieldset>", "XHTML-004"},
	    {"<fieldset><legend>a</legend><legend>b</legend></fieldset>",
		"XHTML-004"},
	    {"<figure><p>a</p><figcaption>b</figcaption><p>c</p></figure>",
		"XHTML-004"},
	    {"<figure><figcaption>b</figcaption><figcaption>c</figcaption>"
	     "</figure>",
		"XHTML-004"},
	    {"<table><tbody><tr><td>a</td></tr></tbody><thead><tr><td>b</td>"
	     "</tr></thead></table>",
		"XHTML-004"},
	    {"<table><tr><td>a</td></tr><caption>c</caption></table>",
		"XHTML-004"},
	    {"<table><caption>c</caption><caption>c</caption></table>",
		"XHTML-004"},
	    {"<table><tr><td>a</td></tr><tbody><tr><td>a</td></tr></tbody>"
	     "</table>",
		"XHTML-004"},
	    {"<dl><dd>a</dd></dl>", "XHTML-004"},
	    {"<dl><dt>a</dt></dl>", "XHTML-004"},
	    {"<dl><div><dd>a</dd></div></dl>", "XHTML-004"},
	    {"<dl><div><dt>a</dt><dd>b</dd></div><dt>a</dt><dd>b</dd></dl>",
		"XHTML-004"},
	    {"<p><ruby>a</ruby></p>", "XHTML-004"},
	    {"<dl><div></div></dl>", "XHTML-004"},
	    {"<select><option selected=\"\">a</option>"
	     "<option selected=\"\">b</option></select>",
		"XHTML-004"},
	    {"<p><picture><source srcset=\"a.png\"/></picture></p>",
		"XHTML-004"},
	    {"<p><picture><img src=\"a\" alt=\"\"/><img src=\"a\" alt=\"\"/>"
	     "</picture></p>",
		"XHTML-004"},
	    {"<video src=\"a\"><source src=\"a\"/></video>", "XHTML-004"},
	    {"<video><p>a</p><source src=\"a\"/></video>", "XHTML-004"},
	    {"<audio><track src=\"a\" default=\"\"/>"
	     "<track src=\"a\" default=\"\"/></audio>",
		"XHTML-004"},
	    {"<object data=\"style.css\"><p>a</p><param name=\"a\" "
	     "value=\"b\"/></object>",
		"XHTML-004"},
	    {"<object>a</object>", "XHTML-007"},
	};

	(void)state;
	EXPECT_SNIPPETS(snippets);
}

static void
the_head_is_checked(void **state)
{
	static const struct made books[] = {
	    {.edits = {{"<head><title>Ferry runs again</title>" STYLE
			"</head><body><article",
		 "<head><title>a</title><title>b</title></"
		 "head><body><article"}},
		.code = "XHTML-004"},
	    {.edits = {{"<title>Ferry runs again</title>" STYLE
			"</head><body><article",
		 "</head><body><article"}},
		.code = "XHTML-012"},
	    {.edits = {{"<title>Ferry runs again</title>" STYLE
			"</head><body><article",
		 "<title> </title></head><body><article"}},
		.code = "XHTML-011"},
	    {.edits = {{"</head><body><article",
		 "<meta charset=\"utf-8\"/><meta charset=\"utf-8\"/></head>"
		 "<body><article"}},
		.code = "XHTML-004"},
	    {.edits = {{"</head><body><article",
		 "<meta charset=\"utf-8\"/><meta http-equiv=\"Content-Type\" "
		 "content=\"text/html; charset=utf-8\"/></head><body>"
		 "<article"}},
		.code = "XHTML-004"},
	    {.edits = {{"</head><body><article",
		 "<base href=\"./\"/><base "
		 "href=\"./\"/></head><body><article"}},
		.code = "XHTML-004"},
	    {.edits = {{"</article></body>", "</article></body><body></body>"}},
		.code = "XHTML-004"},
	    {.edits = {{"<head><title>Ferry runs again</title>" STYLE
			"</head><body><article",
		 "<body><article"}},
		.code = "XHTML-004"},
	};

	(void)state;
	EXPECT_MADE(books);
}

#define TRIGGER(attributes) \
	"<p id=\"a\">x</p><epub:trigger " \
	"xmlns:epub=\"http://www.idpf.org/2007/ops\" " \
	"xmlns:ev=\"http://www.w3.org/2001/xml-events\" " attributes "/>"

static void
triggers_are_checked(void **state)
{
	static const struct snippet snippets[] = {
	    {TRIGGER("action=\"play\" ref=\"a\" ev:event=\"click\" "
		     "ev:observer=\"a\""),
		"XHTML-013"},
	    {TRIGGER("ref=\"a\" ev:event=\"click\" ev:observer=\"a\""),
		"XHTML-007"},
	    {TRIGGER("action=\"jump\" ref=\"a\" ev:event=\"click\" "
		     "ev:observer=\"a\""),
		"XHTML-008"},
	    {TRIGGER("action=\"play\" ref=\"b\" ev:event=\"click\" "
		     "ev:observer=\"a\""),
		"XHTML-009"},
	    {TRIGGER("action=\"play\" ref=\"a\" ev:event=\"click\" "
		     "ev:observer=\"b\""),
		"XHTML-009"},
	};

	(void)state;
	EXPECT_SNIPPETS(snippets);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sound_structures_have_no_findings),
	    cmocka_unit_test(wrong_numbers_and_orders_are_found),
	    cmocka_unit_test(the_head_is_checked),
	    cmocka_unit_test(triggers_are_checked),
	};

	return RUN(tests);
}
