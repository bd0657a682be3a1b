/*
 * A report that is cut off reads like one that found less.  It is written under
 * a name of its own in the folder it goes to, and renamed when it is whole and
 * on the disk.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "report_output.h"

/* What a signal that ends the process has to remove; NULL: nothing. */
static const char *volatile unfinished;

static void
remove_unfinished(int number)
{
	const char *name = unfinished;

	if (name != NULL)
		unlink(name);
	signal(number, SIG_DFL);
	raise(number);
}

static void
catch_ends(void)
{
	static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
	struct sigaction action, old;
	size_t i;

	memset(&action, 0, sizeof(action));
	action.sa_handler = remove_unfinished;
	sigemptyset(&action.sa_mask);
	for (i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		if (sigaction(numbers[i], NULL, &old) == 0 &&
		    old.sa_handler != SIG_IGN)
			sigaction(numbers[i], &action, NULL);
}

/* The folder of a path, as a string of its own. */
static char *
folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder;

	if (slash == NULL)
		return strdup(".");
	folder = strdup(path);
	if (folder != NULL)
		folder[slash == path ? 1 : slash - path] = '\0';
	return folder;
}

static int
open_folder(const char *path)
{
	char *folder = folder_of(path);
	int descriptor, error;

	if (folder == NULL)
		return -1;
	descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	error = errno;
	free(folder);
	errno = error;
	return descriptor;
}

/* ".report.xml.aB3dE6" beside report.xml, as open(2) would have made it. */
static int
open_temporary(struct report_output *output)
{
	const char *slash = strrchr(output->path, '/');
	size_t before = slash == NULL ? 0 : (size_t)(slash - output->path) + 1;
	size_t size = strlen(output->path) + sizeof("..XXXXXX");
	mode_t mask = umask(0);
	int descriptor;

	umask(mask);
	output->temporary = malloc(size);
	if (output->temporary == NULL)
		return -1;
	snprintf(output->temporary, size, "%.*s.%s.XXXXXX", (int)before,
	    output->path, output->path + before);
	descriptor = mkstemp(output->temporary);
	if (descriptor >= 0) {
		unfinished = output->temporary;
		fchmod(descriptor, 0666 & ~mask);
		return descriptor;
	}
	free(output->temporary);
	output->temporary = NULL;
	return -1;
}

/* What is there and no file, such as a pipe, is written to as it is. */
static int
is_special(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && !S_ISREG(status.st_mode);
}

static int
same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Up from its folder to the root, by what the folders are, not by names. */
int
report_output_is_below(const char *path, const char *folder)
{
	struct stat wanted, here, before;
	int current = open_folder(path), next, below = 0;

	if (current < 0 || stat(folder, &wanted) != 0 ||
	    fstat(current, &here) != 0)
		goto out;
	do {
		below = same_file(&here, &wanted);
		if (below)
			break;
		before = here;
		next = openat(
		    current, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		close(current);
		current = next;
	} while (current >= 0 && fstat(current, &here) == 0 &&
	    !same_file(&here, &before));
out:
	if (current >= 0)
		close(current);
	return below;
}

int
report_output_open(struct report_output *output, const char *path)
{
	int descriptor;

	memset(output, 0, sizeof(*output));
	output->folder = -1;
	output->path = path;
	if (path == NULL) {
		output->stream = stdout;
		return 0;
	}
	if (is_special(path)) {
		output->stream = fopen(path, "w");
		return output->stream == NULL ? -1 : 0;
	}
	output->folder = open_folder(path);
	if (output->folder < 0)
		return -1;
	catch_ends();
	descriptor = open_temporary(output);
	if (descriptor < 0)
		return -1;
	output->stream = fdopen(descriptor, "w");
	return output->stream == NULL ? -1 : 0;
}

/* Written, on the disk and closed: 0, or -1 with errno set. */
static int
close_stream(struct report_output *output)
{
	FILE *stream = output->stream;
	int error = 0;

	output->stream = NULL;
	if (fflush(stream) != 0)
		error = errno;
	else if (ferror(stream))
		error = EIO;
	else if (output->temporary != NULL && fsync(fileno(stream)) != 0)
		error = errno;
	if (fclose(stream) != 0 && error == 0)
		error = errno;
	errno = error;
	return error == 0 ? 0 : -1;
}

int
report_output_commit(struct report_output *output)
{
	int result;

	if (output->path == NULL)
		return 0;
	result = close_stream(output);
	if (output->temporary == NULL)
		return result;
	if (result == 0)
		result = rename(output->temporary, output->path);
	if (result == 0) {
		unfinished = NULL;
		free(output->temporary);
		output->temporary = NULL;
		result = fsync(output->folder);
	}
	return result;
}

void
report_output_discard(struct report_output *output)
{
	int error = errno;

	if (output->path != NULL && output->stream != NULL)
		fclose(output->stream);
	if (output->temporary != NULL) {
		unlink(output->temporary);
		unfinished = NULL;
		free(output->temporary);
	}
	if (output->folder >= 0)
		close(output->folder);
	output->stream = NULL;
	output->temporary = NULL;
	output->folder = -1;
	errno = error;
}
