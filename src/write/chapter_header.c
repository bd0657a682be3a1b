/*
 * What stands above the text: section, headline, dek, who wrote it, when.
 * Lines of the dump stay as they are; a word of ours stands before a date or
 * names only where the dump has none.
 */
#include "chapter_out.h"
#include "own_words.h"
#include "writer.h"

/* Authors given by option stand in the place of the byline. */
static bool
prints_byline(const struct newsconv_article *article)
{
	return article->author_count == 0 ||
	    article->authors[0].name.origin != NEWSCONV_ORIGIN_OPTION;
}

static void
put_byline(struct nc_chapter_out *out)
{
	const struct newsconv_article *article = out->article;
	const char *comma = nc_language_comma(article->language.tag);
	size_t i;

	if (prints_byline(article)) {
		nc_chapter_out_element(out, "p", "byline",
		    article->fields[NEWSCONV_FIELD_BYLINE].value.text);
		return;
	}
	nc_xml_put_open(&out->xml, "p");
	nc_xml_put_attribute(&out->xml, "class", "byline");
	nc_chapter_out_label(out, NC_LABEL_BY);
	for (i = 0; i < article->author_count; i++) {
		if (i > 0)
			nc_xml_put_string(&out->xml, comma);
		nc_xml_put_element(
		    &out->xml, "bdi", article->authors[i].name.text);
	}
	nc_chapter_out_close(out);
}

/* HTML, 2.3.5.4: seconds end at 59, so a leap second leaves its day. */
static void
put_datetime(struct nc_xml *xml, const struct newsconv_date *date)
{
	char day[] = "0000-00-00";

	if (strstr(date->value, ":60") == NULL) {
		nc_xml_put_attribute(xml, "datetime", date->value);
		return;
	}
	memcpy(day, date->value, sizeof(day) - 1);
	nc_xml_put_attribute(xml, "datetime", day);
}

/* Digits alone go on to the right even where letters go to the left. */
static void
put_date_direction(struct nc_chapter_out *out, struct newsconv_text printed)
{
	bool rtl = out->article->language.rtl != 0;

	if (out->page)
		return;
	if (rtl && nc_text_direction(printed) == NC_DIRECTION_NONE)
		nc_xml_put_attribute(&out->xml, "dir", "ltr");
	else
		nc_markup_direction(&out->xml, printed, rtl);
}

static void
put_date(struct nc_chapter_out *out, const struct newsconv_date *date,
    enum nc_label label)
{
	struct newsconv_text language = out->article->language.tag;
	struct newsconv_text printed = date->printed.text;

	nc_xml_put_open(&out->xml, "p");
	nc_xml_put_attribute(&out->xml, "class", "date");
	if (!nc_says_itself(printed, language, NC_MARKER_DATE) &&
	    !nc_says_itself(printed, language, NC_MARKER_MODIFIED))
		nc_chapter_out_label(out, label);
	nc_xml_put_open(&out->xml, "time");
	put_datetime(&out->xml, date);
	put_date_direction(out, printed);
	nc_xml_put_text(&out->xml, printed);
	nc_xml_put_close(&out->xml);
	nc_chapter_out_close(out);
}

/* Whether the reader has it before him in another line. */
static bool
printed_elsewhere(
    const struct nc_chapter_out *out, const struct newsconv_date *date)
{
	const struct nc_field_pair *fields = out->article->fields;
	size_t segment = date->printed.segment;

	if (segment == NEWSCONV_NO_SEGMENT)
		return false;
	if (segment == fields[NEWSCONV_FIELD_BYLINE].value.segment &&
	    prints_byline(out->article))
		return true;
	return !out->page &&
	    fields[NEWSCONV_FIELD_DATELINE].value.text.size > 0 &&
	    segment == fields[NEWSCONV_FIELD_DATELINE].value.segment;
}

static void
put_dates(struct nc_chapter_out *out)
{
	const struct newsconv_date *published = &out->article->published;
	const struct newsconv_date *modified = &out->article->modified;

	/* Else it is the date of the change that follows. */
	if (published->printed.text.size > 0 && !published->of_change &&
	    !printed_elsewhere(out, published))
		put_date(out, published, NC_LABEL_PUBLISHED);
	if (modified->printed.text.size > 0 && !modified->of_change &&
	    !printed_elsewhere(out, modified))
		put_date(out, modified, NC_LABEL_UPDATED);
}

static void
put_headline(struct nc_chapter_out *out)
{
	struct newsconv_text title = nc_article_title(out->article);

	nc_xml_put_open(&out->xml, "h1");
	nc_xml_put_attribute(&out->xml, "id", "headline");
	if (!out->page)
		nc_markup_direction(
		    &out->xml, title, out->article->language.rtl != 0);
	nc_xml_put_text(&out->xml, title);
	nc_chapter_out_close(out);
}

void
nc_chapter_out_header(struct nc_chapter_out *out)
{
	const struct nc_field_pair *fields = out->article->fields;

	nc_xml_put_open(&out->xml, "header");
	nc_xml_put_line(&out->xml);
	nc_chapter_out_element(
	    out, "p", "section", fields[NEWSCONV_FIELD_SECTION].value.text);
	put_headline(out);
	nc_chapter_out_element(
	    out, "p", "dek", fields[NEWSCONV_FIELD_DEK].value.text);
	put_byline(out);
	put_dates(out);
	nc_chapter_out_close(out);
	out->filled = true;
}
