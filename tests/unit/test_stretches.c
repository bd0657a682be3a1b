/* Stretches of prose in rows of blocks that are drawn as letters. */
#include "unit.h"

#include "stretches.h"

enum { MOST = 32, PROSE_COLUMNS = 100 };

struct drawn {
	struct nc_features features[MOST];
	struct nc_surrounding blocks[MOST];
	struct nc_surroundings around;
};

/* "P" is a paragraph, "L" one three times as long, "." anything else. */
static void
draw(struct drawn *drawn, const char *row)
{
	size_t i;

	memset(drawn, 0, sizeof(*drawn));
	drawn->around.features = drawn->features;
	drawn->around.blocks = drawn->blocks;
	drawn->around.count = strlen(row);
	for (i = 0; row[i] != '\0'; i++) {
		drawn->features[i].prose = row[i] != '.';
		drawn->features[i].columns = row[i] == 'L' ? 3 * PROSE_COLUMNS
							   : PROSE_COLUMNS;
		drawn->around.prose += row[i] != '.';
	}
}

static void
expect_stretch(
    const struct nc_stretch *stretch, size_t first, size_t end, unsigned rank)
{
	assert_int_equal(stretch->first, first);
	assert_int_equal(stretch->end, end);
	assert_int_equal(stretch->rank, rank);
}

static void
a_gap_wider_than_allowed_parts_stretches(void **state)
{
	struct nc_stretches stretches;
	struct drawn drawn;

	(void)state;
	draw(&drawn, ".PP..P...PP.");
	assert_true(nc_stretches_find(&stretches, &drawn.around, 2));
	assert_int_equal(stretches.count, 2);
	expect_stretch(&stretches.items[0], 1, 6, 1);
	expect_stretch(&stretches.items[1], 9, 11, 2);
	nc_stretches_free(&stretches);
	assert_true(nc_stretches_find(&stretches, &drawn.around, 3));
	assert_int_equal(stretches.count, 1);
	expect_stretch(&stretches.items[0], 1, 11, 1);
	nc_stretches_free(&stretches);
}

static void
columns_are_those_of_prose_and_rank_the_stretches(void **state)
{
	struct nc_stretches stretches;
	struct drawn drawn;

	(void)state;
	draw(&drawn, "P....L....P.P....P");
	assert_true(nc_stretches_find(&stretches, &drawn.around, 3));
	assert_int_equal(stretches.count, 4);
	assert_int_equal(stretches.columns, 7 * PROSE_COLUMNS);
	assert_int_equal(stretches.items[2].columns, 2 * PROSE_COLUMNS);
	expect_stretch(&stretches.items[0], 0, 1, 3);
	expect_stretch(&stretches.items[1], 5, 6, 1);
	expect_stretch(&stretches.items[2], 10, 13, 2);
	/* Of equals the first. */
	expect_stretch(&stretches.items[3], 17, 18, 4);
	nc_stretches_free(&stretches);
}

static void
words_of_the_first_line_are_counted_once(void **state)
{
	struct nc_stretches stretches;
	struct drawn drawn;

	(void)state;
	draw(&drawn, "PP.P");
	drawn.around.title_words = 4;
	drawn.blocks[0].title_found = 1;
	drawn.blocks[1].title_found = 3;
	drawn.blocks[2].title_found = 4; /* not prose */
	assert_true(nc_stretches_find(&stretches, &drawn.around, 0));
	assert_int_equal(stretches.count, 2);
	assert_int_equal(stretches.items[0].title, 50);
	assert_int_equal(stretches.items[1].title, 0);
	nc_stretches_free(&stretches);
}

static void
without_prose_there_are_none(void **state)
{
	struct nc_stretches stretches;
	struct drawn drawn;

	(void)state;
	draw(&drawn, "....");
	assert_true(nc_stretches_find(&stretches, &drawn.around, 3));
	assert_int_equal(stretches.count, 0);
	nc_stretches_free(&stretches);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_gap_wider_than_allowed_parts_stretches),
	    cmocka_unit_test(columns_are_those_of_prose_and_rank_the_stretches),
	    cmocka_unit_test(words_of_the_first_line_are_counted_once),
	    cmocka_unit_test(without_prose_there_are_none),
	};

	return RUN(tests);
}
