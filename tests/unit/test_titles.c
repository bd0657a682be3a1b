/* Headline and publisher out of page titles. */
#include "labelled.h"

#include "titles.h"

struct titles {
	const char *lines[8];
	const char *headline;
	const char *publisher;
};

#define BODY "p The bus will stop at the end of the month, the council said."

static void
check(const struct titles *cases, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		struct labelled labelled;

		labelled_open(&labelled, "en", cases[i].lines);
		nc_titles_read(labelled.article);
		expect_text(labelled.article->fields[NEWSCONV_FIELD_HEADLINE]
				.value.text,
		    cases[i].headline);
		expect_text(labelled.article->fields[NEWSCONV_FIELD_PUBLISHER]
				.value.text,
		    cases[i].publisher);
		labelled_close(&labelled);
	}
}

#define CHECK(cases) check(cases, sizeof(cases) / sizeof(*(cases)))

static void
the_headline_vouches_for_the_site(void **state)
{
	static const struct titles cases[] = {
	    {{"t Council keeps the bus | Orle Post", "h Council keeps the bus",
		 BODY},
		"Council keeps the bus", "Orle Post"},
	    {{"t Council keeps the bus - News - Orle Post",
		 "h Council keeps the bus", BODY},
		"Council keeps the bus", "Orle Post"},
	    {{"t Orle Post » Council keeps the bus", "h Council keeps the bus",
		 BODY},
		"Council keeps the bus", "Orle Post"},
	    {{"t 市议会保留夜班巴士_奥尔晚报", "h 市议会保留夜班巴士", BODY},
		"市议会保留夜班巴士", "奥尔晚报"},
	};

	(void)state;
	CHECK(cases);
}

static void
so_does_its_name_elsewhere(void **state)
{
	static const struct titles cases[] = {
	    {{"t Council keeps the bus – Orle Post", BODY, "o Orle Post"},
		"Council keeps the bus", "Orle Post"},
	    {{"h Council keeps the bus | Orle Post", BODY,
		 "c © 2021 Orle Post. All rights reserved."},
		"Council keeps the bus", "Orle Post"},
	    {{"h Council keeps the bus | Orle Post", "k Council keeps the bus",
		 BODY, "o Orle Post"},
		"Council keeps the bus", "Orle Post"},
	};

	(void)state;
	CHECK(cases);
}

static void
what_nothing_vouches_for_stays(void **state)
{
	static const struct titles cases[] = {
	    {{"h Council keeps the bus - for now", BODY},
		"Council keeps the bus - for now", ""},
	    {{"t Why the bus stays | Orle Post", "h Council keeps the bus",
		 BODY},
		"Council keeps the bus", ""},
	    {{"t Council keeps the bus", BODY}, "Council keeps the bus", ""},
	};

	(void)state;
	CHECK(cases);
}

static void
the_key_of_a_field_is_no_part_of_it(void **state)
{
	static const struct titles cases[] = {
	    {{"h TITLE: Council keeps the bus", BODY}, "Council keeps the bus",
		""},
	    {{"h Titre : Le conseil garde le bus", BODY},
		"Le conseil garde le bus", ""},
	    {{"h 标题：市议会保留夜班巴士", BODY}, "市议会保留夜班巴士", ""},
	    {{"t Council keeps the bus | Orle Post",
		 "h Headline: Council keeps the bus", BODY},
		"Council keeps the bus", "Orle Post"},
	    {{"h Subject: Council keeps the bus", BODY},
		"Council keeps the bus", ""},
	    {{"h HD Council keeps the bus", "b BY Mara Lind", BODY},
		"Council keeps the bus", ""},
	};

	(void)state;
	CHECK(cases);
}

static void
other_words_before_a_colon_are(void **state)
{
	static const struct titles cases[] = {
	    {{"h Council: the bus stays", BODY}, "Council: the bus stays", ""},
	    {{"h Title race: Orle win again", BODY},
		"Title race: Orle win again", ""},
	    {{"h Title:", BODY}, "Title:", ""},
	    {{"h HD screens for the bus", "b By Mara Lind", BODY},
		"HD screens for the bus", ""},
	};

	(void)state;
	CHECK(cases);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_headline_vouches_for_the_site),
	    cmocka_unit_test(so_does_its_name_elsewhere),
	    cmocka_unit_test(what_nothing_vouches_for_stays),
	    cmocka_unit_test(the_key_of_a_field_is_no_part_of_it),
	    cmocka_unit_test(other_words_before_a_colon_are),
	};

	return RUN(tests);
}
