/*
 * The package document as a whole: its root, its spine, guide and collections,
 * and the order in which its parts are looked at.  Our own books are held
 * against schemas/package.rng as well.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "error.h"
#include "bcp47.h"
#include "package_check.h"
#include "url_parse.h"
#include "utf8.h"
#include "xml_grammar.h"

static const struct nc_grammar_rule rules3[] = {
#define ELEMENT(name, parents, least, most, order, content, attributes) \
	{NC_NS_OPF, #name, parents, least, most, order, NC_GRAMMAR_##content, \
	    attributes},
#include "package_elements.def"
#undef ELEMENT
#define ELEMENT(name, parents, least, most, order, content, attributes) \
	{NC_NS_DC, #name, parents, least, most, order, NC_GRAMMAR_##content, \
	    attributes},
#include "package_dc.def"
#undef ELEMENT
};

static const struct nc_grammar_rule rules2[] = {
#define ELEMENT(name, parents, least, most, order, content, attributes) \
	{NC_NS_OPF, #name, parents, least, most, order, NC_GRAMMAR_##content, \
	    attributes},
#include "package2_elements.def"
#undef ELEMENT
#define ELEMENT(name, parents, least, most, order, content, attributes) \
	{NC_NS_DC, #name, parents, least, most, order, NC_GRAMMAR_##content, \
	    attributes},
#include "package2_dc.def"
#undef ELEMENT
};

static const struct nc_grammar grammar3 = {
    rules3, sizeof(rules3) / sizeof(rules3[0]), "EPUB 3.3, 5", false, false};
static const struct nc_grammar grammar2 = {
    rules2, sizeof(rules2) / sizeof(rules2[0]), "OPF 2.0.1, 2", true, false};

/* --------------------------------------------------------------------- ids */

static int
compare_ids(const void *a, const void *b)
{
	const struct nc_package_id *x = a, *y = b;

	return strcmp(x->id, y->id);
}

static int
index_ids(struct nc_package *package)
{
	struct nc_pub *epub = package->epub;
	xmlNode *node;

	for (node = package->root; node != NULL;
	     node = nc_node_next(package->root, node)) {
		const char *id = node->type == XML_ELEMENT_NODE
		    ? nc_pub_attribute(epub, node, "id")
		    : NULL;

		if (id == NULL)
			continue;
		package->ids = nc_arena_grow(epub->arena, package->ids,
		    package->id_count, sizeof(*package->ids));
		if (package->ids == NULL)
			return nc_error_memory(package->error);
		package->ids[package->id_count].id = id;
		package->ids[package->id_count++].node = node;
	}
	if (package->id_count > 0)
		qsort(package->ids, package->id_count, sizeof(*package->ids),
		    compare_ids);
	return NEWSCONV_OK;
}

const xmlNode *
nc_package_find(const struct nc_package *package, const char *id)
{
	struct nc_package_id key = {.id = id};
	const struct nc_package_id *found = NULL;

	if (package->id_count > 0)
		found = bsearch(&key, package->ids, package->id_count,
		    sizeof(*package->ids), compare_ids);
	return found == NULL ? NULL : found->node;
}

enum nc_pub_target
nc_package_resolve(struct nc_package *package, long line, const char *href,
    const char **path, const char **fragment)
{
	struct nc_pub *epub = package->epub;
	const char *base = nc_archive_entry(epub->archive, epub->package)->name;
	enum nc_pub_target target = nc_pub_resolve(
	    epub, base, href, path, fragment);
	struct nc_url url;

	nc_url_parse(&url, href);
	if (url.fault != NULL && url.fault[0] != '\0' &&
	    strncasecmp(href, "file:", 5) != 0)
		nc_pub_finding(epub, NC_URL_INVALID, epub->package, line,
		    "\"%.300s\": %s", href, url.fault);
	if (strncasecmp(href, "file:", 5) == 0)
		nc_pub_finding(epub, NC_EPUB_FILE_URL, epub->package, line,
		    "\"%.300s\"", href);
	else if (target == NC_EPUB_OUTSIDE)
		nc_pub_finding(epub, NC_EPUB_LEADS_OUT, epub->package, line,
		    "\"%.300s\"", href);
	else if (target == NC_EPUB_LOCAL && href[strcspn(href, "?#")] == '?')
		nc_pub_finding(epub, NC_EPUB_QUERY, epub->package, line,
		    "\"%.300s\"", href);
	return target;
}

/* -------------------------------------------------------------------- spine */

/* EPUB 3.3, 8.2: of these the spine may set one for an item. */
static const char *const overrides[][6] = {
    {"rendition:flow-paginated", "rendition:flow-scrolled-continuous",
	"rendition:flow-scrolled-doc", "rendition:flow-auto"},
    {"rendition:layout-reflowable", "rendition:layout-pre-paginated"},
    {"rendition:orientation-landscape", "rendition:orientation-portrait",
	"rendition:orientation-auto"},
    {"page-spread-right", "page-spread-left", "rendition:page-spread-center"},
    {"rendition:spread-portrait", "rendition:spread-landscape",
	"rendition:spread-both", "rendition:spread-none",
	"rendition:spread-auto"},
};

static void
check_overrides(
    const struct nc_package *package, long line, const char *properties)
{
	const struct nc_pub *epub = package->epub;
	size_t i, j;

	nc_properties_check(epub, epub->package, line, &package->prefixes,
	    NC_PROPERTY_ITEMREF, properties, true, NULL);
	for (i = 0; i < sizeof(overrides) / sizeof(overrides[0]); i++) {
		unsigned count = 0;

		for (j = 0; overrides[i][j] != NULL; j++)
			count += nc_pub_has_word(properties, overrides[i][j]);
		if (count > 1)
			nc_pub_finding(epub, NC_EPUB_OVERRIDES, epub->package,
			    line, "\"%.300s\"", properties);
	}
}

static void
take_itemref(struct nc_package *package, const xmlNode *node, size_t *linear,
    size_t position)
{
	struct nc_pub *epub = package->epub;
	const char *idref = nc_pub_attribute(epub, node, "idref");
	const char *flag = nc_pub_attribute(epub, node, "linear");
	struct nc_pub_item *item = nc_pub_find_item(epub, idref);
	const char *properties = nc_pub_attribute(epub, node, "properties");
	long line = xmlGetLineNo(node);

	if (properties != NULL && epub->version == 3)
		check_overrides(package, line, properties);
	if (flag == NULL || strcmp(flag, "no") != 0)
		++*linear;
	else if (item != NULL)
		item->not_linear = true;
	if (item == NULL) {
		nc_pub_finding(epub, NC_EPUB_SPINE_IDREF, epub->package, line,
		    "\"%.200s\"", idref == NULL ? "" : idref);
		return;
	}
	if (item->in_spine)
		nc_pub_finding(epub, NC_EPUB_SPINE_TWICE, epub->package, line,
		    "\"%.200s\"", idref);
	item->in_spine = true;
	if (item->spine_position == 0)
		item->spine_position = position;
	if (!nc_package_has_content(epub, item))
		nc_pub_finding(epub, NC_EPUB_SPINE_TYPE, epub->package, line,
		    "\"%.200s\" is of the type \"%.100s\"", idref,
		    item->media_type);
}

static bool
has_ncx(const struct nc_pub *epub)
{
	size_t i;

	for (i = 0; i < epub->item_count; i++) {
		if (strcmp(epub->items[i].media_type,
			"application/x-dtbncx+xml") == 0)
			return true;
	}
	return false;
}

static void
check_toc(struct nc_package *package)
{
	struct nc_pub *epub = package->epub;
	const char *toc = nc_pub_attribute(epub, package->spine, "toc");
	const struct nc_pub_item *item = nc_pub_find_item(epub, toc);

	if (toc == NULL && epub->version == 3) {
		if (has_ncx(epub))
			nc_pub_finding(epub, NC_EPUB_NCX, epub->package,
			    xmlGetLineNo(package->spine),
			    "no toc, but there is an NCX");
		return;
	}
	if (item == NULL ||
	    strcmp(item->media_type, "application/x-dtbncx+xml") != 0)
		nc_pub_finding(epub, NC_EPUB_NCX, epub->package,
		    xmlGetLineNo(package->spine), "\"%.200s\"",
		    toc == NULL ? "" : toc);
}

static void
check_spine(struct nc_package *package)
{
	struct nc_pub *epub = package->epub;
	size_t count = 0, linear = 0;
	const xmlNode *node = package->spine == NULL ? NULL
						     : package->spine->children;

	for (; node != NULL; node = node->next) {
		if (!nc_is_opf(node, "itemref"))
			continue;
		count++;
		take_itemref(package, node, &linear, count);
	}
	if (count == 0)
		nc_pub_finding(epub, NC_EPUB_SPINE_EMPTY, epub->package, 0,
		    package->spine == NULL ? "there is no spine"
					   : "no itemref");
	else if (linear == 0)
		nc_pub_finding(epub, NC_EPUB_SPINE_LINEAR, epub->package,
		    xmlGetLineNo(package->spine), "linear=\"no\" everywhere");
	if (package->spine != NULL)
		check_toc(package);
}

/* ---------------------------------------------------- guide and collections */

/* Another reference of the same type to the same place. */
static bool
is_repeated(const xmlNode *node, const char *type, const char *href)
{
	const xmlNode *before = node->prev;

	for (; before != NULL; before = before->prev) {
		const char *other, *place;

		if (!nc_is_opf(before, "reference"))
			continue;
		other = nc_node_attribute(before, "type", NULL);
		place = nc_node_attribute(before, "href", NULL);
		if (other != NULL && place != NULL && type != NULL &&
		    strcasecmp(other, type) == 0 &&
		    strcasecmp(place, href) == 0)
			return true;
	}
	return false;
}

static int
check_reference(struct nc_package *package, const xmlNode *node)
{
	struct nc_pub *epub = package->epub;
	const char *href = nc_pub_attribute(epub, node, "href");
	const char *type = nc_pub_attribute(epub, node, "type");
	const char *path, *fragment;
	struct nc_pub_reference reference = {.from = epub->package,
	    .line = xmlGetLineNo(node),
	    .to = SIZE_MAX,
	    .code = NC_EPUB_FRAGMENT};
	enum nc_pub_target target;
	const struct nc_pub_item *item;
	int result = NEWSCONV_OK;

	if (href == NULL)
		return NEWSCONV_OK;
	if (is_repeated(node, type, href))
		nc_pub_finding(epub, NC_EPUB_GUIDE_TWICE, epub->package,
		    reference.line, "\"%.100s\" to \"%.300s\"", type, href);
	target = nc_package_resolve(
	    package, reference.line, href, &path, &fragment);
	if (target == NC_EPUB_NO_MEMORY)
		return nc_error_memory(package->error);
	if (target == NC_EPUB_LOCAL)
		result = nc_archive_find(epub->archive, path, strlen(path),
		    &reference.to, package->error);
	if (result < 0)
		return result;
	if (reference.to == SIZE_MAX || !epub->parts[reference.to].listed) {
		nc_pub_finding(epub, NC_EPUB_GUIDE_UNLISTED, epub->package,
		    reference.line, "\"%.300s\"", href);
		return NEWSCONV_OK;
	}
	item = &epub->items[epub->parts[reference.to].item];
	if (!nc_package_is_content(epub, item->media_type))
		nc_pub_finding(epub, NC_EPUB_GUIDE_TYPE, epub->package,
		    reference.line, "\"%.300s\" is \"%.100s\"", href,
		    item->media_type);
	reference.fragment = fragment;
	if (fragment == NULL)
		return NEWSCONV_OK;
	return nc_pub_add_reference(epub, &reference, package->error);
}

static void
check_binding(const struct nc_package *package, const xmlNode *node)
{
	struct nc_pub *epub = package->epub;
	const char *handler = nc_pub_attribute(epub, node, "handler");
	const struct nc_pub_item *item = nc_pub_find_item(epub, handler);
	long line = xmlGetLineNo(node);

	if (item == NULL ||
	    strcmp(item->media_type, "application/xhtml+xml") != 0)
		nc_pub_finding(epub, NC_EPUB_HANDLER, epub->package, line,
		    "\"%.100s\"", handler == NULL ? "" : handler);
	else if (!nc_pub_has_word(item->properties, "scripted"))
		nc_pub_finding(epub, NC_EPUB_HANDLER_SCRIPT, epub->package,
		    line, "\"%.100s\"", handler);
}

/* EPUB 3.3, 5.8, and the role of a manifest of a collection. */
static void
check_collection(const struct nc_package *package, const xmlNode *node)
{
	struct nc_pub *epub = package->epub;
	const char *role = nc_pub_attribute(epub, node, "role");

	if (role != NULL && nc_pub_has_word(role, "manifest") &&
	    !nc_is_opf(node->parent, "collection"))
		nc_pub_finding(epub, NC_EPUB_COLLECTION, epub->package,
		    xmlGetLineNo(node),
		    "a manifest that is not within a collection");
	for (node = node->children; node != NULL; node = node->next) {
		if (nc_is_opf(node, "collection") || nc_is_opf(node, "link"))
			return;
	}
	nc_pub_finding(epub, NC_EPUB_COLLECTION, epub->package, 0,
	    "a collection of nothing");
}

/* Languages of all elements; an empty one says that it is not known. */
static void
check_languages(const struct nc_package *package, const xmlNode *node)
{
	const struct nc_pub *epub = package->epub;
	const char *tags[] = {nc_node_attribute(node, "lang",
				  "http://www.w3.org/XML/1998/namespace"),
	    nc_is_opf(node, "link") ? nc_node_attribute(node, "hreflang", NULL)
				    : NULL};
	size_t i;

	for (i = 0; i < 2 && epub->version == 3; i++) {
		if (tags[i] != NULL && tags[i][0] != '\0' &&
		    !nc_bcp47_tag(tags[i]))
			nc_pub_finding(epub, NC_EPUB_LANGUAGE, epub->package,
			    xmlGetLineNo(node), "\"%.100s\"", tags[i]);
	}
}

static int
check_rest(struct nc_package *package)
{
	xmlNode *node;
	int result = NEWSCONV_OK;

	for (node = package->root; node != NULL && result == NEWSCONV_OK;
	     node = nc_node_next(package->root, node)) {
		if (node->type != XML_ELEMENT_NODE)
			continue;
		check_languages(package, node);
		if (nc_is_opf(node, "reference"))
			result = check_reference(package, node);
		else if (nc_is_opf(node, "mediaType"))
			check_binding(package, node);
		else if (nc_is_opf(node, "bindings"))
			nc_pub_finding(package->epub, NC_EPUB_BINDINGS,
			    package->epub->package, xmlGetLineNo(node),
			    "bindings");
		else if (nc_is_opf(node, "collection"))
			check_collection(package, node);
	}
	return result;
}

/* ------------------------------------------------------------- the document */

static void
check_root(struct nc_package *package)
{
	struct nc_pub *epub = package->epub;
	const char *version = nc_node_attribute(package->root, "version", NULL);
	xmlNode *node;

	if (!nc_is_opf(package->root, "package"))
		nc_pub_finding(epub, NC_XML_ROOT, epub->package,
		    xmlGetLineNo(package->root),
		    "the root element is %.100s, not package",
		    (const char *)package->root->name);
	if (version != NULL && strcmp(version, "2.0") == 0)
		epub->version = 2;
	else if (version != NULL && strcmp(version, "3.0") == 0)
		epub->version = 3;
	else
		nc_pub_finding(epub, NC_EPUB_VERSION, epub->package,
		    xmlGetLineNo(package->root), "version \"%.50s\"",
		    version == NULL ? "" : version);
	for (node = package->root->children; node != NULL; node = node->next) {
		if (nc_is_opf(node, "metadata") && package->metadata == NULL)
			package->metadata = node;
		else if (nc_is_opf(node, "manifest") &&
		    package->manifest == NULL)
			package->manifest = node;
		else if (nc_is_opf(node, "spine") && package->spine == NULL)
			package->spine = node;
	}
}

static int
check_package(struct nc_package *package)
{
	struct nc_pub *epub = package->epub;
	int result;

	check_root(package);
	nc_grammar_check(epub, epub->package, package->root,
	    epub->version == 2 ? &grammar2 : &grammar3);
	result = index_ids(package);
	if (result == NEWSCONV_OK && epub->version == 3)
		result = nc_prefixes_read(epub, epub->package,
		    xmlGetLineNo(package->root),
		    nc_node_attribute(package->root, "prefix", NULL),
		    &package->prefixes, package->error);
	if (result == NEWSCONV_OK)
		result = nc_package_metadata(package);
	if (result == NEWSCONV_OK)
		result = nc_package_manifest(package);
	if (result < 0)
		return result;
	check_spine(package);
	nc_pub_layouts(epub, package->root);
	result = nc_package_refines(package);
	if (result == NEWSCONV_OK)
		result = nc_package_links(package);
	if (result == NEWSCONV_OK)
		result = check_rest(package);
	if (result < 0)
		return result;
	return nc_pub_collect_ids(package->epub, package->epub->package,
	    package->root, package->error);
}

int
nc_pub_package(struct nc_pub *epub, struct newsconv_error *error)
{
	const struct nc_archive_entry *entry = nc_archive_entry(
	    epub->archive, epub->package);
	struct nc_package package = {.epub = epub, .error = error};
	xmlDoc *document = NULL;
	int result = nc_pub_parse(epub, epub->package, &document, error);

	if (result < 0)
		return result;
	if (document == NULL) {
		epub->package = SIZE_MAX; /* nothing can be held against it */
		return NEWSCONV_OK;
	}
	package.root = xmlDocGetRootElement(document);
	result = check_package(&package);
	if (result == NEWSCONV_OK && epub->verify->options->own)
		result = nc_xml_validate(epub->verify, entry->name,
		    entry->offset, document, NC_SCHEMA_PACKAGE, error);
	xmlFreeDoc(document);
	return result;
}
