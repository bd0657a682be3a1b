/* Names of open objects: the second of a name, and none that is gone. */
#include "unit.h"

#include "json_keys.h"

static void
names_belong_to_their_object(void **state)
{
	struct nc_json_keys keys = {0};

	(void)state;
	assert_int_equal(nc_json_keys_begin(&keys), 1);
	assert_int_equal(nc_json_keys_add(&keys, 7), 1);
	assert_int_equal(nc_json_keys_begin(&keys), 1);
	assert_int_equal(nc_json_keys_add(&keys, 7), 1);
	assert_int_equal(nc_json_keys_add(&keys, 7), 0);
	nc_json_keys_end(&keys);
	assert_int_equal(nc_json_keys_add(&keys, 8), 1);
	assert_int_equal(nc_json_keys_add(&keys, 7), 0);
	nc_json_keys_end(&keys);
	assert_int_equal(nc_json_keys_begin(&keys), 1);
	assert_int_equal(nc_json_keys_add(&keys, 7), 1);
	nc_json_keys_free(&keys);
}

/* The table grows while objects are open, and is empty when they are closed. */
static void
what_ends_leaves_nothing(void **state)
{
	struct nc_json_keys keys = {0};
	uint64_t i;
	size_t slot;

	(void)state;
	for (i = 0; i < 1000; i++) {
		assert_int_equal(nc_json_keys_begin(&keys), 1);
		assert_int_equal(nc_json_keys_add(&keys, i), 1);
		assert_int_equal(nc_json_keys_add(&keys, 1000 + i), 1);
		assert_int_equal(nc_json_keys_add(&keys, i), 0);
	}
	for (; i > 0; i--) {
		assert_int_equal(nc_json_keys_add(&keys, i - 1), 0);
		nc_json_keys_end(&keys);
	}
	assert_int_equal(keys.count, 0);
	for (slot = 0; slot < keys.size; slot++)
		assert_int_equal(keys.table[slot], 0);
	nc_json_keys_free(&keys);
}

static void
there_is_a_limit(void **state)
{
	struct nc_json_keys keys = {0};
	uint64_t i;

	(void)state;
	assert_int_equal(nc_json_keys_begin(&keys), 1);
	for (i = 1; i < NC_JSON_KEYS_MAX; i++)
		assert_int_equal(nc_json_keys_add(&keys, i), 1);
	assert_int_equal(nc_json_keys_add(&keys, i), NEWSCONV_TOO_LARGE);
	assert_int_equal(nc_json_keys_begin(&keys), NEWSCONV_TOO_LARGE);
	nc_json_keys_clear(&keys);
	assert_int_equal(nc_json_keys_begin(&keys), 1);
	assert_int_equal(nc_json_keys_add(&keys, 1), 1);
	nc_json_keys_free(&keys);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names_belong_to_their_object),
	    cmocka_unit_test(what_ends_leaves_nothing),
	    cmocka_unit_test(there_is_a_limit),
	};

	return RUN(tests);
}
