/*
 * Writing XML by libxml2's text writer, which escapes and balances.  A failure
 * sticks: nc_xml_put_end() tells.
 */
#ifndef NC_XML_OUT_H
#define NC_XML_OUT_H

#include <libxml/xmlwriter.h>

#include "memory.h"

struct nc_xml {
	xmlTextWriterPtr writer;
	xmlBufferPtr output;
	struct nc_buffer scratch; /* libxml2 wants NUL at the end of text */
	bool failed;
};

enum nc_xml_style {
	NC_XML_INDENTED = 1, /* for parts whose white space means nothing */
	NC_XML_DECLARATION = 2
};

void nc_xml_put_begin(struct nc_xml *xml, unsigned style);
/* A document type declaration with nothing but a name: <!DOCTYPE html> */
void nc_xml_put_doctype(struct nc_xml *xml, const char *name);
void nc_xml_put_open(struct nc_xml *xml, const char *name);
/* Attributes of the element just opened; the second leaves out empty ones. */
void nc_xml_put_attribute(
    struct nc_xml *xml, const char *name, const char *value);
void nc_xml_put_attribute_text(
    struct nc_xml *xml, const char *name, struct newsconv_text value);
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
 * Frees the writer; the document goes to *document, in `arena`.  To be called
 * once for each nc_xml_put_begin().
 */
int nc_xml_put_end(struct nc_xml *xml, struct nc_arena *arena,
    struct newsconv_text *document, struct newsconv_error *error);

#endif
