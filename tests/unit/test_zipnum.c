/* Summaries of compressed indexes, in any pieces, against the members. */
#include "recipe.h"

#include "zipnum.h"

static void
see(const struct newsconv_finding *finding, void *context)
{
	note_code(finding->code);
	nc_buffer_format(context, "%s:%ld ", finding->code, finding->line);
}

static void
add(struct nc_zipnum *zipnum, const char *file, uint64_t offset,
    const char *first)
{
	struct nc_zipnum_member member = {
	    .file = file, .offset = offset, .length = 10, .sha256 = "00ff"};

	snprintf(member.first, sizeof(member.first), "%s", first);
	assert_int_equal(nc_zipnum_add(zipnum, &member, NULL), NEWSCONV_OK);
}

/* Members at 0 and 10 of b.cdx.gz, and one of another index. */
static void
check(const char *lines, size_t step, const char *expected)
{
	struct nc_zipnum_summary *summary = calloc(1, sizeof(*summary));
	struct nc_buffer found = NC_BUFFER(1 << 20);
	struct nc_verify_options options = {
	    NC_VERIFY_OPTIONS, .callback = see, .context = &found};
	struct newsconv_summary total = {.format = ""};
	struct nc_verify verify = {
	    .name = "it", .options = &options, .summary = &total};
	size_t size = strlen(lines), at;

	assert_non_null(summary);
	nc_buffer_text(&found, "");
	assert_int_equal(nc_zipnum_new(&summary->zipnum, NULL), NEWSCONV_OK);
	add(summary->zipnum, "indexes/b.cdx.gz", 0, "org,a)/ 2020 {\"url\"");
	add(summary->zipnum, "indexes/b.cdx.gz", 10, "org,b)/ 2021 {\"url\"");
	add(summary->zipnum, "indexes/a.cdx.gz", 0, "a key without an end");
	summary->verify = &verify;
	summary->part = "summary";
	for (at = 0; at < size; at += step)
		nc_zipnum_lines(
		    summary, lines + at, size - at < step ? size - at : step);
	nc_zipnum_end(summary);
	assert_string_equal(found.data, expected);
	nc_buffer_free(&found);
	nc_zipnum_free(summary->zipnum);
	free(summary);
}

#define HEADING \
	"!meta 0 {\"format\": \"cdxj-gzip-1.0\", \"filename\": " \
	"\"b.cdx.gz\"}\n"
#define FIRST "org,a)/ 2020 {\"offset\": 0, \"length\": 10}\n"
#define SECOND \
	"org,b)/ 2021 {\"offset\": 10, \"length\": 10, " \
	"\"digest\": \"sha256:00ff\"}\n"

static void
a_summary_that_fits_has_no_finding(void **state)
{
	size_t step;

	(void)state;
	for (step = 1; step < 200; step += 3)
		check(HEADING FIRST SECOND, step, "");
	/* In another order, and without the last end of line. */
	check(HEADING SECOND "org,a)/ 2020 {\"offset\": 0, \"length\": 10}", 99,
	    "");
	/* Each line may name its file; what is no sha256 is not compared. */
	check("org,a)/ 2020 {\"offset\":0,\"length\":10,"
	      "\"filename\":\"b.cdx.gz\",\"digest\":\"md5:1\"}\n",
	    99, "");
	/* A key that was not read to its end is not compared. */
	check("x 2020 {\"offset\":0,\"length\":10,"
	      "\"filename\":\"a.cdx.gz\"}\n",
	    99, "");
	check("", 1, "");
}

static void
lines_that_do_not_fit_are_found(void **state)
{
	(void)state;
	check(HEADING "org,a)/ 2020\n" FIRST SECOND, 99, "INDEX-023:2 ");
	check(HEADING "org,a)/ 2020 {\"offset\": 0}\n" FIRST SECOND, 99,
	    "INDEX-023:2 ");
	check(HEADING FIRST SECOND "z 1 {\"offset\": 20, \"length\": 1}\n", 99,
	    "INDEX-024:4 ");
	check(HEADING FIRST SECOND "z 1 {\"offset\": 0, \"length\": 9}\n", 99,
	    "INDEX-024:4 ");
	check(HEADING "org,x)/ 2020 {\"offset\": 0, \"length\": 10}\n" SECOND,
	    99, "INDEX-025:2 ");
	check(HEADING "org,a)/ 2021 {\"offset\": 0, \"length\": 10}\n" SECOND,
	    99, "INDEX-025:2 ");
	check(HEADING FIRST "org,b)/ 2021 {\"offset\": 10, \"length\": 10, "
			    "\"digest\": \"sha256:00fe\"}\n",
	    99, "INDEX-026:3 ");
}

static void
members_that_no_line_has_are_found(void **state)
{
	(void)state;
	check(HEADING FIRST, 99, "INDEX-027:0 ");
	check(HEADING, 99, "INDEX-027:0 ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_summary_that_fits_has_no_finding),
	    cmocka_unit_test(lines_that_do_not_fit_are_found),
	    cmocka_unit_test(members_that_no_line_has_are_found),
	};

	return RUN(tests);
}
