/* The lists of an archive: what is there, what is taken over, what is refused. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "tree.h"

#include "memory.h"
#include "out_file.h"
#include "outputs.h"

static const char *const roots[] = {"old", "new"};
static const char *const previous[] = {"old/outputs.jsonl"};

static void
write_text(const char *path, const char *text)
{
	tree_write(path, text, strlen(text));
}

static int
make(void)
{
	const struct nc_outputs outputs = {.roots = roots,
	    .root_count = 2,
	    .previous = previous,
	    .previous_count = 1,
	    .target = "new",
	    .work = "work",
	    .time = NEWSCONV_TIME_UNKNOWN};

	mkdir("old", 0700);
	mkdir("new", 0700);
	mkdir("work", 0700);
	return nc_outputs_make(&outputs, NULL);
}

/* The lists get their names, and the other files of the run. */
static void
give_names(void)
{
	rename("new/outputs.jsonl", "old/outputs.jsonl");
	rename("new/SHA256SUMS", "old/SHA256SUMS");
}

static void
read_text(char *target, size_t room, const char *path)
{
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	target[fread(target, 1, room - 1, file)] = '\0';
	fclose(file);
}

static int
clean(void **state)
{
	(void)state;
	return system("rm -rf old new work");
}

static bool
lists(const char *text)
{
	char list[16384];

	read_text(list, sizeof(list), "new/outputs.jsonl");
	return strstr(list, text) != NULL;
}

static void
new_files_hide_old_ones(void **state)
{
	char sums[4096];

	(void)state;
	write_text("old/a", "1");
	write_text("old/b", "old");
	write_text("old/unfinished/state", "x");
	write_text("new/b", "newer");
	assert_int_equal(make(), NEWSCONV_OK);
	assert_true(lists("\"path\":\"a\",\"bytes\":1"));
	assert_true(lists("\"path\":\"b\",\"bytes\":5"));
	assert_false(lists("\"path\":\"b\",\"bytes\":3"));
	assert_false(lists("state"));
	assert_true(lists("\"files\":2,"));
	read_text(sums, sizeof(sums), "new/SHA256SUMS");
	assert_non_null(strstr(sums, "  a\n"));
	assert_non_null(strstr(sums, "  outputs.jsonl\n"));
	assert_null(strstr(sums, "SHA256SUMS"));
	assert_int_not_equal(access("work/outputs.names", F_OK), 0);
	assert_int_not_equal(access("work/outputs.sorted", F_OK), 0);
}

static void
lines_of_what_has_its_size_are_taken_over(void **state)
{
	(void)state;
	write_text("old/jsonl/a.jsonl", "{\"id\":\"one\"}\n");
	write_text("old/z", "zz");
	assert_int_equal(make(), NEWSCONV_OK);
	assert_true(lists("\"id\":\"one\""));
	give_names();
	/* Of the same size, so that it is not read. */
	write_text("old/jsonl/a.jsonl", "{\"id\":\"two\"}\n");
	write_text("old/z", "zzz");
	write_text("new/k", "k");
	assert_int_equal(make(), NEWSCONV_OK);
	assert_true(lists("\"id\":\"one\""));
	assert_false(lists("\"id\":\"two\""));
	assert_true(lists("\"path\":\"z\",\"bytes\":3"));
	assert_true(lists("\"files\":3,\"records\":1,"));
}

static void
a_list_that_lost_records_is_refused(void **state)
{
	char list[16384];
	char *record, *end;

	(void)state;
	write_text("old/jsonl/a.jsonl", "{\"id\":\"one\"}\n{\"id\":\"two\"}\n");
	assert_int_equal(make(), NEWSCONV_OK);
	give_names();
	read_text(list, sizeof(list), "old/outputs.jsonl");
	record = strstr(list, "{\"line\":\"record\"");
	assert_non_null(record);
	end = strchr(record, '\n') + 1;
	memmove(record, end, strlen(end) + 1);
	write_text("old/outputs.jsonl", list);
	assert_int_equal(make(), NEWSCONV_INVALID);
}

static void
a_list_that_is_none_is_made_anew(void **state)
{
	(void)state;
	write_text("old/jsonl/a.jsonl", "{\"id\":\"one\"}\n");
	write_text(
	    "old/outputs.jsonl", "nothing\n{\"line\":\"file\",\"x\":1}\n");
	assert_int_equal(make(), NEWSCONV_OK);
	assert_true(lists("\"id\":\"one\""));
}

static void
a_damaged_volume_is_listed_without_records(void **state)
{
	(void)state;
	write_text("old/archive/a.warc.gz", "no gzip");
	assert_int_equal(make(), NEWSCONV_OK);
	assert_true(lists("\"path\":\"archive/a.warc.gz\",\"bytes\":7"));
	assert_false(lists("\"line\":\"record\""));
	/* One that was just written must not be. */
	write_text("new/archive/b.warc.gz", "no gzip");
	assert_int_equal(make(), NEWSCONV_INVALID);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_teardown(new_files_hide_old_ones, clean),
	    cmocka_unit_test_teardown(
		lines_of_what_has_its_size_are_taken_over, clean),
	    cmocka_unit_test_teardown(
		a_list_that_lost_records_is_refused, clean),
	    cmocka_unit_test_teardown(a_list_that_is_none_is_made_anew, clean),
	    cmocka_unit_test_teardown(
		a_damaged_volume_is_listed_without_records, clean),
	};

	return cmocka_run_group_tests(tests, tree_set_up, tree_tear_down);
}
