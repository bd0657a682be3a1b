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
 *
 * Memory is constant but for some forty bytes an entry: names and facts are
 * read again from the file when they are asked for, contents go by in pieces.
 */
#ifndef NC_VERIFY_ZIP_H
#define NC_VERIFY_ZIP_H

#include "finding.h"
#include "memory.h"

struct nc_archive_entry {
	const char *name; /* NUL-terminated; may hold NUL bytes before */
	size_t name_size;
	uint64_t offset; /* of the local header */
	uint64_t data;   /* offset of the data; 0 unless readable */
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

/* Whose rules count besides those of every ZIP archive. */
enum nc_archive_kind {
	NC_ARCHIVE_ZIP,
	NC_ARCHIVE_EPUB /* EPUB 3.3, 4.2.2: methods, versions, one volume */
};

struct nc_archive;

/*
 * Walk the archive and report.  *zip is set whenever a directory was found,
 * sound or not.  Fails with NEWSCONV_READ_FAILED, _NO_MEMORY; with
 * NEWSCONV_END when there is no directory that can be read, which has been
 * reported.  `verify` must outlive it.
 */
int nc_archive_open(struct nc_archive **zip, const struct nc_verify *verify,
    enum nc_archive_kind kind, struct newsconv_error *error);
void nc_archive_close(struct nc_archive *zip);

/* In the order of the central directory. */
size_t nc_archive_count(const struct nc_archive *zip);
/*
 * Kept until the archive is closed: for entries that are looked at closely,
 * not for a walk of all.  Of an entry that cannot be read again, a nameless
 * one that is not readable, and nc_archive_failure() says why.
 */
const struct nc_archive_entry *nc_archive_entry(
    struct nc_archive *zip, size_t index);
/*
 * Why an entry was nameless: NEWSCONV_READ_FAILED, _NO_MEMORY; NEWSCONV_OK if
 * none was.  A check that ends without asking takes it for the archive's fault.
 */
int nc_archive_failure(
    const struct nc_archive *zip, struct newsconv_error *error);
/* The same for a walk: *entry and its name are lent until the next call. */
int nc_archive_look(struct nc_archive *zip, size_t index,
    const struct nc_archive_entry **entry, struct newsconv_error *error);
/*
 * By name, in Unicode's form C; *index is SIZE_MAX when there is none.  Fails
 * with NEWSCONV_NO_MEMORY, _READ_FAILED.
 */
int nc_archive_find(struct nc_archive *zip, const char *name, size_t size,
    size_t *index, struct newsconv_error *error);

/* Gets what an entry holds, piece by piece; a negative result ends it. */
typedef int nc_archive_callback(const void *bytes, size_t size, void *context);

/*
 * Unpack an entry, check its CRC and sizes, and report.  *whole is false when
 * not all of it could be had, which has been reported.  `callback` may be
 * NULL.  Fails with what it returns, NEWSCONV_READ_FAILED, _NO_MEMORY.
 */
int nc_archive_stream(struct nc_archive *zip, size_t index,
    nc_archive_callback *callback, void *context, bool *whole,
    struct newsconv_error *error);
/*
 * The same for an entry that must be in memory at once: larger ones than
 * limits.text_size are streamed, and reported as not looked into.  *text is
 * lent until the next load; its data is NULL when the contents cannot be had.
 */
int nc_archive_load(struct nc_archive *zip, size_t index,
    struct newsconv_text *text, struct newsconv_error *error);

/*
 * The entry has been looked at: nc_part_done() for it, once, with the digests
 * of its contents if they are wanted; then it must be the last that was read.
 */
void nc_archive_done(struct nc_archive *zip, size_t index, const char *type);

#endif
