/*
 * A bag in an archive is read twice from front to end and never unpacked: first
 * the tag files, which lie anywhere in it and go to the scratch file; then each
 * file meets what they say of it.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bag.h"
#include "error.h"
#include "file.h"
#include "file_digests.h"
#include "memory.h"
#include "packed_bag.h"
#include "verify_tar.h"
#include "verify_zip.h"

enum { TAGS_MAX = 2 * NC_BAG_MANIFESTS + 8, BASE_MAX = 1024 };

/* A tag file, in the scratch file. */
struct tag {
	char *name;
	uint64_t start, size;
};

struct packed {
	const struct nc_verify *verify;
	struct nc_scratch scratch;
	bool own_scratch;
	/*
	 * The folder of the bag, with its slash: that of bagit.txt; where there
	 * is none, that of a manifest which has a payload beside it.
	 */
	char base[BASE_MAX];
	bool has_base;
	char listed[BASE_MAX], payload[BASE_MAX];
	bool has_listed, has_data, declared;
	/* The first time. */
	struct tag tags[TAGS_MAX];
	size_t tag_count;
	bool only_base; /* nothing is read but where the bag is */
	/* The second. */
	struct nc_bag *bag; /* NULL the first time */
	struct nc_digests_pass pass;
	char *path; /* of the file that is being read, in the bag */
	uint64_t size, data;
	bool plain;  /* its bytes lie in the file as they are, at `data` */
	bool beside; /* something beside the bag was told */
	bool has_payload;
	uint64_t index;
};

/* "./a/b" and "a/b" are one path. */
static const char *
without_dots(const char *path)
{
	while (path[0] == '.' && path[1] == '/')
		path += 2;
	return path;
}

/* --------------------------------------------------------- the first time */

/* Keep the first `size` bytes of a path, the first time. */
static void
keep_base(char *base, bool *has, const char *path, size_t size)
{
	if (*has || size >= BASE_MAX)
		return;
	memcpy(base, path, size);
	base[size] = '\0';
	*has = true;
}

/* The bag is in the root or in a folder of it: what says which. */
static void
find_base(struct packed *packed, const char *path)
{
	const char *slash = strchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;
	size_t size = (size_t)(name - path);

	if (strncmp(path, "data/", 5) == 0)
		keep_base(packed->payload, &packed->has_data, path, 0);
	if (slash != NULL && strncmp(name, "data/", 5) == 0)
		keep_base(packed->payload, &packed->has_data, path, size);
	if (strcmp(name, "bagit.txt") == 0)
		keep_base(packed->base, &packed->has_base, path, size);
	if (strncmp(name, "manifest-", 9) == 0 && nc_bag_is_tag(name))
		keep_base(packed->listed, &packed->has_listed, path, size);
}

static void
end_base(struct packed *packed)
{
	if (!packed->has_base && packed->has_listed && packed->has_data &&
	    strcmp(packed->listed, packed->payload) == 0)
		keep_base(packed->base, &packed->has_base, packed->listed,
		    strlen(packed->listed));
}

/* Tag files are kept with the front of their path, until the base is known. */
static struct tag *
begin_tag(struct packed *packed, const char *path)
{
	const char *slash = strchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;
	struct tag *tag;

	if (strchr(name, '/') != NULL || !nc_bag_is_tag(name) ||
	    packed->tag_count == TAGS_MAX)
		return NULL;
	tag = &packed->tags[packed->tag_count];
	tag->name = strdup(path);
	if (tag->name == NULL)
		return NULL;
	packed->tag_count++;
	tag->start = packed->scratch.end;
	tag->size = 0;
	return tag;
}

static int
keep_tag(struct packed *packed, const void *bytes, size_t size,
    struct newsconv_error *error)
{
	struct nc_scratch *scratch = &packed->scratch;

	if (lseek(scratch->descriptor, (off_t)scratch->end, SEEK_SET) < 0 ||
	    nc_file_write(scratch->descriptor, bytes, size) != 0)
		return nc_error_system(error, NEWSCONV_READ_FAILED,
		    "cannot write to a temporary file");
	scratch->end += size;
	packed->tags[packed->tag_count - 1].size += size;
	return NEWSCONV_OK;
}

/* -------------------------------------------------------- the second time */

/* What is said of the file is said inside of its path. */
static struct nc_verify
inside(const struct packed *packed, const char *path)
{
	struct nc_verify verify = *packed->verify;

	verify.inside = path;
	return verify;
}

static void
tell_beside(struct packed *packed, const char *path)
{
	if (packed->beside)
		return;
	packed->beside = true;
	nc_bag_fault(packed->bag, NC_BAG_SERIALISED, "", NULL,
	    "%s lies beside the folder of the bag", path);
}

/* The archive in the payload that lies there as it is, is checked too. */
static int
look_inside(struct packed *packed, struct newsconv_error *error)
{
	struct nc_verify_options options = *packed->verify->options;
	struct newsconv_summary summary = {.format = ""};
	struct newsconv_summary *whole = packed->verify->summary;
	struct nc_verify outer = *packed->verify;
	const struct nc_window window = {
	    .name = packed->path, .start = packed->data, .size = packed->size};
	struct newsconv_error failure = {0};
	size_t i;
	int result;

	if (!packed->plain || packed->size == 0)
		return NEWSCONV_OK;
	options.archives_only = true;
	options.scratch = -1; /* this one is in use */
	outer.options = &options;
	result = nc_verify_window(&outer, &window, &summary, &failure);
	if (result == NEWSCONV_NO_MEMORY)
		return nc_error_memory(error);
	if (result < 0 && result != NEWSCONV_UNSUPPORTED)
		nc_finding(packed->verify, NC_BAG_UNREADABLE, packed->path, 0,
		    "%s", failure.text);
	whole->parts += summary.parts;
	whole->digests += summary.digests;
	whole->errors += summary.errors;
	whole->warnings += summary.warnings;
	whole->notes += summary.notes;
	whole->unchecked += summary.unchecked;
	for (i = 0; i < NEWSCONV_LEVELS; i++)
		nc_answer(
		    packed->verify, (enum newsconv_level)i, summary.answers[i]);
	return NEWSCONV_OK;
}

static int
see(struct packed *packed, enum nc_tar_type type, bool whole,
    struct newsconv_error *error)
{
	struct nc_file_digests values = {0};
	struct nc_set_file file = {.path = packed->path,
	    .size = packed->size,
	    .values = &values,
	    .outcome = NEWSCONV_UNSUPPORTED};
	struct nc_verify verify = inside(packed, packed->path);
	int result;

	if (type == NC_TAR_OTHER || !whole)
		file.outcome = NEWSCONV_NOT_A_FILE;
	else
		nc_digests_end(&packed->pass, &values);
	result = nc_bag_seen(packed->bag, &verify, &file, error);
	if (result == NEWSCONV_OK && type == NC_TAR_FILE && whole &&
	    strncmp(packed->path, "data/", 5) == 0)
		result = look_inside(packed, error);
	return result;
}

/* ------------------------------------------------------------------- both */

static int
set_path(struct packed *packed, const char *path, struct newsconv_error *error)
{
	free(packed->path);
	packed->path = strdup(path);
	return packed->path == NULL ? nc_error_memory(error) : NEWSCONV_OK;
}

static int
begin_file(struct packed *packed, const struct nc_tar_entry *entry,
    bool *wanted, struct newsconv_error *error)
{
	const char *path = without_dots(entry->path);
	size_t base = strlen(packed->base);
	unsigned digests = 0;
	bool before = false;
	int result;

	if (strncmp(path, packed->base, base) != 0) {
		tell_beside(packed, path);
		return NEWSCONV_OK;
	}
	result = set_path(packed, path + base, error);
	if (result < 0)
		return result;
	if (!nc_path_below(packed->path)) {
		nc_bag_fault(
		    packed->bag, NC_BAG_PATH, "", NULL, "%s", entry->path);
		return NEWSCONV_OK;
	}
	result = nc_bag_was_seen(packed->bag, packed->path, &before, error);
	if (result == NEWSCONV_OK && before)
		nc_bag_fault(packed->bag, NC_BAG_SERIALISED, "", NULL,
		    "there are two entries %s", entry->path);
	if (result == NEWSCONV_OK)
		result = nc_bag_expect(
		    packed->bag, packed->path, &digests, error);
	if (result < 0)
		return result;
	packed->size = entry->size;
	packed->data = entry->data;
	nc_digests_begin(&packed->pass, digests);
	*wanted = entry->type == NC_TAR_FILE;
	return *wanted ? NEWSCONV_OK : see(packed, entry->type, true, error);
}

/* The payload folder is there by itself, or by what is in it. */
static void
note_payload(struct packed *packed, const char *path)
{
	size_t base = strlen(packed->base);

	if (packed->bag != NULL && strncmp(path, packed->base, base) == 0 &&
	    strncmp(path + base, "data/", 5) == 0)
		packed->has_payload = true;
}

static int
on_entry(const struct nc_tar_entry *entry, bool *wanted, void *context,
    struct newsconv_error *error)
{
	struct packed *packed = context;
	const char *path = without_dots(entry->path);

	note_payload(packed, path);
	if (entry->type == NC_TAR_FOLDER)
		return NEWSCONV_OK;
	if (packed->bag != NULL)
		return begin_file(packed, entry, wanted, error);
	if (entry->type != NC_TAR_FILE)
		return NEWSCONV_OK;
	find_base(packed, path);
	if (packed->only_base && packed->has_base)
		return NEWSCONV_END; /* that is all */
	*wanted = !packed->only_base && begin_tag(packed, path) != NULL;
	return NEWSCONV_OK;
}

static int
on_data(
    const void *bytes, size_t size, void *context, struct newsconv_error *error)
{
	struct packed *packed = context;

	if (packed->bag == NULL)
		return keep_tag(packed, bytes, size, error);
	nc_digests_update(&packed->pass, bytes, size);
	return NEWSCONV_OK;
}

static int
on_end(void *context, struct newsconv_error *error)
{
	struct packed *packed = context;
	struct newsconv_record part = {.index = packed->index++,
	    .id = packed->path,
	    .type = "",
	    .uri = "",
	    .date = "",
	    .offset = packed->plain ? packed->data : 0,
	    .length = packed->size,
	    .size = packed->size,
	    .digest = "",
	    .stored_sha256 = "",
	    .sha256 = ""};
	int result;

	if (packed->bag == NULL)
		return NEWSCONV_OK;
	result = see(packed, NC_TAR_FILE, true, error);
	nc_part_done(packed->verify, &part);
	return result;
}

static int
walk_tar(struct packed *packed, const struct nc_verify *verify, bool gzip,
    struct newsconv_error *error)
{
	const struct nc_tar_visitor visitor = {.entry = on_entry,
	    .data = on_data,
	    .end = on_end,
	    .context = packed};

	packed->plain = !gzip;
	return nc_tar_walk(verify, gzip, &visitor, error);
}

/* ---------------------------------------------------------------------- ZIP */

struct zip_data {
	struct packed *packed;
	struct newsconv_error *error;
};

static int
on_zip_data(const void *bytes, size_t size, void *context)
{
	struct zip_data *data = context;

	return on_data(bytes, size, data->packed, data->error);
}

static int
walk_zip_entry(struct packed *packed, struct nc_archive *zip, size_t index,
    struct newsconv_error *error)
{
	const struct nc_archive_entry *look;
	struct zip_data data = {packed, error};
	struct nc_tar_entry entry = {.type = NC_TAR_FILE};
	bool wanted = false, whole = true;
	char *name;
	int result = nc_archive_look(zip, index, &look, error);

	if (result < 0)
		return result;
	/* What the upper half says is the mode of Unix: links are none. */
	if ((look->attributes >> 16 & 0170000) == 0120000)
		entry.type = NC_TAR_OTHER;
	if (look->name_size > 0 && look->name[look->name_size - 1] == '/')
		entry.type = NC_TAR_FOLDER;
	name = strndup(look->name, look->name_size);
	if (name == NULL)
		return nc_error_memory(error);
	entry.path = name;
	entry.size = look->size;
	entry.data = look->data;
	packed->plain = look->method == 0;
	result = on_entry(&entry, &wanted, packed, error);
	free(name);
	if (result < 0)
		return result;
	/* All are unpacked once, so that all have their CRC compared. */
	if (wanted || packed->bag != NULL)
		result = nc_archive_stream(zip, index,
		    wanted ? on_zip_data : NULL, &data, &whole, error);
	if (result == NEWSCONV_OK && wanted && packed->bag != NULL)
		result = see(packed, NC_TAR_FILE, whole, error);
	if (result == NEWSCONV_OK && packed->bag != NULL)
		nc_archive_done(zip, index, "");
	return result;
}

static int
walk_zip(struct packed *packed, const struct nc_verify *verify,
    struct newsconv_error *error)
{
	struct nc_archive *zip = NULL;
	size_t i;
	int result = nc_archive_open(&zip, verify, NC_ARCHIVE_ZIP, error);

	for (i = 0; result == NEWSCONV_OK && i < nc_archive_count(zip); i++)
		result = walk_zip_entry(packed, zip, i, error);
	nc_archive_close(zip);
	return result == NEWSCONV_END ? NEWSCONV_OK : result;
}

/* ---------------------------------------------------------------- the whole */

static int
walk(struct packed *packed, const struct nc_verify *verify,
    struct newsconv_error *error)
{
	bool gzip = false;
	char magic[4];
	size_t got = 0;
	int result = nc_verify_read(
	    verify, magic, sizeof(magic), 0, &got, error);

	if (result < 0)
		return result;
	if (got == sizeof(magic) && memcmp(magic, "PK\3\4", 4) == 0)
		return walk_zip(packed, verify, error);
	if (nc_is_tar(verify, &gzip))
		return walk_tar(packed, verify, gzip, error);
	return nc_error_set(error, NEWSCONV_READ_FAILED,
	    "it cannot be read as the tar archive that it was");
}

/* The first time nothing is told: the second one sees the same. */
static int
walk_silently(struct packed *packed, struct newsconv_error *error)
{
	struct nc_verify_options options = *packed->verify->options;
	struct newsconv_summary summary = {.format = ""};
	struct nc_verify silent = *packed->verify;

	options.callback = NULL;
	options.part = NULL;
	silent.options = &options;
	silent.summary = &summary;
	silent.observers = NULL;
	silent.answers = NULL;
	return walk(packed, &silent, error);
}

static int
read_tag(
    struct packed *packed, const struct tag *tag, struct newsconv_error *error)
{
	struct nc_verify file = *packed->verify;

	file.descriptor = packed->scratch.descriptor;
	file.start = tag->start;
	file.size = tag->size;
	return nc_bag_read(
	    packed->bag, tag->name + strlen(packed->base), &file, error);
}

static int
compare_tags(const void *a, const void *b)
{
	return strcmp(
	    ((const struct tag *)a)->name, ((const struct tag *)b)->name);
}

/* Those of the bag's folder, bagit.txt first, the others in order. */
static int
read_tags(struct packed *packed, struct newsconv_error *error)
{
	size_t base = strlen(packed->base), i;
	int pass, result = NEWSCONV_OK;

	qsort(
	    packed->tags, packed->tag_count, sizeof(struct tag), compare_tags);
	for (pass = 0; pass < 2; pass++) {
		for (i = 0; result == NEWSCONV_OK && i < packed->tag_count;
		     i++) {
			const struct tag *tag = &packed->tags[i];

			if (strncmp(tag->name, packed->base, base) != 0 ||
			    strchr(tag->name + base, '/') != NULL ||
			    (strcmp(tag->name + base, "bagit.txt") == 0) !=
				(pass == 0))
				continue;
			result = read_tag(packed, tag, error);
		}
	}
	return result;
}

static void
on_absent(void *context, const char *path, enum newsconv_fixity fixity,
    enum nc_finding_code code, const char *text)
{
	const struct nc_verify verify = inside(context, path);

	(void)fixity;
	nc_finding(&verify, code, "", 0, "%s", text);
}

static int
check(struct packed *packed, struct newsconv_error *error)
{
	struct nc_bag bag;
	int result = walk_silently(packed, error);

	if (result < 0)
		return result;
	packed->declared = packed->has_base;
	end_base(packed);
	result = nc_bag_open(&bag, packed->verify, -1, &packed->scratch, error);
	if (result < 0)
		return result;
	packed->bag = &bag;
	if (!packed->declared)
		nc_bag_fault(&bag, NC_BAG_NO_DECLARATION, "", NULL,
		    "there is no bagit.txt");
	result = read_tags(packed, error);
	if (result == NEWSCONV_OK)
		result = nc_bag_ready(&bag, error);
	if (result == NEWSCONV_OK)
		result = walk(packed, packed->verify, error);
	if (result == NEWSCONV_OK && !packed->has_payload)
		nc_bag_fault(&bag, NC_BAG_NO_PAYLOAD, "", NULL,
		    "there is no folder data");
	if (result == NEWSCONV_OK)
		result = nc_bag_end(&bag, on_absent, packed, error);
	nc_bag_close(&bag);
	return result;
}

static void
release(struct packed *packed)
{
	size_t i;

	for (i = 0; i < packed->tag_count; i++)
		free(packed->tags[i].name);
	free(packed->path);
	if (packed->own_scratch)
		close(packed->scratch.descriptor);
}

int
nc_verify_packed_bag(
    const struct nc_verify *verify, struct newsconv_error *error)
{
	struct packed packed = {.verify = verify,
	    .scratch = {.descriptor = verify->options->scratch}};
	int result;

	if (packed.scratch.descriptor < 0) {
		packed.scratch.descriptor = nc_file_temporary();
		packed.own_scratch = true;
	}
	if (packed.scratch.descriptor < 0)
		return nc_error_system(
		    error, NEWSCONV_READ_FAILED, "cannot create a temporary");
	result = check(&packed, error);
	release(&packed);
	return result;
}

bool
nc_is_packed_bag(const struct nc_verify *verify)
{
	struct packed packed = {
	    .verify = verify, .scratch = {.descriptor = -1}, .only_base = true};
	char magic[4];
	bool gzip;
	size_t got = 0;
	int result;

	if (nc_verify_read(verify, magic, 4, 0, &got, NULL) < 0 || got < 4 ||
	    (memcmp(magic, "PK\3\4", 4) != 0 && !nc_is_tar(verify, &gzip)))
		return false;
	result = walk_silently(&packed, NULL);
	end_base(&packed);
	release(&packed);
	return result >= NEWSCONV_OK && packed.has_base;
}
