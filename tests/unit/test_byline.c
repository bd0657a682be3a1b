/* Names out of bylines. */
#include "unit.h"

#include "byline.h"

struct bylines {
	const char *language;
	const char *line;
	const char *names; /* kind letter and name, joined by "; " */
};

static const char kinds[] = {[NEWSCONV_AUTHOR_PERSON] = 'p',
    [NEWSCONV_AUTHOR_ORGANIZATION] = 'o',
    [NEWSCONV_AUTHOR_ACCOUNT] = 'a',
    [NEWSCONV_AUTHOR_UNKNOWN] = 'u'};

static void
check(const struct bylines *cases, size_t count)
{
	size_t i, j;

	for (i = 0; i < count; i++) {
		struct newsconv_text line = {
		    cases[i].line, strlen(cases[i].line)};
		struct nc_languages languages;
		struct nc_byline byline;
		struct nc_fold fold;
		char names[512] = "";

		nc_languages_choose(&languages, cases[i].language);
		nc_fold(&fold, line);
		nc_byline_parse(&byline, line, &fold, &languages);
		for (j = 0; j < byline.count; j++) {
			size_t used = strlen(names);

			snprintf(names + used, sizeof(names) - used,
			    "%s%c %.*s", j > 0 ? "; " : "",
			    kinds[byline.names[j].kind],
			    (int)byline.names[j].name.size,
			    byline.names[j].name.data);
		}
		if (strcmp(names, cases[i].names) != 0)
			fail_msg("\"%s\" gave \"%s\", not \"%s\"",
			    cases[i].line, names, cases[i].names);
	}
}

static void
names_are_told_from_what_surrounds_them(void **state)
{
	static const struct bylines cases[] = {
	    {"en", "By Maren Tolliver", "p Maren Tolliver"},
	    {"en", "Written by raed_admin", "a raed_admin"},
	    {"en", "By A. B. Carter and Paul Keita",
		"p A. B. Carter; p Paul Keita"},
	    {"en", "By Ana Lima, Bo Ek and Cy Roe",
		"p Ana Lima; p Bo Ek; p Cy Roe"},
	    {"en", "Tilda Voss | 12 June 2021", "p Tilda Voss"},
	    {"en", "By Tilda Voss, June 12, 2021", "p Tilda Voss"},
	    {"en", "By Tilda Voss | Published 3 May 2021 | Updated 4 May 2021",
		"p Tilda Voss"},
	    {"en", "By Tilda Voss, Staff Writer", "p Tilda Voss"},
	    {"en", "By Tilda Voss (tilda@example.org)", "p Tilda Voss"},
	    {"en", "By Tilda Voss - 11/19/19 06:56 AM EST", "p Tilda Voss"},
	    {"en", "By Tilda Voss For Orle Weekly", "p Tilda Voss"},
	    {"en", "Tilda VossDec 05, 2023", "p Tilda Voss"},
	    {"en", "Tilda VossWriter", "p Tilda Voss"},
	    {"en", "By Tilda Voss @tildavoss", "p Tilda Voss"},
	    {"en", "By Tilda Voss Published: Oct 26, 2023", "p Tilda Voss"},
	    {"en", "By Tilda Voss, Contributor, Tidings", "p Tilda Voss"},
	    {"en", "By Tilda Voss 3 minute read", "p Tilda Voss"},
	    {"de", "Von Käthe Brüning und Jan Ott",
		"p Käthe Brüning; p Jan Ott"},
	};

	(void)state;
	check(cases, sizeof(cases) / sizeof(*cases));
}

static void
bylines_are_read_in_every_language_of_the_tables(void **state)
{
	static const struct bylines cases[] = {
	    {"en", "By Ana Lima and Bo Ek", "p Ana Lima; p Bo Ek"},
	    {"de", "Von Ana Lima und Bo Ek", "p Ana Lima; p Bo Ek"},
	    {"de", "Ein Gastbeitrag von Ana Lima", "p Ana Lima"},
	    {"fr", "Par Ana Lima et Bo Ek", "p Ana Lima; p Bo Ek"},
	    {"fr", "Propos recueillis par Ana Lima", "p Ana Lima"},
	    {"es", "Por Ana Lima y Bo Ek", "p Ana Lima; p Bo Ek"},
	    {"it", "di Ana Lima e Bo Ek", "p Ana Lima; p Bo Ek"},
	    {"pt", "Por Ana Lima e Bo Ek", "p Ana Lima; p Bo Ek"},
	    {"nl", "Door Ana Lima en Bo Ek", "p Ana Lima; p Bo Ek"},
	    {"sv", "Av Ana Lima och Bo Ek", "p Ana Lima; p Bo Ek"},
	    {"da", "Af Ana Lima og Bo Ek", "p Ana Lima; p Bo Ek"},
	    {"nb", "Av Ana Lima og Bo Ek", "p Ana Lima; p Bo Ek"},
	    {"fi", "Teksti: Ana Lima ja Bo Ek", "p Ana Lima; p Bo Ek"},
	    {"pl", "Autor: Ana Lima", "p Ana Lima"},
	    {"pl", "oprac. Ana Lima", "p Ana Lima"},
	    {"cs", "Autor: Ana Lima a Bo Ek", "p Ana Lima; p Bo Ek"},
	    {"sk", "Autor: Ana Lima", "p Ana Lima"},
	    {"hu", "Szerző: Kis Anna", "p Kis Anna"},
	    {"ro", "Autor: Ana Lima", "p Ana Lima"},
	    {"ca", "Per Ana Lima i Bo Ek", "p Ana Lima; p Bo Ek"},
	    {"hr", "Autor: Ana Lima i Bo Ek", "p Ana Lima; p Bo Ek"},
	    {"sr", "Аутор: Ана Лима и Бо Ек", "p Ана Лима; p Бо Ек"},
	    {"bg", "Автор: Ана Лима и Бо Ек", "p Ана Лима; p Бо Ек"},
	    {"ru", "Автор: Анна Липова и Борис Ёлкин",
		"p Анна Липова; p Борис Ёлкин"},
	    {"uk", "Автор: Анна Липова", "p Анна Липова"},
	    {"el", "Του Νίκου Λάμπρου", "p Νίκου Λάμπρου"},
	    {"tr", "Haber: Ana Lima", "p Ana Lima"},
	    {"ar", "كتب: محمد علي", "p محمد علي"},
	    {"fa", "نویسنده: محمد علی", "p محمد علی"},
	    {"ur", "تحریر: محمد علی", "p محمد علی"},
	    {"he", "מאת דנה כהן", "p דנה כהן"},
	    {"hi", "लेखक: अनिल कुमार", "p अनिल कुमार"},
	    {"bn", "লেখক: অনিল কুমার", "p অনিল কুমার"},
	    {"id", "Oleh Ana Lima", "p Ana Lima"},
	    {"id", "Penulis: Ana Lima", "p Ana Lima"},
	    {"ms", "Oleh Ana Lima", "p Ana Lima"},
	    {"vi", "Tác giả: Ana Lima", "p Ana Lima"},
	    {"sw", "Na Ana Lima", "p Ana Lima"},
	    {"th", "โดย สมชาย ใจดี", "p สมชาย ใจดี"},
	    {"ko", "김철수 기자", "p 김철수"},
	    {"ja", "文：山田太郎", "p 山田太郎"},
	    {"zh", "记者 张三 李四", "p 张三; p 李四"},
	    {"zh", "作者：张三丰", "p 张三丰"},
	    {"zh", "文/张三丰", "p 张三丰"},
	};

	(void)state;
	check(cases, sizeof(cases) / sizeof(*cases));
}

static void
roles_employers_and_credits_are_no_authors(void **state)
{
	static const struct bylines cases[] = {
	    {"en", "Tilda Voss Deputy Content Hub Director", "p Tilda Voss"},
	    {"en", "By Tilda Voss Globe Correspondent,Updated May 2, 2023",
		"p Tilda Voss"},
	    {"en", "Tilda Voss, Staff Attorney, ACLU Justice Program",
		"p Tilda Voss"},
	    {"en", "By Tilda Voss, CNN Editor-at-large", "p Tilda Voss"},
	    {"en", "By TILDA VOSS, BO EK and CY ROE",
		"p TILDA VOSS; p BO EK; p CY ROE"},
	    {"en", "(Reporting by Tilda Voss; Editing by Bo Ek)",
		"p Tilda Voss"},
	    {"en", "By Tilda Voss | Photos by Bo Ek", "p Tilda Voss"},
	    {"en", "By Orle Valley Editorial Staff",
		"o Orle Valley Editorial Staff"},
	    {"en", "Dec 19, 2023 by News Staff", "o News Staff"},
	    {"en", "Updated Nov 19, 6:55 AM", ""},
	    {"de", "Tilda Voss Redakteurin", "p Tilda Voss"},
	    {"de", "Von Tilda Voss, Redakteurin für Finanzen", "p Tilda Voss"},
	    {"de", "Von dpa", "o dpa"},
	    {"fr", "Tilda Voss (avec Bo Ek et Cy Roe)",
		"p Tilda Voss; p Bo Ek; p Cy Roe"},
	};

	(void)state;
	check(cases, sizeof(cases) / sizeof(*cases));
}

static void
what_a_dump_ran_together_is_told_apart(void **state)
{
	static const struct bylines cases[] = {
	    {"en", "byTilda Voss", "p Tilda Voss"},
	    {"en", "Byby TILDA VOSS and BO EK", "p TILDA VOSS; p BO EK"},
	    {"en", "by Tilda VossTilda Voss", "p Tilda Voss"},
	    {"en", "Tilda Voss Tilda Voss", "p Tilda Voss"},
	    {"en", "By Tilda MorganFOXBusiness", "p Tilda Morgan"},
	    {"en", "Tilda MorganLifestyle Writer", "p Tilda Morgan"},
	    {"en", "By Ana McDonald and Bo MacKenzie",
		"p Ana McDonald; p Bo MacKenzie"},
	};

	(void)state;
	check(cases, sizeof(cases) / sizeof(*cases));
}

static void
the_shape_of_a_name_is_known(void **state)
{
	static const char *const names[] = {
	    "Maren Tolliver", "Ana de Souza", "J. R. Ott"};
	static const char *const others[] = {"Politics", "by the river",
	    "Maren 2021", "The Town Council Of Brackwater", "a@b.c D",
	    "What Now?"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		assert_true(nc_name_like(
		    (struct newsconv_text){names[i], strlen(names[i])}));
	for (i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (nc_name_like(
			(struct newsconv_text){others[i], strlen(others[i])}))
			fail_msg("%s", others[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names_are_told_from_what_surrounds_them),
	    cmocka_unit_test(bylines_are_read_in_every_language_of_the_tables),
	    cmocka_unit_test(roles_employers_and_credits_are_no_authors),
	    cmocka_unit_test(what_a_dump_ran_together_is_told_apart),
	    cmocka_unit_test(the_shape_of_a_name_is_known),
	};

	return RUN(tests);
}
