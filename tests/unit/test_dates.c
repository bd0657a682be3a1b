/* Which of several dates is the article's. */
#include "labelled.h"

#include "dates.h"

struct dates {
	const char *language;
	const char *lines[12];
	const char *published;
	const char *modified;
};

static void
check(const struct dates *cases, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		struct labelled labelled;

		labelled_open(&labelled, cases[i].language, cases[i].lines);
		nc_dates_read(
		    labelled.article, &labelled.blocks, labelled.labels);
		if (strcmp(labelled.article->published.value,
			cases[i].published) != 0 ||
		    strcmp(labelled.article->modified.value,
			cases[i].modified) != 0)
			fail_msg("%zu: published \"%s\", modified \"%s\"", i,
			    labelled.article->published.value,
			    labelled.article->modified.value);
		labelled_close(&labelled);
	}
}

#define CHECK(cases) check(cases, sizeof(cases) / sizeof(*(cases)))
#define BODY "p The bus will stop at the end of the month, the council said."

static void
markers_tell_publication_from_change(void **state)
{
	static const struct dates cases[] = {
	    {"en", {"h The bus", "d Updated 4 May 2021", "d 3 May 2021", BODY},
		"2021-05-03", "2021-05-04"},
	    {"en",
		{"h The bus",
		    "d Updated May 4, 2021 04:04AM EST / Published May 3, 2021 "
		    "12:16PM EST",
		    BODY},
		"2021-05-03T12:16-05:00", "2021-05-04T04:04-05:00"},
	    {"de",
		{"h Der Bus",
		    "d Veröffentlicht am 3. Mai 2021, aktualisiert am 4. Mai "
		    "2021",
		    BODY},
		"2021-05-03", "2021-05-04"},
	    {"ja",
		{"h バス", "d 2021年5月3日 公開日 2021年5月4日 更新日", BODY},
		"2021-05-03", "2021-05-04"},
	    {"is", {"h Bus", "d 3.5.2021 | 23:55 | 4.5.2021 7:25", BODY},
		"2021-05-03T23:55", "2021-05-04T07:25"},
	};

	(void)state;
	CHECK(cases);
}

static void
the_only_date_is_given_and_said_to_be_of_a_change(void **state)
{
	static const char *const lines[] = {
	    "h The bus", "d Last updated: 4 May 2021", BODY, NULL};
	struct labelled labelled;

	(void)state;
	labelled_open(&labelled, "en", lines);
	nc_dates_read(labelled.article, &labelled.blocks, labelled.labels);
	assert_string_equal(labelled.article->published.value, "2021-05-04");
	assert_string_equal(labelled.article->modified.value, "2021-05-04");
	assert_int_equal(labelled.article->published.of_change, 1);
	labelled_close(&labelled);
}

static void
a_date_below_the_headline_goes_before_todays_above_it(void **state)
{
	static const struct dates cases[] = {
	    {"en",
		{"d Sunday, May 9, 2021", "h The bus", "y By Ana Lima",
		    "d May 3, 2021", BODY},
		"2021-05-03", ""},
	    {"en", {"d Sunday, May 9, 2021", "h The bus", BODY}, "2021-05-09",
		""},
	};

	(void)state;
	CHECK(cases);
}

static void
of_dates_side_by_side_the_earlier_is_that_of_publication(void **state)
{
	static const struct dates cases[] = {
	    {"en", {"h The bus", "d Mar 6, 2018", "d Dec 21, 2016", BODY},
		"2016-12-21", "2018-03-06"},
	    {"en",
		{"h The bus", "y December 10, 2021 April 9, 2019 by Ana Lima",
		    BODY},
		"2019-04-09", "2021-12-10"},
	};

	(void)state;
	CHECK(cases);
}

static void
an_ambiguous_date_is_read_as_its_neighbours_are(void **state)
{
	static const struct {
		const char *lines[6];
		const char *value;
		enum newsconv_date_reason reason;
	} cases[] = {
	    {{"h The bus", "d 03/04/2021", BODY}, "2021-03-04",
		NEWSCONV_DATE_BY_LANGUAGE},
	    {{"h The bus", "d 03/04/2021", BODY, "o Older: 25/03/2021"},
		"2021-04-03", NEWSCONV_DATE_BY_NEIGHBOUR},
	    {{"h The bus", "d 03/04/2021", BODY, "o Saturday, 3 April 2021"},
		"2021-04-03", NEWSCONV_DATE_BY_NEIGHBOUR},
	    {{"h The bus", "d 03/04/2021", BODY, "o Older: 03/25/2021"},
		"2021-03-04", NEWSCONV_DATE_BY_NEIGHBOUR},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct labelled labelled;

		labelled_open(&labelled, "en", cases[i].lines);
		nc_dates_read(
		    labelled.article, &labelled.blocks, labelled.labels);
		assert_string_equal(
		    labelled.article->published.value, cases[i].value);
		assert_int_equal(labelled.article->published.ambiguous, 1);
		assert_int_equal(
		    labelled.article->published.decided_by, cases[i].reason);
		labelled_close(&labelled);
	}
}

static void
a_date_without_its_label_is_taken_where_it_can_be_nothing_else(void **state)
{
	static const struct dates cases[] = {
	    {"en", {"h The bus", "o Orle August 08, 2018", BODY}, "2018-08-08",
		""},
	    {"sv", {"o onsdag 22 oktober 2025", "h Bussen", BODY}, "2025-10-22",
		""},
	    {"en",
		{"h The bus", BODY, BODY, "r May 5, 2021 The bus runs again"},
		"", ""},
	    {"it",
		{"h L'autobus", BODY,
		    "o 5 gennaio 2025 ( modifica il 6 gennaio 2025 | 14:08)"},
		"2025-01-05", "2025-01-06T14:08"},
	    {"en", {"h The bus", BODY, "o Most read on 5 May 2021 and before"},
		"", ""},
	};

	(void)state;
	CHECK(cases);
}

static void
the_zone_is_given_as_printed(void **state)
{
	static const char *const lines[] = {
	    "h The bus", "d 4 May 2021 8:30 am IST", BODY, NULL};
	struct labelled labelled;

	(void)state;
	labelled_open(&labelled, "en", lines);
	nc_dates_read(labelled.article, &labelled.blocks, labelled.labels);
	expect_text(labelled.article->published.zone, "IST");
	assert_string_equal(
	    labelled.article->published.value, "2021-05-04T08:30");
	labelled_close(&labelled);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(markers_tell_publication_from_change),
	    cmocka_unit_test(the_only_date_is_given_and_said_to_be_of_a_change),
	    cmocka_unit_test(
		a_date_below_the_headline_goes_before_todays_above_it),
	    cmocka_unit_test(
		of_dates_side_by_side_the_earlier_is_that_of_publication),
	    cmocka_unit_test(an_ambiguous_date_is_read_as_its_neighbours_are),
	    cmocka_unit_test(
		a_date_without_its_label_is_taken_where_it_can_be_nothing_else),
	    cmocka_unit_test(the_zone_is_given_as_printed),
	};

	return RUN(tests);
}
