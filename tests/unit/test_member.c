/* One file as a dump, with what its sidecar and the table say of it. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "tree.h"

#include "member.h"

static struct newsconv_error error;

static int
read_member(struct nc_member **member, const char *path, const char *sidecar,
    const struct nc_members_options *options)
{
	struct newsconv_text key = {path, strlen(path)};

	memset(&error, 0, sizeof(error));
	*member = NULL;
	return nc_member_read(member, path, sidecar, key, options, &error);
}

static void
a_file_is_a_member_of_its_bytes(void **state)
{
	struct nc_members_options options = {0};
	struct nc_member *member;

	(void)state;
	tree_file("a/b.txt", "Some text.\n");
	assert_int_equal(
	    read_member(&member, "a/b.txt", NULL, &options), NEWSCONV_OK);
	assert_text(member->bytes, "Some text.\n");
	assert_int_equal(member->bytes.data[member->bytes.size], '\0');
	assert_text(member->name, "b.txt");
	assert_int_equal(member->number, 0);
	assert_true(member->modified > 1500000000);
	assert_int_equal(member->problem, NEWSCONV_OK);
	assert_int_equal(member->given.words.size, 0);
	assert_int_equal(member->given.fetched, NEWSCONV_TIME_UNKNOWN);
	nc_member_free(member);
}

static void
failures_are_those_of_reading(void **state)
{
	struct nc_members_options options = {.max_size = 4};
	struct nc_member *member;

	(void)state;
	tree_file("a.txt", "12345");
	tree_file("b.txt", "1234");
	assert_int_equal(
	    read_member(&member, "a.txt", NULL, &options), NEWSCONV_TOO_LARGE);
	assert_string_equal(error.where, "a.txt");
	assert_int_equal(read_member(&member, "none.txt", NULL, &options),
	    NEWSCONV_READ_FAILED);
	assert_int_equal(
	    read_member(&member, ".", NULL, &options), NEWSCONV_NOT_A_FILE);
	assert_int_equal(
	    read_member(&member, "b.txt", NULL, &options), NEWSCONV_OK);
	nc_member_free(member);
}

static void
a_sidecar_is_kept_word_for_word(void **state)
{
	static const char words[] =
	    "{\"url\": \"https://example.org/a\",  \"mood\": 1.50}";
	struct nc_members_options options = {0};
	struct nc_member *member;

	(void)state;
	tree_file("a.txt", "Some text.\n");
	tree_file("a.json",
	    "\xef\xbb\xbf{\"url\": \"https://example.org/a\",  "
	    "\"mood\": 1.50}\n");
	assert_int_equal(
	    read_member(&member, "a.txt", "a.json", &options), NEWSCONV_OK);
	assert_string_equal(member->given.url, "https://example.org/a");
	assert_text(member->given.words, words);
	assert_string_equal(member->given.words_type, "application/json");
	nc_member_free(member);
}

static void
a_sidecar_that_is_none_fails_its_dump(void **state)
{
	struct nc_members_options options = {0};
	struct nc_member *member;

	(void)state;
	tree_file("a.txt", "Some text.\n");
	tree_file("a.json", "{\"url\" 1}");
	assert_int_equal(read_member(&member, "a.txt", "a.json", &options),
	    NEWSCONV_BAD_VALUE);
	assert_string_equal(error.where, "a.json");
	assert_string_equal(error.text,
	    "its sidecar a.json: is not JSON: ':' expected near '1' (line 1, "
	    "column 8)");
	tree_file("a.json", "[]");
	assert_int_equal(read_member(&member, "a.txt", "a.json", &options),
	    NEWSCONV_BAD_VALUE);
	assert_string_equal(
	    error.text, "its sidecar a.json: is no JSON object");
	tree_file("a.json", "");
	assert_int_equal(read_member(&member, "a.txt", "a.json", &options),
	    NEWSCONV_BAD_VALUE);
	assert_int_equal(read_member(&member, "a.txt", "none.json", &options),
	    NEWSCONV_READ_FAILED);
	assert_string_equal(error.where, "none.json");
}

static void
the_table_goes_before_the_sidecar_and_both_are_kept(void **state)
{
	struct nc_members_options options = {0};
	struct nc_table *table;
	struct nc_member *member;

	(void)state;
	tree_file("a.txt", "Some text.\n");
	tree_file(
	    "a.json", "{\"title\":\"S\",\"author\":\"A\",\"lang\":\"en\"}");
	tree_file("table.csv", "file,title,author\na.txt,T,\n");
	assert_int_equal(
	    nc_table_read(&table, "table.csv", NULL, 0, &error), NEWSCONV_OK);
	options.table = table;
	assert_int_equal(
	    read_member(&member, "a.txt", "a.json", &options), NEWSCONV_OK);
	assert_string_equal(member->given.title, "T");
	assert_string_equal(member->given.authors[0], "A");
	assert_string_equal(member->given.language, "en");
	assert_text(member->given.words,
	    "{\"sidecar\":{\"title\":\"S\",\"author\":\"A\",\"lang\":\"en\"},"
	    "\"table\":{\"file\":\"a.txt\",\"title\":\"T\"}}");
	nc_member_free(member);
	nc_table_free(table);
}

#define TREE(name) \
	cmocka_unit_test_setup_teardown(name, tree_set_up, tree_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TREE(a_file_is_a_member_of_its_bytes),
	    TREE(failures_are_those_of_reading),
	    TREE(a_sidecar_is_kept_word_for_word),
	    TREE(a_sidecar_that_is_none_fails_its_dump),
	    TREE(the_table_goes_before_the_sidecar_and_both_are_kept),
	};

	return RUN(tests);
}
