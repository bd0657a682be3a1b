/* The inputs by directory, and each directory read once beforehand. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"
#include "folders.h"

struct folder {
	const char *directory; /* the front of an input, up to its last slash */
	size_t size;
	struct newsconv_folder *folder;
};

struct folders {
	struct folder *folders; /* by directory */
	size_t count;
};

static size_t
directory_size(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? 0 : (size_t)(slash - path) + 1;
}

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
	const char *x = *(char *const *)a, *y = *(char *const *)b;
	int order = compare_directories(
	    x, directory_size(x), y, directory_size(y));

	return order != 0 ? order : strcmp(x, y);
}

/* The inputs that can be read twice, each once. */
static size_t
choose_inputs(char **chosen, char *const *inputs, int count)
{
	size_t used = 0, kept = 0, i;
	struct stat status;
	int n;

	for (n = 0; n < count; n++)
		if (strcmp(inputs[n], "-") != 0 &&
		    stat(inputs[n], &status) == 0 && S_ISREG(status.st_mode))
			chosen[used++] = inputs[n];
	qsort(chosen, used, sizeof(*chosen), compare_paths);
	for (i = 0; i < used; i++)
		if (kept == 0 || strcmp(chosen[kept - 1], chosen[i]) != 0)
			chosen[kept++] = chosen[i];
	return kept;
}

/*
 * What cannot be read is none of the folder, and is named when it is converted.
 * A failure that may be gone by then would change what the others show: it ends
 * the run.
 */
static int
fill_folder(struct newsconv_folder *folder, char *const *paths, size_t count,
    const struct newsconv_read_options *options, struct newsconv_error *error)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (newsconv_folder_read(folder, paths[i], options, error) <
			0 &&
		    status_of(error) == EXIT_TRY_AGAIN)
			return -1;
	return newsconv_folder_finish(folder, error);
}

static int
add_folder(struct folders *folders, char *const *paths, size_t count,
    const struct newsconv_read_options *options)
{
	struct folder *folder = &folders->folders[folders->count];
	struct newsconv_error error;
	int result = newsconv_folder_new(&folder->folder, &error);

	if (result == NEWSCONV_OK) {
		folders->count++;
		folder->directory = paths[0];
		folder->size = directory_size(paths[0]);
		result = fill_folder(
		    folder->folder, paths, count, options, &error);
	}
	if (result == NEWSCONV_OK)
		return EXIT_SOUND;
	message_error(&error);
	return status_of(&error);
}

static int
add_folders(struct folders *folders, char *const *paths, size_t count,
    const struct newsconv_read_options *options)
{
	size_t first, end;
	int status = EXIT_SOUND;

	for (first = 0; first < count && status == EXIT_SOUND; first = end) {
		size_t size = directory_size(paths[first]);

		end = first + 1;
		while (end < count &&
		    compare_directories(paths[first], size, paths[end],
			directory_size(paths[end])) == 0)
			end++;
		if (end - first > 1)
			status = add_folder(
			    folders, paths + first, end - first, options);
	}
	return status;
}

int
folders_read(struct folders **folders, char *const *inputs, int count,
    const struct newsconv_read_options *options)
{
	struct folders *made = calloc(1, sizeof(*made));
	char **chosen = calloc((size_t)count + 1, sizeof(*chosen));
	size_t chosen_count;
	int status;

	if (made != NULL)
		made->folders = calloc(
		    (size_t)count + 1, sizeof(*made->folders));
	if (made == NULL || made->folders == NULL || chosen == NULL) {
		message("out of memory");
		status = EXIT_TRY_AGAIN;
	} else {
		chosen_count = choose_inputs(chosen, inputs, count);
		status = add_folders(made, chosen, chosen_count, options);
	}
	free(chosen);
	if (status == EXIT_SOUND && made->count > 0)
		*folders = made;
	else
		folders_free(made);
	return status;
}

const struct newsconv_folder *
folders_of(const struct folders *folders, const char *input)
{
	size_t size = directory_size(input), low = 0, high, middle;

	if (folders == NULL || strcmp(input, "-") == 0)
		return NULL;
	high = folders->count;
	while (low < high) {
		const struct folder *folder;
		int order;

		middle = low + (high - low) / 2;
		folder = &folders->folders[middle];
		order = compare_directories(
		    folder->directory, folder->size, input, size);
		if (order == 0)
			return folder->folder;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

void
folders_free(struct folders *folders)
{
	size_t i;

	if (folders == NULL)
		return;
	for (i = 0; i < folders->count; i++)
		newsconv_folder_free(folders->folders[i].folder);
	free(folders->folders);
	free(folders);
}
