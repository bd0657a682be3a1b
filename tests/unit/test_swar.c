/* Eight bytes at a time, held against the same question byte by byte. */
#include "unit.h"

#include <stdbool.h>

#include "swar.h"

enum { BEFORE = 1 };

/* Eight bytes of which one is `byte`, at `at`; a byte stands before them. */
static void
fill(char bytes[BEFORE + NC_SWAR], char others, size_t at, unsigned byte)
{
	memset(bytes, others, BEFORE + NC_SWAR);
	bytes[BEFORE + at] = (char)byte;
}

static bool
is_letter(unsigned byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static void
each_byte_is_told_in_each_place(void **state)
{
	char bytes[BEFORE + NC_SWAR], back[NC_SWAR];
	unsigned byte;
	size_t at;

	(void)state;
	for (byte = 0; byte < 256; byte++)
		for (at = 0; at < NC_SWAR; at++) {
			uint64_t word, letters;

			fill(bytes, '-', at, byte);
			word = nc_swar_load(bytes + BEFORE);
			assert_int_equal(nc_swar_high(word) != 0, byte >= 0x80);
			assert_int_equal(
			    nc_swar_less(word, 0x20) != 0, byte < 0x20);
			assert_int_equal(
			    nc_swar_has(word, 0x7f) != 0, byte == 0x7f);
			letters = nc_swar_letters(word);
			assert_int_equal(
			    nc_swar_count(letters), is_letter(byte));
			assert_int_equal(nc_swar_before(letters),
			    is_letter(byte) ? at : NC_SWAR);
			if (byte >= 0x80)
				continue;
			assert_int_equal(
			    nc_swar_count(nc_swar_ascii_equal(word, '%')),
			    byte == '%');
			nc_swar_store(back, nc_swar_lower(word));
			assert_int_equal(back[at],
			    byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
		}
}

static void
neighbours_do_not_disturb_each_other(void **state)
{
	char bytes[BEFORE + NC_SWAR];

	(void)state;
	memcpy(bytes, "x  aZ@[`{", BEFORE + NC_SWAR);
	assert_int_equal(nc_swar_count(nc_swar_ascii_equal(
			     nc_swar_load(bytes + BEFORE), ' ')),
	    2);
	assert_int_equal(
	    nc_swar_count(nc_swar_letters(nc_swar_load(bytes + BEFORE))), 2);
}

static void
plain_is_printable_ascii_with_single_blanks(void **state)
{
	char bytes[BEFORE + NC_SWAR];
	unsigned byte;
	size_t at;

	(void)state;
	for (byte = 0; byte < 256; byte++)
		for (at = 0; at < NC_SWAR; at++) {
			fill(bytes, 'n', at, byte);
			assert_int_equal(nc_swar_plain(bytes + BEFORE),
			    byte >= 0x20 && byte < 0x7f);
			bytes[at] = ' ';
			if (byte >= 0x20 && byte < 0x7f)
				assert_int_equal(
				    nc_swar_plain(bytes + BEFORE), byte != ' ');
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_byte_is_told_in_each_place),
	    cmocka_unit_test(neighbours_do_not_disturb_each_other),
	    cmocka_unit_test(plain_is_printable_ascii_with_single_blanks),
	};

	return RUN(tests);
}
