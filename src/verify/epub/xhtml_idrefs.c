/*
 * Attributes that name ids of the same document: the ids must be there, and
 * some must be those of certain elements (HTML, 2.3.10; WAI-ARIA 1.2, 6.2).
 */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "html_model.h"
#include "verify_content.h"

/* Of the ids one document has, in order. */
struct ids {
	struct nc_pub_id *ids;
	size_t count;
};

static int
compare_ids(const void *a, const void *b)
{
	const struct nc_pub_id *x = a, *y = b;

	return strcmp(x->id, y->id);
}

struct word {
	const char *data;
	size_t size;
};

static int
compare_word(const void *word, const void *id)
{
	const struct word *a = word;
	const struct nc_pub_id *b = id;
	int order = strncmp(a->data, b->id, a->size);

	if (order != 0)
		return order;
	return b->id[a->size] == '\0' ? 0 : -1;
}

static const struct nc_pub_id *
find(const struct ids *ids, struct word word)
{
	if (ids->count == 0)
		return NULL;
	return bsearch(
	    &word, ids->ids, ids->count, sizeof(*ids->ids), compare_word);
}

/* Which elements an attribute may name; the first line that fits counts. */
static const struct target {
	const char *element; /* NULL: any */
	const char *attribute;
	unsigned kind;
	const char *expected;
} targets[] = {
    {"label", "for", NC_ID_LABELLED,
	"the id of a button, input, meter, output, progress, select or "
	"textarea"},
    {"input", "list", NC_ID_DATALIST, "the id of a datalist"},
    {NULL, "form", NC_ID_FORM, "the id of a form"},
    {NULL, "headers", NC_ID_HEADER, "ids of th elements"},
};

static const struct target *
target_of(const xmlNode *node, const char *attribute)
{
	size_t i;

	for (i = 0; i < sizeof(targets) / sizeof(targets[0]); i++) {
		if (strcmp(targets[i].attribute, attribute) == 0 &&
		    (targets[i].element == NULL ||
			strcmp(targets[i].element, (const char *)node->name) ==
			    0))
			return &targets[i];
	}
	return NULL;
}

static void
check_words(const struct nc_content *content, const struct ids *ids,
    const xmlNode *node, const char *attribute, const char *value)
{
	const struct target *target = target_of(node, attribute);

	for (;;) {
		struct word word;
		const struct nc_pub_id *id;

		value += strspn(value, " \t\r\n\f");
		if (*value == '\0')
			return;
		word.data = value;
		word.size = strcspn(value, " \t\r\n\f");
		value += word.size;
		id = find(ids, word);
		if (id != NULL &&
		    (target == NULL || (id->kind & target->kind) != 0))
			continue;
		nc_content_report(content, NC_XHTML_IDREF, xmlGetLineNo(node),
		    target == NULL ? NULL : target->expected,
		    "%.60s=\"%.*s\" on '%.60s': %s", attribute,
		    word.size > 100 ? 100 : (int)word.size, word.data,
		    (const char *)node->name,
		    id == NULL ? "no such id" : "an element of another kind");
	}
}

static bool
is_reference(const struct nc_content *content, const xmlNode *node,
    const xmlAttr *attribute)
{
	const char *namespace = nc_namespace_of(node->ns);
	const char *name = (const char *)attribute->name;
	const struct nc_html_attribute *line;

	if (strcmp(namespace, NC_NS_MATHML) == 0)
		return strcmp(name, "xref") == 0 ||
		    strcmp(name, "indenttarget") == 0;
	if (strcmp(namespace, NC_NS_OPS) == 0)
		return strcmp(name, "ref") == 0;
	if (strcmp(namespace, NC_NS_XHTML) != 0 &&
	    strncmp(name, "aria-", 5) != 0)
		return false;
	line = nc_html_attribute(
	    content->epub->version == 2 ? NC_XHTML_11 : NC_HTML_5,
	    (const char *)node->name, name);
	/* What these refer to may be added by a script. */
	return line != NULL &&
	    !nc_html_listed("itemref aria-details aria-errormessage "
			    "popovertarget commandfor",
		name) &&
	    (line->type == NC_HTML_IDREF || line->type == NC_HTML_IDREFS);
}

static void
check_element(const struct nc_content *content, const struct ids *ids,
    const xmlNode *node)
{
	const char *observer = nc_node_attribute(
	    node, "observer", NC_NS_EVENTS);
	const xmlAttr *attribute;

	for (attribute = node->properties; attribute != NULL;
	     attribute = attribute->next) {
		const char *name = (const char *)attribute->name, *value;

		if (attribute->ns != NULL ||
		    !is_reference(content, node, attribute))
			continue;
		value = nc_node_attribute(node, name, NULL);
		if (value != NULL)
			check_words(content, ids, node, name, value);
	}
	if (observer != NULL && nc_node_is(node, "trigger", NC_NS_OPS))
		check_words(content, ids, node, "observer", observer);
}

/* -------------------------------------------------------------- names of maps */

struct map {
	const char *name;
	long line;
};

static int
compare_maps(const void *a, const void *b)
{
	const struct map *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	return order != 0 ? order : x->line < y->line ? -1 : x->line > y->line;
}

/* HTML, 4.8.13: no two maps have the same name. */
static int
check_maps(const struct nc_content *content)
{
	struct nc_arena *arena = content->epub->arena;
	struct map *maps = NULL;
	const xmlNode *node;
	size_t count = 0, i;

	for (node = content->root; node != NULL;
	     node = nc_node_next(content->root, node)) {
		const char *name = nc_node_is(node, "map", NC_NS_XHTML)
		    ? nc_node_attribute(node, "name", NULL)
		    : NULL;

		if (name == NULL)
			continue;
		maps = nc_arena_grow(arena, maps, count, sizeof(*maps));
		if (maps == NULL)
			return nc_error_memory(content->error);
		maps[count].name = name;
		maps[count++].line = xmlGetLineNo(node);
	}
	if (count > 1)
		qsort(maps, count, sizeof(*maps), compare_maps);
	for (i = 1; i < count; i++) {
		if (strcmp(maps[i - 1].name, maps[i].name) == 0)
			nc_content_report(content, NC_XHTML_VALUE, maps[i].line,
			    "a name of its own",
			    "map name=\"%.60s\" is also in line %ld",
			    maps[i].name, maps[i - 1].line);
	}
	return NEWSCONV_OK;
}

int
nc_xhtml_check_idrefs(
    struct nc_content *content, size_t first_id, size_t end_id)
{
	struct nc_pub *epub = content->epub;
	struct ids ids = {.count = end_id - first_id};
	const xmlNode *node;

	/* Sorted where they are: the whole is sorted at the end anyway. */
	if (ids.count > 0) {
		ids.ids = epub->ids + first_id;
		qsort(ids.ids, ids.count, sizeof(*ids.ids), compare_ids);
	}
	for (node = content->root; node != NULL;
	     node = nc_node_next(content->root, node)) {
		if (node->type == XML_ELEMENT_NODE && node->properties != NULL)
			check_element(content, &ids, node);
	}
	return content->epub->version == 3 ? check_maps(content) : NEWSCONV_OK;
}
