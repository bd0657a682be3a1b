/* WARC files of ours: each record is held to the id that its header makes. */
#define _XOPEN_SOURCE 700 /* nftw */

#include "ours.h"

#include <libdeflate.h>

#include "canonical.h"
#include "digest.h"
#include "warc_record.h"

/* ----------------------------------------------------------------------- ids */

#define HEADER(half, date) \
	"WARC/1.1\r\nWARC-Type: resource\r\n" \
	"WARC-Record-ID: <urn:uuid:11111111-2222-8333-" half ">\r\n" \
	"WARC-Date: " date "\r\nContent-Length: 0\r\n\r\n"

static bool
holds(const char *header)
{
	struct newsconv_text text = {header, strlen(header)};

	return nc_canonical_record_id(text);
}

static void
an_id_holds_for_its_header_alone(void **state)
{
	/* sha256sum of the header with nothing between "-8333-" and ">". */
	static const char good[] = HEADER(
	    "a835-281db80cf621", "2024-03-01T08:00:00Z");

	(void)state;
	assert_true(holds(good));
	assert_false(
	    holds(HEADER("a835-281db80cf621", "2024-03-01T08:00:01Z")));
	assert_false(
	    holds(HEADER("9835-281db80cf621", "2024-03-01T08:00:00Z")));
}

static void
a_header_without_such_an_id_holds_nothing(void **state)
{
	(void)state;
	assert_false(holds(""));
	assert_false(holds("WARC/1.1\r\n\r\n"));
	assert_false(holds("WARC/1.1\r\nWARC-Record-ID: <urn:uuid:1>\r\n\r\n"));
	assert_false(
	    holds("WARC/1.1\r\nWARC-Record-ID: <urn:uuid:11111111-2222-8333"));
}

/* --------------------------------------------------------------- plain files */

struct change {
	unsigned nth;
	const char *old, *new;
	const char *code; /* NULL: nothing is found */
};

static void
expect_changes(const struct change *changes, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		struct nc_buffer bytes;

		ours_make(&bytes, "warc", FERRY, BRIDGE);
		ours_change(
		    &bytes, changes[i].nth, changes[i].old, changes[i].new);
		ours_expect("a.warc", &bytes, changes[i].code);
		nc_buffer_free(&bytes);
	}
}

#define EXPECT(changes) \
	expect_changes(changes, sizeof(changes) / sizeof(changes[0]))

static void
what_was_just_written_is_canonical(void **state)
{
	static const char *const names[] = {"warc", "warc.gz"};
	size_t i;

	(void)state;
	for (i = 0; i < 2; i++) {
		struct nc_buffer bytes;

		ours_make(&bytes, names[i], FERRY, BRIDGE);
		ours_expect("a.warc", &bytes, NULL);
		assert_int_equal(
		    ours_answer("a.warc", &bytes), NEWSCONV_ANSWER_YES);
		nc_buffer_free(&bytes);
	}
}

static void
any_change_of_a_header_is_found(void **state)
{
	static const struct change changes[] = {
	    /* Re-dated, each record of an article at once is not needed. */
	    {2, "1980-01-01T00:00:00Z", "1980-01-02T00:00:00Z", "OWN-001"},
	    {1, "1980-01-01T00:00:00Z", "1980-01-02T00:00:00Z", "OWN-001"},
	    {1, "WARC/1.1", "WARC/1.0", "OWN-001"},
	    {3, "WARC/1.1", "WARC/1.0", "OWN-001"},
	    {1, "charset=US-ASCII", "charset=US-ASCIJ", "OWN-001"},
	    {1, "WARC-Target-URI: urn:", "WARC-Target-URI: urm:", "OWN-001"},
	    {1, "Content-Type: text", "Content-type: text", "OWN-001"},
	    {1, "Content-Type: text", "Content-Type:  text", "OWN-001"},
	    {2, "WARC-Date:", "X-Added: yes\r\nWARC-Date:", "OWN-001"},
	    {2, "WARC-Block-Digest: ", "WARC-Block-Digesu: ", "OWN-001"},
	    /* The first record is known by its block, whatever its type. */
	    {1, "WARC-Type: warcinfo", "WARC-Type: warcinfn", "OWN-001"},
	};

	(void)state;
	EXPECT(changes);
}

static void
who_wrote_it_cannot_be_hidden(void **state)
{
	static const struct change changes[] = {
	    {1, "software: newsconv", "software: oewsconv", "WARC-020"},
	    {1, "newsconv-form: 2", "newsconv-gorm: 2", "WARC-020"},
	};

	(void)state;
	EXPECT(changes);
}

static void
a_record_that_is_there_twice_is_found(void **state)
{
	struct nc_buffer bytes, twice = NC_BUFFER(RECIPE_MAX);
	size_t second, third;

	(void)state;
	ours_make(&bytes, "warc", FERRY, BRIDGE);
	second = ours_find(&bytes, 1, "WARC/1.1");
	third = ours_find(&bytes, second + 1, "WARC/1.1");
	nc_buffer_add(&twice, bytes.data, third);
	nc_buffer_add(&twice, bytes.data + second, bytes.size - second);
	ours_expect("a.warc", &twice, "WARC-014");
	nc_buffer_free(&bytes);
	nc_buffer_free(&twice);
}

#define FOREIGN \
	"WARC/1.1\r\nWARC-Type: metadata\r\n" \
	"WARC-Record-ID: <urn:uuid:6b0b0dfa-1d4c-4c57-9c4e-0123456789ab>\r\n" \
	"WARC-Date: 2024-03-01T08:00:00Z\r\n" \
	"WARC-Block-Digest: sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ\r\n" \
	"Content-Type: text/plain\r\nContent-Length: 0\r\n\r\n\r\n\r\n"

static void
a_record_of_another_program_is_not_ours(void **state)
{
	struct nc_buffer bytes;

	(void)state;
	ours_make(&bytes, "warc", FERRY, NULL);
	nc_buffer_text(&bytes, FOREIGN);
	ours_expect("a.warc", &bytes, "OWN-001");
	nc_buffer_free(&bytes);
}

/* Files may be joined; each warcinfo speaks of the records behind it. */
static void
of_joined_files_only_ours_is_held_to_it(void **state)
{
	struct nc_buffer bytes, joined = NC_BUFFER(RECIPE_MAX);

	(void)state;
	ours_make(&bytes, "warc", FERRY, NULL);
	nc_buffer_text(&joined, FOREIGN);
	nc_buffer_add(&joined, bytes.data, bytes.size);
	ours_expect("a.warc", &joined, NULL);
	assert_int_equal(ours_answer("a.warc", &joined), NEWSCONV_ANSWER_YES);
	ours_change(&joined, 1, "1980-01-01T00:00:00Z", "1980-01-02T00:00:00Z");
	ours_expect("a.warc", &joined, "OWN-001");
	nc_buffer_free(&bytes);
	nc_buffer_free(&joined);
}

/* The block's digest has to follow, as the program before forms had it. */
static void
change_info(struct nc_buffer *bytes, const char *old, const char *new)
{
	size_t start = ours_find(bytes, 0, "software:"), end, place;
	char hex[65], length[64];
	struct newsconv_text block;

	ours_change(bytes, 1, old, new);
	end = ours_find(bytes, start, "\r\n\r\n\r\n") + 2;
	block.data = bytes->data + start;
	block.size = end - start;
	nc_sha256_hex(hex, block);
	place = ours_find(bytes, 0, "sha256:") + 7;
	memcpy(bytes->data + place, hex, 64);
	place = ours_find(bytes, 0, "Content-Length: ") + 16;
	snprintf(length, sizeof(length), "%zu", block.size);
	assert_true(bytes->data[place + strlen(length)] == '\r');
	memcpy(bytes->data + place, length, strlen(length));
}

static void
an_archive_from_before_is_not_held_to_it(void **state)
{
	struct nc_buffer bytes;

	(void)state;
	ours_make(&bytes, "warc", FERRY, NULL);
	change_info(&bytes, "newsconv-form: 2\r\n", "");
	ours_change(&bytes, 2, "1980-01-01T00:00:00Z", "1980-01-02T00:00:00Z");
	ours_expect("a.warc", &bytes, NULL);
	assert_int_equal(ours_answer("a.warc", &bytes), NEWSCONV_ANSWER_NONE);
	nc_buffer_free(&bytes);
}

static void
a_newer_form_is_not_checkable_here(void **state)
{
	struct nc_buffer bytes;

	(void)state;
	ours_make(&bytes, "warc", FERRY, NULL);
	change_info(&bytes, "newsconv-form: 2", "newsconv-form: 3");
	ours_expect("a.warc", &bytes, "OWN-002");
	assert_int_equal(
	    ours_answer("a.warc", &bytes), NEWSCONV_ANSWER_UNKNOWN);
	nc_buffer_free(&bytes);
}

static void
the_level_can_be_left_out(void **state)
{
	struct nc_verify_options options = {NC_VERIFY_OPTIONS,
	    .levels = 1u << NEWSCONV_LEVEL_STRUCTURE |
		1u << NEWSCONV_LEVEL_DIGESTS};
	struct newsconv_summary summary;
	struct nc_buffer bytes;
	FILE *file = tmpfile();

	(void)state;
	assert_non_null(file);
	ours_make(&bytes, "warc", FERRY, NULL);
	ours_change(&bytes, 2, "1980-01-01T00:00:00Z", "1980-01-02T00:00:00Z");
	assert_int_equal(fwrite(bytes.data, 1, bytes.size, file), bytes.size);
	assert_int_equal(fflush(file), 0);
	assert_int_equal(nc_verify_descriptor(
			     fileno(file), "a.warc", &options, &summary, NULL),
	    NEWSCONV_OK);
	assert_int_equal(summary.errors, 0);
	assert_int_equal(
	    summary.answers[NEWSCONV_LEVEL_CANONICAL], NEWSCONV_ANSWER_NONE);
	fclose(file);
	nc_buffer_free(&bytes);
}

/* ------------------------------------------------------------------- members */

/* Every member of `bytes`, unpacked. */
static void
unpack(struct nc_buffer *plain, const struct nc_buffer *bytes, size_t *first)
{
	struct libdeflate_decompressor *inflater =
	    libdeflate_alloc_decompressor();
	size_t used, made, at = 0;

	*first = 0;
	while (at < bytes->size) {
		assert_true(nc_buffer_reserve(plain, 1 << 20));
		assert_int_equal(
		    libdeflate_gzip_decompress_ex(inflater, bytes->data + at,
			bytes->size - at, plain->data + plain->size, 1 << 20,
			&used, &made),
		    LIBDEFLATE_SUCCESS);
		plain->size += made;
		at += used;
		if (*first == 0)
			*first = made;
	}
	libdeflate_free_decompressor(inflater);
}

static void
pack(struct nc_buffer *target, const char *data, size_t size, int level)
{
	struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(
	    level);
	size_t bound = libdeflate_gzip_compress_bound(compressor, size);

	assert_true(nc_buffer_reserve(target, bound));
	target->size += libdeflate_gzip_compress(
	    compressor, data, size, target->data + target->size, bound);
	libdeflate_free_compressor(compressor);
}

/* The file's records in members again, each at this level. */
static void
pack_records(struct nc_buffer *target, const struct nc_buffer *plain, int level)
{
	size_t start = 0;

	while (start < plain->size) {
		size_t end = start + 1;

		while (end < plain->size &&
		    (plain->size - end < 12 ||
			memcmp(plain->data + end, "\r\n\r\nWARC/1.1", 12) != 0))
			end++;
		if (end < plain->size)
			end += 4;
		pack(target, plain->data + start, end - start, level);
		start = end;
	}
}

static void
expect_packed(int level, const char *old, const char *new, const char *code,
    enum newsconv_answer answer)
{
	struct nc_buffer bytes, plain = NC_BUFFER(RECIPE_MAX);
	struct nc_buffer again = NC_BUFFER(RECIPE_MAX);
	size_t first;

	ours_make(&bytes, "warc.gz", FERRY, BRIDGE);
	unpack(&plain, &bytes, &first);
	if (old != NULL) {
		struct nc_buffer rest = NC_BUFFER(RECIPE_MAX);

		nc_buffer_add(&rest, plain.data, plain.size);
		ours_change(&rest, 1, old, new);
		nc_buffer_free(&plain);
		plain = rest;
	}
	pack_records(&again, &plain, level);
	ours_expect("a.warc.gz", &again, code);
	assert_int_equal(ours_answer("a.warc.gz", &again), answer);
	nc_buffer_free(&bytes);
	nc_buffer_free(&plain);
	nc_buffer_free(&again);
}

static void
members_compressed_otherwise_are_found(void **state)
{
	(void)state;
	expect_packed(6, NULL, NULL, NULL, NEWSCONV_ANSWER_YES);
	expect_packed(9, NULL, NULL, "GZIP-011", NEWSCONV_ANSWER_NO);
	expect_packed(1, NULL, NULL, "GZIP-011", NEWSCONV_ANSWER_NO);
}

static void
what_no_checksum_covers_of_a_member_is_found(void **state)
{
	/* FTEXT, MTIME, XFL, OS. */
	static const size_t places[] = {3, 4, 7, 8, 9};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		struct nc_buffer bytes;

		ours_make(&bytes, "warc.gz", FERRY, NULL);
		bytes.data[places[i]] = (char)(bytes.data[places[i]] ^ 1);
		ours_expect("a.warc.gz", &bytes, "GZIP-011");
		nc_buffer_free(&bytes);
	}
}

/*
 * A file that states another library: one that makes the same bytes is sound, one
 * that does not is not checkable.  The statement changes the warcinfo, whose
 * digest and id then speak up; so it is written by hand, without either.
 */
#define OTHER_INFO(form) \
	"WARC/1.1\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: " \
	"<urn:uuid:11111111-2222-8333-" form ">\r\n" \
	"WARC-Date: 2024-03-01T08:00:00Z\r\n" \
	"Content-Type: application/warc-fields\r\nContent-Length: 78\r\n\r\n" \
	"software: newsconv/0.1.0 (libdeflate 0.9, level 6)\r\n" \
	"newsconv-form: 2\r\nx: 123\r\n\r\n\r\n"

static void
bytes_of_another_library_are_not_checkable(void **state)
{
	static const char info[] = OTHER_INFO("a100-09a325dd9d19");
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);

	(void)state;
	pack(&bytes, info, sizeof(info) - 1, 6);
	assert_int_equal(ours_answer("a.warc.gz", &bytes), NEWSCONV_ANSWER_YES);
	nc_buffer_clear(&bytes);
	pack(&bytes, info, sizeof(info) - 1, 12);
	ours_expect("a.warc.gz", &bytes, "OWN-003");
	assert_int_equal(
	    ours_answer("a.warc.gz", &bytes), NEWSCONV_ANSWER_UNKNOWN);
	nc_buffer_free(&bytes);
}

/* By several threads, each from the middle of it, as by one. */
static void
joined_files_are_judged_alike_by_any_number_of_threads(void **state)
{
	struct nc_verify_options options = {NC_VERIFY_OPTIONS};
	struct nc_buffer ours, bytes = NC_BUFFER(RECIPE_MAX);
	struct nc_buffer dump = NC_BUFFER(RECIPE_MAX);
	uint64_t errors[3];
	unsigned i, seed = 1;
	FILE *file = tmpfile();

	(void)state;
	assert_non_null(file);
	nc_buffer_text(&dump, FERRY);
	for (i = 0; i < 40000; i++) {
		seed = seed * 1103515245 + 12345;
		nc_buffer_format(&dump, "%08x%08x ", seed, seed * seed);
		if (i % 8 == 7)
			nc_buffer_text(&dump, "\n");
	}
	/* Ours, then foreign ones, then one that was compressed otherwise. */
	ours_make(&ours, "warc.gz", dump.data, NULL);
	nc_buffer_add(&bytes, ours.data, ours.size);
	for (i = 0; i < 3; i++)
		pack(&bytes, OTHER_INFO("0000-000000000000"),
		    sizeof(OTHER_INFO("0000-000000000000")) - 1, 6);
	nc_buffer_add(&bytes, ours.data, ours.size);
	bytes.data[bytes.size - ours.size + 4] = 1;
	assert_true(bytes.size > 2 * 1024 * 1024);
	assert_int_equal(fwrite(bytes.data, 1, bytes.size, file), bytes.size);
	assert_int_equal(fflush(file), 0);
	for (i = 0; i < 3; i++) {
		struct newsconv_summary summary;

		options.threads = i + 1;
		assert_int_equal(nc_verify_descriptor(fileno(file), "a.warc.gz",
				     &options, &summary, NULL),
		    NEWSCONV_OK);
		errors[i] = summary.errors;
	}
	assert_true(errors[0] > 0);
	assert_int_equal(errors[1], errors[0]);
	assert_int_equal(errors[2], errors[0]);
	fclose(file);
	nc_buffer_free(&ours);
	nc_buffer_free(&bytes);
	nc_buffer_free(&dump);
}

/* Past 8 MiB zlib compresses a record, and the check does, in pieces. */
static void
large_records_are_compressed_again_too(void **state)
{
	struct nc_deflater *deflater = nc_deflater_new(NC_DEFLATE_WELL);
	struct nc_buffer bytes, plain = NC_BUFFER(RECIPE_MAX);
	char id[] = "urn:uuid:11111111-2222-5333-8444-555555555555";
	struct nc_warc_out record = {.type = "resource",
	    .id = id,
	    .date = "2024-03-01T08:00:00Z",
	    .target = {"urn:example:long", 16},
	    .content_type = "text/plain"};
	struct nc_buffer block = NC_BUFFER(RECIPE_MAX);
	size_t start, i;

	(void)state;
	for (i = 0; block.size <= NC_CANONICAL_MAX + 100000; i++)
		nc_buffer_format(&block, "Line %zu is of %zu.\n", i, i * i);
	record.block.data = block.data;
	record.block.size = block.size;
	ours_make(&bytes, "warc.gz", FERRY, NULL);
	start = bytes.size;
	assert_int_equal(
	    nc_warc_put_member(&bytes, &plain, &record, deflater, NULL), 0);
	ours_expect("a.warc.gz", &bytes, NULL);
	assert_int_equal(ours_answer("a.warc.gz", &bytes), NEWSCONV_ANSWER_YES);
	bytes.data[start + 9] = 3;
	ours_expect("a.warc.gz", &bytes, "GZIP-011");
	bytes.size = start;
	pack(&bytes, plain.data, plain.size, 6);
	ours_expect("a.warc.gz", &bytes, "GZIP-011");
	nc_buffer_free(&block);
	nc_buffer_free(&plain);
	nc_buffer_free(&bytes);
	nc_deflater_free(deflater);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_id_holds_for_its_header_alone),
	    cmocka_unit_test(a_header_without_such_an_id_holds_nothing),
	    cmocka_unit_test(what_was_just_written_is_canonical),
	    cmocka_unit_test(any_change_of_a_header_is_found),
	    cmocka_unit_test(who_wrote_it_cannot_be_hidden),
	    cmocka_unit_test(a_record_that_is_there_twice_is_found),
	    cmocka_unit_test(a_record_of_another_program_is_not_ours),
	    cmocka_unit_test(of_joined_files_only_ours_is_held_to_it),
	    cmocka_unit_test(an_archive_from_before_is_not_held_to_it),
	    cmocka_unit_test(a_newer_form_is_not_checkable_here),
	    cmocka_unit_test(the_level_can_be_left_out),
	    cmocka_unit_test(members_compressed_otherwise_are_found),
	    cmocka_unit_test(what_no_checksum_covers_of_a_member_is_found),
	    cmocka_unit_test(bytes_of_another_library_are_not_checkable),
	    cmocka_unit_test(
		joined_files_are_judged_alike_by_any_number_of_threads),
	    cmocka_unit_test(large_records_are_compressed_again_too),
	};

	return cmocka_run_group_tests(tests, tree_set_up, tree_tear_down);
}
