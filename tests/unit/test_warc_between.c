/* What records of one file may not say of each other. */
#include "warc_records.h"

#include "warc_between.h"

static void
expect_file(const char *recipe, const char *code)
{
	struct nc_buffer made = NC_BUFFER(RECIPE_MAX);
	struct outcome outcome;

	make_record(&made, recipe);
	check_bytes(&outcome, "a.warc", false, made.data, made.size);
	if (code == NULL && outcome.summary.errors > 0)
		fail_msg("errors in what is sound: %s", outcome.findings.data);
	if (code != NULL && !found(&outcome, code))
		fail_msg("%s is not among: %s", code, outcome.findings.data);
	outcome_free(&outcome);
	nc_buffer_free(&made);
}

#define LAST(number, total, origin, uri) \
	RECORD("continuation", "33") \
	"WARC-Target-URI: " uri "\r\nWARC-Segment-Number: " number \
	"\r\nWARC-Segment-Total-Length: " total \
	"\r\nWARC-Segment-Origin-ID: " UUID(origin) "\r\n" BLOCK( \
	    "two, three</p>")

static void
an_origin_that_dangles_is_found_by_its_uri(void **state)
{
	(void)state;
	expect_file(R_FIRST LAST("2", "22", "08", "urn:example:long"), NULL);
	expect_file(
	    R_FIRST LAST("2", "22", "88", "urn:example:long"), "WARC-047");
	/* Of another URI it may be in another file; so may all of it. */
	expect_file(R_FIRST LAST("2", "22", "88", "urn:example:other"), NULL);
	expect_file(LAST("2", "22", "88", "urn:example:long"), NULL);
}

static void
totals_are_those_of_all_segments(void **state)
{
	(void)state;
	expect_file(
	    R_FIRST LAST("2", "21", "08", "urn:example:long"), "WARC-045");
	expect_file(
	    R_FIRST LAST("3", "22", "08", "urn:example:long"), "WARC-044");
	expect_file(R_FIRST LAST("2", "22", "08", "urn:example:x"), "WARC-046");
	/* In any order in the file. */
	expect_file(R_THIRD R_SECOND R_FIRST, NULL);
}

static void
the_third_of_an_id_is_told_too(void **state)
{
	struct nc_buffer made = NC_BUFFER(RECIPE_MAX);
	struct outcome outcome;

	(void)state;
	make_record(&made, R_RESOURCE R_RESOURCE R_RESOURCE);
	check_bytes(&outcome, "a.warc", false, made.data, made.size);
	assert_int_equal(outcome.summary.errors, 2);
	assert_true(found(&outcome,
	    "WARC-014 urn:uuid:7d3c0000-0000-5000-8000-000000000005 "));
	assert_true(found(&outcome, "(the other is at byte 0)"));
	outcome_free(&outcome);
	nc_buffer_free(&made);
}

static void
a_revisit_without_reference_is_noted(void **state)
{
	(void)state;
	expect_file(RECORD("revisit", "31") TARGET
	    "WARC-Profile: " IDENTICAL
	    "\r\nWARC-Payload-Digest: sha1:$SHA1{x}\r\n" BLOCK(""),
	    "WARC-049");
}

/* The original before or behind, and digests written in another form. */
static void
revisits_are_held_against_their_originals(void **state)
{
	(void)state;
	expect_file(R_RESPONSE R_REVISIT, NULL);
	expect_file(R_REVISIT R_RESPONSE, NULL);
	expect_file(R_RESPONSE RECORD("revisit", "31") TARGET
	    "WARC-Profile: " IDENTICAL "\r\nWARC-Refers-To: " UUID(
		"02") "\r\n"
		      "WARC-Payload-Digest: sha256:$SHA256{other}\r\n" BLOCK(
			  ""),
	    NULL); /* another algorithm cannot be compared */
	expect_file(R_RESPONSE RECORD("revisit", "31") TARGET
	    "WARC-Profile: " IDENTICAL "\r\nWARC-Refers-To: " UUID(
		"02") "\r\n"
		      "WARC-Payload-Digest: SHA-1:$SHA1{other}\r\n" BLOCK(""),
	    "WARC-051");
}

/* Without a scratch file there is room for as many as fit in memory. */
static void
what_there_is_no_room_for_is_not_called_checked(void **state)
{
	struct outcome outcome = {.findings = NC_BUFFER(RECIPE_MAX)};
	const struct nc_verify_options options = {
	    NC_VERIFY_OPTIONS, .callback = collect, .context = &outcome};
	const struct nc_verify verify = {
	    .name = "it", .options = &options, .summary = &outcome.summary};
	struct nc_warc_fact fact = {.kind = NC_FACT_RECORD};
	struct nc_warc_facts *facts = NULL;

	(void)state;
	assert_int_equal(nc_warc_facts_open(&facts, -1, 64 * 1024, NULL), 0);
	for (; fact.offset < 10000; fact.offset++) {
		memcpy(fact.key, &fact.offset, sizeof(fact.offset));
		assert_int_equal(nc_warc_facts_add(facts, &fact, NULL), 0);
	}
	assert_int_equal(
	    nc_warc_between(facts, &verify, NC_WARC_PLAIN, NULL), 0);
	assert_true(found(&outcome, "WARC-056"));
	assert_int_equal(outcome.summary.unchecked, 1);
	assert_int_equal(outcome.summary.errors, 0);
	nc_warc_facts_close(facts);
	outcome_free(&outcome);
}

#define BY_DATE(date, digest) \
	RECORD("revisit", "31") \
	TARGET \
	"WARC-Profile: " IDENTICAL \
	"\r\nWARC-Refers-To-Target-URI: http://example.org/ferry\r\n" \
	"WARC-Refers-To-Date: " date "\r\n" \
	"WARC-Payload-Digest: " digest "\r\n" BLOCK("")

/* As most programs write them, without the id of the original. */
static void
revisits_are_held_against_what_they_name_by_date(void **state)
{
	static const char another[] = RECORD("response", "32") TARGET HTTP_TYPE
	    "WARC-Payload-Digest: sha1:$SHA1{la}\r\n" BLOCK(
		"HTTP/1.1 200 OK\r\n\r\nla")
		BY_DATE("2024-03-01T08:00:00Z", "sha1:$SHA1{la}");
	struct nc_buffer two = NC_BUFFER(RECIPE_MAX);

	(void)state;
	expect_file(
	    R_RESPONSE BY_DATE("2024-03-01T08:00:00Z", "sha1:$SHA1{" PAGE "}"),
	    NULL);
	expect_file(R_RESPONSE BY_DATE("2024-03-01T08:00:00Z", "sha1:$SHA1{x}"),
	    "WARC-051");
	expect_file(
	    R_RESPONSE BY_DATE("2024-03-01T08:00:01Z", "sha1:$SHA1{x}"), NULL);
	expect_file(
	    R_RESPONSE BY_DATE("2024-03-01T08:00:00Z", "md5:$MD5{x}"), NULL);
	/* Two captures in one second: either may be meant. */
	nc_buffer_text(&two, R_RESPONSE);
	nc_buffer_text(&two, another);
	expect_file(two.data, NULL);
	nc_buffer_free(&two);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_origin_that_dangles_is_found_by_its_uri),
	    cmocka_unit_test(totals_are_those_of_all_segments),
	    cmocka_unit_test(the_third_of_an_id_is_told_too),
	    cmocka_unit_test(a_revisit_without_reference_is_noted),
	    cmocka_unit_test(revisits_are_held_against_their_originals),
	    cmocka_unit_test(what_there_is_no_room_for_is_not_called_checked),
	    cmocka_unit_test(revisits_are_held_against_what_they_name_by_date),
	};

	return RUN(tests);
}
