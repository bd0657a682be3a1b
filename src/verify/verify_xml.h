/*
 * XML by libxml2, kept behind this interface: parsing of hostile documents
 * (no network, no DTD, no entities that grow), and the verdict of the RELAX NG
 * grammars of what newsconv itself writes.
 */
#ifndef NC_VERIFY_XML_H
#define NC_VERIFY_XML_H

#include <libxml/tree.h>

#include "finding.h"
#include "schemas.h"

/*
 * Parse a part; *document is NULL when it is not well-formed, or beyond what the
 * parser takes, which has been reported for `part` at `offset`.  Free it with
 * xmlFreeDoc().  Fails with NEWSCONV_NO_MEMORY.
 */
int nc_xml_parse(const struct nc_verify *verify, const char *part,
    uint64_t offset, struct newsconv_text text, xmlDoc **document,
    struct newsconv_error *error);

/* What a document is written in, by its first bytes and its declaration. */
enum nc_xml_encoding { NC_XML_UTF8, NC_XML_UTF16, NC_XML_OTHER };
/* *name is filled in with its name. */
enum nc_xml_encoding nc_xml_encoding(
    struct newsconv_text text, char *name, size_t size);

/* Hold it against a grammar and report.  Fails with NEWSCONV_NO_MEMORY. */
int nc_xml_validate(const struct nc_verify *verify, const char *part,
    uint64_t offset, xmlDoc *document, enum nc_schema schema,
    struct newsconv_error *error);

/* The element has this local name in this namespace. */
bool nc_node_is(const xmlNode *node, const char *name, const char *namespace);
/* The node, or the first of its siblings behind it, that is an element. */
const xmlNode *nc_node_element(const xmlNode *node);
/* The next node in document order within `root`, not by recursion; or NULL. */
xmlNode *nc_node_next(const xmlNode *root, const xmlNode *node);
/*
 * An attribute without namespace, or in `namespace` if not NULL: its value in
 * place, NULL when there is none.  Only for values that are one text node, as
 * all are that hold no entity of the document's own.
 */
const char *nc_node_attribute(
    const xmlNode *node, const char *name, const char *namespace);
/* All text below a node, without white space at its ends; free() it. */
char *nc_node_text(const xmlNode *node);

#endif
