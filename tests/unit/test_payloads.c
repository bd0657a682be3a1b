/* The table of payloads: the first place of each digest is found again. */
#include "unit.h"

#include "payloads.h"

/* As unlike each other as digests are, in their first half. */
static void
digest_of(char target[65], unsigned number)
{
	uint64_t mixed = (number + 1) * UINT64_C(0x9E3779B97F4A7C15);

	snprintf(target, 65, "%016llx%016llx%032d", (unsigned long long)mixed,
	    (unsigned long long)(mixed ^ number), 0);
}

static void
each_of_many_is_found_where_it_was_first(void **state)
{
	enum { COUNT = 50000 };
	struct nc_payloads *payloads = nc_payloads_new();
	char digest[65];
	uint64_t place;
	unsigned i;

	(void)state;
	assert_non_null(payloads);
	for (i = 0; i < COUNT; i++) {
		digest_of(digest, i);
		assert_true(nc_payloads_add(payloads, digest, 3 * i));
		assert_true(nc_payloads_add(payloads, digest, 1));
	}
	for (i = 0; i < COUNT; i++) {
		digest_of(digest, i);
		assert_true(nc_payloads_find(payloads, digest, &place));
		assert_int_equal(place, 3 * i);
	}
	digest_of(digest, COUNT);
	assert_false(nc_payloads_find(payloads, digest, &place));
	nc_payloads_free(payloads);
}

static void
what_has_no_digest_is_not_found(void **state)
{
	struct nc_payloads *payloads = nc_payloads_new();
	static const char none[65];
	uint64_t place;

	(void)state;
	assert_true(nc_payloads_add(payloads, none, 7));
	assert_false(nc_payloads_find(payloads, none, &place));
	nc_payloads_free(payloads);
	nc_payloads_free(NULL);
}

static void
place_zero_is_a_place(void **state)
{
	struct nc_payloads *payloads = nc_payloads_new();
	uint64_t place = 1;
	char digest[65];

	(void)state;
	digest_of(digest, 5);
	assert_true(nc_payloads_add(payloads, digest, 0));
	assert_true(nc_payloads_find(payloads, digest, &place));
	assert_int_equal(place, 0);
	nc_payloads_free(payloads);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_of_many_is_found_where_it_was_first),
	    cmocka_unit_test(what_has_no_digest_is_not_found),
	    cmocka_unit_test(place_zero_is_a_place),
	};

	return RUN(tests);
}
