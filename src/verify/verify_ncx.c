/* The NCX, by which EPUB 2 navigates and old readers still do. */
#include <string.h>

#include "utf8.h"
#include "verify_epub.h"
#include "xml_grammar.h"

#define NS_NCX "http://www.daisy.org/z3986/2005/ncx/"

static const struct nc_grammar_rule rules[] = {
#define ELEMENT(name, parents, least, most, order, content, attributes) \
	{NS_NCX, #name, parents, least, most, order, NC_GRAMMAR_##content, \
	    attributes},
#include "ncx_elements.def"
#undef ELEMENT
};

static const struct nc_grammar grammar = {
    rules, sizeof(rules) / sizeof(rules[0]), "DAISY Z39.86-2005, 8", true};

/* OPF 2.0.1, 2.4.1.1: the NCX repeats the identifier of the book. */
static void
check_identifier(const struct nc_pub *epub, size_t part, const xmlNode *meta)
{
	const char *name = nc_node_attribute(meta, "name", NULL);
	const char *value = nc_node_attribute(meta, "content", NULL);

	if (epub->identifier == NULL || name == NULL || value == NULL ||
	    strcmp(name, "dtb:uid") != 0)
		return;
	if (!nc_text_equals(nc_trim(nc_text(value)), epub->identifier))
		nc_pub_finding(epub, NC_EPUB_NCX_UID, part, xmlGetLineNo(meta),
		    "\"%.200s\", not \"%.200s\"", value, epub->identifier);
}

void
nc_pub_ncx(struct nc_pub *epub, size_t part, xmlNode *root)
{
	const xmlNode *node;

	nc_grammar_check(epub, part, root, &grammar);
	for (node = root; node != NULL; node = nc_node_next(root, node)) {
		if (nc_node_is(node, "meta", NS_NCX))
			check_identifier(epub, part, node);
	}
}
