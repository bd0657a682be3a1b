/*
 * The tables, and binary search in them: they are sorted by name, which a test
 * makes sure of.
 */
#include <stdlib.h>
#include <string.h>

#include "html_model.h"

enum {
	NONE = NC_HTML_NONE,
	FLOW = NC_HTML_FLOW,
	/* What is phrasing content is flow content. */
	PHRASE = NC_HTML_FLOW | NC_HTML_PHRASING,
	INTERACTIVE = NC_HTML_INTERACTIVE,
	BLOCK = NC_HTML_FLOW,
	INLINE = NC_HTML_PHRASING
};

#define ELEMENT(element_name, is, model, others, attributes) \
	{element_name, (unsigned)(is), NC_HTML_CONTENT_##model, others, \
	    attributes},
#define ATTRIBUTE(attribute_name, type, argument, elements) \
	{attribute_name, NC_HTML_##type, argument, elements},

static const struct nc_html_element elements_5[] = {
#include "html_elements.def"
};
static const struct nc_html_element elements_11[] = {
#include "xhtml11_elements.def"
};
static const struct nc_html_attribute attributes_5[] = {
#include "html_attributes.def"
};
static const struct nc_html_attribute attributes_11[] = {
#include "xhtml11_attributes.def"
};

#undef ELEMENT
#undef ATTRIBUTE

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static const struct {
	const struct nc_html_element *elements;
	size_t element_count;
	const struct nc_html_attribute *attributes;
	size_t attribute_count;
} tables[] = {
    [NC_XHTML_11] = {elements_11, COUNT(elements_11), attributes_11,
	COUNT(attributes_11)},
    [NC_HTML_5] = {elements_5, COUNT(elements_5), attributes_5,
	COUNT(attributes_5)},
};

static int
compare_element(const void *name, const void *element)
{
	const struct nc_html_element *other = element;

	return strcmp(name, other->name);
}

const struct nc_html_element *
nc_html_element(enum nc_html_version version, const char *name)
{
	return bsearch(name, tables[version].elements,
	    tables[version].element_count, sizeof(struct nc_html_element),
	    compare_element);
}

bool
nc_html_listed(const char *list, const char *word)
{
	size_t size = strlen(word);

	while (*list != '\0') {
		size_t length = strcspn(list, " ");

		if (length == size && memcmp(list, word, size) == 0)
			return true;
		list += length;
		list += *list == ' ';
	}
	return false;
}

static int
compare_attribute(const void *name, const void *attribute)
{
	const struct nc_html_attribute *other = attribute;

	return strcmp(name, other->name);
}

const struct nc_html_attribute *
nc_html_attribute(
    enum nc_html_version version, const char *element, const char *name)
{
	const struct nc_html_attribute *first = tables[version].attributes;
	const struct nc_html_attribute *end = first +
	    tables[version].attribute_count;
	const struct nc_html_attribute *line = bsearch(name, first,
	    tables[version].attribute_count, sizeof(*first), compare_attribute);

	if (line == NULL)
		return NULL;
	while (line > first && strcmp(line[-1].name, name) == 0)
		line--;
	for (; line < end && strcmp(line->name, name) == 0; line++) {
		if (line->elements[0] == '*' ||
		    nc_html_listed(line->elements, element))
			return line;
	}
	return NULL;
}

/* -------------------------------------------------------------------- roles */

bool
nc_aria_role_known(const char *role, size_t size)
{
	static const char *const roles[] = {
#define ROLE(name) name,
#define ROLES_OF(element, list)
#include "aria_roles.def"
#undef ROLE
#undef ROLES_OF
	};
	size_t i;

	for (i = 0; i < COUNT(roles); i++) {
		if (strlen(roles[i]) == size &&
		    memcmp(roles[i], role, size) == 0)
			return true;
	}
	return false;
}

const char *
nc_aria_roles_of(const char *element)
{
	static const struct {
		const char *element;
		const char *roles;
	} allowed[] = {
#define ROLE(name)
#define ROLES_OF(element, list) {element, list},
#include "aria_roles.def"
#undef ROLE
#undef ROLES_OF
	};
	size_t i;

	for (i = 0; i < COUNT(allowed); i++) {
		if (allowed[i].element[0] == element[0] &&
		    strcmp(allowed[i].element, element) == 0)
			return allowed[i].roles;
	}
	return NULL;
}
