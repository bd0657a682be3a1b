/*
 * Items through the pipeline: each once, in order, never too many in hand, and
 * an end whatever happens.  A test that hangs is ended by the alarm.
 */
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

#include "unit.h"

#include "error.h"
#include "pipeline.h"

enum { ITEMS_MOST = 1000, PATIENCE = 120 };

/* What is done in one run of the pipeline, and when it fails. */
struct script {
	uint64_t random; /* of the producer's thread alone */
	unsigned items;
	unsigned heaviest;
	unsigned produce_fails; /* instead of this item, from 0 */
	unsigned consume_fails; /* at this item */
	size_t window;
	uint64_t weight;
	unsigned produced, consumed;
	atomic_uint worked, discarded, in_hand;
	_Atomic uint64_t weight_in_hand;
	bool crowded; /* more was in hand than may be */
};

struct item {
	struct script *script;
	unsigned number, weight, delay;
	atomic_bool done;
};

static uint64_t
next_random(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) +
	    UINT64_C(1442695040888963407);
	return *state >> 33;
}

/* Long enough for others to overtake. */
static void
dawdle(unsigned delay)
{
	unsigned i;

	for (i = 0; i < delay; i++)
		sched_yield();
}

static int
produce(void *context, void **result_item, uint64_t *weight,
    struct newsconv_error *error)
{
	struct script *script = context;
	unsigned in_hand = atomic_load(&script->in_hand);
	struct item *item;

	if (in_hand >= script->window ||
	    (in_hand > 0 &&
		atomic_load(&script->weight_in_hand) >= script->weight))
		script->crowded = true;
	if (script->produced == script->produce_fails)
		return nc_error_set(error, NEWSCONV_READ_FAILED, "produced");
	if (script->produced == script->items)
		return NEWSCONV_END;
	item = calloc(1, sizeof(*item));
	if (item == NULL)
		return nc_error_memory(error);
	item->script = script;
	item->number = script->produced++;
	item->weight = (unsigned)(next_random(&script->random) %
	    (script->heaviest + 1));
	if (next_random(&script->random) % 8 == 0)
		item->delay = (unsigned)(next_random(&script->random) % 20);
	atomic_fetch_add(&script->in_hand, 1);
	atomic_fetch_add(&script->weight_in_hand, item->weight);
	dawdle(item->delay / 4);
	*result_item = item;
	*weight = item->weight;
	return NEWSCONV_OK;
}

static void
work(void *context, unsigned worker, void *argument)
{
	struct script *script = context;
	struct item *item = argument;

	(void)worker;
	dawdle(item->delay);
	atomic_fetch_add(&script->worked, 1);
	atomic_store(&item->done, true);
}

static void
let_go(struct item *item)
{
	atomic_fetch_sub(&item->script->weight_in_hand, item->weight);
	atomic_fetch_sub(&item->script->in_hand, 1);
	free(item);
}

static int
consume(void *context, void *argument, struct newsconv_error *error)
{
	struct script *script = context;
	struct item *item = argument;
	int result = NEWSCONV_OK;

	if (item->number != script->consumed || !atomic_load(&item->done))
		result = nc_error_set(error, NEWSCONV_INVALID, "out of order");
	else if (item->number == script->consume_fails)
		result = nc_error_set(error, NEWSCONV_INTERRUPTED, "consumed");
	script->consumed++;
	dawdle(item->delay / 8);
	let_go(item);
	return result;
}

static void
discard(void *argument)
{
	struct item *item = argument;

	atomic_fetch_add(&item->script->discarded, 1);
	let_go(item);
}

static struct script
script_of(unsigned items)
{
	struct script script = {.items = items,
	    .heaviest = 10,
	    .produce_fails = UINT32_MAX,
	    .consume_fails = UINT32_MAX,
	    .window = 16,
	    .weight = 100};

	return script;
}

static int
run(struct script *script, unsigned threads, struct newsconv_error *error)
{
	struct nc_pipeline pipeline = {.context = script,
	    .threads = threads,
	    .window = script->window,
	    .weight = script->weight,
	    .produce = produce,
	    .work = work,
	    .consume = consume,
	    .discard = discard};
	int result;

	alarm(PATIENCE);
	result = nc_pipeline_run(&pipeline, error);
	alarm(0);
	assert_false(script->crowded);
	assert_int_equal(script->consumed + atomic_load(&script->discarded),
	    script->produced);
	assert_int_equal(atomic_load(&script->in_hand), 0);
	return result;
}

static void
items_come_in_order_whatever_the_sizes_are(void **state)
{
	uint64_t random = 1;
	unsigned round;

	(void)state;
	for (round = 0; round < 100; round++) {
		struct script script = script_of(
		    (unsigned)(next_random(&random) % 100));
		unsigned threads = 1 + (unsigned)(next_random(&random) % 6);
		struct newsconv_error error;

		script.random = round;
		script.window = 1 + (size_t)(next_random(&random) % 40);
		script.weight = 1 + next_random(&random) % 60;
		assert_int_equal(run(&script, threads, &error), 0);
		assert_int_equal(script.consumed, script.items);
		assert_int_equal(atomic_load(&script.worked), script.items);
	}
}

static void
no_wake_up_is_lost_in_a_long_run(void **state)
{
	struct script script = script_of(ITEMS_MOST);
	struct newsconv_error error;

	(void)state;
	assert_int_equal(run(&script, 3, &error), 0);
	assert_int_equal(script.consumed, ITEMS_MOST);
}

static void
failure_of_the_producer_comes_after_all_items_before_it(void **state)
{
	unsigned at;

	(void)state;
	for (at = 0; at < 20; at++) {
		struct script script = script_of(100);
		struct newsconv_error error;

		script.produce_fails = at;
		assert_int_equal(run(&script, 2, &error), NEWSCONV_READ_FAILED);
		assert_string_equal(error.text, "produced");
		assert_int_equal(script.consumed, at);
	}
}

static void
failure_of_the_consumer_ends_it_and_discards_the_rest(void **state)
{
	unsigned at;

	(void)state;
	for (at = 0; at < 20; at++) {
		struct script script = script_of(100);
		struct newsconv_error error;

		script.consume_fails = at;
		script.window = 1 + at % 9;
		assert_int_equal(
		    run(&script, 1 + at % 4, &error), NEWSCONV_INTERRUPTED);
		assert_string_equal(error.text, "consumed");
		assert_int_equal(script.consumed, at + 1);
	}
}

static void
consumers_failure_goes_before_that_of_the_producer(void **state)
{
	struct script script = script_of(100);
	struct newsconv_error error;

	(void)state;
	script.consume_fails = 3;
	script.produce_fails = 4;
	assert_int_equal(run(&script, 2, &error), NEWSCONV_INTERRUPTED);
	assert_string_equal(error.text, "consumed");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(items_come_in_order_whatever_the_sizes_are),
	    cmocka_unit_test(no_wake_up_is_lost_in_a_long_run),
	    cmocka_unit_test(
		failure_of_the_producer_comes_after_all_items_before_it),
	    cmocka_unit_test(
		failure_of_the_consumer_ends_it_and_discards_the_rest),
	    cmocka_unit_test(
		consumers_failure_goes_before_that_of_the_producer),
	};

	return RUN(tests);
}
