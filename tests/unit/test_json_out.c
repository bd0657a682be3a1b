/* JSON text as RFC 8259 wants it. */
#include "unit.h"

#include <stdio.h>

#include "json_out.h"
#include "utf8.h"

static void
write_object(struct nc_json *json)
{
	nc_json_open(json, NULL, '{');
	nc_json_string(json, "a", "x");
	nc_json_open(json, "b", '[');
	nc_json_number(json, NULL, 1);
	nc_json_boolean(json, NULL, true);
	nc_json_null(json, NULL);
	nc_json_close(json, ']');
	nc_json_open(json, "c", '{');
	nc_json_close(json, '}');
	nc_json_close(json, '}');
}

static void
one_line_has_no_white_space(void **state)
{
	struct nc_buffer buffer = NC_BUFFER(4096);
	struct nc_json json = {.buffer = &buffer, .first = true};

	(void)state;
	write_object(&json);
	assert_string_equal(
	    buffer.data, "{\"a\":\"x\",\"b\":[1,true,null],\"c\":{}}");
	nc_buffer_free(&buffer);
}

static void
indented_text_has_one_member_a_line(void **state)
{
	struct nc_buffer buffer = NC_BUFFER(4096);
	struct nc_json json = {
	    .buffer = &buffer, .indented = true, .first = true};

	(void)state;
	write_object(&json);
	assert_string_equal(buffer.data,
	    "{\n  \"a\": \"x\",\n  \"b\": [\n    1,\n    true,\n    null\n"
	    "  ],\n  \"c\": {}\n}");
	nc_buffer_free(&buffer);
}

static void
what_must_be_escaped_is_and_nothing_else(void **state)
{
	struct nc_buffer buffer = NC_BUFFER(4096);
	struct nc_json json = {.buffer = &buffer, .first = true};

	(void)state;
	nc_json_text(
	    &json, NULL, nc_text("\"\\/\n\t\x01\x7f\xc3\xa9\xe2\x80\xa8"));
	assert_string_equal(buffer.data,
	    "\"\\\"\\\\/\\u000a\\u0009\\u0001\x7f\xc3\xa9\xe2\x80\xa8\"");
	nc_buffer_free(&buffer);
}

static void
an_escape_is_made_wherever_it_is_needed(void **state)
{
	char text[33], expected[40];
	size_t at;

	(void)state;
	for (at = 0; at < sizeof(text) - 1; at++) {
		struct nc_buffer buffer = NC_BUFFER(4096);
		struct nc_json json = {.buffer = &buffer, .first = true};

		memset(text, 'x', sizeof(text));
		text[sizeof(text) - 1] = '\0';
		text[at] = at % 2 == 0 ? '"' : '\\';
		snprintf(expected, sizeof(expected), "\"%.*s\\%s\"", (int)at,
		    text, text + at);
		nc_json_string(&json, NULL, text);
		assert_string_equal(buffer.data, expected);
		nc_buffer_free(&buffer);
	}
}

static void
numbers_have_all_their_digits(void **state)
{
	static const struct {
		uint64_t number;
		const char *text;
	} cases[] = {{0, "0"}, {9, "9"}, {10, "10"}, {1234567890, "1234567890"},
	    {UINT64_MAX, "18446744073709551615"}};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nc_buffer buffer = NC_BUFFER(4096);
		struct nc_json json = {.buffer = &buffer, .first = true};

		nc_json_number(&json, NULL, cases[i].number);
		assert_string_equal(buffer.data, cases[i].text);
		nc_buffer_free(&buffer);
	}
}

static void
hundredths_are_short(void **state)
{
	static const struct {
		unsigned hundredths;
		const char *text;
	} cases[] = {
	    {0, "0"}, {5, "0.05"}, {50, "0.5"}, {99, "0.99"}, {100, "1"}};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nc_buffer buffer = NC_BUFFER(4096);
		struct nc_json json = {.buffer = &buffer, .first = true};

		nc_json_hundredths(&json, NULL, cases[i].hundredths);
		assert_string_equal(buffer.data, cases[i].text);
		nc_buffer_free(&buffer);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_line_has_no_white_space),
	    cmocka_unit_test(indented_text_has_one_member_a_line),
	    cmocka_unit_test(what_must_be_escaped_is_and_nothing_else),
	    cmocka_unit_test(an_escape_is_made_wherever_it_is_needed),
	    cmocka_unit_test(numbers_have_all_their_digits),
	    cmocka_unit_test(hundredths_are_short),
	};

	return RUN(tests);
}
