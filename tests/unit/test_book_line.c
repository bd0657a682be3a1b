/* Lines of books: where an article is, and names that lead nowhere else. */
#include "unit.h"

#include "book_line.h"
#include "utf8.h"

struct made {
	struct nc_buffer text;
	struct nc_book_line line;
	struct nc_arena *arena;
};

/* The line of an article of the dump with this key, written and read. */
static void
make_line(struct made *made, enum newsconv_archive_book book, const char *key,
    uint64_t number)
{
	static const char dump[] = "Bridge opens\n\n12 June 2021\n\n"
				   "The city opened its bridge on Monday.\n";
	const struct newsconv_article *list[1];
	struct newsconv_articles *articles = NULL;
	struct nc_run run;
	struct nc_task task;
	struct newsconv_text line;

	memset(&run, 0, sizeof(run));
	memset(&task, 0, sizeof(task));
	run.options.book = book;
	run.options.prefix = "news";
	run.state.run = 3;
	task.read.size = sizeof(task.read);
	task.read.name = key;
	task.read.url = "https://example.org/a";
	assert_int_equal(newsconv_articles_parse(&articles, dump,
			     sizeof(dump) - 1, &task.read, NULL),
	    0);
	list[0] = newsconv_articles_at(articles, 0);
	task.list = list;
	task.input.article_count = 1;
	task.line.path = nc_text(key);
	task.line.number = number;
	task.line.bytes = sizeof(dump) - 1;
	made->text = (struct nc_buffer)NC_BUFFER((size_t)1 << 20);
	made->arena = nc_arena_new((size_t)1 << 20);
	nc_book_lines_put(
	    &made->text, &run, &task, nc_text("v-00001.warc.gz"), 346);
	assert_true(made->text.size > 0);
	line = (struct newsconv_text){made->text.data, made->text.size - 1};
	assert_int_equal(
	    nc_book_line_parse(&made->line, made->arena, line, NULL), 0);
	newsconv_articles_free(articles);
}

static void
forget(struct made *made)
{
	nc_buffer_free(&made->text);
	nc_arena_free(made->arena);
}

static void
book_is(enum newsconv_archive_book book, const char *key, uint64_t number,
    const char *expected)
{
	struct made made;

	make_line(&made, book, key, number);
	assert_text(made.line.book, expected);
	forget(&made);
}

static void
each_field_comes_back(void **state)
{
	struct made made;

	(void)state;
	make_line(&made, NEWSCONV_BOOK_ARTICLE, "in/a.txt", 12);
	assert_text(made.line.path, "in/a.txt");
	assert_int_equal(made.line.number, 12);
	assert_int_equal(made.line.part, 1);
	assert_int_equal(made.line.run, 3);
	assert_text(made.line.volume, "v-00001.warc.gz");
	assert_int_equal(made.line.offset, 346);
	assert_string_equal(made.line.read.url, "https://example.org/a");
	forget(&made);
}

static void
a_book_has_the_name_of_what_it_is_made_of(void **state)
{
	(void)state;
	book_is(NEWSCONV_BOOK_ARTICLE, "in/a.txt", 0, "in/a.txt");
	book_is(NEWSCONV_BOOK_ARTICLE, "in/a.tar", 7, "in/a.tar/00000007");
	book_is(NEWSCONV_BOOK_FOLDER, "in/b/a.txt", 0, "in/b");
	book_is(NEWSCONV_BOOK_FOLDER, "a.txt", 0, "news");
	book_is(NEWSCONV_BOOK_FOLDER, "in/a.tar", 7, "in/a.tar");
	book_is(NEWSCONV_BOOK_DAY, "in/a.txt", 0, "2021-06-12");
	book_is(NEWSCONV_BOOK_ALL, "in/a.txt", 0, "news");
}

static void
no_name_leads_out_of_the_directory(void **state)
{
	(void)state;
	book_is(NEWSCONV_BOOK_ARTICLE, "../../in/a.txt", 0,
	    "\\x2e\\x2e/\\x2e\\x2e/in/a.txt");
	book_is(NEWSCONV_BOOK_ARTICLE, "in/../a.txt", 0, "in/\\x2e\\x2e/a.txt");
	book_is(NEWSCONV_BOOK_ARTICLE, "in/./a.txt", 0, "in/\\x2e/a.txt");
	book_is(NEWSCONV_BOOK_FOLDER, "../a.txt", 0, "\\x2e\\x2e");
	/* These are names like others. */
	book_is(NEWSCONV_BOOK_ARTICLE, ".../..a/a..", 0, ".../..a/a..");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_field_comes_back),
	    cmocka_unit_test(a_book_has_the_name_of_what_it_is_made_of),
	    cmocka_unit_test(no_name_leads_out_of_the_directory),
	};

	return RUN(tests);
}
