/*
 * Books with several edits, with files added, and one of EPUB 2: for what is
 * in content documents, beyond what recipe.h changes in one place.
 */
#ifndef CONTENT_RECIPE_H
#define CONTENT_RECIPE_H

#include "recipe.h"

struct edit {
	const char *old;
	const char *new;
};

enum { EDITS_MAX = 8 };

/* A book, its edits, and what the check of it must find; NULL: nothing. */
struct made {
	struct edit edits[EDITS_MAX];
	struct part parts[4]; /* added, and listed by an edit */
	const char *code;
};

#define DTD11 \
	"<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.1//EN\" " \
	"\"http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd\">\n"

/* A book of EPUB 2, of one chapter. */
static const struct part old_book[] = {
    {"mimetype", "application/epub+zip"},
    {"META-INF/container.xml",
	XML "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:"
	    "container\" version=\"1.0\"><rootfiles><rootfile "
	    "full-path=\"package.opf\" "
	    "media-type=\"application/oebps-package+xml\"/></rootfiles>"
	    "</container>"},
    {"package.opf",
	XML "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"2.0\" "
	    "unique-identifier=\"id\"><metadata "
	    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
	    "<dc:identifier id=\"id\">urn:uuid:0b5f1f0e-7f3c-5a55-9a53-"
	    "1d1f2b6d7c01</dc:identifier><dc:title>Ferry</dc:title>"
	    "<dc:language>en</dc:language></metadata><manifest>"
	    "<item id=\"ncx\" href=\"toc.ncx\" "
	    "media-type=\"application/x-dtbncx+xml\"/>"
	    "<item id=\"chapter\" href=\"chapter.xhtml\" "
	    "media-type=\"application/xhtml+xml\"/></manifest>"
	    "<spine toc=\"ncx\"><itemref idref=\"chapter\"/></spine>"
	    "</package>"},
    {"toc.ncx",
	XML "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" "
	    "version=\"2005-1\"><head><meta name=\"dtb:uid\" "
	    "content=\"urn:uuid:0b5f1f0e-7f3c-5a55-9a53-1d1f2b6d7c01\"/>"
	    "</head><docTitle><text>Ferry</text></docTitle><navMap>"
	    "<navPoint id=\"p1\" playOrder=\"1\"><navLabel><text>Ferry</text>"
	    "</navLabel><content src=\"chapter.xhtml\"/></navPoint></navMap>"
	    "</ncx>"},
    {"chapter.xhtml",
	XML DTD11
	"<html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"en\">"
	"<head><title>Ferry</title></head><body><h1 id=\"h\">Ferry</h1>"
	"<p>The ferry runs again.</p></body></html>"},
};

/* All edits, each in the first place that holds its text; malloc'd. */
static inline char *
edited(const char *text, const struct edit *edits, bool *done)
{
	char *copy = strdup(text);
	size_t i;

	for (i = 0; i < EDITS_MAX && edits[i].old != NULL; i++) {
		char *place = done[i] ? NULL : strstr(copy, edits[i].old);
		struct nc_buffer changed = NC_BUFFER(RECIPE_MAX);

		if (place == NULL)
			continue;
		done[i] = true;
		nc_buffer_add(&changed, copy, (size_t)(place - copy));
		nc_buffer_text(&changed, edits[i].new);
		nc_buffer_text(&changed, place + strlen(edits[i].old));
		free(copy);
		copy = changed.data;
	}
	return copy;
}

static inline void
make_edited(struct zip *zip, const struct part *book_parts, size_t count,
    const struct made *made)
{
	bool done[EDITS_MAX] = {false};
	size_t i;

	zip_begin(zip);
	for (i = 0; i < count; i++) {
		char *text = edited(book_parts[i].text, made->edits, done);

		zip_text(zip, book_parts[i].name, text);
		free(text);
	}
	for (i = 0; i < EDITS_MAX && made->edits[i].old != NULL; i++) {
		if (!done[i])
			fail_msg("nothing to edit: %s", made->edits[i].old);
	}
	for (i = 0; i < 4 && made->parts[i].name != NULL; i++)
		zip_text(zip, made->parts[i].name, made->parts[i].text);
	zip_end(zip);
}

static inline void
expect_edited(
    const struct part *book_parts, size_t count, const struct made *made)
{
	struct zip zip;

	make_edited(&zip, book_parts, count, made);
	expect("book.epub", false, zip.bytes.data, zip.bytes.size, made->code);
	zip_free(&zip);
}

static inline void
expect_made(const struct made *made, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		expect_edited(sound_book, SOUND_PARTS, &made[i]);
}

static inline void
expect_old(const struct made *made, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		expect_edited(
		    old_book, sizeof(old_book) / sizeof(old_book[0]), &made[i]);
}

#define EXPECT_MADE(table) expect_made(table, sizeof(table) / sizeof(table[0]))
#define EXPECT_OLD(table) expect_old(table, sizeof(table) / sizeof(table[0]))

/* What stands in the body of the article, and what is found. */
struct snippet {
	const char *text;
	const char *code;
};

static inline void
expect_snippets(const struct snippet *snippets, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		expect_book(false, "<p>The ferry runs again since Friday.</p>",
		    snippets[i].text, snippets[i].code);
}

#define EXPECT_SNIPPETS(table) \
	expect_snippets(table, sizeof(table) / sizeof(table[0]))

/* Edits that many books need. */
#define IN_BODY "<p>The ferry runs again since Friday.</p>"
#define IN_MANIFEST "<item id=\"style\" "
#define ITEM(id, href, type, more) \
	"<item id=\"" id "\" href=\"" href "\" media-type=\"" type "\" " more \
	"/><item id=\"style\" "
#define ARTICLE_TYPE "href=\"article-1.xhtml\" media-type"
#define HOLDS(properties) \
	{ \
		ARTICLE_TYPE, "properties=\"" properties "\" " ARTICLE_TYPE \
	}

#endif
