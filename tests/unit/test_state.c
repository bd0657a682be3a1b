/* States of unfinished runs: each field comes back, and damage is named. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "tree.h"

#include "state.h"

/* A key longer than one line of hexadecimal, of bytes that are no text. */
static char key[200];

static void
fill(struct nc_state *state)
{
	size_t i;

	for (i = 0; i < sizeof(key); i++)
		key[i] = (char)(i * 37);
	memset(state, 0, sizeof(*state));
	state->run = 3;
	state->time = 1700000000;
	state->options = "input=2:in;\"quoted\"\n";
	state->follows = true;
	state->any = true;
	state->path = (struct newsconv_text){key, sizeof(key)};
	state->number = UINT64_MAX;
	state->inputs_done = 12;
	state->bytes_done = UINT64_C(1) << 40;
	state->first_serial = 4;
	state->volumes = 2;
	for (i = 0; i < NC_PARTS; i++)
		state->sizes[i] = 1000 + i;
	state->summary.inputs = 13;
	state->summary.failed = 2;
	strcpy(state->summary.first_date, "2021-06-12");
	strcpy(state->summary.last_date, "2021-06-13");
	strcpy(state->summary.languages[0].tag, "en");
	state->summary.languages[0].articles = 9;
}

static int
read_state(struct nc_state *state, struct newsconv_error *error)
{
	struct nc_arena *arena = nc_arena_new((size_t)1 << 20);
	int result = nc_state_read(state, arena, "state.json", error);

	if (result == 0) {
		assert_int_equal(state->path.size, sizeof(key));
		assert_memory_equal(state->path.data, key, sizeof(key));
		assert_string_equal(state->options, "input=2:in;\"quoted\"\n");
	}
	nc_arena_free(arena);
	return result;
}

static void
each_field_comes_back(void **unused)
{
	struct nc_state written, read;
	size_t i;

	(void)unused;
	fill(&written);
	assert_int_equal(nc_state_write(&written, "state.json", NULL), 0);
	assert_int_equal(read_state(&read, NULL), 0);
	assert_int_equal(read.run, 3);
	assert_int_equal(read.time, 1700000000);
	assert_int_equal(read.phase, NC_PHASE_READING);
	assert_true(read.follows);
	assert_true(read.any);
	assert_true(read.number == UINT64_MAX);
	assert_int_equal(read.inputs_done, 12);
	assert_true(read.bytes_done == UINT64_C(1) << 40);
	assert_int_equal(read.first_serial, 4);
	assert_int_equal(read.volumes, 2);
	for (i = 0; i < NC_PARTS; i++)
		assert_int_equal(read.sizes[i], 1000 + i);
	assert_int_equal(read.summary.inputs, 13);
	assert_int_equal(read.summary.failed, 2);
	assert_int_equal(read.summary.run, 3);
	assert_string_equal(read.summary.last_date, "2021-06-13");
	assert_string_equal(read.summary.languages[0].tag, "en");
	assert_int_equal(read.summary.languages[0].articles, 9);
}

static void
a_later_state_takes_the_place_of_the_one_before(void **unused)
{
	struct nc_state state;

	(void)unused;
	fill(&state);
	assert_int_equal(nc_state_write(&state, "state.json", NULL), 0);
	state.phase = NC_PHASE_COMMITTING;
	assert_int_equal(nc_state_write(&state, "state.json", NULL), 0);
	assert_int_equal(read_state(&state, NULL), 0);
	assert_int_equal(state.phase, NC_PHASE_COMMITTING);
}

static void
none_is_no_failure(void **unused)
{
	struct nc_state state;

	(void)unused;
	unlink("state.json");
	assert_int_equal(read_state(&state, NULL), NEWSCONV_END);
}

static void
one_that_is_cut_anywhere_is_named(void **unused)
{
	struct newsconv_error error;
	struct nc_state state;
	struct stat status;
	off_t size;

	(void)unused;
	fill(&state);
	assert_int_equal(nc_state_write(&state, "state.json", NULL), 0);
	assert_int_equal(stat("state.json", &status), 0);
	/* The line end alone is no loss. */
	for (size = status.st_size - 2; size > 0; size -= 13) {
		assert_int_equal(truncate("state.json", size), 0);
		assert_true(read_state(&state, &error) < 0);
		assert_string_equal(error.where, "state.json");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_field_comes_back),
	    cmocka_unit_test(a_later_state_takes_the_place_of_the_one_before),
	    cmocka_unit_test(none_is_no_failure),
	    cmocka_unit_test(one_that_is_cut_anywhere_is_named),
	};

	return cmocka_run_group_tests(tests, tree_set_up, tree_tear_down);
}
