/*
 * A directory of files for one test, made and removed again.  Paths are below
 * it, and the test runs in it.
 */
#ifndef TREE_H
#define TREE_H

#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

static char tree_path[64];
static int tree_home;

static inline int
tree_remove_one(
    const char *path, const struct stat *status, int type, struct FTW *walk)
{
	(void)status;
	(void)type;
	(void)walk;
	return remove(path);
}

static inline int
tree_set_up(void **state)
{
	const char *home = getenv("TMPDIR");

	(void)state;
	snprintf(tree_path, sizeof(tree_path), "%s/newsconv-tree-XXXXXX",
	    home == NULL || strlen(home) > 30 ? "/tmp" : home);
	tree_home = open(".", O_RDONLY | O_DIRECTORY);
	return mkdtemp(tree_path) == NULL || chdir(tree_path) != 0;
}

/* A file, or a folder with all that is in it. */
static inline void
tree_remove(const char *path)
{
	assert_int_equal(
	    nftw(path, tree_remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
}

static inline int
tree_tear_down(void **state)
{
	(void)state;
	if (fchdir(tree_home) != 0)
		return 1;
	close(tree_home);
	return nftw(tree_path, tree_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static inline void
tree_write(const char *path, const void *data, size_t size)
{
	char folder[4096];
	char *slash = folder;
	FILE *file;

	snprintf(folder, sizeof(folder), "%s", path);
	while ((slash = strchr(slash + 1, '/')) != NULL) {
		*slash = '\0';
		mkdir(folder, 0700);
		*slash = '/';
	}
	file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(data, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
}

static inline void
tree_file(const char *path, const char *text)
{
	tree_write(path, text, strlen(text));
}

/* The whole of a file and a NUL behind it; the caller's to free. */
static inline char *
tree_read(const char *path, size_t *size)
{
	FILE *file = fopen(path, "rb");
	char *data = malloc(1 << 20);

	assert_non_null(file);
	assert_non_null(data);
	*size = fread(data, 1, (1 << 20) - 1, file);
	assert_true(feof(file));
	fclose(file);
	data[*size] = '\0';
	return data;
}

/* A text file in which `old`, where it is first, becomes `new`. */
static inline void
tree_change(const char *path, const char *old, const char *new)
{
	size_t size;
	char *data = tree_read(path, &size);
	char *place = strstr(data, old);
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	if (place == NULL)
		fail_msg("no %s in %s", old, path);
	fprintf(file, "%.*s%s%s", (int)(place - data), data, new,
	    place + strlen(old));
	assert_int_equal(fclose(file), 0);
	free(data);
}

#endif
