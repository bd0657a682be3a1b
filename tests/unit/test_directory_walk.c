/* A walk that can be looked ahead in, and what it leaves out. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "tree.h"

#include "directory_walk.h"
#include "utf8.h"

static const struct nc_walk_options usual;

static struct nc_walk *
begin(const char *prefix, const struct nc_walk_options *options)
{
	struct nc_walk *walk = nc_walk_new("n", nc_text(prefix), options);

	assert_non_null(walk);
	return walk;
}

/* The directory itself is what comes first. */
static void
enter(struct nc_walk *walk, const char *key)
{
	struct newsconv_text seen;
	struct nc_entry entry;
	bool found;

	assert_int_equal(nc_walk_peek(walk, &seen, NULL), NEWSCONV_OK);
	assert_text(seen, key);
	assert_int_equal(nc_walk_take(walk, &entry, &found, NULL), NEWSCONV_OK);
	assert_false(found);
}

/* The keys of the entries to come, those that are no files in brackets. */
static const char *
rest(struct nc_walk *walk)
{
	static struct nc_buffer text = NC_BUFFER(10000);
	struct newsconv_text key;
	struct nc_entry entry;
	bool found;

	nc_buffer_clear(&text);
	nc_buffer_text(&text, "");
	while (nc_walk_peek(walk, &key, NULL) == NEWSCONV_OK) {
		assert_int_equal(
		    nc_walk_take(walk, &entry, &found, NULL), NEWSCONV_OK);
		if (found)
			nc_buffer_format(&text,
			    entry.kind == NC_ENTRY_FILE ? "%.*s " : "[%.*s] ",
			    (int)entry.key.size, entry.key.data);
	}
	nc_walk_free(walk);
	return text.data;
}

static void
keys_are_the_prefix_and_the_path_below(void **state)
{
	(void)state;
	tree_file("n/b", "");
	tree_file("n/a/x", "");
	tree_file("n/a.b", "");
	assert_string_equal(rest(begin("", &usual)), "a.b a/x b ");
	assert_string_equal(rest(begin("p/", &usual)), "p/a.b p/a/x p/b ");
}

static void
what_is_next_can_be_gone_past(void **state)
{
	struct nc_walk *walk;
	struct newsconv_text key;
	struct stat status;

	(void)state;
	tree_file("n/a/x", "");
	tree_file("n/a/y", "");
	tree_file("n/b", "12");
	walk = begin("", &usual);
	enter(walk, "");
	assert_int_equal(nc_walk_peek(walk, &key, NULL), NEWSCONV_OK);
	assert_text(key, "a/");
	nc_walk_skip(walk);
	assert_int_equal(nc_walk_peek(walk, &key, NULL), NEWSCONV_OK);
	assert_text(key, "b");
	assert_int_equal(nc_walk_status(walk, &status), 0);
	assert_int_equal(status.st_size, 2);
	assert_string_equal(rest(walk), "b ");
}

static void
the_archive_is_no_input(void **state)
{
	struct nc_avoid avoid = {.path = "n/archive"};
	struct nc_walk_options options = {.avoid = &avoid};
	struct nc_walk *walk;

	(void)state;
	tree_file("n/a", "");
	tree_file("n/z", "");
	walk = begin("", &options);
	enter(walk, "");
	assert_string_equal(rest(walk), "a z ");
	tree_file("n/archive/manifest.jsonl", "");
	assert_string_equal(rest(begin("", &options)), "a z ");
}

static void
links_in_a_circle_end(void **state)
{
	struct nc_walk_options options = {.follow_links = true};

	(void)state;
	tree_file("n/a/x", "");
	assert_int_equal(symlink("..", "n/a/up"), 0);
	assert_int_equal(symlink("a", "n/b"), 0);
	assert_string_equal(rest(begin("", &usual)), "[a/up] a/x [b] ");
	assert_string_equal(
	    rest(begin("", &options)), "[a/up/] a/x [b/up/] b/x ");
}

static void
what_vanished_is_named(void **state)
{
	struct nc_walk *walk;

	(void)state;
	tree_file("n/a", "");
	tree_file("n/b", "");
	walk = begin("", &usual);
	enter(walk, "");
	assert_int_equal(unlink("n/b"), 0);
	assert_string_equal(rest(walk), "a [b] ");
}

#define TREE(name) \
	cmocka_unit_test_setup_teardown(name, tree_set_up, tree_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TREE(keys_are_the_prefix_and_the_path_below),
	    TREE(what_is_next_can_be_gone_past),
	    TREE(the_archive_is_no_input),
	    TREE(links_in_a_circle_end),
	    TREE(what_vanished_is_named),
	};

	return RUN(tests);
}
