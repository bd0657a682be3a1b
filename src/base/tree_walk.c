/*
 * Walking in the order of paths with bounded memory.  Names cannot be sorted
 * before all are known, and there may be more than memory holds: then a folder
 * is read again for each part of them, of which only the next that fit in are
 * kept.
 */
#define _DEFAULT_SOURCE /* d_type */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "memory.h"
#include "tree_walk.h"

enum {
	/* Bytes of names: of the first folder; each below has half, but ... */
	NAMES_MAX = 8 * 1024 * 1024,
	NAMES_MIN = 64 * 1024,
	MARKS_MAX = 256,
	DEPTH_MAX = 256,
	NAME_ROOM = 1 + 255 + 1, /* no system has longer ones */
	DIRECTORY = 'd',
	OTHER = 'o'
};

struct level {
	int descriptor;
	struct nc_buffer names; /* each: what it is, the name, NUL */
	const char **sorted;    /* the names, behind that byte */
	size_t count, next;
	bool more; /* there are names behind the last of these */
	/*
	 * Names behind what they are, or "": nothing up to `last` is taken any
	 * more, and nothing behind `cut`.
	 */
	char last[NAME_ROOM], cut[NAME_ROOM];
	size_t path_size; /* of the folder's path */
	char **marks;
	size_t mark_count;
	struct newsconv_error error; /* reading it failed */
};

struct nc_tree {
	struct level *levels;
	size_t depth; /* how many are open */
	size_t depth_max;
	bool (*marks)(const char *name);
	struct nc_buffer path;
	bool entered; /* the first folder was told */
	bool left;    /* the innermost one too, and it was left */
};

static char
type_of(const char *name)
{
	return name[-1];
}

/* As paths are sorted: a folder's name has its slash. */
static int
compare_names(const char *a, char a_type, const char *b, char b_type)
{
	unsigned char left, right;

	while (*a != '\0' && *a == *b) {
		a++;
		b++;
	}
	left = (unsigned char)(*a == '\0' && a_type == DIRECTORY ? '/' : *a);
	right = (unsigned char)(*b == '\0' && b_type == DIRECTORY ? '/' : *b);
	return left - right;
}

static int
compare_sorted(const void *a, const void *b)
{
	const char *left = *(const char *const *)a;
	const char *right = *(const char *const *)b;

	return compare_names(left, type_of(left), right, type_of(right));
}

static int
compare_strings(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Point at all names, and sort. */
static int
sort_names(struct level *level, struct newsconv_error *error)
{
	const char *next = level->names.data;
	size_t i;

	free(level->sorted);
	level->sorted = calloc(level->count + 1, sizeof(*level->sorted));
	if (level->sorted == NULL)
		return nc_error_memory(error);
	for (i = 0; i < level->count; i++) {
		level->sorted[i] = next + 1;
		next += strlen(next) + 1;
	}
	if (level->count > 0)
		qsort(level->sorted, level->count, sizeof(*level->sorted),
		    compare_sorted);
	return NEWSCONV_OK;
}

static void
keep_name(char *target, const char *name)
{
	size_t size = strlen(name);

	if (size > NAME_ROOM - 2)
		size = NAME_ROOM - 2;
	memcpy(target, name - 1, size + 1);
	target[size + 1] = '\0';
}

/* Keep the first half of the names: what follows is for another time. */
static int
halve(struct level *level, struct newsconv_error *error)
{
	struct nc_buffer kept = NC_BUFFER(level->names.ceiling);
	size_t i;
	int result = sort_names(level, error);

	if (result < 0)
		return result;
	level->count /= 2;
	for (i = 0; i < level->count; i++) {
		nc_buffer_byte(&kept, (unsigned char)type_of(level->sorted[i]));
		nc_buffer_add(
		    &kept, level->sorted[i], strlen(level->sorted[i]) + 1);
	}
	result = nc_buffer_check(&kept, error);
	if (result < 0) {
		nc_buffer_free(&kept);
		return result;
	}
	nc_buffer_free(&level->names);
	level->names = kept;
	level->more = true;
	result = sort_names(level, error);
	if (result == NEWSCONV_OK && level->count > 0)
		keep_name(level->cut, level->sorted[level->count - 1]);
	return result;
}

static char
kind_of(int descriptor, const struct dirent *entry)
{
	struct stat status;

	if (entry->d_type == DT_DIR)
		return DIRECTORY;
	if (entry->d_type != DT_UNKNOWN)
		return OTHER;
	return fstatat(descriptor, entry->d_name, &status,
		   AT_SYMLINK_NOFOLLOW) == 0 &&
		S_ISDIR(status.st_mode)
	    ? DIRECTORY
	    : OTHER;
}

static int
add_mark(struct level *level, const char *name, struct newsconv_error *error)
{
	if (level->marks == NULL)
		level->marks = calloc(MARKS_MAX, sizeof(*level->marks));
	if (level->marks == NULL)
		return nc_error_memory(error);
	if (level->mark_count == MARKS_MAX)
		return NEWSCONV_OK;
	level->marks[level->mark_count] = strdup(name);
	if (level->marks[level->mark_count] == NULL)
		return nc_error_memory(error);
	level->mark_count++;
	return NEWSCONV_OK;
}

/*
 * The names that come next and fit in.  Once some had to be dropped, nothing
 * behind the last that was kept is taken.
 */
static int
take_name(struct level *level, const struct dirent *entry, size_t most,
    struct newsconv_error *error)
{
	char type = kind_of(level->descriptor, entry);
	const char *name = entry->d_name;
	int result;

	if (level->last[0] != '\0' &&
	    compare_names(name, type, level->last + 1, level->last[0]) <= 0)
		return NEWSCONV_OK;
	if (level->cut[0] != '\0' &&
	    compare_names(name, type, level->cut + 1, level->cut[0]) > 0)
		return NEWSCONV_OK;
	nc_buffer_byte(&level->names, (unsigned char)type);
	nc_buffer_add(&level->names, name, strlen(name) + 1);
	level->count++;
	result = nc_buffer_check(&level->names, error);
	if (result == NEWSCONV_OK && level->names.size > most)
		result = halve(level, error);
	return result;
}

static bool
is_dots(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static int
read_names(struct level *level, DIR *folder, size_t most,
    bool (*marks)(const char *name), struct newsconv_error *error)
{
	const struct dirent *entry;
	int result = NEWSCONV_OK;

	while (result == NEWSCONV_OK &&
	    (errno = 0, entry = readdir(folder)) != NULL) {
		if (is_dots(entry->d_name))
			continue;
		if (marks != NULL && marks(entry->d_name))
			result = add_mark(level, entry->d_name, error);
		if (result == NEWSCONV_OK)
			result = take_name(level, entry, most, error);
	}
	if (result == NEWSCONV_OK && errno != 0)
		nc_error_system(
		    &level->error, NEWSCONV_READ_FAILED, "cannot read");
	return result;
}

/* A stream of its own, at the front; NULL with the level's error. */
static DIR *
open_stream(struct level *level)
{
	int descriptor = openat(level->descriptor, ".",
	    O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	DIR *folder = descriptor < 0 ? NULL : fdopendir(descriptor);

	if (folder != NULL)
		return folder;
	nc_error_system(&level->error, NEWSCONV_READ_FAILED, "cannot read");
	if (descriptor >= 0)
		close(descriptor);
	return NULL;
}

/* Read the names, those behind the last one; `most` bytes of them. */
static int
fill(struct level *level, size_t most, bool (*marks)(const char *name),
    struct newsconv_error *error)
{
	DIR *folder = open_stream(level);
	int result;

	nc_buffer_clear(&level->names);
	level->names.ceiling = most + 2 * NAME_ROOM;
	level->count = level->next = 0;
	level->more = false;
	level->cut[0] = '\0';
	if (folder == NULL)
		return NEWSCONV_OK;
	result = read_names(level, folder, most, marks, error);
	closedir(folder);
	if (result == NEWSCONV_OK)
		result = sort_names(level, error);
	if (result == NEWSCONV_OK && level->mark_count > 0 && marks != NULL)
		qsort(level->marks, level->mark_count, sizeof(*level->marks),
		    compare_strings);
	return result;
}

void
nc_tree_marks_free(char **names, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		free(names[i]);
	free(names);
}

static void
free_level(struct level *level)
{
	nc_tree_marks_free(level->marks, level->mark_count);
	nc_buffer_free(&level->names);
	free(level->sorted);
	close(level->descriptor);
}

static size_t
most_names(size_t depth)
{
	size_t most = NAMES_MAX;

	for (; depth > 0 && most > NAMES_MIN; depth--)
		most /= 2;
	return most;
}

/* Takes the descriptor over. */
static int
enter(struct nc_tree *tree, int descriptor, struct newsconv_error *error)
{
	struct level *level = &tree->levels[tree->depth];

	memset(level, 0, sizeof(*level));
	level->descriptor = descriptor;
	level->path_size = tree->path.size;
	return fill(level, most_names(tree->depth++), tree->marks, error);
}

int
nc_tree_open(struct nc_tree **tree, int descriptor, uint64_t depth,
    bool (*marks)(const char *name), struct newsconv_error *error)
{
	struct nc_tree *made = calloc(1, sizeof(*made));
	int own = -1, result;

	if (made == NULL)
		return nc_error_memory(error);
	made->depth_max = depth == 0 || depth > DEPTH_MAX ? DEPTH_MAX
							  : (size_t)depth;
	made->marks = marks;
	made->path.ceiling = (size_t)DEPTH_MAX * NAME_ROOM;
	nc_buffer_text(&made->path, "");
	made->levels = calloc(made->depth_max, sizeof(*made->levels));
	result = made->levels == NULL ? nc_error_memory(error)
				      : nc_buffer_check(&made->path, error);
	if (result == NEWSCONV_OK) {
		own = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
		result = own < 0 ? nc_error_system(error, NEWSCONV_READ_FAILED,
				       "cannot open")
				 : enter(made, own, error);
	}
	if (result < 0) {
		nc_tree_close(made);
		return result;
	}
	*tree = made;
	return NEWSCONV_OK;
}

void
nc_tree_close(struct nc_tree *tree)
{
	if (tree == NULL)
		return;
	while (tree->depth > 0)
		free_level(&tree->levels[--tree->depth]);
	free(tree->levels);
	nc_buffer_free(&tree->path);
	free(tree);
}

/* The path of what is told, and where it lies. */
static void
describe(const struct nc_tree *tree, struct nc_tree_step *step,
    enum nc_tree_type type)
{
	const struct level *level = &tree->levels[tree->depth - 1];
	const char *slash = strrchr(tree->path.data, '/');

	step->type = type;
	step->is_folder = false;
	step->path = tree->path.data;
	step->name = slash == NULL ? step->path : slash + 1;
	step->folder = level->descriptor;
	step->marks = (const char *const *)level->marks;
	step->mark_count = level->mark_count;
}

/* The path of the innermost folder, and of something in it if not NULL. */
static int
make_path(struct nc_tree *tree, const char *name, struct newsconv_error *error)
{
	struct nc_buffer *path = &tree->path;

	path->size = tree->levels[tree->depth - 1].path_size;
	path->data[path->size] = '\0';
	if (name != NULL && path->size > 0)
		nc_buffer_byte(path, '/');
	if (name != NULL)
		nc_buffer_text(path, name);
	return nc_buffer_check(path, error);
}

/* A folder that cannot be entered is told instead. */
static int
step_into(struct nc_tree *tree, struct nc_tree_step *step,
    struct newsconv_error *error)
{
	int descriptor, result;

	describe(tree, step, NC_TREE_OTHER);
	step->is_folder = true;
	if (tree->depth == tree->depth_max) {
		nc_error_set(&step->error, NEWSCONV_TOO_LARGE,
		    "is %zu folders deep, the limit", tree->depth_max);
		return NEWSCONV_OK;
	}
	descriptor = openat(step->folder, step->name,
	    O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (descriptor < 0) {
		nc_error_system(
		    &step->error, NEWSCONV_READ_FAILED, "cannot open");
		return NEWSCONV_OK;
	}
	result = enter(tree, descriptor, error);
	tree->entered = true;
	describe(tree, step, NC_TREE_ENTER);
	return result;
}

static void
look_at(const struct nc_tree *tree, struct nc_tree_step *step)
{
	struct stat status;

	describe(tree, step, NC_TREE_OTHER);
	if (fstatat(step->folder, step->name, &status, AT_SYMLINK_NOFOLLOW) !=
	    0)
		nc_error_system(
		    &step->error, NEWSCONV_READ_FAILED, "cannot open");
	else if (S_ISREG(status.st_mode))
		step->type = NC_TREE_FILE;
	else
		nc_error_set(&step->error, NEWSCONV_NOT_A_FILE,
		    S_ISLNK(status.st_mode)
			? "is a symbolic link, which is not followed"
			: "is not a regular file");
}

/* All names were told: what could not be read of it, and that it is left. */
static int
leave(struct nc_tree *tree, struct nc_tree_step *step,
    struct newsconv_error *error)
{
	struct level *level = &tree->levels[tree->depth - 1];
	int result = make_path(tree, NULL, error);

	describe(tree, step, NC_TREE_LEAVE);
	if (level->error.code != 0) {
		step->type = NC_TREE_OTHER;
		step->is_folder = true;
		step->error = level->error;
		level->error.code = 0;
	} else {
		tree->left = true;
	}
	return result;
}

static int
next_name(struct nc_tree *tree, struct nc_tree_step *step,
    struct newsconv_error *error)
{
	struct level *level = &tree->levels[tree->depth - 1];
	const char *name = level->sorted[level->next++];
	int result = make_path(tree, name, error);

	if (result < 0)
		return result;
	keep_name(level->last, name);
	if (type_of(name) == DIRECTORY)
		return step_into(tree, step, error);
	look_at(tree, step);
	return NEWSCONV_OK;
}

int
nc_tree_next(struct nc_tree *tree, struct nc_tree_step *step,
    struct newsconv_error *error)
{
	struct level *level;
	int result;

	if (!tree->entered) {
		tree->entered = true;
		describe(tree, step, NC_TREE_ENTER);
		return NEWSCONV_OK;
	}
	if (tree->left) {
		tree->left = false;
		free_level(&tree->levels[--tree->depth]);
	}
	if (tree->depth == 0)
		return NEWSCONV_END;
	level = &tree->levels[tree->depth - 1];
	if (level->next == level->count && level->more) {
		result = fill(level, most_names(tree->depth - 1), NULL, error);
		if (result < 0)
			return result;
	}
	if (level->next < level->count)
		return next_name(tree, step, error);
	return leave(tree, step, error);
}

int
nc_tree_marks(int descriptor, bool (*marks)(const char *name), char ***names,
    size_t *count, struct newsconv_error *error)
{
	struct level level = {.descriptor = descriptor};
	int result = fill(&level, NAMES_MIN, marks, error);

	nc_buffer_free(&level.names);
	free(level.sorted);
	if (result < 0) {
		nc_tree_marks_free(level.marks, level.mark_count);
		return result;
	}
	*names = level.marks;
	*count = level.mark_count;
	return NEWSCONV_OK;
}
