/* Which files a set of paths led to, whatever they are called by. */
#ifndef NC_FILE_IDS_H
#define NC_FILE_IDS_H

#include <stdbool.h>
#include <sys/stat.h>

#include "newsconv.h"

struct nc_file_id {
	dev_t device;
	ino_t number;
};

struct nc_file_ids {
	struct nc_file_id *ids; /* sorted */
	size_t count;
};

/* Regular files only; false: out of memory. */
bool nc_file_ids_read(
    struct nc_file_ids *ids, const char *const *paths, size_t count);
bool nc_file_ids_have(const struct nc_file_ids *ids, const struct stat *status);
void nc_file_ids_free(struct nc_file_ids *ids);

#endif
