/*
 * Expressions of the metadata that are about others: what may refine what, how
 * often, with which values (metadata_rules.def); that the chains end.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "package_check.h"
#include "smil_clock.h"
#include "utf8.h"

enum { ONCE = 1, PRIMARY = 2, CHAIN_MAX = 64, TOLERANCE = 1000 };

static const struct rule {
	const char *property;
	unsigned flags;
	const char *targets;
	const char *values;
} rules[] = {
#define META_RULE(property, flags, targets, values) \
	{property, flags, targets, values},
#include "metadata_rules.def"
#undef META_RULE
};

enum { RULES = sizeof(rules) / sizeof(rules[0]) };

struct expression {
	const xmlNode *node;
	size_t rule; /* RULES: none */
	const char *property;
	const char *refines; /* the id, "" for the publication */
	bool by_id;          /* it was "#" and the id */
	char *text;          /* in the arena */
};

struct expressions {
	struct nc_package *package;
	struct expression *list;
	size_t count;
};

static void
report(const struct expressions *all, enum nc_finding_code code,
    const xmlNode *node, const char *what, const char *text)
{
	const struct nc_pub *epub = all->package->epub;

	nc_pub_finding(epub, code, epub->package, xmlGetLineNo(node),
	    "%s %.200s", what, text);
}

static size_t
find_rule(const char *property)
{
	size_t i = 0;

	while (i < RULES && strcmp(rules[i].property, property) != 0)
		i++;
	return i;
}

/* ---------------------------------------------------------------- gathering */

static int
take(struct expressions *all, const xmlNode *node)
{
	struct nc_pub *epub = all->package->epub;
	const char *property = nc_pub_attribute(epub, node, "property");
	const char *refines = nc_pub_attribute(epub, node, "refines");
	struct expression *new;
	char *text;

	if (property == NULL)
		return NEWSCONV_OK;
	all->list = nc_arena_grow(
	    epub->arena, all->list, all->count, sizeof(*all->list));
	text = nc_node_text(node);
	if (all->list == NULL || text == NULL) {
		free(text);
		return nc_error_memory(all->package->error);
	}
	new = &all->list[all->count++];
	new->node = node;
	new->property = property;
	new->rule = find_rule(property);
	new->by_id = refines != NULL &&refines[0] == '#';
	new->refines = refines == NULL ? ""
	    : refines[0] == '#'        ? refines + 1
				       : refines;
	new->text = nc_arena_copy(epub->arena, text, strlen(text));
	free(text);
	return new->text == NULL ? nc_error_memory(all->package->error)
				 : NEWSCONV_OK;
}

/* ------------------------------------------------------------ one expression */

/* Whether what it refines is one of the targets. */
static bool
target_fits(
    const struct expressions *all, const char *targets, const xmlNode *target)
{
	const char *property;
	char wanted[128];

	if (target == NULL)
		return false;
	if (target->ns != NULL &&
	    strcmp((const char *)target->ns->href, NC_NS_DC) == 0)
		return nc_pub_has_word(targets, (const char *)target->name);
	property = nc_pub_attribute(all->package->epub, target, "property");
	if (property == NULL)
		return false;
	snprintf(wanted, sizeof(wanted), "@%s", property);
	return nc_pub_has_word(targets, wanted);
}

static bool
in_values(const char *values, const char *text)
{
	size_t size = strlen(text);

	while (*values != '\0') {
		size_t length = strcspn(values, "|");

		if (length == size && memcmp(values, text, size) == 0)
			return true;
		values += length + (values[length] == '|');
	}
	return false;
}

static void
check_target(const struct expressions *all, const struct expression *one)
{
	const struct rule *rule = &rules[one->rule];
	const char *targets = rule->targets;
	bool maybe = targets[0] == '?';

	if ((rule->flags & PRIMARY) != 0 && one->refines[0] != '\0')
		report(all, NC_EPUB_META_PRIMARY, one->node, one->property,
		    "refines something");
	targets += maybe;
	if (targets[0] == '\0' || (maybe && one->refines[0] == '\0'))
		return;
	if (!one->by_id ||
	    !target_fits(
		all, targets, nc_package_find(all->package, one->refines)))
		report(all, NC_EPUB_META_TARGET, one->node, one->property,
		    one->refines[0] == '\0' ? "refines nothing" : one->refines);
}

/* "width=600, height=800" in either order. */
static bool
is_viewport(const char *text)
{
	unsigned seen = 0;

	for (;;) {
		size_t digits;

		if (strncmp(text, "width=", 6) == 0 && (seen & 1) == 0) {
			seen |= 1;
			text += 6;
		} else if (strncmp(text, "height=", 7) == 0 &&
		    (seen & 2) == 0) {
			seen |= 2;
			text += 7;
		} else {
			return false;
		}
		digits = strspn(text, "0123456789");
		text += digits;
		if (digits == 0)
			return false;
		if (*text == '\0')
			return seen == 3;
		if (*text != ',')
			return false;
		text += 1 + strspn(text + 1, " ");
	}
}

static void
check_value(const struct expressions *all, const struct expression *one)
{
	const struct rule *rule = &rules[one->rule];
	uint64_t clock;
	bool right = true;

	if (rule->values[0] != '\0')
		right = in_values(rule->values, one->text);
	else if (strcmp(rule->property, "media:duration") == 0)
		right = nc_smil_clock(one->text, &clock);
	else if (strcmp(rule->property, "rendition:viewport") == 0)
		right = is_viewport(one->text);
	else if ((rule->flags & PRIMARY) != 0) /* the classes: one word */
		right = one->text[strcspn(one->text, " \t\r\n")] == '\0';
	if ((rule->flags & PRIMARY) != 0 &&
	    strncmp(rule->property, "media:", 6) == 0)
		all->package->epub->active_class = one->text;
	if (!right)
		report(all, NC_EPUB_META_VALUE, one->node, one->property,
		    one->text);
	if (strcmp(rule->property, "rendition:spread") == 0 &&
	    strcmp(one->text, "portrait") == 0)
		report(all, NC_EPUB_PROPERTY_DEPRECATED, one->node,
		    one->property, one->text);
}

/* ------------------------------------------------------------- all together */

static int
compare_expressions(const void *a, const void *b)
{
	const struct expression *x = a, *y = b;
	int order = strcmp(x->property, y->property);

	if (order == 0)
		order = strcmp(x->refines, y->refines);
	if (order == 0)
		order = xmlGetLineNo(x->node) < xmlGetLineNo(y->node) ? -1
		    : xmlGetLineNo(x->node) > xmlGetLineNo(y->node)   ? 1
								      : 0;
	return order;
}

static bool
same(const struct expression *x, const struct expression *y)
{
	return strcmp(x->property, y->property) == 0 &&
	    strcmp(x->refines, y->refines) == 0;
}

/* The expression, in a sorted list. */
static bool
has(const struct expressions *all, const char *property, const char *refines)
{
	struct expression key = {.property = property, .refines = refines};
	size_t low = 0, high = all->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct expression *one = &all->list[middle];
		int order = strcmp(one->property, key.property);

		if (order == 0)
			order = strcmp(one->refines, key.refines);
		if (order == 0)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

static void
check_once(const struct expressions *all)
{
	size_t i;

	for (i = 1; i < all->count; i++) {
		const struct expression *one = &all->list[i];

		if (one->rule < RULES && (rules[one->rule].flags & ONCE) != 0 &&
		    same(one - 1, one))
			report(all, NC_EPUB_META_TWICE, one->node,
			    one->property,
			    one->refines[0] == '\0' ? "is there twice"
						    : one->refines);
	}
}

/* EPUB 3.3, D.3.2 and D.3.14: neither without the other. */
static void
check_pairs(const struct expressions *all)
{
	size_t i;

	for (i = 0; i < all->count; i++) {
		const struct expression *one = &all->list[i];

		if (strcmp(one->property, "authority") == 0 &&
		    !has(all, "term", one->refines))
			report(all, NC_EPUB_META_PAIR, one->node, "no term for",
			    one->refines);
		if (strcmp(one->property, "term") == 0 &&
		    !has(all, "authority", one->refines))
			report(all, NC_EPUB_META_PAIR, one->node,
			    "no authority for", one->refines);
	}
}

/* EPUB 3.3, 5.5.4: what refines must not lead back to itself. */
static void
check_cycles(const struct expressions *all)
{
	const struct nc_package *package = all->package;
	size_t i;

	for (i = 0; i < all->count; i++) {
		const char *id = all->list[i].refines;
		unsigned steps = 0;

		while (id != NULL && id[0] != '\0' && steps < CHAIN_MAX) {
			const xmlNode *node = nc_package_find(package, id);

			id = node == NULL
			    ? NULL
			    : nc_pub_attribute(package->epub, node, "refines");
			if (id != NULL)
				id += id[0] == '#';
			steps++;
		}
		if (steps == CHAIN_MAX) {
			report(all, NC_EPUB_REFINES_CYCLE, all->list[i].node,
			    "#", all->list[i].refines);
			return;
		}
	}
}

/* ----------------------------------------------------------- media overlays */

/* EPUB 3.3, 9.3.6.1: durations of the whole and of each overlay. */
static void
check_durations(const struct expressions *all)
{
	const struct nc_pub *epub = all->package->epub;
	uint64_t total = 0, sum = 0;
	bool stated = false;
	size_t i;

	for (i = 0; i < all->count; i++) {
		const struct expression *one = &all->list[i];
		uint64_t clock;

		if (strcmp(one->property, "media:duration") != 0 ||
		    !nc_smil_clock(one->text, &clock))
			continue;
		if (one->refines[0] != '\0')
			sum += clock;
		else if (!stated)
			total = clock;
		stated |= one->refines[0] == '\0';
	}
	if (stated && (total > sum ? total - sum : sum - total) > TOLERANCE)
		nc_pub_finding(epub, NC_EPUB_DURATION_SUM, epub->package, 0,
		    "%llu ms in all, %llu ms of all overlays",
		    (unsigned long long)total, (unsigned long long)sum);
}

static void
check_overlay_items(const struct expressions *all)
{
	const struct nc_pub *epub = all->package->epub;
	bool any = false;
	size_t i;

	for (i = 0; i < epub->item_count; i++) {
		const struct nc_pub_item *item = &epub->items[i];

		if (item->media_overlay == NULL)
			continue;
		any = true;
		if (!has(all, "media:duration", item->media_overlay))
			nc_pub_finding(epub, NC_EPUB_DURATION, epub->package,
			    item->line, "no media:duration refines \"%.200s\"",
			    item->media_overlay);
	}
	if (any && !has(all, "media:duration", ""))
		nc_pub_finding(epub, NC_EPUB_DURATION, epub->package,
		    xmlGetLineNo(all->package->metadata),
		    "no media:duration of the whole");
}

/* The expressions of one metadata element. */
static int
check_metadata(struct nc_package *package, const xmlNode *metadata)
{
	struct expressions all = {.package = package};
	const xmlNode *node = metadata->children;
	int result = NEWSCONV_OK;
	size_t i;

	for (; node != NULL && result == NEWSCONV_OK; node = node->next) {
		if (nc_is_opf(node, "meta"))
			result = take(&all, node);
	}
	if (result < 0)
		return result;
	for (i = 0; i < all.count; i++) {
		if (all.list[i].rule == RULES)
			continue;
		check_target(&all, &all.list[i]);
		check_value(&all, &all.list[i]);
	}
	if (all.count > 0)
		qsort(all.list, all.count, sizeof(*all.list),
		    compare_expressions);
	check_once(&all);
	check_pairs(&all);
	if (metadata != package->metadata)
		return NEWSCONV_OK;
	check_cycles(&all);
	check_durations(&all);
	check_overlay_items(&all);
	return NEWSCONV_OK;
}

static bool
is_within(const xmlNode *node, const xmlNode *outer)
{
	while (node != NULL && node != outer)
		node = node->parent;
	return node != NULL;
}

/* EPUB 3.3, 5.8: metadata of a collection are about what is in it. */
static void
check_collection(struct nc_package *package, const xmlNode *collection)
{
	struct nc_pub *epub = package->epub;
	const xmlNode *node;

	for (node = collection; node != NULL;
	     node = nc_node_next(collection, node)) {
		const char *refines = node->type == XML_ELEMENT_NODE
		    ? nc_pub_attribute(epub, node, "refines")
		    : NULL;

		if (nc_is_opf(node, "meta"))
			nc_properties_check(epub, epub->package,
			    xmlGetLineNo(node), &package->prefixes,
			    NC_PROPERTY_META,
			    nc_pub_attribute(epub, node, "property"), false,
			    NULL);
		if (refines != NULL &&
		    (refines[0] != '#' ||
			!is_within(
			    nc_package_find(package, refines + 1), collection)))
			nc_pub_finding(epub, NC_EPUB_COLLECTION_REFINES,
			    epub->package, xmlGetLineNo(node), "\"%.200s\"",
			    refines);
	}
}

int
nc_package_refines(struct nc_package *package)
{
	const xmlNode *node;
	int result = NEWSCONV_OK;

	if (package->epub->version != 3)
		return NEWSCONV_OK;
	for (node = package->root; node != NULL && result == NEWSCONV_OK;
	     node = nc_node_next(package->root, node)) {
		if (nc_is_opf(node, "metadata") && node->parent != NULL)
			result = check_metadata(package, node);
		else if (nc_is_opf(node, "collection") &&
		    node->parent == package->root)
			check_collection(package, node);
	}
	return result;
}
