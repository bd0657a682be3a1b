/* Lines of a cover: what is left out, what becomes a blank, where it ends. */
#include "unit.h"

#include "cover_text.h"
#include "utf8.h"

enum { CEILING = 1 << 20 };

static void
lines_are_what_can_be_set(void **state)
{
	static const struct {
		const char *text, *line;
	} cases[] = {
	    {"Rain in May", "Rain in May"},
	    {"", ""},
	    {" \n\t ", ""},
	    {"  two \r\n lines\t", "two lines"},
	    {"a\xe2\x80\xa8"
	     "b\xe2\x80\xa9"
	     "c\xc2\x85"
	     "d",
		"a b c d"},
	    {"a\x01\x7f"
	     "b",
		"a b"},
	    {"a\xff\xfe"
	     "b",
		"a b"},
	    {"a\xed\xa0\x80"
	     "b",
		"a b"},
	    /* A blank that must not break is none of ours. */
	    {"10\xc2\xa0km", "10\xc2\xa0km"},
	    /* Accents are composed. */
	    {"Cafe\xcc\x81", "Caf\xc3\xa9"},
	    {"Caf\xc3\xa9", "Caf\xc3\xa9"},
	    /* Emoji: one, with a colour of skin, joined, of a flag, a keycap. */
	    {"a \xf0\x9f\x98\x80 b", "a b"},
	    {"\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd up", "up"},
	    {"\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9 two", "two"},
	    {"\xf0\x9f\x87\xb5\xf0\x9f\x87\xb1 Polska", "Polska"},
	    {"1\xef\xb8\x8f\xe2\x83\xa3 first", "1 first"},
	    {"\xe2\x9a\xbd match", "match"},
	    /* What is text unless told otherwise stays. */
	    {"\xe2\x98\x8e 112", "\xe2\x98\x8e 112"},
	    /* So do the joiner of letters, and controls of direction. */
	    {"\xe0\xa4\x95\xe0\xa5\x8d\xe2\x80\x8d\xe0\xa4\xb7",
		"\xe0\xa4\x95\xe0\xa5\x8d\xe2\x80\x8d\xe0\xa4\xb7"},
	    {"a \xe2\x80\xaf\xe2\x80\xae"
	     "b\xe2\x80\xac",
		"a \xe2\x80\xaf\xe2\x80\xae"
		"b\xe2\x80\xac"},
	};
	struct nc_buffer line = NC_BUFFER(CEILING);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(
		    nc_cover_text(&line, nc_text(cases[i].text), 100, NULL),
		    NEWSCONV_OK);
		assert_text(((struct newsconv_text){
				line.data == NULL ? "" : line.data, line.size}),
		    cases[i].line);
	}
	nc_buffer_free(&line);
}

static void
what_is_too_long_ends_in_an_ellipsis(void **state)
{
	struct nc_buffer line = NC_BUFFER(CEILING);

	(void)state;
	assert_int_equal(
	    nc_cover_text(&line, nc_text("abcd"), 4, NULL), NEWSCONV_OK);
	assert_string_equal(line.data, "abcd");
	assert_int_equal(
	    nc_cover_text(&line, nc_text("abcd  "), 4, NULL), NEWSCONV_OK);
	assert_string_equal(line.data, "abcd");
	assert_int_equal(
	    nc_cover_text(&line, nc_text("abcde"), 4, NULL), NEWSCONV_OK);
	assert_string_equal(line.data, "abcd\xe2\x80\xa6");
	assert_int_equal(
	    nc_cover_text(&line, nc_text("\xe6\x9d\xb1\xe4\xba\xac"), 1, NULL),
	    NEWSCONV_OK);
	assert_string_equal(line.data, "\xe6\x9d\xb1\xe2\x80\xa6");
	nc_buffer_free(&line);
}

static void
a_ceiling_is_told(void **state)
{
	struct nc_buffer line = NC_BUFFER(3);

	(void)state;
	assert_int_equal(nc_cover_text(&line, nc_text("abcdef"), 100, NULL),
	    NEWSCONV_TOO_LARGE);
	nc_buffer_free(&line);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_are_what_can_be_set),
	    cmocka_unit_test(what_is_too_long_ends_in_an_ellipsis),
	    cmocka_unit_test(a_ceiling_is_told),
	};

	return RUN(tests);
}
