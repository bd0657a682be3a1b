/*
 * Values of JSON as JSON Schema sees them: numbers are what they are worth, not
 * how they are written.  Integers are exact in 64 bits, other numbers are the
 * doubles nearest to what the text says; what is computed of them is exact.
 */
#ifndef NC_JSON_VALUE_H
#define NC_JSON_VALUE_H

#include <stdbool.h>
#include <stdint.h>

#include <jansson.h>

/* jansson's iterators want what is not const, and change nothing. */
static inline json_t *
nc_json_unconst(const json_t *value)
{
	return (json_t *)(uintptr_t)value;
}

/* The member's text, in place; "" when there is none, or it is no text. */
const char *nc_json_member_text(const json_t *object, const char *name);

/* 1.0 is an integer (JSON Schema Validation, 6.1.1). */
bool nc_json_is_integral(const json_t *number);
/* < 0, 0, > 0. */
int nc_json_compare(const json_t *a, const json_t *b);
/* Of the decimal numbers as they are written; `divisor` is above 0. */
bool nc_json_is_multiple(const json_t *number, const json_t *divisor);

/* JSON Schema Core, 4.2.2. */
bool nc_json_equal(const json_t *a, const json_t *b);

/*
 * Whether no two elements are equal: 1, 0, or NEWSCONV_NO_MEMORY, or
 * NEWSCONV_TOO_LARGE when that would take too long.
 */
int nc_json_all_differ(const json_t *array);

#endif
