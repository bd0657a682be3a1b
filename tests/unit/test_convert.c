/* Many inputs into one output, or one for each, as a caller asks for it. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "tree.h"

enum { FILES = 60 };

static struct newsconv_error error;
static struct newsconv_convert_summary summary;

/* An article that is like no other. */
static void
write_article(const char *path, unsigned number)
{
	char text[1024];

	snprintf(text, sizeof(text),
	    "The council of town %u counts its bridges again\n\nBy Ana Lima\n\n"
	    "%u June 2021\n\nThe council counted %u bridges, and the count was "
	    "long enough to fill the whole of a morning.\n\nIn the end the "
	    "mayor said that number %u would be the last one to be built.\n",
	    number, number % 28 + 1, number, number);
	tree_file(path, text);
}

static void
write_articles(const char *folder)
{
	char path[64];
	unsigned i;

	for (i = 0; i < FILES; i++) {
		snprintf(
		    path, sizeof(path), "%s/%u/%02u.txt", folder, i % 3, i);
		write_article(path, i);
	}
}

/* What a run told, by type of event. */
struct told {
	unsigned counts[NEWSCONV_CONVERT_FAILED + 1];
	unsigned stop_after; /* articles; 0: never */
	char first[64];      /* input of the first event */
	char failed[512];    /* where, and what */
};

static int
note(const struct newsconv_convert_event *event, void *context)
{
	struct told *told = context;

	if (told->first[0] == '\0')
		snprintf(told->first, sizeof(told->first), "%s", event->input);
	assert_non_null(event->summary);
	told->counts[event->type]++;
	if (event->type == NEWSCONV_CONVERT_FAILED)
		snprintf(told->failed, sizeof(told->failed), "%.200s: %.200s",
		    event->error->where, event->error->text);
	if (event->type == NEWSCONV_CONVERT_ARTICLE ||
	    event->type == NEWSCONV_CONVERT_DUPLICATE)
		assert_non_null(event->article);
	return told->stop_after > 0 &&
	    told->counts[NEWSCONV_CONVERT_ARTICLE] >= told->stop_after;
}

/* A drawn cover is a matter of its own, and takes long. */
static const struct newsconv_book_options plain = {
    .size = sizeof(plain), .cover = NEWSCONV_COVER_TEXT};

static const struct newsconv_write_options replacing = {
    .size = sizeof(replacing),
    .replace = 1,
    .time = NEWSCONV_TIME_UNKNOWN,
    .book = &plain};

static void
set(struct newsconv_convert_options *options, const char *const *inputs,
    size_t count, const char *output, const char *format)
{
	newsconv_convert_options_init(options);
	options->inputs = inputs;
	options->input_count = count;
	options->output = output;
	options->format = newsconv_format_for_name(format);
	options->write = &replacing;
}

static int
run(const struct newsconv_convert_options *options)
{
	memset(&error, 0, sizeof(error));
	memset(&summary, 0, sizeof(summary));
	return newsconv_convert_run(options, &summary, &error);
}

static void
assert_same_file(const char *a, const char *b)
{
	size_t a_size, b_size;
	char *a_data = tree_read(a, &a_size), *b_data = tree_read(b, &b_size);

	assert_int_equal(a_size, b_size);
	assert_memory_equal(a_data, b_data, a_size);
	free(a_data);
	free(b_data);
}

static void
any_number_of_threads_makes_the_same_bytes(void **state)
{
	static const char *const formats[] = {
	    "epub", "jsonl", "warc.gz", "warc"};
	static const unsigned threads[] = {1, 2, 8};
	const char *const inputs[] = {"in"};
	struct newsconv_convert_options options;
	char output[3][32];
	size_t i, n;

	(void)state;
	write_articles("in");
	for (i = 0; i < sizeof(formats) / sizeof(*formats); i++) {
		for (n = 0; n < 3; n++) {
			snprintf(output[n], sizeof(output[n]), "%u.%s",
			    threads[n], formats[i]);
			set(&options, inputs, 1, output[n], formats[i]);
			options.threads = threads[n];
			if (run(&options) != NEWSCONV_OK)
				fail_msg("%s: %s", error.where, error.text);
			assert_int_equal(summary.articles, FILES);
			assert_int_equal(summary.inputs, FILES);
			assert_int_equal(summary.outputs, 1);
			assert_same_file(output[0], output[n]);
		}
	}
}

static void
outputs_of_their_own_are_the_same_for_any_number_of_threads(void **state)
{
	const char *const inputs[] = {"in"};
	struct newsconv_convert_options options;

	(void)state;
	write_articles("in");
	set(&options, inputs, 1, "one", "json");
	options.separate = 1;
	options.threads = 1;
	assert_int_equal(run(&options), NEWSCONV_OK);
	assert_int_equal(summary.outputs, FILES);
	options.output = "eight/and/deeper/";
	options.threads = 8;
	assert_int_equal(run(&options), NEWSCONV_OK);
	assert_same_file("one/0/00.json", "eight/and/deeper/0/00.json");
	assert_same_file("one/2/59.json", "eight/and/deeper/2/59.json");
}

static void
what_happens_is_told_in_order(void **state)
{
	const char *const inputs[] = {"in", "empty.txt", "in/1/01.txt"};
	struct newsconv_convert_options options;
	struct told told = {{0}, 0, "", ""};

	(void)state;
	write_articles("in");
	tree_file("empty.txt", "");
	tree_file("in/.hidden.txt", "Not for us.\n");
	set(&options, inputs, 3, "out.epub", "epub");
	options.alone = 1;
	options.threads = 3;
	options.callback = note;
	options.context = &told;
	assert_int_equal(run(&options), NEWSCONV_OK);
	assert_int_equal(told.counts[NEWSCONV_CONVERT_ARTICLE], FILES + 1);
	assert_int_equal(told.counts[NEWSCONV_CONVERT_PROGRESS], FILES + 2);
	assert_int_equal(told.counts[NEWSCONV_CONVERT_DUPLICATE], 1);
	assert_int_equal(told.counts[NEWSCONV_CONVERT_FAILED], 1);
	assert_string_equal(told.first, "in/0/00.txt");
	assert_string_equal(told.failed, "empty.txt: is empty (0 bytes)");
	assert_int_equal(summary.inputs, FILES + 2);
	assert_int_equal(summary.articles, FILES);
	assert_int_equal(summary.duplicates, 1);
	assert_int_equal(summary.skipped, 1);
	assert_int_equal(summary.failed, 1);
}

static void
who_wants_it_to_end_gets_nothing(void **state)
{
	const char *const inputs[] = {"in"};
	struct newsconv_convert_options options;
	struct told told = {{0}, 5, "", ""};
	unsigned threads;

	(void)state;
	write_articles("in");
	for (threads = 1; threads <= 4; threads += 3) {
		memset(told.counts, 0, sizeof(told.counts));
		set(&options, inputs, 1, "out.jsonl", "jsonl");
		options.threads = threads;
		options.callback = note;
		options.context = &told;
		assert_int_equal(run(&options), NEWSCONV_INTERRUPTED);
		assert_int_equal(told.counts[NEWSCONV_CONVERT_ARTICLE], 5);
		assert_int_not_equal(access("out.jsonl", F_OK), 0);
	}
}

static void
nothing_is_written_of_nothing(void **state)
{
	const char *const inputs[] = {"empty.txt", "missing.txt"};
	struct newsconv_convert_options options;

	(void)state;
	tree_file("empty.txt", "  \n");
	set(&options, inputs, 2, "out.epub", "epub");
	assert_int_equal(run(&options), NEWSCONV_EMPTY);
	assert_int_equal(summary.failed, 2);
	assert_int_not_equal(access("out.epub", F_OK), 0);
	assert_int_equal(mkdir("folder", 0700), 0);
	options.inputs = (const char *const[]){"folder"};
	options.input_count = 1;
	assert_int_equal(run(&options), NEWSCONV_EMPTY);
	assert_string_equal(error.where, "folder");
}

static void
a_format_that_holds_one_takes_one(void **state)
{
	const char *const inputs[] = {"a.txt", "b.txt"};
	struct newsconv_convert_options options;

	(void)state;
	write_article("a.txt", 1);
	write_article("b.txt", 2);
	set(&options, inputs, 2, "out.json", "json");
	assert_int_equal(run(&options), NEWSCONV_NO_ROOM);
	assert_int_not_equal(access("out.json", F_OK), 0);
	options.input_count = 1;
	assert_int_equal(run(&options), NEWSCONV_OK);
}

static void
options_that_mean_nothing_are_refused(void **state)
{
	const char *const inputs[] = {"a.txt"};
	struct newsconv_read_options read = {
	    .size = sizeof(read), .date = "yesterday"};
	struct newsconv_write_options write = replacing;
	struct newsconv_convert_options options;

	(void)state;
	write_article("a.txt", 1);
	set(&options, inputs, 0, "out.json", "json");
	assert_int_equal(run(&options), NEWSCONV_BAD_VALUE);
	set(&options, inputs, 1, NULL, "json");
	assert_int_equal(run(&options), NEWSCONV_BAD_VALUE);
	set(&options, inputs, 1, "", "json");
	assert_int_equal(run(&options), NEWSCONV_BAD_VALUE);
	set(&options, inputs, 1, "out.json", "pdf");
	assert_int_equal(run(&options), NEWSCONV_BAD_VALUE);
	set(&options, inputs, 1, "out.json", "json");
	options.read = &read;
	assert_int_equal(run(&options), NEWSCONV_BAD_VALUE);
	set(&options, inputs, 1, "-", "json");
	options.separate = 1;
	assert_int_equal(run(&options), NEWSCONV_BAD_VALUE);
	set(&options, inputs, 1, "out", "json");
	write.manifest = 1;
	options.write = &write;
	options.separate = 1;
	assert_int_equal(run(&options), NEWSCONV_BAD_VALUE);
	assert_int_not_equal(access("out", F_OK), 0);
	write_articles("in");
	set(&options, (const char *const[]){"in"}, 1, "in/", "json");
	options.separate = 1;
	assert_int_equal(run(&options), NEWSCONV_BAD_VALUE);
	assert_string_equal(error.where, "in/");
}

static void
what_names_one_article_is_not_used_for_several(void **state)
{
	const char *const inputs[] = {"a.txt", "b.txt"};
	struct newsconv_read_options read = {.size = sizeof(read),
	    .title = "Another title",
	    .publisher = "The Courier"};
	struct newsconv_convert_options options;
	size_t size;
	char *lines;

	(void)state;
	write_article("a.txt", 1);
	write_article("b.txt", 2);
	set(&options, inputs, 2, "out.jsonl", "jsonl");
	options.read = &read;
	assert_int_equal(run(&options), NEWSCONV_OK);
	lines = tree_read("out.jsonl", &size);
	assert_null(strstr(lines, "Another title"));
	assert_non_null(strstr(lines, "The Courier"));
	free(lines);
	options.input_count = 1;
	assert_int_equal(run(&options), NEWSCONV_OK);
	lines = tree_read("out.jsonl", &size);
	assert_non_null(strstr(lines, "Another title"));
	free(lines);
}

/* A sample, and a line of the site's below it. */
static void
write_sample(const char *name)
{
	char path[64], text[16384];
	int source, size;
	FILE *file;

	snprintf(path, sizeof(path), "samples/%s.txt", name);
	source = openat(tree_home, path, O_RDONLY);
	assert_true(source >= 0);
	size = (int)read(source, text, sizeof(text));
	assert_true(size > 0);
	close(source);
	snprintf(path, sizeof(path), "in/%s.txt", name);
	file = fopen(path, "w");
	assert_non_null(file);
	fprintf(file,
	    "%.*s\n\n\nThe Courier is printed on paper from the mill of "
	    "Tunsdal and is brought to every house on both sides of the "
	    "fjord.\n",
	    size, text);
	assert_int_equal(fclose(file), 0);
}

/* Where a line recurs in a folder it is the site's. */
static void
the_others_of_a_folder_are_looked_at_unless_told_not_to(void **state)
{
	static const char *const samples[] = {"council", "german", "harbour",
	    "market", "dateline", "related", "mac", "crlf-bom"};
	const char *const inputs[] = {"in"};
	struct newsconv_convert_options options;
	char *alone, *together;
	size_t size, alone_size, i;

	(void)state;
	assert_int_equal(mkdir("in", 0700), 0);
	for (i = 0; i < sizeof(samples) / sizeof(*samples); i++)
		write_sample(samples[i]);
	set(&options, inputs, 1, "out.jsonl", "jsonl");
	assert_int_equal(run(&options), NEWSCONV_OK);
	together = tree_read("out.jsonl", &size);
	options.alone = 1;
	assert_int_equal(run(&options), NEWSCONV_OK);
	alone = tree_read("out.jsonl", &alone_size);
	assert_true(size != alone_size || memcmp(alone, together, size) != 0);
	free(alone);
	free(together);
}

static void
an_older_structure_is_a_smaller_one(void **state)
{
	const char *const inputs[] = {"a.txt"};
	struct newsconv_convert_options options;

	(void)state;
	write_article("a.txt", 1);
	set(&options, inputs, 1, "out.json", "json");
	options.threads = 70000;
	options.alone = -1;
	options.size = offsetof(struct newsconv_convert_options, alone);
	assert_int_equal(run(&options), NEWSCONV_OK);
}

int
main(void)
{
#define IN_TREE(test) \
	cmocka_unit_test_setup_teardown(test, tree_set_up, tree_tear_down)
	const struct CMUnitTest tests[] = {
	    IN_TREE(any_number_of_threads_makes_the_same_bytes),
	    IN_TREE(
		outputs_of_their_own_are_the_same_for_any_number_of_threads),
	    IN_TREE(what_happens_is_told_in_order),
	    IN_TREE(who_wants_it_to_end_gets_nothing),
	    IN_TREE(nothing_is_written_of_nothing),
	    IN_TREE(a_format_that_holds_one_takes_one),
	    IN_TREE(options_that_mean_nothing_are_refused),
	    IN_TREE(what_names_one_article_is_not_used_for_several),
	    IN_TREE(the_others_of_a_folder_are_looked_at_unless_told_not_to),
	    IN_TREE(an_older_structure_is_a_smaller_one),
	};

	return RUN(tests);
}
