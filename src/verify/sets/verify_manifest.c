/*
 * Manifests of outputs: outputs.jsonl, which lists all files of a folder, and
 * NAME.manifest.jsonl, which lists one and says nothing of others.  That a file
 * differs is told by its digest; in what, by its records.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "error.h"
#include "manifest_reader.h"
#include "manifest_records.h"
#include "verify_set.h"

/* Of the entries of the listing: the file is there under another name. */
enum { MARK_MOVED = 2 };

#define OUTPUTS "outputs.jsonl"
#define ENDING ".manifest.jsonl"

struct manifest {
	struct nc_listing *listing;
	int descriptor;
	bool all;      /* the folder holds nothing but what is listed */
	bool searches; /* for moved files: all have to be digested */
};

static bool
marks(const char *name)
{
	size_t size = strlen(name), end = sizeof(ENDING) - 1;

	return strcmp(name, OUTPUTS) == 0 ||
	    (size > end && strcmp(name + size - end, ENDING) == 0);
}

/* --------------------------------------------------------------- the reading */

static int
add_file(struct nc_set *set, const struct nc_manifest_item *item,
    struct newsconv_error *error)
{
	struct manifest *manifest = set->state;
	struct nc_listed entry = {.path = item->name,
	    .path_size = strlen(item->name),
	    .size = item->bytes,
	    /* Where it is listed with its records; 0: it has none. */
	    .line = item->has_records ? item->offset : 0,
	    .has_digest = true,
	    .algorithm = NC_SHA256};

	if (!nc_path_below(item->name)) {
		nc_finding(set->verify, NC_MANIFEST_PATH, "", item->offset,
		    "lists the path %s", item->name);
		return NEWSCONV_OK;
	}
	memcpy(entry.digest, item->sha256, sizeof(item->sha256));
	manifest->searches |= !nc_exists_below(set->folder, item->name);
	return nc_listing_add(manifest->listing, &entry, error);
}

/* What was counted, and what the first line says. */
struct counts {
	uint64_t files, records;
};

static void
compare_counts(
    struct nc_set *set, const struct counts *said, const struct counts *counted)
{
	if (said->files != counted->files)
		nc_finding(set->verify, NC_MANIFEST_COUNT, "", 0,
		    "lists %llu files, and says %llu",
		    (unsigned long long)counted->files,
		    (unsigned long long)said->files);
	if (said->records != counted->records)
		nc_finding(set->verify, NC_MANIFEST_COUNT, "", 0,
		    "lists %llu records, and says %llu",
		    (unsigned long long)counted->records,
		    (unsigned long long)said->records);
}

static int
read_lines(struct nc_set *set, struct nc_manifest_reader *reader,
    struct newsconv_error *error)
{
	struct counts said = {0, 0}, counted = {0, 0};
	struct newsconv_error fault;
	struct nc_manifest_item item;
	bool begun = false;
	int result;

	while ((result = nc_manifest_reader_next(reader, &item, &fault)) !=
	    NEWSCONV_END) {
		if (result == NEWSCONV_INVALID) {
			nc_finding(set->verify, NC_MANIFEST_LINE, "",
			    item.offset, "%s", fault.text);
		} else if (result < 0) {
			return nc_error_set(error, result, "%s", fault.text);
		} else if (item.kind == NC_MANIFEST_HEADING) {
			said.files = item.files;
			said.records = item.records;
		}
		if (!begun && (result < 0 || item.kind != NC_MANIFEST_HEADING))
			nc_finding(set->verify, NC_MANIFEST_BEGINNING, "", 0,
			    "the first line is no heading");
		begun = true;
		counted.records += result == NEWSCONV_OK &&
		    item.kind == NC_MANIFEST_RECORD;
		if (result < 0 || item.kind != NC_MANIFEST_FILE)
			continue;
		counted.files++;
		result = add_file(set, &item, error);
		if (result < 0)
			return result;
	}
	compare_counts(set, &said, &counted);
	return NEWSCONV_OK;
}

static void
close_set(struct nc_set *set)
{
	struct manifest *manifest = set->state;

	if (manifest == NULL)
		return;
	nc_listing_free(manifest->listing);
	if (manifest->descriptor >= 0)
		close(manifest->descriptor);
	free(manifest);
	set->state = NULL;
	set->listing = NULL;
}

static int
read_manifest(struct nc_set *set, struct newsconv_error *error)
{
	struct manifest *manifest = set->state;
	struct nc_manifest_reader *reader = NULL;
	uint64_t size;
	int result = nc_open_below(
	    set->folder, set->mark, &manifest->descriptor, &size, error);

	if (result == NEWSCONV_OK)
		result = nc_listing_new(
		    &manifest->listing, set->scratch, error);
	if (result == NEWSCONV_OK)
		result = nc_manifest_reader_new(
		    &reader, manifest->descriptor, error);
	if (result == NEWSCONV_OK)
		result = read_lines(set, reader, error);
	nc_manifest_reader_free(reader);
	if (result == NEWSCONV_OK)
		result = nc_listing_ready(manifest->listing, error);
	return result;
}

static int
open_set(struct nc_set *set, struct newsconv_error *error)
{
	struct manifest *manifest = calloc(1, sizeof(*manifest));
	int result;

	if (manifest == NULL)
		return nc_error_memory(error);
	manifest->descriptor = -1;
	manifest->all = strcmp(set->mark, OUTPUTS) == 0;
	set->state = manifest;
	result = read_manifest(set, error);
	set->listing = manifest->listing;
	return result;
}

/* --------------------------------------------------------------------- files */

static int
find(struct nc_set *set, const char *path, struct nc_listed *entry,
    struct newsconv_error *error)
{
	const struct manifest *manifest = set->state;
	size_t cursor = 0;

	return nc_listing_find(manifest->listing, path, &cursor, entry, error);
}

static int
begin_records(struct manifest *manifest, const struct nc_listed *entry,
    struct nc_set_file *file, struct newsconv_error *error)
{
	struct nc_manifest_records *records = NULL;
	int result = nc_manifest_records_new(
	    &records, manifest->descriptor, entry->line, error);

	if (result < 0)
		return result;
	file->own = records;
	file->observer.part = nc_manifest_records_part;
	file->observer.context = records;
	file->observer.wants_digests = true;
	return NEWSCONV_OK;
}

static int
expect(
    struct nc_set *set, struct nc_set_file *file, struct newsconv_error *error)
{
	struct manifest *manifest = set->state;
	struct nc_listed entry;
	int result = find(set, file->path, &entry, error);

	if (result < 0)
		return result;
	if (result == NEWSCONV_OK || manifest->searches || manifest->all)
		file->digests |= 1u << NC_SHA256;
	if (result == NEWSCONV_OK && entry.line > 0)
		return begin_records(manifest, &entry, file, error);
	/* Lists of ours are read by who knows them, not as articles. */
	if (result == NEWSCONV_OK || strcmp(file->path, set->mark) == 0)
		file->content = NC_CONTENT_ARCHIVES;
	return NEWSCONV_OK;
}

/* What could not be read has no digest, and is not said to be another. */
static bool
is_digested(const struct nc_set_file *file)
{
	return file->values != NULL &&
	    (file->values->which & 1u << NC_SHA256) != 0;
}

/* The lists themselves are not in the list. */
static bool
is_list(const struct nc_set *set, const char *path)
{
	return strcmp(path, set->mark) == 0 || strcmp(path, "SHA256SUMS") == 0;
}

/*
 * A listed file of the same bytes: one that is missing before one that is there.
 * NEWSCONV_END: none.
 */
static int
find_like(struct nc_set *set, const unsigned char *digest, bool *missing,
    struct nc_listed *entry, struct newsconv_error *error)
{
	struct manifest *manifest = set->state;
	size_t cursor = 0;
	int result;

	do {
		result = nc_listing_find_digest(manifest->listing, NC_SHA256,
		    digest, &cursor, entry, error);
		if (result != NEWSCONV_OK)
			break;
		*missing = (entry->marks & MARK_MOVED) == 0 &&
		    !nc_exists_below(set->folder, entry->path);
	} while (!*missing);
	if (result != NEWSCONV_END || *missing)
		return result;
	cursor = 0;
	return nc_listing_find_digest(
	    manifest->listing, NC_SHA256, digest, &cursor, entry, error);
}

static int
seen_stranger(struct nc_set *set, const struct nc_verify *verify,
    struct nc_set_file *file, struct newsconv_error *error)
{
	struct manifest *manifest = set->state;
	struct nc_listed entry;
	bool missing = false;
	int result;

	if (strcmp(file->path, set->mark) == 0) {
		file->settled = true;
		file->format = "manifest";
	}
	if (is_list(set, file->path) || !is_digested(file))
		return NEWSCONV_OK;
	result = find_like(
	    set, file->values->value[NC_SHA256], &missing, &entry, error);
	if (result < 0 || (result == NEWSCONV_END && !manifest->all))
		return result < 0 ? result : NEWSCONV_OK;
	if (result == NEWSCONV_END) {
		file->fixity = NEWSCONV_NEW;
		nc_finding(verify, NC_MANIFEST_NEW, "", 0, "not listed in %s",
		    set->mark);
	} else if (missing) {
		file->fixity = NEWSCONV_MOVED;
		nc_listing_mark(manifest->listing, entry.number, MARK_MOVED);
		nc_finding(verify, NC_MANIFEST_MOVED, "", 0,
		    "listed as %s, which is not there", entry.path);
	} else if (manifest->all) {
		file->fixity = NEWSCONV_DUPLICATE;
		nc_finding(verify, NC_MANIFEST_DUPLICATE, "", 0,
		    "not listed, and equal to %s", entry.path);
	}
	return NEWSCONV_OK;
}

/* What its records say, once it is known whether its bytes are the right ones. */
static int
end_records(const struct nc_verify *verify, struct nc_set_file *file,
    struct newsconv_error *error)
{
	uint64_t differences = 0;
	int result;

	if (file->own == NULL || file->outcome < 0)
		return NEWSCONV_OK;
	result = nc_manifest_records_end(
	    file->own, verify, &differences, error);
	if (result == NEWSCONV_OK && differences > 0 &&
	    file->fixity == NEWSCONV_CONFIRMED)
		nc_finding(verify, NC_MANIFEST_CONTRADICTS, "", 0,
		    "has the digest that is listed, and %llu records that "
		    "differ from those listed",
		    (unsigned long long)differences);
	return result;
}

static int
seen_listed(struct nc_set *set, const struct nc_verify *verify,
    struct nc_set_file *file, const struct nc_listed *entry,
    struct newsconv_error *error)
{
	struct manifest *manifest = set->state;
	bool same;

	nc_listing_mark(manifest->listing, entry->number, NC_MARK_SEEN);
	if (!is_digested(file))
		return NEWSCONV_OK;
	same = entry->size == file->size &&
	    memcmp(file->values->value[NC_SHA256], entry->digest, 32) == 0;
	file->fixity = same ? NEWSCONV_CONFIRMED : NEWSCONV_CHANGED;
	if (same)
		nc_answer(verify, NEWSCONV_LEVEL_MANIFEST, NEWSCONV_ANSWER_YES);
	else if (entry->size != file->size)
		nc_finding(verify, NC_MANIFEST_CHANGED, "", 0,
		    "has %llu bytes, %llu are listed",
		    (unsigned long long)file->size,
		    (unsigned long long)entry->size);
	else
		nc_finding(verify, NC_MANIFEST_CHANGED, "", 0,
		    "has another SHA-256 than is listed");
	return end_records(verify, file, error);
}

static int
seen(struct nc_set *set, const struct nc_verify *verify,
    struct nc_set_file *file, struct newsconv_error *error)
{
	struct nc_listed entry;
	int result = find(set, file->path, &entry, error);

	if (result == NEWSCONV_OK)
		result = seen_listed(set, verify, file, &entry, error);
	else if (result == NEWSCONV_END)
		result = seen_stranger(set, verify, file, error);
	nc_manifest_records_free(file->own);
	file->own = NULL;
	return result;
}

static int
end(struct nc_set *set, struct newsconv_error *error)
{
	struct manifest *manifest = set->state;
	struct nc_listed entry;
	size_t cursor = 0;
	int result;

	while ((result = nc_listing_next(manifest->listing, &cursor, &entry,
		    error)) == NEWSCONV_OK) {
		if ((entry.marks & (NC_MARK_SEEN | MARK_MOVED)) == 0)
			nc_set_absent(set, entry.path, NEWSCONV_MISSING,
			    NC_MANIFEST_MISSING, "listed in %s, and not there",
			    set->mark);
	}
	return result == NEWSCONV_END ? NEWSCONV_OK : result;
}

const struct nc_set_kind nc_set_manifest = {
    .marks = marks,
    .open = open_set,
    .expect = expect,
    .seen = seen,
    .end = end,
    .close = close_set,
};
