/* The scanner: what json_out.h writes it reads, and a failure sticks. */
#include "unit.h"

#include "json_out.h"
#include "scan.h"
#include "utf8.h"

static struct nc_scan
begin(struct nc_arena *arena, const char *text)
{
	struct nc_scan scan;

	nc_scan_begin(&scan, arena, nc_text(text));
	return scan;
}

/* Each byte alone, and in the middle of a long text, is read back. */
static void
every_text_comes_back(void **state)
{
	struct nc_arena *arena = nc_arena_new(SIZE_MAX);
	struct nc_buffer buffer = NC_BUFFER(SIZE_MAX);
	unsigned c, at;

	(void)state;
	for (c = 0; c < 0x800; c++)
		for (at = 0; at < 20; at++) {
			char bytes[24];
			struct newsconv_text text = {bytes, 20}, again;
			struct nc_json json = {
			    .buffer = &buffer, .first = true};
			struct nc_scan scan;

			memset(bytes, 'x', sizeof(bytes));
			text.size += nc_utf8_encode(c, bytes + at);
			nc_buffer_clear(&buffer);
			nc_json_text(&json, NULL, text);
			nc_scan_begin(&scan, arena,
			    (struct newsconv_text){buffer.data, buffer.size});
			again = nc_scan_text(&scan);
			assert_int_equal(nc_scan_end(&scan, NULL), 0);
			assert_int_equal(again.size, text.size);
			assert_memory_equal(again.data, bytes, text.size);
		}
	nc_buffer_free(&buffer);
	nc_arena_free(arena);
}

static void
numbers_end_where_they_may(void **state)
{
	struct nc_scan scan = begin(NULL, "18446744073709551615");

	(void)state;
	assert_true(nc_scan_number(&scan, UINT64_MAX) == UINT64_MAX);
	assert_int_equal(nc_scan_end(&scan, NULL), 0);
	scan = begin(NULL, "18446744073709551616");
	assert_true(nc_scan_number(&scan, UINT64_MAX) == 0);
	assert_int_equal(nc_scan_end(&scan, NULL), NEWSCONV_INVALID);
	scan = begin(NULL, "10");
	assert_true(nc_scan_number(&scan, 9) == 0);
	assert_true(scan.failed);
	scan = begin(NULL, "5");
	assert_int_equal(nc_scan_number(&scan, 5), 5);
	assert_false(scan.failed);
	scan = begin(NULL, "5");
	assert_int_equal(nc_scan_number(&scan, 4), 0);
	assert_true(scan.failed);
}

static void
members_are_found_in_their_order_only(void **state)
{
	struct nc_scan scan = begin(NULL, "{\"a\":1,\"ab\":2}");

	(void)state;
	nc_scan_open(&scan, '{');
	assert_false(nc_scan_key(&scan, "ab"));
	assert_true(nc_scan_key(&scan, "a"));
	assert_int_equal(nc_scan_number(&scan, 9), 1);
	assert_false(nc_scan_key(&scan, "a"));
	assert_true(nc_scan_key(&scan, "ab"));
	assert_int_equal(nc_scan_number(&scan, 9), 2);
	nc_scan_close(&scan, '}');
	assert_int_equal(nc_scan_end(&scan, NULL), 0);
}

static void
first_failure_is_the_one_that_is_told(void **state)
{
	struct nc_scan scan = begin(NULL, "{\"a\":x}");
	struct newsconv_error error;

	(void)state;
	nc_scan_open(&scan, '{');
	nc_scan_need(&scan, "a");
	nc_scan_number(&scan, 9);
	nc_scan_need(&scan, "b");
	nc_scan_fail(&scan, "later");
	nc_scan_close(&scan, '}');
	assert_true(nc_scan_at_close(&scan, '}'));
	assert_int_equal(nc_scan_end(&scan, &error), NEWSCONV_INVALID);
	assert_string_equal(error.text, "no number where one belongs");
	assert_int_equal(error.offset, 5);
}

static void
arrays_have_commas_between_elements(void **state)
{
	struct nc_scan scan = begin(NULL, "[1,2]");
	unsigned sum = 0;

	(void)state;
	nc_scan_open(&scan, '[');
	while (!nc_scan_at_close(&scan, ']')) {
		nc_scan_element(&scan);
		sum += (unsigned)nc_scan_number(&scan, 9);
	}
	nc_scan_close(&scan, ']');
	assert_int_equal(nc_scan_end(&scan, NULL), 0);
	assert_int_equal(sum, 3);
	scan = begin(NULL, "[1 2]");
	nc_scan_open(&scan, '[');
	nc_scan_element(&scan);
	nc_scan_number(&scan, 9);
	nc_scan_element(&scan);
	assert_true(scan.failed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_text_comes_back),
	    cmocka_unit_test(numbers_end_where_they_may),
	    cmocka_unit_test(members_are_found_in_their_order_only),
	    cmocka_unit_test(first_failure_is_the_one_that_is_told),
	    cmocka_unit_test(arrays_have_commas_between_elements),
	};

	return RUN(tests);
}
