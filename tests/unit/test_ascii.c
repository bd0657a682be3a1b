/* Bytes of ASCII: held against the lists of them, all 256. */
#include "unit.h"

#include <string.h>

#include "ascii.h"

static const char digits[] = "0123456789";
static const char lower[] = "abcdefghijklmnopqrstuvwxyz";
static const char upper[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

static void
every_byte_is_what_the_lists_say(void **state)
{
	int i;

	(void)state;
	for (i = 1; i < 256; i++) {
		char c = (char)i;
		const char *capital = strchr(upper, i);

		assert_int_equal(nc_ascii_digit(c), strchr(digits, i) != NULL);
		assert_int_equal(nc_ascii_letter(c),
		    strchr(lower, i) != NULL || capital != NULL);
		assert_int_equal(nc_ascii_lower(c),
		    capital == NULL ? c : lower[capital - upper]);
	}
	assert_false(nc_ascii_digit('\0') || nc_ascii_letter('\0'));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_byte_is_what_the_lists_say),
	};

	return RUN(tests);
}
