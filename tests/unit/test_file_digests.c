/* Digests of a file, all in one pass, and what their names are. */
#include <unistd.h>

#include "unit.h"

#include "file.h"
#include "file_digests.h"

static void
all_digests_of_one_pass_are_those_of_each_alone(void **state)
{
	enum { SIZE = 300 * 1000 };
	const unsigned all = (1u << NC_ALGORITHMS) - 1;
	struct nc_file_digests digests;
	unsigned char value[NC_DIGEST_MAX];
	char *bytes = malloc(SIZE);
	int file = nc_file_temporary();
	size_t i;

	(void)state;
	assert_non_null(bytes);
	for (i = 0; i < SIZE; i++)
		bytes[i] = (char)(i * 31 >> 3);
	assert_int_equal(nc_file_write(file, bytes, SIZE), 0);
	assert_int_equal(
	    nc_digests_of_file(file, all, &digests, NULL), NEWSCONV_OK);
	assert_int_equal(digests.which, all);
	for (i = 0; i < NC_ALGORITHMS; i++) {
		nc_digest_of((enum nc_algorithm)i, bytes, SIZE, value);
		assert_memory_equal(digests.value[i], value,
		    nc_digest_size((enum nc_algorithm)i));
	}
	assert_int_equal(nc_digests_of_file(file, 1u << NC_MD5, &digests, NULL),
	    NEWSCONV_OK);
	assert_int_equal(digests.which, 1u << NC_MD5);
	close(file);
	free(bytes);
	assert_int_equal(
	    nc_digests_of_file(-1, all, &digests, NULL), NEWSCONV_READ_FAILED);
}

static void
names_of_algorithms_are_taken_in_any_case(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < NC_ALGORITHMS; i++) {
		const char *name = nc_algorithm_name((enum nc_algorithm)i);

		assert_int_equal(nc_algorithm_by_name(name, strlen(name)), i);
	}
	assert_int_equal(nc_algorithm_by_name("SHA-256", 7), NC_SHA256);
	assert_int_equal(nc_algorithm_by_name("Sha512sum", 6), NC_SHA512);
	assert_int_equal(nc_algorithm_by_name("sha", 3), -1);
	assert_int_equal(nc_algorithm_by_name("", 0), -1);
	assert_int_equal(nc_algorithm_by_name("sha5120", 7), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(all_digests_of_one_pass_are_those_of_each_alone),
	    cmocka_unit_test(names_of_algorithms_are_taken_in_any_case),
	};

	return RUN(tests);
}
