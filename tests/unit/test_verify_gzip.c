/* gzip members: each part of their frame is checked. */
#include "recipe.h"

static const char record[] =
    "WARC/1.1\r\nWARC-Type: warcinfo\r\n"
    "WARC-Record-ID: <urn:uuid:7d3c0000-0000-5000-8000-000000000001>\r\n"
    "WARC-Date: 2024-03-01T08:00:00Z\r\n"
    "Content-Type: application/warc-fields\r\nContent-Length: 16\r\n\r\n"
    "software: none\r\n\r\n\r\n";
static const char second[] =
    "WARC/1.1\r\nWARC-Type: metadata\r\n"
    "WARC-Record-ID: <urn:uuid:7d3c0000-0000-5000-8000-000000000002>\r\n"
    "WARC-Date: 2024-03-01T08:00:00Z\r\n"
    "Content-Type: text/plain\r\nContent-Length: 4\r\n\r\n"
    "abcd\r\n\r\n";

static void
add_member(struct nc_buffer *bytes, const char *text)
{
	struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(
	    6);
	char room[4096];
	size_t size = libdeflate_gzip_compress(
	    compressor, text, strlen(text), room, sizeof(room));

	assert_true(size > 0);
	nc_buffer_add(bytes, room, size);
	libdeflate_free_compressor(compressor);
}

static void
expect_bytes(const struct nc_buffer *bytes, const char *code)
{
	struct outcome outcome;

	check_bytes(&outcome, "a.warc.gz", false, bytes->data, bytes->size);
	assert_int_equal(outcome.result, NEWSCONV_OK);
	if (code == NULL && outcome.summary.errors + outcome.summary.warnings)
		fail_msg(
		    "findings in what is sound: %s", outcome.findings.data);
	if (code != NULL && !found(&outcome, code))
		fail_msg("%s is not among: %s", code, outcome.findings.data);
	outcome_free(&outcome);
}

static void
members_are_read_one_by_one(void **state)
{
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);

	(void)state;
	add_member(&bytes, record);
	add_member(&bytes, second);
	expect_bytes(&bytes, NULL);
	nc_buffer_free(&bytes);
}

/* Change one byte of a sound file, counted from its end if `from_end`. */
static void
expect_changed(size_t place, bool from_end, int by, const char *code)
{
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);

	add_member(&bytes, record);
	if (from_end)
		place = bytes.size - place;
	bytes.data[place] = (char)(bytes.data[place] ^ by);
	expect_bytes(&bytes, code);
	nc_buffer_free(&bytes);
}

static void
faults_of_the_frame_are_found(void **state)
{
	(void)state;
	expect_changed(2, false, 1, "GZIP-001");
	expect_changed(3, false, 0x80, "GZIP-001");
	expect_changed(5, true, 1, "GZIP-004");
	expect_changed(4, true, 1, "GZIP-005");
	expect_changed(10, false, 0x07, "GZIP-003");
}

static void
every_cut_is_found(void **state)
{
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);
	size_t size;

	(void)state;
	add_member(&bytes, record);
	for (size = bytes.size; size-- > 0;) {
		struct outcome outcome;

		check_bytes(&outcome, "a.warc.gz", false, bytes.data, size);
		assert_true(outcome.summary.errors > 0);
		outcome_free(&outcome);
	}
	nc_buffer_free(&bytes);
}

/* Two stored bits of padding: 3 bits of header and a fixed code of 7. */
static void
padding_bits_must_be_zero(void **state)
{
	/* An empty fixed block: 1 1 0, then the end code 0000000. */
	static const unsigned char member[] = {0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0,
	    3, 0x03, 0x00, 0, 0, 0, 0, 0, 0, 0, 0};
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);
	struct outcome outcome;

	(void)state;
	nc_buffer_add(&bytes, member, sizeof(member));
	check_bytes(&outcome, "a.warc.gz", false, bytes.data, bytes.size);
	assert_false(found(&outcome, "GZIP-"));
	assert_true(found(&outcome, "WARC-001"));
	outcome_free(&outcome);
	bytes.data[11] = 0x40;
	expect_bytes(&bytes, "GZIP-009");
	nc_buffer_free(&bytes);
}

static void
what_follows_the_last_member_is_looked_at(void **state)
{
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);

	(void)state;
	add_member(&bytes, record);
	nc_buffer_add(&bytes, "\0\0\0", 3);
	expect_bytes(&bytes, "GZIP-007");
	nc_buffer_text(&bytes, "x");
	expect_bytes(&bytes, "GZIP-008");
	nc_buffer_free(&bytes);
}

static void
header_crc_is_compared(void **state)
{
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);
	struct nc_buffer with = NC_BUFFER(RECIPE_MAX);
	uint32_t crc;

	(void)state;
	add_member(&bytes, record);
	bytes.data[3] = 2 | 8;
	nc_buffer_add(&with, bytes.data, 10);
	nc_buffer_add(&with, "name", 5);
	crc = libdeflate_crc32(0, with.data, with.size);
	put(&with, crc & 0xffff, 2);
	nc_buffer_add(&with, bytes.data + 10, bytes.size - 10);
	expect_bytes(&with, NULL);
	with.data[11] = 'o';
	expect_bytes(&with, "GZIP-002");
	nc_buffer_free(&with);
	nc_buffer_free(&bytes);
}

static void
record_and_member_end_together(void **state)
{
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);
	char both[sizeof(record) + sizeof(second)];

	(void)state;
	snprintf(both, sizeof(both), "%s%s", record, second);
	add_member(&bytes, both);
	expect_bytes(&bytes, "WARC-018");
	nc_buffer_clear(&bytes);
	snprintf(both, sizeof(both), "%.*s", (int)sizeof(record) - 3, record);
	add_member(&bytes, both);
	add_member(&bytes, second);
	expect_bytes(&bytes, "WARC-019");
	nc_buffer_free(&bytes);
}

static void
reading_goes_on_at_the_next_member(void **state)
{
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);
	struct outcome outcome;

	(void)state;
	add_member(&bytes, record);
	bytes.data[10] = (char)(bytes.data[10] ^ 7);
	add_member(&bytes, second);
	check_bytes(&outcome, "a.warc.gz", false, bytes.data, bytes.size);
	assert_true(outcome.summary.errors > 0);
	assert_int_equal(outcome.summary.parts, 1);
	assert_true(found(&outcome, "GZIP-010"));
	outcome_free(&outcome);
	nc_buffer_free(&bytes);
}

/*
 * The header of each member is data of a stored block of the one before, and
 * all go on to the end of the file, where they are cut off.
 */
static void
members_within_members_are_not_read_one_by_one(void **state)
{
	static const unsigned char header[10] = {0x1f, 0x8b, 8};
	static const char text[] = "WARC/1.1\r\n";
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);
	const unsigned size = sizeof(text) - 1 + sizeof(header);
	struct outcome outcome;
	int i;

	(void)state;
	add_member(&bytes, record);
	for (i = 0; i < 4000; i++) {
		nc_buffer_add(&bytes, header, sizeof(header));
		put(&bytes, 0, 1);
		put(&bytes, size, 2);
		put(&bytes, ~size, 2);
		nc_buffer_text(&bytes, text);
	}
	check_bytes(&outcome, "a.warc.gz", false, bytes.data, bytes.size);
	assert_true(found(&outcome, "GZIP-006"));
	assert_true(found(&outcome, "up to the end of the file"));
	assert_in_range(outcome.summary.errors, 1, 100);
	outcome_free(&outcome);
	nc_buffer_free(&bytes);
}

/* 64 MiB of zeros, checked a piece at a time. */
static void
a_bomb_is_read_in_pieces(void **state)
{
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);
	struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(
	    6);
	size_t size = 64 * 1024 * 1024;
	char *zeros = calloc(1, size), *room = malloc(1024 * 1024);

	(void)state;
	assert_non_null(zeros);
	assert_non_null(room);
	memcpy(zeros, "WARC/1.1\r\n", 10);
	size = libdeflate_gzip_compress(
	    compressor, zeros, size, room, 1024 * 1024);
	nc_buffer_add(&bytes, room, size);
	expect_bytes(&bytes, "WARC-008");
	libdeflate_free_compressor(compressor);
	free(zeros);
	free(room);
	nc_buffer_free(&bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(members_are_read_one_by_one),
	    cmocka_unit_test(faults_of_the_frame_are_found),
	    cmocka_unit_test(every_cut_is_found),
	    cmocka_unit_test(padding_bits_must_be_zero),
	    cmocka_unit_test(what_follows_the_last_member_is_looked_at),
	    cmocka_unit_test(header_crc_is_compared),
	    cmocka_unit_test(record_and_member_end_together),
	    cmocka_unit_test(reading_goes_on_at_the_next_member),
	    cmocka_unit_test(members_within_members_are_not_read_one_by_one),
	    cmocka_unit_test(a_bomb_is_read_in_pieces),
	};

	return RUN(tests);
}
