/*
 * The outside of a book: ZIP entries, mimetype, container.xml, and the order
 * in which parts are read.  Each part is decompressed and parsed once.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "digest.h"
#include "error.h"
#include "utf8.h"
#include "verify_epub.h"

#define CONTAINER "META-INF/container.xml"
#define ENCRYPTION "META-INF/encryption.xml"
#define NS_CONTAINER "urn:oasis:names:tc:opendocument:xmlns:container"
#define NS_ENCRYPTION "http://www.w3.org/2001/04/xmlenc#"

enum { ARENA_MAX = 1024 * 1024 * 1024 };

void
nc_pub_finding(const struct nc_pub *epub, enum nc_finding_code code,
    size_t part, long line, const char *format, ...)
{
	const struct nc_archive_entry *entry = nc_archive_entry(
	    epub->archive, part);
	char text[900];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	if (line > 0)
		nc_finding(epub->verify, code, entry->name, entry->offset,
		    "line %ld: %s", line, text);
	else
		nc_finding(
		    epub->verify, code, entry->name, entry->offset, "%s", text);
}

static int
load(struct nc_pub *epub, size_t part, struct newsconv_text *text,
    struct newsconv_error *error)
{
	epub->parts[part].loaded = true;
	return nc_archive_load(epub->archive, part, text, error);
}

int
nc_pub_parse(struct nc_pub *epub, size_t part, xmlDoc **document,
    struct newsconv_error *error)
{
	const struct nc_archive_entry *entry = nc_archive_entry(
	    epub->archive, part);
	struct newsconv_text text;
	int result = load(epub, part, &text, error);

	*document = NULL;
	if (result < 0 || text.data == NULL || epub->parts[part].encrypted)
		return result;
	return nc_xml_parse(
	    epub->verify, entry->name, entry->offset, text, document, error);
}

/* --------------------------------------------------------------------- URLs */

/* RFC 3986, 3.1; what is before the colon of an absolute URL. */
static size_t
scheme_length(const char *url)
{
	size_t i;

	for (i = 0; url[i] != '\0'; i++) {
		char c = url[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

		if (c == ':')
			return i;
		if (!letter && (i == 0 || strchr("0123456789+-.", c) == NULL))
			return 0;
	}
	return 0;
}

/* In place; a percent sign that begins no code stays. */
static void
percent_decode(char *text)
{
	char *target = text;

	while (*text != '\0') {
		int high = text[0] == '%' ? nc_hex_value(text[1]) : -1;
		int low = high < 0 ? -1 : nc_hex_value(text[2]);

		if (low < 0 || (high == 0 && low == 0)) {
			*target++ = *text++;
			continue;
		}
		*target++ = (char)(high << 4 | low);
		text += 3;
	}
	*target = '\0';
}

/* RFC 3986, 5.2.4, in place; false when it leads above the root. */
static bool
remove_dots(char *path)
{
	char *target = path;
	const char *part = path;

	for (;;) {
		size_t length = strcspn(part, "/");
		bool last = part[length] == '\0';

		if (length == 2 && part[0] == '.' && part[1] == '.') {
			if (target == path)
				return false;
			target--;
			while (target > path && target[-1] != '/')
				target--;
		} else if (length != 1 || part[0] != '.') {
			memmove(target, part, length);
			target += length;
			if (!last)
				*target++ = '/';
		}
		if (last)
			break;
		part += length + 1;
	}
	*target = '\0';
	return true;
}

enum nc_pub_target
nc_pub_resolve(struct nc_pub *epub, const char *base, const char *url,
    const char **path, const char **fragment)
{
	size_t scheme = scheme_length(url), base_size, length;
	const char *slash = strrchr(base, '/');
	char *copy, *text;

	*path = base;
	*fragment = NULL;
	if (scheme > 0)
		return scheme == 4 && strncmp(url, "file", 4) == 0
		    ? NC_EPUB_OUTSIDE
		    : NC_EPUB_REMOTE;
	if (url[0] == '/')
		return url[1] == '/' ? NC_EPUB_REMOTE : NC_EPUB_OUTSIDE;
	length = strcspn(url, "#");
	if (url[length] == '#') {
		copy = nc_arena_copy(
		    epub->arena, url + length + 1, strlen(url + length + 1));
		if (copy == NULL)
			return NC_EPUB_NO_MEMORY;
		percent_decode(copy);
		*fragment = copy;
	}
	length = strcspn(url, "?#");
	if (length == 0)
		return NC_EPUB_LOCAL;
	base_size = slash == NULL ? 0 : (size_t)(slash - base) + 1;
	text = nc_arena_alloc(epub->arena, base_size + length + 1);
	if (text == NULL)
		return NC_EPUB_NO_MEMORY;
	memcpy(text, base, base_size);
	memcpy(text + base_size, url, length);
	text[base_size + length] = '\0';
	percent_decode(text + base_size);
	*path = text;
	return remove_dots(text) ? NC_EPUB_LOCAL : NC_EPUB_OUTSIDE;
}

const char *
nc_pub_attribute(struct nc_pub *epub, const xmlNode *node, const char *name)
{
	const char *value = nc_node_attribute(node, name, NULL);
	struct newsconv_text text;

	if (value == NULL)
		return NULL;
	text = nc_trim(nc_text(value));
	return nc_arena_copy(epub->arena, text.data, text.size);
}

bool
nc_pub_has_word(const char *list, const char *word)
{
	static const char blanks[] = " \t\r\n";
	size_t length = strlen(word);

	while (*list != '\0') {
		size_t size;

		list += strspn(list, blanks);
		size = strcspn(list, blanks);
		if (size == length && memcmp(list, word, size) == 0)
			return true;
		list += size;
	}
	return false;
}

/* ---------------------------------------------------------------- container */

/* EPUB 3.3, 4.2.3: so that the first bytes of the file tell what it is. */
static int
check_mimetype(struct nc_pub *epub, struct newsconv_error *error)
{
	static const char content[] = "application/epub+zip";
	const struct nc_archive_entry *entry = nc_archive_entry(
	    epub->archive, 0);
	struct newsconv_text text;
	size_t part;
	int result = nc_archive_find(
	    epub->archive, "mimetype", 8, &part, error);

	if (result < 0)
		return result;
	if (part == SIZE_MAX || strcmp(entry->name, "mimetype") != 0 ||
	    entry->offset != 0)
		nc_finding(epub->verify, NC_EPUB_MIMETYPE_FIRST, "mimetype", 0,
		    part == SIZE_MAX ? "there is no entry named mimetype"
				     : "the first entry is another one");
	if (part == SIZE_MAX)
		return NEWSCONV_OK;
	entry = nc_archive_entry(epub->archive, part);
	if (entry->method != 0)
		nc_pub_finding(epub, NC_EPUB_MIMETYPE_STORED, part, 0,
		    "compressed by method %u", entry->method);
	if (entry->extra_size != 0)
		nc_pub_finding(epub, NC_EPUB_MIMETYPE_EXTRA, part, 0,
		    "an extra field of %u bytes", entry->extra_size);
	result = load(epub, part, &text, error);
	if (result < 0 || text.data == NULL)
		return result;
	if (text.size != sizeof(content) - 1 ||
	    memcmp(text.data, content, text.size) != 0)
		nc_pub_finding(epub, NC_EPUB_MIMETYPE_CONTENT, part, 0,
		    "%zu bytes: %.60s", text.size, text.data);
	return NEWSCONV_OK;
}

/* The first rootfile that is a package document is the default one. */
static int
find_rootfile(struct nc_pub *epub, size_t part, xmlNode *root,
    struct newsconv_error *error)
{
	const xmlNode *node;
	int result;

	if (!nc_node_is(root, "container", NS_CONTAINER))
		nc_pub_finding(epub, NC_XML_ROOT, part, xmlGetLineNo(root),
		    "the root element is %.100s, not container",
		    (const char *)root->name);
	for (node = root; node != NULL; node = nc_node_next(root, node)) {
		const char *type, *path;

		if (!nc_node_is(node, "rootfile", NS_CONTAINER))
			continue;
		type = nc_node_attribute(node, "media-type", NULL);
		path = nc_node_attribute(node, "full-path", NULL);
		if (path == NULL || type == NULL ||
		    strcmp(type, "application/oebps-package+xml") != 0)
			continue;
		result = nc_archive_find(
		    epub->archive, path, strlen(path), &epub->package, error);
		if (result == NEWSCONV_OK && epub->package == SIZE_MAX)
			nc_pub_finding(epub, NC_EPUB_NO_PACKAGE, part,
			    xmlGetLineNo(node), "\"%s\" is not in the archive",
			    path);
		return result;
	}
	nc_pub_finding(epub, NC_EPUB_ROOTFILE, part, 0,
	    "no rootfile of the type application/oebps-package+xml");
	return NEWSCONV_OK;
}

static int
read_container(struct nc_pub *epub, struct newsconv_error *error)
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
	result = find_rootfile(
	    epub, part, xmlDocGetRootElement(document), error);
	if (result == NEWSCONV_OK && epub->verify->options->own)
		result = nc_xml_validate(epub->verify, CONTAINER,
		    nc_archive_entry(epub->archive, part)->offset, document,
		    NC_SCHEMA_CONTAINER, error);
	xmlFreeDoc(document);
	return result;
}

/* EPUB 3.3, 4.2.6.3.2: parts that are listed there cannot be looked into. */
static int
read_encryption(struct nc_pub *epub, struct newsconv_error *error)
{
	xmlDoc *document = NULL;
	xmlNode *root, *node;
	size_t part;
	int result = nc_archive_find(
	    epub->archive, ENCRYPTION, sizeof(ENCRYPTION) - 1, &part, error);

	if (result < 0 || part == SIZE_MAX)
		return result;
	result = nc_pub_parse(epub, part, &document, error);
	if (result < 0 || document == NULL)
		return result;
	root = xmlDocGetRootElement(document);
	for (node = root; node != NULL && result == NEWSCONV_OK;
	     node = nc_node_next(root, node)) {
		const char *uri = nc_node_attribute(node, "URI", NULL);
		const char *path, *fragment;
		size_t found;

		if (uri == NULL ||
		    !nc_node_is(node, "CipherReference", NS_ENCRYPTION))
			continue;
		/* Relative to the root of the archive. */
		if (nc_pub_resolve(epub, "", uri, &path, &fragment) !=
		    NC_EPUB_LOCAL)
			continue;
		result = nc_archive_find(
		    epub->archive, path, strlen(path), &found, error);
		if (found != SIZE_MAX)
			epub->parts[found].encrypted = true;
	}
	xmlFreeDoc(document);
	return result;
}

/* -------------------------------------------------------------- all entries */

/* EPUB 3.3, 4.1.2: file names that some system cannot hold. */
static bool
name_character_allowed(uint32_t c)
{
	if (c < 0x80)
		return c >= 0x20 && c != 0x7f &&
		    strchr("\"*:<>?\\|", (int)c) == NULL;
	return !(c <= 0x9f || (c >= 0xe000 && c <= 0xf8ff) ||
	    (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe ||
	    (c >= 0xfff0 && c <= 0xffff) || c >= 0xe0000);
}

static void
check_file_name(const struct nc_pub *epub, size_t part)
{
	const struct nc_archive_entry *entry = nc_archive_entry(
	    epub->archive, part);
	size_t i = 0;

	while (i < entry->name_size) {
		uint32_t c;
		size_t length = nc_utf8_decode(
		    entry->name + i, entry->name_size - i, &c);

		if (length == 0)
			return; /* reported as ZIP-016 */
		if (!name_character_allowed(c)) {
			nc_pub_finding(epub, NC_EPUB_FILE_NAME, part, 0,
			    "the name holds U+%04X", (unsigned)c);
			return;
		}
		i += length;
	}
	if (entry->name_size > 0 && entry->name[entry->name_size - 1] == '.')
		nc_pub_finding(epub, NC_EPUB_FILE_NAME, part, 0,
		    "the name ends with a full stop");
}

static void
check_listed(const struct nc_pub *epub, size_t part)
{
	const struct nc_archive_entry *entry = nc_archive_entry(
	    epub->archive, part);
	bool own = epub->verify->options->own;

	if (entry->name_size > 0 && entry->name[entry->name_size - 1] == '/') {
		nc_pub_finding(epub,
		    own ? NC_EPUB_UNLISTED_OWN : NC_EPUB_EMPTY_FOLDER, part, 0,
		    "an entry for a folder");
		return;
	}
	if (epub->parts[part].listed || part == epub->package ||
	    strcmp(entry->name, "mimetype") == 0 ||
	    (own ? strcmp(entry->name, CONTAINER) == 0
		 : strncmp(entry->name, "META-INF/", 9) == 0))
		return;
	nc_pub_finding(epub, own ? NC_EPUB_UNLISTED_OWN : NC_EPUB_UNLISTED,
	    part, 0, "not in the manifest");
}

/* Files of META-INF are not listed, but are XML where their name says so. */
static bool
is_meta_xml(const char *name)
{
	size_t length = strlen(name);

	return length > 13 && strncmp(name, "META-INF/", 9) == 0 &&
	    strcmp(name + length - 4, ".xml") == 0;
}

static int
read_part(struct nc_pub *epub, size_t part, struct newsconv_error *error)
{
	const struct nc_archive_entry *entry = nc_archive_entry(
	    epub->archive, part);
	struct newsconv_text text;
	xmlDoc *document = NULL;
	int result;

	if (is_meta_xml(entry->name)) {
		result = nc_pub_parse(epub, part, &document, error);
		xmlFreeDoc(document);
		return result;
	}
	if (epub->parts[part].listed)
		return nc_pub_content(epub, part, error);
	return load(epub, part, &text, error);
}

static int
read_parts(struct nc_pub *epub, struct newsconv_error *error)
{
	size_t part;

	for (part = 0; part < epub->part_count; part++) {
		int result = NEWSCONV_OK;

		check_file_name(epub, part);
		if (epub->package != SIZE_MAX)
			check_listed(epub, part);
		if (!epub->parts[part].loaded)
			result = read_part(epub, part, error);
		if (result < 0)
			return result;
	}
	return NEWSCONV_OK;
}

static int
check(struct nc_pub *epub, struct newsconv_error *error)
{
	int result;

	epub->part_count = nc_archive_count(epub->archive);
	epub->verify->summary->parts += epub->part_count;
	epub->arena = nc_arena_new(ARENA_MAX);
	if (epub->arena == NULL)
		return nc_error_memory(error);
	epub->parts = nc_arena_array(
	    epub->arena, epub->part_count, sizeof(*epub->parts));
	if (epub->parts == NULL)
		return nc_error_memory(error);
	result = check_mimetype(epub, error);
	if (result == NEWSCONV_OK)
		result = read_container(epub, error);
	if (result == NEWSCONV_OK)
		result = read_encryption(epub, error);
	if (result == NEWSCONV_OK && epub->package != SIZE_MAX)
		result = nc_pub_package(epub, error);
	if (result == NEWSCONV_OK)
		result = read_parts(epub, error);
	if (result == NEWSCONV_OK)
		nc_pub_check_ids(epub);
	return result;
}

int
nc_verify_epub(const struct nc_verify *verify, struct newsconv_error *error)
{
	struct nc_pub epub = {.verify = verify, .package = SIZE_MAX};
	int result = nc_archive_open(
	    &epub.archive, verify, NC_ARCHIVE_EPUB, error);

	if (result == NEWSCONV_OK)
		result = check(&epub, error);
	else if (result == NEWSCONV_END)
		result = NEWSCONV_OK; /* no directory: that is the verdict */
	nc_arena_free(epub.arena);
	nc_archive_close(epub.archive);
	return result;
}
