/*
 * The NCX, EPUB 2's table of contents: Adobe's engine, and so Kobo, reads it
 * first.  Points that lead to one place have one number (playOrder): a group
 * without contents of its own leads to its first article.
 */
#include <stdio.h>

#include "book_page.h"

struct ncx {
	struct nc_xml xml;
	const struct nc_book *book;
	size_t places; /* that were led to */
};

static void
put_meta(struct nc_xml *xml, const char *name, const char *content)
{
	nc_xml_put_open(xml, "meta");
	nc_xml_put_attribute(xml, "name", name);
	nc_xml_put_attribute(xml, "content", content);
	nc_xml_put_close_empty(xml);
}

static void
put_head(struct nc_xml *xml, const struct nc_book *book)
{
	nc_xml_put_open(xml, "head");
	nc_xml_put_open(xml, "meta");
	nc_xml_put_attribute(xml, "name", "dtb:uid");
	nc_xml_put_attribute_text(xml, "content", book->identifier);
	nc_xml_put_close_empty(xml);
	put_meta(xml, "dtb:depth", nc_book_shows_groups(book) ? "2" : "1");
	put_meta(xml, "dtb:totalPageCount", "0");
	put_meta(xml, "dtb:maxPageNumber", "0");
	nc_xml_put_close(xml);
}

/* <navPoint id="kind-N" playOrder=...>, left open. */
static void
open_point(struct nc_xml *xml, const char *kind, size_t number, size_t place)
{
	char text[NC_CHAPTER_NAME_SIZE];

	nc_xml_put_open(xml, "navPoint");
	snprintf(text, sizeof(text), "%s-%zu", kind, number);
	nc_xml_put_attribute(xml, "id", text);
	snprintf(text, sizeof(text), "%zu", place);
	nc_xml_put_attribute(xml, "playOrder", text);
}

static void
put_content(struct nc_xml *xml, const char *name)
{
	nc_xml_put_open(xml, "content");
	nc_xml_put_attribute(xml, "src", name);
	nc_xml_put_close_empty(xml);
}

static void
put_article(struct ncx *ncx, size_t index)
{
	char name[NC_CHAPTER_NAME_SIZE];
	struct nc_xml *xml = &ncx->xml;

	open_point(xml, "point", index + 1, ++ncx->places);
	nc_xml_put_open(xml, "navLabel");
	nc_xml_put_element(xml, "text", ncx->book->chapters[index].title);
	nc_xml_put_close(xml);
	nc_chapter_name(name, index, 0);
	put_content(xml, name);
	nc_xml_put_close(xml);
}

static void
put_group(struct ncx *ncx, size_t index)
{
	const struct nc_group *group = &ncx->book->groups[index];
	bool contents = nc_group_begins_contents(ncx->book, index);
	char name[NC_CHAPTER_NAME_SIZE];
	struct nc_xml *xml = &ncx->xml;
	size_t i;

	open_point(xml, "group", index + 1, ncx->places + 1);
	nc_xml_put_open(xml, "navLabel");
	nc_xml_put_open(xml, "text");
	nc_book_group_name(xml, ncx->book, index);
	nc_xml_put_close(xml);
	nc_xml_put_close(xml);
	if (contents)
		nc_contents_name(name, group->contents);
	else
		nc_chapter_name(name, group->first, 0);
	put_content(xml, name);
	ncx->places += contents;
	for (i = 0; i < group->count; i++)
		put_article(ncx, group->first + i);
	nc_xml_put_close(xml);
}

int
nc_book_ncx(const struct nc_book *book, struct nc_arena *arena,
    struct newsconv_text *document, struct newsconv_error *error)
{
	struct ncx ncx = {.book = book};
	struct nc_xml *xml = &ncx.xml;
	size_t i;

	nc_xml_put_begin(xml, NC_XML_DECLARATION | NC_XML_INDENTED);
	nc_xml_put_open(xml, "ncx");
	nc_xml_put_attribute(
	    xml, "xmlns", "http://www.daisy.org/z3986/2005/ncx/");
	nc_xml_put_attribute(xml, "version", "2005-1");
	nc_xml_put_attribute_text(xml, "xml:lang", book->language);
	put_head(xml, book);
	nc_xml_put_open(xml, "docTitle");
	nc_xml_put_element(xml, "text", book->title);
	nc_xml_put_close(xml);
	nc_xml_put_open(xml, "navMap");
	if (nc_book_shows_groups(book))
		for (i = 0; i < book->group_count; i++)
			put_group(&ncx, i);
	else
		for (i = 0; i < book->chapter_count; i++)
			put_article(&ncx, i);
	nc_xml_put_close(xml);
	nc_xml_put_close(xml);
	return nc_xml_put_end(xml, arena, document, error);
}
