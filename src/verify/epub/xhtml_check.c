/*
 * What stands where in XHTML: each element and text is held against the
 * content model of its parent, which the tables have.
 *
 * What an element lets in is worked out once, from its parent's, and kept with
 * the node, as is what it stands in; so that no depth of nesting makes the
 * check look upwards.
 */
#include <stdint.h>
#include <string.h>

#include "html_model.h"
#include "verify_content.h"

/* In a node's _private: its content model, and a bit for each line of nesting.def. */
enum { MODEL_BITS = 8, MODEL_MASK = 0xff };

enum { IN_MAP = 30, IN_LINK = 31, IN_SSML = 32 };

static const struct nesting {
	enum nc_html_version version;
	const char *ancestor;
	const char *descendants;
} nestings[] = {
#define NESTING(version, ancestor, descendants) \
	{version, ancestor, descendants},
#include "nesting.def"
#undef NESTING
};

enum { NESTINGS = sizeof(nestings) / sizeof(nestings[0]) };

_Static_assert((int)NESTINGS < (int)IN_MAP, "a bit for each line");

struct state {
	enum nc_html_content model;
	uint64_t inside;
};

static struct state
state_of(const xmlNode *node)
{
	uintptr_t bits = (uintptr_t)node->_private;
	struct state state = {
	    .model = (enum nc_html_content)(bits & MODEL_MASK),
	    .inside = bits >> MODEL_BITS};

	return state;
}

static void
set_state(xmlNode *node, struct state state)
{
	node->_private = (void *)(uintptr_t)(state.inside << MODEL_BITS |
	    (uint64_t)state.model);
}

static enum nc_html_version
version_of(const struct nc_content *content)
{
	return content->epub->version == 2 ? NC_XHTML_11 : NC_HTML_5;
}

static bool
in_namespace(const xmlNode *node, const char *namespace)
{
	return strcmp(nc_namespace_of(node->ns), namespace) == 0;
}

/* HTML, 4.13.2: an element that the author has made. */
static bool
is_custom(const char *name)
{
	return name[0] >= 'a' && name[0] <= 'z' && strchr(name, '-') != NULL;
}

static const struct nc_html_element *
element_of(const struct nc_content *content, const xmlNode *node)
{
	static const struct nc_html_element custom = {.name = "",
	    .categories = NC_HTML_FLOW | NC_HTML_PHRASING,
	    .content = NC_HTML_CONTENT_TRANSPARENT,
	    .children = "",
	    .required = ""};
	enum nc_html_version version = version_of(content);

	if (version == NC_HTML_5 && is_custom((const char *)node->name))
		return &custom;
	return nc_html_element(version, (const char *)node->name);
}

/* ------------------------------------------------------ what a parent allows */

/* HTML, 4.6.7: which links may stand in the body. */
static bool
may_be_in_body(const xmlNode *node)
{
	static const char allowed[] = "dns-prefetch modulepreload pingback "
				      "preconnect prefetch preload stylesheet";
	const char *rel = nc_node_attribute(node, "rel", NULL);

	if (!nc_node_is(node, "link", NC_NS_XHTML) &&
	    !nc_node_is(node, "meta", NC_NS_XHTML))
		return false;
	return nc_node_attribute(node, "itemprop", NULL) != NULL ||
	    nc_node_attribute(node, "property", NULL) != NULL ||
	    (rel != NULL && nc_html_listed(allowed, rel));
}

static bool
model_allows(enum nc_html_content model, unsigned categories)
{
	switch (model) {
	case NC_HTML_CONTENT_ANY:
		return true;
	case NC_HTML_CONTENT_FLOW:
		return categories != 0;
	case NC_HTML_CONTENT_BLOCKS:
		return (categories & NC_HTML_FLOW) != 0;
	case NC_HTML_CONTENT_PHRASING:
		return (categories & NC_HTML_PHRASING) != 0;
	case NC_HTML_CONTENT_EMPTY:
	case NC_HTML_CONTENT_TEXT:
	case NC_HTML_CONTENT_TRANSPARENT:
	case NC_HTML_CONTENT_LIST:
		break;
	}
	return false;
}

/* Children that a parent has by its name, whatever its model. */
static bool
named_by(const struct nc_content *content, const xmlNode *parent,
    const char *name, enum nc_html_content model)
{
	const struct nc_html_element *element;
	bool html5 = version_of(content) == NC_HTML_5;

	if (parent == NULL || !in_namespace(parent, NC_NS_XHTML))
		return false;
	/* HTML, 4.4.15: a div may group the terms of a dl. */
	if (html5 && nc_node_is(parent, "div", NC_NS_XHTML) &&
	    parent->parent != NULL &&
	    nc_node_is(parent->parent, "dl", NC_NS_XHTML))
		return nc_html_listed("dt dd script template", name);
	if (html5 && model == NC_HTML_CONTENT_LIST &&
	    nc_html_listed("script template", name))
		return strcmp((const char *)parent->name, "html") != 0;
	element = element_of(content, parent);
	return element != NULL && nc_html_listed(element->children, name);
}

static const char *
wanted_in(const struct nc_content *content, const xmlNode *parent,
    enum nc_html_content model)
{
	static const char *const words[] = {[NC_HTML_CONTENT_EMPTY] = "nothing",
	    [NC_HTML_CONTENT_TEXT] = "text only",
	    [NC_HTML_CONTENT_PHRASING] = "phrasing content",
	    [NC_HTML_CONTENT_FLOW] = "flow content",
	    [NC_HTML_CONTENT_BLOCKS] = "blocks",
	    [NC_HTML_CONTENT_TRANSPARENT] = NULL,
	    [NC_HTML_CONTENT_LIST] = NULL,
	    [NC_HTML_CONTENT_ANY] = NULL};
	const struct nc_html_element *element = parent == NULL
	    ? NULL
	    : element_of(content, parent);

	if (model == NC_HTML_CONTENT_LIST && element != NULL)
		return element->children;
	return words[model];
}

static const char *
name_of(const xmlNode *node)
{
	return node == NULL || node->type != XML_ELEMENT_NODE
	    ? "the document"
	    : (const char *)node->name;
}

static void
check_place(const struct nc_content *content, const xmlNode *node,
    const struct nc_html_element *element, struct state outer)
{
	const xmlNode *parent = node->parent;

	if (named_by(content, parent, (const char *)node->name, outer.model))
		return;
	if (nc_node_is(parent, "div", NC_NS_XHTML) && parent->parent != NULL &&
	    nc_node_is(parent->parent, "dl", NC_NS_XHTML) &&
	    version_of(content) == NC_HTML_5) {
		nc_content_report(content, NC_XHTML_ELEMENT, xmlGetLineNo(node),
		    "dt and dd",
		    "element '%.60s' is not allowed in a 'div' of a 'dl'",
		    element->name);
		return;
	}
	if (model_allows(outer.model, element->categories))
		return;
	if (may_be_in_body(node) &&
	    model_allows(outer.model, NC_HTML_FLOW | NC_HTML_PHRASING))
		return;
	nc_content_report(content, NC_XHTML_ELEMENT, xmlGetLineNo(node),
	    wanted_in(content, parent, outer.model),
	    "element '%.60s' is not allowed in '%.60s'",
	    (const char *)node->name, name_of(parent));
}

/* ------------------------------------------------------------------ nesting */

/* HTML, 3.2.5.2.7 */
static bool
is_interactive(const xmlNode *node, const struct nc_html_element *element)
{
	const char *type;

	if ((element->categories & NC_HTML_INTERACTIVE) != 0 ||
	    strcmp(element->name, "a") == 0)
		return true;
	if (strcmp(element->name, "img") == 0 ||
	    strcmp(element->name, "object") == 0)
		return nc_node_attribute(node, "usemap", NULL) != NULL;
	if (strcmp(element->name, "audio") == 0 ||
	    strcmp(element->name, "video") == 0)
		return nc_node_attribute(node, "controls", NULL) != NULL;
	if (strcmp(element->name, "input") != 0)
		return false;
	type = nc_node_attribute(node, "type", NULL);
	return type == NULL || strcmp(type, "hidden") != 0;
}

static void
check_nesting(const struct nc_content *content, const xmlNode *node,
    const struct nc_html_element *element, struct state outer)
{
	size_t i;

	for (i = 0; i < NESTINGS; i++) {
		const struct nesting *nesting = &nestings[i];
		bool hit = (outer.inside & UINT64_C(1) << i) != 0 &&
		    (strcmp(nesting->descendants, "interactive") == 0
			    ? is_interactive(node, element)
			    : nc_html_listed(
				  nesting->descendants, element->name));

		if (!hit)
			continue;
		nc_content_report(content, NC_XHTML_NESTING, xmlGetLineNo(node),
		    NULL, "element '%.60s' stands within '%.60s'",
		    element->name, nesting->ancestor);
		return;
	}
	if (strcmp(element->name, "area") == 0 &&
	    (outer.inside & UINT64_C(1) << IN_MAP) == 0)
		nc_content_report(content, NC_XHTML_NESTING, xmlGetLineNo(node),
		    "a map around it", "element 'area' stands in no 'map'");
	if (strcmp(element->name, "img") == 0 &&
	    nc_node_attribute(node, "ismap", NULL) != NULL &&
	    version_of(content) == NC_HTML_5 &&
	    (outer.inside & UINT64_C(1) << IN_LINK) == 0)
		nc_content_report(content, NC_XHTML_NESTING, xmlGetLineNo(node),
		    "a link around it",
		    "element 'img' with ismap stands in no link");
}

/* What is inside of this element, for all below it. */
static uint64_t
inside_of(const struct nc_content *content, const xmlNode *node,
    const char *name, uint64_t inside)
{
	size_t i;

	for (i = 0; i < NESTINGS; i++) {
		if (nestings[i].version == version_of(content) &&
		    strcmp(nestings[i].ancestor, name) == 0)
			inside |= UINT64_C(1) << i;
	}
	if (strcmp(name, "map") == 0)
		inside |= UINT64_C(1) << IN_MAP;
	if (strcmp(name, "a") == 0 &&
	    nc_node_attribute(node, "href", NULL) != NULL)
		inside |= UINT64_C(1) << IN_LINK;
	return inside;
}

/* --------------------------------------------------------------- one element */

static void
check_html(const struct nc_content *content, xmlNode *node, struct state outer)
{
	const struct nc_html_element *element = element_of(content, node);
	struct state state = outer;

	if (element == NULL) {
		nc_content_report(content, NC_XHTML_UNKNOWN, xmlGetLineNo(node),
		    NULL, "element '%.60s'", (const char *)node->name);
		state.model = NC_HTML_CONTENT_ANY;
		set_state(node, state);
		return;
	}
	if (node != content->root)
		check_place(content, node, element, outer);
	check_nesting(content, node, element, outer);
	nc_xhtml_check_attributes(content, node);
	nc_xhtml_check_structure(content, node);
	if (element->content != NC_HTML_CONTENT_TRANSPARENT)
		state.model = element->content;
	/* What is in the wrong place is reported once, not again within. */
	else if (outer.model == NC_HTML_CONTENT_EMPTY ||
	    outer.model == NC_HTML_CONTENT_TEXT)
		state.model = NC_HTML_CONTENT_ANY;
	else if (outer.model == NC_HTML_CONTENT_LIST)
		state.model = NC_HTML_CONTENT_FLOW;
	/* HTML, 4.5.14: its text is the time then. */
	if (strcmp(element->name, "time") == 0 &&
	    nc_node_attribute(node, "datetime", NULL) == NULL)
		state.model = NC_HTML_CONTENT_TEXT;
	/* HTML, 4.4.15: it groups terms there. */
	if (strcmp(element->name, "div") == 0 && node->parent != NULL &&
	    nc_node_is(node->parent, "dl", NC_NS_XHTML) &&
	    version_of(content) == NC_HTML_5)
		state.model = NC_HTML_CONTENT_LIST;
	state.inside = inside_of(content, node, element->name, state.inside);
	set_state(node, state);
}

/* EPUB 3.3, 6.2.3: what of HTML may stand in an SVG. */
static enum nc_html_content
html_in_svg(const xmlNode *node)
{
	const char *name = (const char *)node->name;

	if (strcmp(name, "foreignObject") == 0 || strcmp(name, "title") == 0)
		return NC_HTML_CONTENT_FLOW;
	return NC_HTML_CONTENT_ANY;
}

/* MathML 3, 5.1 and HTML, 4.8.15: where HTML may stand in formulas. */
static enum nc_html_content
html_in_mathml(const xmlNode *node)
{
	return strcmp((const char *)node->name, "annotation-xml") == 0
	    ? NC_HTML_CONTENT_FLOW
	    : NC_HTML_CONTENT_PHRASING;
}

/* svg and math are phrasing content; what is within them is another matter. */
static void
check_embedded(const struct nc_content *content, const xmlNode *node,
    const char *root, struct state outer)
{
	unsigned categories = content->epub->version == 2
	    ? NC_HTML_PHRASING | NC_HTML_FLOW
	    : NC_HTML_FLOW | NC_HTML_PHRASING;

	if (strcmp((const char *)node->name, root) == 0 &&
	    model_allows(outer.model, categories))
		return;
	nc_content_report(content, NC_XHTML_ELEMENT, xmlGetLineNo(node),
	    wanted_in(content, node->parent, outer.model),
	    "element '%.60s' of %.60s is not allowed in '%.60s'",
	    (const char *)node->name, nc_namespace_of(node->ns),
	    name_of(node->parent));
}

/* EPUB 3.2, E.2 and E.3: deprecated, and still defined. */
static void
check_ops(const struct nc_content *content, xmlNode *node, struct state outer)
{
	struct state state = outer;
	const char *name = (const char *)node->name;

	if (strcmp(name, "switch") == 0 || strcmp(name, "trigger") == 0) {
		if (content->epub->version == 3)
			nc_content_report(content, NC_XHTML_DEPRECATED,
			    xmlGetLineNo(node), NULL, "epub:%s", name);
		nc_xhtml_check_structure(content, node);
	} else if (strcmp(name, "case") != 0 && strcmp(name, "default") != 0) {
		nc_content_report(content, NC_XHTML_UNKNOWN, xmlGetLineNo(node),
		    "switch, case, default or trigger", "element 'epub:%.60s'",
		    name);
		state.model = NC_HTML_CONTENT_ANY;
	} else if (node->parent == NULL ||
	    !nc_node_is(node->parent, "switch", NC_NS_OPS)) {
		nc_content_report(content, NC_XHTML_ELEMENT, xmlGetLineNo(node),
		    "a switch around it",
		    "element 'epub:%.60s' is not allowed in '%.60s'", name,
		    name_of(node->parent));
	}
	if (strcmp(name, "case") == 0) {
		state.model = NC_HTML_CONTENT_ANY;
		if (nc_node_attribute(node, "required-namespace", NULL) == NULL)
			nc_content_report(content, NC_XHTML_ATTRIBUTE_MISSING,
			    xmlGetLineNo(node), "required-namespace",
			    "epub:case has no required-namespace");
	}
	set_state(node, state);
}

static void
check_foreign(const struct nc_content *content, xmlNode *node,
    const xmlNode *parent, struct state outer)
{
	struct state state = {
	    .model = NC_HTML_CONTENT_ANY, .inside = outer.inside};
	bool in_html = parent != NULL && in_namespace(parent, NC_NS_XHTML);
	const char *namespace = nc_namespace_of(node->ns);

	if (strcmp(namespace, NC_NS_SVG) == 0) {
		if (in_html)
			check_embedded(content, node, "svg", outer);
		nc_svg_check(content, node);
		state.model = html_in_svg(node);
	} else if (strcmp(namespace, NC_NS_MATHML) == 0) {
		if (in_html)
			check_embedded(content, node, "math", outer);
		nc_mathml_check(content, node);
		state.model = html_in_mathml(node);
	} else if (in_html && outer.model != NC_HTML_CONTENT_ANY) {
		nc_content_report(content, NC_XHTML_UNKNOWN, xmlGetLineNo(node),
		    NULL, "element '%.60s' of the namespace \"%.100s\"",
		    (const char *)node->name, namespace);
	} else if (parent != NULL && in_namespace(parent, NC_NS_SVG) &&
	    outer.model != NC_HTML_CONTENT_ANY) {
		nc_content_report(content, NC_XHTML_SVG, xmlGetLineNo(node),
		    "HTML", "element '%.60s' of \"%.100s\" in '%.60s'",
		    (const char *)node->name, namespace, name_of(parent));
	}
	set_state(node, state);
}

static bool
is_blank(const xmlNode *node)
{
	const char *text = (const char *)node->content;

	return text == NULL || text[strspn(text, " \t\r\n")] == '\0';
}

/* Nothing stands beside it but white space and comments. */
static bool
is_alone(const xmlNode *node)
{
	const xmlNode *other = node->parent->children;

	for (; other != NULL; other = other->next) {
		if (other == node || other->type == XML_COMMENT_NODE ||
		    other->type == XML_PI_NODE)
			continue;
		if (other->type != XML_TEXT_NODE || !is_blank(other))
			return false;
	}
	return true;
}

/* EPUB 3.3, 6.2.3: an SVG may embed a document as a whole. */
static bool
is_svg_body(const struct nc_content *content, const xmlNode *node,
    const xmlNode *parent)
{
	if (parent == NULL)
		return false;
	if (nc_node_is(node, "body", NC_NS_XHTML))
		/* In XHTML there is a body already. */
		return ((content->svg &&
			    nc_node_is(parent, "foreignObject", NC_NS_SVG)) ||
			   nc_node_is(parent, "title", NC_NS_SVG)) &&
		    is_alone(node);
	return nc_node_is(node, "html", NC_NS_XHTML) &&
	    nc_node_is(parent, "title", NC_NS_SVG) && is_alone(node);
}

static void
check_element(struct nc_content *content, xmlNode *node)
{
	const xmlNode *parent = node == content->root ? NULL : node->parent;
	struct state outer = {.model = NC_HTML_CONTENT_ANY};

	if (parent != NULL)
		outer = state_of(parent);
	if (is_svg_body(content, node, parent))
		outer.model = NC_HTML_CONTENT_ANY;
	if (nc_node_attribute(node, "ph", NC_NS_SSML) != NULL) {
		if ((outer.inside & UINT64_C(1) << IN_SSML) != 0)
			nc_content_report(content, NC_XHTML_NESTING,
			    xmlGetLineNo(node), NULL,
			    "ssml:ph within an element that has it too");
		outer.inside |= UINT64_C(1) << IN_SSML;
	}
	if (in_namespace(node, NC_NS_XHTML))
		check_html(content, node, outer);
	else if (in_namespace(node, NC_NS_OPS))
		check_ops(content, node, outer);
	else
		check_foreign(content, node, parent, outer);
}

/* --------------------------------------------------------------------- text */

static void
check_text(const struct nc_content *content, const xmlNode *node)
{
	const xmlNode *parent = node->parent;
	enum nc_html_content model;

	if (parent == NULL || parent->type != XML_ELEMENT_NODE ||
	    !in_namespace(parent, NC_NS_XHTML) || is_blank(node))
		return;
	model = state_of(parent).model;
	if (model != NC_HTML_CONTENT_EMPTY && model != NC_HTML_CONTENT_LIST &&
	    model != NC_HTML_CONTENT_BLOCKS)
		return;
	nc_content_report(content, NC_XHTML_TEXT, xmlGetLineNo(node), NULL,
	    "text in '%.60s'", (const char *)parent->name);
}

void
nc_xhtml_check(struct nc_content *content)
{
	xmlNode *node;

	for (node = content->root; node != NULL;
	     node = nc_node_next(content->root, node)) {
		if (node->type == XML_ELEMENT_NODE)
			check_element(content, node);
		else if (node->type == XML_TEXT_NODE ||
		    node->type == XML_CDATA_SECTION_NODE)
			check_text(content, node);
	}
}
