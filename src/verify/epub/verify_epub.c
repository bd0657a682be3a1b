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
#include "url_parse.h"
#include "utf8.h"
#include "verify_epub.h"

enum { ARENA_MAX = 1024 * 1024 * 1024 };

static void
report(const struct nc_pub *epub, enum nc_finding_code code, const char *peer,
    size_t part, long line, const char *format, va_list arguments)
{
	const struct nc_archive_entry *entry = nc_archive_entry(
	    epub->archive, part);
	const struct nc_place place = {.part = entry->name,
	    .offset = entry->offset,
	    .line = line,
	    .peer = peer};
	char text[900];

	vsnprintf(text, sizeof(text), format, arguments);
	nc_report(epub->verify, code, &place, "%s", text);
}

void
nc_pub_finding(const struct nc_pub *epub, enum nc_finding_code code,
    size_t part, long line, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	report(epub, code, NULL, part, line, format, arguments);
	va_end(arguments);
}

void
nc_pub_peer_finding(const struct nc_pub *epub, enum nc_finding_code code,
    const char *peer, size_t part, long line, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	report(epub, code, peer, part, line, format, arguments);
	va_end(arguments);
}

static int
load(struct nc_pub *epub, size_t part, struct newsconv_text *text,
    struct newsconv_error *error)
{
	epub->parts[part].loaded = true;
	return nc_archive_load(epub->archive, part, text, error);
}

/* EPUB 3.3, 3.9: UTF-8, or UTF-16 for those who insist. */
static void
check_encoding(
    const struct nc_pub *epub, size_t part, struct newsconv_text text)
{
	char name[64];
	enum nc_xml_encoding encoding = nc_xml_encoding(
	    text, name, sizeof(name));
	const struct nc_pub_part *known = &epub->parts[part];

	/* Of content documents content_prolog.c asks more. */
	if (encoding == NC_XML_UTF8 || (known->listed && epub->version == 3))
		return;
	nc_pub_finding(epub,
	    encoding == NC_XML_UTF16 ? NC_XML_UTF16_USED : NC_XML_ENCODING,
	    part, 1, "\"%s\"", name);
}

static bool
is_external(const xmlNode *node)
{
	const xmlEntity *entity = (const xmlEntity *)(const void *)node;

	return node->type == XML_ENTITY_DECL &&
	    (entity->etype == XML_EXTERNAL_GENERAL_PARSED_ENTITY ||
		entity->etype == XML_EXTERNAL_GENERAL_UNPARSED_ENTITY ||
		entity->etype == XML_EXTERNAL_PARAMETER_ENTITY);
}

/* EPUB 3.3, 3.9; of content documents content_prolog.c asks more. */
static void
check_prolog(const struct nc_pub *epub, size_t part, const xmlDoc *document)
{
	const xmlDtd *dtd = document->intSubset;
	const xmlNode *node;

	if (epub->parts[part].listed)
		return;
	if (document->version != NULL &&
	    strcmp((const char *)document->version, "1.0") != 0)
		nc_pub_finding(epub, NC_XHTML_VERSION, part, 1,
		    "version \"%.20s\"", (const char *)document->version);
	if (dtd != NULL && epub->version != 2 &&
	    (dtd->ExternalID != NULL || dtd->SystemID != NULL))
		nc_pub_finding(epub, NC_XML_EXTERNAL, part, 1,
		    "the document type %.100s", (const char *)dtd->name);
	for (node = dtd == NULL ? NULL : dtd->children; node != NULL;
	     node = node->next) {
		if (is_external(node))
			nc_pub_finding(epub, NC_XHTML_ENTITY, part, 1,
			    "entity %.60s", (const char *)node->name);
	}
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
	if (part == epub->package)
		nc_claim_epub(&epub->claim, text);
	memset(epub->head, 0, sizeof(epub->head));
	memcpy(epub->head, text.data,
	    text.size < sizeof(epub->head) ? text.size : sizeof(epub->head));
	check_encoding(epub, part, text);
	result = nc_xml_parse(epub->verify,
	    &(struct nc_xml_part){
		entry->name, entry->offset, text, nc_pub_held(epub)},
	    document, error);
	if (result == NEWSCONV_OK && *document != NULL)
		check_prolog(epub, part, *document);
	return result;
}

/* --------------------------------------------------------------------- URLs */

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
	size_t scheme = nc_url_scheme_length(nc_text(url)), base_size, length;
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
	int result = nc_archive_failure(epub->archive, error);

	if (result == NEWSCONV_OK)
		result = nc_archive_find(
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
	nc_archive_done(epub->archive, part, "");
	return NEWSCONV_OK;
}

/* -------------------------------------------------------------- all entries */

static bool
is_folder(const struct nc_archive_entry *entry)
{
	return entry->name_size > 0 && entry->name[entry->name_size - 1] == '/';
}

static void
entry_finding(const struct nc_pub *epub, const struct nc_archive_entry *entry,
    enum nc_finding_code code, const char *what)
{
	nc_finding(epub->verify, code, entry->name, entry->offset, "%s", what);
}

static void
check_listed(const struct nc_pub *epub, size_t part,
    const struct nc_archive_entry *entry)
{
	bool own = epub->verify->options->own;

	if (is_folder(entry)) {
		entry_finding(epub, entry,
		    own ? NC_EPUB_UNLISTED_OWN : NC_EPUB_EMPTY_FOLDER,
		    "an entry for a folder");
		return;
	}
	if (epub->parts[part].listed &&
	    strncmp(entry->name, "META-INF/", 9) == 0)
		entry_finding(epub, entry, NC_EPUB_META_INF,
		    "a resource of the publication");
	if (epub->parts[part].listed || epub->parts[part].related ||
	    part == epub->package || strcmp(entry->name, "mimetype") == 0 ||
	    (own ? strcmp(entry->name, "META-INF/container.xml") == 0
		 : strncmp(entry->name, "META-INF/", 9) == 0))
		return;
	entry_finding(epub, entry,
	    own ? NC_EPUB_UNLISTED_OWN : NC_EPUB_UNLISTED,
	    "not in the manifest");
}

/* EPUB 3.3, 4.4.3 and 3.2: only fonts, of types that every reader knows. */
static void
check_encrypted(const struct nc_pub *epub, size_t part)
{
	static const char fonts[] =
	    "font/ttf font/otf font/woff font/woff2 application/font-sfnt "
	    "application/x-font-ttf application/font-woff "
	    "application/vnd.ms-opentype";
	const struct nc_pub_part *known = &epub->parts[part];
	const char *type = known->listed ? epub->items[known->item].media_type
					 : "";

	bool font = nc_pub_has_word(fonts, type);

	if (known->hidden_font && known->listed && epub->version == 3 && !font)
		nc_pub_finding(epub, NC_EPUB_OBFUSCATED, part, 0,
		    "of the type \"%.100s\"", type);
	else if (known->encrypted && !known->hidden_font &&
	    (!known->obfuscated || !font))
		nc_pub_finding(epub, NC_EPUB_ENCRYPTED, part, 0,
		    "it cannot be looked into");
}

/* EPUB 3.3, 4.2.6.3: those that are XML whatever is in them. */
static bool
is_meta_xml(const char *name)
{
	static const char *const names[] = {"META-INF/container.xml",
	    "META-INF/encryption.xml", "META-INF/manifest.xml",
	    "META-INF/metadata.xml", "META-INF/rights.xml",
	    "META-INF/signatures.xml"};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(name, names[i]) == 0)
			return true;
	}
	return false;
}

static int
read_part(struct nc_pub *epub, size_t part, bool meta_xml,
    struct newsconv_error *error)
{
	const struct nc_pub_part *known = &epub->parts[part];
	xmlDoc *document = NULL;
	bool whole;
	int result;

	if (meta_xml) {
		result = nc_pub_parse(epub, part, &document, error);
		if (document != NULL)
			nc_pub_meta_xml(epub, part, document);
		xmlFreeDoc(document);
		return result;
	}
	if (known->listed &&
	    strncmp(epub->items[known->item].media_type, "image/", 6) == 0 &&
	    strcmp(epub->items[known->item].media_type, "image/svg+xml") != 0)
		return nc_pub_image(
		    epub, part, epub->items[known->item].media_type, error);
	if (known->listed)
		return nc_pub_content(epub, part, error);
	epub->parts[part].loaded = true;
	return nc_archive_stream(
	    epub->archive, part, NULL, NULL, &whole, error);
}

static int
look_at_part(struct nc_pub *epub, size_t part, struct newsconv_error *error)
{
	const struct nc_archive_entry *entry;
	bool meta_xml;
	int result = nc_archive_look(epub->archive, part, &entry, error);

	if (result < 0)
		return result;
	nc_pub_file_name(epub, entry);
	if (epub->package != SIZE_MAX)
		check_listed(epub, part, entry);
	meta_xml = is_meta_xml(entry->name);
	if (epub->parts[part].encrypted)
		check_encrypted(epub, part);
	if (!epub->parts[part].loaded)
		result = read_part(epub, part, meta_xml, error);
	return result;
}

static const char *
media_type(const struct nc_pub *epub, size_t part)
{
	const struct nc_pub_part *known = &epub->parts[part];

	return known->listed ? epub->items[known->item].media_type : "";
}

static int
read_parts(struct nc_pub *epub, struct newsconv_error *error)
{
	size_t part;
	int result = NEWSCONV_OK;

	for (part = 0; part < epub->part_count && result == NEWSCONV_OK;
	     part++) {
		result = look_at_part(epub, part, error);
		nc_archive_done(epub->archive, part, media_type(epub, part));
	}
	return result;
}

/* EPUB 2 has one package document; of several we look at the first. */
static void
check_rootfiles(const struct nc_pub *epub)
{
	if (epub->other_rootfiles > 0 && epub->version == 3)
		nc_finding(epub->verify, NC_EPUB_ATTRIBUTE_VALUE,
		    "META-INF/container.xml", 0,
		    "a rootfile of another media type");
	if (epub->rootfiles > 1 && epub->package != SIZE_MAX)
		nc_pub_finding(epub,
		    epub->version == 2 ? NC_EPUB_ROOTFILES : NC_EPUB_RENDITIONS,
		    epub->package, 0, "%zu package documents", epub->rootfiles);
}

/* What must be known before all other parts. */
static int
read_first(struct nc_pub *epub, struct newsconv_error *error)
{
	int result = check_mimetype(epub, error);

	if (result == NEWSCONV_OK)
		result = nc_pub_container(epub, error);
	if (result == NEWSCONV_OK)
		result = nc_pub_encryption(epub, error);
	if (result == NEWSCONV_OK && epub->package != SIZE_MAX) {
		size_t package = epub->package;

		result = nc_pub_package(epub, error);
		if (result == NEWSCONV_OK)
			nc_archive_done(epub->archive, package,
			    "application/oebps-package+xml");
	}
	if (result == NEWSCONV_OK)
		check_rootfiles(epub);
	return result;
}

static int
check(struct nc_pub *epub, struct newsconv_error *error)
{
	int result;

	epub->part_count = nc_archive_count(epub->archive);
	epub->arena = epub->kept = nc_arena_new(ARENA_MAX);
	if (epub->arena == NULL)
		return nc_error_memory(error);
	epub->parts = nc_arena_array(
	    epub->arena, epub->part_count, sizeof(*epub->parts));
	if (epub->parts == NULL)
		return nc_error_memory(error);
	result = read_first(epub, error);
	if (result == NEWSCONV_OK)
		result = read_parts(epub, error);
	if (result == NEWSCONV_OK) {
		nc_pub_check_ids(epub);
		nc_pub_check_overlays(epub);
		nc_pub_check_items(epub);
	}
	/* Our writer's own check has no time for it. */
	if (result == NEWSCONV_OK && epub->claim.ours &&
	    !epub->verify->options->own &&
	    nc_verify_wants(epub->verify, NEWSCONV_LEVEL_CANONICAL))
		result = nc_canonical_epub(
		    epub->verify, epub->archive, &epub->claim, error);
	return result;
}

int
nc_verify_epub(const struct nc_verify *verify, struct newsconv_error *error)
{
	struct nc_pub epub = {.verify = verify, .package = SIZE_MAX};
	int result = nc_archive_open(
	    &epub.archive, verify, NC_ARCHIVE_EPUB, error);

	if (result == NEWSCONV_OK) {
		result = check(&epub, error);
		if (result == NEWSCONV_OK)
			result = nc_archive_failure(epub.archive, error);
	} else if (result == NEWSCONV_END) {
		result = NEWSCONV_OK; /* no directory: that is the verdict */
	}
	free(epub.ids);
	free(epub.references);
	nc_arena_free(epub.kept);
	nc_archive_close(epub.archive);
	return result;
}
