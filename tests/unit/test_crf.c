/* Decoding chains small enough to be computed by hand. */
#include "unit.h"

#include "crf.h"

enum { UNIT = NC_CRF_UNIT };

static const uint8_t own[] = {0, 1, 2};
static const int16_t nothing[] = {0, 0, 0};

/* Two states that are twice as likely to stay as to change. */
static const int16_t sticky[] = {UNIT, 0, 0, UNIT};
static const struct nc_crf two = {2, 2, own, own, nothing, nothing, sticky};

static void
the_best_path_and_its_odds_are_those_of_all_paths(void **state)
{
	/*
	 * The first place speaks 4 to 1 for state 0, the second 2 to 1 for
	 * state 1.  Weights of the paths: 00 4*2*1 = 8, 01 4*1*2 = 8,
	 * 10 1*1*1 = 1, 11 1*2*2 = 4; together 21.
	 */
	static const int32_t emissions[] = {2 * UNIT, 0, 0, UNIT};
	struct nc_crf_choice choices[2];

	(void)state;
	assert_true(nc_crf_decode(choices, &two, emissions, 2));
	assert_int_equal(choices[0].state, 0);
	assert_int_equal(choices[0].confidence, 1600 / 21);
	/* Of equals the first. */
	assert_int_equal(choices[1].state, 0);
	assert_int_equal(choices[1].confidence, 900 / 21);
}

static void
neighbours_outvote_a_weak_emission(void **state)
{
	static const int32_t emissions[] = {2 * UNIT, 0, 0, UNIT, 2 * UNIT, 0};
	struct nc_crf_choice choices[3];

	(void)state;
	assert_true(nc_crf_decode(choices, &two, emissions, 3));
	assert_int_equal(choices[1].state, 0);
}

static void
what_is_forbidden_does_not_happen(void **state)
{
	static const int16_t one_way[] = {0, 0, NC_CRF_NEVER, 0};
	static const struct nc_crf forward = {
	    2, 2, own, own, nothing, nothing, one_way};
	static const int32_t emissions[] = {0, UNIT, 0, UNIT, 9 * UNIT, 0};
	static const int32_t guarded[] = {
	    0, 9 * UNIT, NC_CRF_NEVER, 0, 0, NC_CRF_NEVER};
	struct nc_crf_choice choices[3];

	(void)state;
	assert_true(nc_crf_decode(choices, &forward, emissions, 3));
	assert_int_equal(choices[0].state, 0);
	assert_int_equal(choices[1].state, 0);
	assert_int_equal(choices[2].state, 0);
	assert_true(nc_crf_decode(choices, &two, guarded, 3));
	assert_int_equal(choices[0].state, 1);
	assert_int_equal(choices[1].state, 1);
	assert_int_equal(choices[2].state, 0);
}

static void
states_of_one_label_are_sure_together(void **state)
{
	static const uint8_t labels[] = {0, 0, 1};
	static const int16_t even[9] = {0};
	static const struct nc_crf three = {
	    3, 3, own, labels, nothing, nothing, even};
	static const int32_t emissions[] = {0, 0, UNIT};
	static const int32_t first[] = {UNIT, UNIT, 0};
	struct nc_crf_choice choice;

	(void)state;
	assert_true(nc_crf_decode(&choice, &three, emissions, 1));
	assert_int_equal(choice.state, 2);
	assert_int_equal(choice.confidence, 50);
	assert_true(nc_crf_decode(&choice, &three, first, 1));
	assert_int_equal(choice.state, 0);
	assert_int_equal(choice.confidence, 80);
}

static void
long_chains_stay_in_range(void **state)
{
	enum { PLACES = 100000 };
	int32_t *emissions = calloc(PLACES * 2, sizeof(*emissions));
	struct nc_crf_choice *choices = calloc(PLACES, sizeof(*choices));
	size_t i;

	(void)state;
	for (i = 0; i < PLACES; i++)
		emissions[i * 2 + (i >= PLACES / 2)] = 40 * UNIT;
	assert_true(nc_crf_decode(choices, &two, emissions, PLACES));
	assert_int_equal(choices[0].state, 0);
	assert_int_equal(choices[PLACES / 2 - 1].state, 0);
	assert_int_equal(choices[PLACES / 2].state, 1);
	assert_int_equal(choices[PLACES - 1].state, 1);
	assert_in_range(choices[7].confidence, 99, 100);
	free(emissions);
	free(choices);
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
	};

	return RUN(tests);
}
