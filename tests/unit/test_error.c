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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(where_is_added_outside_in),
	    cmocka_unit_test(system_errors_keep_errno_and_its_words),
	    cmocka_unit_test(a_null_error_is_fine),
	    cmocka_unit_test(names_are_printed_without_control_characters),
	};

	return RUN(tests);
}
