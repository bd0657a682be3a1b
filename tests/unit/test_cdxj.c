/* Lines of indexes in any pieces, and hosts by any of their names. */
#include "recipe.h"

#include "cdxj.h"

static void
see(const struct newsconv_finding *finding, void *context)
{
	note_code(finding->code);
	nc_buffer_format(context, "%s:%ld ", finding->code, finding->line);
}

/* One record at offset 10 of a.warc.gz. */
static void
check(const char *lines, size_t step, const char *expected)
{
	struct nc_cdxj_index *index = calloc(1, sizeof(*index));
	struct nc_buffer found = NC_BUFFER(1 << 20);
	struct nc_verify_options options = {
	    NC_VERIFY_OPTIONS, .callback = see, .context = &found};
	struct newsconv_summary summary = {.format = ""};
	struct nc_verify verify = {
	    .name = "it", .options = &options, .summary = &summary};
	struct newsconv_record part = {.id = "",
	    .type = "resource",
	    .uri = "https://www.example.org:8080/a?b",
	    .date = "2020-10-07T21:22:36.5Z",
	    .offset = 10,
	    .length = 20,
	    .digest = "sha1:ABC",
	    .stored_sha256 = "00ff",
	    .sha256 = ""};
	size_t size = strlen(lines), at;

	assert_non_null(index);
	nc_buffer_text(&found, "");
	assert_int_equal(nc_cdxj_new(&index->cdxj, NULL), NEWSCONV_OK);
	assert_int_equal(
	    nc_cdxj_add_file(index->cdxj, "archive/a.warc.gz", NULL),
	    NEWSCONV_OK);
	nc_cdxj_add_record(index->cdxj, "a.warc.gz", &part);
	index->verify = &verify;
	index->part = "index";
	for (at = 0; at < size; at += step)
		nc_cdxj_lines(
		    index, lines + at, size - at < step ? size - at : step);
	nc_cdxj_end(index);
	assert_string_equal(found.data, expected);
	nc_buffer_free(&found);
	nc_cdxj_free(index->cdxj);
	free(index);
}

#define LINE(key, more) \
	key " 20201007212236 {\"url\":\"https://www.example.org:8080/a?b\"," \
	    "\"mime\":\"text/plain\",\"digest\":\"sha1:abc\",\"length\":20," \
	    "\"offset\":\"10\"" more ",\"filename\":\"a.warc.gz\"}\n"

static void
a_line_that_fits_has_no_finding(void **state)
{
	size_t step;

	(void)state;
	for (step = 1; step < 300; step += 7)
		check(LINE("org,example,www:8080)/a?b", ""), step, "");
	check(LINE("org,example:8080)/a?b", ""), 99, "");
	check(LINE("org,example,www)/a?b", ",\"recordDigest\":\"sha256:00FF\""),
	    99, "");
	check("", 1, "");
}

static void
the_host_of_a_key_is_that_of_the_url(void **state)
{
	(void)state;
	check(LINE("org,example,other)/a", ""), 99, "INDEX-006:1 ");
	check(LINE("org)/a", ""), 99, "INDEX-006:1 ");
	check(LINE("org,example,www,more)/a", ""), 99, "INDEX-006:1 ");
}

static void
other_algorithms_are_no_other_digests(void **state)
{
	(void)state;
	check("org,example)/ 20201007212236 {\"url\":\"https://www.example.org:"
	      "8080/a?b\",\"mime\":\"x\",\"digest\":\"sha256:00\",\"length\":"
	      "20,\"offset\":10,\"filename\":\"a.warc.gz\"}",
	    50, "");
}

static void
numbers_are_digits(void **state)
{
	(void)state;
	check("a 20201007212236 {\"url\":\"urn:a\",\"mime\":\"x\",\"digest\":"
	      "\"a\",\"length\":\"0x14\",\"offset\":10,\"filename\":\"a.warc."
	      "gz\"}",
	    50, "INDEX-003:1 ");
	check("a 20201007212236123 {\"url\":\"urn:a\"}\n", 50, "INDEX-003:1 ");
	check("a 2020100721223612 {}\n", 50, "INDEX-002:1 ");
}

static void
of_very_many_records_some_are_compared(void **state)
{
	struct nc_cdxj_index *index = calloc(1, sizeof(*index));
	struct nc_buffer found = NC_BUFFER(1 << 20);
	struct nc_verify_options options = {
	    NC_VERIFY_OPTIONS, .callback = see, .context = &found};
	struct newsconv_summary summary = {.format = ""};
	struct nc_verify verify = {
	    .name = "it", .options = &options, .summary = &summary};
	struct newsconv_record part = {.id = "",
	    .type = "",
	    .uri = "",
	    .date = "",
	    .digest = "",
	    .stored_sha256 = "",
	    .sha256 = ""};

	(void)state;
	assert_non_null(index);
	nc_buffer_text(&found, "");
	assert_int_equal(nc_cdxj_new(&index->cdxj, NULL), NEWSCONV_OK);
	assert_int_equal(nc_cdxj_add_file(index->cdxj, "a", NULL), NEWSCONV_OK);
	for (part.offset = 0; part.offset < 800 * 1000; part.offset++)
		nc_cdxj_add_record(index->cdxj, "a.warc.gz", &part);
	index->verify = &verify;
	index->part = "index";
	nc_cdxj_end(index);
	assert_string_equal(found.data, "INDEX-020:0 ");
	assert_int_equal(summary.unchecked, 1);
	nc_buffer_free(&found);
	nc_cdxj_free(index->cdxj);
	free(index);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_line_that_fits_has_no_finding),
	    cmocka_unit_test(the_host_of_a_key_is_that_of_the_url),
	    cmocka_unit_test(other_algorithms_are_no_other_digests),
	    cmocka_unit_test(numbers_are_digits),
	    cmocka_unit_test(of_very_many_records_some_are_compared),
	};

	return RUN(tests);
}
