/*
 * A bag is made beside its place under another name and gets its own last:
 *
 *	.NAME.making-0/data/...            copied, digested, read back
 *	.NAME.making-0/manifest-*.txt      written while that goes on
 *	.NAME.making-0/bagit.txt, bag-info.txt, tagmanifest-*.txt
 *	all of it brought to the disk
 *	.NAME.making-0 -> NAME             in one rename
 */
#define _GNU_SOURCE /* renameat2(), syncfs() */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "copy_file.h"
#include "directory.h"
#include "error.h"
#include "make_bag.h"
#include "memory.h"
#include "out_file.h"
#include "tree_walk.h"
#include "utf8.h"

enum { PATH_ROOM = 128 * 1024, TEMPORARIES = 1000 };

static const struct {
	const char *name;
	enum nc_algorithm algorithm;
} algorithms[] = {{"sha512", NC_SHA512}, {"sha256", NC_SHA256},
    {"sha1", NC_SHA1}, {"md5", NC_MD5}};

enum { ALGORITHMS = sizeof(algorithms) / sizeof(algorithms[0]) };

struct making {
	const struct newsconv_bag_options *options;
	struct newsconv_bag_summary summary;
	char *temporary; /* the folder, under its first name */
	struct stat itself;
	int source;
	int data; /* the payload folder */
	struct nc_copy copy;
	const char *names[ALGORITHMS]; /* of copy.algorithms */
	struct nc_out_file *manifests[ALGORITHMS];
	struct nc_buffer line;
	struct newsconv_error *error;
};

/* "temporary/name"; NULL out of memory. */
static char *
path_in(const struct making *making, const char *name)
{
	size_t size = strlen(making->temporary) + strlen(name) + 2;
	char *path = malloc(size);

	if (path != NULL)
		snprintf(path, size, "%s/%s", making->temporary, name);
	return path;
}

/* ----------------------------------------------------------------- options */

static int
bad_value(const struct making *making, const char *what, const char *value)
{
	char shown[256];

	nc_printable(shown, sizeof(shown), value, strlen(value));
	return nc_error_set(
	    making->error, NEWSCONV_BAD_VALUE, "%s: \"%s\"", what, shown);
}

static int
take_algorithm(struct making *making, const char *name)
{
	struct nc_copy *copy = &making->copy;
	size_t i, j;

	for (i = 0; i < ALGORITHMS; i++) {
		if (strcmp(algorithms[i].name, name) != 0)
			continue;
		for (j = 0; j < copy->count; j++) {
			if (copy->algorithms[j] == algorithms[i].algorithm)
				return NEWSCONV_OK;
		}
		making->names[copy->count] = algorithms[i].name;
		copy->algorithms[copy->count++] = algorithms[i].algorithm;
		return NEWSCONV_OK;
	}
	return bad_value(making, "no algorithm of ours", name);
}

static int
take_algorithms(struct making *making)
{
	const struct newsconv_bag_options *options = making->options;
	size_t i;
	int result = NEWSCONV_OK;

	if (options->algorithm_count == 0) {
		take_algorithm(making, "sha512");
		return take_algorithm(making, "sha256");
	}
	for (i = 0; result == NEWSCONV_OK && i < options->algorithm_count; i++)
		result = take_algorithm(making, options->algorithms[i]);
	return result;
}

/* RFC 8493, 2.2.2: what a label and a value cannot hold. */
static int
check_metadata(struct making *making)
{
	size_t i;

	for (i = 0; i < making->options->metadata_count; i++) {
		const char *field = making->options->metadata[i];
		const char *equals = strchr(field, '=');
		size_t label = equals == NULL ? 0 : (size_t)(equals - field);

		if (label == 0 || strchr(" \t", field[0]) != NULL ||
		    strchr(" \t", field[label - 1]) != NULL ||
		    memchr(field, ':', label) != NULL ||
		    strpbrk(field, "\r\n") != NULL ||
		    nc_utf8_valid_prefix(field, strlen(field)) != strlen(field))
			return bad_value(
			    making, "no LABEL=VALUE for bag-info.txt", field);
		if (label == 12 && strncasecmp(field, "Payload-Oxum", 12) == 0)
			return bad_value(making,
			    "Payload-Oxum is counted, not given", field);
	}
	return NEWSCONV_OK;
}

/* ----------------------------------------------------------------- payload */

/* As manifests write a path: RFC 8493, 2.1.3. */
static void
add_encoded(struct nc_buffer *line, const char *path)
{
	for (; *path != '\0'; path++) {
		if (*path == '\n' || *path == '\r' || *path == '%')
			nc_buffer_format(line, "%%%02X", (unsigned)*path);
		else
			nc_buffer_byte(line, (unsigned char)*path);
	}
}

static int
add_line(struct making *making, size_t which, const char *folder,
    const char *path, struct nc_out_file *target)
{
	const struct nc_copy *copy = &making->copy;
	char hex[2 * NC_DIGEST_MAX + 1];
	int result;

	nc_hex(
	    hex, copy->values[which], nc_digest_size(copy->algorithms[which]));
	nc_buffer_clear(&making->line);
	nc_buffer_format(&making->line, "%s  %s", hex, folder);
	add_encoded(&making->line, path);
	nc_buffer_byte(&making->line, '\n');
	result = nc_buffer_check(&making->line, making->error);
	if (result == NEWSCONV_OK)
		result = nc_out_write(target, making->line.data,
		    making->line.size, making->error);
	return result;
}

/* The folder below data/ that the step's name lies in, opened. */
static int
open_target_folder(const struct making *making, const char *path)
{
	int current = fcntl(making->data, F_DUPFD_CLOEXEC, 0), next;
	const char *slash;
	char name[256];

	while (current >= 0 && (slash = strchr(path, '/')) != NULL) {
		snprintf(name, sizeof(name), "%.*s", (int)(slash - path), path);
		next = openat(current, name,
		    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		close(current);
		current = next;
		path = slash + 1;
	}
	return current;
}

static int
open_target(const struct making *making, const struct nc_tree_step *step)
{
	int folder = open_target_folder(making, step->path), target;

	if (folder < 0)
		return -1;
	target = openat(folder, step->name,
	    O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
	close(folder);
	return target;
}

static int
copy_step(struct making *making, const struct nc_tree_step *step)
{
	int source = openat(step->folder, step->name,
	    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	int target, result;

	if (source < 0)
		return nc_error_system(
		    making->error, NEWSCONV_READ_FAILED, "cannot open");
	target = open_target(making, step);
	if (target < 0)
		result = nc_error_system(
		    making->error, NEWSCONV_WRITE_FAILED, "cannot create");
	else
		result = nc_digested_copy(
		    &making->copy, source, target, making->error);
	close(source);
	if (target >= 0 && close(target) != 0 && result == NEWSCONV_OK)
		result = nc_error_system(
		    making->error, NEWSCONV_WRITE_FAILED, "cannot write");
	return result;
}

static int
take_file(struct making *making, const struct nc_tree_step *step)
{
	size_t size = strlen(step->path), i;
	int result;

	/* bagit.txt says that paths are UTF-8: another cannot be listed. */
	if (nc_utf8_valid_prefix(step->path, size) != size)
		return nc_error_set(making->error, NEWSCONV_UNSUPPORTED,
		    "the name is not UTF-8, and a bag cannot list it");
	result = copy_step(making, step);
	for (i = 0; result == NEWSCONV_OK && i < making->copy.count; i++)
		result = add_line(
		    making, i, "data/", step->path, making->manifests[i]);
	making->summary.files++;
	making->summary.bytes += making->copy.size;
	return result;
}

static int
take_folder(struct making *making, const struct nc_tree_step *step)
{
	struct stat status;
	int folder, result = NEWSCONV_OK;

	if (fstat(step->folder, &status) == 0 &&
	    status.st_dev == making->itself.st_dev &&
	    status.st_ino == making->itself.st_ino)
		return nc_error_set(making->error, NEWSCONV_BAD_VALUE,
		    "the bag would lie in the folder it is made of");
	if (step->path[0] == '\0')
		return NEWSCONV_OK;
	folder = open_target_folder(making, step->path);
	if (folder < 0 || mkdirat(folder, step->name, 0777) != 0)
		result = nc_error_system(
		    making->error, NEWSCONV_WRITE_FAILED, "cannot create");
	if (folder >= 0)
		close(folder);
	return result;
}

/* A bag has files and no folders: one without any would be lost in transit. */
static void
leave_folder(struct making *making, const struct nc_tree_step *step)
{
	char shown[512];

	making->summary.empty_folders++;
	nc_printable(shown, sizeof(shown), step->path, strlen(step->path));
	if (making->options->note != NULL)
		making->options->note(shown,
		    "an empty folder, which no manifest can list",
		    making->options->context);
}

/* *empty: nothing was told since the folder was entered. */
static int
take_step(struct making *making, const struct nc_tree_step *step, bool *empty)
{
	int result = NEWSCONV_OK;

	switch (step->type) {
	case NC_TREE_FILE:
		result = take_file(making, step);
		break;
	case NC_TREE_ENTER:
		result = take_folder(making, step);
		break;
	case NC_TREE_LEAVE:
		if (*empty)
			leave_folder(making, step);
		break;
	case NC_TREE_OTHER:
		result = nc_error_set(making->error,
		    step->error.code == NEWSCONV_NOT_A_FILE
			? NEWSCONV_UNSUPPORTED
			: step->error.code,
		    "%s", step->error.text);
		break;
	}
	*empty = step->type == NC_TREE_ENTER;
	if (result < 0)
		nc_error_where(making->error, result,
		    step->path[0] == '\0' ? making->options->source
					  : step->path);
	return result;
}

static int
take_payload(struct making *making)
{
	const struct newsconv_bag_options *options = making->options;
	struct nc_tree *tree = NULL;
	struct nc_tree_step step;
	bool empty = false;
	int result = nc_tree_open(
	    &tree, making->source, 0, NULL, making->error);

	while (result == NEWSCONV_OK &&
	    (result = nc_tree_next(tree, &step, making->error)) ==
		NEWSCONV_OK) {
		if (options->stop != NULL && options->stop(options->context))
			result = nc_error_set(
			    making->error, NEWSCONV_INTERRUPTED, "interrupted");
		else
			result = take_step(making, &step, &empty);
	}
	nc_tree_close(tree);
	return result == NEWSCONV_END ? NEWSCONV_OK : result;
}

/* ---------------------------------------------------------------- tag files */

static int
finish(struct nc_out_file **file, int result, struct newsconv_error *error)
{
	if (result == NEWSCONV_OK)
		result = nc_out_finish(*file, error);
	nc_out_free(*file);
	*file = NULL;
	return result;
}

static int
create(struct making *making, const char *name, struct nc_out_file **file)
{
	char *path = path_in(making, name);
	int result = path == NULL ? nc_error_memory(making->error)
				  : nc_out_create(file, path, making->error);

	free(path);
	return result;
}

static int
write_text(struct making *making, const char *name)
{
	struct nc_out_file *file = NULL;
	int result = nc_buffer_check(&making->line, making->error);

	if (result == NEWSCONV_OK)
		result = create(making, name, &file);
	if (result < 0)
		return result;
	result = nc_out_write(
	    file, making->line.data, making->line.size, making->error);
	return finish(&file, result, making->error);
}

static bool
is_given(const struct newsconv_bag_options *options, const char *label)
{
	size_t size = strlen(label), i;

	for (i = 0; i < options->metadata_count; i++) {
		if (strncasecmp(options->metadata[i], label, size) == 0 &&
		    options->metadata[i][size] == '=')
			return true;
	}
	return false;
}

static int
write_info(struct making *making)
{
	const struct newsconv_bag_options *options = making->options;
	struct nc_buffer *text = &making->line;
	time_t now = (time_t)options->time;
	struct tm date;
	char day[32] = "";
	size_t i;

	nc_buffer_clear(text);
	for (i = 0; i < options->metadata_count; i++) {
		const char *equals = strchr(options->metadata[i], '=');

		nc_buffer_add(text, options->metadata[i],
		    (size_t)(equals - options->metadata[i]));
		nc_buffer_format(text, ": %s\n", equals + 1);
	}
	if (gmtime_r(&now, &date) == NULL ||
	    strftime(day, sizeof(day), "%Y-%m-%d", &date) == 0)
		return nc_error_set(
		    making->error, NEWSCONV_BAD_VALUE, "the time is no date");
	if (!is_given(options, "Bagging-Date"))
		nc_buffer_format(text, "Bagging-Date: %s\n", day);
	if (!is_given(options, "Bag-Software-Agent"))
		nc_buffer_format(text, "Bag-Software-Agent: newsconv %s\n",
		    NEWSCONV_VERSION);
	nc_buffer_format(text, "Payload-Oxum: %" PRIu64 ".%" PRIu64 "\n",
	    making->summary.bytes, making->summary.files);
	return write_text(making, "bag-info.txt");
}

static int
write_declaration(struct making *making)
{
	nc_buffer_clear(&making->line);
	nc_buffer_text(&making->line,
	    "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
	return write_text(making, "bagit.txt");
}

/* A tag file's digests, a line in each tag manifest. */
static int
list_tag(struct making *making, const char *name, struct nc_out_file **targets)
{
	char *path = path_in(making, name);
	int file = path == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC);
	size_t i;
	int result;

	if (file < 0)
		result = nc_error_system(
		    making->error, NEWSCONV_READ_FAILED, "cannot open");
	else
		result = nc_copy_digests(&making->copy, file, making->error);
	for (i = 0; result == NEWSCONV_OK && i < making->copy.count; i++)
		result = add_line(making, i, "", name, targets[i]);
	if (file >= 0)
		close(file);
	free(path);
	return result;
}

static int
write_tag_manifests(struct making *making)
{
	struct nc_out_file *targets[ALGORITHMS] = {NULL};
	char name[64];
	size_t i;
	int result = NEWSCONV_OK;

	for (i = 0; result == NEWSCONV_OK && i < making->copy.count; i++) {
		snprintf(
		    name, sizeof(name), "tagmanifest-%s.txt", making->names[i]);
		result = create(making, name, &targets[i]);
	}
	if (result == NEWSCONV_OK)
		result = list_tag(making, "bag-info.txt", targets);
	if (result == NEWSCONV_OK)
		result = list_tag(making, "bagit.txt", targets);
	for (i = 0; result == NEWSCONV_OK && i < making->copy.count; i++) {
		snprintf(
		    name, sizeof(name), "manifest-%s.txt", making->names[i]);
		result = list_tag(making, name, targets);
	}
	for (i = 0; i < making->copy.count; i++) {
		if (targets[i] != NULL)
			result = finish(&targets[i], result, making->error);
	}
	return result;
}

/* ---------------------------------------------------------------- the whole */

static int
begin_manifests(struct making *making)
{
	char name[64];
	size_t i;
	int result = NEWSCONV_OK;

	for (i = 0; result == NEWSCONV_OK && i < making->copy.count; i++) {
		snprintf(
		    name, sizeof(name), "manifest-%s.txt", making->names[i]);
		result = create(making, name, &making->manifests[i]);
	}
	return result;
}

static int
end_manifests(struct making *making, int result)
{
	size_t i;

	for (i = 0; i < making->copy.count; i++) {
		if (making->manifests[i] != NULL)
			result = finish(
			    &making->manifests[i], result, making->error);
	}
	return result;
}

/* "a/.b.making-0" for "a/b/", made; with another number if that is taken. */
static int
make_temporary(struct making *making)
{
	const char *bag = making->options->bag;
	size_t size = strlen(bag), start;
	int i, failed = -1;

	while (size > 1 && bag[size - 1] == '/')
		size--;
	for (start = size; start > 0 && bag[start - 1] != '/'; start--)
		continue;
	making->temporary = malloc(size + 32);
	if (making->temporary == NULL)
		return nc_error_memory(making->error);
	for (i = 0; failed != 0 && i < TEMPORARIES; i++) {
		snprintf(making->temporary, size + 32, "%.*s.%.*s.making-%d",
		    (int)start, bag, (int)(size - start), bag + start, i);
		failed = mkdir(making->temporary, 0777);
		if (failed != 0 && errno != EEXIST)
			break;
	}
	if (failed == 0)
		return NEWSCONV_OK;
	free(making->temporary);
	making->temporary = NULL;
	nc_error_system(making->error, NEWSCONV_WRITE_FAILED, "cannot create");
	return nc_error_where(making->error, NEWSCONV_WRITE_FAILED, bag);
}

static int
make_payload_folder(struct making *making)
{
	char *path = path_in(making, "data");
	int result = NEWSCONV_OK;

	if (path == NULL)
		return nc_error_memory(making->error);
	if (mkdir(path, 0777) == 0)
		making->data = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (making->data < 0 || stat(making->temporary, &making->itself) != 0)
		result = nc_error_system(
		    making->error, NEWSCONV_WRITE_FAILED, "cannot create");
	free(path);
	return result;
}

static int
open_source(struct making *making)
{
	making->source = open(
	    making->options->source, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (making->source >= 0)
		return NEWSCONV_OK;
	nc_error_system(making->error,
	    errno == ENOTDIR ? NEWSCONV_BAD_VALUE : NEWSCONV_READ_FAILED,
	    "cannot open");
	return nc_error_where(making->error,
	    errno == ENOTDIR ? NEWSCONV_BAD_VALUE : NEWSCONV_READ_FAILED,
	    making->options->source);
}

static int
refuse_existing(struct making *making)
{
	struct stat status;

	if (making->options->bag[0] == '\0')
		return bad_value(making, "no name of a bag", "");
	if (lstat(making->options->bag, &status) != 0)
		return NEWSCONV_OK;
	nc_error_set(making->error, NEWSCONV_EXISTS, "exists");
	return nc_error_where(
	    making->error, NEWSCONV_EXISTS, making->options->bag);
}

static int
give_name(struct making *making)
{
	const char *bag = making->options->bag;
	int failed;

	if (syncfs(making->data) != 0) {
		nc_error_system(
		    making->error, NEWSCONV_WRITE_FAILED, "cannot write");
		return nc_error_where(
		    making->error, NEWSCONV_WRITE_FAILED, bag);
	}
	failed = renameat2(
	    AT_FDCWD, making->temporary, AT_FDCWD, bag, RENAME_NOREPLACE);
	if (failed != 0 && errno == EINVAL) /* of the file system: it cannot */
		failed = rename(making->temporary, bag);
	if (failed != 0) {
		int code = errno == EEXIST ? NEWSCONV_EXISTS
					   : NEWSCONV_WRITE_FAILED;

		nc_error_system(making->error, code, "cannot be renamed to");
		return nc_error_where(making->error, code, bag);
	}
	free(making->temporary);
	making->temporary = NULL;
	return nc_directory_sync_parent(bag, making->error);
}

static int
make(struct making *making)
{
	int result = take_algorithms(making);

	if (result == NEWSCONV_OK)
		result = check_metadata(making);
	if (result == NEWSCONV_OK)
		result = refuse_existing(making);
	if (result == NEWSCONV_OK)
		result = open_source(making);
	if (result == NEWSCONV_OK)
		result = make_temporary(making);
	if (result == NEWSCONV_OK)
		result = make_payload_folder(making);
	if (result == NEWSCONV_OK)
		result = begin_manifests(making);
	if (result == NEWSCONV_OK)
		result = take_payload(making);
	result = end_manifests(making, result);
	if (result == NEWSCONV_OK)
		result = write_declaration(making);
	if (result == NEWSCONV_OK)
		result = write_info(making);
	if (result == NEWSCONV_OK)
		result = write_tag_manifests(making);
	if (result == NEWSCONV_OK)
		result = give_name(making);
	return result;
}

int
nc_make_bag(const struct newsconv_bag_options *options,
    struct newsconv_bag_summary *summary, struct newsconv_error *error)
{
	struct newsconv_error unused;
	struct making making = {.options = options,
	    .source = -1,
	    .data = -1,
	    .line = NC_BUFFER(4 * PATH_ROOM),
	    .error = error == NULL ? &unused : error};
	int result = make(&making);

	if (making.source >= 0)
		close(making.source);
	if (making.data >= 0)
		close(making.data);
	if (making.temporary != NULL)
		nc_directory_remove(making.temporary, NULL);
	free(making.temporary);
	nc_buffer_free(&making.line);
	if (result == NEWSCONV_OK && summary != NULL)
		*summary = making.summary;
	return result;
}
