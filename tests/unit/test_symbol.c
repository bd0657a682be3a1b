/* What is found in a library is what it has, and what it lacks is told. */
#include <dlfcn.h>
#include <math.h>

#include "unit.h"

#include "symbol.h"

static void
a_function_is_found_and_one_that_is_not_there_is_told(void **state)
{
	void *library = dlopen("libm.so.6", RTLD_LAZY | RTLD_LOCAL);
	double (*function)(double) = NULL;

	(void)state;
	if (library == NULL)
		skip();
	assert_true(nc_symbol(library, "cbrt", &function));
	assert_true(function(27) > 2.999 && function(27) < 3.001);
	assert_false(nc_symbol(library, "no_such_function", &function));
	assert_null(function);
	dlclose(library);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		a_function_is_found_and_one_that_is_not_there_is_told),
	};

	return RUN(tests);
}
