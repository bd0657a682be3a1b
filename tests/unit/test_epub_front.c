/* The caller's stylesheet and cover: taken as they are, or refused by name. */
#include "unit.h"

#include <unistd.h>

#include "epub_front.h"
#include "utf8.h"

struct fixture {
	struct nc_arena *arena;
	struct newsconv_book_options options;
	struct nc_front front;
	struct newsconv_error error;
	char path[64];
};

static void
begin(struct fixture *fixture, const void *bytes, size_t size)
{
	FILE *file;

	memset(fixture, 0, sizeof(*fixture));
	fixture->arena = nc_arena_new((size_t)1 << 26);
	newsconv_book_options_init(&fixture->options);
	snprintf(fixture->path, sizeof(fixture->path),
	    "/tmp/newsconv-front-%ld", (long)getpid());
	file = fopen(fixture->path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
}

static void
end(struct fixture *fixture)
{
	nc_arena_free(fixture->arena);
	unlink(fixture->path);
}

static int
read_css(struct fixture *fixture)
{
	fixture->options.css_file = fixture->path;
	return nc_front_read(&fixture->front, &fixture->options, fixture->arena,
	    &fixture->error);
}

static void
refuses(const void *bytes, size_t size, const char *text)
{
	struct fixture fixture;

	begin(&fixture, bytes, size);
	assert_int_equal(read_css(&fixture), NEWSCONV_BAD_VALUE);
	assert_string_equal(fixture.error.where, fixture.path);
	assert_string_equal(fixture.error.text, text);
	end(&fixture);
}

static void
a_stylesheet_is_taken_byte_for_byte(void **state)
{
	static const char css[] = "p { color: red }\r\n/* \xc3\xa9 */";
	struct fixture fixture;

	(void)state;
	begin(&fixture, css, sizeof(css) - 1);
	assert_int_equal(read_css(&fixture), NEWSCONV_OK);
	assert_text(fixture.front.css, css);
	end(&fixture);
}

static void
a_stylesheet_that_is_no_text_is_refused(void **state)
{
	(void)state;
	refuses("p {}\n\xff\n", 7, "byte 5 of the stylesheet is not UTF-8");
	refuses("", 0, "the stylesheet is empty");
}

static void
a_stylesheet_of_more_than_a_megabyte_is_refused(void **state)
{
	enum { MEGABYTE = 1 << 20 };
	struct fixture fixture;
	char *css = malloc(MEGABYTE + 1);

	(void)state;
	assert_non_null(css);
	memset(css, ' ', MEGABYTE + 1);
	refuses(css, MEGABYTE + 1, "a stylesheet of more than 1048576 bytes");
	begin(&fixture, css, MEGABYTE);
	assert_int_equal(read_css(&fixture), NEWSCONV_OK);
	end(&fixture);
	free(css);
}

static void
a_file_that_is_not_there_is_named(void **state)
{
	struct fixture fixture;

	(void)state;
	begin(&fixture, "", 0);
	unlink(fixture.path);
	assert_int_equal(read_css(&fixture), NEWSCONV_READ_FAILED);
	assert_string_equal(fixture.error.where, fixture.path);
	end(&fixture);
}

static void
a_cover_that_is_no_picture_is_refused(void **state)
{
	struct fixture fixture;

	(void)state;
	begin(&fixture, "<svg/>", 6);
	fixture.options.cover = NEWSCONV_COVER_FILE;
	fixture.options.cover_file = fixture.path;
	assert_int_equal(nc_front_read(&fixture.front, &fixture.options,
			     fixture.arena, &fixture.error),
	    NEWSCONV_BAD_VALUE);
	assert_string_equal(fixture.error.where, fixture.path);
	end(&fixture);
}

static void
covers_of_text_and_none_are_as_they_are_wanted(void **state)
{
	struct nc_book book = {0};
	struct fixture fixture;

	(void)state;
	begin(&fixture, "", 0);
	book.options = &fixture.options;
	fixture.options.cover = NEWSCONV_COVER_TEXT;
	assert_int_equal(nc_front_cover(&fixture.front, &book, fixture.arena,
			     &fixture.error),
	    NEWSCONV_OK);
	assert_int_equal(book.cover, NC_COVER_PAGE);
	fixture.options.cover = NEWSCONV_COVER_NONE;
	assert_int_equal(nc_front_cover(&fixture.front, &book, fixture.arena,
			     &fixture.error),
	    NEWSCONV_OK);
	assert_int_equal(book.cover, NC_COVER_NONE);
	end(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_stylesheet_is_taken_byte_for_byte),
	    cmocka_unit_test(a_stylesheet_that_is_no_text_is_refused),
	    cmocka_unit_test(a_stylesheet_of_more_than_a_megabyte_is_refused),
	    cmocka_unit_test(a_file_that_is_not_there_is_named),
	    cmocka_unit_test(a_cover_that_is_no_picture_is_refused),
	    cmocka_unit_test(covers_of_text_and_none_are_as_they_are_wanted),
	};

	return RUN(tests);
}
