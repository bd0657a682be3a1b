/*
 * Each line of a summary is held against the member it points at.  A member is
 * remembered by hashes, for they only tell what differs.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <jansson.h>

#include "error.h"
#include "zipnum.h"

enum { MEMBERS_MAX = 1 << 18 };

struct member {
	uint64_t file, offset, length;
	uint64_t sha256;
	uint64_t key;      /* of all of it */
	size_t key_length; /* URL and time; 0: it is too long to be known */
	bool listed;
};

struct nc_zipnum {
	struct member *members;
	size_t count, room;
	bool too_many;
};

/* What a line of a summary says. */
struct entry {
	uint64_t file, offset, length;
	const char *digest;
};

static uint64_t
hash_of(const char *text, size_t size)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	size_t i;

	for (i = 0; i < size; i++)
		hash = (hash ^ (unsigned char)text[i]) *
		    UINT64_C(0x100000001b3);
	return hash;
}

static uint64_t
hash_of_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;

	return hash_of(name, strlen(name));
}

static size_t
length_of_key(const char *line)
{
	const char *brace = strstr(line, " {");

	return brace == NULL ? 0 : (size_t)(brace - line);
}

int
nc_zipnum_new(struct nc_zipnum **zipnum, struct newsconv_error *error)
{
	*zipnum = calloc(1, sizeof(**zipnum));
	return *zipnum == NULL ? nc_error_memory(error) : NEWSCONV_OK;
}

void
nc_zipnum_free(struct nc_zipnum *zipnum)
{
	if (zipnum == NULL)
		return;
	free(zipnum->members);
	free(zipnum);
}

int
nc_zipnum_add(struct nc_zipnum *zipnum, const struct nc_zipnum_member *member,
    struct newsconv_error *error)
{
	struct member *new;

	if (zipnum->count == MEMBERS_MAX) {
		zipnum->too_many = true;
		return NEWSCONV_OK;
	}
	if (zipnum->count == zipnum->room) {
		size_t room = zipnum->room == 0 ? 64 : 2 * zipnum->room;

		new = realloc(zipnum->members, room * sizeof(*new));
		if (new == NULL)
			return nc_error_memory(error);
		zipnum->members = new;
		zipnum->room = room;
	}
	new = &zipnum->members[zipnum->count++];
	new->file = hash_of_name(member->file);
	new->offset = member->offset;
	new->length = member->length;
	new->sha256 = hash_of(member->sha256, strlen(member->sha256));
	new->key_length = length_of_key(member->first);
	new->key = hash_of(member->first, new->key_length);
	new->listed = false;
	return NEWSCONV_OK;
}

/* --------------------------------------------------------------------- lines */

static void
tell(struct nc_zipnum_summary *summary, enum nc_finding_code code,
    const char *text)
{
	const struct nc_place place = {
	    .part = summary->part, .line = summary->line};

	nc_report(summary->verify, code, &place, "%s", text);
}

static int
compare_members(const void *a, const void *b)
{
	const struct member *x = a, *y = b;

	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	if (x->offset != y->offset)
		return x->offset < y->offset ? -1 : 1;
	return 0;
}

static struct member *
find(const struct nc_zipnum *zipnum, const struct entry *entry)
{
	const struct member wanted = {
	    .file = entry->file, .offset = entry->offset};

	if (zipnum->count == 0)
		return NULL;
	return bsearch(&wanted, zipnum->members, zipnum->count, sizeof(wanted),
	    compare_members);
}

static bool
get_number(const json_t *object, const char *key, uint64_t *number)
{
	const json_t *value = json_object_get(object, key);

	if (!json_is_integer(value) || json_integer_value(value) < 0)
		return false;
	*number = (uint64_t)json_integer_value(value);
	return true;
}

/* "!meta 0 {...}": which file the places are in. */
static void
read_heading(struct nc_zipnum_summary *summary, const json_t *object)
{
	const char *file = json_string_value(
	    json_object_get(object, "filename"));

	if (file != NULL && strlen(file) < sizeof(summary->file))
		strcpy(summary->file, file);
}

static bool
read_entry(const struct nc_zipnum_summary *summary, const json_t *object,
    struct entry *entry)
{
	const char *file = json_string_value(
	    json_object_get(object, "filename"));

	entry->file = hash_of_name(file == NULL ? summary->file : file);
	entry->digest = json_string_value(json_object_get(object, "digest"));
	return get_number(object, "offset", &entry->offset) &&
	    get_number(object, "length", &entry->length);
}

/* The digest is that of the member as it is stored. */
static void
check_digest(struct nc_zipnum_summary *summary, const struct member *member,
    const char *digest)
{
	if (digest == NULL || strncasecmp(digest, "sha256:", 7) != 0)
		return;
	summary->compared++;
	if (hash_of(digest + 7, strlen(digest + 7)) != member->sha256)
		tell(summary, NC_INDEX_BLOCK_DIGEST, digest);
}

static void
check_entry(struct nc_zipnum_summary *summary, const struct entry *entry)
{
	struct member *member = find(summary->zipnum, entry);
	size_t length = length_of_key(summary->text);

	if (member == NULL || member->length != entry->length) {
		if (!summary->zipnum->too_many)
			tell(summary, NC_INDEX_BLOCK, summary->text);
		return;
	}
	member->listed = true;
	if (member->key_length > 0 &&
	    (length != member->key_length ||
		hash_of(summary->text, length) != member->key))
		tell(summary, NC_INDEX_BLOCK_KEY, summary->text);
	check_digest(summary, member, entry->digest);
}

static void
take_line(struct nc_zipnum_summary *summary)
{
	struct entry entry;
	const char *brace;
	json_t *object;

	summary->line++;
	if (summary->size == 0)
		return;
	summary->text[summary->size] = '\0';
	brace = strstr(summary->text, " {");
	object = json_loads(
	    brace == NULL ? "" : brace + 1, JSON_REJECT_DUPLICATES, NULL);
	if (json_is_object(object) && summary->line == 1 &&
	    strncmp(summary->text, "!meta ", 6) == 0)
		read_heading(summary, object);
	else if (json_is_object(object) && read_entry(summary, object, &entry))
		check_entry(summary, &entry);
	else
		tell(summary, NC_INDEX_SUMMARY,
		    "it does not end in an object with offset and length");
	json_decref(object);
}

void
nc_zipnum_lines(
    struct nc_zipnum_summary *summary, const char *bytes, size_t size)
{
	struct nc_zipnum *zipnum = summary->zipnum;

	if (summary->line == 0 && zipnum->count > 0)
		qsort(zipnum->members, zipnum->count, sizeof(struct member),
		    compare_members);
	while (size > 0) {
		const char *end = memchr(bytes, '\n', size);
		size_t length = end == NULL ? size : (size_t)(end - bytes);
		size_t room = sizeof(summary->text) - 1 - summary->size;

		memcpy(summary->text + summary->size, bytes,
		    length < room ? length : room);
		summary->size += length < room ? length : room;
		if (end == NULL)
			return;
		take_line(summary);
		summary->size = 0;
		bytes = end + 1;
		size -= length + 1;
	}
}

void
nc_zipnum_end(struct nc_zipnum_summary *summary)
{
	const struct nc_zipnum *zipnum = summary->zipnum;
	uint64_t file = hash_of_name(summary->file), unlisted = 0;
	size_t i;

	if (summary->size > 0)
		take_line(summary);
	summary->line = 0;
	for (i = 0; i < zipnum->count; i++)
		unlisted += zipnum->members[i].file == file &&
		    !zipnum->members[i].listed;
	if (unlisted > 0)
		nc_finding(summary->verify, NC_INDEX_UNLISTED, summary->part, 0,
		    "%llu of the members of %s", (unsigned long long)unlisted,
		    summary->file);
	if (zipnum->too_many)
		tell(summary, NC_INDEX_MORE, "some members were not compared");
	if (summary->compared > 0)
		nc_digests_compared(summary->verify, summary->compared);
}
