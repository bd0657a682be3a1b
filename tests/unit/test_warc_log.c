/* What goes into a log comes out of it in order, and is counted then. */
#include "recipe.h"

#include "warc_log.h"

static void
on_part(const struct newsconv_record *part, void *context)
{
	struct outcome *outcome = context;

	nc_buffer_format(&outcome->findings, "part %llu %s\n",
	    (unsigned long long)part->index, part->id);
}

static void
findings_parts_and_facts_come_in_order(void **state)
{
	struct outcome outcome = {.findings = NC_BUFFER(RECIPE_MAX)};
	const struct nc_verify_options options = {NC_VERIFY_OPTIONS,
	    .callback = collect, .part = on_part, .context = &outcome};
	const struct nc_verify verify = {.name = "a.warc.gz",
	    .options = &options,
	    .summary = &outcome.summary};
	const struct newsconv_record part = {.index = 2,
	    .id = "second",
	    .type = "",
	    .uri = "",
	    .date = "",
	    .digest = "",
	    .stored_sha256 = "",
	    .sha256 = ""};
	const struct nc_warc_fact fact = {.offset = 7}, *kept = NULL;
	struct nc_warc_replay replay = {.records = 40};
	struct nc_warc_log log = {0};

	(void)state;
	nc_buffer_text(&outcome.findings, "");
	assert_int_equal(nc_warc_facts_open(&replay.facts, -1, 0, NULL), 0);
	nc_warc_log_begin(&log, &verify, 64 * 1024);
	nc_finding(&log.verify, NC_WARC_CUT, "first", 3, "cut");
	nc_part_done(&log.verify, &part);
	nc_finding(&log.verify, NC_WARC_CUT, "third", 4, "cut");
	assert_int_equal(nc_warc_log_fact(&fact, &log, NULL), NEWSCONV_OK);
	assert_int_equal(outcome.findings.size, 0);
	assert_int_equal(outcome.summary.errors, 0);
	assert_int_equal(
	    nc_warc_log_replay(&log, &verify, &replay, NULL), NEWSCONV_OK);
	assert_string_equal(outcome.findings.data,
	    "WARC-015 first @3 cut\npart 42 second\nWARC-015 third @4 cut\n");
	assert_int_equal(outcome.summary.errors, 2);
	assert_int_equal(outcome.summary.parts, 1);
	assert_int_equal(outcome.summary.answers[NEWSCONV_LEVEL_STRUCTURE],
	    NEWSCONV_ANSWER_NO);
	assert_int_equal(
	    nc_warc_facts_next(replay.facts, &kept, NULL), NEWSCONV_OK);
	assert_int_equal(kept->offset, 7);
	nc_warc_facts_close(replay.facts);
	nc_warc_log_free(&log);
	outcome_free(&outcome);
}

static void
a_log_that_is_full_says_so(void **state)
{
	struct newsconv_summary summary = {.format = ""};
	const struct nc_verify_options options = {NC_VERIFY_OPTIONS};
	const struct nc_verify verify = {
	    .name = "a", .options = &options, .summary = &summary};
	struct nc_warc_log log = {0};
	int i;

	(void)state;
	nc_warc_log_begin(&log, &verify, 1024);
	for (i = 0; i < 20; i++)
		nc_finding(&log.verify, NC_WARC_CUT, "part", 0, "cut");
	assert_true(log.bytes.too_large);
	nc_warc_log_begin(&log, &verify, 1024);
	assert_false(log.bytes.too_large);
	nc_warc_log_free(&log);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(findings_parts_and_facts_come_in_order),
	    cmocka_unit_test(a_log_that_is_full_says_so),
	};

	return RUN(tests);
}
