/* Decoding chains small enough to be computed by hand, or path by path. */
#include <math.h>

#include "unit.h"

#include "crf.h"

enum { UNIT = NC_CRF_UNIT };

static const uint8_t own[] = {0, 1};
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
	assert_int_equal(chances[1], 500 / 21);
	/* Of equals the first. */
	assert_int_equal(path[1], 0);
	assert_int_equal(chances[2], 900 / 21);
	assert_int_equal(chances[3], 1200 / 21);
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
	assert_int_equal(chances[2], 0);
	assert_int_equal(chances[3], 100);
}

static void
states_of_one_label_are_sure_together(void **state)
{
	static const uint8_t labels[] = {0, 0, 1};
	static const int16_t even[9] = {0};
	static const struct nc_crf three = {
	    3, 2, labels, nothing, nothing, even};
	static const int32_t emissions[] = {0, UNIT}, first[] = {UNIT, 0};
	uint8_t path, chances[2];

	(void)state;
	assert_true(nc_crf_decode(&path, chances, &three, emissions, 1));
	assert_int_equal(path, 2);
	assert_int_equal(chances[1], 50);
	assert_true(nc_crf_decode(&path, chances, &three, first, 1));
	assert_int_equal(path, 0);
	assert_int_equal(chances[0], 80);
}

/* --------------------------------------------------------------- all paths */

enum { STATES = 4, LABELS = 3, PLACES = 5, PATHS = 1024 };

static int
below(uint32_t *random, int limit)
{
	*random = *random * UINT32_C(1664525) + UINT32_C(1013904223);
	return (int)((*random >> 16) % (uint32_t)limit);
}

struct tiny {
	uint8_t label_of[STATES];
	int16_t start[STATES];
	int16_t end[STATES];
	int16_t transitions[STATES * STATES];
	int32_t emissions[PLACES * LABELS];
};

static void
fill_tiny(struct tiny *tiny, uint32_t *random)
{
	size_t i;

	for (i = 0; i < STATES; i++) {
		tiny->label_of[i] = (uint8_t)(i % LABELS);
		tiny->start[i] = (int16_t)-below(random, 4 * UNIT);
		tiny->end[i] = (int16_t)-below(random, 4 * UNIT);
	}
	for (i = 0; i < STATES * STATES; i++)
		tiny->transitions[i] = (int16_t)-below(random, 6 * UNIT);
	tiny->transitions[2] = tiny->transitions[13] = NC_CRF_NEVER;
	for (i = 0; i < PLACES * LABELS; i++)
		tiny->emissions[i] = below(random, 12 * UNIT) - 6 * UNIT;
	tiny->emissions[LABELS] = NC_CRF_NEVER;
}

/* The score of the path with that number; false if it may not be. */
static bool
score_path(int32_t *score, unsigned states[PLACES], const struct tiny *tiny,
    unsigned n)
{
	size_t place;

	*score = 0;
	for (place = 0; place < PLACES; place++, n /= STATES) {
		int32_t emission, step;

		states[place] = n % STATES;
		emission = tiny->emissions[place * LABELS +
		    tiny->label_of[states[place]]];
		step = place == 0
		    ? tiny->start[states[0]]
		    : tiny->transitions[states[place - 1] * STATES +
			  states[place]];
		if (emission == NC_CRF_NEVER || step == NC_CRF_NEVER)
			return false;
		*score += emission + step;
	}
	*score += tiny->end[states[PLACES - 1]];
	return true;
}

static void
compare_with_all_paths(const struct tiny *tiny)
{
	const struct nc_crf crf = {STATES, LABELS, tiny->label_of, tiny->start,
	    tiny->end, tiny->transitions};
	uint8_t path[PLACES], chances[PLACES * LABELS];
	double sums[PLACES * LABELS] = {0}, all = 0;
	int32_t best = INT32_MIN, found = INT32_MIN, score;
	unsigned states[PLACES], n;
	size_t i;

	assert_true(
	    nc_crf_decode(path, chances, &crf, tiny->emissions, PLACES));
	for (n = 0; n < PATHS; n++) {
		bool same = true;

		if (!score_path(&score, states, tiny, n))
			continue;
		all += exp2((double)score / UNIT);
		for (i = 0; i < PLACES; i++) {
			sums[i * LABELS + tiny->label_of[states[i]]] += exp2(
			    (double)score / UNIT);
			same = same && states[i] == path[i];
		}
		if (score > best)
			best = score;
		if (same)
			found = score;
	}
	assert_int_equal(found, best);
	for (i = 0; i < PLACES * LABELS; i++) {
		double exact = sums[i] / all * 100;

		if (chances[i] > exact + 0.01 || chances[i] < exact - 1.01)
			fail_msg("%u, not %f", chances[i], exact);
	}
}

static void
path_and_chances_are_those_of_trying_all_paths(void **state)
{
	struct tiny tiny;
	uint32_t random = 1;
	unsigned i;

	(void)state;
	for (i = 0; i < 50; i++) {
		fill_tiny(&tiny, &random);
		compare_with_all_paths(&tiny);
	}
}

static void
long_chains_stay_in_range(void **state)
{
	enum { LENGTH = 100000 };
	int32_t *emissions = calloc(LENGTH * 2, sizeof(*emissions));
	uint8_t *path = calloc(LENGTH, 1), *chances = calloc(LENGTH, 2);
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH; i++)
		emissions[i * 2 + (i >= LENGTH / 2)] = 40 * UNIT;
	assert_true(nc_crf_decode(path, chances, &two, emissions, LENGTH));
	assert_int_equal(path[0], 0);
	assert_int_equal(path[LENGTH / 2 - 1], 0);
	assert_int_equal(path[LENGTH / 2], 1);
	assert_int_equal(path[LENGTH - 1], 1);
	assert_in_range(chances[7 * 2], 99, 100);
	free(emissions);
	free(path);
	free(chances);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_best_path_and_its_odds_are_those_of_all_paths),
	    cmocka_unit_test(neighbours_outvote_a_weak_emission),
	    cmocka_unit_test(what_is_forbidden_does_not_happen),
	    cmocka_unit_test(states_of_one_label_are_sure_together),
	    cmocka_unit_test(path_and_chances_are_those_of_trying_all_paths),
	    cmocka_unit_test(long_chains_stay_in_range),
	};

	return RUN(tests);
}
