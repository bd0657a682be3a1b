/* What a book is called, dated, identified by, and how it is cut. */
#include "unit.h"

#include "digest.h"
#include "plan_fixture.h"

static const struct plan_row two[] = {
    {.title = "First",
	.date = "2021-06-12T08:00:00Z",
	.url = "https://example.org/1"},
    {.title = "Second", .date = "2021-07"},
};

static void
a_title_is_given_or_made_of_series_or_headline(void **state)
{
	struct plan_fixture fixture;

	(void)state;
	plan_begin(&fixture, two, 2);
	plan_make(&fixture);
	assert_text(fixture.book.title, "First (+1)");
	fixture.options.series = "The Daily";
	plan_make(&fixture);
	assert_text(fixture.book.title, "The Daily");
	/* Once is enough on a cover. */
	assert_text(fixture.book.shown.series, "");
	fixture.options.issue = "12";
	plan_make(&fixture);
	assert_text(fixture.book.title, "The Daily, No. 12");
	assert_text(fixture.book.shown.issue, "No. 12");
	fixture.options.title = "Summer";
	plan_make(&fixture);
	assert_text(fixture.book.title, "Summer");
	assert_text(fixture.book.shown.series, "The Daily");
	plan_end(&fixture);
}

static void
one_article_is_a_book_of_its_headline(void **state)
{
	struct plan_fixture fixture;

	(void)state;
	plan_begin(&fixture, two, 1);
	fixture.options.series = "The Daily";
	plan_make(&fixture);
	assert_text(fixture.book.title, "First");
	assert_text(fixture.book.date, "2021-06-12T08:00:00Z");
	assert_text(fixture.book.modified, "2021-06-12T00:00:00Z");
	plan_end(&fixture);
}

static void
several_have_the_date_of_the_youngest(void **state)
{
	struct plan_fixture fixture;

	(void)state;
	plan_begin(&fixture, two, 2);
	plan_make(&fixture);
	assert_text(fixture.book.date, "2021-07");
	/* A month is no day, and nothing younger is known. */
	assert_text(fixture.book.modified, "2021-06-12T00:00:00Z");
	assert_text(fixture.book.shown.date, "2021-06-12 \xe2\x80\x93 2021-07");
	plan_end(&fixture);
}

static void
without_any_date_nothing_is_made_up(void **state)
{
	static const struct plan_row rows[] = {{.title = "a"}, {.title = "b"}};
	struct plan_fixture fixture;

	(void)state;
	plan_begin(&fixture, rows, 2);
	plan_make(&fixture);
	assert_text(fixture.book.date, "");
	assert_text(fixture.book.shown.date, "");
	assert_text(fixture.book.modified, "1980-01-01T00:00:00Z");
	plan_end(&fixture);
}

static void
identifier_of(const struct plan_row *rows, size_t count,
    const struct newsconv_book_options *options, char *target)
{
	struct plan_fixture fixture;

	plan_begin(&fixture, rows, count);
	if (options != NULL)
		fixture.options = *options;
	plan_make(&fixture);
	assert_true(fixture.book.identifier.size < 64);
	memcpy(
	    target, fixture.book.identifier.data, fixture.book.identifier.size);
	target[fixture.book.identifier.size] = '\0';
	plan_end(&fixture);
}

static void
one_article_is_identified_by_its_url(void **state)
{
	char wanted[NC_URN_UUID_SIZE], found[64];

	(void)state;
	nc_uuid5_urn(wanted, nc_namespace_url, "https://example.org/1", 21);
	identifier_of(two, 1, NULL, found);
	assert_string_equal(found, wanted);
}

static void
another_book_has_another_identifier(void **state)
{
	static const struct plan_row turned[] = {
	    {.title = "First", .date = "2021-07", .source = "b"},
	    {.title = "Second", .date = "2021-06", .source = "a"}};
	struct newsconv_book_options options[4];
	char ids[4][64];
	size_t i, j;

	(void)state;
	for (i = 0; i < 4; i++)
		newsconv_book_options_init(&options[i]);
	options[1].title = "12";
	options[2].series = "12";
	options[3].order = NEWSCONV_ORDER_DATE;
	for (i = 0; i < 4; i++)
		identifier_of(turned, 2, &options[i], ids[i]);
	for (i = 0; i < 4; i++)
		for (j = 0; j < i; j++)
			assert_string_not_equal(ids[i], ids[j]);
	options[0].identifier = "isbn:1";
	identifier_of(turned, 2, &options[0], ids[0]);
	assert_string_equal(ids[0], "isbn:1");
}

static void
the_language_of_most_articles_is_the_books(void **state)
{
	static const struct plan_row rows[] = {
	    {.title = "a", .language = "und"},
	    {.title = "b", .language = "en"},
	    {.title = "c", .language = "ar"},
	    {.title = "d", .language = "ar"},
	    {.title = "e", .language = "und"},
	    {.title = "f", .language = "und"},
	};
	struct plan_fixture fixture;

	(void)state;
	plan_begin(&fixture, rows, 6);
	plan_make(&fixture);
	assert_text(fixture.book.language, "ar");
	assert_true(fixture.book.rtl);
	assert_false(fixture.book.vertical);
	plan_end(&fixture);
	/* One each: the first that is known. */
	plan_begin(&fixture, rows, 3);
	plan_make(&fixture);
	assert_text(fixture.book.language, "en");
	assert_false(fixture.book.rtl);
	plan_end(&fixture);
	plan_begin(&fixture, rows, 1);
	plan_make(&fixture);
	assert_text(fixture.book.language, "und");
	plan_end(&fixture);
}

static void
only_east_asian_text_runs_down(void **state)
{
	static const struct {
		const char *language;
		bool vertical;
	} rows[] = {{"ja", true}, {"zh-Hant", true}, {"ko", true},
	    {"en", false}, {"kok", false}, {"ar", false}, {"ja-Latn", false},
	    {"ko-Hang", true}};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct plan_row row = {
		    .title = "a", .language = rows[i].language};
		struct plan_fixture fixture;

		plan_begin(&fixture, &row, 1);
		fixture.options.vertical = 1;
		plan_make(&fixture);
		assert_int_equal(fixture.book.vertical, rows[i].vertical);
		if (rows[i].vertical)
			assert_true(fixture.book.rtl);
		fixture.options.vertical = 0;
		plan_make(&fixture);
		assert_false(fixture.book.vertical);
		plan_end(&fixture);
	}
}

/* Contents files hold what the groups say, and never too many articles. */
static void
check_contents(const struct nc_book *book)
{
	size_t next = 0, listed = 0, i;
	unsigned last = 0;

	for (i = 0; i < book->group_count; i++) {
		const struct nc_group *group = &book->groups[i];

		assert_int_equal(group->first, next);
		assert_true(group->count > 0);
		next += group->count;
		if (group->contents != last) {
			assert_int_equal(group->contents, last + 1);
			listed = 0;
		}
		last = group->contents;
		listed += group->count;
		assert_true(last == 0 || listed <= (size_t)NC_CONTENTS_MOST);
	}
	assert_int_equal(next, book->chapter_count);
	assert_int_equal(last, book->contents);
}

static void
plan_many(struct plan_fixture *fixture, size_t count, size_t sections)
{
	static const char *const names[] = {"World", "Sport", "Arts", "Life"};
	struct plan_row *rows = calloc(count, sizeof(*rows));
	size_t i;

	assert_non_null(rows);
	for (i = 0; i < count; i++) {
		rows[i].title = "x";
		if (sections > 0)
			rows[i].section = names[i % sections];
	}
	plan_begin(fixture, rows, count);
	if (sections > 0)
		fixture->options.group = NEWSCONV_GROUP_SECTION;
	plan_make(fixture);
	check_contents(&fixture->book);
	free(rows);
}

static void
many_articles_have_contents_files(void **state)
{
	struct plan_fixture fixture;

	(void)state;
	plan_many(&fixture, NC_CONTENTS_MOST, 0);
	assert_int_equal(fixture.book.contents, 0);
	plan_end(&fixture);
	plan_many(&fixture, NC_CONTENTS_MOST + 1, 0);
	assert_int_equal(fixture.book.contents, 2);
	assert_int_equal(fixture.book.group_count, 2);
	assert_text(fixture.book.groups[1].title, "");
	assert_false(fixture.book.grouped);
	plan_end(&fixture);
	plan_many(&fixture, 4 * NC_CONTENTS_MOST, 0);
	assert_int_equal(fixture.book.contents, 4);
	plan_end(&fixture);
}

static void
groups_share_a_contents_file_or_are_cut(void **state)
{
	struct plan_fixture fixture;

	(void)state;
	/* Four of a hundred: two to a file. */
	plan_many(&fixture, 400, 4);
	assert_int_equal(fixture.book.contents, 2);
	assert_int_equal(fixture.book.group_count, 4);
	plan_end(&fixture);
	/* Two of 400, each in two parts. */
	plan_many(&fixture, 800, 2);
	assert_int_equal(fixture.book.group_count, 4);
	assert_text(fixture.book.groups[0].title, "World");
	assert_text(fixture.book.groups[1].title, "World (2)");
	assert_text(fixture.book.groups[2].title, "Sport");
	assert_int_equal(fixture.book.groups[0].count, 200);
	plan_end(&fixture);
}

static void
a_cover_says_what_all_articles_have_in_common(void **state)
{
	static const struct plan_row rows[] = {
	    {.title = "a",
		.publisher = "The Daily",
		.author = "Ana Lima",
		.url = "https://example.org/1"},
	    {.title = "b",
		.publisher = "The Daily",
		.url = "https://example.org/2"},
	    {.title = "c", .url = "https://example.org/3"},
	};
	struct plan_fixture fixture;

	(void)state;
	plan_begin(&fixture, rows, 1);
	plan_make(&fixture);
	assert_text(fixture.book.shown.authors, "Ana Lima");
	plan_end(&fixture);
	plan_begin(&fixture, rows, 2);
	plan_make(&fixture);
	assert_text(fixture.book.shown.source, "The Daily");
	assert_text(fixture.book.shown.authors, "");
	plan_end(&fixture);
	plan_begin(&fixture, rows, 3);
	plan_make(&fixture);
	assert_text(fixture.book.shown.source, "example.org");
	fixture.options.publisher = "Given";
	plan_make(&fixture);
	assert_text(fixture.book.shown.source, "Given");
	plan_end(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_title_is_given_or_made_of_series_or_headline),
	    cmocka_unit_test(one_article_is_a_book_of_its_headline),
	    cmocka_unit_test(several_have_the_date_of_the_youngest),
	    cmocka_unit_test(without_any_date_nothing_is_made_up),
	    cmocka_unit_test(one_article_is_identified_by_its_url),
	    cmocka_unit_test(another_book_has_another_identifier),
	    cmocka_unit_test(the_language_of_most_articles_is_the_books),
	    cmocka_unit_test(only_east_asian_text_runs_down),
	    cmocka_unit_test(many_articles_have_contents_files),
	    cmocka_unit_test(groups_share_a_contents_file_or_are_cut),
	    cmocka_unit_test(a_cover_says_what_all_articles_have_in_common),
	};

	return RUN(tests);
}
