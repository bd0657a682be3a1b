/* Zstandard frames by the rules for WARC files: each of them broken once. */
#include <zdict.h>
#include <zstd.h>

#include "warc_records.h"

/* How a frame is made. */
struct frame {
	bool no_size;
	bool no_checksum;
	int window_log;
	const char *dictionary;
	size_t dictionary_size;
};

static void
add_frame(struct nc_buffer *bytes, const char *text, size_t size,
    const struct frame *how)
{
	ZSTD_CCtx *context = ZSTD_createCCtx();
	size_t room = ZSTD_compressBound(size), made;
	char *packed = malloc(room);
	ZSTD_inBuffer input = {text, size, 0};
	ZSTD_outBuffer output = {packed, room, 0};

	assert_non_null(context);
	assert_non_null(packed);
	ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, !how->no_checksum);
	ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, !how->no_size);
	if (how->window_log > 0)
		ZSTD_CCtx_setParameter(
		    context, ZSTD_c_windowLog, how->window_log);
	if (how->dictionary != NULL)
		ZSTD_CCtx_loadDictionary(
		    context, how->dictionary, how->dictionary_size);
	if (!how->no_size)
		ZSTD_CCtx_setPledgedSrcSize(context, size);
	made = ZSTD_compressStream2(context, &output, &input, ZSTD_e_end);
	assert_int_equal(made, 0);
	nc_buffer_add(bytes, packed, output.pos);
	free(packed);
	ZSTD_freeCCtx(context);
}

static void
add_record(struct nc_buffer *bytes, const char *recipe, const struct frame *how)
{
	static const struct frame plain = {0};
	struct nc_buffer made = NC_BUFFER(RECIPE_MAX);

	make_record(&made, recipe);
	add_frame(bytes, made.data, made.size, how == NULL ? &plain : how);
	nc_buffer_free(&made);
}

static void
add_skippable(
    struct nc_buffer *bytes, unsigned kind, const char *data, size_t size)
{
	put(bytes, 0x184d2a50 + kind, 4);
	put(bytes, size, 4);
	nc_buffer_add(bytes, data, size);
}

/* Errors, warnings or nothing; then the bytes are freed. */
static void
judge(struct nc_buffer *bytes, const char *code, uint64_t parts)
{
	struct outcome outcome;

	check_bytes(&outcome, "a.warc.zst", false, bytes->data, bytes->size);
	assert_int_equal(outcome.result, NEWSCONV_OK);
	assert_string_equal(outcome.summary.format, "warc");
	if (code == NULL &&
	    outcome.summary.errors + outcome.summary.warnings > 0)
		fail_msg("found in what is sound: %s", outcome.findings.data);
	if (code != NULL && !found(&outcome, code))
		fail_msg("%s is not among: %s", code, outcome.findings.data);
	assert_int_equal(outcome.summary.parts, parts);
	outcome_free(&outcome);
	nc_buffer_free(bytes);
}

static void
sound_files_are_sound(void **state)
{
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);
	struct nc_buffer made = NC_BUFFER(RECIPE_MAX);
	static const struct frame plain = {0};
	size_t i;

	(void)state;
	for (i = 0; i < SOUND_RECORDS; i++)
		add_record(&bytes, sound_records[i], NULL);
	judge(&bytes, NULL, SOUND_RECORDS);
	/* Skippable and empty frames, and a record in two frames. */
	add_record(&bytes, R_INFO, NULL);
	add_skippable(&bytes, 0, "hello", 5);
	add_frame(&bytes, "", 0, &plain);
	make_record(&made, R_RESOURCE);
	add_frame(&bytes, made.data, 100, &plain);
	add_skippable(&bytes, 15, "", 0);
	add_frame(&bytes, made.data + 100, made.size - 100, &plain);
	nc_buffer_free(&made);
	judge(&bytes, NULL, 2);
}

static void
frames_must_be_as_the_rules_say(void **state)
{
	static const struct frame no_size = {.no_size = true};
	static const struct frame no_checksum = {.no_checksum = true};
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);
	struct nc_buffer made = NC_BUFFER(RECIPE_MAX);

	(void)state;
	add_record(&bytes, R_INFO, &no_size);
	judge(&bytes, "ZSTD-005", 1);
	add_record(&bytes, R_INFO, &no_checksum);
	judge(&bytes, "ZSTD-006", 1);
	/* Two records in one frame. */
	make_record(&made, R_INFO R_RESOURCE);
	add_frame(&bytes, made.data, made.size, &(struct frame){0});
	nc_buffer_free(&made);
	judge(&bytes, "WARC-018", 2);
	/* A skippable frame first; a dictionary later. */
	add_skippable(&bytes, 0, "hello", 5);
	add_record(&bytes, R_INFO, NULL);
	judge(&bytes, "ZSTD-009", 1);
	add_record(&bytes, R_INFO, NULL);
	add_skippable(&bytes, 13, "hello", 5);
	judge(&bytes, "ZSTD-009", 1);
	/* No record at all. */
	add_frame(&bytes, "", 0, &(struct frame){0});
	judge(&bytes, "WARC-001", 0);
	/* Junk between frames. */
	add_record(&bytes, R_INFO, NULL);
	nc_buffer_text(&bytes, "junk");
	add_record(&bytes, R_RESOURCE, NULL);
	judge(&bytes, "ZSTD-001", 2);
}

static void
damage_is_found_and_passed_over(void **state)
{
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);
	size_t first;

	(void)state;
	add_record(&bytes, R_INFO, NULL);
	bytes.data[bytes.size - 1] = (char)(bytes.data[bytes.size - 1] ^ 1);
	add_record(&bytes, R_RESOURCE, NULL);
	judge(&bytes, "ZSTD-003", 1);
	add_record(&bytes, R_INFO, NULL);
	first = bytes.size;
	add_record(&bytes, R_RESPONSE, NULL);
	add_record(&bytes, R_RESOURCE, NULL);
	memset(bytes.data + first + 30, 0xff, 60);
	judge(&bytes, "ZSTD-011", 2);
}

static void
every_cut_is_found(void **state)
{
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);
	struct outcome outcome;
	size_t size;

	(void)state;
	add_record(&bytes, R_RESOURCE, NULL);
	for (size = 1; size < bytes.size; size++) {
		check_bytes(&outcome, "a.warc.zst", false, bytes.data, size);
		assert_true(outcome.result < 0 || outcome.summary.errors > 0);
		outcome_free(&outcome);
	}
	nc_buffer_free(&bytes);
}

/* Of a flip that passes, nothing is seen in what is unpacked. */
static void
expect_same_content(const struct nc_buffer *bytes, const struct nc_buffer *text)
{
	char *plain = malloc(text->size + 1);

	assert_non_null(plain);
	assert_int_equal(
	    ZSTD_decompress(plain, text->size + 1, bytes->data, bytes->size),
	    text->size);
	assert_memory_equal(plain, text->data, text->size);
	free(plain);
}

static void
every_flip_that_changes_the_content_is_found(void **state)
{
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);
	struct nc_buffer text = NC_BUFFER(RECIPE_MAX);
	struct outcome outcome;
	size_t bit, found_count = 0;

	(void)state;
	make_record(&text, R_RESOURCE);
	add_record(&bytes, R_RESOURCE, NULL);
	for (bit = 0; bit < 8 * bytes.size; bit++) {
		char kept = bytes.data[bit / 8];

		bytes.data[bit / 8] = (char)(kept ^ 1 << bit % 8);
		check_bytes(
		    &outcome, "a.warc.zst", false, bytes.data, bytes.size);
		if (outcome.result < 0 ||
		    outcome.summary.errors + outcome.summary.unchecked > 0)
			found_count++;
		else
			expect_same_content(&bytes, &text);
		outcome_free(&outcome);
		bytes.data[bit / 8] = kept;
	}
	print_message("%zu of %zu single-bit flips found, the others change "
		      "nothing that is unpacked\n",
	    found_count, 8 * bytes.size);
	assert_in_range(found_count, 8 * bytes.size * 99 / 100, SIZE_MAX);
	nc_buffer_free(&bytes);
	nc_buffer_free(&text);
}

/* A dictionary trained on some records, as RFC 8878, 5 has it. */
static size_t
make_dictionary(char *target, size_t room)
{
	struct nc_buffer samples = NC_BUFFER(RECIPE_MAX);
	size_t sizes[100], i, size;

	for (i = 0; i < 100; i++) {
		size_t before = samples.size;

		make_record(&samples, sound_records[i % SOUND_RECORDS]);
		nc_buffer_format(&samples, "%zu", i * i);
		sizes[i] = samples.size - before;
	}
	size = ZDICT_trainFromBuffer(target, room, samples.data, sizes, 100);
	assert_false(ZDICT_isError(size));
	nc_buffer_free(&samples);
	return size;
}

static void
dictionaries_are_used(void **state)
{
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);
	struct nc_buffer packed = NC_BUFFER(RECIPE_MAX);
	char dictionary[2048];
	size_t size = make_dictionary(dictionary, sizeof(dictionary));
	const struct frame with = {
	    .dictionary = dictionary, .dictionary_size = size};

	(void)state;
	add_skippable(&bytes, 13, dictionary, size);
	add_record(&bytes, R_INFO, &with);
	add_record(&bytes, R_RESOURCE, &with);
	judge(&bytes, NULL, 2);
	add_frame(&packed, dictionary, size, &(struct frame){0});
	add_skippable(&bytes, 13, packed.data, packed.size);
	add_record(&bytes, R_INFO, &with);
	judge(&bytes, NULL, 1);
	nc_buffer_free(&packed);
	/* A frame that does not name it. */
	add_skippable(&bytes, 13, dictionary, size);
	add_record(&bytes, R_INFO, NULL);
	judge(&bytes, "ZSTD-007", 1);
	/* Named by the frames, and not there. */
	add_record(&bytes, R_INFO, &with);
	judge(&bytes, "ZSTD-002", 0);
}

static void
malformed_dictionaries_are_found(void **state)
{
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);
	struct nc_buffer packed = NC_BUFFER(RECIPE_MAX);
	char dictionary[2048];
	size_t size = make_dictionary(dictionary, sizeof(dictionary));

	(void)state;
	add_skippable(&bytes, 13, dictionary, 20);
	add_record(&bytes, R_INFO, NULL);
	judge(&bytes, "ZSTD-008", 1);
	add_skippable(&bytes, 13, "hello", 5);
	add_record(&bytes, R_INFO, NULL);
	judge(&bytes, "ZSTD-008", 1);
	/* Compressed, without a checksum. */
	add_frame(
	    &packed, dictionary, size, &(struct frame){.no_checksum = true});
	add_skippable(&bytes, 13, packed.data, packed.size);
	add_record(&bytes, R_INFO, NULL);
	judge(&bytes, "ZSTD-008", 1);
	nc_buffer_free(&packed);
	/* Longer than the file. */
	put(&bytes, 0x184d2a5d, 4);
	put(&bytes, 1000, 4);
	nc_buffer_text(&bytes, "hello");
	judge(&bytes, "ZSTD-004", 0);
}

static void
large_windows_are_not_checked(void **state)
{
	/* Checksum, content size of 4 bytes; a window of 16 MiB. */
	static const unsigned char header[] = {
	    0x28, 0xb5, 0x2f, 0xfd, 0x84, 14 << 3, 5, 0, 0, 0};
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);
	struct outcome outcome;

	(void)state;
	add_record(&bytes, R_INFO, NULL);
	nc_buffer_add(&bytes, header, sizeof(header));
	nc_buffer_text(&bytes, "and so on");
	check_bytes(&outcome, "a.warc.zst", false, bytes.data, bytes.size);
	assert_true(found(&outcome, "ZSTD-010"));
	assert_int_equal(outcome.summary.unchecked, 1);
	outcome_free(&outcome);
	nc_buffer_free(&bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sound_files_are_sound),
	    cmocka_unit_test(frames_must_be_as_the_rules_say),
	    cmocka_unit_test(damage_is_found_and_passed_over),
	    cmocka_unit_test(every_cut_is_found),
	    cmocka_unit_test(every_flip_that_changes_the_content_is_found),
	    cmocka_unit_test(dictionaries_are_used),
	    cmocka_unit_test(malformed_dictionaries_are_found),
	    cmocka_unit_test(large_windows_are_not_checked),
	};

	return RUN(tests);
}
