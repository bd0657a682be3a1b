/* Dates and times as HTML takes them. */
#include "unit.h"

#include "html_values.h"

static void
times_of_every_form_are_taken(void **state)
{
	static const char *const times[] = {"2024", "12024", "2024-03",
	    "2024-02-29", "12-31", "--02-29", "08:40", "08:40:59", "08:40:59.5",
	    "08:40:59.999", "2024-03-01T08:40", "2024-03-01 08:40:59.12",
	    "2024-03-01T08:40Z", "2024-03-01T08:40:59+05:30",
	    "2024-03-01 08:40:59-0500", "2024-W52", "Z", "+01:00", "-0800",
	    "P3D", "PT1H", "P1DT2H3M4.5S", "PT4.125S", "3d", "1w 2d 3h 4m 5.5s",
	    " 12 H ", "5S 1M"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
		if (!nc_html_time(times[i]))
			fail_msg("%s", times[i]);
	}
}

static void
other_texts_are_no_times(void **state)
{
	static const char *const texts[] = {"", "202", "0000", "2024-3",
	    "2024-13", "2024-02-30", "2023-02-29", "02-30", "-12-31", "8:40",
	    "24:00", "08:60", "08:40:60", "08:40:59.1234", "2024-03-01T",
	    "2024-03-01T8:40", "2024-03-01T08:40:59+5", "2024-03-01T08:40ZZ",
	    "2024-W54", "2024-W00", "2024W01", "P", "PT", "P1DT", "P1H",
	    "PT1H1H", "PT1M1H", "PT1.1234S", "PT1.5H", "P1D1D", "3x", "1.5d",
	    "1d 1d", "12", "March 1"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (nc_html_time(texts[i]))
			fail_msg("%s", texts[i]);
	}
}

static void
edits_are_dated_by_a_day_or_a_moment(void **state)
{
	(void)state;
	assert_true(nc_html_date("2024-03-01"));
	assert_true(nc_html_date("2024-03-01T08:40:00Z"));
	assert_true(nc_html_date("2024-03-01T08:40+01:00"));
	assert_false(nc_html_date("2024-03"));
	assert_false(nc_html_date("2024-03-01T08:40"));
	assert_false(nc_html_date("08:40"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(times_of_every_form_are_taken),
	    cmocka_unit_test(other_texts_are_no_times),
	    cmocka_unit_test(edits_are_dated_by_a_day_or_a_moment),
	};

	return RUN(tests);
}
