/* Manifests and JSON Lines joined in one pass, and what does not fit. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "shard_fixture.h"

#include "merge_lines.h"

static unsigned reports;

static int
count_reports(uint64_t lines, void *context)
{
	(void)context;
	assert_int_equal(lines % 4096, 0);
	reports++;
	return reports == 2;
}

static int
join(unsigned count, struct nc_merged_lines *merged,
    struct newsconv_error *error)
{
	static const char *const paths[] = {"s1", "s2", "s3", "s4"};
	struct nc_arena *arena = nc_arena_new(SIZE_MAX);
	struct nc_shards shards;
	struct nc_merged_lines unused;
	int result = nc_shards_open(
	    &shards, arena, paths, count, NULL, NULL, error);

	reports = 0;
	if (merged == NULL)
		merged = &unused;
	if (access("all", F_OK) != 0)
		assert_int_equal(mkdir("all", 0700), 0);
	if (result == NEWSCONV_OK)
		result = nc_merge_lines(
		    merged, arena, &shards, "all", count_reports, NULL, error);
	nc_arena_free(arena);
	return result;
}

static void
all_lines_of_all_runs_are_copied(void **state)
{
	struct nc_merged_lines merged;
	struct nc_buffer lines = NC_BUFFER(SIZE_MAX);
	unsigned run, i;

	(void)state;
	for (i = 1; i <= 4; i++) {
		char root[8];

		snprintf(root, sizeof(root), "s%u", i);
		fixture_archive(root, i, 4, FIXTURE_RUNS);
	}
	assert_int_equal(join(4, &merged, NULL), 0);
	assert_int_equal(merged.articles, 23);
	assert_int_equal(merged.payloads_twice, 1);
	for (run = 1; run <= FIXTURE_RUNS; run++) {
		char name[64];
		struct newsconv_text text;

		snprintf(name, sizeof(name), "all/jsonl/a-%u.jsonl", run);
		fixture_lines(&lines, run, 0, 0);
		text = fixture_read(name);
		assert_int_equal(text.size, lines.size);
		assert_memory_equal(text.data, lines.data, lines.size);
	}
	fixture_manifest(&lines, FIXTURE_RUNS, 0, 0);
	assert_text(fixture_read("all/manifest.jsonl"), lines.data);
	assert_int_equal(access("all/payloads", F_OK), -1);
	nc_buffer_free(&lines);
}

static void
expect_fault(const char *where, const char *found)
{
	struct newsconv_error error;

	assert_int_equal(join(2, NULL, &error), NEWSCONV_BAD_VALUE);
	assert_string_equal(error.where, where);
	if (strstr(error.text, found) == NULL)
		fail_msg("\"%s\", not \"%s\"", error.text, found);
	assert_int_equal(access("all/manifest.jsonl", F_OK), -1);
}

/* Too few lines, too many, and none at all. */
static void
json_lines_have_as_many_lines_as_the_manifest_says(void **state)
{
	static const char name[] = "s1/jsonl/a-1-shard-1-of-2.jsonl";
	struct nc_buffer lines = NC_BUFFER(SIZE_MAX);

	(void)state;
	fixture_archive("s1", 1, 2, FIXTURE_RUNS);
	fixture_archive("s2", 2, 2, FIXTURE_RUNS);
	assert_int_equal(join(2, NULL, NULL), 0);
	assert_int_equal(
	    nftw("all", tree_remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
	fixture_lines(&lines, 1, 1, 2);
	tree_write(name, lines.data, lines.size - 1);
	expect_fault(name, "not as many lines");
	nc_buffer_text(&lines, "more\n");
	tree_write(name, lines.data, lines.size);
	expect_fault(name, "not as many lines");
	tree_file(name, "");
	expect_fault(name, "not as many lines");
	nc_buffer_free(&lines);
}

static void
input_of_two_shards_is_refused(void **state)
{
	struct nc_buffer manifest = NC_BUFFER(SIZE_MAX);

	(void)state;
	fixture_archive("s1", 1, 2, 1);
	fixture_archive("s2", 2, 2, 1);
	fixture_manifest(&manifest, 1, 1, 2);
	fixture_write("s2", "manifest.jsonl", &manifest);
	expect_fault("s1", "is in another shard's manifest too");
	nc_buffer_free(&manifest);
}

static void
line_of_an_unknown_run_is_refused(void **state)
{
	struct nc_buffer manifest = NC_BUFFER(SIZE_MAX);

	(void)state;
	fixture_archive("s1", 1, 2, 1);
	fixture_archive("s2", 2, 2, 1);
	fixture_manifest(&manifest, 3, 1, 2);
	fixture_write("s1", "manifest.jsonl", &manifest);
	expect_fault("s1", "is of a run that the history does not have");
	nc_buffer_free(&manifest);
}

static void
progress_is_told_and_may_end_it(void **state)
{
	struct nc_buffer manifest = NC_BUFFER(SIZE_MAX);
	struct newsconv_error error;
	unsigned i;

	(void)state;
	fixture_archive("s1", 1, 2, 1);
	fixture_archive("s2", 2, 2, 1);
	for (i = 0; i < 10000; i++)
		nc_buffer_format(&manifest,
		    "{\"path\":\"m/%05u\",\"run\":1,\"status\":\"failed\"}\n",
		    i);
	fixture_write("s1", "manifest.jsonl", &manifest);
	assert_int_equal(join(2, NULL, &error), NEWSCONV_INTERRUPTED);
	assert_int_equal(reports, 2);
	assert_int_equal(access("all/manifest.jsonl", F_OK), -1);
	nc_buffer_free(&manifest);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, tree_set_up, tree_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(all_lines_of_all_runs_are_copied),
	    TEST(json_lines_have_as_many_lines_as_the_manifest_says),
	    TEST(input_of_two_shards_is_refused),
	    TEST(line_of_an_unknown_run_is_refused),
	    TEST(progress_is_told_and_may_end_it),
	};

	return RUN(tests);
}
