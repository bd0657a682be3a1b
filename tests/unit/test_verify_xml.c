/* Parsing of XML parts, and the grammars of what newsconv writes. */
#include <pthread.h>

#include "recipe.h"

#include "finding.h"
#include "verify_xml.h"

static const struct nc_verify_options options = {.callback = NULL};
static struct newsconv_summary summary;
static const struct nc_verify verify = {
    .name = "x", .options = &options, .summary = &summary};

static bool
well_formed(const char *text, size_t size)
{
	struct newsconv_text given = {text, size};
	struct newsconv_error error;
	xmlDoc *document = NULL;

	assert_int_equal(
	    nc_xml_parse(&verify, &(struct nc_xml_part){"", 0, given, 0},
		&document, &error),
	    NEWSCONV_OK);
	xmlFreeDoc(document);
	return document != NULL;
}

static void
only_well_formed_parts_are_taken(void **state)
{
	static const char *const bad[] = {"", "text", "<a>", "<a></b>",
	    "<a b='1' b='2'/>", "<a/><b/>", "<a>&none;</a>", "<a>\x0c</a>",
	    "<a>\xc3</a>", "<a>\xed\xa0\x80</a>", "<p:a/>", "<a b=1/>",
	    "<a>]]></a>", " <?xml version='1.0'?><a/>"};
	static const char *const good[] = {"<a/>", "\xef\xbb\xbf<a/>",
	    "<!DOCTYPE html><a xmlns:p='urn:x'><p:b/>&amp;&#10;</a>",
	    "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (well_formed(bad[i], strlen(bad[i])))
			fail_msg("taken: %s", bad[i]);
	}
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		if (!well_formed(good[i], strlen(good[i])))
			fail_msg("refused: %s", good[i]);
	}
}

/* libxml2 by itself takes no text of more than ten million bytes. */
static void
large_paragraphs_are_taken(void **state)
{
	size_t size = 12 * 1024 * 1024;
	char *text = malloc(size + 1);

	(void)state;
	assert_non_null(text);
	memset(text, 'x', size);
	memcpy(text, "<a>", 3);
	memcpy(text + size - 4, "</a>", 5);
	assert_true(well_formed(text, size));
	free(text);
}

/* What is reported of a text: the code of the one finding. */
static void
keep_code(const struct newsconv_finding *finding, void *context)
{
	note_code(finding->code);
	snprintf(context, 16, "%s", finding->code);
}

static void
expect_code(const char *text, size_t size, bool own, const char *code)
{
	char reported[16] = "";
	const struct nc_verify_options reporting = {
	    .own = own, .callback = keep_code, .context = reported};
	struct newsconv_summary counted = {.format = ""};
	const struct nc_verify reader = {
	    .name = "x", .options = &reporting, .summary = &counted};
	struct newsconv_text given = {text, size};
	struct newsconv_error error;
	xmlDoc *document = NULL;

	assert_int_equal(
	    nc_xml_parse(&reader, &(struct nc_xml_part){"", 0, given, 0},
		&document, &error),
	    NEWSCONV_OK);
	assert_string_equal(reported, code);
	xmlFreeDoc(document);
}

/* A tree of so many elements, in so large a text, with so much held besides. */
static bool
is_taken(size_t elements, size_t size, uint64_t held)
{
	char reported[16] = "", *text = malloc(size + 4 * elements + 16);
	const struct nc_verify_options reporting = {
	    .callback = keep_code, .context = reported};
	struct newsconv_summary counted = {.format = ""};
	const struct nc_verify checking = {
	    .options = &reporting, .summary = &counted};
	struct nc_xml_part part = {"", 0, {text, 0}, held};
	struct newsconv_error error;
	xmlDoc *document;
	char *end = text;
	size_t i;

	assert_non_null(text);
	end = stpcpy(end, "<a>");
	for (i = 0; i < elements; i++)
		end = stpcpy(end, "<b/>");
	memset(end, 'x', size);
	end = stpcpy(end + size, "</a>");
	part.text.size = (size_t)(end - text);
	assert_int_equal(
	    nc_xml_parse(&checking, &part, &document, &error), NEWSCONV_OK);
	if (document == NULL)
		assert_string_equal(reported, "XML-006");
	free(text);
	if (document == NULL)
		return false;
	xmlFreeDoc(document);
	return true;
}

static void
a_tree_has_the_memory_that_is_left(void **state)
{
	(void)state;
	assert_true(is_taken(150000, 0, 0));
	assert_false(is_taken(250000, 0, 0));
	assert_false(is_taken(150000, 9 << 20, 0));
	assert_false(is_taken(150000, 0, 20 << 20));
	assert_true(is_taken(9000, 0, 64 << 20));
}

/* libxml2 has a limit of its own for texts that are not large. */
static void
large_texts_are_no_deeper_than_others(void **state)
{
	enum { LEVELS = 1 << 20 };
	char *text = malloc(10 * LEVELS + 1), *end = text;
	int i;

	(void)state;
	assert_non_null(text);
	for (i = 0; i < LEVELS; i++)
		end = stpcpy(end, "<abc>");
	for (i = 0; i < LEVELS; i++)
		end = stpcpy(end, "</a>");
	expect_code(text, (size_t)(end - text), false, "XML-006");
	free(text);
}

static void
add_repeated(struct nc_buffer *text, const char *what, size_t times)
{
	while (times-- > 0)
		nc_buffer_text(text, what);
}

static void
limits_of_the_parser_are_no_faults(void **state)
{
	struct nc_buffer text = NC_BUFFER(RECIPE_MAX);

	(void)state;
	add_repeated(&text, "<a>", 300);
	expect_code(text.data, text.size, false, "XML-006");
	expect_code(text.data, text.size, true, "XML-002");
	nc_buffer_clear(&text);
	nc_buffer_text(&text, "<a");
	add_repeated(&text, "aaaaaaaaaa", 6000);
	nc_buffer_text(&text, "/>");
	expect_code(text.data, text.size, false, "XML-006");
	/* With an entity the limits on sizes are left in place. */
	nc_buffer_clear(&text);
	nc_buffer_text(&text, "<!DOCTYPE a [<!ENTITY e \"\">]><!--");
	add_repeated(&text, "aaaaaaaaaa", 1100000);
	nc_buffer_text(&text, "--><a/>");
	expect_code(text.data, text.size, false, "XML-006");
	/* More elements than the tree may have. */
	nc_buffer_clear(&text);
	nc_buffer_text(&text, "<a>");
	add_repeated(&text, "<b/>", 200100);
	nc_buffer_text(&text, "</a>");
	expect_code(text.data, text.size, false, "XML-006");
	/* The same code as of the first, but a fault. */
	expect_code("<!DOCTYPE a [ what ]><a/>", 25, false, "XML-001");
	nc_buffer_free(&text);
}

static void
encodings_are_told_by_bytes_and_declaration(void **state)
{
	static const struct {
		const char *text;
		size_t size;
		enum nc_xml_encoding encoding;
	} cases[] = {{"<a/>", 4, NC_XML_UTF8},
	    {"<?xml version='1.0' encoding='utf-8'?><a/>", 42, NC_XML_UTF8},
	    {"<?xml version='1.0' encoding='UTF-16'?><a/>", 43, NC_XML_UTF16},
	    {"<?xml version='1.0' encoding=\"latin1\"?><a/>", 43, NC_XML_OTHER},
	    {"\xff\xfe<\0a\0/\0>\0", 10, NC_XML_UTF16},
	    {"\0<\0?\0x", 6, NC_XML_UTF16},
	    {"\xff\xfe\0\0<\0\0\0", 8, NC_XML_OTHER}, {"", 0, NC_XML_UTF8}};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char name[64];

		assert_int_equal(
		    nc_xml_encoding(
			(struct newsconv_text){cases[i].text, cases[i].size},
			name, sizeof(name)),
		    cases[i].encoding);
	}
}

static void
text_is_taken_from_below_and_trimmed(void **state)
{
	static const char text[] = "<a> \n one <b>two</b><![CDATA[ & ]]>\n</a>";
	struct newsconv_text given = {text, sizeof(text) - 1};
	struct newsconv_error error;
	xmlDoc *document = NULL;
	char *found_text;

	(void)state;
	assert_int_equal(
	    nc_xml_parse(&verify, &(struct nc_xml_part){"", 0, given, 0},
		&document, &error),
	    NEWSCONV_OK);
	assert_non_null(document);
	found_text = nc_node_text(xmlDocGetRootElement(document));
	assert_string_equal(found_text, "one two &");
	free(found_text);
	xmlFreeDoc(document);
}

/* Verdicts of a grammar on a part of the sound book, changed in one place. */
static uint64_t
errors_of(enum nc_schema schema, const char *text)
{
	struct newsconv_summary counted = {0};
	const struct nc_verify counting = {
	    .name = "x", .options = &options, .summary = &counted};
	struct newsconv_text given = {text, strlen(text)};
	struct newsconv_error error;
	xmlDoc *document = NULL;

	if (nc_xml_parse(&counting, &(struct nc_xml_part){"", 0, given, 0},
		&document, &error) < 0 ||
	    document == NULL ||
	    nc_xml_validate(&counting, "", 0, document, schema, &error) < 0)
		counted.errors += 100;
	xmlFreeDoc(document);
	return counted.errors;
}

static const struct {
	enum nc_schema schema;
	size_t part; /* of the sound book */
} grammars[] = {{NC_SCHEMA_CONTAINER, 1}, {NC_SCHEMA_PACKAGE, 2},
    {NC_SCHEMA_NAV, 3}, {NC_SCHEMA_NCX, 4}, {NC_SCHEMA_ARTICLE_XHTML, 6}};

enum { GRAMMARS = sizeof(grammars) / sizeof(grammars[0]) };

static void
each_grammar_takes_its_own_part_alone(void **state)
{
	size_t i, j;

	(void)state;
	for (i = 0; i < GRAMMARS; i++) {
		for (j = 0; j < GRAMMARS; j++)
			assert_int_equal(errors_of(grammars[i].schema,
					     sound_book[grammars[j].part].text),
			    i == j ? 0 : 1);
	}
}

/* Every kind of element an article can have, once. */
#define BODY(blocks) \
	HTML LANG \
	    "<head><meta charset=\"utf-8\"/><title>t</title></head><body>" \
	    "<article aria-labelledby=\"headline\"><header>" \
	    "<p class=\"section\">s</p><h1 id=\"headline\">t</h1>" \
	    "<p class=\"dek\">d</p><p class=\"byline\">By <bdi>x</bdi>, y</p>" \
	    "<p class=\"date\"><time " \
	    "datetime=\"2024\">2024</time></p></header>" blocks \
	    "</article></body></html>"
#define RELATED \
	"<aside class=\"related\" aria-labelledby=\"related\">" \
	"<h2 id=\"related\" lang=\"ar\" xml:lang=\"ar\" dir=\"rtl\">r</h2>" \
	"<ul><li>one</li><li><a href=\"https://example.org/\">two</a></li>" \
	"</ul></aside>"
#define FOOTER \
	"<footer><p class=\"note\">n</p><p class=\"source\">" \
	"<a href=\"https://example.org/\">https://example.org/</a></p>" \
	"</footer>"

static void
articles_have_these_parts_in_this_order(void **state)
{
	static const char *const good[] = {BODY(""), BODY("<p>a</p>"),
	    BODY("<p>a</p><h2>b</h2><p class=\"caption\">c</p>"
		 "<blockquote><p>q</p><p>r</p></blockquote><ul><li>l</li></ul>"
		 "<p lang=\"fr\" xml:lang=\"fr\" dir=\"ltr\">x</p>" RELATED
		     FOOTER),
	    BODY("<ul><li>a</li></ul>" FOOTER), BODY(RELATED)};
	static const char *const bad[] = {BODY("text"), BODY("<div/>"),
	    BODY("<p>a<br/>b</p>"), BODY("<ul/>"), BODY("<blockquote/>"),
	    BODY("<h3>a</h3>"), BODY("<p onclick=\"x\">a</p>"),
	    BODY("<script>x</script>"), BODY(FOOTER RELATED),
	    BODY(RELATED "<p>a</p>"), BODY(RELATED RELATED),
	    BODY("<p class=\"x\">a</p>"), BODY("<h1>a</h1>")};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		if (errors_of(NC_SCHEMA_ARTICLE_XHTML, good[i]) != 0)
			fail_msg("refused: %s", good[i]);
	}
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (errors_of(NC_SCHEMA_ARTICLE_XHTML, bad[i]) != 1)
			fail_msg("taken: %s", bad[i]);
	}
}

static void *
check_often(void *argument)
{
	uint64_t *wrong = argument;
	size_t i;

	for (i = 0; i < 100; i++) {
		*wrong += errors_of(grammars[i % GRAMMARS].schema,
		    sound_book[grammars[i % GRAMMARS].part].text);
		*wrong += errors_of(NC_SCHEMA_ARTICLE_XHTML, BODY("<div/>")) !=
		    1;
	}
	return NULL;
}

static void
threads_do_not_disturb_each_other(void **state)
{
	pthread_t threads[4];
	uint64_t wrong[4] = {0};
	size_t i;

	(void)state;
	for (i = 0; i < 4; i++)
		assert_int_equal(
		    pthread_create(&threads[i], NULL, check_often, &wrong[i]),
		    0);
	for (i = 0; i < 4; i++) {
		assert_int_equal(pthread_join(threads[i], NULL), 0);
		assert_int_equal(wrong[i], 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(threads_do_not_disturb_each_other),
	    cmocka_unit_test(only_well_formed_parts_are_taken),
	    cmocka_unit_test(a_tree_has_the_memory_that_is_left),
	    cmocka_unit_test(large_texts_are_no_deeper_than_others),
	    cmocka_unit_test(large_paragraphs_are_taken),
	    cmocka_unit_test(limits_of_the_parser_are_no_faults),
	    cmocka_unit_test(encodings_are_told_by_bytes_and_declaration),
	    cmocka_unit_test(text_is_taken_from_below_and_trimmed),
	    cmocka_unit_test(each_grammar_takes_its_own_part_alone),
	    cmocka_unit_test(articles_have_these_parts_in_this_order),
	};

	return RUN(tests);
}
