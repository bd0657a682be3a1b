/*
 * A ZIP by its directory (APPNOTE 4.3.12 to 4.3.16).  Every number in it is a
 * claim: offsets are held against the file's size, sizes against what inflates,
 * and the sum of all that is unpacked against a limit.
 */
#include <stdlib.h>
#include <zlib.h>

#include "bytes.h"
#include "error.h"
#include "restore_zip.h"
#include "utf8.h"

enum {
	END_SIZE = 22,
	LOCATOR_SIZE = 20,
	END64_SIZE = 56,
	HEADER_SIZE = 46,
	LOCAL_SIZE = 30,
	COMMENT_MOST = 65535,
	STORED = 0,
	DEFLATED = 8,
	STEP = 64 * 1024
};

/* More than the books of the largest anthologies have. */
static const uint64_t most_unpacked = UINT64_C(1) << 30;

static const unsigned char *
bytes_at(const struct nc_restore_zip *zip, uint64_t offset)
{
	return (const unsigned char *)zip->bytes.data + offset;
}

/* Whether `size` bytes lie at the offset. */
static bool
is_within(const struct nc_restore_zip *zip, uint64_t offset, uint64_t size)
{
	return offset <= zip->bytes.size && size <= zip->bytes.size - offset;
}

static int
damaged(const char *what, struct newsconv_error *error)
{
	return nc_error_set(
	    error, NEWSCONV_BAD_VALUE, "the ZIP is damaged: %s", what);
}

/* --------------------------------------------------------------- directory */

/* The end record is the last of its kind; a comment may follow it. */
static bool
find_end(const struct nc_restore_zip *zip, uint64_t *end)
{
	uint64_t size = zip->bytes.size, back;

	for (back = END_SIZE; back <= size && back <= END_SIZE + COMMENT_MOST;
	     back++)
		if (memcmp(bytes_at(zip, size - back), "PK\5\6", 4) == 0) {
			*end = size - back;
			return true;
		}
	return false;
}

struct directory {
	uint64_t offset, size, count;
};

/* 4.3.14, 4.3.15: what stands in place of numbers that do not fit. */
static bool
read_end64(
    const struct nc_restore_zip *zip, uint64_t end, struct directory *directory)
{
	const unsigned char *record;
	uint64_t offset;

	if (end < LOCATOR_SIZE ||
	    memcmp(bytes_at(zip, end - LOCATOR_SIZE), "PK\6\7", 4) != 0)
		return false;
	offset = nc_le64(bytes_at(zip, end - LOCATOR_SIZE) + 8);
	if (!is_within(zip, offset, END64_SIZE))
		return false;
	record = bytes_at(zip, offset);
	directory->count = nc_le64(record + 32);
	directory->size = nc_le64(record + 40);
	directory->offset = nc_le64(record + 48);
	return memcmp(record, "PK\6\6", 4) == 0;
}

static int
find_directory(const struct nc_restore_zip *zip, struct directory *directory,
    struct newsconv_error *error)
{
	const unsigned char *record;
	uint64_t end;

	if (!find_end(zip, &end))
		return damaged("it has no end record", error);
	record = bytes_at(zip, end);
	directory->count = nc_le16(record + 10);
	directory->size = nc_le32(record + 12);
	directory->offset = nc_le32(record + 16);
	if ((directory->count == UINT16_MAX || directory->size == UINT32_MAX ||
		directory->offset == UINT32_MAX) &&
	    !read_end64(zip, end, directory))
		return damaged("it has no ZIP64 end record", error);
	if (!is_within(zip, directory->offset, directory->size) ||
	    directory->count > directory->size / HEADER_SIZE)
		return damaged("its directory is not in the file", error);
	return NEWSCONV_OK;
}

/* The entry whose header lies at *at, which goes past it. */
static bool
read_header(const struct nc_restore_zip *zip, uint64_t *at, uint64_t end,
    struct nc_restore_entry *entry)
{
	const unsigned char *header = bytes_at(zip, *at);
	uint64_t size;

	if (end - *at < HEADER_SIZE || memcmp(header, "PK\1\2", 4) != 0)
		return false;
	size = HEADER_SIZE + (uint64_t)nc_le16(header + 28) +
	    nc_le16(header + 30) + nc_le16(header + 32);
	if (end - *at < size)
		return false;
	entry->encrypted = (nc_le16(header + 8) & 1) != 0;
	entry->method = nc_le16(header + 10);
	entry->crc = nc_le32(header + 16);
	entry->packed = nc_le32(header + 20);
	entry->size = nc_le32(header + 24);
	entry->name.data = (const char *)header + HEADER_SIZE;
	entry->name.size = nc_le16(header + 28);
	entry->offset = nc_le32(header + 42);
	*at += size;
	return true;
}

static int
compare_names(const void *a, const void *b)
{
	const struct nc_restore_entry *left = a, *right = b;

	return nc_text_compare(left->name, right->name);
}

int
nc_restore_zip_open(struct nc_restore_zip *zip, struct newsconv_text bytes,
    struct nc_arena *arena, struct newsconv_error *error)
{
	struct directory directory = {0, 0, 0};
	uint64_t at, end;
	size_t i;
	int result;

	memset(zip, 0, sizeof(*zip));
	zip->bytes = bytes;
	zip->left = most_unpacked;
	result = find_directory(zip, &directory, error);
	if (result < 0)
		return result;
	zip->count = (size_t)directory.count;
	zip->entries = nc_arena_array(arena, zip->count, sizeof(*zip->entries));
	if (zip->entries == NULL)
		return nc_error_memory(error);
	at = directory.offset;
	end = at + directory.size;
	for (i = 0; i < zip->count; i++)
		if (!read_header(zip, &at, end, &zip->entries[i]))
			return damaged("its directory is cut short", error);
	qsort(zip->entries, zip->count, sizeof(*zip->entries), compare_names);
	for (i = 1; i < zip->count; i++)
		if (compare_names(&zip->entries[i - 1], &zip->entries[i]) == 0)
			return damaged("two entries have one name", error);
	return NEWSCONV_OK;
}

const struct nc_restore_entry *
nc_restore_zip_find(const struct nc_restore_zip *zip, const char *name)
{
	struct nc_restore_entry wanted;

	if (zip->count == 0)
		return NULL;
	memset(&wanted, 0, sizeof(wanted));
	wanted.name = nc_text(name);
	return bsearch(&wanted, zip->entries, zip->count, sizeof(*zip->entries),
	    compare_names);
}

/* ----------------------------------------------------------------- contents */

static bool
find_content(const struct nc_restore_zip *zip,
    const struct nc_restore_entry *entry, struct newsconv_text *content)
{
	const unsigned char *local;
	uint64_t start;

	if (!is_within(zip, entry->offset, LOCAL_SIZE))
		return false;
	local = bytes_at(zip, entry->offset);
	start = entry->offset + LOCAL_SIZE + nc_le16(local + 26) +
	    nc_le16(local + 28);
	if (memcmp(local, "PK\3\4", 4) != 0 ||
	    !is_within(zip, start, entry->packed))
		return false;
	content->data = (const char *)bytes_at(zip, start);
	content->size = (size_t)entry->packed;
	return true;
}

/* Step by step: memory is taken for what is there, not for what is claimed. */
static int
inflate_all(struct newsconv_text packed, uint64_t size,
    struct nc_buffer *target, struct newsconv_error *error)
{
	z_stream z;
	int state;

	memset(&z, 0, sizeof(z));
	if (inflateInit2(&z, -MAX_WBITS) != Z_OK)
		return nc_error_memory(error);
	/* zlib only reads what next_in points at. */
	memcpy(&z.next_in, &packed.data, sizeof(packed.data));
	z.avail_in = (uInt)packed.size;
	do {
		if (!nc_buffer_reserve(target, STEP))
			break;
		z.next_out = (unsigned char *)target->data + target->size;
		z.avail_out = STEP;
		state = inflate(&z, Z_NO_FLUSH);
		target->size += STEP - z.avail_out;
		target->data[target->size] = '\0';
	} while (state == Z_OK && target->size <= size);
	inflateEnd(&z);
	if (nc_buffer_check(target, error) < 0)
		return nc_buffer_check(target, error);
	if (target->size != size)
		return damaged("an entry is not of its size", error);
	return NEWSCONV_OK;
}

int
nc_restore_zip_unpack(struct nc_restore_zip *zip,
    const struct nc_restore_entry *entry, struct nc_buffer *target,
    struct newsconv_error *error)
{
	struct newsconv_text packed;
	int result;

	nc_buffer_clear(target);
	if (entry->encrypted ||
	    (entry->method != STORED && entry->method != DEFLATED))
		return nc_error_set(error, NEWSCONV_UNSUPPORTED,
		    "is encrypted, or compressed by method %u", entry->method);
	/* Sizes past 32 bits would stand elsewhere: they are past this, too. */
	if (entry->size > zip->left)
		return nc_error_set(error, NEWSCONV_TOO_LARGE,
		    "unpacks to %llu bytes; all may take %llu",
		    (unsigned long long)entry->size,
		    (unsigned long long)most_unpacked);
	if (!find_content(zip, entry, &packed) ||
	    (entry->method == STORED && entry->size != entry->packed))
		return damaged("an entry is not where it should be", error);
	zip->left -= entry->size;
	nc_buffer_add(target, "", 0);
	if (entry->method == STORED)
		nc_buffer_add(target, packed.data, packed.size);
	else {
		result = inflate_all(packed, entry->size, target, error);
		if (result < 0)
			return result;
	}
	result = nc_buffer_check(target, error);
	if (result == NEWSCONV_OK &&
	    crc32_z(0, (const unsigned char *)target->data, target->size) !=
		entry->crc)
		result = damaged("an entry's checksum is wrong", error);
	return result;
}
