/* A set of texts, against the long way. */
#include "unit.h"

#include "seen_texts.h"
#include "utf8.h"

static void
a_text_is_new_once(void **state)
{
	struct nc_arena *arena = nc_arena_new(1 << 20);
	struct nc_seen_texts *seen = nc_seen_texts_new(arena, 3);

	(void)state;
	assert_non_null(seen);
	assert_true(nc_seen_texts_new_one(seen, nc_text("a")));
	assert_true(nc_seen_texts_new_one(seen, nc_text("b")));
	assert_false(nc_seen_texts_new_one(seen, nc_text("a")));
	assert_true(nc_seen_texts_new_one(seen, nc_text("")));
	assert_false(nc_seen_texts_new_one(seen, nc_text("")));
	assert_false(nc_seen_texts_new_one(seen, nc_text("b")));
	nc_arena_free(arena);
}

static void
thousands_of_texts_are_told_apart(void **state)
{
	enum { COUNT = 20000 };
	struct nc_arena *arena = nc_arena_new(1 << 24);
	struct nc_seen_texts *seen = nc_seen_texts_new(arena, COUNT);
	unsigned round, i, met = 0;

	(void)state;
	assert_non_null(seen);
	for (round = 0; round < 2; round++)
		for (i = 0; i < COUNT; i++) {
			char *text = nc_arena_format(arena, "text %u", i);

			assert_non_null(text);
			met += nc_seen_texts_new_one(seen, nc_text(text));
		}
	assert_int_equal(met, COUNT);
	nc_arena_free(arena);
}

static void
no_memory_is_told(void **state)
{
	struct nc_arena *arena = nc_arena_new(1 << 12);

	(void)state;
	assert_null(nc_seen_texts_new(arena, 1 << 20));
	assert_null(nc_seen_texts_new(arena, SIZE_MAX));
	nc_arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_text_is_new_once),
	    cmocka_unit_test(thousands_of_texts_are_told_apart),
	    cmocka_unit_test(no_memory_is_told),
	};

	return RUN(tests);
}
