/* CSS in tokens: each type, and what is broken. */
#include "unit.h"

#include "css_tokens.h"

static void
expect_tokens(const char *text, const char *expected)
{
	static const char letters[] = "$ ifaHsSuUn-CD";
	struct newsconv_text sheet = {text, strlen(text)};
	struct nc_css_tokens tokens;
	struct nc_css_token token;
	char found[200] = "";
	size_t count = 0;

	nc_css_begin(&tokens, sheet, 1);
	for (;;) {
		nc_css_next(&tokens, &token);
		found[count++] = letters[token.type];
		if (token.type == NC_CSS_END ||
		    token.type == NC_CSS_BAD_COMMENT)
			break;
		assert_true(count < sizeof(found) - 1);
	}
	found[count] = '\0';
	if (strcmp(found, expected) != 0)
		fail_msg("%s: %s, not %s", text, found, expected);
}

static void
each_type_is_told(void **state)
{
	(void)state;
	expect_tokens("", "$");
	expect_tokens("p{margin:0}", "iDiDnD$");
	expect_tokens("a /* x */ b", "i  i$");
	expect_tokens("@media (x)", "a DiD$");
	expect_tokens("#id #1 #", "H H D$");
	expect_tokens("\"a\" 'b'", "s s$");
	expect_tokens("calc(1 + 2px)", "fn D nD$");
	expect_tokens("1 -1 +1.5 .5 1e3 50% 2em -.5em", "n n n n n n n n$");
	expect_tokens("url(a.png) url( b ) URL(c)", "u u u$");
	expect_tokens("url('a') url( \"b\")", "fsD f sD$");
	expect_tokens("<!-- -->", "- -$");
	expect_tokens("--x -moz-y \\61 _z", "i i i i$");
	expect_tokens("\xc3\xa4", "i$");
	expect_tokens("a\\", "iD$");
}

static void
what_is_broken_is_told(void **state)
{
	(void)state;
	expect_tokens("\"a\nb", "S i$");
	expect_tokens("'a", "S$");
	expect_tokens("'a\\\nb'", "s$");
	expect_tokens("url(a b) c", "U i$");
	expect_tokens("url(a(b) c", "U i$");
	expect_tokens("url(a", "U$");
	expect_tokens("url(", "U$");
	expect_tokens("a /* b", "i C");
	expect_tokens("/*", "C");
	expect_tokens("/*/", "C");
}

static void
texts_and_lines_are_kept(void **state)
{
	const char *text = "a\n\r\n'x'\rurl( y )";
	struct newsconv_text sheet = {text, strlen(text)};
	struct nc_css_tokens tokens;
	struct nc_css_token token;

	(void)state;
	nc_css_begin(&tokens, sheet, 5);
	nc_css_next(&tokens, &token);
	assert_int_equal(token.line, 5);
	nc_css_next(&tokens, &token);
	nc_css_next(&tokens, &token);
	assert_text(token.text, "x");
	assert_int_equal(token.line, 7);
	nc_css_next(&tokens, &token);
	nc_css_next(&tokens, &token);
	assert_int_equal(token.type, NC_CSS_URL);
	assert_text(token.text, "y");
	assert_int_equal(token.line, 8);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_type_is_told),
	    cmocka_unit_test(what_is_broken_is_told),
	    cmocka_unit_test(texts_and_lines_are_kept),
	};

	return RUN(tests);
}
