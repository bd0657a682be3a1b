/*
 * Inputs are opened before anything is looked at, so that the caller can give
 * up the right to open more; only when the system has no descriptors left the
 * rest has to wait.  Files of one folder share its descriptor.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "file.h"
#include "utf8.h"
#include "verify_inputs.h"

/* Descriptors that the checks need besides. */
enum { SPARE = 400 };

/* Whether two paths lie in one folder by their names. */
static bool
same_folder(const struct nc_verify_input *a, const struct nc_verify_input *b)
{
	size_t size = (size_t)(a->name - a->path);

	return size == (size_t)(b->name - b->path) &&
	    memcmp(a->path, b->path, size) == 0;
}

static int
open_parent(const struct nc_verify_input *input)
{
	size_t size = (size_t)(input->name - input->path);
	char *folder;
	int descriptor;

	if (strcmp(input->path, "-") == 0)
		return -1;
	folder = size == 0 ? strdup(".") : strndup(input->path, size);
	if (folder == NULL)
		return -1;
	descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(folder);
	return descriptor;
}

static void
open_folder(struct nc_verify_input *input)
{
	input->is_folder = true;
	input->descriptor = open(
	    input->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (input->descriptor < 0)
		nc_error_system(
		    &input->error, NEWSCONV_READ_FAILED, "cannot open");
}

void
nc_verify_input_open(struct nc_verify_input *input)
{
	struct stat status;

	input->later = false;
	input->error.code = 0;
	if (strcmp(input->path, "-") != 0 && stat(input->path, &status) == 0 &&
	    S_ISDIR(status.st_mode)) {
		open_folder(input);
		return;
	}
	if (nc_file_open_seekable(
		&input->descriptor, input->path, &input->error) < 0)
		input->descriptor = -1;
	else if (input->parent < 0)
		input->parent = open_parent(input);
}

/* How many inputs may be open at once. */
static size_t
most_open(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0 ||
	    limit.rlim_cur == RLIM_INFINITY)
		return SIZE_MAX;
	return limit.rlim_cur > 2 * SPARE ? (size_t)limit.rlim_cur - SPARE
					  : (size_t)limit.rlim_cur / 2;
}

int
nc_verify_inputs_open(struct nc_verify_input **inputs, const char *const *paths,
    size_t count, struct newsconv_error *error)
{
	struct nc_verify_input *made = calloc(count + 1, sizeof(*made));
	size_t most = most_open(), open = 0, i;

	if (made == NULL)
		return nc_error_memory(error);
	for (i = 0; i < count; i++) {
		struct nc_verify_input *input = &made[i];

		input->path = paths[i];
		input->name = nc_last_part(nc_text(paths[i])).data;
		input->descriptor = input->parent = -1;
		input->later = open + 2 > most;
		if (input->later)
			continue;
		if (i > 0 && made[i - 1].parent >= 0 &&
		    same_folder(input, &made[i - 1])) {
			input->parent = made[i - 1].parent;
			input->borrows = true;
		}
		nc_verify_input_open(input);
		open += input->borrows ? 1 : 2;
	}
	*inputs = made;
	return NEWSCONV_OK;
}

void
nc_verify_inputs_close(struct nc_verify_input *inputs, size_t count)
{
	size_t i;

	for (i = 0; inputs != NULL && i < count; i++) {
		if (inputs[i].descriptor >= 0)
			close(inputs[i].descriptor);
		if (inputs[i].parent >= 0 && !inputs[i].borrows)
			close(inputs[i].parent);
	}
	free(inputs);
}
