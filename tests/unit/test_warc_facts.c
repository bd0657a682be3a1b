/* Facts come sorted, from memory and from a scratch file alike. */
#include "unit.h"

#include "warc_facts.h"

enum { COUNT = 5000 };

static void
add_all(struct nc_warc_facts *facts)
{
	unsigned i;

	for (i = 0; i < COUNT; i++) {
		struct nc_warc_fact fact = {.offset = i};
		unsigned id = i * 2654435761u % 1000;

		nc_warc_key(fact.key,
		    (struct newsconv_text){(const char *)&id, sizeof(id)});
		fact.kind = (uint8_t)(i % 3);
		assert_int_equal(nc_warc_facts_add(facts, &fact, NULL), 0);
	}
}

/* All come, in order of key, kind and offset; returns a hash of the order. */
static uint64_t
walk(struct nc_warc_facts *facts, size_t expected)
{
	struct nc_warc_fact last = {0};
	const struct nc_warc_fact *fact;
	uint64_t hash = 0;
	size_t count = 0;

	while (nc_warc_facts_next(facts, &fact, NULL) == NEWSCONV_OK) {
		int order = memcmp(last.key, fact->key, NC_FACT_KEY);

		assert_true(count == 0 || order < 0 ||
		    (order == 0 && last.kind < fact->kind) ||
		    (order == 0 && last.kind == fact->kind &&
			last.offset < fact->offset));
		last = *fact;
		hash = hash * 31 + fact->offset;
		count++;
	}
	assert_int_equal(count, expected);
	return hash;
}

static void
spilled_facts_come_in_the_same_order(void **state)
{
	struct nc_warc_facts *facts = NULL;
	FILE *scratch = tmpfile();
	uint64_t in_memory;

	(void)state;
	assert_non_null(scratch);
	assert_int_equal(nc_warc_facts_open(&facts, -1, 0, NULL), 0);
	add_all(facts);
	in_memory = walk(facts, COUNT);
	nc_warc_facts_close(facts);
	/* 7 facts of memory make more than 700 runs. */
	assert_int_equal(nc_warc_facts_open(&facts, fileno(scratch),
			     7 * sizeof(struct nc_warc_fact), NULL),
	    0);
	add_all(facts);
	assert_int_equal(walk(facts, COUNT), in_memory);
	assert_int_equal(nc_warc_facts_dropped(facts), 0);
	nc_warc_facts_close(facts);
	fclose(scratch);
}

static void
without_scratch_what_does_not_fit_is_counted(void **state)
{
	struct nc_warc_facts *facts = NULL;

	(void)state;
	assert_int_equal(nc_warc_facts_open(&facts, -1,
			     100 * sizeof(struct nc_warc_fact), NULL),
	    0);
	add_all(facts);
	assert_int_equal(nc_warc_facts_dropped(facts), COUNT - 100);
	walk(facts, 100);
	nc_warc_facts_close(facts);
}

static void
no_facts_are_an_end(void **state)
{
	struct nc_warc_facts *facts = NULL;
	const struct nc_warc_fact *fact;

	(void)state;
	assert_int_equal(nc_warc_facts_open(&facts, -1, 0, NULL), 0);
	assert_int_equal(nc_warc_facts_next(facts, &fact, NULL), NEWSCONV_END);
	nc_warc_facts_close(facts);
	assert_int_not_equal(nc_warc_hash("", 0), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(spilled_facts_come_in_the_same_order),
	    cmocka_unit_test(without_scratch_what_does_not_fit_is_counted),
	    cmocka_unit_test(no_facts_are_an_end),
	};

	return RUN(tests);
}
