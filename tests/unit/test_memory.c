/* Arena and buffer: zeroed, aligned, and never past their ceiling. */
#include "unit.h"

#include "memory.h"

static void
arena_memory_is_zeroed_and_aligned(void **state)
{
	struct nc_arena *arena = nc_arena_new(1 << 20);
	size_t i, j;

	(void)state;
	for (i = 1; i < 3000; i += 37) {
		unsigned char *memory = nc_arena_alloc(arena, i);

		assert_non_null(memory);
		assert_int_equal((uintptr_t)memory % 16, 0);
		for (j = 0; j < i; j++)
			assert_int_equal(memory[j], 0);
		memset(memory, 0xff, i);
	}
	nc_arena_free(arena);
}

static void
arena_stops_at_its_ceiling(void **state)
{
	struct nc_arena *arena = nc_arena_new(4096);

	(void)state;
	assert_non_null(nc_arena_alloc(arena, 4000));
	assert_null(nc_arena_alloc(arena, 200));
	assert_non_null(nc_arena_alloc(arena, 64));
	nc_arena_free(arena);
}

static void
arena_refuses_sizes_that_overflow(void **state)
{
	struct nc_arena *arena = nc_arena_new(SIZE_MAX);

	(void)state;
	assert_null(nc_arena_array(arena, SIZE_MAX / 2, 3));
	assert_null(nc_arena_alloc(arena, SIZE_MAX));
	nc_arena_free(arena);
}

static void
large_allocations_leave_the_chunk_in_use(void **state)
{
	struct nc_arena *arena = nc_arena_new((size_t)64 << 20);
	char *small = nc_arena_alloc(arena, 16);
	char *large = nc_arena_alloc(arena, (size_t)20 << 20);
	char *next = nc_arena_alloc(arena, 16);

	(void)state;
	assert_non_null(large);
	assert_ptr_equal(next, small + 16);
	nc_arena_free(arena);
}

static void
adopted_memory_counts_and_is_freed_with_the_arena(void **state)
{
	struct nc_arena *arena = nc_arena_new(4096);
	void *memory = malloc(2048), *more = malloc(4000);

	(void)state;
	assert_true(nc_arena_adopt(arena, memory, 2048));
	assert_null(nc_arena_alloc(arena, 3000));
	assert_false(nc_arena_adopt(arena, more, 4000));
	free(more);
	nc_arena_free(arena);
}

static void
memory_behind_a_copy_is_zeroed_again(void **state)
{
	struct nc_arena *arena = nc_arena_new(1 << 20);
	char full[256];
	const char *found;
	size_t i;

	(void)state;
	memset(full, 'x', sizeof(full));
	for (i = 0; i < 100; i++) {
		assert_memory_equal(nc_arena_copy(arena, full, i), full, i);
		found = nc_arena_alloc(arena, 17);
		assert_int_equal(strspn(found, "x"), 0);
		assert_int_equal(found[16], 0);
	}
	nc_arena_free(arena);
}

static void
grown_arrays_keep_their_elements(void **state)
{
	struct nc_arena *arena = nc_arena_new(1 << 20);
	int *array = NULL;
	size_t count = 0;
	int i;

	(void)state;
	for (i = 0; i < 1000; i++) {
		array = nc_arena_grow(arena, array, count, sizeof(*array));
		assert_non_null(array);
		array[count++] = i;
	}
	for (i = 0; i < 1000; i++)
		assert_int_equal(array[i], i);
	nc_arena_free(arena);
}

static void
buffer_grows_and_ends_with_nul(void **state)
{
	struct nc_buffer buffer = NC_BUFFER(1 << 20);
	int i;

	(void)state;
	for (i = 0; i < 5000; i++)
		nc_buffer_format(&buffer, "%d,", i % 10);
	assert_int_equal(nc_buffer_check(&buffer, NULL), NEWSCONV_OK);
	assert_int_equal(buffer.size, 10000);
	assert_int_equal(buffer.data[10000], '\0');
	assert_memory_equal(buffer.data + 20, "0,1,2,", 6);
	nc_buffer_free(&buffer);
}

static void
buffer_failure_sticks_until_cleared(void **state)
{
	struct nc_buffer buffer = NC_BUFFER(8);
	struct newsconv_error error;

	(void)state;
	nc_buffer_text(&buffer, "12345678");
	assert_int_equal(nc_buffer_check(&buffer, NULL), NEWSCONV_OK);
	nc_buffer_byte(&buffer, '9');
	nc_buffer_clear(&buffer);
	nc_buffer_text(&buffer, "123456789");
	nc_buffer_text(&buffer, "1");
	assert_int_equal(nc_buffer_check(&buffer, &error), NEWSCONV_TOO_LARGE);
	assert_string_equal(error.text, "more than 8 bytes in one buffer");
	assert_int_equal(buffer.size, 0);
	nc_buffer_free(&buffer);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(arena_memory_is_zeroed_and_aligned),
	    cmocka_unit_test(arena_stops_at_its_ceiling),
	    cmocka_unit_test(arena_refuses_sizes_that_overflow),
	    cmocka_unit_test(large_allocations_leave_the_chunk_in_use),
	    cmocka_unit_test(adopted_memory_counts_and_is_freed_with_the_arena),
	    cmocka_unit_test(memory_behind_a_copy_is_zeroed_again),
	    cmocka_unit_test(grown_arrays_keep_their_elements),
	    cmocka_unit_test(buffer_grows_and_ends_with_nul),
	    cmocka_unit_test(buffer_failure_sticks_until_cleared),
	};

	return RUN(tests);
}
