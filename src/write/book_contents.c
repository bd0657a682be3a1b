/*
 * The contents as a page to read: for each article what makes somebody choose
 * it.  An entry is in its article's language and goes its way, so that all of it
 * stands on one side; names and dates are as the dump prints them.
 */
#include <stdio.h>

#include "book_contents.h"
#include "utf8.h"

/* Not dependent on the stylesheet, which can be another's. */
#define BETWEEN " \xc2\xb7 "

/* An entry goes as its headline does, so that all of it is on one side. */
static bool
entry_rtl(const struct nc_chapter *chapter)
{
	return nc_book_goes_left(chapter->title, chapter->rtl);
}

/* dir on the element just opened, if `text` goes another way than the entry. */
static void
put_direction(struct nc_xml *xml, const struct nc_chapter *chapter,
    struct newsconv_text text)
{
	bool left = nc_book_goes_left(text, chapter->rtl);

	if (left != entry_rtl(chapter))
		nc_xml_put_attribute(xml, "dir", left ? "rtl" : "ltr");
}

static void
put_isolated(struct nc_xml *xml, const struct nc_chapter *chapter,
    struct newsconv_text text)
{
	bool left = nc_book_goes_left(text, chapter->rtl);

	if (left == entry_rtl(chapter))
		nc_xml_put_text(xml, text);
	else
		nc_markup_isolated(xml, text, nc_text(""), chapter->rtl);
}

static void
put_headline(struct nc_xml *xml, const struct nc_book *book, size_t index)
{
	const struct nc_chapter *chapter = &book->chapters[index];
	char name[NC_CHAPTER_NAME_SIZE];

	nc_chapter_name(name, index, 0);
	nc_xml_put_open(xml, "p");
	nc_xml_put_attribute(xml, "class", "headline");
	nc_xml_put_open(xml, "a");
	nc_xml_put_attribute(xml, "href", name);
	nc_xml_put_text(xml, chapter->title);
	nc_xml_put_close(xml);
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
}

static void
put_dek(struct nc_xml *xml, const struct nc_chapter *chapter)
{
	if (chapter->dek.size == 0)
		return;
	nc_xml_put_open(xml, "p");
	nc_xml_put_attribute(xml, "class", "dek");
	put_direction(xml, chapter, chapter->dek);
	nc_xml_put_text(xml, chapter->dek);
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
}

static void
put_authors(struct nc_xml *xml, const struct nc_chapter *chapter)
{
	size_t i;

	if (chapter->author_count == 0)
		return;
	nc_xml_put_open(xml, "span");
	nc_xml_put_attribute(xml, "class", "author");
	for (i = 0; i < chapter->author_count; i++) {
		if (i > 0)
			nc_xml_put_string(
			    xml, nc_language_comma(chapter->language));
		put_isolated(xml, chapter, chapter->authors[i].name.text);
	}
	nc_xml_put_close(xml);
	nc_xml_put_string(xml, BETWEEN);
}

/*
 * A printed date without what introduces it ("Published:"): what ends in a
 * colon and has no digit.  A line that says much more is none to choose by.
 */
static struct newsconv_text
bare_date(const struct nc_chapter *chapter)
{
	enum { MOST = 120 };
	struct newsconv_text text = chapter->printed;
	size_t at = 0, size;
	uint32_t c;

	for (; at < text.size; at += size) {
		size = nc_utf8_decode(text.data + at, text.size - at, &c);
		if (size == 0 || nc_is_digit(c))
			break;
		if (c == ':' || c == 0xff1a) {
			text = nc_trim_part(text, at + size, text.size);
			break;
		}
	}
	if (text.size == 0 || (text.size > MOST && chapter->date.size > 0))
		return chapter->date;
	return text;
}

/* <time> where it is known what the printed date means. */
static void
put_date(struct nc_xml *xml, const struct nc_chapter *chapter)
{
	struct newsconv_text printed = bare_date(chapter);

	if (printed.size == 0)
		return;
	nc_xml_put_open(xml, chapter->date.size > 0 ? "time" : "span");
	nc_xml_put_attribute(xml, "class", "date");
	nc_xml_put_attribute_text(xml, "datetime", chapter->date);
	put_isolated(xml, chapter, printed);
	nc_xml_put_close(xml);
	nc_xml_put_string(xml, BETWEEN);
}

/*
 * In the entry's language, or in the book's where we have no words of it.  The
 * label has one "%u"; it is text from a table, and no format here.
 */
static void
put_minutes(struct nc_xml *xml, const struct nc_book *book,
    const struct nc_chapter *chapter)
{
	bool speaks = nc_markup_speaks(chapter->language);
	struct newsconv_text language = speaks ? chapter->language
					       : book->language;
	const char *label = nc_language_label(language, NC_LABEL_MINUTES);
	const char *at = strstr(label, "%u");
	unsigned minutes = chapter->minutes;
	char word[256];

	nc_xml_put_open(xml, "span");
	nc_xml_put_attribute(xml, "class", "minutes");
	if (at == NULL)
		snprintf(word, sizeof(word), "%u", minutes);
	else
		snprintf(word, sizeof(word), "%.*s%u%s", (int)(at - label),
		    label, minutes, at + strlen("%u"));
	nc_markup_label(
	    xml, chapter->language, word, nc_language_label_tag(language));
	nc_xml_put_close(xml);
}

static void
put_entry(struct nc_xml *xml, const struct nc_book *book, size_t index)
{
	const struct nc_chapter *chapter = &book->chapters[index];

	nc_xml_put_open(xml, "li");
	nc_book_language(
	    xml, book, chapter->title, chapter->language, chapter->rtl);
	nc_xml_put_line(xml);
	put_headline(xml, book, index);
	put_dek(xml, chapter);
	nc_xml_put_open(xml, "p");
	nc_xml_put_attribute(xml, "class", "meta");
	put_authors(xml, chapter);
	put_date(xml, chapter);
	put_minutes(xml, book, chapter);
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
}

static void
put_group(struct nc_xml *xml, const struct nc_book *book, size_t index)
{
	const struct nc_group *group = &book->groups[index];
	size_t i;

	if (nc_book_shows_groups(book)) {
		nc_xml_put_open(xml, "h2");
		nc_xml_put_attribute(xml, "class", "group");
		nc_book_group_title(xml, book, index);
		nc_xml_put_close(xml);
		nc_xml_put_line(xml);
	}
	nc_xml_put_open(xml, "ol");
	nc_xml_put_attribute(xml, "class", "entries");
	nc_xml_put_line(xml);
	for (i = 0; i < group->count; i++)
		put_entry(xml, book, group->first + i);
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
}

/* A text of the cover as it stands here; those of the title's language. */
static void
put_shown(struct nc_xml *xml, const struct nc_book *book, const char *element,
    const char *class, struct newsconv_text text)
{
	nc_xml_put_open(xml, element);
	if (class != NULL)
		nc_xml_put_attribute(xml, "class", class);
	nc_book_language(
	    xml, book, text, book->shown.language, book->shown.rtl);
	nc_xml_put_text(xml, text);
	nc_xml_put_close(xml);
}

/* What it is the contents of: title, then series, number and date. */
static void
put_masthead(struct nc_xml *xml, const struct nc_book *book)
{
	const struct newsconv_text texts[] = {
	    book->shown.series, book->shown.issue, book->shown.date};
	size_t written = 0, i;

	put_shown(xml, book, "p", "book", book->title);
	nc_xml_put_line(xml);
	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		if (texts[i].size == 0 || nc_texts_equal(texts[i], book->title))
			continue;
		if (written++ == 0) {
			nc_xml_put_open(xml, "p");
			nc_xml_put_attribute(xml, "class", "edition");
		} else {
			nc_xml_put_string(xml, BETWEEN);
		}
		put_shown(xml, book, "bdi", NULL, texts[i]);
	}
	if (written > 0) {
		nc_xml_put_close(xml);
		nc_xml_put_line(xml);
	}
}

void
nc_book_contents_section(
    struct nc_xml *xml, const struct nc_book *book, size_t first, size_t end)
{
	size_t i;

	nc_xml_put_open(xml, "section");
	nc_xml_put_attribute(xml, "class", "contents");
	nc_xml_put_attribute(xml, "id", "contents");
	nc_xml_put_attribute(xml, "aria-labelledby", "contents-title");
	nc_xml_put_line(xml);
	put_masthead(xml, book);
	nc_xml_put_open(xml, "h1");
	nc_xml_put_attribute(xml, "id", "contents-title");
	nc_book_label(xml, book, NC_LABEL_CONTENTS);
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
	for (i = first; i < end; i++)
		put_group(xml, book, i);
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
}

int
nc_book_contents(const struct nc_book *book, unsigned number,
    struct nc_arena *arena, struct newsconv_text *document,
    struct newsconv_error *error)
{
	size_t first = 0, end;
	struct nc_xml xml;

	while (
	    first < book->group_count && book->groups[first].contents != number)
		first++;
	end = first;
	while (end < book->group_count && book->groups[end].contents == number)
		end++;
	nc_book_page_begin(&xml, book, book->title, "contents", NULL);
	nc_book_contents_section(&xml, book, first, end);
	return nc_book_page_end(&xml, arena, document, error);
}
