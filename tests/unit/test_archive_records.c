/* An input as records: what they say, what they refer to, what is indexed. */
#include "digest.h"
#include "recipe.h"

#include <jansson.h>

#include "archive_records.h"
#include "article.h"
#include "warc_record.h"

#define PARAGRAPHS \
	"The ferry of Velmora did not leave the harbour on Monday, for the " \
	"second time in a week, and the council has not said why.\n\n" \
	"Those who waited on the quay were told at noon that the next one " \
	"would leave in the evening, if the wind allowed it.\n\n" \
	"It did not, and the mayor of the island has asked for a boat of the " \
	"navy to bring bread and letters on Wednesday.\n"
static const char dump[] =
    "The ferry of Velmora stays in the harbour\n\nBy Ana Lima\n\n12 June "
    "2021\n\n" PARAGRAPHS;
static const char scraps[] = "Share\n\nSubscribe to our newsletter\n";

/* 2024-03-01T08:00:00Z */
#define WHEN INT64_C(1709280000)
#define ALL \
	(NEWSCONV_RECORD_RESOURCE | NEWSCONV_RECORD_CONVERSION | \
	    NEWSCONV_RECORD_VIEW | NEWSCONV_RECORD_METADATA)

/* An input that was encoded, and its records as they were before gzip. */
struct outfit {
	struct newsconv_article *one[2];
	struct nc_arena *arena;
	struct nc_deflater *deflater;
	struct nc_archive_input input;
	struct nc_archive_encoding encoding;
	struct nc_archive_piece piece;
	char *records[16];
};

static struct newsconv_text
text(const char *string)
{
	struct newsconv_text result = {string, strlen(string)};

	return result;
}

static void
set_up(struct outfit *outfit, const char *content, const char *url)
{
	struct newsconv_read_options options = {
	    .size = sizeof(options), .url = url};

	memset(outfit, 0, sizeof(*outfit));
	outfit->arena = nc_arena_new(1 << 24);
	outfit->deflater = nc_deflater_new(NC_DEFLATE_WELL);
	assert_int_equal(newsconv_article_parse(&outfit->one[0], content,
			     strlen(content), &options, NULL),
	    0);
	outfit->input.key = text("news/a.txt");
	outfit->input.date = WHEN;
	outfit->input.articles =
	    (const struct newsconv_article *const *)outfit->one;
	outfit->input.article_count = 1;
	outfit->input.source = newsconv_article_source(outfit->one[0]);
	outfit->encoding.records = ALL;
	outfit->encoding.deflater = outfit->deflater;
}

/* The record in one gzip member, with NUL behind it. */
static char *
inflate_record(struct newsconv_text member)
{
	struct libdeflate_decompressor *inflater =
	    libdeflate_alloc_decompressor();
	size_t used, size;
	char *bytes = malloc(1 << 20);

	assert_non_null(bytes);
	assert_int_equal(libdeflate_gzip_decompress_ex(inflater, member.data,
			     member.size, bytes, (1 << 20) - 1, &used, &size),
	    LIBDEFLATE_SUCCESS);
	assert_int_equal(used, member.size);
	bytes[size] = '\0';
	libdeflate_free_decompressor(inflater);
	return bytes;
}

static void
drop_records(struct outfit *outfit)
{
	size_t i;

	for (i = 0; i < 16; i++) {
		free(outfit->records[i]);
		outfit->records[i] = NULL;
	}
}

static void
take_records(struct outfit *outfit)
{
	size_t i;

	drop_records(outfit);
	assert_true(outfit->piece.stored_count <= 16);
	for (i = 0; i < outfit->piece.stored_count; i++)
		outfit->records[i] = inflate_record(
		    outfit->piece.stored[i].bytes);
}

static void
encode(struct outfit *outfit)
{
	assert_int_equal(nc_archive_encode(&outfit->piece, outfit->arena,
			     &outfit->input, &outfit->encoding, NULL),
	    0);
	take_records(outfit);
}

static void
tear_down(struct outfit *outfit)
{
	drop_records(outfit);
	newsconv_article_free(outfit->one[0]);
	newsconv_article_free(outfit->one[1]);
	nc_arena_free(outfit->arena);
	nc_deflater_free(outfit->deflater);
}

static bool
has(const char *record, const char *field, const char *value)
{
	char line[512];

	snprintf(line, sizeof(line), "\r\n%s: %s\r\n", field, value);
	return strstr(record, line) != NULL;
}

static bool
has_field(const char *record, const char *field)
{
	char line[128];

	snprintf(line, sizeof(line), "\r\n%s: ", field);
	return strstr(record, line) != NULL;
}

static const char *
block_of(const char *record)
{
	return strstr(record, "\r\n\r\n") + 4;
}

/* "<urn:uuid:...>" of a record's field. */
static void
id_of(char target[64], const char *record, const char *field)
{
	char name[64];
	const char *start;

	snprintf(name, sizeof(name), "\r\n%s: <", field);
	start = strstr(record, name);
	assert_non_null(start);
	start += strlen(name) - 1;
	snprintf(target, 64, "%.*s", (int)strcspn(start, "\r"), start);
}

static void
the_dump_is_a_resource_and_the_rest_refers_to_it(void **state)
{
	struct outfit outfit;
	char id[64], given[64];
	size_t i;

	(void)state;
	set_up(&outfit, dump, "https://example.org/ferry");
	outfit.input.given = text("{\"url\":\"https://example.org/ferry\"}");
	outfit.input.given_type = "application/json";
	encode(&outfit);
	assert_int_equal(outfit.piece.stored_count, 5);
	assert_true(has(outfit.records[0], "WARC-Type", "resource"));
	assert_true(has(outfit.records[0], "Content-Type",
			"text/plain; charset=US-ASCII") ||
	    has(outfit.records[0], "Content-Type",
		"text/plain; charset=UTF-8"));
	assert_memory_equal(
	    block_of(outfit.records[0]), dump, sizeof(dump) - 1);
	assert_true(has(outfit.records[1], "WARC-Type", "metadata"));
	assert_memory_equal(block_of(outfit.records[1]),
	    outfit.input.given.data, outfit.input.given.size);
	assert_true(has(outfit.records[2], "WARC-Type", "conversion"));
	assert_true(has(outfit.records[3], "WARC-Type", "resource"));
	assert_true(has(outfit.records[4], "WARC-Type", "metadata"));
	id_of(id, outfit.records[0], "WARC-Record-ID");
	for (i = 1; i < 5; i++) {
		id_of(given, outfit.records[i],
		    i == 3 ? "WARC-Concurrent-To" : "WARC-Refers-To");
		assert_string_equal(given, id);
	}
	/* 5.11, 5.7: not for these types. */
	assert_false(has_field(outfit.records[3], "WARC-Refers-To"));
	assert_false(has_field(outfit.records[2], "WARC-Concurrent-To"));
	tear_down(&outfit);
}

static void
all_but_the_view_have_the_articles_url(void **state)
{
	struct outfit outfit;
	size_t i;

	(void)state;
	set_up(&outfit, dump, "https://example.org/ferry");
	encode(&outfit);
	assert_text(outfit.piece.uri, "https://example.org/ferry");
	for (i = 0; i < 4; i++) {
		assert_true(has(outfit.records[i], "WARC-Target-URI",
		    i == 2 ? newsconv_article_id(outfit.one[0])
			   : "https://example.org/ferry"));
		assert_true(has(
		    outfit.records[i], "WARC-Date", "2024-03-01T08:00:00Z"));
		assert_false(has_field(outfit.records[i], "WARC-Warcinfo-ID"));
	}
	assert_string_equal(outfit.piece.date, "2024-03-01T08:00:00Z");
	tear_down(&outfit);
}

static void
a_dump_without_url_has_one_name_for_good(void **state)
{
	struct outfit outfit;
	char first[64], id[46];

	(void)state;
	set_up(&outfit, dump, NULL);
	encode(&outfit);
	snprintf(first, sizeof(first), "%.*s", (int)outfit.piece.uri.size,
	    outfit.piece.uri.data);
	memcpy(id, outfit.piece.record_id, sizeof(id));
	assert_memory_equal(first, "urn:uuid:", 9);
	assert_string_not_equal(first, newsconv_article_id(outfit.one[0]));
	outfit.input.date += 86400;
	outfit.input.run = 2;
	encode(&outfit);
	assert_text(outfit.piece.uri, first);
	assert_string_not_equal(outfit.piece.record_id, id);
	outfit.input.key = text("news/b.txt");
	encode(&outfit);
	assert_memory_not_equal(outfit.piece.uri.data, first, strlen(first));
	tear_down(&outfit);
}

static void
what_no_target_may_hold_is_escaped_or_dropped(void **state)
{
	struct outfit outfit;
	struct newsconv_text *url;

	(void)state;
	set_up(&outfit, dump, "https://example.org/a");
	url = &outfit.one[0]->fields[NEWSCONV_FIELD_URL].value.text;
	*url = text("https://example.org/caf\xc3\xa9 <x>?50%&a=%41#b");
	encode(&outfit);
	assert_text(outfit.piece.uri,
	    "https://example.org/caf%C3%A9%20%3Cx%3E?50%25&a=%41");
	/* No URI at all: then it names nothing. */
	*url = text("example.org/a");
	encode(&outfit);
	assert_memory_equal(outfit.piece.uri.data, "urn:uuid:", 9);
	tear_down(&outfit);
}

static void
equal_input_gives_equal_bytes_and_ids_are_unique(void **state)
{
	struct outfit one, two;
	size_t i, k;

	(void)state;
	set_up(&one, dump, NULL);
	set_up(&two, dump, NULL);
	encode(&one);
	encode(&two);
	assert_int_equal(one.piece.stored_count, 4);
	for (i = 0; i < 4; i++) {
		char id[64];

		assert_string_equal(one.records[i], two.records[i]);
		id_of(id, one.records[i], "WARC-Record-ID");
		for (k = 0; k < i; k++) {
			char other[64];

			id_of(other, one.records[k], "WARC-Record-ID");
			assert_string_not_equal(id, other);
		}
	}
	tear_down(&one);
	tear_down(&two);
}

/* The line with the fields that the volume knows, as jansson reads it. */
static json_t *
index_line(struct newsconv_text index, const char *start)
{
	char line[1024];
	json_t *object;

	snprintf(line, sizeof(line), "%.*s,\"length\":\"1\"}", (int)index.size,
	    index.data);
	assert_memory_equal(line, start, strlen(start));
	object = json_loads(line + strlen(start), 0, NULL);
	assert_non_null(object);
	return object;
}

static void
expect_member(const json_t *object, const char *name, const char *value)
{
	assert_string_equal(
	    json_string_value(json_object_get(object, name)), value);
}

static void
resources_alone_are_indexed(void **state)
{
	struct outfit outfit;
	char start[128], digest[80];
	json_t *object;

	(void)state;
	set_up(&outfit, dump, "https://www.example.org/ferry");
	encode(&outfit);
	object = index_line(
	    outfit.piece.stored[0].index, "org,example)/ferry 20240301080000 ");
	expect_member(object, "url", "https://www.example.org/ferry");
	expect_member(object, "mime", "text/plain");
	snprintf(digest, sizeof(digest), "sha256:%s",
	    newsconv_article_source(outfit.one[0])->sha256);
	expect_member(object, "digest", digest);
	memcpy(digest, "sha256:", 7);
	nc_sha256_hex(digest + 7, outfit.piece.stored[0].bytes);
	expect_member(object, "recordDigest", digest);
	assert_null(json_object_get(object, "status"));
	json_decref(object);
	snprintf(start, sizeof(start), "%s 20240301080000 ",
	    newsconv_article_id(outfit.one[0]));
	object = index_line(outfit.piece.stored[2].index, start);
	expect_member(object, "mime", "text/html");
	json_decref(object);
	assert_int_equal(outfit.piece.stored[1].index.size, 0);
	assert_int_equal(outfit.piece.stored[3].index.size, 0);
	tear_down(&outfit);
}

static void
a_duplicate_is_a_revisit_without_block(void **state)
{
	struct outfit outfit;
	struct nc_archive_original original = {
	    .record = text("urn:uuid:11111111-2222-5333-8444-555555555555"),
	    .uri = text("https://example.org/first"),
	    .date = text("2023-01-01T00:00:00Z")};
	char id[64], digest[80];
	json_t *object;

	(void)state;
	set_up(&outfit, dump, "https://example.org/second");
	outfit.input.given = text("title: again\r\n");
	outfit.input.given_type = "application/warc-fields";
	encode(&outfit);
	assert_int_equal(
	    nc_archive_encode_duplicate(&outfit.piece, outfit.arena,
		&outfit.input, &original, &outfit.encoding, NULL),
	    0);
	take_records(&outfit);
	assert_int_equal(outfit.piece.stored_count, 2);
	assert_true(has(outfit.records[0], "WARC-Type", "revisit"));
	assert_true(has(outfit.records[0], "WARC-Profile",
	    "http://netpreserve.org/warc/1.1/revisit/"
	    "identical-payload-digest"));
	assert_true(has(outfit.records[0], "WARC-Refers-To",
	    "<urn:uuid:11111111-2222-5333-8444-555555555555>"));
	assert_true(has(outfit.records[0], "WARC-Refers-To-Target-URI",
	    "https://example.org/first"));
	assert_true(has(
	    outfit.records[0], "WARC-Refers-To-Date", "2023-01-01T00:00:00Z"));
	assert_true(has(outfit.records[0], "WARC-Target-URI",
	    "https://example.org/second"));
	assert_true(has(outfit.records[0], "Content-Length", "0"));
	snprintf(digest, sizeof(digest), "sha256:%s", outfit.piece.sha256);
	assert_true(has(outfit.records[0], "WARC-Payload-Digest", digest));
	id_of(id, outfit.records[1], "WARC-Refers-To");
	assert_memory_equal(id + 1, outfit.piece.record_id, 45);
	object = index_line(outfit.piece.stored[0].index,
	    "org,example)/second 20240301080000 ");
	expect_member(object, "mime", "warc/revisit");
	expect_member(object, "digest", digest);
	json_decref(object);
	tear_down(&outfit);
}

static void
a_text_without_article_keeps_its_leftovers(void **state)
{
	struct outfit outfit;
	json_t *object;

	(void)state;
	set_up(&outfit, scraps, NULL);
	outfit.encoding.pages = true;
	/* Whatever the labeller makes of such a text. */
	outfit.one[0]->body_count = 0;
	outfit.one[0]->fields[NEWSCONV_FIELD_HEADLINE].value.text.size = 0;
	encode(&outfit);
	assert_int_equal(outfit.piece.stored_count, 2);
	assert_true(has(outfit.records[1], "WARC-Type", "metadata"));
	object = json_loads(outfit.piece.pages.data, 0, NULL);
	assert_non_null(object);
	assert_int_equal(
	    strlen(json_string_value(json_object_get(object, "url"))),
	    outfit.piece.uri.size);
	assert_memory_equal(json_string_value(json_object_get(object, "url")),
	    outfit.piece.uri.data, outfit.piece.uri.size);
	if (outfit.one[0]->leftover_count > 0)
		assert_non_null(
		    strstr(json_string_value(json_object_get(object, "text")),
			"Share"));
	json_decref(object);
	tear_down(&outfit);
}

static void
articles_of_one_dump_share_its_resource(void **state)
{
	struct outfit outfit;
	struct newsconv_read_options options = {.size = sizeof(options),
	    .title = "The other part",
	    .url = "https://example.org/other"};

	(void)state;
	set_up(&outfit, dump, "https://example.org/ferry");
	assert_int_equal(newsconv_article_parse(&outfit.one[1], dump,
			     strlen(dump), &options, NULL),
	    0);
	outfit.input.article_count = 2;
	outfit.encoding.records = NEWSCONV_RECORD_RESOURCE |
	    NEWSCONV_RECORD_CONVERSION | NEWSCONV_RECORD_METADATA;
	outfit.encoding.lines = true;
	encode(&outfit);
	assert_int_equal(outfit.piece.stored_count, 5);
	/* Neither URL is that of the whole. */
	assert_memory_equal(outfit.piece.uri.data, "urn:uuid:", 9);
	assert_true(has(outfit.records[3], "WARC-Type", "conversion"));
	assert_non_null(strstr(outfit.records[3], "The other part"));
	assert_non_null(strchr(outfit.piece.lines.data, '\n'));
	tear_down(&outfit);
}

static void
lines_and_metadata_are_the_same_object(void **state)
{
	struct outfit outfit;
	size_t size;

	(void)state;
	set_up(&outfit, dump, NULL);
	outfit.encoding.lines = true;
	encode(&outfit);
	size = outfit.piece.lines.size;
	assert_int_equal(outfit.piece.lines.data[size - 1], '\n');
	assert_memory_equal(
	    block_of(outfit.records[3]), outfit.piece.lines.data, size - 1);
	/* Without records there are lines all the same. */
	outfit.encoding.records = 0;
	encode(&outfit);
	assert_int_equal(outfit.piece.stored_count, 0);
	assert_int_equal(outfit.piece.lines.size, size);
	tear_down(&outfit);
}

static void
a_page_shows_the_view_and_holds_what_is_searched(void **state)
{
	struct outfit outfit;
	json_t *object;
	const char *searched;

	(void)state;
	set_up(&outfit, dump, "https://example.org/ferry");
	outfit.encoding.pages = true;
	encode(&outfit);
	assert_int_equal(
	    outfit.piece.pages.data[outfit.piece.pages.size - 1], '\n');
	object = json_loads(outfit.piece.pages.data, 0, NULL);
	assert_non_null(object);
	expect_member(object, "url", newsconv_article_id(outfit.one[0]));
	expect_member(object, "ts", "2024-03-01T08:00:00Z");
	expect_member(
	    object, "title", "The ferry of Velmora stays in the harbour");
	searched = json_string_value(json_object_get(object, "text"));
	assert_non_null(strstr(searched, "stays in the harbour\n"));
	assert_non_null(strstr(searched, "bread and letters"));
	json_decref(object);
	outfit.encoding.records = NEWSCONV_RECORD_RESOURCE;
	encode(&outfit);
	object = json_loads(outfit.piece.pages.data, 0, NULL);
	assert_non_null(object);
	expect_member(object, "url", "https://example.org/ferry");
	json_decref(object);
	tear_down(&outfit);
}

static void
a_volume_of_them_is_sound(void **state)
{
	struct outfit outfit;
	struct nc_archive_original original;
	struct nc_buffer volume = NC_BUFFER(1 << 20);
	struct newsconv_text info;
	struct outcome outcome;
	size_t i;

	(void)state;
	set_up(&outfit, dump, "https://example.org/ferry");
	outfit.input.given = text("title,ferry\n");
	outfit.input.given_type = "text/csv";
	assert_int_equal(
	    nc_archive_info(&info, outfit.arena, "a-00001.warc.gz", WHEN,
		text("operator: nobody\r\n"), outfit.deflater, NULL),
	    0);
	nc_buffer_add(&volume, info.data, info.size);
	encode(&outfit);
	for (i = 0; i < outfit.piece.stored_count; i++)
		nc_buffer_add(&volume, outfit.piece.stored[i].bytes.data,
		    outfit.piece.stored[i].bytes.size);
	original.record.data = nc_arena_copy(
	    outfit.arena, outfit.piece.record_id, 45);
	original.record.size = 45;
	original.uri = outfit.piece.uri;
	original.date = text("2024-03-01T08:00:00Z");
	outfit.input.key = text("news/b.txt");
	encode(&outfit);
	assert_int_equal(
	    nc_archive_encode_duplicate(&outfit.piece, outfit.arena,
		&outfit.input, &original, &outfit.encoding, NULL),
	    0);
	for (i = 0; i < outfit.piece.stored_count; i++)
		nc_buffer_add(&volume, outfit.piece.stored[i].bytes.data,
		    outfit.piece.stored[i].bytes.size);
	check_bytes(
	    &outcome, "a-00001.warc.gz", true, volume.data, volume.size);
	/* But for a note that a revisit's payload is elsewhere. */
	assert_int_equal(outcome.result, NEWSCONV_OK);
	assert_int_equal(outcome.summary.errors, 0);
	assert_int_equal(outcome.summary.warnings, 0);
	assert_int_equal(outcome.summary.notes, 1);
	assert_int_equal(outcome.summary.parts, 8);
	outcome_free(&outcome);
	nc_buffer_free(&volume);
	tear_down(&outfit);
}

static void
what_is_derived_may_be_compressed_quickly(void **state)
{
	struct outfit one, two;
	struct nc_deflater *quick = nc_deflater_new(NC_DEFLATE_FAST);
	size_t i, differing = 0;

	(void)state;
	set_up(&one, dump, NULL);
	set_up(&two, dump, NULL);
	two.encoding.quick = quick;
	encode(&one);
	encode(&two);
	for (i = 0; i < 4; i++) {
		const struct newsconv_text *a = &one.piece.stored[i].bytes;
		const struct newsconv_text *b = &two.piece.stored[i].bytes;

		assert_string_equal(one.records[i], two.records[i]);
		if (a->size != b->size || memcmp(a->data, b->data, a->size))
			differing++;
		else
			assert_int_equal(i, 0);
	}
	assert_int_equal(differing, 3);
	tear_down(&one);
	tear_down(&two);
	nc_deflater_free(quick);
}

static void
out_of_memory_is_a_result(void **state)
{
	struct outfit outfit;
	size_t ceiling;

	(void)state;
	set_up(&outfit, dump, NULL);
	outfit.encoding.lines = outfit.encoding.pages = true;
	encode(&outfit);
	for (ceiling = 0; ceiling < 8192; ceiling += 256) {
		struct nc_arena *arena = nc_arena_new(ceiling);
		int result = nc_archive_encode(&outfit.piece, arena,
		    &outfit.input, &outfit.encoding, NULL);

		assert_int_equal(result, NEWSCONV_NO_MEMORY);
		nc_arena_free(arena);
	}
	tear_down(&outfit);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_dump_is_a_resource_and_the_rest_refers_to_it),
	    cmocka_unit_test(all_but_the_view_have_the_articles_url),
	    cmocka_unit_test(a_dump_without_url_has_one_name_for_good),
	    cmocka_unit_test(what_no_target_may_hold_is_escaped_or_dropped),
	    cmocka_unit_test(equal_input_gives_equal_bytes_and_ids_are_unique),
	    cmocka_unit_test(resources_alone_are_indexed),
	    cmocka_unit_test(a_duplicate_is_a_revisit_without_block),
	    cmocka_unit_test(a_text_without_article_keeps_its_leftovers),
	    cmocka_unit_test(articles_of_one_dump_share_its_resource),
	    cmocka_unit_test(lines_and_metadata_are_the_same_object),
	    cmocka_unit_test(a_page_shows_the_view_and_holds_what_is_searched),
	    cmocka_unit_test(a_volume_of_them_is_sound),
	    cmocka_unit_test(what_is_derived_may_be_compressed_quickly),
	    cmocka_unit_test(out_of_memory_is_a_result),
	};

	return RUN(tests);
}
