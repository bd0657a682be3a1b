/* How many records a wrong Content-Length has made a part of another one. */
#include "warc_records.h"

#include "warc_swallowed.h"

static uint64_t
count_in(const char *bytes, size_t size, uint64_t from)
{
	FILE *file = tmpfile();
	struct nc_verify verify = {.size = size};
	uint64_t count = 0;

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	assert_int_equal(fflush(file), 0);
	verify.descriptor = fileno(file);
	assert_int_equal(
	    nc_warc_swallowed(&verify, from, size, &count, NULL), NEWSCONV_OK);
	fclose(file);
	return count;
}

static void
records_are_counted_by_what_is_between_two(void **state)
{
	static const char two[] = "WARC/1.1\r\n\r\n\r\n\r\nWARC/1.0\r\n\r\n\r\n"
				  "\r\nWARC/1.1\r\n";
	static const char none[] = "WARC/1.1\nWARC/1.1\r\nWARC/1.1 \r\n\r\n"
				   "WARC/2.0\r\n\r\nWARC/1";

	(void)state;
	assert_int_equal(count_in(two, sizeof(two) - 1, 0), 2);
	/* From behind the first of them. */
	assert_int_equal(count_in(two, sizeof(two) - 1, 20), 1);
	assert_int_equal(count_in(none, sizeof(none) - 1, 0), 0);
	assert_int_equal(count_in("", 0, 0), 0);
}

/* A file is read in pieces of 64 KiB. */
static void
records_are_counted_where_pieces_meet(void **state)
{
	static char bytes[70 * 1024];
	size_t at;

	(void)state;
	for (at = 64 * 1024 - 16; at <= 64 * 1024 + 4; at++) {
		memset(bytes, '\r', sizeof(bytes));
		memcpy(bytes + at, "\r\n\r\nWARC/1.", 11);
		assert_int_equal(count_in(bytes, sizeof(bytes), 0), 1);
	}
}

static void
what_was_swallowed_is_told(void **state)
{
	static const char *const recipes[] = {
	    R_INFO, R_RESOURCE, R_RESPONSE, R_REQUEST, R_METADATA};
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);
	struct outcome outcome;
	size_t i;

	(void)state;
	for (i = 0; i < 5; i++) {
		char *recipe = i == 1
		    ? changed(recipes[i], "$LENGTH{" PAGE "}", "1200")
		    : changed(recipes[i], "WARC-Type", "WARC-Type");

		add_recipe(&bytes, recipe, false);
		free(recipe);
	}
	check_bytes(&outcome, "a.warc", false, bytes.data, bytes.size);
	assert_true(found(&outcome, "WARC-016 "));
	assert_true(found(&outcome,
	    "WARC-060 urn:uuid:7d3c0000-0000-5000-8000-000000000005 "));
	assert_true(found(&outcome, "3 records seem to begin in"));
	assert_true(found(
	    &outcome, "4 records were not read to their end or lost, of 5; "));
	outcome_free(&outcome);
	nc_buffer_free(&bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(records_are_counted_by_what_is_between_two),
	    cmocka_unit_test(records_are_counted_where_pieces_meet),
	    cmocka_unit_test(what_was_swallowed_is_told),
	};

	return RUN(tests);
}
