/* A bounded pile: what is kept depends on the pairs, not on their order. */
#include "unit.h"

#include "pile.h"

enum { COUNT = 5000, MOST = 1000 };

static uint64_t
hash_of(uint64_t i)
{
	uint64_t hash = (i + 1) * UINT64_C(0x9e3779b97f4a7c15);

	hash = (hash ^ hash >> 32) * UINT64_C(0xd6e8feb86659fd93);
	return hash ^ hash >> 32;
}

static void
fill(struct nc_pile *pile, bool backwards)
{
	size_t i;

	memset(pile, 0, sizeof(*pile));
	pile->most = MOST;
	for (i = 0; i < COUNT; i++) {
		size_t n = backwards ? COUNT - 1 - i : i;

		assert_true(
		    nc_pile_add(pile, hash_of(n / 2), (uint32_t)(n % 2)));
		assert_true(pile->count <= MOST);
	}
	nc_pile_sort(pile);
}

static void
a_full_pile_keeps_the_same_pairs_in_any_order(void **state)
{
	struct nc_pile a, b;
	size_t i;

	(void)state;
	fill(&a, false);
	fill(&b, true);
	assert_true(a.count > MOST / 4);
	assert_int_equal(a.count, b.count);
	for (i = 0; i < a.count; i++) {
		assert_int_equal(a.pairs[i].hash, b.pairs[i].hash);
		assert_int_equal(a.pairs[i].file, b.pairs[i].file);
	}
	nc_pile_free(&a);
	nc_pile_free(&b);
}

static void
a_pile_is_sorted_and_has_each_pair_once(void **state)
{
	struct nc_pile pile = {.most = MOST};

	(void)state;
	assert_true(nc_pile_add(&pile, 9, 1));
	assert_true(nc_pile_add(&pile, 7, 2));
	assert_true(nc_pile_add(&pile, 9, 0));
	assert_true(nc_pile_add(&pile, 9, 1));
	nc_pile_sort(&pile);
	assert_int_equal(pile.count, 3);
	assert_int_equal(pile.pairs[0].hash, 7);
	assert_int_equal(pile.pairs[1].file, 0);
	assert_int_equal(pile.pairs[2].file, 1);
	nc_pile_free(&pile);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_full_pile_keeps_the_same_pairs_in_any_order),
	    cmocka_unit_test(a_pile_is_sorted_and_has_each_pair_once),
	};

	return RUN(tests);
}
