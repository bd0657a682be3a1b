/*
 * An EPUB of ours: its archive as we write archives, its entries in our order,
 * each of its XML parts as the grammars of what we write (schemas/) have it, and
 * its records as its pages say.
 */
#include <stdio.h>
#include <string.h>

#include "canonical.h"
#include "own_records.h"
#include "verify_xml.h"

struct book {
	const struct nc_verify *verify;
	struct nc_own_records records;
};

/* ------------------------------------------------------------------- names */

static void
check_name(const struct nc_verify *verify, const struct nc_archive_entry *entry,
    struct nc_own_part *last, bool *has_last)
{
	struct newsconv_text name = {entry->name, entry->name_size};
	struct nc_own_part part;

	if (!nc_own_part(name, &part)) {
		nc_finding(verify, NC_ZIP_NOT_CANONICAL, entry->name,
		    entry->offset, "newsconv writes no entry of this name");
		return;
	}
	if (!nc_own_part_follows(*has_last ? last : NULL, &part))
		nc_finding(verify, NC_ZIP_NOT_CANONICAL, entry->name,
		    entry->offset, "newsconv writes it at another place");
	*last = part;
	*has_last = true;
}

static int
check_names(const struct nc_verify *verify, struct nc_archive *zip,
    struct newsconv_error *error)
{
	size_t count = nc_archive_count(zip), i;
	struct nc_own_part last;
	bool has_last = false;
	int result = NEWSCONV_OK;

	for (i = 0; i < count && result == NEWSCONV_OK; i++) {
		const struct nc_archive_entry *entry;

		result = nc_archive_look(zip, i, &entry, error);
		if (result == NEWSCONV_OK)
			check_name(verify, entry, &last, &has_last);
	}
	return result;
}

/* ------------------------------------------------------------------- parts */

static int
check_xml(struct book *book, const struct nc_archive_entry *entry,
    const struct nc_own_part *part, struct newsconv_text plain,
    struct newsconv_error *error)
{
	xmlDoc *document = NULL;
	int result = nc_xml_parse(book->verify,
	    &(struct nc_xml_part){entry->name, entry->offset, plain, 0},
	    &document, error);

	if (result == NEWSCONV_OK && document != NULL)
		result = nc_xml_validate(book->verify, entry->name,
		    entry->offset, document, part->schema, error);
	if (result == NEWSCONV_OK && document != NULL &&
	    part->kind == NC_OWN_ARTICLE)
		result = nc_own_records_page(&book->records, part, document);
	if (result == NEWSCONV_OK && document != NULL &&
	    part->schema == NC_SCHEMA_PACKAGE)
		nc_own_records_package(&book->records, document);
	xmlFreeDoc(document);
	return result;
}

static int
check_part(void *context, const struct nc_archive_entry *entry,
    struct newsconv_text plain, struct newsconv_error *error)
{
	struct newsconv_text name = {entry->name, entry->name_size};
	struct book *book = context;
	struct nc_own_part part;

	if (!nc_own_part(name, &part))
		return NEWSCONV_OK;
	if (plain.data == NULL)
		return part.kind == NC_OWN_ARTICLE
		    ? nc_own_records_page(&book->records, &part, NULL)
		    : NEWSCONV_OK;
	if (part.kind == NC_OWN_RECORD)
		return nc_own_records_add(
		    plain.data, plain.size, &book->records);
	if (part.schema == NC_SCHEMA_COUNT)
		return NEWSCONV_OK;
	return check_xml(book, entry, &part, plain, error);
}

/* Records that are too large to be unpacked at once go by in pieces. */
static int
check_large_records(
    struct book *book, struct nc_archive *zip, struct newsconv_error *error)
{
	static const char name[] = "EPUB/articles.jsonl";
	const struct nc_archive_entry *entry;
	size_t index;
	bool whole;
	int result = nc_archive_find(
	    zip, name, sizeof(name) - 1, &index, error);

	if (result < 0 || index == SIZE_MAX)
		return result;
	result = nc_archive_look(zip, index, &entry, error);
	if (result < 0 || entry->size <= NC_CANONICAL_MAX)
		return result;
	return nc_archive_stream(
	    zip, index, nc_own_records_add, &book->records, &whole, error);
}

int
nc_canonical_epub(const struct nc_verify *verify, struct nc_archive *zip,
    struct nc_claim *claim, struct newsconv_error *error)
{
	const struct newsconv_summary *summary = verify->summary;
	struct book book = {.verify = verify};
	const struct nc_canonical_archive archive = {
	    .verify = verify,
	    .zip = zip,
	    .claim = claim,
	    .deflates = true,
	    /* Damage would be reported twice, a limit met once more. */
	    .unsound = summary->errors > 0 || summary->unchecked > 0,
	    .entry = check_part,
	    .context = &book,
	};
	int result;

	nc_own_records_open(&book.records, verify, error);
	result = archive.unsound ? NEWSCONV_OK
				 : check_names(verify, zip, error);
	if (result == NEWSCONV_OK)
		result = nc_canonical_zip(&archive, error);
	if (result == NEWSCONV_OK && !archive.unsound)
		result = check_large_records(&book, zip, error);
	if (result == NEWSCONV_OK && !archive.unsound)
		result = nc_own_records_end(&book.records);
	nc_own_records_close(&book.records);
	return result;
}
