/* XML text into a buffer: brackets, and the escapes of XML 1.0, 2.4. */
#include <assert.h>
#include <string.h>

#include "error.h"
#include "swar.h"
#include "utf8.h"
#include "xml_out.h"

#define DOCUMENT_CEILING ((size_t)1 << 31)

void
nc_xml_put_begin(struct nc_xml *xml, unsigned style)
{
	memset(xml, 0, sizeof(*xml));
	xml->output.ceiling = DOCUMENT_CEILING;
	xml->style = style;
	if (style & NC_XML_DECLARATION)
		nc_buffer_text(&xml->output,
		    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
}

void
nc_xml_put_doctype(struct nc_xml *xml, const char *name)
{
	nc_buffer_format(&xml->output, "<!DOCTYPE %s>\n", name);
}

static void
end_tag(struct nc_xml *xml)
{
	if (xml->in_tag)
		nc_buffer_byte(&xml->output, '>');
	xml->in_tag = false;
}

static void
new_line(struct nc_xml *xml)
{
	unsigned i;

	if (!(xml->style & NC_XML_INDENTED) || xml->after_text)
		return;
	nc_buffer_byte(&xml->output, '\n');
	for (i = 0; i < xml->depth; i++)
		nc_buffer_byte(&xml->output, ' ');
}

void
nc_xml_put_open(struct nc_xml *xml, const char *name)
{
	/* How deep our documents go is written in our own code. */
	assert(xml->depth < NC_XML_DEPTH);
	end_tag(xml);
	if (xml->depth > 0)
		new_line(xml);
	nc_buffer_byte(&xml->output, '<');
	nc_buffer_text(&xml->output, name);
	xml->open[xml->depth++] = name;
	xml->in_tag = true;
	xml->after_text = false;
}

/* The characters that end text or an attribute's value, in its quotes. */
static const char *
entity(unsigned char byte)
{
	switch (byte) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;"; /* for "]]>" */
	case '"':
		return "&quot;";
	default:
		return NULL;
	}
}

/* Past what needs no escape, which is nearly all. */
static size_t
skip_plain(struct newsconv_text text, size_t i)
{
	while (text.size - i >= NC_SWAR) {
		uint64_t word = nc_swar_load(text.data + i);

		if ((nc_swar_has(word, '&') | nc_swar_has(word, '<') |
			nc_swar_has(word, '>') | nc_swar_has(word, '"')) != 0)
			break;
		i += NC_SWAR;
	}
	return i;
}

static void
escape(struct nc_buffer *buffer, struct newsconv_text text, bool in_value)
{
	size_t start = 0, i;

	for (i = skip_plain(text, 0); i < text.size; i++) {
		unsigned char byte = (unsigned char)text.data[i];
		const char *replaced = entity(byte);

		if (replaced == NULL || (byte == '"' && !in_value))
			continue;
		nc_buffer_add(buffer, text.data + start, i - start);
		nc_buffer_text(buffer, replaced);
		start = i + 1;
		i = skip_plain(text, start) - 1;
	}
	nc_buffer_add(buffer, text.data + start, text.size - start);
}

static void
attribute(struct nc_xml *xml, const char *name, struct newsconv_text value)
{
	assert(xml->in_tag);
	nc_buffer_byte(&xml->output, ' ');
	nc_buffer_text(&xml->output, name);
	nc_buffer_text(&xml->output, "=\"");
	escape(&xml->output, value, true);
	nc_buffer_byte(&xml->output, '"');
}

void
nc_xml_put_attribute(struct nc_xml *xml, const char *name, const char *value)
{
	attribute(xml, name, nc_text(value));
}

void
nc_xml_put_attribute_text(
    struct nc_xml *xml, const char *name, struct newsconv_text value)
{
	if (value.size > 0)
		attribute(xml, name, value);
}

void
nc_xml_put_text(struct nc_xml *xml, struct newsconv_text text)
{
	end_tag(xml);
	escape(&xml->output, text, false);
	xml->after_text = true;
}

void
nc_xml_put_string(struct nc_xml *xml, const char *text)
{
	nc_xml_put_text(xml, nc_text(text));
}

void
nc_xml_put_line(struct nc_xml *xml)
{
	end_tag(xml);
	nc_buffer_byte(&xml->output, '\n');
}

void
nc_xml_put_close(struct nc_xml *xml)
{
	bool empty = xml->in_tag;

	assert(xml->depth > 0);
	end_tag(xml);
	xml->depth--;
	if (!empty)
		new_line(xml);
	/* Not by printf(), which takes longer than all else of an element. */
	nc_buffer_add(&xml->output, "</", 2);
	nc_buffer_text(&xml->output, xml->open[xml->depth]);
	nc_buffer_byte(&xml->output, '>');
	xml->after_text = false;
}

void
nc_xml_put_close_empty(struct nc_xml *xml)
{
	if (!xml->in_tag) {
		nc_xml_put_close(xml);
		return;
	}
	xml->depth--;
	xml->in_tag = false;
	nc_buffer_text(&xml->output, "/>");
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
	int result;

	assert(xml->depth == 0);
	nc_buffer_byte(&xml->output, '\n');
	result = nc_buffer_check(&xml->output, error);
	if (result == NEWSCONV_OK) {
		document->size = xml->output.size;
		document->data = nc_arena_copy(
		    arena, xml->output.data, xml->output.size);
		if (document->data == NULL)
			result = nc_error_memory(error);
	}
	nc_buffer_free(&xml->output);
	return result;
}
