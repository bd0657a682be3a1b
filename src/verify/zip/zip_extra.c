/*
 * Extra fields, in which ZIP grew: where a size or a name can be said a second
 * time, two readers may believe different ones.
 *
 *	| id 2 | length 2 | data ... | id 2 | length 2 | ...
 */
#include <string.h>

#include <libdeflate.h>

#include "bytes.h"
#include "utf8.h"
#include "zip_archive.h"

enum { ZIP64 = 0x0001, UNICODE_PATH = 0x7075 };

struct extra {
	const struct nc_archive *zip;
	uint64_t **fields;
	size_t field_count;
	unsigned zip64s;
	unsigned names;
};

static void
malformed(const struct nc_archive *zip, const char *what)
{
	nc_finding(zip->verify, NC_ZIP_EXTRA, zip->entry.name,
	    zip->entry.offset, "%s", what);
}

/*
 * APPNOTE 4.5.3: sizes in this order, those only whose place in the header is
 * all ones; the number of the disk may follow.
 */
static void
take_zip64(struct extra *extra, const unsigned char *data, size_t size)
{
	const struct nc_archive *zip = extra->zip;
	size_t used = 0, i;
	bool wanted = false;

	if (extra->zip64s++ > 0) {
		nc_finding(zip->verify, NC_ZIP_EXTRA_TWICE, zip->entry.name,
		    zip->entry.offset, "two ZIP64 fields");
		return;
	}
	for (i = 0; i < extra->field_count; i++) {
		if (*extra->fields[i] != 0xffffffff)
			continue;
		wanted = true;
		if (used + 8 > size) {
			malformed(zip, "the ZIP64 field is too short");
			return;
		}
		*extra->fields[i] = nc_le64(data + used);
		used += 8;
	}
	if (!wanted)
		nc_finding(zip->verify, NC_ZIP_ZIP64_NEEDLESS, zip->entry.name,
		    zip->entry.offset,
		    "a ZIP64 field of %zu bytes that nothing refers to", size);
}

/*
 * APPNOTE 4.6.9: it counts only if the checksum is that of the name in the
 * header; then it replaces that name, which we hold against it.
 */
static void
take_name(struct extra *extra, const unsigned char *data, size_t size)
{
	const struct nc_archive *zip = extra->zip;
	const struct nc_archive_entry *entry = &zip->entry;

	if (extra->names++ > 0)
		nc_finding(zip->verify, NC_ZIP_EXTRA_TWICE, entry->name,
		    entry->offset, "two Unicode Path fields");
	if (size < 5 || data[0] != 1) {
		malformed(zip, "the Unicode Path field is malformed");
		return;
	}
	if (nc_le32(data + 1) ==
		libdeflate_crc32(0, entry->name, entry->name_size) &&
	    size - 5 == entry->name_size &&
	    memcmp(data + 5, entry->name, entry->name_size) == 0)
		return;
	nc_finding(zip->verify, NC_ZIP_UNICODE_PATH, entry->name, entry->offset,
	    "the Unicode Path field says \"%.*s\"",
	    (int)(size - 5 > 300 ? 300 : size - 5), (const char *)data + 5);
}

void
nc_zip_extra(const struct nc_archive *zip, const unsigned char *bytes,
    size_t size, uint64_t *fields[], size_t field_count)
{
	struct extra extra = {
	    .zip = zip, .fields = fields, .field_count = field_count};

	while (size >= 4) {
		unsigned id = nc_le16(bytes);
		size_t length = nc_le16(bytes + 2);

		if (length > size - 4)
			break;
		if (id == ZIP64)
			take_zip64(&extra, bytes + 4, length);
		else if (id == UNICODE_PATH)
			take_name(&extra, bytes + 4, length);
		bytes += 4 + length;
		size -= 4 + length;
	}
	if (size > 0)
		malformed(zip, "an extra field is longer than its header says");
}
