/* Second looks, by a model that sees all blocks alike. */
#include "unit.h"

#include "choice.h"
#include "blocks.h"
#include "input.h"

struct plain {
	struct nc_tree tree;
	int16_t ends[NC_STATES];
	int16_t transitions[NC_STATES * NC_STATES];
	struct nc_model model;
	struct nc_dump dump;
	struct nc_blocks blocks;
	struct nc_choices choices;
};

/* In half doublings: what every block speaks for a kind and for a byline. */
static void
choose(struct plain *plain, enum nc_kind kind, int best, int byline)
{
	static const char line[] = "A plan for the bridge";
	struct newsconv_text bytes = {NULL, sizeof(line) - 1};
	unsigned i, j;

	memset(plain, 0, sizeof(*plain));
	for (i = 0; i < NC_TREE_LEAVES; i++) {
		plain->tree.leaves[i][kind] = (int16_t)(best * NC_CRF_UNIT *
		    NC_LEAF_UNIT / 2);
		plain->tree.leaves[i][NC_KIND_BYLINE] = (int16_t)(byline *
		    NC_CRF_UNIT * NC_LEAF_UNIT / 2);
	}
	for (i = 0; i < NC_STATES; i++)
		for (j = 0; j < NC_STATES; j++)
			plain->transitions[i * NC_STATES + j] =
			    nc_state_follows(i, j) ? 0 : NC_CRF_NEVER;
	plain->model.trees = &plain->tree;
	plain->model.tree_count = 1;
	for (i = 0; i < NC_CHAINS; i++) {
		plain->model.chains[i].start = plain->ends;
		plain->model.chains[i].end = plain->ends;
		plain->model.chains[i].transitions = plain->transitions;
	}
	plain->dump.arena = nc_arena_new(SIZE_MAX / 2);
	assert_non_null(plain->dump.arena);
	bytes.data = nc_arena_copy(plain->dump.arena, line, bytes.size);
	assert_int_equal(
	    nc_input_decode(&plain->dump, plain->dump.arena, bytes, NULL, NULL),
	    0);
	assert_true(nc_blocks_find(&plain->blocks, &plain->dump));
	assert_int_equal(plain->blocks.layout.count, 1);
	assert_true(nc_choices_find(&plain->choices, &plain->blocks.layout,
	    plain->blocks.features, &plain->model, NULL));
	assert_true(plain->choices.chances[NC_KIND_BYLINE] >= 30);
}

static void
let_go(struct plain *plain)
{
	nc_choices_free(&plain->choices);
	nc_blocks_free(&plain->blocks);
	nc_arena_free(plain->dump.arena);
}

static void
a_likely_byline_becomes_one_where_there_is_none(void **state)
{
	struct plain plain;

	(void)state;
	choose(&plain, NC_KIND_OTHER, 21, 20);
	assert_int_equal(nc_state_kind[plain.choices.path[0]], NC_KIND_BYLINE);
	assert_int_equal(plain.choices.rules[0], NC_RULE_SECOND_LOOK);
	let_go(&plain);
}

/* It stays the headline, and no rule says otherwise. */
static void
the_headline_does_not_become_a_byline(void **state)
{
	struct plain plain;

	(void)state;
	choose(&plain, NC_KIND_HEADLINE, 21, 20);
	assert_int_equal(plain.choices.path[0], NC_STATE_HEADLINE_HEADLINE);
	assert_int_equal(plain.choices.rules[0], NC_RULE_NONE);
	let_go(&plain);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_likely_byline_becomes_one_where_there_is_none),
	    cmocka_unit_test(the_headline_does_not_become_a_byline),
	};

	return RUN(tests);
}
