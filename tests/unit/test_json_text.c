/* Strings in JSON, of any bytes. */
#include "json_text.h"
#include "unit.h"

static void
expect_written(
    void (*put)(FILE *, const char *), const char *text, const char *expected)
{
	char *written = NULL;
	size_t size;
	FILE *stream = open_memstream(&written, &size);

	assert_non_null(stream);
	put(stream, text);
	assert_int_equal(fclose(stream), 0);
	assert_string_equal(written, expected);
	free(written);
}

static void
what_is_utf8_stays_what_it_is(void **state)
{
	(void)state;
	expect_written(json_put_string, "", "\"\"");
	expect_written(json_put_string, "a\"b\\c", "\"a\\\"b\\\\c\"");
	expect_written(json_put_string, "\xc3\xa9\xf0\x9f\x98\x80",
	    "\"\xc3\xa9\xf0\x9f\x98\x80\"");
}

static void
what_a_terminal_would_obey_is_escaped(void **state)
{
	(void)state;
	expect_written(json_put_string, "a\n\x1b[31m\x7f",
	    "\"a\\u000a\\u001b[31m\\u007f\"");
	expect_written(json_put_string, "\xc2\x9b\xe2\x80\xae\xe2\x80\xa8",
	    "\"\\u009b\\u202e\\u2028\"");
}

static void
what_is_not_utf8_is_shown_by_its_bytes(void **state)
{
	(void)state;
	expect_written(json_put_string, "a\xff\xc3", "\"a\\\\xff\\\\xc3\"");
	/* A surrogate, an overlong slash, past the last character. */
	expect_written(
	    json_put_string, "\xed\xa0\x80", "\"\\\\xed\\\\xa0\\\\x80\"");
	expect_written(json_put_string, "\xc0\xaf", "\"\\\\xc0\\\\xaf\"");
	expect_written(json_put_string, "\xf4\x90\x80\x80",
	    "\"\\\\xf4\\\\x90\\\\x80\\\\x80\"");
}

static void
utf8_is_told_from_other_bytes(void **state)
{
	static const char *const good[] = {
	    "", "abc", "\xc3\xa9", "\xe2\x82\xac", "\xf4\x8f\xbf\xbf"};
	static const char *const bad[] = {"\x80", "\xc3", "a\xffz", "\xc1\xbf",
	    "\xe0\x9f\xbf", "\xed\xbf\xbf", "\xf8\x88\x80\x80\x80",
	    "\xf0\x8f\xbf\xbf", "\xe2\x82"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(*good); i++)
		if (!is_utf8(good[i]))
			fail_msg("good %zu is refused", i);
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (is_utf8(bad[i]))
			fail_msg("bad %zu is taken", i);
}

static void
bytes_are_percent_encoded(void **state)
{
	(void)state;
	expect_written(put_percent, "a/b c\xff%.txt", "a/b%20c%FF%25.txt");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_utf8_stays_what_it_is),
	    cmocka_unit_test(what_a_terminal_would_obey_is_escaped),
	    cmocka_unit_test(what_is_not_utf8_is_shown_by_its_bytes),
	    cmocka_unit_test(utf8_is_told_from_other_bytes),
	    cmocka_unit_test(bytes_are_percent_encoded),
	};

	return RUN(tests);
}
