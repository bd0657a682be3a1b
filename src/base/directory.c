/* Directories by path; those of an archive are few and not deep. */
#define _XOPEN_SOURCE 700
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "directory.h"
#include "error.h"

enum { OPEN_AT_ONCE = 16 };

static int
failed(const char *path, const char *what, struct newsconv_error *error)
{
	nc_error_system(error, NEWSCONV_WRITE_FAILED, "%s", what);
	return nc_error_where(error, NEWSCONV_WRITE_FAILED, path);
}

bool
nc_directory_exists(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool
nc_directory_empty(const char *path)
{
	DIR *directory = opendir(path);
	const struct dirent *entry;
	bool empty = true;

	if (directory == NULL)
		return true;
	while (empty && (entry = readdir(directory)) != NULL)
		empty = strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0;
	closedir(directory);
	return empty;
}

int
nc_directory_sync(const char *path, struct newsconv_error *error)
{
	int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int result = NEWSCONV_OK;

	if (descriptor < 0)
		return failed(path, "cannot open", error);
	/* Some file systems cannot sync a directory; that is no failure. */
	if (fsync(descriptor) != 0 && errno != EINVAL)
		result = failed(path, "cannot sync", error);
	close(descriptor);
	return result;
}

char *
nc_directory_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return strdup(".");
	return strndup(path, slash == path ? 1 : (size_t)(slash - path));
}

int
nc_directory_sync_parent(const char *path, struct newsconv_error *error)
{
	char *parent = nc_directory_of(path);
	int result;

	if (parent == NULL)
		return nc_error_memory(error);
	result = nc_directory_sync(parent, error);
	free(parent);
	return result;
}

/*
 * One directory, whose name is on the disk then: files in it are synced by
 * others, who could not know that a directory above is new.
 */
static int
make_one(const char *path, struct newsconv_error *error)
{
	int code;

	if (nc_directory_exists(path))
		return NEWSCONV_OK;
	if (mkdir(path, 0777) == 0)
		return nc_directory_sync_parent(path, error);
	code = errno;
	if (code == EEXIST || nc_directory_exists(path))
		return NEWSCONV_OK;
	errno = code;
	return failed(path, "cannot create", error);
}

/* `path` is changed on the way, and restored. */
static int
make_each(char *path, struct newsconv_error *error)
{
	char *slash = path;
	int result;

	do {
		slash = strchr(slash + 1, '/');
		if (slash != NULL)
			*slash = '\0';
		result = make_one(path, error);
		if (slash != NULL)
			*slash = '/';
	} while (slash != NULL && result == NEWSCONV_OK);
	if (result < 0)
		return result;
	if (!nc_directory_exists(path)) {
		errno = ENOTDIR;
		return failed(path, "cannot create", error);
	}
	return NEWSCONV_OK;
}

int
nc_directory_make(const char *path, struct newsconv_error *error)
{
	char *copy;
	int result;

	if (nc_directory_exists(path))
		return NEWSCONV_OK;
	copy = strdup(path);
	if (copy == NULL)
		return nc_error_memory(error);
	result = make_each(copy, error);
	free(copy);
	return result;
}

int
nc_directory_make_parent(const char *path, struct newsconv_error *error)
{
	char *parent = nc_directory_of(path);
	int result;

	if (parent == NULL)
		return nc_error_memory(error);
	result = nc_directory_make(parent, error);
	free(parent);
	return result;
}

static int
remove_one(
    const char *path, const struct stat *status, int type, struct FTW *where)
{
	(void)status;
	(void)type;
	(void)where;
	return remove(path) != 0 && errno != ENOENT ? -1 : 0;
}

int
nc_directory_remove(const char *path, struct newsconv_error *error)
{
	if (nftw(path, remove_one, OPEN_AT_ONCE, FTW_DEPTH | FTW_PHYS) != 0 &&
	    errno != ENOENT)
		return failed(path, "cannot remove", error);
	return NEWSCONV_OK;
}

/* What nc_directory_files() knows on its way down. */
struct files {
	const char *top;
	int (*each)(
	    const char *name, void *context, struct newsconv_error *error);
	void *context;
};

static int visit(
    const struct files *files, const char *below, struct newsconv_error *error);

static int
visit_entry(const struct files *files, const char *below, const char *name,
    struct newsconv_error *error)
{
	struct stat status;
	char path[4096], whole[8192];

	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return NEWSCONV_OK;
	snprintf(path, sizeof(path), "%s%s%s", below,
	    below[0] == '\0' ? "" : "/", name);
	if (snprintf(whole, sizeof(whole), "%s/%s", files->top, path) >=
	    (int)sizeof(path)) {
		errno = ENAMETOOLONG;
		return failed(name, "cannot examine", error);
	}
	if (lstat(whole, &status) != 0)
		return failed(whole, "cannot examine", error);
	if (!S_ISDIR(status.st_mode))
		return files->each(path, files->context, error);
	return visit(files, path, error);
}

/* By bytes: alphasort(3) would ask the locale. */
static int
compare_names(const void *a, const void *b)
{
	return strcmp((*(struct dirent *const *)a)->d_name,
	    (*(struct dirent *const *)b)->d_name);
}

static int
visit(
    const struct files *files, const char *below, struct newsconv_error *error)
{
	struct dirent **entries;
	char whole[8192];
	int count, i, result = NEWSCONV_OK;

	snprintf(whole, sizeof(whole), "%s%s%s", files->top,
	    below[0] == '\0' ? "" : "/", below);
	count = scandir(whole, &entries, NULL, NULL);
	if (count < 0)
		return failed(whole, "cannot list", error);
	qsort(entries, (size_t)count, sizeof(*entries), compare_names);
	for (i = 0; i < count; i++) {
		if (result == NEWSCONV_OK)
			result = visit_entry(
			    files, below, entries[i]->d_name, error);
		free(entries[i]);
	}
	free(entries);
	return result;
}

int
nc_directory_files(const char *path,
    int (*each)(const char *name, void *context, struct newsconv_error *error),
    void *context, struct newsconv_error *error)
{
	struct files files = {path, each, context};

	return visit(&files, "", error);
}

/* What nc_directory_sync_below() knows on its way. */
struct syncing {
	const char *top;
	bool any; /* a directory was synced, the last one being: */
	size_t size;
	char last[4096];
};

/* The files of one directory come together, but for those of others between. */
static int
sync_once(const char *name, void *context, struct newsconv_error *error)
{
	struct syncing *syncing = context;
	const char *slash = strrchr(name, '/');
	size_t size = slash == NULL ? 0 : (size_t)(slash - name);
	char path[8192];

	if (syncing->any && syncing->size == size &&
	    memcmp(syncing->last, name, size) == 0)
		return NEWSCONV_OK;
	memcpy(syncing->last, name, size);
	syncing->size = size;
	syncing->any = true;
	snprintf(path, sizeof(path), "%s/%.*s", syncing->top, (int)size, name);
	return nc_directory_sync(path, error);
}

int
nc_directory_sync_below(const char *path, struct newsconv_error *error)
{
	struct syncing syncing = {.top = path};

	return nc_directory_files(path, sync_once, &syncing, error);
}
