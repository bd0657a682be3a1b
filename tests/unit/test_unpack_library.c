/* libarchive is there with all its functions, on any thread. */
#include <pthread.h>

#include "unit.h"

#include "unpack_library.h"

static void *
load(void *result)
{
	*(const struct nc_libarchive **)result = nc_libarchive();
	return NULL;
}

static void
all_threads_get_the_same(void **state)
{
	const struct nc_libarchive *found[4] = {NULL};
	pthread_t threads[4];
	size_t i;

	(void)state;
	for (i = 0; i < 4; i++)
		assert_int_equal(
		    pthread_create(&threads[i], NULL, load, &found[i]), 0);
	for (i = 0; i < 4; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	assert_non_null(found[0]);
	for (i = 1; i < 4; i++)
		assert_ptr_equal(found[i], found[0]);
}

static void
each_function_is_there(void **state)
{
	const struct nc_libarchive *library = nc_libarchive();

	(void)state;
	assert_non_null(library);
#define FUNCTION(name) assert_true(library->name != NULL);
	NC_LIBARCHIVE_FUNCTIONS(FUNCTION)
#undef FUNCTION
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(all_threads_get_the_same),
	    cmocka_unit_test(each_function_is_there),
	};

	return RUN(tests);
}
