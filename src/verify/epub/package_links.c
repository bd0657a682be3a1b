/*
 * link elements: resources that are about a publication and not of it (EPUB
 * 3.3, 5.5.7), in the metadata and in collections.
 */
#include <string.h>

#include "error.h"
#include "package_check.h"

struct link {
	struct nc_package *package;
	const xmlNode *node;
	long line;
	bool collection; /* not of the whole */
	const char *rel;
	const char *media_type;
	const char *refines;
};

static void
report(const struct link *link, enum nc_finding_code code, const char *text)
{
	const struct nc_pub *epub = link->package->epub;

	nc_pub_finding(
	    epub, code, epub->package, link->line, "\"%.300s\"", text);
}

/* EPUB 3.3, D.4: what some relations ask for. */
static void
check_relation(const struct link *link, bool local)
{
	bool record = nc_pub_has_word(link->rel, "record");
	bool voicing = nc_pub_has_word(link->rel, "voicing");

	if (link->media_type == NULL && local && !link->collection)
		report(link, NC_EPUB_LINK_TYPE, link->rel);
	else if (link->media_type == NULL && (record || voicing))
		report(link, NC_EPUB_LINK_REL_TYPE, link->rel);
	if (voicing && link->media_type != NULL &&
	    strncmp(link->media_type, "audio/", 6) != 0)
		report(link, NC_EPUB_LINK_VOICING, link->media_type);
	if (voicing && link->refines == NULL)
		report(link, NC_EPUB_LINK_REFINES, "voicing without refines");
	if (record && link->refines != NULL)
		report(link, NC_EPUB_LINK_REFINES, "record with refines");
	if (nc_pub_has_word(link->rel, "alternate") &&
	    link->rel[strcspn(link->rel, " \t\r\n")] != '\0')
		report(link, NC_EPUB_LINK_ALTERNATE, link->rel);
}

static int
check_local(const struct link *link, const char *path, const char *fragment)
{
	struct nc_pub *epub = link->package->epub;
	size_t part;
	int result = nc_archive_find(
	    epub->archive, path, strlen(path), &part, link->package->error);

	if (result < 0)
		return result;
	/* Linked resources need no manifest item (EPUB 3.3, 5.5.7). */
	if (part != SIZE_MAX && !link->collection)
		epub->parts[part].related = true;
	if (part == epub->package && fragment != NULL && !link->collection) {
		report(link, NC_EPUB_LINK_ITEM, fragment);
		return NEWSCONV_OK;
	}
	if (part != SIZE_MAX && fragment != NULL) {
		const struct nc_pub_reference reference = {
		    .from = epub->package,
		    .line = link->line,
		    .to = part,
		    .fragment = fragment,
		    .code = NC_EPUB_FRAGMENT};

		return nc_pub_add_reference(
		    epub, &reference, link->package->error);
	}
	if (part == SIZE_MAX && !link->collection)
		report(link, NC_EPUB_LINK_MISSING, path);
	return NEWSCONV_OK;
}

static int
check_link(struct nc_package *package, const xmlNode *node, bool collection)
{
	struct nc_pub *epub = package->epub;
	struct link link = {.package = package,
	    .node = node,
	    .line = xmlGetLineNo(node),
	    .collection = collection,
	    .rel = nc_pub_attribute(epub, node, "rel"),
	    .media_type = nc_pub_attribute(epub, node, "media-type"),
	    .refines = nc_pub_attribute(epub, node, "refines")};
	const char *href = nc_pub_attribute(epub, node, "href");
	const char *path, *fragment;
	enum nc_pub_target target;

	if (href == NULL)
		return NEWSCONV_OK;
	if (link.rel == NULL)
		link.rel = "";
	nc_properties_check(epub, epub->package, link.line, &package->prefixes,
	    NC_PROPERTY_REL, link.rel, true, NULL);
	nc_properties_check(epub, epub->package, link.line, &package->prefixes,
	    NC_PROPERTY_LINK, nc_pub_attribute(epub, node, "properties"), true,
	    NULL);
	if (strncmp(href, "data:", 5) == 0) {
		report(&link, NC_EPUB_DATA_URL, href);
		return NEWSCONV_OK;
	}
	target = nc_package_resolve(package, link.line, href, &path, &fragment);
	if (target == NC_EPUB_NO_MEMORY)
		return nc_error_memory(package->error);
	check_relation(&link, target == NC_EPUB_LOCAL);
	return target == NC_EPUB_LOCAL ? check_local(&link, path, fragment)
				       : NEWSCONV_OK;
}

int
nc_package_links(struct nc_package *package)
{
	const xmlNode *node;
	int result = NEWSCONV_OK;

	if (package->epub->version != 3)
		return NEWSCONV_OK;
	for (node = package->root; node != NULL && result == NEWSCONV_OK;
	     node = nc_node_next(package->root, node)) {
		if (nc_is_opf(node, "link"))
			result = check_link(
			    package, node, node->parent != package->metadata);
	}
	return result;
}
