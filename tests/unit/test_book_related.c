/* Which article of a book is meant by a URL or a headline. */
#include "unit.h"

#include "book_related.h"
#include "utf8.h"

enum { CHAPTERS = 4 };

struct fixture {
	struct nc_arena *arena;
	struct nc_book_keys keys[CHAPTERS];
	struct nc_book_index index;
};

static struct nc_book_key
headline(const char *text)
{
	struct nc_book_key key;

	assert_true(nc_headline_key(&key, nc_text(text)));
	return key;
}

static struct nc_book_key
url(const char *text)
{
	struct nc_book_key key;

	assert_true(nc_url_key(&key, nc_text(text)));
	return key;
}

/* The last two have one headline, the last one has no URL. */
static void
begin(struct fixture *fixture)
{
	static const char *const texts[CHAPTERS][2] = {
	    {"Harbour opens", "https://example.org/1"},
	    {"Storm closes harbour", "https://example.org/2"},
	    {"Weather", "https://example.org/3"}, {"Weather", ""}};
	const struct nc_book_keys *keys[CHAPTERS];
	struct newsconv_error error;
	size_t i;

	memset(fixture, 0, sizeof(*fixture));
	fixture->arena = nc_arena_new((size_t)1 << 20);
	for (i = 0; i < CHAPTERS; i++) {
		fixture->keys[i].headline = headline(texts[i][0]);
		fixture->keys[i].url = url(texts[i][1]);
		keys[i] = &fixture->keys[i];
	}
	assert_int_equal(nc_book_index_make(&fixture->index, keys, CHAPTERS,
			     fixture->arena, &error),
	    NEWSCONV_OK);
}

static size_t
find(const struct fixture *fixture, size_t self, const char *text,
    const char *address)
{
	struct nc_book_key a = headline(text), b = url(address);

	return nc_book_index_find(&fixture->index, self, &a, &b);
}

static void
an_item_is_found_by_url_or_headline(void **state)
{
	struct fixture fixture;

	(void)state;
	begin(&fixture);
	assert_int_equal(find(&fixture, 0, "x", "http://example.org/2#c"), 1);
	assert_int_equal(find(&fixture, 0, "STORM closes harbour!", ""), 1);
	assert_int_equal(
	    find(&fixture, 0, "Storm closes harbour", "https://x.example/"), 1);
	nc_arena_free(fixture.arena);
}

static void
the_url_goes_before_the_headline(void **state)
{
	struct fixture fixture;

	(void)state;
	begin(&fixture);
	assert_int_equal(
	    find(&fixture, 0, "Storm closes harbour", "https://example.org/3"),
	    2);
	nc_arena_free(fixture.arena);
}

static void
an_article_is_never_related_to_itself(void **state)
{
	struct fixture fixture;

	(void)state;
	begin(&fixture);
	assert_true(find(&fixture, 0, "Harbour opens",
			"https://example.org/1") == NC_NO_CHAPTER);
	assert_int_equal(find(&fixture, 0, "Weather", ""), 2);
	assert_int_equal(find(&fixture, 2, "Weather", ""), 3);
	assert_int_equal(find(&fixture, 3, "Weather", ""), 2);
	nc_arena_free(fixture.arena);
}

static void
what_is_not_in_the_book_is_not_found(void **state)
{
	struct fixture fixture;

	(void)state;
	begin(&fixture);
	assert_true(find(&fixture, 0, "Harbour", "https://example.org/4") ==
	    NC_NO_CHAPTER);
	/* Nothing is not like nothing: chapter 3 has no URL either. */
	assert_true(find(&fixture, 0, "", "") == NC_NO_CHAPTER);
	nc_arena_free(fixture.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_item_is_found_by_url_or_headline),
	    cmocka_unit_test(the_url_goes_before_the_headline),
	    cmocka_unit_test(an_article_is_never_related_to_itself),
	    cmocka_unit_test(what_is_not_in_the_book_is_not_found),
	};

	return RUN(tests);
}
