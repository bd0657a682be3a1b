/* Shards joined: what is equal to one run, what is refused, what is left. */
#define _XOPEN_SOURCE 700
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#include "shard_fixture.h"

#include "archive_lock.h"

static const char *const paths[] = {"s3", "s1", "s2", "s4"};

static void
make_shards(void)
{
	fixture_archive("s1", 1, 4, FIXTURE_RUNS);
	fixture_archive("s2", 2, 4, FIXTURE_RUNS);
	fixture_archive("s3", 3, 4, FIXTURE_RUNS);
	fixture_archive("s4", 4, 4, FIXTURE_RUNS);
}

/* What was told, one note a line. */
static struct nc_buffer notes = NC_BUFFER(SIZE_MAX);
static unsigned events_left;

static int
take_event(const struct newsconv_archive_event *event, void *context)
{
	(void)context;
	if (event->type == NEWSCONV_EVENT_NOTE)
		nc_buffer_format(&notes, "%s|%s\n", event->input, event->text);
	return events_left > 0 && --events_left == 0;
}

static int
merge(const char *const *shards, size_t count,
    struct newsconv_archive_summary *summary, struct newsconv_error *error)
{
	struct newsconv_archive_options options;

	nc_buffer_clear(&notes);
	nc_buffer_add(&notes, "", 0);
	newsconv_archive_options_init(&options);
	options.output = "all";
	options.time = 1800000000;
	options.callback = take_event;
	options.no_manifest = 1; /* the volumes of the fixture are none */
	return newsconv_archive_merge(shards, count, &options, summary, error);
}

static void
merge_all(struct newsconv_archive_summary *summary)
{
	struct newsconv_error error;

	if (merge(paths, 4, summary, &error) < 0)
		fail_msg("%s: %s", error.where, error.text);
	assert_int_equal(access("all.unfinished", F_OK), -1);
}

/* Nothing has the archive's name, and nothing is beside it. */
static void
assert_nothing_is_left(void)
{
	assert_int_equal(access("all", F_OK), -1);
	assert_int_equal(access("all.unfinished", F_OK), -1);
}

/*
 * The set of paths with what became of them, all digests, the articles in
 * their order, and the index; only volumes are in more pieces.
 */
static void
shards_merged_equal_one_run_in_content(void **state)
{
	unsigned run;

	(void)state;
	make_shards();
	fixture_archive("one", 0, 0, FIXTURE_RUNS);
	merge_all(NULL);
	assert_same_file("all/manifest.jsonl", "one/manifest.jsonl");
	assert_same_file("all/indexes/index.cdxj", "one/indexes/index.cdxj");
	for (run = 1; run <= FIXTURE_RUNS; run++) {
		char a[64], b[64];

		snprintf(a, sizeof(a), "all/jsonl/a-%u.jsonl", run);
		snprintf(b, sizeof(b), "one/jsonl/a-%u.jsonl", run);
		assert_same_file(a, b);
	}
}

static void
history_has_all_runs_of_all_shards(void **state)
{
	struct nc_arena *arena = nc_arena_new(SIZE_MAX);
	struct newsconv_archive_summary summary;
	struct nc_history all, one;
	unsigned run;

	(void)state;
	make_shards();
	fixture_archive("one", 0, 0, FIXTURE_RUNS);
	merge_all(&summary);
	assert_int_equal(
	    nc_history_read(&all, arena, "all/history.jsonl", NULL), 0);
	assert_int_equal(
	    nc_history_read(&one, arena, "one/history.jsonl", NULL), 0);
	assert_int_equal(all.count, FIXTURE_RUNS);
	for (run = 0; run < FIXTURE_RUNS; run++) {
		const struct nc_history_line *line = &all.runs[run];

		assert_memory_equal(&line->summary, &one.runs[run].summary,
		    sizeof(line->summary));
		/* That of the manifest as it was after each run. */
		assert_string_equal(line->manifest, one.runs[run].manifest);
		assert_string_equal(
		    line->manifest_before, one.runs[run].manifest_before);
		assert_int_equal(line->shard, 0);
		assert_int_equal(line->shards, 4);
		assert_int_equal(line->merged, 1800000000);
		assert_int_equal(line->time, 1795708804 + 86400 * (run + 1));
		assert_int_equal(line->volume_count, 4);
		assert_text(line->options, "--fast");
	}
	assert_int_equal(summary.inputs, FIXTURE_INPUTS);
	assert_int_equal(summary.not_for_us, 0);
	assert_int_equal(summary.run, FIXTURE_RUNS);
	nc_arena_free(arena);
}

static void
volumes_are_linked_and_shards_stay(void **state)
{
	struct stat a, b;

	(void)state;
	make_shards();
	merge_all(NULL);
	assert_int_equal(stat("s2/archive/a-1-shard-2-of-4.warc.gz", &a), 0);
	assert_int_equal(stat("all/archive/a-1-shard-2-of-4.warc.gz", &b), 0);
	assert_true(a.st_ino == b.st_ino);
}

/* n/e.txt and n/h.txt are equal. */
static void
payloads_of_two_shards_are_counted(void **state)
{
	bool apart = nc_shard_of(nc_text("n/e.txt"), 4) !=
	    nc_shard_of(nc_text("n/h.txt"), 4);

	(void)state;
	assert_true(apart);
	make_shards();
	merge_all(NULL);
	assert_non_null(strstr(notes.data, "|1 payloads are stored again"));
}

static void
pages_have_one_heading(void **state)
{
	(void)state;
	make_shards();
	tree_file("s2/pages/pages.jsonl", "{\"format\":1}\n{\"url\":2}\n");
	tree_file("s4/pages/pages.jsonl", "{\"format\":1}\n{\"url\":4}\n");
	merge_all(NULL);
	assert_text(fixture_read("all/pages/pages.jsonl"),
	    "{\"format\":1}\n{\"url\":2}\n{\"url\":4}\n");
}

static void
books_of_two_shards_are_kept_as_two(void **state)
{
	(void)state;
	make_shards();
	tree_file("s1/epub/x/only.epub", "1");
	tree_file("s2/epub/2021-06.12.epub", "2");
	tree_file("s4/epub/2021-06.12.epub", "4");
	tree_file("s2/epub/books.jsonl", "a\nc\n");
	tree_file("s4/epub/books.jsonl", "b\n");
	merge_all(NULL);
	assert_text(fixture_read("all/epub/x/only.epub"), "1");
	assert_text(fixture_read("all/epub/2021-06.12.epub"), "2");
	assert_text(fixture_read("all/epub/2021-06.12-shard-4-of-4.epub"), "4");
	assert_text(fixture_read("all/epub/books.jsonl"), "a\nb\nc\n");
	assert_non_null(strstr(notes.data, "epub/2021-06.12.epub|a book"));
}

static void
missing_shards_are_listed(void **state)
{
	struct newsconv_error error;

	(void)state;
	make_shards();
	assert_int_equal(mkdir("s4/unfinished", 0700), 0);
	assert_int_equal(
	    merge((const char *const[]){"s1", "s4", "none"}, 3, NULL, &error),
	    NEWSCONV_INCOMPLETE);
	assert_string_equal(
	    error.text, "of 4 shards these are missing or unfinished: 2, 3, 4");
	assert_string_equal(notes.data,
	    "s4|has a run that is not finished\nnone|is not there\n"
	    "|shard 2 of 4 is missing\n|shard 3 of 4 is missing\n"
	    "|shard 4 of 4 is missing\n");
	assert_nothing_is_left();
}

static void
existing_target_is_refused(void **state)
{
	struct newsconv_error error;

	(void)state;
	make_shards();
	tree_file("all", "mine");
	assert_int_equal(merge(paths, 4, NULL, &error), NEWSCONV_EXISTS);
	assert_text(fixture_read("all"), "mine");
	tree_file("all.unfinished/new/left", "by a killed merge");
	assert_int_equal(merge(paths, 4, NULL, &error), NEWSCONV_EXISTS);
	assert_int_equal(access("all.unfinished", F_OK), -1);
}

static void
what_a_killed_merge_left_is_removed(void **state)
{
	(void)state;
	make_shards();
	tree_file("all.unfinished/lock", "process 1 on elsewhere");
	tree_file("all.unfinished/new/archive/left.warc.gz", "");
	merge_all(NULL);
	assert_int_equal(access("all/archive/left.warc.gz", F_OK), -1);
}

static void
second_merge_says_who_holds_it(void **state)
{
	struct newsconv_error error;
	int lock;

	(void)state;
	make_shards();
	assert_int_equal(
	    nc_archive_lock(&lock, "all.unfinished", "process 17", NULL), 0);
	assert_int_equal(merge(paths, 4, NULL, &error), NEWSCONV_LOCKED);
	assert_non_null(strstr(error.text, "process 17"));
	close(lock);
	merge_all(NULL);
}

/* At each event; then at none. */
static void
interruption_leaves_nothing(void **state)
{
	struct newsconv_error error;
	unsigned at;
	int result;

	(void)state;
	make_shards();
	tree_file("s1/epub/a.epub", "1");
	for (at = 1;; at++) {
		events_left = at;
		result = merge(paths, 4, NULL, &error);
		if (events_left > 0)
			break;
		assert_int_equal(result, NEWSCONV_INTERRUPTED);
		assert_nothing_is_left();
	}
	assert_int_equal(result, 0);
	assert_true(at > 12);
	events_left = 0;
}

/* Of every size that a file may have, until it is enough. */
static void
full_disk_leaves_nothing(void **state)
{
	struct rlimit before, limit;
	struct newsconv_error error;
	unsigned failures = 0;
	int result;

	(void)state;
	make_shards();
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	limit = before;
	for (limit.rlim_cur = 0;; limit.rlim_cur += 997) {
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
		result = merge(paths, 4, NULL, &error);
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
		if (result == NEWSCONV_OK)
			break;
		assert_int_equal(result, NEWSCONV_WRITE_FAILED);
		assert_true(error.where[0] != '\0');
		assert_nothing_is_left();
		failures++;
	}
	assert_true(failures > 4);
}

static double
seconds_of_a_merge(void)
{
	struct timespec before, after;

	clock_gettime(CLOCK_MONOTONIC, &before);
	merge_all(NULL);
	clock_gettime(CLOCK_MONOTONIC, &after);
	return (double)(after.tv_sec - before.tv_sec) +
	    (double)(after.tv_nsec - before.tv_nsec) / 1e9;
}

static void
remove_all(void)
{
	assert_int_equal(
	    nftw("all", tree_remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
}

/* Whether the signal came before the end. */
static bool
kill_after(double seconds)
{
	struct timespec wait = {0, (long)(seconds * 1e9)};
	pid_t child = fork();
	int status;

	assert_true(child >= 0);
	if (child == 0)
		_exit(merge(paths, 4, NULL, NULL) < 0);
	nanosleep(&wait, NULL);
	kill(child, SIGKILL);
	assert_true(waitpid(child, &status, 0) == child);
	return WIFSIGNALED(status);
}

/* At twenty moments all over it. */
static void
killed_merge_is_whole_or_not_there(void **state)
{
	unsigned i, killed = 0;
	double seconds;

	(void)state;
	make_shards();
	fixture_archive("one", 0, 0, FIXTURE_RUNS);
	seconds = seconds_of_a_merge();
	if (seconds > 0.9)
		seconds = 0.9;
	for (i = 0; i < 20; i++) {
		if (access("all", F_OK) == 0) {
			assert_same_file(
			    "all/manifest.jsonl", "one/manifest.jsonl");
			assert_int_equal(access("all/history.jsonl", F_OK), 0);
			remove_all();
		}
		killed += kill_after(seconds * i / 20);
	}
	assert_true(killed > 0);
	if (access("all", F_OK) == 0)
		remove_all();
	merge_all(NULL);
	assert_same_file("all/manifest.jsonl", "one/manifest.jsonl");
}

static void
damaged_manifest_is_refused(void **state)
{
	struct newsconv_error error;
	FILE *file;

	(void)state;
	make_shards();
	file = fopen("s3/manifest.jsonl", "ab");
	assert_non_null(file);
	fputs("{\"path\":\"z\",\"run\":1,\"status\":\"failed\"}\n", file);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(merge(paths, 4, NULL, &error), NEWSCONV_BAD_VALUE);
	assert_string_equal(error.where, "s3/manifest.jsonl");
	assert_nothing_is_left();
}

static void
options_are_checked(void **state)
{
	struct newsconv_archive_options options;

	(void)state;
	newsconv_archive_options_init(&options);
	options.output = "all";
	assert_int_equal(newsconv_archive_merge(paths, 4, &options, NULL, NULL),
	    NEWSCONV_BAD_VALUE);
	options.time = 1;
	options.output = "all.wacz";
	assert_int_equal(newsconv_archive_merge(paths, 4, &options, NULL, NULL),
	    NEWSCONV_BAD_VALUE);
	options.output = NULL;
	assert_int_equal(newsconv_archive_merge(paths, 4, &options, NULL, NULL),
	    NEWSCONV_BAD_VALUE);
	assert_int_equal(merge(paths, 0, NULL, NULL), NEWSCONV_BAD_VALUE);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, tree_set_up, tree_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(shards_merged_equal_one_run_in_content),
	    TEST(history_has_all_runs_of_all_shards),
	    TEST(volumes_are_linked_and_shards_stay),
	    TEST(payloads_of_two_shards_are_counted),
	    TEST(pages_have_one_heading),
	    TEST(books_of_two_shards_are_kept_as_two),
	    TEST(missing_shards_are_listed),
	    TEST(existing_target_is_refused),
	    TEST(what_a_killed_merge_left_is_removed),
	    TEST(second_merge_says_who_holds_it),
	    TEST(interruption_leaves_nothing),
	    TEST(full_disk_leaves_nothing),
	    TEST(killed_merge_is_whole_or_not_there),
	    TEST(damaged_manifest_is_refused),
	    TEST(options_are_checked),
	};

	return RUN(tests);
}
