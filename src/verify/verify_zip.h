/*
 * A strict walk of a ZIP archive: one way to read it or findings.
 *
 *	entry 0:  local header | name | extra | data | (descriptor)
 *	entry 1:  ...
 *	central directory: one header an entry, the same facts again
 *	(ZIP64 end record | its locator)
 *	end record | comment
 *
 * Readers disagree about archives whose parts disagree; this one demands that
 * local headers, directory and end record say the same and that each byte of
 * the file belongs to exactly one of them.
 */
#ifndef NC_VERIFY_ZIP_H
#define NC_VERIFY_ZIP_H

#include "finding.h"
#include "memory.h"

struct nc_archive_entry {
	const char *name; /* NUL-terminated; may hold NUL bytes before */
	size_t name_size;
	uint64_t offset; /* of the local header */
	uint64_t data;   /* offset of the data */
	uint64_t end;    /* offset after data and descriptor */
	uint64_t compressed;
	uint64_t size;
	uint32_t crc;
	uint32_t attributes; /* external */
	uint16_t made_by;
	uint16_t version;
	uint16_t flags;
	uint16_t method;
	uint16_t time;
	uint16_t date;
	uint16_t extra_size; /* of both headers */
	bool readable;       /* its local header was found and agrees */
};

struct nc_archive;

/*
 * Walk the archive and report.  *zip is set whenever a directory was found,
 * sound or not.  Fails with NEWSCONV_READ_FAILED, _NO_MEMORY, _TOO_LARGE;
 * with NEWSCONV_END when there is no directory (which has been reported).
 */
int nc_archive_open(struct nc_archive **zip, const struct nc_verify *verify,
    struct newsconv_error *error);
void nc_archive_close(struct nc_archive *zip);

/* In the order of the central directory. */
size_t nc_archive_count(const struct nc_archive *zip);
const struct nc_archive_entry *nc_archive_entry(
    const struct nc_archive *zip, size_t index);
/*
 * By name, in Unicode's form C; *index is SIZE_MAX when there is none.  Fails
 * with NEWSCONV_NO_MEMORY.
 */
int nc_archive_find(struct nc_archive *zip, const char *name, size_t size,
    size_t *index, struct newsconv_error *error);

/*
 * Decompress an entry and check its CRC and sizes.  *text is lent until the
 * next load; its data is NULL when the contents cannot be had, which has been
 * reported.  Fails with NEWSCONV_READ_FAILED, _NO_MEMORY.
 */
int nc_archive_load(struct nc_archive *zip, size_t index,
    struct newsconv_text *text, struct newsconv_error *error);

#endif
