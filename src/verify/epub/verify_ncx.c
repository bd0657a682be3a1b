/* The NCX, by which EPUB 2 navigates and old readers still do. */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "utf8.h"
#include "verify_epub.h"
#include "xml_grammar.h"

#define NS_NCX "http://www.daisy.org/z3986/2005/ncx/"

static const struct nc_grammar_rule rules[] = {
#define ELEMENT(name, parents, least, most, order, content, attributes) \
	{NS_NCX, #name, parents, least, most, order, NC_GRAMMAR_##content, \
	    attributes},
#include "ncx_elements.def"
#undef ELEMENT
};

static const struct nc_grammar grammar = {rules,
    sizeof(rules) / sizeof(rules[0]), "DAISY Z39.86-2005, 8", false, false};

/* OPF 2.0.1, 2.4.1.1: the NCX repeats the identifier of the book. */
static void
check_identifier(const struct nc_pub *epub, size_t part, const xmlNode *meta)
{
	const char *name = nc_node_attribute(meta, "name", NULL);
	const char *value = nc_node_attribute(meta, "content", NULL);

	if (epub->identifier == NULL || name == NULL || value == NULL ||
	    strcmp(name, "dtb:uid") != 0)
		return;
	if (!nc_text_equals(nc_trim(nc_text(value)), epub->identifier))
		nc_pub_finding(epub, NC_EPUB_NCX_UID, part, xmlGetLineNo(meta),
		    "\"%.200s\", not \"%.200s\"", value, epub->identifier);
}

/* ---------------------------------------------------------------- playOrder */

struct place {
	uint64_t order;
	const char *target; /* src of its content */
	long line;
};

struct places {
	struct place *list;
	size_t count;
};

static bool
is_place(const xmlNode *node)
{
	return nc_node_is(node, "navPoint", NS_NCX) ||
	    nc_node_is(node, "navTarget", NS_NCX) ||
	    nc_node_is(node, "pageTarget", NS_NCX);
}

static int
add_place(struct nc_pub *epub, struct places *places, const xmlNode *node,
    struct newsconv_error *error)
{
	const char *order = nc_pub_attribute(epub, node, "playOrder");
	const xmlNode *child = node->children;
	struct place *place;

	if (order == NULL || order[strspn(order, "0123456789")] != '\0' ||
	    strlen(order) > 18)
		return NEWSCONV_OK;
	places->list = nc_arena_grow(
	    epub->arena, places->list, places->count, sizeof(*places->list));
	if (places->list == NULL)
		return nc_error_memory(error);
	place = &places->list[places->count++];
	place->order = strtoull(order, NULL, 10);
	place->line = xmlGetLineNo(node);
	place->target = "";
	while (child != NULL && !nc_node_is(child, "content", NS_NCX))
		child = child->next;
	if (child != NULL)
		place->target = nc_pub_attribute(epub, child, "src");
	if (place->target == NULL)
		place->target = "";
	return NEWSCONV_OK;
}

static int
compare_orders(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return strcmp(x->target, y->target);
}

static int
compare_targets(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int order = strcmp(x->target, y->target);

	return order != 0 ? order : compare_orders(a, b);
}

static void
order_finding(const struct nc_pub *epub, size_t part, const struct place *place,
    const char *what)
{
	nc_pub_finding(epub, NC_EPUB_PLAY_ORDER, part, place->line,
	    "playOrder %llu to \"%.200s\" %s", (unsigned long long)place->order,
	    place->target, what);
}

/* DAISY Z39.86-2005, 8.4.3: they count places, each of which has one number. */
static void
check_orders(const struct nc_pub *epub, size_t part, struct places *places)
{
	struct place *list = places->list;
	size_t i;

	if (places->count == 0)
		return;
	qsort(list, places->count, sizeof(*list), compare_orders);
	if (list[0].order != 1)
		order_finding(epub, part, &list[0], "is the first");
	for (i = 1; i < places->count; i++) {
		if (list[i].order > list[i - 1].order + 1)
			order_finding(epub, part, &list[i], "leaves a gap");
		if (list[i].order == list[i - 1].order &&
		    strcmp(list[i].target, list[i - 1].target) != 0)
			order_finding(
			    epub, part, &list[i], "is also another place");
	}
	qsort(list, places->count, sizeof(*list), compare_targets);
	for (i = 1; i < places->count; i++) {
		if (list[i].order != list[i - 1].order &&
		    strcmp(list[i].target, list[i - 1].target) == 0)
			order_finding(
			    epub, part, &list[i], "is the same place again");
	}
}

int
nc_pub_ncx(struct nc_pub *epub, size_t part, xmlNode *root,
    struct newsconv_error *error)
{
	struct places places = {0};
	const xmlNode *node;
	int result = NEWSCONV_OK;

	nc_grammar_check(epub, part, root, &grammar);
	for (node = root; node != NULL && result == NEWSCONV_OK;
	     node = nc_node_next(root, node)) {
		if (nc_node_is(node, "meta", NS_NCX))
			check_identifier(epub, part, node);
		else if (is_place(node))
			result = add_place(epub, &places, node, error);
	}
	if (result == NEWSCONV_OK)
		check_orders(epub, part, &places);
	return result;
}
