/* Values of options: each is taken whole or refused. */
#include "unit.h"
#include "values.h"

static void
a_size_has_its_unit(void **state)
{
	static const struct {
		const char *word;
		uint64_t size;
	} cases[] = {{"1", 1}, {"500", 500}, {"64K", 64 << 10},
	    {"64KiB", 64 << 10}, {"64KB", 64000}, {"3M", 3 << 20},
	    {"1GiB", UINT64_C(1) << 30}, {"2GB", UINT64_C(2000000000)},
	    {"1T", UINT64_C(1) << 40}, {"007", 7},
	    {"9223372036854775807", INT64_MAX}};
	uint64_t size;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_true(size_of(cases[i].word, &size));
		assert_int_equal(size, cases[i].size);
	}
}

static void
what_is_no_size_is_refused(void **state)
{
	static const char *const words[] = {"", "0", "0K", "-1", "+1", " 1",
	    "1 ", "K", "1k", "1KK", "1Ki", "1.5G", "0x10", "1E", "1B",
	    "9223372036854775808", "8388608T", "99999999999999999999"};
	uint64_t size = 42;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (size_of(words[i], &size))
			fail_msg("%s was taken for a size", words[i]);
	assert_int_equal(size, 42);
}

static void
a_number_keeps_to_its_range_and_end(void **state)
{
	unsigned value = 0;
	const char *word = "3/8";

	(void)state;
	assert_ptr_equal(number_of(word, '/', 1, 10, &value), word + 1);
	assert_int_equal(value, 3);
	assert_non_null(number_of("10", '\0', 1, 10, &value));
	assert_int_equal(value, 10);
	assert_null(number_of("11", '\0', 1, 10, &value));
	assert_null(number_of("0", '\0', 1, 10, &value));
	assert_null(number_of("3x", '\0', 1, 10, &value));
	assert_null(number_of("-3", '\0', 1, 10, &value));
	assert_null(number_of("", '\0', 0, 10, &value));
	assert_null(number_of("99999999999999999999", '\0', 1, 10, &value));
}

static void
a_list_is_of_words_of_the_table_only(void **state)
{
	static const struct value_word words[] = {
	    {"warc", 1}, {"jsonl", 2}, {"epub", 4}, {NULL, 0}};

	(void)state;
	assert_int_equal(values_of(words, "warc"), 1);
	assert_int_equal(values_of(words, "epub,warc"), 5);
	assert_int_equal(values_of(words, "warc,jsonl,epub"), 7);
	assert_int_equal(values_of(words, ""), 0);
	assert_int_equal(values_of(words, "warc,"), 0);
	assert_int_equal(values_of(words, ",warc"), 0);
	assert_int_equal(values_of(words, "war"), 0);
	assert_int_equal(values_of(words, "warcs"), 0);
	assert_int_equal(values_of(words, "warc jsonl"), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_size_has_its_unit),
	    cmocka_unit_test(what_is_no_size_is_refused),
	    cmocka_unit_test(a_number_keeps_to_its_range_and_end),
	    cmocka_unit_test(a_list_is_of_words_of_the_table_only),
	};

	return RUN(tests);
}
