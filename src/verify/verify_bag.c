/*
 * A folder that is a bag.  bagit.txt marks it; where that is lost, a manifest
 * beside a folder data does, so that the loss is found.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bag.h"
#include "error.h"
#include "tree_walk.h"

static bool
marks(const char *name)
{
	return strcmp(name, "bagit.txt") == 0 ||
	    (strncmp(name, "manifest-", 9) == 0 && nc_bag_is_tag(name));
}

static bool
has_payload(const struct nc_set *set)
{
	struct stat status;

	return fstatat(set->folder, "data", &status, AT_SYMLINK_NOFOLLOW) ==
	    0 &&
	    S_ISDIR(status.st_mode);
}

/* A bag in a bag is payload; a bag has one set though several files mark it. */
static bool
is_inner(const struct nc_set *set)
{
	const struct nc_set *around;

	for (around = set->parent; around != NULL; around = around->parent) {
		if (around->kind == &nc_set_bag)
			return true;
	}
	return false;
}

static int
read_tag(struct nc_set *set, struct nc_bag *bag, const char *name,
    struct newsconv_error *error)
{
	struct nc_verify file = *set->verify;
	int result = nc_open_below(
	    set->folder, name, &file.descriptor, &file.size, error);

	if (result != NEWSCONV_OK)
		return result;
	result = nc_bag_read(bag, name, &file, error);
	close(file.descriptor);
	return result;
}

/* bagit.txt first: it says how the others are to be read. */
static int
read_tags(struct nc_set *set, struct nc_bag *bag, struct newsconv_error *error)
{
	char **names = NULL;
	size_t count = 0, i;
	int result = read_tag(set, bag, "bagit.txt", error);

	if (result == NEWSCONV_END) {
		nc_bag_fault(bag, NC_BAG_NO_DECLARATION, "", NULL,
		    "there is no bagit.txt");
		result = NEWSCONV_OK;
	}
	if (result == NEWSCONV_OK)
		result = nc_tree_marks(
		    set->folder, nc_bag_is_tag, &names, &count, error);
	for (i = 0; result == NEWSCONV_OK && i < count; i++) {
		if (strcmp(names[i], "bagit.txt") != 0)
			result = read_tag(set, bag, names[i], error);
		if (result == NEWSCONV_END)
			result = NEWSCONV_OK;
	}
	nc_tree_marks_free(names, count);
	return result;
}

static int
open_set(struct nc_set *set, struct newsconv_error *error)
{
	bool declared = nc_exists_below(set->folder, "bagit.txt");
	struct nc_bag *bag;
	int result;

	if (is_inner(set) ||
	    (strcmp(set->mark, "bagit.txt") != 0 &&
		(declared || !has_payload(set))))
		return NEWSCONV_END;
	bag = calloc(1, sizeof(*bag));
	if (bag == NULL)
		return nc_error_memory(error);
	set->state = bag;
	result = nc_bag_open(
	    bag, set->verify, set->folder, set->scratch, error);
	if (result == NEWSCONV_OK && !has_payload(set))
		nc_bag_fault(bag, NC_BAG_NO_PAYLOAD, "", NULL,
		    "there is no folder data");
	if (result == NEWSCONV_OK)
		result = read_tags(set, bag, error);
	if (result == NEWSCONV_OK)
		result = nc_bag_ready(bag, error);
	return result;
}

static int
expect(
    struct nc_set *set, struct nc_set_file *file, struct newsconv_error *error)
{
	file->content = NC_CONTENT_ARCHIVES;
	return nc_bag_expect(set->state, file->path, &file->digests, error);
}

static int
seen(struct nc_set *set, const struct nc_verify *verify,
    struct nc_set_file *file, struct newsconv_error *error)
{
	return nc_bag_seen(set->state, verify, file, error);
}

static void
absent(void *context, const char *path, enum newsconv_fixity fixity,
    enum nc_finding_code code, const char *text)
{
	nc_set_absent(context, path, fixity, code, "%s", text);
}

static int
end_set(struct nc_set *set, struct newsconv_error *error)
{
	return nc_bag_end(set->state, absent, set, error);
}

static void
close_set(struct nc_set *set)
{
	nc_bag_close(set->state);
	free(set->state);
	set->state = NULL;
}

const struct nc_set_kind nc_set_bag = {.format = "bagit",
    .marks = marks,
    .open = open_set,
    .expect = expect,
    .seen = seen,
    .end = end_set,
    .close = close_set};
