/* A thin coat over xmlTextWriter: pointer-and-length text, failures stick. */
#include <string.h>

#include "error.h"
#include "utf8.h"
#include "xml_out.h"

#define SCRATCH_CEILING ((size_t)1 << 31)

static const xmlChar *
xml_string(const char *text)
{
	return (const xmlChar *)text;
}

static void
keep(struct nc_xml *xml, int result)
{
	if (result < 0)
		xml->failed = true;
}

void
nc_xml_put_begin(struct nc_xml *xml, unsigned style)
{
	memset(xml, 0, sizeof(*xml));
	xml->scratch.ceiling = SCRATCH_CEILING;
	xml->output = xmlBufferCreate();
	if (xml->output != NULL) {
		/* The default grows by small steps: quadratic. */
		xmlBufferSetAllocationScheme(
		    xml->output, XML_BUFFER_ALLOC_DOUBLEIT);
		xml->writer = xmlNewTextWriterMemory(xml->output, 0);
	}
	if (xml->writer == NULL) {
		xml->failed = true;
		return;
	}
	if (style & NC_XML_INDENTED)
		keep(xml, xmlTextWriterSetIndent(xml->writer, 1));
	if (style & NC_XML_DECLARATION)
		keep(xml,
		    xmlTextWriterStartDocument(
			xml->writer, NULL, "UTF-8", NULL));
}

void
nc_xml_put_doctype(struct nc_xml *xml, const char *name)
{
	if (xml->failed)
		return;
	keep(xml,
	    xmlTextWriterWriteDTD(
		xml->writer, xml_string(name), NULL, NULL, NULL));
	nc_xml_put_line(xml);
}

void
nc_xml_put_open(struct nc_xml *xml, const char *name)
{
	if (!xml->failed)
		keep(xml,
		    xmlTextWriterStartElement(xml->writer, xml_string(name)));
}

void
nc_xml_put_attribute(struct nc_xml *xml, const char *name, const char *value)
{
	if (!xml->failed)
		keep(xml,
		    xmlTextWriterWriteAttribute(
			xml->writer, xml_string(name), xml_string(value)));
}

static const char *
terminated(struct nc_xml *xml, struct newsconv_text text)
{
	nc_buffer_clear(&xml->scratch);
	nc_buffer_add(&xml->scratch, text.data, text.size);
	if (xml->scratch.out_of_memory || xml->scratch.too_large) {
		xml->failed = true;
		return "";
	}
	return xml->scratch.data;
}

void
nc_xml_put_attribute_text(
    struct nc_xml *xml, const char *name, struct newsconv_text value)
{
	if (value.size > 0)
		nc_xml_put_attribute(xml, name, terminated(xml, value));
}

void
nc_xml_put_text(struct nc_xml *xml, struct newsconv_text text)
{
	nc_xml_put_string(xml, terminated(xml, text));
}

void
nc_xml_put_string(struct nc_xml *xml, const char *text)
{
	if (!xml->failed)
		keep(xml,
		    xmlTextWriterWriteString(xml->writer, xml_string(text)));
}

void
nc_xml_put_line(struct nc_xml *xml)
{
	if (!xml->failed)
		keep(xml, xmlTextWriterWriteRaw(xml->writer, xml_string("\n")));
}

void
nc_xml_put_close(struct nc_xml *xml)
{
	if (!xml->failed)
		keep(xml, xmlTextWriterFullEndElement(xml->writer));
}

void
nc_xml_put_close_empty(struct nc_xml *xml)
{
	if (!xml->failed)
		keep(xml, xmlTextWriterEndElement(xml->writer));
}

void
nc_xml_put_element(
    struct nc_xml *xml, const char *name, struct newsconv_text text)
{
	nc_xml_put_open(xml, name);
	nc_xml_put_text(xml, text);
	nc_xml_put_close(xml);
}

int
nc_xml_put_end(struct nc_xml *xml, struct nc_arena *arena,
    struct newsconv_text *document, struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	if (!xml->failed)
		keep(xml, xmlTextWriterEndDocument(xml->writer));
	if (xml->writer != NULL)
		xmlFreeTextWriter(xml->writer); /* and flush */
	if (!xml->failed) {
		document->size = (size_t)xmlBufferLength(xml->output);
		document->data = nc_arena_copy(
		    arena, xmlBufferContent(xml->output), document->size);
	}
	if (xml->failed || document->data == NULL)
		result = nc_error_memory(error);
	if (xml->output != NULL)
		xmlBufferFree(xml->output);
	nc_buffer_free(&xml->scratch);
	return result;
}
