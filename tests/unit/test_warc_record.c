/* The bytes of one record, field by field. */
#include "unit.h"

#include <libdeflate.h>

#include "digest.h"
#include "warc_record.h"

#define FERRY "7ca0ff5dd3b5f0e1ff09a0d1f4fdb9ac58ab2a2c2c3ad4a29e7c12ab11a5d2ea"

/* Version 5 UUIDs, and the first after it was bound to its record's header. */
#define NAME "urn:uuid:11111111-2222-5333-8444-555555555555"
#define OTHER "urn:uuid:22222222-3333-5444-8555-666666666666"
#define HALF "urn:uuid:11111111-2222-8333-"

static struct newsconv_text
text(const char *string)
{
	struct newsconv_text result = {string, strlen(string)};

	return result;
}

/*
 * "$" stands for what the id ends in: computed here from the header without it,
 * by the words of the manual.
 */
static void
put_expected(struct nc_buffer *target, const char *header, const char *block)
{
	const char *hole = strchr(header, '$');
	struct nc_buffer rest = NC_BUFFER(1 << 16);
	unsigned char value[NC_DIGEST_MAX];

	nc_buffer_add(&rest, header, (size_t)(hole - header));
	nc_buffer_text(&rest, hole + 1);
	nc_digest_of(NC_SHA256, rest.data, rest.size, value);
	nc_buffer_add(target, header, (size_t)(hole - header));
	nc_buffer_format(target, "%02x%02x-%02x%02x%02x%02x%02x%02x",
	    (unsigned)(value[0] % 64 + 128), value[1], value[2], value[3],
	    value[4], value[5], value[6], value[7]);
	nc_buffer_text(target, hole + 1);
	nc_buffer_text(target, block);
	nc_buffer_free(&rest);
}

static void
expect(const struct nc_warc_out *record, const char *header, const char *block)
{
	struct nc_buffer target = NC_BUFFER(1 << 16);
	struct nc_buffer wanted = NC_BUFFER(1 << 16);

	nc_warc_put(&target, record);
	put_expected(&wanted, header, block);
	assert_int_equal(nc_buffer_check(&target, NULL), 0);
	assert_string_equal(target.data, wanted.data);
	nc_buffer_free(&target);
	nc_buffer_free(&wanted);
}

static void
fields_stand_in_one_order_and_unset_ones_are_left_out(void **state)
{
	char id[] = NAME;
	struct nc_warc_out record = {.type = "resource",
	    .id = id,
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
	    "WARC-Record-ID: <" HALF "$>\r\n"
	    "WARC-Date: 2024-03-01T08:00:00Z\r\n"
	    "WARC-Target-URI: urn:example:ferry\r\n"
	    "WARC-Concurrent-To: <urn:example:2>\r\n"
	    "WARC-Block-Digest: sha256:" FERRY "\r\n"
	    "WARC-Payload-Digest: sha256:" FERRY "\r\n"
	    "Content-Type: text/plain\r\nContent-Length: 6\r\n\r\n",
	    "ferry\n\r\n\r\n");
}

static void
a_revisit_says_whose_payload_it_has(void **state)
{
	char empty[65], id[] = NAME;
	char bytes[1024];
	struct nc_warc_out record = {.type = "revisit",
	    .id = id,
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
	    "WARC-Record-ID: <" HALF "$>\r\n"
	    "WARC-Date: 2024-03-01T08:00:00Z\r\n"
	    "WARC-Target-URI: urn:example:ferry\r\n"
	    "WARC-Profile: urn:example:same\r\n"
	    "WARC-Refers-To: <urn:example:2>\r\n"
	    "WARC-Refers-To-Target-URI: urn:example:boat\r\n"
	    "WARC-Refers-To-Date: 2023-03-01T08:00:00Z\r\n"
	    "WARC-Block-Digest: sha256:%s\r\n"
	    "WARC-Payload-Digest: sha256:" FERRY "\r\n"
	    "Content-Length: 0\r\n\r\n",
	    empty);
	expect(&record, bytes, "\r\n\r\n");
}

/* A record that refers to it may be written first. */
static void
an_id_is_known_by_its_header_alone_and_stays(void **state)
{
	char id[] = NAME, again[sizeof(id)];
	struct nc_warc_out record = {.type = "resource",
	    .id = id,
	    .date = "2024-03-01T08:00:00Z",
	    .block = text("ferry\n")};
	struct nc_buffer target = NC_BUFFER(1 << 16);

	(void)state;
	nc_warc_put_header(&target, &record);
	assert_memory_equal(id, HALF, strlen(HALF));
	memcpy(again, id, sizeof(id));
	nc_warc_put(&target, &record);
	assert_string_equal(id, again);
	nc_buffer_free(&target);
}

static void
ids_differ_by_what_is_given_and_by_the_header(void **state)
{
	char one[] = NAME, two[] = OTHER, three[] = NAME;
	struct nc_warc_out record = {
	    .type = "metadata", .id = one, .date = "2024-03-01T08:00:00Z"};
	struct nc_buffer target = NC_BUFFER(1 << 16);

	(void)state;
	record.block = text("");
	nc_warc_put(&target, &record);
	record.id = two;
	nc_warc_put(&target, &record);
	assert_memory_equal(two, OTHER, 9 + 14);
	assert_string_not_equal(one + 9 + 19, two + 9 + 19);
	record.id = three;
	record.date = "2024-03-01T08:00:01Z";
	nc_warc_put(&target, &record);
	assert_memory_equal(one, three, 9 + 19);
	assert_string_not_equal(one, three);
	nc_buffer_free(&target);
}

static void
a_warcinfo_names_the_compressor_where_there_is_one(void **state)
{
	struct nc_buffer target = NC_BUFFER(1 << 16);

	(void)state;
	nc_warc_put_info(&target, 0, 0);
	assert_memory_equal(target.data,
	    "software: newsconv/" NEWSCONV_VERSION "\r\n",
	    strlen("software: newsconv/" NEWSCONV_VERSION "\r\n"));
	nc_buffer_clear(&target);
	nc_warc_put_info(&target, 6, 6);
	assert_non_null(strstr(target.data, ", level 6; zlib "));
	nc_buffer_clear(&target);
	nc_warc_put_info(&target, 6, 1);
	assert_non_null(strstr(target.data, ", levels 6 and 1; zlib "));
	assert_memory_equal(target.data,
	    "software: newsconv/" NEWSCONV_VERSION " (libdeflate ",
	    strlen("software: newsconv/" NEWSCONV_VERSION " (libdeflate "));
	assert_non_null(strstr(target.data, "\r\nnewsconv-form: 2\r\n"));
	nc_buffer_free(&target);
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
	char id[] = NAME;
	struct nc_warc_out record = {.type = "warcinfo",
	    .id = id,
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
	char id[] = NAME;
	struct nc_warc_out record = {.type = "resource",
	    .id = id,
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
	    cmocka_unit_test(an_id_is_known_by_its_header_alone_and_stays),
	    cmocka_unit_test(ids_differ_by_what_is_given_and_by_the_header),
	    cmocka_unit_test(
		a_warcinfo_names_the_compressor_where_there_is_one),
	    cmocka_unit_test(a_digest_that_is_not_given_is_computed),
	    cmocka_unit_test(a_member_holds_the_record_and_nothing_else),
	    cmocka_unit_test(out_of_room_is_a_result),
	    cmocka_unit_test(charsets_that_are_no_token_are_quoted),
	};

	return RUN(tests);
}
