/*
 * SHA256SUMS, as coreutils' sha256sum reads and writes it: "digest, two blanks,
 * name", and names that would break the line escaped.
 */
#ifndef NC_SUMS_FILE_H
#define NC_SUMS_FILE_H

#include "memory.h"

#define NC_SUMS_NAME "SHA256SUMS"

struct nc_sum {
	const char *name; /* as it stands in the folder, any bytes */
	char sha256[65];
};

/* Append the line of one file. */
void nc_sums_put(struct nc_buffer *target, const struct nc_sum *sum);
/*
 * Append what the list is with these files: lines of others stay as they are,
 * those of the same names are replaced where they stand, new ones come last.
 */
void nc_sums_update(struct nc_buffer *target, struct newsconv_text old,
    const struct nc_sum *sums, size_t count);
/*
 * Lock a folder for a change of its list, wait for who has it; -1 and an error
 * when that fails.  Closing the descriptor gives it free.
 */
int nc_sums_lock(
    int *descriptor, const char *folder, struct newsconv_error *error);
/* What the folder's list is now; nothing if there is none. */
int nc_sums_read(
    struct nc_buffer *list, const char *path, struct newsconv_error *error);

#endif
