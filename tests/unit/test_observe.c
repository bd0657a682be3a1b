/* The measures of a small dump, and what they are called. */
#include "unit.h"

#include "blocks.h"
#include "input.h"
#include "observe.h"

static const char dump_text[] =
    "Harbour bridge to close for two weeks\n\n"
    "By Ada Miller\n\n"
    "14 March 2023\n\n"
    "The bridge over the harbour will close on Monday for two weeks, the"
    " council said, because its bearings have to be replaced before summer.\n\n"
    "Buses will take the road along the river, which is four miles longer,"
    " and the ferry will run from six in the morning until midnight.\n\n"
    "Read more:\n\n"
    "Ferry fares to rise in the summer\n";

struct observed {
	struct nc_dump dump;
	struct nc_blocks blocks;
	struct nc_surroundings around;
	struct nc_observations observations;
};

static void
observed_open(struct observed *observed)
{
	struct newsconv_text bytes;

	memset(observed, 0, sizeof(*observed));
	observed->dump.arena = nc_arena_new(SIZE_MAX / 2);
	assert_non_null(observed->dump.arena);
	bytes.size = strlen(dump_text);
	bytes.data = nc_arena_copy(observed->dump.arena, dump_text, bytes.size);
	assert_int_equal(nc_input_decode(&observed->dump, observed->dump.arena,
			     bytes, NULL, NULL),
	    0);
	assert_true(nc_blocks_find(&observed->blocks, &observed->dump));
	nc_languages_choose(&observed->blocks.languages, "en");
	assert_true(nc_blocks_measure(&observed->blocks));
	assert_true(nc_surroundings_find(&observed->around,
	    &observed->blocks.layout, observed->blocks.features));
	assert_true(nc_observe(&observed->observations, &observed->around));
	assert_int_equal(observed->observations.count, 7);
}

static void
observed_close(struct observed *observed)
{
	nc_observations_free(&observed->observations);
	nc_surroundings_free(&observed->around);
	nc_blocks_free(&observed->blocks);
	nc_arena_free(observed->dump.arena);
}

struct expected {
	enum nc_measure measure;
	uint8_t values[7];
};

static void
check(const struct expected *expected, size_t count)
{
	struct observed observed;
	size_t i, j;

	observed_open(&observed);
	for (i = 0; i < count; i++)
		for (j = 0; j < 7; j++) {
			unsigned value = nc_observed(
			    &observed.observations, expected[i].measure)[j];

			if (value != expected[i].values[j])
				fail_msg("%s of %zu: %u, not %u",
				    nc_measure_name(expected[i].measure), j,
				    value, expected[i].values[j]);
		}
	observed_close(&observed);
}

#define CHECK(expected) check(expected, sizeof(expected) / sizeof(*(expected)))

static void
a_block_is_measured_by_itself(void **state)
{
	static const struct expected expected[] = {
	    {NC_MEASURE_exists, {1, 1, 1, 1, 1, 1, 1}},
	    /* 37, 13, 13 columns; 8 * log2(n + 1), cut off */
	    {NC_MEASURE_columns, {41, 30, 30, 56, 56, 27, 40}},
	    {NC_MEASURE_terminal, {0, 0, 0, 1, 1, 0, 0}},
	    {NC_MEASURE_end, {0, 0, 0, 5, 5, 1, 0}},
	    {NC_MEASURE_start, {1, 1, 3, 1, 1, 1, 1}},
	    {NC_MEASURE_date, {0, 0, 4, 0, 0, 0, 0}},
	    {NC_MEASURE_prose, {0, 0, 0, 1, 1, 0, 0}},
	    {NC_MEASURE_byline_mark, {0, 5, 0, 0, 0, 0, 0}},
	    {NC_MEASURE_related_mark, {0, 0, 0, 0, 0, 6, 0}},
	};

	(void)state;
	CHECK(expected);
}

static void
a_block_is_measured_by_what_is_around_it(void **state)
{
	static const struct expected expected[] = {
	    {NC_MEASURE_from_start, {0, 8, 12, 16, 18, 20, 22}},
	    {NC_MEASURE_from_end, {22, 20, 18, 16, 12, 8, 0}},
	    {NC_MEASURE_place, {0, 28, 57, 85, 114, 142, 171}},
	    {NC_MEASURE_core, {112, 116, 120, 128, 128, 136, 140}},
	    {NC_MEASURE_prose_before, {0, 0, 0, 0, 8, 12, 12}},
	    {NC_MEASURE_prose_behind, {12, 12, 12, 8, 0, 0, 0}},
	    {NC_MEASURE_stretch_share, {0, 0, 0, 101, 101, 0, 0}},
	    {NC_MEASURE_stretch_rank, {0, 0, 0, 1, 1, 0, 0}},
	    {NC_MEASURE_stretch_until, {16, 12, 8, 136, 128, 0, 0}},
	    {NC_MEASURE_stretch_since, {0, 0, 0, 128, 136, 0, 8}},
	    {NC_MEASURE_prose_close, {2, 2, 2, 2, 2, 2, 2}},
	    {NC_MEASURE_since_date, {0, 0, 0, 8, 12, 16, 18}},
	    {NC_MEASURE_until_date, {12, 8, 0, 0, 0, 0, 0}},
	    {NC_MEASURE_since_related, {0, 0, 0, 0, 0, 0, 8}},
	    {NC_MEASURE_until_byline, {8, 0, 0, 0, 0, 0, 0}},
	    {NC_MEASURE_page, {0, 0, 0, 0, 0, 0, 0}},
	    {NC_MEASURE_prose_share, {28, 28, 28, 28, 28, 28, 28}},
	};

	(void)state;
	CHECK(expected);
}

static void
beyond_the_ends_all_measures_are_zero(void **state)
{
	struct observed observed;
	int i;
	unsigned measure;

	(void)state;
	observed_open(&observed);
	for (measure = 0; measure < NC_MEASURES; measure++) {
		const uint8_t *values = nc_observed(
		    &observed.observations, (enum nc_measure)measure);

		for (i = 1; i <= NC_NEAR; i++) {
			assert_int_equal(values[-i], 0);
			assert_int_equal(values[6 + i], 0);
		}
	}
	observed_close(&observed);
}

static void
values_are_shown_as_a_person_would_say_them(void **state)
{
	static const struct {
		enum nc_measure measure;
		unsigned value;
		const char *shown;
	} cases[] = {
	    {NC_MEASURE_columns, 30, "13"},
	    {NC_MEASURE_columns, 41, "about 35"},
	    {NC_MEASURE_commas, 3, "3"},
	    {NC_MEASURE_terminal, 1, "yes"},
	    {NC_MEASURE_date, 4, "all of it"},
	    {NC_MEASURE_byline_mark, 5, "at the start of a short line"},
	    {NC_MEASURE_digits, 40, "40 %"},
	    {NC_MEASURE_stopwords, 0, "none"},
	    {NC_MEASURE_stopwords, 41, "40 %"},
	    {NC_MEASURE_place, 100, "50 %"},
	    {NC_MEASURE_since_date, 0, "none"},
	    {NC_MEASURE_since_date, 8, "1"},
	    {NC_MEASURE_core, 0, "no core"},
	    {NC_MEASURE_core, 128, "inside"},
	    {NC_MEASURE_core, 120, "1 before"},
	    {NC_MEASURE_core, 140, "2 behind"},
	    {NC_MEASURE_stretch_since, 136, "1, inside of it"},
	    {NC_MEASURE_stretch_rank, 0, "none"},
	    {NC_MEASURE_stretch_rank, 2, "2"},
	};
	char shown[48];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		nc_measure_show(
		    shown, sizeof(shown), cases[i].measure, cases[i].value);
		assert_string_equal(shown, cases[i].shown);
	}
}

/* The longest word is not cut where reasons keep it. */
static void
each_value_of_each_measure_can_be_shown(void **state)
{
	struct newsconv_reason reason;
	char shown[256];
	unsigned measure, value;

	(void)state;
	for (measure = 0; measure < NC_MEASURES; measure++)
		for (value = 0; value < 256; value++) {
			nc_measure_show(shown, sizeof(shown),
			    (enum nc_measure)measure, value);
			assert_true(strlen(shown) < sizeof(reason.shown));
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_block_is_measured_by_itself),
	    cmocka_unit_test(a_block_is_measured_by_what_is_around_it),
	    cmocka_unit_test(beyond_the_ends_all_measures_are_zero),
	    cmocka_unit_test(values_are_shown_as_a_person_would_say_them),
	    cmocka_unit_test(each_value_of_each_measure_can_be_shown),
	};

	return RUN(tests);
}
