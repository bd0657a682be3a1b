/*
 * A book put together by hand, and questions to its documents by XPath: they
 * are read by libxml2, not compared as bytes.
 */
#ifndef BOOK_FIXTURE_H
#define BOOK_FIXTURE_H

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "book.h"
#include "utf8.h"

enum { FIXTURE_CHAPTERS = 6, FIXTURE_GROUPS = 4, FIXTURE_AUTHORS = 4 };

struct book_fixture {
	struct nc_arena *arena;
	struct newsconv_book_options options;
	struct newsconv_author authors[FIXTURE_CHAPTERS][FIXTURE_AUTHORS];
	struct nc_chapter chapters[FIXTURE_CHAPTERS];
	struct nc_group groups[FIXTURE_GROUPS];
	struct nc_book book;
	struct newsconv_text document;
	xmlDoc *parsed;
};

typedef int book_document(const struct nc_book *book, struct nc_arena *arena,
    struct newsconv_text *document, struct newsconv_error *error);

/* `count` chapters in English, in one group that is not shown. */
static inline void
fixture_begin(struct book_fixture *fixture, size_t count)
{
	static const char *const titles[FIXTURE_CHAPTERS] = {
	    "One & <two>", "Second", "Third", "Fourth", "Fifth", "Sixth"};
	size_t i;

	memset(fixture, 0, sizeof(*fixture));
	fixture->arena = nc_arena_new((size_t)1 << 28);
	assert_non_null(fixture->arena);
	for (i = 0; i < count; i++) {
		struct nc_chapter *chapter = &fixture->chapters[i];

		chapter->title = nc_text(titles[i]);
		chapter->language = nc_text("en");
		chapter->authors = fixture->authors[i];
		chapter->minutes = (unsigned)i + 1;
		chapter->files = 1;
	}
	fixture->groups[0].count = count;
	fixture->book = (struct nc_book){.options = &fixture->options,
	    .title = nc_text("The Book"),
	    .identifier = nc_text("urn:uuid:1"),
	    .modified = nc_text("2021-06-12T08:00:00Z"),
	    .language = nc_text("en"),
	    .chapters = fixture->chapters,
	    .chapter_count = count,
	    .groups = fixture->groups,
	    .group_count = 1};
	fixture->book.shown.title = fixture->book.title;
	fixture->book.shown.language = fixture->book.language;
}

static inline void
fixture_end(struct book_fixture *fixture)
{
	xmlFreeDoc(fixture->parsed);
	nc_arena_free(fixture->arena);
}

/* Chapters 0 and 1 are one group, the others the second. */
static inline void
fixture_group(struct book_fixture *fixture)
{
	fixture->groups[0].title = nc_text("World");
	fixture->groups[0].count = 2;
	fixture->groups[1] = (struct nc_group){.title = nc_text("Sport"),
	    .first = 2,
	    .count = fixture->book.chapter_count - 2};
	fixture->book.group_count = 2;
	fixture->book.grouped = true;
}

static inline void
fixture_author(struct book_fixture *fixture, size_t chapter, const char *name,
    enum newsconv_author_kind kind)
{
	struct nc_chapter *of = &fixture->chapters[chapter];

	assert_true(of->author_count < FIXTURE_AUTHORS);
	of->authors[of->author_count++] = (struct newsconv_author){
	    .name.text = nc_text(name), .kind = kind};
}

static inline void
fixture_parse(struct book_fixture *fixture)
{
	xmlFreeDoc(fixture->parsed);
	fixture->parsed = xmlReadMemory(fixture->document.data,
	    (int)fixture->document.size, "document", NULL, XML_PARSE_NONET);
	assert_non_null(fixture->parsed);
}

static inline void
fixture_make(struct book_fixture *fixture, book_document *document)
{
	struct newsconv_error error;

	assert_int_equal(document(&fixture->book, fixture->arena,
			     &fixture->document, &error),
	    NEWSCONV_OK);
	fixture_parse(fixture);
}

/* What string() makes of the expression; prefixes: opf dc h epub ncx. */
static inline void
fixture_expect(struct book_fixture *fixture, const char *expression,
    const char *expected, int line)
{
	static const char *const prefixes[][2] = {
	    {"opf", "http://www.idpf.org/2007/opf"},
	    {"dc", "http://purl.org/dc/elements/1.1/"},
	    {"h", "http://www.w3.org/1999/xhtml"},
	    {"epub", "http://www.idpf.org/2007/ops"},
	    {"ncx", "http://www.daisy.org/z3986/2005/ncx/"}};
	xmlXPathContext *context = xmlXPathNewContext(fixture->parsed);
	xmlXPathObject *object;
	xmlChar *value;
	size_t i;

	for (i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++)
		xmlXPathRegisterNs(context, (const xmlChar *)prefixes[i][0],
		    (const xmlChar *)prefixes[i][1]);
	object = xmlXPathEval((const xmlChar *)expression, context);
	assert_non_null(object);
	value = xmlXPathCastToString(object);
	if (strcmp((const char *)value, expected) != 0)
		fail_msg("line %d: %s is \"%s\", not \"%s\"", line, expression,
		    (const char *)value, expected);
	xmlFree(value);
	xmlXPathFreeObject(object);
	xmlXPathFreeContext(context);
}

#define EXPECT(fixture, expression, expected) \
	fixture_expect(fixture, expression, expected, __LINE__)

#endif
