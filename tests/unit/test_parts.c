/* The parts of finished files, found by reading them back. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "tree.h"

#include "deflate.h"
#include "memory.h"
#include "parts.h"
#include "sink.h"
#include "utf8.h"
#include "warc_record.h"
#include "zip.h"

struct seen {
	struct nc_buffer text;
	int fail_at; /* -1: never */
};

static int
see(const struct nc_listed_part *part, void *context,
    struct newsconv_error *error)
{
	struct seen *seen = context;

	(void)error;
	nc_buffer_format(&seen->text, "%u %s %s @%u+%u %.4s %.4s\n",
	    (unsigned)part->index, part->type, part->id, (unsigned)part->offset,
	    (unsigned)part->length, part->sha256, part->content_sha256);
	return (int)part->index == seen->fail_at ? NEWSCONV_WRITE_FAILED
						 : NEWSCONV_OK;
}

static int
read_parts(
    struct seen *seen, enum nc_parts_kind kind, const void *bytes, size_t size)
{
	struct nc_read_back file;
	struct newsconv_error error;
	char whole[65], expected[65];
	int descriptor, result;

	tree_write("it", bytes, size);
	descriptor = open("it", O_RDONLY);
	nc_buffer_text(&seen->text, "");
	assert_int_equal(
	    nc_read_back_begin(&file, descriptor, &error), NEWSCONV_OK);
	result = nc_parts_read(&file, kind, see, seen, &error);
	if (result == NEWSCONV_OK) {
		struct newsconv_text all = {bytes, size};

		nc_digest_end_hex(&file.sha256, whole);
		nc_sha256_hex(expected, all);
		assert_string_equal(whole, expected);
		assert_int_equal(file.offset, size);
	}
	nc_read_back_free(&file);
	close(descriptor);
	return result;
}

#define SEEN \
	{ \
		.text = {.ceiling = 1 << 20}, .fail_at = -1 \
	}

static void
assert_parts(enum nc_parts_kind kind, const void *bytes, size_t size,
    const char *expected)
{
	struct seen seen = SEEN;

	assert_int_equal(read_parts(&seen, kind, bytes, size), NEWSCONV_OK);
	assert_string_equal(seen.text.data, expected);
	nc_buffer_free(&seen.text);
}

static void
assert_invalid(enum nc_parts_kind kind, const void *bytes, size_t size)
{
	struct seen seen = SEEN;

	assert_int_equal(
	    read_parts(&seen, kind, bytes, size), NEWSCONV_INVALID);
	nc_buffer_free(&seen.text);
}

static void
lines_are_listed_without_their_ends(void **state)
{
	const char text[] = "{\"schema\":\"x\",\"id\":\"urn:a\"}\n\n{}\n{\"id\""
			    ": \"b\"}";

	(void)state;
	assert_parts(NC_PARTS_LINES, text, sizeof(text) - 1,
	    "0  urn:a @0+28 1f99 ab14\n"
	    "1   @29+3 ca3d 4413\n"
	    "2  b @32+11 aa20 aa20\n");
}

static void
json_is_one_part(void **state)
{
	const char text[] = "{\n  \"id\": \"a\"\n}\n";

	(void)state;
	assert_parts(
	    NC_PARTS_JSON, text, sizeof(text) - 1, "0  a @0+16 85fd 85fd\n");
}

static void
a_file_without_parts_has_its_digests(void **state)
{
	(void)state;
	assert_parts(NC_PARTS_NONE, "abc", 3, "");
	assert_parts(NC_PARTS_LINES, "", 0, "");
}

/* Two records, the second with `size` bytes of block. */
static void
put_records(struct nc_buffer *target, struct nc_deflater *deflater, size_t size)
{
	struct nc_buffer plain = NC_BUFFER((size_t)1 << 31);
	char *block = calloc(1, size + 1);
	char first[] = "urn:uuid:00000000-0000-8000-8000-000000000001";
	char second[] = "urn:uuid:00000000-0000-8000-8000-000000000002";
	struct nc_warc_out record = {.type = "warcinfo",
	    .id = first,
	    .date = "2020-01-01T00:00:00Z",
	    .block = nc_text("abc")};
	size_t i;

	assert_non_null(block);
	for (i = 0; i < size; i++)
		block[i] = (char)(i * i >> 7);
	for (i = 0; i < 2; i++) {
		if (deflater == NULL)
			nc_warc_put(target, &record);
		else
			assert_int_equal(nc_warc_put_member(target, &plain,
					     &record, deflater, NULL),
			    NEWSCONV_OK);
		record.type = "resource";
		record.id = second;
		record.block.data = block;
		record.block.size = size;
	}
	nc_buffer_free(&plain);
	free(block);
}

/* "0 warcinfo ID @0+N ...", and that the parts leave no gap. */
static void
assert_two_records(const struct nc_buffer *file, enum nc_parts_kind kind)
{
	struct seen seen = SEEN;
	unsigned length, offset, rest;

	assert_int_equal(
	    read_parts(&seen, kind, file->data, file->size), NEWSCONV_OK);
	assert_int_equal(
	    sscanf(seen.text.data,
		"0 warcinfo %*s @0+%u %*s ba78\n1 resource %*s @%u+%u", &length,
		&offset, &rest),
	    3);
	assert_int_equal(offset, length);
	assert_int_equal(offset + rest, file->size);
	nc_buffer_free(&seen.text);
}

static void
records_of_any_size_are_found(void **state)
{
	static const size_t sizes[] = {0, 1, 70000, 600000, 3000000};
	struct nc_deflater *deflater = nc_deflater_new(NC_DEFLATE_FAST);
	struct nc_buffer file = NC_BUFFER((size_t)1 << 31);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		nc_buffer_clear(&file);
		put_records(&file, NULL, sizes[i]);
		assert_two_records(&file, NC_PARTS_WARC);
		nc_buffer_clear(&file);
		put_records(&file, deflater, sizes[i]);
		assert_two_records(&file, NC_PARTS_WARC_GZ);
	}
	nc_buffer_free(&file);
	nc_deflater_free(deflater);
}

static void
a_record_that_is_cut_is_not_listed_as_one(void **state)
{
	struct nc_deflater *deflater = nc_deflater_new(NC_DEFLATE_FAST);
	struct nc_buffer file = NC_BUFFER((size_t)1 << 31);
	size_t size, first;

	(void)state;
	put_records(&file, NULL, 0);
	first = file.size / 2;
	for (size = first; size < file.size - 1; size += 7)
		assert_invalid(NC_PARTS_WARC, file.data, size);
	nc_buffer_clear(&file);
	put_records(&file, deflater, 100);
	for (size = file.size - 1; size > file.size - 40; size -= 3)
		assert_invalid(NC_PARTS_WARC_GZ, file.data, size);
	assert_invalid(NC_PARTS_WARC_GZ, "no gzip at all", 14);
	assert_invalid(NC_PARTS_WARC, "no record\r\n\r\n", 13);
	nc_buffer_free(&file);
	nc_deflater_free(deflater);
}

/* A ZIP archive with a deflated and a stored entry. */
static void
make_zip(struct nc_buffer *target)
{
	struct nc_deflater *deflater = nc_deflater_new(NC_DEFLATE_WELL);
	struct nc_arena *arena = nc_arena_new(1 << 20);
	char text[3000];
	struct nc_zip_data data;
	struct nc_sink *sink;
	struct nc_zip *zip;
	int descriptor;

	memset(text, 'a', sizeof(text));
	assert_int_equal(nc_sink_open(&sink, "zip", true, NULL), NEWSCONV_OK);
	zip = nc_zip_new(sink, 0);
	assert_int_equal(
	    nc_zip_pack(&data, (struct newsconv_text){text, sizeof(text)}, true,
		deflater, arena, NULL),
	    NEWSCONV_OK);
	assert_int_equal(nc_zip_add(zip, "long", &data, NULL), NEWSCONV_OK);
	assert_int_equal(nc_zip_begin_stored(zip, "short", 0x352441c2, 3, NULL),
	    NEWSCONV_OK);
	assert_int_equal(nc_sink_write(sink, "abc", 3, NULL), NEWSCONV_OK);
	assert_int_equal(nc_zip_finish(zip, NULL), NEWSCONV_OK);
	assert_int_equal(nc_sink_flush(sink, &descriptor, NULL), NEWSCONV_OK);
	assert_true(nc_buffer_reserve(target, 4096));
	target->size = (size_t)pread(descriptor, target->data, 4096, 0);
	nc_zip_free(zip);
	nc_sink_free(sink);
	nc_arena_free(arena);
	nc_deflater_free(deflater);
}

static void
entries_are_listed_with_their_headers(void **state)
{
	struct nc_buffer file = NC_BUFFER(1 << 20);
	struct seen seen = SEEN;
	unsigned length, offset, rest;

	(void)state;
	make_zip(&file);
	assert_int_equal(
	    read_parts(&seen, NC_PARTS_ZIP, file.data, file.size), NEWSCONV_OK);
	/* ba78 begins the digest of "abc". */
	assert_int_equal(sscanf(seen.text.data,
			     "0  long @0+%u %*s %*s\n1  short @%u+%u %*s ba78",
			     &length, &offset, &rest),
	    3);
	assert_int_equal(length, offset);
	assert_int_equal(rest, 30 + 5 + 3);
	assert_memory_equal(file.data + offset + rest, "PK\1\2", 4);
	assert_invalid(NC_PARTS_ZIP, file.data, offset + rest - 1);
	nc_buffer_free(&seen.text);
	nc_buffer_free(&file);
}

static void
what_the_callback_says_ends_it(void **state)
{
	struct seen seen = SEEN;

	(void)state;
	seen.fail_at = 1;
	assert_int_equal(read_parts(&seen, NC_PARTS_LINES, "a\nb\nc\n", 6),
	    NEWSCONV_WRITE_FAILED);
	assert_null(strstr(seen.text.data, "\n2 "));
	nc_buffer_free(&seen.text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_are_listed_without_their_ends),
	    cmocka_unit_test(json_is_one_part),
	    cmocka_unit_test(a_file_without_parts_has_its_digests),
	    cmocka_unit_test(records_of_any_size_are_found),
	    cmocka_unit_test(a_record_that_is_cut_is_not_listed_as_one),
	    cmocka_unit_test(entries_are_listed_with_their_headers),
	    cmocka_unit_test(what_the_callback_says_ends_it),
	};

	return cmocka_run_group_tests(tests, tree_set_up, tree_tear_down);
}
