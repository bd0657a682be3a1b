/* All inputs of a batch: in what order, what becomes of each, once each. */
#define _XOPEN_SOURCE 700 /* nftw */
#include <fcntl.h>

#include "tree.h"

#include "inputs.h"

static const char *const letters = "FSHLXE"; /* by enum nc_entry_kind */

/* Every entry as "F key\n", or what the run failed with. */
static char *
list(const struct nc_inputs_options *options)
{
	static char text[1 << 16];
	struct nc_inputs *inputs = NULL;
	struct newsconv_error error;
	struct nc_entry entry;
	size_t used = 0;
	int result = nc_inputs_open(&inputs, options, &error);

	text[0] = '\0';
	while (result == NEWSCONV_OK) {
		result = nc_inputs_next(inputs, &entry, &error);
		if (result != NEWSCONV_OK)
			break;
		used += (size_t)snprintf(text + used, sizeof(text) - used,
		    "%c %.*s%s%s\n", letters[entry.kind], (int)entry.key.size,
		    entry.key.data, entry.sidecar == NULL ? "" : " + ",
		    entry.sidecar == NULL ? "" : entry.sidecar);
		assert_int_equal(
		    entry.kind >= NC_ENTRY_HIDDEN, entry.reason[0] != '\0');
		assert_int_equal(
		    entry.kind == NC_ENTRY_FAILED, entry.sys_errno != 0);
		assert_int_equal(
		    entry.sidecar != NULL, entry.state.sidecar != 0);
	}
	if (result < 0)
		snprintf(text + used, sizeof(text) - used, "%d %s: %s", result,
		    error.where, error.text);
	nc_inputs_free(inputs);
	return text;
}

static char *
list_paths(const char *const *paths, size_t count)
{
	struct nc_inputs_options options = {
	    .paths = paths, .path_count = count};

	return list(&options);
}

#define LIST(...) \
	list_paths((const char *const[]){__VA_ARGS__}, \
	    sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void
keys_are_in_the_order_of_their_bytes(void **state)
{
	(void)state;
	tree_file("news/a/x", "");
	tree_file("news/a-b", "");
	tree_file("news/a.txt", "");
	tree_file("news/a0", "");
	tree_file("news/B", "");
	tree_file("news/\xff", "");
	tree_file("news/new\nline", "");
	tree_file("news/a/y/z", "");
	assert_string_equal(LIST("news"),
	    "F news/B\nF news/a-b\nF news/a.txt\nF news/a/x\nF news/a/y/z\n"
	    "F news/a0\nF news/new\nline\nF news/\xff\n");
	assert_string_equal(LIST("news/a/"), "F a/x\nF a/y/z\n");
}

static void
a_key_begins_with_the_last_part_of_what_was_named(void **state)
{
	(void)state;
	tree_file("one/two/a", "");
	assert_string_equal(LIST("one/two"), "F two/a\n");
	assert_string_equal(LIST("./one//two/."), "F two/a\n");
	assert_string_equal(LIST("."), "F one/two/a\n");
	assert_string_equal(LIST("./one/two/a"), "F one/two/a\n");
	assert_int_equal(chdir("one/two"), 0);
	assert_string_equal(LIST(".."), "F two/a\n");
	assert_int_equal(chdir("../.."), 0);
}

static void
several_inputs_are_one_sorted_stream(void **state)
{
	(void)state;
	tree_file("b/2", "");
	tree_file("b/4", "");
	tree_file("a/3", "");
	tree_file("b.txt", "");
	tree_file("c", "");
	assert_string_equal(LIST("c", "b", "b.txt", "a", "c"),
	    "F a/3\nF b.txt\nF b/2\nF b/4\nF c\n");
	assert_string_equal(LIST("b", "b/"), "F b/2\nF b/4\n");
	assert_string_equal(LIST("b/4", "b"), "F b/2\nF b/4\n");
}

static void
two_things_of_one_key_are_refused(void **state)
{
	(void)state;
	tree_file("x/news/a", "");
	tree_file("y/news/a", "");
	tree_file("news/a", "");
	assert_string_equal(LIST("x/news", "y/news"),
	    "-6 : x/news and y/news would both be \"news/\" in the archive");
	assert_string_equal(LIST("x/news", "news/a"),
	    "-6 : news/a and a file of a directory would both be \"news/a\" "
	    "in the archive");
}

static void
what_is_named_and_not_there_fails_at_once(void **state)
{
	(void)state;
	assert_string_equal(LIST("nowhere"),
	    "-4 nowhere: cannot open: No such file or directory");
}

static void
what_is_not_read_is_named_with_the_reason(void **state)
{
	(void)state;
	tree_file("news/.git/config", "");
	tree_file("news/.hidden", "");
	tree_file("news/a", "");
	assert_int_equal(symlink("a", "news/link"), 0);
	assert_int_equal(mkfifo("news/pipe", 0600), 0);
	assert_string_equal(LIST("news"),
	    "H news/.git/\nH news/.hidden\nF news/a\nL news/link\n"
	    "X news/pipe\n");
	assert_string_equal(LIST("news/.git"), "F .git/config\n");
}

static void
hidden_files_are_read_if_wanted(void **state)
{
	const char *path = "news";
	struct nc_inputs_options options = {
	    .paths = &path, .path_count = 1, .hidden = true};

	(void)state;
	tree_file("news/.git/config", "");
	tree_file("news/.hidden", "");
	assert_string_equal(
	    list(&options), "F news/.git/config\nF news/.hidden\n");
}

static void
followed_links_do_not_lead_in_circles(void **state)
{
	const char *path = "news";
	struct nc_inputs_options options = {
	    .paths = &path, .path_count = 1, .follow_links = true};

	(void)state;
	tree_file("news/a/b/file", "");
	tree_file("other/file", "");
	assert_int_equal(symlink("..", "news/a/b/up"), 0);
	assert_int_equal(symlink("../other", "news/other"), 0);
	assert_int_equal(symlink("nowhere", "news/dangling"), 0);
	assert_int_equal(symlink("a/b/file", "news/file"), 0);
	assert_string_equal(list(&options),
	    "F news/a/b/file\nL news/a/b/up/\nE news/dangling\nF news/file\n"
	    "F news/other/file\n");
}

static void
an_unreadable_directory_is_named_once_and_the_walk_goes_on(void **state)
{
	uid_t user = geteuid();

	(void)state;
	tree_file("news/a/x", "");
	tree_file("news/b/x", "");
	assert_int_equal(chmod("news/a", 0), 0);
	/* Root reads everything: be somebody else, who reads the others. */
	assert_int_equal(chmod(".", 0755), 0);
	assert_int_equal(chmod("news", 0755), 0);
	assert_int_equal(chmod("news/b", 0755), 0);
	if (user == 0)
		assert_int_equal(seteuid(65534), 0);
	assert_string_equal(LIST("news"), "E news/a/\nF news/b/x\n");
	assert_int_equal(seteuid(user), 0);
	assert_int_equal(chmod("news/a", 0700), 0);
}

static void
the_archive_itself_is_not_walked(void **state)
{
	const char *path = ".";
	struct nc_inputs_options options = {
	    .paths = &path, .path_count = 1, .avoid = "out"};

	(void)state;
	tree_file("out/volume", "");
	tree_file("in/a", "");
	assert_string_equal(list(&options), "F in/a\n");
	options.avoid = "in/a";
	assert_string_equal(list(&options), "F out/volume\n");
}

static void
sidecars_are_told_from_records(void **state)
{
	(void)state;
	tree_file("news/a.txt", "");
	tree_file("news/a.json", "");
	tree_file("news/b.txt", "");
	tree_file("news/b.meta.json", "");
	tree_file("news/b.json", "");
	tree_file("news/c.txt", "");
	tree_file("news/c.txt.json", "");
	tree_file("news/d.json", "");
	tree_file("news/e.jsonl", "");
	tree_file("news/e.txt", "");
	assert_string_equal(LIST("news"),
	    "S news/a.json\nF news/a.txt + news/a.json\nF news/b.json\n"
	    "S news/b.meta.json\nF news/b.txt + news/b.meta.json\n"
	    "F news/c.txt + news/c.txt.json\nS news/c.txt.json\n"
	    "F news/d.json\nF news/e.jsonl\nF news/e.txt\n");
	assert_string_equal(LIST("news/a.txt", "news/a.json"),
	    "S news/a.json\nF news/a.txt + news/a.json\n");
}

static char *
list_lists(const char *list_path, bool null_separated)
{
	struct nc_inputs_options options = {.lists = &list_path,
	    .list_count = 1,
	    .null_separated = null_separated,
	    .work = "."};

	return list(&options);
}

static void
lists_are_sorted_by_key_and_read_once(void **state)
{
	char text[512];

	(void)state;
	tree_file("b", "");
	tree_file("a/x", "");
	tree_file("a/y", "");
	tree_file("a.txt", "");
	tree_file("-", "");
	snprintf(
	    text, sizeof(text), "./b\na\r\n\nb\nmissing\na//x\na.txt\n-\n");
	tree_file("list", text);
	assert_string_equal(list_lists("list", false),
	    "F -\nF a.txt\nF a/x\nF a/y\nF b\nE missing\n");
	snprintf(text, sizeof(text), "%s/b\n", tree_path);
	tree_file("list", text);
	assert_string_equal(list_lists("list", false),
	    (snprintf(text, sizeof(text), "F %s/b\n", tree_path + 1), text));
	assert_int_equal(access("inputs-relative.tmp", F_OK), -1);
	assert_int_equal(access("inputs-absolute.tmp.sorted", F_OK), -1);
}

static void
a_record_is_no_sidecar_of_a_dump_that_is_no_input(void **state)
{
	(void)state;
	tree_file("news/a.txt", "dump");
	tree_file("news/a.json", "{}");
	tree_file("news/b.json", "{}");
	tree_file("one", "news/a.json\nnews/b.json\n");
	assert_string_equal(
	    list_lists("one", false), "F news/a.json\nF news/b.json\n");
	tree_file("both", "news/b.json\nnews/a.txt\nnews/a.json\n");
	assert_string_equal(list_lists("both", false),
	    "S news/a.json\nF news/a.txt + news/a.json\nF news/b.json\n");
	assert_string_equal(LIST("news/a.json"), "F news/a.json\n");
	assert_string_equal(LIST("news/a.json", "news/a.txt"),
	    "S news/a.json\nF news/a.txt + news/a.json\n");
}

static void
a_list_may_be_of_names_with_line_ends(void **state)
{
	static const char names[] = "new\nline\0b\0";

	(void)state;
	tree_file("new\nline", "");
	tree_file("b", "");
	tree_write("list", names, sizeof(names) - 1);
	assert_string_equal(list_lists("list", true), "F b\nF new\nline\n");
	assert_string_equal(list_lists("list", false),
	    "-6 list: is no list of lines: it holds NUL bytes");
}

static void
a_list_may_name_the_directory_it_is_in(void **state)
{
	(void)state;
	tree_file("-x", "");
	tree_file("list", ".\n-x\n");
	assert_string_equal(list_lists("list", false), "F -x\nF list\n");
}

static void
shards_are_parts_of_the_whole(void **state)
{
	const char *path = "news";
	struct nc_inputs_options options = {
	    .paths = &path, .path_count = 1, .shards = 3};
	size_t lines = 0, i;
	char name[32];
	const char *c;

	(void)state;
	for (i = 0; i < 100; i++) {
		snprintf(name, sizeof(name), "news/%zu", i);
		tree_file(name, "");
	}
	for (options.shard = 1; options.shard <= 3; options.shard++) {
		size_t own = 0;

		for (c = list(&options); *c != '\0'; c++)
			own += *c == '\n';
		assert_in_range(own, 20, 50);
		lines += own;
	}
	assert_int_equal(lines, 100);
	/* What shard a key is in may never change. */
	assert_int_equal(
	    nc_shard_of((struct newsconv_text){"news/1", 6}, 8), 6);
}

static void
the_state_of_a_file_is_that_of_the_system(void **state)
{
	const char *path = "a.txt";
	struct nc_inputs_options options = {.paths = &path, .path_count = 1};
	struct timespec times[2] = {{1, 2}, {1234567890, 123456789}};
	struct nc_inputs *inputs;
	struct nc_entry entry;

	(void)state;
	tree_file("a.txt", "12345");
	tree_file("a.json", "{}");
	assert_int_equal(utimensat(AT_FDCWD, "a.txt", times, 0), 0);
	assert_int_equal(nc_inputs_open(&inputs, &options, NULL), 0);
	assert_int_equal(nc_inputs_next(inputs, &entry, NULL), 0);
	assert_int_equal(entry.state.size, 5);
	assert_int_equal(entry.state.modified, 1234567890);
	assert_int_equal(entry.state.nanoseconds, 123456789);
	assert_true(entry.state.sidecar);
	assert_int_equal(entry.state.sidecar_size, 2);
	assert_int_equal(nc_inputs_next(inputs, &entry, NULL), NEWSCONV_END);
	nc_inputs_free(inputs);
}

/* Deeper than descriptors are kept, and wider than a walk may be slow. */
static void
a_deep_tree_is_walked_to_its_end(void **state)
{
	char path[2048] = "deep";
	size_t i;

	(void)state;
	for (i = 0; i < 300; i++)
		strcat(path, "/d");
	strcat(path, "/file");
	tree_file(path, "");
	tree_file("deep/z", "");
	assert_non_null(strstr(LIST("deep"), "/d/file\nF deep/z\n"));
}

static void
a_pipe_that_is_named_is_an_input(void **state)
{
	(void)state;
	assert_int_equal(mkfifo("pipe", 0600), 0);
	assert_string_equal(LIST("pipe", "-"), "F -\nF pipe\n");
	assert_string_equal(
	    LIST("-", "-"), "-6 : standard input can be read only once");
}

#define TREE(name) \
	cmocka_unit_test_setup_teardown(name, tree_set_up, tree_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TREE(keys_are_in_the_order_of_their_bytes),
	    TREE(a_key_begins_with_the_last_part_of_what_was_named),
	    TREE(several_inputs_are_one_sorted_stream),
	    TREE(two_things_of_one_key_are_refused),
	    TREE(what_is_named_and_not_there_fails_at_once),
	    TREE(what_is_not_read_is_named_with_the_reason),
	    TREE(hidden_files_are_read_if_wanted),
	    TREE(followed_links_do_not_lead_in_circles),
	    TREE(an_unreadable_directory_is_named_once_and_the_walk_goes_on),
	    TREE(the_archive_itself_is_not_walked),
	    TREE(sidecars_are_told_from_records),
	    TREE(lists_are_sorted_by_key_and_read_once),
	    TREE(a_record_is_no_sidecar_of_a_dump_that_is_no_input),
	    TREE(a_list_may_be_of_names_with_line_ends),
	    TREE(a_list_may_name_the_directory_it_is_in),
	    TREE(shards_are_parts_of_the_whole),
	    TREE(the_state_of_a_file_is_that_of_the_system),
	    TREE(a_deep_tree_is_walked_to_its_end),
	    TREE(a_pipe_that_is_named_is_an_input),
	};

	return RUN(tests);
}
