/* What every unit test includes first. */
#ifndef UNIT_H
#define UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "newsconv.h"

/* Text of the library is not NUL-terminated: compare by length. */
#define assert_text(text, expected) \
	do { \
		struct newsconv_text text_ = (text); \
		assert_int_equal(text_.size, strlen(expected)); \
		assert_memory_equal(text_.data, expected, text_.size); \
	} while (0)

/* Run the tests of the array; the group's name is the file's. */
#define RUN(tests) cmocka_run_group_tests(tests, NULL, NULL)

#endif
