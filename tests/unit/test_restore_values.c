/* Dates, tags and URLs: those that newsconv makes, and none that it cannot. */
#include "unit.h"

#include "restore_values.h"

static int
read_value(
    nc_restore_read *read, const char *text, void *target, const void *more)
{
	struct nc_restore_row row = {"it", true, NULL, 0, more};
	struct nc_restoring restoring;
	json_t *value = json_string(text);

	memset(&restoring, 0, sizeof(restoring));
	restoring.arena = nc_arena_new(1 << 16);
	assert_non_null(value);
	read(&restoring, value, target, &row);
	json_decref(value);
	nc_arena_free(restoring.arena);
	return restoring.result;
}

static void
dates_of_the_calendar_are_taken(void **state)
{
	static const char *const dates[] = {"2021", "0001", "9999-12",
	    "2020-02-29", "2021-06-12T00:00", "2021-06-12T23:59Z",
	    "2021-06-12T08:30+14:00", "2021-06-12T08:30-00:30",
	    "2021-06-12T08:30:59", "2016-12-31T23:59:60Z",
	    "2021-06-12T08:30:00+05:45"};
	char target[40];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(dates) / sizeof(*dates); i++) {
		if (read_value(nc_restore_date_value, dates[i], target, NULL) !=
		    NEWSCONV_OK)
			fail_msg("%s", dates[i]);
		assert_string_equal(target, dates[i]);
	}
}

static void
other_dates_are_refused(void **state)
{
	static const char *const dates[] = {"", "202", "20210", "0000", "-2021",
	    "2021-", "2021-1", "2021-00", "2021-13", "2021-02-29", "2021-06-31",
	    "2021-06-00", "2021-06-1", "2021-06-12 ", "2021-06-12T",
	    "2021-06-12T08", "2021-06-12T24:00", "2021-06-12T08:60",
	    "2021-06-12T08:30:61", "2021-06-12T08:30z",
	    "2021-06-12T08:30+15:00", "2021-06-12T08:30+02:60",
	    "2021-06-12T08:30+0200", "2021-06-12T08:30:00.5Z", "2021-06-12Z",
	    "2021Z", "2021-06-12T08:30:00+02:00+02:00",
	    "2021-06-12T08:30:00+02:00                                      "};
	char target[40];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(dates) / sizeof(*dates); i++)
		if (read_value(nc_restore_date_value, dates[i], target, NULL) !=
		    NEWSCONV_BAD_VALUE)
			fail_msg("%s", dates[i]);
}

static void
shapes_are_taken_to_the_letter(void **state)
{
	char target[8];

	(void)state;
	assert_int_equal(
	    read_value(nc_restore_shape, "a-0f", target, "a-xx"), NEWSCONV_OK);
	assert_string_equal(target, "a-0f");
	assert_int_equal(read_value(nc_restore_shape, "a-0", target, "a-xx"),
	    NEWSCONV_BAD_VALUE);
	assert_int_equal(read_value(nc_restore_shape, "a-0f0", target, "a-xx"),
	    NEWSCONV_BAD_VALUE);
	assert_int_equal(read_value(nc_restore_shape, "a-0F", target, "a-xx"),
	    NEWSCONV_BAD_VALUE);
	assert_int_equal(read_value(nc_restore_shape, "b-00", target, "a-xx"),
	    NEWSCONV_BAD_VALUE);
}

static void
tags_and_urls_are_held_to_their_rules(void **state)
{
	static const struct {
		nc_restore_read *read;
		const char *text;
		int result;
	} cases[] = {
	    {nc_restore_tag, "und", NEWSCONV_OK},
	    {nc_restore_tag, "zh-Hant-TW", NEWSCONV_OK},
	    {nc_restore_tag, "x-unknown", NEWSCONV_OK},
	    {nc_restore_tag, "e", NEWSCONV_BAD_VALUE},
	    {nc_restore_tag, "en_US", NEWSCONV_BAD_VALUE},
	    {nc_restore_tag, "", NEWSCONV_BAD_VALUE},
	    {nc_restore_tag, "en\"><", NEWSCONV_BAD_VALUE},
	    {nc_restore_script, "Zyyy", NEWSCONV_OK},
	    {nc_restore_script, "Lat", NEWSCONV_BAD_VALUE},
	    {nc_restore_script, "latn", NEWSCONV_BAD_VALUE},
	    {nc_restore_script, "LATN", NEWSCONV_BAD_VALUE},
	    {nc_restore_script, "Latin", NEWSCONV_BAD_VALUE},
	    {nc_restore_url, "http://a.example/%20", NEWSCONV_OK},
	    {nc_restore_url, "ftp://a.example/", NEWSCONV_BAD_VALUE},
	    {nc_restore_url, "http://a.example/ b", NEWSCONV_BAD_VALUE},
	    {nc_restore_printed_url, "hTTps://a/[b]", NEWSCONV_OK},
	    {nc_restore_printed_url, "javascript:1", NEWSCONV_BAD_VALUE},
	    {nc_restore_schema, "newsconv-article/1", NEWSCONV_OK},
	    {nc_restore_schema, "newsconv-article/2", NEWSCONV_UNSUPPORTED},
	    {nc_restore_schema, "newsconv-record/1", NEWSCONV_UNSUPPORTED},
	    {nc_restore_schema, "newsconv-outputs/1", NEWSCONV_BAD_VALUE},
	};
	struct newsconv_text target;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (read_value(cases[i].read, cases[i].text, &target,
			NC_RESTORE_ARTICLE_NAME) != cases[i].result)
			fail_msg("%s", cases[i].text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(dates_of_the_calendar_are_taken),
	    cmocka_unit_test(other_dates_are_refused),
	    cmocka_unit_test(shapes_are_taken_to_the_letter),
	    cmocka_unit_test(tags_and_urls_are_held_to_their_rules),
	};

	return RUN(tests);
}
