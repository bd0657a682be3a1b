/*
 * An EPUB of ours: its archive as we write archives, and each of its XML parts
 * as the grammars of what we write (schemas/) have it.
 */
#include <stdio.h>
#include <string.h>

#include "canonical.h"
#include "utf8.h"
#include "verify_xml.h"

/* "EPUB/article-12.xhtml" */
static bool
is_article(struct newsconv_text name)
{
	static const char prefix[] = "EPUB/article-", suffix[] = ".xhtml";
	const size_t before = sizeof(prefix) - 1, after = sizeof(suffix) - 1;
	size_t i;

	if (name.size <= before + after ||
	    memcmp(name.data, prefix, before) != 0 ||
	    memcmp(name.data + name.size - after, suffix, after) != 0 ||
	    name.data[before] == '0')
		return false;
	for (i = before; i < name.size - after; i++) {
		if (name.data[i] < '0' || name.data[i] > '9')
			return false;
	}
	return true;
}

/* NC_SCHEMA_COUNT: it has no grammar; false: we write no such entry. */
static bool
schema_of(struct newsconv_text name, enum nc_schema *schema)
{
	static const struct {
		const char *name;
		enum nc_schema schema;
	} parts[] = {
	    {"mimetype", NC_SCHEMA_COUNT},
	    {"META-INF/container.xml", NC_SCHEMA_CONTAINER},
	    {"EPUB/package.opf", NC_SCHEMA_PACKAGE},
	    {"EPUB/nav.xhtml", NC_SCHEMA_NAV},
	    {"EPUB/toc.ncx", NC_SCHEMA_NCX},
	    {"EPUB/style.css", NC_SCHEMA_COUNT},
	};
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (nc_text_equals(name, parts[i].name)) {
			*schema = parts[i].schema;
			return true;
		}
	}
	*schema = NC_SCHEMA_ARTICLE_XHTML;
	return is_article(name);
}

static int
check_part(void *context, const struct nc_archive_entry *entry,
    struct newsconv_text plain, struct newsconv_error *error)
{
	const struct nc_verify *verify = context;
	struct newsconv_text name = {entry->name, entry->name_size};
	enum nc_schema schema;
	xmlDoc *document = NULL;
	int result;

	if (!schema_of(name, &schema)) {
		nc_finding(verify, NC_ZIP_NOT_CANONICAL, entry->name,
		    entry->offset, "newsconv writes no entry of this name");
		return NEWSCONV_OK;
	}
	if (schema == NC_SCHEMA_COUNT)
		return NEWSCONV_OK;
	result = nc_xml_parse(verify,
	    &(struct nc_xml_part){entry->name, entry->offset, plain, 0},
	    &document, error);
	if (result == NEWSCONV_OK && document != NULL)
		result = nc_xml_validate(verify, entry->name, entry->offset,
		    document, schema, error);
	xmlFreeDoc(document);
	return result;
}

int
nc_canonical_epub(const struct nc_verify *verify, struct nc_archive *zip,
    struct nc_claim *claim, struct newsconv_error *error)
{
	const struct newsconv_summary *summary = verify->summary;
	const struct nc_canonical_archive archive = {
	    .verify = verify,
	    .zip = zip,
	    .claim = claim,
	    .deflates = true,
	    /* Damage would be reported twice, a limit met once more. */
	    .unsound = summary->errors > 0 || summary->unchecked > 0,
	    .entry = check_part,
	    .context = (void *)(uintptr_t)verify,
	};

	return nc_canonical_zip(&archive, error);
}
