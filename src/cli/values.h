/* Values of options and of the environment, read the same way everywhere. */
#ifndef VALUES_H
#define VALUES_H

#include <stdint.h>

/*
 * SOURCE_DATE_EPOCH, if it is set, in *seconds.  0, or the exit status after a
 * message of `command` (as wrong_usage() has it).
 */
int read_source_date(const char *command, int64_t *seconds);

/*
 * "500", "64K", "1GiB", "2MB": K, M, G, T and KiB... are powers of 1024, KB...
 * of 1000.  1, or 0 when it is none of them, zero, or too large.
 */
int size_of(const char *word, uint64_t *size);

/* A decimal number from `least` to `most`, up to a byte `end`; NULL: none. */
const char *number_of(
    const char *word, char end, unsigned least, unsigned most, unsigned *value);

/* A row of a table of words, which ends with a row whose word is NULL. */
struct value_word {
	const char *word;
	unsigned value;
};

/* The row of the `size` bytes at `word`; NULL when there is none. */
const struct value_word *value_of(
    const struct value_word *words, const char *word, uint64_t size);

/* The values of "a,b,c", or-ed; 0 when one of them is no word of the table. */
unsigned values_of(const struct value_word *words, const char *list);

#endif
