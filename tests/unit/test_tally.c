/* Counts: each input is in one of those that make the sum. */
#include "unit.h"

#include "tally.h"

static uint64_t
sum_of(const struct newsconv_archive_summary *summary)
{
	return summary->archived + summary->duplicates + summary->unchanged +
	    summary->packed + summary->sidecars + summary->skipped +
	    summary->failed;
}

static void
each_status_is_counted_once(void **state)
{
	static const enum nc_manifest_status statuses[] = {NC_ARCHIVED,
	    NC_DUPLICATE, NC_PACKED, NC_SIDECAR, NC_SKIPPED, NC_FAILED};
	struct newsconv_archive_summary summary;
	size_t i;

	(void)state;
	memset(&summary, 0, sizeof(summary));
	for (i = 0; i < sizeof(statuses) / sizeof(*statuses); i++) {
		struct nc_task task = {.line = {.status = statuses[i]}};

		nc_tally_add(&summary, &task);
		assert_int_equal(summary.inputs, i + 1);
		assert_int_equal(sum_of(&summary), i + 1);
	}
	assert_int_equal(summary.temporary, 0);
	assert_int_equal(summary.changed, 0);
}

static void
an_unchanged_packed_file_stands_for_its_members(void **state)
{
	struct nc_task task = {.outcome = NC_OUTCOME_UNCHANGED,
	    .units = 5,
	    .line = {.status = NC_PACKED}};
	struct newsconv_archive_summary summary;

	(void)state;
	memset(&summary, 0, sizeof(summary));
	nc_tally_add(&summary, &task);
	assert_int_equal(summary.inputs, 6);
	assert_int_equal(summary.unchanged, 5);
	assert_int_equal(summary.packed, 1);
}

static void
what_is_missing_is_no_input(void **state)
{
	struct nc_task task = {
	    .outcome = NC_OUTCOME_MISSING, .line = {.status = NC_ARCHIVED}};
	struct newsconv_archive_summary summary;

	(void)state;
	memset(&summary, 0, sizeof(summary));
	nc_tally_add(&summary, &task);
	assert_int_equal(summary.inputs, 0);
	assert_int_equal(summary.missing, 1);
}

static void
a_known_one_that_is_stored_again_has_changed(void **state)
{
	struct nc_task task = {.known = true,
	    .line = {.status = NC_ARCHIVED, .bytes = 100},
	    .facts = {.articles = 2, .without_date = 1}};
	struct newsconv_archive_summary summary;

	(void)state;
	memset(&summary, 0, sizeof(summary));
	strcpy(task.facts.languages[0], "ar");
	task.facts.language_counts[0] = 2;
	strcpy(task.facts.first_date, "2021-06-12");
	strcpy(task.facts.last_date, "2021-06-14");
	nc_tally_add(&summary, &task);
	nc_tally_add(&summary, &task);
	assert_int_equal(summary.changed, 2);
	assert_int_equal(summary.bytes_read, 200);
	assert_int_equal(summary.articles, 4);
	assert_int_equal(summary.without_date, 2);
	assert_string_equal(summary.languages[0].tag, "ar");
	assert_int_equal(summary.languages[0].articles, 4);
	assert_string_equal(summary.first_date, "2021-06-12");
	assert_string_equal(summary.last_date, "2021-06-14");
}

static void
a_failure_that_may_pass_is_told_apart(void **state)
{
	struct nc_task task = {.line = {.status = NC_FAILED, .sys_errno = 5}};
	struct newsconv_archive_summary summary;

	(void)state;
	memset(&summary, 0, sizeof(summary));
	nc_tally_add(&summary, &task);
	task.line.sys_errno = 0;
	nc_tally_add(&summary, &task);
	assert_int_equal(summary.failed, 2);
	assert_int_equal(summary.temporary, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_status_is_counted_once),
	    cmocka_unit_test(an_unchanged_packed_file_stands_for_its_members),
	    cmocka_unit_test(what_is_missing_is_no_input),
	    cmocka_unit_test(a_known_one_that_is_stored_again_has_changed),
	    cmocka_unit_test(a_failure_that_may_pass_is_told_apart),
	};

	return RUN(tests);
}
