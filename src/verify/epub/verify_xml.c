/*
 * libxml2 with its doors shut, see verify_xml.h.
 *
 * Errors are caught by handlers of the one parser, never by libxml2's global
 * ones, so that checks may run in many threads at once.  Compiled grammars are
 * the exception to the rule that nothing is shared: compiling one costs more
 * than a check with it, and a run may check a hundred thousand books.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/relaxng.h>

#include "error.h"
#include "memory.h"
#include "utf8.h"
#include "verify_xml.h"

enum {
	/* Above it libxml2's own limits on one text node would be met. */
	HUGE_FROM = 8 * 1024 * 1024,
	/*
	 * What texts and trees may take: a tree has the text's characters once
	 * more, and an element or attribute with what is around its text takes
	 * about 250 bytes.  Small documents may always have some.
	 */
	MEMORY_MAX = 46 * 1024 * 1024,
	NODE_MEMORY = 250,
	NODES_MIN = 10 * 1000,
	DEPTH = 256, /* of elements, unless the caller says another */
	/* libxml2 holds each attribute of an element against all others. */
	ATTRIBUTES_MAX = 10 * 1000,
	OPTIONS = XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_COMPACT
};

/* The first error; those that follow are mostly its consequences. */
struct fault {
	uint64_t nodes;     /* elements and attributes, so far */
	uint64_t nodes_max; /* 0: without a bound */
	uint64_t depth_max;
	bool found;
	bool limit; /* of libxml2, not of XML */
	bool out_of_memory;
	long line;
	char text[400];
};

/* ------------------------------------------------------ what is set up once */

static pthread_once_t parser_once = PTHREAD_ONCE_INIT;
static pthread_once_t types_once = PTHREAD_ONCE_INIT;

static void
set_up_parser(void)
{
	xmlInitParser();
}

/* Done lazily inside libxml2, but without a lock. */
static void
set_up_types(void)
{
	xmlRelaxNGInitTypes();
}

/* Filled in once each, under the lock, and constant from then on. */
static pthread_mutex_t grammars_lock = PTHREAD_MUTEX_INITIALIZER;
static xmlRelaxNG *grammars[NC_SCHEMA_COUNT];

/* ----------------------------------------------------------------- handlers */

/*
 * libxml2 has codes of their own for few of its limits, and gives some of them
 * the code of a fault; what it says tells them apart.
 */
static bool
is_limit(const xmlError *error)
{
	static const char *const words[] = {"XML_PARSE_HUGE", "huge text node",
	    "Huge input lookup", "too big found", "length too long",
	    "Resource limit"};
	size_t i;

	if (error->code == XML_ERR_NAME_TOO_LONG)
		return true;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (error->message != NULL &&
		    strstr(error->message, words[i]) != NULL)
			return true;
	}
	return false;
}

static void
keep_first(struct fault *fault, const xmlError *error)
{
	bool limit = is_limit(error);
	size_t length;

	if (error->code == XML_ERR_NO_MEMORY && !limit)
		fault->out_of_memory = true;
	if (fault->found || error->level < XML_ERR_ERROR)
		return;
	fault->found = true;
	fault->limit = limit;
	fault->line = error->line;
	length = error->message == NULL ? 0 : strlen(error->message);
	while (length > 0 && (unsigned char)error->message[length - 1] <= ' ')
		length--;
	nc_printable(fault->text, sizeof(fault->text),
	    length == 0 ? "damaged" : error->message, length == 0 ? 7 : length);
}

/*
 * The document types of XHTML 1 declare the entities of HTML 4 (XHTML 1.1, 3).
 * No DTD is read here, but their names are known.
 */
static bool
is_declared_elsewhere(const xmlParserCtxt *parser, const xmlError *error)
{
	static const char xhtml[] = "-//W3C//DTD XHTML 1.";
	const xmlDtd *type = parser->myDoc == NULL ? NULL
						   : parser->myDoc->intSubset;

	return error->code == XML_WAR_UNDECLARED_ENTITY &&
	    error->str1 != NULL && type != NULL && type->ExternalID != NULL &&
	    strncmp((const char *)type->ExternalID, xhtml, sizeof(xhtml) - 1) ==
	    0 &&
	    htmlEntityLookup((const xmlChar *)error->str1) != NULL;
}

/* A parser hands its own context to the handler; ours hangs on _private. */
static void
on_parser_error(void *context, xmlErrorPtr error)
{
	xmlParserCtxt *parser = context;

	if (!is_declared_elsewhere(parser, error))
		keep_first(parser->_private, error);
}

static void
on_grammar_error(void *context, xmlErrorPtr error)
{
	keep_first(context, error);
}

/* ------------------------------------------------------------------ parsing */

static bool
declares_entities(struct newsconv_text text)
{
	static const char declaration[] = "<!ENTITY";
	const char *next = text.data;
	size_t rest = text.size;

	while (rest >= sizeof(declaration) - 1 &&
	    (next = memchr(next, '<', rest)) != NULL) {
		rest = text.size - (size_t)(next - text.data);
		if (rest < sizeof(declaration) - 1)
			break;
		if (memcmp(next, declaration, sizeof(declaration) - 1) == 0)
			return true;
		next++;
		rest--;
	}
	return false;
}

/* A quote follows, and perhaps white space; of UTF-16 there are NUL bytes. */
static bool
opens_value(const char *next, const char *end)
{
	while (next < end &&
	    (*next == '\0' || *next == ' ' || *next == '\t' || *next == '\r' ||
		*next == '\n'))
		next++;
	return next < end && (*next == '"' || *next == '\'');
}

/*
 * Whether a tag may have more attributes than is good for libxml2, which must
 * be known before it reads the tag.  No value holds a '<', so all that is
 * between two of them is counted, text as well.
 */
static bool
has_crowded_tag(struct newsconv_text text)
{
	const char *next = text.data, *end = text.data + text.size;
	const char *tag = next;
	size_t count = 0;

	while (next < end &&
	    (next = memchr(next, '=', (size_t)(end - next))) != NULL) {
		if (memchr(tag, '<', (size_t)(next - tag)) != NULL)
			count = 0;
		tag = next;
		if (opens_value(++next, end) && ++count > ATTRIBUTES_MAX)
			return true;
	}
	return false;
}

/*
 * XML_PARSE_HUGE takes away libxml2's limits on entities too, so it is given
 * only to large documents in UTF-8 that declare none.
 */
static int
options_for(struct newsconv_text text)
{
	if (text.size < HUGE_FROM || memchr(text.data, 0, text.size) != NULL ||
	    declares_entities(text))
		return OPTIONS;
	return OPTIONS | XML_PARSE_HUGE;
}

/*
 * What libxml2 has to say outside of a parser's context, mostly that memory is
 * out, it prints, unless this thread has a handler for it: ours for the time of
 * a call, then the one that was there.
 */
struct quiet {
	xmlStructuredErrorFunc handler;
	void *context;
};

static void
quiet_begin(struct quiet *quiet, struct fault *fault)
{
	quiet->handler = xmlStructuredError;
	quiet->context = xmlStructuredErrorContext;
	xmlSetStructuredErrorFunc(fault, on_grammar_error);
}

static void
quiet_end(const struct quiet *quiet)
{
	xmlSetStructuredErrorFunc(quiet->context, quiet->handler);
}

static bool
is_beyond(struct fault *fault, const xmlParserCtxt *parser)
{
	const char *what = NULL;
	uint64_t most = 0;

	if (fault->nodes_max == 0)
		return false;
	if (fault->nodes > fault->nodes_max) {
		what = "elements and attributes";
		most = fault->nodes_max;
	} else if ((uint64_t)parser->nodeNr >= fault->depth_max) {
		what = "levels of elements";
		most = fault->depth_max;
	}
	if (what != NULL && !fault->found) {
		fault->found = fault->limit = true;
		fault->line = parser->input == NULL ? 0 : parser->input->line;
		snprintf(fault->text, sizeof(fault->text), "more than %llu %s",
		    (unsigned long long)most, what);
	}
	return what != NULL;
}

/* As libxml2 does it, until there are too many for the memory we allow. */
static void
on_element(void *context, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int namespaces, const xmlChar **declared_namespaces,
    int attributes, int defaulted, const xmlChar **list)
{
	xmlParserCtxt *parser = context;
	struct fault *fault = parser->_private;

	fault->nodes += 1 + (uint64_t)attributes;
	if (is_beyond(fault, parser)) {
		xmlStopParser(parser);
		return;
	}
	xmlSAX2StartElementNs(context, name, prefix, uri, namespaces,
	    declared_namespaces, attributes, defaulted, list);
}

/* Piece by piece: of a text in one piece libxml2 makes a copy first. */
static int
give_text(void *context, char *buffer, int size)
{
	struct newsconv_text *rest = context;

	if (rest->size < (size_t)size)
		size = (int)rest->size;
	memcpy(buffer, rest->data, (size_t)size);
	rest->data += size;
	rest->size -= (size_t)size;
	return size;
}

static xmlDoc *
parse(struct newsconv_text text, struct fault *fault)
{
	struct newsconv_text rest = text;
	xmlParserCtxt *parser = xmlNewParserCtxt();
	xmlDoc *document = NULL;
	struct quiet quiet;

	if (parser == NULL) {
		fault->out_of_memory = true;
		return NULL;
	}
	parser->_private = fault;
	parser->sax->serror = on_parser_error;
	parser->sax->startElementNs = on_element;
	quiet_begin(&quiet, fault);
	document = xmlCtxtReadIO(
	    parser, give_text, NULL, &rest, NULL, NULL, options_for(text));
	quiet_end(&quiet);
	/* After an error of namespaces there is a document all the same. */
	if (document != NULL && (fault->found || fault->out_of_memory)) {
		xmlFreeDoc(document);
		document = NULL;
	}
	xmlFreeParserCtxt(parser);
	return document;
}

/* Our own parts come nowhere near the limits. */
static enum nc_finding_code
unread(const struct nc_verify *verify, const struct fault *fault)
{
	if (!fault->limit)
		return NC_XML_NOT_WELL_FORMED;
	return verify->options->own ? NC_XML_NOT_VALID : NC_XML_NOT_CHECKED;
}

static void
report_unread(const struct nc_verify *verify, const struct nc_xml_part *part,
    const struct fault *fault)
{
	const struct nc_place place = {
	    .part = part->name, .offset = part->offset, .line = fault->line};

	nc_report(verify, unread(verify, fault), &place, "%s", fault->text);
}

/* Bounds for all but our own parts, which we know. */
static void
set_bounds(struct fault *fault, const struct nc_verify *verify,
    const struct nc_xml_part *part)
{
	uint64_t taken = part->held + 2 * (uint64_t)part->text.size;

	memset(fault, 0, sizeof(*fault));
	if (verify->options->own)
		return;
	fault->nodes_max = taken > MEMORY_MAX
	    ? 0
	    : (MEMORY_MAX - taken) / NODE_MEMORY;
	if (fault->nodes_max < NODES_MIN)
		fault->nodes_max = NODES_MIN;
	fault->depth_max = verify->options->limits.depth;
	if (fault->depth_max == 0)
		fault->depth_max = DEPTH;
}

int
nc_xml_parse(const struct nc_verify *verify, const struct nc_xml_part *part,
    xmlDoc **document, struct newsconv_error *error)
{
	struct fault fault;
	xmlDoc *new;

	*document = NULL;
	set_bounds(&fault, verify, part);
	if (fault.nodes_max > 0 && has_crowded_tag(part->text)) {
		fault.limit = true;
		snprintf(fault.text, sizeof(fault.text),
		    "an element with more than %d attributes", ATTRIBUTES_MAX);
		report_unread(verify, part, &fault);
		return NEWSCONV_OK;
	}
	pthread_once(&parser_once, set_up_parser);
	new = parse(part->text, &fault);
	/*
	 * Some allocations that fail in libxml2 come out as bad syntax.  Damage
	 * is there the second time too.
	 */
	if (new == NULL && !fault.out_of_memory) {
		set_bounds(&fault, verify, part);
		new = parse(part->text, &fault);
	}
	if (new == NULL && (fault.out_of_memory || !fault.found))
		return nc_error_memory(error);
	if (new == NULL)
		report_unread(verify, part, &fault);
	*document = new;
	return NEWSCONV_OK;
}

/* ----------------------------------------------------------------- encoding */

/* XML 1.0, F: what the first bytes tell where there is no mark. */
static const struct beginning {
	const char *bytes;
	size_t size;
	enum nc_xml_encoding encoding;
	const char *name;
} beginnings[] = {
    {"\0\0\xfe\xff", 4, NC_XML_OTHER, "UTF-32"},
    {"\xff\xfe\0\0", 4, NC_XML_OTHER, "UTF-32"},
    {"\0\0\0<", 4, NC_XML_OTHER, "UTF-32"},
    {"<\0\0\0", 4, NC_XML_OTHER, "UTF-32"},
    {"\xfe\xff", 2, NC_XML_UTF16, "UTF-16"},
    {"\xff\xfe", 2, NC_XML_UTF16, "UTF-16"},
    {"\0<\0?", 4, NC_XML_UTF16, "UTF-16"},
    {"<\0?\0", 4, NC_XML_UTF16, "UTF-16"},
    {"\x4c\x6f\xa7\x94", 4, NC_XML_OTHER, "EBCDIC"},
};

/* The name in the XML declaration; false when it has none. */
static bool
declared(struct newsconv_text text, char *name, size_t size)
{
	char head[256];
	const char *end, *place;
	size_t length = text.size < sizeof(head) - 1 ? text.size
						     : sizeof(head) - 1;

	memcpy(head, text.data, length);
	head[length] = '\0';
	place = head;
	if (strncmp(place, "\xef\xbb\xbf", 3) == 0)
		place += 3;
	if (strncmp(place, "<?xml", 5) != 0)
		return false;
	end = strstr(place, "?>");
	place = strstr(place, "encoding");
	if (place == NULL || end == NULL || place > end)
		return false;
	place += 8 + strspn(place + 8, " \t\r\n=");
	if (*place != '"' && *place != '\'')
		return false;
	length = strcspn(place + 1, "\"'");
	if (length >= size)
		length = size - 1;
	memcpy(name, place + 1, length);
	name[length] = '\0';
	return true;
}

enum nc_xml_encoding
nc_xml_encoding(struct newsconv_text text, char *name, size_t size)
{
	size_t i;

	for (i = 0; i < sizeof(beginnings) / sizeof(beginnings[0]); i++) {
		const struct beginning *one = &beginnings[i];

		if (text.size < one->size ||
		    memcmp(text.data, one->bytes, one->size) != 0)
			continue;
		snprintf(name, size, "%s", one->name);
		return one->encoding;
	}
	if (!declared(text, name, size) || strcasecmp(name, "UTF-8") == 0)
		return NC_XML_UTF8;
	return strncasecmp(name, "UTF-16", 6) == 0 ? NC_XML_UTF16
						   : NC_XML_OTHER;
}

/* --------------------------------------------------------------- validation */

static xmlRelaxNG *
compile(enum nc_schema schema)
{
	struct newsconv_text text = nc_schema_text(schema);
	struct fault fault = {0};
	xmlRelaxNGParserCtxt *context = xmlRelaxNGNewMemParserCtxt(
	    text.data, (int)text.size);
	xmlRelaxNG *grammar;
	struct quiet quiet;

	if (context == NULL)
		return NULL;
	quiet_begin(&quiet, &fault);
	xmlRelaxNGSetParserStructuredErrors(context, on_grammar_error, &fault);
	grammar = xmlRelaxNGParse(context);
	xmlRelaxNGFreeParserCtxt(context);
	quiet_end(&quiet);
	return grammar;
}

/* NULL when out of memory: the grammars themselves are known to compile. */
static xmlRelaxNG *
grammar_of(enum nc_schema schema)
{
	xmlRelaxNG *grammar;

	pthread_once(&parser_once, set_up_parser);
	pthread_once(&types_once, set_up_types);
	pthread_mutex_lock(&grammars_lock);
	if (grammars[schema] == NULL)
		grammars[schema] = compile(schema);
	grammar = grammars[schema];
	pthread_mutex_unlock(&grammars_lock);
	return grammar;
}

/* 0 valid, 1 not, -1 out of memory. */
static int
validate(xmlRelaxNG *grammar, xmlDoc *document, struct fault *fault)
{
	xmlRelaxNGValidCtxt *context = xmlRelaxNGNewValidCtxt(grammar);
	struct quiet quiet;
	int verdict;

	if (context == NULL)
		return -1;
	quiet_begin(&quiet, fault);
	xmlRelaxNGSetValidStructuredErrors(context, on_grammar_error, fault);
	verdict = xmlRelaxNGValidateDoc(context, document);
	xmlRelaxNGFreeValidCtxt(context);
	quiet_end(&quiet);
	if (fault->out_of_memory)
		return -1;
	return verdict != 0;
}

/*
 * By a grammar of its own: where memory was short for the one that is kept,
 * libxml2 may have compiled it without a name or a namespace, and said nothing.
 */
static int
validate_anew(enum nc_schema schema, xmlDoc *document, struct fault *fault)
{
	xmlRelaxNG *grammar = compile(schema);
	int verdict;

	if (grammar == NULL)
		return -1;
	memset(fault, 0, sizeof(*fault));
	verdict = validate(grammar, document, fault);
	xmlRelaxNGFree(grammar);
	return verdict;
}

int
nc_xml_validate(const struct nc_verify *verify, const char *part,
    uint64_t offset, xmlDoc *document, enum nc_schema schema,
    struct newsconv_error *error)
{
	struct fault fault = {0};
	xmlRelaxNG *grammar = grammar_of(schema);
	int verdict = grammar == NULL ? -1
				      : validate(grammar, document, &fault);

	/* As in nc_xml_parse(): asked again before it is said. */
	if (verdict == 1)
		verdict = validate_anew(schema, document, &fault);
	if (verdict < 0)
		return nc_error_memory(error);
	if (verdict > 0)
		nc_finding(verify, NC_XML_NOT_VALID, part, offset,
		    "line %ld: %s", fault.line,
		    fault.found ? fault.text : "not what the grammar allows");
	return NEWSCONV_OK;
}

/* ----------------------------------------------------------------- the tree */

bool
nc_node_is(const xmlNode *node, const char *name, const char *namespace)
{
	/* Most names differ in their first letter, and most questions fail. */
	return node->type == XML_ELEMENT_NODE && node->ns != NULL &&
	    (char)node->name[0] == name[0] &&
	    strcmp((const char *)node->name, name) == 0 &&
	    strcmp((const char *)node->ns->href, namespace) == 0;
}

const xmlNode *
nc_node_element(const xmlNode *node)
{
	while (node != NULL && node->type != XML_ELEMENT_NODE)
		node = node->next;
	return node;
}

xmlNode *
nc_node_next(const xmlNode *root, const xmlNode *node)
{
	/* The children of a reference are the entity's, not the document's. */
	if (node->children != NULL && node->type == XML_ELEMENT_NODE)
		return node->children;
	while (node != root && node->next == NULL)
		node = node->parent;
	return node == root ? NULL : node->next;
}

const char *
nc_node_attribute(const xmlNode *node, const char *name, const char *namespace)
{
	const xmlAttr *attribute;

	/* Other nodes keep other things in this place. */
	if (node->type != XML_ELEMENT_NODE)
		return NULL;
	for (attribute = node->properties; attribute != NULL;
	     attribute = attribute->next) {
		if ((char)attribute->name[0] != name[0] ||
		    strcmp((const char *)attribute->name, name) != 0)
			continue;
		if (namespace == NULL ? attribute->ns != NULL
				      : attribute->ns == NULL ||
			    strcmp((const char *)attribute->ns->href,
				namespace) != 0)
			continue;
		if (attribute->children == NULL)
			return "";
		if (attribute->children->next != NULL ||
		    attribute->children->type != XML_TEXT_NODE)
			return NULL;
		return (const char *)attribute->children->content;
	}
	return NULL;
}

/*
 * References to entities are left out: what they stand for can grow without
 * end, and no reader of books resolves them all.
 */
char *
nc_node_text(const xmlNode *node)
{
	struct nc_buffer buffer = NC_BUFFER(1024 * 1024 * 1024);
	const xmlNode *next = node;
	struct newsconv_text text;

	nc_buffer_text(&buffer, "");
	while ((next = nc_node_next(node, next)) != NULL) {
		if ((next->type == XML_TEXT_NODE ||
			next->type == XML_CDATA_SECTION_NODE) &&
		    next->content != NULL)
			nc_buffer_text(&buffer, (const char *)next->content);
	}
	if (nc_buffer_check(&buffer, NULL) < 0) {
		nc_buffer_free(&buffer);
		return NULL;
	}
	text.data = buffer.data;
	text.size = buffer.size;
	text = nc_trim(text);
	memmove(buffer.data, text.data, text.size);
	buffer.data[text.size] = '\0';
	return buffer.data;
}
