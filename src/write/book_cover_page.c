/*
 * The cover: a picture alone on its page, for Kobo gives a page of one picture
 * to the reader for fixed layouts, or what the picture would say, as text.
 */
#include "book_page.h"

/*
 * Never larger than the page and never out of proportion: Adobe's engine has no
 * object-fit, so width and height are only limited.  The book's stylesheets
 * have margins, and none is linked.
 */
static const char picture_style[] =
    "html, body { height: 100%; margin: 0; padding: 0; text-align: center; } "
    "img { max-width: 100%; max-height: 100%; }";

/* The texts of the cover, in their order on it. */
enum { SERIES, ISSUE, TITLE, AUTHORS, DATE, SOURCE, TEXTS };

static void
list_texts(const struct nc_cover *cover, struct newsconv_text texts[TEXTS])
{
	texts[SERIES] = cover->series;
	texts[ISSUE] = cover->issue;
	texts[TITLE] = cover->title;
	texts[AUTHORS] = cover->authors;
	texts[DATE] = cover->date;
	texts[SOURCE] = cover->source;
}

/* Of a picture that was drawn all that it says; of another's the title. */
static int
put_alternative(struct nc_xml *xml, const struct nc_book *book,
    struct newsconv_error *error)
{
	struct nc_buffer text = NC_BUFFER((size_t)1 << 28);
	struct newsconv_text texts[TEXTS];
	int result;
	size_t i;

	if (book->options->cover == NEWSCONV_COVER_FILE) {
		if (nc_markup_speaks(book->language)) {
			nc_buffer_text(&text,
			    nc_language_label(book->language, NC_LABEL_COVER));
			nc_buffer_text(&text, ": ");
		}
		nc_buffer_add(&text, book->title.data, book->title.size);
	} else {
		list_texts(&book->shown, texts);
		for (i = 0; i < TEXTS; i++) {
			if (texts[i].size == 0)
				continue;
			if (text.size > 0)
				nc_buffer_text(&text, ", ");
			nc_buffer_add(&text, texts[i].data, texts[i].size);
		}
	}
	result = nc_buffer_check(&text, error);
	if (result == NEWSCONV_OK)
		nc_xml_put_attribute(xml, "alt", text.data);
	nc_buffer_free(&text);
	return result;
}

static int
put_picture(struct nc_xml *xml, const struct nc_book *book,
    struct newsconv_error *error)
{
	int result;

	nc_book_page_begin(xml, book, book->title, "cover", picture_style);
	nc_xml_put_open(xml, "img");
	nc_xml_put_attribute(xml, "src", nc_cover_name(book));
	result = put_alternative(xml, book, error);
	nc_xml_put_attribute(xml, "role", "doc-cover");
	nc_xml_put_close_empty(xml);
	nc_xml_put_line(xml);
	return result;
}

static void
put_texts(struct nc_xml *xml, const struct nc_book *book)
{
	static const char *const classes[] = {"cover-series", "cover-issue",
	    "cover-title", "cover-authors", "cover-date", "cover-source"};
	struct newsconv_text texts[TEXTS];
	size_t i;

	list_texts(&book->shown, texts);
	for (i = 0; i < TEXTS; i++) {
		if (texts[i].size == 0)
			continue;
		nc_xml_put_open(xml, i == TITLE ? "h1" : "p");
		nc_xml_put_attribute(xml, "class", classes[i]);
		if (i == TITLE)
			nc_xml_put_attribute(xml, "id", "cover-title");
		nc_book_language(xml, book, texts[i],
		    i == SOURCE ? book->language : book->shown.language,
		    book->shown.rtl);
		nc_xml_put_text(xml, texts[i]);
		nc_xml_put_close(xml);
		nc_xml_put_line(xml);
	}
}

static void
put_page(struct nc_xml *xml, const struct nc_book *book)
{
	nc_book_page_begin(xml, book, book->title, "cover", NULL);
	nc_xml_put_open(xml, "section");
	nc_xml_put_attribute(xml, "class", "cover");
	nc_xml_put_attribute(xml, "aria-labelledby", "cover-title");
	nc_xml_put_line(xml);
	put_texts(xml, book);
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
}

int
nc_book_cover_page(const struct nc_book *book, struct nc_arena *arena,
    struct newsconv_text *document, struct newsconv_error *error)
{
	int result = NEWSCONV_OK, end;
	struct nc_xml xml;

	if (nc_cover_name(book) != NULL)
		result = put_picture(&xml, book, error);
	else
		put_page(&xml, book);
	end = nc_book_page_end(
	    &xml, arena, document, result < 0 ? NULL : error);
	return result < 0 ? result : end;
}
