/* The ZIP writer, byte by byte against the layouts in zip.c. */
#include <unistd.h>

#include "unit.h"

#include "file.h"
#include "zip.h"

static char bytes[4096];
static size_t size;

static unsigned
get(size_t at, unsigned count)
{
	unsigned value = 0, i;

	for (i = 0; i < count; i++)
		value |= (unsigned)(unsigned char)bytes[at + i] << 8 * i;
	return value;
}

/* A container of `mimetype` and one more entry, read back into `bytes`. */
static void
write_zip(int64_t time, const char *content)
{
	struct nc_sink *sink = NULL;
	struct nc_deflater *deflater = nc_deflater_new(NC_DEFLATE_WELL);
	struct nc_arena *arena = nc_arena_new(1 << 20);
	struct nc_zip_data first, second;
	struct nc_zip *zip;
	int descriptor;
	struct newsconv_text mimetype = {"application/epub+zip", 20};
	struct newsconv_text text = {content, strlen(content)};

	assert_int_equal(nc_sink_open(&sink, "-", false, NULL), 0);
	zip = nc_zip_new(sink, time);
	assert_int_equal(
	    nc_zip_pack(&first, mimetype, false, deflater, arena, NULL), 0);
	assert_int_equal(
	    nc_zip_pack(&second, text, true, deflater, arena, NULL), 0);
	assert_int_equal(nc_zip_add(zip, "mimetype", &first, NULL), 0);
	assert_int_equal(nc_zip_add(zip, "EPUB/a.xhtml", &second, NULL), 0);
	assert_int_equal(nc_zip_finish(zip, NULL), 0);
	assert_int_equal(nc_sink_flush(sink, &descriptor, NULL), 0);
	assert_int_equal(
	    nc_file_pread(descriptor, bytes, sizeof(bytes), 0, &size, NULL), 0);
	nc_zip_free(zip);
	nc_sink_free(sink);
	nc_arena_free(arena);
	nc_deflater_free(deflater);
}

static void
mimetype_is_first_stored_and_bare(void **state)
{
	(void)state;
	write_zip(NEWSCONV_TIME_UNKNOWN, "short");
	assert_int_equal(get(0, 4), 0x04034b50);
	assert_int_equal(get(4, 2), 10);  /* version needed */
	assert_int_equal(get(6, 2), 0);   /* flags: no data descriptor */
	assert_int_equal(get(8, 2), 0);   /* stored */
	assert_int_equal(get(18, 4), 20); /* sizes are in the local header */
	assert_int_equal(get(22, 4), 20);
	assert_int_equal(get(28, 2), 0); /* no extra field */
	assert_memory_equal(bytes + 30, "mimetypeapplication/epub+zip", 28);
}

static void
an_unknown_time_is_the_first_that_zip_can_state(void **state)
{
	(void)state;
	write_zip(NEWSCONV_TIME_UNKNOWN, "short");
	assert_int_equal(get(10, 2), 0);
	assert_int_equal(get(12, 2), 1 << 5 | 1); /* 1980-01-01 */
}

static void
times_are_utc_and_stay_within_zips_years(void **state)
{
	(void)state;
	setenv("TZ", "Pacific/Kiritimati", 1);
	write_zip(INT64_C(1623486605), "x"); /* 2021-06-12T08:30:05Z */
	assert_int_equal(get(10, 2), 8 << 11 | 30 << 5 | 2);
	assert_int_equal(get(12, 2), (2021 - 1980) << 9 | 6 << 5 | 12);
	write_zip(0, "x");
	assert_int_equal(get(12, 2), 1 << 5 | 1);
	write_zip(INT64_C(253402300799), "x");
	assert_int_equal(get(12, 2), 127 << 9 | 12 << 5 | 31);
}

static void
content_is_deflated_only_where_that_is_smaller(void **state)
{
	char text[1001];
	const size_t second = 58; /* mimetype: 30 + 8 + 20 */

	(void)state;
	write_zip(NEWSCONV_TIME_UNKNOWN, "abc");
	assert_int_equal(get(second + 8, 2), 0);
	memset(text, 'a', 1000);
	text[1000] = '\0';
	write_zip(NEWSCONV_TIME_UNKNOWN, text);
	assert_int_equal(get(second + 8, 2), 8);
	assert_int_equal(get(second + 4, 2), 20);
	assert_int_equal(get(second + 22, 4), 1000);
	assert_true(get(second + 18, 4) < 100);
}

static void
the_directory_repeats_the_local_headers(void **state)
{
	size_t end, directory;

	(void)state;
	write_zip(NEWSCONV_TIME_UNKNOWN, "abc");
	end = size - 22;
	assert_int_equal(get(end, 4), 0x06054b50);
	assert_int_equal(get(end + 10, 2), 2);
	assert_int_equal(get(end + 20, 2), 0); /* no comment */
	directory = get(end + 16, 4);
	assert_int_equal(directory + get(end + 12, 4), end);
	assert_int_equal(get(directory, 4), 0x02014b50);
	/* From version needed to the name's size: 24 bytes, then no extra. */
	assert_memory_equal(bytes + directory + 6, bytes + 4, 24);
	assert_int_equal(get(directory + 42, 4), 0);
	assert_int_equal(get(directory + 46 + 8 + 42, 4), 58);
}

/* Headers only: five gigabytes would take their time. */
static void
entries_past_4_gib_have_their_sizes_in_zip64_fields(void **state)
{
	const uint64_t large = UINT64_C(5) << 30;
	struct nc_sink *sink = NULL;
	struct nc_zip *zip;
	size_t central = 30 + 6 + 20; /* behind the local header */
	int descriptor;

	(void)state;
	assert_int_equal(nc_sink_open(&sink, "-", false, NULL), 0);
	zip = nc_zip_new(sink, 0);
	assert_int_equal(nc_zip_begin_stored(zip, "a.warc", 7, large, NULL), 0);
	assert_int_equal(nc_zip_finish(zip, NULL), 0);
	assert_int_equal(nc_sink_flush(sink, &descriptor, NULL), 0);
	assert_int_equal(
	    nc_file_pread(descriptor, bytes, sizeof(bytes), 0, &size, NULL), 0);
	assert_int_equal(get(4, 2), 45); /* version needed */
	assert_int_equal(get(14, 4), 7);
	assert_int_equal(get(18, 4), 0xffffffff);
	assert_int_equal(get(22, 4), 0xffffffff);
	assert_int_equal(get(28, 2), 20);
	assert_int_equal(get(36, 2), 1);
	assert_int_equal(get(38, 2), 16);
	assert_int_equal(get(40, 4) | (uint64_t)get(44, 4) << 32, large);
	assert_int_equal(get(48, 4) | (uint64_t)get(52, 4) << 32, large);
	assert_int_equal(get(central, 4), 0x02014b50);
	assert_int_equal(get(central + 30, 2), 20);
	assert_int_equal(get(central + 42, 4), 0); /* the offset fits */
	assert_memory_equal(bytes + central + 46 + 6, bytes + 36, 20);
	/* One entry and a small directory: no ZIP64 end record. */
	assert_int_equal(size, central + 46 + 6 + 20 + 22);
	nc_zip_free(zip);
	nc_sink_free(sink);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(mimetype_is_first_stored_and_bare),
	    cmocka_unit_test(an_unknown_time_is_the_first_that_zip_can_state),
	    cmocka_unit_test(times_are_utc_and_stay_within_zips_years),
	    cmocka_unit_test(content_is_deflated_only_where_that_is_smaller),
	    cmocka_unit_test(the_directory_repeats_the_local_headers),
	    cmocka_unit_test(
		entries_past_4_gib_have_their_sizes_in_zip64_fields),
	};

	return RUN(tests);
}
