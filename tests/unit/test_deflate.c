/* What is compressed as it comes has the bytes of what is compressed whole. */
#include "unit.h"

#include "deflate.h"

/* Text with some sense in it, and 17 bytes more than is compressed whole. */
static char *
make_text(size_t size)
{
	char *text = malloc(size);
	uint32_t state = 1;
	size_t i;

	assert_non_null(text);
	for (i = 0; i < size; i++) {
		state = state * 1664525u + 1013904223u;
		text[i] = (char)('a' + (state >> 24) % 7);
	}
	return text;
}

static void
stream(struct newsconv_text text, size_t step, struct nc_buffer *packed)
{
	struct nc_deflate_stream *deflate = nc_deflate_stream_new(
	    NC_DEFLATE_WELL);
	struct newsconv_error error;

	assert_non_null(deflate);
	while (text.size > 0) {
		struct newsconv_text part = {
		    text.data, text.size < step ? text.size : step};

		assert_int_equal(
		    nc_deflate_stream_add(deflate, part, packed, &error),
		    NEWSCONV_OK);
		text.data += part.size;
		text.size -= part.size;
	}
	assert_int_equal(
	    nc_deflate_stream_end(deflate, packed, &error), NEWSCONV_OK);
	nc_deflate_stream_free(deflate);
}

static void
a_stream_makes_the_bytes_of_the_whole(void **state)
{
	static const size_t steps[] = {SIZE_MAX, 1000, 64 * 1024, 100001};
	struct newsconv_text text = {NULL, NC_DEFLATE_WHOLE + 17};
	struct nc_deflater *deflater = nc_deflater_new(NC_DEFLATE_WELL);
	struct nc_buffer whole = NC_BUFFER(SIZE_MAX), packed = whole;
	char *memory = make_text(text.size);
	struct newsconv_error error;
	size_t i;

	(void)state;
	text.data = memory;
	assert_int_equal(
	    nc_deflate(deflater, text, &whole, &error), NEWSCONV_OK);
	for (i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
		nc_buffer_clear(&packed);
		stream(text, steps[i], &packed);
		assert_int_equal(packed.size, whole.size);
		assert_memory_equal(packed.data, whole.data, whole.size);
	}
	nc_buffer_free(&packed);
	nc_buffer_free(&whole);
	nc_deflater_free(deflater);
	free(memory);
}

static void
a_stream_of_nothing_ends(void **state)
{
	struct nc_buffer packed = NC_BUFFER(SIZE_MAX);

	(void)state;
	/* RFC 1951: one last block, with fixed codes, of nothing. */
	stream((struct newsconv_text){"", 0}, 1, &packed);
	assert_int_equal(packed.size, 2);
	assert_memory_equal(packed.data, "\x03\x00", 2);
	nc_buffer_free(&packed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_stream_makes_the_bytes_of_the_whole),
	    cmocka_unit_test(a_stream_of_nothing_ends),
	};

	return RUN(tests);
}
