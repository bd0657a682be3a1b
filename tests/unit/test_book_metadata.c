/* What the package document says of the book to libraries and shops. */
#include "unit.h"

#include "book_fixture.h"

#define META(property) "//opf:meta[@property='" property "']"
#define REFINES(id, property) \
	"//opf:meta[@refines='#" id "'][@property='" property "']"

static void
identifier_title_and_time_are_there_once(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 2);
	f.book.date = nc_text("2021-06-12");
	fixture_make(&f, nc_book_package);
	EXPECT(&f, "//dc:identifier[@id=/opf:package/@unique-identifier]",
	    "urn:uuid:1");
	EXPECT(&f, "count(//dc:identifier)", "1");
	EXPECT(&f, "count(//dc:title)", "1");
	EXPECT(&f, "//dc:title[@id='title']", "The Book");
	EXPECT(&f, REFINES("title", "title-type"), "main");
	EXPECT(&f, "//dc:date", "2021-06-12");
	EXPECT(&f, "count(" META("dcterms:modified") ")", "1");
	EXPECT(&f, META("dcterms:modified"), "2021-06-12T08:00:00Z");
	EXPECT(&f, "/opf:package/@xml:lang", "en");
	EXPECT(&f, "/opf:package/@dir", "ltr");
	fixture_end(&f);
}

static void
what_is_not_known_is_not_said(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 1);
	fixture_make(&f, nc_book_package);
	EXPECT(&f,
	    "count(//dc:creator | //dc:publisher | //dc:rights | //dc:date"
	    " | //dc:subject | //dc:source | //dc:description)",
	    "0");
	EXPECT(&f, "count(" META("belongs-to-collection") ")", "0");
	EXPECT(&f, "count(" META("dcterms:conformsTo") ")", "0");
	EXPECT(&f, "count(" META("a11y:certifiedBy") ")", "0");
	EXPECT(&f, "count(//opf:meta[@name='cover'])", "0");
	fixture_end(&f);
}

static void
the_books_language_is_the_first_of_all(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 4);
	f.chapters[0].language = nc_text("fr");
	f.chapters[1].language = nc_text("de");
	f.chapters[3].language = nc_text("fr");
	fixture_make(&f, nc_book_package);
	EXPECT(&f, "count(//dc:language)", "3");
	EXPECT(&f, "//dc:language[1]", "en");
	EXPECT(&f, "//dc:language[2]", "fr");
	EXPECT(&f, "//dc:language[3]", "de");
	fixture_end(&f);
}

static void
authors_are_there_once_with_role_and_filing_name(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 3);
	fixture_author(&f, 0, "Noor Halvorsen", NEWSCONV_AUTHOR_PERSON);
	fixture_author(&f, 1, "Acme Desk", NEWSCONV_AUTHOR_ORGANIZATION);
	fixture_author(&f, 1, "Noor Halvorsen", NEWSCONV_AUTHOR_PERSON);
	fixture_author(&f, 2, "raed_admin", NEWSCONV_AUTHOR_ACCOUNT);
	fixture_author(&f, 2, "Max Frei", NEWSCONV_AUTHOR_UNKNOWN);
	fixture_make(&f, nc_book_package);
	EXPECT(&f, "count(//dc:creator)", "4");
	EXPECT(&f, "//dc:creator[@id='creator-1']", "Noor Halvorsen");
	EXPECT(&f, REFINES("creator-1", "file-as"), "Halvorsen, Noor");
	EXPECT(&f, REFINES("creator-1", "role") "[@scheme='marc:relators']",
	    "aut");
	EXPECT(&f, REFINES("creator-2", "file-as"), "Acme Desk");
	EXPECT(&f, REFINES("creator-3", "file-as"), "raed_admin");
	EXPECT(&f, REFINES("creator-4", "file-as"), "Max Frei");
	EXPECT(&f, "count(" META("role") ")", "4");
	fixture_end(&f);
}

static void
a_name_is_filed_as_its_articles_language_has_it(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 2);
	f.chapters[1].language = nc_text("hu");
	fixture_author(&f, 0, "Anna Berg", NEWSCONV_AUTHOR_PERSON);
	fixture_author(&f, 1, "Nagy Anna", NEWSCONV_AUTHOR_PERSON);
	fixture_make(&f, nc_book_package);
	EXPECT(&f, REFINES("creator-1", "file-as"), "Berg, Anna");
	EXPECT(&f, REFINES("creator-2", "file-as"), "Nagy Anna");
	fixture_end(&f);
}

static void
a_publisher_that_articles_disagree_on_is_none(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 3);
	f.chapters[1].publisher = nc_text("The Post");
	fixture_make(&f, nc_book_package);
	EXPECT(&f, "//dc:publisher", "The Post");
	f.chapters[2].publisher = nc_text("The Mail");
	fixture_make(&f, nc_book_package);
	EXPECT(&f, "count(//dc:publisher)", "0");
	f.options.publisher = "Press & Co.";
	fixture_make(&f, nc_book_package);
	EXPECT(&f, "count(//dc:publisher)", "1");
	EXPECT(&f, "//dc:publisher", "Press & Co.");
	fixture_end(&f);
}

static void
rights_subjects_and_sources_are_given(void **state)
{
	const char *const subjects[] = {"Sea", "Trade"};
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 3);
	f.options.rights = "CC BY 4.0";
	f.options.subjects = subjects;
	f.options.subject_count = 2;
	f.chapters[0].url = nc_text("https://example.org/a?b=1&c=2");
	f.chapters[1].url = nc_text("https://example.org/b");
	f.chapters[2].url = f.chapters[0].url;
	fixture_make(&f, nc_book_package);
	EXPECT(&f, "//dc:rights", "CC BY 4.0");
	EXPECT(&f, "//dc:subject[2]", "Trade");
	EXPECT(&f, "count(//dc:source)", "2");
	EXPECT(&f, "//dc:source[1]", "https://example.org/a?b=1&c=2");
	fixture_end(&f);
}

static void
one_article_is_described_by_its_dek(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 2);
	f.chapters[0].dek = nc_text("What happened");
	fixture_make(&f, nc_book_package);
	EXPECT(&f, "count(//dc:description)", "0");
	f.book.chapter_count = f.groups[0].count = 1;
	fixture_make(&f, nc_book_package);
	EXPECT(&f, "//dc:description", "What happened");
	fixture_end(&f);
}

static void
a_series_has_type_position_and_issn(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 2);
	f.options.series = "The Post";
	f.options.issue = "12.3";
	f.options.issn = "1234-5679";
	fixture_make(&f, nc_book_package);
	EXPECT(&f, META("belongs-to-collection") "[@id='series']", "The Post");
	EXPECT(&f, REFINES("series", "collection-type"), "series");
	EXPECT(&f, REFINES("series", "group-position"), "12.3");
	EXPECT(
	    &f, REFINES("series", "dcterms:identifier"), "urn:issn:1234-5679");
	EXPECT(&f, "count(" META("dcterms:bibliographicCitation") ")", "0");
	fixture_end(&f);
}

static void
an_issue_that_is_no_number_is_no_position(void **state)
{
	const char *const issues[] = {
	    "Spring 2026", "12a", ".5", "5.", "1..2", "", "-1", "1 2"};
	struct book_fixture f;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(issues) / sizeof(*issues); i++) {
		fixture_begin(&f, 2);
		f.options.series = "The Post";
		f.options.issue = issues[i];
		fixture_make(&f, nc_book_package);
		EXPECT(&f, "count(" META("group-position") ")", "0");
		fixture_end(&f);
	}
	fixture_begin(&f, 2);
	f.options.series = "The Post";
	f.options.issue = "Spring 2026";
	f.book.shown.issue = nc_text("No. Spring 2026");
	fixture_make(&f, nc_book_package);
	EXPECT(&f, META("dcterms:bibliographicCitation"),
	    "The Post, No. Spring 2026");
	fixture_end(&f);
}

static void
accessibility_is_described_and_certified_on_request_only(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 1);
	fixture_make(&f, nc_book_package);
	EXPECT(&f, META("schema:accessMode"), "textual");
	EXPECT(&f, META("schema:accessModeSufficient"), "textual");
	EXPECT(&f, "count(" META("schema:accessibilityFeature") ")", "5");
	EXPECT(&f, META("schema:accessibilityHazard"), "none");
	EXPECT(&f,
	    "count(" META("schema:accessibilitySummary") "[@xml:lang='en'])",
	    "1");
	f.options.certified_by = "Acme Access";
	f.book.cover = NC_COVER_JPEG;
	fixture_make(&f, nc_book_package);
	EXPECT(&f, META("dcterms:conformsTo") "[@id='conformance']",
	    "EPUB Accessibility 1.1 - WCAG 2.2 Level AA");
	EXPECT(&f, REFINES("conformance", "a11y:certifiedBy"), "Acme Access");
	EXPECT(&f, META("schema:accessibilityFeature") "[.='alternativeText']",
	    "alternativeText");
	fixture_end(&f);
}

static void
the_record_is_linked_and_the_program_named(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 1);
	fixture_make(&f, nc_book_package);
	EXPECT(&f, "//opf:link[@rel='record']/@href", "articles.jsonl");
	EXPECT(
	    &f, "//opf:link[@rel='record']/@media-type", "application/jsonl");
	EXPECT(&f, "count(//opf:item[@href='articles.jsonl'])", "0");
	EXPECT(&f,
	    "starts-with(//opf:meta[@name='generator']/@content,"
	    " 'newsconv ')",
	    "true");
	fixture_end(&f);
}

static void
texts_that_go_the_other_way_say_so(void **state)
{
	struct book_fixture f;

	(void)state;
	fixture_begin(&f, 1);
	f.book.language = f.chapters[0].language = nc_text("ar");
	f.book.rtl = f.chapters[0].rtl = true;
	fixture_author(&f, 0, "Noor Halvorsen", NEWSCONV_AUTHOR_PERSON);
	fixture_author(&f, 0, "نور", NEWSCONV_AUTHOR_PERSON);
	fixture_make(&f, nc_book_package);
	EXPECT(&f, "/opf:package/@dir", "rtl");
	EXPECT(&f, "//dc:title/@dir", "ltr");
	EXPECT(&f, "//dc:creator[1]/@dir", "ltr");
	EXPECT(&f, "count(//dc:creator[2]/@dir)", "0");
	EXPECT(&f, META("schema:accessibilitySummary") "/@dir", "ltr");
	fixture_end(&f);
}

static void
no_memory_is_told(void **state)
{
	struct book_fixture f;
	struct newsconv_error error;

	(void)state;
	fixture_begin(&f, 1);
	nc_arena_free(f.arena);
	f.arena = nc_arena_new(64);
	assert_int_equal(nc_book_package(&f.book, f.arena, &f.document, &error),
	    NEWSCONV_NO_MEMORY);
	assert_int_equal(error.code, NEWSCONV_NO_MEMORY);
	fixture_end(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(identifier_title_and_time_are_there_once),
	    cmocka_unit_test(what_is_not_known_is_not_said),
	    cmocka_unit_test(the_books_language_is_the_first_of_all),
	    cmocka_unit_test(authors_are_there_once_with_role_and_filing_name),
	    cmocka_unit_test(a_name_is_filed_as_its_articles_language_has_it),
	    cmocka_unit_test(a_publisher_that_articles_disagree_on_is_none),
	    cmocka_unit_test(rights_subjects_and_sources_are_given),
	    cmocka_unit_test(one_article_is_described_by_its_dek),
	    cmocka_unit_test(a_series_has_type_position_and_issn),
	    cmocka_unit_test(an_issue_that_is_no_number_is_no_position),
	    cmocka_unit_test(
		accessibility_is_described_and_certified_on_request_only),
	    cmocka_unit_test(the_record_is_linked_and_the_program_named),
	    cmocka_unit_test(texts_that_go_the_other_way_say_so),
	    cmocka_unit_test(no_memory_is_told),
	};

	return RUN(tests);
}
