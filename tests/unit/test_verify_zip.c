/* The strict walk of ZIP archives, on archives with one fault each. */
#include "recipe.h"

#include "finding.h"
#include "verify_zip.h"

/* A book whose last entry, one more than the manifest has, is faulty. */
static void
expect_entry(const char *name, const struct zip_fault *fault, const char *code)
{
	struct zip zip;
	size_t i;

	zip_begin(&zip);
	for (i = 0; i < SOUND_PARTS; i++)
		zip_text(&zip, sound_book[i].name, sound_book[i].text);
	zip_add(&zip, name, "contents, contents, contents", 28, fault);
	zip_end(&zip);
	expect("book.epub", false, zip.bytes.data, zip.bytes.size, code);
	zip_free(&zip);
}

#define ENTRY(code, ...) \
	do { \
		const struct zip_fault fault_ = {__VA_ARGS__}; \
		expect_entry("extra.txt", &fault_, code); \
	} while (0)

static void
stored_and_deflated_books_are_sound(void **state)
{
	struct zip zip;

	(void)state;
	expect_book(true, NULL, NULL, NULL);
	book(&zip, NULL, NULL, true);
	expect("book.epub", true, zip.bytes.data, zip.bytes.size, NULL);
	zip_free(&zip);
}

static void
wrong_crc_is_found(void **state)
{
	(void)state;
	ENTRY("ZIP-030", .crc_change = 1);
	ENTRY("ZIP-030", .crc_change = 1, .deflate = true);
}

static void
wrong_sizes_are_found(void **state)
{
	(void)state;
	ENTRY("ZIP-027", .size_change = 1);
	ENTRY("ZIP-027", .size_change = 1, .deflate = true);
	ENTRY("ZIP-027", .size_change = 0x7000000, .deflate = true);
	ENTRY("ZIP-051", .local_size_change = 1);
}

static void
impossible_ratio_is_not_inflated(void **state)
{
	struct zip zip;
	struct outcome outcome;
	const struct zip_fault fault = {
	    .deflate = true, .size_change = 0x0f000000};

	(void)state;
	zip_begin(&zip);
	zip_text(&zip, "mimetype", "application/epub+zip");
	zip_add(&zip, "bomb", "aaaaaaaaaaaa", 12, &fault);
	zip_end(&zip);
	check_bytes(&outcome, "b.epub", false, zip.bytes.data, zip.bytes.size);
	assert_true(found(&outcome, "ZIP-027"));
	assert_true(found(&outcome, "cannot become"));
	outcome_free(&outcome);
	zip_free(&zip);
}

static void
other_methods_and_flags_are_found(void **state)
{
	(void)state;
	ENTRY("ZIP-020", .method = 12);
	ENTRY("ZIP-021", .flags = 1);
	ENTRY("ZIP-055", .flags = 0x2000);
	ENTRY("ZIP-022", .flags = 0x10);
}

/* The bits in which deflate says how hard it tried; pandoc sets them always. */
static void
level_flags_of_a_stored_entry_are_taken(void **state)
{
	const struct zip_fault fault = {.flags = 6};
	struct outcome outcome;
	struct zip zip;

	(void)state;
	zip_begin(&zip);
	zip_text(&zip, "mimetype", "application/epub+zip");
	zip_add(&zip, "a", "aaa", 3, &fault);
	zip_end(&zip);
	check_bytes(&outcome, "b.epub", false, zip.bytes.data, zip.bytes.size);
	assert_false(found(&outcome, "ZIP-022"));
	outcome_free(&outcome);
	zip_free(&zip);
}

static void
descriptor_is_a_note_for_others_and_an_error_for_us(void **state)
{
	struct zip zip;
	const struct zip_fault fault = {.descriptor = true, .deflate = true};
	struct outcome outcome;

	(void)state;
	ENTRY("ZIP-023", .descriptor = true);
	zip_begin(&zip);
	zip_text(&zip, "mimetype", "application/epub+zip");
	zip_add(&zip, "a", "aaaaaaaaaaaaaaaaaaaaaaa", 23, &fault);
	zip_end(&zip);
	check_bytes(&outcome, "b.epub", true, zip.bytes.data, zip.bytes.size);
	assert_true(found(&outcome, "ZIP-032"));
	assert_false(found(&outcome, "ZIP-024"));
	outcome_free(&outcome);
	zip_free(&zip);
}

static void
unsafe_names_are_found(void **state)
{
	static const struct {
		const char *name, *code;
	} names[] = {{"../up", "ZIP-015"}, {"a/../../b", "ZIP-015"},
	    {"/root", "ZIP-042"}, {"c:/drive", "ZIP-043"},
	    {"back\\slash", "ZIP-044"}, {"line\nend", "ZIP-046"},
	    {"a//b", "ZIP-047"}, {"./a", "ZIP-047"}};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		expect_entry(names[i].name, NULL, names[i].code);
	expect_entry("bad\xff", NULL, "ZIP-016");
	expect_entry("d\xc3\xa9j\xc3\xa0", NULL, "ZIP-017");
}

static void
names_that_are_one_on_some_systems_are_found(void **state)
{
	(void)state;
	expect_entry("mimetype", NULL, "ZIP-018");
	expect_entry("MimeType", NULL, "ZIP-019");
}

static void
composed_and_decomposed_names_are_one(void **state)
{
	struct zip zip;

	(void)state;
	zip_begin(&zip);
	zip_text(&zip, "mimetype", "application/epub+zip");
	zip_text(&zip, "\xc3\xa9", "x");
	zip_text(&zip, "e\xcc\x81", "x");
	zip_end(&zip);
	expect("b.epub", false, zip.bytes.data, zip.bytes.size, "ZIP-019");
	zip_free(&zip);
}

/* The archive's arena would hold eight thousand copies of this name. */
static void
looking_names_up_takes_no_memory(void **state)
{
	static const struct nc_verify_options options = {.own = false};
	struct newsconv_summary summary = {.format = ""};
	struct nc_verify verify = {.options = &options, .summary = &summary};
	FILE *file = tmpfile();
	char name[65001];
	struct nc_archive *archive;
	struct zip zip;
	size_t i, index;

	(void)state;
	memset(name, 0xff, sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	zip_begin(&zip);
	zip_text(&zip, name, "x");
	zip_end(&zip);
	assert_int_equal(
	    fwrite(zip.bytes.data, 1, zip.bytes.size, file), zip.bytes.size);
	assert_int_equal(fflush(file), 0);
	verify.descriptor = fileno(file);
	verify.size = zip.bytes.size;
	assert_int_equal(
	    nc_archive_open(&archive, &verify, NC_ARCHIVE_ZIP, NULL),
	    NEWSCONV_OK);
	for (i = 0; i < 9000; i++) {
		assert_int_equal(
		    nc_archive_find(archive, name, 65000, &index, NULL),
		    NEWSCONV_OK);
		assert_int_equal(index, 0);
	}
	assert_int_equal(
	    nc_archive_find(archive, name, 64999, &index, NULL), NEWSCONV_OK);
	assert_int_equal(index, SIZE_MAX);
	nc_archive_close(archive);
	fclose(file);
	zip_free(&zip);
}

static void
links_are_found(void **state)
{
	(void)state;
	ENTRY("ZIP-026", .attributes = 0120777u << 16);
}

static void
local_name_must_agree(void **state)
{
	(void)state;
	ENTRY("ZIP-048", .local_name = "other.txt");
}

static void
extra_field_on_mimetype_is_found(void **state)
{
	const struct zip_fault fault = {.extra_size = 20};
	struct zip zip;

	(void)state;
	zip_begin(&zip);
	zip_add(&zip, "mimetype", "application/epub+zip", 20, &fault);
	zip_end(&zip);
	expect("b.epub", false, zip.bytes.data, zip.bytes.size, "EPUB-003");
	expect("b.epub", true, zip.bytes.data, zip.bytes.size, "ZIP-032");
	zip_free(&zip);
}

/* Bytes put in somewhere, so that they belong to no entry. */
static void
expect_inserted(size_t place, bool from_end, const char *code)
{
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);
	struct zip zip;

	book(&zip, NULL, NULL, false);
	if (from_end)
		place = zip.bytes.size - place;
	nc_buffer_add(&bytes, zip.bytes.data, place);
	nc_buffer_text(&bytes, "JUNK");
	nc_buffer_add(&bytes, zip.bytes.data + place, zip.bytes.size - place);
	expect("b.epub", false, bytes.data, bytes.size, code);
	nc_buffer_free(&bytes);
	zip_free(&zip);
}

static void
bytes_before_between_and_after_are_found(void **state)
{
	(void)state;
	expect_inserted(0, false, "ZIP-008");
	expect_inserted(22, true, "ZIP-008");
	expect_inserted(0, true, "ZIP-002");
}

/* A sound directory that begins later, with bytes between it and the data. */
static void
gap_before_the_directory_is_found(void **state)
{
	struct zip zip;

	(void)state;
	zip_begin(&zip);
	zip_text(&zip, "mimetype", "application/epub+zip");
	nc_buffer_text(&zip.bytes, "hidden");
	zip_text(&zip, "second", "x");
	nc_buffer_text(&zip.bytes, "hidden");
	zip_end(&zip);
	expect("b.epub", false, zip.bytes.data, zip.bytes.size, "ZIP-013");
	zip_free(&zip);
}

static void
overlapping_entries_are_found(void **state)
{
	struct zip zip;
	size_t first;

	(void)state;
	zip_begin(&zip);
	zip_text(&zip, "mimetype", "application/epub+zip");
	first = zip.directory.size;
	zip_text(&zip, "mimetypf", "application/epub+zip");
	/* The second one's offset becomes that of the first. */
	memset(zip.directory.data + first + 42, 0, 4);
	zip_end(&zip);
	expect("b.epub", false, zip.bytes.data, zip.bytes.size, "ZIP-014");
	zip_free(&zip);
}

/* A thousand entries of the same bytes: their CRC is computed once. */
static void
overlapping_entries_are_not_read(void **state)
{
	struct outcome outcome;
	struct zip zip;
	size_t size;
	int i;

	(void)state;
	zip_begin(&zip);
	zip_text(&zip, "mimetype", "application/epub+zip");
	size = zip.directory.size;
	for (i = 0; i < 999; i++) {
		nc_buffer_reserve(&zip.directory, size);
		nc_buffer_add(&zip.directory, zip.directory.data, size);
	}
	zip.count = 1000;
	zip_end(&zip);
	check_bytes(&outcome, "b.epub", false, zip.bytes.data, zip.bytes.size);
	assert_true(found(&outcome, "ZIP-014"));
	assert_true(found(&outcome, "ZIP-018"));
	assert_int_equal(outcome.summary.digests, 1);
	outcome_free(&outcome);
	zip_free(&zip);
}

/* Each of the three alone is within the bounds. */
static void
all_entries_together_are_bounded(void **state)
{
	const struct zip_fault deflated = {.deflate = true};
	const size_t size = 100 * 1024 * 1024;
	char *zeros = calloc(1, size);
	struct outcome outcome;
	struct zip zip;

	(void)state;
	assert_non_null(zeros);
	zip_begin(&zip);
	zip_text(&zip, "mimetype", "application/epub+zip");
	zip_add(&zip, "a", zeros, size, &deflated);
	zip_add(&zip, "b", zeros, size, &deflated);
	zip_add(&zip, "c", zeros, size, &deflated);
	zip_text(&zip, "d", "a small one, looked at all the same");
	zip_end(&zip);
	free(zeros);
	check_bytes(&outcome, "b.epub", false, zip.bytes.data, zip.bytes.size);
	assert_true(found(&outcome, "ZIP-034 c"));
	assert_int_equal(outcome.summary.digests, 4);
	outcome_free(&outcome);
	zip_free(&zip);
}

/* Offsets of 64 bits are those of ZIP64; off_t has one bit less. */
static void
offset_beyond_any_file_is_found(void **state)
{
	const struct zip_fault fault = {.extra_size = 12};
	struct zip zip;
	size_t start;

	(void)state;
	zip_begin(&zip);
	zip_text(&zip, "mimetype", "application/epub+zip");
	start = zip.directory.size;
	zip_add(&zip, "far", "x", 1, &fault);
	memset(zip.directory.data + start + 42, 0xff, 4);
	zip.directory.size -= 12;
	put(&zip.directory, 1, 2);
	put(&zip.directory, 8, 2);
	put(&zip.directory, UINT64_MAX - 100, 8);
	zip_end(&zip);
	expect("b.epub", false, zip.bytes.data, zip.bytes.size, "ZIP-011");
	zip_free(&zip);
}

static void
comment_with_an_end_record_in_it_is_found(void **state)
{
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);
	struct zip zip;

	(void)state;
	book(&zip, NULL, NULL, false);
	nc_buffer_add(&bytes, zip.bytes.data, zip.bytes.size);
	bytes.data[bytes.size - 2] = 22; /* length of the comment */
	nc_buffer_add(&bytes, zip.bytes.data + zip.bytes.size - 22, 22);
	expect("b.epub", false, bytes.data, bytes.size, "ZIP-003");
	nc_buffer_free(&bytes);
	zip_free(&zip);
}

static void
archive_without_entries_is_an_error(void **state)
{
	struct zip zip;

	(void)state;
	zip_begin(&zip);
	zip_end(&zip);
	expect("b.epub", false, zip.bytes.data, zip.bytes.size, "ZIP-007");
	zip_free(&zip);
}

static void
every_cut_is_found(void **state)
{
	struct zip zip;
	size_t size;

	(void)state;
	book(&zip, NULL, NULL, true);
	for (size = 0; size < zip.bytes.size; size++) {
		struct outcome outcome;

		check_bytes(&outcome, "b.epub", false, zip.bytes.data, size);
		assert_int_equal(outcome.result, NEWSCONV_OK);
		assert_true(outcome.summary.errors > 0);
		outcome_free(&outcome);
	}
	zip_free(&zip);
}

static void
expect_flips_found(bool deflate)
{
	struct zip zip;
	size_t i;

	book(&zip, NULL, NULL, deflate);
	for (i = 0; i < zip.bytes.size * 8; i += 5) {
		struct outcome outcome;

		zip.bytes.data[i / 8] = (char)(zip.bytes.data[i / 8] ^
		    (1 << i % 8));
		check_bytes(
		    &outcome, "b.epub", true, zip.bytes.data, zip.bytes.size);
		if (outcome.summary.errors == 0)
			fail_msg("bit %zu of byte %zu", i % 8, i / 8);
		outcome_free(&outcome);
		zip.bytes.data[i / 8] = (char)(zip.bytes.data[i / 8] ^
		    (1 << i % 8));
	}
	zip_free(&zip);
}

/* In the data, its padding, the headers and the directory. */
static void
every_flipped_bit_is_found(void **state)
{
	(void)state;
	expect_flips_found(false);
	expect_flips_found(true);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(stored_and_deflated_books_are_sound),
	    cmocka_unit_test(wrong_crc_is_found),
	    cmocka_unit_test(wrong_sizes_are_found),
	    cmocka_unit_test(impossible_ratio_is_not_inflated),
	    cmocka_unit_test(other_methods_and_flags_are_found),
	    cmocka_unit_test(level_flags_of_a_stored_entry_are_taken),
	    cmocka_unit_test(
		descriptor_is_a_note_for_others_and_an_error_for_us),
	    cmocka_unit_test(unsafe_names_are_found),
	    cmocka_unit_test(names_that_are_one_on_some_systems_are_found),
	    cmocka_unit_test(composed_and_decomposed_names_are_one),
	    cmocka_unit_test(looking_names_up_takes_no_memory),
	    cmocka_unit_test(links_are_found),
	    cmocka_unit_test(local_name_must_agree),
	    cmocka_unit_test(extra_field_on_mimetype_is_found),
	    cmocka_unit_test(bytes_before_between_and_after_are_found),
	    cmocka_unit_test(gap_before_the_directory_is_found),
	    cmocka_unit_test(overlapping_entries_are_found),
	    cmocka_unit_test(overlapping_entries_are_not_read),
	    cmocka_unit_test(all_entries_together_are_bounded),
	    cmocka_unit_test(offset_beyond_any_file_is_found),
	    cmocka_unit_test(comment_with_an_end_record_in_it_is_found),
	    cmocka_unit_test(archive_without_entries_is_an_error),
	    cmocka_unit_test(every_cut_is_found),
	    cmocka_unit_test(every_flipped_bit_is_found),
	};

	return RUN(tests);
}
