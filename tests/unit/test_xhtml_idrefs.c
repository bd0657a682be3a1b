/* References to ids of the same document. */
#include "content_recipe.h"

static void
references_that_are_right_have_no_findings(void **state)
{
	static const struct snippet snippets[] = {
	    {"<p aria-labelledby=\"headline a\" id=\"a\">x</p>", NULL},
	    {"<p><label for=\"i\">x</label><input id=\"i\" list=\"l\"/>"
	     "<datalist id=\"l\"><option>x</option></datalist></p>",
		NULL},
	    {"<table><tr><th id=\"t\">x</th><td headers=\"t\">y</td></tr>"
	     "</table>",
		NULL},
	    {"<p><input id=\"i\"/><output for=\"i\">x</output></p>", NULL},
	};

	(void)state;
	EXPECT_SNIPPETS(snippets);
}

static void
references_that_lead_nowhere_are_found(void **state)
{
	static const struct snippet snippets[] = {
	    {"<p aria-labelledby=\"none\">x</p>", "no such id"},
	    {"<p aria-describedby=\"headline none\">x</p>", "XHTML-009"},
	    {"<p aria-activedescendant=\"head\">x</p>", "XHTML-009"},
	    {"<p><label for=\"headline\">x</label></p>", "another kind"},
	    {"<p><input list=\"headline\"/></p>", "XHTML-009"},
	    {"<p><input form=\"headline\"/></p>", "XHTML-009"},
	    {"<p><map name=\"m\"></map><map name=\"m\"></map></p>",
		"map name=\"m\" is also in line"},
	    {"<table><tr><td headers=\"headline\">x</td></tr></table>",
		"XHTML-009"},
	};

	(void)state;
	EXPECT_SNIPPETS(snippets);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(references_that_are_right_have_no_findings),
	    cmocka_unit_test(references_that_lead_nowhere_are_found),
	};

	return RUN(tests);
}
