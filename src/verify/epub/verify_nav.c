/*
 * The navigation document of EPUB 3 (EPUB 3.3, 7): lists of links, in a form
 * that programs can read.
 *
 *	nav: (heading), ol		ol: li+
 *	li: a or span, then ol; a list must follow a span
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "error.h"
#include "verify_epub.h"

#define NS_XHTML "http://www.w3.org/1999/xhtml"
#define NS_OPS "http://www.idpf.org/2007/ops"

struct nav {
	struct nc_pub *epub;
	size_t part;
	xmlNode *root;
	const char *type; /* of the nav element that is being looked at */
	size_t position;  /* in the spine, of the link before */
	struct newsconv_error *error;
};

static bool
is(const xmlNode *node, const char *name)
{
	return nc_node_is(node, name, NS_XHTML);
}

static bool
is_heading(const xmlNode *node)
{
	const char *name = (const char *)node->name;

	return node->type == XML_ELEMENT_NODE &&
	    ((name[0] == 'h' && name[1] >= '1' && name[1] <= '6' &&
		 name[2] == '\0') ||
		strcmp(name, "hgroup") == 0);
}

static void
report(const struct nav *nav, enum nc_finding_code code, const xmlNode *node,
    const char *text)
{
	nc_pub_finding(nav->epub, code, nav->part, xmlGetLineNo(node), "%s: %s",
	    (const char *)node->name, text);
}

static const char *
type_of(const xmlNode *node)
{
	return nc_node_attribute(node, "type", NS_OPS);
}

/* ------------------------------------------------------------------- labels */

/* Text, or what stands for it: of an image, of any element. */
static int
has_label(const struct nav *nav, xmlNode *node, bool *has)
{
	const xmlNode *next = node;
	char *text = nc_node_text(node);

	*has = text != NULL && text[0] != '\0';
	if (text == NULL)
		return nc_error_memory(nav->error);
	free(text);
	for (; next != NULL && !*has; next = nc_node_next(node, next)) {
		const char *label = nc_node_attribute(next, "aria-label", NULL);

		if (label == NULL && next->type == XML_ELEMENT_NODE)
			label = nc_node_attribute(next, "alt", NULL);
		*has = label != NULL && label[strspn(label, " \t\r\n")] != '\0';
	}
	return NEWSCONV_OK;
}

static int
check_label(const struct nav *nav, xmlNode *node)
{
	bool has;
	int result = has_label(nav, node, &has);

	if (result == NEWSCONV_OK && !has)
		report(nav, NC_EPUB_LABEL, node, "no text");
	return result;
}

/* -------------------------------------------------------------------- lists */

/* Text stands in links, spans and headings only. */
static void
check_stray(const struct nav *nav, const xmlNode *node)
{
	const xmlNode *child;

	for (child = node->children; child != NULL; child = child->next) {
		const char *text = (const char *)child->content;

		if ((child->type == XML_TEXT_NODE ||
			child->type == XML_CDATA_SECTION_NODE) &&
		    text != NULL && text[strspn(text, " \t\r\n")] != '\0') {
			report(nav, NC_EPUB_NAV_LIST, node,
			    "holds text beside its elements");
			return;
		}
	}
}

/* a or span, then perhaps a list; nothing else. */
static int
check_item(const struct nav *nav, xmlNode *item)
{
	xmlNode *child = xmlFirstElementChild(item), *list;
	int result;

	check_stray(nav, item);
	if (child == NULL || (!is(child, "a") && !is(child, "span"))) {
		report(nav, NC_EPUB_NAV_LIST, item,
		    "does not begin with a or span");
		return NEWSCONV_OK;
	}
	result = check_label(nav, child);
	list = xmlNextElementSibling(child);
	if (list == NULL && is(child, "span"))
		report(nav, NC_EPUB_NAV_LIST, child, "no list follows it");
	if (list != NULL && !is(list, "ol"))
		report(nav, NC_EPUB_NAV_LIST, list, "not an ol");
	else if (list != NULL && xmlNextElementSibling(list) != NULL)
		report(nav, NC_EPUB_NAV_LIST, item, "more than one list");
	if (list != NULL &&
	    (nc_pub_has_word(nav->type, "page-list") ||
		nc_pub_has_word(nav->type, "landmarks")))
		report(nav, NC_EPUB_NAV_NESTED, list, "a list within a list");
	return result;
}

static int
check_list(const struct nav *nav, xmlNode *list)
{
	xmlNode *child = xmlFirstElementChild(list);
	int result = NEWSCONV_OK;

	check_stray(nav, list);
	if (child == NULL)
		report(nav, NC_EPUB_NAV_LIST, list, "an empty list");
	for (; child != NULL && result == NEWSCONV_OK;
	     child = xmlNextElementSibling(child)) {
		if (!is(child, "li"))
			report(nav, NC_EPUB_NAV_LIST, child, "not an li");
		else
			result = check_item(nav, child);
	}
	return result;
}

/* Every list of the nav element, at any depth. */
static int
check_lists(const struct nav *nav, xmlNode *element)
{
	xmlNode *node;
	int result = NEWSCONV_OK;

	for (node = element->children; node != NULL && result == NEWSCONV_OK;
	     node = nc_node_next(element, node)) {
		if (is(node, "ol"))
			result = check_list(nav, node);
	}
	return result;
}

/* -------------------------------------------------------------------- links */

/* Whether two lists have a word in common. */
static bool
share_word(const char *list, const char *other)
{
	static const char blanks[] = " \t\r\n";

	list += strspn(list, blanks);
	while (*list != '\0') {
		size_t size = strcspn(list, blanks);
		char word[128];

		snprintf(word, sizeof(word), "%.*s",
		    (int)(size < sizeof(word) ? size : sizeof(word) - 1), list);
		if (nc_pub_has_word(other, word))
			return true;
		list += size;
		list += strspn(list, blanks);
	}
	return false;
}

/* EPUB 3.3, 7.4.4: a landmark says of what kind it is, once. */
static void
check_landmark(const struct nav *nav, xmlNode *element, const xmlNode *link)
{
	const char *type = type_of(link);
	const char *href = nc_node_attribute(link, "href", NULL);
	const xmlNode *other;

	if (type == NULL) {
		report(nav, NC_EPUB_LANDMARK, link, "no epub:type");
		return;
	}
	for (other = element; other != NULL && other != link;
	     other = nc_node_next(element, other)) {
		const char *place;

		if (!is(other, "a") || type_of(other) == NULL)
			continue;
		place = nc_node_attribute(other, "href", NULL);
		if (place != NULL && href != NULL &&
		    strcasecmp(place, href) == 0 &&
		    share_word(type, type_of(other))) {
			report(nav, NC_EPUB_LANDMARK, link,
			    "the same landmark again");
			return;
		}
	}
}

/* EPUB 3.3, 7.4.2: these lists are about this publication. */
static int
check_link(struct nav *nav, const xmlNode *link)
{
	struct nc_pub *epub = nav->epub;
	const char *name = nc_archive_entry(epub->archive, nav->part)->name;
	const char *href = nc_pub_attribute(epub, link, "href");
	const char *path, *fragment;
	const struct nc_pub_part *part;
	size_t to = SIZE_MAX, position;
	int result;

	if (href == NULL)
		return NEWSCONV_OK;
	switch (nc_pub_resolve(epub, name, href, &path, &fragment)) {
	case NC_EPUB_NO_MEMORY:
		return nc_error_memory(nav->error);
	case NC_EPUB_REMOTE:
		report(nav, NC_EPUB_NAV_REMOTE, link, href);
		return NEWSCONV_OK;
	case NC_EPUB_OUTSIDE:
		return NEWSCONV_OK;
	case NC_EPUB_LOCAL:
		break;
	}
	result = nc_archive_find(
	    epub->archive, path, strlen(path), &to, nav->error);
	part = to == SIZE_MAX ? NULL : &epub->parts[to];
	if (result < 0 || part == NULL || !part->listed ||
	    !nc_pub_has_word(nav->type, "toc"))
		return result;
	position = epub->items[part->item].spine_position;
	if (position != 0 && position < nav->position)
		report(nav, NC_EPUB_NAV_ORDER, link, href);
	if (position > nav->position)
		nav->position = position;
	return NEWSCONV_OK;
}

static int
check_links(struct nav *nav, xmlNode *element)
{
	/* Their number is what makes a comparison of all with all slow. */
	enum { LANDMARKS_MAX = 1000 };
	bool landmarks = nc_pub_has_word(nav->type, "landmarks");
	bool own = landmarks || nc_pub_has_word(nav->type, "toc") ||
	    nc_pub_has_word(nav->type, "page-list");
	xmlNode *node;
	unsigned count = 0;
	int result = NEWSCONV_OK;

	nav->position = 0;
	for (node = element; node != NULL && result == NEWSCONV_OK;
	     node = nc_node_next(element, node)) {
		if (!is(node, "a"))
			continue;
		if (landmarks && count++ < LANDMARKS_MAX)
			check_landmark(nav, element, node);
		if (own)
			result = check_link(nav, node);
	}
	return result;
}

/* ------------------------------------------------------------- nav elements */

/* EPUB 3.3, 7.3: a heading if there is one, then one list. */
static int
check_element(struct nav *nav, xmlNode *element)
{
	xmlNode *child = xmlFirstElementChild(element);
	int result = NEWSCONV_OK;

	check_stray(nav, element);
	if (child != NULL && is_heading(child)) {
		child = xmlNextElementSibling(child);
	} else if (!nc_pub_has_word(nav->type, "toc") &&
	    !nc_pub_has_word(nav->type, "page-list") &&
	    !nc_pub_has_word(nav->type, "landmarks")) {
		report(nav, NC_EPUB_NAV_HEADING, element,
		    "does not begin with a heading");
	}
	if (child == NULL || !is(child, "ol"))
		report(nav, NC_EPUB_NAV_LIST, element, "has no list");
	else if (xmlNextElementSibling(child) != NULL)
		report(nav, NC_EPUB_NAV_LIST, element,
		    "something follows its list");
	if (result == NEWSCONV_OK)
		result = check_lists(nav, element);
	return result == NEWSCONV_OK ? check_links(nav, element) : result;
}

static void
check_hidden(const struct nav *nav, const xmlNode *element)
{
	const char *hidden = nc_node_attribute(element, "hidden", NULL);

	if (hidden != NULL && hidden[0] != '\0' &&
	    strcasecmp(hidden, "hidden") != 0 &&
	    strcasecmp(hidden, "until-found") != 0)
		report(nav, NC_EPUB_NAV_HIDDEN, element, hidden);
}

int
nc_pub_nav(struct nc_pub *epub, size_t part, xmlNode *root,
    struct newsconv_error *error)
{
	struct nav nav = {
	    .epub = epub, .part = part, .root = root, .error = error};
	size_t tocs = 0, pages = 0, landmarks = 0;
	xmlNode *node;
	int result = NEWSCONV_OK;

	for (node = root; node != NULL && result == NEWSCONV_OK;
	     node = nc_node_next(root, node)) {
		if (node->type == XML_ELEMENT_NODE && is_heading(node) &&
		    node->ns != NULL)
			result = check_label(&nav, node);
		if (!is(node, "nav"))
			continue;
		check_hidden(&nav, node);
		nav.type = type_of(node);
		if (nav.type == NULL)
			continue;
		tocs += nc_pub_has_word(nav.type, "toc");
		pages += nc_pub_has_word(nav.type, "page-list");
		landmarks += nc_pub_has_word(nav.type, "landmarks");
		result = check_element(&nav, node);
	}
	if (result == NEWSCONV_OK && tocs != 1)
		nc_pub_finding(epub, NC_EPUB_NAV_TOC, part, 0,
		    "%zu nav elements of the type toc", tocs);
	if (result == NEWSCONV_OK && (pages > 1 || landmarks > 1))
		nc_pub_finding(epub, NC_EPUB_NAV_TWICE, part, 0,
		    "%zu of the type page-list, %zu of the type landmarks",
		    pages, landmarks);
	return result;
}
