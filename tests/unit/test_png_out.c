/* What a decoder finds in the pictures that are written. */
#include "png.h"

#include "png_out.h"

enum { WIDTH = 37, HEIGHT = 11, CEILING = 1 << 20 };

/* A picture in which each colour is somewhere, and no two rows are alike. */
static void
fill(unsigned char pixels[WIDTH * HEIGHT], size_t colours)
{
	size_t i;

	for (i = 0; i < WIDTH * HEIGHT; i++)
		pixels[i] = (unsigned char)((i * 7 + i / WIDTH) % colours);
}

static void
fill_palette(unsigned char palette[256][3])
{
	size_t i;

	for (i = 0; i < 256; i++) {
		palette[i][0] = (unsigned char)i;
		palette[i][1] = (unsigned char)(255 - i);
		palette[i][2] = (unsigned char)(i * 3);
	}
}

static void
pixels_come_back_for_every_number_of_colours(void **state)
{
	static const struct {
		size_t colours;
		unsigned bits;
	} cases[] = {{1, 1}, {2, 1}, {3, 2}, {4, 2}, {5, 4}, {16, 4}, {17, 8},
	    {255, 8}, {256, 8}};
	unsigned char pixels[WIDTH * HEIGHT], palette[256][3];
	size_t i;

	(void)state;
	fill_palette(palette);
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nc_picture picture = {.width = WIDTH,
		    .height = HEIGHT,
		    .pixels = pixels,
		    .palette = palette,
		    .colours = cases[i].colours};
		struct nc_buffer bytes = NC_BUFFER(CEILING);
		struct png png;

		fill(pixels, cases[i].colours);
		assert_int_equal(
		    nc_png_write(&picture, &bytes, NULL), NEWSCONV_OK);
		png_decode(
		    &png, (struct newsconv_text){bytes.data, bytes.size});
		assert_int_equal(png.width, WIDTH);
		assert_int_equal(png.height, HEIGHT);
		assert_int_equal(png.bits, cases[i].bits);
		assert_int_equal(png.colours, cases[i].colours);
		assert_memory_equal(png.palette, palette, cases[i].colours * 3);
		assert_memory_equal(png.pixels, pixels, sizeof(pixels));
		free(png.pixels);
		nc_buffer_free(&bytes);
	}
}

static void
nothing_is_in_it_that_is_not_needed(void **state)
{
	static const unsigned char palette[2][3] = {{0, 0, 0}, {255, 255, 255}};
	static const unsigned char pixel[1] = {1};
	struct nc_picture picture = {.width = 1,
	    .height = 1,
	    .pixels = pixel,
	    .palette = palette,
	    .colours = 2};
	struct nc_buffer bytes = NC_BUFFER(CEILING);
	struct png png;

	(void)state;
	nc_buffer_text(&bytes, "before");
	assert_int_equal(nc_png_write(&picture, &bytes, NULL), NEWSCONV_OK);
	assert_memory_equal(bytes.data, "before", 6);
	png_decode(
	    &png, (struct newsconv_text){bytes.data + 6, bytes.size - 6});
	assert_string_equal(png.chunks, "IHDR sRGB PLTE IDAT IEND ");
	assert_int_equal(png.pixels[0], 1);
	free(png.pixels);
	nc_buffer_free(&bytes);
}

static void
a_ceiling_is_kept(void **state)
{
	unsigned char pixels[WIDTH * HEIGHT], palette[256][3];
	struct nc_picture picture = {.width = WIDTH,
	    .height = HEIGHT,
	    .pixels = pixels,
	    .palette = palette,
	    .colours = 256};
	size_t ceiling;

	(void)state;
	fill(pixels, 256);
	fill_palette(palette);
	for (ceiling = 1; ceiling < 1000; ceiling += 37) {
		struct nc_buffer bytes = NC_BUFFER(ceiling);
		struct newsconv_error error;

		assert_int_equal(
		    nc_png_write(&picture, &bytes, &error), NEWSCONV_TOO_LARGE);
		assert_int_equal(error.code, NEWSCONV_TOO_LARGE);
		nc_buffer_free(&bytes);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(pixels_come_back_for_every_number_of_colours),
	    cmocka_unit_test(nothing_is_in_it_that_is_not_needed),
	    cmocka_unit_test(a_ceiling_is_kept),
	};

	return RUN(tests);
}
