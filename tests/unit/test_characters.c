#include "characters.h"

#include <utf8proc.h>

#include "unit.h"

#define UNICODE(version) version
#define BLOCKS(...)
#define CLASSES(...)
static const char table_version[] =
#include "characters.def"
    ;

/* Another Unicode knows other characters: then there is nothing to compare. */
static void
the_table_says_what_utf8proc_says(void **state)
{
	uint32_t c;

	(void)state;
	if (strcmp(table_version, utf8proc_unicode_version()) != 0)
		skip();
	for (c = 0; c <= 0x10ffff; c++)
		assert_int_equal(nc_class(c), nc_class_slow(c));
}

static void
classes_answer_as_the_unicode_character_database(void **state)
{
	(void)state;
	assert_true(nc_is_letter('a') && nc_is_letter(0x4e00));
	assert_false(nc_is_letter('1') || nc_is_letter(0x300));
	assert_true(nc_is_digit('7') && nc_is_digit(0x0661));
	assert_false(nc_is_digit(0xb2)); /* superscript two: No */
	assert_true(nc_is_upper(0xc4) && nc_is_lower(0xe4));
	assert_false(nc_is_upper(0x1c5) || nc_is_lower(0x1c5)); /* Lt */
	assert_true(nc_is_space(0x3000) && nc_is_space(0x85));
	assert_false(nc_is_space(0x200b));
	assert_true(nc_is_name(0x301, false));
	assert_false(nc_is_name(0x301, true));
}

static void
widths_are_those_of_a_terminal(void **state)
{
	(void)state;
	assert_int_equal(nc_width('a'), 1);
	assert_int_equal(nc_width('\n'), 0);
	assert_int_equal(nc_width(0x301), 0);
	assert_int_equal(nc_width(0x65e5), 2);
	assert_int_equal(nc_width(0x1f600), 2);
}

static void
lower_case_is_known_for_all_scripts(void **state)
{
	(void)state;
	assert_int_equal(nc_lower('A'), 'a');
	assert_int_equal(nc_lower('['), '[');
	assert_int_equal(nc_lower(0xc4), 0xe4);
	assert_int_equal(nc_lower(0x1c5), 0x1c6);
	assert_int_equal(nc_lower(0x10400), 0x10428);
	assert_int_equal(nc_lower(0x4e00), 0x4e00);
}

static void
categories_have_the_numbers_that_the_header_says(void **state)
{
	(void)state;
	assert_int_equal(nc_category(0x378), 0);
	assert_int_equal(nc_category('A'), 1);
	assert_int_equal(nc_category(0xe9), 2);
	assert_int_equal(nc_category(0x663), 9);
	assert_int_equal(nc_category('!'), 18);
	assert_int_equal(nc_category(0x20ac), 20);
	assert_int_equal(nc_category(0xa0), 23);
	assert_int_equal(nc_category(0xe000), 29);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_table_says_what_utf8proc_says),
	    cmocka_unit_test(classes_answer_as_the_unicode_character_database),
	    cmocka_unit_test(widths_are_those_of_a_terminal),
	    cmocka_unit_test(lower_case_is_known_for_all_scripts),
	    cmocka_unit_test(categories_have_the_numbers_that_the_header_says),
	};

	return RUN(tests);
}
