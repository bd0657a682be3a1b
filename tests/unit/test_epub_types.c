/* epub:type and its prefixes. */
#include "content_recipe.h"

#define TYPE(value) \
	"<p xmlns:epub=\"http://www.idpf.org/2007/ops\" epub:type=\"" value \
	"\">x</p>"

static void
values_of_epub_type_are_checked(void **state)
{
	static const struct snippet snippets[] = {
	    {TYPE("footnote  bridgehead"), NULL},
	    {TYPE("msv:advertisement prism:x"), NULL},
	    {TYPE(""), NULL},
	    {TYPE("no-such-type"), "XHTML-024"},
	    {TYPE("my:type"), "XHTML-025"},
	    {TYPE("my:"), "XHTML-028"},
	    {TYPE(":x"), "XHTML-028"},
	};

	(void)state;
	EXPECT_SNIPPETS(snippets);
}

/* The declaration stands on the navigation document, as the first html. */
static void
expect_prefix(const char *prefix, const char *code)
{
	struct nc_buffer text = NC_BUFFER(RECIPE_MAX);

	nc_buffer_format(&text,
	    "xmlns:epub=\"http://www.idpf.org/2007/ops\" epub:prefix=\"%s\"",
	    prefix);
	expect_book(false, "xmlns:epub=\"http://www.idpf.org/2007/ops\"",
	    text.data, code);
	nc_buffer_free(&text);
}

static void
declarations_of_prefixes_are_checked(void **state)
{
	(void)state;
	expect_prefix("my: https://example.org/#", NULL);
	expect_prefix(" a: urn:a\n  b:  urn:b ", NULL);
	expect_prefix("", NULL);
	expect_prefix("my https://example.org/#", "XHTML-026");
	expect_prefix("my:https://example.org/#", "XHTML-026");
	expect_prefix("my:", "XHTML-026");
	expect_prefix(": urn:a", "XHTML-026");
	expect_prefix("1: urn:a", "XHTML-026");
	expect_prefix("_: urn:a", "XHTML-026");
	expect_prefix("x: http://idpf.org/epub/vocab/structure/#", "XHTML-026");
	expect_prefix("msv: urn:a", "XHTML-027");
}

static void
a_declared_prefix_may_be_used(void **state)
{
	static const struct made made = {
	    .edits = {{"epub:type=\"toc\" role", "epub:type=\"toc my:x\" role"},
		{"xmlns:epub=\"http://www.idpf.org/2007/ops\"",
		    "xmlns:epub=\"http://www.idpf.org/2007/ops\" "
		    "epub:prefix=\"my: urn:my\""}},
	    .code = NULL};

	(void)state;
	expect_made(&made, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(values_of_epub_type_are_checked),
	    cmocka_unit_test(declarations_of_prefixes_are_checked),
	    cmocka_unit_test(a_declared_prefix_may_be_used),
	};

	return RUN(tests);
}
