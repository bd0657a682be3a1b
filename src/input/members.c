/*
 * Packed files, one in another.  Readers stand on a stack; what the uppermost
 * one gives is a member, or a stream that gets a reader of its own if there is
 * more in it.  In an archive a dump and its sidecar have to stand beside each
 * other: members are looked at in pairs, since a stream cannot go back.
 */
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>

#include "container_kind.h"
#include "error.h"
#include "gunzip.h"
#include "metadata_table.h"
#include "reader.h"
#include "sidecar.h"
#include "sidecar_name.h"

enum {
	/* "a.tar" in a zip in a tar, and one more. */
	DEEPEST = 4,
	/* Compressions around each other: some files decompress to themselves. */
	MOST_COMPRESSIONS = 4,
	/* A larger JSON file beside a dump is no sidecar in an archive. */
	LARGEST_SIDECAR = 1 << 20
};

/* A part, and what was found of it. */
struct item {
	struct nc_part part; /* a member, or a container's stream */
	enum nc_container_kind kind;
	bool text;    /* a member that can be had, and may have a sidecar */
	bool sidecar; /* it may be one, and the window has all of it */
};

/* A reader, and what was read to see if it belongs to what came before. */
struct frame {
	struct nc_reader *reader;
	struct nc_buffer name; /* of the container */
	struct item held;
	bool holds;
	int result; /* what came in place of a part: */
	struct newsconv_error error;
};

struct nc_members {
	struct nc_members_options options;
	struct nc_field_names names;
	char *path;
	uint64_t number;
	struct frame frames[DEEPEST]; /* the first one is the file itself */
	size_t depth;
};

static void
part_init(struct nc_part *part)
{
	memset(part, 0, sizeof(*part));
	part->name = (struct nc_buffer)NC_BUFFER(SIZE_MAX);
	part->modified = NEWSCONV_TIME_UNKNOWN;
}

static void
part_free(struct nc_part *part)
{
	nc_member_free(part->member);
	nc_stream_close(part->stream);
	nc_buffer_free(&part->name);
	part_init(part);
}

static struct newsconv_text
name_of(const struct nc_part *part)
{
	return (struct newsconv_text){
	    part->name.data == NULL ? "" : part->name.data, part->name.size};
}

/* -------------------------------------------------------- what is in a part */

/* Past all compressions; *kind is that of what is in them. */
static int
decompress(struct nc_part *part, enum nc_container_kind *kind,
    struct newsconv_error *error)
{
	struct newsconv_text front;
	int round, result;

	for (round = 0; round <= MOST_COMPRESSIONS; round++) {
		struct nc_stream *inner;

		result = nc_stream_peek(
		    part->stream, NC_KIND_FRONT, &front, error);
		if (result < 0)
			return result;
		*kind = nc_kind_of(name_of(part), front);
		if (*kind != NC_GZIP && *kind != NC_COMPRESSED)
			return NEWSCONV_OK;
		result = *kind == NC_GZIP
		    ? nc_gunzip_open(&inner, part->stream, error)
		    : nc_decompress_open(&inner, part->stream, error);
		if (result < 0)
			return result;
		part->stream = inner;
		nc_kind_strip(&part->name);
	}
	return nc_error_set(error, NEWSCONV_UNSUPPORTED,
	    "is compressed more than %d times", MOST_COMPRESSIONS);
}

static int
open_reader(struct nc_members *members, struct nc_part *part,
    enum nc_container_kind kind, struct nc_reader **reader,
    struct newsconv_error *error)
{
	const struct nc_members_options *options = &members->options;
	struct nc_stream *stream = part->stream;
	int result;

	if (kind == NC_WARC)
		result = nc_warc_texts_open(reader, stream, options, error);
	else if (kind == NC_JSON || kind == NC_JSON_LINES)
		result = nc_json_lines_open(
		    reader, stream, kind == NC_JSON_LINES, options, error);
	else
		result = nc_unpack_open(
		    reader, stream, kind == NC_DIRECTORY_LAST, error);
	if (result == NEWSCONV_OK)
		part->stream = NULL;
	return result;
}

/* Failures of one member; others end the file. */
static bool
is_of_member(int result, const struct newsconv_error *error)
{
	return result > -50 &&
	    (result != NEWSCONV_READ_FAILED || error->sys_errno == 0);
}

/*
 * The item becomes a member that could not be had.  Of the file itself that is
 * a failure of the file.
 */
static int
fail_item(struct nc_members *members, struct item *item, int result,
    struct newsconv_error *found, struct newsconv_error *error)
{
	struct nc_part *part = &item->part;

	item->kind = NC_PLAIN;
	item->text = false;
	if (members->depth == 1 || !is_of_member(result, found)) {
		if (error != NULL)
			*error = *found;
		return result;
	}
	if (part->member == NULL)
		part->member = nc_member_new(
		    name_of(part).data, part->name.size);
	if (part->member == NULL)
		return nc_error_memory(error);
	nc_member_fail(part->member, found);
	nc_stream_close(part->stream);
	part->stream = NULL;
	return NEWSCONV_OK;
}

static int
read_text(struct nc_members *members, struct nc_part *part,
    struct newsconv_error *error)
{
	uint64_t limit = nc_members_limit(&members->options);
	struct nc_buffer bytes = NC_BUFFER((size_t)limit);
	struct newsconv_text more = {"", 0};
	int result;

	part->member = nc_member_new(name_of(part).data, part->name.size);
	if (part->member == NULL)
		return nc_error_memory(error);
	part->member->modified = part->modified;
	result = nc_stream_take(part->stream, &bytes, limit, error);
	if (result == NEWSCONV_OK)
		result = nc_stream_peek(part->stream, 1, &more, error);
	if (result == NEWSCONV_OK && more.size > 0)
		result = nc_error_set(error, NEWSCONV_TOO_LARGE,
		    "larger than %llu bytes, the limit",
		    (unsigned long long)limit);
	if (result == NEWSCONV_OK && !nc_member_adopt(part->member, &bytes))
		result = nc_error_memory(error);
	nc_buffer_free(&bytes);
	if (result == NEWSCONV_OK) {
		nc_stream_close(part->stream);
		part->stream = NULL;
	}
	return result;
}

/* ----------------------------------------------------------------- the stack */

static void
push(struct nc_members *members, struct nc_reader *reader)
{
	struct frame *frame = &members->frames[members->depth++];

	memset(frame, 0, sizeof(*frame));
	part_init(&frame->held.part);
	frame->name = (struct nc_buffer)NC_BUFFER(SIZE_MAX);
	frame->reader = reader;
}

/* A part that is held may be read from the reader: it goes first. */
static void
pop(struct nc_members *members)
{
	struct frame *frame = &members->frames[--members->depth];

	part_free(&frame->held.part);
	nc_buffer_free(&frame->name);
	frame->reader->close(frame->reader);
}

static struct frame *
top(struct nc_members *members)
{
	return &members->frames[members->depth - 1];
}

/* ------------------------------------------------------------------- sidecars */

/* Whether it is all in the window, so that the archive can go on. */
static int
see_sidecar(struct item *item, struct newsconv_error *error)
{
	struct newsconv_text name = name_of(&item->part), seen;
	int result;

	if (name.size < 5 ||
	    strncasecmp(name.data + name.size - 5, ".json", 5) != 0)
		return NEWSCONV_OK;
	result = nc_stream_peek(
	    item->part.stream, LARGEST_SIDECAR + 1, &seen, error);
	item->sidecar = result == NEWSCONV_OK && seen.size <= LARGEST_SIDECAR;
	return result;
}

/* From the reader: a member, or a stream that is to be opened. */
static int
read_item(struct nc_members *members, struct frame *frame, struct item *item,
    struct newsconv_error *error)
{
	struct newsconv_error found = {0};
	struct nc_part *part = &item->part;
	int result;

	memset(item, 0, sizeof(*item));
	part_init(part);
	result = frame->reader->next(frame->reader, part, error);
	if (result != NEWSCONV_OK || part->member != NULL)
		return result;
	result = decompress(part, &item->kind, &found);
	if (result == NEWSCONV_OK && item->kind == NC_PLAIN)
		result = read_text(members, part, &found);
	if (result == NEWSCONV_OK && item->kind == NC_JSON &&
	    frame->reader->archive)
		result = see_sidecar(item, &found);
	item->text = result == NEWSCONV_OK && item->kind == NC_PLAIN;
	return result < 0 ? fail_item(members, item, result, &found, error)
			  : NEWSCONV_OK;
}

/* What was held, or the next one. */
static int
get_item(struct nc_members *members, struct frame *frame, struct item *item,
    struct newsconv_error *error)
{
	int result = frame->result;

	if (frame->holds) {
		frame->holds = false;
		*item = frame->held;
		part_init(&frame->held.part);
		return NEWSCONV_OK;
	}
	if (result == NEWSCONV_OK) {
		result = read_item(members, frame, item, error);
		if (result != NEWSCONV_OK)
			part_free(&item->part);
		return result;
	}
	if (result < 0 && error != NULL)
		*error = frame->error;
	return result;
}

static int
attach(struct nc_members *members, struct item *dump, struct item *sidecar,
    struct newsconv_error *error)
{
	struct nc_member *member = dump->part.member;
	struct newsconv_error found = {0};
	struct newsconv_text bytes;
	int result;

	result = nc_stream_peek(
	    sidecar->part.stream, LARGEST_SIDECAR + 1, &bytes, &found);
	if (result == NEWSCONV_OK)
		result = nc_sidecar_parse(&member->given, member->arena, bytes,
		    &members->names, &found);
	if (result < 0 && result != NEWSCONV_NO_MEMORY) {
		char shown[64];

		nc_printable(shown, sizeof(shown), name_of(&sidecar->part).data,
		    sidecar->part.name.size);
		nc_member_refuse(member, found.code, "its sidecar %s %.160s",
		    shown, found.text);
	}
	part_free(&sidecar->part);
	return result == NEWSCONV_NO_MEMORY ? nc_error_memory(error)
					    : NEWSCONV_OK;
}

/* Whether they are a dump and its sidecar; then they become one. */
static int
join(struct nc_members *members, struct item *first, struct item *second,
    bool *joined, struct newsconv_error *error)
{
	struct item *dump = first->text ? first : second;
	struct item *sidecar = first->text ? second : first;
	int result;

	*joined = dump->text && sidecar->sidecar &&
	    nc_sidecar_fits(name_of(&sidecar->part), name_of(&dump->part));
	if (!*joined)
		return NEWSCONV_OK;
	result = attach(members, dump, sidecar, error);
	if (dump != first)
		*first = *second;
	return result;
}

static int
next_item(
    struct nc_members *members, struct item *item, struct newsconv_error *error)
{
	struct frame *frame = top(members);
	struct item other;
	bool joined;
	int result = get_item(members, frame, item, error);

	if (result != NEWSCONV_OK || !frame->reader->archive ||
	    !(item->text || item->sidecar))
		return result;
	frame->result = get_item(members, frame, &other, &frame->error);
	if (frame->result != NEWSCONV_OK)
		return NEWSCONV_OK;
	result = join(members, item, &other, &joined, error);
	if (!joined) {
		frame->held = other;
		frame->holds = true;
	}
	return result;
}

/* ------------------------------------------------------------------ the members */

/* A container within the file that cannot be read on is one member of it. */
static int
fail_inner(struct nc_members *members, int result, struct newsconv_error *found,
    struct item *item, struct newsconv_error *error)
{
	struct frame *frame = top(members);

	memset(item, 0, sizeof(*item));
	part_init(&item->part);
	nc_buffer_add(&item->part.name, frame->name.data, frame->name.size);
	pop(members);
	return fail_item(members, item, result, found, error);
}

/* Go into a container. */
static int
descend(
    struct nc_members *members, struct item *item, struct newsconv_error *error)
{
	struct newsconv_error found = {0};
	struct nc_reader *reader;
	int result;

	if (members->depth == DEEPEST)
		result = nc_error_set(&found, NEWSCONV_UNSUPPORTED,
		    "is packed more than %d deep", DEEPEST - 1);
	else
		result = open_reader(
		    members, &item->part, item->kind, &reader, &found);
	if (result < 0)
		return fail_item(members, item, result, &found, error);
	push(members, reader);
	top(members)->name = item->part.name;
	memset(&item->part.name, 0, sizeof(item->part.name));
	part_free(&item->part);
	return NEWSCONV_OK;
}

/* The next member of whatever is uppermost; none if it was a container. */
static int
step(
    struct nc_members *members, struct item *item, struct newsconv_error *error)
{
	struct newsconv_error found = {0};
	int result = next_item(members, item, &found);

	if (result == NEWSCONV_END) {
		pop(members);
		return NEWSCONV_OK;
	}
	if (result < 0 && members->depth > 2)
		return fail_inner(members, result, &found, item, error);
	if (result < 0 && error != NULL)
		*error = found;
	if (result < 0 || item->part.member != NULL)
		return result;
	return descend(members, item, error);
}

static int
finish(struct nc_members *members, struct item *item, struct nc_member **member,
    struct newsconv_error *error)
{
	struct nc_member *own = item->part.member;
	int result = NEWSCONV_OK;

	if (item->text)
		result = nc_table_apply(members->options.table, &own->given,
		    own->arena, own->name, &members->names, error);
	if (result == NEWSCONV_OK) {
		own->number = ++members->number;
		item->part.member = NULL;
		*member = own;
	}
	part_free(&item->part);
	return result;
}

int
nc_members_next(struct nc_members *members, struct nc_member **member,
    struct newsconv_error *error)
{
	struct item item;
	int result;

	while (members->depth > 0) {
		memset(&item, 0, sizeof(item));
		part_init(&item.part);
		result = step(members, &item, error);
		if (result == NEWSCONV_OK && item.part.member != NULL)
			result = finish(members, &item, member, error);
		else if (result == NEWSCONV_OK)
			continue;
		else
			part_free(&item.part);
		if (result == NEWSCONV_OK)
			return NEWSCONV_OK;
		while (members->depth > 0)
			pop(members);
		return nc_error_where(error, result, members->path);
	}
	return NEWSCONV_END;
}

/* ----------------------------------------------------------- the file itself */

/* A reader that has one part: the file. */
struct whole {
	struct nc_reader reader;
	struct nc_part part;
	bool given;
};

static int
next_whole(struct nc_reader *reader, struct nc_part *part,
    struct newsconv_error *error)
{
	struct whole *whole = (struct whole *)reader;

	(void)error;
	if (whole->given)
		return NEWSCONV_END;
	whole->given = true;
	*part = whole->part;
	part_init(&whole->part);
	return NEWSCONV_OK;
}

static void
close_whole(struct nc_reader *reader)
{
	part_free(&((struct whole *)reader)->part);
	free(reader);
}

static int
open_whole(struct nc_members *members, const struct nc_entry *entry,
    struct newsconv_error *error)
{
	struct whole *whole = calloc(1, sizeof(*whole));
	const char *slash = strrchr(entry->path, '/');
	const char *name = slash == NULL ? entry->path : slash + 1;
	int result;

	if (whole == NULL)
		return nc_error_memory(error);
	whole->reader.next = next_whole;
	whole->reader.close = close_whole;
	part_init(&whole->part);
	push(members, &whole->reader);
	nc_buffer_text(&whole->part.name, strcmp(name, "-") == 0 ? "" : name);
	if (entry->state.modified != 0)
		whole->part.modified = entry->state.modified;
	result = nc_buffer_check(&whole->part.name, error);
	if (result == NEWSCONV_OK)
		result = nc_stream_open(
		    &whole->part.stream, entry->path, error);
	return result;
}

/* ------------------------------------------------------------- begin and end */

int
nc_members_open(struct nc_members **result, const struct nc_entry *entry,
    const struct nc_members_options *options, struct newsconv_error *error)
{
	struct nc_members *members = calloc(1, sizeof(*members));
	int code;

	if (members == NULL)
		return nc_error_memory(error);
	members->options = *options;
	members->names.fields = options->fields;
	members->names.count = options->field_count;
	members->path = strdup(entry->path);
	code = members->path == NULL ? nc_error_memory(error)
				     : nc_fields_check(&members->names, error);
	if (code == NEWSCONV_OK)
		code = open_whole(members, entry, error);
	if (code < 0) {
		nc_members_free(members);
		return nc_error_where(error, code, entry->path);
	}
	*result = members;
	return NEWSCONV_OK;
}

void
nc_members_free(struct nc_members *members)
{
	if (members == NULL)
		return;
	while (members->depth > 0)
		pop(members);
	free(members->path);
	free(members);
}

static struct nc_part *
whole_part(struct nc_members *members)
{
	return &((struct whole *)members->frames[0].reader)->part;
}

int
nc_members_front(struct nc_members *members, size_t size,
    struct newsconv_text *front, struct newsconv_error *error)
{
	int result = nc_stream_peek(
	    whole_part(members)->stream, size, front, error);

	return result < 0 ? nc_error_where(error, result, members->path)
			  : result;
}

int
nc_members_whole(struct nc_members *members, struct nc_member **member,
    struct newsconv_error *error)
{
	struct nc_part *part = whole_part(members);
	int result = read_text(members, part, error);

	if (result == NEWSCONV_OK) {
		*member = part->member;
		part->member = NULL;
	}
	pop(members);
	return result < 0 ? nc_error_where(error, result, members->path)
			  : result;
}

int
nc_members_packed(
    const struct nc_entry *entry, bool *packed, struct newsconv_error *error)
{
	const char *slash = strrchr(entry->path, '/');
	const char *name = slash == NULL ? entry->path : slash + 1;
	struct newsconv_text text = {name, strlen(name)}, front;
	struct nc_stream *stream;
	struct stat status;
	int result;

	if (nc_kind_by_name(text, packed))
		return NEWSCONV_OK;
	/* What can be read only once is read by what finds out while it does. */
	*packed = strcmp(entry->path, "-") == 0 ||
	    (stat(entry->path, &status) == 0 && !S_ISREG(status.st_mode) &&
		!S_ISDIR(status.st_mode));
	if (*packed)
		return NEWSCONV_OK;
	result = nc_stream_open(&stream, entry->path, error);
	if (result < 0)
		return nc_error_where(error, result, entry->path);
	result = nc_stream_peek(stream, NC_KIND_FRONT, &front, error);
	if (result == NEWSCONV_OK)
		*packed = nc_kind_of(text, front) != NC_PLAIN;
	nc_stream_close(stream);
	return result < 0 ? nc_error_where(error, result, entry->path)
			  : NEWSCONV_OK;
}
