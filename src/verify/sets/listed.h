/*
 * What lists say of files: paths with sizes and digests, as many as there are.
 *
 * The entries lie in a scratch file, one behind the other; in memory there are
 * 16 bytes of each to find it by its path, and 16 more if it is looked for by
 * its digest.  All lists of a set are one listing: an entry names its source.
 */
#ifndef NC_LISTED_H
#define NC_LISTED_H

#include <stdbool.h>

#include "digest.h"

/* Where listings keep their entries: one file for all, it only grows. */
struct nc_scratch {
	int descriptor;
	uint64_t end;
};

enum { NC_LISTED_PATH_MAX = 16 * 1024 };

struct nc_listed {
	const char *path; /* NUL-terminated; lent until the next call */
	size_t path_size; /* up to NC_LISTED_PATH_MAX */
	uint64_t size;    /* UINT64_MAX: not listed */
	uint64_t line;    /* of its source, from 1 */
	unsigned source;  /* a number below 256 that the set gives its lists */
	bool has_digest;
	enum nc_algorithm algorithm;
	unsigned char digest[NC_DIGEST_MAX];
	size_t number; /* of the entry, for nc_listing_mark() */
	unsigned marks;
};

/* The set may use the other bits as it likes. */
enum { NC_MARK_SEEN = 1, NC_MARK_ALL = 15 };

struct nc_listing;

/* `scratch` outlives it.  Fails with NEWSCONV_NO_MEMORY. */
int nc_listing_new(struct nc_listing **listing, struct nc_scratch *scratch,
    struct newsconv_error *error);
void nc_listing_free(struct nc_listing *listing);

/*
 * All entries are added before any is looked for, and of the listings in a
 * scratch file one is filled at a time: _ready() ends that.  Fails with
 * NEWSCONV_TOO_LARGE (2.5 million entries, or a path that is too long),
 * _READ_FAILED (the scratch file), _NO_MEMORY.
 */
int nc_listing_add(struct nc_listing *listing, const struct nc_listed *entry,
    struct newsconv_error *error);
int nc_listing_ready(struct nc_listing *listing, struct newsconv_error *error);
size_t nc_listing_count(const struct nc_listing *listing);

/*
 * The entries of a path, or with a digest, one after the other: *cursor is 0
 * before the first.  NEWSCONV_END after the last.  Of more than a million
 * entries none is found by its digest.
 */
int nc_listing_find(struct nc_listing *listing, const char *path,
    size_t *cursor, struct nc_listed *entry, struct newsconv_error *error);
int nc_listing_find_digest(struct nc_listing *listing,
    enum nc_algorithm algorithm, const unsigned char *digest, size_t *cursor,
    struct nc_listed *entry, struct newsconv_error *error);
/* All, in the order in which they were added. */
int nc_listing_next(struct nc_listing *listing, size_t *cursor,
    struct nc_listed *entry, struct newsconv_error *error);
/* By the number of an entry. */
int nc_listing_at(struct nc_listing *listing, size_t number,
    struct nc_listed *entry, struct newsconv_error *error);
/* Set bits of an entry's marks. */
void nc_listing_mark(struct nc_listing *listing, size_t number, unsigned marks);

#endif
