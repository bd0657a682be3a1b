/* The model: the accounting, and what sealing derives. */
#include "unit.h"

#include "article.h"
#include "utf8.h"

/* A dump of `count` lines "a0", "a1"... with a blank between them. */
static struct newsconv_article *
make(size_t count)
{
	struct nc_arena *arena = nc_arena_new(1 << 20);
	struct nc_dump dump;
	char *bytes = nc_arena_alloc(arena, count * 4 + 1);
	size_t i;

	memset(&dump, 0, sizeof(dump));
	dump.arena = arena;
	dump.lines = nc_arena_array(arena, count, sizeof(*dump.lines));
	dump.line_count = count;
	for (i = 0; i < count; i++) {
		memcpy(bytes + 4 * i, "a0\n\n", 4);
		bytes[4 * i + 1] = (char)('0' + i % 10);
		dump.lines[i].text.data = bytes + 4 * i;
		dump.lines[i].text.size = 2;
		dump.lines[i].start = 4 * i;
		dump.lines[i].end = 4 * i + 2;
		dump.lines[i].number = 2 * i + 1;
	}
	dump.source.bytes.data = bytes;
	dump.source.bytes.size = 4 * count;
	return nc_article_new(&dump);
}

static size_t
add(struct newsconv_article *article, enum newsconv_segment_type type,
    size_t first, size_t end)
{
	return nc_article_add_segment(
	    article, type, first, end, article->dump.lines[first].text, 90);
}

static void
a_line_in_no_segment_is_refused(void **state)
{
	struct newsconv_article *article = make(3);
	struct newsconv_error error;

	(void)state;
	add(article, NEWSCONV_SEGMENT_HEADLINE, 0, 1);
	add(article, NEWSCONV_SEGMENT_PARAGRAPH, 2, 3);
	assert_int_equal(nc_article_seal(article, &error), NEWSCONV_LOST_TEXT);
	assert_int_equal(error.line, 3);
	assert_int_equal(error.offset, 4);
	nc_article_free(article);
}

static void
a_line_in_two_segments_is_refused(void **state)
{
	struct newsconv_article *article = make(3);

	(void)state;
	add(article, NEWSCONV_SEGMENT_HEADLINE, 0, 2);
	add(article, NEWSCONV_SEGMENT_PARAGRAPH, 1, 3);
	assert_int_equal(nc_article_seal(article, NULL), NEWSCONV_LOST_TEXT);
	nc_article_free(article);
}

static void
segments_out_of_order_are_refused(void **state)
{
	struct newsconv_article *article = make(2);

	(void)state;
	add(article, NEWSCONV_SEGMENT_PARAGRAPH, 1, 2);
	add(article, NEWSCONV_SEGMENT_HEADLINE, 0, 1);
	assert_int_equal(nc_article_seal(article, NULL), NEWSCONV_LOST_TEXT);
	nc_article_free(article);
}

static void
sealing_sorts_segments_by_what_they_are(void **state)
{
	struct newsconv_article *article = make(6);
	size_t headline;

	(void)state;
	headline = add(article, NEWSCONV_SEGMENT_HEADLINE, 0, 1);
	nc_article_set_field(article, NEWSCONV_FIELD_HEADLINE,
	    article->segments[headline].text, 90, headline);
	add(article, NEWSCONV_SEGMENT_PARAGRAPH, 1, 3);
	add(article, NEWSCONV_SEGMENT_RELATED, 3, 4);
	add(article, NEWSCONV_SEGMENT_NOTE, 4, 5);
	add(article, NEWSCONV_SEGMENT_SHARE, 5, 6);
	assert_int_equal(nc_article_seal(article, NULL), NEWSCONV_OK);
	assert_int_equal(article->body_count, 1);
	assert_int_equal(article->related_count, 1);
	assert_int_equal(article->note_count, 1);
	assert_int_equal(article->leftover_count, 1);
	assert_int_equal(article->words, 1);
	assert_int_equal(article->characters, 2);
	nc_article_free(article);
}

static void
what_no_field_says_is_left_over_and_not_lost(void **state)
{
	struct newsconv_article *article = make(2);

	(void)state;
	add(article, NEWSCONV_SEGMENT_BYLINE, 0, 1);
	add(article, NEWSCONV_SEGMENT_PARAGRAPH, 1, 2);
	assert_int_equal(nc_article_seal(article, NULL), NEWSCONV_OK);
	assert_int_equal(article->leftover_count, 1);
	assert_int_equal(article->leftovers[0].type, NEWSCONV_SEGMENT_BYLINE);
	nc_article_free(article);
}

static void
the_id_depends_on_the_bytes_alone(void **state)
{
	struct newsconv_article *a = make(2), *b = make(2), *c = make(3);

	(void)state;
	add(a, NEWSCONV_SEGMENT_PARAGRAPH, 0, 2);
	add(b, NEWSCONV_SEGMENT_HEADLINE, 0, 1);
	add(b, NEWSCONV_SEGMENT_PARAGRAPH, 1, 2);
	add(c, NEWSCONV_SEGMENT_PARAGRAPH, 0, 3);
	assert_int_equal(nc_article_seal(a, NULL), NEWSCONV_OK);
	assert_int_equal(nc_article_seal(b, NULL), NEWSCONV_OK);
	assert_int_equal(nc_article_seal(c, NULL), NEWSCONV_OK);
	assert_string_equal(a->id, b->id);
	assert_string_not_equal(a->id, c->id);
	nc_article_free(a);
	nc_article_free(b);
	nc_article_free(c);
}

static void
a_value_given_keeps_the_one_found_beside_it(void **state)
{
	struct newsconv_article *article = make(1);
	const struct nc_field_pair *pair =
	    &article->fields[NEWSCONV_FIELD_HEADLINE];

	(void)state;
	add(article, NEWSCONV_SEGMENT_HEADLINE, 0, 1);
	nc_article_set_field(
	    article, NEWSCONV_FIELD_HEADLINE, article->segments[0].text, 80, 0);
	assert_true(nc_article_override_field(
	    article, NEWSCONV_FIELD_HEADLINE, "Given"));
	assert_text(pair->value.text, "Given");
	assert_int_equal(pair->value.origin, NEWSCONV_ORIGIN_OPTION);
	assert_text(pair->found.text, "a0");
	assert_int_equal(pair->found.segment, 0);
	nc_article_free(article);
}

static void
words_and_characters_are_counted_across_eights(void **state)
{
	static const struct {
		const char *text;
		uint64_t words;
		uint64_t characters;
	} cases[] = {
	    {"one", 1, 3},
	    {"seventy two words", 3, 17},
	    {"a b c d e f g h i j", 10, 19},
	    {"twelve letters\xc3\xa9 \xc3\xa9 more of them", 6, 30},
	    {"no-break\xc2\xa0"
	     "blank here as well",
		5, 27},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct newsconv_article *article = make(1);

		nc_article_add_segment(article, NEWSCONV_SEGMENT_PARAGRAPH, 0,
		    1, nc_text(cases[i].text), 90);
		assert_int_equal(nc_article_seal(article, NULL), NEWSCONV_OK);
		assert_int_equal(article->words, cases[i].words);
		assert_int_equal(article->characters, cases[i].characters);
		nc_article_free(article);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_line_in_no_segment_is_refused),
	    cmocka_unit_test(a_line_in_two_segments_is_refused),
	    cmocka_unit_test(segments_out_of_order_are_refused),
	    cmocka_unit_test(sealing_sorts_segments_by_what_they_are),
	    cmocka_unit_test(what_no_field_says_is_left_over_and_not_lost),
	    cmocka_unit_test(the_id_depends_on_the_bytes_alone),
	    cmocka_unit_test(a_value_given_keeps_the_one_found_beside_it),
	    cmocka_unit_test(words_and_characters_are_counted_across_eights),
	};

	return RUN(tests);
}
