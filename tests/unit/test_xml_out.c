/* XML text and its escapes. */
#include "unit.h"

#include "xml_out.h"
#include "utf8.h"

static const struct {
	char character;
	const char *in_text, *in_value;
} escapes[] = {{'&', "&amp;", "&amp;"}, {'<', "&lt;", "&lt;"},
    {'>', "&gt;", "&gt;"}, {'"', "\"", "&quot;"}, {'\'', "'", "'"},
    {'=', "=", "="}, {'\x7f', "\x7f", "\x7f"}};

/* Eight bytes are looked at together: each place among them is tried. */
static void
characters_are_escaped_wherever_they_stand(void **state)
{
	static const char plain[] = "0123456789abcdefghijklmn";
	char text[32], expected[128];
	size_t at, i;

	(void)state;
	for (i = 0; i < sizeof(escapes) / sizeof(*escapes); i++) {
		for (at = 0; at < sizeof(plain) - 1; at++) {
			struct nc_arena *arena = nc_arena_new(1 << 16);
			struct newsconv_text document;
			struct nc_xml xml;

			memcpy(text, plain, sizeof(plain));
			text[at] = escapes[i].character;
			nc_xml_put_begin(&xml, 0);
			nc_xml_put_open(&xml, "p");
			nc_xml_put_attribute(&xml, "a", text);
			nc_xml_put_string(&xml, text);
			nc_xml_put_close(&xml);
			assert_int_equal(
			    nc_xml_put_end(&xml, arena, &document, NULL), 0);
			snprintf(expected, sizeof(expected),
			    "<p a=\"%.*s%s%s\">%.*s%s%s</p>\n", (int)at, plain,
			    escapes[i].in_value, plain + at + 1, (int)at, plain,
			    escapes[i].in_text, plain + at + 1);
			assert_text(document, expected);
			nc_arena_free(arena);
		}
	}
}

static void
neighbours_are_escaped_one_by_one(void **state)
{
	struct nc_arena *arena = nc_arena_new(1 << 16);
	struct newsconv_text document;
	struct nc_xml xml;

	(void)state;
	nc_xml_put_begin(&xml, 0);
	nc_xml_put_element(&xml, "p", nc_text("<<&&>>\xc3\xa9]]>"));
	assert_int_equal(nc_xml_put_end(&xml, arena, &document, NULL), 0);
	assert_text(
	    document, "<p>&lt;&lt;&amp;&amp;&gt;&gt;\xc3\xa9]]&gt;</p>\n");
	nc_arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(characters_are_escaped_wherever_they_stand),
	    cmocka_unit_test(neighbours_are_escaped_one_by_one),
	};

	return RUN(tests);
}
