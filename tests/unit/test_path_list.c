/* Lists of paths become two sorted streams of keys. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "tree.h"

#include "path_list.h"
#include "utf8.h"

static struct nc_path_list lists[2];

static int
open_list(
    const char *text, size_t size, bool null, struct newsconv_error *error)
{
	static const char *const list = "list";
	struct nc_inputs_options options = {.lists = &list,
	    .list_count = 1,
	    .null_separated = null,
	    .work = "."};

	tree_write("list", text, size);
	return nc_path_lists_open(lists, &options, error);
}

#define OPEN(text, null) \
	assert_int_equal( \
	    open_list(text, sizeof(text) - 1, null, NULL), NEWSCONV_OK)

/* The paths of the list, each with a line end. */
static const char *
rest(struct nc_path_list *list)
{
	static struct nc_buffer text = NC_BUFFER(10000);
	struct newsconv_text key;

	nc_buffer_clear(&text);
	nc_buffer_text(&text, "");
	while (nc_path_list_next(list, &key, NULL) == NEWSCONV_OK)
		nc_buffer_format(&text, "%s\n", list->path.data);
	nc_path_list_close(list);
	return text.data;
}

static void
keys_have_no_dots_and_no_slash_in_front(void **state)
{
	static const char *const keys[][2] = {{"a/b", "a/b"}, {"/a//b/", "a/b"},
	    {"./a/./b", "a/b"}, {"../a", "../a"}, {"/", ""}, {".", ""}};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		struct nc_buffer key = NC_BUFFER(100);
		bool absolute;

		nc_buffer_text(&key, "");
		nc_path_key(&key, keys[i][0], &absolute);
		assert_string_equal(key.data, keys[i][1]);
		assert_int_equal(absolute, keys[i][0][0] == '/');
		nc_buffer_free(&key);
	}
}

static void
paths_are_sorted_and_there_once(void **state)
{
	(void)state;
	OPEN("b\r\n/y\n\na\n./b\n/x\nb", false);
	assert_string_equal(rest(&lists[0]), "a\nb\n");
	assert_string_equal(rest(&lists[1]), "/x\n/y\n");
}

static void
names_may_hold_line_ends_if_nul_ends_them(void **state)
{
	(void)state;
	OPEN("b\nc\0a\r\0-", true);
	assert_string_equal(rest(&lists[0]), "./-\na\r\nb\nc\n");
	nc_path_list_close(&lists[1]);
}

static void
a_list_with_nul_is_no_list_of_lines(void **state)
{
	struct newsconv_error error;

	(void)state;
	assert_int_equal(
	    open_list("a\0b", 3, false, &error), NEWSCONV_BAD_VALUE);
	assert_string_equal(error.where, "list");
	nc_path_list_close(&lists[0]);
	nc_path_list_close(&lists[1]);
}

static void
a_key_is_found_wherever_reading_stands(void **state)
{
	struct newsconv_text key;
	char name[16];
	int i;

	(void)state;
	OPEN("k9\nk1\nk3\nk5\nk7\nk11\n", false);
	for (i = 0; i < 13; i++) {
		snprintf(name, sizeof(name), "k%d", i);
		assert_int_equal(
		    nc_path_list_has(&lists[0], nc_text(name)), i % 2);
	}
	assert_false(nc_path_list_has(&lists[1], nc_text("k1")));
	assert_int_equal(nc_path_list_next(&lists[0], &key, NULL), NEWSCONV_OK);
	assert_text(key, "k1");
	assert_true(nc_path_list_has(&lists[0], nc_text("k9")));
	assert_string_equal(rest(&lists[0]), "k11\nk3\nk5\nk7\nk9\n");
	nc_path_list_close(&lists[1]);
}

#define TREE(name) \
	cmocka_unit_test_setup_teardown(name, tree_set_up, tree_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TREE(keys_have_no_dots_and_no_slash_in_front),
	    TREE(paths_are_sorted_and_there_once),
	    TREE(names_may_hold_line_ends_if_nul_ends_them),
	    TREE(a_list_with_nul_is_no_list_of_lines),
	    TREE(a_key_is_found_wherever_reading_stands),
	};

	return RUN(tests);
}
