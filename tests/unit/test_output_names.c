/* Names of many outputs: unique, harmless, and the same each time. */
#include "unit.h"

#include "output_names.h"

static struct nc_arena *arena;
static struct nc_output_names *names;

static int
set_up(void **state)
{
	(void)state;
	arena = nc_arena_new(1 << 24);
	names = nc_output_names_new();
	return arena == NULL || names == NULL;
}

static int
tear_down(void **state)
{
	(void)state;
	nc_output_names_free(names);
	nc_arena_free(arena);
	return 0;
}

static const char *
stem(const char *input)
{
	const struct newsconv_text text = {input, strlen(input)};

	return nc_output_stem(names, text, arena);
}

static void
an_input_gives_its_path_without_its_suffix(void **state)
{
	(void)state;
	assert_string_equal(stem("a.txt"), "a");
	assert_string_equal(stem("news/2021.06/b.c.txt"), "news/2021.06/b.c");
	assert_string_equal(stem("news/README"), "news/README");
	assert_string_equal(stem("news/.profile"), "news/.profile");
	assert_string_equal(stem("x."), "x");
}

static void
no_two_are_equal(void **state)
{
	(void)state;
	assert_string_equal(stem("a.txt"), "a");
	assert_string_equal(stem("a~2.txt"), "a~2");
	assert_string_equal(stem("a.md"), "a~3");
	assert_string_equal(stem("a"), "a~4");
	assert_string_equal(stem("./a.html"), "a~5");
}

static void
none_leads_out_of_the_folder(void **state)
{
	const struct newsconv_text nul = {"a\0b/c.txt", 9};

	(void)state;
	assert_string_equal(stem("../../etc/passwd"), "etc/passwd");
	assert_string_equal(stem("/etc//passwd"), "etc/passwd~2");
	assert_string_equal(stem("a/../b.txt"), "a/b");
	assert_string_equal(stem(".."), "input");
	assert_string_equal(stem(""), "input~2");
	assert_string_equal(nc_output_stem(names, nul, arena), "c");
}

static void
parts_have_names_that_no_input_gets(void **state)
{
	const char *whole, *part;

	(void)state;
	whole = nc_output_path("out", stem("a.txt"), 0, ".epub", arena);
	assert_string_equal(whole, "out/a.epub");
	part = nc_output_path(
	    "out/", stem("b.txt"), 2, ".jsonl .ndjson", arena);
	assert_string_equal(part, "out/b.part2.jsonl");
	assert_string_equal(stem("b.part2.txt"), "b.part2_");
	assert_string_equal(stem("b.part2_.txt"), "b.part2__");
	assert_string_equal(stem("b.part.txt"), "b.part");
	assert_string_equal(stem("spart2.txt"), "spart2");
}

static void
a_long_name_is_cut_and_still_its_own(void **state)
{
	char input[512];
	const char *first, *second;

	(void)state;
	memset(input, 'a', 300);
	strcpy(input + 300, "1.txt");
	first = stem(input);
	input[300] = '2';
	second = stem(input);
	assert_int_equal(strlen(first), 200);
	assert_int_equal(strlen(second), 200);
	assert_string_not_equal(first, second);
}

static void
thousands_are_remembered(void **state)
{
	char input[32], expected[32];
	unsigned i;

	(void)state;
	for (i = 0; i < 3000; i++) {
		snprintf(input, sizeof(input), "%u.txt", i);
		snprintf(expected, sizeof(expected), "%u", i);
		assert_string_equal(stem(input), expected);
	}
	assert_string_equal(stem("1234.md"), "1234~2");
}

int
main(void)
{
#define WITH_NAMES(test) \
	cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    WITH_NAMES(an_input_gives_its_path_without_its_suffix),
	    WITH_NAMES(no_two_are_equal),
	    WITH_NAMES(none_leads_out_of_the_folder),
	    WITH_NAMES(parts_have_names_that_no_input_gets),
	    WITH_NAMES(a_long_name_is_cut_and_still_its_own),
	    WITH_NAMES(thousands_are_remembered),
	};

	return RUN(tests);
}
