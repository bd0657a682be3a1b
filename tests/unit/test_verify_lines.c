/* Lines of a text, by any of the three ends and of any length. */
#include <unistd.h>

#include "unit.h"

#include "verify_lines.h"

static void
expect_lines(const char *text, size_t size, bool lone_cr, const char *joined)
{
	struct nc_verify_options options = {NC_VERIFY_OPTIONS};
	struct nc_verify verify = {.options = &options, .size = size};
	FILE *file = tmpfile();
	struct nc_lines lines;
	struct nc_line line;
	char got[256] = "";
	uint64_t number = 0;

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, size, file), size);
	assert_int_equal(fflush(file), 0);
	verify.descriptor = fileno(file);
	assert_int_equal(
	    nc_lines_open(&lines, &verify, lone_cr, NULL), NEWSCONV_OK);
	while (nc_lines_next(&lines, &line, NULL) == NEWSCONV_OK) {
		strncat(got, line.text.data,
		    line.text.size < 40 ? line.text.size : 40);
		strcat(got, "|");
		assert_int_equal(line.number, ++number);
		if (!line.cut)
			assert_memory_equal(
			    text + line.offset, line.text.data, line.text.size);
	}
	assert_string_equal(got, joined);
	nc_lines_close(&lines);
	fclose(file);
}

static void
lines_end_with_lf_crlf_or_cr(void **state)
{
	(void)state;
	expect_lines("a\nb\r\nc", 6, false, "a|b|c|");
	expect_lines("a\rb\n", 4, false, "a\rb|");
	expect_lines("a\rb\r\n\rc\r", 8, true, "a|b||c|");
	expect_lines("", 0, true, "");
	expect_lines("\n\n", 2, false, "||");
}

static void
a_line_that_is_too_long_is_said_to_be_and_the_next_is_found(void **state)
{
	size_t size = (size_t)3 * NC_LINE_MAX + 20;
	char *text = malloc(size);

	(void)state;
	assert_non_null(text);
	memset(text, 'x', size);
	memcpy(text, "first\n", 6);
	memcpy(text + size - 5, "\nlast", 5);
	expect_lines(text, size, true, "first|(a line that is too long)|last|");
	/* One that just fits. */
	memset(text, 'y', NC_LINE_MAX);
	text[NC_LINE_MAX] = '\n';
	text[NC_LINE_MAX + 1] = 'z';
	expect_lines(text, NC_LINE_MAX + 2, false,
	    "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy|z|");
	free(text);
}

static void
a_text_in_memory_has_the_same_lines(void **state)
{
	static const struct newsconv_text text = {"a\r\nb\rc", 6};
	static const char *const expected[] = {"a", "b", "c"};
	struct nc_lines lines;
	struct nc_line line;
	size_t i;

	(void)state;
	nc_lines_of_text(&lines, text, true);
	for (i = 0; i < 3; i++) {
		assert_int_equal(
		    nc_lines_next(&lines, &line, NULL), NEWSCONV_OK);
		assert_text(line.text, expected[i]);
		assert_int_equal(line.cr, i < 2);
	}
	assert_int_equal(nc_lines_next(&lines, &line, NULL), NEWSCONV_END);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_end_with_lf_crlf_or_cr),
	    cmocka_unit_test(
		a_line_that_is_too_long_is_said_to_be_and_the_next_is_found),
	    cmocka_unit_test(a_text_in_memory_has_the_same_lines),
	};

	return RUN(tests);
}
