/* Tables of metadata: their forms, which row is whose, what is told of them. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "tree.h"

#include "metadata_table.h"

static struct newsconv_error error;
static struct nc_arena *arena;
static struct nc_given given;

static struct nc_table *
table_of(const char *text)
{
	struct nc_table *table = NULL;

	memset(&error, 0, sizeof(error));
	tree_file("table", text);
	nc_table_read(&table, "table", NULL, 0, &error);
	return table;
}

static const char *
title_of(const struct nc_table *table, const char *key)
{
	struct nc_field_names names = {NULL, 0};
	struct newsconv_text text = {key, strlen(key)};

	nc_given_init(&given);
	assert_int_equal(
	    nc_table_apply(table, &given, arena, text, &names, &error),
	    NEWSCONV_OK);
	return given.title;
}

static int
set_up(void **state)
{
	arena = nc_arena_new(1 << 24);
	return arena == NULL || tree_set_up(state);
}

static int
tear_down(void **state)
{
	nc_arena_free(arena);
	return tree_tear_down(state);
}

static void
the_separator_is_that_of_the_heading(void **state)
{
	static const char *const forms[] = {
	    "file,title,url\na.txt,\"One, \"\"two\"\"\nthree\",http://a.org/\n",
	    "\xef\xbb\xbf"
	    "file;title;url\r\na.txt;\"One, \"\"two\"\"\r\n"
	    "three\";http://a.org/",
	    "FILE\tTitle\tURL\na.txt\tOne, \"two\" three\thttp://a.org/\n"};
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		struct nc_table *table = table_of(forms[i]);

		assert_non_null(table);
		assert_string_equal(
		    title_of(table, "a.txt"), "One, \"two\" three");
		assert_string_equal(given.url, "http://a.org/");
		nc_table_free(table);
	}
}

static void
a_row_is_found_by_as_much_of_the_key_as_it_says(void **state)
{
	struct nc_table *table = table_of("path,title\n"
					  "news/2021/a.txt,Whole\n"
					  "2022/a.txt,End\n"
					  "./b.txt,Last\n");

	(void)state;
	assert_string_equal(title_of(table, "news/2021/a.txt"), "Whole");
	assert_string_equal(title_of(table, "news/2022/a.txt"), "End");
	assert_string_equal(title_of(table, "news/x/b.txt"), "Last");
	assert_null(title_of(table, "2021/a.txt"));
	assert_null(title_of(table, "xb.txt"));
	nc_table_free(table);
}

static void
rows_of_no_file_are_told_in_their_order(void **state)
{
	struct nc_table *table = table_of(
	    "title,name\n1,z\n2,b\n3,a\n4\n\n5,m\n");
	size_t row = 0;

	(void)state;
	assert_string_equal(title_of(table, "b"), "2");
	assert_string_equal(nc_table_unused(table, &row), "z");
	assert_string_equal(nc_table_unused(table, &row), "a");
	assert_string_equal(nc_table_unused(table, &row), "");
	assert_string_equal(nc_table_unused(table, &row), "m");
	assert_null(nc_table_unused(table, &row));
	nc_table_free(table);
}

static void
words_are_the_row_as_an_object(void **state)
{
	struct nc_table *table = table_of(
	    "file,title,note\na,T,\nb,\xff,\"x\ny\"\n");

	(void)state;
	title_of(table, "a");
	assert_text(given.words, "{\"file\":\"a\",\"title\":\"T\"}");
	title_of(table, "b");
	assert_text(given.words,
	    "{\"file\":\"b\",\"title\":\"\xef\xbf\xbd\",\"note\":\"x\\ny\"}");
	nc_table_free(table);
}

static void
refused(const char *text, const char *words)
{
	assert_null(table_of(text));
	assert_int_equal(error.code, NEWSCONV_BAD_VALUE);
	assert_string_equal(error.where, "table");
	assert_string_equal(error.text, words);
}

static void
what_is_no_table_is_refused_by_line(void **state)
{
	(void)state;
	refused(
	    "title,url\nA,B\n", "has no column \"file\", \"path\" or \"name\"");
	refused("", "has no column \"file\", \"path\" or \"name\"");
	refused("file,title\na,b\nc,d,e\n",
	    "line 3 has more fields than the heading, which has 2");
	refused("file,title\na,\"b\nc\n", "the quote of line 2 is not closed");
	refused("file,title\na,b\n\nx,y\n./a,d\n",
	    "lines 2 and 5 are both of \"./a\"");
}

static void
a_large_table_takes_time_in_proportion(void **state)
{
	size_t count = 200000, i, row = 0;
	FILE *file = fopen("large", "w");
	struct nc_table *table;
	char key[32];

	(void)state;
	fprintf(file, "file,title\n");
	for (i = 0; i < count; i++)
		fprintf(file, "%zu.txt,%zu\n", i * 7919 % count, i);
	fclose(file);
	assert_int_equal(
	    nc_table_read(&table, "large", NULL, 0, &error), NEWSCONV_OK);
	for (i = 0; i < count; i += 100) {
		snprintf(key, sizeof(key), "x/%zu.txt", i * 7919 % count);
		assert_int_equal(strtoul(title_of(table, key), NULL, 10), i);
	}
	for (i = 0; nc_table_unused(table, &row) != NULL; i++)
		;
	assert_int_equal(i, count - count / 100);
	nc_table_free(table);
}

#define TREE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TREE(the_separator_is_that_of_the_heading),
	    TREE(a_row_is_found_by_as_much_of_the_key_as_it_says),
	    TREE(rows_of_no_file_are_told_in_their_order),
	    TREE(words_are_the_row_as_an_object),
	    TREE(what_is_no_table_is_refused_by_line),
	    TREE(a_large_table_takes_time_in_proportion),
	};

	return RUN(tests);
}
