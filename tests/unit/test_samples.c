/* What must be found in each sample: the table of samples/README.md. */
#include <utf8proc.h>

#include "unit.h"

struct expected {
	const char *file;
	const char *language;
	const char *headline;  /* NULL: none */
	const char *authors;   /* joined by "; " */
	const char *published; /* NULL: none */
	size_t body;
	size_t related;
	size_t leftovers;
	size_t notes;
};

static const struct expected table[] = {
    {"arabic.txt", "ar", "مكتبة متنقلة على ظهر قارب تصل إلى قرى الدلتا",
	"ليلى الخيّاط", "2022-03-15", 4, 1, 1, 0},
    {"brief.txt", "en", NULL, "", NULL, 1, 0, 0, 0},
    {"chinese.txt", "zh-Hant", "霧港最後一家手工燈籠店將由孫女接手", "林若溪",
	"2023-09-18", 4, 0, 0, 0},
    {"controls.txt", "en", "The clock of Saint Oda’s strikes thirteen",
	"Renée Dvořák", "2019-07-03", 3, 0, 0, 0},
    {"council.txt", "en",
	"Council votes to keep Brackwater’s night bus running until spring",
	"Maren Tolliver", "2023-03-14", 6, 0, 0, 0},
    {"crlf-bom.txt", "en", "Night train to Ostrovar gets its dining car back",
	"Ida Renn", "2021-05-05", 3, 0, 0, 0},
    {"dateline.txt", "en",
	"Miners’ union and ministry agree on night shift rules in Karsk",
	"Ellis Varga", NULL, 4, 0, 0, 1},
    {"french.txt", "fr",
	"Le bac de Saint-Orle reprendra ses traversées en juin",
	"Élise Varenne; Marc Dutel", "2021-06-04T08:30", 3, 3, 3, 0},
    {"german.txt", "de", "Die Mühle von Oberlohe mahlt wieder", "Käthe Brüning",
	"2022-10-07", 4, 1, 1, 0},
    {"harbour.txt", "en",
	"After eleven years of promises … the harbour of Velmora still turns "
	"away the ferries that “kept the islands alive”",
	"halim_desk", NULL, 6, 2, 0, 0},
    {"hebrew.txt", "he", "הספרייה הנודדת של נחל ארזים חוזרת לדרך", "נועה ברקאי",
	"2022-05-07", 4, 0, 0, 0},
    {"hindi.txt", "hi", "सरयूपुर के नाविकों ने पुरानी घाट-घड़ी फिर से चलाई",
	"मीरा तिवारी", "2023-08-12", 4, 1, 0, 0},
    {"japanese.txt", "ja", "海辺の町の小さな映画館、十二年ぶりに再び開館",
	"森下あかり", "2023-04-08", 4, 1, 1, 0},
    {"korean.txt", "ko", "바람골 등대지기, 마지막 손글씨 일지를 마을에 남기다",
	"박서연", "2022-11-03", 4, 0, 0, 0},
    {"latin1.txt", "de", "Die Mühle von Oberlohe mahlt wieder", "Käthe Brüning",
	"2022-10-07", 4, 1, 1, 0},
    {"mac.txt", "en",
	"Rain fills the reservoir of Vall for the first time in a decade",
	"Lluc Serrat", "2018-04-12", 3, 0, 0, 0},
    {"market.txt", "en", "Why the fish market of Lessing moves at midnight",
	"Selma Orrin; Paul Keita", "2020-09-03", 13, 0, 0, 1},
    {"markup.txt", "en",
	"How to cook for <b>forty</b> & keep *all* your friends", "Anna O'Dell",
	NULL, 4, 0, 0, 0},
    {"page.txt", "en", "Lighthouse at Cape Dorran to be sold for one crown",
	"Tilda Voss", "2021-11-09T07:45", 5, 2, 24, 0},
    {"related.txt", "en",
	"School bus drivers in Tamber walk out over winter tyres",
	"Noor Halvorsen", "2024-01-18", 4, 4, 1, 0},
    {"thai.txt", "th", "ตลาดน้ำบ้านคลองหลวงกลับมาเปิดอีกครั้งหลังปิดไปหกปี", "สมหญิง ใจดี",
	"2023-01-09", 4, 0, 0, 0},
    {"utf16.txt", "en", "The last typewriter shop in Lessing closes its door",
	"Émile Aubry", "2019-02-28", 3, 0, 0, 0},
    {"wrapped.txt", "en", "Beekeepers of the Orle valley count their losses",
	"Jonas Abelard", "2022-06-02", 4, 0, 0, 0},
};

static struct newsconv_article *
read_sample(const char *file)
{
	struct newsconv_article *article = NULL;
	struct newsconv_error error;
	char path[128];

	snprintf(path, sizeof(path), "samples/%s", file);
	if (newsconv_article_read(&article, path, NULL, &error) < 0)
		fail_msg("%s: %s", error.where, error.text);
	return article;
}

static void
check_authors(const struct newsconv_article *article, const char *expected)
{
	const struct newsconv_author *authors;
	size_t count = newsconv_article_authors(article, &authors), i;
	char joined[256] = "";

	for (i = 0; i < count; i++) {
		size_t used = strlen(joined);

		snprintf(joined + used, sizeof(joined) - used, "%s%.*s",
		    i > 0 ? "; " : "", (int)authors[i].name.text.size,
		    authors[i].name.text.data);
	}
	assert_string_equal(joined, expected);
}

static void
check_counts(
    const struct newsconv_article *article, const struct expected *expected)
{
	assert_int_equal(newsconv_article_body(article, NULL), expected->body);
	assert_int_equal(
	    newsconv_article_related(article, NULL), expected->related);
	assert_int_equal(
	    newsconv_article_leftovers(article, NULL), expected->leftovers);
	assert_int_equal(
	    newsconv_article_notes(article, NULL), expected->notes);
}

static void
every_sample_is_understood(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(table) / sizeof(*table); i++) {
		const struct expected *expected = &table[i];
		struct newsconv_article *article = read_sample(expected->file);
		const struct newsconv_date *date = newsconv_article_published(
		    article);

		print_message("# %s\n", expected->file);
		assert_text(newsconv_article_language(article)->tag,
		    expected->language);
		assert_text(
		    newsconv_article_field(article, NEWSCONV_FIELD_HEADLINE)
			->text,
		    expected->headline == NULL ? "" : expected->headline);
		check_authors(article, expected->authors);
		if (expected->published == NULL)
			assert_int_equal(date->printed.text.size, 0);
		else
			assert_string_equal(date->value, expected->published);
		check_counts(article, expected);
		newsconv_article_free(article);
	}
}

/* Files of several articles: how many, and the author of each. */
static void
samples_of_several_articles_are_told_apart(void **state)
{
	static const struct {
		const char *path;
		const char *authors[4];
	} files[] = {
	    {"samples/export.txt", {"Runa Halme", "Runa Halme", NULL}},
	    {"samples/several.txt",
		{"Oda Lindqvist", "Pelle Aaker", "Oda Lindqvist", NULL}},
	};
	size_t i, j;

	(void)state;
	for (i = 0; i < sizeof(files) / sizeof(*files); i++) {
		struct newsconv_articles *articles = NULL;
		const struct newsconv_author *authors;

		assert_int_equal(newsconv_articles_read(
				     &articles, files[i].path, NULL, NULL),
		    0);
		for (j = 0; files[i].authors[j] != NULL; j++) {
			const struct newsconv_article *article =
			    newsconv_articles_at(articles, j);

			assert_non_null(article);
			assert_int_equal(
			    newsconv_article_authors(article, &authors), 1);
			assert_text(authors[0].name.text, files[i].authors[j]);
			assert_int_equal(
			    newsconv_article_published(article)->precision,
			    NEWSCONV_PRECISION_DAY);
		}
		assert_int_equal(newsconv_articles_count(articles), j);
		newsconv_articles_free(articles);
	}
}

static void
assert_link(const struct newsconv_item *item, const char *label,
    const char *text, const char *url)
{
	assert_text(item->label, label);
	assert_text(item->text, text);
	assert_text(item->url, url);
}

static void
dates_dateline_and_links_have_their_parts(void **state)
{
	struct newsconv_article *article = read_sample("french.txt");
	const struct newsconv_dateline *dateline = newsconv_article_dateline(
	    article);
	const struct newsconv_item *related;

	(void)state;
	assert_string_equal(
	    newsconv_article_modified(article)->value, "2021-06-05T17:05");
	assert_text(dateline->place, "SAINT-ORLE");
	assert_text(dateline->agency, "AFP");
	assert_text(dateline->date, "4 juin");
	assert_string_equal(dateline->date_value, "2021-06-04");
	assert_int_equal(newsconv_article_related(article, &related), 3);
	assert_link(&related[0],
	    "Lire aussi :", "Pourquoi le pont promis n’a jamais été construit",
	    "https://www.example.org/pont");
	assert_link(&related[2], "",
	    "Les travaux du quai dureront jusqu’à l’automne",
	    "https://www.example.org/quai");
	newsconv_article_free(article);
}

static void
the_dateline_is_found_and_stays_in_its_paragraph(void **state)
{
	struct newsconv_article *article = read_sample("dateline.txt");
	const struct newsconv_block *body;

	(void)state;
	assert_text(
	    newsconv_article_field(article, NEWSCONV_FIELD_DATELINE)->text,
	    "KARSK, Feb 11 (Nordwire)");
	newsconv_article_body(article, &body);
	assert_memory_equal(body[0].text.data, "KARSK, Feb 11", 13);
	newsconv_article_free(article);
}

static void
a_login_name_is_an_account(void **state)
{
	struct newsconv_article *article = read_sample("harbour.txt");
	const struct newsconv_author *authors;

	(void)state;
	newsconv_article_authors(article, &authors);
	assert_int_equal(authors[0].kind, NEWSCONV_AUTHOR_ACCOUNT);
	newsconv_article_free(article);
}

static void
wrapped_words_are_whole_again(void **state)
{
	struct newsconv_article *article = read_sample("wrapped.txt");
	const struct newsconv_block *body;
	static const char *const words[] = {
	    "colonies in", "the association", "first results"};
	char text[4096];
	size_t i, size;

	(void)state;
	assert_int_equal(
	    newsconv_article_source(article)->layout, NEWSCONV_LAYOUT_WRAPPED);
	for (i = 0, size = 0; i < newsconv_article_body(article, &body); i++) {
		memcpy(text + size, body[i].text.data, body[i].text.size);
		size += body[i].text.size;
	}
	text[size] = '\0';
	for (i = 0; i < 3; i++)
		assert_non_null(strstr(text, words[i]));
	newsconv_article_free(article);
}

/* In form D: accents, Hangul and nukta apart. */
static struct newsconv_article *
read_apart(const char *file)
{
	struct newsconv_article *article = NULL;
	char path[128], text[1 << 14];
	utf8proc_uint8_t *apart;
	struct newsconv_error error;
	FILE *stream;
	size_t size;

	snprintf(path, sizeof(path), "samples/%s", file);
	stream = fopen(path, "rb");
	assert_non_null(stream);
	size = fread(text, 1, sizeof(text) - 1, stream);
	fclose(stream);
	text[size] = '\0';
	apart = utf8proc_NFD((const utf8proc_uint8_t *)text);
	assert_non_null(apart);
	assert_string_not_equal((const char *)apart, text);
	if (newsconv_article_parse(
		&article, apart, strlen((const char *)apart), NULL, &error) < 0)
		fail_msg("%s: %s", file, error.text);
	free(apart);
	return article;
}

static void
accents_apart_and_together_make_the_same_text(void **state)
{
	static const char *const files[] = {"french.txt", "german.txt",
	    "hindi.txt", "japanese.txt", "korean.txt"};
	const struct newsconv_segment *a, *b;
	size_t i, k, count;

	(void)state;
	for (i = 0; i < sizeof(files) / sizeof(*files); i++) {
		struct newsconv_article *apart = read_apart(files[i]);
		struct newsconv_article *together = read_sample(files[i]);

		count = newsconv_article_segments(apart, &a);
		assert_int_equal(
		    newsconv_article_segments(together, &b), count);
		for (k = 0; k < count; k++) {
			assert_int_equal(a[k].type, b[k].type);
			assert_int_equal(a[k].text.size, b[k].text.size);
			assert_memory_equal(
			    a[k].text.data, b[k].text.data, b[k].text.size);
		}
		assert_string_equal(newsconv_article_published(apart)->value,
		    newsconv_article_published(together)->value);
		newsconv_article_free(apart);
		newsconv_article_free(together);
	}
}

static void
a_market_has_all_kinds_of_blocks(void **state)
{
	struct newsconv_article *article = read_sample("market.txt");
	const struct newsconv_block *body;
	size_t count = newsconv_article_body(article, &body), i;
	size_t kinds[NEWSCONV_SEGMENT_UNKNOWN + 1] = {0};

	(void)state;
	for (i = 0; i < count; i++)
		kinds[body[i].type]++;
	assert_int_equal(kinds[NEWSCONV_SEGMENT_PARAGRAPH], 6);
	assert_int_equal(kinds[NEWSCONV_SEGMENT_SUBHEAD], 2);
	assert_int_equal(kinds[NEWSCONV_SEGMENT_QUOTE], 1);
	assert_int_equal(kinds[NEWSCONV_SEGMENT_LIST_ITEM], 3);
	assert_int_equal(kinds[NEWSCONV_SEGMENT_CAPTION], 1);
	newsconv_article_free(article);
}

static void
one_text_in_two_charsets_is_one_article(void **state)
{
	struct newsconv_article *a = read_sample("german.txt");
	struct newsconv_article *b = read_sample("latin1.txt");
	const struct newsconv_segment *x, *y;
	size_t count = newsconv_article_segments(a, &x), i;

	(void)state;
	assert_int_equal(newsconv_article_segments(b, &y), count);
	for (i = 0; i < count; i++) {
		assert_int_equal(x[i].type, y[i].type);
		assert_int_equal(x[i].text.size, y[i].text.size);
		assert_memory_equal(
		    x[i].text.data, y[i].text.data, x[i].text.size);
	}
	assert_text(newsconv_article_source(b)->charset, "windows-1252");
	newsconv_article_free(a);
	newsconv_article_free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_sample_is_understood),
	    cmocka_unit_test(dates_dateline_and_links_have_their_parts),
	    cmocka_unit_test(samples_of_several_articles_are_told_apart),
	    cmocka_unit_test(the_dateline_is_found_and_stays_in_its_paragraph),
	    cmocka_unit_test(a_login_name_is_an_account),
	    cmocka_unit_test(wrapped_words_are_whole_again),
	    cmocka_unit_test(accents_apart_and_together_make_the_same_text),
	    cmocka_unit_test(a_market_has_all_kinds_of_blocks),
	    cmocka_unit_test(one_text_in_two_charsets_is_one_article),
	};

	return RUN(tests);
}
