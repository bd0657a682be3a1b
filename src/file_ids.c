/* A file is known by its device and its number there, not by a name. */
#include <stdlib.h>
#include <string.h>

#include "file_ids.h"

static int
compare_ids(const void *a, const void *b)
{
	const struct nc_file_id *x = a, *y = b;

	if (x->device != y->device)
		return x->device < y->device ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

bool
nc_file_ids_read(
    struct nc_file_ids *ids, const char *const *paths, size_t count)
{
	struct stat status;
	size_t i;

	ids->count = 0;
	ids->ids = calloc(count + 1, sizeof(*ids->ids));
	if (ids->ids == NULL)
		return false;
	for (i = 0; i < count; i++)
		if (strcmp(paths[i], "-") != 0 &&
		    stat(paths[i], &status) == 0 && S_ISREG(status.st_mode))
			ids->ids[ids->count++] = (struct nc_file_id){
			    status.st_dev, status.st_ino};
	qsort(ids->ids, ids->count, sizeof(*ids->ids), compare_ids);
	return true;
}

bool
nc_file_ids_have(const struct nc_file_ids *ids, const struct stat *status)
{
	const struct nc_file_id id = {status->st_dev, status->st_ino};

	return ids->count > 0 &&
	    bsearch(&id, ids->ids, ids->count, sizeof(id), compare_ids) != NULL;
}

void
nc_file_ids_free(struct nc_file_ids *ids)
{
	free(ids->ids);
	ids->ids = NULL;
	ids->count = 0;
}
