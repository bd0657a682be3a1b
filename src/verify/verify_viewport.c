/*
 * The size of a page of fixed layout (EPUB 3.3, 8.2.2.6): of XHTML, a meta
 * element such as "width=1200, height=600"; of SVG, its viewBox.
 */
#include <string.h>
#include <strings.h>

#include "verify_epub.h"

#define NS_XHTML "http://www.w3.org/1999/xhtml"
#define NS_SVG "http://www.w3.org/2000/svg"

static const char blanks[] = " \t\r\n";

struct viewport {
	const struct nc_pub *epub;
	size_t part;
	long line;
	unsigned widths, heights;
};

static void
report(const struct viewport *viewport, enum nc_finding_code code,
    const char *text, size_t size)
{
	nc_pub_finding(viewport->epub, code, viewport->part, viewport->line,
	    "\"%.*s\"", (int)(size < 200 ? size : 200), text);
}

/* A positive number, or the size of the device. */
static bool
is_size(const char *value, size_t size, const char *keyword)
{
	size_t digits = strspn(value, "0123456789");

	if (size == strlen(keyword) && strncasecmp(value, keyword, size) == 0)
		return true;
	if (digits > 0 && digits < size && value[digits] == '.')
		digits += 1 + strspn(value + digits + 1, "0123456789");
	return size > 0 && digits == size;
}

/* One "name = value"; false when it is none. */
static bool
take_pair(struct viewport *viewport, const char **next)
{
	const char *name = *next, *value;
	size_t size = strcspn(name, "=,; \t\r\n"), length;
	bool width = size == 5 && strncasecmp(name, "width", 5) == 0;
	bool height = size == 6 && strncasecmp(name, "height", 6) == 0;

	value = name + size;
	value += strspn(value, blanks);
	if (size == 0)
		return false;
	if (*value != '=') {
		*next = value;
		if (width || height)
			report(viewport, NC_EPUB_VIEWPORT_VALUE, name, size);
		viewport->widths += width;
		viewport->heights += height;
		return true;
	}
	value += 1 + strspn(value + 1, blanks);
	length = strcspn(value, "=,; \t\r\n");
	*next = value + length;
	if (length == 0 || (*next)[strspn(*next, blanks)] == '=')
		return false;
	viewport->widths += width;
	viewport->heights += height;
	if ((width && !is_size(value, length, "device-width")) ||
	    (height && !is_size(value, length, "device-height")))
		report(viewport, NC_EPUB_VIEWPORT_VALUE, name,
		    (size_t)(*next - name));
	return true;
}

static void
check_content(struct viewport *viewport, const char *content)
{
	const char *next = content;

	for (;;) {
		next += strspn(next, " \t\r\n,;");
		if (*next == '\0')
			break;
		if (!take_pair(viewport, &next)) {
			report(viewport, NC_EPUB_VIEWPORT_SYNTAX, content,
			    strlen(content));
			return;
		}
	}
	if (viewport->widths == 0 || viewport->heights == 0)
		report(viewport, NC_EPUB_VIEWPORT_MISSING, content,
		    strlen(content));
	if (viewport->widths > 1 || viewport->heights > 1)
		report(
		    viewport, NC_EPUB_VIEWPORT_TWICE, content, strlen(content));
}

void
nc_pub_viewport(const struct nc_pub *epub, size_t part, xmlNode *root)
{
	struct viewport viewport = {
	    .epub = epub, .part = part, .line = xmlGetLineNo(root)};
	const xmlNode *node;

	if (nc_node_is(root, "svg", NS_SVG)) {
		if (nc_node_attribute(root, "viewBox", NULL) == NULL)
			nc_pub_finding(
			    epub, NC_EPUB_VIEWBOX, part, viewport.line, "svg");
		return;
	}
	for (node = root; node != NULL; node = nc_node_next(root, node)) {
		const char *name = nc_node_attribute(node, "name", NULL);
		const char *content;

		if (!nc_node_is(node, "meta", NS_XHTML) || name == NULL ||
		    strcmp(name, "viewport") != 0)
			continue;
		content = nc_node_attribute(node, "content", NULL);
		viewport.line = xmlGetLineNo(node);
		check_content(&viewport, content == NULL ? "" : content);
		return;
	}
	nc_pub_finding(epub, NC_EPUB_NO_VIEWPORT, part, viewport.line,
	    "no meta element named viewport");
}
