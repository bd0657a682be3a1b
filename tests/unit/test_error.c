/* Errors: the layer that fails says what, layers above add where. */
#include <errno.h>

#include "unit.h"

#include "error.h"

static void
where_is_added_outside_in(void **state)
{
	struct newsconv_error error;

	(void)state;
	nc_error_set(&error, NEWSCONV_INVALID, "line %d is wrong", 3);
	nc_error_where(&error, NEWSCONV_INVALID, "EPUB/nav.xhtml");
	nc_error_where(&error, NEWSCONV_INVALID, "book.epub");
	assert_string_equal(error.text, "line 3 is wrong");
	assert_string_equal(error.where, "book.epub: EPUB/nav.xhtml");
	assert_int_equal(error.code, NEWSCONV_INVALID);
}

static void
system_errors_keep_errno_and_its_words(void **state)
{
	struct newsconv_error error;

	(void)state;
	errno = ENOENT;
	assert_int_equal(nc_error_system(&error, NEWSCONV_READ_FAILED,
			     "cannot "
			     "open"),
	    NEWSCONV_READ_FAILED);
	assert_int_equal(error.sys_errno, ENOENT);
	assert_string_equal(
	    error.text, "cannot open: No such file or directory");
}

static void
a_null_error_is_fine(void **state)
{
	(void)state;
	assert_int_equal(
	    nc_error_set(NULL, NEWSCONV_EMPTY, "x"), NEWSCONV_EMPTY);
	assert_int_equal(
	    nc_error_where(NULL, NEWSCONV_EMPTY, "x"), NEWSCONV_EMPTY);
	assert_int_equal(nc_error_memory(NULL), NEWSCONV_NO_MEMORY);
}

static void
names_are_printed_without_control_characters(void **state)
{
	char shown[32];
	static const char name[] = "a\n\x1b[31m\xff\xc2\x85\xc3\xa9";

	(void)state;
	nc_printable(shown, sizeof(shown), name, sizeof(name) - 1);
	assert_string_equal(shown, "a\\x0a\\x1b[31m\\xff\\xc2\\x85\xc3\xa9");
	nc_printable(shown, 12, name, sizeof(name) - 1);
	assert_true(strlen(shown) < 12);
}

static void
noncharacters_are_escaped_whole(void **state)
{
	char shown[64];
	static const char name[] = "\xef\xb7\x90|\xf0\x9f\xbf\xbf|\xef\xbf\xbd";

	(void)state;
	assert_int_equal(
	    newsconv_printable(shown, sizeof(shown), name, sizeof(name) - 1),
	    sizeof(name) - 1);
	assert_string_equal(
	    shown, "\\xef\\xb7\\x90|\\xf0\\x9f\\xbf\\xbf|\xef\xbf\xbd");
	assert_int_equal(
	    newsconv_printable(shown, 12, name, sizeof(name) - 1), 0);
	assert_string_equal(shown, "");
	assert_int_equal(
	    newsconv_printable(shown, 13, name, sizeof(name) - 1), 3);
}

static void
what_turns_or_ends_a_line_is_escaped(void **state)
{
	char shown[64];
	static const char name[] = "a\xe2\x80\xae"
				   "fdp|\xe2\x81\xa6|\xe2\x80\xa8";

	(void)state;
	nc_printable(shown, sizeof(shown), name, sizeof(name) - 1);
	assert_string_equal(
	    shown, "a\\xe2\\x80\\xaefdp|\\xe2\\x81\\xa6|\\xe2\\x80\\xa8");
}

static void
an_empty_name_is_shown(void **state)
{
	struct newsconv_error error;

	(void)state;
	nc_error_set(&error, NEWSCONV_READ_FAILED, "x");
	nc_error_where(&error, NEWSCONV_READ_FAILED, "");
	assert_string_equal(error.where, "\"\"");
}

static void
of_a_long_name_the_end_is_kept(void **state)
{
	static const char end[] = "/\xc3\xa9tail.json";
	struct newsconv_error error;
	char name[1024];
	size_t odd, i;

	(void)state;
	/* Characters of two bytes, cut at either of them. */
	for (odd = 0; odd < 2; odd++) {
		name[0] = 'x';
		for (i = odd; i < 1000; i += 2)
			memcpy(name + i, "\xc3\xa9", 2);
		memcpy(name + i, end, sizeof(end));
		if (odd == 1)
			memmove(name + i, name + i + 1, sizeof(end) - 1);
		nc_error_set(&error, NEWSCONV_READ_FAILED, "x");
		nc_error_where(&error, NEWSCONV_READ_FAILED, name);
		assert_memory_equal(error.where, "...\xc3\xa9", 5);
		assert_true(strlen(error.where) > 240);
		assert_non_null(strstr(error.where, "\xc3\xa9tail.json"));
		nc_error_where(&error, NEWSCONV_READ_FAILED, name);
		assert_non_null(strstr(error.where, ".json: ...\xc3\xa9"));
		assert_true(strlen(error.where) > 490);
	}
}

static void
texts_are_cut_between_characters(void **state)
{
	struct newsconv_error error;
	char text[1001];
	size_t i;

	(void)state;
	for (i = 0; i < 1000; i += 2)
		memcpy(text + i, "\xc3\xa9", 2);
	text[1000] = '\0';
	nc_error_set(&error, NEWSCONV_READ_FAILED, "%s", text);
	assert_int_equal(strlen(error.text), 510);
	nc_error_set(&error, NEWSCONV_READ_FAILED, "x%s", text);
	assert_int_equal(strlen(error.text), 511);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(where_is_added_outside_in),
	    cmocka_unit_test(system_errors_keep_errno_and_its_words),
	    cmocka_unit_test(a_null_error_is_fine),
	    cmocka_unit_test(names_are_printed_without_control_characters),
	    cmocka_unit_test(noncharacters_are_escaped_whole),
	    cmocka_unit_test(what_turns_or_ends_a_line_is_escaped),
	    cmocka_unit_test(an_empty_name_is_shown),
	    cmocka_unit_test(of_a_long_name_the_end_is_kept),
	    cmocka_unit_test(texts_are_cut_between_characters),
	};

	return RUN(tests);
}
