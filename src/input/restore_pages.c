/*
 * A page has blocks of the body between a header and what follows the text:
 * they are the children of <article>, or of a <blockquote> or <ul> in it.  All
 * of an element's text is the block's, whatever stands in it, but for words of
 * newsconv's own, which have the class "label".
 *
 * libxml2 reads with its doors shut: no network, no files, no entities but
 * those of XML, for a reference to another is refused.
 */
#include <pthread.h>
#include <stdlib.h>

#include <libxml/xmlreader.h>

#include "error.h"
#include "restore_pages.h"
#include "utf8.h"

enum {
	/* Above it libxml2's own limits on one text node would be met. */
	HUGE_FROM = 8 * 1024 * 1024,
	DEPTH_MOST = 64,
	OPTIONS = XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT
};

static pthread_once_t parser_once = PTHREAD_ONCE_INIT;

static void
set_up_parser(void)
{
	xmlInitParser();
}

/* Which elements are blocks: by their own name and their parent's, and class. */
static const struct {
	const char *parent;
	const char *name;
	const char *class;
	enum newsconv_segment_type type;
} block_markup[] = {
    {"article", "p", "caption", NEWSCONV_SEGMENT_CAPTION},
    {"article", "p", NULL, NEWSCONV_SEGMENT_PARAGRAPH},
    {"article", "h2", NULL, NEWSCONV_SEGMENT_SUBHEAD},
    {"blockquote", "p", NULL, NEWSCONV_SEGMENT_QUOTE},
    {"ul", "li", NULL, NEWSCONV_SEGMENT_LIST_ITEM},
};

/* What stands beside the body, and hides all in it. */
static const char *const asides[] = {
    "head", "header", "aside", "footer", "nav", "section", "h1"};

struct page {
	xmlTextReader *reader;
	struct newsconv_article *article;
	size_t *next;
	struct nc_buffer text; /* of the block that is open */
	int block_depth;       /* of its element; -1: none is open */
	int hidden_depth;      /* of the element that hides; -1: none */
	bool in_article;
	char parent[16]; /* the element whose children may be blocks */
	struct newsconv_error *error;
	/* The first thing that libxml2 found wrong. */
	char fault[300];
	long fault_line;
};

static void
keep_fault(void *context, xmlErrorPtr error)
{
	struct page *page = context;
	size_t length = error->message == NULL ? 0 : strlen(error->message);

	if (page->fault[0] != '\0' || error->level < XML_ERR_ERROR)
		return;
	while (length > 0 && (unsigned char)error->message[length - 1] <= ' ')
		length--;
	nc_printable(page->fault, sizeof(page->fault),
	    length == 0 ? "damaged" : error->message, length == 0 ? 7 : length);
	page->fault_line = error->line;
}

/* Where it stands, and what is wrong there. */
static int
refuse(struct page *page, long line, const char *what, const char *more)
{
	nc_error_set(page->error, NEWSCONV_BAD_VALUE, "%s%s (line %ld)", what,
	    more, line);
	if (page->error != NULL)
		page->error->line = line > 0 ? (uint64_t)line : 0;
	return NEWSCONV_BAD_VALUE;
}

static int
refuse_here(struct page *page, const char *what, const char *more)
{
	return refuse(
	    page, xmlTextReaderGetParserLineNumber(page->reader), what, more);
}

static bool
is_named(const struct page *page, const char *name)
{
	const xmlChar *found = xmlTextReaderConstLocalName(page->reader);

	return found != NULL && strcmp((const char *)found, name) == 0;
}

/* Whether the element has it among its classes; 0 and 1, or out of memory. */
static int
has_class(const struct page *page, const char *name)
{
	xmlChar *value = xmlTextReaderGetAttribute(
	    page->reader, (const xmlChar *)"class");
	const char *next = (const char *)value;
	size_t size = strlen(name);
	int found = 0;

	while (next != NULL && *next != '\0' && !found) {
		size_t length = strcspn(next, " \t\n");

		found = length == size && memcmp(next, name, size) == 0;
		next += length + strspn(next + length, " \t\n");
	}
	xmlFree(value);
	return found;
}

static bool
hides(const struct page *page)
{
	size_t i;

	for (i = 0; i < sizeof(asides) / sizeof(*asides); i++)
		if (is_named(page, asides[i]))
			return true;
	return has_class(page, "label") || has_class(page, "continued");
}

/* ------------------------------------------------------------------- blocks */

static int
open_block(struct page *page, enum newsconv_segment_type type, int depth)
{
	const struct newsconv_article *article = page->article;
	char found[160];

	if (*page->next == article->body_count)
		return refuse_here(
		    page, "there are more blocks than the record has", "");
	if (article->body[*page->next].type != type) {
		snprintf(found, sizeof(found),
		    "block %zu is of the type %s, that of the record %s",
		    *page->next + 1, newsconv_segment_type_name(type),
		    newsconv_segment_type_name(
			article->body[*page->next].type));
		return refuse_here(page, found, "");
	}
	page->block_depth = depth;
	nc_buffer_clear(&page->text);
	nc_buffer_add(&page->text, "", 0);
	return NEWSCONV_OK;
}

/* What newsconv writes has no line ends in a text, and no control characters. */
static int
check_text(struct page *page, struct newsconv_text text)
{
	size_t i = 0;

	while (i < text.size) {
		uint32_t c = 0;
		size_t length = nc_utf8_decode(
		    text.data + i, text.size - i, &c);
		char shown[16];

		if (length > 0 && !nc_is_control(c)) {
			i += length;
			continue;
		}
		snprintf(shown, sizeof(shown), "(U+%04X)", (unsigned)c);
		return refuse_here(
		    page, "a block holds a control character ", shown);
	}
	return NEWSCONV_OK;
}

static int
close_block(struct page *page)
{
	struct newsconv_block *block = &page->article->body[*page->next];
	struct newsconv_text text;
	int result = nc_buffer_check(&page->text, page->error);

	page->block_depth = -1;
	if (result < 0)
		return result;
	text.size = page->text.size;
	text.data = nc_arena_copy(
	    page->article->dump.arena, page->text.data, text.size);
	if (text.data == NULL)
		return nc_error_memory(page->error);
	block->text = text;
	++*page->next;
	return check_text(page, text);
}

/* An element that stands where blocks do: one, or a holder of them. */
static int
begin_child(struct page *page, int depth)
{
	size_t i;

	for (i = 0; i < sizeof(block_markup) / sizeof(*block_markup); i++)
		if (strcmp(page->parent, block_markup[i].parent) == 0 &&
		    is_named(page, block_markup[i].name) &&
		    (block_markup[i].class == NULL ||
			has_class(page, block_markup[i].class)))
			return open_block(page, block_markup[i].type, depth);
	if (strcmp(page->parent, "article") == 0 &&
	    (is_named(page, "blockquote") || is_named(page, "ul"))) {
		snprintf(page->parent, sizeof(page->parent), "%s",
		    is_named(page, "ul") ? "ul" : "blockquote");
		return NEWSCONV_OK;
	}
	return refuse_here(page, "there is an element that is no block: ",
	    (const char *)xmlTextReaderConstLocalName(page->reader));
}

/* -------------------------------------------------------------------- nodes */

static int
begin_element(struct page *page, int depth)
{
	int result = NEWSCONV_OK;

	if (page->hidden_depth >= 0)
		return NEWSCONV_OK;
	if (page->in_article && hides(page)) {
		page->hidden_depth = depth;
	} else if (!page->in_article) {
		page->in_article = is_named(page, "article");
		strcpy(page->parent, "article");
	} else if (page->block_depth < 0) {
		result = begin_child(page, depth);
	}
	return result;
}

static int
end_element(struct page *page, int depth)
{
	if (page->hidden_depth >= 0) {
		if (page->hidden_depth == depth)
			page->hidden_depth = -1;
		return NEWSCONV_OK;
	}
	if (page->block_depth == depth)
		return close_block(page);
	if (page->block_depth >= 0 || !page->in_article)
		return NEWSCONV_OK;
	if (is_named(page, "article"))
		page->in_article = false;
	strcpy(page->parent, "article");
	return NEWSCONV_OK;
}

static bool
is_blank(const char *text)
{
	return text[strspn(text, " \t\r\n")] == '\0';
}

static int
take_text(struct page *page)
{
	const char *text = (const char *)xmlTextReaderConstValue(page->reader);

	if (text == NULL || page->hidden_depth >= 0 || !page->in_article)
		return NEWSCONV_OK;
	if (page->block_depth >= 0)
		nc_buffer_text(&page->text, text);
	else if (!is_blank(text))
		return refuse_here(
		    page, "there is text outside of a block", "");
	return NEWSCONV_OK;
}

static int
take_element(struct page *page)
{
	int depth = xmlTextReaderDepth(page->reader);
	bool empty = xmlTextReaderIsEmptyElement(page->reader) == 1;
	int result;

	if (depth > DEPTH_MOST)
		return refuse_here(page, "elements are nested too deep", "");
	result = begin_element(page, depth);
	return result == NEWSCONV_OK && empty ? end_element(page, depth)
					      : result;
}

static int
take_node(struct page *page)
{
	switch (xmlTextReaderNodeType(page->reader)) {
	case XML_READER_TYPE_ELEMENT:
		return take_element(page);
	case XML_READER_TYPE_END_ELEMENT:
		return end_element(page, xmlTextReaderDepth(page->reader));
	case XML_READER_TYPE_TEXT:
	case XML_READER_TYPE_CDATA:
	case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
	case XML_READER_TYPE_WHITESPACE:
		return take_text(page);
	case XML_READER_TYPE_ENTITY_REFERENCE:
		return refuse_here(page, "it refers to an entity", "");
	default:
		return NEWSCONV_OK;
	}
}

static int
read_nodes(struct page *page)
{
	int more, result = NEWSCONV_OK;

	do {
		more = xmlTextReaderRead(page->reader);
		if (more == 1)
			result = take_node(page);
	} while (more == 1 && result == NEWSCONV_OK);
	if (result < 0 || more == 0)
		return result;
	if (page->fault[0] == '\0')
		return nc_error_memory(page->error);
	return refuse(page, page->fault_line, "it is not XML: ", page->fault);
}

int
nc_restore_page(struct newsconv_article *article, size_t *next,
    struct newsconv_text page, struct newsconv_error *error)
{
	struct page reading = {.article = article,
	    .next = next,
	    .text = NC_BUFFER((size_t)1 << 31),
	    .block_depth = -1,
	    .hidden_depth = -1,
	    .error = error};
	int options = OPTIONS | (page.size > HUGE_FROM ? XML_PARSE_HUGE : 0);
	int result;

	if (page.size > INT32_MAX)
		return nc_error_set(error, NEWSCONV_TOO_LARGE,
		    "%zu bytes, more than are read as XML", page.size);
	pthread_once(&parser_once, set_up_parser);
	reading.reader = xmlReaderForMemory(
	    page.data, (int)page.size, NULL, "UTF-8", options);
	if (reading.reader == NULL)
		return nc_error_memory(error);
	xmlTextReaderSetStructuredErrorHandler(
	    reading.reader, keep_fault, &reading);
	result = read_nodes(&reading);
	xmlFreeTextReader(reading.reader);
	nc_buffer_free(&reading.text);
	return result;
}
