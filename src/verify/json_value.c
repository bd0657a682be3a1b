/*
 * Comparing an integer of 64 bits with a double goes neither way by a cast: the
 * double may be beyond the integers, the integer between two doubles.  And
 * 0.0075 is a multiple of 0.0001, which no division of doubles says: decimal
 * digits do.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "json_value.h"
#include "newsconv.h"

/* Pairs with equal hashes that are compared: more are no accident. */
enum { PAIRS_MAX = 10000000 };

#define TWO_TO_63 9223372036854775808.0

const char *
nc_json_member_text(const json_t *object, const char *name)
{
	const char *value = json_string_value(json_object_get(object, name));

	return value == NULL ? "" : value;
}

/* ------------------------------------------------------------------ numbers */

/* From 2 to the 53rd on every double is; floor() would need libm. */
static bool
is_integral(double number)
{
	return number >= 9007199254740992.0 || number <= -9007199254740992.0 ||
	    (double)(int64_t)number == number;
}

bool
nc_json_is_integral(const json_t *number)
{
	return json_is_integer(number) || is_integral(json_real_value(number));
}

static int
compare_with_real(json_int_t integer, double real)
{
	json_int_t whole;

	if (real >= TWO_TO_63)
		return -1;
	if (real < -TWO_TO_63)
		return 1;
	whole = (json_int_t)real; /* towards 0 */
	if (integer != whole)
		return integer < whole ? -1 : 1;
	return (double)whole < real ? -1 : (double)whole > real;
}

int
nc_json_compare(const json_t *a, const json_t *b)
{
	if (json_is_integer(a) && json_is_integer(b)) {
		json_int_t x = json_integer_value(a), y = json_integer_value(b);

		return x < y ? -1 : x > y;
	}
	if (json_is_integer(a))
		return compare_with_real(
		    json_integer_value(a), json_real_value(b));
	if (json_is_integer(b))
		return -compare_with_real(
		    json_integer_value(b), json_real_value(a));
	return json_real_value(a) < json_real_value(b)
	    ? -1
	    : json_real_value(a) > json_real_value(b);
}

/* digits * 10 ^ exponent; the sign does not matter here. */
struct decimal {
	uint64_t digits;
	int exponent;
};

/*
 * The fewest digits that are this double and no other.  Of what printf() writes
 * only digits and the exponent are read: the point is the locale's.
 */
static struct decimal
decimal_of_real(double real)
{
	struct decimal decimal = {0, 0};
	char text[64], *p;
	int precision;

	for (precision = 14; precision < 17; precision++) {
		snprintf(text, sizeof(text), "%.*e", precision, real);
		if (strtod(text, NULL) == real)
			break;
	}
	for (p = text; *p != 'e' && *p != '\0'; p++) {
		if (*p >= '0' && *p <= '9')
			decimal.digits = decimal.digits * 10 +
			    (uint64_t)(*p - '0');
	}
	decimal.exponent = (*p == 'e' ? atoi(p + 1) : 0) -
	    (precision < 17 ? precision : 16);
	return decimal;
}

static struct decimal
decimal_of(const json_t *number)
{
	struct decimal decimal = {0, 0};

	if (json_is_integer(number)) {
		json_int_t value = json_integer_value(number);

		decimal.digits = value < 0 ? UINT64_C(0) - (uint64_t)value
					   : (uint64_t)value;
	} else {
		decimal = decimal_of_real(json_real_value(number));
	}
	while (decimal.digits != 0 && decimal.digits % 10 == 0) {
		decimal.digits /= 10;
		decimal.exponent++;
	}
	return decimal;
}

bool
nc_json_is_multiple(const json_t *number, const json_t *divisor)
{
	struct decimal a = decimal_of(number), b = decimal_of(divisor);
	uint64_t rest;

	if (a.digits == 0 || b.digits == 0)
		return a.digits == 0;
	/* a has no zero at its end, b ten to the difference times as many. */
	for (; a.exponent < b.exponent; b.exponent--) {
		if (b.digits > a.digits / 10)
			return false;
		b.digits *= 10;
	}
	rest = a.digits % b.digits;
	for (; a.exponent > b.exponent && rest != 0; a.exponent--)
		rest = (uint64_t)((unsigned __int128)rest * 10 % b.digits);
	return rest == 0;
}

/* ----------------------------------------------------------------- equality */

static bool
equal_objects(const json_t *a, const json_t *b)
{
	json_t *object = nc_json_unconst(a);
	void *iterator;

	if (json_object_size(a) != json_object_size(b))
		return false;
	for (iterator = json_object_iter(object); iterator != NULL;
	     iterator = json_object_iter_next(object, iterator)) {
		const json_t *other = json_object_getn(b,
		    json_object_iter_key(iterator),
		    json_object_iter_key_len(iterator));

		if (other == NULL ||
		    !nc_json_equal(json_object_iter_value(iterator), other))
			return false;
	}
	return true;
}

bool
nc_json_equal(const json_t *a, const json_t *b)
{
	size_t i;

	if (json_is_number(a) && json_is_number(b))
		return nc_json_compare(a, b) == 0;
	if (json_typeof(a) != json_typeof(b))
		return false;
	if (json_is_object(a))
		return equal_objects(a, b);
	if (!json_is_array(a))
		return json_equal(a, b) == 1;
	if (json_array_size(a) != json_array_size(b))
		return false;
	for (i = 0; i < json_array_size(a); i++) {
		if (!nc_json_equal(json_array_get(a, i), json_array_get(b, i)))
			return false;
	}
	return true;
}

/* -------------------------------------------------------------- uniqueness */

/* Equal values have equal hashes; members are added up, in any order. */
static uint64_t
hash_of(const json_t *value)
{
	json_t *object = nc_json_unconst(value);
	uint64_t hash = NC_HASH_SEED, part;
	double number;
	void *iterator;
	size_t i;

	switch (json_typeof(value)) {
	case JSON_INTEGER:
	case JSON_REAL:
		number = json_number_value(value) + 0.0; /* -0 is 0 */
		return nc_hash_more(hash + 1, &number, sizeof(number));
	case JSON_STRING:
		return nc_hash_more(hash + 2, json_string_value(value),
		    json_string_length(value));
	case JSON_ARRAY:
		for (i = 0; i < json_array_size(value); i++) {
			part = hash_of(json_array_get(value, i));
			hash = nc_hash_more(hash, &part, sizeof(part));
		}
		return hash + 3;
	case JSON_OBJECT:
		for (iterator = json_object_iter(object); iterator != NULL;
		     iterator = json_object_iter_next(object, iterator)) {
			part = hash_of(json_object_iter_value(iterator));
			hash += nc_hash_more(part,
			    json_object_iter_key(iterator),
			    json_object_iter_key_len(iterator));
		}
		return hash + 4;
	default:
		return hash + 5 + (uint64_t)json_typeof(value);
	}
}

struct hashed {
	uint64_t hash;
	const json_t *value;
};

static int
compare_hashed(const void *a, const void *b)
{
	const struct hashed *x = a, *y = b;

	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

/* Each with those before it that have its hash. */
static int
no_equal_pair(const struct hashed *hashes, size_t count)
{
	size_t pairs = 0, i, j;

	for (i = 1; i < count; i++) {
		for (j = i; j > 0 && hashes[j - 1].hash == hashes[i].hash;
		     j--) {
			if (nc_json_equal(hashes[j - 1].value, hashes[i].value))
				return 0;
			if (++pairs > PAIRS_MAX)
				return NEWSCONV_TOO_LARGE;
		}
	}
	return 1;
}

int
nc_json_all_differ(const json_t *array)
{
	size_t count = json_array_size(array), i;
	struct hashed *hashes = calloc(count + 1, sizeof(*hashes));
	int result;

	if (hashes == NULL)
		return NEWSCONV_NO_MEMORY;
	for (i = 0; i < count; i++) {
		hashes[i].value = json_array_get(array, i);
		hashes[i].hash = hash_of(hashes[i].value);
	}
	qsort(hashes, count, sizeof(*hashes), compare_hashed);
	result = no_equal_pair(hashes, count);
	free(hashes);
	return result;
}
