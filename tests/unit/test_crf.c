/* Decoding chains small enough to be computed by hand. */
#include "unit.h"

#include "crf.h"

enum { UNIT = NC_CRF_UNIT };

static const uint8_t own[] = {0, 1, 2};
static const int16_t nothing[] = {0, 0, 0};

/* Two states that are twice as likely to stay as to change. */
static const int16_t sticky[] = {UNIT, 0, 0, UNIT};
static const struct nc_crf two = {2, 2, own, nothing, nothing, sticky};

static void
the_best_path_and_its_odds_are_those_of_all_paths(void **state)
{
	/*
	 * The first place speaks 4 to 1 for state 0, the second 2 to 1 for
	 * state 1.  Weights of the paths: 00 4*2*1 = 8, 01 4*1*2 = 8,
	 * 10 1*1*1 = 1, 11 1*2*2 = 4; together 21.
	 */
	static const int32_t emissions[] = {2 * UNIT, 0, 0, UNIT};
	uint8_t path[2], chances[4];

	(void)state;
	assert_true(nc_crf_decode(path, chances, &two, emissions, 2));
	assert_int_equal(path[0], 0);
	assert_int_equal(chances[0], 1600 / 21);
	/* Of equals the first. */
	assert_int_equal(path[1], 0);
	assert_int_equal(chances[2], 900 / 21);
}

static void
neighbours_outvote_a_weak_emission(void **state)
{
	static const int32_t emissions[] = {2 * UNIT, 0, 0, UNIT, 2 * UNIT, 0};
	uint8_t path[3], chances[6];

	(void)state;
	assert_true(nc_crf_decode(path, chances, &two, emissions, 3));
	assert_int_equal(path[1], 0);
}

static void
what_is_forbidden_does_not_happen(void **state)
{
	static const int16_t one_way[] = {0, 0, NC_CRF_NEVER, 0};
	static const struct nc_crf forward = {
	    2, 2, own, nothing, nothing, one_way};
	static const int32_t emissions[] = {0, UNIT, 0, UNIT, 9 * UNIT, 0};
	static const int32_t guarded[] = {
	    0, 9 * UNIT, NC_CRF_NEVER, 0, 0, NC_CRF_NEVER};
	uint8_t path[3], chances[6];

	(void)state;
	assert_true(nc_crf_decode(path, chances, &forward, emissions, 3));
	assert_int_equal(path[0], 0);
	assert_int_equal(path[1], 0);
	assert_int_equal(path[2], 0);
	assert_true(nc_crf_decode(path, chances, &two, guarded, 3));
	assert_int_equal(path[0], 1);
	assert_int_equal(path[1], 1);
	assert_int_equal(path[2], 0);
}

static void
states_of_one_label_are_sure_together(void **state)
{
	static const uint8_t labels[] = {0, 0, 1};
	static const int16_t even[9] = {0};
	static const struct nc_crf three = {
	    3, 2, labels, nothing, nothing, even};
	static const int32_t emissions[] = {0, UNIT};
	static const int32_t first[] = {UNIT, 0};
	uint8_t path, chances[2];

	(void)state;
	assert_true(nc_crf_decode(&path, chances, &three, emissions, 1));
	assert_int_equal(path, 2);
	assert_int_equal(chances[1], 50);
	assert_true(nc_crf_decode(&path, chances, &three, first, 1));
	assert_int_equal(path, 0);
	assert_int_equal(chances[0], 80);
}

static void
long_chains_stay_in_range(void **state)
{
	enum { PLACES = 100000 };
	int32_t *emissions = calloc(PLACES * 2, sizeof(*emissions));
	uint8_t *path = calloc(PLACES, 1), *chances = calloc(PLACES, 2);
	size_t i;

	(void)state;
	for (i = 0; i < PLACES; i++)
		emissions[i * 2 + (i >= PLACES / 2)] = 40 * UNIT;
	assert_true(nc_crf_decode(path, chances, &two, emissions, PLACES));
	assert_int_equal(path[0], 0);
	assert_int_equal(path[PLACES / 2 - 1], 0);
	assert_int_equal(path[PLACES / 2], 1);
	assert_int_equal(path[PLACES - 1], 1);
	assert_in_range(chances[7 * 2], 99, 100);
	free(emissions);
	free(path);
	free(chances);
}

/* A chain that is cut in chunks against the sums of all its paths. */
static void
places_far_apart_know_of_each_other(void **state)
{
	enum { PLACES = 1000 };
	static const int16_t start[] = {0, NC_CRF_NEVER, NC_CRF_NEVER};
	static const int16_t last[] = {NC_CRF_NEVER, NC_CRF_NEVER, 0};
	/* 0 and then 2, or 1 between them: once for each place. */
	static const int16_t steps[] = {0, 0, NC_CRF_NEVER, NC_CRF_NEVER, 0, 0,
	    NC_CRF_NEVER, NC_CRF_NEVER, 0};
	static const struct nc_crf line = {3, 3, own, start, last, steps};
	static int32_t emissions[PLACES * 3];
	static uint8_t path[PLACES], chances[PLACES * 3];
	size_t i;

	(void)state;
	for (i = 0; i < PLACES; i++) {
		emissions[i * 3 + 1] = i < 300 || i >= 700 ? -UNIT : UNIT;
		emissions[i * 3 + 2] = i == 650 ? -900 * UNIT : 0;
	}
	assert_true(nc_crf_decode(path, chances, &line, emissions, PLACES));
	for (i = 0; i < PLACES; i++) {
		assert_int_equal(path[i], i < 300 ? 0 : i < 700 ? 1 : 2);
		assert_in_range(
		    chances[i * 3] + chances[i * 3 + 1] + chances[i * 3 + 2],
		    98, 100);
	}
	assert_in_range(chances[298 * 3], 60, 90);
	assert_in_range(chances[500 * 3 + 1], 99, 100);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_best_path_and_its_odds_are_those_of_all_paths),
	    cmocka_unit_test(neighbours_outvote_a_weak_emission),
	    cmocka_unit_test(what_is_forbidden_does_not_happen),
	    cmocka_unit_test(states_of_one_label_are_sure_together),
	    cmocka_unit_test(long_chains_stay_in_range),
	    cmocka_unit_test(places_far_apart_know_of_each_other),
	};

	return RUN(tests);
}
