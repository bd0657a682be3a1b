/* Related links: their labels, texts and URLs. */
#include "labelled.h"

#include "links.h"

static void
a_line_is_taken_apart(void **state)
{
	static const struct {
		const char *language;
		const char *line;
		const char *label;
		const char *text;
		const char *url;
	} cases[] = {
	    {"en", "Read more: Why the bus stops",
		"Read more:", "Why the bus stops", ""},
	    {"en", "READ MORE: Why the bus stops",
		"READ MORE:", "Why the bus stops", ""},
	    {"fr", "Lire aussi Pourquoi le bus s’arrête", "Lire aussi",
		"Pourquoi le bus s’arrête", ""},
	    {"fr", "Lire aussi : Pourquoi le bus s’arrête",
		"Lire aussi :", "Pourquoi le bus s’arrête", ""},
	    {"de", "Lesen Sie auch: Warum der Bus hält",
		"Lesen Sie auch:", "Warum der Bus hält", ""},
	    {"es", "Lea también: Por qué para el bus",
		"Lea también:", "Por qué para el bus", ""},
	    {"pl", "Czytaj też: Dlaczego autobus staje",
		"Czytaj też:", "Dlaczego autobus staje", ""},
	    {"ru", "Читайте также: Почему автобус стоит",
		"Читайте также:", "Почему автобус стоит", ""},
	    {"ar", "اقرأ أيضا: لماذا تتوقف الحافلة",
		"اقرأ أيضا:", "لماذا تتوقف الحافلة", ""},
	    {"zh", "相关阅读：巴士为什么停运", "相关阅读：", "巴士为什么停运",
		""},
	    {"ja", "関連記事：バスが止まる理由", "関連記事：",
		"バスが止まる理由", ""},
	    {"ko", "관련기사: 버스가 멈추는 이유",
		"관련기사:", "버스가 멈추는 이유", ""},
	    {"en", "* Why the bus stops", "", "Why the bus stops", ""},
	    {"en", "Why the bus stops", "", "Why the bus stops", ""},
	    {"en", "Don't miss the bus again", "", "Don't miss the bus again",
		""},
	    {"en", "[Why the bus stops](https://example.org/a_(b))", "",
		"Why the bus stops", "https://example.org/a_(b)"},
	    {"en", "Read more: [Why the bus stops](https://example.org/a)",
		"Read more:", "Why the bus stops", "https://example.org/a"},
	    {"en", "Why the bus stops <https://example.org/a>", "",
		"Why the bus stops", "https://example.org/a"},
	    {"en", "Why the bus stops (https://example.org/a)", "",
		"Why the bus stops", "https://example.org/a"},
	    {"en", "Why the bus stops https://example.org/a", "",
		"Why the bus stops", "https://example.org/a"},
	    {"en", "[bus] stops", "", "[bus] stops", ""},
	    {"en", "[", "", "[", ""},
	    {"en", "Read more:", "", "Read more:", ""},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nc_languages languages;
		struct nc_link_line link;

		nc_languages_choose(&languages, cases[i].language);
		nc_link_parse(&link,
		    (struct newsconv_text){
			cases[i].line, strlen(cases[i].line)},
		    &languages);
		expect_text(link.label, cases[i].label);
		expect_text(link.text, cases[i].text);
		expect_text(link.url, cases[i].url);
	}
}

static void
a_url_stands_beside_its_headline_or_in_a_list(void **state)
{
	static const char *const lines[] = {"h The bus",
	    "p The bus will stop at the end of the month, they said.",
	    "r Why the bus stops", "o https://example.org/a",
	    "r [3]Who pays for the bus", "r [4]Where the bus goes",
	    "o References", "o 3. https://example.org/c", NULL};
	struct labelled labelled;
	const struct nc_link *links;

	(void)state;
	labelled_open(&labelled, "en", lines);
	assert_true(nc_links_read(labelled.article, &labelled.blocks));
	assert_int_equal(labelled.article->link_count, 3);
	links = labelled.article->links;
	expect_text(links[0].text, "Why the bus stops");
	expect_text(links[0].url, "https://example.org/a");
	expect_text(links[1].text, "Who pays for the bus");
	expect_text(links[1].url, "https://example.org/c");
	expect_text(links[2].text, "Where the bus goes");
	expect_text(links[2].url, "");
	labelled_close(&labelled);
}

static void
a_link_within_the_body_is_related(void **state)
{
	static const char *const lines[] = {"h The bus",
	    "p The bus will stop at the end of the month, they said.",
	    "o Read more: Why the bus stops for good",
	    "p The vote was close, and the mayor thanked the members.", NULL};
	struct labelled labelled;

	(void)state;
	labelled_open(&labelled, "en", lines);
	assert_true(nc_link_inline(&labelled.blocks, labelled.labels, 2));
	assert_false(nc_link_inline(&labelled.blocks, labelled.labels, 0));
	labelled_close(&labelled);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_line_is_taken_apart),
	    cmocka_unit_test(a_url_stands_beside_its_headline_or_in_a_list),
	    cmocka_unit_test(a_link_within_the_body_is_related),
	};

	return RUN(tests);
}
