/* Lines of manifests: what they may say, and what is none. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "tree.h"

#include "manifest_reader.h"

#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"

static struct nc_manifest_reader *reader;
static int descriptor;

static void
begin(const char *text, size_t size)
{
	tree_write("list", text, size);
	descriptor = open("list", O_RDONLY);
	assert_int_equal(
	    nc_manifest_reader_new(&reader, descriptor, NULL), NEWSCONV_OK);
}

static void
finish(void)
{
	nc_manifest_reader_free(reader);
	close(descriptor);
}

static void
assert_line(const char *text, int expected)
{
	struct nc_manifest_item item;

	begin(text, strlen(text));
	assert_int_equal(
	    nc_manifest_reader_next(reader, &item, NULL), expected);
	finish();
}

static void
each_kind_of_line_is_read(void **state)
{
	static const char text[] =
	    "{\"line\":\"manifest\",\"format\":\"newsconv-outputs/1\","
	    "\"files\":1,\"records\":2}\n"
	    "{\"line\":\"file\",\"path\":\"a/"
	    "b\",\"bytes\":7,\"sha256\":\"" ZEROS "\",\"records\":2}\n"
	    "{\"line\":\"record\",\"offset\":3,\"length\":4,\"id\":\"x\","
	    "\"type\":\"t\",\"date\":\"d\",\"sha256\":\"" ZEROS
	    "\",\"contentSha256\":\"" ZEROS "\"}\n"
	    "{\"line\":\"something\"}";
	struct nc_manifest_item item;

	(void)state;
	begin(text, sizeof(text) - 1);
	assert_int_equal(nc_manifest_reader_next(reader, &item, NULL), 0);
	assert_int_equal(item.kind, NC_MANIFEST_HEADING);
	assert_int_equal(item.files, 1);
	assert_int_equal(item.records, 2);
	assert_int_equal(nc_manifest_reader_next(reader, &item, NULL), 0);
	assert_int_equal(item.kind, NC_MANIFEST_FILE);
	assert_string_equal(item.name, "a/b");
	assert_int_equal(item.bytes, 7);
	assert_true(item.has_records);
	assert_int_equal(nc_manifest_reader_next(reader, &item, NULL), 0);
	assert_int_equal(item.kind, NC_MANIFEST_RECORD);
	assert_string_equal(item.name, "x");
	assert_string_equal(item.date, "d");
	assert_int_equal(item.at, 3);
	assert_int_equal(item.line, 3);
	assert_int_equal(nc_manifest_reader_next(reader, &item, NULL), 0);
	assert_int_equal(item.kind, NC_MANIFEST_OTHER);
	assert_int_equal(nc_manifest_reader_next(reader, &item, NULL), 1);
	finish();
}

static void
names_are_decoded_to_their_bytes(void **state)
{
	static const char text[] =
	    "{\"line\":\"file\",\"pathBytes\":\"a%FF%0a\",\"bytes\":7,"
	    "\"sha256\":\"" ZEROS "\"}\n";
	struct nc_manifest_item item;

	(void)state;
	begin(text, sizeof(text) - 1);
	assert_int_equal(nc_manifest_reader_next(reader, &item, NULL), 0);
	assert_string_equal(item.name, "a\xff\n");
	assert_false(item.has_records);
	finish();
}

static void
what_is_no_line_is_invalid(void **state)
{
	(void)state;
	assert_line("", NEWSCONV_END);
	assert_line("{}\n", NEWSCONV_INVALID);
	assert_line("[]\n", NEWSCONV_INVALID);
	assert_line("{\"line\":\"file\",\"path\":\"\"}\n", NEWSCONV_INVALID);
	assert_line("{\"line\":\"file\",\"path\":\"a\",\"bytes\":-1,\"sha256\":"
		    "\"" ZEROS "\"}\n",
	    NEWSCONV_INVALID);
	assert_line("{\"line\":\"file\",\"path\":\"a\",\"bytes\":1,\"sha256\":"
		    "\"00\"}\n",
	    NEWSCONV_INVALID);
	assert_line("{\"line\":\"file\",\"pathBytes\":\"%0\",\"bytes\":1,"
		    "\"sha256\":\"" ZEROS "\"}\n",
	    NEWSCONV_INVALID);
	assert_line("{\"line\":\"file\",\"pathBytes\":\"a%00\",\"bytes\":1,"
		    "\"sha256\":\"" ZEROS "\"}\n",
	    NEWSCONV_INVALID);
	assert_line("{\"line\":\"manifest\",\"format\":\"other/1\",\"files\":1,"
		    "\"records\":2}\n",
	    NEWSCONV_INVALID);
	assert_line("{\"line\":\"x\",\"line\":\"y\"}\n", NEWSCONV_INVALID);
}

/* One of three megabytes, such as lists the articles of an input. */
static void
a_long_line_is_passed_over(void **state)
{
	const size_t size = 3 << 20;
	char *text = malloc(size + 64);
	struct nc_manifest_item item;
	uint64_t offset;

	(void)state;
	assert_non_null(text);
	memset(text, 'x', size);
	strcpy(text + size, "\n{\"line\":\"last\"}\n");
	begin(text, strlen(text));
	assert_int_equal(nc_manifest_reader_next(reader, &item, NULL), 0);
	assert_int_equal(item.kind, NC_MANIFEST_OTHER);
	offset = nc_manifest_reader_offset(reader);
	assert_int_equal(offset, size + 1);
	assert_int_equal(nc_manifest_reader_next(reader, &item, NULL), 0);
	assert_int_equal(item.line, 2);
	assert_int_equal(nc_manifest_reader_next(reader, &item, NULL), 1);
	nc_manifest_reader_seek(reader, offset);
	assert_int_equal(nc_manifest_reader_next(reader, &item, NULL), 0);
	assert_int_equal(item.offset, offset);
	finish();
	free(text);
}

/* Larger than the window is to begin with. */
static void
a_line_below_a_megabyte_is_read(void **state)
{
	const size_t size = 900 * 1000;
	char *text = malloc(size + 128);
	struct nc_manifest_item item;
	char *end;

	(void)state;
	assert_non_null(text);
	end = stpcpy(text,
	    "{\"line\":\"manifest\",\"format\":\"newsconv-outputs/"
	    "1\",\"x\":\"");
	memset(end, 'x', size);
	strcpy(
	    end + size, "\",\"files\":5,\"records\":6}\n{\"line\":\"last\"}\n");
	begin(text, strlen(text));
	assert_int_equal(nc_manifest_reader_next(reader, &item, NULL), 0);
	assert_int_equal(item.kind, NC_MANIFEST_HEADING);
	assert_int_equal(item.files, 5);
	assert_int_equal(nc_manifest_reader_next(reader, &item, NULL), 0);
	assert_int_equal(item.line, 2);
	assert_int_equal(nc_manifest_reader_next(reader, &item, NULL), 1);
	finish();
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_kind_of_line_is_read),
	    cmocka_unit_test(names_are_decoded_to_their_bytes),
	    cmocka_unit_test(what_is_no_line_is_invalid),
	    cmocka_unit_test(a_long_line_is_passed_over),
	    cmocka_unit_test(a_line_below_a_megabyte_is_read),
	};

	return cmocka_run_group_tests(tests, tree_set_up, tree_tear_down);
}
