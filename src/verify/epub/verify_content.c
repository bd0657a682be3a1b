/*
 * The parts of a book that are XML, each parsed once: by its root element it is
 * handed to those who know such documents.  References to ids wait until every
 * part has been read.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "own_parts.h"
#include "utf8.h"
#include "verify_content.h"

#define NS_NCX "http://www.daisy.org/z3986/2005/ncx/"
#define NS_DTBOOK "http://www.daisy.org/z3986/2005/dtbook/"
#define NS_OPF "http://www.idpf.org/2007/opf"
#define NS_SMIL "http://www.w3.org/ns/SMIL"

/* The kinds of documents, by the media type of the manifest. */
static const struct kind {
	const char *media_type;
	const char *root;
	const char *namespace;
} kinds[] = {
    {"application/xhtml+xml", "html", NC_NS_XHTML},
    {"image/svg+xml", "svg", NC_NS_SVG},
    {"application/x-dtbncx+xml", "ncx", NS_NCX},
    {"application/smil+xml", "smil", NS_SMIL},
    {"application/oebps-package+xml", "package", NS_OPF},
    {"application/x-dtbook+xml", "dtbook", NS_DTBOOK},
};

enum { XHTML, SVG, NCX, SMIL, PACKAGE, DTBOOK, KINDS };

void
nc_content_report(const struct nc_content *content, enum nc_finding_code code,
    long line, const char *expected, const char *format, ...)
{
	const struct nc_archive_entry *entry = nc_archive_entry(
	    content->epub->archive, content->part);
	struct nc_place place = {.part = entry->name,
	    .offset = entry->offset,
	    .line = line,
	    .expected = expected};
	char text[900];
	va_list arguments;

	if (content->said != NULL)
		++*content->said;
	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	nc_report(content->epub->verify, code, &place, "%s", text);
}

const char *
nc_namespace_of(const xmlNs *namespace)
{
	return namespace == NULL || namespace->href == NULL
	    ? ""
	    : (const char *)namespace->href;
}

/* ---------------------------------------------------------------------- ids */

/* An entry's directory record, name and part; an item and its strings. */
enum { ENTRY_MEMORY = 56, ITEM_MEMORY = 250 };

uint64_t
nc_pub_held(const struct nc_pub *epub)
{
	return (uint64_t)epub->part_count * ENTRY_MEMORY +
	    (uint64_t)epub->item_count * ITEM_MEMORY + epub->remembered;
}

/* Ids and references wait for the last part; there may be millions. */
enum { REMEMBERED_MAX = 20 * 1024 * 1024 };

static bool
may_remember(struct nc_pub *epub, size_t part, size_t size)
{
	if (epub->crowded)
		return false;
	if (size > REMEMBERED_MAX - epub->remembered) {
		epub->crowded = true;
		nc_pub_finding(epub, NC_EPUB_CROWDED, part, 0,
		    "%zu ids and %zu references to ids before this part's end",
		    epub->id_count, epub->reference_count);
		return false;
	}
	epub->remembered += size;
	return true;
}

/* Not in an arena, which would keep what it was before. */
static void *
grow(void *array, size_t count, size_t *room, size_t size)
{
	size_t more = *room < 64 ? 64 : 2 * *room;
	void *larger;

	if (count < *room)
		return array;
	larger = realloc(array, more * size);
	if (larger != NULL)
		*room = more;
	return larger;
}

int
nc_pub_add_reference(struct nc_pub *epub,
    const struct nc_pub_reference *reference, struct newsconv_error *error)
{
	size_t size = strlen(reference->fragment);
	struct nc_pub_reference *larger;
	const char *fragment;

	if (!may_remember(epub, reference->from, sizeof(*reference) + size + 9))
		return NEWSCONV_OK;
	fragment = nc_arena_copy(epub->kept, reference->fragment, size);
	larger = grow(epub->references, epub->reference_count,
	    &epub->reference_room, sizeof(*epub->references));
	if (larger != NULL)
		epub->references = larger;
	if (larger == NULL || fragment == NULL)
		return nc_error_memory(error);
	larger[epub->reference_count] = *reference;
	larger[epub->reference_count++].fragment = fragment;
	return NEWSCONV_OK;
}

/* What may refer to the element, by its name. */
static unsigned
kind_of(const xmlNode *node)
{
	static const struct {
		const char *name;
		const char *namespace;
		unsigned kind;
	} kinds_of[] = {
	    {"linearGradient", NC_NS_SVG, NC_ID_PAINT},
	    {"radialGradient", NC_NS_SVG, NC_ID_PAINT},
	    {"pattern", NC_NS_SVG, NC_ID_PAINT},
	    {"clipPath", NC_NS_SVG, NC_ID_CLIP},
	    {"symbol", NC_NS_SVG, NC_ID_SYMBOL},
	    {"button", NC_NS_XHTML, NC_ID_LABELLED},
	    {"input", NC_NS_XHTML, NC_ID_LABELLED},
	    {"meter", NC_NS_XHTML, NC_ID_LABELLED},
	    {"output", NC_NS_XHTML, NC_ID_LABELLED},
	    {"progress", NC_NS_XHTML, NC_ID_LABELLED},
	    {"select", NC_NS_XHTML, NC_ID_LABELLED},
	    {"textarea", NC_NS_XHTML, NC_ID_LABELLED},
	    {"form", NC_NS_XHTML, NC_ID_FORM},
	    {"datalist", NC_NS_XHTML, NC_ID_DATALIST},
	    {"th", NC_NS_XHTML, NC_ID_HEADER},
	};
	size_t i;

	for (i = 0; i < sizeof(kinds_of) / sizeof(kinds_of[0]); i++) {
		if (nc_node_is(node, kinds_of[i].name, kinds_of[i].namespace))
			return kinds_of[i].kind;
	}
	return 0;
}

static int
add_id(struct nc_pub *epub, size_t part, const char *id, const xmlNode *node,
    struct newsconv_error *error)
{
	struct newsconv_text text = nc_trim(nc_text(id));
	struct nc_pub_id *new;

	if (!may_remember(epub, part, sizeof(*new) + text.size + 9)) {
		epub->parts[part].parsed = false;
		return NEWSCONV_OK;
	}
	new = grow(
	    epub->ids, epub->id_count, &epub->id_room, sizeof(*epub->ids));
	if (new == NULL)
		return nc_error_memory(error);
	epub->ids = new;
	new = &epub->ids[epub->id_count];
	new->part = part;
	new->line = xmlGetLineNo(node);
	new->kind = kind_of(node);
	new->id = nc_arena_copy(epub->kept, text.data, text.size);
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
			id = nc_node_attribute(node, "id", NC_NS_XML);
		if (id != NULL)
			result = add_id(epub, part, id, node, error);
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

/* A gradient is no place to go to, and a paragraph is no paint. */
static void
check_kind(const struct nc_pub *epub, const struct nc_pub_reference *reference,
    const struct nc_pub_id *id)
{
	if ((reference->kind == 0 || (id->kind & reference->kind) != 0) &&
	    (id->kind & reference->other) == 0)
		return;
	nc_pub_finding(epub, NC_LINK_KIND, reference->from, reference->line,
	    "\"#%.200s\" is an element of another kind", id->id);
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
		const struct nc_pub_id *found = NULL;

		if (!epub->parts[key.part].parsed || is_scheme(key.id))
			continue;
		if (epub->id_count > 0)
			found = bsearch(&key, epub->ids, epub->id_count,
			    sizeof(key), compare_ids);
		if (found != NULL) {
			check_kind(epub, reference, found);
			continue;
		}
		nc_pub_finding(epub, reference->code, reference->from,
		    reference->line, "no id \"%.200s\" in %.300s", key.id,
		    nc_archive_entry(epub->archive, key.part)->name);
	}
}

/* ------------------------------------------------------------- one document */

/* Our writer's own check: NC_SCHEMA_COUNT if it writes no such part. */
static enum nc_schema
own_schema(const struct nc_archive_entry *entry)
{
	const struct newsconv_text name = {entry->name, entry->name_size};
	struct nc_own_part part;

	return nc_own_part(name, &part) ? part.schema : NC_SCHEMA_COUNT;
}

static int
check_own(const struct nc_content *content,
    const struct nc_archive_entry *entry, xmlDoc *document)
{
	const struct nc_verify *verify = content->epub->verify;
	enum nc_schema schema = own_schema(entry);

	if (schema != NC_SCHEMA_COUNT)
		return nc_xml_validate(verify, entry->name, entry->offset,
		    document, schema, content->error);
	nc_finding(verify, NC_XML_NOT_VALID, entry->name, entry->offset,
	    "newsconv writes no such part");
	return NEWSCONV_OK;
}

/* XHTML and SVG: what stands where, and what EPUB says of it. */
static int
check_content(struct nc_content *content, size_t first_id)
{
	int result;

	nc_xhtml_check(content);
	result = NEWSCONV_OK;
	if (content->epub->parts[content->part].parsed)
		result = nc_xhtml_check_idrefs(
		    content, first_id, content->epub->id_count);
	if (result == NEWSCONV_OK && content->epub->version == 3)
		result = nc_epub_types_check(content);
	if (result == NEWSCONV_OK && content->epub->version == 3)
		nc_viewport_check(content);
	return result;
}

static int
check_document(struct nc_content *content, size_t kind, xmlDoc *document)
{
	size_t first_id = content->epub->id_count;
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
	nc_content_prolog(content);
	result = NEWSCONV_OK;
	if (kind == NCX)
		result = nc_pub_ncx(
		    epub, content->part, content->root, content->error);
	if (content->nav)
		result = nc_pub_nav(
		    epub, content->part, content->root, content->error);
	if (kind == XHTML)
		nc_pub_overlay_style(epub, content->part, content->root);
	if (kind == SMIL)
		result = nc_pub_smil(
		    epub, content->part, content->root, content->error);
	if (result == NEWSCONV_OK)
		result = nc_pub_collect_ids(
		    epub, content->part, content->root, content->error);
	if (result == NEWSCONV_OK && kind == SMIL)
		result = nc_epub_types_check(content);
	if (result == NEWSCONV_OK && (kind == XHTML || kind == SVG))
		result = check_content(content, first_id);
	if (result == NEWSCONV_OK)
		result = nc_content_links(content);
	if (result == NEWSCONV_OK && (kind == XHTML || kind == SVG))
		nc_content_properties(content);
	if (result == NEWSCONV_OK && epub->verify->options->own)
		result = check_own(content, entry, document);
	return result;
}

/* What is no XML, or none that we know: only style sheets are looked into. */
static int
check_other(struct nc_content *content, const char *media_type)
{
	struct nc_pub *epub = content->epub;
	struct newsconv_text text;
	bool whole;
	int result;

	epub->parts[content->part].loaded = true;
	if (!nc_is_style_sheet(media_type) ||
	    epub->parts[content->part].encrypted)
		return nc_archive_stream(epub->archive, content->part, NULL,
		    NULL, &whole, content->error);
	result = nc_archive_load(
	    epub->archive, content->part, &text, content->error);
	if (result == NEWSCONV_OK && text.data != NULL)
		result = nc_css_file(content, text);
	return result;
}

static int
check_part(struct nc_pub *epub, size_t part, struct newsconv_error *error)
{
	const struct nc_pub_item *item = &epub->items[epub->parts[part].item];
	struct nc_content content = {.epub = epub,
	    .part = part,
	    .name = nc_archive_entry(epub->archive, part)->name,
	    .error = error};
	xmlDoc *document = NULL;
	size_t kind = 0;
	int result;

	content.base = content.name;
	while (kind < KINDS &&
	    strcmp(kinds[kind].media_type, item->media_type) != 0)
		kind++;
	if (kind == KINDS)
		return check_other(&content, item->media_type);
	result = nc_pub_parse(epub, part, &document, error);
	if (result < 0 || document == NULL)
		return result;
	content.document = document;
	content.root = xmlDocGetRootElement(document);
	content.svg = kind == SVG;
	content.nav = kind == XHTML && epub->version == 3 &&
	    nc_pub_has_word(item->properties, "nav");
	result = check_document(&content, kind, document);
	xmlFreeDoc(document);
	return result;
}

/* What it takes memory for goes with it, but for what is kept. */
int
nc_pub_content(struct nc_pub *epub, size_t part, struct newsconv_error *error)
{
	int result;

	epub->arena = nc_arena_new(SIZE_MAX);
	result = epub->arena == NULL ? nc_error_memory(error)
				     : check_part(epub, part, error);
	nc_arena_free(epub->arena);
	epub->arena = epub->kept;
	return result;
}
