/*
 * What the metadata must say of a publication: an identifier, a title, a
 * language, when it was modified; and in which form.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "digest.h"
#include "error.h"
#include "bcp47.h"
#include "package_check.h"
#include "utf8.h"
#include "xml_grammar.h"

/* A zero stands for any digit, a plus for either sign. */
static bool
has_form(const char *text, const char *form)
{
	for (; *form != '\0'; form++, text++) {
		bool digit = *text >= '0' && *text <= '9';

		if (*form == '0'
			? !digit
			: *text != *form && !(*form == '+' && *text == '-'))
			return false;
	}
	return *text == '\0';
}

/* EPUB 3.3, 5.5.4: CCYY-MM-DDThh:mm:ssZ. */
static bool
modified_form(const char *text)
{
	return has_form(text, "0000-00-00T00:00:00Z");
}

/* W3CDTF; a time may lack its zone when the source had none. */
static bool
is_date(const char *text)
{
	static const char *const forms[] = {"0000", "0000-00", "0000-00-00",
	    "0000-00-00T00:00", "0000-00-00T00:00Z", "0000-00-00T00:00+00:00",
	    "0000-00-00T00:00:00", "0000-00-00T00:00:00Z",
	    "0000-00-00T00:00:00+00:00"};
	size_t i;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (has_form(text, forms[i]))
			return true;
	}
	return false;
}

/* RFC 9562, 4: eight, four, four, four and twelve digits. */
static bool
is_uuid(const char *text)
{
	static const char form[] = "00000000-0000-0000-0000-000000000000";
	size_t i;

	for (i = 0; i < sizeof(form) - 1; i++) {
		if (form[i] == '0' ? nc_hex_value(text[i]) < 0
				   : text[i] != form[i])
			return false;
	}
	return text[i] == '\0';
}

struct counts {
	size_t identifiers, titles, languages, modified;
	bool unique;
};

/* OPF 2.0.1, 2.2.6: a code of MARC's, or one's own after "oth.". */
static void
check_role(const struct nc_package *package, const xmlNode *node)
{
	const struct nc_pub *epub = package->epub;
	const char *role = nc_node_attribute(node, "role", NC_NS_OPF);

	if (role != NULL && strncmp(role, "oth.", 4) != 0 &&
	    (strlen(role) != 3 ||
		strspn(role, "abcdefghijklmnopqrstuvwxyz") != 3))
		nc_pub_finding(epub, NC_EPUB_ROLE, epub->package,
		    xmlGetLineNo(node), "\"%.100s\"", role);
}

static int
take_dc(struct nc_package *package, const xmlNode *node, const char *unique,
    struct counts *counts)
{
	struct nc_pub *epub = package->epub;
	char *text = nc_node_text(node);
	const char *id = nc_node_attribute(node, "id", NULL);
	const char *name = (const char *)node->name;
	bool empty;

	if (text == NULL)
		return nc_error_memory(package->error);
	empty = text[0] == '\0';
	if (empty && epub->version == 2 && strcmp(name, "title") == 0)
		nc_pub_finding(epub, NC_EPUB_TITLE_EMPTY, epub->package,
		    xmlGetLineNo(node), "dc:title is empty");
	if (empty && (epub->version == 3 || strcmp(name, "identifier") == 0))
		nc_pub_finding(epub, NC_EPUB_METADATA, epub->package,
		    xmlGetLineNo(node), "dc:%s is empty", name);
	if (epub->version == 2)
		check_role(package, node);
	if (empty && epub->version == 2 && strcmp(name, "date") == 0)
		nc_pub_finding(epub, NC_EPUB_DATE_EMPTY, epub->package,
		    xmlGetLineNo(node), "dc:date is empty");
	if (strcmp(name, "identifier") == 0) {
		if (strncasecmp(text, "urn:uuid:", 9) == 0 &&
		    !is_uuid(text + 9))
			nc_pub_finding(epub, NC_EPUB_UUID, epub->package,
			    xmlGetLineNo(node), "\"%.100s\"", text);
		counts->identifiers++;
		if (unique != NULL && id != NULL && !counts->unique &&
		    nc_text_equals(nc_trim(nc_text(id)), unique)) {
			counts->unique = true;
			epub->identifier = nc_arena_copy(
			    epub->arena, text, strlen(text));
			if (epub->identifier == NULL) {
				free(text);
				return nc_error_memory(package->error);
			}
		}
	} else if (strcmp(name, "title") == 0) {
		counts->titles++;
	} else if (strcmp(name, "language") == 0) {
		counts->languages++;
		if (!empty && epub->version == 3 && !nc_bcp47_tag(text))
			nc_pub_finding(epub, NC_EPUB_LANGUAGE, epub->package,
			    xmlGetLineNo(node), "\"%.100s\"", text);
	} else if (strcmp(name, "date") == 0 && !empty && !is_date(text)) {
		nc_pub_finding(epub,
		    epub->verify->options->own ? NC_XML_NOT_VALID
			: epub->version == 2   ? NC_EPUB_DATE_EMPTY
					       : NC_EPUB_DATE,
		    epub->package, xmlGetLineNo(node), "dc:date \"%.100s\"",
		    text);
	}
	free(text);
	return NEWSCONV_OK;
}

static void
check_meta_values(
    const struct nc_package *package, const xmlNode *node, const char *property)
{
	struct nc_pub *epub = package->epub;
	const char *dir = nc_pub_attribute(epub, node, "dir");
	const char *id = nc_pub_attribute(epub, node, "id");
	const char *wrong = NULL;

	if (property != NULL && property[0] == '\0')
		wrong = "property";
	else if (dir != NULL && strcmp(dir, "ltr") != 0 &&
	    strcmp(dir, "rtl") != 0 && strcmp(dir, "auto") != 0)
		wrong = "dir";
	else if (id != NULL && !nc_is_ncname(id))
		wrong = "id";
	if (wrong != NULL)
		nc_pub_finding(epub, NC_EPUB_ATTRIBUTE_VALUE, epub->package,
		    xmlGetLineNo(node), "meta: %s", wrong);
}

/* EPUB 3.3, 5.5.5 and 5.5.6: of this EPUB, or of the one before. */
static void
check_meta_form(
    const struct nc_package *package, const xmlNode *node, const char *property)
{
	static const char *const new[] = {
	    "property", "refines", "scheme", "id", "dir"};
	const struct nc_pub *epub = package->epub;
	long line = xmlGetLineNo(node);
	const xmlAttr *attribute;
	bool legacy = nc_node_attribute(node, "name", NULL) != NULL;
	char *text;

	for (attribute = node->properties; attribute != NULL;
	     attribute = attribute->next) {
		const char *name = (const char *)attribute->name;
		bool known = legacy
		    ? strcmp(name, "name") == 0 || strcmp(name, "content") == 0
		    : attribute->ns != NULL && strcmp(name, "lang") == 0;
		size_t i;

		for (i = 0; i < 5 && !legacy && attribute->ns == NULL; i++)
			known |= strcmp(name, new[i]) == 0;
		known |= legacy && attribute->ns != NULL;
		if (!known)
			nc_pub_finding(epub, NC_EPUB_ATTRIBUTE, epub->package,
			    line, "meta: %.100s", name);
	}
	check_meta_values(package, node, property);
	if (legacy ? nc_node_attribute(node, "content", NULL) == NULL
		   : property == NULL)
		nc_pub_finding(epub, NC_EPUB_ATTRIBUTE_MISSING, epub->package,
		    line, "meta: %s", legacy ? "content" : "property");
	text = nc_node_text(node);
	if (text != NULL && (text[0] == '\0') != legacy)
		nc_pub_finding(epub, NC_EPUB_TEXT, epub->package, line,
		    legacy ? "meta holds text" : "meta is empty");
	free(text);
}

/* EPUB 3.3, 5.5.4: a relative URL, best the id of what it is about. */
static void
check_refines(
    struct nc_package *package, const xmlNode *node, const char *refines)
{
	struct nc_pub *epub = package->epub;
	const char *base = nc_archive_entry(epub->archive, epub->package)->name;
	const char *path, *fragment;
	size_t part;

	if (refines[0] == '#')
		return;
	if (nc_pub_resolve(epub, base, refines, &path, &fragment) !=
	    NC_EPUB_LOCAL) {
		nc_pub_finding(epub, NC_EPUB_REFINES_URL, epub->package,
		    xmlGetLineNo(node), "\"%.200s\"", refines);
		return;
	}
	if (fragment == NULL &&
	    nc_archive_find(epub->archive, path, strlen(path), &part, NULL) ==
		NEWSCONV_OK &&
	    part != SIZE_MAX)
		nc_pub_finding(epub, NC_EPUB_REFINES_PATH, epub->package,
		    xmlGetLineNo(node), "\"%.200s\"", refines);
}

static int
take_meta(
    struct nc_package *package, const xmlNode *node, struct counts *counts)
{
	struct nc_pub *epub = package->epub;
	const char *property = nc_pub_attribute(epub, node, "property");
	const char *refines = nc_pub_attribute(epub, node, "refines");
	char *text;

	if (epub->version == 3) {
		check_meta_form(package, node, property);
		nc_properties_check(epub, epub->package, xmlGetLineNo(node),
		    &package->prefixes, NC_PROPERTY_META, property, false,
		    NULL);
		nc_properties_check(epub, epub->package, xmlGetLineNo(node),
		    &package->prefixes, NC_PROPERTY_META,
		    nc_pub_attribute(epub, node, "scheme"), false, NULL);
		if (refines != NULL)
			check_refines(package, node, refines);
	}
	if (epub->version == 3 && refines != NULL && refines[0] == '#') {
		struct nc_pub_reference reference = {
		    .from = epub->package,
		    .line = xmlGetLineNo(node),
		    .to = epub->package,
		    .fragment = refines + 1,
		    .code = NC_EPUB_REFINES,
		};
		int result = nc_pub_add_reference(
		    epub, &reference, package->error);

		if (result < 0)
			return result;
	}
	if (property == NULL || strcmp(property, "dcterms:modified") != 0)
		return NEWSCONV_OK;
	counts->modified += refines == NULL;
	text = nc_node_text(node);
	if (text == NULL)
		return nc_error_memory(package->error);
	if (!modified_form(text))
		nc_pub_finding(epub, NC_EPUB_MODIFIED, epub->package,
		    xmlGetLineNo(node), "\"%.100s\"", text);
	free(text);
	return NEWSCONV_OK;
}

static void
check_counts(const struct nc_package *package, const struct counts *counts,
    const char *unique)
{
	const struct nc_pub *epub = package->epub;
	long line = xmlGetLineNo(package->root);

	if (counts->identifiers == 0)
		nc_pub_finding(epub, NC_EPUB_METADATA, epub->package, line,
		    "there is no dc:identifier");
	if (counts->titles == 0)
		nc_pub_finding(epub, NC_EPUB_METADATA, epub->package, line,
		    "there is no dc:title");
	if (counts->languages == 0)
		nc_pub_finding(epub, NC_EPUB_METADATA, epub->package, line,
		    "there is no dc:language");
	if (!counts->unique)
		nc_pub_finding(epub, NC_EPUB_UNIQUE_ID, epub->package, line,
		    "unique-identifier is %s%.200s%s",
		    unique == NULL ? "missing" : "\"",
		    unique == NULL ? "" : unique, unique == NULL ? "" : "\"");
	if (epub->version == 3 && counts->modified != 1)
		nc_pub_finding(epub, NC_EPUB_MODIFIED, epub->package, line,
		    "there are %zu of them", counts->modified);
}

int
nc_package_metadata(struct nc_package *package)
{
	/* Of type IDREF in OPF 2.0.1, where blanks around it mean nothing. */
	const char *unique = package->epub->version == 2
	    ? nc_pub_attribute(
		  package->epub, package->root, "unique-identifier")
	    : nc_node_attribute(package->root, "unique-identifier", NULL);
	struct counts counts = {0};
	const xmlNode *node = package->metadata;
	int result = NEWSCONV_OK;

	while (node != NULL && result == NEWSCONV_OK) {
		if (node->type == XML_ELEMENT_NODE && node->ns != NULL &&
		    strcmp((const char *)node->ns->href, NC_NS_DC) == 0)
			result = take_dc(package, node, unique, &counts);
		else if (nc_is_opf(node, "meta"))
			result = take_meta(package, node, &counts);
		node = nc_node_next(package->metadata, node);
	}
	if (result == NEWSCONV_OK)
		check_counts(package, &counts, unique);
	return result;
}
