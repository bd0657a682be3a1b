/*
 * How many children an element has and in which order, where the content model
 * says more than which they may be: one function an element, in a table.
 */
#include <string.h>

#include "html_model.h"
#include "verify_content.h"

static bool
is(const xmlNode *node, const char *name)
{
	return nc_node_is(node, name, NC_NS_XHTML);
}

static const xmlNode *
first_child(const xmlNode *node)
{
	return nc_node_element(node->children);
}

/* What may stand between any two children (HTML, 3.2.5.2.9). */
static const xmlNode *
skip_scripts(const xmlNode *node)
{
	while (node != NULL && (is(node, "script") || is(node, "template")))
		node = nc_node_element(node->next);
	return node;
}

static void
fault(const struct nc_content *content, const xmlNode *node,
    const char *expected, const char *found)
{
	nc_content_report(content, NC_XHTML_STRUCTURE, xmlGetLineNo(node),
	    expected, "'%.60s': %s", (const char *)node->name, found);
}

static size_t
count_of(const xmlNode *node, const char *name)
{
	const xmlNode *child;
	size_t count = 0;

	for (child = first_child(node); child != NULL;
	     child = nc_node_element(child->next))
		count += is(child, name);
	return count;
}

static bool
has_text_before(const xmlNode *parent, const xmlNode *child)
{
	const xmlNode *node;

	for (node = parent->children; node != NULL && node != child;
	     node = node->next) {
		const char *text = (const char *)node->content;

		if ((node->type == XML_TEXT_NODE ||
			node->type == XML_CDATA_SECTION_NODE) &&
		    text != NULL && text[strspn(text, " \t\r\n")] != '\0')
			return true;
	}
	return false;
}

/* ------------------------------------------------------------ one an element */

static void
check_html(const struct nc_content *content, const xmlNode *node)
{
	const xmlNode *head = first_child(node), *body;

	if (head == NULL || !is(head, "head")) {
		fault(content, node, "head and body", "there is no head");
		return;
	}
	body = nc_node_element(head->next);
	if (body == NULL || !is(body, "body"))
		fault(content, node, "head and body", "there is no body");
	else if (nc_node_element(body->next) != NULL)
		fault(content, node, "head and body",
		    "an element follows the body");
}

/* HTML, 4.2.1 */
static void
check_head(const struct nc_content *content, const xmlNode *node)
{
	const xmlNode *child;
	size_t charsets = 0, types = 0;

	if (count_of(node, "title") > 1)
		fault(content, node, "one title", "several titles");
	if (count_of(node, "base") > 1)
		fault(content, node, "one base at most", "several bases");
	if (count_of(node, "title") == 0)
		nc_content_report(content,
		    content->epub->version == 2 ? NC_XHTML_STRUCTURE
						: NC_XHTML_TITLE_MISSING,
		    xmlGetLineNo(node), "a title", "the head has no title");
	for (child = first_child(node); child != NULL;
	     child = nc_node_element(child->next)) {
		const char *state;

		if (!is(child, "meta"))
			continue;
		state = nc_node_attribute(child, "http-equiv", NULL);
		charsets += nc_node_attribute(child, "charset", NULL) != NULL;
		types += state != NULL &&
		    xmlStrcasecmp((const xmlChar *)state,
			(const xmlChar *)"content-type") == 0;
	}
	if (content->epub->version == 2)
		return;
	if (charsets > 1)
		fault(content, node, "one meta charset", "several of them");
	if (charsets > 0 && types > 0)
		fault(content, node, "one of the two",
		    "meta charset and meta http-equiv=\"content-type\"");
}

static void
check_title(const struct nc_content *content, const xmlNode *node)
{
	const xmlNode *child;

	if (content->epub->version == 2)
		return;
	for (child = node->children; child != NULL; child = child->next) {
		const char *text = (const char *)child->content;

		/* An entity may stand for words. */
		if (child->type == XML_ELEMENT_NODE ||
		    child->type == XML_ENTITY_REF_NODE ||
		    (child->type != XML_COMMENT_NODE && text != NULL &&
			text[strspn(text, " \t\r\n")] != '\0'))
			return;
	}
	nc_content_report(content, NC_XHTML_TITLE_EMPTY, xmlGetLineNo(node),
	    NULL, "the title is empty");
}

/* One, at most, and before all others. */
static void
check_first(
    const struct nc_content *content, const xmlNode *node, const char *name)
{
	const xmlNode *child = skip_scripts(first_child(node));
	size_t count = count_of(node, name);

	if (count > 1)
		fault(content, node, "one at most", "several of its heading");
	else if (count == 1 &&
	    (!is(child, name) || has_text_before(node, child)))
		fault(content, node, "it first",
		    "its heading stands behind other content");
}

static void
check_details(const struct nc_content *content, const xmlNode *node)
{
	if (count_of(node, "summary") == 0)
		fault(content, node, "a summary first", "no summary");
	check_first(content, node, "summary");
}

static void
check_fieldset(const struct nc_content *content, const xmlNode *node)
{
	check_first(content, node, "legend");
}

/* HTML, 4.4.12: the caption first or last. */
static void
check_figure(const struct nc_content *content, const xmlNode *node)
{
	size_t count = count_of(node, "figcaption");
	const xmlNode *first = skip_scripts(first_child(node));
	const xmlNode *child, *last = NULL;

	for (child = first_child(node); child != NULL;
	     child = nc_node_element(child->next))
		last = child;
	if (count > 1)
		fault(content, node, "one figcaption at most", "several");
	else if (count == 1 && !is(first, "figcaption") &&
	    !is(last, "figcaption"))
		fault(content, node, "the figcaption first or last",
		    "it stands in the middle");
}

/* HTML, 4.9.1: parts in this order, rows in the table or in bodies. */
static void
check_table(const struct nc_content *content, const xmlNode *node)
{
	static const char *const order[] = {
	    "caption", "colgroup", "thead", "tbody", "tfoot"};
	const xmlNode *child;
	size_t stage = 0;
	bool early_foot = false, late_foot = false, rows = false;

	for (child = skip_scripts(first_child(node)); child != NULL;
	     child = skip_scripts(nc_node_element(child->next))) {
		size_t i = 0;

		rows |= is(child, "tr");
		while (i < 5 && !is(child, order[i]) &&
		    !(i == 3 && is(child, "tr")) &&
		    !(i == 1 && is(child, "col")))
			i++;
		if (i == 5)
			continue; /* reported as out of place */
		/* A foot could stand before the bodies once. */
		if (i == 4 && stage < 3 && !early_foot) {
			early_foot = true;
			stage = 3;
			continue;
		}
		if (i < stage || late_foot ||
		    (i == stage && (i == 0 || i == 2) && stage != 0) ||
		    (i == 4 && early_foot)) {
			fault(content, child,
			    "caption, colgroup, thead, tbody or tr, tfoot",
			    "out of order in a table");
			return;
		}
		late_foot |= i == 4;
		stage = i;
	}
	if (count_of(node, "caption") > 1)
		fault(content, node, "one caption", "several");
	if (rows && count_of(node, "tbody") > 0)
		fault(content, node, "rows or bodies", "both tr and tbody");
}

/* HTML, 4.4.9: terms, then descriptions, again; or groups of these. */
static void
check_terms(const struct nc_content *content, const xmlNode *node)
{
	const xmlNode *child;
	bool term = false, described = true, any = false;

	for (child = skip_scripts(first_child(node)); child != NULL;
	     child = skip_scripts(nc_node_element(child->next))) {
		if (is(child, "div")) {
			any = true;
			continue;
		}
		if (is(child, "dt")) {
			term = true;
			described = false;
			any = true;
		} else if (is(child, "dd")) {
			if (!term) {
				fault(content, child, "a dt before it",
				    "a description without a term");
				return;
			}
			described = true;
		}
	}
	if (!any && is(node, "div"))
		fault(content, node, "dt and dd", "a group without terms");
	if (any && !described)
		fault(content, node, "a dd behind each dt",
		    "a term without a description");
}

static void
check_dl(const struct nc_content *content, const xmlNode *node)
{
	size_t groups = count_of(node, "div");

	if (content->epub->version == 2) {
		if (first_child(node) == NULL)
			fault(content, node, "dt or dd", "it is empty");
		return;
	}
	if (groups > 0 && count_of(node, "dt") + count_of(node, "dd") > 0)
		fault(content, node, "div only, or dt and dd only", "both");
	else if (groups == 0)
		check_terms(content, node);
}

static void
check_div(const struct nc_content *content, const xmlNode *node)
{
	if (content->epub->version == 3 && node->parent != NULL &&
	    is(node->parent, "dl"))
		check_terms(content, node);
}

/* HTML, 4.8.1: sources, then the image. */
static void
check_picture(const struct nc_content *content, const xmlNode *node)
{
	const xmlNode *child = skip_scripts(first_child(node));

	while (child != NULL && is(child, "source"))
		child = skip_scripts(nc_node_element(child->next));
	if (child == NULL || !is(child, "img"))
		fault(content, node, "sources, then one img", "no img");
	else if (skip_scripts(nc_node_element(child->next)) != NULL)
		fault(content, node, "sources, then one img",
		    "something follows the img");
}

/* HTML, 4.8.8 and 4.8.9: sources if there is no src, then tracks. */
static void
check_media(const struct nc_content *content, const xmlNode *node)
{
	const xmlNode *child = first_child(node);
	bool src = nc_node_attribute(node, "src", NULL) != NULL;
	size_t defaults = 0;

	if (src && count_of(node, "source") > 0)
		fault(content, node, "src or source", "both");
	while (child != NULL && is(child, "source"))
		child = nc_node_element(child->next);
	for (; child != NULL && is(child, "track");
	     child = nc_node_element(child->next))
		defaults += nc_node_attribute(child, "default", NULL) != NULL;
	if (defaults > 1)
		fault(content, node, "one default track", "several");
	for (; child != NULL; child = nc_node_element(child->next)) {
		if (is(child, "source") || is(child, "track")) {
			fault(content, child, "source, track, other content",
			    "behind other content");
			return;
		}
	}
}

/* HTML, 4.8.7 and HTML 4, 13.3: parameters before what stands in for it. */
static void
check_object(const struct nc_content *content, const xmlNode *node)
{
	const xmlNode *child = first_child(node);

	while (child != NULL && is(child, "param"))
		child = nc_node_element(child->next);
	for (; child != NULL; child = nc_node_element(child->next)) {
		if (is(child, "param")) {
			fault(content, child, "param before other content",
			    "behind other content");
			return;
		}
	}
	if (content->epub->version == 3 &&
	    nc_node_attribute(node, "data", NULL) == NULL &&
	    nc_node_attribute(node, "type", NULL) == NULL)
		nc_content_report(content, NC_XHTML_ATTRIBUTE_MISSING,
		    xmlGetLineNo(node), "data or type",
		    "'object' has neither data nor type");
}

/* HTML, 4.10.7: one choice, unless several may be made. */
static void
check_select(const struct nc_content *content, const xmlNode *node)
{
	const xmlNode *next = node;
	size_t count = 0;

	if (nc_node_attribute(node, "multiple", NULL) != NULL)
		return;
	while ((next = nc_node_next(node, next)) != NULL)
		count += is(next, "option") &&
		    nc_node_attribute(next, "selected", NULL) != NULL;
	if (count > 1)
		fault(content, node, "one selected option",
		    "several are selected");
}

/* XHTML 1.1: lists, rows and maps that hold nothing are not allowed. */
static void
check_filled(const struct nc_content *content, const xmlNode *node)
{
	if (content->epub->version == 2 && first_child(node) == NULL)
		fault(content, node, "at least one child", "it is empty");
}

/* HTML, 4.5.10: without an annotation it is no ruby. */
static void
check_ruby(const struct nc_content *content, const xmlNode *node)
{
	if (content->epub->version == 3 && count_of(node, "rt") == 0 &&
	    count_of(node, "rtc") == 0)
		fault(content, node, "at least one rt", "no annotation");
}

/* EPUB 3.2, E.2: cases, then one default. */
static void
check_switch(const struct nc_content *content, const xmlNode *node)
{
	const xmlNode *child = first_child(node);
	size_t cases = 0, defaults = 0;

	for (; child != NULL; child = nc_node_element(child->next)) {
		if (nc_node_is(child, "case", NC_NS_OPS) && defaults == 0)
			cases++;
		else if (nc_node_is(child, "default", NC_NS_OPS))
			defaults++;
		else
			cases = SIZE_MAX / 2;
	}
	if (cases == 0 || cases >= SIZE_MAX / 2 || defaults != 1)
		fault(content, node, "epub:case, again, one epub:default",
		    "other children, or in another order");
}

/* EPUB 3.2, E.3 */
static void
check_trigger(const struct nc_content *content, const xmlNode *node)
{
	static const char *const actions[] = {
	    "show", "hide", "play", "pause", "resume", "mute", "unmute"};
	const char *action = nc_node_attribute(node, "action", NULL);
	size_t i;

	if (action == NULL || nc_node_attribute(node, "ref", NULL) == NULL ||
	    nc_node_attribute(node, "event", NC_NS_EVENTS) == NULL ||
	    nc_node_attribute(node, "observer", NC_NS_EVENTS) == NULL)
		nc_content_report(content, NC_XHTML_ATTRIBUTE_MISSING,
		    xmlGetLineNo(node), "action, ref, ev:event, ev:observer",
		    "epub:trigger lacks an attribute");
	for (i = 0; action != NULL && i < sizeof(actions) / sizeof(*actions);
	     i++) {
		if (strcmp(action, actions[i]) == 0)
			return;
	}
	if (action != NULL)
		nc_content_report(content, NC_XHTML_VALUE, xmlGetLineNo(node),
		    "show, hide, play, pause, resume, mute or unmute",
		    "action=\"%.60s\"", action);
}

/* -------------------------------------------------------------------- table */

static const struct {
	const char *namespace;
	const char *name;
	void (*check)(const struct nc_content *content, const xmlNode *node);
} checks[] = {
    {NC_NS_OPS, "switch", check_switch},
    {NC_NS_OPS, "trigger", check_trigger},
    {NC_NS_XHTML, "audio", check_media},
    {NC_NS_XHTML, "details", check_details},
    {NC_NS_XHTML, "div", check_div},
    {NC_NS_XHTML, "dl", check_dl},
    {NC_NS_XHTML, "fieldset", check_fieldset},
    {NC_NS_XHTML, "figure", check_figure},
    {NC_NS_XHTML, "head", check_head},
    {NC_NS_XHTML, "html", check_html},
    {NC_NS_XHTML, "map", check_filled},
    {NC_NS_XHTML, "object", check_object},
    {NC_NS_XHTML, "ol", check_filled},
    {NC_NS_XHTML, "picture", check_picture},
    {NC_NS_XHTML, "ruby", check_ruby},
    {NC_NS_XHTML, "select", check_select},
    {NC_NS_XHTML, "table", check_table},
    {NC_NS_XHTML, "title", check_title},
    {NC_NS_XHTML, "tr", check_filled},
    {NC_NS_XHTML, "ul", check_filled},
    {NC_NS_XHTML, "video", check_media},
};

void
nc_xhtml_check_structure(const struct nc_content *content, const xmlNode *node)
{
	size_t i;

	for (i = 0; i < sizeof(checks) / sizeof(checks[0]); i++) {
		if (nc_node_is(node, checks[i].name, checks[i].namespace)) {
			checks[i].check(content, node);
			return;
		}
	}
}
