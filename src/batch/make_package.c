/*
 * The archive as a WACZ.  A ZIP cannot grow in place: it is packed anew from the
 * archive's directory, beside what it replaces, and renamed when it is whole.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "beside.h"
#include "directory.h"
#include "error.h"
#include "file.h"
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

/* Its inputs are in the package itself. */
static int
prepare_lists(struct nc_run *run, const char *path, struct nc_beside *beside,
    struct newsconv_error *error)
{
	int descriptor = -1;
	int result = nc_file_open_seekable(&descriptor, path, error);

	if (result < 0)
		return result;
	result = nc_output_list_inputs_in(nc_beside_listing(beside),
	    NC_MANIFEST_NAME, NC_HISTORY_NAME, error);
	if (result == NEWSCONV_OK)
		result = nc_beside_prepare(
		    beside, descriptor, "wacz", run->state.time, error);
	close(descriptor);
	return result;
}

/* The package gets its name, and then what lists it. */
static int
name_all(struct nc_run *run, const char *path, struct newsconv_error *error)
{
	struct nc_beside *beside = NULL;
	int result = NEWSCONV_OK;

	if (!run->options.no_manifest)
		result = nc_beside_open(
		    &beside, run->package, true, run->unfinished, error);
	if (result == NEWSCONV_OK && beside != NULL)
		result = prepare_lists(run, path, beside, error);
	if (result == NEWSCONV_OK)
		result = name_package(run, path, error);
	if (result == NEWSCONV_OK && beside != NULL)
		result = nc_beside_commit(beside, error);
	nc_beside_free(beside);
	return result;
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
		result = name_all(run, path, error);
	return result < 0 ? nc_error_where(error, result, run->package)
			  : result;
}
