/*
 * What stands before the root element of a part: the version of XML, its
 * encoding, the document type and what it declares.
 */
#include <string.h>
#include <strings.h>

#include "verify_content.h"

/* EPUB 3.3, B: documents types that may be named, each by its own parts only. */
static const struct external {
	const char *public_id;
	const char *system_id;
	const char *media_types;
} externals[] = {
    {"-//W3C//DTD MathML 3.0//EN",
	"http://www.w3.org/Math/DTD/mathml3/mathml3.dtd",
	"application/mathml+xml application/mathml-presentation+xml "
	"application/mathml-content+xml"},
    {"-//W3C//DTD SVG 1.1//EN",
	"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd", "image/svg+xml"},
    {"-//NISO//DTD ncx 2005-1//EN",
	"http://www.daisy.org/z3986/2005/ncx-2005-1.dtd",
	"application/x-dtbncx+xml"},
};

static const char *
text_of(const xmlChar *text)
{
	return text == NULL ? "" : (const char *)text;
}

static bool
is_allowed(const xmlDtd *dtd, const char *media_type)
{
	size_t i;

	for (i = 0; i < sizeof(externals) / sizeof(externals[0]); i++) {
		if (strcmp(externals[i].public_id, text_of(dtd->ExternalID)) ==
			0 &&
		    strcmp(externals[i].system_id, text_of(dtd->SystemID)) ==
			0 &&
		    nc_pub_has_word(externals[i].media_types, media_type))
			return true;
	}
	return false;
}

/* HTML, 13.1.1: no identifier, or the one for the sake of old programs. */
static void
check_html_type(const struct nc_content *content, const xmlDtd *dtd)
{
	if (dtd->ExternalID == NULL &&
	    (dtd->SystemID == NULL ||
		strcmp((const char *)dtd->SystemID, "about:legacy-compat") ==
		    0))
		return;
	nc_content_report(content, NC_XML_DOCTYPE, 1, "<!DOCTYPE html>",
	    "\"%.100s\" \"%.200s\"", text_of(dtd->ExternalID),
	    text_of(dtd->SystemID));
}

/* OPS 2.0.1, 2.2: that of XHTML 1.1 if any. */
static void
check_xhtml11_type(const struct nc_content *content, const xmlDtd *dtd)
{
	if (dtd->ExternalID == NULL ||
	    strcmp((const char *)dtd->ExternalID,
		"-//W3C//DTD XHTML 1.1//EN") == 0)
		return;
	nc_content_report(content, NC_XML_DOCTYPE, 1,
	    "-//W3C//DTD XHTML 1.1//EN", "\"%.200s\"",
	    text_of(dtd->ExternalID));
}

static void
check_type(const struct nc_content *content, const xmlDtd *dtd)
{
	const struct nc_pub *epub = content->epub;
	const char *media_type =
	    epub->items[epub->parts[content->part].item].media_type;
	bool html = strcmp(media_type, "application/xhtml+xml") == 0;

	if (epub->version == 2) {
		if (html)
			check_xhtml11_type(content, dtd);
		return;
	}
	if (html)
		check_html_type(content, dtd);
	else if ((dtd->ExternalID != NULL || dtd->SystemID != NULL) &&
	    !is_allowed(dtd, media_type))
		nc_content_report(content, NC_XML_EXTERNAL, 1, NULL,
		    "\"%.100s\" \"%.200s\"", text_of(dtd->ExternalID),
		    text_of(dtd->SystemID));
	if (epub->verify->options->own && dtd->ExternalID == NULL &&
	    (dtd->children != NULL || dtd->SystemID != NULL))
		nc_content_report(content, NC_XML_DOCTYPE, 1, NULL,
		    "declarations that newsconv does not write");
}

/* EPUB 3.3, 3.9: entities may be declared, if all of them is in the part. */
static void
check_entities(const struct nc_content *content, const xmlDtd *dtd)
{
	const xmlNode *node;

	for (node = dtd->children; node != NULL; node = node->next) {
		const xmlEntity *entity = (const xmlEntity *)(const void *)node;

		if (node->type != XML_ENTITY_DECL ||
		    (entity->etype != XML_EXTERNAL_GENERAL_PARSED_ENTITY &&
			entity->etype != XML_EXTERNAL_GENERAL_UNPARSED_ENTITY &&
			entity->etype != XML_EXTERNAL_PARAMETER_ENTITY))
			continue;
		nc_content_report(content, NC_XHTML_ENTITY, 0, NULL,
		    "entity '%.60s' is \"%.200s\"", text_of(entity->name),
		    text_of(entity->SystemID));
	}
}

/* XML 1.0, F: the mark tells, and then what the document says. */
static bool
is_utf16(const struct nc_content *content)
{
	const unsigned char *head = content->epub->head;

	return (head[0] == 0xff && head[1] == 0xfe) ||
	    (head[0] == 0xfe && head[1] == 0xff) || head[0] == 0 ||
	    head[1] == 0;
}

static bool
is_utf8(const struct nc_content *content)
{
	const char *encoding = text_of(content->document->encoding);

	if (is_utf16(content))
		return false;
	return encoding[0] == '\0' || strcasecmp(encoding, "UTF-8") == 0;
}

void
nc_content_prolog(const struct nc_content *content)
{
	const xmlDoc *document = content->document;

	if (document->version != NULL &&
	    strcmp((const char *)document->version, "1.0") != 0)
		nc_content_report(content, NC_XHTML_VERSION, 1, NULL,
		    "version \"%.20s\"", (const char *)document->version);
	/* An SVG may be in UTF-16, an XHTML document may not. */
	if (content->epub->version == 3 && !is_utf8(content) &&
	    !(content->svg && is_utf16(content)))
		nc_content_report(content, NC_XHTML_CHARSET, 1, NULL,
		    "encoding \"%.40s\"",
		    is_utf16(content) ? "UTF-16" : text_of(document->encoding));
	if (document->intSubset == NULL)
		return;
	check_type(content, document->intSubset);
	if (content->epub->version == 3)
		check_entities(content, document->intSubset);
}
