/* ZIP archives of ours: every byte that the directory does not state follows. */
#define _XOPEN_SOURCE 700 /* nftw */

#include "ours.h"

#include "canonical.h"
#include "zip.h"

/* A place is the nth header of this sign, and an offset in it. */
struct flip {
	const char *sign;
	unsigned nth;
	size_t offset;
	unsigned char value; /* that is added */
};

static size_t
place_of(const struct nc_buffer *bytes, const struct flip *flip)
{
	size_t place = 0;
	unsigned nth;

	for (nth = flip->nth; nth > 0; nth--)
		place = ours_find(bytes, place, flip->sign) + (nth > 1);
	return place + flip->offset;
}

static void
what_both_headers_could_agree_on_is_found(void **state)
{
	static const struct flip flips[][2] = {
	    /* version, flags that say how hard was tried, time, date */
	    {{"PK\3\4", 2, 4, 25}, {"PK\1\2", 2, 6, 25}},
	    {{"PK\3\4", 2, 6, 2}, {"PK\1\2", 2, 8, 2}},
	    {{"PK\3\4", 2, 10, 1}, {"PK\1\2", 2, 12, 1}},
	    {{"PK\3\4", 2, 12, 1}, {"PK\1\2", 2, 14, 1}},
	};
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(flips) / sizeof(flips[0]); i++) {
		struct nc_buffer bytes;

		ours_make(&bytes, "epub", FERRY, NULL);
		for (k = 0; k < 2; k++) {
			size_t place = place_of(&bytes, &flips[i][k]);

			bytes.data[place] = (char)(bytes.data[place] +
			    flips[i][k].value);
		}
		ours_expect("a.epub", &bytes, "ZIP-032");
		nc_buffer_free(&bytes);
	}
}

static void
what_the_directory_alone_states_is_found(void **state)
{
	/* made by, its system, internal and external attributes */
	static const struct flip flips[] = {{"PK\1\2", 1, 4, 1},
	    {"PK\1\2", 1, 5, 1}, {"PK\1\2", 1, 36, 1}, {"PK\1\2", 1, 38, 1},
	    {"PK\1\2", 2, 40, 1}};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(flips) / sizeof(flips[0]); i++) {
		struct nc_buffer bytes;
		size_t place;

		ours_make(&bytes, "epub", FERRY, NULL);
		place = place_of(&bytes, &flips[i]);
		bytes.data[place] = (char)(bytes.data[place] + flips[i].value);
		ours_expect("a.epub", &bytes, "ZIP-032");
		nc_buffer_free(&bytes);
	}
}

/* --------------------------------------------------------- any ZIP archive */

static void
expect_file(FILE *file, uint64_t size, bool deflates, const char *library,
    const char *code)
{
	struct outcome outcome = {.findings = NC_BUFFER(RECIPE_MAX)};
	struct nc_verify_options options = {
	    NC_VERIFY_OPTIONS, .callback = collect, .context = &outcome};
	struct nc_verify verify = {.name = "a.zip",
	    .descriptor = fileno(file),
	    .size = size,
	    .options = &options,
	    .summary = &outcome.summary};
	struct nc_claim claim = {.ours = true};
	struct nc_canonical_archive archive = {
	    .verify = &verify, .claim = &claim, .deflates = deflates};
	struct nc_archive *walked = NULL;

	snprintf(claim.library, sizeof(claim.library), "%s", library);
	nc_buffer_text(&outcome.findings, "");
	assert_int_equal(
	    nc_archive_open(&walked, &verify, NC_ARCHIVE_ZIP, NULL),
	    NEWSCONV_OK);
	archive.zip = walked;
	assert_int_equal(nc_canonical_zip(&archive, NULL), NEWSCONV_OK);
	if (code == NULL ? outcome.findings.size > 0 : !found(&outcome, code))
		fail_msg("%s is not among: %s", code == NULL ? "nothing" : code,
		    outcome.findings.data);
	nc_archive_close(walked);
	outcome_free(&outcome);
}

static void
expect_archive(
    const struct zip *zip, bool deflates, const char *library, const char *code)
{
	FILE *file = tmpfile();

	assert_non_null(file);
	assert_int_equal(
	    fwrite(zip->bytes.data, 1, zip->bytes.size, file), zip->bytes.size);
	assert_int_equal(fflush(file), 0);
	expect_file(file, zip->bytes.size, deflates, library, code);
	fclose(file);
}

#define WORDS "the words the words the words the words the words the words"
#define HERE "libdeflate " LIBDEFLATE_VERSION_STRING

static void
stored_archives_are_canonical_without_a_compressor(void **state)
{
	struct zip_fault deflated = {.deflate = true};
	struct zip zip;

	(void)state;
	zip_begin(&zip);
	zip_text(&zip, "a", "alpha");
	zip_text(&zip, "b", WORDS);
	zip_end(&zip);
	expect_archive(&zip, false, "", NULL);
	/* Where we would have compressed it, it is not. */
	expect_archive(&zip, true, HERE, "ZIP-032");
	zip_free(&zip);
	zip_begin(&zip);
	zip_text(&zip, "a", "alpha");
	zip_add(&zip, "b", WORDS, strlen(WORDS), &deflated);
	zip_end(&zip);
	expect_archive(&zip, true, HERE, NULL);
	expect_archive(&zip, false, "", "ZIP-032");
	zip_free(&zip);
}

static void
data_that_another_library_made_is_not_checkable(void **state)
{
	struct zip zip;

	(void)state;
	zip_begin(&zip);
	zip_text(&zip, "a", "alpha");
	zip_text(&zip, "b", WORDS);
	zip_end(&zip);
	expect_archive(&zip, true, "libdeflate 0.9", "OWN-003");
	zip_free(&zip);
}

static void
an_extra_field_or_a_comment_is_found(void **state)
{
	struct zip_fault extra = {.extra_size = 9};
	struct zip zip;

	(void)state;
	zip_begin(&zip);
	zip_text(&zip, "a", "alpha");
	zip_add(&zip, "b", "beta", 4, &extra);
	zip_end(&zip);
	expect_archive(&zip, false, "", "ZIP-032");
	zip_free(&zip);
	zip_begin(&zip);
	zip_text(&zip, "a", "alpha");
	zip_end(&zip);
	zip.bytes.data[zip.bytes.size - 2] = 1;
	nc_buffer_byte(&zip.bytes, 'c');
	expect_archive(&zip, false, "", "ZIP-032");
	zip_free(&zip);
}

static void
a_data_descriptor_is_found(void **state)
{
	struct zip_fault descriptor = {.descriptor = true};
	struct zip zip;

	(void)state;
	zip_begin(&zip);
	zip_add(&zip, "a", "alpha", 5, &descriptor);
	zip_text(&zip, "b", "beta");
	zip_end(&zip);
	expect_archive(&zip, false, "", "ZIP-032");
	zip_free(&zip);
}

/* Past 65,534 the ZIP64 end record has the number; our writer made it. */
static void
an_archive_of_very_many_entries_is_canonical(void **state)
{
	struct nc_sink *sink = NULL;
	struct stat status;
	struct nc_zip *zip;
	char name[32];
	unsigned i;
	FILE *file;

	(void)state;
	assert_int_equal(nc_sink_open(&sink, "many", false, NULL), 0);
	zip = nc_zip_new(sink, 1709280000);
	for (i = 0; i < 65600; i++) {
		snprintf(name, sizeof(name), "entry-%u", i);
		assert_int_equal(nc_zip_begin_stored(zip, name, 0, 0, NULL), 0);
	}
	assert_int_equal(nc_zip_finish(zip, NULL), 0);
	assert_int_equal(nc_sink_commit(sink, NULL), 0);
	nc_zip_free(zip);
	nc_sink_free(sink);
	file = fopen("many", "r+b");
	assert_non_null(file);
	assert_int_equal(fstat(fileno(file), &status), 0);
	expect_file(file, (uint64_t)status.st_size, false, "", NULL);
	/* A version of the ZIP64 end record, which no reader looks at. */
	assert_int_equal(fseek(file, -22 - 20 - 56 + 14, SEEK_END), 0);
	assert_int_equal(fputc(46, file), 46);
	assert_int_equal(fflush(file), 0);
	expect_file(file, (uint64_t)status.st_size, false, "", "ZIP-032");
	fclose(file);
	assert_int_equal(remove("many"), 0);
}

/* A hole of five gigabytes, by the layouts of APPNOTE 4.3.7 to 4.3.16. */
static void
an_entry_past_four_gigabytes_is_canonical(void **state)
{
	const uint64_t size = UINT64_C(5) << 30, directory = 30 + 1 + 20 + size;
	struct zip zip;
	struct nc_buffer *end = &zip.directory;
	FILE *file = tmpfile();

	(void)state;
	assert_non_null(file);
	zip_begin(&zip);
	put(&zip.bytes, 0x04034b50, 4);
	put(&zip.bytes, 45, 2);
	put(&zip.bytes, 0, 4); /* flags, method */
	put(&zip.bytes, 0x210000, 4);
	put(&zip.bytes, 0, 4);
	put(&zip.bytes, UINT64_MAX, 8);
	put(&zip.bytes, 1, 2);
	put(&zip.bytes, 20, 2);
	nc_buffer_text(&zip.bytes, "a");
	put(&zip.bytes, 1, 2);
	put(&zip.bytes, 16, 2);
	put(&zip.bytes, size, 8);
	put(&zip.bytes, size, 8);

	put(end, 0x02014b50, 4);
	put(end, 3 << 8 | 30, 2);
	nc_buffer_add(end, zip.bytes.data + 4, 26);
	put(end, 0, 6);
	put(end, 0100644u << 16, 4);
	put(end, 0, 4);
	nc_buffer_add(end, zip.bytes.data + 30, 21);
	put(end, 0x06064b50, 4);
	put(end, 44, 8);
	put(end, 3 << 8 | 30, 2);
	put(end, 45, 2);
	put(end, 0, 8);
	put(end, 1, 8);
	put(end, 1, 8);
	put(end, 46 + 21, 8);
	put(end, directory, 8);
	put(end, 0x07064b50, 4);
	put(end, 0, 4);
	put(end, directory + 46 + 21, 8);
	put(end, 1, 4);
	put(end, 0x06054b50, 4);
	put(end, 0, 4);
	put(end, 1, 2);
	put(end, 1, 2);
	put(end, 46 + 21, 4);
	put(end, UINT32_MAX, 4);
	put(end, 0, 2);
	assert_int_equal(
	    pwrite(fileno(file), zip.bytes.data, zip.bytes.size, 0),
	    zip.bytes.size);
	assert_int_equal(
	    pwrite(fileno(file), end->data, end->size, (off_t)directory),
	    end->size);
	expect_file(file, directory + end->size, false, "", NULL);
	fclose(file);
	zip_free(&zip);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_both_headers_could_agree_on_is_found),
	    cmocka_unit_test(what_the_directory_alone_states_is_found),
	    cmocka_unit_test(
		stored_archives_are_canonical_without_a_compressor),
	    cmocka_unit_test(data_that_another_library_made_is_not_checkable),
	    cmocka_unit_test(an_extra_field_or_a_comment_is_found),
	    cmocka_unit_test(a_data_descriptor_is_found),
	    cmocka_unit_test(an_archive_of_very_many_entries_is_canonical),
	    cmocka_unit_test(an_entry_past_four_gigabytes_is_canonical),
	};

	return cmocka_run_group_tests(tests, tree_set_up, tree_tear_down);
}
