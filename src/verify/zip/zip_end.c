/*
 * The end of a ZIP archive, where reading begins.  The end record is the last
 * thing in the file, and its comment's length says where it stands: anything
 * else that could be taken for one makes two archives of the file.
 */
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "error.h"
#include "zip_archive.h"

enum { END_SIZE = 22, END64_SIZE = 56, LOCATOR_SIZE = 20, COMMENT_MAX = 65535 };

static const char sign_end[] = "PK\5\6", sign_end64[] = "PK\6\6",
		  sign_locator[] = "PK\6\7";

static bool
signed_as(const unsigned char *bytes, const char *sign)
{
	return memcmp(bytes, sign, 4) == 0;
}

/* The end of the file, where `tail` is its bytes from `base` on. */
struct tail {
	const unsigned char *bytes;
	size_t size;
	uint64_t base;
};

/* *found is its place in the tail, SIZE_MAX if there is none. */
static void
search_end(const struct nc_archive *zip, const struct tail *tail, size_t *found)
{
	const unsigned char *next = tail->bytes;
	const unsigned char *stop = next + tail->size - END_SIZE + 1;
	size_t exact = 0, last = SIZE_MAX;

	*found = SIZE_MAX;
	while (next < stop &&
	    (next = memchr(next, 'P', (size_t)(stop - next))) != NULL) {
		if (signed_as(next, sign_end)) {
			last = (size_t)(next - tail->bytes);
			if (last + END_SIZE + nc_le16(next + 20) ==
			    tail->size) {
				*found = last;
				exact++;
			}
		}
		next++;
	}
	if (exact > 1)
		nc_finding(zip->verify, NC_ZIP_TWO_ENDS, "",
		    tail->base + *found,
		    "%zu end records fit the end of the file", exact);
	else if (exact == 1 && last > *found)
		nc_finding(zip->verify, NC_ZIP_COMMENT_END, "",
		    tail->base + last, "an end record within the comment");
	if (exact > 0 || last == SIZE_MAX)
		return;
	*found = last;
	nc_finding(zip->verify, NC_ZIP_TRAILING, "",
	    tail->base + last + END_SIZE,
	    "the end record's comment of %u bytes does not end with the file, "
	    "%zu bytes follow the record",
	    nc_le16(tail->bytes + last + 20), tail->size - last - END_SIZE);
}

static bool
sound_end64(const unsigned char *record, const unsigned char *locator,
    uint64_t offset, uint64_t end)
{
	uint64_t rest = nc_le64(record + 4);

	return signed_as(record, sign_end64) && nc_le32(locator + 4) == 0 &&
	    nc_le32(locator + 16) == 1 && rest <= end &&
	    offset + 12 + rest == end - LOCATOR_SIZE &&
	    nc_le32(record + 16) == 0 && nc_le32(record + 20) == 0 &&
	    nc_le64(record + 24) == nc_le64(record + 32);
}

/* What the 32-bit record leaves open is all ones; the rest must agree. */
static void
compare_ends(
    const struct nc_archive *zip, const unsigned char *record, uint64_t offset)
{
	uint64_t count = nc_le64(record + 32), size = nc_le64(record + 40);
	uint64_t directory = nc_le64(record + 48);

	if ((zip->stated_count != 0xffff && zip->stated_count != count) ||
	    (zip->directory_size != 0xffffffff &&
		zip->directory_size != size) ||
	    (zip->directory != 0xffffffff && zip->directory != directory))
		nc_finding(zip->verify, NC_ZIP_ZIP64, "", offset,
		    "the two end records disagree");
	if (count < 0xffff && size < 0xffffffff && directory < 0xffffffff)
		nc_finding(zip->verify, NC_ZIP_ZIP64_NEEDLESS, "", offset,
		    "a ZIP64 end record for %llu entries and a directory at "
		    "%llu",
		    (unsigned long long)count, (unsigned long long)directory);
}

/* APPNOTE 4.3.14 and 4.3.15: where a field of the end record is all ones. */
static int
read_end64(struct nc_archive *zip, uint64_t end, struct newsconv_error *error)
{
	unsigned char locator[LOCATOR_SIZE];
	const unsigned char *bytes;
	uint64_t offset;
	int result = NEWSCONV_END;

	if (end >= LOCATOR_SIZE)
		result = nc_zip_look(zip, &zip->central, end - LOCATOR_SIZE,
		    LOCATOR_SIZE, &bytes, error);
	if (result != NEWSCONV_OK || !signed_as(bytes, sign_locator))
		return result < 0 ? result : NEWSCONV_OK; /* it is not ZIP64 */
	memcpy(locator, bytes, LOCATOR_SIZE);
	offset = nc_le64(locator + 8);
	result = nc_zip_look(
	    zip, &zip->central, offset, END64_SIZE, &bytes, error);
	if (result < 0)
		return result;
	if (result != NEWSCONV_OK ||
	    !sound_end64(bytes, locator, offset, end)) {
		nc_finding(zip->verify, NC_ZIP_ZIP64, "", end - LOCATOR_SIZE,
		    "the locator names a ZIP64 end record at %llu, which is "
		    "not a sound one",
		    (unsigned long long)offset);
		return NEWSCONV_END;
	}
	compare_ends(zip, bytes, offset);
	zip->stated_count = nc_le64(bytes + 32);
	zip->directory_size = nc_le64(bytes + 40);
	zip->directory = nc_le64(bytes + 48);
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
	unsigned comment = nc_le16(record + 20);

	if (nc_le16(record + 4) != 0 || nc_le16(record + 6) != 0 ||
	    nc_le16(record + 8) != nc_le16(record + 10))
		nc_finding(zip->verify, NC_ZIP_SPLIT, "", offset,
		    "disk %u of an archive of several volumes",
		    nc_le16(record + 4));
	if (comment != 0 && nc_zip_own(zip))
		nc_finding(zip->verify, NC_ZIP_NOT_CANONICAL, "", offset,
		    "a comment of %u bytes", comment);
	else if (comment != 0 && zip->kind == NC_ARCHIVE_EPUB)
		nc_finding(zip->verify, NC_ZIP_COMMENT, "", offset,
		    "a comment of %u bytes", comment);
	zip->stated_count = nc_le16(record + 10);
	zip->directory_size = nc_le32(record + 12);
	zip->directory = nc_le32(record + 16);
	zip->directory_end = offset;
	return read_end64(zip, offset, error);
}

int
nc_zip_read_end(struct nc_archive *zip, struct newsconv_error *error)
{
	struct tail tail = {.size = COMMENT_MAX + END_SIZE};
	unsigned char record[END_SIZE];
	size_t found;
	int result;

	if (zip->verify->size < END_SIZE)
		return no_end(zip);
	if (tail.size > zip->verify->size)
		tail.size = (size_t)zip->verify->size;
	tail.base = zip->verify->size - tail.size;
	result = nc_zip_look(
	    zip, &zip->central, tail.base, tail.size, &tail.bytes, error);
	if (result != NEWSCONV_OK)
		return result;
	search_end(zip, &tail, &found);
	if (found == SIZE_MAX)
		return no_end(zip);
	memcpy(record, tail.bytes + found, END_SIZE);
	return take_end(zip, record, tail.base + found, error);
}
