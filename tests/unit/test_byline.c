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
	    cmocka_unit_test(the_shape_of_a_name_is_known),
	};

	return RUN(tests);
}
