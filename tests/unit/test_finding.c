/* Findings on their way out: counted, placed, made printable, answered. */
#include "finding.h"
#include "unit.h"

/* What came out, and what it was made with. */
struct fixture {
	struct newsconv_finding finding;
	char part[600];
	char text[1100];
	struct newsconv_record record;
	char id[600];
	uint64_t findings, parts;
	struct nc_verify_options options;
	struct newsconv_summary summary;
	enum newsconv_answer answers[NEWSCONV_LEVELS];
	struct nc_verify verify;
};

static void
on_finding(const struct newsconv_finding *finding, void *context)
{
	struct fixture *fixture = context;

	fixture->findings++;
	fixture->finding = *finding;
	snprintf(fixture->part, sizeof(fixture->part), "%s", finding->part);
	snprintf(fixture->text, sizeof(fixture->text), "%s", finding->text);
}

static void
on_part(const struct newsconv_record *part, void *context)
{
	struct fixture *fixture = context;

	fixture->parts++;
	fixture->record = *part;
	snprintf(fixture->id, sizeof(fixture->id), "%s", part->id);
}

static void
begin(struct fixture *fixture)
{
	memset(fixture, 0, sizeof(*fixture));
	fixture->options.scratch = -1;
	fixture->options.callback = on_finding;
	fixture->options.part = on_part;
	fixture->options.context = fixture;
	fixture->verify.descriptor = -1;
	fixture->verify.name = "file";
	fixture->verify.options = &fixture->options;
	fixture->verify.summary = &fixture->summary;
	fixture->verify.answers = fixture->answers;
}

static void
an_error_answers_no_for_the_part_and_the_file(void **state)
{
	const struct newsconv_record part = {.id = "one"};
	const struct newsconv_record next = {.id = "two"};
	struct fixture fixture;

	(void)state;
	begin(&fixture);
	nc_digests_compared(&fixture.verify, 2);
	nc_finding(&fixture.verify, NC_WARC_BLOCK_DIGEST, "one", 5, "wrong");
	nc_part_done(&fixture.verify, &part);
	assert_int_equal(
	    fixture.record.answers[NEWSCONV_LEVEL_DIGESTS], NEWSCONV_ANSWER_NO);
	assert_int_equal(fixture.record.answers[NEWSCONV_LEVEL_STRUCTURE],
	    NEWSCONV_ANSWER_YES);
	/* The next part is not to blame. */
	nc_digests_compared(&fixture.verify, 1);
	nc_part_done(&fixture.verify, &next);
	assert_int_equal(fixture.record.answers[NEWSCONV_LEVEL_DIGESTS],
	    NEWSCONV_ANSWER_YES);
	assert_int_equal(fixture.summary.answers[NEWSCONV_LEVEL_DIGESTS],
	    NEWSCONV_ANSWER_NO);
	assert_int_equal(fixture.summary.errors, 1);
	assert_int_equal(fixture.summary.digests, 3);
	assert_int_equal(fixture.summary.parts, 2);
}

static void
what_is_unchecked_is_a_warning_and_no_yes(void **state)
{
	struct fixture fixture;

	(void)state;
	begin(&fixture);
	nc_digests_compared(&fixture.verify, 1);
	nc_finding(
	    &fixture.verify, NC_WARC_DIGEST_UNKNOWN, "one", 5, "unknown");
	assert_int_equal(fixture.finding.severity, NEWSCONV_WARNING);
	assert_int_equal(fixture.finding.unchecked, 1);
	assert_int_equal(fixture.summary.unchecked, 1);
	assert_int_equal(fixture.summary.errors, 0);
	assert_int_equal(fixture.summary.answers[NEWSCONV_LEVEL_DIGESTS],
	    NEWSCONV_ANSWER_UNKNOWN);
}

static void
offsets_are_those_of_the_file_and_may_be_unknown(void **state)
{
	struct nc_place place = {.part = "one", .offset = 7};
	struct fixture fixture;

	(void)state;
	begin(&fixture);
	fixture.verify.start = 100;
	nc_report(&fixture.verify, NC_FILE_EMPTY, &place, "x");
	assert_int_equal(fixture.finding.offset, 107);
	assert_int_equal(fixture.finding.inner_offset, NEWSCONV_NO_OFFSET);
	place.has_inner = true;
	place.inner_offset = 9;
	nc_report(&fixture.verify, NC_FILE_EMPTY, &place, "x");
	assert_int_equal(fixture.finding.inner_offset, 9);
	place.offset = NEWSCONV_NO_OFFSET;
	nc_report(&fixture.verify, NC_FILE_EMPTY, &place, "x");
	assert_int_equal(fixture.finding.offset, NEWSCONV_NO_OFFSET);
}

static void
names_from_archives_are_safe_to_print(void **state)
{
	const struct newsconv_record part = {.id = "a\x1b[31m"};
	struct fixture fixture;

	(void)state;
	begin(&fixture);
	fixture.verify.inside = "in.warc";
	nc_finding(&fixture.verify, NC_FILE_EMPTY, "a\nb", 0, "is %s", "c\xff");
	assert_string_equal(fixture.part, "in.warc!a\\x0ab");
	assert_string_equal(fixture.text, "is c\\xff");
	nc_part_done(&fixture.verify, &part);
	assert_string_equal(fixture.id, "in.warc!a\\x1b[31m");
}

static void
what_a_part_does_not_say_is_an_empty_string(void **state)
{
	const struct newsconv_record part = {.index = 3};
	struct fixture fixture;

	(void)state;
	begin(&fixture);
	nc_part_done(&fixture.verify, &part);
	assert_int_equal(fixture.parts, 1);
	assert_int_equal(fixture.record.index, 3);
	assert_string_equal(fixture.id, "");
	assert_string_equal(fixture.record.type, "");
	assert_string_equal(fixture.record.uri, "");
	assert_string_equal(fixture.record.date, "");
	assert_string_equal(fixture.record.digest, "");
	assert_string_equal(fixture.record.stored_sha256, "");
	assert_string_equal(fixture.record.sha256, "");
}

static void
a_caller_may_know_better_than_the_table(void **state)
{
	const struct nc_place place = {
	    .part = "one", .expected = "four", .peer = "PKG-003", .line = 2};
	struct fixture fixture;

	(void)state;
	begin(&fixture);
	nc_report(&fixture.verify, NC_FILE_EMPTY, &place, "three");
	assert_string_equal(fixture.finding.expected, "four");
	assert_string_equal(fixture.finding.peer, "PKG-003");
	assert_int_equal(fixture.finding.line, 2);
}

static void
the_table_is_listed_to_its_end_without_gaps(void **state)
{
	const struct newsconv_finding *finding;
	size_t i;

	(void)state;
	for (i = 0; (finding = nc_finding_at(i)) != NULL; i++) {
		if (finding->text[0] == '\0' || finding->code[0] == '\0' ||
		    finding->clause == NULL || finding->advice == NULL ||
		    finding->expected == NULL || finding->peer == NULL)
			fail_msg("%s is not whole", finding->code);
	}
	assert_int_equal(i, NC_FINDING_COUNT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_error_answers_no_for_the_part_and_the_file),
	    cmocka_unit_test(what_is_unchecked_is_a_warning_and_no_yes),
	    cmocka_unit_test(offsets_are_those_of_the_file_and_may_be_unknown),
	    cmocka_unit_test(names_from_archives_are_safe_to_print),
	    cmocka_unit_test(what_a_part_does_not_say_is_an_empty_string),
	    cmocka_unit_test(a_caller_may_know_better_than_the_table),
	    cmocka_unit_test(the_table_is_listed_to_its_end_without_gaps),
	};

	return RUN(tests);
}
