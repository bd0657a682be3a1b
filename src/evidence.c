/*
 * Evidence by directory.  What a directory shows does not depend on when it is
 * asked, so the few that are at hand may be dropped and read again.
 */
#include <dirent.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "container_kind.h"
#include "error.h"
#include "evidence.h"
#include "memory.h"
#include "utf8.h"

/* Walking goes into directories and back: of so many the evidence is kept. */
enum { AT_HAND = 4 };

#define NAMES_CEILING ((size_t)1 << 32)

struct nc_evidence {
	atomic_uint users;
	struct newsconv_folder *folder; /* or NULL */
	char *directory;                /* with its slash; "" of none */
	bool named;
	unsigned long used; /* when it was asked for last */
};

struct nc_evidences {
	const struct newsconv_read_options *options;
	const char **named; /* by directory and name, each once */
	size_t named_count;
	struct nc_evidence *at_hand[AT_HAND];
	unsigned long clock;
};

/* Files whose evidence is to be read, in an arena of their own. */
struct paths {
	struct nc_arena *arena;
	const char **paths;
	size_t count;
};

/* -------------------------------------------------------------- one of them */

const struct newsconv_folder *
nc_evidence_folder(const struct nc_evidence *evidence)
{
	return evidence == NULL ? NULL : evidence->folder;
}

struct nc_evidence *
nc_evidence_keep(struct nc_evidence *evidence)
{
	if (evidence != NULL)
		atomic_fetch_add(&evidence->users, 1);
	return evidence;
}

void
nc_evidence_release(struct nc_evidence *evidence)
{
	if (evidence == NULL || atomic_fetch_sub(&evidence->users, 1) != 1)
		return;
	newsconv_folder_free(evidence->folder);
	free(evidence->directory);
	free(evidence);
}

static size_t
directory_size(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? 0 : (size_t)(slash - path) + 1;
}

static struct nc_evidence *
new_evidence(const char *path, bool named)
{
	struct nc_evidence *evidence = calloc(1, sizeof(*evidence));

	if (evidence == NULL)
		return NULL;
	atomic_init(&evidence->users, 1);
	evidence->named = named;
	evidence->directory = strndup(path, directory_size(path));
	if (evidence->directory != NULL)
		return evidence;
	free(evidence);
	return NULL;
}

/* Failures that may be gone when the file is converted. */
static bool
passes(const struct newsconv_error *error)
{
	static const int errors[] = {EIO, ENOMEM, EMFILE, ENFILE, EAGAIN, EINTR,
	    EBUSY, ESTALE, ETIMEDOUT};
	size_t i;

	for (i = 0; i < sizeof(errors) / sizeof(*errors); i++)
		if (error->sys_errno == errors[i])
			return true;
	return error->code == NEWSCONV_NO_MEMORY;
}

static int
read_files(struct nc_evidence *evidence, const struct paths *paths,
    const struct newsconv_read_options *options, struct newsconv_error *error)
{
	struct newsconv_error found = {0};
	size_t i;
	int result;

	if (paths->count < 2)
		return NEWSCONV_OK;
	result = newsconv_folder_new(&evidence->folder, error);
	for (i = 0; i < paths->count && result == NEWSCONV_OK; i++) {
		result = newsconv_folder_read(
		    evidence->folder, paths->paths[i], options, &found);
		if (result < 0 && !passes(&found))
			result = NEWSCONV_OK;
		else if (result < 0 && error != NULL)
			*error = found;
	}
	return result < 0 ? result
			  : newsconv_folder_finish(evidence->folder, error);
}

/* ---------------------------------------------------- files that were named */

static int
compare_directories(const char *a, size_t a_size, const char *b, size_t b_size)
{
	int order = memcmp(a, b, a_size < b_size ? a_size : b_size);

	return order != 0 ? order : (a_size > b_size) - (a_size < b_size);
}

/* Two paths of one directory are in the order of their names. */
static int
compare_paths(const void *a, const void *b)
{
	const char *x = *(const char *const *)a, *y = *(const char *const *)b;
	int order = compare_directories(
	    x, directory_size(x), y, directory_size(y));

	return order != 0 ? order : strcmp(x, y);
}

/* The files that can be read twice, each once. */
static void
choose_named(
    struct nc_evidences *evidences, const char *const *named, size_t count)
{
	const char **chosen = evidences->named;
	size_t used = 0, kept = 0, i;
	struct stat status;

	for (i = 0; i < count; i++)
		if (strcmp(named[i], "-") != 0 &&
		    stat(named[i], &status) == 0 && S_ISREG(status.st_mode))
			chosen[used++] = named[i];
	qsort(chosen, used, sizeof(*chosen), compare_paths);
	for (i = 0; i < used; i++)
		if (kept == 0 || strcmp(chosen[kept - 1], chosen[i]) != 0)
			chosen[kept++] = chosen[i];
	evidences->named_count = kept;
}

/* Those of the directory stand together. */
static void
find_named(
    const struct nc_evidences *evidences, const char *path, struct paths *paths)
{
	size_t size = directory_size(path), low = 0,
	       high = evidences->named_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const char *other = evidences->named[middle];

		if (compare_directories(
			other, directory_size(other), path, size) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	paths->paths = evidences->named + low;
	while (low + paths->count < evidences->named_count) {
		const char *other = evidences->named[low + paths->count];

		if (compare_directories(
			other, directory_size(other), path, size) != 0)
			break;
		paths->count++;
	}
}

/* ------------------------------------------------- a directory as a whole */

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Neither hidden nor, by its name, packed or a sidecar. */
static bool
is_dump(const char *name)
{
	bool packed;

	nc_kind_by_name(nc_text(name), &packed);
	return name[0] != '.' && !packed;
}

static int
list_directory(
    const char *directory, struct paths *paths, struct newsconv_error *error)
{
	DIR *stream = opendir(directory[0] == '\0' ? "." : directory);
	struct dirent *entry;
	int result = NEWSCONV_OK;

	/* The walk has listed it, and tells what it could not. */
	if (stream == NULL)
		return NEWSCONV_OK;
	while (result == NEWSCONV_OK && (entry = readdir(stream)) != NULL) {
		const char **grown, *path;

		if (!is_dump(entry->d_name))
			continue;
		grown = nc_arena_grow(
		    paths->arena, paths->paths, paths->count, sizeof(*grown));
		path = nc_arena_format(
		    paths->arena, "%s%s", directory, entry->d_name);
		if (grown == NULL || path == NULL) {
			result = nc_error_memory(error);
			break;
		}
		paths->paths = grown;
		paths->paths[paths->count++] = path;
	}
	closedir(stream);
	if (paths->count > 1)
		qsort(paths->paths, paths->count, sizeof(*paths->paths),
		    compare_names);
	return result;
}

/* Regular files, evenly spread, up to the limits; links are not followed. */
static void
choose_some(struct paths *paths)
{
	size_t step = (paths->count + NC_EVIDENCE_FILES - 1) /
	    NC_EVIDENCE_FILES;
	size_t kept = 0, i;
	uint64_t bytes = 0;
	struct stat status;

	for (i = 0; i < paths->count; i += step) {
		if (lstat(paths->paths[i], &status) != 0 ||
		    !S_ISREG(status.st_mode))
			continue;
		bytes += (uint64_t)status.st_size;
		if (bytes > NC_EVIDENCE_BYTES)
			break;
		paths->paths[kept++] = paths->paths[i];
	}
	paths->count = kept;
}

/* ------------------------------------------------------------------ all of it */

static int
read_evidence(struct nc_evidences *evidences, struct nc_evidence *evidence,
    const char *path, struct newsconv_error *error)
{
	struct paths paths = {NULL, NULL, 0};
	int result = NEWSCONV_OK;

	if (evidence->named) {
		find_named(evidences, path, &paths);
		return read_files(evidence, &paths, evidences->options, error);
	}
	paths.arena = nc_arena_new(NAMES_CEILING);
	result = paths.arena == NULL
	    ? nc_error_memory(error)
	    : list_directory(evidence->directory, &paths, error);
	if (result == NEWSCONV_OK) {
		choose_some(&paths);
		result = read_files(
		    evidence, &paths, evidences->options, error);
	}
	nc_arena_free(paths.arena);
	return result;
}

/* The place of the directory's, or of the one that was not asked longest. */
static struct nc_evidence **
place_of(struct nc_evidences *evidences, const char *path, bool named)
{
	struct nc_evidence **oldest = &evidences->at_hand[0];
	size_t i, size = directory_size(path);

	for (i = 0; i < AT_HAND; i++) {
		struct nc_evidence *one = evidences->at_hand[i];

		if (one != NULL && one->named == named &&
		    strlen(one->directory) == size &&
		    memcmp(one->directory, path, size) == 0)
			return &evidences->at_hand[i];
		if (*oldest != NULL &&
		    (one == NULL || one->used < (*oldest)->used))
			oldest = &evidences->at_hand[i];
	}
	if (*oldest != NULL)
		nc_evidence_release(*oldest);
	*oldest = NULL;
	return oldest;
}

int
nc_evidence_of(struct nc_evidences *evidences, const char *path, bool named,
    struct nc_evidence **evidence, struct newsconv_error *error)
{
	struct nc_evidence **place = place_of(evidences, path, named);
	int result;

	if (*place == NULL) {
		*place = new_evidence(path, named);
		if (*place == NULL)
			return nc_error_memory(error);
		result = read_evidence(evidences, *place, path, error);
		if (result < 0) {
			nc_evidence_release(*place);
			*place = NULL;
			return result;
		}
	}
	(*place)->used = ++evidences->clock;
	*evidence = nc_evidence_keep(*place);
	return NEWSCONV_OK;
}

struct nc_evidences *
nc_evidences_new(const char *const *named, size_t count,
    const struct newsconv_read_options *options)
{
	struct nc_evidences *evidences = calloc(1, sizeof(*evidences));

	if (evidences == NULL)
		return NULL;
	evidences->options = options;
	evidences->named = calloc(count + 1, sizeof(*evidences->named));
	if (evidences->named == NULL) {
		free(evidences);
		return NULL;
	}
	choose_named(evidences, named, count);
	return evidences;
}

void
nc_evidences_free(struct nc_evidences *evidences)
{
	size_t i;

	if (evidences == NULL)
		return;
	for (i = 0; i < AT_HAND; i++)
		nc_evidence_release(evidences->at_hand[i]);
	free(evidences->named);
	free(evidences);
}
