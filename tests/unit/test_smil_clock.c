/* Clock values of SMIL. */
#include "unit.h"

#include "smil_clock.h"

static void
clock_values_are_read(void **state)
{
	static const struct {
		const char *text;
		uint64_t milliseconds;
	} values[] = {{"5:34:31.396", 20071396}, {"124:59:36", 449976000},
	    {"00:56.78", 56780}, {"76.2s", 76200}, {"7.75h", 27900000},
	    {"13min", 780000}, {"2345ms", 2345}, {"12.345", 12345}, {"0", 0},
	    {"1.23456s", 1234}};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		uint64_t clock = 1;

		if (!nc_smil_clock(values[i].text, &clock))
			fail_msg("%s", values[i].text);
		assert_int_equal(clock, values[i].milliseconds);
	}
}

static void
other_texts_are_none(void **state)
{
	static const char *const texts[] = {"", "s", "1:2", "1:02", "123:02",
	    "0:61", "1:00:61", "1.", "10 s", "-1s", "1d", "99999999999s",
	    "1:00:00:00", "0:60:00"};
	size_t i;
	uint64_t clock;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (nc_smil_clock(texts[i], &clock))
			fail_msg("\"%s\"", texts[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(clock_values_are_read),
	    cmocka_unit_test(other_texts_are_none),
	};

	return RUN(tests);
}
