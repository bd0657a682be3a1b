/* Bags that are made: whole, sound, and nothing of the folder lost in silence. */
#define _XOPEN_SOURCE 700 /* nftw() */
#include <dirent.h>

#include "run_recipe.h"

#include "file.h"

static struct newsconv_bag_options options;
static struct newsconv_bag_summary summary;
static struct newsconv_error error;
static char notes[512];

static void
note(const char *path, const char *text, void *context)
{
	(void)context;
	snprintf(notes + strlen(notes), sizeof(notes) - strlen(notes),
	    "%s: %s\n", path, text);
}

static int
make(void)
{
	notes[0] = '\0';
	memset(&error, 0, sizeof(error));
	return newsconv_bag_make(&options, &summary, &error);
}

static int
set_up(void **state)
{
	newsconv_bag_options_init(&options);
	options.source = "folder";
	options.bag = "bag";
	options.time = 1709251200;
	options.note = note;
	return tree_set_up(state);
}

static void
expect_text(const char *path, const char *text)
{
	struct nc_buffer bytes = NC_BUFFER((size_t)1024 * 1024);

	assert_int_equal(nc_file_read(&bytes, path, NULL), NEWSCONV_OK);
	assert_string_equal(bytes.data, text);
	nc_buffer_free(&bytes);
}

/* How many names there are in the working folder. */
static int
count_names(void)
{
	DIR *folder = opendir(".");
	int count = 0;

	assert_non_null(folder);
	while (readdir(folder) != NULL)
		count++;
	closedir(folder);
	return count - 2;
}

static void
a_bag_is_sound_and_its_files_are_those_of_the_folder(void **state)
{
	static const char *const metadata[] = {
	    "Contact-Name=Ida Holm", "Note=a=b: c"};

	(void)state;
	tree_file("folder/a.txt", "hello");
	tree_file("folder/s/\xc3\xa9 \n%\r.txt", "worlds");
	options.metadata = metadata;
	options.metadata_count = 2;
	assert_int_equal(make(), NEWSCONV_OK);
	assert_int_equal(summary.files, 2);
	assert_int_equal(summary.bytes, 11);
	expect_text("bag/bag-info.txt",
	    "Contact-Name: Ida Holm\n"
	    "Note: a=b: c\n"
	    "Bagging-Date: 2024-03-01\n"
	    "Bag-Software-Agent: newsconv " NEWSCONV_VERSION "\n"
	    "Payload-Oxum: 11.2\n");
	expect_text("bag/data/a.txt", "hello");
	EXPECT_TOLD("bag", "bag/data/a.txt = sound confirmed",
	    "bag/manifest-sha512.txt = sound confirmed", "bag = sound none\n");
	expect_text("folder/a.txt", "hello");
	assert_int_equal(count_names(), 2);
}

static void
facts_of_files_are_kept(void **state)
{
	const struct timespec times[2] = {{1, 0}, {1000000000, 5000}};
	struct stat status;

	(void)state;
	tree_file("folder/a", "x");
	assert_int_equal(chmod("folder/a", 0640), 0);
	assert_int_equal(utimensat(AT_FDCWD, "folder/a", times, 0), 0);
	assert_int_equal(make(), NEWSCONV_OK);
	assert_int_equal(stat("bag/data/a", &status), 0);
	assert_int_equal(status.st_mode & 0777, 0640);
	assert_int_equal(status.st_mtim.tv_sec, 1000000000);
	assert_int_equal(status.st_mtim.tv_nsec, 5000);
}

static void
nothing_of_a_bag_is_left_where_one_cannot_be_made(void **state)
{
	(void)state;
	tree_file("folder/a", "x");
	assert_int_equal(symlink("a", "folder/link"), 0);
	assert_int_equal(make(), NEWSCONV_UNSUPPORTED);
	assert_string_equal(error.where, "link");
	assert_int_equal(remove("folder/link"), 0);
	assert_int_equal(mkfifo("folder/pipe", 0600), 0);
	assert_int_equal(make(), NEWSCONV_UNSUPPORTED);
	assert_string_equal(error.where, "pipe");
	assert_int_equal(remove("folder/pipe"), 0);
	tree_file("folder/\xff", "x");
	assert_int_equal(make(), NEWSCONV_UNSUPPORTED);
	assert_int_equal(remove("folder/\xff"), 0);
	options.bag = "folder/bag";
	assert_int_equal(make(), NEWSCONV_BAD_VALUE);
	options.bag = "bag";
	options.source = "nothing";
	assert_int_equal(make(), NEWSCONV_READ_FAILED);
	options.source = "folder/a";
	assert_int_equal(make(), NEWSCONV_BAD_VALUE);
	assert_int_equal(count_names(), 1);
}

static void
what_exists_is_refused_and_stays(void **state)
{
	(void)state;
	tree_file("folder/a", "x");
	tree_file("bag", "a file");
	assert_int_equal(make(), NEWSCONV_EXISTS);
	expect_text("bag", "a file");
	assert_int_equal(remove("bag"), 0);
	assert_int_equal(mkdir("bag", 0700), 0);
	assert_int_equal(make(), NEWSCONV_EXISTS);
	options.bag = "bag/";
	assert_int_equal(make(), NEWSCONV_EXISTS);
}

static void
empty_folders_are_named(void **state)
{
	(void)state;
	tree_file("folder/a/x", "x");
	assert_int_equal(mkdir("folder/b", 0700), 0);
	assert_int_equal(mkdir("folder/a/c", 0700), 0);
	assert_int_equal(make(), NEWSCONV_OK);
	assert_int_equal(summary.empty_folders, 2);
	assert_string_equal(notes,
	    "a/c: an empty folder, which no manifest can list\n"
	    "b: an empty folder, which no manifest can list\n");
	EXPECT_TOLD("bag", "bag = sound none\n");
}

static void
algorithms_are_those_that_were_asked_for(void **state)
{
	static const char *const names[] = {"md5", "sha1", "md5"};
	static const char *const wrong[] = {"crc32"};

	(void)state;
	tree_file("folder/a", "hello");
	options.algorithms = names;
	options.algorithm_count = 3;
	assert_int_equal(make(), NEWSCONV_OK);
	expect_text("bag/manifest-md5.txt",
	    "5d41402abc4b2a76b9719d911017c592  data/a\n");
	expect_text("bag/manifest-sha1.txt",
	    "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d  data/a\n");
	assert_int_equal(access("bag/manifest-sha512.txt", F_OK), -1);
	options.bag = "bag2";
	options.algorithms = wrong;
	options.algorithm_count = 1;
	assert_int_equal(make(), NEWSCONV_BAD_VALUE);
}

static void
metadata_that_no_reader_would_take_is_refused(void **state)
{
	static const char *const wrong[] = {"A", "=b", "A:=b", " A=b", "A =b",
	    "A=b\nC: d", "Payload-Oxum=1.1", "A=\xff"};
	size_t i;

	(void)state;
	tree_file("folder/a", "x");
	options.metadata_count = 1;
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		options.metadata = &wrong[i];
		if (make() != NEWSCONV_BAD_VALUE)
			fail_msg("is taken: %s", wrong[i]);
	}
	assert_int_equal(count_names(), 1);
}

static int
stop_now(void *context)
{
	return ++*(int *)context > 2;
}

static void
an_interrupted_one_leaves_nothing_behind(void **state)
{
	int steps = 0;

	(void)state;
	tree_file("folder/a", "x");
	tree_file("folder/b", "x");
	options.stop = stop_now;
	options.context = &steps;
	assert_int_equal(make(), NEWSCONV_INTERRUPTED);
	assert_int_equal(count_names(), 1);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tree_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(a_bag_is_sound_and_its_files_are_those_of_the_folder),
	    TEST(facts_of_files_are_kept),
	    TEST(nothing_of_a_bag_is_left_where_one_cannot_be_made),
	    TEST(what_exists_is_refused_and_stays),
	    TEST(empty_folders_are_named),
	    TEST(algorithms_are_those_that_were_asked_for),
	    TEST(metadata_that_no_reader_would_take_is_refused),
	    TEST(an_interrupted_one_leaves_nothing_behind),
	};

	return RUN(tests);
}
