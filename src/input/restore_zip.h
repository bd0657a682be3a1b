/*
 * The entries of a book by name: a ZIP in memory, read by its directory.  Not
 * libarchive, which goes from entry to entry: records are behind the pages that
 * they are needed for, and a book is read where no packed dump ever was.
 */
#ifndef NC_RESTORE_ZIP_H
#define NC_RESTORE_ZIP_H

#include "memory.h"

struct nc_restore_entry {
	struct newsconv_text name; /* in the file's bytes */
	uint64_t offset;           /* of its local header */
	uint64_t packed, size;
	uint32_t crc;
	unsigned method;
	bool encrypted;
};

struct nc_restore_zip {
	struct newsconv_text bytes;
	struct nc_restore_entry *entries; /* by name */
	size_t count;
	uint64_t left; /* how many bytes may still be unpacked */
};

/* Fails with NEWSCONV_BAD_VALUE, _NO_MEMORY. */
int nc_restore_zip_open(struct nc_restore_zip *zip, struct newsconv_text bytes,
    struct nc_arena *arena, struct newsconv_error *error);

/* NULL: there is none. */
const struct nc_restore_entry *nc_restore_zip_find(
    const struct nc_restore_zip *zip, const char *name);

/*
 * An entry's content in place of what `target` held.  Fails with
 * NEWSCONV_BAD_VALUE (damaged), _UNSUPPORTED (encrypted, another compression),
 * _TOO_LARGE, _NO_MEMORY.
 */
int nc_restore_zip_unpack(struct nc_restore_zip *zip,
    const struct nc_restore_entry *entry, struct nc_buffer *target,
    struct newsconv_error *error);

#endif
