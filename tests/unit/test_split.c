/* Several articles in one file: what parts them, and what does not. */
#include <time.h>

#include "unit.h"

#define FERRY \
	"Ferry line to Grell Island will run all winter\n\n" \
	"By Oda Lindqvist\n" \
	"January 9, 2024\n\n" \
	"The ferry between Marholm and Grell Island will run through the " \
	"winter for the first time since the line was founded, the county " \
	"transport board said on Tuesday.\n\n" \
	"Two boats that were refitted last summer can break ice of up to " \
	"twenty centimetres, the engineer of the board said in the harbour.\n"

#define BAKER \
	"Baker of Tunsdal wins the northern rye prize\n\n" \
	"By Pelle Aaker\n" \
	"January 10, 2024\n\n" \
	"A baker from Tunsdal has won the prize for the best rye bread of " \
	"the northern counties with a loaf that takes three days to make.\n\n" \
	"Judges praised its crust and what one of them called a smell of hay " \
	"and honey, and the winner said she would repair the oven.\n"

#define LIBRARY \
	"Library of Vester gets back a book lent out in 1931\n\n" \
	"By Oda Lindqvist\n" \
	"January 11, 2024\n\n" \
	"A guide to the mosses of the fells that was lent out in November " \
	"1931 has come back to the town library in a parcel without " \
	"sender.\n\n" \
	"The librarian has put the book into a glass case beside the door, " \
	"open at the page where its reader had left a pressed leaf.\n"

/* Text without a head of its own. */
#define MORE \
	"The island has ninety inhabitants, a shop and a school with eleven " \
	"children, who until now boarded on the mainland all winter long.\n\n" \
	"Nobody at the board would say what happens when both of the boats " \
	"are in the ice at the same time, as they were ten years ago.\n"

static struct newsconv_articles *
split(const char *text, enum newsconv_split when)
{
	struct newsconv_read_options options;
	struct newsconv_articles *articles = NULL;
	struct newsconv_error error;

	memset(&options, 0, sizeof(options));
	options.size = sizeof(options);
	options.split = when;
	if (newsconv_articles_parse(
		&articles, text, strlen(text), &options, &error) < 0)
		fail_msg("%s", error.text);
	return articles;
}

static size_t
count_of(const char *text, enum newsconv_split when)
{
	struct newsconv_articles *articles = split(text, when);
	size_t count = newsconv_articles_count(articles);

	newsconv_articles_free(articles);
	return count;
}

static void
assert_headline(const struct newsconv_articles *articles, size_t index,
    const char *headline)
{
	const struct newsconv_article *article = newsconv_articles_at(
	    articles, index);

	assert_non_null(article);
	assert_text(
	    newsconv_article_field(article, NEWSCONV_FIELD_HEADLINE)->text,
	    headline);
}

static void
signs_between_heads_part_articles(void **state)
{
	static const char *const files[] = {
	    FERRY "\f" BAKER "\f" LIBRARY,
	    FERRY "\n-----\n\n" BAKER "\n-----\n\n" LIBRARY,
	    FERRY "====================\n" BAKER
		  "====================\n" LIBRARY,
	    FERRY "\n* * *\n\n" BAKER "\n* * *\n\n" LIBRARY,
	    FERRY "\n###\n\n" BAKER "\n###\n\n" LIBRARY,
	    FERRY "\n<<<<>>>>\n\n" BAKER "\n<<<<>>>>\n\n" LIBRARY,
	    "=== Article 1 ===\n" FERRY "\n=== Article 2 ===\n" BAKER
	    "\n=== Article 3 ===\n" LIBRARY,
	    "Document 1 of 3\n\n" FERRY "\nDocument 2 of 3\n\n" BAKER
	    "\nDocument 3 of 3\n\n" LIBRARY,
	    "      1 of 3 DOCUMENTS\n\n" FERRY
	    "\n      2 of 3 DOCUMENTS\n\n" BAKER
	    "\n      3 of 3 DOCUMENTS\n\n" LIBRARY,
	    FERRY "\nEnd of Document\n\n" BAKER "\nEnd of Document\n\n" LIBRARY
		  "\nEnd of Document\n",
	    FERRY "\nDocument ABCDE00020240109ek190001x\n\n" BAKER
		  "\nDocument ABCDE00020240110ek1a0002x\n\n" LIBRARY
		  "\nDocument ABCDE00020240111ek1b0003x\n",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(files) / sizeof(*files); i++) {
		struct newsconv_articles *articles = split(
		    files[i], NEWSCONV_SPLIT_AUTO);

		print_message("# file %zu\n", i);
		assert_int_equal(newsconv_articles_count(articles), 3);
		assert_headline(articles, 0,
		    "Ferry line to Grell Island will run all winter");
		assert_headline(articles, 1,
		    "Baker of Tunsdal wins the northern rye prize");
		assert_headline(articles, 2,
		    "Library of Vester gets back a book lent out in 1931");
		newsconv_articles_free(articles);
		assert_int_equal(count_of(files[i], NEWSCONV_SPLIT_NEVER), 1);
		assert_int_equal(count_of(files[i], NEWSCONV_SPLIT_ALWAYS), 3);
	}
}

static void
a_head_behind_a_text_begins_an_article(void **state)
{
	static const char text[] = FERRY "\n" MORE "\n\n\n" BAKER "\n" MORE;
	static const char teasers[] = FERRY "\n\n\n" BAKER "\n\n\n" LIBRARY;

	(void)state;
	assert_int_equal(count_of(text, NEWSCONV_SPLIT_AUTO), 2);
	assert_int_equal(count_of(text, NEWSCONV_SPLIT_ALWAYS), 2);
	assert_int_equal(count_of(teasers, NEWSCONV_SPLIT_AUTO), 1);
}

static void
heads_of_fields_part_articles(void **state)
{
	static const char *const files[] = {
	    "TITLE: Ferry to run all winter\nDATE: 9 January 2024\n\n" MORE
	    "\nTITLE: Baker wins the rye prize\nDATE: 10 January 2024\n\n" MORE,
	    "HD Ferry to run all winter\nBY Oda Lindqvist\nWC 210 words\n"
	    "PD 9 January 2024\nSN The Marholm Courier\nLA English\n\nLP\n" MORE
	    "\nAN Document ABCDE00020240109ek190001x\n\n"
	    "HD Baker wins the rye prize\nBY Pelle Aaker\nWC 180 words\n"
	    "PD 10 January 2024\nSN The Marholm Courier\nLA "
	    "English\n\nLP\n" MORE "\nAN Document ABCDE00020240110ek1a0002x\n",
	    "From desk@example.org Tue Jan  9 08:15:00 2024\n"
	    "Subject: Ferry to run all winter\nDate: 9 January 2024\n\n" MORE
	    "\nFrom desk@example.org Wed Jan 10 09:30:00 2024\n"
	    "Subject: Baker wins the rye prize\nDate: 10 January 2024\n\n" MORE,
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(files) / sizeof(*files); i++) {
		print_message("# file %zu\n", i);
		assert_int_equal(count_of(files[i], NEWSCONV_SPLIT_AUTO), 2);
	}
}

static void
signs_within_an_article_part_nothing(void **state)
{
	static const char *const files[] = {
	    FERRY "\n* * *\n\n" MORE,
	    FERRY "\n---\n\n" MORE "\n---\n\n" MORE,
	    FERRY "\n--------------------\n\nBoth boats\n\n" MORE,
	    FERRY "\f" MORE,
	    FERRY "\nMarholm Courier, page 2 of 3\n\n" MORE
		  "\nMarholm Courier, page 3 of 3\n\n" MORE,
	    FERRY "\n###\n",
	    FERRY "\nDocument ABCDE00020240109ek190001x\n\n" MORE,
	    FERRY "\n\n\n\n" MORE,
	    "Question: What is the ferry for?\nAnswer: For the island.\n\n" MORE
	    "\nQuestion: And the ice?\nAnswer: It breaks.\n\n" MORE,
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(files) / sizeof(*files); i++) {
		print_message("# file %zu\n", i);
		assert_int_equal(count_of(files[i], NEWSCONV_SPLIT_AUTO), 1);
	}
}

static void
always_cuts_at_every_sign(void **state)
{
	(void)state;
	assert_int_equal(
	    count_of(FERRY "\n* * *\n\n" MORE, NEWSCONV_SPLIT_ALWAYS), 2);
	assert_int_equal(count_of(FERRY "\f" MORE, NEWSCONV_SPLIT_ALWAYS), 2);
	assert_int_equal(
	    count_of("-----\n\n-----\n", NEWSCONV_SPLIT_ALWAYS), 1);
	assert_int_equal(count_of("One line\n", NEWSCONV_SPLIT_ALWAYS), 1);
}

static void
a_mark_belongs_to_the_article_it_ends_or_opens(void **state)
{
	static const char text[] = FERRY "\n-----\n\n" BAKER;
	struct newsconv_articles *articles = split(text, NEWSCONV_SPLIT_AUTO);
	const struct newsconv_article *first = newsconv_articles_at(
	    articles, 0);
	const struct newsconv_segment *segments;
	size_t count = newsconv_article_segments(first, &segments);

	(void)state;
	assert_int_equal(newsconv_articles_count(articles), 2);
	assert_int_equal(segments[count - 1].type, NEWSCONV_SEGMENT_SEPARATOR);
	assert_text(segments[count - 1].text, "-----");
	newsconv_articles_free(articles);
	articles = split("Document 1 of 2\n\n" FERRY
			 "\nDocument 2 of 2\n\n" BAKER,
	    NEWSCONV_SPLIT_AUTO);
	newsconv_article_segments(newsconv_articles_at(articles, 1), &segments);
	assert_text(segments[0].text, "Document 2 of 2");
	newsconv_articles_free(articles);
}

static void
parts_have_ranges_and_ids_of_their_own(void **state)
{
	static const char text[] = FERRY "\n-----\n\n" FERRY
					 "\n-----\n\n" BAKER;
	struct newsconv_articles *articles = split(text, NEWSCONV_SPLIT_ALWAYS);
	struct newsconv_articles *again = split(text, NEWSCONV_SPLIT_ALWAYS);
	const struct newsconv_part *first, *second;
	size_t i;

	(void)state;
	assert_int_equal(newsconv_articles_count(articles), 3);
	first = newsconv_article_part(newsconv_articles_at(articles, 0));
	second = newsconv_article_part(newsconv_articles_at(articles, 1));
	assert_int_equal(first->number, 1);
	assert_int_equal(first->of, 3);
	assert_int_equal(first->start, 0);
	assert_int_equal(first->end, strlen(FERRY "\n-----"));
	assert_int_equal(second->start, strlen(FERRY "\n-----\n\n"));
	assert_string_not_equal(
	    newsconv_article_id(newsconv_articles_at(articles, 0)),
	    newsconv_article_id(newsconv_articles_at(articles, 1)));
	for (i = 0; i < 3; i++)
		assert_string_equal(
		    newsconv_article_id(newsconv_articles_at(articles, i)),
		    newsconv_article_id(newsconv_articles_at(again, i)));
	assert_null(newsconv_articles_at(articles, 3));
	newsconv_articles_free(articles);
	newsconv_articles_free(again);
}

static void
one_article_is_the_same_whichever_way_it_is_read(void **state)
{
	struct newsconv_articles *articles = split(FERRY, NEWSCONV_SPLIT_AUTO);
	struct newsconv_article *article = NULL;
	const struct newsconv_part *part;

	(void)state;
	assert_int_equal(
	    newsconv_article_parse(&article, FERRY, strlen(FERRY), NULL, NULL),
	    0);
	assert_string_equal(newsconv_article_id(article),
	    newsconv_article_id(newsconv_articles_at(articles, 0)));
	part = newsconv_article_part(article);
	assert_int_equal(part->number, 1);
	assert_int_equal(part->of, 1);
	assert_int_equal(part->end, strlen(FERRY) - 1);
	newsconv_article_free(article);
	newsconv_articles_free(articles);
}

/* The processor's time for so many lines, most of which are marks. */
static double
time_of_marks(size_t count)
{
	enum { SIZE = 16 };
	char *text = malloc(count * SIZE + 1);
	clock_t start = clock();
	size_t i, used = 0;

	for (i = 0; i < count; i++)
		used += (size_t)snprintf(text + used, SIZE + 1, "%s",
		    i % 3 == 0       ? "-----\n"
			: i % 3 == 1 ? "* * *\n"
				     : "word\n");
	assert_true(count_of(text, NEWSCONV_SPLIT_ALWAYS) > 1000);
	assert_int_equal(count_of(text, NEWSCONV_SPLIT_AUTO), 1);
	free(text);
	return (double)(clock() - start) / CLOCKS_PER_SEC;
}

/* Eight times as many take eight times as long, not sixty-four times. */
static void
many_marks_are_read_in_linear_time(void **state)
{
	double few = time_of_marks(25000);

	(void)state;
	assert_true(time_of_marks(200000) < 24 * few + 0.1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(signs_between_heads_part_articles),
	    cmocka_unit_test(a_head_behind_a_text_begins_an_article),
	    cmocka_unit_test(heads_of_fields_part_articles),
	    cmocka_unit_test(signs_within_an_article_part_nothing),
	    cmocka_unit_test(always_cuts_at_every_sign),
	    cmocka_unit_test(a_mark_belongs_to_the_article_it_ends_or_opens),
	    cmocka_unit_test(parts_have_ranges_and_ids_of_their_own),
	    cmocka_unit_test(one_article_is_the_same_whichever_way_it_is_read),
	    cmocka_unit_test(many_marks_are_read_in_linear_time),
	};

	return RUN(tests);
}
