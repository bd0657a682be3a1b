/*
 * The attributes of one element: those without a namespace are held against
 * the tables, of those with one it is known which HTML and EPUB have, and the
 * author's own are let pass where EPUB does.
 */
#include <string.h>
#include <strings.h>

#include "html_model.h"
#include "utf8.h"
#include "verify_content.h"

enum { VALUE_MAX = 256 };

static enum nc_html_version
version_of(const struct nc_content *content)
{
	return content->epub->version == 2 ? NC_XHTML_11 : NC_HTML_5;
}

/* NULL when it holds entities, and cannot be had in one piece. */
static const char *
value_of(const xmlAttr *attribute)
{
	if (attribute->children == NULL)
		return "";
	if (attribute->children->next != NULL ||
	    attribute->children->type != XML_TEXT_NODE)
		return NULL;
	return (const char *)attribute->children->content;
}

/* ------------------------------------------------------------ of a namespace */

/* EPUB 3.3, 6.1.4.4: the host of a namespace must not be theirs. */
static bool
is_reserved(const char *namespace)
{
	static const char *const owners[] = {"w3.org", "idpf.org"};
	const char *host = strstr(namespace, "://");
	size_t size, i;

	if (host == NULL)
		return false;
	host += 3;
	size = strcspn(host, "/?#");
	for (i = 0; i < sizeof(owners) / sizeof(owners[0]); i++) {
		size_t length = strlen(owners[i]);

		if (size >= length &&
		    strncasecmp(host + size - length, owners[i], length) == 0)
			return true;
	}
	return false;
}

static bool
is_one_of(const char *name, const char *list)
{
	return nc_html_listed(list, name);
}

/* Those that HTML and EPUB know; others are the author's. */
static bool
is_known(const struct nc_content *content, const xmlNode *node,
    const char *name, const char *namespace)
{
	if (strcmp(namespace, NC_NS_XML) == 0)
		return is_one_of(name,
		    content->epub->version == 3 ? "lang space base"
			: is_one_of(
			      (const char *)node->name, "pre script style")
			? "lang space"
			: "lang");
	if (content->epub->version == 2)
		return false;
	if (strcmp(namespace, NC_NS_OPS) == 0)
		return is_one_of(name, "type") ||
		    (is_one_of(name, "prefix") && node == content->root);
	if (strcmp(namespace, NC_NS_SSML) == 0)
		return is_one_of(name, "ph alphabet");
	return strcmp(namespace, NC_NS_EVENTS) == 0 ||
	    strcmp(namespace, NC_NS_ITS) == 0;
}

/* EPUB 3.3, 6.1.4.1: not on what says something about the document. */
static bool
takes_epub_type(const char *element)
{
	return !is_one_of(
	    element, "head title base link meta style script template");
}

static void
check_ssml(
    const struct nc_content *content, const xmlNode *node, const char *name)
{
	const char *value = nc_node_attribute(node, name, NC_NS_SSML);

	if (strcmp(name, "ph") == 0 && value != NULL &&
	    value[strspn(value, " \t\r\n")] == '\0')
		nc_content_report(content, NC_XHTML_SSML, xmlGetLineNo(node),
		    NULL, "ssml:ph=\"\"");
}

static void
check_namespaced(const struct nc_content *content, const xmlNode *node,
    const xmlAttr *attribute)
{
	const char *name = (const char *)attribute->name;
	const char *namespace = nc_namespace_of(attribute->ns);
	const char *value = value_of(attribute);

	if (strcmp(namespace, NC_NS_XML) == 0 && strcmp(name, "lang") == 0 &&
	    value != NULL && nc_html_value(NC_HTML_LANG, name, "", value))
		nc_content_report(content, NC_XHTML_VALUE, xmlGetLineNo(node),
		    "a language tag", "xml:lang=\"%.100s\"", value);
	if (strcmp(namespace, NC_NS_SSML) == 0)
		check_ssml(content, node, name);
	if (strcmp(namespace, NC_NS_OPS) == 0 && strcmp(name, "type") == 0 &&
	    !takes_epub_type((const char *)node->name)) {
		nc_content_report(content, NC_XHTML_ATTRIBUTE,
		    xmlGetLineNo(node), "epub:type in the body only",
		    "epub:type on '%.60s'", (const char *)node->name);
		return;
	}
	if (is_known(content, node, name, namespace))
		return;
	/* XHTML 1.1 is closed; EPUB 3 is not. */
	if (content->epub->version == 2 || strcmp(namespace, NC_NS_OPS) == 0 ||
	    strcmp(namespace, NC_NS_XML) == 0)
		nc_content_report(content, NC_XHTML_ATTRIBUTE,
		    xmlGetLineNo(node), NULL,
		    "attribute '%.60s' of \"%.100s\" on '%.60s'", name,
		    namespace, (const char *)node->name);
	else if (is_reserved(namespace))
		nc_content_report(content, NC_XHTML_NAMESPACE,
		    xmlGetLineNo(node), NULL, "attribute '%.60s' of \"%.100s\"",
		    name, namespace);
}

/* --------------------------------------------------------------- of HTML */

/* HTML, 3.2.6.6 */
static bool
is_data_name(const char *name)
{
	size_t i;

	if (name[5] == '\0')
		return false;
	for (i = 5; name[i] != '\0'; i++) {
		if (name[i] >= 'A' && name[i] <= 'Z')
			return false;
	}
	/* A name in itself, so that it could be an attribute. */
	return name[5] != '-' && name[5] != '.';
}

/* Values are compared without the white space around them, but for ids. */
static const char *
trimmed(const char *value, enum nc_html_type type, char *room)
{
	struct newsconv_text text = nc_text(value);
	size_t start = strspn(value, " \t\r\n");

	if (type == NC_HTML_ID || text.size >= VALUE_MAX ||
	    (start == 0 &&
		(text.size == 0 ||
		    strchr(" \t\r\n", value[text.size - 1]) == NULL)))
		return value;
	while (text.size > start &&
	    strchr(" \t\r\n", value[text.size - 1]) != NULL)
		text.size--;
	memcpy(room, value + start, text.size - start);
	room[text.size - start] = '\0';
	return room;
}

static void
check_plain(const struct nc_content *content, const xmlNode *node,
    const xmlAttr *attribute)
{
	const char *name = (const char *)attribute->name;
	const char *element = (const char *)node->name;
	const char *value = value_of(attribute), *wanted;
	const struct nc_html_attribute *line = nc_html_attribute(
	    version_of(content), element, name);
	char room[VALUE_MAX];

	if (version_of(content) == NC_HTML_5 &&
	    strncmp(name, "data-", 5) == 0) {
		if (!is_data_name(name))
			nc_content_report(content, NC_XHTML_DATA_NAME,
			    xmlGetLineNo(node), NULL, "'%.60s'", name);
		return;
	}
	if (line == NULL) {
		/* Of an element that is not in the table nothing is known. */
		if (nc_html_element(version_of(content), element) != NULL)
			nc_content_report(content, NC_XHTML_ATTRIBUTE,
			    xmlGetLineNo(node), NULL,
			    "attribute '%.60s' on '%.60s'", name, element);
		return;
	}
	if (value == NULL)
		return;
	wanted = nc_html_value(
	    line->type, name, line->argument, trimmed(value, line->type, room));
	if (wanted != NULL)
		nc_content_report(content, NC_XHTML_VALUE, xmlGetLineNo(node),
		    wanted, "%.60s=\"%.100s\" on '%.60s'", name, value,
		    element);
}

/* ------------------------------------------------------- what must be there */

static bool
has(const xmlNode *node, const char *name)
{
	return nc_node_attribute(node, name, NULL) != NULL;
}

static void
missing(
    const struct nc_content *content, const xmlNode *node, const char *wanted)
{
	nc_content_report(content, NC_XHTML_ATTRIBUTE_MISSING,
	    xmlGetLineNo(node), wanted, "'%.60s' has no %.60s",
	    (const char *)node->name, wanted);
}

static void
check_required(const struct nc_content *content, const xmlNode *node,
    const struct nc_html_element *element)
{
	const char *next = element->required;

	while (*next != '\0') {
		size_t length = strcspn(next, " ");
		char name[32];

		if (length < sizeof(name)) {
			memcpy(name, next, length);
			name[length] = '\0';
			if (xmlHasProp(node, BAD_CAST name) == NULL)
				missing(content, node, name);
		}
		next += length;
		next += *next == ' ';
	}
}

/* HTML, 4.2.5: which attributes go together. */
static void
check_meta(const struct nc_content *content, const xmlNode *node)
{
	const char *state = nc_node_attribute(node, "http-equiv", NULL);
	const char *value = nc_node_attribute(node, "content", NULL);

	if (has(node, "name") + (state != NULL) + has(node, "charset") +
		has(node, "itemprop") >
	    1)
		nc_content_report(content, NC_XHTML_ATTRIBUTE,
		    xmlGetLineNo(node),
		    "one of name, http-equiv, charset and itemprop",
		    "'meta' has several of them");
	if (!has(node, "name") && state == NULL && !has(node, "charset") &&
	    !has(node, "itemprop") && !has(node, "property"))
		missing(content, node, "name, http-equiv, charset or property");
	else if (!has(node, "charset") && !has(node, "content"))
		missing(content, node, "content");
	if (state == NULL || value == NULL ||
	    strcasecmp(state, "content-type") != 0)
		return;
	if (strncasecmp(value, "text/html;", 10) != 0 ||
	    strcasecmp(value + 10 + strspn(value + 10, " \t\r\n"),
		"charset=utf-8") != 0)
		nc_content_report(content, NC_XHTML_VALUE, xmlGetLineNo(node),
		    "text/html; charset=utf-8", "content=\"%.100s\"", value);
}

static void
check_link(const struct nc_content *content, const xmlNode *node)
{
	const char *rel = nc_node_attribute(node, "rel", NULL);
	const char *title = nc_node_attribute(node, "title", NULL);

	if (!has(node, "href") && !has(node, "imagesrcset"))
		missing(content, node, "href");
	if (rel == NULL && !has(node, "itemprop") && !has(node, "property"))
		missing(content, node, "rel");
	if (rel == NULL)
		return;
	if (has(node, "sizes") && !nc_pub_has_word(rel, "icon") &&
	    !nc_pub_has_word(rel, "apple-touch-icon"))
		nc_content_report(content, NC_XHTML_ATTRIBUTE,
		    xmlGetLineNo(node), "sizes with rel=\"icon\" only",
		    "attribute 'sizes' on 'link'");
	if (nc_pub_has_word(rel, "alternate") &&
	    nc_pub_has_word(rel, "stylesheet") &&
	    (title == NULL || title[0] == '\0'))
		nc_content_report(content, NC_XHTML_STYLE_TITLE,
		    xmlGetLineNo(node), NULL, "no title");
}

/* HTML, 4.10.5: attributes that only some types of input have. */
static void
check_input(const struct nc_content *content, const xmlNode *node)
{
	static const char *const attributes[][2] = {{"accept", "file"},
	    {"capture", "file"}, {"alt", "image"}, {"src", "image"},
	    {"width", "image"}, {"height", "image"},
	    {"checked", "checkbox radio"}, {"formaction", "submit image"},
	    {"formenctype", "submit image"}, {"formmethod", "submit image"},
	    {"formnovalidate", "submit image"}, {"formtarget", "submit image"},
	    {"max", "date month week time datetime-local number range"},
	    {"min", "date month week time datetime-local number range"},
	    {"step", "date month week time datetime-local number range"}};
	const char *type = nc_node_attribute(node, "type", NULL);
	size_t i;

	if (type == NULL)
		type = "text";
	for (i = 0; i < sizeof(attributes) / sizeof(attributes[0]); i++) {
		if (has(node, attributes[i][0]) &&
		    !nc_html_listed(attributes[i][1], type))
			nc_content_report(content, NC_XHTML_ATTRIBUTE,
			    xmlGetLineNo(node), attributes[i][1],
			    "attribute '%s' on an input of the type %.40s",
			    attributes[i][0], type);
	}
}

/* WAI-ARIA 1.2, 6.6: states of widgets, on what is no widget. */
static void
check_states(const struct nc_content *content, const xmlNode *node)
{
	static const char states[] =
	    "aria-autocomplete aria-checked aria-colcount aria-colindex "
	    "aria-colspan aria-expanded aria-level aria-modal aria-multiline "
	    "aria-multiselectable aria-orientation aria-posinset aria-pressed "
	    "aria-readonly aria-required aria-rowcount aria-rowindex "
	    "aria-rowspan aria-selected aria-setsize aria-sort aria-valuemax "
	    "aria-valuemin aria-valuenow aria-valuetext";
	const xmlAttr *attribute;

	if (has(node, "role") ||
	    !nc_html_listed("div p span", (const char *)node->name))
		return;
	for (attribute = node->properties; attribute != NULL;
	     attribute = attribute->next) {
		const char *name = (const char *)attribute->name;

		if (attribute->ns == NULL && nc_html_listed(states, name))
			nc_content_report(content, NC_XHTML_ATTRIBUTE,
			    xmlGetLineNo(node), "a role that has this state",
			    "attribute '%s' on a '%s' without a role", name,
			    (const char *)node->name);
	}
}

/* HTML, 5.2.3: a property's value is what its element refers to. */
static void
check_property(const struct nc_content *content, const xmlNode *node)
{
	static const char *const sources[][2] = {{"a", "href"},
	    {"area", "href"}, {"audio", "src"}, {"embed", "src"},
	    {"iframe", "src"}, {"object", "data"}, {"video", "src"}};
	size_t i;

	for (i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
		if (strcmp((const char *)node->name, sources[i][0]) == 0 &&
		    !has(node, sources[i][1]))
			missing(content, node, sources[i][1]);
	}
}

static void
check_together(const struct nc_content *content, const xmlNode *node)
{
	const char *name = (const char *)node->name;

	if (strcmp(name, "meta") == 0)
		check_meta(content, node);
	else if (strcmp(name, "link") == 0)
		check_link(content, node);
	else if (strcmp(name, "base") == 0) {
		if (!has(node, "href") && !has(node, "target"))
			missing(content, node, "href");
	} else if (strcmp(name, "area") == 0) {
		if (has(node, "href") != has(node, "alt"))
			missing(
			    content, node, has(node, "href") ? "alt" : "href");
		if (has(node, "shape") && !has(node, "coords") &&
		    strcmp(nc_node_attribute(node, "shape", NULL), "default") !=
			0)
			missing(content, node, "coords");
	} else if (strcmp(name, "input") == 0) {
		check_input(content, node);
	} else if (strcmp(name, "li") == 0) {
		if (has(node, "value") && node->parent != NULL &&
		    !nc_node_is(node->parent, "ol", NC_NS_XHTML))
			nc_content_report(content, NC_XHTML_ATTRIBUTE,
			    xmlGetLineNo(node), "value in an ol only",
			    "attribute 'value' on 'li'");
	} else if (strcmp(name, "img") == 0) {
		if (!has(node, "src") && !has(node, "srcset"))
			missing(content, node, "src");
	} else if (strcmp(name, "source") == 0) {
		bool picture = node->parent != NULL &&
		    nc_node_is(node->parent, "picture", NC_NS_XHTML);

		if (!has(node, picture ? "srcset" : "src"))
			missing(content, node, picture ? "srcset" : "src");
	} else if (strcmp(name, "track") == 0) {
		const char *label = nc_node_attribute(node, "label", NULL);

		if (label != NULL && label[strspn(label, " \t\r\n")] == '\0')
			nc_content_report(content, NC_XHTML_VALUE,
			    xmlGetLineNo(node), "words", "label=\"\"");
	}
	if (has(node, "itemprop"))
		check_property(content, node);
}

/* HTML, 3.2.6.2 */
static void
check_language(const struct nc_content *content, const xmlNode *node)
{
	const char *lang = nc_node_attribute(node, "lang", NULL);
	const char *xml_lang = nc_node_attribute(node, "lang", NC_NS_XML);

	if (lang != NULL && xml_lang != NULL && strcasecmp(lang, xml_lang) != 0)
		nc_content_report(content, NC_XHTML_LANG, xmlGetLineNo(node),
		    NULL, "lang=\"%.60s\", xml:lang=\"%.60s\"", lang, xml_lang);
}

/* HTML, 4.8.13: a map is known by its name, and its id is the same. */
static void
check_map(const struct nc_content *content, const xmlNode *node)
{
	const char *id = nc_node_attribute(node, "id", NULL);
	const char *name = nc_node_attribute(node, "name", NULL);

	if (id != NULL && name != NULL && strcmp(id, name) != 0)
		nc_content_report(content, NC_XHTML_VALUE, xmlGetLineNo(node),
		    "the same as its name", "id=\"%.60s\", name=\"%.60s\"", id,
		    name);
}

/* ARIA in HTML, 4; a list of roles is left to who knows its order. */
static void
check_role(const struct nc_content *content, const xmlNode *node)
{
	const char *role = nc_node_attribute(node, "role", NULL);
	const char *allowed = nc_aria_roles_of((const char *)node->name);

	/* An anchor that leads nowhere is as good as a span. */
	if (strcmp((const char *)node->name, "a") == 0 && !has(node, "href"))
		return;
	if (role == NULL || allowed == NULL || role[0] == '\0' ||
	    role[strcspn(role, " \t\r\n")] != '\0' ||
	    !nc_aria_role_known(role, strlen(role)) ||
	    nc_html_listed(allowed, role))
		return;
	nc_content_report(content, NC_XHTML_VALUE, xmlGetLineNo(node),
	    allowed[0] == '\0' ? "no role" : allowed,
	    "role=\"%.60s\" on '%.60s'", role, (const char *)node->name);
}

void
nc_xhtml_check_attributes(const struct nc_content *content, const xmlNode *node)
{
	const struct nc_html_element *element = nc_html_element(
	    version_of(content), (const char *)node->name);
	const xmlAttr *attribute;

	for (attribute = node->properties; attribute != NULL;
	     attribute = attribute->next) {
		if (attribute->ns != NULL)
			check_namespaced(content, node, attribute);
		else
			check_plain(content, node, attribute);
	}
	check_language(content, node);
	if (element == NULL)
		return;
	check_required(content, node, element);
	if (content->epub->version == 2)
		return;
	check_together(content, node);
	check_role(content, node);
	check_states(content, node);
	if (strcmp(element->name, "map") == 0)
		check_map(content, node);
	if (nc_html_listed("base embed rp", element->name))
		nc_content_report(content, NC_XHTML_DISCOURAGED,
		    xmlGetLineNo(node), NULL, "element '%.60s'", element->name);
}
