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
	    {"en", "11/19/19 06:56 AM EST", "2019-11-19T06:56-05:00", false},
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
dates_are_read_in_every_language_of_the_tables(void **state)
{
	static const struct dates cases[] = {
	    {"en", "June 4, 2021", "2021-06-04", false},
	    {"de", "Freitag, 4. Juni 2021, 08.30 Uhr", "2021-06-04T08:30",
		false},
	    {"fr", "vendredi 4 juin 2021 à 8h30", "2021-06-04T08:30", false},
	    {"es", "viernes, 4 de junio de 2021", "2021-06-04", false},
	    {"it", "venerdì 4 giugno 2021", "2021-06-04", false},
	    {"pt", "4 de junho de 2021, às 8h30", "2021-06-04T08:30", false},
	    {"nl", "vrijdag 4 juni 2021 om 08:30", "2021-06-04T08:30", false},
	    {"af", "4 Junie 2021", "2021-06-04", false},
	    {"sv", "den 4 juni 2021 kl. 08.30", "2021-06-04T08:30", false},
	    {"da", "4. juni 2021 kl. 08.30", "2021-06-04T08:30", false},
	    {"nb", "4. juni 2021", "2021-06-04", false},
	    {"fi", "4. kesäkuuta 2021", "2021-06-04", false},
	    {"is", "4. júní 2021", "2021-06-04", false},
	    {"et", "4. juuni 2021", "2021-06-04", false},
	    {"lt", "2021 m. birželio 4 d.", "2021-06-04", false},
	    {"pl", "4 czerwca 2021, 08:30", "2021-06-04T08:30", false},
	    {"cs", "4. června 2021", "2021-06-04", false},
	    {"sk", "4. júna 2021", "2021-06-04", false},
	    {"hu", "2021. június 4., péntek", "2021-06-04", false},
	    {"ro", "4 iunie 2021, 08:30", "2021-06-04T08:30", false},
	    {"ca", "4 de juny de 2021", "2021-06-04", false},
	    {"gl", "4 de xuño de 2021", "2021-06-04", false},
	    {"sl", "4. junij 2021", "2021-06-04", false},
	    {"hr", "4. lipnja 2021.", "2021-06-04", false},
	    {"sr", "4. јун 2021.", "2021-06-04", false},
	    {"sq", "4 qershor 2021", "2021-06-04", false},
	    {"tr", "4 Haziran 2021 Cuma 08:30", "2021-06-04T08:30", false},
	    {"az", "4 iyun 2021", "2021-06-04", false},
	    {"el", "4 Ιουνίου 2021", "2021-06-04", false},
	    {"el", "4 ΙΟΥΝΙΟΥ 2021", "2021-06-04", false},
	    {"ru", "4 июня 2021 г., 08:30 мск", "2021-06-04T08:30+03:00",
		false},
	    {"uk", "4 червня 2021 р.", "2021-06-04", false},
	    {"be", "4 чэрвеня 2021", "2021-06-04", false},
	    {"bg", "4 юни 2021 г.", "2021-06-04", false},
	    {"mk", "4 јуни 2021", "2021-06-04", false},
	    {"kk", "4 маусым 2021", "2021-06-04", false},
	    {"ka", "4 ივნისი, 2021", "2021-06-04", false},
	    {"hy", "4 հունիսի, 2021", "2021-06-04", false},
	    {"he", "4 ביוני 2021", "2021-06-04", false},
	    {"ar", "الجمعة، 4 يونيو 2021", "2021-06-04", false},
	    {"ar", "4 حزيران/يونيو 2021", "2021-06-04", false},
	    {"ar", "٤ أغسطس ٢٠٢١", "2021-08-04", false},
	    {"ar", "٤ اغسطس ٢٠٢١", "2021-08-04", false},
	    {"fa", "۱۴ خرداد ۱۴۰۰", "2021-06-04", false},
	    {"fa", "۱۴۰۰/۰۳/۱۴", "2021-06-04", false},
	    {"ur", "4 جون 2021", "2021-06-04", false},
	    {"hi", "4 जून 2021", "2021-06-04", false},
	    {"hi", "४ जून २०२१", "2021-06-04", false},
	    {"mr", "4 जून, 2021", "2021-06-04", false},
	    {"bn", "৪ জুন ২০২১", "2021-06-04", false},
	    {"ta", "4 ஜூன், 2021", "2021-06-04", false},
	    {"te", "4 జూన్, 2021", "2021-06-04", false},
	    {"gu", "4 જૂન, 2021", "2021-06-04", false},
	    {"kn", "ಜೂನ್ 4, 2021", "2021-06-04", false},
	    {"ml", "2021 ജൂൺ 4", "2021-06-04", false},
	    {"th", "4 มิถุนายน 2564", "2021-06-04", false},
	    {"th", "4 มิ.ย. 2564 08:30", "2021-06-04T08:30", false},
	    {"th", "4 มิถุนายน พ.ศ. 2564", "2021-06-04", false},
	    {"lo", "4 ມິຖຸນາ 2021", "2021-06-04", false},
	    {"my", "၂၀၂၁ ဇွန် ၄", "2021-06-04", false},
	    {"am", "4 ጁን 2021", "2021-06-04", false},
	    {"am", "27 ግንቦት 2013", "2021-06-04", false},
	    {"id", "Jumat, 4 Juni 2021 08.30 WIB", "2021-06-04T08:30+07:00",
		false},
	    {"ms", "4 Jun 2021", "2021-06-04", false},
	    {"vi", "ngày 4 tháng 6 năm 2021", "2021-06-04", false},
	    {"vi", "Thứ sáu, 4/6/2021, 08:30 (GMT+7)", "2021-06-04T08:30+07:00",
		true},
	    {"sw", "4 Juni 2021", "2021-06-04", false},
	    {"zu", "Juni 4, 2021", "2021-06-04", false},
	    {"ko", "2021년 6월 4일 오후 3:05", "2021-06-04T15:05", false},
	    {"ko", "2021. 6. 4.", "2021-06-04", false},
	    {"ko", "21.06.04", "2021-06-04", false},
	    {"ja", "2021年6月4日 15時05分", "2021-06-04T15:05", false},
	    {"ja", "令和3年6月4日", "2021-06-04", false},
	    {"zh", "2021年6月4日 下午3:05", "2021-06-04T15:05", false},
	    {"zh", "民國110年6月4日", "2021-06-04", false},
	};

	(void)state;
	CHECK(cases);
}

static void
the_islamic_calendar_is_open_by_a_day(void **state)
{
	static const struct dates cases[] = {
	    {"ar", "23 شوال 1442", "2021-06-04", true},
	};

	(void)state;
	CHECK(cases);
}

static void
a_time_has_its_zone_when_that_has_one_meaning(void **state)
{
	static const struct dates cases[] = {
	    {"en", "4 June 2021 08:30 GMT+7", "2021-06-04T08:30+07:00", false},
	    {"en", "4 June 2021 08:30 UTC-03:30", "2021-06-04T08:30-03:30",
		false},
	    {"en", "June 4, 2021 8:30 am PDT", "2021-06-04T08:30-07:00", false},
	    {"en", "June 4, 2021 8:30 am (JST)", "2021-06-04T08:30+09:00",
		false},
	    {"en", "June 4, 2021 8:30 am IST", "2021-06-04T08:30", false},
	    {"de", "4. Juni 2021, 08:30 Uhr MESZ", "2021-06-04T08:30", false},
	    {"en", "3:27 am PST, Wednesday, November 20, 2019",
		"2019-11-20T03:27-08:00", false},
	    {"en", "14:00, 28 Apr 2024", "2024-04-28T14:00", false},
	};

	(void)state;
	CHECK(cases);
}

static void
what_a_dump_ran_together_is_told_apart(void **state)
{
	static const struct dates cases[] = {
	    {"en", "March 7, 20247:55 AM UTC", "2024-03-07T07:55Z", false},
	    {"en", "Published 22 Dec 202322 Dec 2023", "2023-12-22", false},
	    {"en", "Tilda VossDec 05, 2023", "2023-12-05", false},
	    {"de", "Palma, Mallorca15.04.25 09:56", "2025-04-15T09:56", false},
	    {"en", "December 19, 2023By Tilda Voss", "2023-12-19", false},
	    {"en", "built in 2020. June 3, 2021", "2021-06-03", false},
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
	    cmocka_unit_test(dates_are_read_in_every_language_of_the_tables),
	    cmocka_unit_test(the_islamic_calendar_is_open_by_a_day),
	    cmocka_unit_test(a_time_has_its_zone_when_that_has_one_meaning),
	    cmocka_unit_test(what_a_dump_ran_together_is_told_apart),
	    cmocka_unit_test(what_is_no_date_is_none),
	    cmocka_unit_test(given_dates_are_w3cdtf_or_refused),
	};

	return RUN(tests);
}
