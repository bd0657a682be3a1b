/* The calendar against the C library's, over its whole range. */
#include <time.h>

#include "unit.h"

#include "calendar.h"

static void
instants_are_those_of_the_c_library(void **state)
{
	const int64_t last = INT64_C(253402300799);
	int64_t seconds;

	(void)state;
	for (seconds = INT64_C(-62167219200); seconds <= last;
	     seconds += 86400 * 3 + 12345) {
		time_t when = (time_t)seconds;
		struct nc_instant instant;
		struct tm utc;

		nc_instant_utc(&instant, seconds);
		gmtime_r(&when, &utc);
		assert_int_equal(instant.year, utc.tm_year + 1900);
		assert_int_equal(instant.month, utc.tm_mon + 1);
		assert_int_equal(instant.day, utc.tm_mday);
		assert_int_equal(instant.hour, utc.tm_hour);
		assert_int_equal(instant.minute, utc.tm_min);
		assert_int_equal(instant.second, utc.tm_sec);
		assert_true(
		    nc_calendar_days(instant.year, instant.month, instant.day) *
			    86400 +
			utc.tm_hour * 3600 + utc.tm_min * 60 + utc.tm_sec ==
		    seconds);
	}
}

static void
february_has_its_leap_days(void **state)
{
	(void)state;
	assert_int_equal(nc_days_in_month(2020, 2), 29);
	assert_int_equal(nc_days_in_month(2021, 2), 28);
	assert_int_equal(nc_days_in_month(1900, 2), 28);
	assert_int_equal(nc_days_in_month(2000, 2), 29);
	assert_int_equal(nc_days_in_month(2021, 13), 0);
	assert_int_equal(nc_days_in_month(2021, 0), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(instants_are_those_of_the_c_library),
	    cmocka_unit_test(february_has_its_leap_days),
	};

	return RUN(tests);
}
