/*
 * A tar archive (POSIX.1-2008 pax and ustar, GNU's long names), plain or in
 * gzip, walked from its front to its end:
 *
 *	name 100 | mode 8 | uid 8 | gid 8 | size 12 | mtime 12 | checksum 8 |
 *	type 1 | link 100 | "ustar" NUL "00" | ... | prefix 155 | 12
 *	data, filled up to 512 ... two blocks of zeros
 *
 * A reader of our own: libarchive would have to be loaded when the sandbox no
 * longer lets files be opened, and it forgives what a check must tell.
 */
#ifndef NC_VERIFY_TAR_H
#define NC_VERIFY_TAR_H

#include "finding.h"

enum nc_tar_type { NC_TAR_FILE, NC_TAR_FOLDER, NC_TAR_OTHER };

struct nc_tar_entry {
	enum nc_tar_type type;
	const char *path; /* as it is written; no NUL in it */
	uint64_t size;
	uint64_t data; /* where it begins, in what is unpacked */
};

struct nc_tar_visitor {
	/* *wanted: its data is given, piece by piece, and `end` called. */
	int (*entry)(const struct nc_tar_entry *entry, bool *wanted,
	    void *context, struct newsconv_error *error);
	int (*data)(const void *bytes, size_t size, void *context,
	    struct newsconv_error *error);
	int (*end)(void *context, struct newsconv_error *error);
	void *context;
};

bool nc_is_tar(const struct nc_verify *verify, bool *packed);
/* Fails with what the visitor does, NEWSCONV_READ_FAILED, _NO_MEMORY. */
int nc_tar_walk(const struct nc_verify *verify, bool packed,
    const struct nc_tar_visitor *visitor, struct newsconv_error *error);

#endif
