/*
 * What a document holds that not every reading system can show, and whether
 * its manifest item says so: scripts, SVG, MathML, remote resources, switches
 * (EPUB 3.3, 5.6.2.2 and D.5).
 */
#include <string.h>

#include "html_model.h"
#include "verify_content.h"

static const struct property {
	const char *name;
	unsigned bit;
} properties[] = {
    {"scripted", NC_HOLDS_SCRIPT},
    {"svg", NC_HOLDS_SVG},
    {"mathml", NC_HOLDS_MATHML},
    {"remote-resources", NC_HOLDS_REMOTE},
    {"switch", NC_HOLDS_SWITCH},
};

/* HTML, 4.12.1: of other types it is data, not a script. */
static bool
is_script(const xmlNode *node)
{
	static const char types[] = "module application/javascript "
				    "application/ecmascript text/javascript "
				    "text/ecmascript "
				    "application/x-javascript";
	const char *type = nc_node_attribute(node, "type", NULL);

	return type == NULL || type[0] == '\0' || nc_html_listed(types, type);
}

static bool
has_event(const xmlNode *node)
{
	const xmlAttr *attribute;

	for (attribute = node->properties; attribute != NULL;
	     attribute = attribute->next) {
		const char *name = (const char *)attribute->name;

		if (attribute->ns == NULL && name[0] == 'o' && name[1] == 'n' &&
		    nc_html_attribute(NC_HTML_5, "body", name) != NULL)
			return true;
	}
	return false;
}

static unsigned
held_by(const struct nc_content *content, const xmlNode *node)
{
	const char *namespace = nc_namespace_of(node->ns);
	const char *name = (const char *)node->name;
	unsigned holds = 0;

	if (strcmp(name, "script") == 0 &&
	    (strcmp(namespace, NC_NS_XHTML) == 0 ||
		strcmp(namespace, NC_NS_SVG) == 0) &&
	    is_script(node))
		holds |= NC_HOLDS_SCRIPT;
	/* EPUB 3.3, 6.4: a form makes a document scripted too. */
	if (has_event(node) || nc_node_is(node, "form", NC_NS_XHTML))
		holds |= NC_HOLDS_SCRIPT;
	if (nc_node_is(node, "svg", NC_NS_SVG) && !content->svg)
		holds |= NC_HOLDS_SVG;
	if (nc_node_is(node, "math", NC_NS_MATHML))
		holds |= NC_HOLDS_MATHML;
	if (nc_node_is(node, "switch", NC_NS_OPS))
		holds |= NC_HOLDS_SWITCH;
	return holds;
}

static void
look(struct nc_content *content)
{
	const xmlNode *node;

	for (node = content->root; node != NULL;
	     node = nc_node_next(content->root, node)) {
		if (node->type != XML_ELEMENT_NODE)
			continue;
		content->holds |= held_by(content, node);
	}
}

static void
check_said(const struct nc_content *content, const char *said, long line)
{
	size_t i;

	for (i = 0; i < sizeof(properties) / sizeof(properties[0]); i++) {
		unsigned bit = properties[i].bit;
		bool is_said = nc_pub_has_word(said, properties[i].name);

		if (is_said && (content->holds & bit) == 0 &&
		    (content->may_hold & bit) == 0)
			nc_content_report(content,
			    bit == NC_HOLDS_REMOTE ? NC_XHTML_REMOTE_UNUSED
						   : NC_XHTML_PROPERTY_UNUSED,
			    line, NULL, "property \"%s\"", properties[i].name);
		if (!is_said && (content->holds & bit) != 0)
			nc_content_report(content, NC_XHTML_PROPERTY_MISSING,
			    line, NULL, "no property \"%s\"",
			    properties[i].name);
	}
}

void
nc_content_properties(struct nc_content *content)
{
	const struct nc_pub *epub = content->epub;

	if (epub->version != 3)
		return;
	if (content->root != NULL)
		look(content);
	check_said(content,
	    epub->items[epub->parts[content->part].item].properties, 0);
}
