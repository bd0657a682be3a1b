/*
 * The inputs of a batch as one stream of entries, in the byte order of their
 * keys, whatever order they were named in.  Directories are walked, one
 * directory's names in memory at a time; lists are sorted by sort_lines.h.
 *
 * A key names an input for good: in manifests, shards, ids.  That of a file
 * found in a directory is the last part of the directory's path as given, a
 * slash, and the path below it ("news/2021/a.txt"; of "." the path below
 * alone); that of a file named by itself, or in a list, is its path without
 * "./" and "/" in front.  Keys are bytes, not text.  The key of a directory,
 * which is an entry only if it is not walked, ends in a slash.  A directory in a
 * list is walked; its files have the directory's whole path in their keys.
 *
 * What is named by itself or in a list is followed if it is a link, and is read
 * if it is hidden.
 */
#ifndef NC_INPUTS_H
#define NC_INPUTS_H

#include "memory.h"

/* What an entry is, and what becomes of it. */
enum nc_entry_kind {
	NC_ENTRY_FILE,    /* to be read */
	NC_ENTRY_SIDECAR, /* belongs to the file it stands beside */
	/* Not read, counted and named, with the reason in `reason`: */
	NC_ENTRY_HIDDEN,  /* its name, or its directory's, begins with a dot */
	NC_ENTRY_LINK,    /* a symbolic link, and links are not followed */
	NC_ENTRY_SPECIAL, /* a socket, a device, ... */
	NC_ENTRY_FAILED   /* cannot be opened, examined, or listed */
};

/* What tells that a file is as it was: its own state, and its sidecar's. */
struct nc_entry_state {
	uint64_t size;
	int64_t modified; /* seconds since 1970 */
	uint32_t nanoseconds;
	bool sidecar; /* there is one: */
	uint64_t sidecar_size;
	int64_t sidecar_modified;
	uint32_t sidecar_nanoseconds;
};

static inline bool
nc_entry_state_equal(
    const struct nc_entry_state *a, const struct nc_entry_state *b)
{
	return a->size == b->size && a->modified == b->modified &&
	    a->nanoseconds == b->nanoseconds && a->sidecar == b->sidecar &&
	    a->sidecar_size == b->sidecar_size &&
	    a->sidecar_modified == b->sidecar_modified &&
	    a->sidecar_nanoseconds == b->sidecar_nanoseconds;
}

/* Lent until the next call. */
struct nc_entry {
	enum nc_entry_kind kind;
	struct newsconv_text key;
	const char *path;    /* to open it by; "-" is standard input */
	const char *sidecar; /* path of the one beside it, or NULL */
	struct nc_entry_state state;
	int sys_errno; /* of NC_ENTRY_FAILED */
	char reason[256];
};

struct nc_inputs_options {
	const char *const *paths; /* directories, files, "-" */
	size_t path_count;
	const char *const *lists; /* files of paths; "-": standard input */
	size_t list_count;
	bool null_separated; /* the lists: NUL in place of line ends */
	bool follow_links;
	bool hidden;         /* hidden files are read like others */
	const char *work;    /* directory for sorted lists, if there are any */
	const char *avoid;   /* the archive itself: not walked into */
	const char *package; /* NAME.wacz of it, or NULL: no input either */
	const char *beside[2];  /* nor what lists that, or NULL */
	unsigned shard, shards; /* this part of so many (from 1); 0: all */
};

struct nc_inputs;

/*
 * Fails with NEWSCONV_BAD_VALUE (two directories with one name, ...),
 * _READ_FAILED (what was named is not there; a list cannot be read),
 * _WRITE_FAILED (work), _NO_MEMORY.
 */
int nc_inputs_open(struct nc_inputs **inputs,
    const struct nc_inputs_options *options, struct newsconv_error *error);
/*
 * NEWSCONV_END after the last; NEWSCONV_NO_MEMORY, _READ_FAILED (an I/O error
 * that would leave out a part of a directory), _BAD_VALUE (two files with one
 * key).
 */
int nc_inputs_next(struct nc_inputs *inputs, struct nc_entry *entry,
    struct newsconv_error *error);
/*
 * Whether a file with this key would have been found if it were there: it is
 * below a directory that is walked, and of this shard.
 */
bool nc_inputs_cover(const struct nc_inputs *inputs, struct newsconv_text key);
/* How many inputs of other shards were passed over so far. */
uint64_t nc_inputs_not_for_us(const struct nc_inputs *inputs);
void nc_inputs_free(struct nc_inputs *inputs);

/* Which part of `shards` a key falls into, from 1: by its bytes alone. */
unsigned nc_shard_of(struct newsconv_text key, unsigned shards);

#endif
