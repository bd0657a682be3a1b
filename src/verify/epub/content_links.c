/*
 * Where references stand in a document, and what each is for: a table of
 * attributes, and a function for elements whose attributes belong together.
 */
#include <string.h>
#include <strings.h>

#include "error.h"
#include "html_model.h"
#include "url_parse.h"
#include "utf8.h"
#include "verify_content.h"

#define NS_NCX "http://www.daisy.org/z3986/2005/ncx/"
#define NS_SMIL "http://www.w3.org/ns/SMIL"

static const struct link {
	const char *namespace; /* of the element */
	const char *element;
	const char *attribute;
	const char *attribute_namespace;
	enum nc_use use;
} links[] = {
    {NC_NS_XHTML, "a", "href", NULL, NC_USE_LINK},
    {NC_NS_XHTML, "area", "href", NULL, NC_USE_LINK},
    {NC_NS_XHTML, "blockquote", "cite", NULL, NC_USE_CITE},
    {NC_NS_XHTML, "del", "cite", NULL, NC_USE_CITE},
    {NC_NS_XHTML, "iframe", "src", NULL, NC_USE_GENERIC},
    {NC_NS_XHTML, "input", "src", NULL, NC_USE_IMAGE},
    {NC_NS_XHTML, "ins", "cite", NULL, NC_USE_CITE},
    {NC_NS_XHTML, "q", "cite", NULL, NC_USE_CITE},
    {NC_NS_XHTML, "script", "src", NULL, NC_USE_GENERIC},
    {NC_NS_XHTML, "track", "src", NULL, NC_USE_TRACK},
    {NC_NS_XHTML, "video", "poster", NULL, NC_USE_IMAGE},
    {NC_NS_MATHML, "math", "altimg", NULL, NC_USE_IMAGE},
    {NC_NS_SVG, "a", "href", NC_NS_XLINK, NC_USE_LINK},
    {NC_NS_SVG, "a", "href", NULL, NC_USE_LINK},
    {NC_NS_SVG, "font-face-uri", "href", NC_NS_XLINK, NC_USE_FONT},
    {NC_NS_SVG, "image", "href", NC_NS_XLINK, NC_USE_IMAGE},
    {NC_NS_SVG, "image", "href", NULL, NC_USE_IMAGE},
    {NC_NS_SVG, "script", "href", NC_NS_XLINK, NC_USE_GENERIC},
    {NC_NS_SVG, "use", "href", NC_NS_XLINK, NC_USE_SYMBOL},
    {NC_NS_SVG, "use", "href", NULL, NC_USE_SYMBOL},
    {NS_NCX, "content", "src", NULL, NC_USE_LINK},
    {NS_SMIL, "audio", "src", NULL, NC_USE_AUDIO},
    {NS_SMIL, "text", "src", NULL, NC_USE_CITE},
};

static const char *
plain(const xmlNode *node, const char *name)
{
	return nc_node_attribute(node, name, NULL);
}

static bool
is_empty(const char *text)
{
	return text[strspn(text, " \t\r\n\f")] == '\0';
}

static int
refer(struct nc_content *content, const xmlNode *node, enum nc_use use,
    const char *url)
{
	struct nc_use_place place = {.use = use,
	    .line = xmlGetLineNo(node),
	    .type = plain(node, "type")};
	struct newsconv_text text = nc_trim(nc_text(url));

	if (is_empty(url)) {
		if (use == NC_USE_LINK &&
		    strcmp(nc_namespace_of(node->ns), NS_NCX) != 0)
			nc_content_report(content, NC_XHTML_HREF_EMPTY,
			    place.line, NULL, "an empty reference");
		else if (use == NC_USE_LINK ||
		    (use != NC_USE_CITE &&
			strcmp(nc_namespace_of(node->ns), NC_NS_XHTML) == 0))
			nc_content_report(content, NC_XHTML_SRC_EMPTY,
			    place.line, NULL, "of '%.60s'",
			    (const char *)node->name);
		return NEWSCONV_OK;
	}
	if (use == NC_USE_LINK && nc_text_equals(text, "."))
		return NEWSCONV_OK;
	return nc_content_reference(content, &place, url);
}

/* ------------------------------------------------------- elements of their own */

/* EPUB 3.3, 5.6.2: the manifest's word counts, and both should agree. */
static void
compare_types(const struct nc_content *content, const xmlNode *node,
    const struct nc_pub_item *item)
{
	const char *type = plain(node, "type");
	size_t size;

	if (type == NULL || item == NULL || item->media_type[0] == '\0')
		return;
	size = strcspn(type, "; \t");
	if (strlen(item->media_type) >= size &&
	    strncasecmp(type, item->media_type, size) == 0 &&
	    strchr("; \t", item->media_type[size]) != NULL)
		return;
	nc_content_report(content, NC_LINK_TYPE_DIFFERS, xmlGetLineNo(node),
	    item->media_type, "type=\"%.80s\"", type);
}

static int
check_type_of(struct nc_content *content, const xmlNode *node, const char *url)
{
	const struct nc_pub_item *item;
	int result;

	if (plain(node, "type") == NULL)
		return NEWSCONV_OK;
	result = nc_content_target(content, url, &item);
	if (result == NEWSCONV_OK)
		compare_types(content, node, item);
	return result;
}

/* HTML, 4.8.4.2.1: URLs, each with a width or a density, commas between. */
static int
check_srcset(struct nc_content *content, const xmlNode *node, enum nc_use use,
    const char *next)
{
	int result = NEWSCONV_OK;

	while (result == NEWSCONV_OK) {
		size_t size, stop;
		const char *url;

		next += strspn(next, " \t\r\n\f,");
		size = stop = strcspn(next, " \t\r\n\f");
		if (size == 0)
			return NEWSCONV_OK;
		while (size > 0 && next[size - 1] == ',')
			size--;
		url = nc_arena_copy(content->epub->arena, next, size);
		if (url == NULL)
			return nc_error_memory(content->error);
		result = refer(content, node, use, url);
		next += stop;
		if (size == stop)
			next += strcspn(next, ",");
	}
	return result;
}

static int
check_image(struct nc_content *content, const xmlNode *node)
{
	bool picture = node->parent != NULL &&
	    nc_node_is(node->parent, "picture", NC_NS_XHTML);
	enum nc_use use = picture ? NC_USE_PICTURE : NC_USE_IMAGE;
	const char *src = plain(node, "src"), *srcset = plain(node, "srcset");
	int result = NEWSCONV_OK;

	if (src != NULL)
		result = refer(content, node, use, src);
	if (result == NEWSCONV_OK && srcset != NULL)
		result = check_srcset(content, node, use, srcset);
	return result;
}

/* Of a picture; those of audio and video are looked at with these. */
static int
check_source(struct nc_content *content, const xmlNode *node)
{
	const char *src = plain(node, "src"), *srcset = plain(node, "srcset");
	int result = NEWSCONV_OK;

	if (node->parent == NULL ||
	    !nc_node_is(node->parent, "picture", NC_NS_XHTML))
		return NEWSCONV_OK;
	if (src != NULL)
		result = refer(content, node, NC_USE_SOURCE, src);
	if (result == NEWSCONV_OK && srcset != NULL) {
		result = check_srcset(content, node, NC_USE_SOURCE, srcset);
		if (result == NEWSCONV_OK && strchr(srcset, ',') == NULL &&
		    strchr(srcset, ' ') == NULL)
			result = check_type_of(content, node, srcset);
	}
	return result;
}

/* Whether one of the sources can be played by every reading system. */
static int
has_core_source(struct nc_content *content, const xmlNode *node, bool *has)
{
	const xmlNode *child;

	*has = false;
	for (child = node->children; child != NULL; child = child->next) {
		const struct nc_pub_item *item;
		const char *src;
		int result;

		if (!nc_node_is(child, "source", NC_NS_XHTML))
			continue;
		src = plain(child, "src");
		if (src == NULL)
			continue;
		result = nc_content_target(content, src, &item);
		if (result < 0)
			return result;
		if (item != NULL && nc_core_media_type(item->media_type))
			*has = true;
	}
	return NEWSCONV_OK;
}

/* EPUB 3.3, 3.5.3: sources are fallbacks of each other, the content is not. */
static int
check_media(struct nc_content *content, const xmlNode *node)
{
	struct nc_use_place place = {
	    .use = strcmp((const char *)node->name, "audio") == 0
		? NC_USE_AUDIO
		: NC_USE_VIDEO};
	const char *src = plain(node, "src");
	const xmlNode *child;
	int result = has_core_source(content, node, &place.has_fallback);

	place.line = xmlGetLineNo(node);
	if (result == NEWSCONV_OK && src != NULL)
		result = is_empty(src)
		    ? refer(content, node, place.use, src)
		    : nc_content_reference(content, &place, src);
	for (child = node->children; child != NULL && result == NEWSCONV_OK;
	     child = child->next) {
		src = plain(child, "src");
		if (!nc_node_is(child, "source", NC_NS_XHTML) || src == NULL)
			continue;
		place.line = xmlGetLineNo(child);
		place.type = plain(child, "type");
		result = is_empty(src)
		    ? refer(content, child, place.use, src)
		    : nc_content_reference(content, &place, src);
		if (result == NEWSCONV_OK)
			result = check_type_of(content, child, src);
	}
	return result;
}

/* HTML, 4.8.7: what stands in an object is shown when its data cannot be. */
static int
check_object(struct nc_content *content, const xmlNode *node)
{
	struct nc_use_place place = {
	    .use = NC_USE_GENERIC, .line = xmlGetLineNo(node)};
	const char *data = plain(node, "data");
	const xmlNode *child;
	int result;

	if (data == NULL || is_empty(data))
		return data == NULL ? NEWSCONV_OK
				    : refer(content, node, place.use, data);
	for (child = node->children; child != NULL; child = child->next) {
		place.has_fallback |= child->type == XML_ELEMENT_NODE
		    ? !nc_node_is(child, "param", NC_NS_XHTML)
		    : child->type == XML_TEXT_NODE && child->content != NULL &&
			!is_empty((const char *)child->content);
	}
	result = nc_content_reference(content, &place, data);
	if (result == NEWSCONV_OK)
		result = check_type_of(content, node, data);
	return result;
}

static int
check_embed(struct nc_content *content, const xmlNode *node)
{
	const char *src = plain(node, "src");
	int result;

	if (src == NULL)
		return NEWSCONV_OK;
	result = refer(content, node, NC_USE_GENERIC, src);
	if (result == NEWSCONV_OK && !is_empty(src))
		result = check_type_of(content, node, src);
	return result;
}

/* A URL that is no resource of the book: its form, and that it stays inside. */
static int
check_address(struct nc_content *content, const xmlNode *node, const char *text)
{
	struct newsconv_text trimmed = nc_trim(nc_text(text));
	const char *path, *fragment;
	const char *href = nc_arena_copy(
	    content->epub->arena, trimmed.data, trimmed.size);
	struct nc_url url;
	long line = xmlGetLineNo(node);

	if (href == NULL)
		return nc_error_memory(content->error);
	nc_url_parse(&url, href);
	if (url.fault != NULL)
		nc_content_report(content, NC_URL_INVALID, line, NULL,
		    "\"%.300s\": %s", href, url.fault);
	if (strcmp(url.scheme, "file") == 0)
		nc_content_report(
		    content, NC_EPUB_LEADS_OUT, line, NULL, "\"%.300s\"", href);
	if (url.fault != NULL || url.scheme[0] != '\0' || url.network)
		return NEWSCONV_OK;
	if (url.has_query)
		nc_content_report(
		    content, NC_URL_QUERY, line, NULL, "\"%.300s\"", href);
	switch (nc_pub_resolve(
	    content->epub, content->name, href, &path, &fragment)) {
	case NC_EPUB_NO_MEMORY:
		return nc_error_memory(content->error);
	case NC_EPUB_OUTSIDE:
		/* Of a base it is seen by what is resolved with it. */
		if (!nc_node_is(node, "base", NC_NS_XHTML))
			nc_content_report(content, NC_EPUB_LEADS_OUT, line,
			    NULL, "\"%.300s\"", href);
		break;
	case NC_EPUB_REMOTE:
	case NC_EPUB_LOCAL:
		break;
	}
	return NEWSCONV_OK;
}

/* HTML, 4.6.7: only style sheets are resources of a book. */
static int
check_link(struct nc_content *content, const xmlNode *node)
{
	const char *rel = plain(node, "rel"), *href = plain(node, "href");

	if (rel == NULL || href == NULL)
		return NEWSCONV_OK;
	if (is_empty(href) || nc_pub_has_word(rel, "stylesheet"))
		return refer(content, node, NC_USE_STYLE, href);
	return check_address(content, node, href);
}

static int
check_style(struct nc_content *content, const xmlNode *node)
{
	const xmlNode *child;
	int result = NEWSCONV_OK;

	for (child = node->children; child != NULL && result == NEWSCONV_OK;
	     child = child->next) {
		if (child->type != XML_TEXT_NODE &&
		    child->type != XML_CDATA_SECTION_NODE)
			continue;
		result = nc_css_check(content,
		    nc_text((const char *)child->content), NC_CSS_SHEET,
		    xmlGetLineNo(node));
	}
	return result;
}

static const struct {
	const char *namespace;
	const char *name;
	int (*check)(struct nc_content *content, const xmlNode *node);
} elements[] = {
    {NC_NS_XHTML, "audio", check_media},
    {NC_NS_XHTML, "embed", check_embed},
    {NC_NS_XHTML, "img", check_image},
    {NC_NS_XHTML, "link", check_link},
    {NC_NS_XHTML, "object", check_object},
    {NC_NS_XHTML, "source", check_source},
    {NC_NS_XHTML, "style", check_style},
    {NC_NS_XHTML, "video", check_media},
    {NC_NS_SVG, "style", check_style},
};

/* ------------------------------------------------------------- one element */

/* SVG 2, 13.2: url(#id) as a paint or a path to clip by. */
static int
check_paint(struct nc_content *content, const xmlNode *node)
{
	static const struct {
		const char *name;
		enum nc_use use;
	} paints[] = {{"fill", NC_USE_PAINT}, {"stroke", NC_USE_PAINT},
	    {"clip-path", NC_USE_CLIP}};
	int result = NEWSCONV_OK;
	size_t i;

	for (i = 0; i < 3 && result == NEWSCONV_OK; i++) {
		const char *value = plain(node, paints[i].name), *url;
		size_t size = value == NULL ? 0 : strlen(value);

		if (size < 6 || strncmp(value, "url(", 4) != 0 ||
		    value[size - 1] != ')')
			continue;
		url = nc_arena_copy(content->epub->arena, value + 4, size - 5);
		if (url == NULL)
			return nc_error_memory(content->error);
		if (url[0] != '\'' && url[0] != '"')
			result = refer(content, node, paints[i].use, url);
	}
	return result;
}

static int
check_styled(struct nc_content *content, const xmlNode *node)
{
	const char *style = plain(node, "style");

	if (style == NULL || style[0] == '\0')
		return NEWSCONV_OK;
	return nc_css_check(
	    content, nc_text(style), NC_CSS_DECLARATIONS, xmlGetLineNo(node));
}

static int
check_attributes(struct nc_content *content, const xmlNode *node)
{
	const char *namespace = nc_namespace_of(node->ns);
	int result = NEWSCONV_OK;
	size_t i;

	if (node->properties == NULL)
		return NEWSCONV_OK;
	for (i = 0;
	     i < sizeof(links) / sizeof(links[0]) && result == NEWSCONV_OK;
	     i++) {
		const char *url;

		if (strcmp(links[i].element, (const char *)node->name) != 0 ||
		    strcmp(links[i].namespace, namespace) != 0)
			continue;
		url = nc_node_attribute(
		    node, links[i].attribute, links[i].attribute_namespace);
		if (url != NULL)
			result = refer(content, node, links[i].use, url);
	}
	if (result == NEWSCONV_OK && strcmp(namespace, NC_NS_SVG) == 0)
		result = check_paint(content, node);
	else if (result == NEWSCONV_OK && strcmp(namespace, NC_NS_XHTML) == 0)
		result = check_styled(content, node);
	return result;
}

static int
check_element(struct nc_content *content, const xmlNode *node)
{
	size_t i;

	for (i = 0; i < sizeof(elements) / sizeof(elements[0]); i++) {
		if (nc_node_is(node, elements[i].name, elements[i].namespace)) {
			int result = elements[i].check(content, node);

			if (result < 0)
				return result;
			break;
		}
	}
	return check_attributes(content, node);
}

/* ------------------------------------------------------------- the document */

/* xml-stylesheet 1.0: href="..." in an instruction of an SVG. */
static int
check_instruction(struct nc_content *content, const xmlNode *node)
{
	const char *text = (const char *)node->content, *end;
	struct nc_use_place place = {
	    .use = NC_USE_STYLE, .line = xmlGetLineNo(node)};
	const char *url;

	if (strcmp((const char *)node->name, "xml-stylesheet") != 0 ||
	    text == NULL)
		return NEWSCONV_OK;
	text = strstr(text, "href=");
	if (text == NULL || (text[5] != '"' && text[5] != '\''))
		return NEWSCONV_OK;
	end = strchr(text + 6, text[5]);
	if (end == NULL || end == text + 6)
		return NEWSCONV_OK;
	url = nc_arena_copy(
	    content->epub->arena, text + 6, (size_t)(end - text) - 6);
	if (url == NULL)
		return nc_error_memory(content->error);
	return nc_content_reference(content, &place, url);
}

static int
set_base(struct nc_content *content, const char *href)
{
	struct newsconv_text text = nc_trim(nc_text(href));
	const char *path, *fragment;
	const char *url = nc_arena_copy(
	    content->epub->arena, text.data, text.size);

	if (url == NULL)
		return nc_error_memory(content->error);
	switch (nc_pub_resolve(
	    content->epub, content->name, url, &path, &fragment)) {
	case NC_EPUB_NO_MEMORY:
		return nc_error_memory(content->error);
	case NC_EPUB_REMOTE:
		content->base_remote = true;
		break;
	case NC_EPUB_OUTSIDE:
		content->base_unknown = true;
		break;
	case NC_EPUB_LOCAL:
		content->base = path;
		break;
	}
	return NEWSCONV_OK;
}

/* HTML, 4.2.3: the first one counts.  xml:base is not followed inside. */
static int
find_base(struct nc_content *content)
{
	const xmlNode *node;
	bool found = false;
	int result = NEWSCONV_OK;

	for (node = content->root; node != NULL && result == NEWSCONV_OK;
	     node = nc_node_next(content->root, node)) {
		const char *href;

		if (node->type != XML_ELEMENT_NODE || node->properties == NULL)
			continue;
		if (nc_node_attribute(node, "base", NC_NS_XML) != NULL)
			content->base_unknown = true;
		if (found || !nc_node_is(node, "base", NC_NS_XHTML))
			continue;
		href = plain(node, "href");
		found = href != NULL;
		if (found)
			result = check_address(content, node, href);
		if (found && result == NEWSCONV_OK)
			result = set_base(content, href);
	}
	return result;
}

int
nc_content_links(struct nc_content *content)
{
	const xmlNode *node;
	int result = find_base(content);

	for (node = content->document->children;
	     content->svg && node != NULL && result == NEWSCONV_OK;
	     node = node->next) {
		if (node->type == XML_PI_NODE)
			result = check_instruction(content, node);
	}
	for (node = content->root; node != NULL && result == NEWSCONV_OK;
	     node = nc_node_next(content->root, node)) {
		if (node->type == XML_ELEMENT_NODE && node->ns != NULL)
			result = check_element(content, node);
	}
	return result;
}
