/* WACZ packages, a sound one and ones with one named fault each. */
#define _XOPEN_SOURCE 700 /* nftw */

#include "ours.h"

#include "digest.h"
#include "utf8.h"

#define ABC_SHA256 \
	"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

/* A resource of three bytes, and what an index says of it. */
static const char record[] =
    "WARC/1.1\r\n"
    "WARC-Type: resource\r\n"
    "WARC-Record-ID: <urn:uuid:12345678-1234-5234-8234-123456789abc>\r\n"
    "WARC-Date: 2020-01-01T00:00:00Z\r\n"
    "WARC-Target-URI: http://www.example.org/i\r\n"
    "Content-Type: text/plain\r\n"
    "WARC-Block-Digest: sha256:" ABC_SHA256 "\r\n"
    "Content-Length: 3\r\n"
    "\r\n"
    "abc\r\n\r\n";

#define LINE(key, time, url, digest, length, offset, file) \
	key " " time " {\"url\":\"" url "\",\"mime\":\"text/plain\"," \
	    "\"digest\":\"" digest "\",\"length\":\"" length "\"," \
	    "\"offset\":\"" offset "\",\"filename\":\"" file "\"}\n"

struct part_of {
	const char *name;
	char text[4096];
};

enum { PARTS = 4 };

static void
make_parts(struct part_of parts[PARTS])
{
	static const struct part_of sound[PARTS] = {{"archive/a.warc", ""},
	    {"indexes/index.cdxj", ""},
	    {"pages/pages.jsonl",
		"{\"format\": \"json-pages-1.0\", \"id\": \"pages\", "
		"\"title\": \"All\"}\n"
		"{\"url\": \"http://www.example.org/i\", \"ts\": "
		"\"2020-01-01T00:00:00Z\"}\n"},
	    {"extra/notes.txt", "of the owner\n"}};

	memcpy(parts, sound, sizeof(sound));
	snprintf(parts[0].text, sizeof(parts[0].text), "%s", record);
	snprintf(parts[1].text, sizeof(parts[1].text),
	    LINE("org,example)/i", "20200101000000", "http://www.example.org/i",
		"sha256:" ABC_SHA256, "%zu", "0", "a.warc"),
	    sizeof(record) - 1);
}

/* What to get wrong; all zero is sound. */
struct fault {
	const char *old, *new; /* in any of the parts, or what lists them */
	const char *drop;      /* an entry that is left out */
	const char *add;       /* one that is not listed */
	size_t add_size;       /* of zeros; 0: a few letters */
	bool later;            /* `old` is replaced after it was listed */
	bool deflate;
};

/* Whether something was replaced. */
static bool
replace(char *text, size_t room, const struct fault *fault)
{
	char *at = fault->old == NULL ? NULL : strstr(text, fault->old);
	char rest[4096];

	if (at == NULL)
		return false;
	snprintf(rest, sizeof(rest), "%s", at + strlen(fault->old));
	snprintf(at, room - (size_t)(at - text), "%s%s", fault->new, rest);
	return true;
}

static void
list_part(struct nc_buffer *package, const struct part_of *part, bool first)
{
	char sha256[65];

	nc_sha256_hex(sha256, nc_text(part->text));
	nc_buffer_format(package,
	    "%s{\"name\":\"%s\",\"path\":\"%s\",\"hash\":\"sha256:%s\","
	    "\"bytes\":%zu}",
	    first ? "" : ",", strrchr(part->name, '/') + 1, part->name, sha256,
	    strlen(part->text));
}

static void
add_part(struct zip *zip, const char *name, const char *text,
    const struct fault *fault)
{
	const struct zip_fault packed = {.deflate = true};

	if (fault->drop == NULL || strcmp(fault->drop, name) != 0)
		zip_add(zip, name, text, strlen(text),
		    fault->deflate && name[0] != 'd' ? &packed : NULL);
}

static void
add_zeros(struct zip *zip, const struct fault *fault)
{
	const struct zip_fault packed = {.deflate = fault->deflate};
	char *zeros = calloc(1, fault->add_size);

	assert_non_null(zeros);
	zip_add(zip, fault->add, zeros, fault->add_size, &packed);
	free(zeros);
}

static void
add_package(struct zip *zip, const char *package, const struct fault *fault,
    bool *replaced)
{
	char text[4096], digest[4096], sha256[65];

	snprintf(text, sizeof(text), "%s", package);
	if (!fault->later)
		*replaced |= replace(text, sizeof(text), fault);
	nc_sha256_hex(sha256, nc_text(text));
	snprintf(digest, sizeof(digest),
	    "{\"path\":\"datapackage.json\",\"hash\":\"sha256:%s\"}", sha256);
	*replaced |= replace(digest, sizeof(digest), fault);
	if (fault->later)
		*replaced |= replace(text, sizeof(text), fault);
	add_part(zip, "datapackage.json", text, fault);
	add_part(zip, "datapackage-digest.json", digest, fault);
}

static void
make_wacz(struct zip *zip, const struct fault *fault)
{
	struct nc_buffer package = NC_BUFFER(RECIPE_MAX);
	struct part_of parts[PARTS];
	bool replaced = fault->old == NULL;
	size_t i;

	make_parts(parts);
	zip_begin(zip);
	nc_buffer_text(&package,
	    "{\"profile\":\"data-package\",\"wacz_version\":\"1.1.1\","
	    "\"created\":\"2020-01-01T00:00:00Z\",\"resources\":[");
	for (i = 0; i < PARTS; i++) {
		if (!fault->later)
			replaced |= replace(
			    parts[i].text, sizeof(parts[i].text), fault);
		list_part(&package, &parts[i], i == 0);
		if (fault->later)
			replaced |= replace(
			    parts[i].text, sizeof(parts[i].text), fault);
		add_part(zip, parts[i].name, parts[i].text, fault);
	}
	nc_buffer_text(&package, "]}");
	if (fault->add_size > 0)
		add_zeros(zip, fault);
	else if (fault->add != NULL)
		add_part(zip, fault->add, "contents", fault);
	add_package(zip, package.data, fault, &replaced);
	assert_true(replaced);
	zip_end(zip);
	nc_buffer_free(&package);
}

/* The package has this finding; NULL: none of WACZ or its indexes. */
static void
expect_fault(const struct fault *fault, const char *code)
{
	struct outcome outcome;
	struct zip zip;

	make_wacz(&zip, fault);
	check_bytes(&outcome, "it.wacz", false, zip.bytes.data, zip.bytes.size);
	assert_int_equal(outcome.result, NEWSCONV_OK);
	assert_string_equal(outcome.summary.format, "wacz");
	if (code != NULL && !found(&outcome, code))
		fail_msg("%s is not among: %s", code, outcome.findings.data);
	if (code == NULL &&
	    (found(&outcome, "WACZ-") || found(&outcome, "INDEX-") ||
		outcome.summary.errors > 0))
		fail_msg("in a sound one: %s", outcome.findings.data);
	outcome_free(&outcome);
	zip_free(&zip);
}

#define FAULT(code, ...) \
	do { \
		const struct fault fault_ = {__VA_ARGS__}; \
		expect_fault(&fault_, code); \
	} while (0)

static void
a_sound_package_has_no_finding(void **state)
{
	(void)state;
	FAULT(NULL, .old = NULL);
	FAULT(NULL, .deflate = true);
}

static void
a_package_needs_its_list(void **state)
{
	(void)state;
	FAULT("WACZ-001", .drop = "datapackage.json");
	FAULT("WACZ-002", .old = "{\"profile\"", .new = "\"profile\"");
	FAULT("WACZ-003", .old = "data-package", .new = "other");
	FAULT("WACZ-004", .old = "1.1.1", .new = "9");
	FAULT("WACZ-005", .old = "\"resources\"", .new = "\"sources\"");
	FAULT("WACZ-005", .old = "\"bytes\":13", .new = "\"bytes\":\"13\"");
	FAULT("WACZ-006", .old = "\"path\":\"archive/a.warc\"",
	    .new = "\"path\":\"pages/pages.jsonl\"");
	FAULT("WACZ-021", .old = "\"created\":\"2020-01-01T",
	    .new = "\"created\":\"2020-01-01 at ");
	FAULT("WACZ-025", .old = "data-package", .new = "wacz");
}

static void
what_is_listed_is_there_and_what_is_there_is_listed(void **state)
{
	(void)state;
	FAULT("WACZ-007", .drop = "extra/notes.txt");
	FAULT("WACZ-008", .add = "extra/more.txt");
	FAULT("WACZ-009", .old = "of the owner", .new = "of an owner",
	    .later = true);
	FAULT("WACZ-010", .old = "of the owner", .new = "of his owner",
	    .later = true);
	FAULT("WACZ-011",
	    .old = "\"hash\":\"sha256:", .new = "\"hash\":\"whirlpool:");
}

static void
the_old_form_of_resources_is_read(void **state)
{
	(void)state;
	FAULT("WACZ-026", .old = "\"bytes\":13}",
	    .new = "\"bytes\":13,\"stats\":{\"hash\":\"0\",\"bytes\":13}}");
}

static void
the_digest_of_the_list_is_checked(void **state)
{
	(void)state;
	FAULT("WACZ-012", .drop = "datapackage-digest.json");
	FAULT("WACZ-013", .old = "{\"path\":\"datapackage.json\",", .new = "{");
	FAULT("WACZ-014", .old = "2020-01-01T00:00:00Z\",\"res",
	    .new = "2020-01-02T00:00:00Z\",\"res", .later = true);
	FAULT("WACZ-015", .old = "{\"path\":\"datapackage.json\",",
	    .new = "{\"signedData\":{},\"path\":\"datapackage.json\",");
}

static void
folders_hold_what_belongs_there(void **state)
{
	(void)state;
	FAULT("WACZ-016", .drop = "archive/a.warc");
	FAULT("WACZ-017", .drop = "indexes/index.cdxj");
	FAULT("WACZ-018", .drop = "pages/pages.jsonl");
	FAULT("WACZ-022", .add = "archive/b.warc.gz", .deflate = true);
	FAULT("WACZ-023", .add = "archive/b.txt");
	FAULT("WACZ-023", .add = "indexes/b.txt");
	FAULT("WACZ-023", .add = "pages/b.txt");
}

static void
a_large_warc_that_is_deflated_is_not_called_checked(void **state)
{
	const struct fault fault = {.add = "archive/b.warc",
	    .add_size = (size_t)18 << 20, /* 17 MiB are unpacked in memory */
	    .deflate = true};
	struct outcome outcome;
	struct zip zip;

	(void)state;
	make_wacz(&zip, &fault);
	check_bytes(&outcome, "it.wacz", false, zip.bytes.data, zip.bytes.size);
	assert_true(found(&outcome, "WACZ-024 archive/b.warc"));
	assert_true(outcome.summary.unchecked > 0);
	outcome_free(&outcome);
	zip_free(&zip);
}

static void
pages_have_a_heading_and_lines(void **state)
{
	(void)state;
	FAULT("WACZ-019", .old = "json-pages-1.0", .new = "other");
	FAULT("WACZ-020", .old = "\"ts\"", .new = "\"tt\"");
	FAULT("WACZ-020", .old = "{\"url\": ", .new = "\"url\": ");
	FAULT("WACZ-021", .old = "\"ts\": \"2020-01-01T00",
	    .new = "\"ts\": \"2020-01-01Tat");
}

static void
lines_of_an_index_are_well_formed(void **state)
{
	(void)state;
	FAULT("INDEX-001", .old = "org,example)/i 2020",
	    .new = "org,example)/i,2020");
	FAULT(
	    "INDEX-001", .old = "20200101000000 {", .new = "20200101000000 [");
	FAULT("INDEX-002", .old = " 20200101000000 ", .new = " 2020 ");
	FAULT("INDEX-003", .old = "\"mime\"", .new = "\"mine\"");
	FAULT(
	    "INDEX-003", .old = "\"offset\":\"0\"", .new = "\"offset\":\"-1\"");
	FAULT("INDEX-006", .old = "org,example)", .new = "org,other)");
	FAULT("INDEX-006", .old = "org,example)", .new = "com,example)");
}

static void
lines_of_an_index_are_in_order(void **state)
{
	(void)state;
	FAULT("INDEX-004", .old = "org,example)/i 2020",
	    .new = "z {\norg,example)/i 2020");
	FAULT("INDEX-005", .old = "org,example)/i 2020",
	    .new = "a\na\norg,example)/i 2020");
}

static void
lines_of_an_index_lead_to_their_records(void **state)
{
	(void)state;
	FAULT(
	    "INDEX-010", .old = "\"offset\":\"0\"", .new = "\"offset\":\"1\"");
	FAULT("INDEX-011", .old = "\"filename\":\"a.warc",
	    .new = "\"filename\":\"b.warc");
	FAULT("INDEX-012", .old = "\"length\":\"3", .new = "\"length\":\"4");
	FAULT("INDEX-013", .old = "\"url\":\"http://www.example.org/i",
	    .new = "\"url\":\"http://www.example.org/j");
	FAULT(
	    "INDEX-014", .old = "i 20200101000000", .new = "i 20200101000001");
	FAULT("INDEX-015", .old = "\"digest\":\"sha256:ba78",
	    .new = "\"digest\":\"sha256:ba79");
	FAULT("INDEX-016", .old = "\"offset\"",
	    .new = "\"recordDigest\":\"sha256:00\",\"offset\"");
}

static void
a_compressed_index_that_is_none_is_found(void **state)
{
	(void)state;
	FAULT("INDEX-021", .add = "indexes/b.cdx.gz");
	FAULT("INDEX-023", .add = "indexes/b.idx");
}

/* The WARC is, and the package that it is in need not be. */
static void
a_package_with_our_warc_is_not_ours(void **state)
{
	struct nc_buffer warc;
	struct outcome outcome;
	struct zip zip;

	(void)state;
	ours_make(&warc, "warc", FERRY, NULL);
	zip_begin(&zip);
	zip_add(&zip, "archive/a.warc", warc.data, warc.size, NULL);
	zip_add(&zip, "datapackage.json", "{}", 2, NULL);
	zip_end(&zip);
	check_bytes(&outcome, "it.wacz", false, zip.bytes.data, zip.bytes.size);
	assert_int_equal(outcome.summary.answers[NEWSCONV_LEVEL_CANONICAL],
	    NEWSCONV_ANSWER_NONE);
	outcome_free(&outcome);
	check_bytes(&outcome, "a.warc", false, warc.data, warc.size);
	assert_int_equal(outcome.summary.answers[NEWSCONV_LEVEL_CANONICAL],
	    NEWSCONV_ANSWER_YES);
	outcome_free(&outcome);
	nc_buffer_free(&warc);
	zip_free(&zip);
}

static void
a_line_without_end_is_not_looked_at(void **state)
{
	struct zip zip;
	struct outcome outcome;
	char *line = malloc(100000);

	(void)state;
	assert_non_null(line);
	memset(line, 'x', 100000);
	zip_begin(&zip);
	zip_add(&zip, "indexes/index.cdxj", line, 100000, NULL);
	zip_add(&zip, "datapackage.json", "{}", 2, NULL);
	zip_end(&zip);
	check_bytes(&outcome, "it", false, zip.bytes.data, zip.bytes.size);
	assert_true(found(&outcome, "INDEX-022"));
	assert_true(outcome.summary.unchecked > 0);
	outcome_free(&outcome);
	zip_free(&zip);
	free(line);
}

static void
every_prefix_of_a_package_is_found(void **state)
{
	const struct fault none = {.old = NULL};
	struct zip zip;
	size_t size;

	(void)state;
	make_wacz(&zip, &none);
	for (size = 0; size < zip.bytes.size; size++) {
		struct outcome outcome;

		check_bytes(&outcome, "it.wacz", false, zip.bytes.data, size);
		if (outcome.result == NEWSCONV_OK &&
		    outcome.summary.errors == 0 &&
		    outcome.summary.unchecked == 0)
			fail_msg("%zu bytes of it are sound", size);
		outcome_free(&outcome);
	}
	zip_free(&zip);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_sound_package_has_no_finding),
	    cmocka_unit_test(a_package_needs_its_list),
	    cmocka_unit_test(
		what_is_listed_is_there_and_what_is_there_is_listed),
	    cmocka_unit_test(the_old_form_of_resources_is_read),
	    cmocka_unit_test(the_digest_of_the_list_is_checked),
	    cmocka_unit_test(folders_hold_what_belongs_there),
	    cmocka_unit_test(
		a_large_warc_that_is_deflated_is_not_called_checked),
	    cmocka_unit_test(pages_have_a_heading_and_lines),
	    cmocka_unit_test(lines_of_an_index_are_well_formed),
	    cmocka_unit_test(lines_of_an_index_are_in_order),
	    cmocka_unit_test(lines_of_an_index_lead_to_their_records),
	    cmocka_unit_test(a_compressed_index_that_is_none_is_found),
	    cmocka_unit_test(a_package_with_our_warc_is_not_ours),
	    cmocka_unit_test(a_line_without_end_is_not_looked_at),
	    cmocka_unit_test(every_prefix_of_a_package_is_found),
	};

	return cmocka_run_group_tests(tests, tree_set_up, tree_tear_down);
}
