/*
 * The package document: metadata, manifest, spine.  Rules that hold for every
 * EPUB are here in code, since a grammar cannot say them or says them badly;
 * our own books are held against schemas/package.rng as well.
 */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "utf8.h"
#include "verify_epub.h"

#define NS_OPF "http://www.idpf.org/2007/opf"
#define NS_DC "http://purl.org/dc/elements/1.1/"

/* Chains are short; what takes more steps is a circle. */
enum { FALLBACKS_MAX = 64 };

struct package {
	struct nc_pub *epub;
	xmlNode *root;
	xmlNode *metadata;
	xmlNode *manifest;
	xmlNode *spine;
	struct newsconv_error *error;
};

static bool
is_opf(const xmlNode *node, const char *name)
{
	return nc_node_is(node, name, NS_OPF);
}

/* ----------------------------------------------------------------- metadata */

/* RFC 5646, 2.1, in rough: subtags of letters and digits, the first a word. */
static bool
language_tag(const char *tag)
{
	size_t length = 0, subtag = 0;

	for (; *tag != '\0'; tag++) {
		bool letter = (*tag >= 'a' && *tag <= 'z') ||
		    (*tag >= 'A' && *tag <= 'Z');
		bool number = *tag >= '0' && *tag <= '9';

		if (*tag == '-') {
			if (length == 0 || length > 8)
				return false;
			if (subtag == 0 && length == 1 && tag[-1] != 'x' &&
			    tag[-1] != 'i' && tag[-1] != 'X')
				return false;
			subtag++;
			length = 0;
			continue;
		}
		if (!letter && !(number && subtag > 0))
			return false;
		length++;
	}
	return length > (subtag == 0 ? 1 : 0) && length <= 8;
}

/* A zero stands for any digit, a plus for either sign. */
static bool
has_form(const char *text, const char *form)
{
	for (; *form != '\0'; form++, text++) {
		bool digit = *text >= '0' && *text <= '9';

		if (*form == '0'
			? !digit
			: *text != *form && !(*form == '+' && *text == '-'))
			return false;
	}
	return *text == '\0';
}

/* EPUB 3.3, 5.5.4: CCYY-MM-DDThh:mm:ssZ. */
static bool
modified_form(const char *text)
{
	return has_form(text, "0000-00-00T00:00:00Z");
}

/* W3CDTF; a time may lack its zone when the source had none. */
static bool
date_form(const char *text)
{
	static const char *const forms[] = {"0000", "0000-00", "0000-00-00",
	    "0000-00-00T00:00", "0000-00-00T00:00Z", "0000-00-00T00:00+00:00",
	    "0000-00-00T00:00:00", "0000-00-00T00:00:00Z",
	    "0000-00-00T00:00:00+00:00"};
	size_t i;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (has_form(text, forms[i]))
			return true;
	}
	return false;
}

struct counts {
	size_t identifiers, titles, languages, modified;
	bool unique;
};

static int
take_dc(struct package *package, const xmlNode *node, const char *unique,
    struct counts *counts)
{
	struct nc_pub *epub = package->epub;
	char *text = nc_node_text(node);
	const char *id = nc_node_attribute(node, "id", NULL);
	const char *name = (const char *)node->name;
	bool empty;

	if (text == NULL)
		return nc_error_memory(package->error);
	empty = text[0] == '\0';
	if (empty &&
	    (epub->version == 3 || strcmp(name, "identifier") == 0 ||
		strcmp(name, "title") == 0 || strcmp(name, "language") == 0))
		nc_pub_finding(epub, NC_EPUB_METADATA, epub->package,
		    xmlGetLineNo(node), "dc:%s is empty", name);
	if (strcmp(name, "identifier") == 0) {
		counts->identifiers++;
		if (unique != NULL && id != NULL && !counts->unique &&
		    nc_text_equals(nc_trim(nc_text(id)), unique)) {
			counts->unique = true;
			epub->identifier = nc_arena_copy(
			    epub->arena, text, strlen(text));
			if (epub->identifier == NULL) {
				free(text);
				return nc_error_memory(package->error);
			}
		}
	} else if (strcmp(name, "title") == 0) {
		counts->titles++;
	} else if (strcmp(name, "language") == 0) {
		counts->languages++;
		if (!empty && !language_tag(text))
			nc_pub_finding(epub, NC_EPUB_LANGUAGE, epub->package,
			    xmlGetLineNo(node), "\"%.100s\"", text);
	} else if (strcmp(name, "date") == 0 && !empty && !date_form(text)) {
		nc_pub_finding(epub,
		    epub->verify->options->own ? NC_XML_NOT_VALID
					       : NC_EPUB_DATE,
		    epub->package, xmlGetLineNo(node), "dc:date \"%.100s\"",
		    text);
	}
	free(text);
	return NEWSCONV_OK;
}

static int
take_meta(struct package *package, const xmlNode *node, struct counts *counts)
{
	struct nc_pub *epub = package->epub;
	const char *property = nc_pub_attribute(epub, node, "property");
	const char *refines = nc_pub_attribute(epub, node, "refines");
	char *text;

	if (epub->version == 3 && refines != NULL && refines[0] == '#') {
		struct nc_pub_reference reference = {
		    .from = epub->package,
		    .line = xmlGetLineNo(node),
		    .to = epub->package,
		    .fragment = refines + 1,
		    .code = NC_EPUB_REFINES,
		};
		int result = nc_pub_add_reference(
		    epub, &reference, package->error);

		if (result < 0)
			return result;
	}
	if (property == NULL || refines != NULL ||
	    strcmp(property, "dcterms:modified") != 0)
		return NEWSCONV_OK;
	counts->modified++;
	text = nc_node_text(node);
	if (text == NULL)
		return nc_error_memory(package->error);
	if (!modified_form(text))
		nc_pub_finding(epub, NC_EPUB_MODIFIED, epub->package,
		    xmlGetLineNo(node), "\"%.100s\"", text);
	free(text);
	return NEWSCONV_OK;
}

static void
check_counts(const struct package *package, const struct counts *counts,
    const char *unique)
{
	const struct nc_pub *epub = package->epub;
	long line = xmlGetLineNo(package->root);

	if (counts->identifiers == 0)
		nc_pub_finding(epub, NC_EPUB_METADATA, epub->package, line,
		    "there is no dc:identifier");
	if (counts->titles == 0)
		nc_pub_finding(epub, NC_EPUB_METADATA, epub->package, line,
		    "there is no dc:title");
	if (counts->languages == 0)
		nc_pub_finding(epub, NC_EPUB_METADATA, epub->package, line,
		    "there is no dc:language");
	if (!counts->unique)
		nc_pub_finding(epub, NC_EPUB_UNIQUE_ID, epub->package, line,
		    "unique-identifier is %s%.200s%s",
		    unique == NULL ? "missing" : "\"",
		    unique == NULL ? "" : unique, unique == NULL ? "" : "\"");
	if (epub->version == 3 && counts->modified != 1)
		nc_pub_finding(epub, NC_EPUB_MODIFIED, epub->package, line,
		    "there are %zu of them", counts->modified);
}

static int
check_metadata(struct package *package)
{
	const char *unique = nc_pub_attribute(
	    package->epub, package->root, "unique-identifier");
	struct counts counts = {0};
	const xmlNode *node = package->metadata;
	int result = NEWSCONV_OK;

	while (node != NULL && result == NEWSCONV_OK) {
		if (node->type == XML_ELEMENT_NODE && node->ns != NULL &&
		    strcmp((const char *)node->ns->href, NS_DC) == 0)
			result = take_dc(package, node, unique, &counts);
		else if (is_opf(node, "meta"))
			result = take_meta(package, node, &counts);
		node = nc_node_next(package->metadata, node);
	}
	if (result == NEWSCONV_OK)
		check_counts(package, &counts, unique);
	return result;
}

/* ----------------------------------------------------------------- manifest */

static int
take_href(struct package *package, struct nc_pub_item *item, const char *href)
{
	struct nc_pub *epub = package->epub;
	const char *base = nc_archive_entry(epub->archive, epub->package)->name;
	const char *path, *fragment;
	struct nc_pub_part *part;
	int result;

	switch (nc_pub_resolve(epub, base, href, &path, &fragment)) {
	case NC_EPUB_NO_MEMORY:
		return nc_error_memory(package->error);
	case NC_EPUB_REMOTE:
		item->url = href;
		return NEWSCONV_OK;
	case NC_EPUB_OUTSIDE:
		nc_pub_finding(epub, NC_EPUB_LEADS_OUT, epub->package,
		    item->line, "\"%.300s\"", href);
		return NEWSCONV_OK;
	case NC_EPUB_LOCAL:
		break;
	}
	result = nc_archive_find(
	    epub->archive, path, strlen(path), &item->part, package->error);
	if (result < 0)
		return result;
	if (fragment != NULL || item->part == epub->package) {
		nc_pub_finding(epub, NC_EPUB_ITEM_HREF, epub->package,
		    item->line, "\"%.300s\"", href);
		return NEWSCONV_OK;
	}
	if (item->part == SIZE_MAX) {
		nc_pub_finding(epub, NC_EPUB_ITEM_MISSING, epub->package,
		    item->line, "\"%.300s\"", path);
		return NEWSCONV_OK;
	}
	part = &epub->parts[item->part];
	if (part->listed)
		nc_pub_finding(epub, NC_EPUB_ITEM_TWICE, epub->package,
		    item->line, "\"%.300s\"", path);
	part->listed = true;
	part->item = epub->item_count;
	return NEWSCONV_OK;
}

static int
take_item(struct package *package, const xmlNode *node)
{
	struct nc_pub *epub = package->epub;
	const char *href = nc_pub_attribute(epub, node, "href");
	struct nc_pub_item *item;
	int result = NEWSCONV_OK;

	epub->items = nc_arena_grow(
	    epub->arena, epub->items, epub->item_count, sizeof(*epub->items));
	if (epub->items == NULL)
		return nc_error_memory(package->error);
	item = &epub->items[epub->item_count];
	memset(item, 0, sizeof(*item));
	item->part = SIZE_MAX;
	item->line = xmlGetLineNo(node);
	item->id = nc_pub_attribute(epub, node, "id");
	item->media_type = nc_pub_attribute(epub, node, "media-type");
	item->properties = nc_pub_attribute(epub, node, "properties");
	item->fallback = nc_pub_attribute(epub, node, "fallback");
	if (item->id == NULL || item->media_type == NULL || href == NULL)
		nc_pub_finding(epub, NC_EPUB_ITEM, epub->package, item->line,
		    "no %s",
		    item->id == NULL   ? "id"
			: href == NULL ? "href"
				       : "media-type");
	if (item->media_type == NULL)
		item->media_type = "";
	if (item->properties == NULL)
		item->properties = "";
	if (href != NULL)
		result = take_href(package, item, href);
	epub->item_count++;
	return result;
}

static int
compare_ids(const void *a, const void *b)
{
	const struct nc_pub_item *const *x = a, *const *y = b;

	return strcmp((*x)->id, (*y)->id);
}

static int
index_items(struct package *package)
{
	struct nc_pub *epub = package->epub;
	size_t i;

	epub->items_by_id = nc_arena_array(
	    epub->arena, epub->item_count, sizeof(*epub->items_by_id));
	if (epub->items_by_id == NULL)
		return nc_error_memory(package->error);
	for (i = 0; i < epub->item_count; i++) {
		if (epub->items[i].id != NULL)
			epub->items_by_id[epub->items_by_id_count++] =
			    &epub->items[i];
	}
	qsort(epub->items_by_id, epub->items_by_id_count,
	    sizeof(*epub->items_by_id), compare_ids);
	return NEWSCONV_OK;
}

static struct nc_pub_item *
find_item(const struct nc_pub *epub, const char *id)
{
	struct nc_pub_item key = {.id = id}, *wanted = &key, **found;

	if (id == NULL)
		return NULL;
	found = bsearch(&wanted, epub->items_by_id, epub->items_by_id_count,
	    sizeof(*epub->items_by_id), compare_ids);
	return found == NULL ? NULL : *found;
}

static bool
is_content_type(const char *type, int version)
{
	if (strcmp(type, "application/xhtml+xml") == 0)
		return true;
	if (version == 2)
		return strcmp(type, "application/x-dtbook+xml") == 0 ||
		    strcmp(type, "text/x-oeb1-document") == 0;
	return strcmp(type, "image/svg+xml") == 0;
}

/* Whether an item or one it falls back on can be read by every reader. */
static bool
has_content(const struct nc_pub *epub, const struct nc_pub_item *item)
{
	size_t steps = 0;

	while (item != NULL && steps++ < FALLBACKS_MAX) {
		if (is_content_type(item->media_type, epub->version))
			return true;
		item = find_item(epub, item->fallback);
	}
	return false;
}

static void
check_fallbacks(const struct nc_pub *epub)
{
	size_t i;

	for (i = 0; i < epub->item_count; i++) {
		const struct nc_pub_item *item = &epub->items[i];
		size_t steps = 0;

		while (item != NULL && item->fallback != NULL &&
		    steps++ < FALLBACKS_MAX)
			item = find_item(epub, item->fallback);
		if (item == NULL || item->fallback != NULL)
			nc_pub_finding(epub, NC_EPUB_FALLBACK, epub->package,
			    epub->items[i].line, "\"%.100s\"",
			    epub->items[i].fallback);
	}
}

static void
check_nav(const struct nc_pub *epub)
{
	size_t count = 0, i;

	if (epub->version != 3)
		return;
	for (i = 0; i < epub->item_count; i++) {
		const struct nc_pub_item *item = &epub->items[i];

		if (!nc_pub_has_word(item->properties, "nav"))
			continue;
		count++;
		if (strcmp(item->media_type, "application/xhtml+xml") != 0)
			nc_pub_finding(epub, NC_EPUB_NAV_TYPE, epub->package,
			    item->line, "\"%.100s\"", item->media_type);
	}
	if (count != 1)
		nc_pub_finding(epub, NC_EPUB_NAV_COUNT, epub->package, 0,
		    "%zu items have the property nav", count);
}

static int
read_manifest(struct package *package)
{
	const xmlNode *node;
	int result = NEWSCONV_OK;

	if (package->manifest != NULL)
		node = package->manifest->children;
	else
		node = NULL;
	for (; node != NULL && result == NEWSCONV_OK; node = node->next) {
		if (is_opf(node, "item"))
			result = take_item(package, node);
	}
	if (result == NEWSCONV_OK)
		result = index_items(package);
	if (result == NEWSCONV_OK) {
		check_fallbacks(package->epub);
		check_nav(package->epub);
	}
	return result;
}

/* -------------------------------------------------------------------- spine */

static void
take_itemref(struct package *package, const xmlNode *node, size_t *linear)
{
	struct nc_pub *epub = package->epub;
	const char *idref = nc_pub_attribute(epub, node, "idref");
	const char *flag = nc_pub_attribute(epub, node, "linear");
	struct nc_pub_item *item = find_item(epub, idref);
	long line = xmlGetLineNo(node);

	if (flag == NULL || strcmp(flag, "no") != 0)
		++*linear;
	if (item == NULL) {
		nc_pub_finding(epub, NC_EPUB_SPINE_IDREF, epub->package, line,
		    "\"%.200s\"", idref == NULL ? "" : idref);
		return;
	}
	if (item->in_spine)
		nc_pub_finding(epub, NC_EPUB_SPINE_TWICE, epub->package, line,
		    "\"%.200s\"", idref);
	item->in_spine = true;
	if (!has_content(epub, item))
		nc_pub_finding(epub, NC_EPUB_SPINE_TYPE, epub->package, line,
		    "\"%.200s\" is of the type \"%.100s\"", idref,
		    item->media_type);
}

static void
check_toc(struct package *package)
{
	struct nc_pub *epub = package->epub;
	const char *toc = nc_pub_attribute(epub, package->spine, "toc");
	const struct nc_pub_item *item = find_item(epub, toc);

	if (toc == NULL && epub->version == 3)
		return;
	if (item == NULL ||
	    strcmp(item->media_type, "application/x-dtbncx+xml") != 0)
		nc_pub_finding(epub, NC_EPUB_NCX, epub->package,
		    xmlGetLineNo(package->spine), "\"%.200s\"",
		    toc == NULL ? "" : toc);
}

static void
check_spine(struct package *package)
{
	struct nc_pub *epub = package->epub;
	size_t count = 0, linear = 0;
	const xmlNode *node = package->spine == NULL ? NULL
						     : package->spine->children;

	for (; node != NULL; node = node->next) {
		if (!is_opf(node, "itemref"))
			continue;
		count++;
		take_itemref(package, node, &linear);
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

/* ------------------------------------------------------------- the document */

static void
check_root(struct package *package)
{
	struct nc_pub *epub = package->epub;
	const char *version = nc_pub_attribute(epub, package->root, "version");
	xmlNode *node;

	if (!is_opf(package->root, "package"))
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
		if (is_opf(node, "metadata") && package->metadata == NULL)
			package->metadata = node;
		else if (is_opf(node, "manifest") && package->manifest == NULL)
			package->manifest = node;
		else if (is_opf(node, "spine") && package->spine == NULL)
			package->spine = node;
	}
}

static int
check_package(struct package *package)
{
	int result;

	check_root(package);
	result = check_metadata(package);
	if (result == NEWSCONV_OK)
		result = read_manifest(package);
	if (result < 0)
		return result;
	check_spine(package);
	nc_pub_layouts(package->epub, package->root);
	return nc_pub_collect_ids(package->epub, package->epub->package,
	    package->root, package->error);
}

int
nc_pub_package(struct nc_pub *epub, struct newsconv_error *error)
{
	const struct nc_archive_entry *entry = nc_archive_entry(
	    epub->archive, epub->package);
	struct package package = {.epub = epub, .error = error};
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
