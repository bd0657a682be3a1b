/* Bidi controls: which characters they are, and texts without them. */
#include "unit.h"

#include "bidi.h"
#include "utf8.h"

/* PropList.txt of Unicode 15: Bidi_Control has these twelve. */
static void
twelve_characters_are_bidi_controls(void **state)
{
	static const uint32_t controls[] = {0x61c, 0x200e, 0x200f, 0x202a,
	    0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069};
	size_t found = 0;
	uint32_t c;

	(void)state;
	for (c = 0; c < 0x110000; c++)
		if (nc_is_bidi_control(c)) {
			assert_true(found < 12);
			assert_int_equal(c, controls[found++]);
		}
	assert_int_equal(found, 12);
}

static void
stripped_text_has_neither_controls_nor_their_blanks(void **state)
{
	static const struct {
		const char *text, *plain;
	} cases[] = {
	    {"", ""},
	    {"a b", "a b"},
	    {"\u202ea b\u202c", "a b"},
	    {"a\u200fb", "ab"},
	    {"a \u200f b", "a b"},
	    {"a\u200f b", "a b"},
	    {"\u2067 a", "a"},
	    {"a \u2069", "a"},
	    {"\u061c", ""},
	    {"\u202a\u202b\u202c\u202d\u2066\u2068", ""},
	    {"\u05d0\u200e\u05d1", "\u05d0\u05d1"},
	    {"a\u200d\u200cb", "a\u200d\u200cb"},
	};
	struct nc_arena *arena = nc_arena_new(1 << 16);
	struct newsconv_text plain;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_true(
		    nc_bidi_strip(nc_text(cases[i].text), arena, &plain));
		assert_text(plain, cases[i].plain);
	}
	nc_arena_free(arena);
}

static void
text_without_controls_is_not_copied(void **state)
{
	struct newsconv_text text = nc_text("caf\u00e9 \u4e2d"), plain;

	(void)state;
	assert_true(nc_bidi_strip(text, NULL, &plain));
	assert_ptr_equal(plain.data, text.data);
}

static void
a_full_arena_is_told(void **state)
{
	struct nc_arena *arena = nc_arena_new(16);
	char text[8192];
	struct newsconv_text whole = {text, sizeof(text)}, plain;

	(void)state;
	memset(text, 'a', sizeof(text));
	memcpy(text, "\u200f", 3);
	assert_non_null(arena);
	assert_false(nc_bidi_strip(whole, arena, &plain));
	nc_arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(twelve_characters_are_bidi_controls),
	    cmocka_unit_test(
		stripped_text_has_neither_controls_nor_their_blanks),
	    cmocka_unit_test(text_without_controls_is_not_copied),
	    cmocka_unit_test(a_full_arena_is_told),
	};

	return RUN(tests);
}
