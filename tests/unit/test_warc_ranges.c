/*
 * The same findings, records and counts for any number of threads, in the same
 * order: for files that are sound, damaged anywhere, or made so that a range
 * begins where no record does.
 */
#include "warc_records.h"

enum { RECORDS = 640, NOISE = 8192 };

static uint32_t
random_number(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

/* A record that does not compress, so that offsets grow. */
static void
add_noise(struct nc_buffer *text, unsigned number, uint32_t *state)
{
	unsigned i;

	nc_buffer_format(text,
	    "WARC/1.1\r\nWARC-Type: resource\r\n"
	    "WARC-Record-ID: <urn:example:%u>\r\n" DATE
	    "WARC-Target-URI: urn:example:%u\r\n"
	    "WARC-Concurrent-To: <urn:example:%u>\r\n"
	    "Content-Type: text/plain\r\nContent-Length: %d\r\n\r\n",
	    number % 500, number, number / 2, NOISE);
	for (i = 0; i < NOISE; i++)
		nc_buffer_byte(text, (unsigned char)random_number(state));
	nc_buffer_text(text, "\r\n\r\n");
}

/* Each record a member; `together`: up to so many in one. */
static void
make_noise(struct nc_buffer *bytes, unsigned together)
{
	struct nc_buffer text = NC_BUFFER(RECIPE_MAX);
	uint32_t state = 2463534242u;
	unsigned i;

	for (i = 0; i < RECORDS; i++) {
		add_noise(&text, i, &state);
		if (i % together != together - 1 && i != RECORDS - 1)
			continue;
		add_gzip_member(bytes, text.data, text.size);
		nc_buffer_clear(&text);
	}
	nc_buffer_free(&text);
}

static void
on_finding(const struct newsconv_finding *finding, void *context)
{
	note_code(finding->code);
	nc_buffer_format(context, "%s %s @%llu %llu %s\n", finding->code,
	    finding->part, (unsigned long long)finding->offset,
	    (unsigned long long)finding->inner_offset, finding->text);
}

static void
on_part(const struct newsconv_record *part, void *context)
{
	nc_buffer_format(context, "%llu %s %s %llu+%llu %llu %d%d\n",
	    (unsigned long long)part->index, part->id, part->uri,
	    (unsigned long long)part->offset, (unsigned long long)part->length,
	    (unsigned long long)part->size, part->answers[0], part->answers[1]);
}

static void
check(struct nc_buffer *said, const struct nc_buffer *bytes, unsigned threads)
{
	const struct nc_verify_options options = {NC_VERIFY_OPTIONS,
	    .threads = threads, .callback = on_finding, .part = on_part,
	    .context = said};
	struct newsconv_summary summary;
	FILE *file = tmpfile();

	assert_non_null(file);
	assert_int_equal(
	    fwrite(bytes->data, 1, bytes->size, file), bytes->size);
	assert_int_equal(fflush(file), 0);
	assert_int_equal(nc_verify_descriptor(fileno(file), "a.warc.gz",
			     &options, &summary, NULL),
	    NEWSCONV_OK);
	nc_buffer_format(said, "%llu %llu %llu %llu %llu %llu %d%d\n",
	    (unsigned long long)summary.parts,
	    (unsigned long long)summary.digests,
	    (unsigned long long)summary.errors,
	    (unsigned long long)summary.warnings,
	    (unsigned long long)summary.notes,
	    (unsigned long long)summary.unchecked, summary.answers[0],
	    summary.answers[1]);
	fclose(file);
}

/* Of texts of a megabyte only the first line that differs is of interest. */
static void
expect_same(const char *alone, const char *together, unsigned threads)
{
	const char *line = alone, *other = together;

	while (*line != '\0' && strcspn(line, "\n") == strcspn(other, "\n") &&
	    memcmp(line, other, strcspn(line, "\n")) == 0) {
		line += strcspn(line, "\n") + 1;
		other += strcspn(other, "\n") + 1;
	}
	if (*line != *other || strcmp(line, other) != 0)
		fail_msg(
		    "alone: %.200s\n%u threads: %.200s", line, threads, other);
}

static void
expect_equal(const struct nc_buffer *bytes, const char *code)
{
	struct nc_buffer alone = NC_BUFFER(RECIPE_MAX);
	unsigned threads;

	check(&alone, bytes, 1);
	if (code != NULL && strstr(alone.data, code) == NULL)
		fail_msg("%s is not found", code);
	for (threads = 2; threads <= 4; threads++) {
		struct nc_buffer together = NC_BUFFER(RECIPE_MAX);

		check(&together, bytes, threads);
		expect_same(alone.data, together.data, threads);
		nc_buffer_free(&together);
	}
	nc_buffer_free(&alone);
}

static void
records_come_in_the_order_of_the_file(void **state)
{
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);

	(void)state;
	make_noise(&bytes, 1);
	assert_true(bytes.size > 5000000);
	expect_equal(&bytes, "WARC-014"); /* ids come again */
	nc_buffer_free(&bytes);
}

static void
damage_is_told_alike(void **state)
{
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);
	uint32_t random = 88172645;
	unsigned round, i;

	(void)state;
	make_noise(&bytes, 1);
	for (round = 0; round < 4; round++) {
		for (i = 0; i < 40; i++) {
			size_t at = random_number(&random) % bytes.size;

			bytes.data[at] = (char)(bytes.data[at] ^ 0x10);
		}
		expect_equal(&bytes, "WARC-057");
	}
	/* Cut off, then zeros, then something else. */
	bytes.size -= 1000;
	expect_equal(&bytes, "GZIP-006");
	nc_buffer_free(&bytes);
	make_noise(&bytes, 1);
	nc_buffer_add(&bytes, "\0\0\0\0", 4);
	expect_equal(&bytes, "GZIP-007");
	nc_buffer_text(&bytes, "x");
	expect_equal(&bytes, "GZIP-008");
	nc_buffer_free(&bytes);
}

static void
members_of_many_records_are_told_once(void **state)
{
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);

	(void)state;
	make_noise(&bytes, 3);
	expect_equal(&bytes, "WARC-018");
	nc_buffer_free(&bytes);
	make_noise(&bytes, RECORDS);
	expect_equal(&bytes, "WARC-018");
	nc_buffer_free(&bytes);
}

/* A stored block that is full of what looks like members. */
static void
members_within_members_begin_no_range(void **state)
{
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);
	struct nc_buffer inner = NC_BUFFER(RECIPE_MAX);
	struct nc_buffer text = NC_BUFFER(RECIPE_MAX);
	struct libdeflate_compressor *stored = libdeflate_alloc_compressor(0);
	size_t size;

	(void)state;
	make_noise(&inner, 1);
	nc_buffer_format(&text,
	    RECORD("resource", "31") "WARC-Target-URI: urn:example:31\r\n"
				     "Content-Type: application/warc\r\n"
				     "Content-Length: %zu\r\n\r\n",
	    inner.size);
	nc_buffer_add(&text, inner.data, inner.size);
	nc_buffer_text(&text, "\r\n\r\n");
	assert_true(nc_buffer_reserve(&bytes, text.size + 100000));
	size = libdeflate_gzip_compress(
	    stored, text.data, text.size, bytes.data, text.size + 100000);
	assert_true(size > 0);
	bytes.size = size;
	add_recipe(&bytes, R_RESOURCE, true);
	expect_equal(&bytes, NULL);
	libdeflate_free_compressor(stored);
	nc_buffer_free(&bytes);
	nc_buffer_free(&inner);
	nc_buffer_free(&text);
}

static void
segments_are_put_together_across_ranges(void **state)
{
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);
	struct nc_buffer rest = NC_BUFFER(RECIPE_MAX);

	(void)state;
	make_noise(&bytes, 1);
	add_recipe(&bytes, R_FIRST, true);
	make_noise(&rest, 1);
	nc_buffer_add(&bytes, rest.data, rest.size);
	add_recipe(&bytes, R_SECOND, true);
	nc_buffer_add(&bytes, rest.data, rest.size);
	add_recipe(&bytes, R_THIRD, true);
	expect_equal(&bytes, NULL);
	nc_buffer_free(&bytes);
	nc_buffer_free(&rest);
}

/* More findings than a log may hold: someone reads on alone. */
static void
a_full_log_loses_nothing(void **state)
{
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);
	struct nc_buffer text = NC_BUFFER(RECIPE_MAX);
	unsigned i;

	(void)state;
	nc_buffer_text(&text,
	    RECORD("resource", "31") "WARC-Target-URI: urn:example:31\r\n");
	for (i = 0; i < 20000; i++)
		nc_buffer_format(&text, "no field %u\r\n", i);
	nc_buffer_text(&text, HTML_TYPE BLOCK(""));
	make_noise(&bytes, 1);
	add_recipe(&bytes, text.data, true);
	make_noise(&bytes, 1);
	expect_equal(&bytes, "WARC-006");
	nc_buffer_free(&bytes);
	nc_buffer_free(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(records_come_in_the_order_of_the_file),
	    cmocka_unit_test(damage_is_told_alike),
	    cmocka_unit_test(members_of_many_records_are_told_once),
	    cmocka_unit_test(members_within_members_begin_no_range),
	    cmocka_unit_test(segments_are_put_together_across_ranges),
	    cmocka_unit_test(a_full_log_loses_nothing),
	};

	return RUN(tests);
}
