/* JSON Lines: each line a text, of any length, and all of one kind. */
#include "json_fixture.h"

#include "finding.h"

#define LINE "{\"path\":\"a\",\"run\":1,\"status\":\"archived\"}\n"

static void
lines_are_records(void **state)
{
	struct outcome outcome;
	static const char lines[] = "{\"a\":1}\n{\"a\":2}\r\n{\"a\":3}\n";

	(void)state;
	check_bytes(&outcome, "a.jsonl", false, lines, sizeof(lines) - 1);
	assert_string_equal(outcome.summary.format, "jsonl");
	assert_int_equal(outcome.summary.parts, 3);
	assert_int_equal(outcome.summary.errors, 0);
	/* Told once, not for each line. */
	assert_int_equal(outcome.summary.unchecked, 1);
	assert_true(found(&outcome, "JSON-010  @0 the members of 3 lines"));
	outcome_free(&outcome);
	expect("a.jsonl", false, LINE LINE, 2 * (sizeof(LINE) - 1), NULL);
}

static void
faults_of_lines_are_found(void **state)
{
	static const struct {
		const char *lines, *finding;
	} cases[] = {
	    {"{}\n\n{}\n", "JSON-003 line 2 @3 "},
	    {"{}\n \t\r\n{}\n", "JSON-003 line 2 @3 "},
	    {"\n", "JSON-003 line 1 @0 "},
	    {"\n \n", "JSON-002  "},
	    {"{}\n{\n", "JSON-001 line 2 @4 column 2: the end of the text"},
	    {"{}\n{x}\n", "JSON-001 line 2 @4 column 2: 'x'"},
	    {"{}\n{}", "JSON-004  @5 line 2 does not end"},
	    {"{}\n{}\n{\"a\":tru", "JSON-001 line 3 "},
	    {LINE "{\"run\":1}\n", "JSON-021 line 2 "},
	    {LINE "{\"run\":0,\"status\":\"archived\"}\n", "JSON-005 line 2 "},
	    {LINE "{\"path\":\"a\",\"run\":1,\"status\":\"failed\"}",
		"JSON-018  "},
	    {"{\"format\":\"json-pages-1.0\",\"id\":\"p\",\"title\":\"P\"}\n"
	     "{\"url\":\"urn:x\"}\n",
		"JSON-005 line 2 "},
	};
	struct outcome outcome;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		check_bytes(&outcome, "a.jsonl", false, cases[i].lines,
		    strlen(cases[i].lines));
		if (!found(&outcome, cases[i].finding))
			fail_msg("%s is not among: %s", cases[i].finding,
			    outcome.findings.data);
		outcome_free(&outcome);
	}
}

static void
lines_after_a_heading_are_pages(void **state)
{
	static const char lines[] =
	    "{\"format\":\"json-pages-1.0\",\"id\":\"p\",\"title\":\"P\"}\n"
	    "{\"url\":\"urn:x\",\"ts\":\"2024-01-18T00:00:00Z\",\"seed\":1}\n";

	(void)state;
	expect("pages.jsonl", false, lines, sizeof(lines) - 1, NULL);
}

/* Each cut of lines of ours is an error, whatever is left of them. */
static void
no_cut_of_lines_of_ours_passes(void **state)
{
	static const char lines[] = LINE LINE;
	struct outcome outcome;
	size_t size;

	(void)state;
	for (size = 1; size < sizeof(lines) - 1; size++) {
		/* A file of one whole line is sound: only a list knows more. */
		if (size == sizeof(LINE) - 1)
			continue;
		check_bytes(&outcome, "a.jsonl", false, lines, size);
		if (outcome.summary.errors == 0)
			fail_msg("%zu bytes pass", size);
		outcome_free(&outcome);
	}
}

static void
line_longer_than_a_piece_is_one_record(void **state)
{
	struct nc_buffer text = NC_BUFFER(RECIPE_MAX);
	struct outcome outcome;
	int i;

	(void)state;
	nc_buffer_text(&text, "{\"a\":\"");
	for (i = 0; i < 300000; i++)
		nc_buffer_byte(&text, 'x');
	nc_buffer_text(&text, "\"}\n{\"b\":1}\n");
	check_bytes(&outcome, "x", false, text.data, text.size);
	assert_string_equal(outcome.summary.format, "jsonl");
	assert_int_equal(outcome.summary.parts, 2);
	assert_int_equal(outcome.summary.errors, 0);
	outcome_free(&outcome);
	nc_buffer_free(&text);
}

/* Longer than what is held, with a fault behind what is held. */
static void
lines_beyond_the_limit_are_checked_for_syntax(void **state)
{
	const struct nc_verify_options small = {
	    NC_VERIFY_OPTIONS, .limits = {.text_size = 1000}};
	struct nc_buffer text = NC_BUFFER(RECIPE_MAX);
	struct outcome outcome;
	int i;

	(void)state;
	nc_buffer_text(&text, LINE "{\"a\":\"");
	for (i = 0; i < 2000; i++)
		nc_buffer_byte(&text, 'x');
	nc_buffer_text(&text, "\"}\n" LINE);
	expect_unchecked(
	    "a.jsonl", text.data, text.size, "JSON-016 line 2 ", &small);
	text.data[1900] = '"';
	check_text(&outcome, "a.jsonl", text.data, text.size, &small);
	assert_true(found(&outcome, "JSON-001 line 2 @1901 "));
	assert_int_equal(outcome.summary.parts, 3);
	outcome_free(&outcome);
	nc_buffer_free(&text);
}

/* It is read a second time, and so held against the schema. */
static void
long_line_is_held_against_its_schema(void **state)
{
	struct nc_buffer text = NC_BUFFER(RECIPE_MAX);
	int i;

	(void)state;
	nc_buffer_text(&text, LINE "{\"path\":\"");
	for (i = 0; i < 3000000; i++)
		nc_buffer_byte(&text, 'x');
	nc_buffer_text(&text, "\",\"run\":1,\"status\":\"archived\"}\n" LINE);
	expect("a.jsonl", false, text.data, text.size, NULL);
	text.size -= sizeof(LINE) - 1;
	memcpy(text.data + text.size - 5, "et\"}\n", 5);
	expect("a.jsonl", false, text.data, text.size, "JSON-005 line 2 ");
	nc_buffer_free(&text);
}

struct parts {
	unsigned count;
	struct {
		char id[128], type[32], sha256[65], stored[65];
		uint64_t index, offset, length, size;
		enum newsconv_answer structure;
	} all[4];
};

static void
keep_part(const struct newsconv_record *part, void *context)
{
	struct parts *parts = context;
	unsigned i = parts->count++;

	assert_in_range(i, 0, 3);
	snprintf(parts->all[i].id, 128, "%s", part->id);
	snprintf(parts->all[i].type, 32, "%s", part->type);
	snprintf(parts->all[i].sha256, 65, "%s", part->sha256);
	snprintf(parts->all[i].stored, 65, "%s", part->stored_sha256);
	parts->all[i].index = part->index;
	parts->all[i].offset = part->offset;
	parts->all[i].length = part->length;
	parts->all[i].size = part->size;
	parts->all[i].structure = part->answers[NEWSCONV_LEVEL_STRUCTURE];
}

static void
parts_say_what_and_where_they_are(void **state)
{
	struct parts parts = {0};
	const struct nc_part_observer observer = {
	    keep_part, &parts, true, NULL};
	const struct nc_verify_options options = {NC_VERIFY_OPTIONS};
	struct newsconv_summary summary;
	FILE *file = tmpfile();

	(void)state;
	assert_non_null(file);
	assert_true(fprintf(file, "%s\nabc\n", article) > 0);
	assert_int_equal(fflush(file), 0);
	assert_int_equal(nc_verify_observed(fileno(file), "a.jsonl", &options,
			     &observer, &summary, NULL),
	    NEWSCONV_OK);
	fclose(file);
	assert_int_equal(parts.count, 2);
	assert_string_equal(parts.all[0].type, "article");
	assert_string_equal(
	    parts.all[0].id, "urn:uuid:0b5f1f0e-7f3c-5a55-9a53-1d1f2b6d7c01");
	assert_int_equal(parts.all[0].offset, 0);
	assert_int_equal(parts.all[0].length, sizeof(article));
	assert_int_equal(parts.all[0].size, sizeof(article) - 1);
	assert_int_equal(parts.all[0].structure, NEWSCONV_ANSWER_YES);
	assert_int_equal(parts.all[1].index, 1);
	assert_int_equal(parts.all[1].offset, sizeof(article));
	assert_int_equal(parts.all[1].structure, NEWSCONV_ANSWER_NO);
	/* printf abc | sha256sum; the same with a line feed. */
	assert_string_equal(parts.all[1].sha256,
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_string_equal(parts.all[1].stored,
	    "edeaaff3f1774ad2888673770c6d64097e391bc362d7d6fb34982ddf0efd18cb");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_are_records),
	    cmocka_unit_test(faults_of_lines_are_found),
	    cmocka_unit_test(lines_after_a_heading_are_pages),
	    cmocka_unit_test(no_cut_of_lines_of_ours_passes),
	    cmocka_unit_test(line_longer_than_a_piece_is_one_record),
	    cmocka_unit_test(lines_beyond_the_limit_are_checked_for_syntax),
	    cmocka_unit_test(long_line_is_held_against_its_schema),
	    cmocka_unit_test(parts_say_what_and_where_they_are),
	};

	return RUN(tests);
}
