/*
 * Local headers, which repeat the directory.  Readers that go through a file
 * from its start believe them, others the directory: they must agree in every
 * field.
 */
#include <string.h>

#include "bytes.h"
#include "error.h"
#include "zip_archive.h"

static const char sign_local[] = "PK\3\4", sign_descriptor[] = "PK\7\10";

/* APPNOTE 4.3.9: with or without signature, sizes of 4 or of 8 bytes. */
static int
read_descriptor(
    struct nc_archive *zip, bool *agrees, struct newsconv_error *error)
{
	static const struct {
		size_t size, crc, width;
	} shapes[] = {{16, 4, 4}, {12, 0, 4}, {24, 4, 8}, {20, 0, 8}};
	struct nc_archive_entry *entry = &zip->entry;
	size_t i;

	for (i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		bool wide = shapes[i].width == 8;
		const unsigned char *bytes, *crc;
		int result = nc_zip_look(zip, &zip->local, entry->end,
		    shapes[i].size, &bytes, error);

		if (result < 0)
			return result;
		if (result != NEWSCONV_OK)
			continue;
		if (shapes[i].crc == 4 && memcmp(bytes, sign_descriptor, 4))
			continue;
		crc = bytes + shapes[i].crc;
		if (nc_le32(crc) != entry->crc ||
		    (wide ? nc_le64(crc + 4) : nc_le32(crc + 4)) !=
			entry->compressed ||
		    (wide ? nc_le64(crc + 12) : nc_le32(crc + 8)) !=
			entry->size)
			continue;
		entry->end += shapes[i].size;
		return NEWSCONV_OK;
	}
	nc_finding(zip->verify, NC_ZIP_DESCRIPTOR_WRONG, entry->name,
	    entry->end, "no data descriptor that agrees follows the data");
	*agrees = false;
	return NEWSCONV_OK;
}

static void
compare(const struct nc_archive *zip, enum nc_finding_code code,
    const char *what, uint64_t local, uint64_t central)
{
	if (local == central)
		return;
	nc_finding(zip->verify, code, zip->entry.name, zip->entry.offset,
	    "%s: %llu in the local header, %llu in the directory", what,
	    (unsigned long long)local, (unsigned long long)central);
}

static void
compare_headers(const struct nc_archive *zip, const unsigned char *header,
    uint64_t size, uint64_t compressed)
{
	const struct nc_archive_entry *entry = &zip->entry;
	/* With a descriptor the local header may leave them open. */
	bool open = (entry->flags & NC_ZIP_DESCRIPTOR_FOLLOWS) != 0 &&
	    nc_le32(header + 14) == 0 && size == 0 && compressed == 0;

	compare(zip, NC_ZIP_DISAGREE, "version", nc_le16(header + 4),
	    entry->version);
	compare(zip, NC_ZIP_DISAGREE_FLAGS, "flags", nc_le16(header + 6),
	    entry->flags);
	compare(zip, NC_ZIP_DISAGREE_METHOD, "method", nc_le16(header + 8),
	    entry->method);
	compare(zip, NC_ZIP_DISAGREE_TIME, "time", nc_le16(header + 10),
	    entry->time);
	compare(zip, NC_ZIP_DISAGREE_TIME, "date", nc_le16(header + 12),
	    entry->date);
	if (open)
		return;
	compare(zip, NC_ZIP_DISAGREE_CRC, "CRC-32", nc_le32(header + 14),
	    entry->crc);
	compare(zip, NC_ZIP_DISAGREE_SIZE, "compressed size", compressed,
	    entry->compressed);
	compare(zip, NC_ZIP_DISAGREE_SIZE, "size", size, entry->size);
}

/* Name and extra field of the local header follow it in `header`. */
static bool
check_local(struct nc_archive *zip, const unsigned char *header)
{
	struct nc_archive_entry *entry = &zip->entry;
	uint64_t compressed = nc_le32(header + 18), size = nc_le32(header + 22);
	uint64_t *fields[] = {&size, &compressed};
	size_t name_size = nc_le16(header + 26),
	       extra_size = nc_le16(header + 28);
	const unsigned char *name = header + NC_ZIP_LOCAL_SIZE;

	if (name_size != entry->name_size ||
	    memcmp(name, entry->name, name_size) != 0) {
		nc_finding(zip->verify, NC_ZIP_DISAGREE_NAME, entry->name,
		    entry->offset,
		    "the local header has another name of %zu bytes: %.*s",
		    name_size, (int)name_size, (const char *)name);
		return false;
	}
	nc_zip_extra(zip, name + name_size, extra_size, fields, 2);
	if (nc_zip_own(zip) && extra_size != 0)
		nc_finding(zip->verify, NC_ZIP_NOT_CANONICAL, entry->name,
		    entry->offset, "a local extra field");
	entry->extra_size = (uint16_t)(entry->extra_size | extra_size);
	compare_headers(zip, header, size, compressed);
	return true;
}

static bool
check_extent(struct nc_archive *zip)
{
	struct nc_archive_entry *entry = &zip->entry;

	if (entry->data > zip->directory ||
	    entry->compressed > zip->directory - entry->data) {
		nc_finding(zip->verify, NC_ZIP_SIZE, entry->name, entry->offset,
		    "%llu bytes of data reach into the directory",
		    (unsigned long long)entry->compressed);
		return false;
	}
	entry->end = entry->data + entry->compressed;
	if (entry->method == 0 && (entry->flags & NC_ZIP_ENCRYPTED) == 0 &&
	    entry->compressed != entry->size) {
		nc_finding(zip->verify, NC_ZIP_SIZE, entry->name, entry->offset,
		    "stored, but %llu bytes are to become %llu",
		    (unsigned long long)entry->compressed,
		    (unsigned long long)entry->size);
		return false;
	}
	return true;
}

static int
missing(const struct nc_archive *zip, const char *what)
{
	nc_finding(zip->verify, NC_ZIP_LOCAL_HEADER, zip->entry.name,
	    zip->entry.offset, "%s", what);
	return NEWSCONV_OK;
}

int
nc_zip_read_local(struct nc_archive *zip, struct newsconv_error *error)
{
	struct nc_archive_entry *entry = &zip->entry;
	const unsigned char *header;
	size_t size = NC_ZIP_LOCAL_SIZE;
	bool agrees = true;
	int result = NEWSCONV_END;

	/* Looked at first, as it need not be an offset that files can have. */
	if (entry->offset < zip->directory)
		result = nc_zip_look(
		    zip, &zip->local, entry->offset, size, &header, error);
	if (result < 0)
		return result;
	if (result != NEWSCONV_OK || memcmp(header, sign_local, 4) != 0)
		return missing(zip, "no local header where the directory says");
	size += (size_t)nc_le16(header + 26) + nc_le16(header + 28);
	result = nc_zip_look(
	    zip, &zip->local, entry->offset, size, &header, error);
	if (result < 0)
		return result;
	if (result != NEWSCONV_OK)
		return missing(zip, "the local header is cut off");
	entry->data = entry->offset + size;
	if (!check_local(zip, header) || !check_extent(zip))
		return NEWSCONV_OK;
	if ((entry->flags & NC_ZIP_DESCRIPTOR_FOLLOWS) != 0)
		result = read_descriptor(zip, &agrees, error);
	entry->readable = agrees;
	return result;
}
