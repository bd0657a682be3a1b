/* SHA256SUMS: the lines of coreutils, and those of others kept. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "tree.h"

#include "sums_file.h"
#include "utf8.h"

static struct nc_sum
sum_of(const char *name, char digit)
{
	struct nc_sum sum = {.name = name};

	memset(sum.sha256, digit, 64);
	return sum;
}

static void
assert_updates(const char *old, const struct nc_sum *sums, size_t count,
    const char *expected)
{
	struct nc_buffer buffer = NC_BUFFER(1 << 20);

	nc_sums_update(&buffer, nc_text(old), sums, count);
	assert_string_equal(buffer.data, expected);
	nc_buffer_free(&buffer);
}

#define SIXTEEN(c) c c c c c c c c c c c c c c c c
#define DIGEST(c) SIXTEEN(c) SIXTEEN(c) SIXTEEN(c) SIXTEEN(c)

static void
a_plain_name_stands_behind_two_blanks(void **state)
{
	const struct nc_sum sum = sum_of("a b.epub", '1');

	(void)state;
	assert_updates("", &sum, 1, DIGEST("1") "  a b.epub\n");
}

static void
names_that_would_break_the_line_are_escaped(void **state)
{
	const struct nc_sum sum = sum_of("a\nb\\c\rd", '1');

	(void)state;
	assert_updates("", &sum, 1, "\\" DIGEST("1") "  a\\nb\\\\c\\rd\n");
}

static void
a_line_is_replaced_where_it_stands(void **state)
{
	const struct nc_sum sums[] = {sum_of("b", '2'), sum_of("n", '3')};

	(void)state;
	assert_updates(
	    DIGEST("0") "  a\n" DIGEST("0") "  b\n" DIGEST("0") " *c\n", sums,
	    2,
	    DIGEST("0") "  a\n" DIGEST("2") "  b\n" DIGEST("0") " *c\n" DIGEST(
		"3") "  n\n");
}

static void
a_line_in_binary_mode_is_of_the_file_too(void **state)
{
	const struct nc_sum sum = sum_of("b", '2');

	(void)state;
	assert_updates(DIGEST("0") " *b\n", &sum, 1, DIGEST("2") "  b\n");
}

static void
of_two_lines_of_a_file_one_stays(void **state)
{
	const struct nc_sum sum = sum_of("b", '2');

	(void)state;
	assert_updates(DIGEST("0") "  b\n" DIGEST("1") "  b\n", &sum, 1,
	    DIGEST("2") "  b\n");
}

static void
what_is_no_line_of_ours_stays_byte_for_byte(void **state)
{
	const struct nc_sum sum = sum_of("b", '2');

	(void)state;
	assert_updates("# b\n\nbb  b\n\\x\n" DIGEST("0") "  b ", &sum, 1,
	    "# b\n\nbb  b\n\\x\n" DIGEST("0") "  b \n" DIGEST("2") "  b\n");
}

static void
a_list_that_is_not_there_is_empty(void **state)
{
	struct nc_buffer list = NC_BUFFER(100);

	(void)state;
	assert_int_equal(nc_sums_read(&list, "nothing", NULL), NEWSCONV_OK);
	assert_int_equal(list.size, 0);
	tree_write("list", "abc\n", 4);
	assert_int_equal(nc_sums_read(&list, "list", NULL), NEWSCONV_OK);
	assert_int_equal(list.size, 4);
	nc_buffer_free(&list);
}

static void
a_folder_is_locked_until_it_is_closed(void **state)
{
	struct newsconv_error error;
	int lock;

	(void)state;
	assert_int_equal(nc_sums_lock(&lock, ".", &error), NEWSCONV_OK);
	close(lock);
	assert_int_equal(nc_sums_lock(&lock, ".", &error), NEWSCONV_OK);
	close(lock);
	assert_int_equal(
	    nc_sums_lock(&lock, "none", &error), NEWSCONV_WRITE_FAILED);
	assert_int_equal(lock, -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_plain_name_stands_behind_two_blanks),
	    cmocka_unit_test(names_that_would_break_the_line_are_escaped),
	    cmocka_unit_test(a_line_is_replaced_where_it_stands),
	    cmocka_unit_test(a_line_in_binary_mode_is_of_the_file_too),
	    cmocka_unit_test(of_two_lines_of_a_file_one_stays),
	    cmocka_unit_test(what_is_no_line_of_ours_stays_byte_for_byte),
	    cmocka_unit_test(a_list_that_is_not_there_is_empty),
	    cmocka_unit_test(a_folder_is_locked_until_it_is_closed),
	};

	return cmocka_run_group_tests(tests, tree_set_up, tree_tear_down);
}
