/*
 * The manifest: each file of a publication once, with a type, and what reading
 * systems that do not know the type fall back on.
 */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "package_check.h"

/* Chains are short; what takes more steps is a circle. */
enum { FALLBACKS_MAX = 64 };

static int
take_href(
    struct nc_package *package, struct nc_pub_item *item, const char *href)
{
	struct nc_pub *epub = package->epub;
	const char *path, *fragment;
	struct nc_pub_part *part;
	int result;

	switch (
	    nc_package_resolve(package, item->line, href, &path, &fragment)) {
	case NC_EPUB_NO_MEMORY:
		return nc_error_memory(package->error);
	case NC_EPUB_REMOTE:
		if (strncmp(href, "data:", 5) == 0)
			nc_pub_finding(epub, NC_EPUB_DATA_URL, epub->package,
			    item->line, "\"%.100s\"", href);
		item->url = href;
		return NEWSCONV_OK;
	case NC_EPUB_OUTSIDE:
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

/* OPF 2.0.1, 2.3.1.2; it may stand before the item that it names. */
static void
check_style_fallback(const struct nc_package *package, const xmlNode *node)
{
	struct nc_pub *epub = package->epub;
	const char *id = nc_pub_attribute(epub, node, "fallback-style");
	const xmlNode *other = id == NULL ? NULL : nc_package_find(package, id);

	if (id != NULL && (other == NULL || !nc_is_opf(other, "item")))
		nc_pub_finding(epub, NC_EPUB_STYLE_FALLBACK, epub->package,
		    xmlGetLineNo(node), "\"%.100s\"", id);
}

static int
take_item(struct nc_package *package, const xmlNode *node)
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
	if (epub->version == 2)
		check_style_fallback(package, node);
	item->media_overlay = nc_pub_attribute(epub, node, "media-overlay");
	nc_properties_check(epub, epub->package, item->line, &package->prefixes,
	    NC_PROPERTY_ITEM, item->properties, true, item->media_type);
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
index_items(struct nc_package *package)
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

struct nc_pub_item *
nc_pub_find_item(const struct nc_pub *epub, const char *id)
{
	struct nc_pub_item key = {.id = id}, *wanted = &key, **found;

	if (id == NULL || epub->items_by_id_count == 0)
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
		    strcmp(type, "text/x-oeb1-document") == 0 ||
		    strcmp(type, "text/html") == 0;
	return strcmp(type, "image/svg+xml") == 0;
}

bool
nc_package_is_content(const struct nc_pub *epub, const char *type)
{
	return is_content_type(type, epub->version);
}

/* Whether an item or one it falls back on can be read by every reader. */
bool
nc_package_has_content(
    const struct nc_pub *epub, const struct nc_pub_item *item)
{
	size_t steps = 0;

	while (item != NULL && steps++ < FALLBACKS_MAX) {
		if (is_content_type(item->media_type, epub->version))
			return true;
		item = nc_pub_find_item(epub, item->fallback);
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
			item = nc_pub_find_item(epub, item->fallback);
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

/* EPUB 3.3, D.5: at most one item may have the property. */
static void
check_single(const struct nc_pub *epub, const char *property)
{
	size_t count = 0, i;

	for (i = 0; i < epub->item_count && epub->version == 3; i++) {
		if (nc_pub_has_word(epub->items[i].properties, property) &&
		    ++count == 2)
			nc_pub_finding(epub, NC_EPUB_PROPERTY_TWICE,
			    epub->package, epub->items[i].line, "\"%s\"",
			    property);
	}
}

/* EPUB 3.3, 9.3.5.2. */
static void
check_overlays(const struct nc_pub *epub)
{
	size_t i;

	for (i = 0; i < epub->item_count && epub->version == 3; i++) {
		const struct nc_pub_item *item = &epub->items[i];
		const struct nc_pub_item *overlay = nc_pub_find_item(
		    epub, item->media_overlay);

		if (item->media_overlay != NULL &&
		    (overlay == NULL ||
			strcmp(overlay->media_type, "application/smil+xml") !=
			    0))
			nc_pub_finding(epub, NC_EPUB_OVERLAY_ITEM,
			    epub->package, item->line, "\"%.100s\" is %.100s",
			    item->media_overlay,
			    overlay == NULL ? "no item" : overlay->media_type);
		if (item->media_overlay != NULL &&
		    strcmp(item->media_type, "application/xhtml+xml") != 0 &&
		    strcmp(item->media_type, "image/svg+xml") != 0)
			nc_pub_finding(epub, NC_EPUB_OVERLAY_ON, epub->package,
			    item->line, "an item of the type \"%.100s\"",
			    item->media_type);
	}
}

/* OPF 2.0.1, 1.3.7: what was before EPUB 2. */
static void
check_old_types(const struct nc_pub *epub)
{
	size_t i;

	for (i = 0; i < epub->item_count && epub->version == 2; i++) {
		const char *type = epub->items[i].media_type;
		bool html = strcmp(type, "text/html") == 0;

		if (html || strcmp(type, "text/x-oeb1-document") == 0 ||
		    strcmp(type, "text/x-oeb1-css") == 0)
			nc_pub_peer_finding(epub, NC_EPUB_OLD_TYPE,
			    html ? "OPF-035" : "OPF-037", epub->package,
			    epub->items[i].line, "\"%.100s\"", type);
	}
}

static bool
may_be_remote(const char *type)
{
	return strncmp(type, "audio/", 6) == 0 ||
	    strncmp(type, "video/", 6) == 0 || strncmp(type, "font/", 5) == 0 ||
	    strncmp(type, "application/font", 16) == 0 ||
	    strncmp(type, "application/x-font", 18) == 0 ||
	    strcmp(type, "application/vnd.ms-opentype") == 0 ||
	    strcmp(type, "application/x-shockwave-flash") == 0;
}

/*
 * EPUB 3.3, 3.6: what is not audio, video or a font is in the container.  Where
 * a document refers to it, what is said of that reference counts.
 */
static void
check_remote(
    const struct nc_pub *epub, const struct nc_pub_item *item, bool scripted)
{
	if (item->url == NULL || may_be_remote(item->media_type))
		return;
	if (item->in_spine || (!scripted && !item->used))
		nc_pub_finding(epub, NC_EPUB_REMOTE_ITEM, epub->package,
		    item->line, "\"%.300s\"", item->url);
}

/* EPUB 3.3, 5.7.2: what is not linear must be linked to. */
static void
check_reachable(
    const struct nc_pub *epub, const struct nc_pub_item *item, bool scripted)
{
	if (item->in_spine && item->not_linear && !item->linked)
		nc_pub_finding(epub,
		    scripted ? NC_EPUB_UNREACHED_SCRIPT : NC_EPUB_UNREACHED,
		    epub->package, item->line, "\"%.200s\"", item->id);
}

void
nc_pub_check_items(const struct nc_pub *epub)
{
	bool scripted = false;
	size_t i;

	if (epub->version != 3)
		return;
	for (i = 0; i < epub->item_count; i++)
		scripted |= nc_pub_has_word(
		    epub->items[i].properties, "scripted");
	for (i = 0; i < epub->item_count; i++) {
		check_remote(epub, &epub->items[i], scripted);
		check_reachable(epub, &epub->items[i], scripted);
	}
}

int
nc_package_manifest(struct nc_package *package)
{
	const xmlNode *node;
	int result = NEWSCONV_OK;

	if (package->manifest != NULL)
		node = package->manifest->children;
	else
		node = NULL;
	for (; node != NULL && result == NEWSCONV_OK; node = node->next) {
		if (nc_is_opf(node, "item"))
			result = take_item(package, node);
	}
	if (result == NEWSCONV_OK)
		result = index_items(package);
	if (result == NEWSCONV_OK) {
		check_fallbacks(package->epub);
		check_nav(package->epub);
		check_single(package->epub, "cover-image");
		check_single(package->epub, "data-nav");
		check_overlays(package->epub);
		check_old_types(package->epub);
	}
	return result;
}
