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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(mimetype_is_first_stored_and_bare),
	    cmocka_unit_test(an_unknown_time_is_the_first_that_zip_can_state),
	    cmocka_unit_test(times_are_utc_and_stay_within_zips_years),
	    cmocka_unit_test(content_is_deflated_only_where_that_is_smaller),
	    cmocka_unit_test(the_directory_repeats_the_local_headers),
	};

	return RUN(tests);
}
