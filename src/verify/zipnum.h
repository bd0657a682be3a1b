/*
 * A compressed index comes in gzip members of some lines each, and a summary
 * (.idx) has the first line of each member with its place: by that, viewers
 * fetch one member and not the index.
 */
#ifndef NC_ZIPNUM_H
#define NC_ZIPNUM_H

#include "finding.h"

enum { NC_ZIPNUM_KEY = 1024 };

/* A member as it was read. */
struct nc_zipnum_member {
	const char *file;
	uint64_t offset, length;
	char sha256[65];
	char first[NC_ZIPNUM_KEY]; /* the beginning of its first line */
};

struct nc_zipnum;

int nc_zipnum_new(struct nc_zipnum **zipnum, struct newsconv_error *error);
void nc_zipnum_free(struct nc_zipnum *zipnum);
/* First all members, in the order of their offsets in each file. */
int nc_zipnum_add(struct nc_zipnum *zipnum,
    const struct nc_zipnum_member *member, struct newsconv_error *error);

/* Then a summary, in pieces as they come; `part` is its name. */
struct nc_zipnum_summary {
	struct nc_zipnum *zipnum;
	const struct nc_verify *verify;
	const char *part;
	/* Kept by the functions; zero at the beginning. */
	long line;
	size_t size;
	uint64_t compared;
	char file[256]; /* as its heading names it */
	char text[16 * 1024];
};

void nc_zipnum_lines(
    struct nc_zipnum_summary *summary, const char *bytes, size_t size);
/* The end of it: tells of members that no line of it had. */
void nc_zipnum_end(struct nc_zipnum_summary *summary);

#endif
