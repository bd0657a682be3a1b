/* Which lines name the authors. */
#include "labelled.h"

#include "authors.h"

struct authors {
	const char *lines[12];
	const char *names; /* joined by "; " */
	const char *byline;
};

#define BODY "p The bus will stop at the end of the month, the council said."

static void
check(const struct authors *cases, size_t count)
{
	size_t i, j;

	for (i = 0; i < count; i++) {
		struct labelled labelled;
		char names[512] = "";

		labelled_open(&labelled, "en", cases[i].lines);
		assert_true(nc_authors_read(
		    labelled.article, &labelled.blocks, labelled.labels));
		for (j = 0; j < labelled.article->author_count; j++) {
			struct newsconv_text name =
			    labelled.article->authors[j].name.text;
			size_t used = strlen(names);

			snprintf(names + used, sizeof(names) - used, "%s%.*s",
			    j > 0 ? "; " : "", (int)name.size, name.data);
		}
		if (strcmp(names, cases[i].names) != 0)
			fail_msg("%zu: \"%s\"", i, names);
		expect_text(
		    labelled.article->fields[NEWSCONV_FIELD_BYLINE].value.text,
		    cases[i].byline);
		labelled_close(&labelled);
	}
}

#define CHECK(cases) check(cases, sizeof(cases) / sizeof(*(cases)))

static void
names_stand_on_one_line_or_several(void **state)
{
	static const struct authors cases[] = {
	    {{"h The bus", "y By Ana Lima", BODY}, "Ana Lima", "By Ana Lima"},
	    {{"h The bus", "y By", "y Ana Lima", BODY}, "Ana Lima", "Ana Lima"},
	    {{"h The bus", "y Ana Lima", "y Bo Ek", BODY}, "Ana Lima; Bo Ek",
		"Ana Lima"},
	    {{"h The bus", "y By Ana Lima", BODY, BODY, "y ANA LIMA"},
		"Ana Lima", "By Ana Lima"},
	    {{"h The bus", "d Dec 22, 2023 by Ana Lima", BODY}, "Ana Lima",
		"Dec 22, 2023 by Ana Lima"},
	};

	(void)state;
	CHECK(cases);
}

static void
a_marker_and_a_date_outweigh_a_label(void **state)
{
	static const struct authors cases[] = {
	    {{"h The bus", "d Ana Lima - Nov 19, 2019, 10:31 pm CST", BODY,
		 "y Story Timeline", BODY},
		"Ana Lima", "Ana Lima - Nov 19, 2019, 10:31 pm CST"},
	};

	(void)state;
	CHECK(cases);
}

static void
a_byline_without_its_label_is_taken_where_it_can_be_nothing_else(void **state)
{
	static const struct authors cases[] = {
	    {{"h The bus", "o By Ana Lima", BODY}, "Ana Lima", "By Ana Lima"},
	    {{"h The bus", "o By", "o Ana Lima", BODY}, "Ana Lima", "Ana Lima"},
	    {{"h The bus", "o Ana Lima", "d May 3, 2021", BODY}, "Ana Lima",
		"Ana Lima"},
	    {{"h The bus", BODY, "o By Ana Lima"}, "Ana Lima", "By Ana Lima"},
	    {{"h The bus", "o Ana Lima", "o Town news", BODY}, "", ""},
	    {{"h The bus", BODY, "r By Ana Lima"}, "", ""},
	};

	(void)state;
	CHECK(cases);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names_stand_on_one_line_or_several),
	    cmocka_unit_test(a_marker_and_a_date_outweigh_a_label),
	    cmocka_unit_test(
		a_byline_without_its_label_is_taken_where_it_can_be_nothing_else),
	};

	return RUN(tests);
}
