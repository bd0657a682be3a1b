/* Of a path's lines, the latest run's counts; members come by number. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "tree.h"

#include "previous.h"
#include "utf8.h"

static void
add(struct nc_buffer *buffer, const char *path, uint64_t number, unsigned run)
{
	struct nc_manifest_line line = {.path = nc_text(path),
	    .number = number,
	    .run = run,
	    .status = NC_FAILED,
	    .reason = nc_text("any")};

	nc_manifest_put(buffer, &line);
}

static void
write_manifest(void)
{
	struct nc_buffer buffer = NC_BUFFER((size_t)1 << 20);

	add(&buffer, "a", 0, 1);
	add(&buffer, "b", 0, 1);
	add(&buffer, "b", 0, 3);
	add(&buffer, "c.tar", 1, 1);
	add(&buffer, "c.tar", 1, 2);
	add(&buffer, "c.tar", 4, 1);
	add(&buffer, "c.tar", NC_NUMBER_LAST, 1);
	add(&buffer, "c.tar", NC_NUMBER_LAST, 2);
	add(&buffer, "d", 7, 1);
	tree_write("m", buffer.data, buffer.size);
	nc_buffer_free(&buffer);
}

/* The next path is this one, and its own line of that run (0: none). */
static uint64_t
next_is(struct nc_previous *previous, const char *name, unsigned run)
{
	const struct nc_previous_path *path = NULL;
	uint64_t offset;

	assert_int_equal(nc_previous_peek(previous, &path, NULL), 0);
	assert_non_null(path);
	assert_text(path->path, name);
	assert_int_equal(path->known, run > 0);
	if (run > 0)
		assert_int_equal(path->own.run, run);
	offset = path->offset;
	nc_arena_free(path->arena);
	nc_previous_take(previous);
	return offset;
}

static void
the_latest_line_of_each_path_counts(void **state)
{
	const struct nc_previous_path *path;
	struct nc_previous *previous = NULL;

	(void)state;
	write_manifest();
	assert_int_equal(nc_previous_open(&previous, "m", NULL), 0);
	assert_int_equal(next_is(previous, "a", 1), 0);
	next_is(previous, "b", 3);
	next_is(previous, "c.tar", 2);
	/* Members alone, as a run leaves them that fails in between. */
	next_is(previous, "d", 0);
	assert_int_equal(nc_previous_peek(previous, &path, NULL), 0);
	assert_null(path);
	nc_previous_close(previous);
}

static void
one_that_was_peeked_and_not_taken_is_freed(void **state)
{
	const struct nc_previous_path *path, *again;
	struct nc_previous *previous = NULL;

	(void)state;
	write_manifest();
	assert_int_equal(nc_previous_open(&previous, "m", NULL), 0);
	assert_int_equal(nc_previous_peek(previous, &path, NULL), 0);
	assert_int_equal(nc_previous_peek(previous, &again, NULL), 0);
	assert_ptr_equal(path, again);
	nc_previous_close(previous);
}

static void
no_manifest_has_no_paths(void **state)
{
	const struct nc_previous_path *path;
	struct nc_previous *previous = NULL;

	(void)state;
	assert_int_equal(nc_previous_open(&previous, "none", NULL), 0);
	assert_int_equal(nc_previous_peek(previous, &path, NULL), 0);
	assert_null(path);
	nc_previous_close(previous);
}

static void
members_are_found_by_number_and_latest_run(void **state)
{
	struct nc_previous_members *members = NULL;
	const struct nc_manifest_line *line;
	struct nc_previous *previous = NULL;
	uint64_t offset;

	(void)state;
	write_manifest();
	assert_int_equal(nc_previous_open(&previous, "m", NULL), 0);
	next_is(previous, "a", 1);
	next_is(previous, "b", 3);
	offset = next_is(previous, "c.tar", 2);
	nc_previous_close(previous);
	assert_int_equal(
	    nc_previous_members_open(&members, "m", offset, NULL), 0);
	assert_int_equal(nc_previous_member(members, 1, &line, NULL), 0);
	assert_non_null(line);
	assert_int_equal(line->run, 2);
	assert_int_equal(nc_previous_member(members, 3, &line, NULL), 0);
	assert_null(line);
	assert_int_equal(nc_previous_member(members, 4, &line, NULL), 0);
	assert_non_null(line);
	assert_int_equal(line->run, 1);
	/* Those of the next path are none of this one's. */
	assert_int_equal(nc_previous_member(members, 7, &line, NULL), 0);
	assert_null(line);
	nc_previous_members_close(members);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_latest_line_of_each_path_counts),
	    cmocka_unit_test(one_that_was_peeked_and_not_taken_is_freed),
	    cmocka_unit_test(no_manifest_has_no_paths),
	    cmocka_unit_test(members_are_found_by_number_and_latest_run),
	};

	return cmocka_run_group_tests(tests, tree_set_up, tree_tear_down);
}
