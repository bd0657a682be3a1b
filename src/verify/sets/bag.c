/*
 * What the files of a bag are to what its manifests list.  Nothing is asked of
 * the whole bag before each of its files was seen once, in any order.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "bag.h"
#include "error.h"
#include "file_digests.h"
#include "memory.h"
#include "utf8.h"

int
nc_bag_open(struct nc_bag *bag, const struct nc_verify *verify, int folder,
    struct nc_scratch *scratch, struct newsconv_error *error)
{
	memset(bag, 0, sizeof(*bag));
	bag->verify = verify;
	bag->folder = folder;
	bag->scratch = scratch;
	bag->version = NC_BAG_1_0;
	return nc_listing_new(&bag->listing, scratch, error);
}

void
nc_bag_close(struct nc_bag *bag)
{
	nc_listing_free(bag->listing);
	bag->listing = NULL;
}

static bool
is_manifest(const char *name)
{
	size_t size = strlen(name), front = 9;

	if (strncmp(name, "tag", 3) == 0)
		front += 3;
	return size > front + 4 && size < 64 &&
	    strncmp(name + front - 9, "manifest-", 9) == 0 &&
	    strcmp(name + size - 4, ".txt") == 0;
}

bool
nc_bag_is_tag(const char *name)
{
	return strcmp(name, "bagit.txt") == 0 ||
	    strcmp(name, "bag-info.txt") == 0 ||
	    strcmp(name, "package-info.txt") == 0 ||
	    strcmp(name, "fetch.txt") == 0 || is_manifest(name);
}

static bool
is_payload(const char *path)
{
	return strncmp(path, "data/", 5) == 0;
}

/* ------------------------------------------------- what the tag files say */

static bool
same_digest(const struct nc_listed *a, const struct nc_listed *b)
{
	return a->has_digest && b->has_digest && a->algorithm == b->algorithm &&
	    memcmp(a->digest, b->digest, nc_digest_size(a->algorithm)) == 0;
}

/* Of an entry, whether its manifest has listed the path before. */
static int
check_twice(struct nc_bag *bag, const struct nc_listed *entry, const char *path,
    struct newsconv_error *error)
{
	struct nc_listed other;
	size_t cursor = 0;
	int result;

	while ((result = nc_listing_find(bag->listing, path, &cursor, &other,
		    error)) == NEWSCONV_OK) {
		bool same = same_digest(entry, &other);
		const struct nc_line line = {.number = entry->line};

		if (other.source != entry->source || other.line >= entry->line)
			continue;
		nc_bag_fault(bag,
		    same && bag->version < NC_BAG_1_0 ? NC_BAG_TWICE_EQUAL
						      : NC_BAG_TWICE,
		    entry->source == NC_BAG_FETCH
			? "fetch.txt"
			: bag->manifests[entry->source].name,
		    &line, "%s", path);
		break;
	}
	return result < 0 ? result : NEWSCONV_OK;
}

/* A fetched file is in every payload manifest. */
static int
check_fetch(struct nc_bag *bag, const char *path, struct newsconv_error *error)
{
	struct nc_listed other;
	uint64_t listed = 0;
	size_t cursor = 0;
	int result;

	while ((result = nc_listing_find(bag->listing, path, &cursor, &other,
		    error)) == NEWSCONV_OK) {
		if (other.source != NC_BAG_FETCH)
			listed |= UINT64_C(1) << other.source;
	}
	if (result < 0)
		return result;
	if ((listed & bag->payload_manifests) != bag->payload_manifests)
		nc_bag_fault(
		    bag, NC_BAG_FETCH_UNLISTED, "fetch.txt", NULL, "%s", path);
	return NEWSCONV_OK;
}

/* Name in form C and lower case, as some file systems take it. */
static int
fold(struct nc_buffer *target, const char *path, struct newsconv_error *error)
{
	struct newsconv_text text = {path, strlen(path)};
	char *normal = NULL, encoded[4];
	bool changed = false;
	size_t i, length;
	uint32_t c;

	if (!nc_ascii(text.data, text.size) &&
	    nc_utf8_valid_prefix(text.data, text.size) == text.size &&
	    !nc_nfc(text, &normal, &text.size, &changed))
		return nc_error_memory(error);
	if (changed)
		text.data = normal;
	nc_buffer_clear(target);
	nc_buffer_text(target, "");
	for (i = 0; i < text.size; i += length) {
		length = nc_utf8_decode(text.data + i, text.size - i, &c);
		if (length == 0)
			nc_buffer_add(target, text.data + i, length = 1);
		else
			nc_buffer_add(target, encoded,
			    nc_utf8_encode(nc_lower(c), encoded));
	}
	free(normal);
	return nc_buffer_check(target, error);
}

/*
 * Paths that differ, and are equal when folded: their folded forms are a
 * listing of their own, and whoever finds one there already has a twin.
 */
static int
fold_all(
    struct nc_bag *bag, struct nc_listing *folded, struct newsconv_error *error)
{
	struct nc_buffer name = NC_BUFFER(4 * NC_LISTED_PATH_MAX);
	struct nc_listed entry, copy;
	size_t cursor = 0;
	int result;

	while ((result = nc_listing_next(
		    bag->listing, &cursor, &entry, error)) == NEWSCONV_OK) {
		if (entry.source == NC_BAG_FETCH || !is_payload(entry.path))
			continue;
		result = fold(&name, entry.path, error);
		copy = entry;
		copy.path = name.data;
		copy.path_size = name.size;
		/* Where the path itself stands. */
		copy.size = entry.number;
		copy.has_digest = false;
		if (result == NEWSCONV_OK && name.size <= NC_LISTED_PATH_MAX)
			result = nc_listing_add(folded, &copy, error);
		if (result < 0)
			break;
	}
	nc_buffer_free(&name);
	return result < 0 ? result : nc_listing_ready(folded, error);
}

static int
tell_alike(
    struct nc_bag *bag, struct nc_listing *folded, struct newsconv_error *error)
{
	char *path = malloc(NC_LISTED_PATH_MAX + 1);
	char *other_path = malloc(NC_LISTED_PATH_MAX + 1);
	struct nc_listed entry, other, a, b;
	size_t cursor = 0, found;
	int result = path == NULL || other_path == NULL ? nc_error_memory(error)
							: NEWSCONV_OK;

	while (result == NEWSCONV_OK &&
	    (result = nc_listing_next(folded, &cursor, &entry, error)) ==
		NEWSCONV_OK) {
		memcpy(path, entry.path, entry.path_size + 1);
		found = 0;
		result = nc_listing_find(folded, path, &found, &other, error);
		if (result != NEWSCONV_OK || other.number == entry.number)
			continue;
		result = nc_listing_at(bag->listing, entry.size, &a, error);
		if (result < 0)
			break;
		memcpy(other_path, a.path, a.path_size + 1);
		result = nc_listing_at(bag->listing, other.size, &b, error);
		if (result == NEWSCONV_OK && strcmp(other_path, b.path) != 0 &&
		    a.source == b.source)
			nc_bag_fault(bag, NC_BAG_ALIKE,
			    bag->manifests[a.source].name, NULL, "%s and %s",
			    b.path, other_path);
	}
	free(path);
	free(other_path);
	return result < 0 ? result : NEWSCONV_OK;
}

static int
check_alike(struct nc_bag *bag, struct newsconv_error *error)
{
	struct nc_listing *folded;
	int result = nc_listing_new(&folded, bag->scratch, error);

	if (result < 0)
		return result;
	result = fold_all(bag, folded, error);
	if (result == NEWSCONV_OK)
		result = tell_alike(bag, folded, error);
	nc_listing_free(folded);
	return result;
}

static int
check_entries(struct nc_bag *bag, struct newsconv_error *error)
{
	char *path = malloc(NC_LISTED_PATH_MAX + 1);
	struct nc_listed entry;
	size_t cursor = 0;
	int result = path == NULL ? nc_error_memory(error) : NEWSCONV_OK;

	while (result == NEWSCONV_OK &&
	    (result = nc_listing_next(bag->listing, &cursor, &entry, error)) ==
		NEWSCONV_OK) {
		memcpy(path, entry.path, entry.path_size + 1);
		result = check_twice(bag, &entry, path, error);
		if (result == NEWSCONV_OK && entry.source == NC_BAG_FETCH)
			result = check_fetch(bag, path, error);
	}
	free(path);
	return result < 0 ? result : NEWSCONV_OK;
}

/* A tag manifest lists all payload manifests. */
static int
check_tag_manifest(
    struct nc_bag *bag, unsigned number, struct newsconv_error *error)
{
	struct nc_listed entry;
	unsigned i;
	int result;

	for (i = 0; i < bag->manifest_count; i++) {
		bool listed = false;
		size_t cursor = 0;

		if (bag->manifests[i].is_tag)
			continue;
		while ((result = nc_listing_find(bag->listing,
			    bag->manifests[i].name, &cursor, &entry, error)) ==
		    NEWSCONV_OK)
			listed = listed || entry.source == number;
		if (result < 0)
			return result;
		if (!listed)
			nc_bag_fault(bag,
			    bag->version >= NC_BAG_1_0 ? NC_BAG_TAG_LACKS
						       : NC_BAG_TAG_LACKS_OLD,
			    bag->manifests[number].name, NULL, "%s",
			    bag->manifests[i].name);
	}
	return NEWSCONV_OK;
}

int
nc_bag_ready(struct nc_bag *bag, struct newsconv_error *error)
{
	unsigned weak = 1u << NC_MD5 | 1u << NC_SHA1, i;
	int result = nc_listing_ready(bag->listing, error);

	if (bag->encoding == NC_BAG_UNKNOWN)
		return result;
	if (bag->payload_manifests == 0)
		nc_bag_fault(bag, NC_BAG_NO_MANIFEST, "", NULL,
		    "there is no manifest of the payload");
	if (bag->payload_digests != 0 && (bag->payload_digests & ~weak) == 0)
		nc_bag_fault(bag, NC_BAG_WEAK, "", NULL,
		    "the payload has digests by MD5 or SHA-1 only");
	if (!bag->has_oxum)
		nc_bag_fault(bag, NC_BAG_NO_OXUM, "", NULL, "%s",
		    bag->has_info ? "the metadata has no Payload-Oxum"
				  : "there is no file of metadata");
	for (i = 0; result == NEWSCONV_OK && i < bag->manifest_count; i++) {
		if (bag->manifests[i].is_tag)
			result = check_tag_manifest(bag, i, error);
	}
	if (result == NEWSCONV_OK)
		result = check_entries(bag, error);
	if (result == NEWSCONV_OK)
		result = check_alike(bag, error);
	return result;
}

/* ------------------------------------------------------------- each file */

int
nc_bag_expect(struct nc_bag *bag, const char *path, unsigned *digests,
    struct newsconv_error *error)
{
	struct nc_listed entry;
	size_t cursor = 0;
	int result;

	/* One that is not listed may be a listed one that was renamed. */
	if (is_payload(path))
		*digests |= bag->payload_digests;
	while ((result = nc_listing_find(bag->listing, path, &cursor, &entry,
		    error)) == NEWSCONV_OK) {
		if (entry.has_digest)
			*digests |= 1u << entry.algorithm;
	}
	return result < 0 ? result : NEWSCONV_OK;
}

int
nc_bag_was_seen(struct nc_bag *bag, const char *path, bool *seen,
    struct newsconv_error *error)
{
	struct nc_listed entry;
	size_t cursor = 0;
	int result;

	*seen = false;
	while ((result = nc_listing_find(
		    bag->listing, path, &cursor, &entry, error)) == NEWSCONV_OK)
		*seen = *seen || (entry.marks & NC_MARK_SEEN) != 0;
	return result < 0 ? result : NEWSCONV_OK;
}

static void
compare(struct nc_bag *bag, const struct nc_verify *verify,
    struct nc_set_file *file, const struct nc_listed *entry)
{
	const unsigned char *value = file->values->value[entry->algorithm];
	char hex[2 * NC_DIGEST_MAX + 1], wanted[2 * NC_DIGEST_MAX + 1];
	size_t size = nc_digest_size(entry->algorithm);
	const struct nc_place place = {.expected = wanted};

	nc_digests_compared(verify, 1);
	if (memcmp(value, entry->digest, size) == 0) {
		if (file->fixity != NEWSCONV_CHANGED)
			file->fixity = NEWSCONV_CONFIRMED;
		return;
	}
	bag->changed += file->fixity != NEWSCONV_CHANGED;
	file->fixity = NEWSCONV_CHANGED;
	nc_hex(hex, value, size);
	nc_hex(wanted, entry->digest, size);
	nc_report(verify, NC_BAG_CHANGED, &place, "its %s is %s, by %s",
	    nc_algorithm_name(entry->algorithm), hex,
	    bag->manifests[entry->source].name);
}

/* All that is listed of the file; *listed: by which manifests. */
static int
compare_all(struct nc_bag *bag, const struct nc_verify *verify,
    struct nc_set_file *file, const char *path, uint64_t *listed,
    struct newsconv_error *error)
{
	struct nc_listed entry;
	size_t cursor = 0;
	int result;

	while ((result = nc_listing_find(bag->listing, path, &cursor, &entry,
		    error)) == NEWSCONV_OK) {
		nc_listing_mark(bag->listing, entry.number, NC_MARK_SEEN);
		if (entry.source == NC_BAG_FETCH) {
			if (entry.size != UINT64_MAX &&
			    entry.size != file->size)
				nc_finding(verify, NC_BAG_FETCH_SIZE, "", 0,
				    "%llu bytes, fetch.txt says %llu",
				    (unsigned long long)file->size,
				    (unsigned long long)entry.size);
			continue;
		}
		*listed |= UINT64_C(1) << entry.source;
		if (entry.has_digest &&
		    (file->values->which & 1u << entry.algorithm) != 0)
			compare(bag, verify, file, &entry);
	}
	return result < 0 ? result : NEWSCONV_OK;
}

/* A listed file that is not there and has these bytes: *path is its. */
static int
find_moved(struct nc_bag *bag, const struct nc_set_file *file, char *path,
    bool *found, struct newsconv_error *error)
{
	struct nc_listed entry;
	enum nc_algorithm algorithm = 0;
	size_t cursor = 0;
	int result;

	*found = false;
	while ((bag->payload_digests & file->values->which & 1u << algorithm) ==
	    0) {
		if (++algorithm == (enum nc_algorithm)NC_ALGORITHMS)
			return NEWSCONV_OK;
	}
	while ((result = nc_listing_find_digest(bag->listing, algorithm,
		    file->values->value[algorithm], &cursor, &entry, error)) ==
	    NEWSCONV_OK) {
		if (!is_payload(entry.path) || bag->folder < 0 ||
		    (entry.marks & NC_MARK_SEEN) != 0 ||
		    nc_exists_below(bag->folder, entry.path))
			continue;
		memcpy(path, entry.path, entry.path_size + 1);
		*found = true;
		return NEWSCONV_OK;
	}
	return result < 0 ? result : NEWSCONV_OK;
}

/* No manifest lists the payload file. */
static int
tell_unlisted(struct nc_bag *bag, const struct nc_verify *verify,
    struct nc_set_file *file, struct newsconv_error *error)
{
	char path[NC_LISTED_PATH_MAX + 1];
	bool moved = false;
	int result = NEWSCONV_OK;

	bag->unlisted++;
	if (file->size > 0)
		result = find_moved(bag, file, path, &moved, error);
	if (result < 0)
		return result;
	file->fixity = moved ? NEWSCONV_MOVED : NEWSCONV_NEW;
	if (moved)
		nc_finding(verify, NC_BAG_MOVED, "", 0, "listed as %s", path);
	else
		nc_finding(verify, NC_BAG_UNLISTED, "", 0,
		    "in no manifest of the payload");
	return NEWSCONV_OK;
}

static void
tell_not_in_all(
    struct nc_bag *bag, const struct nc_verify *verify, uint64_t listed)
{
	unsigned i;

	for (i = 0; i < bag->manifest_count; i++) {
		uint64_t bit = UINT64_C(1) << i;

		if ((bag->payload_manifests & ~listed & bit) == 0)
			continue;
		if (bag->version >= NC_BAG_1_0)
			bag->unlisted++;
		nc_finding(verify,
		    bag->version >= NC_BAG_1_0 ? NC_BAG_NOT_IN_ALL
					       : NC_BAG_SETS_DIFFER,
		    "", 0, "not in %s", bag->manifests[i].name);
	}
}

static void
look_at_name(const struct nc_verify *verify, const char *path)
{
	static const char *const system_files[] = {
	    ".DS_Store", "Thumbs.db", "desktop.ini", ".directory"};
	const char *name = strrchr(path, '/') + 1;
	size_t i;

	if (strcmp(name, "bagit.txt") == 0)
		nc_finding(verify, NC_BAG_IN_BAG, "", 0,
		    "a bag declaration in the payload");
	for (i = 0; i < sizeof(system_files) / sizeof(*system_files); i++) {
		if (strcasecmp(name, system_files[i]) == 0)
			nc_finding(
			    verify, NC_BAG_SYSTEM_FILE, "", 0, "%s", name);
	}
}

/* Listed in another normalisation: by its form C. */
static int
compare_normalised(struct nc_bag *bag, const struct nc_verify *verify,
    struct nc_set_file *file, uint64_t *listed, struct newsconv_error *error)
{
	struct newsconv_text text = {file->path, strlen(file->path)};
	char *normal = NULL, *path;
	size_t size;
	bool changed = false;
	int result;

	if (nc_ascii(text.data, text.size) ||
	    nc_utf8_valid_prefix(text.data, text.size) != text.size)
		return NEWSCONV_OK;
	if (!nc_nfc(text, &normal, &size, &changed))
		return nc_error_memory(error);
	path = changed ? strndup(normal, size) : NULL;
	free(normal);
	if (path == NULL)
		return changed ? nc_error_memory(error) : NEWSCONV_OK;
	result = compare_all(bag, verify, file, path, listed, error);
	if (*listed != 0)
		nc_finding(verify, NC_BAG_NORMALISED, "", 0,
		    "listed in Unicode's form C");
	free(path);
	return result;
}

static int
see_payload(struct nc_bag *bag, const struct nc_verify *verify,
    struct nc_set_file *file, struct newsconv_error *error)
{
	uint64_t listed = 0;
	int result = compare_all(bag, verify, file, file->path, &listed, error);

	if (result == NEWSCONV_OK && listed == 0)
		result = compare_normalised(bag, verify, file, &listed, error);
	if (result < 0)
		return result;
	bag->files++;
	bag->octets += file->size;
	look_at_name(verify, file->path);
	if (bag->encoding == NC_BAG_UNKNOWN)
		return NEWSCONV_OK;
	if (listed == 0)
		return tell_unlisted(bag, verify, file, error);
	tell_not_in_all(bag, verify, listed);
	/* Listed only by algorithms that we do not know: that was told. */
	file->settled = file->fixity == NEWSCONV_FIXITY_NONE &&
	    file->values->which == 0 && bag->payload_digests == 0;
	return NEWSCONV_OK;
}

int
nc_bag_seen(struct nc_bag *bag, const struct nc_verify *verify,
    struct nc_set_file *file, struct newsconv_error *error)
{
	uint64_t listed = 0;
	bool read = file->outcome != NEWSCONV_READ_FAILED &&
	    file->outcome != NEWSCONV_NOT_A_FILE;
	int result;

	if (!read) {
		bag->unread++;
		nc_finding(verify, NC_BAG_UNREADABLE, "", 0,
		    "it could not be looked at");
		return compare_all(
		    bag, verify, file, file->path, &listed, error);
	}
	if (is_payload(file->path))
		return see_payload(bag, verify, file, error);
	result = compare_all(bag, verify, file, file->path, &listed, error);
	if (result < 0)
		return result;
	file->settled = true;
	file->format = "tag file";
	/* Those that the bag is read by say enough by being right. */
	if (listed == 0 && !nc_bag_is_tag(file->path))
		nc_finding(
		    verify, NC_BAG_UNCOVERED, "", 0, "in no tag manifest");
	return NEWSCONV_OK;
}

/* --------------------------------------------------------------- the whole */

/* Mark all entries of a path; what is known of it by them. */
static int
mark_path(struct nc_bag *bag, const char *path, bool *seen, bool *fetch,
    struct newsconv_error *error)
{
	struct nc_listed entry;
	size_t cursor = 0;
	int result;

	*seen = *fetch = false;
	while ((result = nc_listing_find(bag->listing, path, &cursor, &entry,
		    error)) == NEWSCONV_OK) {
		*seen = *seen || (entry.marks & NC_MARK_SEEN) != 0;
		*fetch = *fetch || entry.source == NC_BAG_FETCH;
		nc_listing_mark(bag->listing, entry.number, NC_MARK_SEEN);
	}
	return result < 0 ? result : NEWSCONV_OK;
}

static void
tell_absent(struct nc_bag *bag, const char *path, bool fetch,
    nc_bag_absent *absent, void *context)
{
	if (fetch) {
		bag->unfetched++;
		absent(context, path, NEWSCONV_MISSING, NC_BAG_UNFETCHED,
		    "to be fetched by fetch.txt");
	} else if (bag->folder >= 0 && nc_exists_below(bag->folder, path)) {
		bag->unread++;
		absent(context, path, NEWSCONV_FIXITY_NONE, NC_BAG_UNREADABLE,
		    "it was not looked at");
	} else {
		bag->missing++;
		absent(context, path, NEWSCONV_MISSING, NC_BAG_MISSING,
		    "listed, and not there");
	}
}

static int
tell_missing(struct nc_bag *bag, nc_bag_absent *absent, void *context,
    struct newsconv_error *error)
{
	char *path = malloc(NC_LISTED_PATH_MAX + 1);
	struct nc_listed entry;
	size_t cursor = 0;
	bool seen, fetch;
	int result = path == NULL ? nc_error_memory(error) : NEWSCONV_OK;

	while (result == NEWSCONV_OK &&
	    (result = nc_listing_next(bag->listing, &cursor, &entry, error)) ==
		NEWSCONV_OK) {
		if ((entry.marks & NC_MARK_SEEN) != 0)
			continue;
		memcpy(path, entry.path, entry.path_size + 1);
		result = mark_path(bag, path, &seen, &fetch, error);
		if (result == NEWSCONV_OK && !seen)
			tell_absent(bag, path, fetch, absent, context);
	}
	free(path);
	return result < 0 ? result : NEWSCONV_OK;
}

static void
check_oxum(struct nc_bag *bag)
{
	/* What is not there yet cannot be counted. */
	if (!bag->has_oxum || bag->unfetched + bag->unread > 0 ||
	    (bag->octets == bag->stated_octets &&
		bag->files == bag->stated_files))
		return;
	nc_bag_fault(bag, NC_BAG_OXUM, "", NULL,
	    "the payload has %llu bytes in %llu files, Payload-Oxum says "
	    "%llu in %llu",
	    (unsigned long long)bag->octets, (unsigned long long)bag->files,
	    (unsigned long long)bag->stated_octets,
	    (unsigned long long)bag->stated_files);
}

/* The two answers. */
static void
tell_whole(struct nc_bag *bag)
{
	bool complete = bag->missing + bag->unlisted + bag->faults == 0;

	if (!complete)
		nc_finding(bag->verify, NC_BAG_INCOMPLETE, "", 0,
		    "not complete: %llu missing, %llu not listed, %llu errors "
		    "in tag files",
		    (unsigned long long)bag->missing,
		    (unsigned long long)bag->unlisted,
		    (unsigned long long)bag->faults);
	if (!complete || bag->changed > 0)
		nc_finding(bag->verify, NC_BAG_INVALID, "", 0,
		    "not valid: %s, %llu changed",
		    complete ? "complete" : "not complete",
		    (unsigned long long)bag->changed);
	if (bag->unfetched + bag->unread > 0) {
		nc_finding(bag->verify, NC_BAG_UNREADABLE, "", 0,
		    "%llu files are to be fetched, %llu were not looked at",
		    (unsigned long long)bag->unfetched,
		    (unsigned long long)bag->unread);
		return;
	}
	nc_answer(bag->verify, NEWSCONV_LEVEL_STRUCTURE, NEWSCONV_ANSWER_YES);
	if (bag->payload_digests != 0)
		nc_answer(
		    bag->verify, NEWSCONV_LEVEL_DIGESTS, NEWSCONV_ANSWER_YES);
}

int
nc_bag_end(struct nc_bag *bag, nc_bag_absent *absent, void *context,
    struct newsconv_error *error)
{
	int result = tell_missing(bag, absent, context, error);

	if (result < 0)
		return result;
	check_oxum(bag);
	tell_whole(bag);
	return NEWSCONV_OK;
}
