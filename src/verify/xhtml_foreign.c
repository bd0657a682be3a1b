/*
 * SVG and MathML, as far as EPUB says something about them: in SVG ids,
 * epub:type and what of HTML may be embedded; in MathML that formulas are
 * presentation, with content in annotations that say so (EPUB 3.3, 6.1.3.2 and
 * 6.2.3).  Attributes of either language are not looked at.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "html_values.h"
#include "verify_content.h"

enum kind { PRESENTATION, CONTENT, BOTH, MIXING };

static const struct math {
	const char *name;
	enum kind kind;
	unsigned arguments;
} maths[] = {
#define MATHML(name, kind, arguments) {name, kind, arguments},
#include "mathml.def"
#undef MATHML
};

static const struct svg {
	const char *name;
	bool type;
} svgs[] = {
#define SVG(name, type) {name, type},
#include "svg_elements.def"
#undef SVG
};

static int
compare_math(const void *name, const void *line)
{
	const struct math *math = line;

	return strcmp(name, math->name);
}

static int
compare_svg(const void *name, const void *line)
{
	const struct svg *svg = line;

	return strcmp(name, svg->name);
}

/* ---------------------------------------------------------------------- SVG */

/* In an SVG of its own ids are those of XML, in XHTML those of HTML. */
static void
check_svg_id(const struct nc_content *content, const xmlNode *node)
{
	const char *id = nc_node_attribute(node, "id", NULL);
	const char *wanted = id == NULL
	    ? NULL
	    : nc_html_value(
		  content->svg ? NC_HTML_NCNAME : NC_HTML_ID, "id", "", id);

	if (wanted != NULL)
		nc_content_report(content, NC_XHTML_SVG, xmlGetLineNo(node),
		    wanted, "id=\"%.100s\" on '%.60s'", id,
		    (const char *)node->name);
}

void
nc_svg_check(const struct nc_content *content, const xmlNode *node)
{
	const char *name = (const char *)node->name;
	const struct svg *svg = bsearch(name, svgs,
	    sizeof(svgs) / sizeof(svgs[0]), sizeof(svgs[0]), compare_svg);

	check_svg_id(content, node);
	if (content->epub->version == 2)
		return;
	if (nc_node_attribute(node, "type", NC_NS_OPS) != NULL &&
	    (svg == NULL || !svg->type))
		nc_content_report(content, NC_XHTML_SVG, xmlGetLineNo(node),
		    "epub:type on what is rendered", "epub:type on '%.60s'",
		    name);
	if (node->parent != NULL && strcmp(name, "svg") != 0 &&
	    nc_node_is(node->parent, "foreignObject", NC_NS_SVG))
		nc_content_report(content, NC_XHTML_SVG, xmlGetLineNo(node),
		    "HTML", "element '%.60s' in 'foreignObject'", name);
	if (svg == NULL)
		nc_content_report(content, NC_XHTML_SVG_UNKNOWN,
		    xmlGetLineNo(node), NULL, "element '%.60s'", name);
	if (node->parent != NULL &&
	    nc_node_is(node->parent, "title", NC_NS_SVG))
		nc_content_report(content, NC_XHTML_SVG, xmlGetLineNo(node),
		    "text, and phrasing content of HTML",
		    "element '%.60s' of SVG in 'title'", name);
}

/* ------------------------------------------------------------------- MathML */

/* MathML 3, 5.1.3: what an annotation holds, by its encoding. */
static const struct encoding {
	const char *name;
	enum {
		HOLDS_CONTENT,
		HOLDS_PRESENTATION,
		HOLDS_MATH,
		HOLDS_OTHER
	} holds;
} encodings[] = {
    {"MathML-Content", HOLDS_CONTENT},
    {"application/mathml-content+xml", HOLDS_CONTENT},
    {"MathML-Presentation", HOLDS_PRESENTATION},
    {"application/mathml-presentation+xml", HOLDS_PRESENTATION},
    {"MathML", HOLDS_MATH},
    {"application/mathml+xml", HOLDS_MATH},
    {"application/xhtml+xml", HOLDS_OTHER},
    {"text/html", HOLDS_OTHER},
    {"SVG1.1", HOLDS_OTHER},
    {"image/svg+xml", HOLDS_OTHER},
};

static void
math_fault(const struct nc_content *content, const xmlNode *node,
    const char *expected, const char *found)
{
	nc_content_report(content, NC_XHTML_MATHML, xmlGetLineNo(node),
	    expected, "'%.60s': %s", (const char *)node->name, found);
}

static const struct math *
math_of(const xmlNode *node)
{
	return bsearch(node->name, maths, sizeof(maths) / sizeof(maths[0]),
	    sizeof(maths[0]), compare_math);
}

/* The kind of the elements of MathML right below an annotation. */
static void
check_annotated(const struct nc_content *content, const xmlNode *node,
    const struct encoding *encoding)
{
	const xmlNode *child = nc_node_element(node->children);

	for (; child != NULL; child = nc_node_element(child->next)) {
		bool math = strcmp(nc_namespace_of(child->ns), NC_NS_MATHML) ==
		    0;
		const struct math *line = math ? math_of(child) : NULL;

		/* XHTML and SVG may hold formulas in turn. */
		if (encoding->holds == HOLDS_OTHER)
			continue;
		if (!math || line == NULL ||
		    (encoding->holds == HOLDS_CONTENT &&
			line->kind == PRESENTATION) ||
		    (encoding->holds == HOLDS_PRESENTATION &&
			line->kind == CONTENT)) {
			math_fault(content, child, "what the encoding says",
			    "an annotation of another encoding");
			return;
		}
	}
}

/* EPUB 3.3, 6.1.3.2 */
static void
check_annotation(const struct nc_content *content, const xmlNode *node)
{
	const char *encoding = nc_node_attribute(node, "encoding", NULL);
	const char *name = nc_node_attribute(node, "name", NULL);
	size_t count = sizeof(encodings) / sizeof(encodings[0]), i = 0;

	if (encoding == NULL)
		return;
	while (i < count && strcasecmp(encodings[i].name, encoding) != 0)
		i++;
	if (i == count) {
		nc_content_report(content, NC_XHTML_MATHML, xmlGetLineNo(node),
		    "MathML-Content, MathML-Presentation, "
		    "application/xhtml+xml, image/svg+xml...",
		    "encoding=\"%.100s\"", encoding);
		return;
	}
	if (encodings[i].holds == HOLDS_CONTENT &&
	    (name == NULL || strcmp(name, "contentequiv") != 0))
		math_fault(content, node, "name=\"contentequiv\"",
		    "an annotation of content MathML is not named so");
	check_annotated(content, node, &encodings[i]);
}

/* What it stands in says it; what is within content was judged with that. */
static bool
may_be_content(const xmlNode *node)
{
	const xmlNode *parent = node->parent;
	const struct math *math;

	if (parent == NULL || parent->type != XML_ELEMENT_NODE ||
	    strcmp(nc_namespace_of(parent->ns), NC_NS_MATHML) != 0)
		return false;
	math = math_of(parent);
	return math != NULL &&
	    (math->kind == CONTENT ||
		strcmp(math->name, "annotation-xml") == 0);
}

static void
check_arguments(const struct nc_content *content, const xmlNode *node,
    const struct math *math)
{
	const xmlNode *child = nc_node_element(node->children);
	size_t count = 0;

	for (; child != NULL; child = nc_node_element(child->next))
		count++;
	if (math->arguments > 0 && count != math->arguments)
		nc_content_report(content, NC_XHTML_MATHML, xmlGetLineNo(node),
		    math->arguments == 2 ? "two" : "three",
		    "'%.60s' has %zu children", math->name, count);
}

/* EPUB 3.3, 6.1.3.2: for who cannot see the formula. */
static void
check_words(const struct nc_content *content, const xmlNode *math)
{
	const xmlNode *node = math;

	if (nc_node_attribute(math, "alttext", NULL) != NULL)
		return;
	while ((node = nc_node_next(math, node)) != NULL) {
		if (nc_node_is(node, "annotation-xml", NC_NS_MATHML))
			return;
	}
	nc_content_report(content, NC_XHTML_ALT, xmlGetLineNo(math), NULL,
	    "a formula without words");
}

void
nc_mathml_check(const struct nc_content *content, const xmlNode *node)
{
	const struct math *math = math_of(node);
	const char *id = nc_node_attribute(node, "id", NULL);
	bool in_math = node->parent != NULL && node->parent->ns != NULL &&
	    node->parent->type == XML_ELEMENT_NODE &&
	    strcmp(nc_namespace_of(node->parent->ns), NC_NS_MATHML) == 0;

	if (math == NULL) {
		math_fault(content, node, "an element of MathML 3",
		    "there is no such element");
		return;
	}
	if (id != NULL && nc_html_value(NC_HTML_ID, "id", "", id) != NULL)
		nc_content_report(content, NC_XHTML_VALUE, xmlGetLineNo(node),
		    NULL, "id=\"%.100s\"", id);
	if (strcmp(math->name, "annotation-xml") == 0)
		check_annotation(content, node);
	/* An annotation may hold a formula as a whole. */
	else if (strcmp(math->name, "math") == 0 && in_math &&
	    !nc_node_is(node->parent, "annotation-xml", NC_NS_MATHML))
		math_fault(content, node, "no math around it",
		    "a formula within a formula");
	else if (math->kind == CONTENT && !may_be_content(node))
		math_fault(content, node, "presentation MathML",
		    "content MathML outside of an annotation");
	if ((strcmp(math->name, "none") == 0 ||
		strcmp(math->name, "mprescripts") == 0) &&
	    !nc_node_is(node->parent, "mmultiscripts", NC_NS_MATHML))
		math_fault(content, node, "mmultiscripts around it",
		    "it stands in no mmultiscripts");
	check_arguments(content, node, math);
	if (strcmp(math->name, "math") == 0 && !in_math)
		check_words(content, node);
}
