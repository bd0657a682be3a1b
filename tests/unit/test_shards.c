/* Whether all shards of one job are there, and what is said when not. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "shard_fixture.h"

#include "shards.h"

static struct nc_buffer notes = NC_BUFFER(SIZE_MAX);

static void
take_note(const char *path, const char *text, void *context)
{
	(void)context;
	nc_buffer_format(&notes, "%s|%s\n", path, text);
}

/* Up to four paths, NULL after the last. */
static int
open_shards(const char *const *paths, struct newsconv_error *error)
{
	struct nc_arena *arena = nc_arena_new(SIZE_MAX);
	struct nc_shards shards;
	size_t count = 0, i;
	int result;

	while (count < 4 && paths[count] != NULL)
		count++;
	nc_buffer_clear(&notes);
	nc_buffer_add(&notes, "", 0);
	memset(error, 0, sizeof(*error));
	result = nc_shards_open(
	    &shards, arena, paths, count, take_note, NULL, error);
	for (i = 0; result == NEWSCONV_OK && i < shards.count; i++)
		assert_int_equal(shards.all[i].history.runs[0].shard, i + 1);
	nc_arena_free(arena);
	return result;
}

static void
shards_may_be_named_in_any_order(void **state)
{
	struct newsconv_error error;

	(void)state;
	fixture_archive("a", 3, 3, 1);
	fixture_archive("b", 1, 3, 1);
	fixture_archive("c", 2, 3, 1);
	assert_int_equal(
	    open_shards((const char *const[]){"a", "b", "c", NULL}, &error), 0);
	assert_int_equal(
	    open_shards((const char *const[]){"c", "b", "a", NULL}, &error), 0);
	assert_int_equal(notes.size, 0);
}

static void
expect(const char *const *paths, int code, const char *where, const char *text,
    const char *told)
{
	struct newsconv_error error;

	assert_int_equal(open_shards(paths, &error), code);
	assert_int_equal(error.code, code);
	assert_string_equal(error.where, where);
	if (strstr(error.text, text) == NULL)
		fail_msg("\"%s\", not \"%s\"", error.text, text);
	assert_string_equal(notes.data, told);
}

static void
what_is_missing_is_listed(void **state)
{
	(void)state;
	fixture_archive("a", 1, 3, 1);
	fixture_archive("c", 3, 3, 1);
	expect((const char *const[]){"a", "c", NULL}, NEWSCONV_INCOMPLETE, "",
	    "of 3 shards these are missing or unfinished: 2",
	    "|shard 2 of 3 is missing\n");
	assert_int_equal(mkdir("b", 0700), 0);
	assert_int_equal(mkdir("b/unfinished", 0700), 0);
	expect((const char *const[]){"a", "b", "c", NULL}, NEWSCONV_INCOMPLETE,
	    "", "2", "b|is not finished\n|shard 2 of 3 is missing\n");
	expect((const char *const[]){"b", "x", NULL}, NEWSCONV_INCOMPLETE, "",
	    "none of the shards is finished",
	    "b|is not finished\nx|is not there\n");
	/* Even if all are there without it: somebody meant it to be one. */
	fixture_archive("d", 2, 3, 1);
	expect((const char *const[]){"a", "b", "c", "d"}, NEWSCONV_INCOMPLETE,
	    "", "1 of the archives named", "b|is not finished\n");
}

static void
what_is_no_shard_is_named(void **state)
{
	(void)state;
	fixture_archive("a", 1, 2, 1);
	fixture_archive("whole", 0, 0, 1);
	assert_int_equal(mkdir("empty", 0700), 0);
	tree_file("file", "");
	expect((const char *const[]){"a", "empty", NULL}, NEWSCONV_NOT_A_FILE,
	    "empty", "no archive of newsconv", "");
	expect((const char *const[]){"a", "file", NULL}, NEWSCONV_NOT_A_FILE,
	    "file", "is no directory", "");
	expect((const char *const[]){"a", "whole", NULL}, NEWSCONV_BAD_VALUE,
	    "whole", "is no shard, but a whole archive", "");
	tree_file("file", "");
	expect((const char *const[]){"a", "file/x", NULL}, NEWSCONV_READ_FAILED,
	    "file/x", "Not a directory", "");
}

static void
shards_of_different_jobs_are_refused(void **state)
{
	struct nc_buffer history = NC_BUFFER(SIZE_MAX);
	struct newsconv_text text;

	(void)state;
	fixture_archive("a", 1, 2, 1);
	fixture_archive("b", 2, 2, 1);
	fixture_archive("again", 1, 2, 1);
	fixture_archive("other", 2, 3, 1);
	expect((const char *const[]){"a", "again", NULL}, NEWSCONV_BAD_VALUE,
	    "again", "is shard 1, and so is a", "");
	expect((const char *const[]){"a", "other", NULL}, NEWSCONV_BAD_VALUE,
	    "other", "is one of 3 shards, others are of 2", "");
	text = fixture_read("b/history.jsonl");
	nc_buffer_add(&history, text.data, text.size);
	memcpy(strstr(history.data, "--fast"), "--slow", 6);
	fixture_write("b", "history.jsonl", &history);
	expect((const char *const[]){"a", "b", NULL}, NEWSCONV_BAD_VALUE, "b",
	    "other options", "");
	nc_buffer_free(&history);
}

static void
damaged_history_is_named_with_the_line(void **state)
{
	struct newsconv_error error;

	(void)state;
	fixture_archive("a", 1, 2, 1);
	tree_file("a/history.jsonl", "{}\n");
	assert_int_equal(open_shards((const char *const[]){"a", NULL}, &error),
	    NEWSCONV_INVALID);
	assert_string_equal(error.where, "a/history.jsonl");
	assert_int_equal(error.line, 1);
	tree_file("a/history.jsonl", "");
	expect((const char *const[]){"a", NULL}, NEWSCONV_BAD_VALUE, "a",
	    "empty history", "");
}

static void
shard_that_ran_less_often_is_told_and_taken(void **state)
{
	struct newsconv_error error;

	(void)state;
	fixture_archive("a", 1, 2, 3);
	fixture_archive("b", 2, 2, 1);
	assert_int_equal(
	    open_shards((const char *const[]){"a", "b", NULL}, &error), 0);
	assert_string_equal(notes.data, "b|has 1 runs, another shard has 3\n");
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, tree_set_up, tree_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(shards_may_be_named_in_any_order),
	    TEST(what_is_missing_is_listed),
	    TEST(what_is_no_shard_is_named),
	    TEST(shards_of_different_jobs_are_refused),
	    TEST(damaged_history_is_named_with_the_line),
	    TEST(shard_that_ran_less_often_is_told_and_taken),
	};

	return RUN(tests);
}
