/*
 * From the model to XHTML: header with headline, dek, byline and dates; the
 * body's blocks; an aside of related links; a footer with notes and source.
 * Text is written as it is in the model, nothing is curled or decoded.
 */
#include <string.h>

#include "language.h"
#include "markup.h"
#include "utf8.h"
#include "writer.h"

void
nc_markup_language(struct nc_xml *xml, struct newsconv_text language, bool rtl)
{
	nc_xml_put_attribute_text(xml, "lang", language);
	nc_xml_put_attribute_text(xml, "xml:lang", language);
	nc_xml_put_attribute(xml, "dir", rtl ? "rtl" : "ltr");
}

static void
put_html(struct nc_xml *xml, struct newsconv_text language, bool rtl,
    bool vertical, bool epub)
{
	nc_xml_put_doctype(xml, "html");
	nc_xml_put_open(xml, "html");
	nc_xml_put_attribute(xml, "xmlns", "http://www.w3.org/1999/xhtml");
	if (epub)
		nc_xml_put_attribute(
		    xml, "xmlns:epub", "http://www.idpf.org/2007/ops");
	nc_markup_language(xml, language, rtl);
	if (vertical)
		nc_xml_put_attribute(xml, "class", "vertical");
	nc_xml_put_line(xml);
}

void
nc_markup_html(
    struct nc_xml *xml, struct newsconv_text language, bool rtl, bool epub)
{
	put_html(xml, language, rtl, false, epub);
}

void
nc_markup_html_vertical(
    struct nc_xml *xml, struct newsconv_text language, bool vertical, bool epub)
{
	put_html(xml, language, false, vertical, epub);
}

void
nc_markup_direction(struct nc_xml *xml, struct newsconv_text text, bool rtl)
{
	enum nc_direction direction = nc_text_direction(text);

	if (direction == NC_DIRECTION_RTL && !rtl)
		nc_xml_put_attribute(xml, "dir", "rtl");
	if (direction == NC_DIRECTION_LTR && rtl)
		nc_xml_put_attribute(xml, "dir", "ltr");
}

void
nc_markup_isolated(struct nc_xml *xml, struct newsconv_text text,
    struct newsconv_text language, bool rtl)
{
	enum nc_direction direction = nc_text_direction(text);

	if (direction != NC_DIRECTION_NONE)
		rtl = direction == NC_DIRECTION_RTL;
	nc_xml_put_open(xml, "bdi");
	nc_markup_language(xml, language, rtl);
	nc_xml_put_text(xml, text);
	nc_xml_put_close(xml);
}

static void
put_style(struct nc_xml *xml, const char *name)
{
	nc_xml_put_open(xml, "link");
	nc_xml_put_attribute(xml, "rel", "stylesheet");
	nc_xml_put_attribute(xml, "type", "text/css");
	nc_xml_put_attribute(xml, "href", name);
	nc_xml_put_close_empty(xml);
	nc_xml_put_line(xml);
}

void
nc_markup_styles(struct nc_xml *xml, bool own, bool only_own)
{
	if (!own || !only_own)
		put_style(xml, NC_STYLESHEET_NAME);
	if (own)
		put_style(xml, NC_OWN_STYLESHEET_NAME);
}

static bool
same_language(struct newsconv_text language, const char *tag)
{
	size_t size = strlen(tag);

	return language.size >= size && memcmp(language.data, tag, size) == 0 &&
	    (language.size == size || language.data[size] == '-');
}

void
nc_markup_label(struct nc_xml *xml, struct newsconv_text language,
    const char *word, const char *word_language)
{
	if (!same_language(language, word_language))
		nc_markup_language(xml, nc_text(word_language),
		    nc_script_rtl(nc_language_script(nc_text(word_language))));
	nc_xml_put_string(xml, word);
}

static void
element_of_class(struct nc_xml *xml, const char *name, const char *class,
    struct newsconv_text text)
{
	if (text.size == 0)
		return;
	nc_xml_put_open(xml, name);
	nc_xml_put_attribute(xml, "class", class);
	nc_xml_put_text(xml, text);
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
}

static void
put_head(struct nc_xml *xml, const struct newsconv_article *article,
    enum nc_markup markup)
{
	nc_xml_put_open(xml, "head");
	nc_xml_put_line(xml);
	if (markup == NC_MARKUP_PAGE) {
		nc_xml_put_open(xml, "meta");
		nc_xml_put_attribute(xml, "charset", "utf-8");
		nc_xml_put_close_empty(xml);
		nc_xml_put_line(xml);
	}
	nc_xml_put_element(xml, "title", nc_article_title(article));
	nc_xml_put_line(xml);
	if (markup == NC_MARKUP_CHAPTER)
		nc_markup_styles(xml, false, false);
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
}

/* Authors given by option stand in the place of the byline. */
static bool
prints_byline(const struct newsconv_article *article)
{
	return article->author_count == 0 ||
	    article->authors[0].name.origin != NEWSCONV_ORIGIN_OPTION;
}

static void
put_byline(struct nc_xml *xml, const struct newsconv_article *article)
{
	size_t i;

	if (prints_byline(article)) {
		element_of_class(xml, "p", "byline",
		    article->fields[NEWSCONV_FIELD_BYLINE].value.text);
		return;
	}
	nc_xml_put_open(xml, "p");
	nc_xml_put_attribute(xml, "class", "byline");
	for (i = 0; i < article->author_count; i++) {
		if (i > 0)
			nc_xml_put_string(xml, ", ");
		nc_xml_put_element(xml, "bdi", article->authors[i].name.text);
	}
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
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

static void
put_date(struct nc_xml *xml, const struct newsconv_date *date)
{
	nc_xml_put_open(xml, "p");
	nc_xml_put_attribute(xml, "class", "date");
	nc_xml_put_open(xml, "time");
	put_datetime(xml, date);
	nc_xml_put_text(xml, date->printed.text);
	nc_xml_put_close(xml);
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
}

/* Dates that the byline prints already are not printed again. */
static void
put_dates(struct nc_xml *xml, const struct newsconv_article *article)
{
	const struct newsconv_date *dates[] = {
	    &article->published, &article->modified};
	size_t byline = article->fields[NEWSCONV_FIELD_BYLINE].value.segment, i;

	for (i = 0; i < sizeof(dates) / sizeof(*dates); i++) {
		size_t segment = dates[i]->printed.segment;

		if (dates[i]->printed.text.size == 0)
			continue;
		/* It is the date of the change that follows. */
		if (dates[i]->of_change)
			continue;
		if (segment != NEWSCONV_NO_SEGMENT && segment == byline &&
		    prints_byline(article))
			continue;
		put_date(xml, dates[i]);
	}
}

static void
put_header(struct nc_xml *xml, const struct newsconv_article *article)
{
	const struct nc_field_pair *fields = article->fields;

	nc_xml_put_open(xml, "header");
	nc_xml_put_line(xml);
	element_of_class(
	    xml, "p", "section", fields[NEWSCONV_FIELD_SECTION].value.text);
	nc_xml_put_open(xml, "h1");
	nc_xml_put_attribute(xml, "id", "headline");
	nc_xml_put_text(xml, nc_article_title(article));
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
	element_of_class(
	    xml, "p", "dek", fields[NEWSCONV_FIELD_DEK].value.text);
	put_byline(xml, article);
	put_dates(xml, article);
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
}

/*
 * How each type of block is written: the element, its class, and the element
 * that holds a run of blocks of that type.
 */
static const struct {
	const char *container;
	const char *element;
	const char *class;
} block_markup[] = {
    [NEWSCONV_SEGMENT_PARAGRAPH] = {NULL, "p", NULL},
    [NEWSCONV_SEGMENT_SUBHEAD] = {NULL, "h2", NULL},
    [NEWSCONV_SEGMENT_QUOTE] = {"blockquote", "p", NULL},
    [NEWSCONV_SEGMENT_LIST_ITEM] = {"ul", "li", NULL},
    [NEWSCONV_SEGMENT_CAPTION] = {NULL, "p", "caption"},
};

static void
put_body(struct nc_xml *xml, const struct newsconv_article *article)
{
	const struct newsconv_block *body = article->body;
	size_t count = article->body_count, i;

	for (i = 0; i < count; i++) {
		const char *container = block_markup[body[i].type].container;
		const char *class = block_markup[body[i].type].class;

		if (container != NULL &&
		    (i == 0 || body[i - 1].type != body[i].type)) {
			nc_xml_put_open(xml, container);
			nc_xml_put_line(xml);
		}
		nc_xml_put_open(xml, block_markup[body[i].type].element);
		if (class != NULL)
			nc_xml_put_attribute(xml, "class", class);
		nc_xml_put_text(xml, body[i].text);
		nc_xml_put_close(xml);
		nc_xml_put_line(xml);
		if (container != NULL &&
		    (i + 1 == count || body[i + 1].type != body[i].type)) {
			nc_xml_put_close(xml);
			nc_xml_put_line(xml);
		}
	}
}

static void
put_related(struct nc_xml *xml, const struct newsconv_article *article)
{
	struct newsconv_text language = article->language.tag;
	size_t i;

	if (article->related_count == 0)
		return;
	nc_xml_put_open(xml, "aside");
	nc_xml_put_attribute(xml, "class", "related");
	nc_xml_put_attribute(xml, "aria-labelledby", "related");
	nc_xml_put_line(xml);
	nc_xml_put_open(xml, "h2");
	nc_xml_put_attribute(xml, "id", "related");
	nc_markup_label(xml, language,
	    nc_language_label(language, NC_LABEL_RELATED),
	    nc_language_label_tag(language));
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
	nc_xml_put_open(xml, "ul");
	nc_xml_put_line(xml);
	for (i = 0; i < article->related_count; i++) {
		nc_xml_put_element(xml, "li", article->related[i].text);
		nc_xml_put_line(xml);
	}
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
}

static void
put_footer(struct nc_xml *xml, const struct newsconv_article *article)
{
	struct newsconv_text url =
	    article->fields[NEWSCONV_FIELD_URL].value.text;
	size_t i;

	if (article->note_count == 0 && url.size == 0)
		return;
	nc_xml_put_open(xml, "footer");
	nc_xml_put_line(xml);
	for (i = 0; i < article->note_count; i++)
		element_of_class(xml, "p", "note", article->notes[i].text);
	if (url.size > 0) {
		nc_xml_put_open(xml, "p");
		nc_xml_put_attribute(xml, "class", "source");
		nc_xml_put_open(xml, "a");
		nc_xml_put_attribute_text(xml, "href", url);
		nc_xml_put_text(xml, url);
		nc_xml_put_close(xml);
		nc_xml_put_close(xml);
		nc_xml_put_line(xml);
	}
	nc_xml_put_close(xml);
	nc_xml_put_line(xml);
}

int
nc_article_markup(const struct newsconv_article *article, enum nc_markup markup,
    struct nc_arena *arena, struct newsconv_text *document,
    struct newsconv_error *error)
{
	struct nc_xml xml;

	nc_xml_put_begin(
	    &xml, markup == NC_MARKUP_CHAPTER ? NC_XML_DECLARATION : 0);
	nc_markup_html(
	    &xml, article->language.tag, article->language.rtl != 0, false);
	put_head(&xml, article, markup);
	nc_xml_put_open(&xml, "body");
	nc_xml_put_line(&xml);
	nc_xml_put_open(&xml, "article");
	nc_xml_put_attribute(&xml, "aria-labelledby", "headline");
	nc_xml_put_line(&xml);
	put_header(&xml, article);
	put_body(&xml, article);
	put_related(&xml, article);
	put_footer(&xml, article);
	nc_xml_put_close(&xml);
	nc_xml_put_line(&xml);
	nc_xml_put_close(&xml);
	nc_xml_put_line(&xml);
	nc_xml_put_close(&xml);
	return nc_xml_put_end(&xml, arena, document, error);
}
