/* Copying one file, with the digests of what was read. */
#ifndef NC_COPY_FILE_H
#define NC_COPY_FILE_H

#include "digest.h"

enum { NC_COPY_DIGESTS = 6 };

struct nc_copy {
	enum nc_algorithm algorithms[NC_COPY_DIGESTS]; /* each once */
	size_t count;
	unsigned char values[NC_COPY_DIGESTS][NC_DIGEST_MAX];
	uint64_t size;
};

/*
 * Copy `source`, an open regular file, to `target`, an empty one that is open
 * for reading and writing; bytes are shared where the file system can.  What
 * was written is read back and must have the same digests; a source that
 * changes meanwhile is a failure.  Fails with NEWSCONV_READ_FAILED,
 * _WRITE_FAILED, _INVALID, _NO_MEMORY.
 */
int nc_digested_copy(
    struct nc_copy *copy, int source, int target, struct newsconv_error *error);
/* The digests of an open file, without a copy. */
int nc_copy_digests(
    struct nc_copy *copy, int source, struct newsconv_error *error);

#endif
