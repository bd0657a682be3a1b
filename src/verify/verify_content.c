/*
 * What is inside the parts of a book that are XML: root elements, navigation,
 * references to files and to ids.  References to ids wait until every part
 * has been read, so that each is parsed only once.
 */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "utf8.h"
#include "verify_epub.h"

#define NS_XHTML "http://www.w3.org/1999/xhtml"
#define NS_SVG "http://www.w3.org/2000/svg"
#define NS_NCX "http://www.daisy.org/z3986/2005/ncx/"
#define NS_SMIL "http://www.w3.org/ns/SMIL"
#define NS_OPS "http://www.idpf.org/2007/ops"
#define NS_XLINK "http://www.w3.org/1999/xlink"
#define NS_XML "http://www.w3.org/XML/1998/namespace"

/* The kinds of documents, by the media type of the manifest. */
static const struct kind {
	const char *media_type;
	const char *root;
	const char *namespace;
} kinds[] = {
    {"application/xhtml+xml", "html", NS_XHTML},
    {"image/svg+xml", "svg", NS_SVG},
    {"application/x-dtbncx+xml", "ncx", NS_NCX},
    {"application/smil+xml", "smil", NS_SMIL},
};

enum { XHTML, SVG, NCX, SMIL, KINDS };

/* Attributes that refer to other files. */
static const struct link {
	const char *namespace; /* of the element */
	const char *element;
	const char *attribute;
	const char *attribute_namespace;
	bool to_id; /* its fragment must be an id of the target */
} links[] = {
    {NS_XHTML, "a", "href", NULL, true},
    {NS_XHTML, "area", "href", NULL, true},
    {NS_XHTML, "audio", "src", NULL, false},
    {NS_XHTML, "embed", "src", NULL, false},
    {NS_XHTML, "iframe", "src", NULL, false},
    {NS_XHTML, "img", "src", NULL, false},
    {NS_XHTML, "input", "src", NULL, false},
    {NS_XHTML, "link", "href", NULL, false},
    {NS_XHTML, "object", "data", NULL, false},
    {NS_XHTML, "script", "src", NULL, false},
    {NS_XHTML, "source", "src", NULL, false},
    {NS_XHTML, "track", "src", NULL, false},
    {NS_XHTML, "video", "poster", NULL, false},
    {NS_XHTML, "video", "src", NULL, false},
    {NS_SVG, "a", "href", NS_XLINK, true},
    {NS_SVG, "image", "href", NS_XLINK, false},
    {NS_SVG, "use", "href", NS_XLINK, true},
    {NS_NCX, "content", "src", NULL, true},
    {NS_SMIL, "audio", "src", NULL, false},
    {NS_SMIL, "text", "src", NULL, false},
    {NS_SMIL, "seq", "textref", NS_OPS, false},
    {NS_SMIL, "body", "textref", NS_OPS, false},
};

struct content {
	struct nc_pub *epub;
	size_t part;
	const char *name; /* of the part */
	xmlNode *root;
	bool nav;   /* it is the navigation document */
	bool based; /* xml:base or <base>: references are not resolved here */
	struct newsconv_error *error;
};

/* ---------------------------------------------------------------------- ids */

int
nc_pub_add_reference(struct nc_pub *epub,
    const struct nc_pub_reference *reference, struct newsconv_error *error)
{
	epub->references = nc_arena_grow(epub->arena, epub->references,
	    epub->reference_count, sizeof(*epub->references));
	if (epub->references == NULL)
		return nc_error_memory(error);
	epub->references[epub->reference_count++] = *reference;
	return NEWSCONV_OK;
}

static int
add_id(struct nc_pub *epub, size_t part, const char *id, long line,
    struct newsconv_error *error)
{
	struct newsconv_text text = nc_trim(nc_text(id));
	struct nc_pub_id *new;

	epub->ids = nc_arena_grow(
	    epub->arena, epub->ids, epub->id_count, sizeof(*epub->ids));
	if (epub->ids == NULL)
		return nc_error_memory(error);
	new = &epub->ids[epub->id_count];
	new->part = part;
	new->line = line;
	new->id = nc_arena_copy(epub->arena, text.data, text.size);
	if (new->id == NULL)
		return nc_error_memory(error);
	epub->id_count++;
	return NEWSCONV_OK;
}

int
nc_pub_collect_ids(struct nc_pub *epub, size_t part, xmlNode *root,
    struct newsconv_error *error)
{
	xmlNode *node;
	int result = NEWSCONV_OK;

	epub->parts[part].parsed = true;
	for (node = root; node != NULL && result == NEWSCONV_OK;
	     node = nc_node_next(root, node)) {
		const char *id;

		if (node->type != XML_ELEMENT_NODE || node->properties == NULL)
			continue;
		id = nc_node_attribute(node, "id", NULL);
		if (id == NULL)
			id = nc_node_attribute(node, "id", NS_XML);
		if (id != NULL)
			result = add_id(
			    epub, part, id, xmlGetLineNo(node), error);
	}
	return result;
}

static int
compare_ids(const void *a, const void *b)
{
	const struct nc_pub_id *x = a, *y = b;

	if (x->part != y->part)
		return x->part < y->part ? -1 : 1;
	return strcmp(x->id, y->id);
}

static int
compare_id_lines(const void *a, const void *b)
{
	const struct nc_pub_id *x = a, *y = b;
	int order = compare_ids(a, b);

	if (order != 0)
		return order;
	return x->line < y->line ? -1 : x->line > y->line;
}

/* Fragments that are no ids: EPUB CFI, media fragments, SVG views. */
static bool
is_scheme(const char *fragment)
{
	return fragment[0] == '\0' || strchr(fragment, '(') != NULL ||
	    strchr(fragment, '=') != NULL || strncmp(fragment, ":~:", 3) == 0;
}

void
nc_pub_check_ids(struct nc_pub *epub)
{
	size_t i;

	if (epub->id_count > 0)
		qsort(epub->ids, epub->id_count, sizeof(*epub->ids),
		    compare_id_lines);
	for (i = 1; i < epub->id_count; i++) {
		if (compare_ids(&epub->ids[i - 1], &epub->ids[i]) == 0)
			nc_pub_finding(epub, NC_XML_DUPLICATE_ID,
			    epub->ids[i].part, epub->ids[i].line,
			    "id \"%.200s\" is also in line %ld",
			    epub->ids[i].id, epub->ids[i - 1].line);
	}
	for (i = 0; i < epub->reference_count; i++) {
		const struct nc_pub_reference *reference = &epub->references[i];
		struct nc_pub_id key = {
		    .part = reference->to, .id = reference->fragment};

		if (!epub->parts[key.part].parsed || is_scheme(key.id))
			continue;
		if (epub->id_count > 0 &&
		    bsearch(&key, epub->ids, epub->id_count, sizeof(key),
			compare_ids) != NULL)
			continue;
		nc_pub_finding(epub, reference->code, reference->from,
		    reference->line, "no id \"%.200s\" in %.300s", key.id,
		    nc_archive_entry(epub->archive, key.part)->name);
	}
}

/* --------------------------------------------------------------- references */

static int
check_target(struct content *content, const struct link *link, long line,
    const char *path, const char *fragment)
{
	struct nc_pub *epub = content->epub;
	struct nc_pub_reference reference = {.from = content->part,
	    .line = line,
	    .fragment = fragment,
	    .code = NC_EPUB_FRAGMENT};
	int result = NEWSCONV_OK;

	reference.to = content->part;
	if (path != content->name)
		result = nc_archive_find(epub->archive, path, strlen(path),
		    &reference.to, content->error);
	if (result < 0)
		return result;
	if (reference.to == SIZE_MAX) {
		nc_pub_finding(epub, NC_EPUB_REFERENCE, content->part, line,
		    "\"%.400s\"", path);
		return NEWSCONV_OK;
	}
	/* EPUB CFI begins at the package, which lists all but itself. */
	if (!epub->parts[reference.to].listed && epub->package != SIZE_MAX &&
	    reference.to != epub->package)
		nc_pub_finding(epub, NC_EPUB_REFERENCE_UNLISTED, content->part,
		    line, "\"%.400s\"", path);
	if (fragment == NULL || !link->to_id)
		return NEWSCONV_OK;
	return nc_pub_add_reference(epub, &reference, content->error);
}

static int
check_link(struct content *content, const struct link *link, xmlNode *node)
{
	struct nc_pub *epub = content->epub;
	const char *value = nc_node_attribute(
	    node, link->attribute, link->attribute_namespace);
	long line = xmlGetLineNo(node);
	const char *path, *fragment, *url;
	struct newsconv_text text;

	if (value == NULL)
		return NEWSCONV_OK;
	text = nc_trim(nc_text(value));
	url = nc_arena_copy(epub->arena, text.data, text.size);
	if (url == NULL)
		return nc_error_memory(content->error);
	switch (nc_pub_resolve(epub, content->name, url, &path, &fragment)) {
	case NC_EPUB_NO_MEMORY:
		return nc_error_memory(content->error);
	case NC_EPUB_REMOTE:
		return NEWSCONV_OK;
	case NC_EPUB_OUTSIDE:
		if (!content->based)
			nc_pub_finding(epub, NC_EPUB_LEADS_OUT, content->part,
			    line, "\"%.400s\"", url);
		return NEWSCONV_OK;
	case NC_EPUB_LOCAL:
		break;
	}
	if (content->based)
		return NEWSCONV_OK;
	return check_target(content, link, line, path, fragment);
}

static int
check_links(struct content *content)
{
	xmlNode *node;
	int result = NEWSCONV_OK;

	for (node = content->root; node != NULL && result == NEWSCONV_OK;
	     node = nc_node_next(content->root, node)) {
		size_t i;

		if (node->type != XML_ELEMENT_NODE || node->properties == NULL)
			continue;
		for (i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
			if (!nc_node_is(
				node, links[i].element, links[i].namespace))
				continue;
			result = check_link(content, &links[i], node);
			if (result < 0)
				break;
		}
	}
	return result;
}

static bool
has_base(xmlNode *root)
{
	const xmlNode *node;

	for (node = root; node != NULL; node = nc_node_next(root, node)) {
		if (node->type != XML_ELEMENT_NODE || node->properties == NULL)
			continue;
		if (nc_node_attribute(node, "base", NS_XML) != NULL ||
		    (nc_node_is(node, "base", NS_XHTML) &&
			nc_node_attribute(node, "href", NULL) != NULL))
			return true;
	}
	return false;
}

/* ------------------------------------------------------------- one document */

/* EPUB 3.3, 6.1.2: the document type of an XHTML 5 document names no DTD. */
static void
check_doctype(const struct content *content, const xmlDoc *document)
{
	const xmlDtd *dtd = document->intSubset;
	bool own = content->epub->verify->options->own;

	if (dtd == NULL)
		return;
	if (dtd->ExternalID != NULL)
		nc_pub_finding(content->epub, NC_XML_DOCTYPE, content->part, 0,
		    "\"%.200s\"", (const char *)dtd->ExternalID);
	else if (own && (dtd->children != NULL || dtd->SystemID != NULL))
		nc_pub_finding(content->epub, NC_XML_DOCTYPE, content->part, 0,
		    "declarations that newsconv does not write");
}

static enum nc_schema
own_schema(const struct content *content, size_t kind)
{
	if (kind == NCX)
		return NC_SCHEMA_NCX;
	return content->nav ? NC_SCHEMA_NAV : NC_SCHEMA_ARTICLE_XHTML;
}

static int
check_document(struct content *content, size_t kind, xmlDoc *document)
{
	struct nc_pub *epub = content->epub;
	const struct nc_archive_entry *entry = nc_archive_entry(
	    epub->archive, content->part);
	int result;

	if (!nc_node_is(
		content->root, kinds[kind].root, kinds[kind].namespace)) {
		nc_pub_finding(epub, NC_XML_ROOT, content->part,
		    xmlGetLineNo(content->root),
		    "the root element is %.100s, not %s in %s",
		    (const char *)content->root->name, kinds[kind].root,
		    kinds[kind].namespace);
		return NEWSCONV_OK;
	}
	if (kind == XHTML && epub->version == 3)
		check_doctype(content, document);
	if (kind == NCX)
		nc_pub_ncx(epub, content->part, content->root);
	if (epub->items[epub->parts[content->part].item].fixed &&
	    (kind == XHTML || kind == SVG))
		nc_pub_viewport(epub, content->part, content->root);
	result = NEWSCONV_OK;
	if (content->nav)
		result = nc_pub_nav(
		    epub, content->part, content->root, content->error);
	else if (kind == SMIL)
		result = nc_pub_smil(
		    epub, content->part, content->root, content->error);
	if (result == NEWSCONV_OK)
		result = nc_pub_collect_ids(
		    epub, content->part, content->root, content->error);
	content->based = has_base(content->root);
	if (result == NEWSCONV_OK)
		result = check_links(content);
	if (result == NEWSCONV_OK && epub->verify->options->own)
		result = nc_xml_validate(epub->verify, entry->name,
		    entry->offset, document, own_schema(content, kind),
		    content->error);
	return result;
}

int
nc_pub_content(struct nc_pub *epub, size_t part, struct newsconv_error *error)
{
	const struct nc_pub_item *item = &epub->items[epub->parts[part].item];
	struct content content = {.epub = epub,
	    .part = part,
	    .name = nc_archive_entry(epub->archive, part)->name,
	    .error = error};
	xmlDoc *document = NULL;
	bool whole;
	size_t kind = 0;
	int result;

	while (kind < KINDS &&
	    strcmp(kinds[kind].media_type, item->media_type) != 0)
		kind++;
	if (kind == KINDS) {
		epub->parts[part].loaded = true;
		return nc_archive_stream(
		    epub->archive, part, NULL, NULL, &whole, error);
	}
	result = nc_pub_parse(epub, part, &document, error);
	if (result < 0 || document == NULL)
		return result;
	content.root = xmlDocGetRootElement(document);
	content.nav = kind == XHTML && epub->version == 3 &&
	    nc_pub_has_word(item->properties, "nav");
	result = check_document(&content, kind, document);
	xmlFreeDoc(document);
	return result;
}
