/*
 * What may stand where in HTML and in XHTML 1.1: the tables html_*.def and
 * xhtml11_*.def behind two questions, so that a new element is a line there.
 */
#ifndef NC_HTML_MODEL_H
#define NC_HTML_MODEL_H

#include <stdbool.h>
#include <stddef.h>

#include "html_values.h"

/* What an element counts as. */
enum {
	NC_HTML_NONE = 0,
	NC_HTML_FLOW = 1,
	NC_HTML_PHRASING = 2,
	NC_HTML_INTERACTIVE = 4
};

/* What may stand in an element. */
enum nc_html_content {
	NC_HTML_CONTENT_EMPTY = 1,
	NC_HTML_CONTENT_TEXT,
	NC_HTML_CONTENT_PHRASING,
	NC_HTML_CONTENT_FLOW,
	NC_HTML_CONTENT_BLOCKS, /* flow without text and phrasing */
	NC_HTML_CONTENT_TRANSPARENT,
	NC_HTML_CONTENT_LIST,
	NC_HTML_CONTENT_ANY
};

struct nc_html_element {
	const char *name;
	unsigned categories;
	enum nc_html_content content;
	const char *children; /* besides, separated by spaces */
	const char *required; /* attributes, the same */
};

struct nc_html_attribute {
	const char *name;
	enum nc_html_type type;
	const char *argument; /* of the type */
	const char *elements; /* "*" or names, separated by spaces */
};

enum nc_html_version { NC_XHTML_11, NC_HTML_5 };

/* NULL: there is no such element. */
const struct nc_html_element *nc_html_element(
    enum nc_html_version version, const char *name);
/* The line for this element; NULL: it has no such attribute. */
const struct nc_html_attribute *nc_html_attribute(
    enum nc_html_version version, const char *element, const char *name);
/* Whether the list, separated by single spaces, has the word. */
bool nc_html_listed(const char *list, const char *word);

/* WAI-ARIA 1.2, DPUB-ARIA 1.1, Graphics-ARIA: a role that exists. */
bool nc_aria_role_known(const char *role, size_t size);
/* ARIA in HTML, 4: roles an element may have; NULL: any, "": none. */
const char *nc_aria_roles_of(const char *element);

#endif
