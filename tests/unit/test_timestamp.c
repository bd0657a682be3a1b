/* Dates as programs write them, and what is none. */
#include "unit.h"

#include "timestamp.h"

struct reading {
	const char *text;
	const char *w3cdtf; /* NULL: no date */
	int64_t seconds;    /* 0: no day is said */
};

static const struct reading readings[] = {
    {"2019-04-25T12:57:54Z", "2019-04-25T12:57:54Z", 1556197074},
    {"2019-04-25T12:57:54.123456Z", "2019-04-25T12:57:54Z", 1556197074},
    {"2019-04-25 12:57:54+00:00", "2019-04-25T12:57:54Z", 1556197074},
    {"2019-04-25T14:57:54+0200", "2019-04-25T14:57:54+02:00", 1556197074},
    {"2019-04-25T07:27:54-05:30", "2019-04-25T07:27:54-05:30", 1556197074},
    {"2019-04-25 12:57:54 UTC", "2019-04-25T12:57:54Z", 1556197074},
    {"2019-04-25T12:57Z", "2019-04-25T12:57Z", 1556197020},
    {"20190425125754", "2019-04-25T12:57:54Z", 1556197074},
    {"20190425T125754Z", "2019-04-25T12:57:54Z", 1556197074},
    {"1556197074", "2019-04-25T12:57:54Z", 1556197074},
    {"1556197074.25", "2019-04-25T12:57:54Z", 1556197074},
    {"1556197074000", "2019-04-25T12:57:54Z", 1556197074},
    /* Without a zone there is no time in W3CDTF. */
    {"2019-04-25 12:57:54", "2019-04-25", 1556197074},
    {" 2019-04-25\n", "2019-04-25", 1556150400},
    {"2019/04/25", "2019-04-25", 1556150400},
    {"20190425", "2019-04-25", 1556150400},
    {"2019-04", "2019-04", 0},
    {"2019", "2019", 0},
    {"1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z", -1},
    {"0001-01-01", "0001-01-01", -62135596800},
    {"2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z", 1483228799},
    {"2020-02-29", "2020-02-29", 1582934400},
    {"2019-02-29", NULL, 0},
    {"2019-13-01", NULL, 0},
    {"0000-01-01", NULL, 0},
    {"2019-04-25T24:00:00Z", NULL, 0},
    {"2019-04-25T12:57:54+15:00", NULL, 0},
    {"2019-04-25T12", NULL, 0},
    {"25 April 2019", NULL, 0},
    {"04/25/2019", NULL, 0},
    {"2019-04-25x", NULL, 0},
    {"155619707", NULL, 0},
    {"", NULL, 0},
    {"None", NULL, 0},
};

static void
each_form_is_read_for_what_it_says(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(readings) / sizeof(*readings); i++) {
		const struct reading *reading = &readings[i];
		struct newsconv_text text = {
		    reading->text, strlen(reading->text)};
		struct nc_timestamp timestamp;
		bool found = nc_timestamp_parse(&timestamp, text);

		if (found != (reading->w3cdtf != NULL))
			fail_msg("\"%s\"", reading->text);
		if (!found)
			continue;
		assert_string_equal(timestamp.w3cdtf, reading->w3cdtf);
		assert_int_equal(timestamp.day, reading->seconds != 0);
		if (timestamp.day)
			assert_int_equal(timestamp.seconds, reading->seconds);
	}
}

static void
numbers_are_seconds_milliseconds_or_years(void **state)
{
	struct nc_timestamp timestamp;

	(void)state;
	assert_true(nc_timestamp_number(&timestamp, 1556197074.5));
	assert_string_equal(timestamp.w3cdtf, "2019-04-25T12:57:54Z");
	assert_true(nc_timestamp_number(&timestamp, 1556197074000.0));
	assert_int_equal(timestamp.seconds, 1556197074);
	assert_true(nc_timestamp_number(&timestamp, 2019));
	assert_string_equal(timestamp.w3cdtf, "2019");
	assert_false(nc_timestamp_number(&timestamp, 0));
	assert_false(nc_timestamp_number(&timestamp, -5e9));
	assert_false(nc_timestamp_number(&timestamp, 1e300));
}

/* The library's own check of the option is the judge. */
static void
every_date_is_one_that_the_options_take(void **state)
{
	struct newsconv_read_options options = {.size = sizeof(options)};
	struct nc_timestamp timestamp;
	int64_t seconds;

	(void)state;
	options.date = timestamp.w3cdtf;
	for (seconds = 10000; seconds < 90000000000; seconds += 777777777) {
		assert_true(nc_timestamp_number(&timestamp, (double)seconds));
		assert_int_equal(timestamp.seconds, seconds);
		assert_int_equal(
		    newsconv_read_options_check(&options, NULL), NEWSCONV_OK);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_form_is_read_for_what_it_says),
	    cmocka_unit_test(numbers_are_seconds_milliseconds_or_years),
	    cmocka_unit_test(every_date_is_one_that_the_options_take),
	};

	return RUN(tests);
}
