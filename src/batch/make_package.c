/*
 * The archive as a WACZ.  A ZIP cannot grow in place: it is packed anew from the
 * archive's directory, beside what it replaces, and renamed when it is whole.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "directory.h"
#include "error.h"
#include "make_package.h"
#include "sink.h"
#include "wacz.h"

struct packing {
	struct nc_run *run;
	struct nc_wacz_file *files;
	size_t count;
};

static int
add_file(const char *name, void *context, struct newsconv_error *error)
{
	struct packing *packing = context;
	struct nc_arena *arena = packing->run->arena;
	struct nc_wacz_file *files;

	if (strncmp(name, "unfinished/", 11) == 0)
		return NEWSCONV_OK;
	files = nc_arena_grow(
	    arena, packing->files, packing->count, sizeof(*files));
	if (files == NULL)
		return nc_error_memory(error);
	packing->files = files;
	files += packing->count++;
	files->name = nc_arena_copy(arena, name, strlen(name));
	files->path = nc_run_old(packing->run, name);
	return files->name == NULL || files->path == NULL
	    ? nc_error_memory(error)
	    : NEWSCONV_OK;
}

static int
write_package(
    struct nc_run *run, const char *path, struct newsconv_error *error)
{
	struct packing packing = {.run = run};
	struct nc_wacz_options options = {.time = run->state.time};
	struct nc_sink *sink = NULL;
	int result;

	result = nc_directory_files(run->root, add_file, &packing, error);
	if (result == NEWSCONV_OK)
		result = nc_sink_open(&sink, path, true, error);
	if (result == NEWSCONV_OK) {
		options.files = packing.files;
		options.file_count = packing.count;
		result = nc_wacz_write(sink, &options, error);
	}
	if (result == NEWSCONV_OK)
		result = nc_sink_commit(sink, error);
	nc_sink_free(sink);
	return result;
}

/* The old package hands on its permission bits. */
static int
name_package(struct nc_run *run, const char *path, struct newsconv_error *error)
{
	struct stat status;

	if (stat(run->package, &status) == 0 &&
	    chmod(path, status.st_mode & 0777) != 0)
		return nc_error_system(error, NEWSCONV_WRITE_FAILED,
		    "cannot give it the mode of the old one");
	if (rename(path, run->package) != 0)
		return nc_error_system(
		    error, NEWSCONV_WRITE_FAILED, "cannot rename");
	return nc_directory_sync_parent(run->package, error);
}

/* Written where the next run would remove what a killed one leaves. */
int
nc_make_package(struct nc_run *run, struct newsconv_error *error)
{
	const char *path = nc_run_unfinished(run, "package");
	int result;

	if (run->package == NULL)
		return NEWSCONV_OK;
	result = path == NULL ? nc_error_memory(error)
			      : write_package(run, path, error);
	if (result == NEWSCONV_OK)
		result = name_package(run, path, error);
	return result < 0 ? nc_error_where(error, result, run->package)
			  : result;
}
