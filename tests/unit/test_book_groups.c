/* By what articles of a book stand together. */
#include "unit.h"

#include "plan_fixture.h"

static void
group(struct plan_fixture *fixture, const struct plan_row *rows, size_t count,
    enum newsconv_book_group by)
{
	plan_begin(fixture, rows, count);
	fixture->options.group = by;
	plan_make(fixture);
}

static void
title(const struct plan_fixture *fixture, size_t number, const char *expected)
{
	assert_true(number < fixture->book.group_count);
	assert_text(fixture->book.groups[number].title, expected);
}

static void
days_stand_in_the_order_of_time(void **state)
{
	static const struct plan_row rows[] = {
	    {.title = "a", .date = "2021-06-13T08:00:00Z"},
	    {.title = "b"},
	    {.title = "c", .date = "2021-06-12"},
	    {.title = "d", .date = "2021-06-13"},
	    {.title = "e", .date = "2021"},
	};
	struct plan_fixture fixture;

	(void)state;
	group(&fixture, rows, 5, NEWSCONV_GROUP_DATE);
	plan_expect(&fixture, "e|c|ad|b");
	title(&fixture, 0, "2021");
	title(&fixture, 1, "2021-06-12");
	title(&fixture, 2, "2021-06-13");
	title(&fixture, 3, "Undated");
	assert_text(fixture.book.groups[3].language, "en");
	assert_true(fixture.book.grouped);
	plan_end(&fixture);
}

/* `count` articles, each `step` days later than the one before. */
static void
expect_dates(size_t count, size_t step, size_t groups, const char *first)
{
	struct plan_row *rows = calloc(count, sizeof(*rows));
	char(*dates)[40] = calloc(count, sizeof(*dates));
	struct plan_fixture fixture;
	size_t i;

	assert_non_null(rows);
	assert_non_null(dates);
	for (i = 0; i < count; i++) {
		size_t day = i * step;

		snprintf(dates[i], sizeof(dates[i]), "%04zu-%02zu-%02zu",
		    1900 + day / 360, 1 + day % 360 / 30, 1 + day % 30);
		rows[i] = (struct plan_row){.title = "x", .date = dates[i]};
	}
	group(&fixture, rows, count, NEWSCONV_GROUP_DATE);
	assert_int_equal(fixture.book.group_count, groups);
	title(&fixture, 0, first);
	plan_end(&fixture);
	free(dates);
	free(rows);
}

static void
more_than_sixty_days_are_months_and_more_of_these_years(void **state)
{
	(void)state;
	expect_dates(60, 1, 60, "1900-01-01");
	expect_dates(61, 1, 3, "1900-01");
	expect_dates(60, 30, 60, "1900-01-01");
	expect_dates(61, 30, 6, "1900");
	/* More years than these are groups all the same. */
	expect_dates(70, 360, 70, "1900");
}

static void
sections_stand_as_the_articles_bring_them_up(void **state)
{
	static const struct plan_row rows[] = {
	    {.title = "a"},
	    {.title = "b", .section = "World"},
	    {.title = "c", .section = "Sport", .language = "fr"},
	    {.title = "d", .section = "WORLD "},
	    {.title = "e", .section = "Arts"},
	};
	struct plan_fixture fixture;

	(void)state;
	group(&fixture, rows, 5, NEWSCONV_GROUP_SECTION);
	plan_expect(&fixture, "bd|c|e|a");
	title(&fixture, 0, "World");
	title(&fixture, 1, "Sport");
	assert_text(fixture.book.groups[1].language, "fr");
	title(&fixture, 3, "Other");
	plan_end(&fixture);
}

static void
authors_stand_by_name_and_the_first_one_counts(void **state)
{
	static const struct plan_row rows[] = {
	    {.title = "a", .author = "Zoe Ash"},
	    {.title = "b", .author = "ana lima"},
	    {.title = "c"},
	    {.title = "d", .author = "Ana Lima"},
	};
	struct plan_fixture fixture;

	(void)state;
	group(&fixture, rows, 4, NEWSCONV_GROUP_AUTHOR);
	plan_expect(&fixture, "bd|a|c");
	title(&fixture, 0, "ana lima");
	assert_text(fixture.book.groups[0].language, "");
	plan_end(&fixture);
}

static void
sources_are_publishers_or_hosts(void **state)
{
	static const struct plan_row rows[] = {
	    {.title = "a", .url = "https://www.example.org/1"},
	    {.title = "b",
		.publisher = "The Daily",
		.url = "https://example.org/2"},
	    {.title = "c", .url = "http://example.org/3"},
	    {.title = "d"},
	};
	struct plan_fixture fixture;

	(void)state;
	group(&fixture, rows, 4, NEWSCONV_GROUP_SOURCE);
	plan_expect(&fixture, "ac|b|d");
	title(&fixture, 0, "example.org");
	title(&fixture, 1, "The Daily");
	plan_end(&fixture);
}

static void
the_words_of_the_rest_are_in_the_language_of_the_book(void **state)
{
	static const struct plan_row rows[] = {
	    {.title = "a", .language = "ar"},
	    {.title = "b", .language = "ar", .date = "2021-06-12"},
	    {.title = "c"},
	};
	struct plan_fixture fixture;

	(void)state;
	group(&fixture, rows, 3, NEWSCONV_GROUP_DATE);
	plan_expect(&fixture, "b|ac");
	assert_text(fixture.book.groups[1].language, "ar");
	assert_true(fixture.book.groups[1].rtl);
	assert_false(fixture.book.groups[0].rtl);
	plan_end(&fixture);
}

static void
where_none_has_a_section_nothing_is_grouped(void **state)
{
	static const struct plan_row rows[] = {{.title = "a"}, {.title = "b"}};
	struct plan_fixture fixture;

	(void)state;
	group(&fixture, rows, 2, NEWSCONV_GROUP_SECTION);
	plan_expect(&fixture, "ab");
	title(&fixture, 0, "");
	assert_false(fixture.book.grouped);
	plan_end(&fixture);
}

static void
one_article_is_not_grouped(void **state)
{
	static const struct plan_row rows[] = {
	    {.title = "a", .date = "2021-06-12"}};
	struct plan_fixture fixture;

	(void)state;
	group(&fixture, rows, 1, NEWSCONV_GROUP_DATE);
	plan_expect(&fixture, "a");
	title(&fixture, 0, "");
	assert_false(fixture.book.grouped);
	plan_end(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(days_stand_in_the_order_of_time),
	    cmocka_unit_test(
		more_than_sixty_days_are_months_and_more_of_these_years),
	    cmocka_unit_test(sections_stand_as_the_articles_bring_them_up),
	    cmocka_unit_test(authors_stand_by_name_and_the_first_one_counts),
	    cmocka_unit_test(sources_are_publishers_or_hosts),
	    cmocka_unit_test(
		the_words_of_the_rest_are_in_the_language_of_the_book),
	    cmocka_unit_test(where_none_has_a_section_nothing_is_grouped),
	    cmocka_unit_test(one_article_is_not_grouped),
	};

	return RUN(tests);
}
