/* Numbers by what they are worth, and values that are equal. */
#include "unit.h"

#include "json_value.h"

static json_t *
load(const char *text)
{
	json_t *value = json_loads(text, JSON_DECODE_ANY, NULL);

	if (value == NULL)
		fail_msg("%s is no JSON", text);
	return value;
}

static void
integers_and_doubles_are_compared_exactly(void **state)
{
	static const struct {
		const char *a, *b;
		int order;
	} cases[] = {
	    {"1", "1.0", 0},
	    {"0", "-0.0", 0},
	    {"1", "1.5", -1},
	    {"-1", "-1.5", 1},
	    {"9007199254740993", "9007199254740992.0", 1},
	    {"9223372036854775807", "9223372036854775808.0", -1},
	    {"-9223372036854775808", "-9223372036854775808.0", 0},
	    {"-9223372036854775808", "-1e300", 1},
	    {"5", "1e300", -1},
	    {"0.1", "0.2", -1},
	    {"9223372036854775807", "9223372036854775806", 1},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		json_t *a = load(cases[i].a), *b = load(cases[i].b);

		if (nc_json_compare(a, b) != cases[i].order ||
		    nc_json_compare(b, a) != -cases[i].order ||
		    nc_json_equal(a, b) != (cases[i].order == 0))
			fail_msg("%s and %s", cases[i].a, cases[i].b);
		json_decref(a);
		json_decref(b);
	}
}

static void
multiples_are_those_of_the_decimals(void **state)
{
	static const struct {
		const char *number, *divisor;
		bool is;
	} cases[] = {
	    {"0.3", "0.1", true},
	    {"4.35", "0.01", true},
	    {"4.355", "0.01", false},
	    {"1e300", "7", false},
	    {"7e300", "7", true},
	    {"5e-324", "5e-324", true},
	    {"1.7976931348623157e308", "5e-324", false},
	    {"9223372036854775807", "7", true},
	    {"9223372036854775807", "9223372036854775806", false},
	    {"-6", "1.5", true},
	    {"0", "1e-300", true},
	    {"0.0", "3", true},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		json_t *a = load(cases[i].number), *b = load(cases[i].divisor);

		if (nc_json_is_multiple(a, b) != cases[i].is)
			fail_msg("%s of %s", cases[i].number, cases[i].divisor);
		json_decref(a);
		json_decref(b);
	}
}

static void
integral_is_what_has_no_fraction(void **state)
{
	static const char *const integral[] = {"1", "-3.0", "1e100", "0.0"};
	static const char *const other[] = {"0.5", "-1.25", "1e-300"};
	size_t i;

	(void)state;
	for (i = 0; i < 4; i++) {
		json_t *value = load(integral[i]);

		assert_true(nc_json_is_integral(value));
		json_decref(value);
	}
	for (i = 0; i < 3; i++) {
		json_t *value = load(other[i]);

		assert_false(nc_json_is_integral(value));
		json_decref(value);
	}
}

static void
equal_values_are_found_whatever_their_order(void **state)
{
	static const struct {
		const char *array;
		int differ;
	} cases[] = {
	    {"[]", 1},
	    {"[1, \"1\", true, null, [1], {\"1\": 1}]", 1},
	    {"[1, 2, 1.0]", 0},
	    {"[0.0, 1, -0.0]", 0},
	    {"[9007199254740993, 9007199254740992, 9007199254740992.0]", 0},
	    {"[9007199254740993, 9007199254740992]", 1},
	    {"[[1, 2], [2, 1]]", 1},
	    {"[{\"a\": [1], \"b\": {}}, 1, {\"b\": {}, \"a\": [1.0]}]", 0},
	    {"[{\"a\": 1}, {\"a\": 1, \"b\": 1}]", 1},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		json_t *array = load(cases[i].array);

		if (nc_json_all_differ(array) != cases[i].differ)
			fail_msg("%s", cases[i].array);
		json_decref(array);
	}
}

static void
a_text_that_is_none_is_empty(void **state)
{
	json_t *object = load("{\"a\": \"b\", \"n\": 1}");

	(void)state;
	assert_string_equal(nc_json_member_text(object, "a"), "b");
	assert_string_equal(nc_json_member_text(object, "n"), "");
	assert_string_equal(nc_json_member_text(object, "missing"), "");
	assert_string_equal(
	    nc_json_member_text(json_object_get(object, "n"), "a"), "");
	json_decref(object);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_text_that_is_none_is_empty),
	    cmocka_unit_test(integers_and_doubles_are_compared_exactly),
	    cmocka_unit_test(multiples_are_those_of_the_decimals),
	    cmocka_unit_test(integral_is_what_has_no_fraction),
	    cmocka_unit_test(equal_values_are_found_whatever_their_order),
	};

	return RUN(tests);
}
