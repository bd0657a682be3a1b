/*
 * Writing XML: elements that balance, text that is escaped.  A failure sticks:
 * nc_xml_put_end() tells.
 *
 * Not libxml2's text writer: when memory runs out while it escapes a text, it
 * reports success and leaves the text out, and losing text in silence is the
 * one thing this program must not do.
 */
#ifndef NC_XML_OUT_H
#define NC_XML_OUT_H

#include "memory.h"

enum { NC_XML_DEPTH = 32 };

struct nc_xml {
	struct nc_buffer output;
	const char
	    *open[NC_XML_DEPTH]; /* names of the elements that are open */
	unsigned depth;
	unsigned style;
	bool in_tag;     /* the last start tag has no ">" yet */
	bool after_text; /* text stands right before: no white space here */
};

enum nc_xml_style {
	NC_XML_INDENTED = 1, /* for parts whose white space means nothing */
	NC_XML_DECLARATION = 2
};

void nc_xml_put_begin(struct nc_xml *xml, unsigned style);
/* A document type declaration with nothing but a name: <!DOCTYPE html> */
void nc_xml_put_doctype(struct nc_xml *xml, const char *name);
/* `name` is a constant; it is needed again at the end tag. */
void nc_xml_put_open(struct nc_xml *xml, const char *name);
/* Attributes of the element just opened; the second leaves out empty ones. */
void nc_xml_put_attribute(
    struct nc_xml *xml, const char *name, const char *value);
void nc_xml_put_attribute_text(
    struct nc_xml *xml, const char *name, struct newsconv_text value);
/* The text's characters must be legal in XML 1.0, 2.2. */
void nc_xml_put_text(struct nc_xml *xml, struct newsconv_text text);
void nc_xml_put_string(struct nc_xml *xml, const char *text);
/* A line end between elements. */
void nc_xml_put_line(struct nc_xml *xml);
/* "</p>"; the second writes "<meta/>" where nothing stands in it. */
void nc_xml_put_close(struct nc_xml *xml);
void nc_xml_put_close_empty(struct nc_xml *xml);
/* Open, text, close. */
void nc_xml_put_element(
    struct nc_xml *xml, const char *name, struct newsconv_text text);
/*
 * The document goes to *document, in `arena`.  To be called once for each
 * nc_xml_put_begin().
 */
int nc_xml_put_end(struct nc_xml *xml, struct nc_arena *arena,
    struct newsconv_text *document, struct newsconv_error *error);

#endif
