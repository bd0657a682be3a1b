/*
 * The strict walk of ZIP bytes, see verify_zip.h.  It is our own and not
 * libarchive's, because every general reader is lenient somewhere, and a fault
 * that is forgiven here is one that another reader sees differently.
 */
#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>
#include <zlib.h>

#include "bytes.h"
#include "error.h"
#include "file.h"
#include "utf8.h"
#include "verify_zip.h"

enum {
	END_SIZE = 22,
	END64_SIZE = 56,
	LOCATOR_SIZE = 20,
	LOCAL_SIZE = 30,
	CENTRAL_SIZE = 46,
	COMMENT_MAX = 65535,
	NAME_MAX_SIZE = 4 * 65536, /* that is looked for */
	FLAG_ENCRYPTED = 0x0001,
	FLAG_LEVEL = 0x0006, /* how hard deflate tried, says nothing to us */
	FLAG_DESCRIPTOR = 0x0008,
	FLAG_UTF8 = 0x0800,
	DIRECTORY_MAX = 64 * 1024 * 1024,
	CONTENT_MAX = 256 * 1024 * 1024,
	DEFLATE_RATIO_MAX = 1032,  /* 258 bytes from two bits */
	PADDING_MAX = 1024 * 1024, /* entries above are not looked at twice */
	TOTAL_FREE = CONTENT_MAX,  /* all entries of a small archive */
	TOTAL_RATIO = 32, /* all entries of a large one; text has less */
	UNIX = 3,
	UNIX_TYPE = 0170000,
	UNIX_REGULAR = 0100000,
	UNIX_DIRECTORY = 0040000
};

static const char sign_end[] = "PK\5\6", sign_end64[] = "PK\6\6",
		  sign_locator[] = "PK\6\7", sign_central[] = "PK\1\2",
		  sign_local[] = "PK\3\4", sign_descriptor[] = "PK\7\10";

/* A name as names are compared. */
struct folded {
	struct newsconv_text name;
	size_t entry;
};

struct nc_archive {
	const struct nc_verify *verify;
	struct nc_arena *arena;
	struct nc_archive_entry *entries;
	struct folded *by_name; /* in form C, sorted */
	size_t count;
	uint64_t directory; /* offset */
	uint64_t directory_size;
	uint64_t directory_end; /* where it should end: the next record */
	uint64_t stated_count;
	struct libdeflate_decompressor *inflater;
	struct nc_buffer folded; /* see fold() */
	struct nc_buffer packed;
	struct nc_buffer content;
	uint64_t total; /* size of the entries that were loaded */
	bool exhausted; /* has been reported */
};

static bool
signed_as(const unsigned char *bytes, const char *sign)
{
	return memcmp(bytes, sign, 4) == 0;
}

static bool
own(const struct nc_archive *zip)
{
	return zip->verify->options->own;
}

/* Exactly `size` bytes; NEWSCONV_END when the file has fewer. */
static int
read_exactly(const struct nc_archive *zip, void *target, size_t size,
    uint64_t offset, struct newsconv_error *error)
{
	size_t done = 0;
	int result;

	if (offset > zip->verify->size || size > zip->verify->size - offset)
		return NEWSCONV_END;
	result = nc_verify_read(
	    zip->verify, target, size, offset, &done, error);
	if (result < 0)
		return result;
	return done == size ? NEWSCONV_OK : NEWSCONV_END;
}

/* -------------------------------------------------------------- end records */

/*
 * The end record is the last thing in the file, so its comment's length says
 * where it stands; `*found` is its place in `tail`, SIZE_MAX if there is none.
 */
static void
search_end(const struct nc_archive *zip, const unsigned char *tail, size_t size,
    uint64_t base, size_t *found)
{
	const unsigned char *next = tail, *stop = tail + size - END_SIZE + 1;
	size_t exact = 0, last = SIZE_MAX;

	*found = SIZE_MAX;
	while (next < stop &&
	    (next = memchr(next, 'P', (size_t)(stop - next))) != NULL) {
		if (signed_as(next, sign_end)) {
			last = (size_t)(next - tail);
			if (last + END_SIZE + nc_le16(next + 20) == size) {
				*found = last;
				exact++;
			}
		}
		next++;
	}
	if (exact > 1)
		nc_finding(zip->verify, NC_ZIP_TWO_ENDS, "", base + *found,
		    "%zu end records fit the end of the file", exact);
	if (exact == 0 && last != SIZE_MAX) {
		*found = last;
		nc_finding(zip->verify, NC_ZIP_TRAILING, "",
		    base + last + END_SIZE,
		    "the end record's comment of %u bytes does not end with "
		    "the file, %zu bytes follow the record",
		    nc_le16(tail + last + 20), size - last - END_SIZE);
	}
}

/* APPNOTE 4.3.14 and 4.3.15: where a field of the end record is all ones. */
static int
read_end64(struct nc_archive *zip, uint64_t end, struct newsconv_error *error)
{
	unsigned char locator[LOCATOR_SIZE], record[END64_SIZE];
	uint64_t offset;
	int result;

	result = end < LOCATOR_SIZE ? NEWSCONV_END
				    : read_exactly(zip, locator, LOCATOR_SIZE,
					  end - LOCATOR_SIZE, error);
	if (result != NEWSCONV_OK || !signed_as(locator, sign_locator))
		return result < 0 ? result : NEWSCONV_OK; /* it is not ZIP64 */
	offset = nc_le64(locator + 8);
	result = read_exactly(zip, record, END64_SIZE, offset, error);
	if (result < 0)
		return result;
	if (result != NEWSCONV_OK || !signed_as(record, sign_end64) ||
	    nc_le32(locator + 4) != 0 || nc_le32(locator + 16) != 1 ||
	    nc_le64(record + 4) > DIRECTORY_MAX ||
	    offset + 12 + nc_le64(record + 4) != end - LOCATOR_SIZE ||
	    nc_le32(record + 16) != 0 || nc_le32(record + 20) != 0 ||
	    nc_le64(record + 24) != nc_le64(record + 32)) {
		nc_finding(zip->verify, NC_ZIP_ZIP64, "", end - LOCATOR_SIZE,
		    "the locator names a ZIP64 end record at %llu, which is "
		    "not a sound one",
		    (unsigned long long)offset);
		return NEWSCONV_END;
	}
	if ((zip->stated_count != 0xffff &&
		zip->stated_count != nc_le64(record + 32)) ||
	    (zip->directory_size != 0xffffffff &&
		zip->directory_size != nc_le64(record + 40)) ||
	    (zip->directory != 0xffffffff &&
		zip->directory != nc_le64(record + 48)))
		nc_finding(zip->verify, NC_ZIP_ZIP64, "", offset,
		    "the two end records disagree");
	zip->stated_count = nc_le64(record + 32);
	zip->directory_size = nc_le64(record + 40);
	zip->directory = nc_le64(record + 48);
	zip->directory_end = offset;
	return NEWSCONV_OK;
}

static int
no_end(const struct nc_archive *zip)
{
	nc_finding(zip->verify, NC_ZIP_NO_END, "", zip->verify->size,
	    "no end of central directory record in the last %llu bytes",
	    (unsigned long long)(zip->verify->size < COMMENT_MAX + END_SIZE
		    ? zip->verify->size
		    : COMMENT_MAX + END_SIZE));
	return NEWSCONV_END;
}

static int
take_end(struct nc_archive *zip, const unsigned char *record, uint64_t offset,
    struct newsconv_error *error)
{
	if (nc_le16(record + 4) != 0 || nc_le16(record + 6) != 0 ||
	    nc_le16(record + 8) != nc_le16(record + 10))
		nc_finding(zip->verify, NC_ZIP_SPLIT, "", offset,
		    "disk %u of an archive of several volumes",
		    nc_le16(record + 4));
	if (nc_le16(record + 20) != 0)
		nc_finding(zip->verify,
		    own(zip) ? NC_ZIP_NOT_CANONICAL : NC_ZIP_COMMENT, "",
		    offset, "a comment of %u bytes", nc_le16(record + 20));
	zip->stated_count = nc_le16(record + 10);
	zip->directory_size = nc_le32(record + 12);
	zip->directory = nc_le32(record + 16);
	zip->directory_end = offset;
	return read_end64(zip, offset, error);
}

static int
read_end(struct nc_archive *zip, struct newsconv_error *error)
{
	unsigned char *tail;
	size_t size = COMMENT_MAX + END_SIZE, found;
	uint64_t base;
	int result;

	if (zip->verify->size < END_SIZE)
		return no_end(zip);
	if (size > zip->verify->size)
		size = (size_t)zip->verify->size;
	base = zip->verify->size - size;
	tail = malloc(size);
	if (tail == NULL)
		return nc_error_memory(error);
	result = read_exactly(zip, tail, size, base, error);
	if (result == NEWSCONV_OK) {
		search_end(zip, tail, size, base, &found);
		result = found == SIZE_MAX
		    ? no_end(zip)
		    : take_end(zip, tail + found, base + found, error);
	}
	free(tail);
	return result;
}

/* -------------------------------------------------------- central directory */

/*
 * APPNOTE 4.5.3: ZIP64 sizes stand in an extra field, in this order, those
 * only whose place in the header is all ones.  False: malformed.
 */
static bool
read_extra(const unsigned char *extra, size_t size, uint64_t *fields[],
    size_t field_count)
{
	while (size >= 4) {
		size_t length = nc_le16(extra + 2), used = 0, i;

		if (length > size - 4)
			return false;
		for (i = 0; nc_le16(extra) == 1 && i < field_count; i++) {
			if (*fields[i] != 0xffffffff)
				continue;
			if (used + 8 > length)
				return false;
			*fields[i] = nc_le64(extra + 4 + used);
			used += 8;
		}
		extra += 4 + length;
		size -= 4 + length;
	}
	return size == 0;
}

static const char *
name_fault(const char *name, size_t size)
{
	size_t i, start = 0;

	if (size == 0)
		return "is empty";
	if (name[0] == '/')
		return "is absolute";
	if (size > 1 && name[1] == ':')
		return "begins with a drive letter";
	for (i = 0; i <= size; i++) {
		unsigned char c = i < size ? (unsigned char)name[i] : '/';

		if (c < 0x20 || c == 0x7f)
			return "holds a control character";
		if (c == '\\')
			return "holds a backslash";
		if (c != '/')
			continue;
		if (i - start == 2 && memcmp(name + start, "..", 2) == 0)
			return "leads out of the archive";
		if (i - start == 1 && name[start] == '.')
			return "holds a path part that is a dot";
		if (i == start && i < size)
			return "holds an empty path part";
		start = i + 1;
	}
	return NULL;
}

static void
check_name(const struct nc_archive *zip, const struct nc_archive_entry *entry)
{
	const char *fault = name_fault(entry->name, entry->name_size);

	if (fault != NULL)
		nc_finding(zip->verify, NC_ZIP_NAME, entry->name, entry->offset,
		    "the name %s", fault);
	if (nc_utf8_valid_prefix(entry->name, entry->name_size) !=
	    entry->name_size)
		nc_finding(zip->verify, NC_ZIP_NAME_UTF8, entry->name,
		    entry->offset, "the name is not UTF-8");
	else if (!nc_ascii(entry->name, entry->name_size) &&
	    (entry->flags & FLAG_UTF8) == 0)
		nc_finding(zip->verify, NC_ZIP_NAME_FLAG, entry->name,
		    entry->offset, "bit 11 is not set for a name in UTF-8");
}

static void
check_flags(const struct nc_archive *zip, const struct nc_archive_entry *entry)
{
	unsigned allowed = FLAG_UTF8 | FLAG_DESCRIPTOR;

	/* Of a stored entry they say nothing; pandoc sets them all the same. */
	if (entry->method == 8 || !own(zip))
		allowed |= FLAG_LEVEL;
	if ((entry->flags & FLAG_ENCRYPTED) != 0)
		nc_finding(zip->verify, NC_ZIP_ENCRYPTED, entry->name,
		    entry->offset, "encrypted");
	else if ((entry->flags & ~allowed) != 0)
		nc_finding(zip->verify, NC_ZIP_FLAGS, entry->name,
		    entry->offset, "flags 0x%04x", entry->flags);
	if ((entry->flags & FLAG_DESCRIPTOR) != 0 && !own(zip))
		nc_finding(zip->verify, NC_ZIP_DESCRIPTOR, entry->name,
		    entry->offset, "a data descriptor follows the data");
	if (entry->method != 0 && entry->method != 8)
		nc_finding(zip->verify, NC_ZIP_METHOD, entry->name,
		    entry->offset, "compression method %u", entry->method);
	/* EPUB 3.3, 4.2.2: no version but these. */
	if (entry->version != 10 && entry->version != 20 &&
	    entry->version != 45)
		nc_finding(zip->verify, NC_ZIP_VERSION, entry->name,
		    entry->offset, "version needed %u.%u", entry->version / 10,
		    entry->version % 10);
}

static void
check_kind(const struct nc_archive *zip, const struct nc_archive_entry *entry)
{
	unsigned type = entry->attributes >> 16 & UNIX_TYPE;

	if (entry->made_by >> 8 == UNIX && type != 0 && type != UNIX_REGULAR &&
	    type != UNIX_DIRECTORY)
		nc_finding(zip->verify, NC_ZIP_SPECIAL_FILE, entry->name,
		    entry->offset, "file mode %06o",
		    (unsigned)(entry->attributes >> 16));
}

/* What our writer never varies; a change of it is damage. */
static void
check_canonical(const struct nc_archive *zip,
    const struct nc_archive_entry *entry, const unsigned char *header)
{
	unsigned utf8 = nc_ascii(entry->name, entry->name_size) ? 0 : FLAG_UTF8;

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

/* One header of the directory, whose variable part is within bounds. */
static int
take_central(struct nc_archive *zip, struct nc_archive_entry *entry,
    const unsigned char *header, uint64_t offset, struct newsconv_error *error)
{
	uint64_t *fields[] = {&entry->size, &entry->compressed, &entry->offset};
	size_t name_size = nc_le16(header + 28),
	       extra_size = nc_le16(header + 30);

	entry->made_by = nc_le16(header + 4);
	entry->version = nc_le16(header + 6);
	entry->flags = nc_le16(header + 8);
	entry->method = nc_le16(header + 10);
	entry->time = nc_le16(header + 12);
	entry->date = nc_le16(header + 14);
	entry->crc = nc_le32(header + 16);
	entry->compressed = nc_le32(header + 20);
	entry->size = nc_le32(header + 24);
	entry->attributes = nc_le32(header + 38);
	entry->offset = nc_le32(header + 42);
	entry->extra_size = (uint16_t)extra_size;
	entry->name_size = name_size;
	entry->name = nc_arena_copy(
	    zip->arena, header + CENTRAL_SIZE, name_size);
	if (entry->name == NULL)
		return nc_error_memory(error);
	if (!read_extra(
		header + CENTRAL_SIZE + name_size, extra_size, fields, 3))
		nc_finding(zip->verify, NC_ZIP_EXTRA, entry->name, offset,
		    "the extra field of the directory is malformed");
	if (nc_le16(header + 34) != 0)
		nc_finding(zip->verify, NC_ZIP_SPLIT, entry->name, offset,
		    "the entry begins on disk %u", nc_le16(header + 34));
	check_name(zip, entry);
	check_flags(zip, entry);
	check_kind(zip, entry);
	if (own(zip))
		check_canonical(zip, entry, header);
	return NEWSCONV_OK;
}

static int
take_directory(struct nc_archive *zip, const unsigned char *bytes, size_t size,
    struct newsconv_error *error)
{
	size_t used = 0;

	while (used < size) {
		const unsigned char *header = bytes + used;
		size_t length = CENTRAL_SIZE;
		int result;

		if (size - used >= CENTRAL_SIZE)
			length += (size_t)nc_le16(header + 28) +
			    nc_le16(header + 30) + nc_le16(header + 32);
		if (size - used < length || !signed_as(header, sign_central)) {
			nc_finding(zip->verify, NC_ZIP_DIRECTORY_ENTRY, "",
			    zip->directory + used,
			    "entry %zu is malformed, %zu bytes of the "
			    "directory were not read",
			    zip->count, size - used);
			break;
		}
		zip->entries = nc_arena_grow(zip->arena, zip->entries,
		    zip->count, sizeof(*zip->entries));
		if (zip->entries == NULL)
			return nc_error_memory(error);
		memset(&zip->entries[zip->count], 0, sizeof(*zip->entries));
		result = take_central(zip, &zip->entries[zip->count], header,
		    zip->directory + used, error);
		if (result < 0)
			return result;
		zip->count++;
		used += length;
	}
	return NEWSCONV_OK;
}

static int
read_directory(struct nc_archive *zip, struct newsconv_error *error)
{
	unsigned char *bytes;
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
	if (zip->directory_size > DIRECTORY_MAX)
		return nc_error_set(error, NEWSCONV_TOO_LARGE,
		    "a directory of %llu bytes is more than is checked",
		    (unsigned long long)zip->directory_size);
	bytes = malloc((size_t)zip->directory_size + 1);
	if (bytes == NULL)
		return nc_error_memory(error);
	result = read_exactly(
	    zip, bytes, (size_t)zip->directory_size, zip->directory, error);
	if (result == NEWSCONV_OK)
		result = take_directory(
		    zip, bytes, (size_t)zip->directory_size, error);
	free(bytes);
	if (result == NEWSCONV_OK && zip->count != zip->stated_count)
		nc_finding(zip->verify, NC_ZIP_ENTRY_COUNT, "",
		    zip->directory_end, "%llu entries stated, %zu found",
		    (unsigned long long)zip->stated_count, zip->count);
	return result;
}

/* ------------------------------------------------------------ local headers */

/* APPNOTE 4.3.9: with or without signature, sizes of 4 or of 8 bytes. */
static int
read_descriptor(const struct nc_archive *zip, struct nc_archive_entry *entry,
    struct newsconv_error *error)
{
	static const struct {
		size_t size, crc, width;
	} shapes[] = {{16, 4, 4}, {12, 0, 4}, {24, 4, 8}, {20, 0, 8}};
	unsigned char bytes[24] = {0};
	size_t i, done = 0;
	int result = nc_verify_read(
	    zip->verify, bytes, sizeof(bytes), entry->end, &done, error);

	if (result < 0)
		return result;
	for (i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		const unsigned char *crc = bytes + shapes[i].crc;
		bool wide = shapes[i].width == 8;

		if (shapes[i].crc == 4 && !signed_as(bytes, sign_descriptor))
			continue;
		if (done < shapes[i].size || nc_le32(crc) != entry->crc)
			continue;
		if ((wide ? nc_le64(crc + 4) : nc_le32(crc + 4)) !=
			entry->compressed ||
		    (wide ? nc_le64(crc + 12) : nc_le32(crc + 8)) !=
			entry->size)
			continue;
		entry->end += shapes[i].size;
		return NEWSCONV_OK;
	}
	nc_finding(zip->verify, NC_ZIP_DESCRIPTOR_WRONG, entry->name,
	    entry->end, "no data descriptor that agrees follows the data");
	entry->readable = false;
	return NEWSCONV_OK;
}

static bool
disagree(const struct nc_archive *zip, const struct nc_archive_entry *entry,
    const char *what, uint64_t local, uint64_t central)
{
	if (local == central)
		return false;
	nc_finding(zip->verify, NC_ZIP_DISAGREE, entry->name, entry->offset,
	    "%s: %llu in the local header, %llu in the directory", what,
	    (unsigned long long)local, (unsigned long long)central);
	return true;
}

static void
compare_headers(const struct nc_archive *zip,
    const struct nc_archive_entry *entry, const unsigned char *header,
    uint64_t size, uint64_t compressed)
{
	/* With a descriptor the local header may leave them open. */
	bool open = (entry->flags & FLAG_DESCRIPTOR) != 0 &&
	    nc_le32(header + 14) == 0 && size == 0 && compressed == 0;

	disagree(zip, entry, "version", nc_le16(header + 4), entry->version);
	disagree(zip, entry, "flags", nc_le16(header + 6), entry->flags);
	disagree(zip, entry, "method", nc_le16(header + 8), entry->method);
	disagree(zip, entry, "time", nc_le16(header + 10), entry->time);
	disagree(zip, entry, "date", nc_le16(header + 12), entry->date);
	if (open)
		return;
	disagree(zip, entry, "CRC-32", nc_le32(header + 14), entry->crc);
	disagree(zip, entry, "compressed size", compressed, entry->compressed);
	disagree(zip, entry, "size", size, entry->size);
}

/* Name and extra field of the local header, in `bytes`. */
static bool
check_local(const struct nc_archive *zip, struct nc_archive_entry *entry,
    const unsigned char *header, const unsigned char *bytes)
{
	uint64_t compressed = nc_le32(header + 18), size = nc_le32(header + 22);
	uint64_t *fields[] = {&size, &compressed};
	size_t name_size = nc_le16(header + 26),
	       extra_size = nc_le16(header + 28);

	if (name_size != entry->name_size ||
	    memcmp(bytes, entry->name, name_size) != 0) {
		nc_finding(zip->verify, NC_ZIP_DISAGREE, entry->name,
		    entry->offset,
		    "the local header has another name of %zu bytes: %.*s",
		    name_size, (int)name_size, (const char *)bytes);
		return false;
	}
	if (!read_extra(bytes + name_size, extra_size, fields, 2))
		nc_finding(zip->verify, NC_ZIP_EXTRA, entry->name,
		    entry->offset, "the local extra field is malformed");
	if (own(zip) && extra_size != 0)
		nc_finding(zip->verify, NC_ZIP_NOT_CANONICAL, entry->name,
		    entry->offset, "a local extra field");
	entry->extra_size = (uint16_t)(entry->extra_size | extra_size);
	compare_headers(zip, entry, header, size, compressed);
	return true;
}

static bool
check_extent(const struct nc_archive *zip, struct nc_archive_entry *entry)
{
	if (entry->data > zip->directory ||
	    entry->compressed > zip->directory - entry->data) {
		nc_finding(zip->verify, NC_ZIP_SIZE, entry->name, entry->offset,
		    "%llu bytes of data reach into the directory",
		    (unsigned long long)entry->compressed);
		return false;
	}
	entry->end = entry->data + entry->compressed;
	if (entry->method == 0 && entry->compressed != entry->size) {
		nc_finding(zip->verify, NC_ZIP_SIZE, entry->name, entry->offset,
		    "stored, but %llu bytes are to become %llu",
		    (unsigned long long)entry->compressed,
		    (unsigned long long)entry->size);
		return false;
	}
	return true;
}

static int
read_local(struct nc_archive *zip, struct nc_archive_entry *entry,
    struct newsconv_error *error)
{
	/* Enough for most names in one read; more is read again. */
	unsigned char header[LOCAL_SIZE + 256], *bytes = NULL;
	size_t done = 0, rest = 0;
	int result = NEWSCONV_OK;

	/* Looked at first, as it need not be an offset that files can have. */
	if (entry->offset < zip->directory)
		result = nc_verify_read(zip->verify, header, sizeof(header),
		    entry->offset, &done, error);
	if (result < 0)
		return result;
	if (done >= LOCAL_SIZE)
		rest = (size_t)nc_le16(header + 26) + nc_le16(header + 28);
	if (done < LOCAL_SIZE || !signed_as(header, sign_local)) {
		nc_finding(zip->verify, NC_ZIP_LOCAL_HEADER, entry->name,
		    entry->offset, "no local header where the directory says");
		return NEWSCONV_OK;
	}
	entry->data = entry->offset + LOCAL_SIZE + rest;
	if (rest > done - LOCAL_SIZE) {
		bytes = malloc(rest);
		if (bytes == NULL)
			return nc_error_memory(error);
		result = read_exactly(
		    zip, bytes, rest, entry->offset + LOCAL_SIZE, error);
		if (result < 0)
			goto out;
		if (result != NEWSCONV_OK) {
			nc_finding(zip->verify, NC_ZIP_LOCAL_HEADER,
			    entry->name, entry->offset,
			    "the local header is cut off");
			result = NEWSCONV_OK;
			goto out;
		}
	}
	entry->readable = check_local(zip, entry, header,
			      bytes != NULL ? bytes : header + LOCAL_SIZE) &&
	    check_extent(zip, entry);
	if (entry->readable && (entry->flags & FLAG_DESCRIPTOR) != 0)
		result = read_descriptor(zip, entry, error);
out:
	free(bytes);
	return result;
}

/* -------------------------------------------------- what holds between them */

static int
compare_offsets(const void *a, const void *b)
{
	const struct nc_archive_entry *const *x = a, *const *y = b;

	if ((*x)->offset != (*y)->offset)
		return (*x)->offset < (*y)->offset ? -1 : 1;
	return *x < *y ? -1 : *x > *y;
}

/*
 * Entries cover the file from its first byte to the directory.  One that begins
 * in another is not read: so a small file could become large without end.
 */
static int
check_layout(struct nc_archive *zip, struct newsconv_error *error)
{
	struct nc_archive_entry **order = nc_arena_array(
	    zip->arena, zip->count, sizeof(*order));
	uint64_t next = 0;
	bool known = true;
	size_t i;

	if (order == NULL)
		return nc_error_memory(error);
	for (i = 0; i < zip->count; i++)
		order[i] = &zip->entries[i];
	qsort(order, zip->count, sizeof(*order), compare_offsets);
	for (i = 0; i < zip->count; i++) {
		struct nc_archive_entry *entry = order[i];

		if (entry->offset < next) {
			nc_finding(zip->verify, NC_ZIP_OVERLAP, entry->name,
			    entry->offset,
			    "begins before %llu, where the entry before it "
			    "ends",
			    (unsigned long long)next);
			entry->readable = false;
			continue;
		}
		if (known && entry->offset > next)
			nc_finding(zip->verify, NC_ZIP_GAP, entry->name, next,
			    "%llu bytes before the entry belong to none",
			    (unsigned long long)(entry->offset - next));
		known = entry->readable;
		if (entry->readable)
			next = entry->end;
	}
	if (known && next < zip->directory)
		nc_finding(zip->verify, NC_ZIP_GAP, "", next,
		    "%llu bytes before the directory belong to no entry",
		    (unsigned long long)(zip->directory - next));
	return NEWSCONV_OK;
}

static int
compare_folded(const void *a, const void *b)
{
	const struct folded *x = a, *y = b;
	int order = nc_text_compare(x->name, y->name);

	if (order != 0)
		return order;
	return x->entry < y->entry ? -1 : x->entry > y->entry;
}

static void
add_lower(struct nc_buffer *buffer, struct newsconv_text name)
{
	size_t i = 0;

	while (i < name.size) {
		char encoded[4];
		uint32_t c;
		size_t length = nc_utf8_decode(
		    name.data + i, name.size - i, &c);

		if (length == 0)
			nc_buffer_byte(buffer, (unsigned char)name.data[i++]);
		else
			nc_buffer_add(buffer, encoded,
			    nc_utf8_encode(nc_lower(c), encoded));
		i += length;
	}
}

/*
 * Form C, by which names of a book are compared (EPUB 3.3, 4.1.2), and lower
 * case if wanted: what a file system may take for the same name.  *folded is
 * lent until the next call, or is the name itself.
 */
static int
fold(struct nc_archive *zip, struct newsconv_text name, bool lower,
    struct newsconv_text *folded, struct newsconv_error *error)
{
	char *normal = NULL;
	bool changed = false;

	*folded = name;
	if (!lower && nc_ascii(name.data, name.size))
		return NEWSCONV_OK;
	if (nc_utf8_valid_prefix(name.data, name.size) == name.size &&
	    !nc_nfc(name, &normal, &name.size, &changed))
		return nc_error_memory(error);
	if (!lower && !changed)
		return NEWSCONV_OK;
	if (changed)
		name.data = normal;
	nc_buffer_clear(&zip->folded);
	if (lower)
		add_lower(&zip->folded, name);
	else
		nc_buffer_add(&zip->folded, name.data, name.size);
	free(normal);
	folded->data = zip->folded.data;
	folded->size = zip->folded.size;
	return nc_buffer_check(&zip->folded, error);
}

/* All names, folded, in order. */
static int
sorted_names(struct nc_archive *zip, bool lower, struct folded **target,
    struct newsconv_error *error)
{
	struct folded *names = nc_arena_array(
	    zip->arena, zip->count, sizeof(*names));
	size_t i;

	if (names == NULL)
		return nc_error_memory(error);
	for (i = 0; i < zip->count; i++) {
		struct newsconv_text name = {
		    zip->entries[i].name, zip->entries[i].name_size};
		struct newsconv_text *kept = &names[i].name;
		int result = fold(zip, name, lower, kept, error);

		if (result < 0)
			return result;
		if (kept->data != name.data)
			kept->data = nc_arena_copy(
			    zip->arena, kept->data, kept->size);
		if (kept->data == NULL)
			return nc_error_memory(error);
		names[i].entry = i;
	}
	qsort(names, zip->count, sizeof(*names), compare_folded);
	*target = names;
	return NEWSCONV_OK;
}

static int
check_duplicates(struct nc_archive *zip, struct newsconv_error *error)
{
	struct folded *names = NULL;
	int result = sorted_names(zip, true, &names, error);
	size_t i;

	for (i = 1; result == NEWSCONV_OK && i < zip->count; i++) {
		const struct nc_archive_entry *a =
		    &zip->entries[names[i - 1].entry];
		const struct nc_archive_entry *b =
		    &zip->entries[names[i].entry];

		if (nc_text_compare(names[i - 1].name, names[i].name) != 0)
			continue;
		if (a->name_size == b->name_size &&
		    memcmp(a->name, b->name, a->name_size) == 0)
			nc_finding(zip->verify, NC_ZIP_DUPLICATE, b->name,
			    b->offset, "the name is in the directory twice");
		else
			nc_finding(zip->verify, NC_ZIP_DUPLICATE_FOLDED,
			    b->name, b->offset,
			    "differs from \"%.300s\" in case or normalisation "
			    "only",
			    a->name);
	}
	return result;
}

static int
walk(struct nc_archive *zip, struct newsconv_error *error)
{
	int result = read_end(zip, error);
	size_t i;

	if (result != NEWSCONV_OK)
		return result;
	result = read_directory(zip, error);
	if (result != NEWSCONV_OK)
		return result;
	if (zip->count == 0) {
		nc_finding(zip->verify, NC_ZIP_NO_ENTRIES, "", 0,
		    "the directory lists no entry");
		return NEWSCONV_END;
	}
	for (i = 0; i < zip->count; i++) {
		result = read_local(zip, &zip->entries[i], error);
		if (result < 0)
			return result;
	}
	result = check_layout(zip, error);
	if (result == NEWSCONV_OK)
		result = check_duplicates(zip, error);
	if (result == NEWSCONV_OK)
		result = sorted_names(zip, false, &zip->by_name, error);
	return result;
}

int
nc_archive_open(struct nc_archive **zip, const struct nc_verify *verify,
    struct newsconv_error *error)
{
	struct nc_archive *new = calloc(1, sizeof(*new));
	int result;

	if (new == NULL)
		return nc_error_memory(error);
	new->verify = verify;
	new->folded.ceiling = 4 * NAME_MAX_SIZE;
	new->packed.ceiling = CONTENT_MAX;
	new->content.ceiling = CONTENT_MAX;
	new->arena = nc_arena_new(8u * DIRECTORY_MAX);
	result = new->arena == NULL ? nc_error_memory(error) : walk(new, error);
	if (result != NEWSCONV_OK) {
		nc_archive_close(new);
		return result;
	}
	*zip = new;
	return NEWSCONV_OK;
}

void
nc_archive_close(struct nc_archive *zip)
{
	if (zip == NULL)
		return;
	nc_arena_free(zip->arena);
	libdeflate_free_decompressor(zip->inflater);
	nc_buffer_free(&zip->folded);
	nc_buffer_free(&zip->packed);
	nc_buffer_free(&zip->content);
	free(zip);
}

size_t
nc_archive_count(const struct nc_archive *zip)
{
	return zip->count;
}

const struct nc_archive_entry *
nc_archive_entry(const struct nc_archive *zip, size_t index)
{
	return &zip->entries[index];
}

int
nc_archive_find(struct nc_archive *zip, const char *name, size_t size,
    size_t *index, struct newsconv_error *error)
{
	struct newsconv_text wanted = {name, size};
	size_t low = 0, high = zip->count;
	int result = NEWSCONV_OK;

	*index = SIZE_MAX;
	/* Form C of a longer one is still longer than a name can be. */
	if (size <= NAME_MAX_SIZE)
		result = fold(zip, wanted, false, &wanted, error);
	while (result == NEWSCONV_OK && low < high) {
		size_t middle = low + (high - low) / 2;
		int order = nc_text_compare(wanted, zip->by_name[middle].name);

		if (order == 0) {
			*index = zip->by_name[middle].entry;
			break;
		}
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return result;
}

/* ----------------------------------------------------------------- contents */

static bool
size_possible(
    const struct nc_archive *zip, const struct nc_archive_entry *entry)
{
	if (entry->size > CONTENT_MAX || entry->compressed > CONTENT_MAX) {
		nc_finding(zip->verify, NC_ZIP_TOO_LARGE, entry->name,
		    entry->offset, "%llu bytes are more than is checked",
		    (unsigned long long)entry->size);
		return false;
	}
	if (entry->method == 8 &&
	    entry->size / DEFLATE_RATIO_MAX > entry->compressed) {
		nc_finding(zip->verify, NC_ZIP_SIZE, entry->name, entry->offset,
		    "%llu bytes cannot become %llu by deflate",
		    (unsigned long long)entry->compressed,
		    (unsigned long long)entry->size);
		return false;
	}
	return true;
}

/* Each entry may be as large as is checked, but not a thousand of them. */
static bool
total_possible(struct nc_archive *zip, const struct nc_archive_entry *entry)
{
	uint64_t most = TOTAL_FREE;

	if (zip->verify->size > TOTAL_FREE / TOTAL_RATIO)
		most = TOTAL_RATIO * zip->verify->size;
	if (own(zip) || entry->size <= most - zip->total) {
		zip->total += own(zip) ? 0 : entry->size;
		return true;
	}
	if (!zip->exhausted)
		nc_finding(zip->verify, NC_ZIP_TOTAL, entry->name,
		    entry->offset,
		    "with this entry more than %llu bytes, from here on not "
		    "all were looked at",
		    (unsigned long long)most);
	zip->exhausted = true;
	return false;
}

/* zip->packed to zip->content; false when the data is damaged. */
static bool
inflate_entry(struct nc_archive *zip, const struct nc_archive_entry *entry)
{
	size_t used = 0, made = 0;
	enum libdeflate_result result = libdeflate_deflate_decompress_ex(
	    zip->inflater, zip->packed.data, zip->packed.size,
	    zip->content.data, (size_t)entry->size, &used, &made);

	if (result == LIBDEFLATE_SUCCESS && used == zip->packed.size &&
	    made == entry->size) {
		zip->content.size = made;
		return true;
	}
	if (result == LIBDEFLATE_SUCCESS)
		nc_finding(zip->verify, NC_ZIP_SIZE, entry->name, entry->data,
		    "%zu of %zu bytes become %zu instead of %llu bytes", used,
		    zip->packed.size, made, (unsigned long long)entry->size);
	else
		nc_finding(zip->verify, NC_ZIP_DEFLATE, entry->name,
		    entry->data, "%s",
		    result == LIBDEFLATE_INSUFFICIENT_SPACE
			? "the data becomes more than the stated size"
			: "the deflate data is damaged");
	return false;
}

/* How many bits of the last byte are padding; zlib counts them for us. */
static unsigned
padding_bits(const struct nc_buffer *packed, struct nc_buffer *room)
{
	z_stream stream = {0};
	unsigned bits = 0;

	if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
		return 0;
	stream.next_in = (unsigned char *)packed->data;
	stream.avail_in = (unsigned)packed->size;
	stream.next_out = (unsigned char *)room->data;
	stream.avail_out = (unsigned)room->capacity;
	while (inflate(&stream, Z_BLOCK) == Z_OK) {
		if ((stream.data_type & 0xc0) == 0xc0)
			bits = (unsigned)stream.data_type & 7;
	}
	inflateEnd(&stream);
	return bits;
}

/*
 * No checksum covers the padding.  If it is not zero, its highest bit can be
 * cleared and the same comes out: that is tried first, since it is cheaper
 * than to ask zlib, which alone can tell that it was not chance.
 */
static int
check_padding(struct nc_archive *zip, const struct nc_archive_entry *entry,
    struct newsconv_error *error)
{
	struct nc_buffer again = NC_BUFFER(2 * PADDING_MAX);
	unsigned char *last, value, mask = 0x80;
	size_t used = 0, made = 0, size = zip->content.size;
	int result;

	if (zip->packed.size == 0 || size > PADDING_MAX)
		return NEWSCONV_OK;
	last = (unsigned char *)zip->packed.data + zip->packed.size - 1;
	value = *last;
	if (value == 0)
		return NEWSCONV_OK;
	while ((value & mask) == 0)
		mask >>= 1;
	nc_buffer_reserve(&again, size + 1);
	result = nc_buffer_check(&again, error);
	if (result < 0)
		return result;
	*last = (unsigned char)(value & ~mask);
	if (libdeflate_deflate_decompress_ex(zip->inflater, zip->packed.data,
		zip->packed.size, again.data, size, &used,
		&made) == LIBDEFLATE_SUCCESS &&
	    made == size && used == zip->packed.size &&
	    memcmp(again.data, zip->content.data, size) == 0 &&
	    mask >= 1u << (8 - padding_bits(&zip->packed, &again)))
		nc_finding(zip->verify, NC_ZIP_PADDING, entry->name,
		    entry->data, "the last byte is 0x%02x", (unsigned)value);
	*last = value;
	nc_buffer_free(&again);
	return NEWSCONV_OK;
}

static int
fetch(struct nc_archive *zip, const struct nc_archive_entry *entry,
    struct nc_buffer *target, struct newsconv_error *error)
{
	int result;

	nc_buffer_clear(&zip->packed);
	nc_buffer_clear(&zip->content);
	nc_buffer_reserve(target, (size_t)entry->compressed);
	nc_buffer_reserve(&zip->content, (size_t)entry->size);
	result = nc_buffer_check(target, error);
	if (result == NEWSCONV_OK)
		result = nc_buffer_check(&zip->content, error);
	if (result == NEWSCONV_OK)
		result = read_exactly(zip, target->data,
		    (size_t)entry->compressed, entry->data, error);
	if (result == NEWSCONV_END)
		result = nc_error_set(error, NEWSCONV_READ_FAILED,
		    "the file became shorter while it was read");
	if (result == NEWSCONV_OK)
		target->size = (size_t)entry->compressed;
	return result;
}

int
nc_archive_load(struct nc_archive *zip, size_t index,
    struct newsconv_text *text, struct newsconv_error *error)
{
	const struct nc_archive_entry *entry = &zip->entries[index];
	bool deflated = entry->method == 8;
	uint32_t crc;
	int result;

	text->data = NULL;
	text->size = 0;
	if (!entry->readable || (entry->method != 0 && !deflated) ||
	    (entry->flags & FLAG_ENCRYPTED) != 0 ||
	    !size_possible(zip, entry) || !total_possible(zip, entry))
		return NEWSCONV_OK;
	if (deflated && zip->inflater == NULL)
		zip->inflater = libdeflate_alloc_decompressor();
	if (deflated && zip->inflater == NULL)
		return nc_error_memory(error);
	result = fetch(
	    zip, entry, deflated ? &zip->packed : &zip->content, error);
	if (result < 0)
		return result;
	if (deflated && !inflate_entry(zip, entry))
		return NEWSCONV_OK;
	if (deflated)
		result = check_padding(zip, entry, error);
	if (result < 0)
		return result;
	nc_digests_compared(zip->verify, 1);
	crc = libdeflate_crc32(0, zip->content.data, zip->content.size);
	if (crc != entry->crc)
		nc_finding(zip->verify, NC_ZIP_CRC, entry->name, entry->offset,
		    "CRC-32 %08x stated, %08x found", (unsigned)entry->crc,
		    (unsigned)crc);
	zip->content.data[zip->content.size] = '\0';
	text->data = zip->content.data;
	text->size = zip->content.size;
	return NEWSCONV_OK;
}
