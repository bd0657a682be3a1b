/* Summaries: every count is added up, written and read back. */
#include "unit.h"

#include "summary.h"
#include "utf8.h"

#define FIELD(field) offsetof(struct newsconv_archive_summary, field)

static const size_t counts[] = {
#define COUNT(name, field) FIELD(field),
#include "summary.def"
};

enum { COUNTS = sizeof(counts) / sizeof(*counts) };

static uint64_t *
at(struct newsconv_archive_summary *summary, size_t offset)
{
	return (uint64_t *)(void *)((char *)summary + offset);
}

/* No number is in the summary that the table does not know. */
static void
table_has_every_count(void **state)
{
	(void)state;
	assert_int_equal(counts[0], 0);
	assert_int_equal(counts[COUNTS - 1], FIELD(books));
	assert_int_equal(COUNTS * sizeof(uint64_t), FIELD(first_date));
	assert_int_equal(
	    FIELD(time_appending) - FIELD(time_reading), 4 * sizeof(uint64_t));
}

static void
counts_and_times_are_added(void **state)
{
	struct newsconv_archive_summary sum, part;
	size_t i;

	(void)state;
	memset(&sum, 0, sizeof(sum));
	memset(&part, 0, sizeof(part));
	for (i = 0; i < COUNTS; i++) {
		*at(&sum, counts[i]) = i;
		*at(&part, counts[i]) = 100;
	}
	part.time_reading = 5;
	part.time_appending = 6;
	part.run = 3;
	nc_summary_add(&sum, &part);
	nc_summary_add(&sum, &part);
	for (i = 0; i < COUNTS; i++)
		assert_int_equal(*at(&sum, counts[i]), 200 + i);
	assert_int_equal(sum.time_reading, 10);
	assert_int_equal(sum.time_appending, 12);
	assert_int_equal(sum.run, 3);
}

static void
sum_that_does_not_fit_is_the_largest_number(void **state)
{
	struct newsconv_archive_summary sum, part;

	(void)state;
	memset(&sum, 0, sizeof(sum));
	memset(&part, 0, sizeof(part));
	sum.inputs = UINT64_MAX - 1;
	part.inputs = 2;
	nc_summary_add(&sum, &part);
	assert_true(sum.inputs == UINT64_MAX);
}

static void
dates_are_the_earliest_and_the_latest(void **state)
{
	struct newsconv_archive_summary summary;

	(void)state;
	memset(&summary, 0, sizeof(summary));
	nc_summary_dates(&summary, "", "");
	assert_string_equal(summary.first_date, "");
	nc_summary_dates(&summary, "2021-06-12", "2021-06-12");
	nc_summary_dates(&summary, "2020-01-02", "2020-01-02");
	nc_summary_dates(&summary, "2022-01-02", "2022-01-02");
	nc_summary_dates(&summary, "2021-01-02", "2021-01-02");
	assert_string_equal(summary.first_date, "2020-01-02");
	assert_string_equal(summary.last_date, "2022-01-02");
}

static void
languages_stand_by_how_frequent_they_are(void **state)
{
	struct newsconv_archive_summary summary;

	(void)state;
	memset(&summary, 0, sizeof(summary));
	nc_summary_language(&summary, "fr", 1);
	nc_summary_language(&summary, "en", 1);
	nc_summary_language(&summary, "ar", 3);
	nc_summary_language(&summary, "*", 9);
	nc_summary_language(&summary, "ja", 0);
	nc_summary_language(&summary, "fr", 1);
	assert_string_equal(summary.languages[0].tag, "ar");
	assert_string_equal(summary.languages[1].tag, "fr");
	assert_int_equal(summary.languages[1].articles, 2);
	assert_string_equal(summary.languages[2].tag, "en");
	assert_string_equal(summary.languages[3].tag, "*");
	assert_int_equal(summary.languages[4].articles, 0);
}

static void
languages_beyond_the_list_are_all_others(void **state)
{
	struct newsconv_archive_summary summary;
	uint64_t sum = 0;
	unsigned i;

	(void)state;
	memset(&summary, 0, sizeof(summary));
	for (i = 0; i < 80; i++) {
		char tag[16];

		snprintf(tag, sizeof(tag), "t%02u", i);
		nc_summary_language(&summary, tag, 1 + i % 3);
	}
	for (i = 0; i < 64; i++)
		sum += summary.languages[i].articles;
	assert_int_equal(sum, 79 + 80);
	assert_string_equal(summary.languages[63].tag, "*");
	nc_summary_language(&summary, "t05", 1000);
	assert_string_equal(summary.languages[0].tag, "t05");
	assert_string_equal(summary.languages[63].tag, "*");
}

static void
fill(struct newsconv_archive_summary *summary)
{
	size_t i;

	memset(summary, 0, sizeof(*summary));
	for (i = 0; i < COUNTS; i++)
		*at(summary, counts[i]) = 1000 + i;
	summary->inputs = UINT64_MAX;
	nc_summary_language(summary, "en", 5);
	nc_summary_language(summary, "zh", 6);
	nc_summary_dates(summary, "2021-06-12", "2021-06-13");
}

static void
what_is_written_is_read_back(void **state)
{
	struct nc_buffer buffer = NC_BUFFER(SIZE_MAX);
	struct nc_json json = {.buffer = &buffer, .first = true};
	struct newsconv_archive_summary summary, again;
	struct nc_scan scan;
	struct newsconv_text text;

	(void)state;
	fill(&summary);
	nc_summary_put(&json, NULL, &summary);
	text.data = buffer.data;
	text.size = buffer.size;
	nc_scan_begin(&scan, NULL, text);
	nc_summary_scan(&scan, &again);
	assert_int_equal(nc_scan_end(&scan, NULL), 0);
	assert_memory_equal(&summary, &again, sizeof(summary));
	/* Cut anywhere it is none. */
	for (; text.size > 0;) {
		text.size--;
		nc_scan_begin(&scan, NULL, text);
		nc_summary_scan(&scan, &again);
		assert_int_equal(nc_scan_end(&scan, NULL), NEWSCONV_INVALID);
	}
	nc_buffer_free(&buffer);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(table_has_every_count),
	    cmocka_unit_test(counts_and_times_are_added),
	    cmocka_unit_test(sum_that_does_not_fit_is_the_largest_number),
	    cmocka_unit_test(dates_are_the_earliest_and_the_latest),
	    cmocka_unit_test(languages_stand_by_how_frequent_they_are),
	    cmocka_unit_test(languages_beyond_the_list_are_all_others),
	    cmocka_unit_test(what_is_written_is_read_back),
	};

	return RUN(tests);
}
