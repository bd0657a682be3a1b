/*
 * The atomic output file.  Where the system can (Linux with /proc), the file is
 * opened with O_TMPFILE: it has no name at all until it is linked, so that not
 * even SIGKILL leaves a temporary behind.  Elsewhere it is a named temporary in
 * the same directory.
 */
#define _GNU_SOURCE /* O_TMPFILE */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "file.h"
#include "sink.h"

enum { BUFFER_SIZE = 64 * 1024, TEMPORARY_TRIES = 100 };

struct nc_sink {
	int descriptor; /* of the file without its final name */
	int directory;  /* -1: the bytes are copied to `path` at the end */
	int opened;     /* by the caller, to get these bytes; or -1 */
	bool replace;
	bool folder_later;
	char *path;         /* as given, or what the symbolic link names */
	const char *base;   /* last part of path */
	char temporary[64]; /* its name now, or "" */
	uint64_t offset;
	size_t buffered;
	char buffer[BUFFER_SIZE];
};

/* What stands at the path, and whether it may be written. */
enum target { TARGET_FILE, TARGET_STREAM, TARGET_REFUSED };

/*
 * The descriptor that a path names, or -1.  What is behind such a name may be
 * a regular file, as after "> all.json": it takes the bytes where it stands,
 * like standard output, and is not replaced by another file.
 */
static int
opened_descriptor(const char *path)
{
	static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};
	size_t i;

	if (strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0)
		return STDOUT_FILENO;
	if (strcmp(path, "/dev/stderr") == 0)
		return STDERR_FILENO;
	for (i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		size_t size = strlen(folders[i]);
		const char *number = path + size;
		size_t digits;

		if (strncmp(path, folders[i], size) != 0)
			continue;
		digits = strspn(number, "0123456789");
		if (digits > 0 && digits < 9 && number[digits] == '\0')
			return atoi(number);
	}
	return -1;
}

static enum target
examine(const char *path, bool replace, struct stat *status, int *result,
    struct newsconv_error *error)
{
	status->st_mode = 0;
	if (opened_descriptor(path) >= 0)
		return TARGET_STREAM;
	if (stat(path, status) != 0) {
		if (errno == ENOENT && path[0] != '\0' &&
		    lstat(path, status) != 0)
			return TARGET_FILE;
		if (errno == ENOENT && path[0] != '\0')
			*result = nc_error_set(error, NEWSCONV_EXISTS,
			    "is a symbolic link to nothing");
		else
			*result = nc_error_system(
			    error, NEWSCONV_WRITE_FAILED, "cannot create");
		return TARGET_REFUSED;
	}
	if (S_ISDIR(status->st_mode)) {
		*result = nc_error_set(
		    error, NEWSCONV_NOT_A_FILE, "is a directory");
		return TARGET_REFUSED;
	}
	if (!S_ISREG(status->st_mode))
		return TARGET_STREAM;
	if (!replace) {
		*result = nc_error_set(error, NEWSCONV_EXISTS,
		    "exists already; it was not replaced");
		return TARGET_REFUSED;
	}
	return TARGET_FILE;
}

/* Copied to its target at the end: a file in the system's temporary folder. */
static int
open_stream(struct nc_sink *sink, struct newsconv_error *error)
{
	sink->opened = opened_descriptor(sink->path);
	if (sink->opened >= 0 && fcntl(sink->opened, F_GETFD) < 0)
		return nc_error_system(
		    error, NEWSCONV_WRITE_FAILED, "cannot write");
	sink->descriptor = nc_file_temporary();
	if (sink->descriptor < 0)
		return nc_error_system(
		    error, NEWSCONV_WRITE_FAILED, "cannot create a temporary");
	return NEWSCONV_OK;
}

static int
open_directory(const char *path, const char *base)
{
	char *directory;
	int descriptor;

	if (base == path)
		return open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	/* "/x" lies in "/". */
	directory = strndup(
	    path, base - path > 1 ? (size_t)(base - path) - 1 : 1);
	if (directory == NULL)
		return -1;
	descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(directory);
	return descriptor;
}

/* A name beside the final one that nobody has. */
static void
temporary_name(struct nc_sink *sink, unsigned number)
{
	snprintf(sink->temporary, sizeof(sink->temporary), ".newsconv-%ld-%u",
	    (long)getpid(), number);
}

static int
open_named(struct nc_sink *sink)
{
	unsigned number;

	for (number = 0; number < TEMPORARY_TRIES; number++) {
		temporary_name(sink, number);
		sink->descriptor = openat(sink->directory, sink->temporary,
		    O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (sink->descriptor >= 0)
			return 0;
		if (errno != EEXIST)
			break;
	}
	sink->temporary[0] = '\0';
	return -1;
}

/* `mode` is that of the file which is replaced, or 0. */
static int
open_file(struct nc_sink *sink, mode_t mode, struct newsconv_error *error)
{
	sink->directory = open_directory(sink->path, sink->base);
	if (sink->directory < 0)
		return nc_error_system(
		    error, NEWSCONV_WRITE_FAILED, "cannot create");
#ifdef O_TMPFILE
	if (access("/proc/self/fd", X_OK) == 0)
		sink->descriptor = openat(
		    sink->directory, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
#endif
	if (sink->descriptor < 0 && open_named(sink) != 0)
		return nc_error_system(
		    error, NEWSCONV_WRITE_FAILED, "cannot create");
	/* Before the first byte: who may not read the old file may not now. */
	if (sink->replace && fchmod(sink->descriptor, mode & 0777) != 0)
		return nc_error_system(error, NEWSCONV_WRITE_FAILED,
		    "cannot give it the mode of the old one");
	return NEWSCONV_OK;
}

int
nc_sink_open(struct nc_sink **result_sink, const char *path, bool replace,
    struct newsconv_error *error)
{
	struct nc_sink *sink;
	struct stat status;
	enum target target;
	int result = NEWSCONV_OK;
	const char *slash;

	target = examine(path, replace, &status, &result, error);
	if (target == TARGET_REFUSED)
		return result;
	sink = calloc(1, sizeof(*sink));
	if (sink == NULL)
		return nc_error_memory(error);
	sink->descriptor = -1;
	sink->directory = -1;
	sink->opened = -1;
	sink->replace = target == TARGET_FILE && S_ISREG(status.st_mode);
	/* A link stays a link: what it names is replaced. */
	sink->path = sink->replace ? realpath(path, NULL) : strdup(path);
	if (sink->path == NULL) {
		result = nc_error_memory(error);
		goto out;
	}
	slash = strrchr(sink->path, '/');
	sink->base = slash == NULL ? sink->path : slash + 1;
	if (target == TARGET_STREAM)
		result = open_stream(sink, error);
	else
		result = open_file(sink, status.st_mode, error);
	if (result < 0)
		goto out;
	*result_sink = sink;
	sink = NULL;
out:
	nc_sink_free(sink);
	return result;
}

static int
write_out(struct nc_sink *sink, const void *data, size_t size,
    struct newsconv_error *error)
{
	if (nc_file_write(sink->descriptor, data, size) != 0)
		return nc_error_system(
		    error, NEWSCONV_WRITE_FAILED, "cannot write");
	return NEWSCONV_OK;
}

static int
empty_buffer(struct nc_sink *sink, struct newsconv_error *error)
{
	size_t size = sink->buffered;

	sink->buffered = 0;
	return write_out(sink, sink->buffer, size, error);
}

int
nc_sink_write(struct nc_sink *sink, const void *data, size_t size,
    struct newsconv_error *error)
{
	int result;

	sink->offset += size;
	if (size > sizeof(sink->buffer) - sink->buffered) {
		result = empty_buffer(sink, error);
		if (result < 0)
			return result;
		if (size > sizeof(sink->buffer))
			return write_out(sink, data, size, error);
	}
	if (size > 0)
		memcpy(sink->buffer + sink->buffered, data, size);
	sink->buffered += size;
	return NEWSCONV_OK;
}

uint64_t
nc_sink_offset(const struct nc_sink *sink)
{
	return sink->offset;
}

int
nc_sink_flush(
    struct nc_sink *sink, int *descriptor, struct newsconv_error *error)
{
	int result = empty_buffer(sink, error);

	if (result < 0)
		return result;
	*descriptor = sink->descriptor;
	return NEWSCONV_OK;
}

static int
copy_to(struct nc_sink *sink, int target, struct newsconv_error *error)
{
	uint64_t offset = 0;
	size_t count;
	int result;

	do {
		result = nc_file_pread(sink->descriptor, sink->buffer,
		    sizeof(sink->buffer), offset, &count, error);
		if (result < 0)
			return result;
		offset += count;
		if (nc_file_write(target, sink->buffer, count) != 0)
			return nc_error_system(
			    error, NEWSCONV_WRITE_FAILED, "cannot write");
	} while (count > 0);
	return NEWSCONV_OK;
}

static int
commit_stream(struct nc_sink *sink, struct newsconv_error *error)
{
	int target, result;

	if (sink->opened >= 0)
		return copy_to(sink, sink->opened, error);
	target = open(sink->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	if (target < 0)
		return nc_error_system(
		    error, NEWSCONV_WRITE_FAILED, "cannot open");
	result = copy_to(sink, target, error);
	if (close(target) != 0 && result == NEWSCONV_OK)
		result = nc_error_system(
		    error, NEWSCONV_WRITE_FAILED, "cannot write");
	return result;
}

/* linkat(2) of the nameless or temporary file; 0, or -1 with errno set. */
static int
link_as(struct nc_sink *sink, const char *name)
{
	char source[64];

	if (sink->temporary[0] != '\0')
		return linkat(
		    sink->directory, sink->temporary, sink->directory, name, 0);
	snprintf(source, sizeof(source), "/proc/self/fd/%d", sink->descriptor);
	return linkat(
	    AT_FDCWD, source, sink->directory, name, AT_SYMLINK_FOLLOW);
}

static int
give_temporary_name(struct nc_sink *sink)
{
	char name[sizeof(sink->temporary)];
	unsigned number;

	if (sink->temporary[0] != '\0')
		return 0;
	for (number = 0; number < TEMPORARY_TRIES; number++) {
		temporary_name(sink, number);
		memcpy(name, sink->temporary, sizeof(name));
		sink->temporary[0] = '\0';
		if (link_as(sink, name) == 0) {
			memcpy(sink->temporary, name, sizeof(name));
			return 0;
		}
		if (errno != EEXIST)
			break;
	}
	return -1;
}

/*
 * A new name is made by a link, which fails if somebody took it meanwhile; an
 * old one is replaced by a rename.  File systems without links (FAT) get a
 * rename too.
 */
static int
give_name(struct nc_sink *sink, struct newsconv_error *error)
{
	if (!sink->replace) {
		if (link_as(sink, sink->base) == 0)
			return NEWSCONV_OK;
		if (errno == EEXIST)
			return nc_error_set(error, NEWSCONV_EXISTS,
			    "exists already; it was not replaced");
		if (sink->temporary[0] == '\0' ||
		    (errno != EPERM && errno != EOPNOTSUPP))
			return nc_error_system(
			    error, NEWSCONV_WRITE_FAILED, "cannot create");
	}
	if (give_temporary_name(sink) != 0 ||
	    renameat(sink->directory, sink->temporary, sink->directory,
		sink->base) != 0)
		return nc_error_system(
		    error, NEWSCONV_WRITE_FAILED, "cannot rename");
	sink->temporary[0] = '\0';
	return NEWSCONV_OK;
}

static int
commit_file(struct nc_sink *sink, struct newsconv_error *error)
{
	int result;

	if (fsync(sink->descriptor) != 0)
		return nc_error_system(
		    error, NEWSCONV_WRITE_FAILED, "cannot sync");
	result = give_name(sink, error);
	if (result < 0 || sink->folder_later)
		return result;
	/* Some file systems cannot sync a directory; that is no failure. */
	if (fsync(sink->directory) != 0 && errno != EINVAL) {
		result = nc_error_system(
		    error, NEWSCONV_WRITE_FAILED, "cannot sync its directory");
		if (!sink->replace)
			unlinkat(sink->directory, sink->base, 0);
	}
	return result;
}

/* One that has a name for a moment, where the system has no O_TMPFILE. */
static int
open_unlinked(int directory)
{
	char name[64];
	unsigned number;
	int descriptor = -1;

	for (number = 0; number < TEMPORARY_TRIES && descriptor < 0; number++) {
		snprintf(name, sizeof(name), ".newsconv-%ld-s%u",
		    (long)getpid(), number);
		descriptor = openat(directory, name,
		    O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
		if (descriptor < 0 && errno != EEXIST)
			break;
	}
	if (descriptor >= 0)
		unlinkat(directory, name, 0);
	return descriptor;
}

int
nc_sink_spare(
    const struct nc_sink *sink, int *descriptor, struct newsconv_error *error)
{
	*descriptor = -1;
	if (sink->directory < 0) {
		*descriptor = nc_file_temporary();
	} else {
#ifdef O_TMPFILE
		*descriptor = openat(
		    sink->directory, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
#endif
		if (*descriptor < 0)
			*descriptor = open_unlinked(sink->directory);
	}
	if (*descriptor < 0)
		return nc_error_system(
		    error, NEWSCONV_WRITE_FAILED, "cannot create a temporary");
	return NEWSCONV_OK;
}

bool
nc_sink_is_file(const struct nc_sink *sink)
{
	return sink->directory >= 0;
}

int
nc_sink_sync(struct nc_sink *sink, struct newsconv_error *error)
{
	int result = empty_buffer(sink, error);

	if (result == NEWSCONV_OK && fsync(sink->descriptor) != 0)
		result = nc_error_system(
		    error, NEWSCONV_WRITE_FAILED, "cannot sync");
	return result;
}

void
nc_sink_folder_later(struct nc_sink *sink)
{
	sink->folder_later = true;
}

int
nc_sink_commit(struct nc_sink *sink, struct newsconv_error *error)
{
	int result = empty_buffer(sink, error);

	if (result < 0)
		return result;
	if (sink->directory < 0)
		return commit_stream(sink, error);
	return commit_file(sink, error);
}

void
nc_sink_free(struct nc_sink *sink)
{
	if (sink == NULL)
		return;
	if (sink->temporary[0] != '\0')
		unlinkat(sink->directory, sink->temporary, 0);
	if (sink->descriptor >= 0)
		close(sink->descriptor);
	if (sink->directory >= 0)
		close(sink->directory);
	free(sink->path);
	free(sink);
}
