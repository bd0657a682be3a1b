/*
 * All inputs as one sorted stream: what was named, the two sorted lists, and a
 * walk for each directory are merged by key.  A directory becomes a walk when
 * its turn comes, so that few are open at once however many were named.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "digest.h"
#include "directory_walk.h"
#include "entry.h"
#include "error.h"
#include "path_list.h"
#include "sidecar_name.h"
#include "utf8.h"

/* A path that was named by itself. */
struct named {
	char *key;
	size_t key_size;
	const char *path;
	struct stat status;
	bool directory; /* the key ends in a slash, or is empty */
};

enum source_kind { NAMED, LIST, WALK };

struct source {
	enum source_kind kind;
	struct nc_path_list *list;
	struct nc_walk *walk;
	bool peeked;
	struct newsconv_text key; /* of what comes next */
};

struct nc_inputs {
	struct nc_inputs_options options;
	struct nc_walk_options walk_options;
	struct nc_avoid avoid, package, beside[2];
	struct named *named;
	size_t named_count;
	size_t named_next;
	struct nc_path_list lists[2];
	struct source *sources;
	size_t source_count;
	struct nc_buffer sidecar;
	uint64_t not_for_us;
};

unsigned
nc_shard_of(struct newsconv_text key, unsigned shards)
{
	unsigned char value[NC_DIGEST_MAX];
	uint64_t number = 0;
	size_t i;

	nc_digest_of(NC_SHA256, key.data, key.size, value);
	for (i = 0; i < 8; i++)
		number = number << 8 | value[i];
	return (unsigned)(number % shards) + 1;
}

uint64_t
nc_inputs_not_for_us(const struct nc_inputs *inputs)
{
	return inputs->not_for_us;
}

/* ---------------------------------------------------------- what was named */

/* Of "a/news" it is "news/"; of what has no name of its own, nothing. */
static void
prefix_of(struct nc_buffer *key)
{
	const char *last = key->data, *slash;

	if (key->size == 0)
		return;
	slash = strrchr(key->data, '/');
	if (slash != NULL)
		last = slash + 1;
	if (strcmp(last, "..") == 0) {
		nc_buffer_clear(key);
		nc_buffer_text(key, "");
		return;
	}
	key->size -= (size_t)(last - key->data);
	memmove(key->data, last, key->size);
	nc_buffer_byte(key, '/');
}

static int
check_named(const struct named *named, struct newsconv_error *error)
{
	int descriptor;

	if (!named->directory)
		return NEWSCONV_OK;
	descriptor = open(
	    named->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOCTTY);
	if (descriptor < 0)
		return nc_error_system(
		    error, NEWSCONV_READ_FAILED, "cannot open");
	close(descriptor);
	return NEWSCONV_OK;
}

static int
name_one(struct named *named, const char *path, struct newsconv_error *error)
{
	struct nc_buffer key = NC_BUFFER(SIZE_MAX);
	bool absolute;
	int result;

	named->path = path;
	if (strcmp(path, "-") == 0) {
		nc_buffer_text(&key, path);
	} else {
		if (stat(path, &named->status) != 0)
			return nc_error_system(
			    error, NEWSCONV_READ_FAILED, "cannot open");
		named->directory = S_ISDIR(named->status.st_mode);
		nc_buffer_text(&key, "");
		nc_path_key(&key, path, &absolute);
		if (named->directory && nc_buffer_check(&key, NULL) == 0)
			prefix_of(&key);
	}
	result = nc_buffer_check(&key, error);
	if (result < 0) {
		nc_buffer_free(&key);
		return result;
	}
	named->key = key.data;
	named->key_size = key.size;
	return check_named(named, error);
}

static struct newsconv_text
named_key(const struct named *named)
{
	return (struct newsconv_text){named->key, named->key_size};
}

static int
compare_named(const void *a, const void *b)
{
	return nc_text_compare(named_key(a), named_key(b));
}

static int
two_of_a_key(struct newsconv_text key, const char *a, const char *b,
    struct newsconv_error *error)
{
	char shown[3][128];

	nc_printable(shown[0], sizeof(shown[0]), a, strlen(a));
	nc_printable(shown[1], sizeof(shown[1]), b, strlen(b));
	nc_printable(shown[2], sizeof(shown[2]), key.data, key.size);
	return nc_error_set(error, NEWSCONV_BAD_VALUE,
	    "%s and %s would both be \"%s\" in the archive", shown[0], shown[1],
	    shown[2]);
}

static bool
same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* What was named twice counts once; two things of one key cannot be. */
static int
drop_equal(struct nc_inputs *inputs, struct newsconv_error *error)
{
	struct named *named = inputs->named;
	size_t i, kept = 0;

	for (i = 0; i < inputs->named_count; i++) {
		const struct named *last = kept > 0 ? &named[kept - 1] : NULL;

		if (last == NULL || compare_named(last, &named[i]) != 0) {
			struct named moved = named[i];

			named[i].key = NULL;
			named[kept++] = moved;
		} else if (strcmp(last->path, named[i].path) != 0 &&
		    !same_file(&last->status, &named[i].status)) {
			return two_of_a_key(
			    named_key(last), last->path, named[i].path, error);
		}
	}
	for (i = kept; i < inputs->named_count; i++)
		free(named[i].key);
	inputs->named_count = kept;
	return NEWSCONV_OK;
}

/* The paths, and the roots that lists name. */
static int
name_all(struct nc_inputs *inputs, struct newsconv_error *error)
{
	const struct nc_inputs_options *options = &inputs->options;
	size_t count = options->path_count + 2, i;
	int result = NEWSCONV_OK;

	inputs->named = calloc(count, sizeof(*inputs->named));
	if (inputs->named == NULL)
		return nc_error_memory(error);
	for (i = 0; i < count && result == NEWSCONV_OK; i++) {
		size_t list = i - options->path_count;
		const char *path = i < options->path_count ? options->paths[i]
		    : list == 0                            ? "."
							   : "/";

		if (i >= options->path_count && !inputs->lists[list].root)
			continue;
		result = name_one(
		    &inputs->named[inputs->named_count++], path, error);
		if (result < 0)
			nc_error_where(error, result, path);
	}
	if (result < 0)
		return result;
	qsort(inputs->named, inputs->named_count, sizeof(*inputs->named),
	    compare_named);
	return drop_equal(inputs, error);
}

/* -------------------------------------------------------------- the sources */

static struct source *
add_source(struct nc_inputs *inputs, enum source_kind kind)
{
	size_t size;
	struct source *sources, *source;

	if (!nc_size_multiply(
		inputs->source_count + 1, sizeof(*sources), &size))
		return NULL;
	sources = realloc(inputs->sources, size);
	if (sources == NULL)
		return NULL;
	inputs->sources = sources;
	source = &sources[inputs->source_count++];
	memset(source, 0, sizeof(*source));
	source->kind = kind;
	return source;
}

static int
add_walk(struct nc_inputs *inputs, const char *path,
    struct newsconv_text prefix, struct newsconv_error *error)
{
	struct source *source = add_source(inputs, WALK);

	if (source == NULL)
		return nc_error_memory(error);
	source->walk = nc_walk_new(path, prefix, &inputs->walk_options);
	return source->walk == NULL ? nc_error_memory(error) : NEWSCONV_OK;
}

static void
remove_source(struct nc_inputs *inputs, size_t i)
{
	nc_walk_free(inputs->sources[i].walk);
	inputs->source_count--;
	memmove(inputs->sources + i, inputs->sources + i + 1,
	    (inputs->source_count - i) * sizeof(*inputs->sources));
}

static int
peek(struct nc_inputs *inputs, struct source *source,
    struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	if (source->peeked)
		return NEWSCONV_OK;
	if (source->kind == WALK)
		result = nc_walk_peek(source->walk, &source->key, error);
	else if (source->kind == LIST)
		result = nc_path_list_next(source->list, &source->key, error);
	else if (inputs->named_next == inputs->named_count)
		result = NEWSCONV_END;
	else
		source->key = named_key(&inputs->named[inputs->named_next++]);
	source->peeked = result == NEWSCONV_OK;
	return result;
}

static const struct named *
current_named(const struct nc_inputs *inputs)
{
	return &inputs->named[inputs->named_next - 1];
}

static const char *
current_path(const struct nc_inputs *inputs, const struct source *source)
{
	return source->kind == LIST ? source->list->path.data
	    : source->kind == NAMED ? current_named(inputs)->path
				    : "a file of a directory";
}

static int
status_of(const struct nc_inputs *inputs, const struct source *source,
    struct stat *status)
{
	if (source->kind == WALK)
		return nc_walk_status(source->walk, status);
	return stat(current_path(inputs, source), status);
}

static void
go_past(struct source *source)
{
	source->peeked = false;
	if (source->kind == WALK)
		nc_walk_skip(source->walk);
}

/* The source of the least key; the others of that key go past it. */
static int
choose(struct nc_inputs *inputs, struct source **chosen,
    struct newsconv_error *error)
{
	struct source *best = NULL;
	struct stat status, other;
	size_t i = 0;
	int result;

	while (i < inputs->source_count) {
		result = peek(inputs, &inputs->sources[i], error);
		if (result < 0)
			return result;
		if (result == NEWSCONV_END)
			remove_source(inputs, i);
		else
			i++;
	}
	for (i = 0; i < inputs->source_count; i++)
		if (best == NULL ||
		    nc_text_compare(inputs->sources[i].key, best->key) < 0)
			best = &inputs->sources[i];
	*chosen = best;
	for (i = 0; i < inputs->source_count; i++) {
		struct source *source = &inputs->sources[i];

		if (source == best ||
		    nc_text_compare(source->key, best->key) != 0)
			continue;
		if (status_of(inputs, best, &status) == 0 &&
		    status_of(inputs, source, &other) == 0 &&
		    !same_file(&status, &other))
			return two_of_a_key(best->key,
			    current_path(inputs, best),
			    current_path(inputs, source), error);
		go_past(source);
	}
	return best == NULL ? NEWSCONV_END : NEWSCONV_OK;
}

/* ----------------------------------------------------------------- entries */

/* Whether there is a file `name` in the directory of the path. */
static bool
exists_beside(const char *name, void *context)
{
	const char *path = context, *slash = strrchr(path, '/');
	struct nc_buffer beside = NC_BUFFER(SIZE_MAX);
	struct stat status;
	bool exists;

	if (slash != NULL)
		nc_buffer_add(&beside, path, (size_t)(slash + 1 - path));
	nc_buffer_text(&beside, name);
	exists = nc_buffer_check(&beside, NULL) == NEWSCONV_OK &&
	    stat(beside.data, &status) == 0 && S_ISREG(status.st_mode);
	nc_buffer_free(&beside);
	return exists;
}

/* Below a directory that is walked. */
static bool
is_walked(const struct nc_inputs *inputs, struct newsconv_text key)
{
	size_t i;

	for (i = 0; i < inputs->named_count; i++) {
		const struct named *named = &inputs->named[i];

		if (named->directory && key.size > named->key_size &&
		    (named->key_size == 0 ||
			memcmp(key.data, named->key, named->key_size) == 0))
			return true;
	}
	return false;
}

/* Whether the file `name`, beside the one with this key, is an input. */
static bool
is_input_too(struct nc_inputs *inputs, struct newsconv_text key,
    const struct nc_buffer *name)
{
	struct nc_buffer beside = NC_BUFFER(SIZE_MAX);
	struct newsconv_text text;
	bool is_input;
	size_t i;

	while (key.size > 0 && key.data[key.size - 1] != '/')
		key.size--;
	nc_buffer_add(&beside, key.data, key.size);
	nc_buffer_add(&beside, name->data, name->size);
	text.data = beside.data;
	text.size = beside.size;
	is_input = nc_buffer_check(&beside, NULL) == NEWSCONV_OK &&
	    (is_walked(inputs, text) ||
		nc_path_list_has(&inputs->lists[0], text) ||
		nc_path_list_has(&inputs->lists[1], text));
	for (i = 0; i < inputs->named_count && !is_input; i++)
		is_input = nc_text_compare(
			       named_key(&inputs->named[i]), text) == 0;
	nc_buffer_free(&beside);
	return is_input;
}

static int
find_sidecar(struct nc_inputs *inputs, struct nc_entry *entry,
    struct newsconv_error *error)
{
	const char *path = entry->path, *slash = strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;
	struct newsconv_text text = {name, strlen(name)};
	struct nc_buffer beside = NC_BUFFER(SIZE_MAX);
	char *context = strdup(path);
	struct stat status;
	int result;

	if (context == NULL)
		return nc_error_memory(error);
	nc_buffer_clear(&inputs->sidecar);
	result = nc_sidecar_is(&beside, text, exists_beside, context);
	if (result > 0) {
		/* Else it is all there is of the dump, and read by itself. */
		if (is_input_too(inputs, entry->key, &beside))
			entry->kind = NC_ENTRY_SIDECAR;
	} else if (result == 0 &&
	    nc_sidecar_find(&beside, text, exists_beside, context)) {
		nc_buffer_add(&inputs->sidecar, path, (size_t)(name - path));
		nc_buffer_text(&inputs->sidecar, beside.data);
		entry->sidecar = inputs->sidecar.data;
		entry->state.sidecar = true;
		if (entry->sidecar != NULL &&
		    stat(entry->sidecar, &status) == 0)
			nc_entry_add_sidecar(entry, &status);
	}
	if (result >= 0)
		result = nc_buffer_check(&beside, NULL);
	if (result >= 0)
		result = nc_buffer_check(&inputs->sidecar, NULL);
	nc_buffer_free(&beside);
	free(context);
	return result < 0 ? nc_error_memory(error) : NEWSCONV_OK;
}

/* Pipes and terminals can be read, if someone says so. */
static bool
is_readable(const struct stat *status)
{
	return S_ISFIFO(status->st_mode) || S_ISCHR(status->st_mode);
}

/* A file that was named; *found is false for the archive itself. */
static int
take_file(struct nc_inputs *inputs, const struct source *source,
    struct nc_entry *entry, bool *found, struct newsconv_error *error)
{
	struct stat status;

	entry->path = current_path(inputs, source);
	if (source->kind == NAMED && strcmp(entry->path, "-") == 0)
		return NEWSCONV_OK;
	nc_entry_examine(entry, AT_FDCWD, entry->path, true, &status);
	if (entry->kind == NC_ENTRY_FAILED) {
		if (!nc_entry_fatal(entry->sys_errno))
			return NEWSCONV_OK;
		return nc_error_where(error,
		    nc_error_set(
			error, NEWSCONV_READ_FAILED, "%s", entry->reason),
		    entry->path);
	}
	*found = !nc_avoided(&inputs->avoid, &status);
	if (source->kind == NAMED && entry->kind == NC_ENTRY_SPECIAL &&
	    is_readable(&status)) {
		entry->kind = NC_ENTRY_FILE;
		entry->reason[0] = '\0';
	}
	if (entry->kind == NC_ENTRY_FILE && S_ISREG(status.st_mode))
		return find_sidecar(inputs, entry, error);
	return NEWSCONV_OK;
}

/* Whether what was named is a directory; then a walk of it is added. */
static int
descend(struct nc_inputs *inputs, const struct source *source, bool *directory,
    struct newsconv_error *error)
{
	struct nc_buffer prefix = NC_BUFFER(SIZE_MAX);
	struct stat status;
	int result;

	*directory = false;
	if (source->kind == NAMED) {
		const struct named *named = current_named(inputs);

		*directory = named->directory;
		return named->directory
		    ? add_walk(inputs, named->path, named_key(named), error)
		    : NEWSCONV_OK;
	}
	if (stat(source->list->path.data, &status) != 0 ||
	    !S_ISDIR(status.st_mode))
		return NEWSCONV_OK;
	*directory = true;
	nc_buffer_add(&prefix, source->key.data, source->key.size);
	nc_buffer_byte(&prefix, '/');
	result = nc_buffer_check(&prefix, error);
	if (result == NEWSCONV_OK)
		result = add_walk(inputs, source->list->path.data,
		    (struct newsconv_text){prefix.data, prefix.size}, error);
	nc_buffer_free(&prefix);
	return result;
}

static bool
is_ours(struct nc_inputs *inputs, struct newsconv_text key)
{
	if (inputs->options.shards == 0 ||
	    nc_shard_of(key, inputs->options.shards) == inputs->options.shard)
		return true;
	inputs->not_for_us++;
	return false;
}

/* A file is not even examined if it is another shard's. */
static bool
passed_over(struct nc_inputs *inputs, struct source *source)
{
	if (source->key.size == 0 ||
	    source->key.data[source->key.size - 1] == '/' ||
	    is_ours(inputs, source->key))
		return false;
	go_past(source);
	return true;
}

static int
take(struct nc_inputs *inputs, struct source *source, struct nc_entry *entry,
    bool *found, struct newsconv_error *error)
{
	struct source copy;
	bool directory;
	int result;

	*found = false;
	if (source->kind == WALK) {
		if (passed_over(inputs, source))
			return NEWSCONV_OK;
		source->peeked = false;
		result = nc_walk_take(source->walk, entry, found, error);
		if (result == NEWSCONV_OK && *found && entry->key.size > 0 &&
		    entry->key.data[entry->key.size - 1] == '/')
			*found = is_ours(inputs, entry->key);
		return result;
	}
	memset(entry, 0, sizeof(*entry));
	entry->key = source->key;
	source->peeked = false;
	/* Adding a walk may move the sources. */
	copy = *source;
	result = descend(inputs, &copy, &directory, error);
	if (result < 0 || directory || !is_ours(inputs, copy.key))
		return result;
	*found = true;
	return take_file(inputs, &copy, entry, found, error);
}

int
nc_inputs_next(struct nc_inputs *inputs, struct nc_entry *entry,
    struct newsconv_error *error)
{
	struct source *source = NULL;
	bool found = false;
	int result;

	do {
		result = choose(inputs, &source, error);
		if (result == NEWSCONV_OK)
			result = take(inputs, source, entry, &found, error);
	} while (result == NEWSCONV_OK && !found);
	return result;
}

/* ------------------------------------------------------------ begin and end */

static int
check_options(
    const struct nc_inputs_options *options, struct newsconv_error *error)
{
	size_t i, uses = 0;

	if (options->list_count > 0 && options->work == NULL)
		return nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "lists need a directory to be sorted in");
	if (options->shards > 0 &&
	    (options->shard == 0 || options->shard > options->shards))
		return nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "there is no shard %u of %u", options->shard,
		    options->shards);
	for (i = 0; i < options->path_count; i++)
		uses += strcmp(options->paths[i], "-") == 0;
	for (i = 0; i < options->list_count; i++)
		uses += strcmp(options->lists[i], "-") == 0;
	if (uses > 1)
		return nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "standard input can be read only once");
	return NEWSCONV_OK;
}

static int
add_sources(struct nc_inputs *inputs, struct newsconv_error *error)
{
	size_t i;

	if (add_source(inputs, NAMED) == NULL)
		return nc_error_memory(error);
	for (i = 0; i < 2; i++) {
		struct source *source = add_source(inputs, LIST);

		if (source == NULL)
			return nc_error_memory(error);
		source->list = &inputs->lists[i];
	}
	return NEWSCONV_OK;
}

int
nc_inputs_open(struct nc_inputs **result,
    const struct nc_inputs_options *options, struct newsconv_error *error)
{
	struct nc_inputs *inputs;
	int code = check_options(options, error);

	if (code < 0)
		return code;
	inputs = calloc(1, sizeof(*inputs));
	if (inputs == NULL)
		return nc_error_memory(error);
	inputs->options = *options;
	inputs->avoid.path = options->avoid;
	inputs->avoid.next = &inputs->package;
	inputs->package.path = options->package;
	inputs->package.next = &inputs->beside[0];
	inputs->beside[0].path = options->beside[0];
	inputs->beside[0].next = &inputs->beside[1];
	inputs->beside[1].path = options->beside[1];
	inputs->walk_options.follow_links = options->follow_links;
	inputs->walk_options.hidden = options->hidden;
	inputs->walk_options.avoid = &inputs->avoid;
	inputs->sidecar = (struct nc_buffer)NC_BUFFER(SIZE_MAX);
	code = nc_path_lists_open(inputs->lists, options, error);
	if (code == NEWSCONV_OK)
		code = name_all(inputs, error);
	if (code == NEWSCONV_OK)
		code = add_sources(inputs, error);
	if (code < 0) {
		nc_inputs_free(inputs);
		return code;
	}
	*result = inputs;
	return NEWSCONV_OK;
}

bool
nc_inputs_cover(const struct nc_inputs *inputs, struct newsconv_text key)
{
	const struct nc_inputs_options *options = &inputs->options;

	if (options->shards > 0 &&
	    nc_shard_of(key, options->shards) != options->shard)
		return false;
	return is_walked(inputs, key);
}

void
nc_inputs_free(struct nc_inputs *inputs)
{
	size_t i;

	if (inputs == NULL)
		return;
	while (inputs->source_count > 0)
		remove_source(inputs, inputs->source_count - 1);
	free(inputs->sources);
	for (i = 0; i < inputs->named_count; i++)
		free(inputs->named[i].key);
	free(inputs->named);
	for (i = 0; i < 2; i++)
		nc_path_list_close(&inputs->lists[i]);
	nc_buffer_free(&inputs->sidecar);
	free(inputs);
}
