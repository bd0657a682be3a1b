/*
 * The package document (EPUB 3.3, 5): metadata, every file, and the order in
 * which they are read.  Contents files stand right before the articles they
 * list, so that reading on from either leads through both.
 */
#include <stdio.h>

#include "book_metadata.h"

#define XHTML "application/xhtml+xml"

/* Each names an id, which is also the name of its file but for the suffix. */
enum { ID_SIZE = NC_CHAPTER_NAME_SIZE };

static void
id_of(char id[ID_SIZE], const char *name)
{
	snprintf(id, ID_SIZE, "%.*s", (int)strcspn(name, "."), name);
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
put_page_item(struct nc_xml *xml, const char *name)
{
	char id[ID_SIZE];

	id_of(id, name);
	put_item(xml, id, name, XHTML, NULL);
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

static void
put_page_itemref(struct nc_xml *xml, const char *name)
{
	char id[ID_SIZE];

	id_of(id, name);
	put_itemref(xml, id, true);
}

static void
put_cover_items(struct nc_xml *xml, const struct nc_book *book)
{
	const char *picture = nc_cover_name(book);

	if (picture != NULL)
		put_item(xml, "cover-image", picture,
		    book->cover == NC_COVER_PNG ? "image/png" : "image/jpeg",
		    "cover-image");
	if (book->cover != NC_COVER_NONE)
		put_page_item(xml, NC_COVER_PAGE_NAME);
}

/* A page function for each file of the chapter. */
static void
put_chapter(struct nc_xml *xml, const struct nc_book *book, size_t index,
    void (*put)(struct nc_xml *xml, const char *name))
{
	char name[NC_CHAPTER_NAME_SIZE];
	unsigned file;

	for (file = 0; file < book->chapters[index].files; file++) {
		nc_chapter_name(name, index, file);
		put(xml, name);
	}
}

static void
put_manifest(struct nc_xml *xml, const struct nc_book *book)
{
	char name[NC_CHAPTER_NAME_SIZE];
	unsigned number;
	size_t i;

	nc_xml_put_open(xml, "manifest");
	put_item(xml, "nav", NC_NAVIGATION_NAME, XHTML, "nav");
	put_item(xml, "ncx", NC_NCX_NAME, "application/x-dtbncx+xml", NULL);
	if (!book->own_css || !book->only_own_css)
		put_item(xml, "style", NC_STYLESHEET_NAME, "text/css", NULL);
	if (book->own_css)
		put_item(xml, "own", NC_OWN_STYLESHEET_NAME, "text/css", NULL);
	put_cover_items(xml, book);
	for (number = 1; number <= book->contents; number++) {
		nc_contents_name(name, number);
		put_page_item(xml, name);
	}
	for (i = 0; i < book->chapter_count; i++)
		put_chapter(xml, book, i, put_page_item);
	nc_xml_put_close(xml);
}

static void
put_group(struct nc_xml *xml, const struct nc_book *book, size_t index)
{
	const struct nc_group *group = &book->groups[index];
	char name[NC_CHAPTER_NAME_SIZE];
	size_t i;

	if (nc_group_begins_contents(book, index)) {
		nc_contents_name(name, group->contents);
		put_page_itemref(xml, name);
	}
	for (i = 0; i < group->count; i++)
		put_chapter(xml, book, group->first + i, put_page_itemref);
}

/* The contents page opens an issue; a single article opens with itself. */
static void
put_spine(struct nc_xml *xml, const struct nc_book *book)
{
	bool issue = book->chapter_count > 1;
	size_t i;

	nc_xml_put_open(xml, "spine");
	nc_xml_put_attribute(xml, "toc", "ncx");
	nc_xml_put_attribute(xml, "page-progression-direction",
	    book->rtl || book->vertical ? "rtl" : "ltr");
	if (book->cover != NC_COVER_NONE)
		put_page_itemref(xml, NC_COVER_PAGE_NAME);
	if (issue)
		put_itemref(xml, "nav", true);
	for (i = 0; i < book->group_count; i++)
		put_group(xml, book, i);
	if (!issue)
		put_itemref(xml, "nav", false);
	nc_xml_put_close(xml);
}

int
nc_book_package(const struct nc_book *book, struct nc_arena *arena,
    struct newsconv_text *document, struct newsconv_error *error)
{
	struct nc_xml xml;
	int result, end;

	nc_xml_put_begin(&xml, NC_XML_DECLARATION | NC_XML_INDENTED);
	nc_xml_put_open(&xml, "package");
	nc_xml_put_attribute(&xml, "xmlns", "http://www.idpf.org/2007/opf");
	nc_xml_put_attribute(&xml, "version", "3.0");
	nc_xml_put_attribute(&xml, "unique-identifier", "identifier");
	nc_xml_put_attribute_text(&xml, "xml:lang", book->language);
	nc_xml_put_attribute(
	    &xml, "dir", nc_book_text_rtl(book) ? "rtl" : "ltr");
	result = nc_book_metadata(&xml, book, arena, error);
	put_manifest(&xml, book);
	put_spine(&xml, book);
	nc_xml_put_close(&xml);
	end = nc_xml_put_end(&xml, arena, document, result < 0 ? NULL : error);
	return result < 0 ? result : end;
}
