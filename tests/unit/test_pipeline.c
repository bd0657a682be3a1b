/* The pipeline: order, bounds, ends; nothing is lost or freed twice. */
#include <stdatomic.h>

#include "unit.h"

#include "error.h"
#include "pipeline.h"

enum { COUNT = 2000 };

struct item {
	unsigned number;
	int worked;
};

struct line {
	unsigned produced, consumed, count;
	unsigned fail_at; /* to be produced; 0: never */
	unsigned stop_at; /* consumed; 0: never */
	unsigned out_of_order, not_worked;
	atomic_uint alive, most;
	unsigned bad_worker, threads;
};

static int
produce(
    void *context, void **item, uint64_t *weight, struct newsconv_error *error)
{
	struct line *line = context;
	struct item *made;
	unsigned alive;

	if (line->produced == line->count)
		return NEWSCONV_END;
	if (line->fail_at != 0 && line->produced + 1 == line->fail_at)
		return nc_error_set(error, NEWSCONV_READ_FAILED, "a failure");
	made = calloc(1, sizeof(*made));
	if (made == NULL)
		return nc_error_memory(error);
	made->number = ++line->produced;
	alive = atomic_fetch_add(&line->alive, 1) + 1;
	if (alive > atomic_load(&line->most))
		atomic_store(&line->most, alive);
	*item = made;
	*weight = 10;
	return NEWSCONV_OK;
}

static void
work(void *context, unsigned worker, void *item)
{
	struct line *line = context;
	struct item *made = item;
	volatile unsigned spin = made->number * 7919 % 997;

	while (spin > 0)
		spin--;
	if (worker >= line->threads)
		line->bad_worker = 1;
	made->worked = 1;
}

static int
consume(void *context, void *item, struct newsconv_error *error)
{
	struct line *line = context;
	struct item *made = item;

	line->consumed++;
	line->out_of_order += made->number != line->consumed;
	line->not_worked += !made->worked;
	free(made);
	atomic_fetch_sub(&line->alive, 1);
	if (line->consumed == line->stop_at)
		return nc_error_set(error, NEWSCONV_INTERRUPTED, "stopped");
	return NEWSCONV_OK;
}

static struct line *discarding;

static void
discard(void *item)
{
	free(item);
	atomic_fetch_sub(&discarding->alive, 1);
}

static int
run(struct line *line, unsigned threads, size_t window, uint64_t weight,
    struct newsconv_error *error)
{
	struct nc_pipeline pipeline = {.context = line,
	    .threads = threads,
	    .window = window,
	    .weight = weight,
	    .produce = produce,
	    .work = work,
	    .consume = consume,
	    .discard = discard};
	int result;

	line->threads = threads;
	discarding = line;
	result = nc_pipeline_run(&pipeline, error);
	assert_int_equal(atomic_load(&line->alive), 0);
	assert_int_equal(line->out_of_order, 0);
	assert_int_equal(line->not_worked, 0);
	assert_int_equal(line->bad_worker, 0);
	return result;
}

static void
all_items_come_in_order_from_any_number_of_threads(void **state)
{
	static const unsigned threads[] = {1, 2, 3, 8, 32};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(threads) / sizeof(*threads); i++) {
		struct line line = {.count = COUNT};

		assert_int_equal(
		    run(&line, threads[i], 64, UINT64_MAX, NULL), 0);
		assert_int_equal(line.consumed, COUNT);
	}
}

static void
no_more_is_in_hand_than_the_window(void **state)
{
	struct line line = {.count = COUNT};

	(void)state;
	assert_int_equal(run(&line, 4, 5, UINT64_MAX, NULL), 0);
	/* And one that is made, but not yet in the window. */
	assert_in_range(atomic_load(&line.most), 1, 6);
}

static void
no_more_is_in_hand_than_the_weight(void **state)
{
	struct line line = {.count = COUNT};

	(void)state;
	assert_int_equal(run(&line, 4, 1000, 30, NULL), 0);
	assert_in_range(atomic_load(&line.most), 1, 4);
}

static void
an_item_above_the_weight_is_let_through_alone(void **state)
{
	struct line line = {.count = 50};

	(void)state;
	assert_int_equal(run(&line, 2, 8, 1, NULL), 0);
	assert_int_equal(line.consumed, 50);
	assert_in_range(atomic_load(&line.most), 1, 2);
}

static void
nothing_produced_is_nothing_consumed(void **state)
{
	struct line line = {.count = 0};

	(void)state;
	assert_int_equal(run(&line, 3, 4, 100, NULL), 0);
	assert_int_equal(line.consumed, 0);
}

static void
what_came_before_a_failure_is_consumed(void **state)
{
	struct line line = {.count = COUNT, .fail_at = 501};
	struct newsconv_error error;

	(void)state;
	assert_int_equal(
	    run(&line, 3, 16, UINT64_MAX, &error), NEWSCONV_READ_FAILED);
	assert_int_equal(line.consumed, 500);
	assert_string_equal(error.text, "a failure");
}

static void
a_consumer_that_stops_ends_it_at_once(void **state)
{
	struct line line = {.count = UINT32_MAX, .stop_at = 77};
	struct newsconv_error error;

	(void)state;
	assert_int_equal(
	    run(&line, 3, 16, UINT64_MAX, &error), NEWSCONV_INTERRUPTED);
	assert_int_equal(line.consumed, 77);
	assert_string_equal(error.text, "stopped");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		all_items_come_in_order_from_any_number_of_threads),
	    cmocka_unit_test(no_more_is_in_hand_than_the_window),
	    cmocka_unit_test(no_more_is_in_hand_than_the_weight),
	    cmocka_unit_test(an_item_above_the_weight_is_let_through_alone),
	    cmocka_unit_test(nothing_produced_is_nothing_consumed),
	    cmocka_unit_test(what_came_before_a_failure_is_consumed),
	    cmocka_unit_test(a_consumer_that_stops_ends_it_at_once),
	};

	return RUN(tests);
}
