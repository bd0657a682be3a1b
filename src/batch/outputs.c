/*
 * The files of an archive are few or a million books: their names are sorted on
 * disk, and gone through in step with the list of the run before, so that only
 * what is new is read.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "file.h"
#include "directory.h"
#include "out_file.h"
#include "outputs.h"
#include "outputs_before.h"
#include "run.h"
#include "sort_lines.h"
#include "sums_file.h"
#include "utf8.h"

enum { PATH_ROOM = 8192 };

/* Of the directory that the lists are made in, while they are. */
#define NAMES "outputs.names"
#define SORTED "outputs.sorted"

/* Behind a path, in the sorted names, the root it is in: no path has it. */
#define MARK '\1'

struct making {
	const struct nc_outputs *outputs;
	struct nc_output_list *listing;
	struct nc_outputs_before **before;
	struct nc_out_file *names; /* while they are gathered */
	size_t root;
	struct nc_out_file *manifest, *sums;
	struct nc_digest digest; /* of the manifest */
	struct nc_buffer line;
	char names_path[PATH_ROOM], sorted_path[PATH_ROOM];
};

static int
join_path(char target[PATH_ROOM], const char *directory, const char *name,
    struct newsconv_error *error)
{
	if (snprintf(target, PATH_ROOM, "%s/%s", directory, name) < PATH_ROOM)
		return NEWSCONV_OK;
	return nc_error_set(
	    error, NEWSCONV_WRITE_FAILED, "the archive's path is too long");
}

/* --------------------------------------------------------------------- names */

/* Not the lists themselves, nor what a run keeps while it goes on. */
static bool
is_listed(const char *name)
{
	return strcmp(name, NC_OUTPUTS_NAME) != 0 &&
	    strcmp(name, NC_SUMS_NAME) != 0 &&
	    strncmp(name, "unfinished/", 11) != 0 &&
	    strncmp(name, "finished/", 9) != 0 && strcmp(name, NAMES) != 0 &&
	    strcmp(name, SORTED) != 0;
}

static int
add_name(const char *name, void *context, struct newsconv_error *error)
{
	struct making *making = context;
	char line[PATH_ROOM];
	int size = snprintf(
	    line, sizeof(line), "%s%c%zu", name, MARK, making->root);

	if (!is_listed(name))
		return NEWSCONV_OK;
	if (size >= PATH_ROOM)
		return nc_error_set(
		    error, NEWSCONV_WRITE_FAILED, "a name is too long");
	return nc_out_write(making->names, line, (size_t)size + 1, error);
}

static int
gather_names(struct making *making, struct newsconv_error *error)
{
	const struct nc_outputs *outputs = making->outputs;
	const char *sources[] = {making->names_path};
	struct nc_sort_options options = {
	    .sources = sources, .source_count = 1, .separator = '\0'};
	int result = nc_out_create(&making->names, making->names_path, error);

	for (making->root = 0;
	     making->root < outputs->root_count && result == NEWSCONV_OK;
	     making->root++)
		result = nc_directory_files(
		    outputs->roots[making->root], add_name, making, error);
	if (result == NEWSCONV_OK)
		result = nc_out_finish(making->names, error);
	if (result == NEWSCONV_OK)
		result = nc_sort_lines(making->sorted_path, &options, error);
	return result;
}

/* --------------------------------------------------------------------- files */

static int
put_sum(struct making *making, const char *name, const char *sha256,
    struct newsconv_error *error)
{
	struct nc_sum sum = {.name = name};
	int result;

	memcpy(sum.sha256, sha256, sizeof(sum.sha256));
	nc_buffer_clear(&making->line);
	nc_sums_put(&making->line, &sum);
	result = nc_buffer_check(&making->line, error);
	return result < 0 ? result
			  : nc_out_write(making->sums, making->line.data,
				making->line.size, error);
}

static bool
may_take_over(const struct making *making, const char *name, size_t root)
{
	return making->outputs->joined ? strncmp(name, "archive/", 8) == 0
				       : root == 0;
}

static int
take_over(struct making *making, const char *name, uint64_t size,
    struct nc_listed_file *listed, struct newsconv_error *error)
{
	int result = NEWSCONV_END;
	size_t i;

	for (i = 0;
	     i < making->outputs->previous_count && result == NEWSCONV_END; i++)
		result = nc_outputs_before_take(making->before[i], name, size,
		    making->listing, listed, error);
	return result;
}

/* What this run wrote must be what it is said to be; what it found need not. */
static int
read_file(struct making *making, int descriptor, const char *name, size_t root,
    struct nc_listed_file *listed, struct newsconv_error *error)
{
	struct nc_listed_kind kind = nc_listed_kind_of(
	    name, strncmp(name, "jsonl/", 6) == 0);

	kind.may_differ = root + 1 < making->outputs->root_count;
	return nc_output_list_add(
	    making->listing, descriptor, name, &kind, listed, error);
}

static int
list_opened(struct making *making, int descriptor, const char *name,
    size_t root, struct newsconv_error *error)
{
	struct nc_listed_file listed;
	struct stat status;
	int result = NEWSCONV_END;

	if (fstat(descriptor, &status) != 0)
		return nc_error_system(
		    error, NEWSCONV_READ_FAILED, "cannot read");
	if (!S_ISREG(status.st_mode))
		return NEWSCONV_OK;
	if (may_take_over(making, name, root))
		result = take_over(
		    making, name, (uint64_t)status.st_size, &listed, error);
	if (result == NEWSCONV_END)
		result = read_file(
		    making, descriptor, name, root, &listed, error);
	return result < 0 ? result
			  : put_sum(making, name, listed.sha256, error);
}

static int
list_file(struct making *making, const char *name, size_t root,
    struct newsconv_error *error)
{
	const struct nc_outputs *outputs = making->outputs;
	char path[PATH_ROOM];
	int result = join_path(path, outputs->roots[root], name, error);
	int descriptor;

	if (result < 0)
		return result;
	descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (descriptor < 0) {
		nc_error_system(error, NEWSCONV_READ_FAILED, "cannot open");
		return nc_error_where(error, NEWSCONV_READ_FAILED, path);
	}
	result = list_opened(making, descriptor, name, root, error);
	close(descriptor);
	if (result < 0)
		return nc_error_where(error, result, path);
	return outputs->go_on == NULL ? NEWSCONV_OK
				      : outputs->go_on(outputs->context, error);
}

/* "PATH", MARK, the root; the same path in a later root comes behind it. */
static int
list_names(struct making *making, FILE *names, struct newsconv_error *error)
{
	char *line = NULL, name[PATH_ROOM] = "";
	size_t room = 0, root = 0;
	int result = NEWSCONV_OK;

	while (
	    result == NEWSCONV_OK && getdelim(&line, &room, '\0', names) > 0) {
		char *mark = strrchr(line, MARK);

		*mark = '\0';
		if (name[0] != '\0' && strcmp(name, line) != 0)
			result = list_file(making, name, root, error);
		strcpy(name, line);
		root = (size_t)atoi(mark + 1);
	}
	if (result == NEWSCONV_OK && ferror(names))
		result = nc_error_system(
		    error, NEWSCONV_READ_FAILED, "cannot read");
	if (result == NEWSCONV_OK && name[0] != '\0')
		result = list_file(making, name, root, error);
	free(line);
	return result;
}

static int
list_all(struct making *making, struct newsconv_error *error)
{
	FILE *names = fopen(making->sorted_path, "re");
	int result;

	if (names == NULL) {
		nc_error_system(error, NEWSCONV_READ_FAILED, "cannot open");
		return nc_error_where(
		    error, NEWSCONV_READ_FAILED, making->sorted_path);
	}
	result = list_names(making, names, error);
	fclose(names);
	return result;
}

/* --------------------------------------------------------------------- whole */

static int
open_before(struct making *making, struct newsconv_error *error)
{
	const struct nc_outputs *outputs = making->outputs;
	int result = NEWSCONV_OK;
	size_t i;

	making->before = calloc(
	    outputs->previous_count + 1, sizeof(struct nc_outputs_before *));
	if (making->before == NULL)
		return nc_error_memory(error);
	for (i = 0; i < outputs->previous_count && result == NEWSCONV_OK; i++)
		result = nc_outputs_before_open(
		    &making->before[i], outputs->previous[i], error);
	return result;
}

static int
open_all(struct making *making, struct newsconv_error *error)
{
	const struct nc_outputs *outputs = making->outputs;
	char path[PATH_ROOM];
	int result = join_path(making->names_path, outputs->work, NAMES, error);

	if (result == NEWSCONV_OK)
		result = join_path(
		    making->sorted_path, outputs->work, SORTED, error);
	if (result == NEWSCONV_OK)
		result = gather_names(making, error);
	if (result == NEWSCONV_OK)
		result = open_before(making, error);
	if (result == NEWSCONV_OK)
		result = join_path(
		    path, outputs->target, NC_OUTPUTS_NAME, error);
	if (result == NEWSCONV_OK)
		result = nc_out_create(&making->manifest, path, error);
	if (result == NEWSCONV_OK)
		result = nc_output_list_open(&making->listing, path, error);
	if (result == NEWSCONV_OK)
		result = join_path(path, outputs->target, NC_SUMS_NAME, error);
	if (result == NEWSCONV_OK)
		result = nc_out_create(&making->sums, path, error);
	return result;
}

static int
write_manifest(
    void *target, const void *data, size_t size, struct newsconv_error *error)
{
	struct making *making = target;

	nc_digest_update(&making->digest, data, size);
	return nc_out_write(making->manifest, data, size, error);
}

static int
finish(struct making *making, struct newsconv_error *error)
{
	char sha256[65];
	int result = nc_output_list_inputs_in(
	    making->listing, NC_MANIFEST_NAME, NC_HISTORY_NAME, error);

	nc_digest_begin(&making->digest, NC_SHA256);
	if (result == NEWSCONV_OK)
		result = nc_output_list_write(making->listing,
		    making->outputs->time, write_manifest, making, error);
	if (result == NEWSCONV_OK)
		result = nc_out_finish(making->manifest, error);
	nc_digest_end_hex(&making->digest, sha256);
	if (result == NEWSCONV_OK)
		result = put_sum(making, NC_OUTPUTS_NAME, sha256, error);
	return result < 0 ? result : nc_out_finish(making->sums, error);
}

static void
clean_up(struct making *making)
{
	size_t i;

	for (i = 0;
	     making->before != NULL && i < making->outputs->previous_count; i++)
		nc_outputs_before_close(making->before[i]);
	free(making->before);
	nc_output_list_free(making->listing);
	nc_out_free(making->names);
	nc_out_free(making->manifest);
	nc_out_free(making->sums);
	nc_buffer_free(&making->line);
	unlink(making->names_path);
	unlink(making->sorted_path);
}

int
nc_outputs_make(const struct nc_outputs *outputs, struct newsconv_error *error)
{
	struct making making = {
	    .outputs = outputs, .line = NC_BUFFER((size_t)1 << 20)};
	int result = open_all(&making, error);

	if (result == NEWSCONV_OK)
		result = list_all(&making, error);
	if (result == NEWSCONV_OK)
		result = finish(&making, error);
	clean_up(&making);
	return result;
}
