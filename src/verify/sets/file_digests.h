/* All digests of a file that somebody wants, in one pass over it. */
#ifndef NC_FILE_DIGESTS_H
#define NC_FILE_DIGESTS_H

#include "verify_set.h"

struct nc_digests_pass {
	unsigned which;
	struct nc_digest running[NC_ALGORITHMS];
};

void nc_digests_begin(struct nc_digests_pass *pass, unsigned which);
void nc_digests_update(
    struct nc_digests_pass *pass, const void *data, size_t size);
void nc_digests_end(
    struct nc_digests_pass *pass, struct nc_file_digests *digests);

/* Of an open file.  Fails with NEWSCONV_READ_FAILED, _NO_MEMORY. */
int nc_digests_of_file(int descriptor, unsigned which,
    struct nc_file_digests *digests, struct newsconv_error *error);

/* The algorithm's name as lists and manifests write it, or NULL. */
const char *nc_algorithm_name(enum nc_algorithm algorithm);
/* By that name, letters in any case and with or without "-"; or -1. */
int nc_algorithm_by_name(const char *name, size_t size);

#endif
