/*
 * The navigation document (EPUB 3.3, 7), which is the contents page too.  What
 * reading systems make their menu of is one list of links; what people read has
 * more in it.  So an issue's page shows the latter and hides the former, unless
 * there are so many articles that the latter takes pages of its own.
 */
#include "book_contents.h"

static bool
shows_contents(const struct nc_book *book)
{
	return book->chapter_count > 1 && book->contents == 0;
}

static void
put_title(struct nc_xml *xml, const struct nc_book *book, const char *element,
    const char *id, enum nc_label label)
{
	nc_xml_put_open(xml, element);
	nc_xml_put_attribute(xml, "id", id);
	nc_book_label(xml, book, label);
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
}

static void
put_articles(
    struct nc_xml *xml, const struct nc_book *book, size_t first, size_t count)
{
	char name[NC_CHAPTER_NAME_SIZE];
	size_t i;

	for (i = first; i < first + count; i++) {
		const struct nc_chapter *chapter = &book->chapters[i];

		nc_chapter_name(name, i, 0);
		nc_xml_put_open(xml, "li");
		nc_xml_put_open(xml, "a");
		nc_xml_put_attribute(xml, "href", name);
		nc_book_language(
		    xml, book, chapter->title, chapter->language, chapter->rtl);
		nc_xml_put_text(xml, chapter->title);
		nc_xml_put_close(xml);
		nc_xml_put_close(xml);
		nc_xml_put_line(xml);
	}
}

/* A link to its contents, if it is the first of them: links go forward. */
static void
put_group(struct nc_xml *xml, const struct nc_book *book, size_t index)
{
	const struct nc_group *group = &book->groups[index];
	char name[NC_CHAPTER_NAME_SIZE];

	nc_xml_put_open(xml, "li");
	if (nc_group_begins_contents(book, index)) {
		nc_contents_name(name, group->contents);
		nc_xml_put_open(xml, "a");
		nc_xml_put_attribute(xml, "href", name);
	} else {
		nc_xml_put_open(xml, "span");
	}
	nc_book_group_title(xml, book, index);
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
	nc_xml_put_open(xml, "ol");
	nc_xml_put_line(xml);
	put_articles(xml, book, group->first, group->count);
	nc_xml_put_close(xml);
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
}

static void
put_toc(struct nc_xml *xml, const struct nc_book *book)
{
	bool hidden = shows_contents(book);
	size_t i;

	nc_xml_put_open(xml, "nav");
	nc_xml_put_attribute(xml, "epub:type", "toc");
	nc_xml_put_attribute(xml, "role", "doc-toc");
	nc_xml_put_attribute(xml, "aria-labelledby", "toc-title");
	nc_xml_put_attribute(xml, "id", "toc");
	if (hidden)
		nc_xml_put_attribute(xml, "hidden", "hidden");
	nc_xml_put_line(xml);
	put_title(
	    xml, book, hidden ? "h2" : "h1", "toc-title", NC_LABEL_CONTENTS);
	nc_xml_put_open(xml, "ol");
	nc_xml_put_line(xml);
	if (nc_book_shows_groups(book))
		for (i = 0; i < book->group_count; i++)
			put_group(xml, book, i);
	else
		put_articles(xml, book, 0, book->chapter_count);
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
	nc_book_label(xml, book, label);
	nc_xml_put_close(xml);
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
}

static void
put_landmarks(struct nc_xml *xml, const struct nc_book *book)
{
	char first[NC_CHAPTER_NAME_SIZE];

	nc_chapter_name(first, 0, 0);
	nc_xml_put_open(xml, "nav");
	nc_xml_put_attribute(xml, "epub:type", "landmarks");
	nc_xml_put_attribute(xml, "aria-labelledby", "landmarks-title");
	nc_xml_put_attribute(xml, "hidden", "hidden");
	nc_xml_put_line(xml);
	put_title(xml, book, "h2", "landmarks-title", NC_LABEL_LANDMARKS);
	nc_xml_put_open(xml, "ol");
	nc_xml_put_line(xml);
	if (book->cover != NC_COVER_NONE)
		put_landmark(
		    xml, book, "cover", NC_COVER_PAGE_NAME, NC_LABEL_COVER);
	/* What is shown: nothing leads to a list that is hidden. */
	put_landmark(xml, book, "toc",
	    shows_contents(book) ? NC_NAVIGATION_NAME "#contents"
				 : NC_NAVIGATION_NAME "#toc",
	    NC_LABEL_CONTENTS);
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
	struct nc_xml xml;

	nc_book_page_begin(&xml, book, book->title, "navigation", NULL);
	if (shows_contents(book))
		nc_book_contents_section(&xml, book, 0, book->group_count);
	put_toc(&xml, book);
	put_landmarks(&xml, book);
	return nc_book_page_end(&xml, arena, document, error);
}
