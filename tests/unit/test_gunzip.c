/* gzip members, whole and damaged: nothing is lost but what is. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "pack.h"

#include "gunzip.h"

/* All that can be read, with "[gap]" for gaps and "[code]" for the end. */
static const char *
unzip(const char *path)
{
	static struct nc_buffer text = NC_BUFFER(1 << 20);
	struct nc_stream *source, *stream;
	struct newsconv_text seen;
	int result;

	nc_buffer_clear(&text);
	nc_buffer_text(&text, "");
	assert_int_equal(nc_stream_open(&source, path, NULL), NEWSCONV_OK);
	assert_int_equal(nc_gunzip_open(&stream, source, NULL), NEWSCONV_OK);
	for (;;) {
		result = nc_stream_peek(stream, 1, &seen, NULL);
		if (result == NEWSCONV_INCOMPLETE) {
			nc_buffer_text(&text, "[gap]");
			continue;
		}
		if (result < 0 || seen.size == 0)
			break;
		nc_buffer_add(&text, seen.data, seen.size);
		nc_stream_skip(stream, seen.size);
	}
	if (result < 0)
		nc_buffer_format(&text, "[%d]", result);
	nc_stream_close(stream);
	return text.data;
}

static long
size_of(const char *path)
{
	struct stat status;

	assert_int_equal(stat(path, &status), 0);
	return (long)status.st_size;
}

static void
change_byte(const char *path, long offset)
{
	FILE *file = fopen(path, "r+");
	int byte;

	assert_int_equal(fseek(file, offset, SEEK_SET), 0);
	byte = getc(file);
	assert_int_equal(fseek(file, offset, SEEK_SET), 0);
	putc(byte ^ 0xff, file);
	assert_int_equal(fclose(file), 0);
}

static void
members_are_one_stream(void **state)
{
	(void)state;
	pack_gzip("a.gz", "one ");
	pack_gzip("a.gz", "");
	pack_gzip("a.gz", "two");
	assert_string_equal(unzip("a.gz"), "one two");
	assert_int_equal(truncate("a.gz", size_of("a.gz") + 512), 0);
	assert_string_equal(unzip("a.gz"), "one two");
	tree_file("empty.gz", "");
	assert_string_equal(unzip("empty.gz"), "");
}

static void
behind_a_damaged_member_it_goes_on(void **state)
{
	long first;

	(void)state;
	pack_gzip("a.gz", "one ");
	first = size_of("a.gz");
	pack_gzip("a.gz", "two");
	change_byte("a.gz", first - 5);
	assert_string_equal(unzip("a.gz"), "one [gap]two");
}

static void
a_member_that_is_cut_off_fails(void **state)
{
	(void)state;
	pack_gzip("a.gz", "one ");
	assert_int_equal(truncate("a.gz", size_of("a.gz") - 1), 0);
	assert_non_null(strstr(unzip("a.gz"), "[-6]"));
}

static void
what_follows_and_is_no_gzip_fails(void **state)
{
	FILE *file;

	(void)state;
	pack_gzip("a.gz", "one ");
	file = fopen("a.gz", "a");
	fputs("not gzip at all", file);
	fclose(file);
	assert_string_equal(unzip("a.gz"), "one [-6]");
}

#define TREE(name) \
	cmocka_unit_test_setup_teardown(name, tree_set_up, tree_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TREE(members_are_one_stream),
	    TREE(behind_a_damaged_member_it_goes_on),
	    TREE(a_member_that_is_cut_off_fails),
	    TREE(what_follows_and_is_no_gzip_fails),
	};

	return RUN(tests);
}
