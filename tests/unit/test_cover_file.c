/*
 * Covers of the caller: sound PNG and JPEG of every kind are taken, and what is
 * damaged is refused, with the place.  Each bad one is a good one and a change.
 */
#define _XOPEN_SOURCE 700 /* nftw */
#include <zlib.h>

#include "tree.h"

#include "cover.h"

enum { CEILING = 64 << 20, FILE_CEILING = 32 << 20 };

/* What a PNG is made of. */
struct png_recipe {
	uint32_t width, height;
	unsigned bits, colour, interlace;
	size_t palette; /* entries */
	int more;       /* bytes more of pixels, or fewer */
	int filter;     /* of the first row */
	size_t split;   /* bytes of the first IDAT; 0: there is but one */
};

static void
add_number(struct nc_buffer *file, uint32_t number)
{
	int shift;

	for (shift = 24; shift >= 0; shift -= 8)
		nc_buffer_byte(file, (unsigned char)(number >> shift));
}

static void
add_chunk(
    struct nc_buffer *file, const char *type, const void *data, size_t size)
{
	size_t start;

	add_number(file, (uint32_t)size);
	start = file->size;
	nc_buffer_add(file, type, 4);
	nc_buffer_add(file, data, size);
	add_number(file,
	    (uint32_t)crc32(0, (const Bytef *)file->data + start,
		(uInt)(file->size - start)));
}

static void
add_header(struct nc_buffer *file, const struct png_recipe *recipe)
{
	struct nc_buffer data = NC_BUFFER(64);

	add_number(&data, recipe->width);
	add_number(&data, recipe->height);
	nc_buffer_byte(&data, (unsigned char)recipe->bits);
	nc_buffer_byte(&data, (unsigned char)recipe->colour);
	nc_buffer_add(&data, "\0", 2);
	nc_buffer_byte(&data, (unsigned char)recipe->interlace);
	add_chunk(file, "IHDR", data.data, data.size);
	nc_buffer_free(&data);
}

static void
add_rows(struct nc_buffer *pixels, const struct png_recipe *recipe,
    uint32_t width, uint32_t rows)
{
	static const unsigned samples[] = {1, 0, 3, 1, 2, 0, 4};
	size_t bits = (size_t)width * recipe->bits * samples[recipe->colour];
	uint32_t y;
	size_t i;

	for (y = 0; width > 0 && y < rows; y++) {
		nc_buffer_byte(pixels,
		    (unsigned char)(pixels->size == 0 ? recipe->filter : 0));
		for (i = 0; i < (bits + 7) / 8; i++)
			nc_buffer_byte(pixels, (unsigned char)(i ^ y));
	}
}

/* Those of one pass, counted in the standard's drawing (ISO/IEC 15948, 8.2). */
static void
add_pass(struct nc_buffer *pixels, const struct png_recipe *recipe, int pass)
{
	static const char drawing[8][9] = {"16462646", "77777777", "56565656",
	    "77777777", "36463646", "77777777", "56565656", "77777777"};
	uint32_t x, y, width = 0, rows = 0;

	for (y = 0; y < recipe->height; y++) {
		uint32_t in_row = 0;

		for (x = 0; x < recipe->width; x++)
			in_row += drawing[y % 8][x % 8] == '0' + pass;
		rows += in_row > 0;
		width = in_row > width ? in_row : width;
	}
	add_rows(pixels, recipe, width, rows);
}

static void
add_pixels(struct nc_buffer *file, const struct png_recipe *recipe)
{
	struct nc_buffer pixels = NC_BUFFER(FILE_CEILING);
	uLongf size;
	unsigned char *packed;
	int pass;

	if (recipe->interlace == 0)
		add_rows(&pixels, recipe, recipe->width, recipe->height);
	for (pass = 1; recipe->interlace != 0 && pass <= 7; pass++)
		add_pass(&pixels, recipe, pass);
	for (pass = 0; pass < recipe->more; pass++)
		nc_buffer_byte(&pixels, 0);
	if (recipe->more < 0)
		pixels.size -= (size_t)-recipe->more;
	size = compressBound((uLong)pixels.size);
	packed = malloc(size);
	assert_non_null(packed);
	assert_int_equal(compress(packed, &size, (const Bytef *)pixels.data,
			     (uLong)pixels.size),
	    Z_OK);
	add_chunk(file, "IDAT", packed,
	    recipe->split > 0 ? recipe->split : (size_t)size);
	if (recipe->split > 0)
		add_chunk(file, "IDAT", packed + recipe->split,
		    (size_t)size - recipe->split);
	free(packed);
	nc_buffer_free(&pixels);
}

static void
add_palette(struct nc_buffer *file, size_t entries)
{
	unsigned char palette[300 * 3] = {0};

	add_chunk(file, "PLTE", palette, entries * 3);
}

static void
add_png(struct nc_buffer *file, const struct png_recipe *recipe)
{
	nc_buffer_add(file, "\x89PNG\r\n\x1a\n", 8);
	add_header(file, recipe);
	if (recipe->palette > 0)
		add_palette(file, recipe->palette);
	add_pixels(file, recipe);
	add_chunk(file, "IEND", "", 0);
}

/* What is read of these bytes; its text or error lives as long as the arena. */
static int
read_bytes(struct nc_cover_file *cover, const void *bytes, size_t size,
    struct newsconv_error *error)
{
	struct nc_arena *arena = nc_arena_new(CEILING);
	int result;

	assert_non_null(arena);
	tree_write("cover", bytes, size);
	memset(error, 0, sizeof(*error));
	result = nc_cover_read(cover, "cover", arena, error);
	if (result == NEWSCONV_OK) {
		assert_int_equal(cover->bytes.size, size);
		assert_memory_equal(cover->bytes.data, bytes, size);
	} else {
		assert_int_equal(error->code, result);
		assert_string_equal(error->where, "cover");
		assert_null(strchr(error->text, '\n'));
		assert_true(strlen(error->text) > 5);
	}
	nc_arena_free(arena);
	return result;
}

/* Refused, and with such words. */
static void
refused(const struct nc_buffer *file, const char *words)
{
	struct nc_cover_file cover;
	struct newsconv_error error;

	assert_int_equal(read_bytes(&cover, file->data, file->size, &error),
	    NEWSCONV_BAD_VALUE);
	if (strstr(error.text, words) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", error.text, words);
}

static void
png_of_every_kind_is_taken(void **state)
{
	static const struct png_recipe recipes[] = {
	    {1, 1, 1, 0, 0, 0, 0, 0, 0},
	    {1200, 1600, 8, 2, 0, 0, 0, 0, 0},
	    {1200, 1600, 4, 3, 0, 16, 0, 0, 0},
	    {33, 7, 1, 0, 0, 0, 0, 4, 0},
	    {33, 7, 2, 0, 0, 0, 0, 3, 0},
	    {33, 7, 16, 0, 1, 0, 0, 2, 0},
	    {33, 7, 8, 4, 0, 0, 0, 1, 0},
	    {33, 7, 16, 4, 1, 0, 0, 0, 5},
	    {33, 7, 16, 2, 0, 0, 0, 0, 1},
	    {33, 7, 8, 6, 1, 0, 0, 0, 0},
	    {33, 7, 16, 6, 0, 0, 0, 0, 0},
	    {33, 7, 1, 3, 1, 2, 0, 0, 0},
	    {33, 7, 8, 3, 1, 256, 0, 0, 0},
	    {1, 1, 8, 2, 1, 0, 0, 0, 0},
	    {3, 5, 8, 2, 1, 0, 0, 0, 0},
	    {5, 1, 8, 0, 1, 0, 0, 0, 0},
	    {8, 8, 1, 0, 1, 0, 0, 0, 0},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(recipes) / sizeof(*recipes); i++) {
		struct nc_buffer file = NC_BUFFER(FILE_CEILING);
		struct nc_cover_file cover;
		struct newsconv_error error;

		add_png(&file, &recipes[i]);
		assert_int_equal(
		    read_bytes(&cover, file.data, file.size, &error),
		    NEWSCONV_OK);
		assert_false(cover.jpeg);
		assert_int_equal(cover.width, recipes[i].width);
		assert_int_equal(cover.height, recipes[i].height);
		nc_buffer_free(&file);
	}
}

static void
png_with_what_it_cannot_have_is_refused(void **state)
{
	static const struct {
		struct png_recipe recipe;
		const char *words;
	} cases[] = {
	    {{0, 7, 8, 0, 0, 0, 0, 0, 0}, "sides of 0 and 7"},
	    {{7, 0, 8, 0, 0, 0, 0, 0, 0}, "sides of 7 and 0"},
	    {{16385, 1, 1, 0, 0, 0, 0, 0, 0}, "sides of 16385"},
	    {{16384, 16384, 1, 0, 0, 0, 0, 0, 0}, "more than reading systems"},
	    {{7, 7, 16, 3, 0, 2, 0, 0, 0}, "type 3 with 16 bits"},
	    {{7, 7, 4, 2, 0, 0, 0, 0, 0}, "type 2 with 4 bits"},
	    {{7, 7, 3, 0, 0, 0, 0, 0, 0}, "type 0 with 3 bits"},
	    {{7, 7, 0, 0, 0, 0, 0, 0, 0}, "type 0 with 0 bits"},
	    {{7, 7, 8, 5, 0, 0, 0, 0, 0}, "type 5 with 8 bits"},
	    {{7, 7, 8, 0, 2, 0, 0, 0, 0}, "a method"},
	    {{7, 7, 1, 3, 0, 3, 0, 0, 0}, "a palette of 9 bytes"},
	    {{7, 7, 8, 0, 0, 3, 0, 0, 0}, "a palette of 9 bytes"},
	    {{7, 7, 8, 2, 0, 257, 0, 0, 0}, "a palette of 771 bytes"},
	    {{7, 7, 8, 3, 0, 0, 0, 0, 0}, "pixels where none may be"},
	    {{7, 7, 8, 0, 0, 0, 1, 0, 0}, "more pixels than 7 times 7"},
	    {{7, 7, 8, 0, 0, 0, -1, 0, 0}, "pixels end before"},
	    {{7, 7, 8, 0, 0, 0, -8, 0, 0}, "pixels end before"},
	    {{7, 7, 8, 0, 1, 0, 9, 0, 0}, "more pixels than 7 times 7"},
	    {{7, 7, 8, 0, 0, 0, 0, 5, 0}, "filter 5"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nc_buffer file = NC_BUFFER(FILE_CEILING);

		add_png(&file, &cases[i].recipe);
		refused(&file, cases[i].words);
		nc_buffer_free(&file);
	}
}

/* A PNG of chunks in this order: H, P, I, E, a (unknown), X (unknown, must). */
static void
add_chunks(struct nc_buffer *file, const char *order)
{
	static const struct png_recipe recipe = {7, 7, 8, 2, 0, 0, 0, 0, 0};

	nc_buffer_add(file, "\x89PNG\r\n\x1a\n", 8);
	for (; *order != '\0'; order++)
		switch (*order) {
		case 'H':
			add_header(file, &recipe);
			break;
		case 'P':
			add_palette(file, 3);
			break;
		case 'I':
			add_pixels(file, &recipe);
			break;
		case 'E':
			add_chunk(file, "IEND", "", 0);
			break;
		case 'a':
			add_chunk(file, "tEXt", "a\0b", 3);
			break;
		default:
			add_chunk(file, "XXXX", "x", 1);
			break;
		}
}

static void
chunks_of_a_png_have_their_order(void **state)
{
	static const struct {
		const char *order, *words;
	} cases[] = {
	    {"IHE", "does not begin with its header"},
	    {"aHIE", "does not begin with its header"},
	    {"HHIE", "the chunk IHDR"},
	    {"HE", "has no pixels"},
	    {"HPPIE", "a palette where none may be"},
	    {"HIPE", "a palette where none may be"},
	    {"HIaIE", "pixels where none may be"},
	    {"HIIE", "go on behind their end"},
	    {"HXIE", "the chunk XXXX"},
	    {"HI", "cut off"},
	    {"H", "cut off"},
	    {"", "cut off"},
	    {"HIEa", "behind the end"},
	};
	struct nc_buffer sound = NC_BUFFER(FILE_CEILING);
	struct nc_cover_file cover;
	struct newsconv_error error;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nc_buffer file = NC_BUFFER(FILE_CEILING);

		add_chunks(&file, cases[i].order);
		refused(&file, cases[i].words);
		nc_buffer_free(&file);
	}
	add_chunks(&sound, "HaPaIaE");
	assert_int_equal(
	    read_bytes(&cover, sound.data, sound.size, &error), NEWSCONV_OK);
	nc_buffer_free(&sound);
}

/* A marker and its segment. */
static void
add_segment(
    struct nc_buffer *file, unsigned marker, const char *data, size_t size)
{
	nc_buffer_byte(file, 0xff);
	nc_buffer_byte(file, (unsigned char)marker);
	nc_buffer_byte(file, (unsigned char)((size + 2) >> 8));
	nc_buffer_byte(file, (unsigned char)(size + 2));
	nc_buffer_add(file, data, size);
}

/* What a JPEG is made of. */
struct jpeg_recipe {
	unsigned frame; /* its marker */
	unsigned precision, height, width, components;
	const char *order; /* Quantising, Huffman, Frame, Scan, End, ... */
};

static void
add_frame(struct nc_buffer *file, const struct jpeg_recipe *recipe)
{
	char data[6 + 4 * 3] = {0};
	unsigned i;

	data[0] = (char)recipe->precision;
	data[1] = (char)(recipe->height >> 8);
	data[2] = (char)recipe->height;
	data[3] = (char)(recipe->width >> 8);
	data[4] = (char)recipe->width;
	data[5] = (char)recipe->components;
	for (i = 0; i < recipe->components; i++) {
		data[6 + 3 * i] = (char)(i + 1);
		data[7 + 3 * i] = 0x11;
	}
	add_segment(file, recipe->frame, data, 6 + 3 * recipe->components);
}

static void
add_scan(struct nc_buffer *file, unsigned components, bool empty)
{
	char header[4 + 4 * 2] = {0};

	header[0] = (char)components;
	header[2 + 2 * components] = 63;
	add_segment(file, 0xda, header, 4 + 2 * components);
	if (!empty)
		nc_buffer_add(
		    file, "\x12\xff\x00\x34\xff\xd0\x56\xff\xff\xd1", 10);
}

static void
add_part(struct nc_buffer *file, char part, const struct jpeg_recipe *recipe)
{
	static const char table[1 + 64] = {0};

	switch (part) {
	case 'Q':
		add_segment(file, 0xdb, table, 65);
		break;
	case 'H':
		add_segment(file, 0xc4, table, 17);
		break;
	case 'F':
		add_frame(file, recipe);
		break;
	case 'S':
		add_scan(file, recipe->components, false);
		break;
	case 'N':
		add_scan(file, recipe->components, true);
		break;
	case 'E':
		nc_buffer_add(file, "\xff\xd9", 2);
		break;
	case 'A':
		add_segment(file, 0xe0, "JFIF\0\1\1\0\0\1\0\1\0", 14);
		break;
	case 'R':
		nc_buffer_add(file, "\xff\xd3", 2);
		break;
	case 'f':
		nc_buffer_add(file, "\xff\xff\xff", 3);
		break;
	case 'z':
		nc_buffer_add(file, "\xff\xe1\0\1", 4);
		break;
	case 's':
		add_segment(file, 0xda, "\1\1\0\0", 4);
		break;
	case '1':
		add_segment(file, recipe->frame, "\x08\0\1\0\1\2", 6);
		break;
	default:
		nc_buffer_add(file, "junk", 4);
		break;
	}
}

static void
add_jpeg(struct nc_buffer *file, const struct jpeg_recipe *recipe)
{
	const char *part;

	nc_buffer_add(file, "\xff\xd8", 2);
	for (part = recipe->order; *part != '\0'; part++)
		add_part(file, *part, recipe);
}

static void
jpeg_of_every_kind_is_taken(void **state)
{
	static const struct jpeg_recipe recipes[] = {
	    {0xc0, 8, 1600, 1200, 3, "AQHFSE"},
	    {0xc1, 8, 1600, 1200, 1, "QFHSE"},
	    {0xc2, 8, 16384, 1, 3, "AAQFHSHSQSE"},
	    {0xc0, 8, 2, 2, 3, "AfQfHFSfE"},
	    /* Cameras put other pictures behind it. */
	    {0xc0, 8, 2, 2, 3, "QHFSEjAQ"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(recipes) / sizeof(*recipes); i++) {
		struct nc_buffer file = NC_BUFFER(FILE_CEILING);
		struct nc_cover_file cover;
		struct newsconv_error error;

		add_jpeg(&file, &recipes[i]);
		assert_int_equal(
		    read_bytes(&cover, file.data, file.size, &error),
		    NEWSCONV_OK);
		assert_true(cover.jpeg);
		assert_int_equal(cover.width, recipes[i].width);
		assert_int_equal(cover.height, recipes[i].height);
		nc_buffer_free(&file);
	}
}

static void
jpeg_with_what_it_cannot_have_is_refused(void **state)
{
	static const struct {
		struct jpeg_recipe recipe;
		const char *words;
	} cases[] = {
	    {{0xc0, 8, 0, 2, 3, "QHFSE"}, "sides of 2 and 0"},
	    {{0xc0, 8, 2, 0, 3, "QHFSE"}, "sides of 0 and 2"},
	    {{0xc0, 8, 16385, 2, 3, "QHFSE"}, "sides of 2 and 16385"},
	    {{0xc0, 12, 2, 2, 3, "QHFSE"}, "12 bits"},
	    {{0xc0, 8, 2, 2, 4, "QHFSE"}, "4 components"},
	    {{0xc0, 8, 2, 2, 2, "QHFSE"}, "2 components"},
	    {{0xc3, 8, 2, 2, 3, "QHFSE"}, "SOF3"},
	    {{0xc9, 8, 2, 2, 3, "QHFSE"}, "SOF9"},
	    {{0xcf, 8, 2, 2, 3, "QHFSE"}, "SOF15"},
	    {{0xc0, 8, 2, 2, 3, "QH1SE"}, "a JPEG frame of 6 bytes"},
	    {{0xc0, 8, 2, 2, 3, "QHFFSE"}, "a second picture"},
	    {{0xc0, 8, 2, 2, 3, "HFSE"}, "without its tables"},
	    {{0xc0, 8, 2, 2, 3, "QFSE"}, "without its tables"},
	    {{0xc0, 8, 2, 2, 3, "QHSE"}, "without a frame"},
	    {{0xc0, 8, 2, 2, 3, "QHFsE"}, "scan's header of 4 bytes"},
	    {{0xc0, 8, 2, 2, 3, "QHFNE"}, "without data"},
	    {{0xc0, 8, 2, 2, 3, "QHFE"}, "has no picture"},
	    {{0xc0, 8, 2, 2, 3, "QHFS"}, "cut off"},
	    {{0xc0, 8, 2, 2, 3, "QHF"}, "cut off"},
	    {{0xc0, 8, 2, 2, 3, "QRHFSE"}, "marker D3"},
	    {{0xc0, 8, 2, 2, 3, "QzHFSE"}, "segment of 1 bytes"},
	    {{0xc0, 8, 2, 2, 3, "QjHFSE"}, "no JPEG marker"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct nc_buffer file = NC_BUFFER(FILE_CEILING);

		add_jpeg(&file, &cases[i].recipe);
		refused(&file, cases[i].words);
		nc_buffer_free(&file);
	}
}

/* Each beginning of a sound file is refused, and no byte is read behind it. */
static void
no_file_that_is_cut_off_is_taken(void **state)
{
	static const struct png_recipe png = {9, 9, 4, 3, 1, 3, 0, 0, 4};
	static const struct jpeg_recipe jpeg = {0xc2, 8, 2, 2, 3, "AQFHSHSE"};
	struct nc_buffer files[2] = {
	    NC_BUFFER(FILE_CEILING), NC_BUFFER(FILE_CEILING)};
	size_t i, size;

	(void)state;
	add_png(&files[0], &png);
	add_jpeg(&files[1], &jpeg);
	for (i = 0; i < 2; i++) {
		struct nc_cover_file cover;
		struct newsconv_error error;

		for (size = 0; size < files[i].size; size++) {
			assert_int_equal(
			    read_bytes(&cover, files[i].data, size, &error),
			    NEWSCONV_BAD_VALUE);
			assert_true(error.offset <= size);
		}
		assert_int_equal(
		    read_bytes(&cover, files[i].data, size, &error),
		    NEWSCONV_OK);
		nc_buffer_free(&files[i]);
	}
}

static void
no_png_with_a_bit_flipped_is_taken(void **state)
{
	static const struct png_recipe recipe = {9, 9, 4, 3, 1, 3, 0, 0, 4};
	struct nc_buffer file = NC_BUFFER(FILE_CEILING);
	struct nc_cover_file cover;
	struct newsconv_error error;
	size_t bit;

	(void)state;
	add_png(&file, &recipe);
	for (bit = 0; bit < file.size * 8; bit++) {
		file.data[bit / 8] ^= (char)(1 << bit % 8);
		assert_int_equal(
		    read_bytes(&cover, file.data, file.size, &error),
		    NEWSCONV_BAD_VALUE);
		file.data[bit / 8] ^= (char)(1 << bit % 8);
	}
	nc_buffer_free(&file);
}

static void
the_place_is_told(void **state)
{
	static const struct png_recipe recipe = {7, 7, 8, 2, 0, 0, 0, 0, 0};
	struct nc_buffer file = NC_BUFFER(FILE_CEILING);
	struct nc_cover_file cover;
	struct newsconv_error error;

	(void)state;
	add_png(&file, &recipe);
	/* The second chunk begins behind the signature and the header. */
	file.data[8 + 25 + 8] ^= 1;
	assert_int_equal(read_bytes(&cover, file.data, file.size, &error),
	    NEWSCONV_BAD_VALUE);
	assert_string_equal(
	    error.text, "the chunk IDAT at offset 33 does not have its CRC");
	assert_int_equal(error.offset, 33);
	nc_buffer_free(&file);
}

static void
what_is_no_picture_is_refused(void **state)
{
	static const char *const texts[] = {"GIF89a", "<svg/>", "RIFF....WEBP",
	    "\x89PNG\r\n\x1a", "\x89PNG\n\x1a\n", "\xff\xd8", "text"};
	struct newsconv_error error;
	struct nc_cover_file cover;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		assert_int_equal(
		    read_bytes(&cover, texts[i], strlen(texts[i]), &error),
		    NEWSCONV_BAD_VALUE);
		assert_string_equal(
		    error.text, "is neither a PNG nor a JPEG picture");
	}
	assert_int_equal(read_bytes(&cover, "", 0, &error), NEWSCONV_BAD_VALUE);
	assert_string_equal(error.text, "is empty");
}

static void
files_that_cannot_be_read_are_named(void **state)
{
	struct nc_arena *arena = nc_arena_new(CEILING);
	struct newsconv_error error;
	struct nc_cover_file cover;

	(void)state;
	assert_int_equal(nc_cover_read(&cover, "missing.png", arena, &error),
	    NEWSCONV_READ_FAILED);
	assert_string_equal(error.where, "missing.png");
	assert_int_equal(
	    nc_cover_read(&cover, ".", arena, &error), NEWSCONV_BAD_VALUE);
	assert_int_equal(error.code, NEWSCONV_BAD_VALUE);
	assert_string_equal(error.where, ".");
	nc_arena_free(arena);
}

static void
files_above_16_mib_are_refused(void **state)
{
	static const struct png_recipe recipe = {7, 7, 8, 2, 0, 0, 0, 0, 0};
	struct nc_buffer file = NC_BUFFER(FILE_CEILING);
	struct newsconv_error error;
	struct nc_cover_file cover;
	size_t rest;
	char *fill;

	(void)state;
	nc_buffer_add(&file, "\x89PNG\r\n\x1a\n", 8);
	add_header(&file, &recipe);
	add_pixels(&file, &recipe);
	/* Two chunks without data take 24 bytes. */
	rest = (16 << 20) - file.size - 24;
	fill = calloc(rest + 1, 1);
	assert_non_null(fill);
	add_chunk(&file, "prIv", fill, rest);
	add_chunk(&file, "IEND", "", 0);
	assert_int_equal(file.size, 16 << 20);
	assert_int_equal(
	    read_bytes(&cover, file.data, file.size, &error), NEWSCONV_OK);
	nc_buffer_byte(&file, 0);
	refused(&file, "larger than 16777216 bytes");
	free(fill);
	nc_buffer_free(&file);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(png_of_every_kind_is_taken),
	    cmocka_unit_test(png_with_what_it_cannot_have_is_refused),
	    cmocka_unit_test(chunks_of_a_png_have_their_order),
	    cmocka_unit_test(jpeg_of_every_kind_is_taken),
	    cmocka_unit_test(jpeg_with_what_it_cannot_have_is_refused),
	    cmocka_unit_test(no_file_that_is_cut_off_is_taken),
	    cmocka_unit_test(no_png_with_a_bit_flipped_is_taken),
	    cmocka_unit_test(the_place_is_told),
	    cmocka_unit_test(what_is_no_picture_is_refused),
	    cmocka_unit_test(files_that_cannot_be_read_are_named),
	    cmocka_unit_test(files_above_16_mib_are_refused),
	};

	return cmocka_run_group_tests(tests, tree_set_up, tree_tear_down);
}
