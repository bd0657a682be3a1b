/* A toy model: what its trees speak, and how far it is believed. */
#include "unit.h"

#include "toy.h"

static void
leaves_of_all_trees_add_up(void **state)
{
	struct toy toy;
	int32_t emissions[TOY_BLOCKS * NC_KINDS];

	(void)state;
	toy_open(&toy);
	nc_model_emissions(&toy.model, &toy.observations, emissions);
	/* Block 0: short, a long one next.  Block 1: long, a short one next. */
	assert_int_equal(emissions[NC_KIND_HEADLINE], 2 * NC_CRF_UNIT);
	assert_int_equal(emissions[NC_KIND_BODY], 0);
	assert_int_equal(emissions[NC_KINDS + NC_KIND_HEADLINE], 0);
	assert_int_equal(emissions[NC_KINDS + NC_KIND_BODY], 3 * NC_CRF_UNIT);
	/* Block 2: short, and none next to it. */
	assert_int_equal(emissions[2 * NC_KINDS + NC_KIND_HEADLINE], 0);
	assert_int_equal(emissions[2 * NC_KINDS + NC_KIND_BODY], 0);
	toy_close(&toy);
}

static void
many_blocks_are_seen_like_few(void **state)
{
	enum { MANY = 1000 };
	struct toy toy;
	struct nc_observations many = {
	    NULL, MANY + NC_OBSERVED_GROUP + 2 * NC_NEAR, MANY};
	int32_t *emissions = calloc((size_t)MANY * NC_KINDS, sizeof(int32_t));
	size_t i;

	(void)state;
	toy_open(&toy);
	many.values = calloc(NC_MEASURES, many.stride);
	for (i = 0; i < MANY; i++)
		many.values[NC_MEASURE_columns * many.stride + NC_NEAR + i] =
		    i % 7 == 0 ? TOY_LONG : TOY_SHORT;
	nc_model_emissions(&toy.model, &many, emissions);
	for (i = 0; i < MANY; i++) {
		assert_int_equal(emissions[i * NC_KINDS + NC_KIND_BODY],
		    i % 7 == 0 ? 3 * NC_CRF_UNIT : 0);
		assert_int_equal(emissions[i * NC_KINDS + NC_KIND_HEADLINE],
		    i % 7 == 6 && i + 1 < MANY ? 2 * NC_CRF_UNIT : 0);
	}
	free(many.values);
	free(emissions);
	toy_close(&toy);
}

static void
confidence_lies_on_lines_between_points(void **state)
{
	static const nc_confidence confidence = {
	    [NC_KIND_BODY] = {0, 10, 20, 35, 40, 50, 60, 80, 90, 95, 98}};
	struct nc_model model = nc_model;

	(void)state;
	model.confidence = &confidence;
	assert_int_equal(nc_model_confidence(&model, NC_KIND_BODY, 0), 0);
	assert_int_equal(nc_model_confidence(&model, NC_KIND_BODY, 50), 40);
	assert_int_equal(nc_model_confidence(&model, NC_KIND_BODY, 85), 70);
	assert_int_equal(nc_model_confidence(&model, NC_KIND_BODY, 92), 84);
	assert_int_equal(nc_model_confidence(&model, NC_KIND_BODY, 99), 97);
	assert_int_equal(nc_model_confidence(&model, NC_KIND_BODY, 100), 98);
	assert_int_equal(nc_model_confidence(&model, NC_KIND_DEK, 100), 0);
	model.confidence = NULL;
	assert_int_equal(nc_model_confidence(&model, NC_KIND_BODY, 85), 85);
}

static void
confidence_built_in_rises_with_the_chance(void **state)
{
	unsigned kind, chance, confidence, before;

	(void)state;
	for (kind = 0; kind < NC_KINDS; kind++)
		for (chance = before = 0; chance <= 100; chance++) {
			confidence = nc_model_confidence(
			    &nc_model, (enum nc_kind)kind, chance);
			assert_in_range(confidence, before, 100);
			before = confidence;
		}
}

static void
phases_come_in_order(void **state)
{
	(void)state;
	assert_true(
	    nc_state_follows(NC_STATE_LEAD_OTHER, NC_STATE_HEADLINE_HEADLINE));
	assert_true(
	    nc_state_follows(NC_STATE_HEADLINE_HEADLINE, NC_STATE_BODY_BODY));
	assert_true(nc_state_follows(NC_STATE_BODY_BODY, NC_STATE_TAIL_OTHER));
	assert_false(
	    nc_state_follows(NC_STATE_BODY_BODY, NC_STATE_HEADLINE_HEADLINE));
	/* One headline; the body begins and ends with a paragraph. */
	assert_false(nc_state_follows(
	    NC_STATE_HEADLINE_HEADLINE, NC_STATE_HEADLINE_HEADLINE));
	assert_false(
	    nc_state_follows(NC_STATE_HEADER_DATE, NC_STATE_BODY_CAPTION));
	assert_false(
	    nc_state_follows(NC_STATE_BODY_CAPTION, NC_STATE_TAIL_OTHER));
	assert_false(
	    nc_state_follows(NC_STATE_LEAD_OTHER, NC_STATE_LEAD_PAGE_TITLE));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(leaves_of_all_trees_add_up),
	    cmocka_unit_test(many_blocks_are_seen_like_few),
	    cmocka_unit_test(confidence_lies_on_lines_between_points),
	    cmocka_unit_test(confidence_built_in_rises_with_the_chance),
	    cmocka_unit_test(phases_come_in_order),
	};

	return RUN(tests);
}
