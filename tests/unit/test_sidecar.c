/* Sidecars: JSON objects, kept word for word, and what is none. */
#define _XOPEN_SOURCE 700 /* nftw */
#include <errno.h>

#include "tree.h"

#include "sidecar.h"
#include "utf8.h"

static int
parse(struct nc_given *given, struct nc_arena *arena, const char *text,
    struct newsconv_error *error)
{
	static const struct nc_field_names names;

	nc_given_init(given);
	return nc_sidecar_parse(given, arena, nc_text(text), &names, error);
}

static void
fields_and_words_are_given(void **state)
{
	struct nc_arena *arena = nc_arena_new(1 << 20);
	struct nc_given given;

	(void)state;
	assert_int_equal(
	    parse(&given, arena, "\xef\xbb\xbf {\"title\":\"T\",\"more\":1}\n",
		NULL),
	    NEWSCONV_OK);
	assert_string_equal(given.title, "T");
	assert_text(given.words, "{\"title\":\"T\",\"more\":1}");
	assert_string_equal(given.words_type, "application/json");
	nc_arena_free(arena);
}

static void
what_is_no_object_is_told(void **state)
{
	static const char *const texts[] = {
	    "", " \n", "\xef\xbb\xbf", "[]", "5", "{", "{} {}", "\"a\""};
	struct nc_arena *arena = nc_arena_new(1 << 20);
	struct newsconv_error error;
	struct nc_given given;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		assert_int_equal(
		    parse(&given, arena, texts[i], &error), NEWSCONV_BAD_VALUE);
		assert_non_null(strstr(error.text, "JSON"));
	}
	nc_arena_free(arena);
}

static void
the_file_is_named_where_it_fails(void **state)
{
	static const struct nc_field_names names;
	struct nc_arena *arena = nc_arena_new(1 << 20);
	struct newsconv_error error;
	struct nc_given given;

	(void)state;
	tree_file("n/a.json", "[]");
	assert_int_equal(
	    nc_sidecar_read(&given, arena, "n/a.json", &names, &error),
	    NEWSCONV_BAD_VALUE);
	assert_string_equal(error.where, "n/a.json");
	assert_string_equal(
	    error.text, "its sidecar a.json: is no JSON object");
	assert_int_equal(
	    nc_sidecar_read(&given, arena, "n/b.json", &names, &error),
	    NEWSCONV_READ_FAILED);
	assert_int_equal(error.sys_errno, ENOENT);
	nc_arena_free(arena);
}

#define TREE(name) \
	cmocka_unit_test_setup_teardown(name, tree_set_up, tree_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TREE(fields_and_words_are_given),
	    TREE(what_is_no_object_is_told),
	    TREE(the_file_is_named_where_it_fails),
	};

	return RUN(tests);
}
