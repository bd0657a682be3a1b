/* The names of a book's files. */
#include "unit.h"

#include "book.h"

static void
files_of_an_article_are_numbered_from_the_second_on(void **state)
{
	char name[NC_CHAPTER_NAME_SIZE];

	(void)state;
	nc_chapter_name(name, 0, 0);
	assert_string_equal(name, "article-1.xhtml");
	nc_chapter_name(name, 41, 1);
	assert_string_equal(name, "article-42-2.xhtml");
	nc_chapter_name(name, SIZE_MAX - 1, UINT32_MAX - 1);
	assert_string_equal(
	    name, "article-18446744073709551615-4294967295.xhtml");
	nc_contents_name(name, 3);
	assert_string_equal(name, "contents-3.xhtml");
}

static void
a_cover_is_named_by_what_it_is(void **state)
{
	struct nc_book book = {.cover = NC_COVER_PNG};

	(void)state;
	assert_string_equal(nc_cover_name(&book), "cover.png");
	book.cover = NC_COVER_JPEG;
	assert_string_equal(nc_cover_name(&book), "cover.jpg");
	book.cover = NC_COVER_PAGE;
	assert_null(nc_cover_name(&book));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		files_of_an_article_are_numbered_from_the_second_on),
	    cmocka_unit_test(a_cover_is_named_by_what_it_is),
	};

	return RUN(tests);
}
