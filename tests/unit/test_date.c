/* Dates as printed: what is understood, and what is left alone. */
#include "unit.h"

#include "date.h"
#include "segment.h"

struct dates {
	const char *language;
	const char *printed;
	const char *value; /* NULL: no date */
	bool ambiguous;
};

static void
check(const struct dates *cases, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		struct nc_languages languages;
		struct nc_date_found found;
		struct nc_fold fold;
		struct newsconv_text line = {
		    cases[i].printed, strlen(cases[i].printed)};
		bool any;

		nc_languages_choose(&languages, cases[i].language);
		nc_fold(&fold, line);
		any = nc_date_find(&found, &fold, 0, &languages);
		if (any != (cases[i].value != NULL) ||
		    (any && strcmp(found.value, cases[i].value) != 0))
			fail_msg("\"%s\" gave %s, not %s", cases[i].printed,
			    any ? found.value : "nothing",
			    cases[i].value == NULL ? "nothing"
						   : cases[i].value);
		if (any)
			assert_int_equal(found.ambiguous, cases[i].ambiguous);
	}
}

#define CHECK(cases) check(cases, sizeof(cases) / sizeof(*(cases)))

static void
english_dates_are_understood(void **state)
{
	static const struct dates cases[] = {
	    {"en", "June 12, 2021", "2021-06-12", false},
	    {"en", "Published: 12 June 2021", "2021-06-12", false},
	    {"en", "Sept. 3rd, 2020", "2020-09-03", false},
	    {"en", "the 3rd of May 2021", "2021-05-03", false},
	    {"en", "Sat 12 Jun 2021 08.30 BST", "2021-06-12T08:30", false},
	    {"en", "June 12, 2021 at 8:30 p.m.", "2021-06-12T20:30", false},
	    {"en", "June 12, 2021, 12:05 am", "2021-06-12T00:05", false},
	    {"en", "12 Jun 2021 08:30 UTC", "2021-06-12T08:30Z", false},
	    {"en", "March 2019", "2019-03", false},
	    {"en", "Feb 29, 2020", "2020-02-29", false},
	    {"en", "11/19/19 06:56 AM EST", "2019-11-19T06:56", false},
	    {"en", "12-22-23", "2023-12-22", false},
	};

	(void)state;
	CHECK(cases);
}

static void
iso_8601_is_understood_everywhere(void **state)
{
	static const struct dates cases[] = {
	    {"und", "2021-06-12", "2021-06-12", false},
	    {"en", "2021-06-12T08:30:05Z", "2021-06-12T08:30:05Z", false},
	    {"en", "2021-06-12T08:30:05.123+02:00", "2021-06-12T08:30:05+02:00",
		false},
	    {"en", "2021-06-12 08:30 +0530", "2021-06-12T08:30+05:30", false},
	    {"ja",
		"2021\xe5\xb9\xb4"
		"6\xe6\x9c\x88"
		"12\xe6\x97\xa5",
		"2021-06-12", false},
	};

	(void)state;
	CHECK(cases);
}

static void
numeric_dates_follow_the_language_and_say_when_they_are_open(void **state)
{
	static const struct dates cases[] = {
	    {"en", "3/4/2021", "2021-03-04", true},
	    {"de", "3.4.2021", "2021-04-03", true},
	    {"en", "25/12/2020", "2020-12-25", false},
	    {"de", "25.12.2020", "2020-12-25", false},
	    {"en", "12/25/2020", "2020-12-25", false},
	    {"en", "4/4/2021", "2021-04-04", false},
	};

	(void)state;
	CHECK(cases);
}

static void
other_languages_have_their_months(void **state)
{
	static const struct dates cases[] = {
	    {"de", "12. Juni 2021, 08:30 Uhr", "2021-06-12T08:30", false},
	    {"fr", "le 3 f\xc3\xa9vrier 2021", "2021-02-03", false},
	    {"es", "3 de abril de 2021", "2021-04-03", false},
	    {"nl", "3 maart 2021", "2021-03-03", false},
	};

	(void)state;
	CHECK(cases);
}

static void
what_is_no_date_is_none(void **state)
{
	static const struct dates cases[] = {
	    {"en", "February 30, 2021", NULL, false},
	    {"en", "Feb 29, 2021", NULL, false},
	    {"en", "31 February 2021", NULL, false},
	    {"en", "May be the 3 of us", NULL, false},
	    {"en", "version 10.2.2021.4", NULL, false},
	    {"en", "13/13/2021", NULL, false},
	    {"en", "on page 2021", NULL, false},
	    {"en", "0/5/2021", NULL, false},
	};

	(void)state;
	CHECK(cases);
}

static void
given_dates_are_w3cdtf_or_refused(void **state)
{
	static const struct {
		const char *text;
		bool valid;
	} cases[] = {{"2021", true}, {"2021-06", true}, {"2021-06-12", true},
	    {"2021-06-12T08:30Z", true}, {"2021-06-12T08:30:59+02:00", true},
	    {"2021-13", false}, {"2021-02-29", false}, {"2021-6-1", false},
	    {"2021-06-12T25:00Z", false}, {"2021-06-12T08:30", false},
	    {"2021-06-12T08:30+99:00", false}, {"yesterday", false},
	    {"", false}, {"2021-06-12 ", false}};
	struct newsconv_date date;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct newsconv_text text = {
		    cases[i].text, strlen(cases[i].text)};

		if (nc_date_parse_w3cdtf(text, &date) != cases[i].valid)
			fail_msg("\"%s\"", cases[i].text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(english_dates_are_understood),
	    cmocka_unit_test(iso_8601_is_understood_everywhere),
	    cmocka_unit_test(
		numeric_dates_follow_the_language_and_say_when_they_are_open),
	    cmocka_unit_test(other_languages_have_their_months),
	    cmocka_unit_test(what_is_no_date_is_none),
	    cmocka_unit_test(given_dates_are_w3cdtf_or_refused),
	};

	return RUN(tests);
}
