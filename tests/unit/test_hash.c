/* Tables in memory: the hash is FNV-1a, by its published values. */
#include "unit.h"

#include "hash.h"

static void
has_the_values_that_are_published(void **state)
{
	(void)state;
	assert_true(nc_hash("", 0) == UINT64_C(0xcbf29ce484222325));
	assert_true(nc_hash("a", 1) == UINT64_C(0xaf63dc4c8601ec8c));
	assert_true(nc_hash("foobar", 6) == UINT64_C(0x85944171f73967e8));
}

static void
pieces_make_the_hash_of_the_whole(void **state)
{
	uint64_t hash = nc_hash("foo", 3);

	(void)state;
	assert_true(nc_hash_more(hash, "bar", 3) == nc_hash("foobar", 6));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(has_the_values_that_are_published),
	    cmocka_unit_test(pieces_make_the_hash_of_the_whole),
	};

	return RUN(tests);
}
