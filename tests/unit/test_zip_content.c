/* What entries hold: how much of it is unpacked, and what is held at once. */
#include "recipe.h"

/* Check bytes with limits. */
static void
check_limited(struct outcome *outcome, const struct zip *zip,
    const struct newsconv_limits *limits)
{
	struct nc_verify_options options = {NC_VERIFY_OPTIONS,
	    .limits = *limits, .callback = collect, .context = outcome};
	FILE *file = tmpfile();

	memset(outcome, 0, sizeof(*outcome));
	outcome->findings.ceiling = RECIPE_MAX;
	nc_buffer_text(&outcome->findings, "");
	assert_non_null(file);
	assert_int_equal(
	    fwrite(zip->bytes.data, 1, zip->bytes.size, file), zip->bytes.size);
	assert_int_equal(fflush(file), 0);
	outcome->result = nc_verify_descriptor(fileno(file), "b.epub", &options,
	    &outcome->summary, &outcome->error);
	fclose(file);
	assert_int_equal(outcome->result, NEWSCONV_OK);
}

static void
a_ratio_beyond_the_limit_is_not_unpacked(void **state)
{
	const struct zip_fault deflated = {.deflate = true};
	const struct newsconv_limits low = {.ratio = 100}, usual = {0};
	const size_t size = 2 * 1024 * 1024;
	char *zeros = calloc(1, size);
	struct outcome outcome;
	struct zip zip;

	(void)state;
	assert_non_null(zeros);
	zip_begin(&zip);
	zip_text(&zip, "mimetype", "application/epub+zip");
	zip_add(&zip, "a", zeros, size, &deflated);
	zip_end(&zip);
	free(zeros);
	check_limited(&outcome, &zip, &low);
	assert_true(found(&outcome, "ZIP-061 a"));
	assert_int_equal(outcome.summary.digests, 1);
	outcome_free(&outcome);
	check_limited(&outcome, &zip, &usual);
	assert_false(found(&outcome, "ZIP-061"));
	assert_int_equal(outcome.summary.digests, 2);
	outcome_free(&outcome);
	zip_free(&zip);
}

/* Its CRC is checked all the same. */
static void
a_text_beyond_the_limit_is_not_looked_into(void **state)
{
	const struct newsconv_limits low = {.text_size = 1000};
	struct outcome outcome;
	struct zip zip;

	(void)state;
	book(&zip, NULL, NULL, true);
	check_limited(&outcome, &zip, &low);
	assert_true(found(&outcome, "ZIP-062 EPUB/package.opf"));
	assert_true(outcome.summary.unchecked > 0);
	assert_int_equal(outcome.summary.digests, SOUND_PARTS);
	outcome_free(&outcome);
	zip_free(&zip);
}

/* The fixed facts of an entry, and its contents in pieces of 64 KiB. */
static void
large_entries_are_read_in_pieces(void **state)
{
	const struct zip_fault deflated = {.deflate = true};
	const struct newsconv_limits usual = {0};
	const size_t size = 300 * 1000;
	char *data = malloc(size);
	struct outcome outcome;
	struct zip zip;
	uint32_t random = 1;
	size_t i;

	(void)state;
	assert_non_null(data);
	for (i = 0; i < size; i++) {
		random = random * 1664525u + 1013904223u;
		data[i] = (char)(random >> 28);
	}
	zip_begin(&zip);
	zip_text(&zip, "mimetype", "application/epub+zip");
	zip_add(&zip, "stored", data, size, NULL);
	zip_add(&zip, "deflated", data, size, &deflated);
	zip_end(&zip);
	free(data);
	check_limited(&outcome, &zip, &usual);
	assert_int_equal(outcome.summary.digests, 3);
	assert_false(found(&outcome, "ZIP-"));
	outcome_free(&outcome);
	zip_free(&zip);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_ratio_beyond_the_limit_is_not_unpacked),
	    cmocka_unit_test(a_text_beyond_the_limit_is_not_looked_into),
	    cmocka_unit_test(large_entries_are_read_in_pieces),
	};

	return RUN(tests);
}
