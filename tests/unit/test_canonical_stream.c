/* What is large is compressed in pieces: those of the writer, however it comes. */
#include "recipe.h"

#include "canonical.h"
#include "deflate.h"

static void
make_text(struct nc_buffer *target, size_t size)
{
	unsigned seed = 1;

	while (target->size < size) {
		seed = seed * 1103515245 + 12345;
		nc_buffer_format(target, "%x word%u ", seed, seed >> 16 & 255);
	}
}

static bool
same(const struct nc_buffer *packed, const struct nc_buffer *plain, bool gzip,
    int level, size_t piece)
{
	struct nc_verify_options options = {NC_VERIFY_OPTIONS};
	struct newsconv_summary summary = {.format = ""};
	struct nc_verify verify = {
	    .size = packed->size, .options = &options, .summary = &summary};
	struct nc_canonical_stream *stream = NULL;
	FILE *file = tmpfile();
	bool answer = false;
	size_t at;

	assert_non_null(file);
	assert_int_equal(
	    fwrite(packed->data, 1, packed->size, file), packed->size);
	assert_int_equal(fflush(file), 0);
	verify.descriptor = fileno(file);
	assert_int_equal(
	    nc_canonical_stream_new(&stream, &verify, gzip, level, 0, NULL),
	    NEWSCONV_OK);
	for (at = 0; at < plain->size; at += piece)
		assert_int_equal(
		    nc_canonical_stream_add(stream, plain->data + at,
			piece < plain->size - at ? piece : plain->size - at,
			NULL),
		    NEWSCONV_OK);
	assert_int_equal(
	    nc_canonical_stream_end(stream, &answer, packed->size, NULL),
	    NEWSCONV_OK);
	nc_canonical_stream_free(stream);
	fclose(file);
	return answer;
}

static void
pieces_of_any_size_make_the_writers_bytes(void **state)
{
	static const int levels[] = {NC_DEFLATE_WELL, NC_DEFLATE_FAST};
	struct nc_buffer plain = NC_BUFFER(RECIPE_MAX);
	struct newsconv_text text;
	size_t i;

	(void)state;
	make_text(&plain, NC_DEFLATE_WHOLE + 77);
	text.data = plain.data;
	text.size = plain.size;
	for (i = 0; i < 2; i++) {
		struct nc_deflater *deflater = nc_deflater_new(levels[i]);
		struct nc_buffer packed = NC_BUFFER(RECIPE_MAX);

		assert_int_equal(
		    nc_gzip_member(deflater, text, &packed, NULL), 0);
		assert_true(same(&packed, &plain, true, levels[i], 1000003));
		assert_true(same(&packed, &plain, true, levels[i], 4099));
		assert_false(same(&packed, &plain, false, levels[i], 65536));
		assert_false(same(&packed, &plain, true, levels[1 - i], 65536));
		nc_buffer_clear(&packed);
		assert_int_equal(nc_deflate(deflater, text, &packed, NULL), 0);
		assert_true(same(&packed, &plain, false, levels[i], 65536));
		nc_buffer_free(&packed);
		nc_deflater_free(deflater);
	}
	nc_buffer_free(&plain);
}

static void
a_byte_more_or_less_or_another_differs(void **state)
{
	struct nc_deflater *deflater = nc_deflater_new(NC_DEFLATE_FAST);
	struct nc_buffer plain = NC_BUFFER(RECIPE_MAX);
	struct nc_buffer packed = NC_BUFFER(RECIPE_MAX);
	struct newsconv_text text;

	(void)state;
	make_text(&plain, NC_DEFLATE_WHOLE + 1);
	text.data = plain.data;
	text.size = plain.size;
	assert_int_equal(nc_gzip_member(deflater, text, &packed, NULL), 0);
	nc_buffer_byte(&packed, 0);
	assert_false(same(&packed, &plain, true, NC_DEFLATE_FAST, 65536));
	packed.size -= 2;
	assert_false(same(&packed, &plain, true, NC_DEFLATE_FAST, 65536));
	packed.size++;
	packed.data[packed.size / 2] ^= 1;
	assert_false(same(&packed, &plain, true, NC_DEFLATE_FAST, 65536));
	nc_buffer_free(&plain);
	nc_buffer_free(&packed);
	nc_deflater_free(deflater);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(pieces_of_any_size_make_the_writers_bytes),
	    cmocka_unit_test(a_byte_more_or_less_or_another_differs),
	};

	return RUN(tests);
}
