/*
 * History, list of inputs, index and volumes of an archive of ours are held
 * against each other, with no list of its files that would tell all the same.
 */
#define _XOPEN_SOURCE 700 /* nftw() */
#include "archive_recipe.h"

#include "verify_set.h"

#define HISTORY "out/history.jsonl"
#define INPUTS "out/manifest.jsonl"

/* A new archive in which one text of one file is another. */
static void
expect_change(
    const char *path, const char *old, const char *new, const char *told)
{
	archive_make(false);
	tree_change(path, old, new);
	EXPECT_TOLD("out", told);
	tree_remove("out");
}

static void
an_archive_of_two_runs_is_sound(void **state)
{
	struct told told;

	(void)state;
	archive_make(false);
	tree_file("in/ferry.txt", FIRST_DUMP "It left on Tuesday.\n");
	archive_run(false, 1600003600);
	check_path(&told, "out");
	assert_true(was_told(&told, "out = sound none\n"));
	assert_true(was_told(&told, HISTORY " = sound none\n"));
	assert_int_equal(told.total.errors, 0);
	assert_int_equal(told.total.sound, told.total.files);
	told_free(&told);
}

static void
a_history_is_of_runs_from_one_on(void **state)
{
	(void)state;
	expect_change(HISTORY, "{\"run\":1", "{\"run\":\"1\"",
	    "out: MANIFEST-040 history.jsonl: ");
	expect_change(HISTORY, "{\"run\"", "\"run\"",
	    "out: MANIFEST-040 history.jsonl: it is no JSON object\n");
	expect_change(HISTORY, "\"}\n", "\"}",
	    "out: MANIFEST-040 history.jsonl: it has no line end\n");
	expect_change(HISTORY, "{\"run\":1", "{\"run\":2",
	    "out: MANIFEST-041 history.jsonl: ");
}

static void
a_history_is_a_chain_of_lists(void **state)
{
	size_t size;
	char *history;

	(void)state;
	expect_change(INPUTS, "\"articles\":1", "\"articles\":2",
	    "out: MANIFEST-042 manifest.jsonl: it has another SHA-256");
	expect_change(HISTORY, "\"manifestBefore\":null",
	    "\"manifestBefore\":\"0123456789abcdef0123456789abcdef"
	    "0123456789abcdef0123456789abcdef\"",
	    "out: MANIFEST-042 history.jsonl: manifestBefore");
	/* The first of two runs is cut out. */
	archive_make(false);
	tree_file("in/third.txt", FIRST_DUMP "It left on Tuesday.\n");
	archive_run(false, 1600003600);
	history = tree_read(HISTORY, &size);
	tree_file(HISTORY, strchr(history, '\n') + 1);
	free(history);
	EXPECT_TOLD("out", "out: MANIFEST-041 history.jsonl: ",
	    "out: MANIFEST-042 history.jsonl: manifestBefore",
	    "out = damaged none\n");
}

static void
what_a_run_wrote_is_missed(void **state)
{
	(void)state;
	archive_make(false);
	assert_int_equal(remove(VOLUME), 0);
	EXPECT_TOLD("out",
	    "out: MANIFEST-043 history.jsonl: names archive/newsconv-"
	    "20200913122640-00000.warc.gz, ",
	    "out: MANIFEST-047 manifest.jsonl: ", "out = damaged none\n");
	tree_remove("out");
	archive_make(false);
	assert_int_equal(
	    remove("out/jsonl/newsconv-20200913122640-00001.jsonl"), 0);
	EXPECT_TOLD("out",
	    "out: MANIFEST-043 history.jsonl: names jsonl/newsconv-"
	    "20200913122640-00001.jsonl, ");
}

static void
a_run_that_did_not_end_is_told(void **state)
{
	struct told told;

	(void)state;
	archive_make(false);
	tree_file("out/unfinished/part", "");
	check_path(&told, "out");
	assert_true(was_told(&told, "out: MANIFEST-044 unfinished/\n"));
	assert_int_equal(told.total.errors, 0);
	assert_int_equal(told.total.warnings, 1);
	told_free(&told);
}

static void
inputs_are_listed_in_their_form_and_order(void **state)
{
	(void)state;
	expect_change(INPUTS, "\"status\":\"archived\"", "\"status\":\"eaten\"",
	    "out: MANIFEST-045 manifest.jsonl: ");
	expect_change(INPUTS, "in/bridge.txt", "in/town.txt",
	    "out: MANIFEST-046 manifest.jsonl: ");
}

static void
inputs_are_in_the_records_that_their_lines_name(void **state)
{
	(void)state;
	expect_change(INPUTS, "\"offset\":", "\"offset\":1",
	    "out: MANIFEST-047 manifest.jsonl: urn:uuid:");
	expect_change(INPUTS, "\"volume\":\"newsconv", "\"volume\":\"other",
	    "out: MANIFEST-047 manifest.jsonl: urn:uuid:");
	expect_change(INPUTS,
	    "\"record\":\"urn:uuid:", "\"record\":\"urn:uuia:",
	    "out: MANIFEST-048 manifest.jsonl: urn:uuia:");
	expect_change(INPUTS, "\"uri\":\"urn:uuid:", "\"uri\":\"urn:uuia:",
	    "out: MANIFEST-048 manifest.jsonl: urn:uuid:");
	expect_change(INPUTS, "\"date\":\"2", "\"date\":\"1",
	    "out: MANIFEST-048 manifest.jsonl: urn:uuid:");
	expect_change(INPUTS, "\"sha256\":\"", "\"sha256\":\"0",
	    "out: MANIFEST-045 manifest.jsonl: ");
}

static void
an_index_is_held_against_the_records(void **state)
{
	(void)state;
	expect_change("out/indexes/index.cdxj", "\"offset\":\"",
	    "\"offset\":\"1", "out: INDEX-0");
}

static void
one_without_a_list_of_inputs_is_no_archive_of_ours(void **state)
{
	struct told told;

	(void)state;
	archive_make(false);
	assert_int_equal(remove(INPUTS), 0);
	check_path(&told, "out");
	assert_false(was_told(&told, "out = "));
	assert_true(was_told(&told, VOLUME " = sound none\n"));
	told_free(&told);
}

static void
note(const struct newsconv_finding *finding, void *context)
{
	note_code(finding->code);
	nc_buffer_format(context, "%s ", finding->code);
}

/* More records than are kept, of a volume that nobody has to write. */
static void
give_many_records(struct nc_set *set)
{
	struct nc_set_file file = {.path = "archive/other.warc.gz"};
	struct newsconv_record part = {.id = "",
	    .type = "",
	    .uri = "",
	    .date = "",
	    .digest = "",
	    .stored_sha256 = "",
	    .sha256 = ""};

	assert_int_equal(nc_set_archive.expect(set, &file, NULL), NEWSCONV_OK);
	for (; part.offset < 800 * 1000; part.offset++)
		file.observer.part(&part, file.observer.context);
	assert_int_equal(
	    nc_set_archive.seen(set, NULL, &file, NULL), NEWSCONV_OK);
}

static void
more_inputs_than_can_be_compared_are_not_called_compared(void **state)
{
	struct nc_buffer told = NC_BUFFER(1 << 20);
	const struct nc_verify_options options = {
	    NC_VERIFY_OPTIONS, .callback = note, .context = &told};
	struct newsconv_summary summary = {.format = ""};
	const struct nc_verify verify = {
	    .name = "out", .options = &options, .summary = &summary};
	struct nc_set set = {.kind = &nc_set_archive,
	    .mark = "history.jsonl",
	    .shown = "out",
	    .verify = &verify};

	(void)state;
	archive_make(false);
	nc_buffer_text(&told, "");
	set.folder = open("out", O_RDONLY | O_DIRECTORY);
	assert_int_equal(nc_set_archive.open(&set, NULL), NEWSCONV_OK);
	give_many_records(&set);
	assert_int_equal(nc_set_archive.end(&set, NULL), NEWSCONV_OK);
	assert_non_null(strstr(told.data, "MANIFEST-049 "));
	assert_null(strstr(told.data, "MANIFEST-047"));
	assert_true(summary.unchecked > 0);
	nc_set_archive.close(&set);
	close(set.folder);
	nc_buffer_free(&told);
}

int
main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, tree_set_up, tree_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(an_archive_of_two_runs_is_sound),
	    TEST(a_history_is_of_runs_from_one_on),
	    TEST(a_history_is_a_chain_of_lists),
	    TEST(what_a_run_wrote_is_missed),
	    TEST(a_run_that_did_not_end_is_told),
	    TEST(inputs_are_listed_in_their_form_and_order),
	    TEST(inputs_are_in_the_records_that_their_lines_name),
	    TEST(an_index_is_held_against_the_records),
	    TEST(one_without_a_list_of_inputs_is_no_archive_of_ours),
	    TEST(more_inputs_than_can_be_compared_are_not_called_compared),
	};

	return RUN(tests);
}
