/* Books with one fault each: container, package, navigation, references. */
#include "recipe.h"

struct change {
	const char *old;
	const char *new;
	const char *code;
};

static void
expect_changes(const struct change *changes, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		expect_book(
		    false, changes[i].old, changes[i].new, changes[i].code);
}

#define EXPECT(changes) \
	expect_changes(changes, sizeof(changes) / sizeof(changes[0]))

static void
faults_of_the_container_are_found(void **state)
{
	static const struct change changes[] = {
	    {"application/epub+zip", "application/epub+zip\n", "EPUB-004"},
	    {"application/oebps-package+xml", "text/xml", "EPUB-006"},
	    {"\"EPUB/package.opf\"", "\"EPUB/other.opf\"", "EPUB-007"},
	    {"</rootfiles>", "", "XML-001"},
	};

	(void)state;
	EXPECT(changes);
}

static void
faults_of_the_metadata_are_found(void **state)
{
	static const struct change changes[] = {
	    {"version=\"3.0\"", "version=\"4.0\"", "EPUB-008"},
	    {"unique-identifier=\"id\"", "unique-identifier=\"no\"",
		"EPUB-009"},
	    {"Ferry runs again</dc:title>", " </dc:title>", "EPUB-010"},
	    {"<dc:language>en</dc:language>", "", "EPUB-010"},
	    {"<dc:language>en", "<dc:language>en_US", "EPUB-012"},
	    {"2024-03-01T00:00:00Z", "2024-03-01", "EPUB-011"},
	    {"\"dcterms:modified\"", "\"dcterms:created\"", "EPUB-011"},
	    {"#author-1", "#author-2", "EPUB-034"},
	};

	(void)state;
	EXPECT(changes);
}

static void
faults_of_the_manifest_are_found(void **state)
{
	static const struct change changes[] = {
	    {"href=\"style.css\"", "href=\"stile.css\"", "EPUB-014"},
	    {"href=\"style.css\"", "href=\"nav.xhtml\"", "EPUB-015"},
	    {"href=\"style.css\"", "href=\"../../style.css\"", "EPUB-031"},
	    {"href=\"style.css\"", "href=\"style.css#a\"", "EPUB-016"},
	    {" href=\"style.css\"", "", "EPUB-013"},
	    {"id=\"style\"", "id=\"ncx\"", "XML-004"},
	    {" properties=\"nav\"", "", "EPUB-024"},
	    {"id=\"style\"", "id=\"style\" fallback=\"none\"", "EPUB-033"},
	    {"id=\"style\"", "id=\"style\" fallback=\"style\"", "EPUB-033"},
	};

	(void)state;
	EXPECT(changes);
}

static void
faults_of_the_spine_are_found(void **state)
{
	static const struct change changes[] = {
	    {"idref=\"article-1\"", "idref=\"article-2\"", "EPUB-020"},
	    {"idref=\"article-1\"", "idref=\"nav\"", "EPUB-021"},
	    {"idref=\"article-1\"", "idref=\"style\"", "EPUB-022"},
	    {"idref=\"article-1\"", "idref=\"article-1\" linear=\"no\"",
		"EPUB-023"},
	    {"toc=\"ncx\"", "toc=\"nav\"", "EPUB-027"},
	    {"<itemref idref=\"article-1\"/>"
	     "<itemref idref=\"nav\" linear=\"no\"/>",
		"", "EPUB-019"},
	};

	(void)state;
	EXPECT(changes);
}

static void
faults_of_the_navigation_are_found(void **state)
{
	static const struct change changes[] = {
	    {"epub:type=\"toc\" role", "epub:type=\"lot\" role", "EPUB-026"},
	    {"article-1.xhtml\">Ferry", "article-2.xhtml\">Ferry", "EPUB-029"},
	    {"article-1.xhtml\">Ferry runs again", "article-1.xhtml\">",
		"EPUB-036"},
	    {"#headline", "#headlines", "EPUB-030"},
	    {"href=\"#toc\"", "href=\"#tic\"", "EPUB-030"},
	    {"src=\"article-1.xhtml\"", "src=\"article-9.xhtml\"", "EPUB-029"},
	    {"content=\"urn:uuid:0b5f", "content=\"urn:uuid:1b5f", "EPUB-028"},
	};

	(void)state;
	EXPECT(changes);
}

static void
faults_of_the_content_are_found(void **state)
{
	static const struct change changes[] = {
	    {"<p>The ferry", "<p>The & ferry", "XML-001"},
	    {"<p>The ferry", "<p>The \x01 ferry", "XML-001"},
	    {"<p>The ferry", "<p>The \xff ferry", "XML-001"},
	    {"<p>The ferry", "<p>The &nbsp; ferry", "XML-001"},
	    {"<p>The ferry", "<p><a href=\"/x\">The</a> ferry", "EPUB-031"},
	    {"<p>The ferry", "<p><a href=\"../../x\">The</a> ferry",
		"EPUB-031"},
	    {"<p>The ferry", "<p><a href=\"file:///x\">The</a> ferry",
		"EPUB-031"},
	    {"<p>The ferry", "<p><a href=\"../mimetype\">The</a> ferry",
		"EPUB-032"},
	    {"<p>The ferry", "<p id=\"headline\">The ferry", "XML-004"},
	};

	(void)state;
	EXPECT(changes);
}

static void
links_into_the_world_are_left_alone(void **state)
{
	(void)state;
	expect_book(false, "<p>The ferry",
	    "<p><a href=\"https://example.org/a?b#c\">The</a> ferry", NULL);
	expect_book(false, "<p>The ferry",
	    "<p><a href=\"%61rticle-1.xhtml#h%65adline\">The</a> ferry", NULL);
}

/* What is right for an EPUB need not be what newsconv writes. */
static void
own_books_are_held_against_the_schemas(void **state)
{
	static const struct change changes[] = {
	    {"<p>The ferry runs", "<p>The <b>ferry</b> runs", "XML-002"},
	    {"class=\"byline\"", "class=\"author\"", "XML-002"},
	    {"<dc:date>2024-03-01", "<dc:date>in March", "XML-002"},
	    {"<dc:creator id", "<dc:rights>x</dc:rights><dc:creator id",
		"XML-002"},
	    {"hidden=\"hidden\"", "hidden=\"\"", "XML-002"},
	    {"playOrder=\"1\"", "playOrder=\"1\" class=\"x\"", "XML-002"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		struct outcome outcome;
		struct zip zip;

		expect_book(true, changes[i].old, changes[i].new, "XML-002");
		book(&zip, changes[i].old, changes[i].new, false);
		check_bytes(
		    &outcome, "b.epub", false, zip.bytes.data, zip.bytes.size);
		assert_int_equal(outcome.summary.errors, 0);
		outcome_free(&outcome);
		zip_free(&zip);
	}
}

static void
entry_beside_the_manifest_is_a_note_or_our_error(void **state)
{
	struct zip zip;
	size_t i;

	(void)state;
	zip_begin(&zip);
	for (i = 0; i < SOUND_PARTS; i++)
		zip_text(&zip, sound_book[i].name, sound_book[i].text);
	zip_text(&zip, "EPUB/more.txt", "x");
	zip_end(&zip);
	expect("b.epub", false, zip.bytes.data, zip.bytes.size, "EPUB-017");
	expect("b.epub", true, zip.bytes.data, zip.bytes.size, "EPUB-018");
	zip_free(&zip);
}

static void
what_a_link_leads_to_needs_no_item(void **state)
{
	static const struct book books[] = {
	    {{{"<meta name=\"generator\"",
		 "<link rel=\"record\" href=\"more.txt\" "
		 "media-type=\"text/plain\"/><meta name=\"generator\"",
		 NULL}},
		{{"EPUB/more.txt", "x"}}, NULL},
	};

	(void)state;
	expect_books(books, sizeof(books) / sizeof(books[0]));
}

/* Nine levels of ten entities each: a gigabyte, if anyone expanded them. */
static void
entities_do_not_grow(void **state)
{
	struct nc_buffer text = NC_BUFFER(RECIPE_MAX);
	struct outcome outcome;
	struct zip zip;
	int level, i;

	(void)state;
	nc_buffer_text(&text, XML "<!DOCTYPE package [<!ENTITY e0 \"ha\">");
	for (level = 1; level <= 9; level++) {
		nc_buffer_format(&text, "<!ENTITY e%d \"", level);
		for (i = 0; i < 10; i++)
			nc_buffer_format(&text, "&e%d;", level - 1);
		nc_buffer_text(&text, "\">");
	}
	nc_buffer_text(&text,
	    "<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
	    "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\">"
	    "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
	    "<dc:title>&e9;&x;</dc:title></metadata></package>");
	zip_begin(&zip);
	zip_text(&zip, sound_book[0].name, sound_book[0].text);
	zip_text(&zip, sound_book[1].name, sound_book[1].text);
	zip_text(&zip, "EPUB/package.opf", text.data);
	zip_end(&zip);
	check_bytes(&outcome, "b.epub", false, zip.bytes.data, zip.bytes.size);
	assert_true(outcome.summary.errors > 0);
	assert_false(found(&outcome, "haha"));
	assert_false(found(&outcome, "root:"));
	outcome_free(&outcome);
	zip_free(&zip);
	nc_buffer_free(&text);
}

static void
encrypted_parts_are_not_parsed(void **state)
{
	struct outcome outcome;
	struct zip zip;
	size_t i;

	(void)state;
	zip_begin(&zip);
	for (i = 0; i < SOUND_PARTS; i++)
		zip_text(&zip, sound_book[i].name,
		    i + 1 < SOUND_PARTS ? sound_book[i].text : "\x9b\x01");
	zip_text(&zip, "META-INF/encryption.xml",
	    "<encryption xmlns=\"urn:oasis:names:tc:opendocument:xmlns:"
	    "container\" xmlns:e=\"http://www.w3.org/2001/04/xmlenc#\">"
	    "<e:EncryptedData><e:CipherData><e:CipherReference "
	    "URI=\"EPUB/article-1.xhtml\"/></e:CipherData></e:EncryptedData>"
	    "</encryption>");
	zip_end(&zip);
	check_bytes(&outcome, "b.epub", false, zip.bytes.data, zip.bytes.size);
	assert_int_equal(outcome.summary.errors, 0);
	assert_true(found(&outcome, "EPUB-114"));
	assert_int_equal(outcome.summary.unchecked, 1);
	outcome_free(&outcome);
	zip_free(&zip);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(faults_of_the_container_are_found),
	    cmocka_unit_test(faults_of_the_metadata_are_found),
	    cmocka_unit_test(faults_of_the_manifest_are_found),
	    cmocka_unit_test(faults_of_the_spine_are_found),
	    cmocka_unit_test(faults_of_the_navigation_are_found),
	    cmocka_unit_test(faults_of_the_content_are_found),
	    cmocka_unit_test(links_into_the_world_are_left_alone),
	    cmocka_unit_test(own_books_are_held_against_the_schemas),
	    cmocka_unit_test(entry_beside_the_manifest_is_a_note_or_our_error),
	    cmocka_unit_test(what_a_link_leads_to_needs_no_item),
	    cmocka_unit_test(entities_do_not_grow),
	    cmocka_unit_test(encrypted_parts_are_not_parsed),
	};

	return RUN(tests);
}
