/*
 * Pages come first and leave a few numbers each; then the records go by, a line
 * at a time, and are compared with these.
 */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "error.h"
#include "finding.h"
#include "hash.h"
#include "own_records.h"
#include "verify_json.h"
#include "verify_xml.h"

enum { LINE_MAX_SIZE = 8 * 1024 * 1024 };

#define XHTML "http://www.w3.org/1999/xhtml"
#define PACKAGE "http://www.idpf.org/2007/opf"

static const char file_name[] = "EPUB/articles.jsonl";

void
nc_own_records_open(struct nc_own_records *records,
    const struct nc_verify *verify, struct newsconv_error *error)
{
	memset(records, 0, sizeof(*records));
	records->verify = verify;
	records->line.ceiling = LINE_MAX_SIZE + 1;
	records->error = error;
}

void
nc_own_records_close(struct nc_own_records *records)
{
	free(records->pages);
	nc_buffer_free(&records->line);
}

/* ------------------------------------------------------------------- pages */

static bool
has_class(const xmlNode *node, const char *class)
{
	const xmlAttr *attribute = xmlHasProp(node, (const xmlChar *)"class");

	return attribute != NULL && attribute->children != NULL &&
	    attribute->children->content != NULL &&
	    strcmp((const char *)attribute->children->content, class) == 0;
}

/* Children of the article, or of an element in it, that are blocks. */
static const struct block {
	const char *parent, *element, *class;
	const char *type; /* as the record has it */
} blocks[] = {
    {"article", "p", "caption", "caption"},
    {"article", "p", NULL, "paragraph"},
    {"article", "h2", NULL, "subhead"},
    {"blockquote", "p", NULL, "quote"},
    {"ul", "li", NULL, "list-item"},
};

static uint64_t
hash_type(uint64_t hash, const char *type)
{
	return nc_hash_more(hash, type, strlen(type) + 1);
}

static void
count_block(
    struct nc_own_page *page, const xmlNode *parent, const xmlNode *node)
{
	size_t i;

	for (i = 0; i < sizeof(blocks) / sizeof(blocks[0]); i++) {
		const struct block *block = &blocks[i];

		if (!nc_node_is(parent, block->parent, XHTML) ||
		    !nc_node_is(node, block->element, XHTML) ||
		    (block->class != NULL && !has_class(node, block->class)))
			continue;
		page->blocks++;
		page->types = hash_type(page->types, block->type);
		return;
	}
}

static void
count_blocks(struct nc_own_page *page, const xmlNode *parent)
{
	const xmlNode *node = nc_node_element(parent->children);

	for (; node != NULL; node = nc_node_element(node->next)) {
		count_block(page, parent, node);
		if (nc_node_is(node, "blockquote", XHTML) ||
		    nc_node_is(node, "ul", XHTML))
			count_blocks(page, node);
	}
}

/* The first element of that name in the tree. */
static const xmlNode *
find(const xmlNode *root, const char *name)
{
	const xmlNode *node = root;

	while (node != NULL && !nc_node_is(node, name, XHTML))
		node = nc_node_next(root, node);
	return node;
}

static uint64_t
hash_text(const xmlNode *element)
{
	const xmlNode *node = element;
	uint64_t hash = NC_HASH_SEED;

	while (node != NULL) {
		if (node->type == XML_TEXT_NODE)
			hash = nc_hash_more(hash, node->content,
			    strlen((const char *)node->content));
		node = nc_node_next(element, node);
	}
	return hash;
}

static struct nc_own_page *
new_page(struct nc_own_records *records)
{
	if (records->count == records->room) {
		size_t room = records->room == 0 ? 16 : 2 * records->room;
		struct nc_own_page *pages = room > SIZE_MAX / sizeof(*pages)
		    ? NULL
		    : realloc(records->pages, room * sizeof(*pages));

		if (pages == NULL) {
			nc_error_memory(records->error);
			return NULL;
		}
		records->pages = pages;
		records->room = room;
	}
	return &records->pages[records->count++];
}

void
nc_own_records_package(struct nc_own_records *records, xmlDoc *document)
{
	const xmlNode *root = xmlDocGetRootElement(document), *node = root;

	/* No other has a place in the grammar of our packages. */
	while (node != NULL && !nc_node_is(node, "link", PACKAGE))
		node = nc_node_next(root, node);
	records->is_named = node != NULL;
}

int
nc_own_records_page(struct nc_own_records *records,
    const struct nc_own_part *part, xmlDoc *document)
{
	const xmlNode *root = document == NULL ? NULL
					       : xmlDocGetRootElement(document);
	const xmlNode *article = root == NULL ? NULL : find(root, "article");
	struct nc_own_page *page = NULL;

	/* Entries of ours follow one another; what does not was reported. */
	if (part->file == 1 && part->number == records->count + 1)
		page = new_page(records);
	else if (part->number == records->count)
		page = &records->pages[records->count - 1];
	else
		return NEWSCONV_OK;
	if (page == NULL)
		return NEWSCONV_NO_MEMORY;
	if (part->file == 1) {
		const xmlNode *headline = root == NULL ? NULL
						       : find(root, "h1");

		memset(page, 0, sizeof(*page));
		page->types = NC_HASH_SEED;
		page->known = headline != NULL;
		if (headline != NULL)
			page->headline = hash_text(headline);
	}
	if (document == NULL)
		page->known = false;
	if (article != NULL)
		count_blocks(page, article);
	return NEWSCONV_OK;
}

/* ----------------------------------------------------------------- records */

static void
compare_headline(const struct nc_own_records *records,
    const struct nc_own_page *page, const json_t *value)
{
	const json_t *headline = json_object_get(
	    json_object_get(value, "headline"), "text");

	/* Without one the page has a name in its place. */
	if (!json_is_string(headline) ||
	    page->headline ==
		nc_hash(
		    json_string_value(headline), json_string_length(headline)))
		return;
	nc_finding(records->verify, NC_OWN_BOOK_RECORD, file_name, 0,
	    "line %zu and article %zu have other headlines", records->number,
	    records->number);
}

static void
compare_blocks(const struct nc_own_records *records,
    const struct nc_own_page *page, const json_t *value)
{
	const json_t *body = json_object_get(value, "body");
	size_t count = json_array_size(body), i;
	uint64_t types = NC_HASH_SEED;

	for (i = 0; i < count; i++) {
		const char *type = json_string_value(
		    json_object_get(json_array_get(body, i), "type"));

		types = hash_type(types, type == NULL ? "" : type);
	}
	if (count != page->blocks)
		nc_finding(records->verify, NC_OWN_BOOK_RECORD, file_name, 0,
		    "line %zu has %zu blocks, the pages of article %zu have %u",
		    records->number, count, records->number, page->blocks);
	else if (types != page->types)
		nc_finding(records->verify, NC_OWN_BOOK_RECORD, file_name, 0,
		    "line %zu and article %zu have blocks of other types",
		    records->number, records->number);
}

static void
compare(void *context, const json_t *value)
{
	const struct nc_own_records *records = context;
	const struct nc_own_page *page;

	if (records->number > records->count)
		return;
	page = &records->pages[records->number - 1];
	if (!page->known)
		return;
	compare_headline(records, page, value);
	compare_blocks(records, page, value);
}

static int
end_line(struct nc_own_records *records)
{
	const struct newsconv_text text = {
	    records->line.size == 0 ? "" : records->line.data,
	    records->line.size};
	struct nc_json_place place = {.verify = records->verify,
	    .part = file_name,
	    .line = (long)++records->number};
	int result = NEWSCONV_OK;

	if (text.size > LINE_MAX_SIZE)
		nc_finding(records->verify, NC_JSON_TOO_LARGE, file_name, 0,
		    "line %zu has more than %d bytes", records->number,
		    LINE_MAX_SIZE);
	else
		result = nc_json_check_record(
		    &place, text, compare, records, records->error);
	nc_buffer_clear(&records->line);
	return result;
}

/* Of a line that is too long only so much is kept as shows that. */
static int
add_to_line(struct nc_own_records *records, const char *bytes, size_t size)
{
	size_t room = LINE_MAX_SIZE + 1 - records->line.size;

	nc_buffer_add(&records->line, bytes, size < room ? size : room);
	return nc_buffer_check(&records->line, records->error);
}

int
nc_own_records_add(const void *bytes, size_t size, void *context)
{
	struct nc_own_records *records = context;
	const char *next = bytes, *end = next + size;
	int result = NEWSCONV_OK;

	records->has_file = true;
	while (next < end && result == NEWSCONV_OK) {
		const char *stop = memchr(next, '\n', (size_t)(end - next));
		size_t part = (size_t)((stop == NULL ? end : stop) - next);

		result = add_to_line(records, next, part);
		if (result == NEWSCONV_OK && stop != NULL)
			result = end_line(records);
		next += part + 1;
	}
	return result;
}

int
nc_own_records_end(struct nc_own_records *records)
{
	if (records->has_file != records->is_named)
		nc_finding(records->verify, NC_OWN_BOOK_RECORD, file_name, 0,
		    records->is_named
			? "the package names it, and it is not there"
			: "it is there, and the package does not name it");
	if (!records->has_file)
		return NEWSCONV_OK;
	if (records->line.size > 0)
		nc_finding(records->verify, NC_OWN_BOOK_RECORD, file_name, 0,
		    "the last line has no end");
	else if (records->number != records->count)
		nc_finding(records->verify, NC_OWN_BOOK_RECORD, file_name, 0,
		    "%zu lines, and there are %zu articles", records->number,
		    records->count);
	return NEWSCONV_OK;
}
