/*
 * Which elements a document may have where, with which attributes: tables of
 * our own (*_elements.def), a line an element.
 *
 *	ELEMENT(name, parents, least, most, order, content, attributes)
 *
 * parents: names separated by blanks, "" for the root.  least, most: how often
 * it may be in its parent, 0 for any number.  order: its children stand in this
 * order; 0: anywhere.  content: EMPTY, TEXT (not blank), MAYBE (text or none),
 * ELEMENTS, ANY (not looked into).  attributes: words "name=kind?" or
 * "name=kind!" (must be there), where a kind is one of those of values[] in
 * xml_grammar.c or a list a|b|c; "*" allows others.
 */
#ifndef NC_XML_GRAMMAR_H
#define NC_XML_GRAMMAR_H

#include "verify_epub.h"

enum nc_grammar_content {
	NC_GRAMMAR_EMPTY,
	NC_GRAMMAR_TEXT,
	NC_GRAMMAR_MAYBE,
	NC_GRAMMAR_ELEMENTS,
	NC_GRAMMAR_ANY
};

struct nc_grammar_rule {
	const char *namespace;
	const char *name;
	const char *parents;
	unsigned least, most, order;
	enum nc_grammar_content content;
	const char *attributes;
};

struct nc_grammar {
	const struct nc_grammar_rule *rules;
	size_t count;
	const char *clause;
	bool open;            /* elements of other namespaces are allowed */
	bool open_attributes; /* attributes are */
};

/* Hold a document against a grammar and report, as RSC-005. */
void nc_grammar_check(struct nc_pub *epub, size_t part, xmlNode *root,
    const struct nc_grammar *grammar);

/* XML's NCName: a name without a colon. */
bool nc_is_ncname(const char *text);

#endif
