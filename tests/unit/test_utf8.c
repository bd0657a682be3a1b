/* UTF-8 by the letter of RFC 3629, and the properties built on it. */
#include "unit.h"

#include "utf8.h"

static void
every_scalar_value_survives_the_round_trip(void **state)
{
	uint32_t c, back;
	char bytes[4];
	size_t size;

	(void)state;
	for (c = 0; c <= 0x10ffff; c++) {
		if (c == 0xd800)
			c = 0xe000;
		size = nc_utf8_encode(c, bytes);
		assert_int_equal(nc_utf8_decode(bytes, size, &back), size);
		assert_int_equal(back, c);
		if (size > 1)
			assert_int_equal(
			    nc_utf8_decode(bytes, size - 1, &back), 0);
	}
}

static void
what_is_not_utf8_is_refused(void **state)
{
	static const char *const cases[] = {"\x80", "\xbf", "\xc0\x80",
	    "\xc1\xbf", "\xe0\x80\x80", "\xe0\x9f\xbf", "\xed\xa0\x80",
	    "\xed\xbf\xbf", "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xf5\x80",
	    "\xff", "\xc2 ", "\xe2\x82 "};
	uint32_t c;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(
		    nc_utf8_decode(cases[i], strlen(cases[i]), &c), 0);
}

static void
the_valid_prefix_ends_at_the_first_bad_byte(void **state)
{
	static const char text[] = "plain ascii text \xc3\xa9t\xc3\xa9 \xff.";

	(void)state;
	assert_int_equal(
	    nc_utf8_valid_prefix(text, sizeof(text) - 1), sizeof(text) - 3);
	assert_int_equal(nc_utf8_valid_prefix("", 0), 0);
}

static void
trimming_knows_unicode_white_space(void **state)
{
	(void)state;
	assert_text(
	    nc_trim(nc_text(" \xc2\xa0\xe3\x80\x80 a b \xe2\x80\xa8")), "a b");
	assert_text(nc_trim(nc_text(" \t\xc2\x85")), "");
	/* Zero width space is no white space: it is kept. */
	assert_text(nc_trim(nc_text("\xe2\x80\x8b")), "\xe2\x80\x8b");
}

static void
trimming_stops_at_what_is_not_utf8(void **state)
{
	(void)state;
	assert_text(
	    nc_trim(nc_text("a \xe2\x80\x82\x80")), "a \xe2\x80\x82\x80");
	assert_text(nc_trim(nc_text("\x80 a")), "\x80 a");
}

static void
composition_says_whether_it_changed_anything(void **state)
{
	char *result = NULL;
	size_t size;
	bool changed;

	(void)state;
	assert_true(nc_nfc(nc_text("caf\xc3\xa9"), &result, &size, &changed));
	assert_false(changed);
	assert_true(nc_nfc(nc_text("cafe\xcc\x81"), &result, &size, &changed));
	assert_true(changed);
	assert_int_equal(size, 5);
	assert_memory_equal(result, "caf\xc3\xa9", 5);
	free(result);
}

static void
wide_characters_take_two_columns(void **state)
{
	(void)state;
	assert_int_equal(nc_columns(nc_text("abc")), 3);
	assert_int_equal(nc_columns(nc_text("\xe6\x97\xa5\xe6\x9c\xac")), 4);
	assert_int_equal(nc_columns(nc_text("e\xcc\x81")), 1);
}

static void
texts_are_ordered_by_bytes_and_a_prefix_comes_first(void **state)
{
	const struct newsconv_text none = {NULL, 0};

	(void)state;
	assert_true(nc_text_compare(nc_text("a"), nc_text("ab")) < 0);
	assert_true(nc_text_compare(nc_text("\xc3"), nc_text("z")) > 0);
	assert_int_equal(nc_text_compare(nc_text("ab"), nc_text("ab")), 0);
	assert_int_equal(nc_text_compare(none, nc_text("")), 0);
	assert_true(nc_texts_equal(none, nc_text("")));
	assert_true(nc_texts_equal(nc_text("ab"), nc_text("ab")));
	assert_false(nc_texts_equal(nc_text("ab"), nc_text("abc")));
	assert_false(nc_texts_equal(nc_text("ab"), nc_text("ac")));
}

static void
an_ending_is_found_in_any_case_and_is_not_all(void **state)
{
	(void)state;
	assert_true(nc_text_ends_in(nc_text("a.JSON"), ".json"));
	assert_false(nc_text_ends_in(nc_text(".json"), ".json"));
	assert_false(nc_text_ends_in(nc_text("ajson"), ".json"));
}

static void
the_last_part_of_a_path_is_behind_its_slashes(void **state)
{
	(void)state;
	assert_text(nc_last_part(nc_text("a/b/c")), "c");
	assert_text(nc_last_part(nc_text("c")), "c");
	assert_text(nc_last_part(nc_text("a/")), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_scalar_value_survives_the_round_trip),
	    cmocka_unit_test(what_is_not_utf8_is_refused),
	    cmocka_unit_test(the_valid_prefix_ends_at_the_first_bad_byte),
	    cmocka_unit_test(trimming_knows_unicode_white_space),
	    cmocka_unit_test(trimming_stops_at_what_is_not_utf8),
	    cmocka_unit_test(composition_says_whether_it_changed_anything),
	    cmocka_unit_test(wide_characters_take_two_columns),
	    cmocka_unit_test(
		texts_are_ordered_by_bytes_and_a_prefix_comes_first),
	    cmocka_unit_test(an_ending_is_found_in_any_case_and_is_not_all),
	    cmocka_unit_test(the_last_part_of_a_path_is_behind_its_slashes),
	};

	return RUN(tests);
}
