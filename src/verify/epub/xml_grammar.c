/*
 * Documents held against tables, see xml_grammar.h.  No RELAX NG for other
 * people's books: to compile a grammar costs more than to check a book, and
 * what it says of a fault helps nobody.
 */
#include <stdio.h>
#include <string.h>

#include "bcp47.h"
#include "smil_clock.h"
#include "utf8.h"
#include "xml_grammar.h"

#define NS_XML "http://www.w3.org/XML/1998/namespace"

/* Of an attribute's name: what is shown of one that is longer. */
enum {
	PREFIX_MOST = 100,
	NAME_MOST = 200,
	NAME_SIZE = PREFIX_MOST + 1 + NAME_MOST + 1
};

struct checking {
	struct nc_pub *epub;
	size_t part;
	const struct nc_grammar *grammar;
};

/* ------------------------------------------------------------------- values */

bool
nc_is_ncname(const char *text)
{
	return text[0] != '\0' &&
	    xmlValidateNCName((const xmlChar *)text, 0) == 0;
}

static bool
is_trimmed_ncname(const char *text)
{
	return xmlValidateNCName((const xmlChar *)text, 1) == 0;
}

static bool
is_number(const char *text)
{
	size_t length = strspn(text, "0123456789");

	return length > 0 && text[length] == '\0';
}

static bool
is_words(const char *text)
{
	return text[strspn(text, " \t\r\n")] != '\0';
}

static bool
is_word(const char *text)
{
	text += strspn(text, " \t\r\n");
	if (*text == '\0')
		return false;
	text += strcspn(text, " \t\r\n");
	return text[strspn(text, " \t\r\n")] == '\0';
}

/* RFC 6838, 4.2: type and subtype; parameters may follow. */
static bool
is_media_type(const char *text)
{
	static const char characters[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	    "!#$&-^_.+";
	size_t type, subtype;

	type = strspn(text, characters);
	if (type == 0 || text[type] != '/')
		return false;
	subtype = strspn(text + type + 1, characters);
	text += type + 1 + subtype;
	return subtype > 0 && (*text == '\0' || *text == ';' || *text == ' ');
}

static bool
is_language(const char *text)
{
	return text[0] == '\0' || nc_bcp47_tag(text);
}

static bool
is_clock(const char *text)
{
	struct newsconv_text trimmed = nc_trim(nc_text(text));
	uint64_t milliseconds;
	char copy[64];

	if (trimmed.size >= sizeof(copy))
		return false;
	memcpy(copy, trimmed.data, trimmed.size);
	copy[trimmed.size] = '\0';
	return nc_smil_clock(copy, &milliseconds);
}

static const struct value {
	const char *kind;
	bool (*is)(const char *text);
} values[] = {
    {"ID", is_trimmed_ncname},
    {"NUMBER", is_number},
    {"WORDS", is_words},
    {"WORD", is_word},
    {"MEDIA", is_media_type},
    {"LANGUAGE", is_language},
    {"CLOCK", is_clock},
};

/* Whether a text is one of a|b|c, of which `size` bytes are given. */
static bool
in_list(const char *list, size_t size, const char *text)
{
	struct newsconv_text word = nc_trim(nc_text(text));
	const char *end = list + size;

	while (list < end) {
		const char *bar = memchr(list, '|', (size_t)(end - list));
		const char *stop = bar == NULL ? end : bar;

		if (word.size == (size_t)(stop - list) &&
		    memcmp(word.data, list, word.size) == 0)
			return true;
		list = stop + 1;
	}
	return false;
}

static bool
has_kind(const char *kind, size_t size, const char *text)
{
	size_t i;

	if (size == 0)
		return true;
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		if (strlen(values[i].kind) == size &&
		    memcmp(values[i].kind, kind, size) == 0)
			return values[i].is(text);
	}
	return in_list(kind, size, text);
}

/* --------------------------------------------------------------- attributes */

/* One word of an attribute list. */
struct wanted {
	const char *name;
	size_t name_size;
	const char *kind;
	size_t kind_size;
	bool needed;
};

/* The next word at *list; false at its end. */
static bool
next_wanted(const char **list, struct wanted *wanted)
{
	const char *word = *list + strspn(*list, " ");
	size_t size = strcspn(word, " "), equal;

	if (size == 0)
		return false;
	*list = word + size;
	wanted->needed = word[size - 1] == '!';
	if (word[size - 1] == '!' || word[size - 1] == '?')
		size--;
	equal = strcspn(word, "= ");
	wanted->name = word;
	wanted->name_size = equal < size ? equal : size;
	wanted->kind = word + wanted->name_size + (equal < size);
	wanted->kind_size = size - wanted->name_size - (equal < size);
	return true;
}

/* Of the text so much as there is room for; where the next one goes. */
static char *
put(char *target, const char *text, size_t most)
{
	size_t size = strnlen(text, most);

	memcpy(target, text, size);
	return target + size;
}

/* "xml:lang", "epub:type" or "href", as tables and people write it. */
static void
full_name(const xmlAttr *attribute, char target[NAME_SIZE])
{
	const char *prefix = "";

	if (attribute->ns != NULL && attribute->ns->prefix != NULL)
		prefix = (const char *)attribute->ns->prefix;
	if (attribute->ns != NULL &&
	    strcmp((const char *)attribute->ns->href,
		"http://www.idpf.org/2007/ops") == 0)
		prefix = "epub";
	if (attribute->ns != NULL &&
	    strcmp((const char *)attribute->ns->href,
		"http://www.idpf.org/2007/opf") == 0)
		prefix = "opf";
	target = put(target, prefix, PREFIX_MOST);
	if (prefix[0] != '\0')
		*target++ = ':';
	target = put(target, (const char *)attribute->name, NAME_MOST);
	*target = '\0';
}

static void
attribute_finding(const struct checking *checking, enum nc_finding_code code,
    const xmlNode *node, const char *text)
{
	nc_pub_finding(checking->epub, code, checking->part, xmlGetLineNo(node),
	    "%s: %s", (const char *)node->name, text);
}

static void
check_attribute(const struct checking *checking, const xmlNode *node,
    const xmlAttr *attribute, const char *list)
{
	struct wanted wanted;
	char name[NAME_SIZE];
	const char *value = "";

	full_name(attribute, name);
	if (attribute->children != NULL && attribute->children->content != NULL)
		value = (const char *)attribute->children->content;
	while (next_wanted(&list, &wanted)) {
		if (wanted.name_size == 1 && wanted.name[0] == '*')
			return;
		if (strlen(name) != wanted.name_size ||
		    memcmp(name, wanted.name, wanted.name_size) != 0)
			continue;
		if (!has_kind(wanted.kind, wanted.kind_size, value))
			nc_pub_finding(checking->epub, NC_EPUB_ATTRIBUTE_VALUE,
			    checking->part, xmlGetLineNo(node),
			    "%s: %s=\"%.200s\"", (const char *)node->name, name,
			    value);
		return;
	}
	if (attribute->ns != NULL && checking->grammar->open_attributes)
		return;
	attribute_finding(checking, NC_EPUB_ATTRIBUTE, node, name);
}

static bool
has_attribute(const xmlNode *node, const struct wanted *wanted)
{
	const xmlAttr *attribute;
	char name[NAME_SIZE];

	for (attribute = node->properties; attribute != NULL;
	     attribute = attribute->next) {
		full_name(attribute, name);
		if (strlen(name) == wanted->name_size &&
		    memcmp(name, wanted->name, wanted->name_size) == 0)
			return true;
	}
	return false;
}

static void
check_attributes(const struct checking *checking, const xmlNode *node,
    const char *attributes)
{
	const xmlAttr *attribute;
	const char *list = attributes;
	struct wanted wanted;

	for (attribute = node->properties; attribute != NULL;
	     attribute = attribute->next)
		check_attribute(checking, node, attribute, attributes);
	while (next_wanted(&list, &wanted)) {
		char name[64];

		if (!wanted.needed || has_attribute(node, &wanted))
			continue;
		snprintf(name, sizeof(name), "%.*s", (int)wanted.name_size,
		    wanted.name);
		attribute_finding(
		    checking, NC_EPUB_ATTRIBUTE_MISSING, node, name);
	}
}

/* ----------------------------------------------------------------- elements */

static const struct nc_grammar_rule *
find_rule(const struct nc_grammar *grammar, const xmlNode *node)
{
	const char *parent = node->parent == NULL ||
		node->parent->type != XML_ELEMENT_NODE
	    ? ""
	    : (const char *)node->parent->name;
	size_t i;

	for (i = 0; i < grammar->count; i++) {
		const struct nc_grammar_rule *rule = &grammar->rules[i];

		if (nc_node_is(node, rule->name, rule->namespace) &&
		    (parent[0] == '\0'
			    ? rule->parents[0] == '\0'
			    : nc_pub_has_word(rule->parents, parent)))
			return rule;
	}
	return NULL;
}

static bool
knows_namespace(const struct nc_grammar *grammar, const xmlNode *node)
{
	size_t i;

	for (i = 0; i < grammar->count && node->ns != NULL; i++) {
		if (strcmp((const char *)node->ns->href,
			grammar->rules[i].namespace) == 0)
			return true;
	}
	return false;
}

static unsigned
count_children(const xmlNode *parent, const struct nc_grammar_rule *rule)
{
	const xmlNode *child;
	unsigned count = 0;

	for (child = parent->children; child != NULL; child = child->next)
		count += nc_node_is(child, rule->name, rule->namespace);
	return count;
}

/* How often each child that has a bound is there. */
static void
check_counts(const struct checking *checking, const xmlNode *node)
{
	const struct nc_grammar *grammar = checking->grammar;
	size_t i;

	for (i = 0; i < grammar->count; i++) {
		const struct nc_grammar_rule *rule = &grammar->rules[i];
		unsigned count;

		if ((rule->least == 0 && rule->most == 0) ||
		    !nc_pub_has_word(rule->parents, (const char *)node->name))
			continue;
		count = count_children(node, rule);
		if (count < rule->least)
			nc_pub_finding(checking->epub, NC_EPUB_ELEMENT_MISSING,
			    checking->part, xmlGetLineNo(node), "%s has no %s",
			    (const char *)node->name, rule->name);
		if (rule->most != 0 && count > rule->most)
			nc_pub_finding(checking->epub, NC_EPUB_ELEMENT_TWICE,
			    checking->part, xmlGetLineNo(node),
			    "%s has %u of %s", (const char *)node->name, count,
			    rule->name);
	}
}

static bool
blank(const xmlNode *text)
{
	const char *content = (const char *)text->content;

	return content == NULL || content[strspn(content, " \t\r\n")] == '\0';
}

/* Text where there must be none, or none where there must be some. */
static void
check_text(const struct checking *checking, const xmlNode *node,
    enum nc_grammar_content content)
{
	const xmlNode *child;
	bool text = false;

	if (content == NC_GRAMMAR_MAYBE || content == NC_GRAMMAR_ANY)
		return;
	for (child = node->children; child != NULL; child = child->next)
		text |= child->type == XML_ENTITY_REF_NODE ||
		    ((child->type == XML_TEXT_NODE ||
			 child->type == XML_CDATA_SECTION_NODE) &&
			!blank(child));
	if (text == (content == NC_GRAMMAR_TEXT))
		return;
	nc_pub_finding(checking->epub, NC_EPUB_TEXT, checking->part,
	    xmlGetLineNo(node), "%s %s", (const char *)node->name,
	    text ? "holds text" : "is empty");
}

/* The rank of the elements before it, to see that none comes too late. */
static void
check_order(const struct checking *checking, const xmlNode *node,
    const struct nc_grammar_rule *rule)
{
	const xmlNode *before = node->prev;

	for (; before != NULL && rule->order > 0; before = before->prev) {
		const struct nc_grammar_rule *other;

		if (before->type != XML_ELEMENT_NODE)
			continue;
		other = find_rule(checking->grammar, before);
		if (other != NULL && other->order > rule->order)
			nc_pub_finding(checking->epub, NC_EPUB_ELEMENT_ORDER,
			    checking->part, xmlGetLineNo(node),
			    "%s stands after %s", rule->name, other->name);
		break; /* those before that have been looked at */
	}
}

/* True: its children are to be looked at. */
static bool
check_element(const struct checking *checking, const xmlNode *node)
{
	const struct nc_grammar_rule *rule = find_rule(checking->grammar, node);

	if (rule == NULL) {
		if (checking->grammar->open &&
		    !knows_namespace(checking->grammar, node))
			return false;
		nc_pub_finding(checking->epub, NC_EPUB_ELEMENT, checking->part,
		    xmlGetLineNo(node), "%.100s in %.100s",
		    (const char *)node->name,
		    node->parent == NULL ||
			    node->parent->type != XML_ELEMENT_NODE
			? "the place of the root"
			: (const char *)node->parent->name);
		return false;
	}
	check_attributes(checking, node, rule->attributes);
	check_order(checking, node, rule);
	if (rule->content == NC_GRAMMAR_ANY)
		return false;
	check_text(checking, node, rule->content);
	check_counts(checking, node);
	return true;
}

/* The node after all that is in this one. */
static xmlNode *
skip(const xmlNode *root, xmlNode *node)
{
	while (node != root && node->next == NULL)
		node = node->parent;
	return node == root ? NULL : node->next;
}

void
nc_grammar_check(struct nc_pub *epub, size_t part, xmlNode *root,
    const struct nc_grammar *grammar)
{
	const struct checking checking = {
	    .epub = epub, .part = part, .grammar = grammar};
	xmlNode *node = root;

	while (node != NULL) {
		bool into = node->type == XML_ELEMENT_NODE &&
		    check_element(&checking, node);

		node = into ? nc_node_next(root, node) : skip(root, node);
	}
}
