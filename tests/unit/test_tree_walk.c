/* Walking folders in the order of paths, whatever is in them. */
#define _XOPEN_SOURCE 700 /* nftw() */
#include "tree.h"

#include "memory.h"
#include "tree_walk.h"

/* What the walk told, a line each. */
static struct nc_buffer told = NC_BUFFER((size_t)64 * 1024 * 1024);

static bool
is_mark(const char *name)
{
	return strncmp(name, "mark", 4) == 0;
}

static void
walk(const char *path, uint64_t depth)
{
	static const char letters[] = {[NC_TREE_ENTER] = '>',
	    [NC_TREE_FILE] = 'f',
	    [NC_TREE_OTHER] = 'o',
	    [NC_TREE_LEAVE] = '<'};
	int descriptor = open(path, O_RDONLY | O_DIRECTORY);
	struct nc_tree *tree;
	struct nc_tree_step step;
	size_t i;

	assert_true(descriptor >= 0);
	nc_buffer_clear(&told);
	nc_buffer_text(&told, "");
	assert_int_equal(
	    nc_tree_open(&tree, descriptor, depth, is_mark, NULL), NEWSCONV_OK);
	while (nc_tree_next(tree, &step, NULL) == NEWSCONV_OK) {
		nc_buffer_format(&told, "%c %s", letters[step.type], step.path);
		if (step.type == NC_TREE_ENTER)
			for (i = 0; i < step.mark_count; i++)
				nc_buffer_format(&told, " (%s)", step.marks[i]);
		if (step.type == NC_TREE_OTHER)
			nc_buffer_format(&told, ": %s", step.error.text);
		nc_buffer_text(&told, "\n");
	}
	nc_tree_close(tree);
	close(descriptor);
}

static void
paths_come_in_their_order_with_folders_entered_and_left(void **state)
{
	(void)state;
	tree_file("t/a/x", "");
	tree_file("t/a-b", "");
	tree_file("t/ab", "");
	tree_file("t/b/c/d", "");
	tree_file("t/mark2", "");
	tree_file("t/mark1", "");
	walk("t", 0);
	assert_string_equal(told.data,
	    ">  (mark1) (mark2)\n"
	    "f a-b\n"
	    "> a\nf a/x\n< a\n"
	    "f ab\n"
	    "> b\n> b/c\nf b/c/d\n< b/c\n< b\n"
	    "f mark1\nf mark2\n"
	    "< \n");
}

static void
links_and_devices_are_told_and_not_entered(void **state)
{
	(void)state;
	tree_file("t/d/x", "");
	assert_int_equal(symlink("d", "t/link"), 0);
	assert_int_equal(symlink("..", "t/up"), 0);
	assert_int_equal(mkfifo("t/pipe", 0600), 0);
	walk("t", 0);
	assert_string_equal(told.data,
	    "> \n"
	    "> d\nf d/x\n< d\n"
	    "o link: is a symbolic link, which is not followed\n"
	    "o pipe: is not a regular file\n"
	    "o up: is a symbolic link, which is not followed\n"
	    "< \n");
}

static void
too_deep_a_folder_is_told_instead_of_entered(void **state)
{
	(void)state;
	tree_file("t/a/b/c", "");
	walk("t", 2);
	assert_string_equal(told.data,
	    "> \n> a\no a/b: is 2 folders deep, the limit\n< a\n< \n");
}

/* More names than are kept at once below the first levels. */
static void
a_folder_with_more_names_than_memory_holds_is_sorted_too(void **state)
{
	enum { NAMES = 3000, DEEP = 9 };
	char path[512] = "t", name[700], *next;
	const char *line;
	size_t i, seen = 0;

	(void)state;
	for (i = 0; i < DEEP; i++)
		strcat(path, "/d");
	for (i = 0; i < NAMES; i++) {
		snprintf(name, sizeof(name), "%s/%04zu-%0150d", path,
		    (i * 7919) % NAMES, 0);
		tree_file(name, "");
	}
	walk("t", 0);
	for (line = told.data; *line != '\0'; line = next + 1) {
		next = strchr(line, '\n');
		if (*line != 'f')
			continue;
		snprintf(
		    name, sizeof(name), "%s/%04zu-%0150d", path + 2, seen++, 0);
		assert_memory_equal(line + 2, name, strlen(name));
	}
	assert_int_equal(seen, NAMES);
}

int
main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, tree_set_up, tree_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(paths_come_in_their_order_with_folders_entered_and_left),
	    TEST(links_and_devices_are_told_and_not_entered),
	    TEST(too_deep_a_folder_is_told_instead_of_entered),
	    TEST(a_folder_with_more_names_than_memory_holds_is_sorted_too),
	};
	int failed = RUN(tests);

	nc_buffer_free(&told);
	return failed;
}
