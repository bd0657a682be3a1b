/*
 * What every page of ours has, chapter or contents: its opening, the languages
 * and directions of texts from elsewhere, words of newsconv's own.
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
nc_markup_body(struct nc_xml *xml, bool rtl)
{
	nc_xml_put_open(xml, "body");
	if (rtl)
		nc_xml_put_attribute(xml, "dir", "rtl");
}

void
nc_markup_own_word(struct nc_xml *xml, const char *element,
    struct newsconv_text language, enum nc_label label)
{
	nc_xml_put_open(xml, element);
	nc_xml_put_attribute(xml, "class", "label");
	nc_markup_label(xml, language, nc_language_label(language, label),
	    nc_language_label_tag(language));
	nc_xml_put_close(xml);
}

bool
nc_markup_runs_down(struct newsconv_text language)
{
	static const char *const scripts[] = {"Hani", "Hans", "Hant", "Jpan",
	    "Hira", "Kana", "Hrkt", "Kore", "Hang", "Bopo"};
	const char *script = nc_language_script(language);
	size_t i;

	for (i = 0; i < sizeof(scripts) / sizeof(*scripts); i++)
		if (strcmp(script, scripts[i]) == 0)
			return true;
	return false;
}

struct newsconv_text
nc_markup_shortened(
    struct newsconv_text title, size_t limit, struct nc_arena *arena)
{
	size_t end = limit;
	char *copy;

	if (title.size <= limit)
		return title;
	while (end > 0 && ((unsigned char)title.data[end] & 0xc0) == 0x80)
		end--;
	/* A word or an accent is not cut in two where there is a blank near. */
	while (end > limit / 2 && title.data[end] != ' ')
		end--;
	if (title.data[end] != ' ')
		for (end = limit;
		     ((unsigned char)title.data[end] & 0xc0) == 0x80;)
			end--;
	copy = nc_arena_format(arena, "%.*s\xe2\x80\xa6", (int)end, title.data);
	return copy != NULL ? nc_text(copy) : title;
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

bool
nc_markup_speaks(struct newsconv_text language)
{
	return same_language(language, nc_language_label_tag(language));
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
