/*
 * What is in a file: one dump, or many in a packed one (tar, zip, 7z, JSON
 * Lines, WET, each of them compressed or not, one in another).  Packed files
 * are read as streams; memory is bounded by the largest member.
 */
#ifndef NC_MEMBERS_H
#define NC_MEMBERS_H

#include "given.h"
#include "inputs.h"

struct nc_members_options {
	uint64_t max_size; /* of a member, in bytes */
	/* "text=body": further names of fields; see fields.def */
	const char *const *fields;
	size_t field_count;
	const struct nc_table *table; /* metadata by file name, or NULL */
};

/*
 * One dump.  It owns its memory: `arena` holds all of it, this structure
 * included, so that it can go to another thread.
 */
struct nc_member {
	struct nc_arena *arena;
	/*
	 * Place among the members of the file, from 1, counted through nested
	 * containers; 0: it is the file itself.
	 */
	uint64_t number;
	struct newsconv_text name; /* in its container, may be empty */
	struct newsconv_text bytes;
	int64_t modified;      /* of the member or file, or unknown */
	struct nc_given given; /* strings in the arena */
	/*
	 * Not NEWSCONV_OK: this member cannot be had (encrypted, too large, no
	 * text in its record, an image in the tar, ...) and `reason` says why.
	 */
	int problem;
	int sys_errno;
	char reason[256];
};

/*
 * Whether the file holds members, told by its name and, where that does not
 * say, by its first bytes.  A file that does not is read by
 * nc_member_read(), which may run on any thread.
 */
int nc_members_packed(
    const struct nc_entry *entry, bool *packed, struct newsconv_error *error);

/*
 * A plain file as one member, with its sidecar and its row of the table.
 * Fails like newsconv_article_read(), but for what the bytes are: that is told
 * by those who read them.  A sidecar that is no JSON is a failure
 * of the input (NEWSCONV_BAD_VALUE), named with the place.
 */
int nc_member_read(struct nc_member **member, const char *path,
    const char *sidecar, struct newsconv_text key,
    const struct nc_members_options *options, struct newsconv_error *error);
void nc_member_free(struct nc_member *member);
/*
 * What the table says of a file that is left unread, and its sidecar if so:
 * whether that has the digest.  A file of which the table says nothing has.
 */
bool nc_member_given_as(const char *sha256, const char *sidecar,
    struct newsconv_text key, const struct nc_members_options *options);

struct nc_members;

int nc_members_open(struct nc_members **members, const struct nc_entry *entry,
    const struct nc_members_options *options, struct newsconv_error *error);
/*
 * The next one, to be freed by the caller; NEWSCONV_END after the last.  A
 * failure ends the file: what could not be read of it is in the error, by
 * offset or member.
 */
int nc_members_next(struct nc_members *members, struct nc_member **member,
    struct newsconv_error *error);
void nc_members_free(struct nc_members *members);
/*
 * Before the first member, of what can be read once only: its first bytes, up
 * to `size` of them, lent until the next call; and all of it as one member,
 * whatever it holds, after which there is none.  The name is the file's.
 */
int nc_members_front(struct nc_members *members, size_t size,
    struct newsconv_text *front, struct newsconv_error *error);
int nc_members_whole(struct nc_members *members, struct nc_member **member,
    struct newsconv_error *error);

/*
 * A CSV (RFC 4180) or TSV file with a heading line, by file name: `file`,
 * `path` or `name` is the key, or the last parts of it.  What it says goes
 * before what a sidecar says.  Rows of which no file
 * was found are to be told: nc_table_unused() gives them one after another
 * (NULL after the last), in the order of the file.
 */
struct nc_table;

int nc_table_read(struct nc_table **table, const char *path,
    const char *const *fields, size_t field_count,
    struct newsconv_error *error);
const char *nc_table_unused(const struct nc_table *table, size_t *row);
void nc_table_free(struct nc_table *table);

#endif
