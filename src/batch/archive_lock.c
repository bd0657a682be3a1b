/*
 * flock(2) on a file: it goes with the process, whatever ends that.  The file
 * is removed with its directory by who holds it, so that a lock that is got
 * may be of a file that has no name any more: then it is tried again.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive_lock.h"
#include "directory.h"
#include "error.h"
#include "file.h"

enum { TRIES = 100 };

static int
held(int descriptor, const char *path, struct newsconv_error *error)
{
	char text[256], shown[512];
	ssize_t size = pread(descriptor, text, sizeof(text), 0);

	while (size > 0 && text[size - 1] == '\n')
		size--;
	nc_printable(shown, sizeof(shown), text, size > 0 ? (size_t)size : 0);
	nc_error_set(error, NEWSCONV_LOCKED, "another run holds it: %s",
	    shown[0] == '\0' ? "it does not say which" : shown);
	return nc_error_where(error, NEWSCONV_LOCKED, path);
}

static bool
has_name(int descriptor, const char *path)
{
	struct stat opened, named;

	return fstat(descriptor, &opened) == 0 && stat(path, &named) == 0 &&
	    opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

/* NEWSCONV_END: it went away meanwhile. */
static int
try_lock(int *descriptor, const char *path, struct newsconv_error *error)
{
	int opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	int result = NEWSCONV_OK;

	if (opened < 0 && errno == ENOENT)
		return NEWSCONV_END;
	if (opened < 0) {
		nc_error_system(error, NEWSCONV_WRITE_FAILED, "cannot create");
		return nc_error_where(error, NEWSCONV_WRITE_FAILED, path);
	}
	if (flock(opened, LOCK_EX | LOCK_NB) != 0) {
		if (errno == EWOULDBLOCK) {
			result = held(opened, path, error);
		} else {
			nc_error_system(
			    error, NEWSCONV_WRITE_FAILED, "cannot lock");
			result = nc_error_where(
			    error, NEWSCONV_WRITE_FAILED, path);
		}
	} else if (!has_name(opened, path)) {
		result = NEWSCONV_END;
	}
	if (result == NEWSCONV_OK)
		*descriptor = opened;
	else
		close(opened);
	return result;
}

int
nc_archive_lock(int *descriptor, const char *directory, const char *holder,
    struct newsconv_error *error)
{
	char path[4096];
	int result = NEWSCONV_END, opened = -1;
	unsigned tries;

	if (snprintf(path, sizeof(path), "%s/lock", directory) >=
	    (int)sizeof(path))
		return nc_error_set(error, NEWSCONV_WRITE_FAILED,
		    "the archive's path is too long");
	for (tries = 0; result == NEWSCONV_END && tries < TRIES; tries++) {
		result = nc_directory_make(directory, error);
		if (result == NEWSCONV_OK)
			result = try_lock(&opened, path, error);
	}
	if (result == NEWSCONV_END)
		return nc_error_set(error, NEWSCONV_LOCKED,
		    "others come and go; it could not be locked");
	if (result < 0) {
		/* Where it is empty, nobody else has it either. */
		rmdir(directory);
		return result;
	}
	/* For people; that it cannot be written is no failure. */
	if (ftruncate(opened, 0) == 0 &&
	    nc_file_write(opened, holder, strlen(holder)) == 0)
		nc_file_write(opened, "\n", 1);
	*descriptor = opened;
	return NEWSCONV_OK;
}

/* Where directories cannot be locked, -1, and what is left looks like a dead
 * run's. */
int
nc_archive_hold_leftovers(const char *directory)
{
	int opened = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (opened >= 0 && flock(opened, LOCK_EX | LOCK_NB) != 0) {
		close(opened);
		opened = -1;
	}
	return opened;
}

bool
nc_archive_left_behind(const char *directory)
{
	int opened = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool alive;

	if (opened < 0)
		return false;
	alive = flock(opened, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
	close(opened);
	return !alive;
}
