/*
 * One content document while it is looked at: what its checkers share.  Each
 * walks the tree for itself and looks at one thing: what stands where
 * (xhtml_check), references (content_links), what the manifest should say of
 * the document (content_properties).
 */
#ifndef NC_VERIFY_CONTENT_H
#define NC_VERIFY_CONTENT_H

#include "verify_epub.h"

#define NC_NS_XHTML "http://www.w3.org/1999/xhtml"
#define NC_NS_SVG "http://www.w3.org/2000/svg"
#define NC_NS_MATHML "http://www.w3.org/1998/Math/MathML"
#define NC_NS_OPS "http://www.idpf.org/2007/ops"
#define NC_NS_XLINK "http://www.w3.org/1999/xlink"
#define NC_NS_XML "http://www.w3.org/XML/1998/namespace"
#define NC_NS_SSML "http://www.w3.org/2001/10/synthesis"
#define NC_NS_EVENTS "http://www.w3.org/2001/xml-events"
#define NC_NS_ITS "http://www.w3.org/2005/11/its"

/* What a document may hold that its manifest item has to say. */
enum {
	NC_HOLDS_SCRIPT = 1,
	NC_HOLDS_SVG = 2,
	NC_HOLDS_MATHML = 4,
	NC_HOLDS_REMOTE = 8,
	NC_HOLDS_SWITCH = 16
};

struct nc_content {
	struct nc_pub *epub;
	size_t part;
	const char *name; /* of the part */
	xmlDoc *document; /* NULL: a style sheet */
	xmlNode *root;
	bool nav; /* it is the navigation document */
	bool svg; /* it is an SVG, not XHTML */
	/* Where references begin: the part's name, or what <base> says. */
	const char *base;
	bool base_remote;  /* <base> leads out of the book */
	bool base_unknown; /* xml:base within: references are not resolved */
	unsigned holds;    /* NC_HOLDS_... */
	unsigned may_hold; /* what the manifest may say besides */
	size_t *said;      /* reports and references are counted; or NULL */
	struct newsconv_error *error;
};

/* Report something at a line (0: none); `expected` NULL: as the table says. */
void nc_content_report(const struct nc_content *content,
    enum nc_finding_code code, long line, const char *expected,
    const char *format, ...) __attribute__((format(printf, 5, 6)));

/* The namespace of an element or attribute, "" for none. */
const char *nc_namespace_of(const xmlNs *namespace);

/* What stands where, in XHTML and in what is embedded in it. */
void nc_xhtml_check(struct nc_content *content);
/* Attributes that name ids of the same document; after they were collected. */
int nc_xhtml_check_idrefs(
    struct nc_content *content, size_t first_id, size_t end_id);
/* The order and number of an element's children (xhtml_structure.c). */
void nc_xhtml_check_structure(
    const struct nc_content *content, const xmlNode *node);
/* All attributes of an element of HTML (xhtml_attributes.c). */
void nc_xhtml_check_attributes(
    const struct nc_content *content, const xmlNode *node);
/* One element of SVG or MathML that stands in its parent (xhtml_foreign.c). */
void nc_svg_check(const struct nc_content *content, const xmlNode *node);
void nc_mathml_check(const struct nc_content *content, const xmlNode *node);

/* Prefixes and values of epub:type (epub_types.c). */
int nc_epub_types_check(struct nc_content *content);
/* The viewport of fixed layout (viewport.c). */
void nc_viewport_check(const struct nc_content *content);

/* All references of a document (content_links.c). */
int nc_content_links(struct nc_content *content);

/* What a reference is for. */
enum nc_use {
	NC_USE_LINK,  /* a hyperlink */
	NC_USE_CITE,  /* where a quotation is from */
	NC_USE_IMAGE, /* must be a core media type or have a fallback */
	NC_USE_AUDIO,
	NC_USE_VIDEO,
	NC_USE_GENERIC, /* another resource that needs a fallback */
	NC_USE_PICTURE, /* an image where no fallback counts */
	NC_USE_SOURCE,  /* of a picture, with a foreign type that it states */
	NC_USE_TRACK,
	NC_USE_STYLE,
	NC_USE_FONT,
	NC_USE_PAINT, /* elements of an SVG */
	NC_USE_CLIP,
	NC_USE_SYMBOL
};

struct nc_use_place {
	enum nc_use use;
	long line;
	bool has_fallback; /* of the element itself */
	const char *type;  /* what the type attribute says, or NULL */
};

/* Judge one reference (resource_graph.c). */
int nc_content_reference(struct nc_content *content,
    const struct nc_use_place *place, const char *url);
/* The item that a URL of the document leads to; NULL: none in the manifest. */
int nc_content_target(struct nc_content *content, const char *url,
    const struct nc_pub_item **item);
bool nc_core_media_type(const char *type);

/* CSS: a file, the text of an element, a style attribute (css_check.c). */
enum nc_css_kind { NC_CSS_SHEET, NC_CSS_DECLARATIONS };
int nc_css_check(struct nc_content *content, struct newsconv_text text,
    enum nc_css_kind kind, long line);
int nc_css_file(struct nc_content *content, struct newsconv_text text);

bool nc_is_style_sheet(const char *media_type);

/* XML version, encoding, document type (content_prolog.c). */
void nc_content_prolog(const struct nc_content *content);

/* What the manifest says of the document and what it holds. */
void nc_content_properties(struct nc_content *content);

#endif
