/* What a WARC file could take: memory and time have bounds, and a finding. */
#include <sys/resource.h>

#include <zlib.h>

#include "warc_records.h"

struct seen {
	unsigned parts;
	struct nc_buffer text;
};

static void
on_finding(const struct newsconv_finding *finding, void *context)
{
	struct seen *seen = context;

	note_code(finding->code);
	nc_buffer_format(&seen->text, "%s @%lld/%lld expected %s\n",
	    finding->code, (long long)finding->offset,
	    (long long)finding->inner_offset, finding->expected);
}

static void
on_part(const struct newsconv_record *part, void *context)
{
	struct seen *seen = context;

	seen->parts++;
	nc_buffer_format(&seen->text, "%llu %s %s %s %s %llu+%llu %llu %s\n",
	    (unsigned long long)part->index, part->id, part->type, part->uri,
	    part->date, (unsigned long long)part->offset,
	    (unsigned long long)part->length, (unsigned long long)part->size,
	    part->digest);
}

static void
check(struct seen *seen, FILE *file, const char *name,
    const struct newsconv_limits *limits, struct newsconv_summary *summary)
{
	struct nc_verify_options options = {NC_VERIFY_OPTIONS,
	    .callback = on_finding, .part = on_part, .context = seen};

	memset(seen, 0, sizeof(*seen));
	seen->text.ceiling = RECIPE_MAX;
	nc_buffer_text(&seen->text, "");
	if (limits != NULL)
		options.limits = *limits;
	assert_int_equal(fflush(file), 0);
	assert_int_equal(
	    nc_verify_descriptor(fileno(file), name, &options, summary, NULL),
	    NEWSCONV_OK);
}

/* A file of these records, each a member of its own if `gzip`. */
static FILE *
file_of(const char *const *recipes, size_t count, bool gzip)
{
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);
	FILE *file = tmpfile();
	size_t i;

	assert_non_null(file);
	for (i = 0; i < count; i++)
		add_recipe(&bytes, recipes[i], gzip);
	assert_int_equal(fwrite(bytes.data, 1, bytes.size, file), bytes.size);
	nc_buffer_free(&bytes);
	return file;
}

static void
expect_said(const struct seen *seen, const char *text)
{
	if (strstr(seen->text.data, text) == NULL)
		fail_msg("%s is not in: %s", text, seen->text.data);
}

/* Under 64 MiB, this test program included. */
static void
expect_little_memory(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	/* The sanitizers' own memory counts too; they are no measure. */
	if (getenv("ASAN_OPTIONS") == NULL)
		assert_in_range(usage.ru_maxrss, 1, 64 * 1024);
}

static void
records_are_given_with_their_places(void **state)
{
	static const char *const recipes[] = {R_INFO, R_RESOURCE};
	struct newsconv_summary summary;
	struct seen seen;
	FILE *file = file_of(recipes, 2, false);
	char wanted[160];
	struct nc_buffer info = NC_BUFFER(RECIPE_MAX);

	(void)state;
	make_record(&info, R_INFO);
	check(&seen, file, "a.warc", NULL, &summary);
	assert_int_equal(seen.parts, 2);
	snprintf(wanted, sizeof(wanted),
	    "0 urn:uuid:7d3c0000-0000-5000-8000-000000000001 warcinfo  "
	    "2024-03-01T08:00:00Z 0+%zu 50 \n",
	    info.size);
	expect_said(&seen, wanted);
	snprintf(wanted, sizeof(wanted),
	    "resource urn:example:ferry 2024-03-01T08:00:00Z %zu+", info.size);
	expect_said(&seen, wanted);
	expect_said(&seen, " 29 sha1:");
	nc_buffer_free(&seen.text);
	nc_buffer_free(&info);
	fclose(file);
}

static void
findings_in_members_have_both_places(void **state)
{
	static const char *const recipes[] = {R_INFO, R_METADATA};
	struct nc_buffer member = NC_BUFFER(RECIPE_MAX);
	struct nc_buffer plain = NC_BUFFER(RECIPE_MAX);
	struct newsconv_summary summary;
	struct seen seen;
	FILE *file = file_of(recipes, 2, true);
	char wanted[64];

	(void)state;
	add_recipe(&member, R_INFO, true);
	make_record(&plain, R_INFO);
	check(&seen, file, "a.warc.gz", NULL, &summary);
	snprintf(wanted, sizeof(wanted),
	    "WARC-022 @%zu/%zu expected WARC-Block-Digest", member.size,
	    plain.size);
	expect_said(&seen, wanted);
	nc_buffer_free(&seen.text);
	nc_buffer_free(&member);
	nc_buffer_free(&plain);
	fclose(file);
}

static void
a_header_line_of_256_mib_is_answered_in_little_memory(void **state)
{
	struct newsconv_summary summary;
	struct seen seen;
	FILE *file = tmpfile();

	(void)state;
	assert_non_null(file);
	fputs("WARC/1.1\r\nX: ", file);
	assert_int_equal(fflush(file), 0);
	assert_int_equal(ftruncate(fileno(file), 256 * 1024 * 1024), 0);
	check(&seen, file, "a.warc", NULL, &summary);
	expect_said(&seen, "WARC-008");
	assert_int_equal(summary.unchecked, 1);
	expect_little_memory();
	nc_buffer_free(&seen.text);
	fclose(file);
}

/* `size` zero bytes behind a header, in one member. */
static FILE *
bomb_of(const char *head, size_t size)
{
	static unsigned char zeros[256 * 1024], room[64 * 1024];
	z_stream stream = {0};
	FILE *file = tmpfile();
	size_t done = 0;

	assert_non_null(file);
	assert_int_equal(deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8,
			     Z_DEFAULT_STRATEGY),
	    Z_OK);
	memset(zeros, 0, sizeof(zeros));
	memcpy(zeros, head, strlen(head));
	do {
		stream.next_in = zeros;
		stream.avail_in = sizeof(zeros);
		done += sizeof(zeros);
		do {
			stream.next_out = room;
			stream.avail_out = sizeof(room);
			deflate(&stream, done < size ? Z_NO_FLUSH : Z_FINISH);
			fwrite(room, 1, sizeof(room) - stream.avail_out, file);
		} while (stream.avail_out == 0);
		memset(zeros, 0, strlen(head));
	} while (done < size);
	deflateEnd(&stream);
	return file;
}

static void
a_bomb_is_answered_in_little_memory(void **state)
{
	static const struct newsconv_limits limits = {.ratio = 100};
	struct newsconv_summary summary;
	struct seen seen;
	FILE *file = bomb_of(
	    RECORD(
		"resource", "01") "WARC-Target-URI: urn:x:y\r\nContent-Length: "
				  "99999999999\r\n\r\n",
	    256 * 1024 * 1024);

	(void)state;
	check(&seen, file, "a.warc.gz", NULL, &summary);
	expect_said(&seen, "WARC-019");
	expect_said(&seen, "GZIP-013");
	nc_buffer_free(&seen.text);
	check(&seen, file, "a.warc.gz", &limits, &summary);
	expect_said(&seen, "GZIP-012");
	assert_true(summary.unchecked > 0);
	expect_little_memory();
	nc_buffer_free(&seen.text);
	fclose(file);
}

static void
limits_of_headers_can_be_set(void **state)
{
	static const struct newsconv_limits limits = {.header_size = 100};
	static const char *const recipes[] = {R_INFO};
	struct newsconv_summary summary;
	struct seen seen;
	FILE *file = file_of(recipes, 1, false);

	(void)state;
	check(&seen, file, "a.warc", &limits, &summary);
	expect_said(&seen, "WARC-008");
	nc_buffer_free(&seen.text);
	fclose(file);
}

static void
more_links_than_are_looked_at_are_told(void **state)
{
	struct nc_buffer recipe = NC_BUFFER(RECIPE_MAX);
	const char *recipes[1];
	struct newsconv_summary summary;
	struct seen seen;
	FILE *file;
	int i;

	(void)state;
	nc_buffer_text(&recipe, RECORD("metadata", "01"));
	for (i = 0; i < 70; i++)
		nc_buffer_format(
		    &recipe, "WARC-Concurrent-To: <urn:x:%d>\r\n", i);
	nc_buffer_text(&recipe, BLOCK(""));
	recipes[0] = recipe.data;
	file = file_of(recipes, 1, false);
	check(&seen, file, "a.warc", NULL, &summary);
	expect_said(&seen, "WARC-055");
	assert_int_equal(summary.unchecked, 1);
	nc_buffer_free(&seen.text);
	nc_buffer_free(&recipe);
	fclose(file);
}

static void
what_is_lost_is_summed_up(void **state)
{
	static const char *const recipes[] = {
	    R_INFO, "junk that is no record\r\n", R_RESOURCE};
	struct newsconv_summary summary;
	struct seen seen;
	FILE *file = file_of(recipes, 3, false);

	(void)state;
	check(&seen, file, "a.warc", NULL, &summary);
	expect_said(&seen, "WARC-002");
	expect_said(&seen, "WARC-017");
	expect_said(&seen, "WARC-057");
	assert_int_equal(summary.parts, 2);
	nc_buffer_free(&seen.text);
	fclose(file);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(records_are_given_with_their_places),
	    cmocka_unit_test(findings_in_members_have_both_places),
	    cmocka_unit_test(
		a_header_line_of_256_mib_is_answered_in_little_memory),
	    cmocka_unit_test(a_bomb_is_answered_in_little_memory),
	    cmocka_unit_test(limits_of_headers_can_be_set),
	    cmocka_unit_test(more_links_than_are_looked_at_are_told),
	    cmocka_unit_test(what_is_lost_is_summed_up),
	};

	return RUN(tests);
}
