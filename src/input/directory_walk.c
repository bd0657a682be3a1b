/*
 * Walking a directory.  Names are sorted as they stand in keys, those of
 * directories with their slash ("a-b" < "a/" < "ab"), so that the whole stream
 * is sorted and streams can be merged and resumed.  A directory's names lie in
 * one buffer, for there may be a million of them; what they are is asked of
 * readdir() and not of stat(), which is called once for each that is an input.
 */
#define _DEFAULT_SOURCE /* d_type */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "directory_walk.h"
#include "entry.h"
#include "error.h"
#include "sidecar_name.h"

enum {
	/* Descriptors that a deep tree may hold open. */
	KEPT = 64,
	/* What a name in a directory is; the byte in front of it. */
	OTHER = 'o',
	DIRECTORY = 'd',
	REGULAR = 'f'
};

/* Of the names of one directory, 4 GiB. */
static const size_t names_ceiling = (size_t)4 << 30;

struct level {
	struct nc_buffer names; /* each: what it is, the name, NUL */
	const char **sorted;    /* the names */
	size_t count;
	size_t next;
	size_t path_size; /* of the directory's path, with its slash */
	size_t key_size;
	int descriptor; /* -1: closed, the tree is deep */
	dev_t device;
	ino_t number;
	bool sidecars; /* there may be some */
};

struct nc_walk {
	const struct nc_walk_options *options;
	struct level *levels;
	size_t count;
	size_t capacity;
	struct nc_buffer path; /* of what was peeked at */
	struct nc_buffer key;
	struct nc_buffer sidecar;
	char type;
	bool peeked;
};

bool
nc_avoided(struct nc_avoid *avoid, const struct stat *status)
{
	struct stat own;

	if (avoid == NULL)
		return false;
	if (!avoid->known && avoid->path != NULL &&
	    stat(avoid->path, &own) == 0) {
		avoid->known = true;
		avoid->device = own.st_dev;
		avoid->number = own.st_ino;
	}
	if (avoid->known && avoid->device == status->st_dev &&
	    avoid->number == status->st_ino)
		return true;
	return nc_avoided(avoid->next, status);
}

/* ----------------------------------------------------- one directory's names */

static char
type_of(int directory, const struct dirent *found, bool follow)
{
	struct stat status;

	if (found->d_type == DT_REG)
		return REGULAR;
	if (found->d_type == DT_DIR)
		return DIRECTORY;
	if (found->d_type != DT_UNKNOWN && (found->d_type != DT_LNK || !follow))
		return OTHER;
	if (fstatat(directory, found->d_name, &status,
		follow ? 0 : AT_SYMLINK_NOFOLLOW) != 0)
		return OTHER;
	if (S_ISDIR(status.st_mode))
		return DIRECTORY;
	return S_ISREG(status.st_mode) ? REGULAR : OTHER;
}

static bool
is_json(const char *name)
{
	size_t size = strlen(name);

	return size > 5 && strcmp(name + size - 5, ".json") == 0;
}

static void
add_name(struct level *level, const struct dirent *found, char type)
{
	nc_buffer_byte(&level->names, (unsigned char)type);
	nc_buffer_text(&level->names, found->d_name);
	if (type == DIRECTORY)
		nc_buffer_byte(&level->names, '/');
	nc_buffer_byte(&level->names, '\0');
	level->count++;
	level->sidecars |= is_json(found->d_name);
}

static int
read_names(struct level *level, DIR *directory, bool follow,
    struct newsconv_error *error)
{
	for (;;) {
		const struct dirent *found;

		errno = 0;
		found = readdir(directory);
		if (found == NULL && errno != 0)
			return nc_error_system(error, NEWSCONV_READ_FAILED,
			    "cannot read the directory");
		if (found == NULL)
			return nc_buffer_check(&level->names, error);
		if (strcmp(found->d_name, ".") != 0 &&
		    strcmp(found->d_name, "..") != 0)
			add_name(level, found,
			    type_of(level->descriptor, found, follow));
	}
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int
sort_names(struct level *level, struct newsconv_error *error)
{
	const char *next = level->names.data;
	size_t size, i;

	if (level->count == 0)
		return NEWSCONV_OK;
	if (!nc_size_multiply(level->count, sizeof(*level->sorted), &size))
		return nc_error_memory(error);
	level->sorted = malloc(size);
	if (level->sorted == NULL)
		return nc_error_memory(error);
	for (i = 0; i < level->count; i++) {
		level->sorted[i] = next + 1;
		next += strlen(next) + 1;
	}
	qsort(
	    level->sorted, level->count, sizeof(*level->sorted), compare_names);
	return NEWSCONV_OK;
}

static void
level_free(struct level *level)
{
	nc_buffer_free(&level->names);
	free(level->sorted);
	if (level->descriptor >= 0)
		close(level->descriptor);
}

static int
level_fill(struct level *level, bool follow, struct newsconv_error *error)
{
	int copy = fcntl(level->descriptor, F_DUPFD_CLOEXEC, 0), result;
	DIR *directory = copy < 0 ? NULL : fdopendir(copy);

	if (directory == NULL) {
		result = nc_error_system(
		    error, NEWSCONV_READ_FAILED, "cannot read the directory");
		if (copy >= 0)
			close(copy);
		return result;
	}
	level->names = (struct nc_buffer)NC_BUFFER(names_ceiling);
	result = read_names(level, directory, follow, error);
	closedir(directory);
	return result == NEWSCONV_OK ? sort_names(level, error) : result;
}

/* ---------------------------------------------------------- where we stand */

struct nc_walk *
nc_walk_new(const char *path, struct newsconv_text prefix,
    const struct nc_walk_options *options)
{
	struct nc_walk *walk = calloc(1, sizeof(*walk));

	if (walk == NULL)
		return NULL;
	walk->options = options;
	walk->path = (struct nc_buffer)NC_BUFFER(SIZE_MAX);
	walk->key = (struct nc_buffer)NC_BUFFER(SIZE_MAX);
	walk->sidecar = (struct nc_buffer)NC_BUFFER(SIZE_MAX);
	nc_buffer_text(&walk->path, path);
	nc_buffer_add(&walk->key, prefix.data, prefix.size);
	walk->type = DIRECTORY;
	walk->peeked = true;
	if (nc_buffer_check(&walk->path, NULL) < 0 ||
	    nc_buffer_check(&walk->key, NULL) < 0) {
		nc_walk_free(walk);
		return NULL;
	}
	return walk;
}

void
nc_walk_free(struct nc_walk *walk)
{
	if (walk == NULL)
		return;
	while (walk->count > 0)
		level_free(&walk->levels[--walk->count]);
	free(walk->levels);
	nc_buffer_free(&walk->path);
	nc_buffer_free(&walk->key);
	nc_buffer_free(&walk->sidecar);
	free(walk);
}

static struct level *
top(struct nc_walk *walk)
{
	return walk->count > 0 ? &walk->levels[walk->count - 1] : NULL;
}

/* The directory for openat(), and the name in it, of what was peeked at. */
static int
place(struct nc_walk *walk, const char **name)
{
	const struct level *level = top(walk);

	*name = walk->path.data;
	if (level == NULL || level->descriptor < 0)
		return AT_FDCWD;
	*name += level->path_size;
	return level->descriptor;
}

static void
set_end(struct nc_buffer *buffer, size_t size, const char *end)
{
	buffer->size = size;
	nc_buffer_text(buffer, end);
}

int
nc_walk_peek(struct nc_walk *walk, struct newsconv_text *key,
    struct newsconv_error *error)
{
	struct level *level;
	const char *name;

	while (!walk->peeked) {
		level = top(walk);
		if (level == NULL)
			return NEWSCONV_END;
		if (level->next == level->count) {
			level_free(level);
			walk->count--;
			continue;
		}
		name = level->sorted[level->next++];
		walk->type = name[-1];
		set_end(&walk->key, level->key_size, name);
		set_end(&walk->path, level->path_size, name);
		if (walk->type == DIRECTORY && walk->path.size > 0)
			walk->path.data[--walk->path.size] = '\0';
		if (nc_buffer_check(&walk->key, NULL) < 0 ||
		    nc_buffer_check(&walk->path, NULL) < 0)
			return nc_error_memory(error);
		walk->peeked = true;
	}
	key->data = walk->key.data == NULL ? "" : walk->key.data;
	key->size = walk->key.size;
	return NEWSCONV_OK;
}

int
nc_walk_status(struct nc_walk *walk, struct stat *status)
{
	const char *name;
	int directory = place(walk, &name);

	return fstatat(directory, name, status,
	    walk->options->follow_links ? 0 : AT_SYMLINK_NOFOLLOW);
}

void
nc_walk_skip(struct nc_walk *walk)
{
	walk->peeked = false;
}

/* ----------------------------------------------------------------- taking */

static bool
exists(const char *name, void *context)
{
	const struct level *level = context;
	const char **found = level->count == 0
	    ? NULL
	    : bsearch(&name, level->sorted, level->count,
		  sizeof(*level->sorted), compare_names);

	return found != NULL && (*found)[-1] == REGULAR;
}

/* The file's sidecar, or that it is one. */
static int
find_sidecar(struct nc_walk *walk, struct nc_entry *entry, const char *name,
    struct newsconv_error *error)
{
	struct level *level = top(walk);
	struct newsconv_text text = {name, strlen(name)};
	struct nc_buffer beside = NC_BUFFER(SIZE_MAX);
	struct stat status;
	int result = nc_sidecar_is(&beside, text, exists, level);

	if (result < 0) {
		nc_buffer_free(&beside);
		return nc_error_memory(error);
	}
	if (result > 0) {
		entry->kind = NC_ENTRY_SIDECAR;
	} else if (nc_sidecar_find(&beside, text, exists, level)) {
		nc_buffer_clear(&walk->sidecar);
		nc_buffer_add(
		    &walk->sidecar, walk->path.data, level->path_size);
		nc_buffer_text(&walk->sidecar, beside.data);
		entry->sidecar = walk->sidecar.data;
		if (nc_buffer_check(&walk->sidecar, NULL) == NEWSCONV_OK &&
		    stat(entry->sidecar, &status) == 0)
			nc_entry_add_sidecar(entry, &status);
		else
			entry->state.sidecar = true;
	}
	result = nc_buffer_check(&beside, error);
	nc_buffer_free(&beside);
	return result;
}

static int
take_file(struct nc_walk *walk, struct nc_entry *entry, bool *found,
    struct newsconv_error *error)
{
	const struct level *level = top(walk);
	struct stat status;
	const char *name;
	int directory = place(walk, &name), result = NEWSCONV_OK;

	nc_entry_examine(
	    entry, directory, name, walk->options->follow_links, &status);
	if (entry->kind == NC_ENTRY_FAILED && nc_entry_fatal(entry->sys_errno))
		return nc_error_set(
		    error, NEWSCONV_READ_FAILED, "%s", entry->reason);
	if (entry->kind != NC_ENTRY_FILE)
		return NEWSCONV_OK;
	*found = !nc_avoided(walk->options->avoid, &status);
	if (walk->path.size >= PATH_MAX)
		nc_entry_fail(entry, ENAMETOOLONG, "cannot be opened");
	else if (level->sidecars)
		result = find_sidecar(
		    walk, entry, walk->path.data + level->path_size, error);
	return result < 0 ? result : nc_buffer_check(&walk->sidecar, error);
}

static bool
is_above(const struct nc_walk *walk, const struct stat *status)
{
	size_t i;

	for (i = 0; i < walk->count; i++)
		if (walk->levels[i].device == status->st_dev &&
		    walk->levels[i].number == status->st_ino)
			return true;
	return false;
}

/* Room for one level more. */
static bool
deepen(struct nc_walk *walk)
{
	size_t capacity = walk->capacity == 0 ? 16 : 2 * walk->capacity, size;
	struct level *levels;

	if (walk->count < walk->capacity)
		return true;
	if (!nc_size_multiply(capacity, sizeof(*levels), &size))
		return false;
	levels = realloc(walk->levels, size);
	if (levels == NULL)
		return false;
	walk->levels = levels;
	walk->capacity = capacity;
	return true;
}

/* Takes the descriptor over. */
static int
push(struct nc_walk *walk, int descriptor, const struct stat *status,
    struct newsconv_error *error)
{
	struct level *level;
	int result;

	if (!deepen(walk)) {
		close(descriptor);
		return nc_error_memory(error);
	}
	level = &walk->levels[walk->count++];
	memset(level, 0, sizeof(*level));
	level->descriptor = descriptor;
	level->device = status->st_dev;
	level->number = status->st_ino;
	if (walk->path.data[walk->path.size - 1] != '/')
		nc_buffer_byte(&walk->path, '/');
	level->path_size = walk->path.size;
	level->key_size = walk->key.size;
	if (walk->count > KEPT) {
		struct level *far = &walk->levels[walk->count - 1 - KEPT];

		if (far->descriptor >= 0)
			close(far->descriptor);
		far->descriptor = -1;
	}
	result = nc_buffer_check(&walk->path, error);
	if (result == NEWSCONV_OK)
		result = level_fill(level, walk->options->follow_links, error);
	return result;
}

static int
open_directory(struct nc_walk *walk)
{
	int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOCTTY;
	const char *name;
	int directory = place(walk, &name);

	if (walk->path.size >= PATH_MAX) {
		errno = ENAMETOOLONG;
		return -1;
	}
	/* What was named may be a link, what is found may not. */
	if (walk->count > 0 && !walk->options->follow_links)
		flags |= O_NOFOLLOW;
	return openat(directory, name, flags);
}

static int
take_directory(struct nc_walk *walk, struct nc_entry *entry, bool *found,
    struct newsconv_error *error)
{
	struct stat status;
	int descriptor = open_directory(walk);

	if (descriptor < 0 || fstat(descriptor, &status) != 0) {
		int reason = errno;

		if (descriptor >= 0)
			close(descriptor);
		nc_entry_fail(entry, reason, "cannot be opened");
		if (nc_entry_fatal(reason))
			return nc_error_set(
			    error, NEWSCONV_READ_FAILED, "%s", entry->reason);
		return NEWSCONV_OK;
	}
	if (is_above(walk, &status)) {
		close(descriptor);
		nc_entry_refuse(entry, NC_ENTRY_LINK,
		    "leads back to a directory that it is in");
		return NEWSCONV_OK;
	}
	*found = false;
	if (nc_avoided(walk->options->avoid, &status)) {
		close(descriptor);
		return NEWSCONV_OK;
	}
	return push(walk, descriptor, &status, error);
}

/* Of what is in a directory; that which was named itself is never hidden. */
static bool
is_hidden(const struct nc_walk *walk)
{
	const struct level *level = walk->count == 0
	    ? NULL
	    : &walk->levels[walk->count - 1];

	return !walk->options->hidden && level != NULL &&
	    walk->path.data[level->path_size] == '.';
}

int
nc_walk_take(struct nc_walk *walk, struct nc_entry *entry, bool *found,
    struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	memset(entry, 0, sizeof(*entry));
	entry->key.data = walk->key.data == NULL ? "" : walk->key.data;
	entry->key.size = walk->key.size;
	walk->peeked = false;
	*found = true;
	if (is_hidden(walk))
		nc_entry_refuse(entry, NC_ENTRY_HIDDEN,
		    walk->type == DIRECTORY ? "is a hidden directory"
					    : "is hidden");
	else if (walk->type == DIRECTORY)
		result = take_directory(walk, entry, found, error);
	else
		result = take_file(walk, entry, found, error);
	entry->path = walk->path.data;
	return result < 0 ? nc_error_where(error, result, walk->path.data)
			  : NEWSCONV_OK;
}
