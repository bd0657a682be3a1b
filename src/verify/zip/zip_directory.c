/*
 * The central directory, gone through once: each header is decoded, held
 * against its local header and its rules, and forgotten but for a slot.
 */
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "error.h"
#include "utf8.h"
#include "zip_archive.h"

enum {
	FLAG_LEVEL = 0x0006, /* how hard deflate tried, says nothing to us */
	FLAG_PATCH = 0x0020,
	FLAG_STRONG = 0x0040,
	FLAG_MASKED = 0x2000,
	/* More slots than this take more memory than a check may. */
	ENTRIES_MAX = 1024 * 1024,
	UNIX = 3,
	UNIX_TYPE = 0170000,
	UNIX_REGULAR = 0100000,
	UNIX_DIRECTORY = 0040000,
	UNIX_LINK = 0120000
};

static const char sign_central[] = "PK\1\2";

static void
entry_finding(const struct nc_archive *zip, enum nc_finding_code code,
    const char *what, unsigned value)
{
	nc_finding(zip->verify, code, zip->entry.name, zip->entry.offset,
	    "%s%u", what, value);
}

static void
check_flags(const struct nc_archive *zip)
{
	const struct nc_archive_entry *entry = &zip->entry;
	unsigned flags = entry->flags;
	unsigned allowed = NC_ZIP_UTF8 | NC_ZIP_DESCRIPTOR_FOLLOWS |
	    NC_ZIP_ENCRYPTED;

	/* Of a stored entry they say nothing; pandoc sets them all the same. */
	if (entry->method == 8 || !nc_zip_own(zip))
		allowed |= FLAG_LEVEL;
	if ((flags & FLAG_STRONG) != 0)
		entry_finding(zip, NC_ZIP_STRONG, "encrypted, flags ", flags);
	else if ((flags & NC_ZIP_ENCRYPTED) != 0)
		entry_finding(zip,
		    zip->kind == NC_ARCHIVE_EPUB ? NC_ZIP_ENCRYPTED_ENTRY
						 : NC_ZIP_ENCRYPTED_UNCHECKED,
		    "encrypted, flags ", flags);
	if ((flags & FLAG_MASKED) != 0)
		entry_finding(
		    zip, NC_ZIP_MASKED, "masked values, flags ", flags);
	else if ((flags & ~(allowed | FLAG_STRONG)) != 0)
		entry_finding(zip, NC_ZIP_FLAGS, "flags ", flags);
	if ((flags & NC_ZIP_DESCRIPTOR_FOLLOWS) != 0 && !nc_zip_own(zip))
		nc_finding(zip->verify, NC_ZIP_DESCRIPTOR, entry->name,
		    entry->offset, "a data descriptor follows the data");
}

static void
check_method(const struct nc_archive *zip)
{
	const struct nc_archive_entry *entry = &zip->entry;
	unsigned version = entry->version & 0xff;

	if (entry->method != 0 && entry->method != 8)
		entry_finding(zip,
		    zip->kind == NC_ARCHIVE_EPUB ? NC_ZIP_METHOD
						 : NC_ZIP_METHOD_UNCHECKED,
		    "compression method ", entry->method);
	/* EPUB 3.3, 4.2.2: no version but these. */
	if (zip->kind == NC_ARCHIVE_EPUB && entry->version != 10 &&
	    entry->version != 20 && entry->version != 45)
		nc_finding(zip->verify, NC_ZIP_VERSION, entry->name,
		    entry->offset, "version needed %u.%u", entry->version / 10,
		    entry->version % 10);
	else if (version > 63)
		nc_finding(zip->verify, NC_ZIP_VERSION_UNKNOWN, entry->name,
		    entry->offset, "version needed %u.%u", version / 10,
		    version % 10);
}

static void
check_kind(const struct nc_archive *zip)
{
	const struct nc_archive_entry *entry = &zip->entry;
	unsigned mode = entry->attributes >> 16, type = mode & UNIX_TYPE;
	bool folder = entry->name_size > 0 &&
	    entry->name[entry->name_size - 1] == '/';

	if (folder && entry->size > 0)
		nc_finding(zip->verify, NC_ZIP_FOLDER_DATA, entry->name,
		    entry->offset, "a folder of %llu bytes",
		    (unsigned long long)entry->size);
	if (entry->made_by >> 8 != UNIX || type == 0)
		return;
	if (type == UNIX_LINK)
		nc_finding(zip->verify, NC_ZIP_SPECIAL_FILE, entry->name,
		    entry->offset, "file mode %06o", mode);
	else if (type != UNIX_REGULAR && type != UNIX_DIRECTORY)
		nc_finding(zip->verify, NC_ZIP_DEVICE, entry->name,
		    entry->offset, "file mode %06o", mode);
	else if (folder != (type == UNIX_DIRECTORY))
		nc_finding(zip->verify, NC_ZIP_FOLDER_MODE, entry->name,
		    entry->offset, "file mode %06o", mode);
}

/* What our writer never varies; a change of it is damage. */
static void
check_canonical(const struct nc_archive *zip, const unsigned char *header)
{
	const struct nc_archive_entry *entry = &zip->entry;
	unsigned utf8 = nc_ascii(entry->name, entry->name_size) ? 0
								: NC_ZIP_UTF8;

	if (entry->flags != utf8)
		nc_finding(zip->verify, NC_ZIP_NOT_CANONICAL, entry->name,
		    entry->offset, "flags 0x%04x", entry->flags);
	if (entry->extra_size != 0 || nc_le16(header + 32) != 0)
		nc_finding(zip->verify, NC_ZIP_NOT_CANONICAL, entry->name,
		    entry->offset, "an extra field or a comment");
	if (entry->made_by != (UNIX << 8 | 30) || nc_le16(header + 36) != 0 ||
	    entry->attributes != 0100644u << 16)
		nc_finding(zip->verify, NC_ZIP_NOT_CANONICAL, entry->name,
		    entry->offset, "attributes 0x%04x, 0x%08x",
		    nc_le16(header + 36), (unsigned)entry->attributes);
}

/* Fixed fields and name; the sizes are those of 32 bits. */
static int
decode(struct nc_archive *zip, const unsigned char *header,
    struct newsconv_error *error)
{
	struct nc_archive_entry *entry = &zip->entry;
	size_t name_size = nc_le16(header + 28);

	memset(entry, 0, sizeof(*entry));
	entry->made_by = nc_le16(header + 4);
	entry->version = nc_le16(header + 6);
	entry->flags = nc_le16(header + 8);
	entry->method = nc_le16(header + 10);
	entry->time = nc_le16(header + 12);
	entry->date = nc_le16(header + 14);
	entry->crc = nc_le32(header + 16);
	entry->compressed = nc_le32(header + 20);
	entry->size = nc_le32(header + 24);
	entry->extra_size = nc_le16(header + 30);
	entry->attributes = nc_le32(header + 38);
	entry->offset = nc_le32(header + 42);
	nc_buffer_clear(&zip->name);
	nc_buffer_reserve(&zip->name, name_size + 1);
	nc_buffer_add(&zip->name, header + NC_ZIP_CENTRAL_SIZE, name_size);
	if (nc_buffer_check(&zip->name, error) < 0)
		return nc_error_memory(error);
	entry->name = zip->name.data;
	entry->name_size = name_size;
	return NEWSCONV_OK;
}

/* ZIP64 sizes of a header that has been checked. */
static void
widen(struct nc_archive_entry *entry, const unsigned char *extra, size_t size)
{
	uint64_t *fields[] = {&entry->size, &entry->compressed, &entry->offset};

	while (size >= 4 && nc_le16(extra + 2) <= size - 4) {
		size_t length = nc_le16(extra + 2), used = 0, i;

		for (i = 0; nc_le16(extra) == 1 && i < 3; i++) {
			if (*fields[i] != 0xffffffff || used + 8 > length)
				continue;
			*fields[i] = nc_le64(extra + 4 + used);
			used += 8;
		}
		if (nc_le16(extra) == 1)
			return;
		extra += 4 + length;
		size -= 4 + length;
	}
}

/* *length: of the whole header; END: the directory has no header there. */
static int
look_header(struct nc_archive *zip, uint64_t used, const unsigned char **header,
    size_t *length, struct newsconv_error *error)
{
	uint64_t rest = zip->directory_size - used;
	int result;

	*length = NC_ZIP_CENTRAL_SIZE;
	if (rest < *length)
		return NEWSCONV_END;
	result = nc_zip_look(
	    zip, &zip->central, zip->directory + used, *length, header, error);
	if (result != NEWSCONV_OK)
		return result;
	*length += (size_t)nc_le16(*header + 28) + nc_le16(*header + 30) +
	    nc_le16(*header + 32);
	if (rest < *length || memcmp(*header, sign_central, 4) != 0)
		return NEWSCONV_END;
	return nc_zip_look(
	    zip, &zip->central, zip->directory + used, *length, header, error);
}

int
nc_zip_decode(
    struct nc_archive *zip, uint32_t place, struct newsconv_error *error)
{
	const unsigned char *header;
	size_t length;
	int result = look_header(zip, place, &header, &length, error);

	if (result == NEWSCONV_OK)
		result = decode(zip, header, error);
	if (result == NEWSCONV_END)
		return nc_error_set(error, NEWSCONV_READ_FAILED,
		    "the file changed while it was read");
	if (result == NEWSCONV_OK)
		widen(&zip->entry,
		    header + NC_ZIP_CENTRAL_SIZE + zip->entry.name_size,
		    zip->entry.extra_size);
	return result;
}

static void
check_header(struct nc_archive *zip, const unsigned char *header)
{
	struct nc_archive_entry *entry = &zip->entry;
	uint64_t *fields[] = {&entry->size, &entry->compressed, &entry->offset};

	nc_zip_extra(zip, header + NC_ZIP_CENTRAL_SIZE + entry->name_size,
	    entry->extra_size, fields, 3);
	if (nc_le16(header + 34) != 0)
		entry_finding(zip, NC_ZIP_SPLIT, "the entry begins on disk ",
		    nc_le16(header + 34));
	nc_zip_check_name(zip);
	check_flags(zip);
	check_method(zip);
	check_kind(zip);
	if (nc_zip_own(zip))
		check_canonical(zip, header);
}

/* Room for one more; what the end record claims is not believed. */
static int
make_room(struct nc_archive *zip, struct newsconv_error *error)
{
	size_t room = zip->room == 0 ? 64 : zip->room + zip->room / 2;
	struct nc_zip_slot *slots;
	struct nc_zip_name *names;

	if (zip->count < zip->room)
		return NEWSCONV_OK;
	slots = realloc(zip->slots, room * sizeof(*slots));
	if (slots == NULL)
		return nc_error_memory(error);
	zip->slots = slots;
	names = realloc(zip->names, room * sizeof(*names));
	if (names == NULL)
		return nc_error_memory(error);
	zip->names = names;
	zip->room = room;
	return NEWSCONV_OK;
}

static int
take_entry(struct nc_archive *zip, const unsigned char *header, uint64_t used,
    struct newsconv_error *error)
{
	struct nc_zip_slot *slot;
	int result = make_room(zip, error);

	if (result == NEWSCONV_OK)
		result = decode(zip, header, error);
	if (result < 0)
		return result;
	check_header(zip, header);
	result = nc_zip_read_local(zip, error);
	if (result == NEWSCONV_OK)
		result = nc_zip_add_name(zip, error);
	if (result < 0)
		return result;
	slot = &zip->slots[zip->count];
	memset(slot, 0, sizeof(*slot));
	slot->offset = zip->entry.offset;
	slot->end = zip->entry.end;
	slot->header = (uint32_t)used;
	slot->readable = zip->entry.readable;
	if (zip->count > 0 && slot[-1].offset >= slot->offset)
		zip->unordered = true;
	zip->count++;
	return NEWSCONV_OK;
}

static uint64_t
entries_max(const struct nc_archive *zip)
{
	uint64_t limit = zip->verify->options->limits.entries;

	return limit != 0 ? limit : ENTRIES_MAX;
}

static int
take_directory(struct nc_archive *zip, struct newsconv_error *error)
{
	uint64_t used = 0;

	while (used < zip->directory_size) {
		const unsigned char *header;
		size_t length;
		int result = look_header(zip, used, &header, &length, error);

		if (result == NEWSCONV_END) {
			nc_finding(zip->verify, NC_ZIP_DIRECTORY_ENTRY, "",
			    zip->directory + used,
			    "entry %zu is malformed, %llu bytes of the "
			    "directory were not read",
			    zip->count,
			    (unsigned long long)(zip->directory_size - used));
			break;
		}
		if (result == NEWSCONV_OK && zip->count >= entries_max(zip)) {
			nc_finding(zip->verify, NC_ZIP_TOO_MANY, "",
			    zip->directory + used,
			    "%llu entries are stated, the first %zu were read",
			    (unsigned long long)zip->stated_count, zip->count);
			zip->stated_count = zip->count;
			zip->incomplete = true;
			return NEWSCONV_OK;
		}
		if (result == NEWSCONV_OK)
			result = take_entry(zip, header, used, error);
		if (result < 0)
			return result;
		used += length;
	}
	return NEWSCONV_OK;
}

int
nc_zip_read_directory(struct nc_archive *zip, struct newsconv_error *error)
{
	int result;

	if (zip->directory > zip->directory_end ||
	    zip->directory_size != zip->directory_end - zip->directory) {
		nc_finding(zip->verify, NC_ZIP_DIRECTORY_PLACE, "",
		    zip->directory_end,
		    "directory of %llu bytes at %llu, but the end record is "
		    "at %llu",
		    (unsigned long long)zip->directory_size,
		    (unsigned long long)zip->directory,
		    (unsigned long long)zip->directory_end);
		return NEWSCONV_END;
	}
	if (zip->directory_size > UINT32_MAX) {
		nc_finding(zip->verify, NC_ZIP_TOO_MANY, "", zip->directory,
		    "a directory of %llu bytes",
		    (unsigned long long)zip->directory_size);
		return NEWSCONV_END;
	}
	result = take_directory(zip, error);
	if (result == NEWSCONV_OK && zip->count != zip->stated_count)
		nc_finding(zip->verify, NC_ZIP_ENTRY_COUNT, "",
		    zip->directory_end, "%llu entries stated, %zu found",
		    (unsigned long long)zip->stated_count, zip->count);
	return result;
}
