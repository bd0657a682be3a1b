/* The frame of a page of the book, and words in it. */
#include <stdio.h>

#include "book_page.h"
#include "utf8.h"

bool
nc_book_text_rtl(const struct nc_book *book)
{
	return book->rtl && !book->vertical;
}

static void
put_style(struct nc_xml *xml, const char *style)
{
	nc_xml_put_open(xml, "style");
	nc_xml_put_attribute(xml, "type", "text/css");
	nc_xml_put_string(xml, style);
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
}

void
nc_book_page_begin(struct nc_xml *xml, const struct nc_book *book,
    struct newsconv_text title, const char *class, const char *style)
{
	nc_xml_put_begin(xml, NC_XML_DECLARATION);
	if (book->vertical)
		nc_markup_html_vertical(xml, book->language, true, true);
	else
		nc_markup_html(
		    xml, book->language, nc_book_text_rtl(book), true);
	nc_xml_put_open(xml, "head");
	nc_xml_put_line(xml);
	nc_xml_put_element(xml, "title", title);
	nc_xml_put_line(xml);
	if (style != NULL)
		put_style(xml, style);
	else
		nc_markup_styles(xml, book->own_css, book->only_own_css);
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
	nc_markup_body(xml, !book->vertical && nc_book_text_rtl(book));
	nc_xml_put_attribute(xml, "class", class);
	nc_xml_put_line(xml);
}

int
nc_book_page_end(struct nc_xml *xml, struct nc_arena *arena,
    struct newsconv_text *document, struct newsconv_error *error)
{
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
	nc_xml_put_close(xml);
	return nc_xml_put_end(xml, arena, document, error);
}

void
nc_book_label(
    struct nc_xml *xml, const struct nc_book *book, enum nc_label label)
{
	nc_markup_label(xml, book->language,
	    nc_language_label(book->language, label),
	    nc_language_label_tag(book->language));
}

static bool
has_direction(struct newsconv_text text, enum nc_bidi wanted)
{
	size_t at = 0, size;
	uint32_t c;

	for (; at < text.size; at += size) {
		size = nc_utf8_decode(text.data + at, text.size - at, &c);
		if (size == 0)
			return false;
		if (nc_bidi(c) == wanted)
			return true;
	}
	return false;
}

bool
nc_book_goes_left(struct newsconv_text text, bool rtl)
{
	bool left = has_direction(text, NC_BIDI_RTL);

	if (rtl)
		return left || !has_direction(text, NC_BIDI_LTR);
	return left && !has_direction(text, NC_BIDI_LTR);
}

void
nc_book_language(struct nc_xml *xml, const struct nc_book *book,
    struct newsconv_text text, struct newsconv_text language, bool rtl)
{
	bool left = nc_book_goes_left(text, rtl);

	if (language.size > 0 && !nc_texts_equal(language, book->language))
		nc_markup_language(xml, language, left);
	else if (left != nc_book_text_rtl(book))
		nc_xml_put_attribute(xml, "dir", left ? "rtl" : "ltr");
}

bool
nc_book_shows_groups(const struct nc_book *book)
{
	return book->chapter_count > 1 && (book->grouped || book->contents > 0);
}

void
nc_book_group_name(struct nc_xml *xml, const struct nc_book *book, size_t index)
{
	const struct nc_group *group = &book->groups[index];
	char numbers[64];

	if (group->title.size > 0) {
		nc_xml_put_text(xml, group->title);
		return;
	}
	snprintf(numbers, sizeof(numbers), "%zu\xe2\x80\x93%zu",
	    group->first + 1, group->first + group->count);
	nc_xml_put_string(xml, numbers);
}

void
nc_book_group_title(
    struct nc_xml *xml, const struct nc_book *book, size_t index)
{
	const struct nc_group *group = &book->groups[index];

	if (group->title.size > 0)
		nc_book_language(
		    xml, book, group->title, group->language, group->rtl);
	nc_book_group_name(xml, book, index);
}

bool
nc_group_begins_contents(const struct nc_book *book, size_t index)
{
	unsigned contents = book->groups[index].contents;

	return contents > 0 &&
	    (index == 0 || book->groups[index - 1].contents != contents);
}
