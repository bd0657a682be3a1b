/* Books of an archive: nothing left out, and made again where it was ended. */
#define _XOPEN_SOURCE 700
#include "tree.h"

static const char dump[] =
    "Harbour opens after storm\n\nBy Ana Lima\n\n12 June 2021\n\n"
    "The harbour of the town was opened again on Saturday morning, two days "
    "after the storm had closed it, and the first boats went out at noon.\n";

/* Events of progress, and the one at which the run is to end; 0: none. */
static unsigned events, last_event;

static int
take_event(const struct newsconv_archive_event *event, void *context)
{
	(void)context;
	events += event->type == NEWSCONV_EVENT_PROGRESS;
	return events == last_event;
}

static int
archive(enum newsconv_archive_book book,
    struct newsconv_archive_summary *summary, struct newsconv_error *error)
{
	static const char *const inputs[] = {"in"};
	struct newsconv_archive_options options;

	newsconv_archive_options_init(&options);
	options.inputs = inputs;
	options.input_count = 1;
	options.output = "out";
	options.outputs = NEWSCONV_ARCHIVE_WARC | NEWSCONV_ARCHIVE_EPUB;
	options.book = book;
	options.time = 1600000000;
	options.threads = 2;
	options.callback = take_event;
	events = 0;
	return newsconv_archive_run(&options, summary, error);
}

static void
make_dumps(void)
{
	tree_file("in/a.txt", dump);
	tree_file("in/b.txt", dump);
	tree_file("in/c.txt", dump);
}

/* Three events are of the inputs, the fourth is of the first book. */
static void
run_that_is_ended_among_the_books_is_gone_on_with(void **state)
{
	struct newsconv_archive_summary summary;
	struct newsconv_error error;

	(void)state;
	make_dumps();
	last_event = 4;
	assert_int_equal(archive(NEWSCONV_BOOK_ARTICLE, &summary, &error),
	    NEWSCONV_INTERRUPTED);
	assert_int_equal(access("out/epub", F_OK), -1);
	assert_int_equal(access("out/history.jsonl", F_OK), -1);
	last_event = 0;
	assert_int_equal(archive(NEWSCONV_BOOK_ARTICLE, &summary, &error), 0);
	assert_int_equal(events, 3);
	assert_int_equal(summary.resumed, 1);
	assert_int_equal(summary.books, 3);
	assert_int_equal(access("out/epub/in/a.txt.epub", F_OK), 0);
	assert_int_equal(access("out/epub/in/b.txt.epub", F_OK), 0);
	assert_int_equal(access("out/epub/in/c.txt.epub", F_OK), 0);
}

/* The article has its name only in part: it may have 1023 bytes. */
static void
long_names_that_end_differently_are_two_articles(void **state)
{
	struct newsconv_archive_summary summary;
	struct newsconv_error error;
	char path[1400] = "in/", line[8192];
	size_t depth, size = 3;
	FILE *list;
	unsigned lines = 0;

	(void)state;
	last_event = 0;
	for (depth = 0; depth < 5; depth++) {
		memset(path + size, 'd', 240);
		path[size + 240] = '/';
		size += 241;
	}
	strcpy(path + size, "one.txt");
	tree_file(path, dump);
	strcpy(path + size, "two.txt");
	tree_file(path, dump);
	assert_int_equal(archive(NEWSCONV_BOOK_ALL, &summary, &error), 0);
	assert_int_equal(summary.archived + summary.duplicates, 2);
	list = fopen("out/epub/books.jsonl", "r");
	assert_non_null(list);
	while (fgets(line, sizeof(line), list) != NULL) {
		const char *name = lines++ == 0 ? "/one.txt\"" : "/two.txt\"";

		assert_non_null(strstr(line, name));
	}
	fclose(list);
	assert_int_equal(lines, 2);
}

static void
damaged_list_of_books_is_said_to_be_damaged(void **state)
{
	static const char line[] =
	    "{\"book\":\"newsconv\",\"path\":\"in/"
	    "0\",\"number\":\"000000000x\","
	    "\"part\":\"0000000001\",\"run\":\"0000000001\",\"volume\":\"v\","
	    "\"offset\":0,\"bytes\":1,\"split\":0}\n";
	struct newsconv_archive_summary summary;
	struct newsconv_error error;

	(void)state;
	last_event = 0;
	make_dumps();
	assert_int_equal(archive(NEWSCONV_BOOK_ALL, &summary, &error), 0);
	tree_file("out/epub/books.jsonl", line);
	tree_file("in/d.txt", dump);
	assert_true(archive(NEWSCONV_BOOK_ALL, &summary, &error) < 0);
	assert_non_null(strstr(error.text, "no number"));
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, tree_set_up, tree_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(run_that_is_ended_among_the_books_is_gone_on_with),
	    TEST(long_names_that_end_differently_are_two_articles),
	    TEST(damaged_list_of_books_is_said_to_be_damaged),
	};

	return RUN(tests);
}
