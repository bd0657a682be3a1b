/* In which order the articles of a book stand. */
#include "unit.h"

#include "book_order.h"
#include "plan_fixture.h"

static void
a_date_begins_with_an_instant(void **state)
{
	static const struct {
		const char *date;
		int64_t instant;
	} rows[] = {
	    {"1970", 0},
	    {"1970-01-02", 86400},
	    {"1970-02", 31 * 86400},
	    {"1970-01-01T00:01:00Z", 60},
	    {"1970-01-01T02:00:01+02:00", 1},
	    {"1969-12-31T18:30-05:30", 0},
	    {"1970-01-01T00:00:00+00:00", 0},
	    {"", INT64_MAX},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (nc_book_instant(nc_text(rows[i].date)) != rows[i].instant)
			fail_msg("%s", rows[i].date);
}

static const struct plan_row rows[] = {
    {.title = "a", .date = "2021-06-12T10:00:00+02:00", .source = "3.txt"},
    {.title = "b", .source = "1.txt"},
    {.title = "c", .date = "2021-06-12T09:00:00Z", .source = "2.txt"},
    {.title = "d", .date = "2020", .source = "2.txt"},
    {.title = "e", .source = "0.txt"},
    {.title = "f", .date = "2021-06-12T08:00:00Z", .source = "10.txt"},
};

static void
expect(enum newsconv_book_order by, const char *expected)
{
	struct plan_fixture fixture;

	plan_begin(&fixture, rows, sizeof(rows) / sizeof(*rows));
	fixture.options.order = by;
	plan_make(&fixture);
	plan_expect(&fixture, expected);
	plan_end(&fixture);
}

static void
articles_stand_as_they_were_given(void **state)
{
	(void)state;
	expect(NEWSCONV_ORDER_GIVEN, "abcdef");
}

/* "a" and "f" are one instant: the order of the dates' text decides. */
static void
the_oldest_stand_first_and_those_without_date_last(void **state)
{
	(void)state;
	expect(NEWSCONV_ORDER_DATE, "dfacbe");
}

static void
names_go_by_bytes_and_equal_ones_as_given(void **state)
{
	(void)state;
	expect(NEWSCONV_ORDER_NAME, "ebfcda");
}

static void
the_plan_tells_where_each_was(void **state)
{
	static const size_t wanted[] = {3, 5, 0, 2, 1, 4};
	struct plan_fixture fixture;

	(void)state;
	plan_begin(&fixture, rows, sizeof(rows) / sizeof(*rows));
	fixture.options.order = NEWSCONV_ORDER_DATE;
	plan_make(&fixture);
	assert_memory_equal(fixture.order, wanted, sizeof(wanted));
	plan_end(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_date_begins_with_an_instant),
	    cmocka_unit_test(articles_stand_as_they_were_given),
	    cmocka_unit_test(
		the_oldest_stand_first_and_those_without_date_last),
	    cmocka_unit_test(names_go_by_bytes_and_equal_ones_as_given),
	    cmocka_unit_test(the_plan_tells_where_each_was),
	};

	return RUN(tests);
}
