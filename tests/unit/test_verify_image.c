/* Images, as far as damage shows without decoding them. */
#include "recipe.h"

/* One pixel each. */
static const unsigned char png[] = {0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a,
    0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00,
    0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e,
    0x9b, 0x55, 0x00, 0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c,
    0x63, 0x60, 0x00, 0x00, 0x00, 0x02, 0x00, 0x01, 0x48, 0xaf, 0xa4, 0x71,
    0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82};
static const unsigned char jpeg[] = {0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff,
    0xda, 0, 3, 0, 0x12, 0xff, 0, 0x34, 0xff, 0xd0, 0x56, 0xff, 0xd9};
static const unsigned char gif[] = {
    'G', 'I', 'F', '8', '9', 'a', 1, 0, 1, 0, 0, 0, 0, 0x3b};
static const unsigned char webp[] = {
    'R', 'I', 'F', 'F', 8, 0, 0, 0, 'W', 'E', 'B', 'P', 'V', 'P', '8', ' '};

static void
expect_image(
    const char *type, const unsigned char *bytes, size_t size, const char *code)
{
	struct nc_buffer items = NC_BUFFER(1000);
	struct zip zip;
	size_t i;

	zip_begin(&zip);
	nc_buffer_format(&items,
	    "<item id=\"x\" href=\"x.img\" media-type=\"%s\"/></manifest>",
	    type);
	for (i = 0; i < SOUND_PARTS; i++) {
		struct book book = {
		    .changes = {{"</manifest>", items.data, NULL}}};

		add_changed(&zip, &book, &sound_book[i]);
	}
	zip_add(&zip, "EPUB/x.img", bytes, size, NULL);
	zip_end(&zip);
	expect("book.epub", false, zip.bytes.data, zip.bytes.size, code);
	nc_buffer_free(&items);
	zip_free(&zip);
}

static const struct {
	const char *type;
	const unsigned char *bytes;
	size_t size;
} images[] = {{"image/png", png, sizeof(png)},
    {"image/jpeg", jpeg, sizeof(jpeg)}, {"image/gif", gif, sizeof(gif)},
    {"image/webp", webp, sizeof(webp)}};

enum { IMAGES = sizeof(images) / sizeof(images[0]) };

static void
whole_images_are_sound(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < IMAGES; i++)
		expect_image(
		    images[i].type, images[i].bytes, images[i].size, NULL);
}

static void
each_cut_is_found(void **state)
{
	size_t i, size;

	(void)state;
	for (i = 0; i < IMAGES; i++) {
		for (size = 12; size < images[i].size; size++)
			expect_image(
			    images[i].type, images[i].bytes, size, "EPUB-112");
	}
}

static void
another_format_is_found(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < IMAGES; i++)
		expect_image(images[(i + 1) % IMAGES].type, images[i].bytes,
		    images[i].size, "EPUB-111");
	expect_image("image/png", (const unsigned char *)"text", 4, "EPUB-111");
}

/* All but the signature are covered by the CRC of a chunk or its length. */
static void
each_changed_byte_of_a_png_is_found(void **state)
{
	unsigned char changed[sizeof(png)];
	size_t i;

	(void)state;
	for (i = 8; i < sizeof(png); i++) {
		memcpy(changed, png, sizeof(png));
		changed[i] ^= 1;
		expect_image("image/png", changed, sizeof(changed), "EPUB-112");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(whole_images_are_sound),
	    cmocka_unit_test(each_cut_is_found),
	    cmocka_unit_test(another_format_is_found),
	    cmocka_unit_test(each_changed_byte_of_a_png_is_found),
	};

	return RUN(tests);
}
