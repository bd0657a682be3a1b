/*
 * Lists of paths.  What is sorted are keys, not paths: "./a" and "a" are one
 * file, and "/b" comes after "a" for the archive, though not for sort(1).
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "error.h"
#include "path_list.h"
#include "sort_lines.h"

enum {
	/* Longer than any path: then it is not a list of paths. */
	LONGEST_LINE = 1 << 20
};

static const char *const list_names[2] = {
    "inputs-relative.tmp", "inputs-absolute.tmp"};

void
nc_path_key(struct nc_buffer *target, const char *path, bool *absolute)
{
	size_t start = target->size;

	*absolute = path[0] == '/';
	while (*path != '\0') {
		size_t size = strcspn(path, "/");

		if (size > 0 && !(size == 1 && path[0] == '.')) {
			if (target->size > start)
				nc_buffer_byte(target, '/');
			nc_buffer_add(target, path, size);
		}
		path += size + (path[size] == '/');
	}
}

/* ---------------------------------------------------------- writing keys */

struct spill {
	struct nc_path_list *lists;
	char *paths[2]; /* of the files */
	FILE *files[2]; /* NULL: no key yet */
	struct nc_buffer key;
};

static int
write_failed(const char *path, struct newsconv_error *error)
{
	return nc_error_where(error,
	    nc_error_system(error, NEWSCONV_WRITE_FAILED, "cannot write"),
	    path);
}

/* One path of a list. */
static int
spill_path(struct spill *spill, const char *path, struct newsconv_error *error)
{
	bool absolute;
	int result;

	nc_buffer_clear(&spill->key);
	nc_path_key(&spill->key, path, &absolute);
	result = nc_buffer_check(&spill->key, error);
	if (result < 0)
		return result;
	if (spill->key.size == 0) {
		spill->lists[absolute].root |= *path != '\0';
		return NEWSCONV_OK;
	}
	if (spill->files[absolute] == NULL)
		spill->files[absolute] = fopen(spill->paths[absolute], "we");
	if (spill->files[absolute] == NULL ||
	    fwrite(spill->key.data, 1, spill->key.size + 1,
		spill->files[absolute]) != spill->key.size + 1)
		return write_failed(spill->paths[absolute], error);
	return NEWSCONV_OK;
}

/* The next line without its end; NEWSCONV_END. */
static int
read_line(struct nc_buffer *line, FILE *list, int separator,
    struct newsconv_error *error)
{
	int c;

	nc_buffer_clear(line);
	while ((c = getc_unlocked(list)) != EOF && c != separator)
		nc_buffer_byte(line, (unsigned char)c);
	if (ferror(list))
		return nc_error_system(
		    error, NEWSCONV_READ_FAILED, "cannot read");
	if (line->out_of_memory)
		return nc_error_memory(error);
	if (line->too_large)
		return nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "is no list of paths: one would have more than %d bytes",
		    LONGEST_LINE);
	if (c == EOF && line->size == 0)
		return NEWSCONV_END;
	nc_buffer_byte(line, '\0');
	line->size--;
	return NEWSCONV_OK;
}

static int
spill_list(struct spill *spill, FILE *list, bool null_separated,
    struct newsconv_error *error)
{
	struct nc_buffer line = NC_BUFFER(LONGEST_LINE);
	int result;

	while ((result = read_line(&line, list, null_separated ? '\0' : '\n',
		    error)) == NEWSCONV_OK) {
		if (!null_separated && strlen(line.data) < line.size) {
			result = nc_error_set(error, NEWSCONV_BAD_VALUE,
			    "is no list of lines: it holds NUL bytes");
			break;
		}
		/* Lists that were made on Windows. */
		if (!null_separated && line.size > 0 &&
		    line.data[line.size - 1] == '\r')
			line.data[line.size - 1] = '\0';
		result = spill_path(spill, line.data, error);
		if (result < 0)
			break;
	}
	nc_buffer_free(&line);
	return result == NEWSCONV_END ? NEWSCONV_OK : result;
}

static int
spill_named(struct spill *spill, const char *path, bool null_separated,
    struct newsconv_error *error)
{
	FILE *list;
	int result, descriptor;

	descriptor = strcmp(path, "-") == 0
	    ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
	    : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	list = descriptor < 0 ? NULL : fdopen(descriptor, "r");
	if (list == NULL) {
		result = nc_error_system(
		    error, NEWSCONV_READ_FAILED, "cannot open");
		if (descriptor >= 0)
			close(descriptor);
		return nc_error_where(error, result, path);
	}
	result = spill_list(spill, list, null_separated, error);
	fclose(list);
	return result < 0 && result != NEWSCONV_WRITE_FAILED
	    ? nc_error_where(error, result, path)
	    : result;
}

/* --------------------------------------------------------------- sorting */

/* Sorted in its place, opened, and without a name from then on. */
static int
sort_keys(
    struct nc_path_list *list, const char *path, struct newsconv_error *error)
{
	struct nc_sort_options options = {.sources = &path,
	    .source_count = 1,
	    .separator = '\0',
	    .unique = true};
	struct nc_buffer sorted = NC_BUFFER(SIZE_MAX);
	int result;

	nc_buffer_format(&sorted, "%s.sorted", path);
	result = nc_buffer_check(&sorted, error);
	if (result == NEWSCONV_OK)
		result = nc_sort_lines(sorted.data, &options, error);
	if (result == NEWSCONV_OK) {
		list->file = fopen(sorted.data, "re");
		if (list->file == NULL)
			result = nc_error_where(error,
			    nc_error_system(
				error, NEWSCONV_READ_FAILED, "cannot open"),
			    sorted.data);
	}
	if (sorted.data != NULL)
		unlink(sorted.data);
	nc_buffer_free(&sorted);
	return result;
}

static char *
work_path(const char *work, const char *name)
{
	size_t size = strlen(work) + strlen(name) + 2;
	char *path = malloc(size);

	if (path != NULL)
		snprintf(path, size, "%s/%s", work, name);
	return path;
}

static int
spill_all(struct spill *spill, const struct nc_inputs_options *options,
    struct newsconv_error *error)
{
	int result = NEWSCONV_OK;
	size_t i;

	for (i = 0; i < 2; i++) {
		spill->paths[i] = work_path(options->work, list_names[i]);
		if (spill->paths[i] == NULL)
			return nc_error_memory(error);
	}
	for (i = 0; i < options->list_count && result == NEWSCONV_OK; i++)
		result = spill_named(
		    spill, options->lists[i], options->null_separated, error);
	return result;
}

int
nc_path_lists_open(struct nc_path_list lists[2],
    const struct nc_inputs_options *options, struct newsconv_error *error)
{
	struct spill spill = {.lists = lists, .key = NC_BUFFER(LONGEST_LINE)};
	int result;
	size_t i;

	memset(lists, 0, 2 * sizeof(*lists));
	lists[1].absolute = true;
	lists[0].path = lists[1].path = (struct nc_buffer)NC_BUFFER(SIZE_MAX);
	if (options->list_count == 0)
		return NEWSCONV_OK;
	result = spill_all(&spill, options, error);
	for (i = 0; i < 2; i++) {
		if (spill.files[i] != NULL) {
			if (fclose(spill.files[i]) != 0 &&
			    result == NEWSCONV_OK)
				result = write_failed(spill.paths[i], error);
			if (result == NEWSCONV_OK)
				result = sort_keys(
				    &lists[i], spill.paths[i], error);
			unlink(spill.paths[i]);
		}
		free(spill.paths[i]);
	}
	nc_buffer_free(&spill.key);
	return result;
}

/* --------------------------------------------------------------- reading */

int
nc_path_list_next(struct nc_path_list *list, struct newsconv_text *key,
    struct newsconv_error *error)
{
	ssize_t size;
	int result;

	if (list->file == NULL)
		return NEWSCONV_END;
	errno = 0;
	size = getdelim(&list->key, &list->capacity, '\0', list->file);
	if (size < 0 && (ferror(list->file) || errno == ENOMEM))
		return nc_error_system(
		    error, NEWSCONV_READ_FAILED, "cannot read the sorted list");
	if (size <= 0)
		return NEWSCONV_END;
	key->data = list->key;
	key->size = strlen(list->key);
	nc_buffer_clear(&list->path);
	if (list->absolute)
		nc_buffer_byte(&list->path, '/');
	/* A file of that name: "-" alone would be standard input. */
	else if (strcmp(list->key, "-") == 0)
		nc_buffer_text(&list->path, "./");
	nc_buffer_add(&list->path, key->data, key->size);
	result = nc_buffer_check(&list->path, error);
	return result;
}

/* Past the key that `offset` is in, unless it is at the front. */
static void
seek_key(FILE *file, off_t offset)
{
	int c = '\0';

	if (fseeko(file, offset > 0 ? offset - 1 : 0, SEEK_SET) != 0)
		return;
	if (offset > 0)
		while ((c = getc_unlocked(file)) != EOF && c != '\0')
			continue;
}

/* The key that stands next in the file against `key`; the end comes last. */
static int
compare_next(FILE *file, struct newsconv_text key)
{
	size_t i;

	for (i = 0; i <= key.size; i++) {
		int c = getc_unlocked(file);
		int wanted = i < key.size ? (unsigned char)key.data[i] : '\0';

		if (c == EOF)
			return 1;
		if (c != wanted)
			return c < wanted ? -1 : 1;
	}
	return 0;
}

bool
nc_path_list_has(struct nc_path_list *list, struct newsconv_text key)
{
	off_t at, low = 0, high;
	int order = 1;

	if (list->file == NULL)
		return false;
	at = ftello(list->file);
	if (at < 0 || fseeko(list->file, 0, SEEK_END) != 0)
		return false;
	high = ftello(list->file);
	while (low < high && order != 0) {
		off_t middle = low + (high - low) / 2;

		seek_key(list->file, middle);
		order = compare_next(list->file, key);
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	/* The last step may have gone past it. */
	if (order != 0) {
		seek_key(list->file, low);
		order = compare_next(list->file, key);
	}
	clearerr(list->file);
	return fseeko(list->file, at, SEEK_SET) == 0 && order == 0;
}

void
nc_path_list_close(struct nc_path_list *list)
{
	if (list->file != NULL)
		fclose(list->file);
	free(list->key);
	nc_buffer_free(&list->path);
	memset(list, 0, sizeof(*list));
}
