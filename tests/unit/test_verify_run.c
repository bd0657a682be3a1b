/* Many files: what is walked, in which order it is told, by any threads. */
#define _XOPEN_SOURCE 700 /* nftw() */
#include "run_recipe.h"

#include "digest.h"

static void
files_are_told_in_the_order_of_their_paths(void **state)
{
	(void)state;
	tree_file("d/b.json", SOUND);
	tree_file("d/a/x.json", SOUND);
	tree_file("d/a-b.json", SOUND);
	tree_file("d/ab.jsonl", SOUND);
	EXPECT_TOLD("d",
	    "d/a-b.json = sound none\n"
	    "d/a/x.json = sound none\n"
	    "d/ab.jsonl = sound none\n"
	    "d/b.json = sound none\n");
	EXPECT_TOLD("d/", "d/a-b.json = sound none\n");
}

static void
an_empty_folder_is_never_sound(void **state)
{
	struct told told;

	(void)state;
	assert_int_equal(mkdir("d", 0700), 0);
	assert_int_equal(mkdir("d/inner", 0700), 0);
	check_path(&told, "d");
	assert_true(was_told(&told, "d: SET-001 "));
	assert_true(was_told(&told, "d = unchecked"));
	assert_int_equal(told.total.files, 1);
	assert_int_equal(told.total.unchecked, 1);
	told_free(&told);
}

static void
links_and_pipes_in_folders_are_named_and_never_sound(void **state)
{
	(void)state;
	tree_file("d/a.json", SOUND);
	assert_int_equal(symlink("a.json", "d/link"), 0);
	assert_int_equal(symlink(".", "d/loop"), 0);
	assert_int_equal(mkfifo("d/pipe", 0600), 0);
	EXPECT_TOLD("d", "d/a.json = sound", "d/link: FILE-002",
	    "d/link = unchecked", "d/loop = unchecked", "d/pipe = unchecked");
}

static void
a_path_that_is_not_there_is_told_and_the_others_are_checked(void **state)
{
	static const char *const paths[] = {"nothing", "a.json", "d"};
	struct told told;

	(void)state;
	tree_file("a.json", SOUND);
	tree_file("d/x", "some text");
	check_paths(&told, paths, 3, 1, false);
	assert_int_equal(told.result, NEWSCONV_OK);
	assert_string_equal(told.lines.data,
	    "nothing = unchecked none, unreadable\n"
	    "a.json = sound none\n"
	    "d/x = unchecked none, of no kind\n");
	assert_int_equal(told.total.files, 3);
	assert_int_equal(told.total.sound, 1);
	assert_int_equal(told.total.unchecked, 2);
	told_free(&told);
}

static void
odd_names_are_told_by_their_bytes(void **state)
{
	(void)state;
	tree_file("d/a\nb\x1b[31m.json", SOUND);
	tree_file("d/\xff.json", SOUND);
	EXPECT_TOLD("d", "d/a\nb\x1b[31m.json = sound", "d/\xff.json = sound");
}

static void
make_many(void)
{
	static const char *const texts[] = {
	    SOUND, "{\"a\": 1", "no JSON", "[1]", "{\"a\":1,\"a\":2}"};
	char path[64];
	int i;

	for (i = 0; i < 400; i++) {
		snprintf(path, sizeof(path), "d/%d/%03d.json", i % 7, i);
		tree_file(path, texts[i % 5]);
	}
}

static void
results_are_equal_for_any_number_of_threads(void **state)
{
	static const char *const path = "d";
	struct told one, many;
	unsigned threads;

	(void)state;
	make_many();
	check_paths(&one, &path, 1, 1, true);
	assert_int_equal(one.total.files, 400);
	assert_true(one.total.damaged > 0 && one.total.sound > 0);
	for (threads = 2; threads <= 16; threads *= 2) {
		check_paths(&many, &path, 1, threads, true);
		assert_string_equal(many.lines.data, one.lines.data);
		assert_memory_equal(&many.total, &one.total, sizeof(one.total));
		told_free(&many);
	}
	told_free(&one);
}

/* More events than may wait for their turn. */
static void
a_file_with_many_findings_waits_for_its_turn(void **state)
{
	enum { LINES = 4000 };
	static const char *const path = "d";
	struct nc_buffer text = NC_BUFFER((size_t)1024 * 1024);
	struct told one, many;
	char name[32];
	int i;

	(void)state;
	nc_buffer_text(&text, "5d41402abc4b2a76b9719d911017c592  a\n");
	for (i = 0; i < LINES; i++)
		nc_buffer_text(&text, "no line of a list\n");
	for (i = 0; i < 6; i++) {
		snprintf(name, sizeof(name), "d/%d/MD5SUMS", i);
		tree_write(name, text.data, text.size);
		snprintf(name, sizeof(name), "d/%d/a", i);
		tree_file(name, "hello");
	}
	check_paths(&one, &path, 1, 1, false);
	check_paths(&many, &path, 1, 8, false);
	assert_int_equal(one.total.errors, 6 * LINES);
	assert_string_equal(many.lines.data, one.lines.data);
	told_free(&one);
	told_free(&many);
	nc_buffer_free(&text);
}

static int opened;

static void
forbid(void *context)
{
	(void)context;
	opened++;
	/* Nothing that was not opened before has this name any more. */
	assert_int_equal(rename("d", "elsewhere"), 0);
}

static void
all_is_open_before_the_caller_is_told_so(void **state)
{
	static const char *const paths[] = {"d", "d/a.json"};
	struct newsconv_verify_options options;
	struct newsconv_verify_total total;

	(void)state;
	tree_file("d/a.json", SOUND);
	tree_file("d/s/b.json", SOUND);
	newsconv_verify_options_init(&options);
	options.paths = paths;
	options.path_count = 2;
	options.opened = forbid;
	opened = 0;
	assert_int_equal(
	    newsconv_verify_run(&options, &total, NULL), NEWSCONV_OK);
	assert_int_equal(opened, 1);
	assert_int_equal(total.sound, 3);
}

static void
more_inputs_than_may_be_open_are_all_checked(void **state)
{
	enum { INPUTS = 1500 };
	static char names[INPUTS][16];
	static const char *paths[INPUTS];
	struct told told;
	size_t i;

	(void)state;
	for (i = 0; i < INPUTS; i++) {
		snprintf(names[i], sizeof(names[i]), "%zu.json", i);
		tree_file(names[i], SOUND);
		paths[i] = names[i];
	}
	check_paths(&told, paths, INPUTS, 2, false);
	assert_int_equal(told.result, NEWSCONV_OK);
	assert_int_equal(told.total.sound, INPUTS);
	told_free(&told);
}

static void
a_schema_that_cannot_be_used_fails_the_run(void **state)
{
	struct newsconv_verify_options options;
	struct newsconv_error error;

	(void)state;
	newsconv_verify_options_init(&options);
	options.schema = "none.json";
	assert_int_equal(
	    newsconv_verify_run(&options, NULL, &error), NEWSCONV_BAD_VALUE);
	assert_string_equal(error.where, "none.json");
	tree_file("bad.json", "{\"if\": 1}");
	options.schema = "bad.json";
	assert_int_equal(
	    newsconv_verify_run(&options, NULL, &error), NEWSCONV_BAD_VALUE);
}

/* 2000 findings of a set are told, and that there are more. */
static void
a_set_with_too_many_findings_says_how_many_are_left_out(void **state)
{
	struct nc_buffer text = NC_BUFFER((size_t)4 * 1024 * 1024);
	int i;

	(void)state;
	for (i = 0; i < 20000; i++)
		nc_buffer_text(&text, "no line of a manifest\n");
	tree_file("d/bagit.txt",
	    "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
	tree_file("d/data/a", "a");
	tree_write("d/manifest-md5.txt", text.data, text.size);
	EXPECT_TOLD("d", "d: BAG-012", "d: SET-003 ", "d = damaged");
	nc_buffer_free(&text);
}

static void
a_set_that_cannot_be_used_is_never_sound(void **state)
{
	char path[64];

	(void)state;
	tree_file("d/bagit.txt",
	    "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
	tree_file("d/data/a", "a");
	/* A manifest that is a folder cannot be read. */
	snprintf(path, sizeof(path), "d/manifest-md5.txt");
	assert_int_equal(mkdir(path, 0700), 0);
	EXPECT_TOLD("d", "d: SET-002 is not a regular file", "d = unchecked");
}

/* Ours by its words, in a form that is not known here. */
#define LATER(fields) \
	"WARC/1.1\r\nWARC-Type: warcinfo\r\n" \
	"WARC-Record-ID: <urn:uuid:11111111-2222-8333-a100-09a325dd9d19>\r\n" \
	"WARC-Date: 2024-03-01T08:00:00Z\r\n" \
	"Content-Type: application/warc-fields\r\n" fields \
	"Content-Length: 44\r\n\r\n" \
	"software: newsconv/9.0.0\r\nnewsconv-form: 9\r\n\r\n\r\n"

static void
list_digest(const char *text)
{
	const struct newsconv_text bytes = {text, strlen(text)};
	char list[128], hex[65];

	nc_sha256_hex(hex, bytes);
	snprintf(list, sizeof(list), "%s  a.warc\n", hex);
	tree_file("d/SHA256SUMS", list);
}

static void
what_cannot_be_told_canonical_is_sound_only_by_a_list(void **state)
{
	(void)state;
	tree_file("d/a.warc", LATER(""));
	EXPECT_TOLD("d", "d/a.warc: OWN-002", "d/a.warc = unchecked none\n");
	list_digest(LATER(""));
	EXPECT_TOLD("d", "d/a.warc: OWN-002", "d/a.warc = sound confirmed\n");
	EXPECT_TOLD("d/a.warc", "d/a.warc = sound confirmed\n");
	list_digest("other bytes");
	EXPECT_TOLD("d", "d/a.warc = damaged changed\n");
}

static void
a_list_does_not_make_up_for_what_else_is_unchecked(void **state)
{
#define UNKNOWN_DIGEST "WARC-Block-Digest: crc9:aaaa\r\n"
	(void)state;
	tree_file("d/a.warc", LATER(UNKNOWN_DIGEST));
	list_digest(LATER(UNKNOWN_DIGEST));
	EXPECT_TOLD("d", "d/a.warc: OWN-002", "d/a.warc: WARC-023",
	    "d/a.warc = unchecked confirmed\n");
}

int
main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, tree_set_up, tree_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(files_are_told_in_the_order_of_their_paths),
	    TEST(an_empty_folder_is_never_sound),
	    TEST(links_and_pipes_in_folders_are_named_and_never_sound),
	    TEST(a_path_that_is_not_there_is_told_and_the_others_are_checked),
	    TEST(odd_names_are_told_by_their_bytes),
	    TEST(results_are_equal_for_any_number_of_threads),
	    TEST(a_file_with_many_findings_waits_for_its_turn),
	    TEST(all_is_open_before_the_caller_is_told_so),
	    TEST(more_inputs_than_may_be_open_are_all_checked),
	    TEST(a_schema_that_cannot_be_used_fails_the_run),
	    TEST(a_set_with_too_many_findings_says_how_many_are_left_out),
	    TEST(a_set_that_cannot_be_used_is_never_sound),
	    TEST(what_cannot_be_told_canonical_is_sound_only_by_a_list),
	    TEST(a_list_does_not_make_up_for_what_else_is_unchecked),
	};

	return RUN(tests);
}
