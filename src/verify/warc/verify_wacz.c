/*
 * WACZ 1.1.1: a ZIP archive that says itself what it holds.  Its entries are
 * read once, those of archive/ first: what is indexed must be known before the
 * indexes are held against it.
 */
#define _GNU_SOURCE /* memfd_create() */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <unistd.h>

#include <jansson.h>

#include "ascii.h"
#include "canonical.h"
#include "cdxj.h"
#include "digest.h"
#include "error.h"
#include "file.h"
#include "json_value.h"
#include "packed_index.h"
#include "verify_zip.h"

#define PACKAGE "datapackage.json"
#define PACKAGE_DIGEST "datapackage-digest.json"
#define PAGES "pages/pages.jsonl"

/* A line of a list of pages has the page's text; only its fields count. */
enum { PAGE_LINE = 1024 * 1024 };

struct resource {
	const char *path;
	const char *hash;
	uint64_t bytes;
	bool has_bytes;
	bool plain; /* the hash is SHA-256 without saying so */
	bool seen;
};

struct wacz {
	const struct nc_verify *verify;
	struct newsconv_error *error;
	struct nc_archive *zip;
	json_t *package;
	struct resource *resources;
	size_t count;
	struct nc_cdxj *cdxj;
	struct nc_zipnum *zipnum;
	bool has_package, has_digest, has_pages;
	unsigned warcs, indexes;
	char package_sha256[65];
};

/* One entry while it is read. */
struct reading {
	struct wacz *wacz;
	const char *name;
	struct nc_digest sha256;
	/* Of an index. */
	struct nc_cdxj_index *index;
	struct nc_packed_index *packed;
	/* Of a summary of an index. */
	struct nc_zipnum_summary *summary;
	/* Of a list of pages. */
	char *line;
	size_t size;
	long number;
};

static void
tell(const struct wacz *wacz, enum nc_finding_code code, const char *part,
    const char *text)
{
	nc_finding(wacz->verify, code, part, 0, "%s", text);
}

static bool
ends_with(const char *name, const char *suffix)
{
	size_t length = strlen(name), size = strlen(suffix);

	return length > size && strcasecmp(name + length - size, suffix) == 0;
}

static bool
begins_with(const char *name, const char *folder)
{
	return strncmp(name, folder, strlen(folder)) == 0;
}

/* Of a compressed index, by ZipNum. */
static bool
is_summary(const char *name)
{
	return begins_with(name, "indexes/") && ends_with(name, ".idx");
}

/* ------------------------------------------------------------------- package */

/* RFC 3339, 5.6: "2020-10-07T21:22:36.123+02:00", by its form. */
static bool
is_time(const char *text)
{
	static const char form[] = "dddd-dd-ddtdd:dd:dd";
	size_t i;

	for (i = 0; form[i] != '\0'; i++) {
		bool fits = form[i] == 'd' ? nc_ascii_digit(text[i])
		    : form[i] == 't'
		    ? text[i] == 'T' || text[i] == 't' || text[i] == ' '
		    : text[i] == form[i];

		if (!fits)
			return false;
	}
	text += i;
	if (text[0] == '.') {
		size_t digits = strspn(text + 1, "0123456789");

		if (digits == 0)
			return false;
		text += 1 + digits;
	}
	if (strcasecmp(text, "Z") == 0)
		return true;
	return (text[0] == '+' || text[0] == '-') && nc_ascii_digit(text[1]) &&
	    nc_ascii_digit(text[2]) && text[3] == ':' &&
	    nc_ascii_digit(text[4]) && nc_ascii_digit(text[5]) &&
	    text[6] == '\0';
}

static void
check_head(const struct wacz *wacz)
{
	static const char *const times[] = {
	    "created", "modified", "mainPageDate"};
	const char *profile = nc_json_member_text(wacz->package, "profile");
	const char *version = nc_json_member_text(
	    wacz->package, "wacz_version");
	size_t i;

	if (strcmp(profile, "wacz") == 0)
		tell(wacz, NC_WACZ_DRAFT, PACKAGE, "the profile is \"wacz\"");
	else if (strcmp(profile, "data-package") != 0)
		tell(wacz, NC_WACZ_PROFILE, PACKAGE,
		    profile[0] == '\0' ? "there is no profile" : profile);
	else if (!begins_with(version, "1."))
		tell(wacz, NC_WACZ_VERSION, PACKAGE,
		    version[0] == '\0' ? "there is no version" : version);
	for (i = 0; i < sizeof(times) / sizeof(*times); i++) {
		const char *time = nc_json_member_text(wacz->package, times[i]);

		if (time[0] != '\0' && !is_time(time))
			nc_finding(wacz->verify, NC_WACZ_TIME, PACKAGE, 0,
			    "%s is %s", times[i], time);
	}
}

static int
compare_paths(const void *a, const void *b)
{
	return strcmp(((const struct resource *)a)->path,
	    ((const struct resource *)b)->path);
}

/* Before 1.1 hash and size stood in an object of their own. */
static const json_t *
find_stats(
    const struct wacz *wacz, struct resource *resource, const json_t *object)
{
	const json_t *stats = json_object_get(object, "stats");

	if (!json_is_object(stats)) {
		resource->hash = nc_json_member_text(object, "hash");
		return object;
	}
	if (strcmp(nc_json_member_text(object, "hashing"), "sha256") == 0)
		resource->plain = true;
	resource->hash = nc_json_member_text(stats, "hash");
	tell(wacz, NC_WACZ_OLD, PACKAGE, resource->path);
	return stats;
}

static bool
read_resource(const struct wacz *wacz, struct resource *resource,
    const json_t *object, size_t index)
{
	const json_t *stats, *bytes;

	resource->path = nc_json_member_text(object, "path");
	stats = find_stats(wacz, resource, object);
	bytes = json_object_get(stats, "bytes");
	if (resource->path[0] == '\0' || resource->hash[0] == '\0' ||
	    !json_is_integer(bytes) ||
	    (stats == object && nc_json_member_text(object, "name")[0] == '\0'))
		nc_finding(wacz->verify, NC_WACZ_RESOURCE, PACKAGE, 0,
		    "resource %zu lacks its name, path, hash or bytes", index);
	resource->has_bytes = json_is_integer(bytes);
	if (resource->has_bytes)
		resource->bytes = (uint64_t)json_integer_value(bytes);
	return resource->path[0] != '\0';
}

static int
read_resources(struct wacz *wacz)
{
	const json_t *list = json_object_get(wacz->package, "resources");
	size_t size = json_array_size(list), i;

	if (!json_is_array(list))
		tell(wacz, NC_WACZ_RESOURCE, PACKAGE,
		    "there is no list of resources");
	wacz->resources = calloc(size + 1, sizeof(*wacz->resources));
	if (wacz->resources == NULL)
		return nc_error_memory(wacz->error);
	for (i = 0; i < size; i++)
		wacz->count += read_resource(wacz,
		    &wacz->resources[wacz->count], json_array_get(list, i), i);
	if (wacz->count > 0)
		qsort(wacz->resources, wacz->count, sizeof(*wacz->resources),
		    compare_paths);
	for (i = 1; i < wacz->count; i++)
		if (compare_paths(
			&wacz->resources[i - 1], &wacz->resources[i]) == 0)
			tell(wacz, NC_WACZ_TWICE, PACKAGE,
			    wacz->resources[i].path);
	return NEWSCONV_OK;
}

/* *index is SIZE_MAX when there is none, text->data NULL if it has no text. */
static int
load(struct wacz *wacz, const char *name, size_t *index,
    struct newsconv_text *text)
{
	int result = nc_archive_find(
	    wacz->zip, name, strlen(name), index, wacz->error);

	text->data = NULL;
	text->size = 0;
	if (result < 0 || *index == SIZE_MAX)
		return result;
	return nc_archive_load(wacz->zip, *index, text, wacz->error);
}

static int
read_package(struct wacz *wacz)
{
	struct newsconv_text text;
	size_t index;
	int result = load(wacz, PACKAGE, &index, &text);

	if (result < 0)
		return result;
	wacz->has_package = index != SIZE_MAX;
	if (!wacz->has_package) {
		tell(wacz, NC_WACZ_NO_PACKAGE, "", "it is not there");
		return NEWSCONV_OK;
	}
	if (text.data != NULL) {
		nc_sha256_hex(wacz->package_sha256, text);
		wacz->package = json_loadb(
		    text.data, text.size, JSON_REJECT_DUPLICATES, NULL);
	}
	nc_archive_done(wacz->zip, index, "application/json");
	if (!json_is_object(wacz->package)) {
		tell(wacz, NC_WACZ_SYNTAX, PACKAGE, "it is no JSON object");
		return NEWSCONV_OK;
	}
	check_head(wacz);
	return read_resources(wacz);
}

static void
check_digest(const struct wacz *wacz, const json_t *object)
{
	const char *hash = nc_json_member_text(object, "hash");

	if (hash[0] == '\0' ||
	    strcmp(nc_json_member_text(object, "path"), PACKAGE) != 0)
		tell(wacz, NC_WACZ_DIGEST_SYNTAX, PACKAGE_DIGEST,
		    "it lacks its path or hash");
	else if (!begins_with(hash, "sha256:"))
		tell(wacz, NC_WACZ_ALGORITHM, PACKAGE_DIGEST, hash);
	else if (strcasecmp(hash + 7, wacz->package_sha256) != 0)
		tell(wacz, NC_WACZ_DIGEST, PACKAGE_DIGEST, hash);
	nc_digests_compared(wacz->verify, 1);
	if (json_object_get(object, "signedData") != NULL)
		tell(wacz, NC_WACZ_SIGNED, PACKAGE_DIGEST, "it has signedData");
}

static int
read_package_digest(struct wacz *wacz)
{
	struct newsconv_text text;
	json_t *object = NULL;
	size_t index;
	int result = load(wacz, PACKAGE_DIGEST, &index, &text);

	if (result < 0)
		return result;
	if (index == SIZE_MAX) {
		tell(wacz, NC_WACZ_NO_DIGEST, "", "it is not there");
		return NEWSCONV_OK;
	}
	if (text.data != NULL)
		object = json_loadb(
		    text.data, text.size, JSON_REJECT_DUPLICATES, NULL);
	nc_archive_done(wacz->zip, index, "application/json");
	check_digest(wacz, object);
	json_decref(object);
	return NEWSCONV_OK;
}

/* ------------------------------------------------------------------- entries */

static struct resource *
find_resource(const struct wacz *wacz, const char *path)
{
	struct resource wanted = {.path = path};

	if (wacz->count == 0)
		return NULL;
	return bsearch(&wanted, wacz->resources, wacz->count, sizeof(wanted),
	    compare_paths);
}

static void
compare_resource(const struct wacz *wacz, const char *name, uint64_t size,
    const char *sha256)
{
	struct resource *resource = find_resource(wacz, name);

	if (resource == NULL) {
		if (wacz->package != NULL)
			tell(wacz, NC_WACZ_UNLISTED, name,
			    "it is not in the list of resources");
		return;
	}
	resource->seen = true;
	if (resource->has_bytes && resource->bytes != size)
		nc_finding(wacz->verify, NC_WACZ_BYTES, name, 0,
		    "it has %llu bytes, %llu are listed",
		    (unsigned long long)size,
		    (unsigned long long)resource->bytes);
	if (!resource->plain && !begins_with(resource->hash, "sha256:")) {
		tell(wacz, NC_WACZ_ALGORITHM, name,
		    resource->hash[0] == '\0' ? "there is no hash"
					      : resource->hash);
		return;
	}
	nc_digests_compared(wacz->verify, 1);
	if (strcasecmp(resource->hash + (resource->plain ? 0 : 7), sha256) != 0)
		nc_finding(wacz->verify, NC_WACZ_HASH, name, 0,
		    "its hash is sha256:%s", sha256);
}

/* What belongs into the three folders. */
static void
check_place(const struct wacz *wacz, const struct nc_archive_entry *entry)
{
	const char *name = entry->name;
	bool custom = false;

	if (begins_with(name, "archive/"))
		custom = !ends_with(name, ".warc") &&
		    !ends_with(name, ".warc.gz");
	else if (begins_with(name, "indexes/"))
		custom = !ends_with(name, ".cdx") &&
		    !ends_with(name, ".cdxj") && !ends_with(name, ".cdx.gz") &&
		    !ends_with(name, ".cdxj.gz") && !ends_with(name, ".idx");
	else if (begins_with(name, "pages/"))
		custom = !ends_with(name, ".jsonl");
	if (custom)
		tell(wacz, NC_WACZ_CUSTOM, name, "it is neither");
	if (ends_with(name, ".gz") && entry->method != 0)
		tell(wacz, NC_WACZ_DEFLATED, name, "its method is deflate");
}

/* --------------------------------------------------------------------- pages */

static void
page_finding(
    const struct reading *reading, enum nc_finding_code code, const char *text)
{
	const struct nc_place place = {.part = reading->name,
	    .offset = NEWSCONV_NO_OFFSET,
	    .line = reading->number};

	nc_report(reading->wacz->verify, code, &place, "%s", text);
}

static void
check_page(const struct reading *reading, const json_t *object)
{
	const char *time = nc_json_member_text(object, "ts");

	if (reading->number == 1) {
		if (!begins_with(
			nc_json_member_text(object, "format"), "json-pages-"))
			page_finding(reading, NC_WACZ_PAGES_HEADING,
			    "it states no format json-pages-1.0");
		return;
	}
	if (nc_json_member_text(object, "url")[0] == '\0' || time[0] == '\0')
		page_finding(reading, NC_WACZ_PAGE, "it has no url or no ts");
	else if (!is_time(time))
		page_finding(reading, NC_WACZ_TIME, time);
}

static void
take_page(struct reading *reading)
{
	json_t *object;

	reading->number++;
	/* Blank lines are nothing; of long ones, which have texts, too. */
	if (reading->size == 0 || reading->size >= PAGE_LINE)
		return;
	object = json_loadb(
	    reading->line, reading->size, JSON_REJECT_DUPLICATES, NULL);
	if (json_is_object(object))
		check_page(reading, object);
	else
		page_finding(reading, NC_WACZ_PAGE, "it is no JSON object");
	json_decref(object);
}

static void
add_pages(struct reading *reading, const char *bytes, size_t size)
{
	while (size > 0) {
		const char *end = memchr(bytes, '\n', size);
		size_t length = end == NULL ? size : (size_t)(end - bytes);
		size_t room = PAGE_LINE - reading->size;

		memcpy(reading->line + reading->size, bytes,
		    length < room ? length : room);
		reading->size += length < room ? length : room;
		if (end == NULL)
			return;
		take_page(reading);
		reading->size = 0;
		bytes = end + 1;
		size -= length + 1;
	}
}

/* -------------------------------------------------------------------- indexes */

static int
take_bytes(const void *bytes, size_t size, void *context)
{
	struct reading *reading = context;

	nc_digest_update(&reading->sha256, bytes, size);
	if (reading->packed != NULL)
		return nc_packed_index_add(
		    reading->packed, bytes, size, reading->wacz->error);
	if (reading->summary != NULL)
		nc_zipnum_lines(reading->summary, bytes, size);
	else if (reading->index != NULL)
		nc_cdxj_lines(reading->index, bytes, size);
	else if (reading->line != NULL)
		add_pages(reading, bytes, size);
	return NEWSCONV_OK;
}

static int
prepare_index(struct reading *reading)
{
	struct wacz *wacz = reading->wacz;

	wacz->indexes++;
	reading->index = calloc(1, sizeof(*reading->index));
	if (reading->index == NULL)
		return nc_error_memory(wacz->error);
	reading->index->cdxj = wacz->cdxj;
	reading->index->verify = wacz->verify;
	reading->index->part = reading->name;
	if (!ends_with(reading->name, ".gz"))
		return NEWSCONV_OK;
	return nc_packed_index_new(&reading->packed, reading->name,
	    reading->index, wacz->zipnum, wacz->error);
}

static int
prepare_summary(struct reading *reading)
{
	struct wacz *wacz = reading->wacz;

	reading->summary = calloc(1, sizeof(*reading->summary));
	if (reading->summary == NULL)
		return nc_error_memory(wacz->error);
	reading->summary->zipnum = wacz->zipnum;
	reading->summary->verify = wacz->verify;
	reading->summary->part = reading->name;
	return NEWSCONV_OK;
}

static int
prepare(struct reading *reading)
{
	const char *name = reading->name;

	nc_digest_begin(&reading->sha256, NC_SHA256);
	if (is_summary(name))
		return prepare_summary(reading);
	if (begins_with(name, "indexes/"))
		return prepare_index(reading);
	if (!begins_with(name, "pages/") || !ends_with(name, ".jsonl"))
		return NEWSCONV_OK;
	reading->wacz->has_pages |= strcmp(name, PAGES) == 0;
	reading->line = malloc(PAGE_LINE);
	return reading->line == NULL ? nc_error_memory(reading->wacz->error)
				     : NEWSCONV_OK;
}

static void
finish(struct reading *reading, bool whole)
{
	if (reading->line != NULL && reading->size > 0)
		take_page(reading);
	if (reading->line != NULL && whole && reading->number == 0)
		page_finding(
		    reading, NC_WACZ_PAGES_HEADING, "there is no line");
	if (reading->index != NULL) {
		nc_cdxj_end(reading->index);
		if (reading->packed != NULL && whole &&
		    !nc_packed_index_sound(reading->packed))
			tell(reading->wacz, NC_INDEX_PACKED, reading->name,
			    "it is not gzip, or not all of it");
	}
	if (reading->summary != NULL)
		nc_zipnum_end(reading->summary);
	free(reading->summary);
	nc_packed_index_free(reading->packed);
	free(reading->index);
	free(reading->line);
}

/* --------------------------------------------------------------------- WARC */

/* Where the records of one file go. */
struct records {
	struct nc_cdxj *cdxj;
	const char *name;
};

static void
take_record(const struct newsconv_record *part, void *context)
{
	const struct records *records = context;

	nc_cdxj_add_record(records->cdxj, records->name, part);
}

static void
add_summary(const struct wacz *wacz, const struct newsconv_summary *inner)
{
	struct newsconv_summary *summary = wacz->verify->summary;
	size_t i;

	summary->parts += inner->parts;
	summary->digests += inner->digests;
	summary->errors += inner->errors;
	summary->warnings += inner->warnings;
	summary->notes += inner->notes;
	summary->unchecked += inner->unchecked;
	for (i = 0; i < NEWSCONV_LEVELS; i++) {
		/* A WARC of ours makes no package of ours. */
		if (i == NEWSCONV_LEVEL_CANONICAL &&
		    inner->answers[i] == NEWSCONV_ANSWER_YES)
			continue;
		nc_answer(
		    wacz->verify, (enum newsconv_level)i, inner->answers[i]);
	}
}

static int
check_window(struct wacz *wacz, const struct nc_verify *outer, const char *name,
    uint64_t start, uint64_t size)
{
	struct records records = {wacz->cdxj, name};
	const struct nc_part_observer observer = {
	    .part = take_record, .context = &records, .wants_digests = true};
	const struct nc_window window = {.name = name,
	    .format = "warc",
	    .start = start,
	    .size = size,
	    .observers = &observer};
	struct newsconv_summary summary = {.format = ""};
	int result = nc_cdxj_add_file(wacz->cdxj, name, wacz->error);

	if (result == NEWSCONV_OK)
		result = nc_verify_window(
		    outer, &window, &summary, wacz->error);
	add_summary(wacz, &summary);
	return result;
}

/* A small WARC that the ZIP archive compresses is unpacked in memory. */
static int
check_packed(struct wacz *wacz, const char *name, size_t index)
{
	struct nc_verify unpacked = *wacz->verify;
	struct newsconv_text text;
	int result = nc_archive_load(wacz->zip, index, &text, wacz->error);

	if (result < 0)
		return result;
	if (text.data == NULL) {
		tell(wacz, NC_WACZ_PACKED_WARC, name, "it is deflated");
		return NEWSCONV_OK;
	}
	unpacked.descriptor = memfd_create("newsconv", MFD_CLOEXEC);
	if (unpacked.descriptor < 0)
		return nc_error_system(wacz->error, NEWSCONV_READ_FAILED,
		    "cannot unpack in memory");
	unpacked.start = 0;
	unpacked.size = text.size;
	result = nc_file_write(unpacked.descriptor, text.data, text.size) == 0
	    ? check_window(wacz, &unpacked, name, 0, text.size)
	    : nc_error_system(
		  wacz->error, NEWSCONV_READ_FAILED, "cannot unpack in memory");
	close(unpacked.descriptor);
	return result;
}

static int
check_warc(
    struct wacz *wacz, const struct nc_archive_entry *entry, size_t index)
{
	wacz->warcs++;
	if (!entry->readable)
		return NEWSCONV_OK;
	if (entry->method == 0)
		return check_window(
		    wacz, wacz->verify, entry->name, entry->data, entry->size);
	return check_packed(wacz, entry->name, index);
}

/* --------------------------------------------------------------------- whole */

static const char *
type_of(const char *name)
{
	if (begins_with(name, "archive/"))
		return "application/warc";
	if (ends_with(name, ".gz"))
		return "application/gzip";
	return ends_with(name, ".jsonl") ? "application/jsonl" : "";
}

static int
read_entry(
    struct wacz *wacz, const struct nc_archive_entry *entry, size_t index)
{
	struct reading reading = {.wacz = wacz, .name = entry->name};
	char sha256[65];
	bool whole = false;
	int result = prepare(&reading);

	if (result == NEWSCONV_OK)
		result = nc_archive_stream(wacz->zip, index, take_bytes,
		    &reading, &whole, wacz->error);
	finish(&reading, result == NEWSCONV_OK && whole);
	if (result < 0)
		return result;
	nc_archive_done(wacz->zip, index, type_of(entry->name));
	if (!whole)
		return NEWSCONV_OK;
	nc_digest_end_hex(&reading.sha256, sha256);
	compare_resource(wacz, entry->name, entry->size, sha256);
	return NEWSCONV_OK;
}

/* The package's own two have been read; folders hold nothing. */
static bool
is_read(const char *name)
{
	size_t size = strlen(name);

	return strcmp(name, PACKAGE) == 0 ||
	    strcmp(name, PACKAGE_DIGEST) == 0 || size == 0 ||
	    name[size - 1] == '/';
}

static int
check_entry(struct wacz *wacz, size_t index)
{
	const struct nc_archive_entry *entry = nc_archive_entry(
	    wacz->zip, index);
	int result = nc_archive_failure(wacz->zip, wacz->error);

	if (result < 0)
		return result;
	check_place(wacz, entry);
	result = read_entry(wacz, entry, index);
	if (result == NEWSCONV_OK && begins_with(entry->name, "archive/") &&
	    (ends_with(entry->name, ".warc") ||
		ends_with(entry->name, ".warc.gz")))
		result = check_warc(wacz, entry, index);
	return result;
}

/* In this order, for each is held against the one before. */
enum stage { RECORDS, INDEXES, SUMMARIES };

static enum stage
stage_of(const char *name)
{
	if (is_summary(name))
		return SUMMARIES;
	return begins_with(name, "indexes/") ? INDEXES : RECORDS;
}

static int
check_entries(struct wacz *wacz, enum stage stage)
{
	size_t count = nc_archive_count(wacz->zip), i;
	int result = NEWSCONV_OK;

	for (i = 0; i < count && result == NEWSCONV_OK; i++) {
		const struct nc_archive_entry *entry;

		result = nc_archive_look(wacz->zip, i, &entry, wacz->error);
		if (result < 0)
			break;
		if (is_read(entry->name)) {
			if (stage == RECORDS)
				nc_archive_done(wacz->zip, i, "");
		} else if (stage_of(entry->name) == stage) {
			result = check_entry(wacz, i);
		}
	}
	return result;
}

static void
check_whole(const struct wacz *wacz)
{
	size_t i;

	for (i = 0; i < wacz->count; i++)
		if (!wacz->resources[i].seen &&
		    !is_read(wacz->resources[i].path))
			tell(wacz, NC_WACZ_MISSING, wacz->resources[i].path,
			    "it is listed, and not there");
	if (wacz->warcs == 0)
		tell(wacz, NC_WACZ_NO_WARC, "", "it is empty");
	if (wacz->indexes == 0)
		tell(wacz, NC_WACZ_NO_INDEX, "", "it is empty");
	if (!wacz->has_pages)
		tell(wacz, NC_WACZ_NO_PAGES, "", "it is not there");
}

/* Ours has all stored as it is, so no compressor can differ. */
static int
check_canonical(const struct wacz *wacz)
{
	struct nc_claim claim = {
	    .ours = begins_with(
		nc_json_member_text(wacz->package, "software"), "newsconv/")};
	const struct nc_canonical_archive archive = {
	    .verify = wacz->verify, .zip = wacz->zip, .claim = &claim};

	if (!claim.ours || wacz->verify->options->own ||
	    !nc_verify_wants(wacz->verify, NEWSCONV_LEVEL_CANONICAL))
		return NEWSCONV_OK;
	return nc_canonical_zip(&archive, wacz->error);
}

static int
check_all(struct wacz *wacz)
{
	int result = nc_cdxj_new(&wacz->cdxj, wacz->error);

	if (result == NEWSCONV_OK)
		result = nc_zipnum_new(&wacz->zipnum, wacz->error);
	if (result == NEWSCONV_OK)
		result = read_package(wacz);
	if (result == NEWSCONV_OK)
		result = read_package_digest(wacz);
	if (result == NEWSCONV_OK)
		result = check_entries(wacz, RECORDS);
	if (result == NEWSCONV_OK)
		result = check_entries(wacz, INDEXES);
	if (result == NEWSCONV_OK)
		result = check_entries(wacz, SUMMARIES);
	if (result < 0)
		return result;
	check_whole(wacz);
	return check_canonical(wacz);
}

int
nc_verify_wacz(const struct nc_verify *verify, struct newsconv_error *error)
{
	struct wacz wacz = {.verify = verify, .error = error};
	int result = nc_archive_open(&wacz.zip, verify, NC_ARCHIVE_ZIP, error);

	if (result == NEWSCONV_OK)
		result = check_all(&wacz);
	if (result == NEWSCONV_OK)
		result = nc_archive_failure(wacz.zip, error);
	nc_archive_close(wacz.zip);
	nc_cdxj_free(wacz.cdxj);
	nc_zipnum_free(wacz.zipnum);
	json_decref(wacz.package);
	free(wacz.resources);
	return result == NEWSCONV_END ? NEWSCONV_OK : result;
}
