/* What the pages that speak of the whole book have in common. */
#include "unit.h"

#include "book_fixture.h"
#include "book_page.h"

static void
a_text_goes_as_its_language_unless_it_cannot(void **state)
{
	(void)state;
	assert_false(nc_book_goes_left(nc_text("Headline"), false));
	assert_true(nc_book_goes_left(nc_text("عنوان"), true));
	assert_true(nc_book_goes_left(nc_text("BBC عنوان"), true));
	assert_false(nc_book_goes_left(nc_text("عنوان and more"), false));
	assert_true(nc_book_goes_left(nc_text("עברית"), false));
	assert_false(nc_book_goes_left(nc_text("Headline"), true));
	assert_true(nc_book_goes_left(nc_text("2021!"), true));
	assert_false(nc_book_goes_left(nc_text("2021!"), false));
	assert_false(nc_book_goes_left(nc_text(""), false));
	assert_false(nc_book_goes_left(nc_text("\xff\xfe"), false));
}

static void
vertical_text_goes_from_left_to_right(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 1);
	assert_false(nc_book_text_rtl(&f.book));
	f.book.rtl = true;
	assert_true(nc_book_text_rtl(&f.book));
	f.book.vertical = true;
	assert_false(nc_book_text_rtl(&f.book));
	fixture_end(&f);
}

static void
words_of_ours_are_known_in_some_languages(void **state)
{
	static const struct {
		const char *language;
		bool speaks;
	} cases[] = {{"en", true}, {"en-GB", true}, {"de", true},
	    {"zh-Hant", true}, {"und", false}, {"kl", false}, {"", false},
	    {"eng", false}};
	struct book_fixture f;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		fixture_begin(&f, 1);
		f.book.language = nc_text(cases[i].language);
		assert_int_equal(
		    nc_markup_speaks(f.book.language), cases[i].speaks);
		fixture_end(&f);
	}
}

static void
groups_are_shown_in_issues_that_have_some(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 2);
	assert_false(nc_book_shows_groups(&f.book));
	f.book.grouped = true;
	assert_true(nc_book_shows_groups(&f.book));
	f.book.grouped = false;
	f.book.contents = 1;
	assert_true(nc_book_shows_groups(&f.book));
	f.book.chapter_count = 1;
	assert_false(nc_book_shows_groups(&f.book));
	fixture_end(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_text_goes_as_its_language_unless_it_cannot),
	    cmocka_unit_test(vertical_text_goes_from_left_to_right),
	    cmocka_unit_test(words_of_ours_are_known_in_some_languages),
	    cmocka_unit_test(groups_are_shown_in_issues_that_have_some),
	};

	return RUN(tests);
}
