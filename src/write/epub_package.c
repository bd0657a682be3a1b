/*
 * Package document (EPUB 3.3, 5), navigation document (7) and NCX (EPUB 2's
 * table of contents, which Adobe's engine, and so Kobo, still reads first).
 */
#include <stdio.h>
#include <string.h>

#include "deflate.h"
#include "epub_package.h"
#include "language.h"
#include "utf8.h"

void
nc_chapter_name(char target[NC_CHAPTER_NAME_SIZE], size_t index)
{
	snprintf(target, NC_CHAPTER_NAME_SIZE, "article-%zu.xhtml", index + 1);
}

static struct newsconv_text
language_of(const struct nc_chapter *chapter)
{
	return chapter->language;
}

static struct newsconv_text
url_of(const struct nc_chapter *chapter)
{
	return chapter->url;
}

static struct newsconv_text
publisher_of(const struct nc_chapter *chapter)
{
	return chapter->publisher;
}

typedef struct newsconv_text text_of_chapter(const struct nc_chapter *chapter);

/*
 * One element for each different text of the chapters, up to `most`.  A text
 * is held against the last few that were written: that is all languages, and
 * nearly all repetitions of anything else, which are legal anyway.
 */
static void
put_distinct(struct nc_xml *xml, const char *element,
    const struct nc_book *book, text_of_chapter *text_of, size_t most)
{
	struct newsconv_text written[256];
	const size_t room = sizeof(written) / sizeof(*written);
	size_t count = 0, i, j;

	for (i = 0; i < book->chapter_count && count < most; i++) {
		struct newsconv_text text = text_of(&book->chapters[i]);
		bool seen = text.size == 0;

		for (j = 0; j < count && j < room && !seen; j++)
			seen = nc_texts_equal(text, written[j]);
		if (seen)
			continue;
		nc_xml_put_element(xml, element, text);
		written[count++ % room] = text;
	}
}

static void
put_property(struct nc_xml *xml, const char *property, const char *value)
{
	nc_xml_put_open(xml, "meta");
	nc_xml_put_attribute(xml, "property", property);
	nc_xml_put_string(xml, value);
	nc_xml_put_close(xml);
}

static void
put_refinement(struct nc_xml *xml, const char *refines, const char *property,
    const char *scheme, const char *value)
{
	nc_xml_put_open(xml, "meta");
	nc_xml_put_attribute(xml, "refines", refines);
	nc_xml_put_attribute(xml, "property", property);
	if (scheme != NULL)
		nc_xml_put_attribute(xml, "scheme", scheme);
	nc_xml_put_string(xml, value);
	nc_xml_put_close(xml);
}

static bool
author_before(const struct nc_book *book, size_t chapter, size_t author)
{
	struct newsconv_text name = book->chapters[chapter].authors[author];
	size_t i, j;

	for (j = 0; j < author; j++)
		if (nc_texts_equal(name, book->chapters[chapter].authors[j]))
			return true;
	for (i = chapter; i > 0 && chapter - i < 64; i--)
		for (j = 0; j < book->chapters[i - 1].author_count; j++)
			if (nc_texts_equal(
				name, book->chapters[i - 1].authors[j]))
				return true;
	return false;
}

static void
put_creators(struct nc_xml *xml, const struct nc_book *book)
{
	size_t number = 0, i, j;
	char reference[32];

	for (i = 0; i < book->chapter_count; i++) {
		for (j = 0; j < book->chapters[i].author_count; j++) {
			if (author_before(book, i, j))
				continue;
			snprintf(reference, sizeof(reference), "#creator-%zu",
			    ++number);
			nc_xml_put_open(xml, "dc:creator");
			nc_xml_put_attribute(xml, "id", reference + 1);
			nc_xml_put_text(xml, book->chapters[i].authors[j]);
			nc_xml_put_close(xml);
			put_refinement(
			    xml, reference, "role", "marc:relators", "aut");
		}
	}
}

/* EPUB Accessibility 1.1, 2.1; nothing here claims an evaluation (2.3). */
static void
put_accessibility(struct nc_xml *xml)
{
	static const char *const features[] = {"tableOfContents",
	    "readingOrder", "structuralNavigation", "displayTransformability",
	    "unlocked"};
	size_t i;

	put_property(xml, "schema:accessMode", "textual");
	put_property(xml, "schema:accessModeSufficient", "textual");
	for (i = 0; i < sizeof(features) / sizeof(*features); i++)
		put_property(xml, "schema:accessibilityFeature", features[i]);
	put_property(xml, "schema:accessibilityHazard", "none");
	nc_xml_put_open(xml, "meta");
	nc_xml_put_attribute(xml, "property", "schema:accessibilitySummary");
	nc_xml_put_attribute(xml, "xml:lang", "en");
	nc_xml_put_string(xml,
	    "Text only, in reading order, with headings and a table of "
	    "contents; no images, sound or scripts.");
	nc_xml_put_close(xml);
}

static void
put_metadata(struct nc_xml *xml, const struct nc_book *book)
{
	const struct nc_chapter *first = &book->chapters[0];
	char generator[128]; /* and whose compression it is */
	char large[NC_LIBRARY_SIZE];

	nc_xml_put_open(xml, "metadata");
	nc_xml_put_attribute(
	    xml, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
	nc_xml_put_open(xml, "dc:identifier");
	nc_xml_put_attribute(xml, "id", "identifier");
	nc_xml_put_text(xml, book->identifier);
	nc_xml_put_close(xml);
	nc_xml_put_open(xml, "dc:title");
	nc_xml_put_attribute(xml, "id", "title");
	nc_xml_put_text(xml, book->title);
	nc_xml_put_close(xml);
	put_refinement(xml, "#title", "title-type", NULL, "main");
	put_distinct(xml, "dc:language", book, language_of, SIZE_MAX);
	put_creators(xml, book);
	put_distinct(xml, "dc:publisher", book, publisher_of, 1);
	if (book->chapter_count == 1 && first->date.size > 0)
		nc_xml_put_element(xml, "dc:date", first->date);
	put_distinct(xml, "dc:source", book, url_of, SIZE_MAX);
	if (book->chapter_count == 1 && first->dek.size > 0)
		nc_xml_put_element(xml, "dc:description", first->dek);
	nc_xml_put_open(xml, "meta");
	nc_xml_put_attribute(xml, "property", "dcterms:modified");
	nc_xml_put_text(xml, book->modified);
	nc_xml_put_close(xml);
	put_accessibility(xml);
	nc_xml_put_open(xml, "meta");
	nc_xml_put_attribute(xml, "name", "generator");
	nc_deflate_large_library(large);
	snprintf(generator, sizeof(generator),
	    "newsconv " NEWSCONV_VERSION " (%s; %s)", nc_deflate_library,
	    large);
	nc_xml_put_attribute(xml, "content", generator);
	nc_xml_put_close_empty(xml);
	nc_xml_put_close(xml);
}

static void
put_item(struct nc_xml *xml, const char *id, const char *href,
    const char *media_type, const char *properties)
{
	nc_xml_put_open(xml, "item");
	nc_xml_put_attribute(xml, "id", id);
	nc_xml_put_attribute(xml, "href", href);
	nc_xml_put_attribute(xml, "media-type", media_type);
	if (properties != NULL)
		nc_xml_put_attribute(xml, "properties", properties);
	nc_xml_put_close_empty(xml);
}

static void
put_manifest(struct nc_xml *xml, const struct nc_book *book)
{
	char name[NC_CHAPTER_NAME_SIZE], id[NC_CHAPTER_NAME_SIZE];
	size_t i;

	nc_xml_put_open(xml, "manifest");
	put_item(
	    xml, "nav", NC_NAVIGATION_NAME, "application/xhtml+xml", "nav");
	put_item(xml, "ncx", NC_NCX_NAME, "application/x-dtbncx+xml", NULL);
	put_item(xml, "style", NC_STYLESHEET_NAME, "text/css", NULL);
	for (i = 0; i < book->chapter_count; i++) {
		nc_chapter_name(name, i);
		snprintf(id, sizeof(id), "article-%zu", i + 1);
		put_item(xml, id, name, "application/xhtml+xml", NULL);
	}
	nc_xml_put_close(xml);
}

static void
put_itemref(struct nc_xml *xml, const char *id, bool linear)
{
	nc_xml_put_open(xml, "itemref");
	nc_xml_put_attribute(xml, "idref", id);
	if (!linear)
		nc_xml_put_attribute(xml, "linear", "no");
	nc_xml_put_close_empty(xml);
}

/* The contents page opens an issue; a single article opens with itself. */
static void
put_spine(struct nc_xml *xml, const struct nc_book *book)
{
	char id[NC_CHAPTER_NAME_SIZE];
	size_t i;

	nc_xml_put_open(xml, "spine");
	nc_xml_put_attribute(xml, "toc", "ncx");
	nc_xml_put_attribute(xml, "page-progression-direction",
	    book->chapters[0].rtl ? "rtl" : "ltr");
	if (book->chapter_count > 1)
		put_itemref(xml, "nav", true);
	for (i = 0; i < book->chapter_count; i++) {
		snprintf(id, sizeof(id), "article-%zu", i + 1);
		put_itemref(xml, id, true);
	}
	if (book->chapter_count == 1)
		put_itemref(xml, "nav", false);
	nc_xml_put_close(xml);
}

int
nc_book_package(const struct nc_book *book, struct nc_arena *arena,
    struct newsconv_text *document, struct newsconv_error *error)
{
	struct nc_xml xml;

	nc_xml_put_begin(&xml, NC_XML_DECLARATION | NC_XML_INDENTED);
	nc_xml_put_open(&xml, "package");
	nc_xml_put_attribute(&xml, "xmlns", "http://www.idpf.org/2007/opf");
	nc_xml_put_attribute(&xml, "version", "3.0");
	nc_xml_put_attribute(&xml, "unique-identifier", "identifier");
	nc_xml_put_attribute_text(&xml, "xml:lang", book->chapters[0].language);
	nc_xml_put_attribute(
	    &xml, "dir", book->chapters[0].rtl ? "rtl" : "ltr");
	put_metadata(&xml, book);
	put_manifest(&xml, book);
	put_spine(&xml, book);
	nc_xml_put_close(&xml);
	return nc_xml_put_end(&xml, arena, document, error);
}

static void
put_label(struct nc_xml *xml, const struct nc_book *book, enum nc_label label)
{
	struct newsconv_text language = book->chapters[0].language;

	nc_markup_label(xml, language, nc_language_label(language, label),
	    nc_language_label_tag(language));
}

static void
put_contents(struct nc_xml *xml, const struct nc_book *book)
{
	char name[NC_CHAPTER_NAME_SIZE];
	size_t i;

	nc_xml_put_open(xml, "nav");
	nc_xml_put_attribute(xml, "epub:type", "toc");
	nc_xml_put_attribute(xml, "role", "doc-toc");
	nc_xml_put_attribute(xml, "aria-labelledby", "toc-title");
	nc_xml_put_attribute(xml, "id", "toc");
	nc_xml_put_line(xml);
	nc_xml_put_open(xml, "h1");
	nc_xml_put_attribute(xml, "id", "toc-title");
	put_label(xml, book, NC_LABEL_CONTENTS);
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
	nc_xml_put_open(xml, "ol");
	nc_xml_put_line(xml);
	for (i = 0; i < book->chapter_count; i++) {
		const struct nc_chapter *chapter = &book->chapters[i];

		nc_chapter_name(name, i);
		nc_xml_put_open(xml, "li");
		nc_xml_put_open(xml, "a");
		nc_xml_put_attribute(xml, "href", name);
		if (!nc_texts_equal(
			chapter->language, book->chapters[0].language))
			nc_markup_language(
			    xml, chapter->language, chapter->rtl);
		nc_xml_put_text(xml, chapter->title);
		nc_xml_put_close(xml);
		nc_xml_put_close(xml);
		nc_xml_put_line(xml);
	}
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
}

static void
put_landmark(struct nc_xml *xml, const struct nc_book *book, const char *type,
    const char *href, enum nc_label label)
{
	nc_xml_put_open(xml, "li");
	nc_xml_put_open(xml, "a");
	nc_xml_put_attribute(xml, "epub:type", type);
	nc_xml_put_attribute(xml, "href", href);
	put_label(xml, book, label);
	nc_xml_put_close(xml);
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
}

static void
put_landmarks(struct nc_xml *xml, const struct nc_book *book)
{
	char first[NC_CHAPTER_NAME_SIZE];

	nc_chapter_name(first, 0);
	nc_xml_put_open(xml, "nav");
	nc_xml_put_attribute(xml, "epub:type", "landmarks");
	nc_xml_put_attribute(xml, "aria-labelledby", "landmarks-title");
	nc_xml_put_attribute(xml, "hidden", "hidden");
	nc_xml_put_line(xml);
	nc_xml_put_open(xml, "h2");
	nc_xml_put_attribute(xml, "id", "landmarks-title");
	put_label(xml, book, NC_LABEL_LANDMARKS);
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
	nc_xml_put_open(xml, "ol");
	nc_xml_put_line(xml);
	put_landmark(
	    xml, book, "toc", NC_NAVIGATION_NAME "#toc", NC_LABEL_CONTENTS);
	put_landmark(xml, book, "bodymatter", first, NC_LABEL_START);
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
}

int
nc_book_navigation(const struct nc_book *book, struct nc_arena *arena,
    struct newsconv_text *document, struct newsconv_error *error)
{
	const struct nc_chapter *first = &book->chapters[0];
	struct nc_xml xml;

	nc_xml_put_begin(&xml, NC_XML_DECLARATION);
	nc_markup_html(&xml, first->language, first->rtl, true);
	nc_xml_put_open(&xml, "head");
	nc_xml_put_line(&xml);
	nc_xml_put_element(&xml, "title", book->title);
	nc_xml_put_line(&xml);
	nc_xml_put_open(&xml, "link");
	nc_xml_put_attribute(&xml, "rel", "stylesheet");
	nc_xml_put_attribute(&xml, "type", "text/css");
	nc_xml_put_attribute(&xml, "href", NC_STYLESHEET_NAME);
	nc_xml_put_close_empty(&xml);
	nc_xml_put_line(&xml);
	nc_xml_put_close(&xml);
	nc_xml_put_line(&xml);
	nc_xml_put_open(&xml, "body");
	nc_xml_put_line(&xml);
	put_contents(&xml, book);
	put_landmarks(&xml, book);
	nc_xml_put_close(&xml);
	nc_xml_put_line(&xml);
	nc_xml_put_close(&xml);
	return nc_xml_put_end(&xml, arena, document, error);
}

static void
put_ncx_head(struct nc_xml *xml, const struct nc_book *book)
{
	static const char *const fixed[][2] = {{"dtb:depth", "1"},
	    {"dtb:totalPageCount", "0"}, {"dtb:maxPageNumber", "0"}};
	size_t i;

	nc_xml_put_open(xml, "head");
	nc_xml_put_open(xml, "meta");
	nc_xml_put_attribute(xml, "name", "dtb:uid");
	nc_xml_put_attribute_text(xml, "content", book->identifier);
	nc_xml_put_close_empty(xml);
	for (i = 0; i < sizeof(fixed) / sizeof(*fixed); i++) {
		nc_xml_put_open(xml, "meta");
		nc_xml_put_attribute(xml, "name", fixed[i][0]);
		nc_xml_put_attribute(xml, "content", fixed[i][1]);
		nc_xml_put_close_empty(xml);
	}
	nc_xml_put_close(xml);
}

static void
put_nav_point(struct nc_xml *xml, const struct nc_book *book, size_t index)
{
	char text[NC_CHAPTER_NAME_SIZE];

	nc_xml_put_open(xml, "navPoint");
	snprintf(text, sizeof(text), "point-%zu", index + 1);
	nc_xml_put_attribute(xml, "id", text);
	snprintf(text, sizeof(text), "%zu", index + 1);
	nc_xml_put_attribute(xml, "playOrder", text);
	nc_xml_put_open(xml, "navLabel");
	nc_xml_put_element(xml, "text", book->chapters[index].title);
	nc_xml_put_close(xml);
	nc_xml_put_open(xml, "content");
	nc_chapter_name(text, index);
	nc_xml_put_attribute(xml, "src", text);
	nc_xml_put_close_empty(xml);
	nc_xml_put_close(xml);
}

int
nc_book_ncx(const struct nc_book *book, struct nc_arena *arena,
    struct newsconv_text *document, struct newsconv_error *error)
{
	struct nc_xml xml;
	size_t i;

	nc_xml_put_begin(&xml, NC_XML_DECLARATION | NC_XML_INDENTED);
	nc_xml_put_open(&xml, "ncx");
	nc_xml_put_attribute(
	    &xml, "xmlns", "http://www.daisy.org/z3986/2005/ncx/");
	nc_xml_put_attribute(&xml, "version", "2005-1");
	nc_xml_put_attribute_text(&xml, "xml:lang", book->chapters[0].language);
	put_ncx_head(&xml, book);
	nc_xml_put_open(&xml, "docTitle");
	nc_xml_put_element(&xml, "text", book->title);
	nc_xml_put_close(&xml);
	nc_xml_put_open(&xml, "navMap");
	for (i = 0; i < book->chapter_count; i++)
		put_nav_point(&xml, book, i);
	nc_xml_put_close(&xml);
	nc_xml_put_close(&xml);
	return nc_xml_put_end(&xml, arena, document, error);
}
