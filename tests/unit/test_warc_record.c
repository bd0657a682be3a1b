/* The bytes of one record, field by field. */
#include "unit.h"

#include <libdeflate.h>

#include "digest.h"
#include "warc_record.h"

#define FERRY "7ca0ff5dd3b5f0e1ff09a0d1f4fdb9ac58ab2a2c2c3ad4a29e7c12ab11a5d2ea"

static struct newsconv_text
text(const char *string)
{
	struct newsconv_text result = {string, strlen(string)};

	return result;
}

static void
expect(const struct nc_warc_out *record, const char *bytes)
{
	struct nc_buffer target = NC_BUFFER(1 << 16);

	nc_warc_put(&target, record);
	assert_int_equal(nc_buffer_check(&target, NULL), 0);
	assert_string_equal(target.data, bytes);
	nc_buffer_free(&target);
}

static void
fields_stand_in_one_order_and_unset_ones_are_left_out(void **state)
{
	struct nc_warc_out record = {.type = "resource",
	    .id = "urn:example:1",
	    .date = "2024-03-01T08:00:00Z",
	    .target = text("urn:example:ferry"),
	    .concurrent_to = "urn:example:2",
	    .content_type = "text/plain",
	    .has_payload = true,
	    .sha256 = FERRY,
	    .block = text("ferry\n")};

	(void)state;
	expect(&record,
	    "WARC/1.1\r\nWARC-Type: resource\r\n"
	    "WARC-Record-ID: <urn:example:1>\r\n"
	    "WARC-Date: 2024-03-01T08:00:00Z\r\n"
	    "WARC-Target-URI: urn:example:ferry\r\n"
	    "WARC-Concurrent-To: <urn:example:2>\r\n"
	    "WARC-Block-Digest: sha256:" FERRY "\r\n"
	    "WARC-Payload-Digest: sha256:" FERRY "\r\n"
	    "Content-Type: text/plain\r\nContent-Length: 6\r\n\r\n"
	    "ferry\n\r\n\r\n");
}

static void
a_revisit_says_whose_payload_it_has(void **state)
{
	char empty[65];
	char bytes[1024];
	struct nc_warc_out record = {.type = "revisit",
	    .id = "urn:example:1",
	    .date = "2024-03-01T08:00:00Z",
	    .target = text("urn:example:ferry"),
	    .profile = "urn:example:same",
	    .refers_to = text("urn:example:2"),
	    .refers_to_uri = text("urn:example:boat"),
	    .refers_to_date = text("2023-03-01T08:00:00Z"),
	    .payload_sha256 = FERRY,
	    .block = text("")};

	(void)state;
	nc_sha256_hex(empty, text(""));
	snprintf(bytes, sizeof(bytes),
	    "WARC/1.1\r\nWARC-Type: revisit\r\n"
	    "WARC-Record-ID: <urn:example:1>\r\n"
	    "WARC-Date: 2024-03-01T08:00:00Z\r\n"
	    "WARC-Target-URI: urn:example:ferry\r\n"
	    "WARC-Profile: urn:example:same\r\n"
	    "WARC-Refers-To: <urn:example:2>\r\n"
	    "WARC-Refers-To-Target-URI: urn:example:boat\r\n"
	    "WARC-Refers-To-Date: 2023-03-01T08:00:00Z\r\n"
	    "WARC-Block-Digest: sha256:%s\r\n"
	    "WARC-Payload-Digest: sha256:" FERRY "\r\n"
	    "Content-Length: 0\r\n\r\n\r\n\r\n",
	    empty);
	expect(&record, bytes);
}

static void
a_digest_that_is_not_given_is_computed(void **state)
{
	char hex[65];

	(void)state;
	/* FIPS 180-4's example "abc". */
	nc_sha256_hex(hex, text("abc"));
	assert_string_equal(hex,
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void
a_member_holds_the_record_and_nothing_else(void **state)
{
	struct nc_deflater *deflater = nc_deflater_new(NC_DEFLATE_FAST);
	struct libdeflate_decompressor *inflater =
	    libdeflate_alloc_decompressor();
	struct nc_buffer plain = NC_BUFFER(1 << 16);
	struct nc_buffer member = NC_BUFFER(1 << 16);
	struct nc_buffer again = NC_BUFFER(1 << 16);
	struct nc_warc_out record = {.type = "warcinfo",
	    .id = "urn:example:1",
	    .date = "2024-03-01T08:00:00Z",
	    .filename = "a.warc.gz",
	    .content_type = "application/warc-fields",
	    .block = text("software: none\r\n")};
	char bytes[1024];
	size_t used, size;

	(void)state;
	/* What was in the buffer before does not matter. */
	nc_buffer_text(&plain, "rest of another record");
	assert_int_equal(
	    nc_warc_put_member(&member, &plain, &record, deflater, NULL), 0);
	nc_warc_put(&again, &record);
	assert_int_equal(libdeflate_gzip_decompress_ex(inflater, member.data,
			     member.size, bytes, sizeof(bytes), &used, &size),
	    LIBDEFLATE_SUCCESS);
	assert_int_equal(used, member.size);
	assert_int_equal(size, again.size);
	assert_memory_equal(bytes, again.data, size);
	assert_non_null(strstr(again.data, "WARC-Filename: a.warc.gz\r\n"));
	nc_buffer_free(&plain);
	nc_buffer_free(&member);
	nc_buffer_free(&again);
	libdeflate_free_decompressor(inflater);
	nc_deflater_free(deflater);
}

static void
out_of_room_is_a_result(void **state)
{
	struct nc_deflater *deflater = nc_deflater_new(NC_DEFLATE_WELL);
	struct nc_buffer plain = NC_BUFFER(64);
	struct nc_buffer member = NC_BUFFER(1 << 16);
	struct nc_warc_out record = {.type = "resource",
	    .id = "urn:example:1",
	    .date = "2024-03-01T08:00:00Z",
	    .block = text("ferry\n")};

	(void)state;
	assert_int_equal(
	    nc_warc_put_member(&member, &plain, &record, deflater, NULL),
	    NEWSCONV_TOO_LARGE);
	assert_int_equal(member.size, 0);
	nc_buffer_free(&plain);
	nc_buffer_free(&member);
	nc_deflater_free(deflater);
}

static void
charsets_that_are_no_token_are_quoted(void **state)
{
	char type[NC_TEXT_TYPE_SIZE];

	(void)state;
	nc_warc_text_type(type, text("UTF-8"));
	assert_string_equal(type, "text/plain; charset=UTF-8");
	nc_warc_text_type(type, text("ISO_8859-1:1987"));
	assert_string_equal(type, "text/plain; charset=\"ISO_8859-1:1987\"");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		fields_stand_in_one_order_and_unset_ones_are_left_out),
	    cmocka_unit_test(a_revisit_says_whose_payload_it_has),
	    cmocka_unit_test(a_digest_that_is_not_given_is_computed),
	    cmocka_unit_test(a_member_holds_the_record_and_nothing_else),
	    cmocka_unit_test(out_of_room_is_a_result),
	    cmocka_unit_test(charsets_that_are_no_token_are_quoted),
	};

	return RUN(tests);
}
