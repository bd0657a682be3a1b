/* Times of files: each second and nanosecond comes back. */
#include "unit.h"

#include "stamp.h"
#include "utf8.h"

static void
comes_back(int64_t seconds, uint32_t nanoseconds)
{
	char text[NC_STAMP_SIZE];
	int64_t again = 0;
	uint32_t rest = 0;

	nc_stamp(text, seconds, nanoseconds);
	if (!nc_stamp_parse(nc_text(text), &again, &rest))
		fail_msg("%s is not read", text);
	assert_true(again == seconds && rest == nanoseconds);
}

static void
every_day_of_ten_thousand_years_comes_back(void **state)
{
	int64_t seconds;

	(void)state;
	for (seconds = -62167219200; seconds <= 253402300799; seconds += 86399)
		comes_back(seconds, (uint32_t)(seconds & 0x1fffffff));
}

static void
times_outside_of_these_years_come_back(void **state)
{
	static const int64_t times[] = {INT64_MIN, INT64_MIN + 1, -62167219201,
	    -62167219200, -1, 0, 253402300799, 253402300800, INT64_MAX};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(times) / sizeof(*times); i++) {
		comes_back(times[i], 0);
		comes_back(times[i], 999999999);
	}
}

static void
form_is_that_of_rfc_3339(void **state)
{
	char text[NC_STAMP_SIZE], second[NC_SECOND_STAMP_SIZE];
	int64_t again = 0;

	(void)state;
	nc_stamp(text, 1795708800, 123456789);
	assert_string_equal(text, "2026-11-26T16:00:00.123456789Z");
	nc_stamp(text, 253402300800, 5);
	assert_string_equal(text, "@253402300800.000000005");
	nc_second_stamp(second, 1795708801);
	assert_string_equal(second, "2026-11-26T16:00:01Z");
	assert_true(nc_second_stamp_parse(nc_text(second), &again));
	assert_true(again == 1795708801);
}

static void
other_forms_are_refused(void **state)
{
	static const char *const texts[] = {"", "@", "@1", "@1.5",
	    "@1.000000000", "@253402300800.00000000",
	    "@253402300800.0000000005", "2026-11-26T16:00:00Z",
	    "2026-11-26T16:00:00.123456789", "2026-11-26T16:00:00.12345678 Z",
	    "2026-02-29T16:00:00.123456789Z", "2026-13-01T16:00:00.123456789Z",
	    "2026-11-26T24:00:00.123456789Z", "2026-11-26T16:60:00.123456789Z",
	    "2026-11-26 16:00:00.123456789Z",
	    "2026-11-26T16:00:00.1234567890Z"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		int64_t seconds;
		uint32_t rest;

		if (nc_stamp_parse(nc_text(texts[i]), &seconds, &rest))
			fail_msg("\"%s\" is taken", texts[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_day_of_ten_thousand_years_comes_back),
	    cmocka_unit_test(times_outside_of_these_years_come_back),
	    cmocka_unit_test(form_is_that_of_rfc_3339),
	    cmocka_unit_test(other_forms_are_refused),
	};

	return RUN(tests);
}
