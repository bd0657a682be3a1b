/* Blocks of application/warc-fields, line by line. */
#include "recipe.h"

#include "utf8.h"
#include "warc_fields.h"

/* What is found in the block of a record of this type; NULL: nothing. */
static void
expect_block(unsigned type, const char *block, const char *code)
{
	struct outcome outcome = {.findings = NC_BUFFER(RECIPE_MAX)};
	const struct nc_verify_options options = {
	    NC_VERIFY_OPTIONS, .callback = collect, .context = &outcome};
	const struct nc_verify verify = {
	    .name = "a.warc", .options = &options, .summary = &outcome.summary};
	const struct nc_warc_record record = {
	    .verify = &verify, .part = "record", .type = type};

	nc_buffer_text(&outcome.findings, "");
	nc_warc_fields_check(&record, nc_text(block));
	if (code == NULL ? outcome.findings.size > 0 : !found(&outcome, code))
		fail_msg("%s: %s", block, outcome.findings.data);
	outcome_free(&outcome);
}

static void
fields_are_names_and_values(void **state)
{
	(void)state;
	expect_block(NC_WARC_WARCINFO, "", NULL);
	expect_block(NC_WARC_WARCINFO, "a: b\r\nc:\r\n\td\r\n\r\n", NULL);
	expect_block(NC_WARC_WARCINFO, "a: b\n", "WARC-038");
	expect_block(NC_WARC_WARCINFO, "a: b", "WARC-038");
	expect_block(NC_WARC_WARCINFO, "a b: c\r\n", "WARC-027");
	expect_block(NC_WARC_WARCINFO, ": c\r\n", "WARC-027");
	expect_block(NC_WARC_WARCINFO, " a: b\r\n", "WARC-027");
	expect_block(NC_WARC_WARCINFO, "a: \x01\r\n", "WARC-027");
	expect_block(NC_WARC_WARCINFO, "a: \xff\r\n", "WARC-027");
}

/* 6.6: the block of a metadata record may have any format. */
static void
text_in_metadata_is_only_labelled_wrongly(void **state)
{
	(void)state;
	expect_block(NC_WARC_METADATA, "It rained.\r\n", "WARC-054");
	expect_block(NC_WARC_WARCINFO, "It rained.\r\n", "WARC-027");
	expect_block(NC_WARC_METADATA, "a: b\r\nrain\r\n", "WARC-027");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(fields_are_names_and_values),
	    cmocka_unit_test(text_in_metadata_is_only_labelled_wrongly),
	};

	return RUN(tests);
}
