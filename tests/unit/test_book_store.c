/* What is kept of articles until their book is written; equal ones once. */
#include "unit.h"

#include "book_store.h"
#include "utf8.h"

struct fixture {
	struct nc_arena *arena;
	struct nc_sink *sink;
	struct nc_book_store store;
};

static void
begin(struct fixture *fixture)
{
	struct newsconv_error error;

	fixture->arena = nc_arena_new((size_t)1 << 26);
	assert_int_equal(
	    nc_sink_open(&fixture->sink, "-", false, &error), NEWSCONV_OK);
	assert_true(nc_book_store_begin(&fixture->store, fixture->sink));
}

static void
end(struct fixture *fixture)
{
	nc_book_store_end(&fixture->store);
	nc_sink_free(fixture->sink);
	nc_arena_free(fixture->arena);
}

/* One article of its own bytes, for each of the parts of `dump`. */
static void
make(struct fixture *fixture, struct nc_book_piece *piece, const char *dump)
{
	struct newsconv_book_options options;
	struct newsconv_articles *articles;
	struct newsconv_error error;

	newsconv_book_options_init(&options);
	assert_int_equal(newsconv_articles_parse(
			     &articles, dump, strlen(dump), NULL, &error),
	    NEWSCONV_OK);
	memset(piece, 0, sizeof(*piece));
	assert_int_equal(
	    nc_book_piece_make(piece, newsconv_articles_at(articles, 0),
		&options, fixture->arena, &error),
	    NEWSCONV_OK);
	/* A piece outlives its article: the sanitizers would tell. */
	newsconv_articles_free(articles);
}

static int
add(struct fixture *fixture, const char *dump)
{
	struct nc_book_piece piece;
	struct newsconv_error error;

	make(fixture, &piece, dump);
	return nc_book_store_add(&fixture->store, &piece, &error);
}

#define BODY \
	"The harbour of the town was opened again on Saturday morning, two " \
	"days after the storm had closed it, and boats went out.\n"

static void
an_article_with_this_headline_and_body_is_there_already(void **state)
{
	struct fixture fixture;

	(void)state;
	begin(&fixture);
	assert_int_equal(
	    add(&fixture, "Harbour opens after storm\n\n" BODY), NEWSCONV_OK);
	assert_int_equal(add(&fixture, "Harbour opens after storm\n\n" BODY),
	    NEWSCONV_ALREADY);
	/* Another date and byline; another case. */
	assert_int_equal(add(&fixture,
			     "HARBOUR OPENS AFTER STORM\n\nBy Ana Lima\n\n"
			     "12 June 2021\n\n" BODY),
	    NEWSCONV_ALREADY);
	assert_int_equal(fixture.store.count, 1);
	end(&fixture);
}

static void
another_headline_or_body_is_another_article(void **state)
{
	struct fixture fixture;

	(void)state;
	begin(&fixture);
	assert_int_equal(
	    add(&fixture, "Harbour opens after storm\n\n" BODY), NEWSCONV_OK);
	assert_int_equal(
	    add(&fixture, "Harbour opens at last\n\n" BODY), NEWSCONV_OK);
	assert_int_equal(add(&fixture,
			     "Harbour opens after storm\n\n" BODY
			     "\nA second paragraph tells what became of the "
			     "boats that had been out at sea by then.\n"),
	    NEWSCONV_OK);
	assert_int_equal(fixture.store.count, 3);
	end(&fixture);
}

static void
many_articles_come_back_as_they_went_in(void **state)
{
	enum { MANY = 300 };
	struct fixture fixture;
	struct newsconv_error error;
	char dump[400], wanted[32];
	size_t i;

	(void)state;
	begin(&fixture);
	for (i = 0; i < MANY; i++) {
		snprintf(
		    dump, sizeof(dump), "Harbour opens %zu times\n\n" BODY, i);
		assert_int_equal(add(&fixture, dump), NEWSCONV_OK);
		assert_int_equal(add(&fixture, dump), NEWSCONV_ALREADY);
	}
	assert_int_equal(fixture.store.count, MANY);
	for (i = 0; i < MANY; i++) {
		struct newsconv_text text;

		snprintf(wanted, sizeof(wanted), "Harbour opens %zu times", i);
		assert_text(fixture.store.chapters[i].title, wanted);
		assert_int_equal(nc_book_store_file(&fixture.store, i, 0,
				     fixture.arena, &text, &error),
		    NEWSCONV_OK);
		if (strstr(text.data, wanted) == NULL)
			fail_msg("article %zu", i);
	}
	end(&fixture);
}

static void
reading_takes_a_minute_at_least(void **state)
{
	struct fixture fixture;
	struct nc_book_piece piece;
	struct nc_buffer dump = NC_BUFFER((size_t)1 << 20);
	size_t i;

	(void)state;
	begin(&fixture);
	make(&fixture, &piece, "Harbour opens after storm\n\n" BODY);
	assert_int_equal(piece.chapter.minutes, 1);
	/* 2380 words, ten times what is read in a minute. */
	nc_buffer_text(&dump, "Harbour opens after storm\n\n");
	for (i = 0; i < 238; i++)
		nc_buffer_text(&dump,
		    "The harbour was opened again on Saturday in the "
		    "morning. ");
	nc_buffer_byte(&dump, '\n');
	make(&fixture, &piece, dump.data);
	assert_int_equal(piece.chapter.minutes, 10);
	nc_buffer_free(&dump);
	end(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		an_article_with_this_headline_and_body_is_there_already),
	    cmocka_unit_test(another_headline_or_body_is_another_article),
	    cmocka_unit_test(many_articles_come_back_as_they_went_in),
	    cmocka_unit_test(reading_takes_a_minute_at_least),
	};

	return RUN(tests);
}
