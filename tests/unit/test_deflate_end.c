/* The padding of deflate data, against data that has it and data that not. */
#include "unit.h"

#include <libdeflate.h>

#include "deflate_end.h"

static size_t
pack(unsigned char *target, size_t room, unsigned seed, int level)
{
	struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(
	    level);
	char text[600];
	size_t size = 20 + seed % 500, i;

	assert_non_null(compressor);
	for (i = 0; i < size; i++) {
		seed = seed * 1103515245 + 12345;
		text[i] = (char)('a' + (seed >> 16) % (1 + i % 26));
	}
	size = libdeflate_deflate_compress(
	    compressor, text, size, target, room);
	libdeflate_free_compressor(compressor);
	assert_true(size > 0);
	return size;
}

/* How many bits of the last byte can be set without changing the data. */
static unsigned
padding_of(unsigned char *bytes, size_t size)
{
	struct libdeflate_decompressor *unpacker =
	    libdeflate_alloc_decompressor();
	char wanted[1024], got[1024];
	size_t used, made, again;
	unsigned padding = 0;

	assert_int_equal(libdeflate_deflate_decompress_ex(unpacker, bytes, size,
			     wanted, sizeof(wanted), &used, &made),
	    LIBDEFLATE_SUCCESS);
	for (; padding < 7; padding++) {
		unsigned char bit = (unsigned char)(0x80 >> padding);
		bool same;

		bytes[size - 1] ^= bit;
		same = libdeflate_deflate_decompress_ex(unpacker, bytes, size,
			   got, sizeof(got), &used,
			   &again) == LIBDEFLATE_SUCCESS &&
		    again == made && memcmp(wanted, got, made) == 0;
		bytes[size - 1] ^= bit;
		if (!same)
			break;
	}
	libdeflate_free_decompressor(unpacker);
	return padding;
}

static void
bits_that_are_set_are_never_called_clean(void **state)
{
	unsigned char bytes[2048];
	unsigned seed, clean = 0, padded = 0;

	(void)state;
	for (seed = 1; seed < 2000; seed++) {
		size_t size = pack(
		    bytes, sizeof(bytes), seed, 1 + (int)(seed % 9));
		unsigned padding = padding_of(bytes, size), i;

		clean += nc_deflate_ends_clean(bytes, size);
		for (i = 0; i < padding; i++) {
			bytes[size - 1] ^= (unsigned char)(0x80 >> i);
			assert_false(nc_deflate_ends_clean(bytes, size));
			bytes[size - 1] ^= (unsigned char)(0x80 >> i);
			padded++;
		}
	}
	/* It would be of no use if it were often in doubt. */
	assert_in_range(clean, 1500, 1999);
	assert_in_range(padded, 4000, SIZE_MAX);
}

static void
what_is_cut_or_stored_is_not_called_clean(void **state)
{
	unsigned char bytes[2048];
	size_t size = pack(bytes, sizeof(bytes), 7, 6), i;
	static const unsigned char stored[] = {1, 0, 0, 0xff, 0xff};

	(void)state;
	for (i = 0; i < 20 && i < size; i++)
		assert_false(nc_deflate_ends_clean(bytes, i));
	assert_false(nc_deflate_ends_clean(stored, sizeof(stored)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(bits_that_are_set_are_never_called_clean),
	    cmocka_unit_test(what_is_cut_or_stored_is_not_called_clean),
	};

	return RUN(tests);
}
