/*
 * Values of options and of the environment.  Each is taken whole or refused:
 * "12x" is no 12, and what does not fit is not made to.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "values.h"

#define TIME_LAST 253402300799LL /* 9999-12-31T23:59:59Z */

int
read_source_date(const char *command, int64_t *seconds)
{
	const char *text = getenv("SOURCE_DATE_EPOCH");
	char *end;
	long long value;

	if (text == NULL)
		return 0;
	errno = 0;
	value = strtoll(text, &end, 10);
	if (text[0] < '0' || text[0] > '9' || *end != '\0' || errno != 0 ||
	    value > TIME_LAST)
		return wrong_usage(command,
		    "SOURCE_DATE_EPOCH: \"%s\" is no number of seconds since "
		    "1970 (up to the year 9999)",
		    text);
	*seconds = value;
	return 0;
}

/* How many bytes the suffix stands for; 0: it is none. */
static uint64_t
unit_of(const char *suffix)
{
	static const char letters[] = "KMGT";
	const char *letter = strchr(letters, suffix[0]);
	uint64_t unit = 1, base = 1024;
	ptrdiff_t power;

	if (suffix[0] == '\0')
		return 1;
	if (letter == NULL)
		return 0;
	if (strcmp(suffix + 1, "B") == 0)
		base = 1000;
	else if (suffix[1] != '\0' && strcmp(suffix + 1, "iB") != 0)
		return 0;
	for (power = letter - letters; power >= 0; power--)
		unit *= base;
	return unit;
}

int
size_of(const char *word, uint64_t *size)
{
	unsigned long long number;
	uint64_t unit;
	char *end;

	if (word[0] < '0' || word[0] > '9')
		return 0;
	errno = 0;
	number = strtoull(word, &end, 10);
	unit = unit_of(end);
	if (errno != 0 || unit == 0 || number == 0 ||
	    number > (uint64_t)INT64_MAX / unit)
		return 0;
	*size = number * unit;
	return 1;
}

const char *
number_of(
    const char *word, char end, unsigned least, unsigned most, unsigned *value)
{
	unsigned long number;
	char *behind;

	if (word[0] < '0' || word[0] > '9')
		return NULL;
	errno = 0;
	number = strtoul(word, &behind, 10);
	if (errno != 0 || *behind != end || number < least || number > most)
		return NULL;
	*value = (unsigned)number;
	return behind;
}

const struct value_word *
value_of(const struct value_word *words, const char *word, uint64_t size)
{
	for (; words->word != NULL; words++)
		if (strlen(words->word) == size &&
		    memcmp(words->word, word, size) == 0)
			return words;
	return NULL;
}

unsigned
values_of(const struct value_word *words, const char *list)
{
	unsigned values = 0;

	for (;;) {
		size_t size = strcspn(list, ",");
		const struct value_word *found = value_of(words, list, size);

		if (found == NULL)
			return 0;
		values |= found->value;
		if (list[size] == '\0')
			return values;
		list += size + 1;
	}
}
