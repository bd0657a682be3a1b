/*
 * META-INF and file names (EPUB 3.3, 4): where the package document is, what is
 * encrypted, which names some system cannot hold.
 */
#include <string.h>

#include "error.h"
#include "utf8.h"
#include "xml_grammar.h"

#define CONTAINER "META-INF/container.xml"
#define ENCRYPTION "META-INF/encryption.xml"
#define NS_CONTAINER "urn:oasis:names:tc:opendocument:xmlns:container"
#define NS_ENCRYPTION "http://www.w3.org/2001/04/xmlenc#"
#define NS_COMPRESSION "http://www.idpf.org/2016/encryption#compression"
#define PACKAGE_TYPE "application/oebps-package+xml"

static const struct nc_grammar_rule rules[] = {
#define ELEMENT(name, parents, least, most, order, content, attributes) \
	{NS_CONTAINER, #name, parents, least, most, order, \
	    NC_GRAMMAR_##content, attributes},
#include "container_elements.def"
#undef ELEMENT
};

static const struct nc_grammar grammar = {
    rules, sizeof(rules) / sizeof(rules[0]), "EPUB 3.3, 4.2.6.3.1", true, true};

/* ---------------------------------------------------------------- container */

/* The first rootfile that is a package document is the default one. */
static int
take_rootfile(struct nc_pub *epub, size_t part, const xmlNode *node,
    size_t *packages, struct newsconv_error *error)
{
	const char *type = nc_pub_attribute(epub, node, "media-type");
	const char *path = nc_pub_attribute(epub, node, "full-path");
	const char *name, *fragment;
	int result;

	if (path == NULL || path[0] == '\0') {
		nc_pub_peer_finding(epub, NC_EPUB_ROOTFILE_PATH,
		    path == NULL ? "OPF-016" : "OPF-017", part,
		    xmlGetLineNo(node), "rootfile");
		return NEWSCONV_OK;
	}
	if (type == NULL || strcmp(type, PACKAGE_TYPE) != 0) {
		epub->other_rootfiles++;
		return NEWSCONV_OK;
	}
	if (++*packages > 1)
		return NEWSCONV_OK;
	if (nc_pub_resolve(epub, "", path, &name, &fragment) == NC_EPUB_LOCAL)
		path = name;
	result = nc_archive_find(
	    epub->archive, path, strlen(path), &epub->package, error);
	if (result == NEWSCONV_OK && epub->package == SIZE_MAX)
		nc_pub_finding(epub, NC_EPUB_NO_PACKAGE, part,
		    xmlGetLineNo(node), "\"%s\" is not in the archive", path);
	return result;
}

static int
read_rootfiles(struct nc_pub *epub, size_t part, xmlNode *root,
    struct newsconv_error *error)
{
	const xmlNode *node;
	int result = NEWSCONV_OK;

	if (!nc_node_is(root, "container", NS_CONTAINER))
		nc_pub_finding(epub, NC_XML_ROOT, part, xmlGetLineNo(root),
		    "the root element is %.100s, not container",
		    (const char *)root->name);
	else
		nc_grammar_check(epub, part, root, &grammar);
	for (node = root; node != NULL && result == NEWSCONV_OK;
	     node = nc_node_next(root, node)) {
		if (nc_node_is(node, "rootfile", NS_CONTAINER))
			result = take_rootfile(
			    epub, part, node, &epub->rootfiles, error);
	}
	if (result == NEWSCONV_OK && epub->rootfiles == 0)
		nc_pub_finding(epub, NC_EPUB_ROOTFILE, part, 0,
		    "no rootfile of the type " PACKAGE_TYPE);
	return result;
}

int
nc_pub_container(struct nc_pub *epub, struct newsconv_error *error)
{
	xmlDoc *document = NULL;
	size_t part;
	int result = nc_archive_find(
	    epub->archive, CONTAINER, sizeof(CONTAINER) - 1, &part, error);

	if (result < 0)
		return result;
	if (part == SIZE_MAX) {
		nc_finding(epub->verify, NC_EPUB_NO_CONTAINER, CONTAINER, 0,
		    "there is no such entry");
		return NEWSCONV_OK;
	}
	result = nc_pub_parse(epub, part, &document, error);
	if (result < 0 || document == NULL)
		return result;
	result = read_rootfiles(
	    epub, part, xmlDocGetRootElement(document), error);
	if (result == NEWSCONV_OK && epub->verify->options->own)
		result = nc_xml_validate(epub->verify, CONTAINER,
		    nc_archive_entry(epub->archive, part)->offset, document,
		    NC_SCHEMA_CONTAINER, error);
	xmlFreeDoc(document);
	return result;
}

/* --------------------------------------------------------------- encryption */

/* A digit and no more: stored or deflated before it was encrypted. */
static void
check_compression(struct nc_pub *epub, size_t part, const xmlNode *node)
{
	const char *method = nc_node_attribute(node, "Method", NULL);
	const char *length = nc_node_attribute(node, "OriginalLength", NULL);

	if (method == NULL ||
	    (strcmp(method, "0") != 0 && strcmp(method, "8") != 0))
		nc_pub_finding(epub, NC_EPUB_ENCRYPTION, part,
		    xmlGetLineNo(node), "Method is \"%.50s\"",
		    method == NULL ? "" : method);
	if (length == NULL || length[0] == '\0' ||
	    length[strspn(length, "0123456789")] != '\0')
		nc_pub_finding(epub, NC_EPUB_ENCRYPTION, part,
		    xmlGetLineNo(node), "OriginalLength is \"%.50s\"",
		    length == NULL ? "" : length);
}

static bool
has_algorithm(const xmlNode *data, const char *wanted)
{
	const xmlNode *node;

	for (node = data->children; node != NULL; node = node->next) {
		const char *algorithm;

		if (!nc_node_is(node, "EncryptionMethod", NS_ENCRYPTION))
			continue;
		algorithm = nc_node_attribute(node, "Algorithm", NULL);
		return algorithm != NULL && strcmp(algorithm, wanted) == 0;
	}
	return false;
}

/* What one EncryptedData is about. */
static int
take_reference(struct nc_pub *epub, size_t part, const xmlNode *node,
    const xmlNode *data, struct newsconv_error *error)
{
	const char *uri = nc_pub_attribute(epub, node, "URI");
	const char *path, *fragment;
	size_t found = SIZE_MAX;
	int result;

	if (uri == NULL) {
		nc_pub_finding(epub, NC_EPUB_ENCRYPTION, part,
		    xmlGetLineNo(node), "CipherReference has no URI");
		return NEWSCONV_OK;
	}
	/* Relative to the root of the archive. */
	if (nc_pub_resolve(epub, "", uri, &path, &fragment) != NC_EPUB_LOCAL)
		return NEWSCONV_OK;
	result = nc_archive_find(
	    epub->archive, path, strlen(path), &found, error);
	if (result < 0)
		return result;
	if (found == SIZE_MAX) {
		nc_pub_finding(epub, NC_EPUB_REFERENCE, part,
		    xmlGetLineNo(node), "\"%.300s\"", uri);
		return NEWSCONV_OK;
	}
	epub->parts[found].encrypted = true;
	epub->parts[found].hidden_font = has_algorithm(
	    data, "http://www.idpf.org/2008/embedding");
	epub->parts[found].obfuscated = epub->parts[found].hidden_font ||
	    has_algorithm(data, "http://ns.adobe.com/pdf/enc#RC");
	return NEWSCONV_OK;
}

static int
read_data(struct nc_pub *epub, size_t part, xmlNode *data,
    struct newsconv_error *error)
{
	const xmlNode *node;
	bool any = false;
	int result = NEWSCONV_OK;

	for (node = data; node != NULL && result == NEWSCONV_OK;
	     node = nc_node_next(data, node)) {
		any |= nc_node_is(node, "CipherData", NS_ENCRYPTION);
		if (nc_node_is(node, "CipherReference", NS_ENCRYPTION))
			result = take_reference(epub, part, node, data, error);
		else if (nc_node_is(node, "Compression", NS_COMPRESSION))
			check_compression(epub, part, node);
	}
	if (result == NEWSCONV_OK && !any)
		nc_pub_finding(epub, NC_EPUB_ENCRYPTION, part,
		    xmlGetLineNo(data), "no CipherData");
	return result;
}

static int
read_encrypted(struct nc_pub *epub, size_t part, xmlNode *root,
    struct newsconv_error *error)
{
	xmlNode *node;
	int result = NEWSCONV_OK;

	if (!nc_node_is(root, "encryption", NS_CONTAINER)) {
		nc_pub_finding(epub, NC_EPUB_ENCRYPTION, part,
		    xmlGetLineNo(root), "the root element is %.100s",
		    (const char *)root->name);
		return NEWSCONV_OK;
	}
	if (xmlFirstElementChild(root) == NULL)
		nc_pub_finding(epub, NC_EPUB_ENCRYPTION, part,
		    xmlGetLineNo(root), "nothing is encrypted");
	for (node = xmlFirstElementChild(root);
	     node != NULL && result == NEWSCONV_OK;
	     node = xmlNextElementSibling(node)) {
		if (nc_node_is(node, "EncryptedData", NS_ENCRYPTION))
			result = read_data(epub, part, node, error);
		else if (!nc_node_is(node, "EncryptedKey", NS_ENCRYPTION))
			nc_pub_finding(epub, NC_EPUB_ENCRYPTION, part,
			    xmlGetLineNo(node), "%.100s in encryption",
			    (const char *)node->name);
	}
	return result;
}

/* EPUB 3.3, 4.2.6.3.2: parts that are listed there cannot be looked into. */
int
nc_pub_encryption(struct nc_pub *epub, struct newsconv_error *error)
{
	xmlDoc *document = NULL;
	size_t part;
	int result = nc_archive_find(
	    epub->archive, ENCRYPTION, sizeof(ENCRYPTION) - 1, &part, error);

	if (result < 0 || part == SIZE_MAX)
		return result;
	result = nc_pub_parse(epub, part, &document, error);
	if (result < 0 || document == NULL)
		return result;
	result = read_encrypted(
	    epub, part, xmlDocGetRootElement(document), error);
	xmlFreeDoc(document);
	return result;
}

/* EPUB 3.3, 4.2.6.3.5: the others have no form of their own. */
void
nc_pub_meta_xml(struct nc_pub *epub, size_t part, xmlDoc *document)
{
	xmlNode *root = xmlDocGetRootElement(document);
	const struct nc_archive_entry *entry = nc_archive_entry(
	    epub->archive, part);
	xmlNode *child = xmlFirstElementChild(root);

	if (strcmp(entry->name, "META-INF/signatures.xml") != 0)
		return;
	if (!nc_node_is(root, "signatures", NS_CONTAINER) || child == NULL ||
	    !nc_node_is(
		child, "Signature", "http://www.w3.org/2000/09/xmldsig#"))
		nc_pub_finding(epub, NC_EPUB_SIGNATURES, part,
		    xmlGetLineNo(root), "the root element is %.100s%s",
		    (const char *)root->name, child == NULL ? ", empty" : "");
}

/* --------------------------------------------------------------- file names */

/* EPUB 3.3, 4.1.2: file names that some system cannot hold. */
static bool
name_character_allowed(uint32_t c)
{
	if (c < 0x80)
		return c >= 0x20 && c != 0x7f &&
		    strchr("\"*:<>?\\|", (int)c) == NULL;
	return !(c <= 0x9f || (c >= 0xe000 && c <= 0xf8ff) ||
	    (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe ||
	    (c >= 0xfff0 && c <= 0xffff) || c == 0xe0001 || c >= 0xf0000);
}

static void
name_finding(const struct nc_pub *epub, const struct nc_archive_entry *entry,
    enum nc_finding_code code, const char *what)
{
	nc_finding(epub->verify, code, entry->name, entry->offset, "%s", what);
}

/* EPUB 3.3, 4.1.2: 255 bytes for what stands between slashes. */
static bool
too_long(const struct nc_archive_entry *entry)
{
	const char *name = entry->name;

	while (*name != '\0') {
		size_t size = strcspn(name, "/");

		if (size > 255)
			return true;
		name += size + (name[size] == '/');
	}
	return false;
}

void
nc_pub_file_name(
    const struct nc_pub *epub, const struct nc_archive_entry *entry)
{
	size_t i = 0;

	while (i < entry->name_size) {
		uint32_t c;
		size_t length = nc_utf8_decode(
		    entry->name + i, entry->name_size - i, &c);

		if (length == 0)
			return; /* reported as ZIP-016 */
		if (!name_character_allowed(c)) {
			nc_finding(epub->verify, NC_EPUB_FILE_NAME, entry->name,
			    entry->offset, "the name holds U+%04X",
			    (unsigned)c);
			return;
		}
		i += length;
	}
	if (entry->name_size > 0 && entry->name[entry->name_size - 1] == '.')
		name_finding(epub, entry, NC_EPUB_FILE_NAME_STOP,
		    "the name ends with a full stop");
	if (strpbrk(entry->name, " \t") != NULL)
		name_finding(epub, entry, NC_EPUB_FILE_NAME_SPACE,
		    "the name holds a space");
	if (!nc_ascii(entry->name, entry->name_size))
		name_finding(epub, entry, NC_EPUB_FILE_NAME_ASCII,
		    "the name is not ASCII");
	if (too_long(entry))
		name_finding(epub, entry, NC_EPUB_FILE_NAME_LONG,
		    "a part of the name is longer than 255 bytes");
}
