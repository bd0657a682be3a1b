/*
 * Which documents are pages of fixed layout (EPUB 3.3, 8.2.2), and the
 * viewport that such a page must have: its grammar is that of EPUB 3.3, E.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "verify_content.h"

#define NS_OPF "http://www.idpf.org/2007/opf"

/* ---------------------------------------------------------------- the package */

static bool
all_fixed(const xmlNode *root)
{
	const xmlNode *node;
	bool fixed = false;

	for (node = root; node != NULL && !fixed;
	     node = nc_node_next(root, node)) {
		const char *property = nc_node_attribute(
		    node, "property", NULL);
		char *text;

		if (!nc_node_is(node, "meta", NS_OPF) || property == NULL ||
		    strcmp(property, "rendition:layout") != 0 ||
		    nc_node_attribute(node, "refines", NULL) != NULL)
			continue;
		text = nc_node_text(node);
		fixed = text != NULL && strcmp(text, "pre-paginated") == 0;
		free(text);
	}
	return fixed;
}

void
nc_pub_layouts(struct nc_pub *epub, xmlNode *root)
{
	bool fixed = all_fixed(root);
	const xmlNode *node;

	for (node = root; node != NULL; node = nc_node_next(root, node)) {
		const char *idref = nc_node_attribute(node, "idref", NULL);
		const char *list = nc_node_attribute(node, "properties", NULL);
		struct nc_pub_item *item;

		if (!nc_node_is(node, "itemref", NS_OPF) || idref == NULL)
			continue;
		item = nc_pub_find_item(epub, idref);
		if (item == NULL)
			continue;
		item->fixed = fixed;
		if (list == NULL)
			continue;
		if (nc_pub_has_word(list, "rendition:layout-pre-paginated"))
			item->fixed = true;
		else if (nc_pub_has_word(list, "rendition:layout-reflowable"))
			item->fixed = false;
	}
}

/* --------------------------------------------------------------- the viewport */

/* A size of the viewport; the values are lent from the attribute. */
struct viewport {
	struct newsconv_text width, height;
	size_t widths, heights;
	bool malformed;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static size_t
skip(const char *text, const char *stops)
{
	size_t i = 0;

	while (text[i] != '\0' && strchr(stops, text[i]) == NULL)
		i++;
	return i;
}

static bool
is_word(const char *name, size_t size, const char *word)
{
	return strlen(word) == size && memcmp(name, word, size) == 0;
}

/* name = value, with white space around the sign. */
static const char *
read_property(struct viewport *viewport, const char *text)
{
	static const char stops[] = " \t\n\r\f=,;";
	const char *name = text;
	size_t name_size = skip(text, stops);
	struct newsconv_text value = {NULL, 0};

	text += name_size;
	while (is_blank(*text))
		text++;
	if (*text == '=') {
		text++;
		while (is_blank(*text))
			text++;
		value.data = text;
		value.size = skip(text, stops);
		text += value.size;
		/* A sign without a value is no property. */
		if (value.size == 0)
			viewport->malformed = true;
	}
	if (name_size == 0 || *text == '=')
		viewport->malformed = true;
	if (is_word(name, name_size, "width")) {
		viewport->width = value;
		viewport->widths++;
	} else if (is_word(name, name_size, "height")) {
		viewport->height = value;
		viewport->heights++;
	}
	return text;
}

static void
read_viewport(struct viewport *viewport, const char *text)
{
	bool first = true;

	memset(viewport, 0, sizeof(*viewport));
	while (is_blank(*text))
		text++;
	if (*text == '\0')
		viewport->malformed = true;
	while (*text != '\0' && !viewport->malformed) {
		bool separated = first;

		while (is_blank(*text) || *text == ',' || *text == ';') {
			separated |= *text == ',' || *text == ';';
			text++;
		}
		if (*text == '\0')
			break;
		if (!separated) {
			viewport->malformed = true;
			break;
		}
		text = read_property(viewport, text);
		first = false;
	}
}

/* A positive number without a unit, or the word for the screen. */
static bool
is_size(struct newsconv_text value, const char *keyword)
{
	size_t i, digits = 0, points = 0;
	bool some = false;

	if (is_word(value.data == NULL ? "" : value.data, value.size, keyword))
		return true;
	for (i = 0; i < value.size; i++) {
		char c = value.data[i];

		digits += c >= '0' && c <= '9';
		points += c == '.';
		some |= c >= '1' && c <= '9';
	}
	return digits > 0 && points <= 1 && digits + points == value.size &&
	    some;
}

static void
check_size(const struct nc_content *content, const xmlNode *node,
    const char *name, struct newsconv_text value, size_t count)
{
	char keyword[16];

	snprintf(keyword, sizeof(keyword), "device-%s", name);
	if (count == 0)
		nc_content_report(content, NC_XHTML_VIEWPORT_SIZE,
		    xmlGetLineNo(node), NULL, "no %s", name);
	else if (count > 1)
		nc_content_report(content, NC_XHTML_VIEWPORT_TWICE,
		    xmlGetLineNo(node), NULL, "%s stands %zu times", name,
		    count);
	else if (!is_size(value, keyword))
		nc_content_report(content, NC_XHTML_VIEWPORT_VALUE,
		    xmlGetLineNo(node), NULL, "%s is \"%.*s\"", name,
		    value.size > 60 ? 60 : (int)value.size,
		    value.data == NULL ? "" : value.data);
}

static void
check_viewport(const struct nc_content *content, const xmlNode *node)
{
	const char *text = nc_node_attribute(node, "content", NULL);
	struct viewport viewport;

	read_viewport(&viewport, text == NULL ? "" : text);
	if (viewport.malformed) {
		nc_content_report(content, NC_XHTML_VIEWPORT_SYNTAX,
		    xmlGetLineNo(node), NULL, "\"%.200s\"",
		    text == NULL ? "" : text);
		return;
	}
	check_size(content, node, "width", viewport.width, viewport.widths);
	check_size(content, node, "height", viewport.height, viewport.heights);
}

void
nc_viewport_check(const struct nc_content *content)
{
	const struct nc_pub *epub = content->epub;
	const struct nc_pub_item *item =
	    &epub->items[epub->parts[content->part].item];
	const xmlNode *node;

	if (!item->fixed)
		return;
	if (content->svg) {
		if (nc_node_attribute(content->root, "viewBox", NULL) == NULL)
			nc_content_report(content, NC_XHTML_VIEWBOX,
			    xmlGetLineNo(content->root), NULL, "no viewBox");
		return;
	}
	/* The first is the one that counts (EPUB 3.3, 8.2.2.6). */
	for (node = content->root; node != NULL;
	     node = nc_node_next(content->root, node)) {
		const char *name = nc_node_attribute(node, "name", NULL);

		if (!nc_node_is(node, "meta", NC_NS_XHTML) || name == NULL ||
		    !nc_pub_has_word(name, "viewport"))
			continue;
		check_viewport(content, node);
		return;
	}
	nc_content_report(content, NC_XHTML_VIEWPORT_MISSING,
	    xmlGetLineNo(content->root), NULL, "no viewport");
}
