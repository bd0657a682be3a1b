/*
 * Names are given one rename at a time, and what others speak of has its name
 * on the disk before them: whoever reads an archive meanwhile, or after a crash,
 * finds no line that leads nowhere.
 */
#include <stdio.h>
#include <string.h>

#include "directory.h"
#include "error.h"
#include "give_names.h"
#include "outputs.h"
#include "sums_file.h"

/* Which names are given when: those that speak of others come after them. */
static unsigned
turn_of(const char *name)
{
	static const char *const last[] = {NC_PAGES_NAME, NC_INDEX_NAME,
	    NC_MANIFEST_NAME, NC_HISTORY_NAME, NC_OUTPUTS_NAME, NC_SUMS_NAME};
	unsigned i;

	for (i = 0; i < sizeof(last) / sizeof(*last); i++)
		if (strcmp(name, last[i]) == 0)
			return i + 1;
	return 0;
}

enum { TURNS = 7 };

struct naming {
	struct nc_run *run;
	unsigned turn;
	char synced[4096]; /* the directory that is to be synced */
};

static int
sync_directory(struct naming *naming, struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	if (naming->synced[0] != '\0')
		result = nc_directory_sync(naming->synced, error);
	naming->synced[0] = '\0';
	return result;
}

/* Names of one directory come together: it is synced when the next one comes. */
static int
note_directory(
    struct naming *naming, const char *path, struct newsconv_error *error)
{
	size_t size = (size_t)(strrchr(path, '/') - path);
	int result = NEWSCONV_OK;

	if (size >= sizeof(naming->synced))
		return nc_error_set(error, NEWSCONV_WRITE_FAILED,
		    "the archive's path is too long");
	if (strlen(naming->synced) != size ||
	    memcmp(naming->synced, path, size) != 0)
		result = sync_directory(naming, error);
	memcpy(naming->synced, path, size);
	naming->synced[size] = '\0';
	return result;
}

static int
give_name(const char *name, void *context, struct newsconv_error *error)
{
	struct naming *naming = context;
	struct nc_run *run = naming->run;
	char from[4096], to[4096];
	int result;

	if (turn_of(name) != naming->turn)
		return NEWSCONV_OK;
	if (snprintf(from, sizeof(from), "%s/%s", run->fresh, name) >=
		(int)sizeof(from) ||
	    snprintf(to, sizeof(to), "%s/%s", run->root, name) >=
		(int)sizeof(to))
		return nc_error_set(error, NEWSCONV_WRITE_FAILED,
		    "the archive's path is too long");
	result = nc_directory_make_parent(to, error);
	if (result < 0)
		return result;
	if (rename(from, to) != 0) {
		nc_error_system(error, NEWSCONV_WRITE_FAILED, "cannot rename");
		return nc_error_where(error, NEWSCONV_WRITE_FAILED, to);
	}
	return note_directory(naming, to, error);
}

int
nc_give_names(struct nc_run *run, struct newsconv_error *error)
{
	struct naming naming = {.run = run};
	int result = NEWSCONV_OK;

	if (!nc_directory_exists(run->fresh))
		return NEWSCONV_OK;
	for (; naming.turn < TURNS && result == NEWSCONV_OK; naming.turn++) {
		result = nc_directory_files(
		    run->fresh, give_name, &naming, error);
		if (result == NEWSCONV_OK)
			result = sync_directory(&naming, error);
	}
	return result;
}
