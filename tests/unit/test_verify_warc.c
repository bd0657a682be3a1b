/* WARC files made by recipe: sound ones, and ones with one fault each. */
#include "recipe.h"

#include "digest.h"

#define ID(n) "<urn:uuid:7d3c0000-0000-5000-8000-00000000000" n ">"
#define HEAD(type, id) \
	"WARC/1.1\r\nWARC-Type: " type "\r\nWARC-Record-ID: " id \
	"\r\nWARC-Date: 2024-03-01T08:00:00Z\r\n"
#define INFO \
	HEAD("warcinfo", ID("1")) \
	"Content-Type: application/warc-fields\r\nContent-Length: 16\r\n\r\n" \
	"software: none\r\n\r\n\r\n"
#define URI "WARC-Target-URI: urn:example:ferry\r\n"
/* SHA-1 of "ferry\n" in base32, checked by the first test. */
#define DIGEST "sha1:BJKK2CRFMGAXR2MF5W4LJVHMDN3ZOAIW"
#define RESOURCE \
	HEAD("resource", ID("2")) \
	URI "WARC-Block-Digest: " DIGEST "\r\nWARC-Payload-Digest: " DIGEST \
	    "\r\nWARC-Warcinfo-ID: " ID( \
		"1") "\r\nContent-Type: text/plain\r\nContent-Length: " \
		     "6\r\n\r\nferry\n" \
		     "\r\n\r\n"

/* The digest of "ferry\n", put in where DIGEST stands. */
static char *
with_digest(const char *text)
{
	unsigned char value[20];
	char base32[40], label[48], *copy = strdup(text), *place;

	assert_non_null(copy);
	nc_digest_of(NC_SHA1, "ferry\n", 6, value);
	nc_base32(base32, value, sizeof(value));
	snprintf(label, sizeof(label), "sha1:%s", base32);
	while ((place = strstr(copy, DIGEST)) != NULL &&
	    strcmp(label, DIGEST) != 0)
		memcpy(place, label, strlen(label));
	return copy;
}

static void
expect_text(const char *text, const char *code)
{
	char *copy = with_digest(text);
	struct outcome outcome;

	check_bytes(&outcome, "a.warc", false, copy, strlen(copy));
	assert_int_equal(outcome.result, NEWSCONV_OK);
	if (code == NULL &&
	    outcome.summary.errors + outcome.summary.warnings > 0)
		fail_msg(
		    "findings in what is sound: %s", outcome.findings.data);
	if (code != NULL && !found(&outcome, code))
		fail_msg("%s is not among: %s", code, outcome.findings.data);
	outcome_free(&outcome);
	free(copy);
}

/* The sound file with `old` replaced by `new`, the first time or all times. */
static void
expect_change(const char *old, const char *new, const char *code)
{
	static const char sound[] = INFO RESOURCE;
	const char *place = strstr(sound, old);
	char text[4096];

	assert_non_null(place);
	snprintf(text, sizeof(text), "%.*s%s%s", (int)(place - sound), sound,
	    new, place + strlen(old));
	expect_text(text, code);
}

static void
sound_file_has_no_error(void **state)
{
	struct outcome outcome;
	char *text = with_digest(INFO RESOURCE);

	(void)state;
	check_bytes(&outcome, "a.warc", false, text, strlen(text));
	assert_int_equal(outcome.summary.errors, 0);
	assert_int_equal(outcome.summary.warnings, 0);
	assert_int_equal(outcome.summary.parts, 2);
	assert_int_equal(outcome.summary.digests, 2);
	assert_string_equal(outcome.summary.format, "warc");
	outcome_free(&outcome);
	free(text);
}

static void
faults_of_the_header_are_found(void **state)
{
	static const struct {
		const char *old, *new, *code;
	} changes[] = {
	    {"WARC/1.1", "WARC/1.2", "WARC-003"},
	    {"WARC/1.1", "WARC/1.1 ", "WARC-003"},
	    {"WARC/1.1", "warc/1.1", "WARC-004"},
	    {"resource\r\n", "resource\n", "WARC-005"},
	    {"URI: ", "URI ", "WARC-006"},
	    {"Content-Type: text", "Content Type: text", "WARC-006"},
	    {"urn:example", "urn:exam\x01ple", "WARC-007"},
	    {"urn:example", "urn:exam\xffple", "WARC-007"},
	    {"Content-Type: text/plain", "WARC-Type: resource", "WARC-009"},
	    {"WARC-Date: 2024-03-01T08:00:00Z\r\n", "", "WARC-010"},
	    {URI, "", "WARC-010"},
	    {"Content-Length: 6\r\n", "", "WARC-010"},
	    {URI, URI "WARC-Profile: urn:x:y\r\n", "WARC-011"},
	    {URI, URI "WARC-Filename: x\r\n", "WARC-011"},
	    {"Length: 6", "Length: +6", "WARC-012"},
	    {"Length: 6", "Length: 0x6", "WARC-012"},
	    {"Length: 6", "Length: 99999999999999999999", "WARC-012"},
	    {ID("2"), "urn:uuid:2", "WARC-012"},
	    {ID("2"), "<no scheme>", "WARC-012"},
	    {"urn:example", "urn:exam ple", "WARC-012"},
	    {"text/plain", "text", "WARC-012"},
	    {"text/plain", "text/plain; a=\"b", "WARC-012"},
	    {"text/plain", "text/plain; a=\"b\"c", "WARC-012"},
	    {"text/plain", "text/plain; a= b", "WARC-012"},
	    {"text/plain", "text/plain; a", "WARC-012"},
	    {"text/plain", "text/plain; =b", "WARC-012"},
	    {"text/plain", "text/plain; charset=ISO_8859-1:1987", "WARC-012"},
	    {"text/plain", "text/plain a=b", "WARC-012"},
	    {"text/plain", "text/", "WARC-012"},
	    {"text/plain", "text/plain;a=b ;\tc=\"d;\\\"e\" ; ;", NULL},
	    {"WARC-Type: resource", "WARC-Type: novel", "WARC-013"},
	    {"Content-Type: text/plain\r\n", "", "WARC-026"},
	    {URI, URI "WARC-Truncated: lazy\r\n", "WARC-032"},
	    {URI, URI "WARC-Segment-Number: 2\r\n", "WARC-034"},
	    {URI, URI " folded\r\n", "WARC-036"},
	    {"urn:example:ferry", "urn:example:f\xc3\xa6rge", "WARC-037"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		expect_change(changes[i].old, changes[i].new, changes[i].code);
	}
}

static void
dates_are_read_by_the_letter(void **state)
{
	static const char *const good[] = {"2024", "2024-03", "2024-02-29",
	    "2024-03-01T08:00Z", "2024-03-01T08:00:00.5Z",
	    "2024-03-01T08:00:00.123456789Z"};
	static const char *const bad[] = {"2024-13", "2023-02-29", "24-03-01",
	    "2024-03-01T08:00:00", "2024-03-01T24:00:00Z",
	    "2024-03-01T08:00:00.Z", "2024-03-01T08:00:00.1234567890Z",
	    "2024-03-01 08:00:00Z", "2024-03-01T08:00:00+01:00", "", "2024-"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		expect_change("2024-03-01T08:00:00Z", good[i], NULL);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		expect_change("2024-03-01T08:00:00Z", bad[i], "WARC-012");
	/* 1.0 knows no date without a time. */
	expect_text("WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: " ID(
			"3") "\r\nWARC-Date: 2024-03-01\r\n" URI
			     "Content-Length: 0\r\n\r\n\r\n\r\n",
	    "WARC-012");
}

static void
frame_must_fit(void **state)
{
	(void)state;
	expect_change("Length: 6", "Length: 5", "WARC-016");
	expect_change("ferry\n\r\n\r\n", "ferry\n\r\n", "WARC-015");
	expect_text("\r\n" INFO, "WARC-002");
	expect_text(INFO "junk" RESOURCE, "WARC-002");
	expect_text("junk", "WARC-001");
	expect_text(INFO "\r\n", "WARC-002");
}

static void
reading_goes_on_after_damage(void **state)
{
	struct outcome outcome;
	char *text = with_digest(INFO RESOURCE "junk\r\n" HEAD("metadata",
	    ID("4")) "Content-Type: text/plain\r\nContent-Length: 4\r\n\r\nabcd"
		     "\r\n\r\n" INFO);

	(void)state;
	check_bytes(&outcome, "a.warc", false, text, strlen(text));
	assert_int_equal(outcome.summary.parts, 4);
	assert_true(found(&outcome, "WARC-002"));
	assert_true(found(&outcome, "WARC-017"));
	assert_true(found(&outcome, "WARC-014")); /* seen behind the damage */
	outcome_free(&outcome);
	free(text);
}

static void
digests_are_compared(void **state)
{
	(void)state;
	expect_change("ferry\n\r\n", "Ferry\n\r\n", "WARC-020");
	expect_change("ferry\n\r\n", "Ferry\n\r\n", "WARC-021");
	expect_change("WARC-Block-Digest: sha1:", "WARC-Block-Digest: sha1:2",
	    "WARC-024");
	expect_change("WARC-Block-Digest: sha1:",
	    "WARC-Block-Digest: whirlpool:", "WARC-023");
	expect_change(
	    "WARC-Block-Digest: sha1:", "WARC-Block-Digest: ", "WARC-012");
}

/* Every way to write the same digest, and none of its neighbours. */
static void
digests_are_read_in_every_form(void **state)
{
	static const struct {
		const char *label;
		enum nc_algorithm algorithm;
	} kinds[] = {{"md5", NC_MD5}, {"SHA-1", NC_SHA1}, {"sha256", NC_SHA256},
	    {"sha-512", NC_SHA512}};
	size_t i;
	int form;

	(void)state;
	for (i = 0; i < 4; i++) {
		unsigned char value[NC_DIGEST_MAX];
		char text[1024], written[160];
		size_t size = nc_digest_size(kinds[i].algorithm);

		nc_digest_of(kinds[i].algorithm, "ferry\n", 6, value);
		for (form = 0; form < 3; form++) {
			if (form == 0)
				nc_hex(written, value, size);
			else
				nc_base32(written, value, size);
			if (form == 2)
				written[strcspn(written, "=")] = '\0';
			snprintf(text, sizeof(text),
			    HEAD("resource", ID("2")) URI
			    "WARC-Block-Digest: %s:%s\r\n"
			    "Content-Type: text/plain\r\n"
			    "Content-Length: 6\r\n\r\nferry\n\r\n\r\n",
			    kinds[i].label, written);
			expect_text(text, NULL);
		}
		value[0] ^= 1;
		nc_hex(written, value, size);
		snprintf(text, sizeof(text),
		    HEAD("resource", ID("2")) URI
		    "WARC-Block-Digest: %s:%s\r\nContent-Type: text/plain\r\n"
		    "Content-Length: 6\r\n\r\nferry\n\r\n\r\n",
		    kinds[i].label, written);
		expect_text(text, "WARC-020");
	}
}

#define HTTP "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"

/* A response with this block, whose payload is said to be "ferry\n". */
static void
expect_http(const char *block, const char *code)
{
	char text[2048];

	snprintf(text, sizeof(text),
	    HEAD("response",
		ID("5")) "WARC-Target-URI: http://example.org/\r\n"
			 "Content-Type: application/http;msgtype=response\r\n"
			 "WARC-Payload-Digest: " DIGEST
			 "\r\nContent-Length: %zu\r\n\r\n"
			 "%s\r\n\r\n",
	    strlen(block), block);
	expect_text(text, code);
}

static void
chunks_are_taken_off_a_payload(void **state)
{
	(void)state;
	/* One chunk; a chunk with an extension and another length; no chunks. */
	expect_http(HTTP "\r\n6\r\nferry\n\r\n0\r\n\r\n", NULL);
	expect_http(HTTP "\r\n2\r\nfe\r\n4;x=1\r\nrry\n\r\n0\r\n\r\n", NULL);
	expect_http(HTTP "\r\n7\r\nferry\n\n\r\n0\r\n\r\n", "WARC-021");
	expect_http(HTTP "\r\n6\r\nFerry\n\r\n0\r\n\r\n", "WARC-021");
	expect_http(HTTP "\r\nferry\n", "WARC-025");
	expect_http("HTTP/1.1 200 OK\r\n\r\nferry\n", NULL);
	expect_http("HTTP/1.1 200 OK\r\nferry\n", "WARC-021");
	/* Lines that end in LF, but the empty one in CR LF; the reverse. */
	expect_http("HTTP/1.1 200 OK\nA: b\n\r\nferry\n", NULL);
	expect_http("HTTP/1.1 200 OK\r\nA: b\r\n\nferry\n", NULL);
}

static void
large_http_header_is_no_mismatch(void **state)
{
	struct nc_buffer block = NC_BUFFER(RECIPE_MAX);
	struct nc_buffer text = NC_BUFFER(RECIPE_MAX);
	struct outcome outcome;
	char *copy;
	int i;

	(void)state;
	nc_buffer_text(&block, "HTTP/1.1 200 OK\r\n");
	for (i = 0; i < 3000; i++)
		nc_buffer_text(&block, "Set-Cookie: a=b; path=/\r\n");
	nc_buffer_text(&block, "\r\nferry\n");
	nc_buffer_format(&text,
	    HEAD("response",
		ID("5")) "WARC-Target-URI: http://example.org/\r\n"
			 "Content-Type: application/http;msgtype=response\r\n"
			 "WARC-Payload-Digest: " DIGEST
			 "\r\nContent-Length: %zu\r\n\r\n",
	    block.size);
	nc_buffer_add(&text, block.data, block.size);
	nc_buffer_text(&text, "\r\n\r\n" RESOURCE);
	copy = with_digest(text.data);
	check_bytes(&outcome, "a.warc", false, copy, text.size);
	assert_int_equal(outcome.summary.errors, 0);
	assert_true(found(&outcome, "WARC-035"));
	/* The payload of the response is not among those that were compared. */
	assert_int_equal(outcome.summary.digests, 2);
	outcome_free(&outcome);
	free(copy);
	nc_buffer_free(&text);
	nc_buffer_free(&block);
}

/* Of the same capture as RESOURCE, but on another day. */
#define CONCURRENT \
	"WARC/1.1\r\nWARC-Type: metadata\r\n" \
	"WARC-Record-ID: <urn:uuid:6>\r\n" \
	"WARC-Date: 2024-03-02\r\n" \
	"WARC-Concurrent-To: " ID("2") "\r\n" \
				       "Content-Length: 0\r\n\r\n\r\n\r\n"

static void
records_are_compared_with_each_other(void **state)
{
	(void)state;
	expect_text(INFO INFO, "WARC-014");
	expect_change(
	    "Warcinfo-ID: " ID("1"), "Warcinfo-ID: " ID("9"), "WARC-029");
	expect_change(
	    "Warcinfo-ID: " ID("1"), "Warcinfo-ID: " ID("2"), "WARC-030");
	expect_text(RESOURCE CONCURRENT, "WARC-031");
}

static void
warc_fields_are_fields(void **state)
{
	(void)state;
	expect_change("software: none\r\n", "software  none\r\n", "WARC-027");
	expect_change("software: none\r\n", "soft ware:none\r\n", "WARC-027");
	expect_change("software: none\r\n",
	    "software: n\xff"
	    "ne\r\n",
	    "WARC-027");
	expect_change("software: none\r\n", "software: nones\n", "WARC-038");
}

static void
revisits_say_what_they_repeat(void **state)
{
#define REVISIT \
	HEAD("revisit", ID("7")) \
	"WARC-Target-URI: http://example.org/\r\n"
	(void)state;
	expect_text(REVISIT "Content-Length: 0\r\n\r\n\r\n\r\n", "WARC-010");
	expect_text(REVISIT
	    "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/"
	    "identical-payload-digest\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
	    "WARC-010");
	expect_text(REVISIT "WARC-Profile: http://example.org/profile\r\n"
			    "Content-Length: 0\r\n\r\n\r\n\r\n",
	    "WARC-028");
}

static void
long_lines_are_refused(void **state)
{
	struct nc_buffer text = NC_BUFFER(RECIPE_MAX);
	int i;

	(void)state;
	nc_buffer_text(&text, "WARC/1.1\r\nX: ");
	for (i = 0; i < 70000; i++)
		nc_buffer_byte(&text, 'x');
	nc_buffer_text(&text, "\r\n\r\n");
	expect("a.warc", false, text.data, text.size, "WARC-008");
	nc_buffer_clear(&text);
	nc_buffer_text(&text, "WARC/1.1\r\n");
	for (i = 0; i < 300000; i++)
		nc_buffer_text(&text, "X: y\r\n");
	expect("a.warc", false, text.data, text.size, "WARC-008");
	nc_buffer_free(&text);
}

static void
every_cut_is_found_but_between_records(void **state)
{
	char *text = with_digest(INFO RESOURCE);
	size_t size;

	(void)state;
	for (size = 0; size < strlen(text); size++) {
		struct outcome outcome;

		check_bytes(&outcome, "a.warc", false, text, size);
		assert_int_equal(outcome.result, NEWSCONV_OK);
		assert_true(outcome.summary.errors > 0 || size == strlen(INFO));
		outcome_free(&outcome);
	}
	free(text);
}

static void
own_blocks_are_held_against_the_schemas(void **state)
{
	struct outcome outcome;
	static const char text[] = HEAD("metadata",
	    ID("8")) "Content-Type: application/json\r\nContent-Length: "
		     "2\r\n\r\n{}"
		     "\r\n\r\n" HEAD("conversion", ID("9")) URI
	    "Content-Type: text/html\r\nContent-Length: 13\r\n\r\n"
	    "<html></html>\r\n\r\n";

	(void)state;
	check_bytes(&outcome, "a.warc", true, text, sizeof(text) - 1);
	assert_true(found(&outcome, "JSON-008"));
	assert_true(found(&outcome, "XML-002"));
	outcome_free(&outcome);
	check_bytes(&outcome, "a.warc", false, text, sizeof(text) - 1);
	assert_int_equal(outcome.summary.errors, 0);
	outcome_free(&outcome);
}

/* A place in the block is none in the file, least of all in a compressed one. */
static void
faults_of_a_block_are_placed_at_its_record(void **state)
{
	static const char text[] = INFO HEAD("metadata",
	    ID("8")) "Content-Type: application/json\r\nContent-Length: "
		     "5\r\n\r\n{\n  x\r\n\r\n";
	struct outcome outcome;
	char wanted[32];

	(void)state;
	snprintf(wanted, sizeof(wanted), "@%zu line 2,", strlen(INFO));
	check_bytes(&outcome, "a.warc", true, text, sizeof(text) - 1);
	assert_true(found(&outcome, "JSON-001"));
	assert_true(found(&outcome, "byte 5 of the text"));
	assert_true(found(&outcome, wanted));
	outcome_free(&outcome);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sound_file_has_no_error),
	    cmocka_unit_test(faults_of_the_header_are_found),
	    cmocka_unit_test(dates_are_read_by_the_letter),
	    cmocka_unit_test(frame_must_fit),
	    cmocka_unit_test(reading_goes_on_after_damage),
	    cmocka_unit_test(digests_are_compared),
	    cmocka_unit_test(digests_are_read_in_every_form),
	    cmocka_unit_test(chunks_are_taken_off_a_payload),
	    cmocka_unit_test(large_http_header_is_no_mismatch),
	    cmocka_unit_test(records_are_compared_with_each_other),
	    cmocka_unit_test(warc_fields_are_fields),
	    cmocka_unit_test(revisits_say_what_they_repeat),
	    cmocka_unit_test(long_lines_are_refused),
	    cmocka_unit_test(every_cut_is_found_but_between_records),
	    cmocka_unit_test(own_blocks_are_held_against_the_schemas),
	    cmocka_unit_test(faults_of_a_block_are_placed_at_its_record),
	};

	return RUN(tests);
}
