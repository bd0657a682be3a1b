/*
 * Bidi controls are seen through and put back: an article that is full of them
 * is understood as the one without, and its text keeps each.
 */
#include "unit.h"

#include "bidi.h"
#include "utf8.h"

static const char *const samples[] = {"arabic.txt", "council.txt",
    "dateline.txt", "french.txt", "german.txt", "japanese.txt", "market.txt",
    "page.txt", "related.txt", "wrapped.txt"};

static struct nc_arena *arena;

static int
set_up(void **state)
{
	(void)state;
	arena = nc_arena_new((size_t)64 << 20);
	return arena == NULL;
}

static int
tear_down(void **state)
{
	(void)state;
	nc_arena_free(arena);
	return 0;
}

static struct newsconv_text
read_file(const char *name)
{
	char path[128], *bytes = nc_arena_alloc(arena, 1 << 16);
	FILE *file;
	size_t size;

	snprintf(path, sizeof(path), "samples/%s", name);
	file = fopen(path, "rb");
	assert_non_null(file);
	size = fread(bytes, 1, 1 << 16, file);
	fclose(file);
	return (struct newsconv_text){bytes, size};
}

/*
 * Each line in an embedding that is closed, each second one in an override that
 * is not; a mark before each blank.
 */
static struct newsconv_text
disturb(struct newsconv_text text)
{
	struct nc_buffer buffer = NC_BUFFER(1 << 20);
	struct newsconv_text disturbed;
	size_t i, line = 0;
	bool begins = true;

	for (i = 0; i < text.size; i++) {
		char c = text.data[i];

		if (begins && c != '\n')
			nc_buffer_text(
			    &buffer, line++ % 2 ? "\u202e" : "\u202b");
		if (c == '\n' && !begins)
			nc_buffer_text(&buffer, line % 2 ? "\u202c" : "");
		if (c == ' ')
			nc_buffer_text(&buffer, "\u200f");
		nc_buffer_byte(&buffer, (unsigned char)c);
		begins = c == '\n';
	}
	assert_int_equal(nc_buffer_check(&buffer, NULL), 0);
	disturbed.size = buffer.size;
	disturbed.data = nc_arena_copy(arena, buffer.data, buffer.size);
	nc_buffer_free(&buffer);
	return disturbed;
}

static struct newsconv_article *
parse(struct newsconv_text text)
{
	struct newsconv_article *article = NULL;
	struct newsconv_error error;

	if (newsconv_article_parse(
		&article, text.data, text.size, NULL, &error) < 0)
		fail_msg("%s", error.text);
	return article;
}

static struct newsconv_text
plain_of(struct newsconv_text text)
{
	struct newsconv_text plain;

	assert_true(nc_bidi_strip(text, arena, &plain));
	return plain;
}

static void
expect_same(struct newsconv_text text, struct newsconv_text expected)
{
	assert_int_equal(text.size, expected.size);
	assert_memory_equal(text.data, expected.data, text.size);
}

static void
compare_fields(
    const struct newsconv_article *a, const struct newsconv_article *b)
{
	const struct newsconv_author *authors, *expected;
	size_t count = newsconv_article_authors(a, &authors), i;

	for (i = 0; i < NEWSCONV_FIELD_COUNT; i++) {
		enum newsconv_field_name name = (enum newsconv_field_name)i;

		expect_same(plain_of(newsconv_article_field(a, name)->text),
		    newsconv_article_field(b, name)->text);
	}
	assert_int_equal(newsconv_article_authors(b, &expected), count);
	for (i = 0; i < count; i++)
		expect_same(authors[i].name.text, expected[i].name.text);
	assert_string_equal(newsconv_article_published(a)->value,
	    newsconv_article_published(b)->value);
	assert_string_equal(newsconv_article_dateline(a)->date_value,
	    newsconv_article_dateline(b)->date_value);
	expect_same(newsconv_article_language(a)->tag,
	    newsconv_article_language(b)->tag);
}

static void
compare_segments(
    const struct newsconv_article *a, const struct newsconv_article *b)
{
	const struct newsconv_segment *segments, *expected;
	size_t count = newsconv_article_segments(a, &segments), i;

	assert_int_equal(newsconv_article_segments(b, &expected), count);
	for (i = 0; i < count; i++) {
		assert_int_equal(segments[i].type, expected[i].type);
		assert_int_equal(
		    segments[i].confidence, expected[i].confidence);
		expect_same(plain_of(segments[i].text), expected[i].text);
		/* None got lost: there are more bytes than without. */
		assert_true(segments[i].text.size > expected[i].text.size);
	}
}

static void
compare_related(
    const struct newsconv_article *a, const struct newsconv_article *b)
{
	const struct newsconv_item *items, *expected;
	size_t count = newsconv_article_related(a, &items), i;

	assert_int_equal(newsconv_article_related(b, &expected), count);
	for (i = 0; i < count; i++) {
		expect_same(plain_of(items[i].text), expected[i].text);
		expect_same(plain_of(items[i].url), expected[i].url);
	}
}

static void
samples_are_understood_as_without_controls_and_keep_them(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		struct newsconv_text text = read_file(samples[i]);
		struct newsconv_article *expected = parse(text);
		struct newsconv_article *article = parse(disturb(text));

		print_message("# %s\n", samples[i]);
		compare_segments(article, expected);
		compare_fields(article, expected);
		compare_related(article, expected);
		newsconv_article_free(article);
		newsconv_article_free(expected);
	}
}

static const char dump[] =
    "\u202eThe \u2067ferry\u2069 sails again\u202c\n\n"
    "By \u200fAda \u200fWren\u200f\n\n"
    "\u202a14 March 2023\u202c\n\n"
    "The ferry of Velmora sailed \u202eon Tuesday for the first time in a "
    "year, and the mayor was there to see it.\n\n"
    "Nobody had expected it, said the captain, who had been waiting since "
    "the spring for a new engine.\n";

static void
blocks_and_headline_keep_controls_and_names_and_dates_have_none(void **state)
{
	struct newsconv_article *article = parse(nc_text(dump));
	const struct newsconv_author *authors;
	const struct newsconv_block *body;

	(void)state;
	assert_text(
	    newsconv_article_field(article, NEWSCONV_FIELD_HEADLINE)->text,
	    "\u202eThe \u2067ferry\u2069 sails again\u202c");
	assert_int_equal(newsconv_article_authors(article, &authors), 1);
	assert_text(authors[0].name.text, "Ada Wren");
	assert_text(
	    newsconv_article_published(article)->printed.text, "14 March 2023");
	assert_int_equal(newsconv_article_body(article, &body), 2);
	assert_memory_equal(
	    body[0].text.data, "The ferry of Velmora sailed \u202eon", 33);
	/* In the headline, the byline, the date and the first paragraph. */
	assert_int_equal(
	    newsconv_article_source(article)->repairs[NEWSCONV_REPAIR_BIDI],
	    4 + 3 + 2 + 1);
	newsconv_article_free(article);
}

static void
a_hyphen_before_a_control_is_dropped_where_lines_are_joined(void **state)
{
	static const char wrapped[] =
	    "The ferry sails again\n\n"
	    "The ferry of Velmora sailed on Tuesday for the first time, and "
	    "col-"
	    "\u200f\n"
	    "\u200fonies of gulls followed it out of the harbour to the open "
	    "sea "
	    "where\n"
	    "the colonies live. The colonies are old, and they are known to "
	    "the "
	    "men\n"
	    "who sail there, for they have been there longer than anyone has "
	    "been.\n"
	    "The captain said that he had seen them every year of his long "
	    "life.\n";
	struct newsconv_article *article = parse(nc_text(wrapped));
	const struct newsconv_block *body;
	const char *text;

	(void)state;
	assert_int_equal(newsconv_article_body(article, &body), 1);
	text = nc_arena_copy(arena, body[0].text.data, body[0].text.size);
	assert_non_null(strstr(text, "and col\u200f\u200fonies of"));
	assert_int_equal(newsconv_article_source(article)
			     ->repairs[NEWSCONV_REPAIR_HYPHEN_JOIN],
	    1);
	newsconv_article_free(article);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		samples_are_understood_as_without_controls_and_keep_them),
	    cmocka_unit_test(
		blocks_and_headline_keep_controls_and_names_and_dates_have_none),
	    cmocka_unit_test(
		a_hyphen_before_a_control_is_dropped_where_lines_are_joined),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
