/*
 * Hostile ZIP archives: each a sound one of two entries and one named change,
 * by which two readers see two archives, or one of them is harmed.
 */
#include "recipe.h"

#include "bytes.h"
#include "digest.h"
#include "verify_zip.h"

struct bytes {
	const char *data;
	size_t size;
};

#define BYTES(text) \
	{ \
		text, sizeof(text) - 1 \
	}

/* One entry; where local and central are apart, 0 or NULL means the same. */
struct raw {
	struct bytes name, local_name;
	struct bytes data; /* as it is stored */
	uint64_t size;     /* 0: that of the data */
	unsigned flags, local_flags;
	unsigned method, local_method;
	unsigned version, local_version;
	unsigned time, local_time;
	uint32_t crc_change, local_crc_change;
	unsigned local_size_change;
	struct bytes extra, local_extra;
	uint32_t attributes;
	bool hidden;         /* not in the directory */
	bool alias;          /* its header is that of the entry before */
	unsigned descriptor; /* 1: a right one follows, 2: a wrong one */
	bool wide;           /* sizes of the directory are in the extra field */
};

struct hostile {
	const char *kind;
	struct raw second;
	const char *before, *between, *gap, *comment, *after;
	unsigned count_change;
	const char *code;
	enum nc_archive_kind as;
};

static void
put_bytes(struct nc_buffer *buffer, struct bytes bytes)
{
	nc_buffer_add(buffer, bytes.data, bytes.size);
}

static unsigned
either(unsigned local, unsigned central)
{
	return local != 0 ? local : central;
}

static void
put_local(struct zip *zip, const struct raw *raw, uint32_t crc)
{
	struct bytes name = raw->local_name.data != NULL ? raw->local_name
							 : raw->name;
	uint64_t size = raw->size != 0 ? raw->size : raw->data.size;
	bool open = raw->descriptor != 0;

	put(&zip->bytes, 0x04034b50, 4);
	put(&zip->bytes, either(raw->local_version, either(raw->version, 20)),
	    2);
	put(&zip->bytes, either(raw->local_flags, raw->flags), 2);
	put(&zip->bytes, either(raw->local_method, raw->method), 2);
	put(&zip->bytes, either(raw->local_time, raw->time), 2);
	put(&zip->bytes, 0x21, 2);
	put(&zip->bytes, open ? 0 : crc + raw->local_crc_change, 4);
	put(&zip->bytes, open ? 0 : raw->data.size, 4);
	put(&zip->bytes, open ? 0 : size + raw->local_size_change, 4);
	put(&zip->bytes, name.size, 2);
	put(&zip->bytes, raw->local_extra.size, 2);
	put_bytes(&zip->bytes, name);
	put_bytes(&zip->bytes, raw->local_extra);
	put_bytes(&zip->bytes, raw->data);
	if (!open)
		return;
	put(&zip->bytes, 0x08074b50, 4);
	put(&zip->bytes, crc + raw->descriptor - 1, 4);
	put(&zip->bytes, raw->data.size, 4);
	put(&zip->bytes, size, 4);
}

static void
put_central(struct zip *zip, const struct raw *raw, uint32_t crc, size_t offset)
{
	uint64_t size = raw->size != 0 ? raw->size : raw->data.size;

	put(&zip->directory, 0x02014b50, 4);
	put(&zip->directory, 3 << 8 | 30, 2);
	put(&zip->directory, either(raw->version, 20), 2);
	put(&zip->directory, raw->flags, 2);
	put(&zip->directory, raw->method, 2);
	put(&zip->directory, raw->time, 2);
	put(&zip->directory, 0x21, 2);
	put(&zip->directory, crc, 4);
	put(&zip->directory, raw->wide ? UINT32_MAX : raw->data.size, 4);
	put(&zip->directory, raw->wide ? UINT32_MAX : size, 4);
	put(&zip->directory, raw->name.size, 2);
	put(&zip->directory, raw->extra.size, 2);
	put(&zip->directory, 0, 2);
	put(&zip->directory, 0, 2);
	put(&zip->directory, 0, 2);
	put(&zip->directory, raw->attributes ? raw->attributes : 0100644u << 16,
	    4);
	put(&zip->directory, offset, 4);
	put_bytes(&zip->directory, raw->name);
	put_bytes(&zip->directory, raw->extra);
}

static void
put_raw(struct zip *zip, const struct raw *raw)
{
	uint32_t crc = libdeflate_crc32(0, raw->data.data, raw->data.size);
	size_t offset = zip->bytes.size;

	if (raw->method == 8) /* of what it unpacks to: see `deflated` */
		crc = libdeflate_crc32(0, "aaaa", 4);
	crc += raw->crc_change;
	if (raw->alias)
		offset = 0;
	else
		put_local(zip, raw, crc);
	if (raw->hidden)
		return;
	put_central(zip, raw, crc, offset);
	zip->count++;
}

static void
build(struct zip *zip, const struct hostile *hostile)
{
	static const struct raw first = {
	    .name = BYTES("mimetype"), .data = BYTES("application/epub+zip")};
	struct raw second = hostile->second;
	size_t end;

	if (second.name.data == NULL)
		second.name = (struct bytes)BYTES("a.txt");
	if (second.data.data == NULL)
		second.data = (struct bytes)BYTES("contents");
	zip_begin(zip);
	if (hostile->before != NULL)
		nc_buffer_text(&zip->bytes, hostile->before);
	put_raw(zip, &first);
	if (hostile->between != NULL)
		nc_buffer_text(&zip->bytes, hostile->between);
	put_raw(zip, &second);
	if (hostile->gap != NULL)
		nc_buffer_text(&zip->bytes, hostile->gap);
	zip_end(zip);
	end = zip->bytes.size - 22;
	zip->bytes.data[end + 8] += (char)hostile->count_change;
	zip->bytes.data[end + 10] += (char)hostile->count_change;
	if (hostile->comment != NULL) {
		zip->bytes.data[end + 20] = 40;
		nc_buffer_add(&zip->bytes, hostile->comment, 40);
	}
	if (hostile->after != NULL)
		nc_buffer_text(&zip->bytes, hostile->after);
}

/* Walk it and read all of it, as those do who verify archives. */
static void
walk(struct outcome *outcome, const struct zip *zip, enum nc_archive_kind kind,
    const struct newsconv_limits *limits)
{
	struct nc_verify_options options = {
	    NC_VERIFY_OPTIONS, .callback = collect, .context = outcome};
	struct nc_verify verify = {.name = "a.zip",
	    .options = &options,
	    .summary = &outcome->summary,
	    .size = zip->bytes.size};
	FILE *file = tmpfile();
	struct nc_archive *archive = NULL;
	size_t i;
	bool whole;

	memset(outcome, 0, sizeof(*outcome));
	outcome->findings.ceiling = RECIPE_MAX;
	nc_buffer_text(&outcome->findings, "");
	if (limits != NULL)
		options.limits = *limits;
	assert_non_null(file);
	assert_int_equal(
	    fwrite(zip->bytes.data, 1, zip->bytes.size, file), zip->bytes.size);
	assert_int_equal(fflush(file), 0);
	verify.descriptor = fileno(file);
	if (nc_archive_open(&archive, &verify, kind, &outcome->error) ==
	    NEWSCONV_OK) {
		for (i = 0; i < nc_archive_count(archive); i++) {
			assert_int_equal(nc_archive_stream(archive, i, NULL,
					     NULL, &whole, &outcome->error),
			    NEWSCONV_OK);
			nc_archive_done(archive, i, "");
		}
	}
	nc_archive_close(archive);
	fclose(file);
}

#define deflated BYTES("\x4b\x4c\x4c\x4c\x04\x00") /* aaaa */
#define NAMED(text) .second = {.name = BYTES(text)}
#define EPUB .as = NC_ARCHIVE_EPUB

static const struct hostile hostiles[] = {
    {"duplicate name", NAMED("mimetype"), .code = "ZIP-018"},
    {"entry not in the directory", .second = {.hidden = true},
	.code = "ZIP-036"},
    {"alias entry",
	.second = {.alias = true,
	    .name = BYTES("mimetype"),
	    .data = BYTES("application/epub+zip")},
	.code = "ZIP-037"},
    {"overlapping entry",
	.second = {.alias = true,
	    .name = BYTES("mimetype"),
	    .data = BYTES("application/epub+zip")},
	.code = "ZIP-014"},
    {"gap between entries", .between = "junk", .code = "ZIP-013"},
    {"gap before the directory", .gap = "junk", .code = "ZIP-013"},
    {"prefix", .before = "junk", .code = "ZIP-035"},
    {"trailing bytes", .after = "junk", .code = "ZIP-002"},
    {"leading out", NAMED("../a"), .code = "ZIP-015"},
    {"absolute name", NAMED("/a"), .code = "ZIP-042"},
    {"drive letter", NAMED("c:a"), .code = "ZIP-043"},
    {"backslash", NAMED("a\\b"), .code = "ZIP-044"},
    {"NUL in a name", NAMED("a\0b"), .code = "ZIP-045"},
    {"control character", NAMED("a\033b"), .code = "ZIP-046"},
    {"dot in a path", NAMED("a/./b"), .code = "ZIP-047"},
    {"empty name", .second = {.name = {"", 0}}, .code = "ZIP-047"},
    {"symbolic link", .second = {.attributes = 0120777u << 16},
	.code = "ZIP-026"},
    {"device", .second = {.attributes = 0020666u << 16}, .code = "ZIP-056"},
    {"pipe", .second = {.attributes = 0010666u << 16}, .code = "ZIP-056"},
    {"other name in the local header", .second = {.local_name = BYTES("b.txt")},
	.code = "ZIP-048"},
    {"other method in the local header", .second = {.local_method = 8},
	.code = "ZIP-049"},
    {"other flags in the local header", .second = {.local_flags = 2},
	.code = "ZIP-050"},
    {"other size in the local header", .second = {.local_size_change = 1},
	.code = "ZIP-051"},
    {"other CRC in the local header", .second = {.local_crc_change = 1},
	.code = "ZIP-052"},
    {"other time in the local header", .second = {.local_time = 1},
	.code = "ZIP-053"},
    {"other version in the local header", .second = {.local_version = 10},
	.code = "ZIP-012"},
    {"wrong CRC", .second = {.crc_change = 1}, .code = "ZIP-030"},
    {"stored size that lies", .second = {.size = 9}, .code = "ZIP-027"},
    {"needless ZIP64 field",
	.second = {.extra = BYTES("\1\0\10\0\1\2\3\4\5\6\7\10")},
	.code = "ZIP-039"},
    {"ZIP64 field twice",
	.second = {.wide = true,
	    .extra = BYTES("\1\0\20\0\10\0\0\0\0\0\0\0\10\0\0\0\0\0\0\0"
			   "\1\0\20\0\11\0\0\0\0\0\0\0\11\0\0\0\0\0\0\0")},
	.code = "ZIP-040"},
    {"ZIP64 field that disagrees",
	.second = {.wide = true,
	    .extra = BYTES("\1\0\20\0\10\0\0\0\0\0\0\0\7\0\0\0\0\0\0\0")},
	.code = "ZIP-051"},
    {"ZIP64 field that is too short",
	.second = {.wide = true, .extra = BYTES("\1\0\4\0\10\0\0\0")},
	.code = "ZIP-025"},
    {"malformed extra field", .second = {.extra = BYTES("\5\0\77\0x")},
	.code = "ZIP-025"},
    {"Unicode Path that disagrees",
	.second = {.extra = BYTES("\x75\x70\6\0\1\1\2\3\4x")},
	.code = "ZIP-041"},
    {"comment with an end record",
	.comment = "PK\5\6 in the comment of the end record.....",
	.code = "ZIP-038"},
    {"comment of a book",
	.comment = "a comment of forty bytes, as people write", EPUB,
	.code = "ZIP-004"},
    {"descriptor that lies", .second = {.flags = 8, .descriptor = 2},
	.code = "ZIP-024"},
    {"encrypted entry", .second = {.flags = 1}, .code = "ZIP-064"},
    {"encrypted entry of a book", .second = {.flags = 1}, EPUB,
	.code = "ZIP-021"},
    {"strong encryption", .second = {.flags = 0x41}, .code = "ZIP-054"},
    {"masked header", .second = {.flags = 0x2000}, .code = "ZIP-055"},
    {"unknown flag", .second = {.flags = 0x8000}, .code = "ZIP-022"},
    {"deflate64", .second = {.method = 9}, .code = "ZIP-065"},
    {"deflate64 in a book", .second = {.method = 9}, EPUB, .code = "ZIP-020"},
    {"version of the future", .second = {.version = 99}, .code = "ZIP-066"},
    {"version that no book has", .second = {.version = 21}, EPUB,
	.code = "ZIP-031"},
    {"twin by case", NAMED("MIMETYPE"), .code = "ZIP-068"},
    {"twin by case in a book", NAMED("MIMETYPE"), EPUB, .code = "ZIP-019"},
    {"file that is a folder too", NAMED("mimetype/a"), .code = "ZIP-057"},
    {"folder that is a file too",
	.second = {.name = BYTES("mimetype/"),
	    .data = {"", 0},
	    .attributes = 0040755u << 16},
	.code = "ZIP-057"},
    {"folder with contents",
	.second = {.name = BYTES("a/"), .attributes = 0040755u << 16},
	.code = "ZIP-058"},
    {"file with the mode of a folder", .second = {.attributes = 0040755u << 16},
	.code = "ZIP-059"},
    {"count that lies", .count_change = 1, .code = "ZIP-010"},
    {"name that is not UTF-8", NAMED("a\xff"), .code = "ZIP-067"},
    {"bytes after the deflate data",
	.second = {.method = 8,
	    .size = 4,
	    .data = BYTES("\x4b\x4c\x4c\x4c\x04\x00junk")},
	.code = "ZIP-060"},
    {"padding that is not zero",
	.second = {.method = 8,
	    .size = 4,
	    .data = BYTES("\x4b\x4c\x4c\x4c\x04\x80")},
	.code = "ZIP-033"},
    {"deflate data cut off",
	.second = {.method = 8, .size = 4, .data = BYTES("\x4b\x4c\x4c")},
	.code = "ZIP-029"},
    {"deflate data that becomes more",
	.second = {.method = 8, .size = 3, .data = deflated},
	.code = "ZIP-027"},
    {"size that deflate cannot reach",
	.second = {.method = 8, .size = 0x7000000, .data = deflated},
	.code = "ZIP-027"},
};

enum { HOSTILES = sizeof(hostiles) / sizeof(hostiles[0]) };

static void
each_kind_of_hostile_archive_has_its_finding(void **state)
{
	size_t found_count = 0, i;

	(void)state;
	for (i = 0; i < HOSTILES; i++) {
		struct outcome outcome;
		struct zip zip;

		build(&zip, &hostiles[i]);
		walk(&outcome, &zip, hostiles[i].as, NULL);
		if (found(&outcome, hostiles[i].code))
			found_count++;
		else
			print_message("# %s: %s is not among: %s\n",
			    hostiles[i].kind, hostiles[i].code,
			    outcome.findings.data);
		outcome_free(&outcome);
		zip_free(&zip);
	}
	print_message("# hostile archives: %zu of %d kinds found\n",
	    found_count, (int)HOSTILES);
	assert_int_equal(found_count, HOSTILES);
}

/* One byte of the archive changed, counted from its end. */
static void
expect_byte(size_t from_end, char value, const char *code)
{
	static const struct hostile sound = {.kind = "sound"};
	struct outcome outcome;
	struct zip zip;

	build(&zip, &sound);
	zip.bytes.data[zip.bytes.size - from_end] = value;
	walk(&outcome, &zip, NC_ARCHIVE_ZIP, NULL);
	assert_true(found(&outcome, code));
	outcome_free(&outcome);
	zip_free(&zip);
}

static void
damaged_ends_and_directories_are_found(void **state)
{
	(void)state;
	expect_byte(22, 'Q', "ZIP-001");
	expect_byte(18, 1, "ZIP-005");
	/* The second header of the directory: 46 bytes and a name of 5. */
	expect_byte(22 + 51, 'Q', "ZIP-009");
	expect_byte(10, 1, "ZIP-008");
}

static void
an_archive_without_a_fault_has_no_finding(void **state)
{
	static const struct hostile sound[] = {
	    {.kind = "stored"},
	    {.second = {.method = 8, .size = 4, .data = deflated}},
	    {.second = {.name = BYTES("a/"),
		 .data = {"", 0},
		 .attributes = 0040755u << 16}},
	    {.second = {.wide = true,
		 .extra = BYTES(
		     "\1\0\20\0\10\0\0\0\0\0\0\0\10\0\0\0\0\0\0\0")}},
	    {.comment = "a comment of forty bytes, as people write"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(sound) / sizeof(sound[0]); i++) {
		struct outcome outcome;
		struct zip zip;

		build(&zip, &sound[i]);
		walk(&outcome, &zip, NC_ARCHIVE_ZIP, NULL);
		if (outcome.findings.size > 0)
			fail_msg("%zu: %s", i, outcome.findings.data);
		assert_int_equal(outcome.summary.parts, 2);
		assert_int_equal(outcome.summary.digests, 2);
		outcome_free(&outcome);
		zip_free(&zip);
	}
}

/* Limits are findings, not crashes and not silence. */
static void
limits_that_are_met_are_findings(void **state)
{
	static const struct {
		struct newsconv_limits limits;
		const char *code;
	} cases[] = {
	    {{.entries = 1}, "ZIP-063"}, {{.entry_size = 10}, "ZIP-028"}};
	static const struct hostile sound = {.kind = "sound"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct outcome outcome;
		struct zip zip;

		build(&zip, &sound);
		walk(&outcome, &zip, NC_ARCHIVE_ZIP, &cases[i].limits);
		assert_true(found(&outcome, cases[i].code));
		assert_int_equal(outcome.summary.errors, 0);
		assert_true(outcome.summary.unchecked > 0);
		outcome_free(&outcome);
		zip_free(&zip);
	}
}

static void
a_needless_zip64_end_record_is_found(void **state)
{
	static const struct hostile sound = {.kind = "sound"};
	struct outcome outcome;
	struct nc_buffer end = NC_BUFFER(1000);
	struct zip zip;
	size_t place, directory;

	(void)state;
	build(&zip, &sound);
	place = zip.bytes.size - 22;
	directory = nc_le32((unsigned char *)zip.bytes.data + place + 16);
	nc_buffer_add(&end, zip.bytes.data + place, 22);
	zip.bytes.size = place;
	put(&zip.bytes, 0x06064b50, 4);
	put(&zip.bytes, 44, 8);
	put(&zip.bytes, 45, 2);
	put(&zip.bytes, 45, 2);
	put(&zip.bytes, 0, 8);
	put(&zip.bytes, 2, 8);
	put(&zip.bytes, 2, 8);
	put(&zip.bytes, place - directory, 8);
	put(&zip.bytes, directory, 8);
	put(&zip.bytes, 0x07064b50, 4);
	put(&zip.bytes, 0, 4);
	put(&zip.bytes, place, 8);
	put(&zip.bytes, 1, 4);
	nc_buffer_add(&zip.bytes, end.data, end.size);
	walk(&outcome, &zip, NC_ARCHIVE_ZIP, NULL);
	assert_true(found(&outcome, "ZIP-039"));
	assert_int_equal(outcome.summary.errors, 0);
	outcome_free(&outcome);
	/* Now its count is another one. */
	zip.bytes.data[place + 24] = zip.bytes.data[place + 32] = 3;
	walk(&outcome, &zip, NC_ARCHIVE_ZIP, NULL);
	assert_true(found(&outcome, "ZIP-006"));
	outcome_free(&outcome);
	nc_buffer_free(&end);
	zip_free(&zip);
}

struct seen {
	unsigned count;
	char id[64], digest[32], stored[65], sha256[65];
	uint64_t offset, length, size;
};

static void
see(const struct newsconv_record *part, void *context)
{
	struct seen *seen = context;

	seen->count++;
	snprintf(seen->id, sizeof(seen->id), "%s", part->id);
	snprintf(seen->digest, sizeof(seen->digest), "%s", part->digest);
	snprintf(seen->stored, sizeof(seen->stored), "%s", part->stored_sha256);
	snprintf(seen->sha256, sizeof(seen->sha256), "%s", part->sha256);
	seen->offset = part->offset;
	seen->length = part->length;
	seen->size = part->size;
}

static void
parts_have_the_digests_of_their_bytes(void **state)
{
	static const struct hostile sound = {
	    .second = {.method = 8, .size = 4, .data = deflated}};
	static const struct nc_verify_options options = {NC_VERIFY_OPTIONS};
	struct newsconv_summary summary = {.format = ""};
	struct seen seen = {0};
	const struct nc_part_observer observer = {
	    .part = see, .context = &seen, .wants_digests = true};
	struct nc_verify verify = {.name = "a.zip",
	    .options = &options,
	    .summary = &summary,
	    .observers = &observer};
	FILE *file = tmpfile();
	struct nc_archive *archive;
	struct zip zip;
	char wanted[65];
	bool whole;

	(void)state;
	build(&zip, &sound);
	assert_int_equal(
	    fwrite(zip.bytes.data, 1, zip.bytes.size, file), zip.bytes.size);
	assert_int_equal(fflush(file), 0);
	verify.descriptor = fileno(file);
	verify.size = zip.bytes.size;
	assert_int_equal(
	    nc_archive_open(&archive, &verify, NC_ARCHIVE_ZIP, NULL),
	    NEWSCONV_OK);
	assert_int_equal(
	    nc_archive_stream(archive, 1, NULL, NULL, &whole, NULL),
	    NEWSCONV_OK);
	assert_true(whole);
	nc_archive_done(archive, 1, "");
	nc_archive_done(archive, 1, ""); /* is done already */
	assert_int_equal(seen.count, 1);
	assert_string_equal(seen.id, "a.txt");
	assert_int_equal(seen.size, 4);
	nc_sha256_hex(wanted, (struct newsconv_text){"aaaa", 4});
	assert_string_equal(seen.sha256, wanted);
	nc_sha256_hex(wanted,
	    (struct newsconv_text){
		zip.bytes.data + seen.offset, (size_t)seen.length});
	assert_string_equal(seen.stored, wanted);
	nc_archive_close(archive);
	fclose(file);
	zip_free(&zip);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_kind_of_hostile_archive_has_its_finding),
	    cmocka_unit_test(damaged_ends_and_directories_are_found),
	    cmocka_unit_test(an_archive_without_a_fault_has_no_finding),
	    cmocka_unit_test(limits_that_are_met_are_findings),
	    cmocka_unit_test(a_needless_zip64_end_record_is_found),
	    cmocka_unit_test(parts_have_the_digests_of_their_bytes),
	};

	return RUN(tests);
}
