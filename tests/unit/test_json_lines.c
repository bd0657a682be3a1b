/* Records of JSON: by line, by value, broken ones, long ones, what is kept. */
#define _XOPEN_SOURCE 700 /* nftw */
#include <zlib.h>

#include "listing.h"

static void
each_line_is_a_record(void **state)
{
	static const struct nc_members_options options;

	(void)state;
	tree_file("a.jsonl",
	    "\xef\xbb\xbf{\"text\":\"One.\",\"url\":\"http://a.org/1\"}\r\n"
	    "\n  \n"
	    "{\"id\":\"two\",\"text\":\"Two\\nlines.\","
	    "\"timestamp\":\"1970-01-01T00:00:07Z\"}");
	assert_string_equal(list_members("a.jsonl", &options, true),
	    "1 |One. <http://a.org/1>\n2 two|Two\nlines. 7\n");
}

static void
a_broken_line_spoils_no_other(void **state)
{
	(void)state;
	tree_file("a.jsonl",
	    "{\"text\": \"One.\"}\n{\"text\": \"cut off\n[1]\n{\"url\":1}\n"
	    "{\"text\": 5}\n{\"text\":\"\xff\"}\n7\n{\"text\": \"Last.\"}\n");
	assert_string_equal(list_file("a.jsonl"),
	    "1 |One.\n"
	    "2 ! is not JSON: premature end of input near '\"cut off' (line 2, "
	    "column 17)\n"
	    "3 ! line 3 is JSON, but no object\n"
	    "4 ! the record of line 4 has no field that is its text\n"
	    "5 ! the record of line 5 has no field that is its text\n"
	    "6 ! is not JSON: unable to decode byte 0xff near '\"' (line 6, "
	    "column 9)\n"
	    "7 ! is not JSON: '[' or '{' expected near '7' (line 7, column "
	    "1)\n"
	    "8 |Last.\n");
}

static void
long_lines_are_bounded(void **state)
{
	static const struct nc_members_options options = {.max_size = 40};
	FILE *file = fopen("a.jsonl", "w");
	size_t i;

	(void)state;
	fprintf(file, "{\"text\":\"One.\"}\n{\"text\":\"");
	for (i = 0; i < 1000000; i++)
		putc('a', file);
	fprintf(file, "\"}\n{\"text\":\"Two.\"}\n");
	fclose(file);
	assert_string_equal(list_members("a.jsonl", &options, false),
	    "1 |One.\n2 ! the record of line 2 is larger than 40 bytes, the "
	    "limit\n3 |Two.\n");
}

static void
a_json_file_is_an_object_an_array_or_lines(void **state)
{
	static const char *const forms[] = {
	    "{\n  \"text\": \"One.\"\n}\n{\"text\": \"Two.\"}",
	    "[{\"text\": \"One.\"}, {\"text\": \"Two.\"}]",
	    "\n [\n {\n \"text\": \"One.\"\n },\n{\"text\": \"Two.\"}]\n",
	    "{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		tree_file("a.json", forms[i]);
		assert_string_equal(list_file("a.json"), "1 |One.\n2 |Two.\n");
	}
}

static void
a_broken_value_spoils_no_other(void **state)
{
	(void)state;
	tree_file("a.json",
	    "[{\"text\": \"One.\"},\n {\"text\" \"x\"},\n \"a, ]\\\"\", 5,\n"
	    " {\"text\":\n\"Two.\"}, ] {\"text\": \"Behind.\"}");
	assert_string_equal(list_file("a.json"),
	    "1 |One.\n"
	    "2 ! is not JSON: ':' expected near '\"x\"' (line 2, column 11)\n"
	    "3 ! is not JSON: '[' or '{' expected near '\"a, ]\\\"\"' (line 3, "
	    "column 8)\n"
	    "4 ! is not JSON: '[' or '{' expected near '5' (line 3, column "
	    "1)\n"
	    "5 |Two.\n6 |Behind.\n");
	tree_file("a.json", "[{\"text\": \"One.\"}");
	assert_string_equal(
	    list_file("a.json"), "1 |One.\n-6 a.json: ends within an array");
	tree_file("a.json", "]}{\"text\": \"One.\"}\n");
	assert_non_null(strstr(list_file("a.json"), "(line 1, column 1)\n"));
	tree_file("a.json", "");
	assert_string_equal(list_file("a.json"), "");
}

struct words {
	const char *record;
	const char *words;
};

/* What was said is kept as it was said, but for the text. */
static void
the_words_are_those_of_the_record(void **state)
{
	static const struct words cases[] = {
	    {"{\"text\":\"A\",\"url\": \"u\", \"n\":1.50}",
		"{\"url\": \"u\", \"n\":1.50}"},
	    {"{ \"n\": [1, {\"text\": \"in\"}], \"Text\" : \"A,}\\\"\" }",
		"{ \"n\": [1, {\"text\": \"in\"}]}"},
	    {"{\"a\":1, \"text\":\"A\", \"b\":\"\\u00e9\"}",
		"{\"a\":1, \"b\":\"\\u00e9\"}"},
	    {"{\"text\":\"A\"}", "{}"},
	    {"{\"metadata\":{\"text\":\"A\"},\"body\":\"B\"}",
		"{\"metadata\":{\"text\":\"A\"}}"},
	};
	static const struct nc_members_options options;
	struct nc_entry entry = {.path = "a.jsonl"};
	struct nc_members *members;
	struct nc_member *member;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		tree_file("a.jsonl", cases[i].record);
		assert_int_equal(
		    nc_members_open(&members, &entry, &options, NULL),
		    NEWSCONV_OK);
		assert_int_equal(
		    nc_members_next(members, &member, NULL), NEWSCONV_OK);
		assert_text(member->given.words, cases[i].words);
		assert_string_equal(
		    member->given.words_type, "application/json");
		nc_member_free(member);
		nc_members_free(members);
	}
}

static void
names_of_fields_can_be_given(void **state)
{
	static const char *const fields[] = {"text=story", "url=where"};
	struct nc_members_options options = {
	    .fields = fields, .field_count = 2};

	(void)state;
	tree_file("a.jsonl",
	    "{\"text\":\"no\",\"story\":\"Yes.\",\"where\":\"http://a.org/\"}");
	assert_string_equal(list_members("a.jsonl", &options, true),
	    "1 |Yes. <http://a.org/>\n");
	tree_file("b.jsonl", "{\"text\":\"no\"}");
	assert_string_equal(
	    list_members("b.jsonl", &options, false), "1 |no\n");
}

/* What can be read before and behind the damage is. */
static void
damage_of_a_compressed_file_is_one_member(void **state)
{
	long size;
	gzFile file;
	FILE *raw;

	(void)state;
	file = gzopen("a.jsonl.gz", "w");
	gzputs(file, "{\"text\":\"One.\"}\n");
	gzclose(file);
	file = gzopen("a.jsonl.gz", "a");
	gzputs(file, "{\"text\":\"Damaged, and some words to be damaged.\"}\n");
	gzclose(file);
	raw = fopen("a.jsonl.gz", "r+");
	fseek(raw, 0, SEEK_END);
	size = ftell(raw);
	fseek(raw, size - 20, SEEK_SET);
	fputs("XXXXXX", raw);
	fclose(raw);
	file = gzopen("a.jsonl.gz", "a");
	gzputs(file, "the rest of a line\n{\"text\":\"Two.\"}\n");
	gzclose(file);
	assert_true(
	    strncmp(list_file("a.jsonl.gz"),
		"1 |One.\n2 ! the gzip data is damaged at byte ", 45) == 0);
	assert_non_null(strstr(list_file("a.jsonl.gz"), "\n3 |Two.\n"));
	assert_int_equal(truncate("a.jsonl.gz", size - 4), 0);
	assert_non_null(strstr(list_file("a.jsonl.gz"), "1 |One.\n"));
	assert_int_equal(listing_error.code, NEWSCONV_BAD_VALUE);
}

static void
many_records_take_time_in_proportion(void **state)
{
	static const struct nc_members_options options;
	struct nc_entry entry = {.path = "a.jsonl"};
	struct nc_members *members;
	struct nc_member *member;
	FILE *file = fopen("a.jsonl", "w");
	size_t count = 100000, i;

	(void)state;
	for (i = 0; i < count; i++)
		fprintf(file,
		    "{\"text\":\"Text %zu.\",\"url\":\"http://a/\"}\n", i);
	fclose(file);
	assert_int_equal(
	    nc_members_open(&members, &entry, &options, NULL), NEWSCONV_OK);
	for (i = 0; nc_members_next(members, &member, NULL) == NEWSCONV_OK; i++)
		nc_member_free(member);
	assert_int_equal(i, count);
	nc_members_free(members);
}

#define TREE(name) \
	cmocka_unit_test_setup_teardown(name, tree_set_up, tree_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TREE(each_line_is_a_record),
	    TREE(a_broken_line_spoils_no_other),
	    TREE(long_lines_are_bounded),
	    TREE(a_json_file_is_an_object_an_array_or_lines),
	    TREE(a_broken_value_spoils_no_other),
	    TREE(the_words_are_those_of_the_record),
	    TREE(names_of_fields_can_be_given),
	    TREE(damage_of_a_compressed_file_is_one_member),
	    TREE(many_records_take_time_in_proportion),
	};

	return RUN(tests);
}
