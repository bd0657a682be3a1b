/*
 * Back from a package to the directory it was made of: only what wacz.c writes
 * is taken, stored entries without surprises.  There is no parser of JSON here:
 * datapackage.json must hold, letter by letter, what would be written of each
 * file that was found, and as many objects as there are files.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bytes.h"
#include "error.h"
#include "file.h"
#include "utf8.h"
#include "wacz.h"
#include "wacz_package.h"

enum {
	END_SIZE = 22,
	LOCATOR_SIZE = 20,
	END64_SIZE = 56,
	CENTRAL_SIZE = 46,
	LOCAL_SIZE = 30,
	NAME_MAX_SIZE = 1024
};

/* Of a million volumes. */
#define DIRECTORY_CEILING ((size_t)1 << 28)
#define PACKAGE_CEILING ((size_t)1 << 28)

/* An entry as the central directory has it. */
struct entry {
	char name[NAME_MAX_SIZE];
	uint64_t size;
	uint64_t offset;
	uint32_t crc;
};

struct unpacking {
	const char *directory;
	const char *only; /* this file alone, or NULL */
	int descriptor;   /* of the package */
	uint64_t file_size;
	unsigned char *entries; /* the central directory */
	size_t entries_size;
	size_t at; /* of the entry that is next */
	size_t count;
	char *chunk;
	struct nc_buffer package; /* datapackage.json */
	struct nc_buffer digest;
	struct nc_buffer expected; /* the objects of the files, one a line */
	struct newsconv_error *error;
};

static int
bad(struct unpacking *unpacking, const char *what)
{
	return nc_error_set(unpacking->error, NEWSCONV_BAD_VALUE,
	    "is no package of newsconv: %s", what);
}

/* Exactly so many bytes. */
static int
read_at(struct unpacking *unpacking, void *target, size_t size, uint64_t offset)
{
	size_t done;
	int result = nc_file_pread(unpacking->descriptor, target, size, offset,
	    &done, unpacking->error);

	if (result == NEWSCONV_OK && done != size)
		return bad(unpacking, "it ends too early");
	return result;
}

/* Where the directory lies: in the end record, or in that of ZIP64. */
static int
find_directory(struct unpacking *unpacking, uint64_t *offset, uint64_t *size)
{
	unsigned char end[END_SIZE], locator[LOCATOR_SIZE], end64[END64_SIZE];
	uint64_t at = unpacking->file_size;
	int result;

	if (at < END_SIZE)
		return bad(unpacking, "it is too short");
	at -= END_SIZE;
	result = read_at(unpacking, end, sizeof(end), at);
	if (result < 0)
		return result;
	if (nc_le32(end) != 0x06054b50 || nc_le16(end + 20) != 0)
		return bad(unpacking, "there is no end record at its end");
	*size = nc_le32(end + 12);
	*offset = nc_le32(end + 16);
	if (at < LOCATOR_SIZE)
		return NEWSCONV_OK;
	result = read_at(
	    unpacking, locator, sizeof(locator), at - LOCATOR_SIZE);
	if (result < 0 || nc_le32(locator) != 0x07064b50)
		return result;
	result = read_at(unpacking, end64, sizeof(end64), nc_le64(locator + 8));
	if (result < 0)
		return result;
	if (nc_le32(end64) != 0x06064b50)
		return bad(unpacking, "there is no ZIP64 end record");
	*size = nc_le64(end64 + 40);
	*offset = nc_le64(end64 + 48);
	return NEWSCONV_OK;
}

static int
read_directory(struct unpacking *unpacking)
{
	uint64_t offset = 0, size = 0;
	int result = find_directory(unpacking, &offset, &size);

	if (result < 0)
		return result;
	if (size > DIRECTORY_CEILING || size > unpacking->file_size)
		return bad(unpacking, "its directory is too large");
	unpacking->entries_size = (size_t)size;
	unpacking->entries = malloc(unpacking->entries_size + 1);
	if (unpacking->entries == NULL)
		return nc_error_memory(unpacking->error);
	return read_at(
	    unpacking, unpacking->entries, unpacking->entries_size, offset);
}

/* The numbers that stand in the extra field since they are too large. */
static bool
read_extra(struct entry *entry, const unsigned char *extra, size_t size,
    bool size_there, bool offset_there)
{
	size_t wanted = (size_there ? 16U : 0U) + (offset_there ? 8U : 0U);

	if (wanted == 0)
		return size == 0;
	if (size != wanted + 4 || nc_le16(extra) != 1 ||
	    nc_le16(extra + 2) != wanted)
		return false;
	if (size_there)
		entry->size = nc_le64(extra + 4);
	if (offset_there)
		entry->offset = nc_le64(extra + 4 + (size_there ? 16 : 0));
	return true;
}

/* Relative, and down only. */
static bool
safe_name(const char *name)
{
	const char *part = name;

	if (*name == '\0' || name[strspn(name, "./")] == '\0')
		return false;
	for (;;) {
		size_t size = strcspn(part, "/");

		if (size == 0 || (size == 1 && part[0] == '.') ||
		    (size == 2 && part[0] == '.' && part[1] == '.'))
			return false;
		if (part[size] == '\0')
			return strchr(name, '\\') == NULL;
		part += size + 1;
	}
}

/* NEWSCONV_END after the last. */
static int
next_entry(struct unpacking *unpacking, struct entry *entry)
{
	const unsigned char *at = unpacking->entries + unpacking->at;
	size_t left = unpacking->entries_size - unpacking->at;
	size_t name_size, extra_size;

	if (left == 0)
		return NEWSCONV_END;
	if (left < CENTRAL_SIZE || nc_le32(at) != 0x02014b50)
		return bad(unpacking, "its directory is damaged");
	name_size = nc_le16(at + 28);
	extra_size = nc_le16(at + 30);
	if (nc_le16(at + 8) != 0 || nc_le16(at + 10) != 0 ||
	    nc_le32(at + 20) != nc_le32(at + 24) || nc_le16(at + 32) != 0 ||
	    name_size >= NAME_MAX_SIZE ||
	    name_size + extra_size > left - CENTRAL_SIZE)
		return bad(unpacking, "an entry is not as newsconv stores it");
	entry->crc = nc_le32(at + 16);
	entry->size = nc_le32(at + 20);
	entry->offset = nc_le32(at + 42);
	memcpy(entry->name, at + CENTRAL_SIZE, name_size);
	entry->name[name_size] = '\0';
	if (strlen(entry->name) != name_size || !safe_name(entry->name) ||
	    !read_extra(entry, at + CENTRAL_SIZE + name_size, extra_size,
		entry->size == UINT32_MAX, entry->offset == UINT32_MAX))
		return bad(unpacking,
		    "an entry has a name or size that is "
		    "not for a file");
	unpacking->at += CENTRAL_SIZE + name_size + extra_size;
	return NEWSCONV_OK;
}

/* Where the entry's bytes begin; its local header must be of the same name. */
static int
find_content(
    struct unpacking *unpacking, const struct entry *entry, uint64_t *offset)
{
	unsigned char header[LOCAL_SIZE];
	char name[NAME_MAX_SIZE];
	size_t size = strlen(entry->name);
	int result;

	if (entry->offset > unpacking->file_size ||
	    entry->size > unpacking->file_size - entry->offset)
		return bad(unpacking, "an entry lies outside of it");
	result = read_at(unpacking, header, sizeof(header), entry->offset);
	if (result < 0)
		return result;
	if (nc_le32(header) != 0x04034b50 || nc_le16(header + 26) != size)
		return bad(unpacking, "an entry has no local header");
	result = read_at(unpacking, name, size, entry->offset + sizeof(header));
	if (result < 0)
		return result;
	if (memcmp(name, entry->name, size) != 0)
		return bad(unpacking, "an entry has two names");
	*offset = entry->offset + sizeof(header) + size + nc_le16(header + 28);
	return NEWSCONV_OK;
}

/* "directory/name" with the folders between made. */
static int
make_path(struct unpacking *unpacking, struct nc_buffer *path,
    const struct entry *entry)
{
	char *slash;
	int result;

	nc_buffer_format(path, "%s/%s", unpacking->directory, entry->name);
	result = nc_buffer_check(path, unpacking->error);
	if (result < 0)
		return result;
	slash = path->data + strlen(unpacking->directory);
	while ((slash = strchr(slash + 1, '/')) != NULL) {
		*slash = '\0';
		if (mkdir(path->data, 0777) != 0 && errno != EEXIST)
			return nc_error_system(unpacking->error,
			    NEWSCONV_WRITE_FAILED, "cannot create the folder");
		*slash = '/';
	}
	return NEWSCONV_OK;
}

static int
write_chunk(
    void *context, const void *data, size_t size, struct newsconv_error *error)
{
	const int *target = context;

	if (nc_file_write(*target, data, size) != 0)
		return nc_error_system(
		    error, NEWSCONV_WRITE_FAILED, "cannot write");
	return NEWSCONV_OK;
}

static int
add_chunk(
    void *context, const void *data, size_t size, struct newsconv_error *error)
{
	struct nc_buffer *target = context;

	nc_buffer_add(target, data, size);
	return nc_buffer_check(target, error);
}

/* Its bytes go to `write`, and are what its headers say they are. */
static int
read_entry(struct unpacking *unpacking, const struct entry *entry,
    struct nc_wacz_sum *sum, nc_wacz_write_chunk *write, void *context)
{
	uint64_t offset;
	int result = find_content(unpacking, entry, &offset);

	if (result < 0)
		return result;
	result = nc_wacz_pass(sum, unpacking->descriptor, offset, entry->size,
	    unpacking->chunk, write, context, unpacking->error);
	if (result == NEWSCONV_OK &&
	    (sum->size != entry->size || sum->crc != entry->crc))
		return bad(unpacking, "a file has another checksum");
	return result;
}

/* A file into the directory, and what the package must say of it. */
static int
unpack_file(struct unpacking *unpacking, const struct entry *entry)
{
	struct nc_json json = {.buffer = &unpacking->expected, .first = true};
	struct nc_buffer path = NC_BUFFER(64 * 1024);
	struct nc_wacz_sum sum;
	int target = -1;
	int result = make_path(unpacking, &path, entry);

	if (result < 0)
		goto out;
	target = open(path.data, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (target < 0) {
		result = nc_error_system(
		    unpacking->error, NEWSCONV_WRITE_FAILED, "cannot create");
		goto out;
	}
	result = read_entry(unpacking, entry, &sum, write_chunk, &target);
	/* A name that outlives the bytes would hide the package from the next run. */
	if (result == NEWSCONV_OK && fsync(target) != 0)
		result = nc_error_system(
		    unpacking->error, NEWSCONV_WRITE_FAILED, "cannot sync");
	if (close(target) != 0 && result == NEWSCONV_OK)
		result = nc_error_system(
		    unpacking->error, NEWSCONV_WRITE_FAILED, "cannot write");
	nc_wacz_put_resource(&json, entry->name, &sum);
	nc_buffer_byte(&unpacking->expected, '\n');
	unpacking->count++;
out:
	nc_buffer_free(&path);
	return result;
}

static int
unpack_entry(struct unpacking *unpacking, const struct entry *entry)
{
	struct nc_wacz_sum sum;

	if (strcmp(entry->name, NC_WACZ_PACKAGE) == 0)
		return read_entry(
		    unpacking, entry, &sum, add_chunk, &unpacking->package);
	if (strcmp(entry->name, NC_WACZ_DIGEST) == 0)
		return read_entry(
		    unpacking, entry, &sum, add_chunk, &unpacking->digest);
	return unpack_file(unpacking, entry);
}

/* The package is the one that the digest vouches for. */
static int
check_digest(struct unpacking *unpacking)
{
	struct newsconv_text package = {
	    unpacking->package.data, unpacking->package.size};
	struct nc_buffer digest = NC_BUFFER(4096);
	int result;

	if (package.size == 0)
		return bad(unpacking, "it has no " NC_WACZ_PACKAGE);
	nc_wacz_put_digest(&digest, package);
	result = nc_buffer_check(&digest, unpacking->error);
	if (result == NEWSCONV_OK &&
	    (digest.size != unpacking->digest.size ||
		memcmp(digest.data, unpacking->digest.data, digest.size) != 0))
		result = bad(unpacking,
		    NC_WACZ_DIGEST " is not that of " NC_WACZ_PACKAGE);
	nc_buffer_free(&digest);
	return result;
}

/* It names each file as it was found, and no other. */
static int
check_resources(struct unpacking *unpacking)
{
	const char *package = unpacking->package.data, *at;
	char *line = unpacking->expected.data, *end;
	size_t named = 0;

	for (at = package; (at = strstr(at, "\"path\":\"")) != NULL; at++)
		named++;
	if (named != unpacking->count)
		return bad(unpacking,
		    NC_WACZ_PACKAGE " does not name the files that are there");
	for (; line != NULL && *line != '\0'; line = end + 1) {
		end = strchr(line, '\n');
		*end = '\0';
		if (strstr(package, line) == NULL)
			return bad(unpacking,
			    "a file is not the one " NC_WACZ_PACKAGE
			    " has the digest of");
	}
	return NEWSCONV_OK;
}

static bool
is_wanted(const struct unpacking *unpacking, const struct entry *entry)
{
	return unpacking->only == NULL ||
	    strcmp(unpacking->only, entry->name) == 0;
}

static int
unpack(struct unpacking *unpacking)
{
	struct entry entry;
	int result = read_directory(unpacking);

	while (result == NEWSCONV_OK) {
		/* Of one that cannot be read there is nothing to name. */
		entry.name[0] = '\0';
		result = next_entry(unpacking, &entry);
		if (result == NEWSCONV_OK && is_wanted(unpacking, &entry))
			result = unpack_entry(unpacking, &entry);
		if (result < 0 && entry.name[0] != '\0')
			nc_error_where(unpacking->error, result, entry.name);
	}
	if (result < 0)
		return result;
	if (unpacking->only != NULL)
		return unpacking->count > 0
		    ? NEWSCONV_OK
		    : bad(unpacking, "a file of the archive is not in it");
	result = nc_buffer_check(&unpacking->expected, unpacking->error);
	if (result == NEWSCONV_OK)
		result = check_digest(unpacking);
	if (result == NEWSCONV_OK)
		result = check_resources(unpacking);
	return result;
}

static int
unpack_from(const char *directory, const char *path, const char *only,
    struct newsconv_error *error)
{
	struct unpacking unpacking = {.directory = directory,
	    .only = only,
	    .package = NC_BUFFER(PACKAGE_CEILING),
	    .digest = NC_BUFFER(4096),
	    .expected = NC_BUFFER(PACKAGE_CEILING),
	    .error = error};
	struct stat status;
	int result;

	unpacking.descriptor = open(path, O_RDONLY | O_CLOEXEC);
	if (unpacking.descriptor < 0 ||
	    fstat(unpacking.descriptor, &status) != 0) {
		result = nc_error_system(
		    error, NEWSCONV_READ_FAILED, "cannot open");
		goto out;
	}
	unpacking.file_size = (uint64_t)status.st_size;
	unpacking.chunk = malloc(NC_WACZ_CHUNK);
	result = unpacking.chunk == NULL ? nc_error_memory(error)
					 : unpack(&unpacking);
out:
	if (unpacking.descriptor >= 0)
		close(unpacking.descriptor);
	free(unpacking.chunk);
	free(unpacking.entries);
	nc_buffer_free(&unpacking.package);
	nc_buffer_free(&unpacking.digest);
	nc_buffer_free(&unpacking.expected);
	return result < 0 ? nc_error_where(error, result, path) : NEWSCONV_OK;
}

int
nc_wacz_unpack(
    const char *directory, const char *path, struct newsconv_error *error)
{
	return unpack_from(directory, path, NULL, error);
}

int
nc_wacz_unpack_one(const char *directory, const char *path, const char *name,
    struct newsconv_error *error)
{
	return unpack_from(directory, path, name, error);
}
