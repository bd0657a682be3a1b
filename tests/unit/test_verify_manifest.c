/*
 * What a manifest says of files is held against what is there: outputs.jsonl,
 * which lists all of a folder, and NAME.manifest.jsonl, which lists one file.
 */
#define _XOPEN_SOURCE 700 /* nftw() */
#include "archive_recipe.h"

#define LIST "out/outputs.jsonl"
#define DIGEST \
	"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define OTHER_VOLUME "out/archive/other.warc.gz"

/* One article, "it.json", and its manifest. */
static void
make_output(void)
{
	struct newsconv_write_options options;
	struct newsconv_output *output = NULL;
	struct newsconv_article *article = NULL;

	newsconv_write_options_init(&options);
	options.manifest = 1;
	assert_int_equal(newsconv_article_parse(&article, FIRST_DUMP,
			     strlen(FIRST_DUMP), NULL, NULL),
	    NEWSCONV_OK);
	assert_int_equal(newsconv_output_open(&output, "d/it.json",
			     newsconv_format_for_name("json"), &options, NULL),
	    NEWSCONV_OK);
	assert_int_equal(newsconv_output_add(output, article, NULL), 0);
	assert_int_equal(newsconv_output_finish(output, NULL), NEWSCONV_OK);
	newsconv_output_free(output);
	newsconv_article_free(article);
}

/* The list of a new archive with one text changed. */
static void
expect_list(const char *old, const char *new, const char *told)
{
	archive_make(true);
	tree_change(LIST, old, new);
	/* It has a digest there, too, which is another matter. */
	assert_int_equal(remove("out/SHA256SUMS"), 0);
	EXPECT_TOLD("out", told);
	tree_remove("out");
}

static void
what_is_as_it_was_is_confirmed(void **state)
{
	struct told told;

	(void)state;
	archive_make(true);
	check_path(&told, "out");
	assert_true(was_told(&told, VOLUME " = sound confirmed\n"));
	assert_int_equal(told.total.errors, 0);
	assert_int_equal(told.total.fixity[NEWSCONV_CONFIRMED], 6);
	assert_int_equal(told.total.sound, told.total.files);
	told_free(&told);
}

static void
lists_are_as_their_schema_has_them(void **state)
{
	(void)state;
	expect_list("{\"line\":\"file\"", "{\"line\":\"fiel\"",
	    LIST ": MANIFEST-002 lists 4 files, and says 5\n");
	expect_list("\"bytes\":", "\"bytes\":-", LIST ": MANIFEST-001 ");
	expect_list("\"files\":5", "\"files\":6",
	    LIST ": MANIFEST-002 lists 5 files, and says 6\n");
	expect_list("\"records\":", "\"records\":1",
	    LIST ": MANIFEST-002 lists 9 records, and says 19\n");
	expect_list("{\"line\":\"manifest\"", "{\"line\":\"heading\"",
	    LIST ": MANIFEST-003 ");
	expect_list("\"path\":\"history.jsonl\"", "\"path\":\"../in/a\"",
	    LIST ": MANIFEST-004 lists the path ../in/a\n");
}

static void
a_file_is_changed_or_missing(void **state)
{
	(void)state;
	archive_make(true);
	tree_change("out/manifest.jsonl", "\"articles\":1", "\"articles\":2");
	EXPECT_TOLD("out",
	    "out/manifest.jsonl: MANIFEST-010 has another SHA-256",
	    "out/manifest.jsonl = damaged changed\n");
	tree_change("out/manifest.jsonl", "\"articles\":2", "\"articles\":10");
	EXPECT_TOLD("out", "out/manifest.jsonl: MANIFEST-010 has ");
	assert_int_equal(remove("out/indexes/index.cdxj"), 0);
	EXPECT_TOLD("out", "out/indexes/index.cdxj: MANIFEST-011 ",
	    "out/indexes/index.cdxj = damaged missing\n");
}

static void
a_file_is_new_moved_or_there_twice(void **state)
{
	size_t size;
	char *volume;

	(void)state;
	archive_make(true);
	tree_file("out/mine.txt", "mine\n");
	EXPECT_TOLD("out", "out/mine.txt: MANIFEST-012 ",
	    "out/mine.txt = damaged new\n");
	volume = tree_read(VOLUME, &size);
	tree_write(OTHER_VOLUME, volume, size);
	free(volume);
	EXPECT_TOLD("out", OTHER_VOLUME ": MANIFEST-014 ",
	    OTHER_VOLUME " = damaged duplicate\n");
	assert_int_equal(remove(VOLUME), 0);
	EXPECT_TOLD("out", OTHER_VOLUME ": MANIFEST-013 listed as archive/",
	    OTHER_VOLUME " = damaged moved\n");
}

static void
a_moved_file_is_not_missing_besides(void **state)
{
	struct told told;

	(void)state;
	archive_make(true);
	assert_int_equal(rename(VOLUME, OTHER_VOLUME), 0);
	check_path(&told, "out");
	assert_true(was_told(&told, "MANIFEST-013"));
	assert_false(was_told(&told, "MANIFEST-011"));
	assert_int_equal(told.total.fixity[NEWSCONV_MISSING], 0);
	told_free(&told);
}

static void
a_list_that_lies_of_records_is_found(void **state)
{
	(void)state;
	expect_list("\"index\":1,\"offset\":", "\"index\":1,\"offset\":1",
	    VOLUME ": MANIFEST-029 ");
	expect_list("\"length\":", "\"length\":1", VOLUME ": MANIFEST-029 ");
	expect_list("\"date\":\"", "\"date\":\"1", VOLUME ": MANIFEST-029 ");
	expect_list("\"id\":\"urn:uuid:", "\"id\":\"urn:uuia:",
	    VOLUME ": MANIFEST-029 ");
	expect_list("\"contentSha256\":\"",
	    "\"contentSha256\":\"" DIGEST "\",\"x\":\"",
	    VOLUME ": MANIFEST-029 ");
}

static void
a_manifest_of_one_file_says_nothing_of_others(void **state)
{
	struct told told;

	(void)state;
	mkdir("d", 0700);
	make_output();
	tree_file("d/other.warc", SOUND);
	/* Its sums would list what the manifest does not. */
	assert_int_equal(remove("d/SHA256SUMS"), 0);
	check_path(&told, "d");
	assert_true(was_told(&told, "d/it.json = sound confirmed\n"));
	assert_true(was_told(&told, "d/other.warc = sound none\n"));
	assert_int_equal(told.total.errors, 0);
	told_free(&told);
	/* Given alone it is found, too. */
	tree_change("d/it.json", "Ferry", "Fairy");
	EXPECT_TOLD("d/it.json", "d/it.json: MANIFEST-010 ",
	    "d/it.json = damaged changed\n");
	assert_int_equal(rename("d/it.json", "d/that.json"), 0);
	EXPECT_TOLD(
	    "d", "d/it.json: MANIFEST-011 ", "d/it.json = damaged missing\n");
}

int
main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, tree_set_up, tree_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(what_is_as_it_was_is_confirmed),
	    TEST(lists_are_as_their_schema_has_them),
	    TEST(a_file_is_changed_or_missing),
	    TEST(a_file_is_new_moved_or_there_twice),
	    TEST(a_moved_file_is_not_missing_besides),
	    TEST(a_list_that_lies_of_records_is_found),
	    TEST(a_manifest_of_one_file_says_nothing_of_others),
	};

	return RUN(tests);
}
