/* Books of ours whose records and pages were made to disagree. */
#define _XOPEN_SOURCE 700 /* nftw */

#include <jansson.h>

#include "ours.h"

#include "schemas.h"

static unsigned
number_at(const unsigned char *bytes, unsigned size)
{
	unsigned value = 0;

	while (size-- > 0)
		value = value << 8 | bytes[size];
	return value;
}

/* What a local header (APPNOTE 4.3.7) says of its entry. */
struct local {
	char name[64];
	bool deflated;
	const char *data;
	size_t packed, size, end;
};

static bool
read_local(const struct nc_buffer *book, size_t place, struct local *local)
{
	const unsigned char *head = (const unsigned char *)book->data + place;
	size_t name_size;

	if (book->size - place < 30 || number_at(head, 4) != 0x04034b50)
		return false;
	local->deflated = number_at(head + 8, 2) == 8;
	local->packed = number_at(head + 18, 4);
	local->size = number_at(head + 22, 4);
	name_size = number_at(head + 26, 2);
	assert_true(name_size < sizeof(local->name));
	memcpy(local->name, head + 30, name_size);
	local->name[name_size] = '\0';
	local->data = book->data + place + 30 + name_size;
	local->end = place + 30 + name_size + local->packed;
	return true;
}

static void
unpack(struct nc_buffer *text, const struct local *local)
{
	struct libdeflate_decompressor *inflater =
	    libdeflate_alloc_decompressor();
	size_t done = 0;

	memset(text, 0, sizeof(*text));
	text->ceiling = RECIPE_MAX;
	assert_non_null(inflater);
	assert_true(nc_buffer_reserve(text, local->size + 1));
	if (local->deflated)
		assert_int_equal(
		    libdeflate_deflate_decompress(inflater, local->data,
			local->packed, text->data, local->size, &done),
		    LIBDEFLATE_SUCCESS);
	else
		memcpy(text->data, local->data, local->size);
	text->size = local->size;
	libdeflate_free_decompressor(inflater);
}

/*
 * The book with a text of one of its entries changed, or without that if there
 * is no new text, packed as we pack.
 */
static void
repack(struct zip *zip, const struct nc_buffer *book, const char *name,
    const char *old, const char *new)
{
	const struct zip_fault deflated = {.deflate = true};
	struct local local;
	size_t place = 0;
	bool found = false;

	zip_begin(zip);
	for (; read_local(book, place, &local); place = local.end) {
		struct nc_buffer text;

		if (strcmp(local.name, name) == 0) {
			found = true;
			if (new == NULL)
				continue;
		}
		unpack(&text, &local);
		if (strcmp(local.name, name) == 0)
			ours_change(&text, 1, old, new);
		zip_add(zip, local.name, text.data, text.size,
		    local.deflated ? &deflated : NULL);
		nc_buffer_free(&text);
	}
	zip_end(zip);
	assert_true(found);
}

static void
expect_changed(
    const char *name, const char *old, const char *new, const char *code)
{
	struct nc_buffer book;
	struct zip zip;

	ours_make(&book, "epub", FERRY, BRIDGE);
	repack(&zip, &book, name, old, new);
	expect("a.epub", false, zip.bytes.data, zip.bytes.size, code);
	zip_free(&zip);
	nc_buffer_free(&book);
}

#define RECORDS "EPUB/articles.jsonl"

static void
a_book_that_was_packed_again_is_canonical(void **state)
{
	(void)state;
	expect_changed(RECORDS, "\"schema\"", "\"schema\"", NULL);
}

static void
a_paragraph_that_was_taken_out_is_found(void **state)
{
	(void)state;
	expect_changed("EPUB/article-1.xhtml",
	    "<p>The mayor of the island has asked for a boat of the coast "
	    "guard.</p>",
	    "", "OWN-004");
}

static void
a_paragraph_that_became_a_heading_is_found(void **state)
{
	(void)state;
	expect_changed("EPUB/article-1.xhtml",
	    "<p>The mayor of the island has asked for a boat of the coast "
	    "guard.</p>",
	    "<h2>The mayor of the island has asked for a boat</h2>", "OWN-004");
}

static void
a_headline_that_was_changed_is_found(void **state)
{
	(void)state;
	expect_changed("EPUB/article-2.xhtml",
	    ">Bridge to be closed in May</h1>",
	    ">Bridge to be closed in June</h1>", "OWN-004");
}

static void
records_that_are_too_few_or_too_many_are_found(void **state)
{
	(void)state;
	/* Two in a line, and a line that is blank. */
	expect_changed(RECORDS, "\n", " ", "JSON-001");
	expect_changed(RECORDS, "\n", "\n\n", "OWN-004");
}

static void
records_that_were_taken_out_are_found(void **state)
{
	(void)state;
	expect_changed(RECORDS, NULL, NULL, "OWN-004");
	expect_changed("EPUB/package.opf",
	    "<link rel=\"record\" href=\"articles.jsonl\" "
	    "media-type=\"application/jsonl\"/>",
	    "", "OWN-004");
}

static void
a_record_that_breaks_its_schema_is_found(void **state)
{
	(void)state;
	expect_changed(RECORDS, "\"type\":\"paragraph\",\"segments\"",
	    "\"type\":\"paragraph\",\"text\":\"\",\"segments\"", "JSON-005");
	expect_changed(RECORDS, "\"n\":1,", "\"n\":7,", "JSON-006");
	expect_changed(
	    RECORDS, "newsconv-record/1", "newsconv-article/1", "JSON-005");
}

static json_t *
schema_of(enum nc_schema schema)
{
	struct newsconv_text text = nc_schema_text(schema);
	json_t *value = json_loadb(text.data, text.size, 0, NULL);

	assert_non_null(value);
	json_object_del(value, "$id");
	json_object_del(value, "title");
	json_object_del(value, "description");
	return value;
}

/* The two files are written by hand, and one must not be forgotten. */
static void
a_record_is_an_article_but_for_the_texts_of_its_body(void **state)
{
	json_t *article = schema_of(NC_SCHEMA_ARTICLE_JSON);
	json_t *record = schema_of(NC_SCHEMA_RECORD_JSON);
	json_t *block = json_object_get(
	    json_object_get(json_object_get(article, "properties"), "body"),
	    "items");
	json_t *required = json_object_get(block, "required");
	size_t i;

	(void)state;
	for (i = 0; i < json_array_size(required); i++) {
		if (strcmp(json_string_value(json_array_get(required, i)),
			"text") == 0)
			assert_int_equal(json_array_remove(required, i), 0);
	}
	assert_int_equal(
	    json_object_del(json_object_get(block, "properties"), "text"), 0);
	assert_int_equal(
	    json_object_set_new(
		json_object_get(
		    json_object_get(article, "properties"), "schema"),
		"const", json_string("newsconv-record/1")),
	    0);
	assert_true(json_equal(article, record));
	json_decref(article);
	json_decref(record);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_book_that_was_packed_again_is_canonical),
	    cmocka_unit_test(a_paragraph_that_was_taken_out_is_found),
	    cmocka_unit_test(a_paragraph_that_became_a_heading_is_found),
	    cmocka_unit_test(a_headline_that_was_changed_is_found),
	    cmocka_unit_test(records_that_are_too_few_or_too_many_are_found),
	    cmocka_unit_test(records_that_were_taken_out_are_found),
	    cmocka_unit_test(a_record_that_breaks_its_schema_is_found),
	    cmocka_unit_test(
		a_record_is_an_article_but_for_the_texts_of_its_body),
	};

	return cmocka_run_group_tests(tests, tree_set_up, tree_tear_down);
}
